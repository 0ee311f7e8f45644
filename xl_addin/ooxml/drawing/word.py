"""A picture in a Word document: a group of real shapes that stands in a line of text and can be edited there.

Word keeps the size of text when a group is scaled, so a picture that is too wide is scaled here, text and
borders with it. Lines are shapes of their own with the bends of the picture: glued connectors, which Word and
LibreOffice bend in ways of their own, would not follow it.

Order of elements by ECMA-376 part 1, 20.4 (wordprocessingDrawing) and [MS-ODRAWXML] 2.11 (shapes and groups).
Word was not at hand when this was written; LibreOffice shows it as drawn.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from math import floor
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from xl_addin.ooxml.drawing.fitting import clean
from xl_addin.ooxml.drawing.layout import DrawnLine, DrawnShape, arrange
from xl_addin.ooxml.drawing.markup import ANCHOR, border, emu, fill, geometry, heads, stroke
from xl_addin.ooxml.drawing.picture import Box, Picture, Point, Stroke, Typeface
from xl_addin.ooxml.drawing.shapes import padding

_NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_IDS: Final = 10_000
"""So many shapes a picture may have: ids are unique in a document."""


def to_word(picture: Picture, width: float, height: float, number: int = 1) -> str:
    """Return a run of a paragraph that shows the picture, at most so large.

    Args:
        picture: The picture.
        width: The room that there is, in points; a smaller picture keeps its size.
        height: The same.
        number: Which picture of the document it is, from 1.
    """
    scale = min(1.0, width / picture.width, height / picture.height)
    ids = count(number * _IDS + 1)
    shapes = "".join(
        _shape(drawn, scale, next(ids), picture.typeface)
        if isinstance(drawn, DrawnShape)
        else _line(drawn, scale, next(ids))
        for drawn in arrange(picture)
    )
    size = f'cx="{emu(picture.width * scale)}" cy="{emu(picture.height * scale)}"'
    title = quoteattr(clean(picture.title or picture.name))
    described = f" descr={quoteattr(clean(picture.description))}" if picture.description else ""
    known = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return (
        f'<w:r{known}><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number * _IDS}" name={title}{described}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_NAMESPACES["wpg"]}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/><a:chOff x="0" y="0"/><a:chExt {size}/></a:xfrm>'
        f"</wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def _shape(drawn: DrawnShape, scale: float, number: int, typeface: Typeface) -> str:
    shape = drawn.shape
    box = Box(*(place * scale for place in (shape.box.x, shape.box.y, shape.box.width, shape.box.height)))
    look = f"{geometry(shape.kind)}{fill(shape.fill)}{border(_thinner(shape.line, scale))}"
    inset = emu(padding(shape) * scale)
    insets = "".join(f' {side}Ins="{inset}"' for side in "ltrb")
    text_box = ' txBox="1"' if shape.kind == "text" else ""
    return (
        f"<wps:wsp>{_named(drawn.name, drawn.alternative, number)}<wps:cNvSpPr{text_box}/>"
        f"<wps:spPr>{_frame((box.x, box.y), (box.right, box.bottom))}{look}</wps:spPr>"
        f"{_text(drawn, scale, typeface)}"
        f'<wps:bodyPr rot="0" vert="horz" wrap="square"{insets}'
        f' anchor="{ANCHOR[shape.anchor]}" anchorCtr="0">'
        "<a:noAutofit/></wps:bodyPr></wps:wsp>"
    )


def _line(drawn: DrawnLine, scale: float, number: int) -> str:
    points = [(x * scale, y * scale) for x, y in drawn.route.points]
    first = min(x for x, _ in points), min(y for _, y in points)
    last = max(x for x, _ in points), max(y for _, y in points)
    line = _thinner(drawn.line, scale) or drawn.line
    if len(points) == 2:
        (x0, y0), (x1, y1) = points
        flips = ' flipH="1"' * (x1 < x0) + ' flipV="1"' * (y1 < y0)
        outline = _frame(first, last, flips) + '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    else:
        outline = _frame(first, last) + _path([(x - first[0], y - first[1]) for x, y in points])
    return (
        f"<wps:wsp>{_named(drawn.name, drawn.alternative, number)}<wps:cNvSpPr/>"
        f"<wps:spPr>{outline}<a:noFill/>{stroke(line, heads(drawn.arrow))}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _named(name: str, description: str, number: int) -> str:
    described = f" descr={quoteattr(description)}" if description else ""
    return f'<wps:cNvPr id="{number}" name={quoteattr(name)}{described}/>'


def _frame(first: Point, last: Point, flips: str = "") -> str:
    (x0, y0), (x1, y1) = ((emu(x), emu(y)) for x, y in (first, last))
    return f'<a:xfrm{flips}><a:off x="{x0}" y="{y0}"/><a:ext cx="{x1 - x0}" cy="{y1 - y0}"/></a:xfrm>'


def _path(points: list[Point]) -> str:
    """Return a line with bends, its points counted from the corner of its frame."""
    width, height = (max(emu(point[axis]) for point in points) for axis in (0, 1))
    places = [f'<a:pt x="{emu(x)}" y="{emu(y)}"/>' for x, y in points]
    lines = "".join(f"<a:lnTo>{place}</a:lnTo>" for place in places[1:])
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}" fill="none"><a:moveTo>{places[0]}</a:moveTo>{lines}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def _thinner(line: Stroke | None, scale: float) -> Stroke | None:
    return line and replace(line, width=line.width * scale)


def _text(drawn: DrawnShape, scale: float, typeface: Typeface) -> str:
    """Return the text, one paragraph each, at the size that fitted, in the half points that Word knows."""
    font, size = drawn.shape.font, max(floor(drawn.fitted.size * scale * 2), 2)
    paragraphs = ["".join(lines).strip() for lines in drawn.fitted.paragraphs]
    if not any(paragraphs):
        return ""
    layout = (
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{drawn.shape.align}"/></w:pPr>'
    )
    texts = "".join(
        f"<w:p>{layout}<w:r><w:rPr>"
        f'<w:rFonts w:ascii="{typeface}" w:hAnsi="{typeface}" w:cs="{typeface}"/>'
        f"{'<w:b/>' * font.is_bold(number)}{'<w:i/>' * font.italic}"
        f'<w:color w:val="{font.color[1:].upper()}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
        for number, words in enumerate(paragraphs)
    )
    return f"<wps:txbx><w:txbxContent>{texts}</w:txbxContent></wps:txbx>"
