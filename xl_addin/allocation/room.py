"""The hours that a work centre still has, day by day; full days are skipped without looking at them."""

from __future__ import annotations

from typing import Final, NamedTuple

LEAST: Final = 1e-9
"""Hours below which a day is full and an operation done: the computer's rounding."""


class Piece(NamedTuple):
    """Hours taken from a day, and what was free there before."""

    room: Room
    day: int
    hours: float
    before: float


class Room:
    """Free hours of one work centre, days counted from 0.

    Hours are first taken on trial; :func:`keep` makes it final, :func:`give_back` undoes it. A day that is
    finally full is skipped from then on, in either direction (disjoint sets with path halving): the time goes
    with the pieces of work, not with the days between them.

    >>> room, taken = Room("Las", [8.0, 0.0, 8.0]), []
    >>> room.take(0, 10.0, 1, taken)
    (0, 2)
    >>> keep(taken)
    >>> room.free
    [0.0, 0.0, 6.0]
    """

    def __init__(self, name: str, free: list[float]) -> None:
        self.name = name
        self.free = free
        self._later = list(range(len(free) + 1))
        self._earlier = list(range(len(free) + 1))  # one further on: 0 is the day before the first
        for day, hours in enumerate(free):
            if hours <= LEAST:
                self.close(day)

    def close(self, day: int) -> None:
        """Skip this day from now on."""
        self._later[day] = day + 1
        self._earlier[day + 1] = day

    def take(self, day: int, hours: float, step: int, taken: list[Piece]) -> tuple[int, int] | None:
        """Take hours on trial from a day on.

        Args:
            day: The first day that may be used.
            hours: How many are needed; without any, nothing is taken and it is done on that very day.
            step: 1: from there on; -1: from there back.
            taken: What is taken is added to it.

        Returns:
            The first and the last day that were used, as met; None when there is no room.
        """
        free, count = self.free, len(self.free)
        if hours <= LEAST:
            return (day, day) if 0 <= day < count else None
        first = -1
        day = self._open(day, step)
        while 0 <= day < count:
            before = free[day]
            if before > LEAST:  # taken on trial, it may be full and yet not skipped
                part = min(before, hours)
                free[day] = before - part
                taken.append(Piece(self, day, part, before))
                hours -= part
                first = day if first < 0 else first
                if hours <= LEAST:
                    return first, day
            day = self._open(day + step, step)
        return None

    def _open(self, day: int, step: int) -> int:
        """Return the next day that is not finally full, from this one on or back; outside: there is none."""
        if step > 0:
            return _root(self._later, day) if day < len(self.free) else day
        return _root(self._earlier, day + 1) - 1 if day >= 0 else day


def keep(taken: list[Piece]) -> None:
    """Make final what was taken."""
    for room, day, _, _ in taken:
        if room.free[day] <= LEAST:
            room.close(day)


def give_back(taken: list[Piece]) -> None:
    """Undo what was taken, to the last digit."""
    for room, day, _, before in reversed(taken):
        room.free[day] = before
    taken.clear()


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place
