"""The way of a connector: right angles only, of a form that Excel's elbow connectors can take.

Excel knows elbows of two to five segments. Of those that leave and reach the two sides at a right angle, the
simplest is taken that crosses no shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from xl_addin.ooxml.drawing.picture import Box, Connector, Point, Shape, Side
from xl_addin.ooxml.drawing.shapes import site

_STUB = 12.0
"""How far a line goes straight out of a shape before it turns, where there is room."""
_LEAST = 2.0
_CLEAR = 6.0
_APART = 1.5
_TRIES = 3
_OUTWARD: Mapping[Side, Point] = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}


@dataclass(frozen=True, slots=True)
class Route:
    """The points of a line; an elbow is ``upright`` when its first segment is."""

    points: tuple[Point, ...]
    upright: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its two ends (its middle may lie outside)."""
        (x0, y0), (x1, y1) = self.points[0], self.points[-1]
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def route(connector: Connector, shapes: Mapping[str, Shape]) -> Route:
    """Return the way of a connector among the shapes of its picture."""
    (start, start_side), (end, end_side) = connector.start, connector.end
    ends = site(shapes[start], start_side), site(shapes[end], end_side)
    if connector.kind == "straight":
        return Route(ends)
    upright = start_side in ("top", "bottom")
    if connector.way:
        return _given(ends, connector.way, upright)
    trip = _Trip(
        _turned(ends[0], upright),
        _turned(ends[1], upright),
        _turned(_OUTWARD[start_side], upright)[0],
        _turned(_OUTWARD[end_side], upright),
        [_turned_box(shapes[name].box, upright) for name in (start, end)],
        connector.lane,
    )
    obstacles = [
        (_turned_box(shape.box, upright), name == start, name == end)
        for name, shape in shapes.items()
        if not shape.backdrop
    ]
    return Route(tuple(_turned(point, upright) for point in trip.best(obstacles)), upright)


def _given(ends: tuple[Point, Point], way: Sequence[float], upright: bool) -> Route:
    """Return the route whose free segments are given."""
    points = [_turned(ends[0], upright)]
    end = _turned(ends[1], upright)
    for number, place in enumerate(way):
        points.append((points[-1][0], place) if number % 2 else (place, points[-1][1]))
    points.append((end[0], points[-1][1]) if len(way) % 2 == 0 else (points[-1][0], end[1]))
    return Route(tuple(_turned(point, upright) for point in (*points, end)), upright)


def crosses(a: Point, b: Point, box: Box) -> bool:
    """Say whether a straight line passes through the inside of a box.

    >>> crosses((0, 5), (20, 5), Box(5, 0, 10, 10)), crosses((0, 0), (20, 0), Box(5, 0, 10, 10))
    (True, False)
    """
    enter, leave = 0.0, 1.0
    for near, far, low, high in ((a[0], b[0], box.x, box.right), (a[1], b[1], box.y, box.bottom)):
        if near == far:
            if not low < near < high:
                return False
            continue
        first, last = sorted(((low - near) / (far - near), (high - near) / (far - near)))
        enter, leave = max(enter, first), min(leave, last)
    return enter < leave


def _turned(point: Point, upright: bool) -> Point:
    """Swap the axes, so that every trip begins along x."""
    return (point[1], point[0]) if upright else point


def _turned_box(box: Box, upright: bool) -> Box:
    return Box(box.y, box.x, box.height, box.width) if upright else box


@dataclass
class _Trip:
    """From ``start`` along x in the direction ``sign`` to ``end``, whose side looks to ``outward``."""

    start: Point
    end: Point
    sign: float
    outward: Point
    own: list[Box]
    lane: float | None

    def best(self, obstacles: Sequence[tuple[Box, bool, bool]]) -> tuple[Point, ...]:
        """Return the simplest way that hits nothing; where there is none, the one that hits least."""
        around = list(self.own)
        found: tuple[int, tuple[Point, ...]] | None = None
        for _ in range(_TRIES):
            hit: list[Box] = []
            for points in self._ways(around):
                hits = _hits(points, obstacles)
                if not hits:
                    return points
                hit = hit or hits
                if found is None or len(hits) < found[0]:
                    found = len(hits), points
            around += hit  # look beside the shapes that were in the way
        assert found is not None  # noqa: S101 - there always is a way
        return found[1]

    def _ways(self, around: Iterable[Box]) -> list[tuple[Point, ...]]:
        boxes = list(around)
        xs = self._lanes([(box.x, box.right) for box in boxes], 0)
        ys = self._lanes([(box.y, box.bottom) for box in boxes], 1)
        if self.lane is not None:
            kept = list(self._forms([self.lane], [self.lane] if self.outward[0] else ys))
            if kept:
                return sorted(kept, key=self._cost)
        return sorted(self._forms(xs, ys), key=self._cost)

    def _lanes(self, edges: list[tuple[float, float]], axis: int) -> list[float]:
        """Return where segments across an axis may lie: before and behind every box, between the ends."""
        lanes = {(self.start[axis] + self.end[axis]) / 2, self.end[axis] + self.outward[axis] * _STUB}
        (_, before), (after, _) = sorted(edges[:2])
        if before < after:
            lanes |= {(before + after) / 2}
        if axis == 0:
            lanes |= {self.start[0] + self.sign * _STUB}
        for gap in (_STUB, _CLEAR):
            lanes |= {place for low, high in edges for place in (low - gap, high + gap)}
        return sorted(lanes)

    def _forms(self, xs: Sequence[float], ys: Sequence[float]) -> Iterator[tuple[Point, ...]]:
        """Yield the ways with two to five segments whose ends go the right way."""
        (x0, y0), (x1, y1), (ex, ey) = self.start, self.end, self.outward
        out = [x for x in xs if (x - x0) * self.sign >= _LEAST]
        if ex:
            for x in out:
                if (x - x1) * ex >= _LEAST:
                    yield self.start, (x, y0), (x, y1), self.end
            first, last = x0 + self.sign * _STUB, x1 + ex * _STUB
            for y in ys:
                yield self.start, (first, y0), (first, y), (last, y), (last, y1), self.end
            return
        if (x1 - x0) * self.sign >= _LEAST and (y0 - y1) * ey >= _LEAST:
            yield self.start, (x1, y0), self.end
        for x in out:
            for y in ys:
                if (y - y1) * ey >= _LEAST:
                    yield self.start, (x, y0), (x, y), (x1, y), self.end

    def _cost(self, points: tuple[Point, ...]) -> tuple[float, ...]:
        tight = (dist(*points[:2]) < _STUB) + (dist(*points[-2:]) < _STUB)
        length = sum(dist(a, b) for a, b in pairwise(points))
        axis = len(points) // 2 % 2  # which coordinate of the middle segment is free
        middle = points[len(points) // 2][axis] - (self.start[axis] + self.end[axis]) / 2
        return len(points), tight, round(length, 3), round(abs(middle), 3), points[1][0]


def _hits(points: tuple[Point, ...], obstacles: Iterable[tuple[Box, bool, bool]]) -> list[Box]:
    """Return the boxes that a way crosses or comes close to; at its ends it may touch its own shapes."""
    segments = list(pairwise(points))
    found = []
    for box, first, last in obstacles:
        own = segments[1 if first else 0 : len(segments) - 1 if last else None]
        if any(crosses(a, b, box.inset(-_APART)) for a, b in own):
            found.append(box)
    return found
