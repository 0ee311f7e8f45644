"""Cell styles: the same look with a date's number format."""

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
        package = self._workbook.package
        parts = package.related(self._workbook.part, "styles")
        if not parts:
            return style
        xml = package.xml(parts[0])
        cells = element("cellXfs").search(xml)
        formats = list(element("xf").finditer(cells[0])) if cells else []
        if cells is None or style >= len(formats):
            return style
        new = with_attribute(formats[style][0], "numFmtId", str(number_format))
        new = with_attribute(new, "applyNumberFormat", "1")
        changed = with_attribute(cells[0], "count", str(len(formats) + 1))
        changed = re.sub(r"(</(?:\w+:)?cellXfs>)\Z", lambda match: new + match[1], changed)
        package.write(parts[0], xml[: cells.start()] + changed + xml[cells.end() :])
        return len(formats)
