"""The ways of a page's arrows: by which side each leaves its step, and in which gutter it runs up or down.

A step stands in the middle of its actor's column; between the columns are gutters, in which nothing stands.
An arrow to the next row goes straight down. Another one leaves at a side, runs up or down in a gutter and
comes in from above, through the lane over its end. What leads to another page ends at an off-page link beside
the step. So an arrow never passes through a symbol, and arrows to the same end may run together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from xl_addin.sop.procedure import Link, Procedure
from xl_addin.sop.rows import down

Exit: TypeAlias = Literal["left", "right"]
SIDES: Final[tuple[Exit, Exit]] = ("left", "right")
_CROWDED: Final = 1.1
"""What another arrow in a gutter counts, in columns of way."""
_OUTSIDE: Final = 0.8


@dataclass(frozen=True)
class Jump:
    """An arrow to another row of the page.

    Args:
        link: The arrow.
        side: The side at which it leaves; None: below, in one of the step's lanes.
        lane: The number of that lane.
        gutter: The gutter in which it runs; 0 is on the left of the first column.
        track: Its place in the gutter, counted from the left.
    """

    link: Link
    side: Exit | None
    lane: int
    gutter: int
    track: int = 0

    def towards(self, column: int) -> Exit:
        """Return to which side of the column where it begins it runs."""
        return "left" if self.gutter <= column else "right"


@dataclass(frozen=True)
class Departure:
    """An arrow to another page: at which side, and which of how many there; below, where side is None."""

    link: Link
    side: Exit | None
    place: int = 0
    count: int = 1


@dataclass
class Ways:
    """The arrows of a page.

    Args:
        rows: The numbers of its steps.
        straight: Arrows to the next row.
        jumps: Arrows to other rows.
        departures: Arrows to other pages.
        arrivals: Steps to which arrows come from other pages, and where their link stands: at a side, or
            above where None.
    """

    rows: range
    straight: list[Link] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    arrivals: dict[int, Exit | None] = field(default_factory=dict)

    def tracks(self, gutter: int) -> int:
        """Return how many tracks a gutter needs."""
        return max((jump.track + 1 for jump in self.jumps if jump.gutter == gutter), default=0)

    def stacked(self, number: int) -> int:
        """Return how many links to other pages stand one above the other beside a step."""
        return sum(item.side is not None for item in self.departures if item.link.start == number)

    def lanes(self, number: int) -> int:
        """Return how many arrows to other rows leave below a step."""
        return sum(jump.side is None for jump in self.jumps if jump.link.start == number)

    def at_edge(self, side: Exit, columns: Sequence[int], count: int) -> bool:
        """Say whether a link to or from another page, or a text, stands outside of all columns there."""
        edge = 0 if side == "left" else count - 1
        starts = [item.link.start for item in self.departures if item.side == side]
        named = [jump for jump in self.jumps if jump.link.text]
        starts += [jump.link.start for jump in named if jump.towards(columns[jump.link.start]) == side]
        ends = [number for number, place in self.arrivals.items() if place == side]
        return any(columns[number] == edge for number in (*starts, *ends))


def find_ways(procedure: Procedure, rows: range, first_page: bool) -> Ways:
    """Return the ways of the arrows that begin or end on a page."""
    finder = _Finder(procedure, Ways(rows))
    for number in rows:
        if any(link.start not in rows for link in procedure.leading[number]):
            above = number == rows[0] and not first_page
            finder.ways.arrivals[number] = None if above else finder.narrow(number)
    for number in rows:
        finder.leave(number)
    finder.ways.jumps = _on_tracks(finder.ways.jumps)
    return finder.ways


class _Finder:
    """Chooses the sides and gutters, step by step."""

    def __init__(self, procedure: Procedure, ways: Ways) -> None:
        self.procedure = procedure
        self.ways = ways
        self.columns = [procedure.column(step) for step in procedure.steps]
        self.count = len(procedure.actor_names)

    def narrow(self, number: int) -> Exit:
        """Return the side at which fewer other columns are, but one at least where there is any."""
        left, right = self.columns[number], self.count - 1 - self.columns[number]
        return "left" if right == 0 or 0 < left <= right else "right"

    def wide(self, number: int) -> Exit:
        """Return the side at which more other columns are."""
        left, right = self.columns[number], self.count - 1 - self.columns[number]
        return "left" if left >= right else "right"

    def leave(self, number: int) -> None:
        """Choose for each arrow of a step where it leaves: first those to other pages, at one side."""
        straight = down(self.procedure, number)
        others = [link for link in self.procedure.following[number] if link is not straight]
        if straight and straight.end in self.ways.rows:
            self.ways.straight.append(straight)
        elif straight:
            self.ways.departures.append(Departure(straight, None))
        free = [side for side in SIDES if side != self.ways.arrivals.get(number)]
        leaving = [link for link in others if link.end not in self.ways.rows]
        if leaving:
            side = self.wide(number) if self.wide(number) in free else free[0]
            free.remove(side)
            self.ways.departures += [
                Departure(link, side, place, len(leaving)) for place, link in enumerate(leaving)
            ]
        lane = 0
        for link in others:
            if link.end in self.ways.rows:
                self._jump(link, free, lane)
                lane += not free
                free = [side for side in free if side != self.ways.jumps[-1].side]

    def _jump(self, link: Link, free: list[Exit], lane: int) -> None:
        start, end = self.columns[link.start], self.columns[link.end]
        found: list[tuple[float, Exit | None, int]] = []
        for gutter in range(self.count + 1):
            side: Exit = "left" if gutter <= start else "right"
            if free and side not in free:
                continue
            way = abs(gutter - 0.5 - start) + abs(gutter - 0.5 - end)
            if link.text and gutter in (0, self.count):  # the text might need room outside of the columns
                way += _OUTSIDE
            found.append((way + _CROWDED * self._others(link, gutter), side if free else None, gutter))
        _, chosen, gutter = min(found, key=lambda item: (item[0], item[2]))
        self.ways.jumps.append(Jump(link, chosen, lane, gutter))

    def _others(self, link: Link, gutter: int) -> int:
        """Return how many other ends arrows have that run in a gutter beside this one."""
        beside = [j.link for j in self.ways.jumps if j.gutter == gutter and _meet(_span(j.link), _span(link))]
        return len({other.end for other in beside} - {link.end})


def _span(link: Link) -> tuple[float, float]:
    """Return from which row to which an arrow runs in its gutter: from a middle to an upper edge."""
    low, high = sorted((link.start + 0.5, float(link.end)))
    return low, high


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _on_tracks(jumps: Iterable[Jump]) -> list[Jump]:
    """Give every jump a track of its own beside others; those with the same end run together."""
    together: dict[tuple[int, int], list[Jump]] = {}
    for jump in jumps:
        together.setdefault((jump.gutter, jump.link.end), []).append(jump)
    spans = {
        group: (min(_span(j.link)[0] for j in members), max(_span(j.link)[1] for j in members))
        for group, members in together.items()
    }
    taken: dict[int, list[float]] = {}  # for each gutter, up to where each of its tracks is taken
    found = []
    for group in sorted(spans, key=lambda group: spans[group]):
        tracks = taken.setdefault(group[0], [])
        start, end = spans[group]
        track = next((n for n, until in enumerate(tracks) if until < start), len(tracks))
        tracks[track:] = [end, *tracks[track + 1 :]]
        found += [Jump(j.link, j.side, j.lane, j.gutter, track) for j in together[group]]
    return found
