"""The kinds of shapes: outline, room for text, the sides to which lines are glued.

What Excel knows as a preset is written as that preset; its geometry here is the one that ECMA-376 part 1
gives in ``presetShapeDefinitions.xml``, so that the outline of the SVG, the place of the text and the ends of
the connectors are Excel's own. The combined symbol (a circle in a square) is none: it brings its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from xl_addin.ooxml.drawing.picture import Box, Kind, Point, Shape, Side

Path: TypeAlias = list[tuple[str, list[Point]]]
"""An outline: ``M``, ``L``, ``C`` (cubic Bézier) and ``Z``, with their points."""

_ARC = 0.5522847498  # a quarter of a circle as a Bézier curve
_ROUND = 1 / 6  # the radius of a rounded corner by the shorter side
_SIN45 = 0.7071067812
_PADDING = 3.0
_TPLBR: Mapping[Side, tuple[int, float, float]] = {
    "top": (0, 0.5, 0),
    "left": (1, 0, 0.5),
    "bottom": (2, 0.5, 1),
    "right": (3, 1, 0.5),
}


@dataclass(frozen=True)
class Geometry:
    """How a kind of shape is drawn.

    Args:
        preset: The name of Excel's preset; "" for the combined symbol.
        outline: The border.
        text: The room for text.
        sites: For each side the number of Excel's connection site and where it is, as shares of the box.
        adjust: The preset's adjustments.
    """

    preset: str
    outline: Callable[[Box], Path]
    text: Callable[[Box], Box] = lambda box: box
    sites: Mapping[Side, tuple[int, float, float]] = field(default_factory=lambda: _TPLBR)
    adjust: Mapping[str, int] = field(default_factory=dict)


def site(shape: Shape, side: Side) -> Point:
    """Return the point on the border where a line ends.

    >>> site(Shape("a", "triangle", Box(0, 0, 40, 30)), "left")
    (10.0, 15.0)
    """
    box = shape.box
    _, across, down = GEOMETRIES[shape.kind].sites[side]
    if shape.kind == "arrow" and side in ("top", "bottom"):  # the tips of the arrow's head
        return box.right - min(box.width, box.height) / 2, box.y + box.height * down
    return box.x + box.width * across, box.y + box.height * down


def site_number(kind: Kind, side: Side) -> int:
    """Return the number that Excel gives to a side's connection site."""
    return GEOMETRIES[kind].sites[side][0]


def padding(shape: Shape) -> float:
    """Return the margin around the text: little in small symbols."""
    return min(_PADDING, min(shape.box.width, shape.box.height) * 0.05)


def text_area(shape: Shape) -> Box:
    """Return the room for text within a shape."""
    return GEOMETRIES[shape.kind].text(shape.box).inset(padding(shape))


def _part(box: Box, left: float, top: float, right: float, bottom: float) -> Box:
    """Return a part of a box, given in shares."""
    return Box(
        box.x + box.width * left,
        box.y + box.height * top,
        box.width * (right - left),
        box.height * (bottom - top),
    )


def _polygon(*shares: Point) -> Callable[[Box], Path]:
    def outline(box: Box) -> Path:
        points = [(box.x + box.width * x, box.y + box.height * y) for x, y in shares]
        return [("M", points[:1]), *(("L", [point]) for point in points[1:]), ("Z", [])]

    return outline


def _ellipse(box: Box) -> Path:
    return _rounded(box, box.width / 2, box.height / 2)


def _rounded(box: Box, rx: float, ry: float) -> Path:
    """Return a rectangle with elliptic corners, from the left end of its upper edge clockwise."""
    kx, ky = rx * (1 - _ARC), ry * (1 - _ARC)
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return [
        ("M", [(left + rx, top)]),
        ("L", [(right - rx, top)]),
        ("C", [(right - kx, top), (right, top + ky), (right, top + ry)]),
        ("L", [(right, bottom - ry)]),
        ("C", [(right, bottom - ky), (right - kx, bottom), (right - rx, bottom)]),
        ("L", [(left + rx, bottom)]),
        ("C", [(left + kx, bottom), (left, bottom - ky), (left, bottom - ry)]),
        ("L", [(left, top + ry)]),
        ("C", [(left, top + ky), (left + kx, top), (left + rx, top)]),
        ("Z", []),
    ]


def _corners(share: float) -> Callable[[Box], Path]:
    def outline(box: Box) -> Path:
        radius = min(box.width, box.height) * share
        return _rounded(box, radius, radius)

    return outline


def _within_corners(share: float) -> Callable[[Box], Box]:
    return lambda box: box.inset(min(box.width, box.height) * share * (1 - _SIN45))


def _document(box: Box) -> Path:
    """Return a sheet with a wave below."""
    x, w, y, h = box.x, box.width, box.y, box.height / 21600
    curve = [(x + w / 2, y + 17322 * h), (x + w / 2, y + 23922 * h), (x, y + 20172 * h)]
    return [
        ("M", [(x, y)]),
        ("L", [(box.right, y)]),
        ("L", [(box.right, y + 17322 * h)]),
        ("C", curve),
        ("Z", []),
    ]


def _delay(box: Box) -> Path:
    """Return the letter D: its right half is half an ellipse."""
    middle, rx, ry = box.x + box.width / 2, box.width / 2, box.height / 2
    kx, ky = rx * (1 - _ARC), ry * (1 - _ARC)
    return [
        ("M", [(box.x, box.y)]),
        ("L", [(middle, box.y)]),
        ("C", [(box.right - kx, box.y), (box.right, box.y + ky), (box.right, box.y + ry)]),
        ("C", [(box.right, box.bottom - ky), (box.right - kx, box.bottom), (middle, box.bottom)]),
        ("L", [(box.x, box.bottom)]),
        ("Z", []),
    ]


def _arrow(box: Box) -> Path:
    """Return an arrow to the right; its head is half as long as the shorter side."""
    neck, y, h = box.right - min(box.width, box.height) / 2, box.y, box.height
    points = [
        (box.x, y + h / 4),
        (neck, y + h / 4),
        (neck, y),
        (box.right, y + h / 2),
        (neck, box.bottom),
        (neck, y + h * 3 / 4),
        (box.x, y + h * 3 / 4),
    ]
    return [("M", points[:1]), *(("L", [point]) for point in points[1:]), ("Z", [])]


def _within_arrow(box: Box) -> Box:
    into_head = min(box.width, box.height) / 4
    return Box(box.x, box.y + box.height / 4, box.width - into_head, box.height / 2)


_BOX = _polygon((0, 0), (1, 0), (1, 1), (0, 1))
_INNER = (0.5 - _SIN45 / 2, 0.5 + _SIN45 / 2)
_ELLIPSE_SITES: Mapping[Side, tuple[int, float, float]] = {
    "top": (0, 0.5, 0), "left": (2, 0, 0.5), "bottom": (4, 0.5, 1), "right": (6, 1, 0.5),
}  # fmt: skip
_DOCUMENT_SITES: Mapping[Side, tuple[int, float, float]] = {**_TPLBR, "bottom": (2, 0.5, 20172 / 21600)}
_UP_SITES: Mapping[Side, tuple[int, float, float]] = {
    "top": (0, 0.5, 0), "left": (1, 0.25, 0.5), "bottom": (3, 0.5, 1), "right": (5, 0.75, 0.5),
}  # fmt: skip
_DOWN_SITES: Mapping[Side, tuple[int, float, float]] = {
    "top": (0, 0.5, 0), "left": (1, 0.25, 0.5), "bottom": (2, 0.5, 1), "right": (3, 0.75, 0.5),
}  # fmt: skip

GEOMETRIES: Mapping[Kind, Geometry] = {
    "box": Geometry("rect", _BOX),
    "text": Geometry("rect", _BOX),
    "rounded": Geometry("roundRect", _corners(_ROUND), _within_corners(_ROUND), adjust={"adj": 16667}),
    "capsule": Geometry("roundRect", _corners(0.5), _within_corners(0.5), adjust={"adj": 50000}),
    "ellipse": Geometry(
        "ellipse",
        _ellipse,
        lambda box: _part(box, _INNER[0], _INNER[0], _INNER[1], _INNER[1]),
        _ELLIPSE_SITES,
    ),
    "diamond": Geometry(
        "flowChartDecision",
        _polygon((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
        lambda box: _part(box, 0.25, 0.25, 0.75, 0.75),
    ),
    "document": Geometry(
        "flowChartDocument", _document, lambda box: _part(box, 0, 0, 1, 17322 / 21600), _DOCUMENT_SITES
    ),
    "arrow": Geometry("rightArrow", _arrow, _within_arrow),
    "delay": Geometry("flowChartDelay", _delay, lambda box: _part(box, 0, _INNER[0], _INNER[1], _INNER[1])),
    "triangle": Geometry(
        "triangle",
        _polygon((0.5, 0), (1, 1), (0, 1)),
        lambda box: _part(box, 0.25, 0.5, 0.75, 1),
        _UP_SITES,
    ),
    "triangle_down": Geometry(
        "flowChartMerge",
        _polygon((0, 0), (1, 0), (0.5, 1)),
        lambda box: _part(box, 0.25, 0, 0.75, 0.5),
        _DOWN_SITES,
    ),
    "combined": Geometry(
        "",
        lambda box: _BOX(box) + _ellipse(box),
        lambda box: _part(box, _INNER[0], _INNER[0], _INNER[1], _INNER[1]),
    ),
    "offpage": Geometry(
        "flowChartOffpageConnector",
        _polygon((0, 0), (1, 0), (1, 0.8), (0.5, 1), (0, 0.8)),
        lambda box: _part(box, 0, 0, 1, 0.8),
    ),
}
