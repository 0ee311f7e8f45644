"""The map of a filled sheet: where the rows of its template are now."""

# ruff: noqa: D102 - what a method does is said where it is first declared

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xl_addin.ooxml.rowmap import RowMap, Span
from xl_addin.render.blocks import Body, Choice, Lines, Loop, Node
from xl_addin.render.placed import Chain, PlacedBody

_MOST_PIECES: Final = 250
"""Arguments that a function takes in Excel, less a few."""


@dataclass(frozen=True)
class Scattered:
    """Rows of a sheet that are summed, but lie in more pieces than a formula can name."""

    sheet: str
    rows: Span
    pieces: int

    def __str__(self) -> str:
        return (
            f"barisnya terpencar menjadi {self.pieces} bagian dengan baris lain yang berisi di antaranya; "
            "taruh isi itu di kolom lain, atau jumlahkan dengan SUMIF"
        )


class Differing(Scattered):
    """Rows of several sheets that are summed together, but do not go to the same places."""

    def __str__(self) -> str:
        return (
            "barisnya tidak di tempat yang sama pada semua lembar; "
            "taruh sel itu di atas blok yang berulang, di semua lembar pada baris yang sama"
        )


class Layout(RowMap):
    """The map of a filled sheet.

    Args:
        root: Its tree.
        contents: The columns in which a row of the template holds something.
        sheet: Its name.
        scattered: Takes what no formula can name.
    """

    def __init__(
        self,
        root: PlacedBody,
        contents: Mapping[int, Collection[int]],
        sheet: str,
        scattered: list[Scattered],
    ) -> None:
        self.root = root
        self._contents = contents
        self._sheet = sheet
        self._scattered = scattered
        self._known_runs: dict[Span, list[Span]] = {}
        self._known_mingles: dict[tuple[Span, Span], bool] = {}
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

    def cover(self, first: int, last: int) -> Span | None:
        return self.cover_from(self.root, first, last)

    def cover_from(self, body: PlacedBody, first: int, last: int) -> Span | None:
        """Return what template rows cover within one turn."""
        within = body.cover(first, last) if first <= self._last else None
        if last <= self._last:
            return within
        below = self.span(max(first, self._last + 1))[0], self.span(last)[0]
        return (within[0], below[1]) if within else below

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

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:
        if span[0] >= span[1] or not self.mingles(rows, columns):
            return (span,)
        if rows not in self._known_runs:
            self._known_runs[rows] = list(self.runs(*rows))
        runs = self._known_runs[rows]
        meant = runs[bisect_left(runs, span[0], key=_end) : bisect_right(runs, span[1], key=_start)]
        if len(meant) > _MOST_PIECES:
            self._scattered.append(Scattered(self._sheet, rows, len(meant)))
            return (span,)
        return [(max(top, span[0]), min(bottom, span[1])) for top, bottom in meant] or (span,)

    def mingles(self, rows: Span, columns: Span) -> bool:
        """Say whether other rows of the same blocks that are not blank in these columns come between."""
        if (rows, columns) not in self._known_mingles:
            self._known_mingles[rows, columns] = self._mingles(rows, columns)
        return self._known_mingles[rows, columns]

    def _mingles(self, rows: Span, columns: Span) -> bool:
        blocks = [self.root.node.nodes[self.root.node.index(row)] for row in rows if 0 < row <= self._last]
        return any(
            any(columns[0] <= column <= columns[1] for column in self._contents.get(row, ()))
            for block in blocks
            if isinstance(block, Loop | Choice)
            for row in range(block.top, block.bottom + 1)
            if not rows[0] <= row <= rows[1] and row not in self._marks
        )

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

    def cover(self, first: int, last: int) -> Span | None:
        upper, lower = self._turn(first), self._turn(last)
        if upper is lower:
            return self._layout.cover_from(upper, first, last)
        above = upper.cover(first, last) or upper.after
        below = self._layout.cover_from(lower, first, last) or lower.before
        return (above[0], below[1]) if above[0] <= below[1] else None

    def _turn(self, row: int) -> PlacedBody:
        """Return the innermost turn whose loop holds a row; the tag rows of the loop belong to its turns."""
        for turn in reversed(self._chain):
            if turn.node.top - 1 <= row <= turn.node.bottom + 1:
                return turn
        return self._layout.root

    def runs(self, first: int, last: int) -> Iterator[Span]:
        return self._layout.runs(first, last)

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:
        return self._layout.pieces(span, rows, columns)

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        return self._layout.copies(first, last)

    def is_mark(self, row: int) -> bool:
        return self._layout.is_mark(row)

    def lost(self, first: int, last: int) -> None:  # noqa: ARG002
        self._layout.want(self._turn(first), first)


def _start(run: Span) -> int:
    return run[0]


def _end(run: Span) -> int:
    return run[1]


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
