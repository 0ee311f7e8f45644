"""Where the cells of a sheet lie: columns and rows in points, hidden ones too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from math import floor

from xl_addin.ooxml.drawing.fitting import digit_width
from xl_addin.ooxml.drawing.picture import Point
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW
from xl_addin.ooxml.sheet import Row, Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements

_POINTS_PER_PIXEL = 0.75
_ROW_HEIGHT = 15.0
_COLUMN_WIDTH = 8  # digits, when a sheet says nothing
_TRUE = ("1", "true")
_FONT = re.compile(r"<(?:\w+:)?font\b[^>]*>.*?</(?:\w+:)?font>", re.DOTALL)


class Grid:
    """The columns and rows of a sheet, measured in points from its upper left corner.

    A column's width is a number of digits of the workbook's normal font (ECMA-376, 18.3.1.13), so that the
    same file has the same columns in Excel at 96 dots per inch. A row without a height that Excel would fit
    to its text is taken to have the sheet's default height.
    """

    def __init__(self, workbook: Workbook, sheet: str) -> None:
        found = workbook.sheet(sheet)
        formats = next(elements(found.head, "sheetFormatPr"), {})
        self._columns = _Axis(_widths(found, formats, _digit(workbook)), MAX_COLUMN)
        self._rows = _Axis(_heights(found, formats), MAX_ROW)

    def corner(self, row: int, column: int) -> Point:
        """Return the upper left corner of a cell."""
        return self._columns.edge(column - 1), self._rows.edge(row - 1)

    def at(self, point: Point) -> tuple[int, float, int, float]:
        """Return column, offset, row and offset of a point as an anchor has them: columns and rows from 0."""
        return (*self._columns.at(point[0]), *self._rows.at(point[1]))

    def point(self, column: int, across: float, row: int, down: float) -> Point:
        """Return the point of an anchor; an offset ends with its cell, as in Excel."""
        return self._columns.inside(column, across), self._rows.inside(row, down)


class _Axis:
    """The edges of columns or rows, worked out as far as they are asked for."""

    def __init__(self, size: Callable[[int], float], count: int) -> None:
        self._size = size
        self._count = count
        self._edges = [0.0]

    def edge(self, number: int) -> float:
        """Return where the column or row with this number (from 0) begins."""
        while len(self._edges) <= min(number, self._count):
            self._grow()
        return self._edges[min(number, self._count)]

    def at(self, place: float) -> tuple[int, float]:
        """Return which column or row holds a place, and how far in it lies; never a hidden one."""
        while self._edges[-1] <= place and len(self._edges) <= self._count:
            self._grow()
        number = min(bisect_right(self._edges, place + 1e-6), self._count) - 1
        return max(number, 0), max(place - self._edges[max(number, 0)], 0.0)

    def inside(self, number: int, offset: float) -> float:
        return min(self.edge(number) + offset, self.edge(number + 1))

    def _grow(self) -> None:
        self._edges.append(self._edges[-1] + self._size(len(self._edges)))


def _digit(workbook: Workbook) -> int:
    """Return the width in pixels of a digit of the normal font, which is a workbook's first."""
    parts = workbook.package.related(workbook.part, "styles")
    font = _FONT.search(workbook.package.xml(parts[0])) if parts else None
    if font is None:
        return 7
    name = next(elements(font[0], "name"), {}).get("val", "")
    size = float(next(elements(font[0], "sz"), {}).get("val", 11))
    return digit_width(name, size)


def _widths(sheet: Sheet, formats: dict[str, str], digit: int) -> Callable[[int], float]:
    """Return the width of each column by its number from 1."""

    def pixels(width: float) -> int:
        return floor((256 * width + floor(128 / digit)) / 256 * digit)

    if "defaultColWidth" in formats:
        usual = pixels(float(formats["defaultColWidth"]))
    else:  # the digits and 5 pixels of margin, as a multiple of 8 pixels
        usual = -(-(int(formats.get("baseColWidth", _COLUMN_WIDTH)) * digit + 5) // 8) * 8
    spans = [
        (int(c["min"]), int(c["max"]), pixels(float(c["width"])) if "width" in c else usual, c)
        for c in elements(sheet.head, "col")
    ]

    def width(number: int) -> float:
        for first, last, size, attributes in spans:
            if first <= number <= last:
                return 0.0 if attributes.get("hidden") in _TRUE else size * _POINTS_PER_PIXEL
        return usual * _POINTS_PER_PIXEL

    return width


def _heights(sheet: Sheet, formats: dict[str, str]) -> Callable[[int], float]:
    """Return the height of each row by its number from 1."""
    usual = float(formats.get("defaultRowHeight", _ROW_HEIGHT))
    own = {number: _height(row, usual) for number, row in sheet.rows.items()}
    unlisted = 0.0 if formats.get("zeroHeight") in _TRUE else usual
    return lambda number: own.get(number, unlisted)


def _height(row: Row, usual: float) -> float:
    attributes = attributes_of(row.attributes)
    return 0.0 if attributes.get("hidden") in _TRUE else float(attributes.get("ht", usual))
