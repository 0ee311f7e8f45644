"""Words and numbers of a procedure's cells: how they are read, compared and shown."""

from __future__ import annotations

from math import isfinite


def key(text: str) -> str:
    """Return a code, a name or a word as it is compared: in small letters, with single blanks.

    >>> key(" L  01 ")
    'l 01'
    """
    return " ".join(text.split()).casefold()


def parts(text: str) -> tuple[str, ...]:
    """Return what is parted by semicolons; one at the very end parts nothing.

    >>> parts("L02; L05 ;"), parts("ya;;tidak"), parts(" ")
    (('L02', 'L05'), ('ya', '', 'tidak'), ())
    """
    found = [" ".join(part.split()) for part in text.split(";")]
    return tuple(found if found[-1] else found[:-1])


def words(value: object) -> str:
    """Return a cell as text: a number without a useless decimal, nothing as "".

    >>> words(3.0), words(2.5), words(None), words("  a\\n b ")
    ('3', '2,5', '', 'a\\n b')
    """
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).upper()
    return shown(value) if isinstance(value, int | float) else str(value).strip()


def number(text: str) -> float | None:
    """Return a number as people write it, a per cent sign left out; None for other text.

    >>> number("62,5 %"), number("banyak")
    (62.5, None)
    """
    try:
        found = float(text.replace("%", "").replace(",", ".").strip())
    except ValueError:
        return None
    return found if isfinite(found) else None


def shown(number: float) -> str:
    """Return a number as Indonesian office text.

    >>> shown(1.5), shown(20.0)
    ('1,5', '20')
    """
    return f"{number:.10g}".replace(".", ",")
