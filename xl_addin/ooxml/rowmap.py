"""Where the rows of a sheet go when rows are put in, taken out or repeated.

One rule for everything: a range goes from the first to the last of the new rows that come from its rows. What
stood below moves along, what stood across grows. A map with ``across`` says the same of columns.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, Area

T = TypeVar("T")

Span = tuple[int, int]
"""First and last of some rows; the last is one less than the first where there is none."""

NOTHING: Span = (1, 0)
"""No rows at all."""


class RowMap(ABC):
    """Where each old row of a sheet goes. Rows keep their order, but a row may become several, or none."""

    across = False
    """Whether it is a map of columns: what is said of rows is then meant of columns."""

    @property
    def end(self) -> int:
        """The last row of any sheet."""
        return MAX_COLUMN if self.across else MAX_ROW

    @abstractmethod
    def span(self, row: int) -> Span:
        """Return the first and the last new row of an old one.

        A row that goes has the place where it would be: ``(next row, next row - 1)``.
        """

    @abstractmethod
    def runs(self, first: int, last: int) -> Iterator[Span]:
        """Yield the new rows that come from these old ones and from no other, adjoining rows together."""

    @abstractmethod
    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """Yield each new place of something on these old rows, with the map as it is seen from there."""

    def cover(self, first: int, last: int) -> Span | None:
        """Return the first and the last of all new rows of these old ones; None when nothing is left."""
        top, bottom = self.span(first)[0], self.span(last)[1]
        return (top, bottom) if top <= bottom else None

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:  # noqa: ARG002
        """Cut new rows where rows that were not meant have come between.

        Args:
            span: The new rows from the first to the last that is meant.
            rows: The old rows that are meant.
            columns: The columns concerned; rows that are blank there do not matter.
        """
        return (span,)

    def is_mark(self, row: int) -> bool:  # noqa: ARG002 - for maps that have marks
        """Say whether a row only marked where a block begins or ends; a cell of it means the row above."""
        return False

    def lost(self, first: int, last: int) -> None:  # noqa: B027 - for maps that can keep a row
        """Take note that a reference to these old rows has nothing left to refer to."""


class InsertedRows(RowMap):
    """``count`` blank rows come in above row ``at``."""

    def __init__(self, at: int, count: int) -> None:
        self.at = at
        self.count = count

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        new = row if row < self.at else row + self.count
        return new, new

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`. New rows amid something that covers them belong to it, as in Excel."""
        yield self.span(first)[0], self.span(last)[0]

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        yield (self.span(first)[0], self.span(last)[1]), self


class DeletedRows(RowMap):
    """The ``count`` rows from row ``at`` on go."""

    def __init__(self, at: int, count: int) -> None:
        self.at = at
        self.count = count

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        if row < self.at:
            return row, row
        if row < self.at + self.count:
            return self.at, self.at - 1
        return row - self.count, row - self.count

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        top, bottom = self.span(first)[0], self.span(last)[1]
        if top <= bottom:
            yield top, bottom

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        for run in self.runs(first, last):
            yield run, self


class StillRows(RowMap):
    """No row goes anywhere: what a reference without ``$`` means, where it is a distance."""

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return row, row

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        yield first, last

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        yield (first, last), self


class AlikeRows(RowMap):
    """Rows of several sheets that one reference covers (``Jan:Des!B5``): they must go to the same places.

    Args:
        maps: Where the rows of each sheet go.
        differ: Told the rows that do not; they then go where those of the first sheet go.
    """

    def __init__(self, maps: Sequence[RowMap], differ: Callable[[Span], None]) -> None:
        self._maps = maps
        self._differ = differ

    def _same(self, rows: Span, ask: Callable[[RowMap], T]) -> T:
        answers = [ask(row_map) for row_map in self._maps]
        if any(answer != answers[0] for answer in answers):
            self._differ(rows)
        return answers[0]

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return self._same((row, row), lambda rows: rows.span(row))

    def cover(self, first: int, last: int) -> Span | None:
        """See :meth:`RowMap.cover`."""
        return self._same((first, last), lambda rows: rows.cover(first, last))

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        yield from self._same((first, last), lambda rows: list(rows.runs(first, last)))

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        for run in self.runs(first, last):
            yield run, self

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:
        """See :meth:`RowMap.pieces`."""
        return self._same(rows, lambda member: list(member.pieces(span, rows, columns)))

    def is_mark(self, row: int) -> bool:
        """See :meth:`RowMap.is_mark`."""
        return self._same((row, row), lambda rows: rows.is_mark(row))

    def lost(self, first: int, last: int) -> None:
        """See :meth:`RowMap.lost`."""
        for rows in self._maps:
            rows.lost(first, last)


def covered(upper: RowMap, lower: RowMap, first: int, last: int) -> Span:
    """Return what a range covers, whose ends may be seen from different rows; nothing is ``(1, 0)``."""
    top = (upper.cover(first, last) or NOTHING)[0]
    bottom = (lower.cover(first, last) or NOTHING)[1]
    return top, upper.end if bottom > upper.end or last == upper.end else bottom


def map_area(rows: RowMap, area: Area) -> Area | None:
    """Return the rectangle that an area becomes as a range, or None when nothing is left of it."""
    area = area.along(rows.across)
    top, bottom = covered(rows, rows, area.top, area.bottom)
    return Area(top, area.left, bottom, area.right).along(rows.across) if top <= bottom else None


def map_areas(rows: RowMap, areas: Iterable[Area]) -> list[Area]:
    """Return the rectangles of the cells that come from these areas, and of no other cells."""
    out = []
    for area in [area.along(rows.across) for area in areas]:
        if area.bottom == rows.end:  # whole columns stay whole
            out.append(replace(area, top=1 if area.top == 1 else rows.span(area.top)[0]))
            continue
        out.extend(
            Area(top, area.left, min(bottom, rows.end), area.right)
            for top, bottom in rows.runs(area.top, area.bottom)
            if top <= rows.end
        )
    return [area.along(rows.across) for area in out]
