"""What loops and choices have become: their turns, the branch that was taken, what is there instead."""

# ruff: noqa: D102 - what a method does is said where it is first declared

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from xl_addin.ooxml.rowmap import Span
from xl_addin.render.blocks import Body, Choice, Lines, Loop
from xl_addin.render.expressions import Scope
from xl_addin.render.placed import (
    Chain,
    Kept,
    Placed,
    PlacedBody,
    PlacedLines,
    at_most_once,
    cover_all,
    overlaps,
    within,
)


@dataclass
class PlacedChoice(Placed):
    """A choice: the branch that was taken, if any, and rows kept for branches that were not."""

    node: Choice
    taken: PlacedBody | None
    kept: Mapping[int, Kept]

    def place(self, start: int) -> int:
        self.start = row = start
        for part in self.parts():
            row += part.place(row)
        self.size = row - start
        return self.size

    def parts(self) -> Iterator[PlacedBody | Kept]:
        """Yield what it has become, from top to bottom."""
        if self.taken:
            yield self.taken
        yield from self.kept.values()

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; for the rows of a branch not taken, the one that was stands in."""
        if row == self.node.top:
            return self.before
        if row == self.node.bottom:
            return self.after
        branch = self._branch(row)
        if branch is None:
            return self.after if self.taken and self.taken.node.bottom < row else self.before
        if self.taken and self.taken.node is branch:
            return self.taken.span(row)
        kept = self.kept.get(branch.top - 1)
        return kept.whole if kept else self.whole

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:
        found = cover_all(list(self.parts()), first, last, exact=exact)
        if found or exact or not self.size:
            return found
        meant = any(overlaps(branch.body, first, last) for branch in self.node.branches)
        return self.whole if meant else None

    def runs(self, first: int, last: int) -> Iterator[Span]:
        for part in self.parts():
            yield from part.runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        branch = self._branch(first)
        if branch is None or not within(branch, first, last):
            yield from at_most_once(self.cover(first, last), chain)
        elif self.taken and self.taken.node is branch:
            yield from self.taken.copies(first, last, chain)
        elif kept := self.kept.get(branch.top - 1):
            yield from kept.copies(first, last, chain)

    def empty_block(self, row: int) -> int | None:
        branch = self._branch(row) or self.node.branches[0].body
        if self.taken and self.taken.node is branch:
            return self.taken.empty_block(row)
        return None if branch.top - 1 in self.kept else branch.top - 1

    def _branch(self, row: int) -> Body | None:
        """Return the body of the branch that holds a row; None for a tag row."""
        bodies = (branch.body for branch in self.node.branches)
        return next((body for body in bodies if within(body, row, row)), None)


@dataclass
class PlacedLoop(Placed):
    """A loop: its turns; or the other branch, or a row kept, when there is none."""

    node: Loop
    turns: Sequence[PlacedBody]
    instead: PlacedBody | Kept | None
    _covers: dict[Span, Span | None] = field(default_factory=dict, init=False)

    def place(self, start: int) -> int:
        self.start = start
        if self.turns:
            self.size = self.place_turns(start)
        elif self.instead:
            self.size = self.instead.place(start)
        return self.size

    def place_turns(self, start: int) -> int:
        """Give the turns their rows."""
        row = start
        for turn in self.turns:
            row += turn.place(row)
        return row - start

    @property
    def otherwise(self) -> PlacedBody | None:
        """The other branch, when it was taken."""
        return self.instead if isinstance(self.instead, PlacedBody) else None

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; where there is no turn, what is there instead stands in."""
        other = self.node.otherwise
        if other and row == other.top - 1:
            return self.after if self.turns else self.before
        if row == self.node.top:
            return self.before
        if row == self.node.bottom:
            return self.after
        if self.turns and within(self.node.body, row, row):
            return self.span_over_turns(row)
        if self.otherwise and within(self.otherwise.node, row, row):
            return self.otherwise.span(row)
        return self.whole

    def span_over_turns(self, row: int) -> Span:
        """Return the first and last row that a row of the body has in any turn, or where they would be."""
        found = self.cover(row, row)
        return found or (self.turns[0].span(row)[0], self.turns[-1].span(row)[1])

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:
        if self.turns:
            if (first, last) not in self._covers:
                self._covers[first, last] = cover_all(self.turns, first, last, exact=True)
            return self._covers[first, last]
        if self.instead is None:
            return None
        found = self.instead.cover(first, last, exact=exact)
        body = self.node.body
        meant = overlaps(body, first, last)
        return self.instead.whole if not found and meant and not exact and self.size else found

    def runs(self, first: int, last: int) -> Iterator[Span]:
        for turn in self.turns:
            yield from turn.runs(first, last)
        if not self.turns and self.instead:
            yield from self.instead.runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        if within(self.node.body, first, last):
            for turn in self.turns:
                yield from turn.copies(first, last, (*chain, turn))
            if isinstance(self.instead, Kept):
                yield from self.instead.copies(first, last, chain)
        elif self.node.otherwise and within(self.node.otherwise, first, last):
            if self.otherwise:
                yield from self.otherwise.copies(first, last, chain)
        else:
            yield from at_most_once(self.cover(first, last), chain)

    def empty_block(self, row: int) -> int | None:
        if self.turns:
            found = (turn.empty_block(row) for turn in self.turns)
            return next((top for top in found if top is not None), None)
        if self.instead:
            return self.otherwise.empty_block(row) if self.otherwise else None
        return self.node.top


class FlatLoop(PlacedLoop):
    """A loop without blocks in it: every turn is as high as the others, so that none need be kept.

    Args:
        node: The loop.
        items: What it goes over.
        scope: The names around it.
        instead: The other branch, or a row kept, when there are no items.
    """

    def __init__(
        self, node: Loop, items: Sequence[Any], scope: Scope, instead: PlacedBody | Kept | None
    ) -> None:
        super().__init__(node, _FlatTurns(self), instead)
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

    def span_over_turns(self, row: int) -> Span:
        first, last = self.turn(0).span(row)
        return first, last + (len(self.items) - 1) * self.height

    def cover(self, first: int, last: int, *, exact: bool = False) -> Span | None:
        if not self.items:
            return super().cover(first, last, exact=exact)
        found = self.turn(0).cover(first, last)
        return found and (found[0], found[1] + (len(self.items) - 1) * self.height)

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
