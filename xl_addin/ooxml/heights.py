"""Row heights for wrapped text: who writes text into a file has to say how high its rows are.

Excel fits a row when somebody types into it, but trusts the height that a file gives; LibreOffice fits none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from xl_addin.ooxml.references import Area, parse_area
from xl_addin.ooxml.sheet import Row, Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, set_attribute
from xl_addin.ooxml.xmledit import element

_DEFAULT_HEIGHT, _DEFAULT_WIDTH, _HIGHEST = 15.0, 9.14, 409.0
_LINE = 1.28  # height of a line for one point of the font
_LETTERS = 1.15  # letters of running text in the width of a digit
_MARGIN = 3.0


@dataclass(frozen=True)
class _Look:
    """What a cell style says of the height of its text."""

    wraps: bool = False
    points: float = 11.0


class Heights:
    """Fits the rows of a workbook's sheets.

    Args:
        workbook: The workbook.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._looks = _looks(workbook)

    def fit(self, sheet: Sheet, numbers: Iterable[int] | None = None) -> None:
        """Raise each row in which wrapped text would be cut; no row becomes lower.

        A height that somebody set by hand stays, and so does a row whose text spreads over merged cells.

        Args:
            sheet: The sheet.
            numbers: Only these rows; by default all.
        """
        widths, default = _widths(sheet.head), _default_height(sheet.head)
        merged = [parse_area(attributes["ref"]) for attributes in elements(sheet.tail, "mergeCell")]
        chosen = sheet.rows.keys() if numbers is None else sheet.rows.keys() & set(numbers)
        for row in [sheet.rows[number] for number in chosen]:
            attributes = attributes_of(f"<row{row.attributes}>")
            if attributes.get("customHeight") in ("1", "true"):
                continue
            needed = self._needed(sheet, row, widths, merged)
            if needed > float(attributes.get("ht", default)):
                changed = sheet.row(row.number)
                changed.attributes = set_attribute(f"<row{row.attributes}>", "ht", f"{needed:g}")[4:-1]

    def _needed(self, sheet: Sheet, row: Row, widths: dict[int, float], merged: list[Area]) -> float:
        """Return the height of the tallest wrapped text, 0 where none takes a second line."""
        needed = 0.0
        for column, cell in row.cells.items():
            look = self._looks[cell.style] if cell.style < len(self._looks) else _Look()
            if not look.wraps or cell.kind not in ("s", "inlineStr", "str"):
                continue
            text = sheet.value_of(cell)
            if not isinstance(text, str):
                continue
            lines = count_lines(text, widths.get(column, widths[0]) * 10 / look.points)
            if lines > 1 and not any((row.number, column) in area for area in merged):
                needed = max(needed, lines * look.points * _LINE + _MARGIN)
        return min(needed, _HIGHEST)


def count_lines(text: str, width: float) -> int:
    """Return in how many lines a text stands in a column this wide, a little on the generous side.

    Args:
        text: The text; it may have line breaks of its own.
        width: Width of the column in digits.

    >>> count_lines("Harga bahan naik dan waktu tunggu bertambah", 20)
    2
    """
    letters = max(1, int(width * _LETTERS))
    return sum(_wrapped(paragraph, letters) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, letters: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split(" "):
        length = len(word)
        if used and used + 1 + length > letters:
            lines, used = lines + 1, 0
        if length > letters:  # a word too long for the column is broken
            lines += math.ceil(length / letters) - 1
            length = length % letters or letters
        used += length + (1 if used else 0)
    return lines


def _widths(head: str) -> dict[int, float]:
    """Return the widths of the columns; that of all others stands under 0."""
    sheet = next(elements(head, "sheetFormatPr"), {})
    found = {0: float(sheet.get("defaultColWidth", _DEFAULT_WIDTH))}
    for column in elements(head, "col"):
        first, last = int(column["min"]), int(column["max"])
        found.update(
            dict.fromkeys(range(first, min(last, first + 255) + 1), float(column.get("width", found[0])))
        )
    return found


def _default_height(head: str) -> float:
    return float(next(elements(head, "sheetFormatPr"), {}).get("defaultRowHeight", _DEFAULT_HEIGHT))


def _looks(workbook: Workbook) -> list[_Look]:
    parts = workbook.package.related(workbook.part, "styles")
    if not parts:
        return []
    xml = workbook.package.xml(parts[0])
    fonts = element("fonts").search(xml)
    points = [_points(font[0]) for font in element("font").finditer(fonts[0])] if fonts else []
    cells = element("cellXfs").search(xml)
    return [_look(found[0], points) for found in element("xf").finditer(cells[0])] if cells else []


def _points(font: str) -> float:
    size = next(elements(font, "sz"), {})
    return float(size.get("val", _Look.points))


def _look(xf: str, points: list[float]) -> _Look:
    font = int(attributes_of(xf[: xf.index(">") + 1]).get("fontId", 0))
    wraps = re.search(r'\bwrapText\s*=\s*["\'](?:1|true)', xf) is not None
    return _Look(wraps, points[font] if font < len(points) else _Look.points)
