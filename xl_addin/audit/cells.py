"""Cells that say themselves that something is wrong: error values, and the checks of our own sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from udfs.registry import ExcelError
from xl_addin.audit.finding import Finding
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook

_FIGURE: Final = "Pemeriksaan"
"""The label of a check cell, which stands above it."""
_COLUMN: Final = "Periksa"
_FINE: Final = ("", "OK")


def shown_errors(workbook: Workbook) -> Iterator[Finding]:
    """Find cells that show an error; #N/A is how a chart's helper leaves a gap, and is none."""
    for sheet in workbook.worksheets():
        for cell in sheet.cells():
            if cell.kind == "e" and (value := sheet.value_of(cell)) is not ExcelError.NA:
                yield Finding("error", sheet.name, cell.name, str(value), "")


def check_cells(workbook: Workbook) -> Iterator[Finding]:
    """Find the rows, and the figures above the tables, whose check does not say OK."""
    for table in workbook.tables:
        sheet, body = workbook.sheet(table.sheet), table.body
        if _COLUMN in table.columns:
            column = body.left + table.columns.index(_COLUMN)
            for row in range(body.top, body.bottom + 1):
                yield from _unless_fine(sheet, row, column)
    for sheet in workbook.worksheets():
        for cell in [cell for cell in sheet.cells() if cell.kind in ("s", "inlineStr")]:
            if sheet.value_of(cell) == _FIGURE:
                yield from _unless_fine(sheet, cell.row + 1, cell.column)


def _unless_fine(sheet: Sheet, row: int, column: int) -> Iterator[Finding]:
    value = sheet.value(row, column)
    if isinstance(value, str) and value.strip() not in _FINE:
        yield Finding("check", sheet.name, cell_name(row, column), value, "OK")
