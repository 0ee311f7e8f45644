"""Excel tables as lists of records, read and written through xlwings, in Excel or without it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

Record = dict[str, Any]

CALCULATED: Final = "="
"""What stands in a record for the value of a formula, where one asks whether there is a formula."""

_NEEDS_MARK = re.compile(
    r"""[=+\-@'\#]                       # a formula, an error or a mark of its own
    |\W*\d                               # a number, a date, a time, a percentage
    |(jan|feb|mar|apr|mei|may|jun|jul|agu|aug|sep|okt|oct|nov|des|dec)[a-z]*\W*\d   # Maret 2027
    |(true|false|benar|salah)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def typed(value: object) -> object:
    """Return what to write into a cell so that people's text stays the text that it is.

    Excel would make a formula of ``=1+1`` and a date of ``Maret 2027``; the apostrophe before it, which the
    cell does not show, keeps it as text. The same call does the same without Excel.

    >>> typed("=cmd|' /C calc'!A0"), typed("Ekspor naik"), typed(2.0), typed(" ")
    ("'=cmd|' /C calc'!A0", 'Ekspor naik', 2.0, None)
    """
    if isinstance(value, str):
        if not value.strip():
            return None
        return f"'{value}" if _NEEDS_MARK.match(value) else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


class ListTable:
    """One Excel table: its records are the rows in which somebody has typed something.

    Columns that the company has added are carried along with their records, unless formulas fill them.

    Args:
        book: The workbook.
        name: The table's name.
        columns: The headings of the columns that it must have, all for values.

    Raises:
        LembarError: the workbook has no such table, or the table no such column.
    """

    def __init__(self, book: xw.Book, name: str, columns: Sequence[str]) -> None:
        self.table = _find(book, name)
        self._header = _header(self.table)
        found = [_text(cell) for cell in self._header.options(ndim=1).value]
        self._places = {heading: place for place, heading in enumerate(found) if heading}
        for heading in columns:
            if heading not in self._places:
                address, there = self._header.get_address(False, False), ", ".join(found)
                sheet = self.table.parent.name
                raise LembarError(
                    "no_column", file=book.name, sheet=sheet, cell=address, found=there, expected=heading
                )
        others = [heading for heading in self._places if heading not in columns]
        self.added = tuple(heading for heading in others if self._is_typed(heading))
        self.columns = (*columns, *self.added)
        self._calculated = [heading for heading in others if heading not in self.added]

    def rows(self) -> list[Record]:
        """Return every row, those that are not in use too, text without blanks around it."""
        return [self._record(row) for row in self._body().options(ndim=2).value]

    def records(self, formulas: Sequence[str] = ()) -> list[Record]:
        """Return the rows in use, text without blanks around it.

        Args:
            formulas: Columns in which a formula is told as :data:`CALCULATED`, whatever it shows.
        """
        rows = self.rows()
        for heading in formulas:
            for record, formula in zip(rows, self._formulas(heading), strict=True):
                if formula.startswith("="):
                    record[heading] = CALCULATED
        return [record for record in rows if any(v not in (None, CALCULATED) for v in record.values())]

    def replace(self, records: Sequence[Mapping[str, Any]]) -> bool:
        """Make these the table's records; rows come and go as needed. Say whether anything is another now."""
        new = [{heading: _plain(record.get(heading)) for heading in self.columns} for record in records]
        if new == self.records():
            return False
        self._fit(max(len(new), 1))
        blank = [None] * (self._body().shape[0] - len(new))
        for heading in self.columns:
            values = [typed(record[heading]) for record in new] + blank
            self._column(heading).value = [[value] for value in values]
        return True

    def fill(self, heading: str, values: Sequence[Any]) -> bool:
        """Write one column of the rows in use, as :meth:`records` tells them; nothing else changes.

        Args:
            heading: The column.
            values: A value for each row in use.

        Returns:
            Whether anything is another now.
        """
        used = [n for n, row in enumerate(self.rows()) if any(value is not None for value in row.values())]
        return self._write(heading, dict(zip(used, values, strict=True)))

    def cell(self, place: int, heading: str) -> xw.Range:
        """Return the cell of one row, counted from 0 as :meth:`rows` tells them."""
        return self._column(heading)[place]

    def append(self, record: Mapping[str, Any]) -> int:
        """Add a record below the others, whose cells stay as they are; return its place among the rows.

        It takes the first free row at the end, or one more. For a long table of which one row changes.
        """
        rows = self.rows()
        place = 1 + max(
            (n for n, row in enumerate(rows) if any(v is not None for v in row.values())), default=-1
        )
        if place == len(rows):
            fit_rows(self.table, place + 1)
            body, one = self._body(), place == 1
            body[place - one, :].copy(
                body[place - 1 + one, :]
            )  # a row came in above the last, or below the one
        for heading in self.columns:
            self.cell(place, heading).value = typed(record.get(heading))
        return place

    def fill_rows(self, heading: str, values: Sequence[Any]) -> bool:
        """Write one column of every row, as :meth:`rows` tells them; nothing else changes.

        For a table whose rows are fixed, such as a calendar: no row comes or goes, no formula is touched.

        Args:
            heading: The column.
            values: A value for each row.

        Returns:
            Whether anything is another now.
        """
        if len(values) != len(self.rows()):
            raise ValueError(f"{len(values)} values for {len(self.rows())} rows of {self.table.name}")
        return self._write(heading, dict(enumerate(values)))

    def _write(self, heading: str, values: Mapping[int, Any]) -> bool:
        """Write the cells of a column that become another; say whether there are any."""
        rows = self.rows()
        new = {
            place: typed(value) for place, value in values.items() if rows[place][heading] != _plain(value)
        }
        column = self._column(heading)
        for place in new:
            if place - 1 not in new:  # a run of cells that change begins
                last = next(n for n in count(place) if n + 1 not in new)
                column[place : last + 1].value = [[new[n]] for n in range(place, last + 1)]
        return bool(new)

    def _fit(self, count: int) -> None:
        """Give the body so many rows, each with the formulas of the calculated columns."""
        if count == 1 and any(self._formula_cell(heading) is None for heading in self._calculated):
            fit_rows(self.table, 2)  # a row that comes in gets the formulas
        fit_rows(self.table, count)
        for heading in self._calculated:
            column, found = self._column(heading), self._formula_cell(heading)
            if found is not None:
                if found.row > column.row:
                    found.copy(column[0])
                column.formula = column[0].formula

    def _is_typed(self, heading: str) -> bool:
        if str(self._column(heading)[0].formula).startswith("="):
            return False  # known without reading a long column
        return self._formula_cell(heading) is None and any(self._formulas(heading))

    def _formula_cell(self, heading: str) -> xw.Range | None:
        """Return a cell of a column that holds a formula."""
        places = [row for row, text in enumerate(self._formulas(heading)) if text.startswith("=")]
        return self._column(heading)[places[0]] if places else None

    def _formulas(self, heading: str) -> list[str]:
        formulas = self._column(heading).formula
        return [formulas] if isinstance(formulas, str) else [row[0] for row in formulas]

    def _column(self, heading: str) -> xw.Range:
        return self._body()[:, self._places[heading]]

    def _body(self) -> xw.Range:
        body = self.table.data_body_range
        return self._header.offset(1) if body is None else body

    def _record(self, row: Sequence[Any]) -> Record:
        return {heading: _plain(row[self._places[heading]]) for heading in self.columns}


def fit_rows(table: Table, count: int) -> None:
    """Give a table this many body rows (at least one); what stands below it moves.

    Args:
        table: The table.
        count: How many rows.
    """
    header, sheet, body = _header(table), table.parent, table.data_body_range
    have, top = (1 if body is None else body.shape[0]), header.row + 1
    if have == 1 < count:  # no place between two rows yet
        whole_rows(sheet, top + 1, 1).insert("down")
        table.resize(header.resize(3))
        have = 2
    fit_block(sheet, top, have, count)


def fit_block(sheet: xw.Sheet, top: int, have: int, count: int) -> None:
    """Make the ``have`` rows from row ``top`` on ``count`` rows.

    They come in above the last one, so that whatever covers all of them grows, and go at the end.
    """
    if count > have:
        whole_rows(sheet, top + have - 1, count - have).insert("down")
    elif count < have:
        whole_rows(sheet, top + count, have - count).delete("up")


def whole_rows(sheet: xw.Sheet, first: int, count: int) -> xw.Range:
    """Return rows of a sheet from edge to edge."""
    return sheet.range(f"{first}:{first + count - 1}")


def setting(book: xw.Book, name: str) -> Any:
    """Return what the cell of a defined name shows.

    Raises:
        LembarError: the workbook has no such name.
    """
    if name not in book.names:
        raise LembarError("no_name", file=book.name, expected=name)
    return book.names[name].refers_to_range.value


def choices(book: xw.Book, name: str) -> list[Any]:
    """Return the filled cells of a defined name, top to bottom."""
    setting(book, name)
    values = book.names[name].refers_to_range.options(ndim=2).value
    return [row[0] for row in values if row[0] not in (None, "")]


def _find(book: xw.Book, name: str) -> Table:
    for sheet in book.sheets:
        if name in [table.name for table in sheet.tables]:
            return sheet.tables[name]
    raise LembarError("no_table", file=book.name, expected=name)


def _header(table: Table) -> xw.Range:
    header = table.header_row_range
    if header is None:
        raise LembarError("no_column", sheet=table.parent.name, cell=table.name, found="-", expected="*")
    return header


def _text(cell: object) -> str:
    return " ".join(str(cell or "").split())


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
