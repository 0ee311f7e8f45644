"""Values of the data as a cell holds them: a number stays a number, text stays text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real
from typing import Any, Final


from udfs.registry import ExcelError, serial
from xl_addin.ooxml.sheet import number_text, text_element
from xl_addin.ooxml.styles import DATE, DATE_TIME, TIME, DateStyles
from xl_addin.render.filters import angka, tanggal
from xl_addin.render.sandbox import MissingValue

LONGEST_TEXT: Final = 32_767
_EXACT: Final = 10**15
_FIRST_DAY: Final = date(1900, 3, 1)
_EPOCH_1904: Final = 1_462


class Cells:
    """Writes values into cells.

    Args:
        styles: For dates in cells without a date's number format.
        date_1904: Whether the workbook counts its days from 1904.
    """

    def __init__(self, styles: DateStyles, *, date_1904: bool) -> None:
        self._styles = styles
        self._shift = _EPOCH_1904 if date_1904 else 0

    def writer(self, style: int) -> Callable[[Any], str]:
        """Return what writes a value into a cell of this style: all after the cell's address.

        Raises:
            ValueError: (the writer) the value is none that a cell can hold.
        """
        plain = f' s="{style}"' if style else ""
        blank = plain + "/>"

        def text(value: str) -> str:
            return f'{plain} t="inlineStr"><is>{_text(value)}</is></c>' if value else blank

        def number(value: float) -> str:
            return f"{plain}><v>{value!r}</v></c>" if isfinite(value) else special(value)

        def integer(value: int) -> str:
            if -_EXACT < value < _EXACT:
                return f"{plain}><v>{value}</v></c>"
            return text(str(value))  # Excel keeps 15 digits; an identity number has 16

        def special(value: Any) -> str:
            if value != value:  # noqa: PLR0124 - NaN, pandas' NaT
                return blank
            if isinstance(value, ExcelError):
                return f'{plain} t="e"><v>{value}</v></c>'
            if isinstance(value, date | time | timedelta):
                return day(value)
            if isinstance(value, Integral):
                return integer(int(value))
            if isinstance(value, float):
                return f'{plain} t="e"><v>#NUM!</v></c>'
            return number(float(value)) if isinstance(value, Real | Decimal) else text(as_text(value))

        def day(value: date | time | timedelta) -> str:
            shown = self._serial(value)
            if shown is None:
                return text(as_text(value))
            dated = self._styles.style(style, shown[1])
            return f"{f' s={chr(34)}{dated}{chr(34)}' if dated else ''}><v>{number_text(shown[0])}</v></c>"

        known: dict[type, Callable[[Any], str]] = {
            str: text,
            float: number,
            int: integer,
            bool: lambda value: f'{plain} t="b"><v>{value:d}</v></c>',
            type(None): lambda _: blank,
        }
        return lambda value: known.get(type(value), special)(value)

    def _serial(self, value: date | time | timedelta) -> tuple[float, int] | None:
        """Return Excel's number and number format for a day or time; None before March 1900."""
        if isinstance(value, time):
            value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
        if isinstance(value, timedelta):
            return value / timedelta(days=1), TIME
        whole = value.date() if isinstance(value, datetime) else value
        if whole < _FIRST_DAY:
            return None
        number, part = serial(whole) - self._shift, 0.0
        if isinstance(value, datetime):
            clock = value.replace(tzinfo=None) - datetime(value.year, value.month, value.day)
            part = clock / timedelta(days=1)
        return number + part, DATE_TIME if part else DATE


def as_text(value: Any) -> str:
    """Return a value as it stands within a text: as Excel in Indonesia would write it.

    >>> as_text(2.5), as_text(3.0), as_text(None), as_text(date(2026, 11, 2)), as_text(True)
    ('2,5', '3', '', '2 November 2026', 'TRUE')

    Raises:
        ValueError: it is a list or the like, which no text holds.
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, MissingValue):
        value.fail()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | Decimal):
        return angka(value).replace(".", "") if isfinite(value) else ""
    if isinstance(value, datetime) and value.time() != time():
        return f"{tanggal(value)} {value:%H.%M}"
    if isinstance(value, date):
        return tanggal(value)
    if isinstance(value, int | ExcelError | time | Integral):
        return str(value)
    raise ValueError(f"hasilnya {type(value).__name__}, bukan satu nilai")


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


def _text(value: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"teks {len(value)} huruf; sel Excel memuat {LONGEST_TEXT}")
    if value.isalnum():
        return f"<t>{value}</t>"
    return text_element(value)
