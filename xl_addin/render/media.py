"""The pictures and links that the cells of a filled sheet have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.drawing.grid import Grid
from xl_addin.ooxml.links import Hung, Image, add_hyperlinks, add_images
from xl_addin.ooxml.references import Area, cell_name, parse_area
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import elements
from xl_addin.render.pictures import Link
from xl_addin.render.values import Found

_MOST_LINKS: Final = 65_530
"""Hyperlinks that a sheet may have in Excel."""

_MARGIN: Final = 2.0
"""Points that a picture leaves free in its cell, both sides together."""


@dataclass
class Media:
    """The pictures and links of one sheet, gathered while its rows are written.

    Args:
        workbook: The workbook.
        sheet: Its sheet, whose rows are still those of the template.
    """

    workbook: Workbook
    sheet: Sheet
    _links: dict[str, str] = field(default_factory=dict)
    _images: list[Hung] = field(default_factory=list)
    _grid: Grid | None = None
    _merged: Mapping[tuple[int, int], Area] = field(default_factory=dict)

    def __post_init__(self) -> None:
        areas = [parse_area(merged["ref"]) for merged in elements(self.sheet.tail, "mergeCell")]
        self._merged = {(area.top, area.left): area for area in areas}

    def take(self, row: int, found: Sequence[Found]) -> None:
        """Note what a row of the result has."""
        for one in found:
            if isinstance(one.value, Link):
                self._links[cell_name(row, one.column)] = one.value.place
            else:
                self._images.append(self._fitted(one, one.value, row))
        if len(self._links) > _MOST_LINKS:
            raise LembarError(
                "render_limit",
                found=f"{self.sheet.name}: {len(self._links)} tautan",
                expected=f"{_MOST_LINKS}",
            )

    def _fitted(self, found: Found, image: Image, row: int) -> Hung:
        """Fit a picture into its cell or merged cells, as they are in the template; its shape stays."""
        self._grid = self._grid or Grid(self.workbook, self.sheet.name)
        area = self._merged.get((found.row, found.column))
        bottom, right = (area.bottom, area.right) if area else (found.row, found.column)
        start, end = self._grid.corner(found.row, found.column), self._grid.corner(bottom + 1, right + 1)
        room = [max(far - near - _MARGIN, 1.0) for near, far in zip(start, end, strict=True)]
        scale = min(room[0] / image.width, room[1] / image.height)
        return Hung(image, row, found.column, image.width * scale, image.height * scale)

    def add(self) -> None:
        """Put all of them into the sheet."""
        if self._links:
            add_hyperlinks(self.workbook, self.sheet, self._links)
        if self._images:
            add_images(self.workbook, self.sheet, self._images)
