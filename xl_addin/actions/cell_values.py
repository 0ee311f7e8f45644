"""Cells as people fill them: when two texts are the same one, codes, days, and how they are told."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from xl_addin.actions.delimited import number_text
from xl_addin.actions.tables import setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw


def plain(text: object) -> str:
    """Return text such that capitals, blanks and a full stop at the end make no difference.

    >>> plain("  Ekspor\\n NAIK. ") == plain("Ekspor naik")
    True
    """
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return " ".join(folded.split()).rstrip(" .;,")


def text_of(value: object) -> str:
    """Return a code or a name as text; a number that Excel made of it without a point.

    >>> text_of(1001.0), text_of(" ROP-1 "), text_of(None)
    ('1001', 'ROP-1', '')
    """
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else " ".join(str(value).split())


def key(value: object) -> str:
    """Return what makes a number, a code or a name the same one.

    >>> key(1001.0) == key("1001"), key("rop-1 ") == key("ROP-1")
    (True, True)
    """
    return plain(text_of(value))


def as_day(value: object) -> date | None:
    """Return a cell's day, None for what is none."""
    return value.date() if isinstance(value, datetime) else None


def dated(day: date | None) -> datetime | None:
    """Return a day as a cell holds it."""
    return None if day is None else datetime(day.year, day.month, day.day)


def shown(value: object) -> str:
    """Return what a cell holds, as people write it.

    >>> shown(datetime(2027, 1, 4)), shown(12.5), shown(None)
    ('04/01/2027', '12,5', 'kosong')
    """
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return number_text(value).replace(".", ",")
    return text_of(value) or "kosong"


def is_yes(value: object) -> bool:
    """Say whether an answer is yes."""
    return plain(value) in ("ya", "y", "yes")


def reference_date(book: xw.Book) -> datetime:
    """Return the date that stands for today.

    Raises:
        LembarError: the cell is blank or holds no date.
    """
    day = setting(book, "Tanggal_acuan")
    if not isinstance(day, datetime):
        found = "kosong" if day is None else day
        raise LembarError("no_reference_date", file=book.name, sheet="Pengaturan", found=found)
    return day
