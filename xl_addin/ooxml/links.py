"""Hyperlinks and pictures that are put into the cells of a sheet."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote

from xl_addin.ooxml.drawing.part import AFTER_DRAWING, add_drawing, find_drawing, place_before, ready
from xl_addin.ooxml.package import CONTENT_TYPES, OFFICE, Package
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, quote_attribute
from xl_addin.ooxml.xmledit import appended, each

_AFTER_HYPERLINKS: Final = (
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties",
    "cellWatches", "ignoredErrors", "smartTags", "drawing", *AFTER_DRAWING,
)  # fmt: skip
"""What follows ``<hyperlinks>`` in a worksheet (ECMA-376 part 1, 18.3.1.99)."""

_POINT: Final = 12_700
"""English metric units of a point."""


def add_hyperlinks(workbook: Workbook, sheet: Sheet, places: Mapping[str, str]) -> None:
    """Let cells lead to places.

    Args:
        workbook: The workbook; the relationships of the sheet change.
        sheet: The sheet; links that its cells had before go.
        places: The place of each cell: an address outside, or ``#`` and one in the workbook.
    """
    outside = list(dict.fromkeys(_address(place) for place in places.values() if not place.startswith("#")))
    part = workbook.entry(sheet.name).part
    identifiers: dict[str, str] = {}
    if outside:
        made = workbook.package.link(part, OFFICE + "hyperlink", outside, external=True)
        identifiers = dict(zip(outside, made, strict=True))
    new = "".join(_hyperlink(cell, place, identifiers) for cell, place in places.items())

    def kept(tag: str) -> list[str]:
        return [] if attributes_of(tag)["ref"] in places else [tag]

    tail = each(sheet.tail, "hyperlinks", "hyperlink", kept)
    end = tail.find("</hyperlinks>")
    if end < 0:
        end, new = place_before(tail, _AFTER_HYPERLINKS)[0], f"<hyperlinks>{new}</hyperlinks>"
    sheet.tail, sheet.changed = tail[:end] + new + tail[end:], True


def _hyperlink(cell: str, place: str, identifiers: Mapping[str, str]) -> str:
    _, mark, inside = place.partition("#")
    location = f" location={quote_attribute(inside)}" if mark else ""
    if place.startswith("#"):
        return f'<hyperlink ref="{cell}"{location}/>'
    identifier = identifiers[_address(place)]
    return f'<hyperlink xmlns:r="{OFFICE.rstrip("/")}" ref="{cell}" r:id="{identifier}"{location}/>'


def _address(place: str) -> str:
    """Return an address without what follows ``#``, in the characters that addresses may have.

    >>> _address("https://example.com/daftar harga?q=é&r=50%25#isi")
    'https://example.com/daftar%20harga?q=%C3%A9&r=50%25'
    """
    return quote(place.partition("#")[0], safe=":/?[]@!$&'()*+,;=%-._~")


@dataclass(frozen=True)
class Image:
    """A picture file.

    Args:
        data: The file.
        kind: ``png`` or ``jpeg``.
        width: Pixels.
        height: Pixels.
    """

    data: bytes
    kind: str
    width: int
    height: int


class Hung(NamedTuple):
    """A picture at a cell: row and column from 1, width and height in points."""

    image: Image
    row: int
    column: int
    width: float
    height: float


def add_images(workbook: Workbook, sheet: Sheet, hung: list[Hung]) -> None:
    """Hang pictures at the cells of a sheet; the same picture is in the file once.

    Args:
        workbook: Its package gets the pictures.
        sheet: The sheet.
        hung: Which picture goes where.
    """
    package = workbook.package
    drawing = find_drawing(workbook, sheet.name) or add_drawing(workbook, sheet.name)
    parts = {id(image): _part(package, image) for image in {id(h.image): h.image for h in hung}.values()}
    targets = list(dict.fromkeys(parts.values()))
    identifiers = dict(zip(targets, package.link(drawing, OFFICE + "image", targets), strict=True))
    xml = ready(package.xml(drawing))
    taken = max((int(a["id"]) for a in elements(xml, "cNvPr") if a.get("id", "").isdigit()), default=0)
    new = "".join(
        _anchor(one, identifiers[parts[id(one.image)]], taken + number) for number, one in enumerate(hung, 1)
    )
    end = xml.rindex("</")
    package.write(drawing, xml[:end] + new + xml[end:])


def _part(package: Package, image: Image) -> str:
    """Return the part that holds a picture, put there when it is not; its name tells the content."""
    part = f"xl/media/image{hashlib.sha256(image.data).hexdigest()[:16]}.{image.kind}"
    if part not in package:
        package.write(part, image.data)
        types = package.xml(CONTENT_TYPES)
        if not re.search(rf'Extension="{image.kind}"', types, re.IGNORECASE):
            default = f'Default Extension="{image.kind}" ContentType="image/{image.kind}"'
            package.write(CONTENT_TYPES, appended(types, default))
    return part


def _anchor(hung: Hung, identifier: str, number: int) -> str:
    size = f'cx="{round(hung.width * _POINT)}" cy="{round(hung.height * _POINT)}"'
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{hung.column - 1}</xdr:col><xdr:colOff>{_POINT}</xdr:colOff>"
        f"<xdr:row>{hung.row - 1}</xdr:row><xdr:rowOff>{_POINT}</xdr:rowOff></xdr:from><xdr:ext {size}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="Gambar {number}"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{OFFICE.rstrip("/")}" r:embed="{identifier}"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        "<xdr:clientData/></xdr:oneCellAnchor>"
    )
