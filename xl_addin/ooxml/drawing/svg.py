"""A picture as SVG: one self-contained element, without ids, so that a page can hold several."""

from __future__ import annotations

from itertools import pairwise
from math import dist

from xl_addin.ooxml.drawing.fitting import ascent, clean, text_width
from xl_addin.ooxml.drawing.layout import DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.picture import Picture, Point, Stroke, Typeface
from xl_addin.ooxml.drawing.shapes import GEOMETRIES, text_area

_FAMILIES: dict[Typeface, str] = {
    "Arial": "Arial, 'Liberation Sans', Helvetica, sans-serif",
    "Calibri": "Calibri, Carlito, 'Segoe UI', sans-serif",
}
_DASHES = {"solid": (), "dash": (4, 3), "dot": (1, 1)}  # in line widths, as Excel's dash and sysDot
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
_BOLD = ' font-weight="bold"'
_RAISED = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def to_svg(picture: Picture) -> str:
    """Return the picture as an ``<svg>`` element: text, no font files, scripts or links."""
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" role="img"'
        f' width="{_n(picture.width)}pt" height="{_n(picture.height)}pt"'
        f' viewBox="0 0 {_n(picture.width)} {_n(picture.height)}"'
        f' font-family="{_escape(_FAMILIES[picture.typeface])}">',
        f"<title>{_escape(clean(picture.title or picture.name))}</title>",
    ]
    if picture.description:
        parts.append(f"<desc>{_escape(clean(picture.description))}</desc>")
    items = (
        _shape(drawn, picture.typeface) if isinstance(drawn, DrawnShape) else _line(drawn)
        for drawn in arrange(picture)
    )
    return "\n".join([*parts, *items, "</svg>"])


def _shape(drawn: DrawnShape, typeface: Typeface) -> str:
    shape = drawn.shape
    out = f'<g data-name="{_escape(shape.name)}">'
    if drawn.alternative:
        out += f"<title>{_escape(drawn.alternative)}</title>"
    if shape.fill or shape.line:
        outline = "".join(
            command + " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            for command, points in GEOMETRIES[shape.kind].outline(shape.box)
        )
        stroke = _stroke(shape.line) if shape.line else ""
        out += f'<path d="{outline}" fill="{shape.fill or "none"}"{stroke}/>'
    return out + _text(drawn, typeface) + "</g>"


def _text(drawn: DrawnShape, typeface: Typeface) -> str:
    """Return the lines of a text within an ``<svg>`` of their own, which clips them.

    Each has its length, so that it fits whatever font stands in for one that is missing.
    """
    shape, fitted = drawn.shape, drawn.fitted
    if not fitted.lines:
        return ""
    area = text_area(shape)
    anchor, share = _ANCHORS[shape.align]
    first = (area.height - fitted.height) * _RAISED[shape.anchor] + ascent(typeface, fitted.size)
    style = f' font-size="{_n(fitted.size)}" fill="{shape.font.color}" text-anchor="{anchor}"'
    style += ' font-style="italic"' if shape.font.italic else ""
    x = _n(area.width * share)
    bold = [shape.font.is_bold(n) for n, paragraph in enumerate(fitted.paragraphs) for _ in paragraph]
    lines = "".join(
        f'<tspan x="{x}" y="{_n(first + number * fitted.line_height)}"{_BOLD * bold[number]}'
        f' textLength="{_n(text_width(line, typeface, fitted.size, bold=bold[number]))}"'
        f' lengthAdjust="spacingAndGlyphs">{_escape(line)}</tspan>'
        for number, line in enumerate(fitted.lines)
        if line
    )
    place = f'x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.width)}" height="{_n(area.height)}"'
    return f'<svg {place} overflow="hidden"><text{style}>{lines}</text></svg>'


def _line(drawn: DrawnLine) -> str:
    points, heads = list(drawn.route.points), ""
    length = 3 * max(drawn.line.width, 2)  # Excel's middle-sized head
    if drawn.arrow in ("end", "both"):
        heads += _head(points, length, drawn.line.color)
    if drawn.arrow in ("start", "both"):
        points.reverse()
        heads += _head(points, length, drawn.line.color)
        points.reverse()
    way = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    title = f"<title>{_escape(drawn.alternative)}</title>" if drawn.alternative else ""
    return f'<g>{title}<polyline points="{way}" fill="none"{_stroke(drawn.line)}/>{heads}</g>'


def _head(points: list[Point], length: float, color: str) -> str:
    """Return the head at the last point; the line then ends within the head, not at its tip."""
    tip = points[-1]
    before = next((a for a, b in reversed(list(pairwise(points))) if dist(a, b) > 0.01), None)
    if before is None:
        return ""
    reach = dist(before, tip)
    dx, dy = (tip[0] - before[0]) / reach, (tip[1] - before[1]) / reach
    foot = tip[0] - dx * length, tip[1] - dy * length
    wings = [
        (foot[0] - dy * length / 2, foot[1] + dx * length / 2),
        (foot[0] + dy * length / 2, foot[1] - dx * length / 2),
    ]
    shortened = min(length * 0.8, reach)
    points[-1] = tip[0] - dx * shortened, tip[1] - dy * shortened
    corners = " ".join(f"{_n(x)},{_n(y)}" for x, y in [tip, *wings])
    return f'<polygon points="{corners}" fill="{color}"/>'


def _stroke(line: Stroke) -> str:
    out = f' stroke="{line.color}" stroke-width="{_n(line.width)}"'
    if dashes := _DASHES[line.dash]:
        out += f' stroke-dasharray="{" ".join(_n(dash * line.width) for dash in dashes)}"'
    return out


def _n(number: float) -> str:
    """Return a number as short as a hundredth of a point allows.

    >>> _n(12.0), _n(0.125), _n(-0.001)
    ('12', '0.12', '0')
    """
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
