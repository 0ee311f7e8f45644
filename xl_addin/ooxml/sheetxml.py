"""A worksheet's XML as text: where its rows are, and how rows and cells are found."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.xml import attributes_of

_ROW: Final = r"<{p}row\b([^>]*?)(/?)>"
# The second half reads almost every cell at once; what is unusual goes into the last group, to be read apart.
_CELL: Final = (
    r'<{p}c(?: r="([A-Z]+)[0-9]+")?(?: s="([0-9]+)")?(?: t="(\w+)")?((?:\s[^>]*?)?)'
    r"(?:/>|>(?:(<{p}f([^>/]*)>([^<]*)</{p}f>)?(?:<{p}v>([^<]*)</{p}v>)?</{p}c>|(.*?)</{p}c>))"
)
_ADDRESS: Final = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}\Z")
_FORMULA: Final = r"<{p}f\b([^>]*?)(?:/>|>(.*?)</{p}f>)"
_VALUE: Final = r"<{p}v\b[^>]*?(?:/>|>(.*?)</{p}v>)"
ROW_NUMBER: Final = re.compile(r'\sr="([0-9]+)"')
"""What finds a row's number in its attributes."""


class Patterns:
    """The patterns for one namespace prefix; almost every file has none."""

    def __init__(self, prefix: str) -> None:
        self.row, self.cell, self.formula, self.value = (
            re.compile(pattern.replace("{p}", prefix), re.DOTALL)
            for pattern in (_ROW, _CELL, _FORMULA, _VALUE)
        )
        self.row_end = f"</{prefix}row>"


@cache
def patterns(prefix: str) -> Patterns:
    """Return the patterns for a namespace prefix; almost every file has none."""
    return Patterns(prefix)


def unusual_cell(
    xml: str, letters: str | None, style: str | None, kind: str | None
) -> tuple[str | None, str | None, str | None, str]:
    """Read a cell whose attributes come in another order, or with some that are rarely there."""
    tag = xml[: xml.index(">") + 1]
    attributes = attributes_of(tag)
    address = attributes.pop("r", None)
    if address:
        if not _ADDRESS.match(address):
            raise LembarError("damaged", cell=address, found=tag)
        letters = address.rstrip("0123456789").upper()
    style, kind = attributes.pop("s", style), attributes.pop("t", kind)
    return letters, style, kind, "".join(f' {name}="{value}"' for name, value in attributes.items())


def split_rows(name: str, xml: str) -> tuple[str, str, str, str]:
    """Cut a part into what stands before its rows, the rows, and what stands after them."""
    match = re.search(r"<((?:\w+:)?)sheetData\b[^>]*?(/?)>", xml)
    if match is None:
        raise LembarError("bad_xml", sheet=name, found="sheetData")
    prefix = match[1]
    if match[2]:
        head, rest = (
            xml[: match.start()] + f"<{prefix}sheetData>",
            f"</{prefix}sheetData>" + xml[match.end() :],
        )
        return head, "", rest, prefix
    end = xml.find(f"</{prefix}sheetData", match.end())
    rows = xml[match.end() : end]
    if end < 0 or "<!" in rows:
        raise LembarError("bad_xml", sheet=name, found="sheetData")
    return xml[: match.end()], rows, xml[end:], prefix
