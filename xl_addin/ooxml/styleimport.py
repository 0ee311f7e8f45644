"""Cell styles of another workbook: each with its font, fill, border, number format; those alike only once.

Colours and fonts of the theme become plain ones when the two workbooks have different themes.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, quote_attribute
from xl_addin.ooxml.xmledit import element, with_attribute, without_prefix

_PARTS: Final = {"fontId": ("fonts", "font"), "fillId": ("fills", "fill"), "borderId": ("borders", "border")}
_APPLIED: Final = ("NumberFormat", "Font", "Fill", "Border", "Alignment", "Protection")
_OWN_FORMATS: Final = 164
"""Number formats below are Excel's own."""

_ORDER: Final = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme, as cells count them."""

_BEFORE: Final = {
    "numFmts": r"<fonts[\s>]",
    "dxfs": r"<(?:tableStyles|colors)[\s>/]|</styleSheet>|"
    r"<extLst>(?=(?:(?!</extLst>)[\s\S])*</extLst>\s*</styleSheet>)",
}
_EXTENSIONS = re.compile(r"<extLst\b.*?</extLst>", re.DOTALL)
_DIFFERENTIAL = re.compile(r'(\s\w*[dD]xfId=")(\d+)(?=")')
_THEMED = re.compile(r'(<(?:\w+:)?(?:\w*[cC]olor)\b[^>]*?)\stheme="(\d+)"')


class StyleImport:
    """Brings cell styles of one workbook into another.

    Args:
        workbook: Takes the styles; its package changes with :meth:`write`.
        source: Has them.
    """

    def __init__(self, workbook: Workbook, source: Workbook) -> None:
        self._package = workbook.package
        self._part = _part(workbook)
        self._xml = without_prefix(workbook.package.xml(self._part))
        self._source = without_prefix(source.package.xml(_part(source)))
        self._palette = _palette(source) if _palette(source) != _palette(workbook) else []
        self._codes = {int(a["numFmtId"]): a["formatCode"] for a in elements(self._formats, "numFmt")}
        self._made: dict[int, int] = {}
        self._made_differential: dict[int, int] = {}
        self._lists: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    @cached_property
    def _formats(self) -> str:
        return _container(self._source, "numFmts")

    def style(self, number: int) -> int:
        """Return the number here of a cell style there."""
        if number not in self._made:
            new, first = self._style(number), self._list("cellXfs", "xf")[0]
            self._made[number] = 0 if _look(new) == _look(first) else self._add("cellXfs", "xf", new)
        return self._made[number]

    def plain(self, xml: str) -> str:
        """Return a part whose colours do not ask for the other theme."""
        if not self._palette:
            return xml
        xml = re.sub(r"<scheme\b[^>]*/>", "", xml)
        return _THEMED.sub(self._color, xml)

    def differential(self, xml: str) -> str:
        """Return a part with the numbers here of the styles of its rules and tables."""
        return _DIFFERENTIAL.sub(lambda m: m[1] + str(self._differential(int(m[2]))), xml)

    def has_table_style(self, name: str) -> bool:
        """Say whether a style of tables is the other workbook's own."""
        return any(tag.get("name") == name for tag in elements(self._source, "tableStyle"))

    def write(self) -> None:
        """Write the styles into the package."""
        xml = self._xml
        for name, members in self._lists.items():
            if len(members) == self._counts[name]:
                continue
            body = f'<{name} count="{len(members)}">{"".join(members)}</{name}>'
            old = _container(xml, name)
            if old:
                start = with_attribute(
                    old[: old.index(">") + 1].replace("/>", ">"), "count", str(len(members))
                )
                xml = xml.replace(old, f"{start}{''.join(members)}</{name}>", 1)
            else:
                xml = re.sub(_BEFORE[name], lambda m, body=body: body + m[0], xml, count=1)  # type: ignore[misc]
        self._package.write(self._part, xml)

    def _style(self, number: int) -> str:
        """Return a style with the numbers here; it takes nothing from a named style."""
        styles = _members(self._source, "cellXfs", "xf")
        style = styles[number] if number < len(styles) else styles[0]
        style = _EXTENSIONS.sub("", style)
        attributes = attributes_of(style[: style.index(">") + 1])
        for key, (container, child) in _PARTS.items():
            own = _members(self._source, container, child)[int(attributes.get(key, 0))]
            style = with_attribute(style, key, str(self._add(container, child, self._clean(own))))
        style = with_attribute(
            style, "numFmtId", str(self._number_format(int(attributes.get("numFmtId", 0))))
        )
        style = with_attribute(style, "xfId", "0")
        for applied in _APPLIED:
            style = with_attribute(style, f"apply{applied}", "1")
        return style

    def _number_format(self, number: int) -> int:
        if number not in self._codes:
            return number if number < _OWN_FORMATS else 0
        code = self._codes[number]
        known = {
            int(a["numFmtId"]): a["formatCode"] for a in map(attributes_of, self._list("numFmts", "numFmt"))
        }
        for here, there in known.items():
            if there == code:
                return here
        new = max([_OWN_FORMATS - 1, *known]) + 1
        self._add("numFmts", "numFmt", f'<numFmt numFmtId="{new}" formatCode={quote_attribute(code)}/>')
        return new

    def _differential(self, number: int) -> int:
        if number not in self._made_differential:
            own = _members(self._source, "dxfs", "dxf")[number]
            self._made_differential[number] = self._add("dxfs", "dxf", self._clean(own))
        return self._made_differential[number]

    def _clean(self, xml: str) -> str:
        return self.plain(_EXTENSIONS.sub("", xml))

    def _list(self, container: str, child: str) -> list[str]:
        if container not in self._lists:
            self._lists[container] = _members(self._xml, container, child)
            self._counts[container] = len(self._lists[container])
        return self._lists[container]

    def _add(self, container: str, child: str, xml: str) -> int:
        """Return the number of a member, appended when there is none alike."""
        members = self._list(container, child)
        if xml not in members:
            members.append(xml)
        return members.index(xml)

    def _color(self, match: re.Match[str]) -> str:
        number = int(match[2])
        return match[1] + (f' rgb="FF{self._palette[number]}"' if number < len(self._palette) else "")


def _look(style: str) -> tuple[dict[str, str], str]:
    """Return what a style says, without whether it says so itself or its named style does."""
    start, _, body = style.partition(">")
    attributes = attributes_of(start)
    return {k: v for k, v in attributes.items() if not k.startswith("apply")}, body


def _part(workbook: Workbook) -> str:
    parts = workbook.package.related(workbook.part, "styles")
    if not parts:
        raise LembarError("damaged", file=workbook.package.path, found="styles.xml")
    return parts[0]


def _container(xml: str, name: str) -> str:
    found = re.search(rf"<{name}(?=[\s/>])(?:[^>]*/>|[^>]*[^/]>.*?</{name}>|>.*?</{name}>)", xml, re.DOTALL)
    return found[0] if found else ""


def _members(xml: str, container: str, child: str) -> list[str]:
    return [match[0] for match in element(child).finditer(_container(xml, container))]


def _palette(workbook: Workbook) -> list[str]:
    """Return the colours of a workbook's theme."""
    parts = workbook.package.related(workbook.part, "theme")
    xml = workbook.package.xml(parts[0]) if parts else ""
    palette = []
    for name in _ORDER:
        found = element(name).search(xml)
        colors = (
            [a.get("lastClr") or a.get("val", "") for a in elements(found[0], r"s\w+Clr")] if found else []
        )
        palette.append(colors[0] if colors else "000000")
    return palette if xml else []
