"""Sheet ``Data`` of the production planning workbooks: inputs, where they come from, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from templates.formats.list_sheets import figure
from templates.formats.palette import CELL, Look, filled
from templates.formats.rules import Rule, at_least_zero
from templates.formats.settings import DOCUMENT, Setting, option, year
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table

RUPIAH: Final = "#,##0"
EXACT: Final = "#,##0.00"
SHARE: Final = "0.0%"
APART: Final[Look] = {"indent": 1}
"""What keeps a text apart from the number before it."""

YEAR: Final = year("Tahun rencana; tampil di kepala setiap lembar.")
AS_PAPER: Final = Setting(
    "Sesuai_makalah", "Sesuai makalah", '{{ settings.as_paper or "Tidak" }}',
    "Tidak: cara yang benar. Ya: hitungan diulang menurut makalah, termasuk kekeliruannya.",
    option(("Ya", "Tidak"), "Sesuai makalah"),
)  # fmt: skip


@dataclass(frozen=True)
class Input:
    """One row of ``tbl_masukan``: a value with its defined name, and where ``update_plan`` finds it.

    Args:
        name: Defined name of the value, and its key under ``inputs`` in the data.
        unit: What it is counted in.
        meaning: What it is, in words.
        file: Workbook of the set that gives it; "" where it is typed.
        source: Defined name there.
        number: Number format.
        optional: Whether it may stay blank.
        rule: Validation; numbers from 0 on if there is none.
    """

    name: str
    unit: str
    meaning: str
    file: str = ""
    source: str = ""
    number: str = RUPIAH
    optional: bool = False
    rule: Rule | None = None


def draw_data(house: House, title: str, inputs: Sequence[Input], settings: Sequence[Setting]) -> Page:
    """Draw the inputs as ``tbl_masukan`` and, below, the document header's fields and the settings."""
    page = Page(house, "Data", title, (27, 24, 18, 16, 24, 62))
    page.note("Isi sel kuning. Baris dengan berkas asal diperbarui oleh tombol Perbarui rencana.")
    page.sheet.set_row(7, 6)
    _inputs(page, inputs)
    row = HEADING_ROW + len(inputs) + 2
    page.section(row, "Pengaturan", "F")
    for offset, setting in enumerate((*DOCUMENT, YEAR, *settings), 1):
        page.fit(row + offset, {"C:F": setting.meaning}, least=18)
        page.put(f"A{row + offset}", setting.label, CELL | {"bold": True})
        page.ask(f"B{row + offset}", setting.content, setting.rule, **{"align": "left", **setting.look})
        page.put(f"C{row + offset}:F{row + offset}", setting.meaning, CELL | APART)
        house.name(setting.name, f"Data!$B${row + offset}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)
    return page


def _inputs(page: Page, inputs: Sequence[Input]) -> None:
    first, last = HEADING_ROW + 1, HEADING_ROW + len(inputs)
    headings = ("Nama", "Nilai", "Satuan", "Dari berkas", "Dari nama", "Keterangan")
    columns = [Column(text, look=APART if text == "Satuan" else {}) for text in headings]
    rows = [(one.name, "", one.unit, one.file, one.source, one.meaning) for one in inputs]
    fixed_table(page, "tbl_masukan", columns, rows, row=HEADING_ROW)
    needed = [row for row, one in enumerate(inputs, first) if not one.optional]
    for row, one in enumerate(inputs, first):
        look: Look = {"num_format": one.number, "align": "right"}
        rule = one.rule or at_least_zero(one.name[:32], one.meaning[:250])
        page.ask(f"B{row}", f"{{{{ inputs.{one.name} }}}}", rule, **look)
        page.house.name(one.name, f"Data!$B${row}")
        if one.optional:
            continue
        page.mark(f"B{row}", f'=B{row}=""', {"bg_color": "#F9DCD8"})
    empty = "+".join(f'(B{row}="")*1' for row in needed) or "0"
    page.figures(
        {
            "A": figure("Isian yang kosong", f"={empty}"),
            "B": figure(
                "Pemeriksaan",
                f'=IF(SUMPRODUCT((B{first}:B{last}>"")*1)>0,"Ada teks, bukan angka",'
                'IF(A7>0,"Lengkapi isian","OK"))',
            ),
        }
    )
    page.mark_checks("B7")


def calculated(number: str = RUPIAH, **more: object) -> Look:
    """Return the look of a calculated number."""
    return filled("calculated", num_format=number, **more)
