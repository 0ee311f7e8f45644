"""What a sheet itself calls a cell: the heading above it and the text at the start of its row."""

from __future__ import annotations

from xl_addin.ooxml.workbook import Table, Workbook
from xl_addin.recalc.model import Address


class Labels:
    """Finds the words beside the cells of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    def of(self, address: Address) -> str:
        """Return the words for a cell: in a table its column and its row's first text; "" for none."""
        sheet, row, column = address
        for table in self._workbook.tables:
            if table.sheet == sheet and (row, column) in table.area:
                return self._in_table(table, row, column)
        return self._left_of(sheet, row, column)

    def is_date(self, address: Address) -> bool:
        """Say whether the sheet shows the cell as a date."""
        sheet, row, column = address
        cell = self._workbook.sheet(sheet).cell(row, column)
        return cell is not None and self._workbook.is_date(cell.style)

    def _in_table(self, table: Table, row: int, column: int) -> str:
        heading = table.columns[column - table.area.left]
        key = self._workbook.sheet(table.sheet).value(row, table.area.left)
        return f"{heading}, {key}" if isinstance(key, str) and column != table.area.left else heading

    def _left_of(self, sheet: str, row: int, column: int) -> str:
        values = (self._workbook.sheet(sheet).value(row, place) for place in range(column - 1, 0, -1))
        return next((value.strip(" :") for value in values if isinstance(value, str) and value.strip()), "")
