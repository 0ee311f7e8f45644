"""Where a report takes its numbers from: the tables and defined names of a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from udfs.registry import ExcelError
from xl_addin.errors import LembarError
from xl_addin.ooxml.dates import as_datetime
from xl_addin.ooxml.formula import tokens
from xl_addin.ooxml.references import Area, parse_area
from xl_addin.ooxml.workbook import Table, Workbook

Record = dict[str, Any]


class Source(Protocol):
    """A workbook as a report sees it. Blank cells and errors are None, numbers are floats."""

    name: str

    def records(self, table: str, columns: Sequence[str]) -> list[Record]:
        """Return the rows of a table in which one of these columns has something."""

    def cells(self, name: str) -> list[Any]:
        """Return the cells of a defined name, row by row."""


class FileSource:
    """A workbook file with its values as they were last calculated.

    Raises:
        LembarError: no such file, not a workbook, damaged.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._workbook = Workbook.open(path)

    def records(self, table: str, columns: Sequence[str]) -> list[Record]:
        """Return the rows of a table in which one of these columns has something.

        Raises:
            LembarError: the workbook has no such table, or the table no such column.
        """
        found = self._table(table)
        places = [self._place(found, heading) for heading in columns]
        body = found.body
        rows = (
            {
                heading: self._value(found.sheet, row, place)
                for heading, place in zip(columns, places, strict=True)
            }
            for row in range(body.top, body.bottom + 1)
        )
        return [record for record in rows if any(value is not None for value in record.values())]

    def cells(self, name: str) -> list[Any]:
        """Return the cells of a defined name, row by row.

        Raises:
            LembarError: the workbook has no such name, or it stands for something else.
        """
        for defined in self._workbook.defined_names:
            if defined.name.casefold() == name.casefold() and (place := _place(defined.formula)):
                sheet, area = place
                return [
                    self._value(sheet, row, column)
                    for row in range(area.top, area.bottom + 1)
                    for column in range(area.left, area.right + 1)
                ]
        raise LembarError("no_name", file=self.name, expected=name)

    def _table(self, name: str) -> Table:
        for table in self._workbook.tables:
            if table.name == name:
                return table
        raise LembarError("no_table", file=self.name, expected=name)

    def _place(self, table: Table, heading: str) -> int:
        if heading not in table.columns:
            raise LembarError(
                "no_column",
                file=self.name,
                sheet=table.sheet,
                cell=str(table.area),
                found=", ".join(table.columns),
                expected=heading,
            )
        return table.area.left + table.columns.index(heading)

    def _value(self, sheet: str, row: int, column: int) -> Any:
        found = self._workbook.sheet(sheet)
        cell = found.cell(row, column)
        value = None if cell is None else found.value_of(cell)
        if cell is None or isinstance(value, ExcelError):
            return None
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            is_date = self._workbook.is_date(cell.style)
            return as_datetime(float(value), self._workbook.date_1904) if is_date else float(value)
        return value


def _place(formula: str) -> tuple[str, Area] | None:
    """Return the sheet and the cells that a name stands for; None when it stands for something else."""
    found = list(tokens(formula))
    reference = found[0].reference if len(found) == 1 else None
    if reference is None or reference.sheet_name is None:
        return None
    return reference.sheet_name, parse_area(str(reference).removeprefix(reference.sheet))
