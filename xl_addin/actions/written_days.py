"""Days as people and systems write them: 14/01/2027, 01/14/27, 2027-01-14, 14 Januari 2027, Jan 14, 2027."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

ORDERS: Final = ("dmy", "mdy")
"""Day before month, as in Indonesia, or month before day, as in America."""
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

_NUMBERS: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_ISO: Final = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})")
_NAMED: Final = re.compile(r"(\d{1,2})[ /.-]*([a-z]{3,9})[ /.,-]*(\d{4}|\d{2})")
_NAME_FIRST: Final = re.compile(r"([a-z]{3,9})[ .-]*(\d{1,2})[ ,-]+(\d{4})")
_AROUND: Final = re.compile(r"^[a-z']+, *|[t ]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?( *[ap]m)?( *z)?$")
"""The day of the week before a day, and the time after it."""
_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            *("jan", "feb peb", "mar", "apr", "mei may", "jun", "jul"),
            *("agu aug agt ags", "sep", "okt oct", "nov nop", "des dec"),
        ),
        1,
    )
    for word in words.split()
}


def day_of(text: str, order: str = "dmy") -> date | None:
    """Return the day that a text is, None when it is none.

    A day that can be read in one way only is read so, whatever the order is.

    Args:
        text: What was written; a weekday before it and a time after it do not matter.
        order: One of :data:`ORDERS`, or "" where it is not known which.

    >>> [f"{day_of(text)}" for text in ("4/1/2027", "01/14/2027", "2027-01-14 08:00", "14-Jan-27")]
    ['2027-01-04', '2027-01-14', '2027-01-14', '2027-01-14']
    >>> [f"{day_of(text)}" for text in ("Senin, 4 Januari 2027", "Jan 4, 2027", "31/02/2027", "besok")]
    ['2027-01-04', '2027-01-04', 'None', 'None']
    >>> day_of("4/1/2027", "mdy"), day_of("4/1/2027", "")
    (datetime.date(2027, 4, 1), None)
    """
    bare = _bare(text)
    if found := _ISO.fullmatch(bare):
        return _day(found[1], int(found[3]), found[4])
    if found := _NAMED.fullmatch(bare):
        return _day(found[3], _MONTHS.get(found[2][:3], 0), found[1])
    if found := _NAME_FIRST.fullmatch(bare):
        return _day(found[3], _MONTHS.get(found[1][:3], 0), found[2])
    if found := _NUMBERS.fullmatch(bare):
        first, second, year = int(found[1]), int(found[3]), found[4]
        order = _order_of(first, second) or order
        if first == second or order == "dmy":
            return _day(year, second, first)
        return _day(year, first, second) if order == "mdy" else None
    return None


def order_of(texts: Iterable[str], default: str = "dmy") -> str:
    """Say in which order a file writes its days: by those that can be read in one way only, else the default.

    "" is a file that writes some so and some so; in it the others cannot be read.

    >>> order_of(["4/1/2027", "14/1/2027"]), order_of(["1/14/2027"]), order_of(["14/1/2027", "1/14/2027"])
    ('dmy', 'mdy', '')
    """
    found = {
        order
        for text in texts
        if (parts := _NUMBERS.fullmatch(_bare(text))) and (order := _order_of(int(parts[1]), int(parts[3])))
    }
    if len(found) == len(ORDERS):
        return ""
    return found.pop() if found else default


def month_name(day: date) -> str:
    """Return a month as people write it.

    >>> month_name(date(2027, 2, 1))
    'Februari 2027'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def _order_of(first: int, second: int) -> str:
    """Return the order of two numbers of which one can be no month; "" when both can, or neither."""
    if (first > len(MONTHS)) == (second > len(MONTHS)):
        return ""
    return "dmy" if first > len(MONTHS) else "mdy"


def _bare(text: str) -> str:
    return _AROUND.sub("", " ".join(text.split()).casefold())


def _day(year: str, month: int, day: str | int) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) < 4 else 0), month, int(day))
    except ValueError:
        return None
