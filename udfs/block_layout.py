"""A block layout proposed from areas and closeness: built like CORELAP, improved by exchange like CRAFT.

The departments lie one after another along a curve that sweeps the site in bands and never jumps, so each
is one piece, keeps its area and overlaps no other, whatever their order; two of any size can change places.
The order is built by total closeness rating and improved by exchange until no exchange helps; up to some 50
departments it is then shaken and improved again, the more often the fewer they are, from a fixed seed.
Ratings X come first: of two layouts the one with fewer X pairs side by side wins, whatever the cost.

Sources: Lee & Moore (1967), CORELAP; Armour & Buffa (1963), CRAFT; Bozer, Meller & Erlebacher (1994),
MULTIPLE (the curve, and exchange of departments of unequal size).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, permutations
from math import ceil, sqrt
from random import Random
from typing import Final

from udfs.closeness import VALUES, Chart, Pair, broken_pairs, rating_values, read_chart
from udfs.registry import ExcelError, Numbers, UdfError, shown

MOST_EXACT: Final = 6
"""Up to how many blocks (departments and pieces of free floor) all orders are tried."""
MOST_SEPARATED: Final = 8
"""Up to how many they are tried where some X still touch."""
_MOST_GAPS: Final = 6
_SHAKES: Final = 3_000
"""Shakes times the square of the number of blocks: what keeps a search within some seconds."""
_LEAST_GAIN: Final = 1e-9

Order = list[int]
Score = tuple[int, float]


@dataclass(frozen=True)
class Layout:
    """A proposed layout.

    Args:
        grid: The number of the department in each square, 0 where it is free.
        cost: Sum of value of closeness times rectilinear distance between centres, in squares.
        broken: Pairs rated X that touch all the same.
        start_cost: The cost before departments changed places.
        start_broken: How many X pairs touched then.
    """

    grid: list[list[int]]
    cost: float
    broken: list[Pair]
    start_cost: float
    start_broken: int


def squares_needed(areas: Sequence[float | None], square: float) -> list[int]:
    """Return how many squares each department takes, rounded up.

    Args:
        areas: Square metres of each department.
        square: Square metres of a square.

    Raises:
        UdfError: #VALUE!, an area is missing; #NUM!, an area or the square is not above 0.

    >>> squares_needed([12, 12.1, 3], 4)
    [3, 4, 1]
    """
    if square <= 0:
        raise UdfError(ExcelError.NUM, f"luas petak harus lebih dari 0, ditemukan {shown(square)}")
    for area in areas:
        if area is None:
            raise UdfError(ExcelError.VALUE, "luas setiap bagian harus diisi")
        if area <= 0:
            raise UdfError(ExcelError.NUM, f"luas bagian harus lebih dari 0, ditemukan {shown(area)}")
    return [ceil(round(area / square, 9)) for area in areas if area is not None]


def selection_order(chart: Chart, values: Numbers = VALUES) -> list[int]:
    """Return in which order CORELAP takes the departments, counted from 1.

    First the one of the highest total closeness rating; then each time the one with the best rating with any
    that is placed, of these the one of the highest total, then of the lowest number.

    **Example** (five first, six has A with it, seven E with six; 1 and 4 are alike):

    >>> rows = ["UEOIOUU", "EUUEIIU", "OUUUUOU", "IEUUIUU", "OIUIUAI", "UIOUAUE", "UUUUIEU"]
    >>> selection_order([list(row) for row in rows], [6, 5, 4, 3, 2, 1])
    [5, 6, 7, 2, 1, 4, 3]

    Source: Lee & Moore (1967).
    """
    worth = rating_values(values)
    total = [sum(worth[r] for j, r in enumerate(row) if j != i) for i, row in enumerate(chart)]
    left = set(range(len(chart)))
    order: list[int] = []
    while left:

        def rank(one: int) -> tuple[float, float, int]:
            best = max((worth[chart[one][other]] for other in order), default=0.0)
            return (-best, -total[one], one)

        order.append(min(left, key=rank))
        left.discard(order[-1])
    return [one + 1 for one in order]


def sweep(rows: int, columns: int, band: int) -> list[tuple[int, int]]:
    """Return every square of a site once, each beside the one before.

    Args:
        rows: Squares down.
        columns: Squares across.
        band: Height of the bands, an odd number.

    >>> sweep(2, 3, 1)
    [(0, 0), (0, 1), (0, 2), (1, 2), (1, 1), (1, 0)]
    """
    path: list[tuple[int, int]] = []
    for number, top in enumerate(range(0, rows, band)):
        height = min(band, rows - top)
        there = list(_band(height, columns))
        path += [(top + row, column if number % 2 == 0 else columns - 1 - column) for row, column in there]
    return path


def _band(height: int, columns: int) -> Iterator[tuple[int, int]]:
    """Sweep a band from its upper left corner to its lower right one (of an odd height)."""
    upright = columns if columns % 2 else columns - 2
    for column in range(upright):
        down = range(height) if column % 2 == 0 else range(height - 1, -1, -1)
        yield from ((row, column) for row in down)
    for row in range(height if upright < columns else 0):
        pair = (columns - 2, columns - 1)
        yield from ((row, column) for column in (pair if row % 2 == 0 else pair[::-1]))


class Site:
    """A site with its curve: scores orders of departments and draws them."""

    def __init__(self, sizes: Sequence[int], chart: Chart, rows: int, columns: int, values: Numbers) -> None:
        worth = rating_values(values)
        pairs = list(combinations(range(len(chart)), 2))
        self.count = len(chart)
        self.rows, self.columns = rows, columns
        self.weighted = [(i, j, worth[chart[i][j]]) for i, j in pairs if worth[chart[i][j]]]
        self.forbidden = [(i, j) for i, j in pairs if chart[i][j] == "X"]
        self.sizes = [*sizes, *_gaps(rows * columns - sum(sizes), len(self.forbidden))]
        side = sqrt(sum(sizes) / len(sizes))
        self.path = sweep(rows, columns, max(1, 2 * round((side - 1) / 2) + 1))
        self.across = list(accumulate((column for _, column in self.path), initial=0))
        self.down = list(accumulate((row for row, _ in self.path), initial=0))
        at = {place: n for n, place in enumerate(self.path)}
        steps = ((0, 1), (1, 0), (0, -1), (-1, 0))
        self.beside = [
            [at[row + down, column + right] for right, down in steps if (row + down, column + right) in at]
            for row, column in self.path
        ]

    def starts(self, order: Iterable[int]) -> dict[int, int]:
        """Return where on the curve each block of an order begins."""
        found, place = {}, 0
        for block in order:
            found[block] = place
            place += self.sizes[block]
        return found

    def cost(self, starts: dict[int, int]) -> float:
        """Return the cost of the blocks that are placed."""
        x, y = [0.0] * len(self.sizes), [0.0] * len(self.sizes)
        for block, first in starts.items():
            size = self.sizes[block]
            x[block] = (self.across[first + size] - self.across[first]) / size
            y[block] = (self.down[first + size] - self.down[first]) / size
        pairs = self.weighted
        if len(starts) < len(self.sizes):
            pairs = [pair for pair in pairs if pair[0] in starts and pair[1] in starts]
        return sum([worth * (abs(x[i] - x[j]) + abs(y[i] - y[j])) for i, j, worth in pairs])

    def broken(self, starts: dict[int, int]) -> int:
        """Return how many pairs rated X touch."""
        return sum(1 for i, j in self.forbidden if i in starts and j in starts and self._touch(starts, i, j))

    def _touch(self, starts: dict[int, int], i: int, j: int) -> bool:
        low, high = starts[j], starts[j] + self.sizes[j]
        squares = range(starts[i], starts[i] + self.sizes[i])
        return any(low <= other < high for square in squares for other in self.beside[square])

    def score(self, order: Iterable[int]) -> Score:
        """Return what counts, the smaller the better: X pairs that touch, then the cost."""
        starts = self.starts(order)
        return self.broken(starts), self.cost(starts)

    def better(self, order: Order, than: Score) -> Score | None:
        """Return the score of an order if it is better than another one."""
        starts = self.starts(order)
        if than[0] == 0:  # the cheap test first: most orders fail it
            cost = self.cost(starts)
            return (0, cost) if cost < than[1] - _LEAST_GAIN and not self.broken(starts) else None
        found = (self.broken(starts), self.cost(starts))
        return (
            found
            if found[0] < than[0] or (found[0] == than[0] and found[1] < than[1] - _LEAST_GAIN)
            else None
        )

    def grid(self, order: Iterable[int]) -> list[list[int]]:
        """Draw an order."""
        found = [[0] * self.columns for _ in range(self.rows)]
        for block, first in self.starts(order).items():
            for row, column in self.path[first : first + self.sizes[block]]:
                found[row][column] = block + 1 if block < self.count else 0
        return found


def block_layout(
    sizes: Sequence[int],
    ratings: Sequence[Sequence[str | None]],
    columns: int,
    rows: int = 0,
    values: Numbers = VALUES,
) -> Layout:
    """Propose a layout that puts close what should be close and never X beside X where it can be helped.

    Args:
        sizes: Squares of each department (:func:`squares_needed`).
        ratings: The closeness chart; one triangle is enough.
        columns: Squares across the site.
        rows: Squares down the site; 0 for as many as are needed.
        values: What A, E, I, O, U and X count.

    Returns:
        The layout; ``broken`` tells which X could not be kept. The same input gives the same layout.

    Raises:
        UdfError: #VALUE!, the chart does not fit the sizes; #NUM!, a size or the site too small.

    **Example** (2 must not touch 3; 1 lies between them):

    >>> found = block_layout([1, 1, 1], [[None, "A", "E"], [None, None, "X"], [None] * 3], columns=3)
    >>> found.grid, found.broken, found.cost
    ([[2, 1, 3]], [], 5.0)
    """
    chart = read_chart(ratings)
    rows = _checked(sizes, chart, rows, columns)
    site = Site(sizes, chart, rows, columns, values)
    order = _built(site, [one - 1 for one in selection_order(chart, values)])
    start = site.score(order)
    order = _searched(site, order)
    if len(order) <= MOST_EXACT or (len(order) <= MOST_SEPARATED and site.score(order)[0]):
        order = _best_of_all(site)
    broken, cost = site.score(order)
    grid = site.grid(order)
    pairs = broken_pairs(grid, chart) if broken else []
    return Layout(grid, cost, pairs, start[1], start[0])


def _checked(sizes: Sequence[int], chart: Chart, rows: int, columns: int) -> int:
    if not sizes or len(sizes) != len(chart):
        raise UdfError(ExcelError.VALUE, f"peta kedekatan {len(chart)} bagian, luas {len(sizes)} bagian")
    if columns < 1 or rows < 0 or min(sizes) < 1:
        raise UdfError(ExcelError.NUM, "petak setiap bagian, kolom, dan baris harus paling sedikit 1")
    needed = sum(sizes)
    rows = rows or -(-needed // columns)
    if needed > rows * columns:
        raise UdfError(ExcelError.NUM, f"perlu {needed} petak, lahan hanya {rows * columns} petak")
    return rows


def _gaps(free: int, forbidden: int) -> list[int]:
    """Cut the free squares into blocks that can stand between departments that must not touch."""
    pieces = min(free, max(1, forbidden), _MOST_GAPS)
    return [free // pieces + (n < free % pieces) for n in range(pieces)] if pieces else []


def _built(site: Site, chosen: Order) -> Order:
    """Put each department, in the order of their choice, where it makes the layout best; the gaps last."""
    order: Order = []
    for block in [*chosen, *range(site.count, len(site.sizes))]:
        options = ([*order[:n], block, *order[n:]] for n in range(len(order), -1, -1))
        order = min(options, key=site.score)
    return order


def _searched(site: Site, order: Order) -> Order:
    """Improve an order, shake it and improve it again: as often as there is time for with so many blocks."""
    best = _improved(site, order)
    count, chance = len(order), Random(1)  # noqa: S311 - the same every time
    for _ in range(_SHAKES // count**2 if count > 2 else 0):
        option = best.copy()
        for _ in range(2):
            i, j = int(chance.random() * count), int(chance.random() * count)
            option[i], option[j] = option[j], option[i]
        option = _improved(site, option)
        if site.better(option, site.score(best)):
            best = option
    return best


def _improved(site: Site, order: Order) -> Order:
    """Let two blocks change places as long as that makes the layout better."""
    best = site.score(order)
    changed = True
    while changed:
        changed = False
        for i, j in combinations(range(len(order)), 2):
            option = order.copy()
            option[i], option[j] = option[j], option[i]
            found = site.better(option, best)
            if found is not None:
                order, best, changed = option, found, True
    return order


def _best_of_all(site: Site) -> Order:
    return list(min(permutations(range(len(site.sizes))), key=site.score))
