"""The report ``sop_register``: the register of all procedures, values without formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.palette import ALARM, CELL, DAY, GOOD, QUIET, TEXT, Look
from templates.formats.style import Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

_DOCUMENT: Final = {
    "company": "{{ company.name }}",
    "number": "",
    "revision": "",
    "date": "{{ day }}",
    "year": "Semua unit kerja",
}
_CENTRE: Final[Look] = {"align": "center"}
_DATE: Final[Look] = {**_CENTRE, "num_format": DAY}
_SOON: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}
_COUNT: Final[Look] = {**CELL, **_CENTRE, "bold": True, "font_size": 13}
_TOLD: Final = HEADING_ROW + 6


def draw(path: Path) -> None:
    """Draw the template of the register.

    Args:
        path: File to write.
    """
    house = House(path, "Daftar SOP", 1)
    widths = (16, 38, 16, 8, 13, 13, 13, 13, 20, 13, 18, 30)
    page = Page(house, "Daftar SOP", "Daftar standar operasional prosedur", widths, document=_DOCUMENT)
    page.put("A5", "Dibuat dari buku kerja SOP dalam satu folder, per {{ day | tanggal }}",
             {**TEXT, "font_color": QUIET, "italic": True})  # fmt: skip
    page.figures(
        {
            "A": Figure("SOP", "{{ figures.count }}", _COUNT),
            "C:D": Figure("Berlaku", "{{ figures.in_force }}", _COUNT),
            "E:F": Figure("Belum disahkan", "{{ figures.waiting }}", _COUNT),
            "I": Figure("Terlambat ditinjau", "{{ figures.late }}", _COUNT),
            "K": Figure("Ditinjau dalam 30 hari", "{{ figures.soon }}", _COUNT),
        }
    )
    _draw_entries(page)
    _draw_told(page)
    page.freeze(HEADING_ROW, 2)
    house.close()


def _draw_entries(page: Page) -> None:
    columns = (
        Column("No. SOP", "data", "{{ one.number }}", {"bold": True}),
        Column("Judul", "data", "{{ one.title }}"),
        Column("Unit kerja", "data", "{{ one.unit }}"),
        Column("Revisi", "data", "{{ one.revision }}", _CENTRE),
        Column("Tanggal berlaku", "data", "{{ one.effective }}", _DATE),
        Column("Dibuat", "data", "{{ one.made }}", _DATE),
        Column("Dikoreksi", "data", "{{ one.corrected }}", _DATE),
        Column("Disahkan", "data", "{{ one.approved }}", _DATE),
        Column("Keadaan", "data", "{{ one.state }}", _CENTRE),
        Column("Tinjauan berikutnya", "data", "{{ one.review }}", _DATE),
        Column("Tinjauan", "data", "{{ one.review_state }}", _CENTRE),
        Column("Berkas", "data", "{{ one.file }}", {"font_size": 9}),
    )
    block = loop_table(page, "tbl_sop", columns, "one in entries")
    row = block.first + 1
    page.mark(f"I{row}", f'=I{row}="Berlaku"', GOOD)
    page.mark(f"I{row}", f'=I{row}="Dikembalikan"', ALARM)
    page.mark(f"I{row}", f'=LEFT(I{row},8)="Menunggu"', _SOON)
    page.mark(f"K{row}", f'=LEFT(K{row},9)="Terlambat"', ALARM)
    page.mark(f"K{row}", f'=OR(K{row}="Segera",K{row}="Belum dijadwalkan")', _SOON)
    for column in "FGH":
        page.mark(f"{column}{row}", f'={column}{row}="Dikembalikan"', ALARM)


def _draw_told(page: Page) -> None:
    """Draw the files that are not as they should be; nothing stands there when all are."""
    page.put(f"A{_TOLD}", "{% if told %}", {})
    page.section(_TOLD + 1, "Berkas yang perlu diperiksa", "L")
    page.put(f"A{_TOLD + 2}", "{% for one in told %}", {})
    page.put(f"A{_TOLD + 3}:B{_TOLD + 3}", "{{ one.file }}", CELL)
    page.put(f"C{_TOLD + 3}:L{_TOLD + 3}", "{{ one.reason }}", CELL)
    page.put(f"A{_TOLD + 4}", "{% endfor %}", {})
    page.put(f"A{_TOLD + 5}", "{% endif %}", {})
