"""A picture worked out: text fitted, connectors routed, labels placed. Both outputs are drawn from this."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from xl_addin.ooxml.drawing.fitting import Fitted, clean, fit, line_height, text_width
from xl_addin.ooxml.drawing.picture import (
    Arrow,
    Box,
    Connector,
    Line,
    Picture,
    Point,
    Shape,
    Stroke,
    text,
)
from xl_addin.ooxml.drawing.routes import Route, crosses, route
from xl_addin.ooxml.drawing.shapes import site_number, text_area

Glue: TypeAlias = tuple[str, int]
_BESIDE = 2.0
_ROOMY = 1.06  # a label's box is a little wider than its text, so that it is never set smaller


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """A shape with its text as it fits."""

    shape: Shape
    fitted: Fitted

    @property
    def name(self) -> str:
        """The shape's name."""
        return self.shape.name

    @property
    def alternative(self) -> str:
        """Text for who cannot see the shape: given, or needed because the text was cut."""
        return clean(self.shape.description or (self.shape.text if self.fitted.cut else ""))


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line with its way; ``glued`` are the shapes at its ends, each with the number of Excel's site."""

    name: str
    route: Route
    line: Stroke
    arrow: Arrow
    glued: tuple[Glue, Glue] | None = None
    elbow: bool = False
    alternative: str = ""


Drawn: TypeAlias = DrawnShape | DrawnLine


def arrange(picture: Picture) -> list[Drawn]:
    """Return what is drawn, the lowest first; a connector's label follows it."""
    shapes = {shape.name: shape for shape in picture.shapes()}
    ways = {n: route(item, shapes) for n, item in enumerate(picture.items) if isinstance(item, Connector)}
    taken = [shape.box for shape in shapes.values() if not shape.backdrop]
    surface = _Surface(picture, taken, [pair for way in ways.values() for pair in pairwise(way.points)])
    drawn: list[Drawn] = []
    for number, item in enumerate(picture.items):
        if isinstance(item, Shape):
            drawn.append(_shape(item, picture))
        elif isinstance(item, Line):
            way = Route((item.start, item.end))
            drawn.append(DrawnLine(f"(garis {number + 1})", way, item.line, item.arrow))
        else:
            glued = [(name, site_number(shapes[name].kind, side)) for name, side in (item.start, item.end)]
            drawn.append(_connector(item, number, ways[number], (glued[0], glued[1])))
            if label := surface.label(item, number, ways[number]):
                drawn.append(_shape(label, picture))
    return drawn


def _shape(shape: Shape, picture: Picture) -> DrawnShape:
    area = text_area(shape)
    return DrawnShape(shape, fit(shape.text, area.width, area.height, shape.font, picture.typeface))


def _connector(connector: Connector, number: int, way: Route, glued: tuple[Glue, Glue]) -> DrawnLine:
    label = clean(connector.label)
    return DrawnLine(
        name=f"(garis {number + 1})",
        route=way,
        line=connector.line,
        arrow=connector.arrow,
        glued=glued,
        elbow=connector.kind == "elbow",
        alternative=f"{connector.start[0]} → {connector.end[0]}" + (f": {label}" if label else ""),
    )


@dataclass(frozen=True)
class _Surface:
    """What labels must not cover: shapes and earlier labels, and if possible lines."""

    picture: Picture
    taken: list[Box]
    segments: list[tuple[Point, Point]]

    def label(self, connector: Connector, number: int, way: Route) -> Shape | None:
        """Return a connector's label, if it has one, at the first free place along its line."""
        words = " ".join(clean(connector.label).split("\n"))
        if not words:
            return None
        font, typeface = connector.font, self.picture.typeface
        width = text_width(words, typeface, font.size, bold=font.bold)
        height = line_height(typeface, font.size)
        box = self._free(way, width * _ROOMY + height * 0.2, height * 1.15)
        self.taken.append(box)
        return text(f"(label {number + 1})", box, words, font=font, align="center")

    def _free(self, way: Route, width: float, height: float) -> Box:
        """Return the first free place beside a line, from its start on; else the least covered one."""
        width, height = min(width, self.picture.width), min(height, self.picture.height)
        best: tuple[float, Box] | None = None
        for x, y in _places(way.points, width, height):
            left = min(max(x, 0), self.picture.width - width)
            box = Box(left, min(max(y, 0), self.picture.height - height), width, height)
            cost = 10 * sum(_overlap(box, other) for other in self.taken)
            cost += height * sum(crosses(a, b, box) for a, b in self.segments)
            if best is None or cost < best[0]:
                best = cost, box
            if not cost:
                break
        assert best is not None  # noqa: S101 - a line has two ends
        return best[1]


def _places(points: Iterable[Point], width: float, height: float) -> Iterator[Point]:
    """Yield places for a label on both sides of each segment: at its start, its middle and its end."""
    for (x0, y0), (x1, y1) in pairwise(points):
        for share in (0.0, 0.5, 1.0):
            if abs(x1 - x0) >= abs(y1 - y0):
                x, y = _along(x0, x1, width, share), y0 + (y1 - y0) * share
                yield from ((x, y - 1 - height), (x, y + 1))
            else:
                x, y = x0 + (x1 - x0) * share, _along(y0, y1, height, share)
                yield from ((x + _BESIDE, y), (x - _BESIDE - width, y))


def _along(start: float, end: float, size: float, share: float) -> float:
    """Return where something of a size begins that goes from one end of a segment to the other."""
    forward = end >= start
    first = start + _BESIDE if forward else start - _BESIDE - size
    last = end - _BESIDE - size if forward else end + _BESIDE
    return first + (last - first) * share


def _overlap(a: Box, b: Box) -> float:
    width = min(a.right, b.right) - max(a.x, b.x)
    height = min(a.bottom, b.bottom) - max(a.y, b.y)
    return max(width, 0) * max(height, 0)
