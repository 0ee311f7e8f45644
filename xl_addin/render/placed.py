"""What the blocks of a template have become: which rows of the result, and in which turns of their loops.

A template row stands nowhere, once, or once for each turn of the loops around it. A row that is not there
has a place all the same, between its neighbours; that is what a range that ends on a tag row needs.
"""

# ruff: noqa: D102 - what a method does is said where it is first declared

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xl_addin.ooxml.rowmap import Span
from xl_addin.render.blocks import Body, Lines
from xl_addin.render.expressions import Scope

Chain = tuple["PlacedBody", ...]
"""The turns of the loops around a row, outermost first."""


class Placed:
    """What a node of the tree has become in one turn of its loops; by itself, a row that is not there."""

    start = 0
    size = 0

    @property
    def whole(self) -> Span:
        """Its rows."""
        return self.start, self.start + self.size - 1

    @property
    def before(self) -> Span:
        """The place just above it."""
        return self.start, self.start - 1

    @property
    def after(self) -> Span:
        """The place just below it."""
        return self.start + self.size, self.start + self.size - 1

    def place(self, start: int) -> int:
        """Give it and all it holds their rows, from ``start`` on; return how many they are."""
        self.start = start
        return 0

    def span(self, row: int) -> Span:  # noqa: ARG002
        """Return the first and last row that a template row has here."""
        return self.before

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:  # noqa: ARG002
        """Return the first and the last row that these template rows have here; None when there is none.

        Unless ``exact``, a row that was chosen instead of another stands in for it.
        """
        return None

    def runs(self, first: int, last: int) -> Iterator[Span]:  # noqa: ARG002
        """Yield the rows that come from these template rows, in pieces."""
        return iter(())

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:  # noqa: ARG002
        """Yield each place of something that stands on these template rows, and the turns that it is in."""
        return iter(())

    def empty_block(self, row: int) -> int | None:  # noqa: ARG002
        """Return the first row of the outermost block around a template row that has nothing to show."""
        return None


@dataclass
class PlacedLines(Placed):
    """Plain rows, with the names that their expressions may use."""

    node: Lines
    scope: Scope

    def place(self, start: int) -> int:
        self.start, self.size = start, self.node.bottom - self.node.top + 1
        return self.size

    def span(self, row: int) -> Span:
        new = self.start + row - self.node.top
        return new, new

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:  # noqa: ARG002
        return self.span(max(first, self.node.top))[0], self.span(min(last, self.node.bottom))[0]

    def runs(self, first: int, last: int) -> Iterator[Span]:
        yield self.span(max(first, self.node.top))[0], self.span(min(last, self.node.bottom))[0]

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        yield (self.span(first)[0], self.span(last)[0]), chain


@dataclass
class PlacedBody(Placed):
    """The nodes of a body, one below the other: a turn of a loop, a branch of a choice, a whole sheet."""

    node: Body
    parts: Sequence[Placed]

    def place(self, start: int) -> int:
        self.start = row = start
        for part in self.parts:
            row += part.place(row)
        self.size = row - start
        return self.size

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; the tag rows around the body are before and after it."""
        if row < self.node.top:
            return self.before
        if row > self.node.bottom:
            return self.after
        return self.parts[self.node.index(row)].span(row)

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:
        first, last = max(first, self.node.top), min(last, self.node.bottom)
        if first > last:
            return None
        return cover_all(
            self.parts[self.node.index(first) : self.node.index(last) + 1], first, last, exact=exact
        )

    def runs(self, first: int, last: int) -> Iterator[Span]:
        first, last = max(first, self.node.top), min(last, self.node.bottom)
        if first <= last:
            for part in self.parts[self.node.index(first) : self.node.index(last) + 1]:
                yield from part.runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        number = self.node.index(first)
        if number == self.node.index(last):
            yield from self.parts[number].copies(first, last, chain)
        else:
            yield from at_most_once(self.cover(first, last), chain)

    def empty_block(self, row: int) -> int | None:
        if not self.node.nodes:
            return None
        row = min(max(row, self.node.top), self.node.bottom)
        return self.parts[self.node.index(row)].empty_block(row)


@dataclass
class Kept(Placed):
    """A row that a block leaves when it shows nothing, for what refers to it; it looks like row ``line``."""

    line: int
    hidden: bool

    def place(self, start: int) -> int:
        self.start, self.size = start, 1
        return 1

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:  # noqa: ARG002
        return self.whole if first <= self.line <= last else None

    def runs(self, first: int, last: int) -> Iterator[Span]:
        if first <= self.line <= last:
            yield self.whole

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        for run in self.runs(first, last):
            yield run, chain


def within(body: Body, first: int, last: int) -> bool:
    """Say whether template rows stand in a body, tag rows left out."""
    return body.top <= first and last <= body.bottom


def overlaps(body: Body, first: int, last: int) -> bool:
    """Say whether any of these template rows stands in a body."""
    return first <= body.bottom and last >= body.top


def at_most_once(span: Span | None, chain: Chain) -> Iterator[tuple[Span, Chain]]:
    """Yield a place, if it is one."""
    if span:
        yield span, chain


def cover_all(parts: Sequence[Placed], first: int, last: int, *, exact: bool) -> Span | None:
    """Return what the first and the last of some parts that have anything cover together."""
    covers = (part.cover(first, last, exact=exact) for part in parts)
    top = next((cover for cover in covers if cover), None)
    if top is None:
        return None
    back = (part.cover(first, last, exact=exact) for part in reversed(parts))
    return top[0], next(cover for cover in back if cover)[1]
