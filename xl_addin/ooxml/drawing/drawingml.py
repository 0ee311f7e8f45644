"""A picture as DrawingML: anchors of a worksheet's drawing part, as Excel itself writes them.

Order of elements and attributes by ECMA-376 part 1, 20.5 (spreadsheetDrawing) and 20.1 (main).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from math import copysign
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from xl_addin.ooxml.drawing.grid import Grid
from xl_addin.ooxml.drawing.layout import Drawn, DrawnLine, DrawnShape
from xl_addin.ooxml.drawing.markup import (
    ALIGN,
    ANCHOR,
    border,
    emu,
    fill,
    geometry,
    heads,
    preset,
    stroke,
)
from xl_addin.ooxml.drawing.picture import Picture, Point, Typeface
from xl_addin.ooxml.drawing.routes import Route
from xl_addin.ooxml.drawing.shapes import padding

Moves: TypeAlias = Literal["twoCell", "oneCell", "absolute"]
"""What a shape does when rows and columns change: moves and stretches, only moves, or stays."""

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EXCEL_2010 = "http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing"
_AXES = {False: (0, 1, 0), True: (1, 0, 1)}  # the coordinate that each bend is free in


@dataclass(frozen=True)
class Placing:
    """Where a picture goes: the cells, its corner on them, ids by name, what shapes do when cells change."""

    grid: Grid
    corner: Point
    ids: Mapping[str, int]
    moves: Moves

    def place(self, first: Point, last: Point) -> _Place:
        """Return the place between two points of the picture, whichever is the upper left one."""
        (x0, y0), (x1, y1), (left, top) = first, last, self.corner
        return _Place(self, (left + min(x0, x1), top + min(y0, y1)), (left + max(x0, x1), top + max(y0, y1)))


@dataclass(frozen=True)
class _Form:
    """A connector's preset between two ends: how it is turned and flipped, and where it bends."""

    preset: str
    start: Point
    end: Point
    flip_h: bool
    flip_v: bool
    turn: int = 0
    bends: tuple[float, ...] = ()

    @property
    def attributes(self) -> str:
        turn = f' rot="{self.turn}"' if self.turn else ""
        return turn + ' flipH="1"' * self.flip_h + ' flipV="1"' * self.flip_v

    @property
    def geometry(self) -> str:
        return preset(self.preset, {f"adj{n}": round(b * 100_000) for n, b in enumerate(self.bends, 1)})


@dataclass(frozen=True)
class _Place:
    """A place in the sheet, from the upper left to the lower right."""

    placing: Placing
    first: Point
    last: Point

    def anchored(self, content: str) -> str:
        """Pin an element to the cells under its corners."""
        moves = self.placing.moves
        edit = "" if moves == "twoCell" else f' editAs="{moves}"'
        grid = self.placing.grid
        ends = _marker("from", grid.at(self.first)) + _marker("to", grid.at(self.last))
        return f"<xdr:twoCellAnchor{edit}>{ends}{content}<xdr:clientData/></xdr:twoCellAnchor>"

    def xfrm(self, attributes: str = "", *, turned: bool = False) -> str:
        """Return the frame; of something turned by a quarter it is given as before it was turned."""
        (x0, y0), (x1, y1) = ((emu(x), emu(y)) for x, y in (self.first, self.last))
        width, height = x1 - x0, y1 - y0
        if turned:
            x0, y0 = x0 + (width - height) // 2, y0 + (height - width) // 2
            width, height = height, width
        return f'<a:xfrm{attributes}><a:off x="{x0}" y="{y0}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def full_name(picture: str, name: str) -> str:
    """Return the name that a shape of a picture has in the sheet.

    >>> full_name("Peta", "K1")
    'Peta: K1'
    """
    return f"{picture}: {name}"


def anchors(picture: Picture, drawn: Iterable[Drawn], placing: Placing) -> str:
    """Return the anchors of a picture, one for each shape and line."""
    return "".join(
        _shape(item, picture, placing) if isinstance(item, DrawnShape) else _line(item, picture, placing)
        for item in drawn
    )


def _shape(drawn: DrawnShape, picture: Picture, placing: Placing) -> str:
    shape, box = drawn.shape, drawn.shape.box
    place = placing.place((box.x, box.y), (box.right, box.bottom))
    text_box = ' txBox="1"' if shape.kind == "text" else ""
    return place.anchored(
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr>{_named(drawn, picture, placing)}'
        f"<xdr:cNvSpPr{text_box}/></xdr:nvSpPr>"
        f"<xdr:spPr>{place.xfrm()}{geometry(shape.kind)}{fill(shape.fill)}{border(shape.line)}</xdr:spPr>"
        f"{_text(drawn, picture.typeface)}</xdr:sp>"
    )


def _line(drawn: DrawnLine, picture: Picture, placing: Placing) -> str:
    form = elbow(drawn.route) if drawn.elbow else _straight(drawn.route)
    place = placing.place(form.start, form.end)
    frame = place.xfrm(form.attributes, turned=form.turn != 0)
    properties = f"<xdr:spPr>{frame}{form.geometry}{stroke(drawn.line, heads(drawn.arrow))}</xdr:spPr>"
    connector = (
        f'<xdr:cxnSp macro=""><xdr:nvCxnSpPr>{_named(drawn, picture, placing)}'
        f"<xdr:cNvCxnSpPr>{_glue(drawn, placing)}</xdr:cNvCxnSpPr></xdr:nvCxnSpPr>"
        f"{properties}</xdr:cxnSp>"
    )
    return place.anchored(_or_shape(connector, properties) if drawn.elbow else connector)


def _or_shape(connector: str, properties: str) -> str:
    """Offer an elbow as a shape, glued to nothing, to programs that bend connectors in ways of their own.

    LibreOffice does, up to 7.4 at least. Excel reads the first choice: it knows the namespace since 2010.
    """
    return (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}">'
        f'<mc:Choice xmlns:xdr14="{_EXCEL_2010}" Requires="xdr14">{connector}</mc:Choice>'
        f'<mc:Fallback xmlns=""><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="0" name=""/><xdr:cNvSpPr/></xdr:nvSpPr>{properties}</xdr:sp>'
        "</mc:Fallback></mc:AlternateContent>"
    )


def _named(drawn: Drawn, picture: Picture, placing: Placing) -> str:
    name = quoteattr(full_name(picture.name, drawn.name))
    description = f" descr={quoteattr(drawn.alternative)}" if drawn.alternative else ""
    return f'<xdr:cNvPr id="{placing.ids[drawn.name]}" name={name}{description}/>'


def _glue(drawn: DrawnLine, placing: Placing) -> str:
    return "".join(
        f'<a:{tag} id="{placing.ids[name]}" idx="{number}"/>'
        for tag, (name, number) in zip(("stCxn", "endCxn"), drawn.glued or (), strict=False)
    )


def _straight(route: Route) -> _Form:
    (x0, y0), (x1, y1) = route.points
    return _Form("straightConnector1", route.points[0], route.points[1], flip_h=x1 < x0, flip_v=y1 < y0)


def elbow(route: Route) -> _Form:
    """Return the preset that bends as the route does.

    Excel's elbows begin along their own x axis: one that begins upright is turned by a quarter, and flipped
    as Excel does it. Where a bend lies is told as a share of the way between the ends, so these must differ.
    """
    points = route.points
    (x0, y0), (x1, y1) = points[0], points[-1]
    across, down = x1 - x0, y1 - y0
    if route.upright or len(points) > 4:
        down = _apart(down)
    if not route.upright or len(points) > 4:
        across = _apart(across)
    bends = [
        (point[axis] - points[0][axis]) / (across, down)[axis]
        for point, axis in zip(points[1:-2], _AXES[route.upright], strict=False)
    ]
    turn, flip_h, flip_v = 0, across < 0, down < 0
    if route.upright:
        quarter = (down > 0) != (across > 0)
        turn = 5_400_000 if quarter else 16_200_000
        flip_h, flip_v = (down < 0, across > 0) if quarter else (down > 0, across < 0)
    end = x0 + across, y0 + down
    return _Form(f"bentConnector{len(points) - 1}", points[0], end, flip_h, flip_v, turn, tuple(bends))


def _apart(difference: float) -> float:
    """Return a difference of at least a point, as Excel keeps it where shares are taken of it."""
    return copysign(max(abs(difference), 1), difference)


def _marker(tag: str, at: tuple[int, float, int, float]) -> str:
    column, across, row, down = at
    return (
        f"<xdr:{tag}><xdr:col>{column}</xdr:col><xdr:colOff>{emu(across)}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{emu(down)}</xdr:rowOff></xdr:{tag}>"
    )


def _text(drawn: DrawnShape, typeface: Typeface) -> str:
    """Return the text, one paragraph each; Excel wraps it in the room that it was fitted to."""
    shape, inset = drawn.shape, emu(padding(drawn.shape))
    insets = "".join(f' {side}Ins="{inset}"' for side in "ltrb")
    body = (
        f'<a:bodyPr vertOverflow="clip" horzOverflow="clip" wrap="square"{insets}'
        f' rtlCol="0" anchor="{ANCHOR[shape.anchor]}"/><a:lstStyle/>'
    )
    looks = (
        f' lang="id-ID" sz="{round(drawn.fitted.size * 100)}"'
        f' b="{int(shape.font.is_bold(number))}" i="{int(shape.font.italic)}"'
        for number in count()
    )
    font = f'{fill(shape.font.color)}<a:latin typeface="{typeface}"/><a:cs typeface="{typeface}"/>'
    align = f'<a:pPr algn="{ALIGN[shape.align]}"/>'
    paragraphs = ["".join(lines).strip() for lines in drawn.fitted.paragraphs] or [""]
    runs = (
        f"<a:r><a:rPr{look}>{font}</a:rPr><a:t>{escape(words)}</a:t></a:r>"
        if words
        else f"<a:endParaRPr{look}>{font}</a:endParaRPr>"
        for words, look in zip(paragraphs, looks, strict=False)
    )
    return f"<xdr:txBody>{body}{''.join(f'<a:p>{align}{run}</a:p>' for run in runs)}</xdr:txBody>"
