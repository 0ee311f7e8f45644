"""What a picture is made of: shapes, connectors between them, lines and text, measured in points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[float, float]
Side: TypeAlias = Literal["top", "right", "bottom", "left"]
End: TypeAlias = tuple[str, Side]
"""Where a connector is glued: the name of a shape and one of its sides."""
Kind: TypeAlias = Literal[
    "box", "rounded", "capsule", "ellipse", "diamond", "document", "arrow", "delay",
    "triangle", "triangle_down", "combined", "offpage", "text",
]  # fmt: skip
Arrow: TypeAlias = Literal["none", "start", "end", "both"]
Dash: TypeAlias = Literal["solid", "dash", "dot"]
Typeface: TypeAlias = Literal["Arial", "Calibri"]
"""Fonts whose widths are known, so that text is wrapped as Excel will wrap it."""

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.x, self.y, self.width, self.height))):
            raise ValueError(f"{self} is not finite")
        if self.width <= 0 or self.height <= 0:
            raise ValueError(f"{self} has no size")

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def inset(self, margin: float) -> Box:
        """Return the box without a margin on every side.

        >>> Box(0, 0, 10, 8).inset(1)
        Box(x=1, y=1, width=8, height=6)
        """
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)


@dataclass(frozen=True, slots=True)
class Font:
    """How text looks; the size is the largest that is used: text that does not fit is set smaller.

    With ``heading`` the first paragraph is bold, whatever the others are.
    """

    size: float = 10
    bold: bool = False
    italic: bool = False
    color: str = "#25323B"
    heading: bool = False

    def __post_init__(self) -> None:
        _check_color(self.color)
        if not 1 <= self.size <= 400:
            raise ValueError(f"font size {self.size}")

    def is_bold(self, paragraph: int) -> bool:
        """Say whether the paragraph with this number, counted from 0, is bold."""
        return self.bold or (self.heading and paragraph == 0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks."""

    color: str = "#6B7A83"
    width: float = 1
    dash: Dash = "solid"

    def __post_init__(self) -> None:
        _check_color(self.color)
        if not 0 < self.width <= 100:
            raise ValueError(f"line width {self.width}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape with its text inside.

    Args:
        name: A short name, unique in the picture and not in brackets; connectors refer to it, and Excel's
            selection pane shows it.
        kind: ``box`` (inspection), ``rounded``, ``capsule``, ``ellipse`` (operation), ``diamond``,
            ``document``, ``arrow`` (transport), ``delay`` (the letter D), ``triangle``, ``triangle_down``
            (storage), ``combined`` (a circle in a square), ``offpage``, ``text`` (no border of its own).
        box: Where it lies.
        text: What it says; a line break begins a new paragraph.
        fill: Colour inside as ``#RRGGBB``; None lets what is behind show through.
        line: The border; None for none.
        font: How the text looks.
        align: Where the lines of the text begin or end.
        anchor: Where in the height of the shape the text stands.
        description: Alternative text for who cannot see the picture; default: the text.
        backdrop: Whether lines may cross it and labels may lie on it, as on the band behind other shapes.
    """

    name: str
    kind: Kind
    box: Box
    text: str = ""
    fill: str | None = "#FFFFFF"
    line: Stroke | None = field(default_factory=Stroke)
    font: Font = field(default_factory=Font)
    align: Literal["left", "center", "right"] = "center"
    anchor: Literal["top", "middle", "bottom"] = "middle"
    description: str = ""
    backdrop: bool = False

    def __post_init__(self) -> None:
        if self.fill is not None:
            _check_color(self.fill)


def text(
    name: str,
    box: Box,
    content: str,
    *,
    font: Font | None = None,
    align: Literal["left", "center", "right"] = "left",
    anchor: Literal["top", "middle", "bottom"] = "middle",
) -> Shape:
    """Return text that stands by itself."""
    return Shape(
        name, "text", box, content, fill=None, line=None, font=font or Font(), align=align, anchor=anchor
    )


@dataclass(frozen=True, slots=True)
class Connector:
    """A line from a side of one shape to a side of another; in Excel it follows when a shape is dragged.

    Args:
        start: Shape and side where it begins.
        end: Shape and side where it ends.
        kind: ``elbow`` runs along the axes and goes round shapes where it can; ``straight`` runs direct.
        arrow: Which ends have a head.
        label: A word beside the line, near its start (``ya``, ``tidak``).
        line: How the line looks.
        font: How the label looks.
        lane: Where the free segment of an elbow runs: the y of a horizontal one, the x of a vertical one.
            Default: chosen.
        way: Where all free segments of an elbow run, from its start on, whatever is in the way: for one from
            a top to a bottom the y of the horizontal one, or y, x and y of the three in the middle.
    """

    start: End
    end: End
    kind: Literal["elbow", "straight"] = "elbow"
    arrow: Arrow = "end"
    label: str = ""
    line: Stroke = field(default_factory=Stroke)
    font: Font = field(default_factory=lambda: Font(size=9))
    lane: float | None = None
    way: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        across = (self.start[1] in ("top", "bottom")) != (self.end[1] in ("top", "bottom"))
        if self.way and len(self.way) not in ((2,) if across else (1, 3)):
            raise ValueError(f"{self} cannot run so")


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line between two points, glued to nothing."""

    start: Point
    end: Point
    line: Stroke = field(default_factory=Stroke)
    arrow: Arrow = "none"


Item: TypeAlias = Shape | Connector | Line


@dataclass(frozen=True)
class Picture:
    """Items on a surface, the first one lowest.

    Args:
        name: A short name without a colon; in a sheet, ``name: `` begins the names of the picture's shapes.
        width: Width in points.
        height: Height in points.
        items: Shapes, connectors and lines.
        title: What the picture shows, for who cannot see it.
        description: More of the same.
        typeface: The font of all text.

    Raises:
        ValueError: A name is missing or not unique, an item lies outside, a connector ends nowhere.
    """

    name: str
    width: float
    height: float
    items: tuple[Item, ...]
    title: str = ""
    description: str = ""
    typeface: Typeface = "Arial"

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.name.isprintable() or ":" in self.name:
            raise ValueError(f"{self.name!r} is no name for a picture")
        names = [shape.name for shape in self.shapes()]
        for name in names:
            if (
                not name.strip()
                or name[0] == "("
                or not name.isprintable()
                or len(name) + len(self.name) > 200
            ):
                raise ValueError(f"{name!r} is no name for a shape")
        known = set(names)
        if len(known) != len(names):
            raise ValueError(f"names must be unique: {sorted({n for n in names if names.count(n) > 1})}")
        for item in self.items:
            self._check(item, known)

    def shapes(self) -> Iterator[Shape]:
        """Yield the shapes, the lowest first."""
        return (item for item in self.items if isinstance(item, Shape))

    def _check(self, item: Item, names: set[str]) -> None:
        if isinstance(item, Connector):
            for name, _ in (item.start, item.end):
                if name not in names:
                    raise ValueError(f"a connector ends at {name!r}, which is no shape")
            return
        box = item.box if isinstance(item, Shape) else None
        corners = [item.start, item.end] if isinstance(item, Line) else []
        if box:
            corners = [(box.x, box.y), (box.right, box.bottom)]
        if not all(-0.01 <= x <= self.width + 0.01 and -0.01 <= y <= self.height + 0.01 for x, y in corners):
            raise ValueError(f"{item} lies outside of the picture")


def _check_color(color: str) -> None:
    if not _COLOR.match(color):
        raise ValueError(f"{color!r} is no colour like #1F4B57")
