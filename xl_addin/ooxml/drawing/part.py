"""The drawing part of a worksheet: found, or added with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.package import CONTENT_TYPES, OFFICE, Package
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, set_attribute
from xl_addin.ooxml.xmledit import appended

_RELATIONSHIPS: Final = OFFICE.rstrip("/")
_NAMESPACES: Final = {
    "xmlns:xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawing+xml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STRICT: Final = "purl.oclc.org/ooxml"
AFTER_DRAWING: Final = (
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent",
    "webPublishItems", "tableParts", "extLst", "worksheet",
)  # fmt: skip
"""What follows ``<drawing>`` in a worksheet (ECMA-376 part 1, 18.3.1.99); ``worksheet`` is its end tag."""

_TAG = re.compile(r"<(/?)((?:\w+:)?)([\w.]+)[^>]*?(/?)>")
_ROOT = re.compile(r"<((?:\w+:)?wsDr)\b[^>]*>")


def find_drawing(workbook: Workbook, sheet: str) -> str | None:
    """Return the drawing part of a sheet, or None where it has none."""
    found = next(elements(workbook.sheet(sheet).tail, "drawing"), None)
    if found is None:
        return None
    identifier = next((value for key, value in found.items() if key.endswith(":id")), "")
    relationship = workbook.package.relationships(workbook.entry(sheet).part).get(identifier)
    if relationship is None or relationship.target not in workbook.package:
        raise LembarError("damaged", file=workbook.package.path, found=f"{sheet}: <drawing {identifier}>")
    return relationship.target


def add_drawing(workbook: Workbook, sheet: str) -> str:
    """Add an empty drawing part to a sheet: the part, its content type, the arrow to it, the element."""
    found, package, home = workbook.sheet(sheet), workbook.package, workbook.entry(sheet).part
    strict = _STRICT in found.head
    existing = {name.lower() for name in package.names()}
    number = next(n for n in range(1, len(existing) + 2) if f"xl/drawings/drawing{n}.xml" not in existing)
    part = f"xl/drawings/drawing{number}.xml"
    declared = "".join(f' {name}="{_dialect(uri, strict=strict)}"' for name, uri in _NAMESPACES.items())
    package.write(part, f"{_DECLARATION}<xdr:wsDr{declared}></xdr:wsDr>")
    _add_content_type(package, part)
    (identifier,) = package.link(home, _dialect(f"{_RELATIONSHIPS}/drawing", strict=strict), [part])
    _add_element(found, identifier, _dialect(_RELATIONSHIPS, strict=strict))
    return part


def ready(xml: str) -> str:
    """Return a drawing whose root has an end tag and declares the prefixes that our anchors use."""
    root = _ROOT.search(xml)
    if root is None:
        raise LembarError("bad_xml", found="wsDr")
    tag = root[0]
    for name, uri in _NAMESPACES.items():
        if name not in attributes_of(tag):
            tag = set_attribute(tag, name, _dialect(uri, strict=_STRICT in tag))
    if tag.endswith("/>"):
        tag = f"{tag[:-2]}></{root[1]}>"
    return xml[: root.start()] + tag + xml[root.end() :]


def _dialect(uri: str, *, strict: bool) -> str:
    """Return a namespace as the strict form of the format has it, or as it is.

    >>> _dialect("http://schemas.openxmlformats.org/drawingml/2006/main", strict=True)
    'http://purl.oclc.org/ooxml/drawingml/main'
    """
    return uri.replace("/2006/", "/").replace("schemas.openxmlformats.org", _STRICT) if strict else uri


def _add_content_type(package: Package, part: str) -> None:
    types = package.xml(CONTENT_TYPES)
    if f'PartName="/{part}"' not in types:
        override = f'Override PartName="/{part}" ContentType="{_CONTENT_TYPE}"'
        package.write(CONTENT_TYPES, appended(types, override))


def _add_element(sheet: Sheet, identifier: str, namespace: str) -> None:
    """Add ``<drawing>`` where the order of a worksheet's elements wants it."""
    index, prefix = place_before(sheet.tail, AFTER_DRAWING)
    declared = "" if f'xmlns:r="{namespace}"' in sheet.head else f' xmlns:r="{namespace}"'
    drawing = f'<{prefix}drawing{declared} r:id="{identifier}"/>'
    sheet.tail = sheet.tail[:index] + drawing + sheet.tail[index:]
    sheet.changed = True


def place_before(tail: str, names: Collection[str]) -> tuple[int, str]:
    """Return where the first of these elements stands in what follows a sheet's rows, and its prefix."""
    depth, prefix = 0, ""
    for tag in _TAG.finditer(tail):
        closing, prefix_here, name, empty = tag.groups()
        if name == "sheetData":
            prefix = prefix_here
            continue
        if depth == 0 and name in names:
            return tag.start(), prefix
        depth += 0 if empty else -1 if closing else 1
    raise LembarError("bad_xml", found="worksheet")
