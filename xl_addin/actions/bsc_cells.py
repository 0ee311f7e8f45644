"""Single cells of a department's workbook: where a result stands, and which formulas were typed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS, TARGETS
from xl_addin.actions.bsc_files import RESULTS, DepartmentBook
from xl_addin.errors import LembarError
from xl_addin.ooxml.cellvalue import as_text
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import cell_name, parse_area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import Table, Workbook
from xl_addin.ooxml.xml import attributes_of

_CALCULATED: Final = (RESULTS, "tbl_scorecard")
"""The tables of the workbook that hold formulas."""
_TYPED: Final = frozenset((*TARGETS, *ACTUALS, *DENOMINATORS, "Catatan"))
"""Columns in which a formula is as good as a number."""
_ALWAYS: Final = re.compile(r"(Pencapaian|Skor|Status|Periksa)\b|.* s\.d\.$")
"""Columns of ``Realisasi`` that are calculated even when not one formula is left in them."""
_LONGEST: Final = 120


@dataclass(frozen=True)
class TypedOver:
    """Cells of one row that should hold formulas and no longer do.

    Args:
        sheet: The sheet.
        cells: Their addresses.
        found: What the first of them holds.
        expected: The formula that belongs there.
        kpi: The row's number when it is a KPI's row of ``Realisasi``.
    """

    sheet: str
    cells: tuple[str, ...]
    found: str
    expected: str
    kpi: int | None = None


def result_cell(file: DepartmentBook, row: int, heading: str) -> tuple[str, str]:
    """Return the sheet and the address of a cell of ``Realisasi``."""
    table = _table(file.workbook, RESULTS)
    columns = [" ".join(column.split()) for column in table.columns] if table else []
    if table is None or heading not in columns:
        return "", ""
    return table.sheet, cell_name(row, table.area.left + columns.index(heading))


def missing_columns(file: DepartmentBook) -> list[tuple[str, str, str]]:
    """Return sheet, address of the headings and heading of the columns of results that are not there."""
    table = _table(file.workbook, RESULTS)
    if table is None:
        return []
    there = {" ".join(column.split()) for column in table.columns}
    row = f"{cell_name(table.area.top, table.area.left)}:{cell_name(table.area.top, table.area.right)}"
    return [(table.sheet, row, name) for name in ("ID", *ACTUALS, *DENOMINATORS) if name not in there]


def wrong_dates(file: DepartmentBook) -> Iterator[tuple[str, str, str, str]]:
    """Yield sheet, address, month and content of the cells of ``Tanggal_kirim`` that hold no date."""
    book = file.workbook
    formula = next((n.formula for n in book.defined_names if n.name == "Tanggal_kirim"), "") if book else ""
    name, _, cells = formula.rpartition("!")
    try:
        area = parse_area(cells)
        sheet = book.sheet(name.strip("'").replace("''", "'")) if book else None
    except (ValueError, LembarError):
        return
    for place, (month, sent) in enumerate(zip(MONTHS, file.submitted, strict=True)):
        value = sheet.value(area.top, area.left + place) if sheet else None
        if sent is None and value not in (None, "") and sheet:
            yield sheet.name, cell_name(area.top, area.left + place), month, _shown(value)


def typed_over(file: DepartmentBook) -> Iterator[TypedOver]:
    """Yield, row by row, the cells whose formula is no longer the one of the cells above and below."""
    for name in _CALCULATED:
        table = _table(file.workbook, name)
        if table is None or file.workbook is None:
            continue
        sheet = file.workbook.sheet(table.sheet)
        rows = range(table.body.top, table.body.bottom + 1)
        faults: dict[int, list[tuple[str, str, str]]] = {}
        for place, heading in enumerate(table.columns, table.area.left):
            if " ".join(heading.split()) not in _TYPED:
                always = name == RESULTS and _ALWAYS.match(heading) is not None
                for row, found, expected in _column_faults(sheet, place, rows, always=always):
                    faults.setdefault(row, []).append((cell_name(row, place), found, expected))
        for row, cells in sorted(faults.items()):
            _, found, expected = cells[0]
            kpi = row if name == RESULTS else None
            yield TypedOver(sheet.name, tuple(address for address, _, _ in cells), found, expected, kpi)


def _column_faults(
    sheet: Sheet, column: int, rows: Sequence[int], *, always: bool
) -> Iterator[tuple[int, str, str]]:
    """Yield row, content and right formula of the cells of a column that differ from most of its formulas."""
    cells = {row: sheet.cell(row, column) for row in rows}
    prints = _prints(sheet, {row: cell for row, cell in cells.items() if cell and cell.formula is not None})
    if not prints:
        yield from ((row, _content(sheet, cell, None), "rumus") for row, cell in cells.items() if always)
        return
    usual = Counter(prints.values()).most_common(1)[0][0]
    first = next(row for row, text in prints.items() if text == usual)
    model = _formula(sheet, cells[first])
    for row, cell in cells.items():
        if prints.get(row) != usual:
            expected, found = shift(model, row - first, 0), _formula(sheet, cell) if row in prints else None
            if found != expected:
                yield row, _content(sheet, cell, found), f"={expected}"[:_LONGEST]


def _prints(sheet: Sheet, cells: Mapping[int, Cell]) -> dict[int, str]:
    """Return the formulas of a column such that those copied down are alike; of shared ones, one is read."""
    prints: dict[int, str] = {}
    shared: dict[str, str] = {}
    for row, cell in cells.items():
        number = attributes_of(cell.formula_tag).get("si") if "shared" in cell.formula_tag else None
        if cell.formula or number is None or number not in shared:
            prints[row] = _print(_formula(sheet, cell), row)
            if number is not None:
                shared[number] = prints[row]
        else:
            prints[row] = shared[number]
    return prints


def _formula(sheet: Sheet, cell: Cell | None) -> str:
    return (sheet.formula_of(cell) or "") if cell else ""


def _print(formula: str, row: int) -> str:
    """Return a formula such that one that is copied down stays the same: its own row's number is left out."""
    return re.sub(rf"(?<=[A-Z]){row}(?![\d(])", "#", formula)


def _content(sheet: Sheet, cell: Cell | None, formula: str | None) -> str:
    if formula is not None:
        return f"rumus lain ={formula}"[:_LONGEST]
    value = None if cell is None else sheet.value_of(cell)
    return "kosong, rumusnya terhapus" if value in (None, "") else f"{_shown(value)}, bukan rumus"


def _shown(value: object) -> str:
    return as_text(value) if isinstance(value, (bool, float, int)) else str(value)


@lru_cache(maxsize=4)  # asked for each cell that is told, and the tables are read from XML
def _table(book: Workbook | None, name: str) -> Table | None:
    return next((table for table in book.tables if table.name == name), None) if book else None
