"""What the blocks of a template have become: which rows of the result, and in which turns of their loops.

A template row stands nowhere, once, or once for each turn of the loops around it. A row that is not there
has a place all the same, between its neighbours; that is what a range that ends on a tag row needs.
"""

# ruff: noqa: D102 - what a method does is said where it is first declared

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from xl_addin.ooxml.rowmap import Span
from xl_addin.render.blocks import Body, Choice, Lines, Loop, Node
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
            yield from _at_most_once((self.span(first)[0], self.span(last)[1]), chain)

    def empty_block(self, row: int) -> int | None:
        if not self.node.nodes:
            return None
        row = min(max(row, self.node.top), self.node.bottom)
        return self.parts[self.node.index(row)].empty_block(row)


@dataclass
class Block(Placed):
    """A loop or a choice. One that has nothing to show may have to leave one row, for what refers to it."""

    node: Loop | Choice
    kept: bool = field(default=False, init=False)

    @property
    def first_line(self) -> int | None:
        """The template row that the row it leaves looks like."""
        return _first_line(self.node)

    def keep(self) -> None:
        """Leave a row although there is nothing to show."""
        self.kept = self.first_line is not None

    def kept_runs(self, first: int, last: int) -> Iterator[Span]:
        """Yield the row that it leaves, when it comes from these template rows."""
        line = self.first_line
        if self.kept and line is not None and first <= line <= last:
            yield self.whole


@dataclass
class PlacedChoice(Block):
    """A choice: the branch that was taken, if any."""

    node: Choice
    taken: PlacedBody | None

    def place(self, start: int) -> int:
        self.start = start
        self.size = self.taken.place(start) if self.taken else int(self.kept)
        return self.size

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; for the rows of a branch not taken, the one that was stands in."""
        if row == self.node.top:
            return self.before
        if row == self.node.bottom:
            return self.after
        if self.taken and _within(self.taken.node, row, row):
            return self.taken.span(row)
        if any(row == branch.body.top - 1 for branch in self.node.branches):
            return self.after if self.taken and self.taken.node.bottom < row else self.before
        return self.whole

    def runs(self, first: int, last: int) -> Iterator[Span]:
        return self.taken.runs(first, last) if self.taken else self.kept_runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        if self.taken and _within(self.taken.node, first, last):
            yield from self.taken.copies(first, last, chain)
        elif any(_within(branch.body, first, last) for branch in self.node.branches):
            for run in self.kept_runs(first, last) if not self.taken else ():
                yield run, chain
        else:
            yield from _at_most_once((self.span(first)[0], self.span(last)[1]), chain)

    def empty_block(self, row: int) -> int | None:
        return self.taken.empty_block(row) if self.taken else None if self.kept else self.node.top


@dataclass
class PlacedLoop(Block):
    """A loop: its turns, or the other branch when there is none."""

    node: Loop
    otherwise: PlacedBody | None
    turns: Sequence[PlacedBody]
    _spans: dict[int, Span] = field(default_factory=dict, init=False)

    def place(self, start: int) -> int:
        self.start = start
        self.size = self.place_turns(start) if self.turns else self._place_other(start)
        return self.size

    def place_turns(self, start: int) -> int:
        """Give the turns their rows."""
        row = start
        for turn in self.turns:
            row += turn.place(row)
        return row - start

    def _place_other(self, start: int) -> int:
        return self.otherwise.place(start) if self.otherwise else int(self.kept)

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; where there is no turn, what is there instead stands in."""
        other = self.node.otherwise
        if other and row == other.top - 1:
            return self.after if self.turns else self.before
        if row == self.node.top:
            return self.before
        if row == self.node.bottom:
            return self.after
        if self.turns and _within(self.node.body, row, row):
            return self.span_over_turns(row)
        if self.otherwise and _within(self.otherwise.node, row, row):
            return self.otherwise.span(row)
        return self.whole

    def span_over_turns(self, row: int) -> Span:
        """Return the first and last row that a row of the body has in any turn."""
        if row not in self._spans:
            self._spans[row] = self._span_over_turns(row)
        return self._spans[row]

    def _span_over_turns(self, row: int) -> Span:
        there = (span for turn in self.turns if (span := turn.span(row))[0] <= span[1])
        first = next(there, None)
        if first is None:
            return self.turns[0].span(row)
        back = (span for turn in reversed(self.turns) if (span := turn.span(row))[0] <= span[1])
        return first[0], next(back)[1]

    def runs(self, first: int, last: int) -> Iterator[Span]:
        for turn in self.turns:
            yield from turn.runs(first, last)
        if not self.turns:
            yield from self.otherwise.runs(first, last) if self.otherwise else self.kept_runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        if _within(self.node.body, first, last):
            for turn in self.turns:
                yield from turn.copies(first, last, (*chain, turn))
            for run in self.kept_runs(first, last) if not self.turns else ():
                yield run, chain
        elif self.node.otherwise and _within(self.node.otherwise, first, last):
            if self.otherwise:
                yield from self.otherwise.copies(first, last, chain)
        else:
            yield from _at_most_once((self.span(first)[0], self.span(last)[1]), chain)

    def empty_block(self, row: int) -> int | None:
        if self.turns:
            found = (turn.empty_block(row) for turn in self.turns)
            return next((top for top in found if top is not None), None)
        return self.otherwise.empty_block(row) if self.otherwise else None if self.kept else self.node.top


class FlatLoop(PlacedLoop):
    """A loop without blocks in it: every turn is as high as the others, so that none need be kept.

    Args:
        node: The loop.
        otherwise: The other branch, when there are no items.
        items: What it goes over.
        scope: The names around it.
    """

    def __init__(self, node: Loop, otherwise: PlacedBody | None, items: Sequence[Any], scope: Scope) -> None:
        super().__init__(node, otherwise, _FlatTurns(self))
        self.items = items
        self.scope = scope
        self.height = sum(part.bottom - part.top + 1 for part in node.body.nodes if isinstance(part, Lines))

    def place_turns(self, start: int) -> int:  # noqa: ARG002
        return len(self.items) * self.height

    def turn(self, number: int) -> PlacedBody:
        """Return one turn."""
        nodes = self.node.body.nodes
        parts = [PlacedLines(node, self.scope) if isinstance(node, Lines) else Placed() for node in nodes]
        body = PlacedBody(self.node.body, parts)
        body.place(self.start + number * self.height)
        return body

    def _span_over_turns(self, row: int) -> Span:
        first, last = self.turn(0).span(row)
        return first, last if last < first else last + (len(self.items) - 1) * self.height

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`; in one piece when all rows of the body are meant."""
        body = self.node.body
        if self.items and first <= body.top and last >= body.bottom:
            yield self.whole
        else:
            yield from super().runs(first, last)


class _FlatTurns(Sequence[PlacedBody]):
    """The turns of a loop over plain rows, made when asked for."""

    def __init__(self, loop: FlatLoop) -> None:
        self._loop = loop

    def __len__(self) -> int:
        return len(self._loop.items)

    @overload
    def __getitem__(self, number: int) -> PlacedBody: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[PlacedBody]: ...
    def __getitem__(self, number: int | slice) -> PlacedBody | Sequence[PlacedBody]:
        if isinstance(number, slice):
            return [self._loop.turn(n) for n in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._loop.turn(number)


def _within(body: Body, first: int, last: int) -> bool:
    """Say whether template rows stand in a body, tag rows left out."""
    return body.top <= first and last <= body.bottom


def _at_most_once(span: Span, chain: Chain) -> Iterator[tuple[Span, Chain]]:
    if span[0] <= span[1]:
        yield span, chain


def _first_line(node: Node | Body) -> int | None:
    """Return the first plain row of a block."""
    if isinstance(node, Lines):
        return node.top
    if isinstance(node, Loop):
        return _first_line(node.body)
    if isinstance(node, Choice):
        return _first_line(node.branches[0].body)
    members = node.nodes if isinstance(node, Body) else []
    return next((line for member in members if (line := _first_line(member)) is not None), None)
