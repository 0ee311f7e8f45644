"""A picture read back from a sheet: what its shapes say and what its arrows join, as people have left it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from xl_addin.ooxml.drawing.drawingml import full_name
from xl_addin.ooxml.drawing.part import find_drawing
from xl_addin.ooxml.drawing.placement import ANCHOR
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import elements, unescape_xml

_FALLBACK: Final = re.compile(r"<(?P<p>(?:\w+:)?)Fallback\b.*?</(?P=p)Fallback>", re.DOTALL)
_PARAGRAPH: Final = re.compile(r"<(?P<p>(?:\w+:)?)p(?=[\s>])[^>]*>(.*?)</(?P=p)p>", re.DOTALL)
_TEXT: Final = re.compile(r"<(?:\w+:)?t(?=[\s>])[^>]*>([^<]*)</")


@dataclass
class Found:
    """What a picture in a sheet holds.

    Args:
        texts: The text of each shape by its name; paragraphs are parted by line breaks.
        alternatives: The text of each shape for who cannot see it.
        arrows: Start and end of each connector that is glued at both.
    """

    texts: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, str] = field(default_factory=dict)
    arrows: list[tuple[str, str]] = field(default_factory=list)


def read(workbook: Workbook, sheet: str, name: str) -> Found:
    """Return what the picture of this name holds in a sheet.

    Args:
        workbook: The workbook.
        sheet: The name of a worksheet.
        name: The picture's name.
    """
    found, prefix = Found(), full_name(name, "")
    part = find_drawing(workbook, sheet)
    xml = _FALLBACK.sub("", workbook.package.xml(part)) if part else ""
    names: dict[str, str] = {}
    ends: list[tuple[str, str]] = []
    for anchor in ANCHOR.finditer(xml):
        shapes = [a for a in elements(anchor[0], "cNvPr") if a.get("name", "").startswith(prefix)]
        if len(shapes) != 1:
            continue
        start, end = (next(elements(anchor[0], tag), {}).get("id", "") for tag in ("stCxn", "endCxn"))
        if start and end:
            ends.append((start, end))
            continue
        shape = shapes[0]["name"].removeprefix(prefix)
        names[shapes[0].get("id", "")] = shape
        if not shape.startswith("("):
            paragraphs = ("".join(_TEXT.findall(content)) for _, content in _PARAGRAPH.findall(anchor[0]))
            found.texts[shape] = unescape_xml("\n".join(paragraphs))
            found.alternatives[shape] = shapes[0].get("descr", "")
    found.arrows = [(names[start], names[end]) for start, end in ends if start in names and end in names]
    return found
