"""Where the rows of a template stand in the result: the tree of blocks with their turns, and the map of it.

A template row stands nowhere, once, or once for each turn of the loops around it. A row that is not there
has a place all the same, between its neighbours; that is what a range that ends on a tag row needs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_addin.ooxml.rowmap import RowMap, Span
from xl_addin.render.blocks import Body, Choice, Lines, Loop, Node
from xl_addin.render.expressions import Scope


class Placed(ABC):
    """What a node of the tree has become in one turn of the loops around it."""

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

    @abstractmethod
    def place(self, start: int) -> int:
        """Give it and all it holds their rows, from ``start`` on; return how many they are."""

    @abstractmethod
    def span(self, row: int) -> Span:
        """Return the first and last row that a template row has here."""

    @abstractmethod
    def runs(self, first: int, last: int) -> Iterator[Span]:
        """Yield the rows that come from these template rows, in pieces."""

    @abstractmethod
    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """Yield each place of something that stands on these template rows, and the turns it is in."""

    @abstractmethod
    def empty_block(self, row: int) -> int | None:
        """Return the first row of the outermost block around a template row that gave no rows at all."""


Chain = tuple["PlacedBody", ...]
"""The turns of the loops around a row, outermost first."""


@dataclass
class PlacedLines(Placed):
    """Plain rows, with the names that their expressions may use."""

    node: Lines
    scope: Scope

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start, self.size = start, self.node.bottom - self.node.top + 1
        return self.size

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`."""
        new = self.start + row - self.node.top
        return new, new

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`."""
        yield self.span(max(first, self.node.top))[0], self.span(min(last, self.node.bottom))[0]

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """See :meth:`Placed.copies`."""
        yield (self.span(first)[0], self.span(last)[0]), chain

    def empty_block(self, row: int) -> int | None:
        """See :meth:`Placed.empty_block`."""
        return None


@dataclass
class PlacedMark(Placed):
    """A row that is not in the result."""

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start = start
        return 0

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`."""
        return self.before

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`."""
        yield from ()

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """See :meth:`Placed.copies`."""
        yield from ()

    def empty_block(self, row: int) -> int | None:
        """See :meth:`Placed.empty_block`."""
        return None


@dataclass
class PlacedBody(Placed):
    """The nodes of a body, one below the other: a turn of a loop, a branch of a choice, a whole sheet."""

    node: Body
    parts: Sequence[Placed]

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start = row = start
        for part in self.parts:
            row += part.place(row)
        self.size = row - start
        return self.size

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`; tag rows of the loop itself are before and after."""
        if row < self.node.top:
            return self.before
        if row > self.node.bottom:
            return self.after
        return self.parts[self.node.index(row)].span(row)

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`."""
        if last < self.node.top or first > self.node.bottom:
            return
        low, high = (self.node.index(max(first, self.node.top)), self.node.index(min(last, self.node.bottom)))
        for part in self.parts[low : high + 1]:
            yield from part.runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """See :meth:`Placed.copies`."""
        number = self.node.index(first)
        if number == self.node.index(last):
            yield from self.parts[number].copies(first, last, chain)
            return
        top, bottom = self.span(first)[0], self.span(last)[1]
        if top <= bottom:
            yield (top, bottom), chain

    def empty_block(self, row: int) -> int | None:
        """See :meth:`Placed.empty_block`."""
        return self.parts[self.node.index(row)].empty_block(row)


@dataclass
class Block(Placed):
    """A loop or a choice; ``stand_in`` is the one blank row that an empty block leaves when it must."""

    node: Loop | Choice
    kept: bool = field(default=False, init=False)

    @property
    def first_line(self) -> int | None:
        """The template row that a blank row looks like."""
        return _first_line(self.node)

    def within(self, body: Body, first: int, last: int) -> bool:
        """Say whether template rows stand in a body, tag rows left out."""
        return body.top <= first and last <= body.bottom

    def keep(self) -> None:
        """Leave one blank row although there is nothing to show."""
        self.kept = self.first_line is not None

    def kept_runs(self, first: int, last: int) -> Iterator[Span]:
        """Yield the blank row, when these template rows hold the one that it looks like."""
        line = self.first_line
        if self.kept and line is not None and first <= line <= last:
            yield self.whole


@dataclass
class PlacedChoice(Block):
    """A choice: the branch that was taken, if any."""

    node: Choice
    taken: PlacedBody | None

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start = start
        self.size = self.taken.place(start) if self.taken else int(self.kept)
        return self.size

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`. For the rows of a branch not taken, the one that was stands in."""
        if row == self.node.top:
            return self.before
        if row == self.node.bottom:
            return self.after
        if self.taken and self.within(self.taken.node, row, row):
            return self.taken.span(row)
        if any(row == branch.body.top - 1 for branch in self.node.branches):
            return self.after if self.taken and self.taken.node.bottom < row else self.before
        return self.whole

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`."""
        yield from self.taken.runs(first, last) if self.taken else self.kept_runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """See :meth:`Placed.copies`."""
        if self.taken and self.within(self.taken.node, first, last):
            yield from self.taken.copies(first, last, chain)
        elif not any(self.within(branch.body, first, last) for branch in self.node.branches):
            yield from _one_copy(self.span(first)[0], self.span(last)[1], chain)
        else:
            yield from _one_copies(self.kept_runs(first, last), chain)

    def empty_block(self, row: int) -> int | None:
        """See :meth:`Placed.empty_block`."""
        if not self.size:
            return self.node.top
        if self.taken and self.within(self.taken.node, row, row):
            return self.taken.empty_block(row)
        return None


@dataclass
class PlacedLoop(Block):
    """A loop: its turns, or the other branch when there are none."""

    node: Loop
    otherwise: PlacedBody | None

    @abstractmethod
    def turns(self) -> Sequence[PlacedBody]:
        """Return its turns."""

    def instead(self) -> int:
        """Return how many rows stand where there is no turn."""
        return self.otherwise.place(self.start) if self.otherwise else int(self.kept)

    def span(self, row: int) -> Span:
        """See :meth:`Placed.span`. Where there is no turn, what is there instead stands in."""
        turns = self.turns()
        other = self.node.otherwise
        if row == self.node.top or (other and not turns and row == other.top - 1):
            return self.before
        if row == self.node.bottom or (other and row == other.top - 1):
            return self.after
        if turns and self.within(self.node.body, row, row):
            return self.span_over_turns(row)
        if self.otherwise and self.within(self.otherwise.node, row, row):
            return self.otherwise.span(row)
        return self.whole

    def span_over_turns(self, row: int) -> Span:
        """Return the first and last row that a row of the body has in any turn."""
        turns = self.turns()
        present = (turn.span(row) for turn in turns)
        first = next((span for span in present if span[0] <= span[1]), None)
        if first is None:
            return turns[0].span(row)
        last = next(span for turn in reversed(turns) if (span := turn.span(row))[0] <= span[1])
        return first[0], last[1]

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`."""
        for turn in self.turns():
            yield from turn.runs(first, last)
        if not self.turns():
            yield from self.otherwise.runs(first, last) if self.otherwise else self.kept_runs(first, last)

    def copies(self, first: int, last: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
        """See :meth:`Placed.copies`."""
        if self.within(self.node.body, first, last):
            for turn in self.turns():
                yield from turn.copies(first, last, (*chain, turn))
            yield from _one_copies(self.kept_runs(first, last), chain)
        elif self.node.otherwise and self.within(self.node.otherwise, first, last):
            if self.otherwise:
                yield from self.otherwise.copies(first, last, chain)
        else:
            yield from _one_copy(self.span(first)[0], self.span(last)[1], chain)

    def empty_block(self, row: int) -> int | None:
        """See :meth:`Placed.empty_block`."""
        if not self.size:
            return self.node.top
        if self.within(self.node.body, row, row):
            found = (turn.empty_block(row) for turn in self.turns())
            return next((top for top in found if top is not None), None)
        return None


@dataclass
class TurnedLoop(PlacedLoop):
    """A loop whose turns differ: blocks within, or settings."""

    all_turns: Sequence[PlacedBody]

    def turns(self) -> Sequence[PlacedBody]:
        """See :meth:`PlacedLoop.turns`."""
        return self.all_turns

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start = row = start
        for turn in self.all_turns:
            row += turn.place(row)
        self.size = row - start if self.all_turns else self.instead()
        return self.size


@dataclass
class FlatLoop(PlacedLoop):
    """A loop over plain rows: every turn is as high, so that its rows need not be kept one by one."""

    items: Sequence[Any]
    scope: Scope

    def __post_init__(self) -> None:
        lines = self.node.body.nodes[0]
        self.height = lines.bottom - lines.top + 1

    def place(self, start: int) -> int:
        """See :meth:`Placed.place`."""
        self.start = start
        self.size = len(self.items) * self.height if self.items else self.instead()
        return self.size

    def turns(self) -> Sequence[PlacedBody]:
        """See :meth:`PlacedLoop.turns`; made when asked for."""
        return _FlatTurns(self)

    def turn(self, number: int) -> PlacedBody:
        """Return one turn."""
        lines = self.node.body.nodes[0]
        assert isinstance(lines, Lines)  # noqa: S101 - what makes a loop flat
        body = PlacedBody(self.node.body, [PlacedLines(lines, self.scope)])
        body.place(self.start + number * self.height)
        return body

    def span_over_turns(self, row: int) -> Span:
        """See :meth:`PlacedLoop.span_over_turns`."""
        first = self.start + row - self.node.body.top
        return first, first + (len(self.items) - 1) * self.height

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`Placed.runs`; in one piece when all rows of the body are meant."""
        body = self.node.body
        if self.items and first <= body.top and last >= body.bottom:
            yield self.whole
        else:
            yield from super().runs(first, last)


class _FlatTurns(Sequence[PlacedBody]):
    def __init__(self, loop: FlatLoop) -> None:
        self._loop = loop

    def __len__(self) -> int:
        return len(self._loop.items)

    def __getitem__(self, number: Any) -> Any:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._loop.turn(number)


class Layout(RowMap):
    """The map of a rendered sheet."""

    def __init__(self, root: PlacedBody) -> None:
        self.root = root
        self.rows = root.place(1)
        self._last = root.node.bottom
        self._marks = frozenset(_marks(root.node))
        self.wanted: set[int] = set()

    @property
    def moves(self) -> bool:
        """Whether any row is somewhere else than in the template."""
        return bool(self._marks) or self.rows != self._last

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return self.span_from(self.root, row)

    def span_from(self, body: PlacedBody, row: int) -> Span:
        """Return the rows of a template row within one turn; below all blocks rows only move."""
        if row > self._last:
            new = row + self.rows - self._last
            return new, new
        return body.span(row)

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        top = bottom = 0
        for start, end in self._pieces(first, last):
            if top and start == bottom + 1:
                bottom = end
                continue
            if top:
                yield top, bottom
            top, bottom = start, end
        if top:
            yield top, bottom

    def _pieces(self, first: int, last: int) -> Iterator[Span]:
        if first <= self._last:
            yield from (
                piece for piece in self.root.runs(first, min(last, self._last)) if piece[0] <= piece[1]
            )
        if last > self._last:
            yield self.span(max(first, self._last + 1))[0], self.span(last)[0]

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        if last > self._last:
            top, bottom = self.span(first)[0], self.span(last)[1]
            yield (top, bottom), self
            return
        for span, chain in self.root.copies(first, last, ()):
            yield span, Own(self, chain) if chain else self

    def is_mark(self, row: int) -> bool:
        """See :meth:`RowMap.is_mark`."""
        return row in self._marks

    def lost(self, first: int, last: int) -> None:
        """See :meth:`RowMap.lost`: the block that is empty must leave a row next time."""
        self.want(self.root, first)

    def want(self, body: PlacedBody, row: int) -> None:
        """Ask for a row of the empty block around a template row."""
        if body.node.top <= row <= body.node.bottom and (top := body.empty_block(row)) is not None:
            self.wanted.add(top)


class Own(RowMap):
    """The map as seen from within a turn: rows of the same loop are those of the same turn."""

    def __init__(self, layout: Layout, chain: Chain) -> None:
        self._layout = layout
        self._chain = chain

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return self._layout.span_from(self._turn(row), row)

    def _turn(self, row: int) -> PlacedBody:
        """Return the innermost turn whose loop holds a row; the tag rows of the loop belong to its turns."""
        for turn in reversed(self._chain):
            if turn.node.top - 1 <= row <= turn.node.bottom + 1:
                return turn
        return self._layout.root

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        return self._layout.runs(first, last)

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        return self._layout.copies(first, last)

    def is_mark(self, row: int) -> bool:
        """See :meth:`RowMap.is_mark`."""
        return self._layout.is_mark(row)

    def lost(self, first: int, last: int) -> None:
        """See :meth:`RowMap.lost`."""
        self._layout.want(self._turn(first), first)


def _one_copy(top: int, bottom: int, chain: Chain) -> Iterator[tuple[Span, Chain]]:
    if top <= bottom:
        yield (top, bottom), chain


def _one_copies(runs: Iterator[Span], chain: Chain) -> Iterator[tuple[Span, Chain]]:
    for run in runs:
        yield run, chain


def _first_line(node: Node | Body) -> int | None:
    if isinstance(node, Lines):
        return node.top
    if isinstance(node, Loop):
        return _first_line(node.body)
    if isinstance(node, Choice):
        return _first_line(node.branches[0].body)
    members = node.nodes if isinstance(node, Body) else []
    return next((line for member in members if (line := _first_line(member)) is not None), None)


def _marks(node: Node | Body) -> Iterator[int]:
    """Yield the rows of a template that are not in the result."""
    if isinstance(node, Body):
        for member in node.nodes:
            yield from _marks(member)
    elif isinstance(node, Loop | Choice):
        bodies = [b.body for b in node.branches] if isinstance(node, Choice) else [node.body, node.otherwise]
        yield node.bottom
        for body in bodies:
            if body is not None:
                yield body.top - 1
                yield from _marks(body)
    elif not isinstance(node, Lines):
        yield from range(node.top, node.bottom + 1)
