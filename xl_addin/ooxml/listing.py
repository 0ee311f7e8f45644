"""Excel tables as rows of values, to read; a row knows its cells, so a fault can be told with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from udfs.registry import ExcelError, Scalar
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.workbook import Table, Workbook


@dataclass(frozen=True)
class TableRow:
    """One row of a table that is in use."""

    sheet: str
    row: int
    values: Mapping[str, Scalar]
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> Scalar:
        """Return what a column shows; None where it is blank or there is no such column."""
        return self.values.get(heading)

    def text(self, heading: str) -> str:
        """Return a cell as trimmed text, "" when it is blank."""
        value = self[heading]
        return "" if value is None else str(value).strip()

    def number(self, heading: str) -> float | None:
        """Return a cell's number, None when it holds none."""
        value = self[heading]
        return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def cell(self, heading: str) -> str:
        """Return the address of a column's cell in this row."""
        return cell_name(self.row, self.columns[heading])


def find_table(workbook: Workbook, name: str) -> Table | None:
    """Return a table by name, or None."""
    return next((table for table in workbook.tables if table.name == name), None)


def table_rows(workbook: Workbook, name: str) -> list[TableRow]:
    """Return the rows of a table in which somebody has typed something; none without the table."""
    table = find_table(workbook, name)
    return [] if table is None else list(_rows(workbook, table))


def _rows(workbook: Workbook, table: Table) -> Iterator[TableRow]:
    sheet, body = workbook.sheet(table.sheet), table.body
    columns = {" ".join(heading.split()): body.left + n for n, heading in enumerate(table.columns)}
    for row in range(body.top, body.bottom + 1):
        values: dict[str, Scalar] = {}
        typed = False
        for heading, column in columns.items():
            cell = sheet.cell(row, column)
            value = None if cell is None else sheet.value_of(cell)
            if cell is None or value is None or (isinstance(value, str) and not value.strip()):
                continue
            values[heading] = value
            typed = typed or (cell.formula is None and not isinstance(value, ExcelError))
        if typed:
            yield TableRow(table.sheet, row, values, columns)
