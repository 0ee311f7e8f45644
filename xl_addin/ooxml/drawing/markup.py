"""DrawingML that is the same in a sheet and in a document: outlines, fills, lines (ECMA-376 part 1, 20.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xl_addin.ooxml.drawing.picture import Arrow, Kind, Stroke
from xl_addin.ooxml.drawing.shapes import GEOMETRIES

EMU: Final = 12_700
"""English metric units in a point."""
ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
ANCHOR: Final = {"top": "t", "middle": "ctr", "bottom": "b"}

_DASHES: Final = {
    "solid": "", "dash": '<a:prstDash val="dash"/>', "dot": '<a:prstDash val="sysDot"/>',
}  # fmt: skip
_HEAD: Final = ' type="triangle" w="med" len="med"'
_COMBINED: Final = (
    '<a:custGeom><a:avLst/><a:gdLst><a:gd name="il" fmla="*/ w 14645 100000"/>'
    '<a:gd name="it" fmla="*/ h 14645 100000"/><a:gd name="ir" fmla="+- r 0 il"/>'
    '<a:gd name="ib" fmla="+- b 0 it"/></a:gdLst><a:ahLst/><a:cxnLst>'
    '<a:cxn ang="3cd4"><a:pos x="hc" y="t"/></a:cxn><a:cxn ang="cd2"><a:pos x="l" y="vc"/></a:cxn>'
    '<a:cxn ang="cd4"><a:pos x="hc" y="b"/></a:cxn><a:cxn ang="0"><a:pos x="r" y="vc"/></a:cxn></a:cxnLst>'
    '<a:rect l="il" t="it" r="ir" b="ib"/><a:pathLst><a:path w="2" h="2">'
    '<a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:lnTo><a:pt x="2" y="0"/></a:lnTo>'
    '<a:lnTo><a:pt x="2" y="2"/></a:lnTo><a:lnTo><a:pt x="0" y="2"/></a:lnTo><a:close/></a:path>'
    '<a:path w="2" h="2"><a:moveTo><a:pt x="0" y="1"/></a:moveTo>'
    '<a:arcTo wR="1" hR="1" stAng="cd2" swAng="cd2"/><a:arcTo wR="1" hR="1" stAng="0" swAng="cd2"/>'
    "<a:close/></a:path></a:pathLst></a:custGeom>"
)


def emu(points: float) -> int:
    """Return points in English metric units."""
    return round(points * EMU)


def fill(color: str | None) -> str:
    """Return the inside of something in a colour given as ``#RRGGBB``; None lets what is behind show."""
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>' if color else "<a:noFill/>"


def border(line: Stroke | None) -> str:
    """Return the border of a shape; None for none."""
    return stroke(line) if line else "<a:ln><a:noFill/></a:ln>"


def stroke(line: Stroke, ends: str = "") -> str:
    """Return how a line looks; ``ends`` are its :func:`heads`."""
    look = f'{fill(line.color)}{_DASHES[line.dash]}<a:miter lim="800000"/>'
    return f'<a:ln w="{emu(line.width)}">{look}{ends}</a:ln>'


def heads(arrow: Arrow) -> str:
    """Return the ends of a line with the heads that it has."""
    return "".join(
        f"<a:{tag}{_HEAD if arrow in (end, 'both') else ''}/>"
        for tag, end in (("headEnd", "start"), ("tailEnd", "end"))
    )


def geometry(kind: Kind) -> str:
    """Return the outline of a kind of shape."""
    known = GEOMETRIES[kind]
    return preset(known.preset, known.adjust) if known.preset else _COMBINED


def preset(name: str, adjust: Mapping[str, int]) -> str:
    """Return an outline that every program knows by its name, with its adjustments."""
    guides = "".join(f'<a:gd name="{name}" fmla="val {value}"/>' for name, value in adjust.items())
    return f'<a:prstGeom prst="{name}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
