"""What a cell shows and how it changes, with Excel's rules for what is typed into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from udfs.registry import ExcelError, Scalar
from xl_addin.ooxml.references import Area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.xml import attributes_of, elements

Shown: TypeAlias = float | str | bool | datetime | ExcelError | None
"""What a cell gives: a number of a date style is a date, as from Excel."""

_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?\s*\Z", re.IGNORECASE)
_CONSTANTS: dict[str, Scalar] = {"TRUE": True, "FALSE": False, **{error.value: error for error in ExcelError}}


def put(sheet: Sheet, row: int, column: int, value: Scalar) -> bool:
    """Type a value as into Excel: ``=`` begins a formula, ``12`` is a number, ``'`` marks what stays text.

    Dates in words, which Excel reads by the computer's region, stay text.

    Returns:
        Whether the cell is another one now.
    """
    if isinstance(value, str):
        if value.startswith("=") and len(value) > 1:
            return put_formula(sheet, row, column, value[1:])
        value = _as_read(value)
    cell = sheet.cell(row, column)
    held = None if cell is None else sheet.value_of(cell)
    changed = not _same(held, value) or (cell is not None and cell.formula is not None)
    if changed:
        changeable(sheet, row, column).set_value(value)
    return changed


def put_formula(sheet: Sheet, row: int, column: int, formula: str, area: Area | None = None) -> bool:
    """Type a formula (without ``=``); the same formula again keeps its calculated value.

    Returns:
        Whether the cell is another one now.
    """
    cell = sheet.cell(row, column)
    changed = cell is None or cell.area != area or sheet.formula_of(cell) != formula
    if changed:
        changeable(sheet, row, column).set_formula(formula, area)
    return changed


def changeable(sheet: Sheet, row: int, column: int) -> Cell:
    """Return a cell to change; one that was not there looks as its row or its column does."""
    cell = sheet.cell(row, column)
    if cell is None:
        style = style_of(sheet, row, column)
        cell = sheet.writable(row, column)
        cell.style = style
    elif "shared" in cell.formula_tag:
        sheet.unshare()
    return sheet.writable(row, column)


def style_of(sheet: Sheet, row: int, column: int) -> int:
    """Return a cell's style; where there is no cell, that of its row or of its column."""
    cell = sheet.cell(row, column)
    if cell is not None:
        return cell.style
    attributes = attributes_of(f"<row{sheet.rows[row].attributes}>") if row in sheet.rows else {}
    if attributes.get("customFormat") in ("1", "true"):
        return int(attributes.get("s", 0))
    return next((style for first, last, style in _column_styles(sheet.head) if first <= column <= last), 0)


@lru_cache(maxsize=64)
def _column_styles(head: str) -> list[tuple[int, int, int]]:
    """Return the styles of columns: first, last, style."""
    return [(int(c["min"]), int(c["max"]), int(c.get("style", 0))) for c in elements(head, "col")]


def set_style(sheet: Sheet, row: int, column: int, style: int) -> None:
    """Change how a cell looks; what it holds stays."""
    if style_of(sheet, row, column) != style:
        sheet.writable(row, column).set_style(style)


def array_areas(sheet: Sheet) -> Iterator[Area]:
    """Yield the areas that array formulas fill; their cells change together or not at all."""
    for cell in sheet.cells():
        if cell.formula_tag and (area := cell.area) is not None:
            yield area


def is_blank(sheet: Sheet, row: int, column: int) -> bool:
    """Say whether a cell holds nothing: no value and no formula."""
    cell = sheet.cell(row, column)
    return cell is None or (cell.formula is None and sheet.value_of(cell) is None)


def common(one: Area, other: Area) -> Area | None:
    """Return the cells that two areas share.

    >>> str(common(Area(1, 1, 5, 5), Area(4, 2, 9, 3)))
    'B4:C5'
    """
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom, right = min(one.bottom, other.bottom), min(one.right, other.right)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def as_typed(value: Scalar) -> Scalar:
    """Return a value such that :func:`put` keeps it as it is: text stays text.

    >>> as_typed("=1+1"), as_typed(2.0)
    ("'=1+1", 2.0)
    """
    return f"'{value}" if isinstance(value, str) else value


def _as_read(text: str) -> Scalar:
    """Return what Excel makes of typed text.

    >>> _as_read("-1.5"), _as_read("true"), _as_read("'12"), _as_read("Isu 1")
    (-1.5, True, '12', 'Isu 1')
    """
    if text.startswith("'"):
        return text[1:] or None
    if _NUMBER.match(text):
        return float(text)
    return _CONSTANTS.get(text.upper(), text or None)


def _same(held: Scalar, value: Scalar) -> bool:
    return held == value and isinstance(held, bool) == isinstance(value, bool)
