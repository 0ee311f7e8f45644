"""Files of rows as other systems export them: CSV or XLSX, headings, numbers and days as they come."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin.actions.delimited import csv_rows, decimal_mark, decoded, number_text, unsafe
from xl_addin.actions.headings import SURE, HeadingRow, find_headings, match_headings
from xl_addin.errors import LembarError
from xl_addin.files import read_bytes

if TYPE_CHECKING:
    from xl_addin.ooxml.sheet import Sheet
    from xl_addin.ooxml.workbook import Workbook

_LOOKED_AT: Final = 20
_XLSX: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Wanted:
    """What is looked for in a file.

    Args:
        names: The columns, each with its other names.
        needed: Those without which the file says nothing.
        numbers: Those whose numbers show how the file writes decimals.
        refusal: Key of the error for a file without the columns needed.
    """

    names: Mapping[str, Sequence[str]]
    needed: Collection[str]
    numbers: Collection[str]
    refusal: str


@dataclass(frozen=True)
class Grid:
    """The rows of a file, or of one of its sheets, below the headings.

    Args:
        columns: The place of each column, from 0.
        rows: The cells of each row, or why it cannot be read, with the row's number.
        decimal: How numbers are written, ``id`` or ``en``; "" where that is not known.
        title: The sheet's name.
    """

    columns: dict[str, int]
    rows: list[tuple[int, Sequence[object] | str]]
    decimal: str = "id"
    title: str = ""

    def texts(self, columns: Collection[str]) -> Iterator[str]:
        """Yield what stands as text in some of the columns."""
        for _, row in self.rows:
            if not isinstance(row, str):
                for name, column in self.columns.items():
                    if name in columns and column < len(row) and isinstance(row[column], str):
                        yield str(row[column])


def read_grids(file: Path, wanted: Wanted) -> list[Grid]:
    """Read a file; of a workbook every sheet that has the columns needed, the likest one first.

    Args:
        file: CSV (``;``, ``,``, tab, ``|``) or XLSX.
        wanted: What is looked for.

    Raises:
        LembarError: no such file, one that is not read, or one without the columns needed.
    """
    content = read_bytes(file)
    if content.startswith(_OLD_EXCEL):
        raise LembarError("not_workbook", file=file.name, found=".xls")
    if content.startswith(_XLSX):
        return _workbook_grids(content, file, wanted)
    return [_text_grid(content, file, wanted)]


def clean(cell: object) -> str:
    """Return what a cell says on one line.

    >>> clean("  Meja\t makan "), clean(7.0), clean(None)
    ('Meja makan', '7', '')
    """
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return number_text(cell)
    text = "" if cell is None else str(cell)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _sure(headings: HeadingRow, first: int) -> dict[str, int]:
    """Return the place of each column that is surely meant, counted from ``first``."""
    return {name: match.column - first for name, match in headings.matches.items() if match.likeness >= SURE}


def _check_columns(columns: Iterable[str], texts: Iterable[str], file: Path, wanted: Wanted) -> None:
    missing = [name for name in wanted.needed if name not in columns]
    if missing:
        found = ", ".join(texts)[:200] or "-"
        raise LembarError(wanted.refusal, file=file.name, found=found, expected=", ".join(missing))


def _text_grid(content: bytes, file: Path, wanted: Wanted) -> Grid:
    lines = list(io.StringIO(decoded(content), newline=""))
    start = 1 if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE) else 0
    found = [(_headings(lines, start, mark, wanted), mark) for mark in ";,\t|"]
    headings, separator = max(found, key=lambda one: len(_sure(one[0], 0)))
    columns = _sure(headings, 0)
    _check_columns(columns, headings.texts().values(), file, wanted)
    rows: list[tuple[int, Sequence[object] | str]] = []
    for number, fields in csv_rows(lines, headings.row, separator):
        wide = not isinstance(fields, str) and any(field.strip() for field in fields[_width(headings) :])
        if isinstance(fields, str):
            rows.append((number, fields))
        else:
            told = f"{len(fields)} kolom, judulnya {_width(headings)}"
            rows.append((number, told if wide else [unsafe(field) for field in fields]))
    grid = Grid(columns, rows)
    return Grid(columns, rows, _decimal(grid.texts(wanted.numbers), "en" if separator == "," else "id"))


def _width(headings: HeadingRow) -> int:
    return max(headings.texts(), default=0) + 1


def _decimal(texts: Iterable[str], default: str) -> str:
    """Say how a file writes numbers: as those that can be read in one way only, else the default."""
    marks = {mark for text in texts if (mark := decimal_mark(text))}
    if len(marks) > 1:
        return ""
    return {",": "id", ".": "en"}[marks.pop()] if marks else default


def _headings(lines: Sequence[str], start: int, separator: str, wanted: Wanted) -> HeadingRow:
    """Return the headings of a text file, with the number of the line on which they stand."""
    best = HeadingRow(start, {}, {})
    for line, fields in csv_rows(lines[: start + _LOOKED_AT], start, separator):
        if not isinstance(fields, str):
            texts = {column: field for column, field in enumerate(fields) if 0 < len(field.strip()) < 100}
            found = match_headings(line, texts, wanted.names)
            best = max(best, found, key=lambda one: len(_sure(one, 0)))
    return best


def _workbook_grids(content: bytes, file: Path, wanted: Wanted) -> list[Grid]:
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415

    try:
        book = Workbook.open(content)
        found = [(sheet, find_headings(sheet, wanted.names, rows=_LOOKED_AT)) for sheet in book.worksheets()]
        sheets = [(sheet, headings) for sheet, headings in found if headings is not None]
    except LembarError as error:
        raise error.in_file(file.name) from None
    sheets.sort(key=lambda one: -len(_sure(one[1], 1)))
    if not sheets:
        raise LembarError(wanted.refusal, file=file.name, found="-", expected=", ".join(wanted.needed))
    _check_columns(_sure(sheets[0][1], 1), sheets[0][1].texts().values(), file, wanted)
    return [
        _sheet_grid(book, sheet, headings)
        for sheet, headings in sheets
        if set(wanted.needed) <= set(_sure(headings, 1))
    ]


def _sheet_grid(book: Workbook, sheet: Sheet, headings: HeadingRow) -> Grid:
    columns = _sure(headings, 1)
    rows: list[tuple[int, Sequence[object] | str]] = [
        (number, _cells(book, sheet, number, max(columns.values())))
        for number in sorted(sheet.rows)
        if number > headings.row
    ]
    return Grid(columns, rows, title=sheet.name)


def _cells(book: Workbook, sheet: Sheet, row: int, last: int) -> list[object]:
    """Return what the cells of a row show, dates as dates."""
    from xl_addin.ooxml.dates import as_datetime  # noqa: PLC0415

    shown: list[object] = [None] * (last + 1)
    for cell in sheet.rows[row].cells.values():
        if cell.column - 1 <= last:
            value: object = sheet.value_of(cell)
            if isinstance(value, float) and book.is_date(cell.style):
                value = as_datetime(value, book.date_1904)
            shown[cell.column - 1] = value
    return shown
