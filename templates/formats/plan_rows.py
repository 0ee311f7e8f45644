"""Calculations written one under another: what it is, its value, its unit, how it comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from templates.formats.palette import CELL, HEADING, LINE, QUIET, Look
from templates.formats.plan_data import APART, RUPIAH, calculated
from templates.formats.style import Page


@dataclass(frozen=True)
class Row:
    """One line of a calculation; its value has a defined name where others use it."""

    label: str
    formula: str
    unit: str
    how: str
    name: str = ""
    number: str = RUPIAH
    strong: bool = False


def draw_rows(page: Page, row: int, title: str, rows: Sequence[Row]) -> int:
    """Draw a section in columns A to D and return the first free row below it.

    Args:
        page: The sheet.
        row: Where the section's heading stands.
        title: The heading.
        rows: The lines.
    """
    page.section(row, title, "D")
    for column, text in zip("ABCD", ("Besaran", "Nilai", "Satuan", "Cara menghitung"), strict=True):
        page.put(f"{column}{row + 1}", text, HEADING)
    for place, one in enumerate(rows, row + 2):
        page.fit(place, {"A": one.label, "D": one.how}, least=18)
        page.put(f"A{place}", one.label, CELL | {"bold": one.strong})
        page.put(f"B{place}", one.formula, calculated(one.number, align="right", bold=one.strong))
        page.put(f"C{place}", one.unit, CELL | APART)
        page.put(f"D{place}", one.how, CELL)
        if one.name:
            sheet = page.name if page.name.isalnum() else f"'{page.name}'"
            page.house.name(one.name, f"{sheet}!$B${place}")
    return row + 2 + len(rows) + 1


def helper(page: Page, first: str, row: int, rows: Sequence[Sequence[str]], number: str = RUPIAH) -> None:
    """Write the data of a chart beside the print area: headings, then formulas."""
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE}
    note: Look = {"font_size": 8, "font_color": QUIET, "italic": True}
    page.put(f"{first}{row}", "Data grafik (dihitung, jangan diubah)", note)
    start = ord(first)
    for offset, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            look = small | ({"bold": True} if offset == 1 else {"num_format": number})
            page.put(f"{chr(start + column)}{row + offset}", text, look, cached=0)
