"""Cell styles: the same look with a date's number format, or with another fill."""

from __future__ import annotations

import re

from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xmledit import element, with_attribute

DATE, TIME, DATE_TIME = 14, 20, 22
"""Built-in number formats; Excel shows them as the computer's region does."""


class DateStyles:
    """Styles for dates that are put into cells whose style would show a bare number."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[int, int], int] = {}

    def style(self, style: int, number_format: int) -> int:
        """Return a style that looks like ``style`` and shows a date: itself when it does already."""
        if self._workbook.is_date(style):
            return style
        key = style, number_format
        if key not in self._made:
            self._made[key] = self._add(style, number_format)
        return self._made[key]

    def _add(self, style: int, number_format: int) -> int:
        return add_style(self._workbook, style, numFmtId=number_format, applyNumberFormat=1)


class Shades:
    """Styles with a solid fill of one colour, otherwise as they were.

    Args:
        workbook: The workbook.
        colour: The fill as ARGB, for example ``FFE4E0D8``.
    """

    def __init__(self, workbook: Workbook, colour: str) -> None:
        self._workbook = workbook
        self._colour = colour
        self._fill: int | None = None
        self._made: dict[int, int] = {}

    def style(self, style: int) -> int:
        """Return a style that looks like ``style`` but for its fill."""
        if style not in self._made:
            if self._fill is None:
                self._fill = _add_fill(self._workbook, self._colour)
            self._made[style] = add_style(self._workbook, style, fillId=self._fill, applyFill=1)
        return self._made[style]


def add_style(workbook: Workbook, style: int, **attributes: int) -> int:
    """Add a style like another with other attributes; return its number, or the old one without styles."""
    package = workbook.package
    parts = package.related(workbook.part, "styles")
    if not parts:
        return style
    xml = package.xml(parts[0])
    cells = element("cellXfs").search(xml)
    formats = list(element("xf").finditer(cells[0])) if cells else []
    if cells is None or style >= len(formats):
        return style
    new = formats[style][0]
    for name, value in attributes.items():
        new = with_attribute(new, name, str(value))
    changed = with_attribute(cells[0], "count", str(len(formats) + 1))
    changed = re.sub(r"(</(?:\w+:)?cellXfs>)\Z", lambda match: new + match[1], changed)
    package.write(parts[0], xml[: cells.start()] + changed + xml[cells.end() :])
    return len(formats)


def _add_fill(workbook: Workbook, colour: str) -> int:
    """Add a solid fill and return its number; 0 where the workbook has no styles."""
    package = workbook.package
    parts = package.related(workbook.part, "styles")
    fills = element("fills").search(package.xml(parts[0])) if parts else None
    if fills is None:
        return 0
    xml, count = package.xml(parts[0]), len(list(element("fill").finditer(fills[0])))
    start = re.match(r"<(\w+:)?fills", fills[0])
    prefix = (start[1] or "") if start else ""
    new = (
        f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{colour}"/>'
        f"</{prefix}patternFill></{prefix}fill>"
    )
    changed = with_attribute(fills[0], "count", str(count + 1))
    changed = re.sub(r"(</(?:\w+:)?fills>)\Z", lambda match: new + match[1], changed)
    package.write(parts[0], xml[: fills.start()] + changed + xml[fills.end() :])
    return count
