"""Calls that have no native twin become their values in the portable flavour: shaded, and told in a sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from xl_addin.ooxml.formula import functions
from xl_addin.ooxml.references import Area, quote_sheet
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.styles import Shades
from xl_addin.ooxml.workbook import Workbook

_SHADE: Final = "FFE4E0D8"
_COLUMN_FORMULA: Final = re.compile(
    r"<(?:\w+:)?calculatedColumnFormula\b[^>]*>([^<]*)</(?:\w+:)?calculatedColumnFormula>"
)
_TOLD: Final = "Nilai tetap di versi tanpa add-in (tidak ikut berubah)"


def fix_values(workbook: Workbook, names: Collection[str], *, told_on: str) -> list[str]:
    """Make values of the formulas that call one of these functions.

    Args:
        workbook: A calculated workbook.
        names: Functions in capitals.
        told_on: The sheet on which the cells are listed, below all else, when the workbook has it.

    Returns:
        The areas, with their sheets.
    """
    if not names:
        return []
    shades = Shades(workbook, _SHADE)
    places = [place for sheet in workbook.worksheets() for place in _fix_sheet(sheet, names, shades)]
    for table in workbook.tables:
        xml = workbook.package.xml(table.part)
        new = _COLUMN_FORMULA.sub(lambda m: "" if _calls(m[1], names) else m[0], xml)
        if new != xml:
            workbook.package.write(table.part, new)
    if places and any(entry.name == told_on for entry in workbook.sheets):
        _tell(workbook.sheet(told_on), places)
    return places


def _fix_sheet(sheet: Sheet, names: Collection[str], shades: Shades) -> Iterator[str]:
    calling = [cell for cell in sheet.cells() if cell.formula and _calls(cell.formula, names)]
    areas = [cell.area or Area(cell.row, cell.column, cell.row, cell.column) for cell in calling]
    for area in areas:
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                _fix(sheet, sheet.writable(row, column), shades)
    for area in _joined(areas):
        yield f"{quote_sheet(sheet.name)}!{area}"


def _fix(sheet: Sheet, cell: Cell, shades: Shades) -> None:
    cell.set_value(sheet.value_of(cell))
    cell.set_style(shades.style(cell.style))


def _joined(areas: list[Area]) -> Iterator[Area]:
    """Join areas that stand right below each other."""
    found: list[Area] = []
    for area in sorted(areas, key=lambda area: (area.left, area.right, area.top)):
        last = found[-1] if found else None
        if last and (last.left, last.right, last.bottom + 1) == (area.left, area.right, area.top):
            found[-1] = Area(last.top, last.left, area.bottom, last.right)
        else:
            found.append(area)
    yield from found


def _tell(sheet: Sheet, places: list[str]) -> None:
    used = sheet.used_area()
    row = 2 + (used.bottom if used else 0)
    for number, text in enumerate((_TOLD, *places)):
        sheet.writable(row + number, 1).set_value(text)


def _calls(formula: str, names: Collection[str]) -> bool:
    return any(name.upper() in names for name in functions(formula))
