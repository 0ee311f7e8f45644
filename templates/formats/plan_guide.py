"""Sheet ``Petunjuk`` of the production planning workbooks: the same parts in each, other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_WIDTHS: Final = (5, 66, 28, 40, 26)


def draw_plan_guide(
    house: House,
    title: str,
    purpose: str,
    steps: Sequence[tuple[str, str, str]],
    sections: Mapping[str, Sequence[tuple[str, str]]],
    widths: Sequence[float] = _WIDTHS,
) -> None:
    """Draw what the workbook is for, its steps, what the fills mean, and further sections.

    Args:
        house: The workbook.
        title: Title of the sheet.
        purpose: What the workbook is for, in a sentence or two.
        steps: What is done, by whom, on which sheet.
        sections: Rows of a term and its meaning, by heading.
        widths: Widths of the columns.
    """
    page = Page(house, "Petunjuk", title, widths)
    page.note("Bacalah sekali sebelum mulai. Lembar diisi dari kiri ke kanan.", ())
    guide = Guide(page)
    guide.part("Untuk apa", (purpose,))
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Lembar"), steps)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in sections.items():
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
