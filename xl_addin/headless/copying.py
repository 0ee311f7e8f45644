"""Copying cells within a book: values, formulas that move along, looks, and the rules for the cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from udfs.registry import Scalar
from xl_addin.headless import cells
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import Area, parse_areas
from xl_addin.ooxml.sheet import Sheet

if TYPE_CHECKING:
    from xl_addin.headless.range import Range

_RULE = re.compile(
    r'(?P<open><(?:\w+:)?(?:dataValidation|conditionalFormatting)\b[^>]*?\ssqref="|<xm:sqref>)(?P<cells>[^"<]*)'
)


def copy_cells(source: Range, target: Range) -> None:
    """Copy a range to a place of the same book, as often as the place has room for it."""
    workbook = source.sheet.book.workbook
    pattern = _Pattern(workbook.sheet(source.sheet.name), source.area)
    sheet = workbook.sheet(target.sheet.name)
    area = source.area
    down, right = (have // one or 1 for have, one in zip(target.shape, source.shape, strict=True))
    for row in range(target.row, target.row + down * area.rows, area.rows):
        for column in range(target.column, target.column + right * area.columns, area.columns):
            pattern.paste(sheet, row, column)
            if sheet.name == source.sheet.name:
                _copy_rules(sheet, area, row - area.top, column - area.left)


class _Pattern:
    """What the copied cells held before anything was pasted over them."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self._area = area
        self._cells: list[tuple[int, int, int, str | None, Scalar]] = []
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell = sheet.cell(row, column)
                if cell is not None and cell.area is not None:
                    raise NotImplementedError(f"copying the array formula in {cell.name}")
                formula = sheet.formula_of(cell) if cell else None
                value = sheet.value_of(cell) if cell else None
                self._cells.append((row, column, cells.style_of(sheet, row, column), formula, value))

    def paste(self, sheet: Sheet, top: int, left: int) -> None:
        """Write the cells with their first one at ``top``, ``left``."""
        down, right = top - self._area.top, left - self._area.left
        for row, column, style, formula, value in self._cells:
            place = row + down, column + right
            cells.set_style(sheet, *place, style)
            if formula is not None:
                cells.put_formula(sheet, *place, shift(formula, down, right))
            else:
                cells.put(sheet, *place, cells.as_typed(value))


def _copy_rules(sheet: Sheet, source: Area, down: int, right: int) -> None:
    """Let the validations and conditional formats of ``source`` hold for its copy too."""

    def copied(match: re.Match[str]) -> str:
        areas = parse_areas(match["cells"])
        for shared in filter(None, [cells.common(area, source) for area in areas]):
            copy = Area(shared.top + down, shared.left + right, shared.bottom + down, shared.right + right)
            areas = _with_area(areas, copy)
        return match["open"] + " ".join(map(str, areas))

    tail = _RULE.sub(copied, sheet.tail)
    if tail != sheet.tail:
        sheet.tail, sheet.changed = tail, True


def _with_area(areas: list[Area], new: Area) -> list[Area]:
    """Return the areas with one more, which lengthens the one that it stands right below."""
    for number, area in enumerate(areas):
        if cells.common(area, new) == new:
            return areas
        if (area.left, area.right, area.bottom + 1) == (new.left, new.right, new.top):
            longer = Area(area.top, area.left, new.bottom, area.right)
            return [*areas[:number], longer, *areas[number + 1 :]]
    return [*areas, new]
