"""Where in its row each objective stands: in columns of one grid; few links cross and most are short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import Final, TypeAlias

Rows: TypeAlias = list[list[int]]
Links: TypeAlias = Sequence[tuple[int, int]]
Columns: TypeAlias = dict[int, int]
"""The column of each objective, by its number."""

WIDEST: Final = 6
"""Boxes in a row at most; a band with more has several rows."""

_CROSSING: Final = 3.0
_SWEEPS: Final = 6
_PASSES: Final = 4


def split(band: list[int]) -> Rows:
    """Return the rows of a band, as even as can be; an empty band has one empty row.

    >>> split([1, 2, 3, 4, 5, 6, 7]), split([])
    ([[1, 2, 3, 4], [5, 6, 7]], [[]])
    """
    count = max(ceil(len(band) / WIDEST), 1)
    size = ceil(len(band) / count)
    return [band[start * size : (start + 1) * size] for start in range(count)]


def columns(rows: Rows, links: Links) -> Columns:
    """Return a column for each objective: rows put in order by what they are linked to, then improved."""
    width = max(map(len, rows))
    place = {node: column for row in rows for node, column in _spread(row, width)}
    layout = _Layout(rows, links, width, place)
    layout.sweep()
    layout.improve()
    return layout.place


def _spread(row: list[int], width: int) -> Iterator[tuple[int, int]]:
    """Yield the columns of a row that is spread evenly.

    >>> list(_spread([7, 8], 5))
    [(7, 1), (8, 3)]
    """
    for index, node in enumerate(row):
        yield node, int((index + 0.5) * width / len(row))


class _Layout:
    """Rows whose objectives are being moved; ``place`` is the best that was found so far."""

    def __init__(self, rows: Rows, links: Links, width: int, place: Columns) -> None:
        self.rows, self.width, self.place = rows, width, place
        self.row = {node: number for number, row in enumerate(rows) for node in row}
        self.links = [(a, b) for a, b in links if a in self.row and b in self.row]
        self.near: dict[int, list[int]] = {node: [] for node in self.row}
        for a, b in self.links:
            self.near[a].append(b)
            self.near[b].append(a)

    def sweep(self) -> None:
        """Order every row by where its objectives' neighbours stand, upwards and downwards in turn."""
        best, place = self._cost(self.place), dict(self.place)
        for turn in range(_SWEEPS):
            for row in self.rows if turn % 2 else reversed(self.rows):
                self._arrange(row, place)
            cost = self._cost(place)
            if cost < best:
                best, self.place = cost, dict(place)

    def improve(self) -> None:
        """Let objectives of a row change places, and move to free columns, while that helps."""
        for _ in range(_PASSES):
            before = dict(self.place)
            for row in self.rows:
                for changed in self._moves(row):
                    place = {**self.place, **changed}
                    if self._cost(place, changed) < self._cost(self.place, changed):
                        self.place = place
            if self.place == before:
                return

    def _moves(self, row: list[int]) -> Iterator[Columns]:
        for a, b in combinations(row, 2):
            yield {a: self.place[b], b: self.place[a]}
        for node in row:
            for column in range(self.width):
                if column not in [self.place[other] for other in row]:
                    yield {node: column}

    def _arrange(self, row: list[int], place: Columns) -> None:
        """Give the objectives of a row columns near their neighbours, in the order of these."""
        wanted = {
            node: sum(place[other] for other in near) / len(near)
            if (near := self.near[node])
            else place[node]
            for node in row
        }
        ordered = sorted(row, key=lambda node: (wanted[node], place[node]))
        place.update(_nearest(ordered, wanted, self.width))

    def _cost(self, place: Columns, changed: Columns | None = None) -> float:
        """Return how bad a placing is: crossings, the length of links, boxes away from the middle.

        With ``changed`` only the crossings of the links of these objectives are counted.
        """
        lines = [(self.row[a], place[a], self.row[b], place[b], a, b) for a, b in self.links]
        moved = [changed is None or line[4] in changed or line[5] in changed for line in lines]
        crossings = sum(
            _cross(one, other)
            for number, one in enumerate(lines)
            if moved[number]
            for index, other in enumerate(lines)
            if index > number or not moved[index]
        )
        length = sum(abs(x0 - x1) for _, x0, _, x1, *_ in lines)
        middle = (self.width - 1) / 2
        sides = sum(abs(sum(place[node] - middle for node in row)) for row in self.rows)
        return _CROSSING * crossings + length + 0.05 * sides


def _nearest(ordered: list[int], wanted: dict[int, float], width: int) -> Columns:
    """Return rising columns for objectives in this order, each as near to the wanted one as possible."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}  # by the last column taken
    for index, node in enumerate(ordered):
        options: dict[int, tuple[float, tuple[int, ...]]] = {}
        for column in range(index, width - len(ordered) + index + 1):
            cost, taken = min(value for last, value in best.items() if last < column)
            options[column] = cost + (column - wanted[node]) ** 2, (*taken, column)
        best = options
    return dict(zip(ordered, min(best.values())[1], strict=True))


def _cross(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Say whether two links would cross as straight lines; links that share an end never do."""
    (ay, ax, by, bx, *_), (cy, cx, dy, dx, *_) = one, other
    if one[4] in other[4:] or one[5] in other[4:] or max(ay, by) <= min(cy, dy) or max(cy, dy) <= min(ay, by):
        return False

    a, b, c, d = (ax, ay), (bx, by), (cx, cy), (dx, dy)
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    """Say on which side of the line from a to b a point lies: 1, -1, or 0 on it."""
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)
