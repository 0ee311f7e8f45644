"""The map of a filled sheet: where the rows of its template are now."""

# ruff: noqa: D102 - what a method does is said where it is first declared

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.ooxml.rowmap import RowMap, Span
from xl_addin.render.blocks import Body, Choice, Lines, Loop, Node
from xl_addin.render.placed import Chain, PlacedBody


class Layout(RowMap):
    """The map of a rendered sheet."""

    def __init__(self, root: PlacedBody) -> None:
        self.root = root
        self.rows = root.place(1)
        self._last = root.node.bottom
        self._marks = frozenset(_marks(root.node))
        self.wanted: set[int] = set()
        self._asked: set[int] = set()

    @property
    def moves(self) -> bool:
        """Whether any row is somewhere else than in the template."""
        return bool(self._marks) or self.rows != self._last

    def span(self, row: int) -> Span:
        return self.span_from(self.root, row)

    def span_from(self, body: PlacedBody, row: int) -> Span:
        """Return the rows of a template row within one turn; below all blocks rows only move."""
        if row > self._last:
            new = row + self.rows - self._last
            return new, new
        return body.span(row)

    def runs(self, first: int, last: int) -> Iterator[Span]:
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
        if last > self._last:
            top, bottom = self.span(first)[0], self.span(last)[1]
            yield (top, bottom), self
            return
        for span, chain in self.root.copies(first, last, ()):
            yield span, Own(self, chain) if chain else self

    def is_mark(self, row: int) -> bool:
        return row in self._marks

    def lost(self, first: int, last: int) -> None:  # noqa: ARG002
        """See :meth:`RowMap.lost`: the block that is empty must leave a row next time."""
        self.want(self.root, first)

    def want(self, body: PlacedBody, row: int) -> None:
        """Ask for a row of the empty block around a template row."""
        if body is self.root:
            if row in self._asked:
                return
            self._asked.add(row)
        if body.node.top <= row <= body.node.bottom and (top := body.empty_block(row)) is not None:
            self.wanted.add(top)


class Own(RowMap):
    """The map as seen from within a turn: rows of the same loop are those of the same turn."""

    def __init__(self, layout: Layout, chain: Chain) -> None:
        self._layout = layout
        self._chain = chain

    def span(self, row: int) -> Span:
        return self._layout.span_from(self._turn(row), row)

    def _turn(self, row: int) -> PlacedBody:
        """Return the innermost turn whose loop holds a row; the tag rows of the loop belong to its turns."""
        for turn in reversed(self._chain):
            if turn.node.top - 1 <= row <= turn.node.bottom + 1:
                return turn
        return self._layout.root

    def runs(self, first: int, last: int) -> Iterator[Span]:
        return self._layout.runs(first, last)

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        return self._layout.copies(first, last)

    def is_mark(self, row: int) -> bool:
        return self._layout.is_mark(row)

    def lost(self, first: int, last: int) -> None:  # noqa: ARG002
        self._layout.want(self._turn(first), first)


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
