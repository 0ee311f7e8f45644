"""The open book as a report sees it: its tables and names, through xlwings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xl_addin.actions.tables import ListTable, Record, setting

if TYPE_CHECKING:
    import xlwings as xw


class BookSource:
    """A :class:`xl_addin.report.source.Source` over a book that is open."""

    def __init__(self, book: xw.Book) -> None:
        self.name = book.name
        self._book = book

    def records(self, table: str, columns: Sequence[str]) -> list[Record]:
        """Return the rows of a table in which one of these columns has something."""
        rows = ListTable(self._book, table, columns).records()
        picked = ({heading: row[heading] for heading in columns} for row in rows)
        return [row for row in picked if any(value is not None for value in row.values())]

    def cells(self, name: str) -> list[Any]:
        """Return the cells of a defined name, row by row."""
        setting(self._book, name)
        rows = self._book.names[name].refers_to_range.options(ndim=2).value
        return [None if cell == "" else cell for row in rows for cell in row]
