"""Order lines as the order system exports them: CSV or XLSX, headings and notation as they come."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.delimited import csv_rows, decimal_mark, decoded, number_of, number_text, unsafe
from xl_addin.actions.headings import SURE, HeadingRow, find_headings, match_headings
from xl_addin.actions.written_days import day_of, order_of
from xl_addin.errors import LembarError
from xl_addin.files import read_bytes

if TYPE_CHECKING:
    from xl_addin.ooxml.sheet import Sheet
    from xl_addin.ooxml.workbook import Workbook

NUMBER, CUSTOMER, CODE, PRODUCT = "No ROP", "Pelanggan", "Kode produk", "Produk"
QUANTITY, WANTED, ENTERED, NOTE = "Jumlah", "Tanggal minta", "Tanggal masuk", "Keterangan"
COLUMNS: Final = (NUMBER, CUSTOMER, CODE, PRODUCT, QUANTITY, WANTED, ENTERED, NOTE)
"""The columns of an order line, as the sheet ``ROP`` has them too."""
NEEDED: Final = (NUMBER, CUSTOMER, CODE, QUANTITY, WANTED, ENTERED)

_OTHER_NAMES: Final = {
    NUMBER: ("No. ROP", "Nomor ROP", "ROP", "ROP No", "No Order", "Nomor Order", "Order No", "Order Number"),
    CUSTOMER: ("Nama pelanggan", "Customer", "Customer name", "Distributor"),
    CODE: ("Kode barang", "Kode item", "Product code", "Item code", "SKU"),
    PRODUCT: ("Nama produk", "Nama barang", "Jenis produk", "Product", "Product name", "Description"),
    QUANTITY: ("Qty", "Quantity", "Jml", "Kuantitas", "Jumlah order"),
    WANTED: (
        *("Tanggal permintaan kirim", "Tanggal permintaan", "Tgl minta", "Tanggal kirim", "Tgl kirim"),
        *("Requested date", "Wanted date", "Delivery date", "Due date"),
    ),
    ENTERED: (
        *("Tgl masuk", "Tanggal input", "Tgl input", "Tanggal entri", "Tanggal order"),
        *("Entry date", "Entered on", "Order date"),
    ),
    NOTE: ("Catatan", "Remarks", "Notes"),
}
_DAYS: Final = (WANTED, ENTERED)
_LONGEST: Final = 250
_MOST: Final = 1_000_000_000
_LOOKED_AT: Final = 20
_SHOWN: Final = 40
_XLSX: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"

Fault = tuple[str, str, str]
"""A column, what was found in it, and what was expected."""


@dataclass(frozen=True)
class OrderLine:
    """A line of the file: its number, its values by column, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _Grid:
    """The rows of a file below its headings, each with its number, or why it cannot be read."""

    columns: dict[str, int]
    rows: list[tuple[int, Sequence[object] | str]]
    decimal: str = "id"


def read_orders(file: Path, order: str | None = None) -> list[OrderLine]:
    """Read a file of order lines; lines that are wrong say so and the others are read.

    Args:
        file: The export, CSV (``;``, ``,``, tab) or XLSX.
        order: How days are written, ``dmy`` or ``mdy``; by default the file itself shows which.

    Raises:
        LembarError: no such file, or not one of order lines.
    """
    content = read_bytes(file)
    if content.startswith(_OLD_EXCEL):
        raise LembarError("not_workbook", file=file.name, found=".xls")
    grid = _workbook_grid(content, file) if content.startswith(_XLSX) else _text_grid(content, file)
    texts = (str(row[column]) for _, row in grid.rows if not isinstance(row, str)
             for name, column in grid.columns.items()
             if name in _DAYS and column < len(row) and isinstance(row[column], str))  # fmt: skip
    reader = _LineReader(grid, order or order_of(texts))
    return list(reader.lines())


class _LineReader:
    def __init__(self, grid: _Grid, order: str) -> None:
        self._grid = grid
        self._order = order

    def lines(self) -> Iterator[OrderLine]:
        """Yield the lines; those that are blank are none."""
        for number, row in self._grid.rows:
            if isinstance(row, str):
                yield OrderLine(number, dict.fromkeys(COLUMNS), (("", row, "satu baris per order"),))
            elif any(_clean(cell) for cell in row):
                yield self._line(number, row)

    def _line(self, number: int, row: Sequence[object]) -> OrderLine:
        values: dict[str, Any] = dict.fromkeys(COLUMNS)
        faults: list[Fault] = []
        for name, column in self._grid.columns.items():
            given = row[column] if column < len(row) else None
            try:
                values[name] = self._value(name, given)
            except ValueError as error:
                faults.append((name, _clean(given)[:_SHOWN], str(error)))
        told = {name for name, _, _ in faults}
        faults += [(name, "kosong", "diisi") for name in NEEDED if values[name] is None and name not in told]
        if values[WANTED] and values[ENTERED] and values[WANTED] < values[ENTERED]:
            expected = f"tidak sebelum {ENTERED}, {values[ENTERED]:%d/%m/%Y}"
            faults.append((WANTED, f"{values[WANTED]:%d/%m/%Y}", expected))
        return OrderLine(number, values, tuple(faults))

    def _value(self, name: str, given: object) -> str | float | date | None:
        """Return the value of a field.

        Raises:
            ValueError: it is not what the column holds; the error says what that is.
        """
        text = _clean(given)
        if not text:
            return None
        if name in _DAYS:
            return self._day(given, text)
        if name == QUANTITY:
            return self._quantity(given, text)
        if len(text) > _LONGEST:
            raise ValueError(f"paling banyak {_LONGEST} huruf")
        return text

    def _day(self, given: object, text: str) -> date:
        day = given.date() if isinstance(given, datetime) else day_of(text, self._order)
        if day is None or not 2000 <= day.year < 2100:
            example = "" if self._order else " yang terbaca pasti; isi pilihan dates"
            raise ValueError(f"tanggal, misalnya 2027-01-14{example}")
        return day

    def _quantity(self, given: object, text: str) -> float:
        value = given if isinstance(given, float) else number_of(text, self._grid.decimal)
        if value is None or not 0 < value <= _MOST or not value.is_integer():
            raise ValueError("bilangan bulat di atas 0")
        return value


def _clean(cell: object) -> str:
    """Return what a cell says on one line."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return number_text(cell)
    text = "" if cell is None else str(cell)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _sure(headings: HeadingRow, first: int) -> dict[str, int]:
    """Return the place of each column that is surely meant, counted from ``first``."""
    return {name: match.column - first for name, match in headings.matches.items() if match.likeness >= SURE}


def _check_columns(columns: Iterable[str], texts: Iterable[str], file: Path) -> None:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        found = ", ".join(texts)[:200] or "-"
        raise LembarError("order_columns", file=file.name, found=found, expected=", ".join(missing))


def _text_grid(content: bytes, file: Path) -> _Grid:
    lines = list(io.StringIO(decoded(content), newline=""))
    start = 1 if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE) else 0
    found = [(_headings(lines, start, mark), mark) for mark in ";,\t|"]
    headings, separator = max(found, key=lambda one: len(_sure(one[0], 0)))
    columns = _sure(headings, 0)
    _check_columns(columns, headings.texts().values(), file)
    rows: list[tuple[int, Sequence[object] | str]] = []
    for number, fields in csv_rows(lines, headings.row, separator):
        wide = not isinstance(fields, str) and any(field.strip() for field in fields[_width(headings) :])
        if isinstance(fields, str):
            rows.append((number, fields))
        else:
            told = f"{len(fields)} kolom, judulnya {_width(headings)}"
            rows.append((number, told if wide else [unsafe(field) for field in fields]))
    texts = [
        str(row[columns[QUANTITY]])
        for _, row in rows
        if not isinstance(row, str) and columns[QUANTITY] < len(row)
    ]
    return _Grid(columns, rows, _decimal(texts, "en" if separator == "," else "id"))


def _width(headings: HeadingRow) -> int:
    return max(headings.texts(), default=0) + 1


def _decimal(texts: Iterable[str], default: str) -> str:
    """Say how a file writes numbers: as those that can be read in one way only, else the default."""
    marks = {mark for text in texts if (mark := decimal_mark(text))}
    if len(marks) > 1:
        return ""
    return {",": "id", ".": "en"}[marks.pop()] if marks else default


def _headings(lines: Sequence[str], start: int, separator: str) -> HeadingRow:
    """Return the headings of a text file, with the number of the line on which they stand."""
    best = HeadingRow(start, {}, {})
    for line, fields in csv_rows(lines[: start + _LOOKED_AT], start, separator):
        if not isinstance(fields, str):
            texts = {column: field for column, field in enumerate(fields) if 0 < len(field.strip()) < 100}
            found = match_headings(line, texts, _OTHER_NAMES)
            best = max(best, found, key=lambda one: len(_sure(one, 0)))
    return best


def _workbook_grid(content: bytes, file: Path) -> _Grid:
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415

    try:
        book = Workbook.open(content)
        sheets = [(sheet, found) for sheet in book.worksheets() if (found := _of_sheet(sheet))]
    except LembarError as error:
        raise error.in_file(file.name) from None
    if not sheets:
        raise LembarError("order_columns", file=file.name, found="-", expected=", ".join(NEEDED))
    sheet, headings = max(sheets, key=lambda one: len(_sure(one[1], 1)))
    columns = _sure(headings, 1)
    _check_columns(columns, headings.texts().values(), file)
    rows: list[tuple[int, Sequence[object] | str]] = [
        (number, _cells(book, sheet, number, max(columns.values())))
        for number in sorted(sheet.rows)
        if number > headings.row
    ]
    return _Grid(columns, rows)


def _of_sheet(sheet: Sheet) -> HeadingRow | None:
    return find_headings(sheet, _OTHER_NAMES, rows=_LOOKED_AT)


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
