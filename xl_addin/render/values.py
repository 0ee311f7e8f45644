"""Values of the data as a cell holds them: a number stays a number, text stays text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final, NamedTuple

from udfs.registry import ExcelError, serial
from xl_addin.ooxml.cellvalue import number_text, text_element
from xl_addin.ooxml.links import Image
from xl_addin.ooxml.styles import DATE, DATE_TIME, TIME, DateStyles
from xl_addin.render.filters import angka, tanggal
from xl_addin.render.pictures import Link
from xl_addin.render.sandbox import MissingValue

LONGEST_TEXT: Final = 32_767
_EXACT: Final = 10**15
_FIRST_DAY: Final = date(1900, 3, 1)
_EPOCH_1904: Final = 1_462


class Found(NamedTuple):
    """A picture or link that a cell of the template has: row in the template, column in the result."""

    row: int
    column: int
    value: Image | Link


class Cells:
    """Writes values into cells.

    Args:
        styles: For dates in cells without a date's number format.
        date_1904: Whether the workbook counts its days from 1904.
    """

    def __init__(self, styles: DateStyles, *, date_1904: bool) -> None:
        self._styles = styles
        self.found: list[Found] = []
        """Pictures and links that were written and belong to no cell's XML; who writes rows takes them."""
        self._shift = _EPOCH_1904 if date_1904 else 0

    def writer(self, style: int, at: tuple[int, int]) -> CellWriter:
        """Return what writes values into cells of this style: row in the template, column in the result."""
        return CellWriter(style, self, at)

    def styled(self, style: int, number_format: int) -> int:
        """Return the style for a date in a cell of this style."""
        return self._styles.style(style, number_format)

    def serial(self, value: date | time | timedelta) -> tuple[float, int] | None:
        """Return Excel's number and number format for a day or time; None before March 1900."""
        if isinstance(value, time):
            value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        if isinstance(value, timedelta):
            return value / timedelta(days=1), TIME
        whole = value.date() if isinstance(value, datetime) else value
        if whole < _FIRST_DAY:
            return None
        part = 0.0
        if isinstance(value, datetime):
            clock = value.replace(tzinfo=None) - datetime(value.year, value.month, value.day)
            part = clock / timedelta(days=1)
        return serial(whole) - self._shift + part, DATE_TIME if part else DATE


class CellWriter:
    """Writes values into cells of one style: all of a cell's XML after its address.

    >>> CellWriter(3, Cells(None, date_1904=False))("=1+1")
    ' s="3" t="inlineStr"><is><t>=1+1</t></is></c>'
    """

    def __init__(self, style: int, cells: Cells, at: tuple[int, int] = (1, 1)) -> None:
        self._at = at
        self._style = style
        self._cells = cells
        self._start = _style_attribute(style)
        self._blank = self._start + "/>"
        self._known: dict[type, Callable[[Any], str]] = {
            str: self._text,
            float: self._number,
            int: self._integer,
            bool: lambda value: f'{self._start} t="b"><v>{value:d}</v></c>',
            type(None): lambda _: self._blank,
        }
        self._kinds: tuple[tuple[Any, Callable[[Any], str]], ...] = (
            (bool, self._known[bool]),
            (Link, self._link),
            (Image, self._image),
            (ExcelError, self._error),
            (date | time | timedelta, self._day),
            (Integral, lambda value: self._integer(int(value))),
            (Real | Decimal, lambda value: self._number(float(value))),
        )

    def __call__(self, value: Any) -> str:
        """Return the rest of the cell.

        Raises:
            ValueError: the value is none that a cell can hold.
        """
        return self._known.get(type(value), self._other)(value)

    def rich(self, runs: str) -> str:
        """Return the rest of a cell whose text has several fonts, given as XML."""
        return f'{self._start} t="inlineStr"><is>{runs}</is></c>' if runs else self._blank

    def _text(self, value: str) -> str:
        if not value:
            return self._blank
        if len(value) > LONGEST_TEXT:
            raise ValueError(f"teks {len(value)} huruf; sel Excel memuat {LONGEST_TEXT}")
        return f'{self._start} t="inlineStr"><is>{text_element(value)}</is></c>'

    def _number(self, value: float) -> str:
        if isfinite(value):
            return f"{self._start}><v>{value!r}</v></c>"
        return self._blank if value != value else self._error(ExcelError.NUM)  # noqa: PLR0124 - not a number

    def _integer(self, value: int) -> str:
        if -_EXACT < value < _EXACT:
            return f"{self._start}><v>{value}</v></c>"
        return self._text(str(value))  # Excel keeps 15 digits; an identity number has 16

    def _link(self, value: Link) -> str:
        self._cells.found.append(Found(*self._at, value))
        return self._text(value.text)

    def _image(self, value: Image) -> str:
        self._cells.found.append(Found(*self._at, value))
        return self._blank

    def _error(self, value: ExcelError) -> str:
        return f'{self._start} t="e"><v>{value}</v></c>'

    def _day(self, value: date | time | timedelta) -> str:
        if value != value:  # noqa: PLR0124 - pandas' NaT
            return self._blank
        shown = self._cells.serial(value)
        if shown is None:
            return self._text(as_text(value))
        start = _style_attribute(self._cells.styled(self._style, shown[1]))
        return f"{start}><v>{number_text(shown[0])}</v></c>"

    def _other(self, value: Any) -> str:
        value = _unwrapped(value)
        for kind, write in self._kinds:
            if isinstance(value, kind):
                return write(value)
        return self._text(as_text(value))


def _style_attribute(style: int) -> str:
    return f' s="{style}"' if style else ""


def as_text(value: Any) -> str:
    """Return a value as it stands within a text: as Excel in Indonesia would write it.

    >>> as_text(2.5), as_text(3.0), as_text(None), as_text(date(2026, 11, 2)), as_text(True)
    ('2,5', '3', '', '2 November 2026', 'TRUE')

    Raises:
        ValueError: it is a list or the like, which no text holds.
    """
    if isinstance(value, MissingValue):
        value.fail()
    value = _unwrapped(value)
    if isinstance(value, Image | Link):
        raise ValueError("gambar atau tautan harus sendirian di selnya")
    for kind, text in _TEXTS:
        if isinstance(value, kind):
            return text(value)
    raise ValueError(f"hasilnya {type(value).__name__}, bukan satu nilai")


def _unwrapped(value: Any) -> Any:
    """Return a scalar of numpy's as Python's own."""
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value


def _decimal_text(value: float | Decimal) -> str:
    return angka(value).replace(".", "") if isfinite(value) else ""


def _day_text(value: date) -> str:
    if isinstance(value, datetime) and value.time() != time():
        return f"{tanggal(value)} {value:%H.%M}"
    return tanggal(value)


_TEXTS: Final[tuple[tuple[Any, Callable[[Any], str]], ...]] = (
    (str, str),
    (type(None), lambda _: ""),
    (bool, lambda value: str(value).upper()),
    (float | Decimal, _decimal_text),
    (date, _day_text),
    (int | ExcelError | time | Integral, str),
)


def as_literal(value: Any) -> str:
    """Return a value as a formula writes it.

    >>> as_literal('a"b'), as_literal(True), as_literal(2.5), as_literal(None), as_literal(date(2026, 1, 1))
    ('"a""b"', 'TRUE', '2.5', '""', '46023')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Real | Decimal) and isfinite(value):
        return number_text(float(value))
    if isinstance(value, ExcelError):
        return str(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return number_text(serial(value))
    return '"' + as_text(value).replace('"', '""') + '"'
