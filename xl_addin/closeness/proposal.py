"""A block layout of rectangles: chosen in CORELAP's order, cut out of the site, improved by exchange.

The rooms in their order are halved by area again and again, each time across the longer side; so they fill
their part of the site without a gap, keep their areas and never overlap, whatever the order. Two rooms change
places in the order as long as that makes the layout better: first fewer X side by side, then the cost.

Sources: Lee & Moore (1967), CORELAP; Armour & Buffa (1963), CRAFT; Otten (1982), slicing floor plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from udfs.block_layout import selection_order
from udfs.closeness import VALUES, Chart, rating_values
from udfs.registry import Numbers

NEAR: Final = 0.05
"""Metres: walls no further apart than this are one wall."""
_MOST: Final = 6_000
"""How many exchanges are tried at most: what keeps sixty rooms within some seconds."""
_LONG: Final = 3.0
"""A room longer than this many times its width costs extra."""
_LEAST_GAIN: Final = 1e-9

Score = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on the site, in metres from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Square metres."""
        return self.width * self.height

    def rounded(self) -> Place:
        """Return it with its walls on whole centimetres."""
        left, top = round(self.x, 2), round(self.y, 2)
        right, bottom = round(self.x + self.width, 2), round(self.y + self.height, 2)
        return Place(left, top, round(right - left, 2), round(bottom - top, 2))


def touch(one: Place, other: Place) -> bool:
    """Say whether two rooms share a wall; a corner is no contact.

    >>> touch(Place(0, 0, 2, 2), Place(2, 1, 1, 4)), touch(Place(0, 0, 2, 2), Place(2, 2, 1, 1))
    (True, False)
    """
    across, down = _gaps(one, other)
    return (abs(across) <= NEAR and down < -NEAR) or (abs(down) <= NEAR and across < -NEAR)


def overlap(one: Place, other: Place) -> bool:
    """Say whether two rooms lie on each other.

    >>> overlap(Place(0, 0, 2, 2), Place(1, 1, 2, 2)), overlap(Place(0, 0, 2, 2), Place(2, 0, 2, 2))
    (True, False)
    """
    return max(_gaps(one, other)) < -NEAR


def propose(
    areas: Sequence[float], chart: Chart, length: float, breadth: float, values: Numbers = VALUES
) -> tuple[Place, ...]:
    """Propose a place for every room; what the site has more than the rooms stays free on its right.

    Args:
        areas: Square metres of each room.
        chart: The whole closeness chart (:func:`udfs.closeness.read_chart`).
        length: Metres of the site from left to right.
        breadth: Metres from top to bottom.
        values: What A, E, I, O, U and X count.

    Raises:
        ValueError: an area or the site not above 0, or the areas too large for the site.
        UdfError: #VALUE!, not six values.
    """
    if not areas or min(*areas, length, breadth) <= 0 or sum(areas) > length * breadth + NEAR:
        raise ValueError("the rooms do not fit the site")
    site = Place(0.0, 0.0, min(length, sum(areas) / breadth), breadth)
    plan = _Plan(areas, chart, site, values)
    return plan.places(plan.improved([one - 1 for one in selection_order(chart, values)]))


class _Plan:
    """Scores orders of rooms on a site."""

    def __init__(self, areas: Sequence[float], chart: Chart, site: Place, values: Numbers) -> None:
        worth = rating_values(values)
        pairs = list(combinations(range(len(areas)), 2))
        self.areas, self.site = areas, site
        self.weighted = [(i, j, worth[chart[i][j]]) for i, j in pairs if worth[chart[i][j]]]
        self.forbidden = [(i, j) for i, j in pairs if chart[i][j] == "X"]

    def places(self, order: Sequence[int]) -> tuple[Place, ...]:
        found: dict[int, Place] = {}
        _cut(order, self.areas, self.site, found)
        return tuple(found[room] for room in range(len(self.areas)))

    def score(self, order: Sequence[int]) -> Score:
        places = self.places(order)
        x = [place.x + place.width / 2 for place in places]
        y = [place.y + place.height / 2 for place in places]
        cost = sum([worth * (abs(x[i] - x[j]) + abs(y[i] - y[j])) for i, j, worth in self.weighted])
        long = sum(max(0.0, max(p.width / p.height, p.height / p.width) - _LONG) for p in places)
        broken = sum(touch(places[i], places[j]) for i, j in self.forbidden)
        return broken, cost + long * (self.site.width + self.site.height) / 4

    def improved(self, order: list[int]) -> list[int]:
        """Let two rooms change places as long as that makes the layout better."""
        best, tried, changed = self.score(order), 0, True
        while changed:
            changed = False
            for i, j in combinations(range(len(order)), 2):
                tried += 1
                if tried > _MOST:
                    return order
                option = order.copy()
                option[i], option[j] = option[j], option[i]
                found = self.score(option)
                if found < (best[0], best[1] - _LEAST_GAIN):
                    order, best, changed = option, found, True
        return order


def _cut(order: Sequence[int], areas: Sequence[float], site: Place, found: dict[int, Place]) -> None:
    """Give the rooms of an order their rectangles, which fill the site."""
    if len(order) == 1:
        found[order[0]] = site
        return
    total = sum(areas[room] for room in order)
    first, at = areas[order[0]], 1
    while at < len(order) - 1 and abs(first + areas[order[at]] - total / 2) < abs(first - total / 2):
        first += areas[order[at]]
        at += 1
    share = first / total
    if site.width >= site.height:
        wide = site.width * share
        parts = (
            Place(site.x, site.y, wide, site.height),
            Place(site.x + wide, site.y, site.width - wide, site.height),
        )
    else:
        high = site.height * share
        parts = (
            Place(site.x, site.y, site.width, high),
            Place(site.x, site.y + high, site.width, site.height - high),
        )
    _cut(order[:at], areas, parts[0], found)
    _cut(order[at:], areas, parts[1], found)


def _gaps(one: Place, other: Place) -> tuple[float, float]:
    across = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    down = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
    return across, down
