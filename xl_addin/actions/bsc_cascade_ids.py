"""The IDs of KPIs: given once by the cascade, the same whoever presses, whatever the KPI is called later."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from xl_addin.actions.cell_values import plain

_PATTERN: Final = re.compile(r"K(\d{1,7})\Z")


@dataclass(frozen=True)
class Known:
    """An ID that some row has or had.

    Args:
        id: The ID.
        code: The code beside it.
        department: Whose row it is.
        live: Whether it is a row of results, not of an archive.
    """

    id: str
    code: str | None
    department: str | None
    live: bool = True


def number_of(identifier: object) -> int | None:
    """Return the number of an ID, or None for what is none.

    >>> number_of("K0012"), number_of("PJL-01"), number_of(None)
    (12, None, None)
    """
    match = _PATTERN.match(str(identifier or "").strip())
    return int(match[1]) if match else None


def give_ids(rows: Sequence[Known], central: Iterable[Known], others: Iterable[Known]) -> list[str]:
    """Return an ID for each row; one that a row has already stays, unless an earlier row has it.

    A row without one takes over an unused ID that a row of the same code has or had, best in its own
    department; else the next number that the workbook has not seen and no file has.

    Args:
        rows: The rows of KPIs; an ID that is none is "".
        central: What the Balanced Scorecard workbook knows.
        others: What the departments' files know, which may be ahead after an interruption.
    """
    taken: set[str] = set()
    for row in rows:
        if number_of(row.id) is not None:
            taken.add(row.id)
    inside, outside = list(central), list(others)
    free = _Free([known for known in (*inside, *outside) if known.id not in taken])
    fresh = _fresh([*taken, *(known.id for known in inside)], {known.id for known in outside})
    given: list[str] = []
    used: set[str] = set()
    for row in rows:
        kept = row.id if row.id in taken and row.id not in used else None
        new = kept or free.take(row) or next(fresh)
        used.add(new)
        given.append(new)
    return given


class _Free:
    """The IDs that no row uses, by code."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_code: dict[str, list[Known]] = {}
        for one in known:
            if number_of(one.id) is not None and one.code:
                self._by_code.setdefault(plain(one.code), []).append(one)
        self._taken: set[str] = set()

    def take(self, row: Known) -> str | None:
        """Take the ID that fits a row best."""
        same = [known for known in self._by_code.get(plain(row.code), []) if known.id not in self._taken]
        if not same or not row.code:
            return None
        department = plain(row.department)
        best = min(same, key=lambda k: (plain(k.department) != department, not k.live, number_of(k.id) or 0))
        self._taken.add(best.id)
        return best.id


def _fresh(seen: Iterable[str], elsewhere: set[str]) -> Iterator[str]:
    """Yield new IDs: after an interruption the same rows get the same numbers again."""
    last = max((number_of(identifier) or 0 for identifier in seen), default=0)
    return (name for number in count(last + 1) if (name := f"K{number:04d}") not in elsewhere)
