"""The plan of a flow chart: the pages with their rows and ways, and where everything stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from xl_addin.ooxml.drawing import Box
from xl_addin.sop.procedure import Procedure
from xl_addin.sop.rows import BAND, FOOT, HEAD, LINK, Columns, Row, pages, row, symbol_height
from xl_addin.sop.ways import Exit, Ways, find_ways

_WIDEST: Final = 76.0
_SHARE: Final = 0.6
"""The least share of the actors' columns that the symbols have."""
_GUTTER: Final = 9.0
_TRACK: Final = 5.0
_BESIDE: Final = 0.7
_CLEAR: Final = 8.0
"""How much more room than a text needs is left between a symbol and the link beside it."""


@dataclass(frozen=True)
class Plan:
    """A procedure on its pages; all have the same columns."""

    procedure: Procedure

    @cached_property
    def columns(self) -> Columns:
        """The columns of text and of the actors."""
        return Columns(max(len(self.procedure.actor_names), 1))

    @cached_property
    def pages(self) -> tuple[Ways, ...]:
        """The ways of the arrows of each page."""
        tallest = [row(self.procedure, number, self.columns) for number in range(len(self.procedure.steps))]
        return tuple(find_ways(self.procedure, rows, not page) for page, rows in enumerate(pages(tallest)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The row of each step."""
        return tuple(
            row(self.procedure, number, self.columns, ways.stacked(number), ways.lanes(number))
            for ways in self.pages
            for number in ways.rows
        )

    @cached_property
    def symbol_width(self) -> float:
        """How wide the symbols are."""
        room = self.columns.right - self.columns.left - sum(self._margins)
        narrowest = room * _SHARE / self.columns.actors
        return min(_WIDEST, max(narrowest, (room - sum(self._wanted)) / self.columns.actors))

    @cached_property
    def gutters(self) -> tuple[tuple[float, float], ...]:
        """Where each gutter begins and how wide it is; between them are the symbols' columns."""
        wide = self.columns.right - self.columns.left - sum(self._margins)
        wide -= self.symbol_width * self.columns.actors
        spare = (wide - sum(self._wanted)) / len(self._wanted)
        widths = [want + spare for want in self._wanted]
        if spare < 0:
            widths = [want * wide / sum(self._wanted) for want in self._wanted]
        first = self.columns.left + self._margins[0]
        starts = accumulate((width + self.symbol_width for width in widths[:-1]), initial=first)
        return tuple(zip(starts, widths, strict=True))

    @cached_property
    def borders(self) -> tuple[float, ...]:
        """The lines between the actors' columns, and those at the ends of all of them."""
        inner = [start + width / 2 for start, width in self.gutters[1:-1]]
        return self.columns.left, *inner, self.columns.right

    def middle(self, number: int) -> float:
        """Return the middle of a step's column."""
        start, width = self.gutters[self.procedure.column(self.procedure.steps[number])]
        return start + width + self.symbol_width / 2

    def track(self, ways: Ways, gutter: int, track: int) -> float:
        """Return where a track of a gutter runs: never on the border in its middle."""
        start, width = self.gutters[gutter]
        return start + width * (track + _BESIDE) / (ways.tracks(gutter) + 1)

    def beside(self, number: int, side: Exit) -> float:
        """Return the middle of a link beside a step, with room for a text between them.

        It stands in the next column that is far enough away, where it touches no gutter, or outside of all.
        """
        wanted = self.symbol_width / 2 + self.columns.label + _CLEAR + LINK / 2
        column, ahead = self.procedure.column(self.procedure.steps[number]), 1 if side == "right" else -1
        columns = range(column + ahead, self.columns.actors if side == "right" else -1, ahead)
        reach = max((self.symbol_width - LINK) / 2, 0)
        away = wanted
        for other in columns:
            start, width = self.gutters[other]
            far = abs(start + width + self.symbol_width / 2 - self.middle(number))
            away = min(max(wanted, far - reach), far + reach)
            if away >= wanted:
                break
        return self.middle(number) + away * ahead

    @cached_property
    def _margins(self) -> tuple[float, float]:
        """Room on the left and on the right for links and texts outside of all columns."""
        count = self.columns.actors
        columns = [self.procedure.column(step) for step in self.procedure.steps]
        wide = self.columns.label + _CLEAR + LINK + 2 - _GUTTER
        left, right = (
            wide if any(ways.at_edge(side, columns, count) for ways in self.pages) else 0.0
            for side in ("left", "right")
        )
        return left, right

    @cached_property
    def _wanted(self) -> tuple[float, ...]:
        """How wide the gutters should be at least."""
        return tuple(
            _GUTTER + _TRACK * max(ways.tracks(gutter) for ways in self.pages)
            for gutter in range(self.columns.actors + 1)
        )


@dataclass(frozen=True)
class Page:
    """A page of a plan: its number, its ways, and where its rows lie."""

    plan: Plan
    number: int

    @property
    def ways(self) -> Ways:
        """The ways of its arrows."""
        return self.plan.pages[self.number]

    @cached_property
    def tops(self) -> dict[int, float]:
        """The upper edge of each row."""
        first = HEAD + BAND * (None in self.ways.arrivals.values())
        heights = [self.plan.rows[number].height for number in self.ways.rows]
        return dict(zip(self.ways.rows, accumulate(heights, initial=first), strict=False))

    @cached_property
    def bottom(self) -> float:
        """Where its rows end."""
        last = self.ways.rows[-1]
        return self.tops[last] + self.plan.rows[last].height

    @cached_property
    def end(self) -> float:
        """Where its table ends."""
        return self.bottom + BAND * any(item.side is None for item in self.ways.departures)

    @property
    def height(self) -> float:
        """How high the whole page is."""
        return self.end + FOOT

    def symbol(self, number: int) -> Box:
        """Return the place of a step's symbol."""
        height = symbol_height(self.plan.procedure.steps[number])
        width = self.plan.symbol_width
        middle = self.tops[number] + self.plan.rows[number].middle
        return Box(self.plan.middle(number) - width / 2, middle - height / 2, width, height)

    def below(self, number: int) -> float:
        """Return where the part of a row below its symbol begins, and all that stands beside it."""
        found = self.plan.rows[number]
        return self.tops[number] + found.middle + found.zone / 2

    def lane(self, number: int, lane: int) -> float:
        """Return the height of a lane below a step, for an arrow that finds both sides taken."""
        return self.below(number) + self.plan.rows[number].lanes[lane]


def page_list(plan: Plan) -> Iterator[Page]:
    """Yield the pages of a plan."""
    return (Page(plan, number) for number in range(len(plan.pages)))
