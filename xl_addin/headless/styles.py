"""Styles of cells: one more record in ``xl/styles.xml`` where a cell shall look otherwise than any before."""

from __future__ import annotations

import re
from collections.abc import Callable

from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, escape_text, set_attribute

_DATE = 14  # the short date of the reader's region
_FIRST_OWN_FORMAT = 164
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip

Colour = tuple[int, int, int]


class Styles:
    """The cell styles of a workbook by their number; a change is one of its records, found or added."""

    def __init__(self, workbook: Workbook) -> None:
        self._package = workbook.package
        self._part = self._package.related(workbook.part, "styles")[0]
        self._xml = self._package.xml(self._part)
        self.changed = False

    def number_format(self, style: int) -> str:
        """Return the format code of a style."""
        identifier = int(self._record(style).get("numFmtId", 0))
        own = {int(a["numFmtId"]): a["formatCode"] for a in elements(self._xml, "numFmt")}
        return own.get(identifier) or _BUILT_IN.get(identifier, "General")

    def with_number_format(self, style: int, code: str) -> int:
        """Return the style that differs from ``style`` in its number format."""
        return self._variant(style, numFmtId=str(self._format_id(code)), applyNumberFormat="1")

    def with_date(self, style: int) -> int:
        """Return the style that differs from ``style`` in showing a date."""
        return self._variant(style, numFmtId=str(_DATE), applyNumberFormat="1")

    def colour(self, style: int) -> Colour | None:
        """Return the background of a style as red, green and blue; None without one.

        Raises:
            NotImplementedError: the colour is the theme's or the palette's.
        """
        fill = self._item("fills", "fill", int(self._record(style).get("fillId", 0)))
        if 'patternType="solid"' not in fill:
            return None
        return _rgb(next(elements(fill, "fgColor"), {}))

    def with_colour(self, style: int, colour: Colour | None) -> int:
        """Return the style that differs from ``style`` in its background."""
        if colour is None:
            return self._variant(style, fillId="0")
        code = "FF" + "".join(f"{part:02X}" for part in colour)
        fill = (
            f'<fill><patternFill patternType="solid"><fgColor rgb="{code}"/>'
            '<bgColor indexed="64"/></patternFill></fill>'
        )
        return self._variant(style, fillId=str(self._add("fills", "fill", fill)), applyFill="1")

    def bold(self, style: int) -> bool:
        """Say whether a style is bold."""
        found = next(elements(self._font(style), "b"), None)
        return found is not None and found.get("val", "1") not in ("0", "false")

    def with_bold(self, style: int, bold: bool) -> int:
        """Return the style that differs from ``style`` in being bold or not."""
        font = re.sub(r"<b\b[^>]*?/>", "", self._font(style))
        if bold:
            font = font.replace("<font/>", "<font></font>").replace("<font>", "<font><b/>", 1)
        return self._variant(style, fontId=str(self._add("fonts", "font", font)), applyFont="1")

    def _record(self, style: int) -> dict[str, str]:
        return attributes_of(re.match(r"<[^>]*>", self._item("cellXfs", "xf", style))[0])  # type: ignore[index]

    def _font(self, style: int) -> str:
        return self._item("fonts", "font", int(self._record(style).get("fontId", 0)))

    def _item(self, group: str, name: str, number: int) -> str:
        return self._items(group, name)[number]

    def _items(self, group: str, name: str) -> list[str]:
        return [match[0] for match in _children(name).finditer(self._group(group)[2])]

    def _group(self, group: str) -> tuple[int, int, str]:
        match = re.search(rf"(<{group}\b[^>]*>)(.*?)</{group}>", self._xml, re.DOTALL)
        if match is None:
            raise NotImplementedError(f"a styles part without <{group}>")
        return match.start(2), match.end(2), match[2]

    def _add(self, group: str, name: str, item: str) -> int:
        """Return the number of an item of a group, which is put at its end when it is not there."""
        items = self._items(group, name)
        if item in items:
            return items.index(item)
        _, end, _ = self._group(group)
        xml = self._xml[:end] + item + self._xml[end:]
        self._write(re.sub(rf"<{group}\b[^>]*>", _counted(len(items) + 1), xml, count=1))
        return len(items)

    def _variant(self, style: int, **attributes: str) -> int:
        item = self._item("cellXfs", "xf", style)
        tag = re.match(r"<[^>]*>", item)[0]  # type: ignore[index]
        changed = tag
        for name, value in attributes.items():
            changed = set_attribute(changed, name, value)
        return self._add("cellXfs", "xf", item.replace(tag, changed, 1))

    def _format_id(self, code: str) -> int:
        known = {text: number for number, text in _BUILT_IN.items()}
        known |= {a["formatCode"]: int(a["numFmtId"]) for a in elements(self._xml, "numFmt")}
        if code in known:
            return known[code]
        number = max([_FIRST_OWN_FORMAT - 1, *known.values()]) + 1
        quoted = escape_text(code).replace('"', "&quot;")
        if "<numFmts" not in self._xml:
            empty = r'\1<numFmts count="0"></numFmts>'
            self._write(re.sub(r"(<styleSheet\b[^>]*>)", empty, self._xml, count=1))
        self._add("numFmts", "numFmt", f'<numFmt numFmtId="{number}" formatCode="{quoted}"/>')
        return number

    def _write(self, xml: str) -> None:
        self._xml, self.changed = xml, True
        self._package.write(self._part, xml)


def as_colour(colour: Colour | int | str | None) -> Colour | None:
    """Return a colour as (red, green, blue), from that, from ``#rrggbb`` or from Excel's number.

    >>> as_colour("#00ff10"), as_colour(0xFF), as_colour(None)
    ((0, 255, 16), (255, 0, 0), None)
    """
    if isinstance(colour, str):
        return _rgb({"rgb": colour.removeprefix("#")})
    if isinstance(colour, int):
        return colour & 255, colour >> 8 & 255, colour >> 16 & 255
    return colour


def _children(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}\b[^>]*?/>|<{name}\b[^>]*>.*?</{name}>", re.DOTALL)


def _counted(count: int) -> Callable[[re.Match[str]], str]:
    return lambda match: set_attribute(match[0], "count", str(count))


def _rgb(attributes: dict[str, str]) -> Colour:
    code = attributes.get("rgb", "")[-6:]
    if len(code) != 6:
        raise NotImplementedError(f"a colour of the theme or the palette: {attributes}")
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)
