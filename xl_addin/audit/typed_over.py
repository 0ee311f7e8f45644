"""Formulas that somebody has typed over: a number where its neighbours calculate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from xl_addin.audit.finding import Finding
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import Area, cell_name
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Table, Workbook

_Place: TypeAlias = tuple[int, int]


def typed_over(workbook: Workbook) -> Iterator[Finding]:
    """Find constants and strange formulas in calculated columns, and constants between equal formulas.

    Outside tables a constant counts when the formula on one side, copied to the other, is the one there:
    above and below, or left and right.
    """
    for sheet in workbook.worksheets():
        tables = [table for table in workbook.tables if table.sheet == sheet.name]
        calculated = [cell for cell in sheet.cells() if cell.formula is not None]
        formulas = {(cell.row, cell.column): sheet.formula_of(cell) or "" for cell in calculated}
        arrays = [area for cell in calculated if (area := cell.area)]
        for table in tables:
            yield from _in_table(sheet, table, formulas)
        yield from _between(sheet, formulas, [*arrays, *(table.body for table in tables)])


def _in_table(sheet: Sheet, table: Table, formulas: Mapping[_Place, str]) -> Iterator[Finding]:
    body = table.body
    for heading, formula in table.formulas.items():
        if "[" in formula:  # a structured reference is written otherwise in the cells
            continue
        column = body.left + table.columns.index(heading)
        for row in range(body.top, body.bottom + 1):
            expected = shift(formula, row - body.top, 0)
            found = formulas.get((row, column))
            name = cell_name(row, column)
            if found is None and (value := sheet.value(row, column)) is not None:
                yield Finding("typed_over", sheet.name, name, str(value), f"={expected}")
            elif found and _plain(found) != _plain(expected):
                yield Finding("other_formula", sheet.name, name, f"={found}", f"={expected}")


def _between(sheet: Sheet, formulas: Mapping[_Place, str], others: list[Area]) -> Iterator[Finding]:
    for cell in sheet.cells():
        place = cell.row, cell.column
        if place in formulas or cell.kind not in ("n", "") or cell.text is None or _inside(place, others):
            continue
        for down, right in ((1, 0), (0, 1)):
            before = formulas.get((cell.row - down, cell.column - right))
            after = formulas.get((cell.row + down, cell.column + right))
            if before and after and shift(before, 2 * down, 2 * right) == after:
                expected = shift(before, down, right)
                yield Finding("typed_over", sheet.name, cell.name, cell.text, f"={expected}")
                break


def _inside(place: _Place, areas: list[Area]) -> bool:
    row, column = place
    return any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in areas)


def _plain(formula: str) -> str:
    return "".join(formula.split()).upper()
