"""Sheet ``Pengaturan`` of a department's KPI workbook: whose it is, how it is scored, what is verified."""

from __future__ import annotations

from typing import Final

from templates.formats.bsc_settings import SCORING
from templates.formats.kpi_bands import MONTHS
from templates.formats.kpi_lists import draw_lists, draw_statuses
from templates.formats.palette import COUNT, QUIET
from templates.formats.rules import between
from templates.formats.settings import DOCUMENT, TOP, Setting, setting_rows, year
from templates.formats.style import House, Page
from templates.formats.tables import Column, fixed_table

_SETTINGS: Final = (
    *DOCUMENT,
    Setting("Departemen", "Departemen", "{{ department }}", "Departemen yang melaporkan KPI di berkas ini."),
    Setting("Manajer", "Manajer", "{{ manager }}", "Penanggung jawab; tampil pada tanda tangan."),
    year("Tahun berlakunya KPI di berkas ini."),
    Setting(
        "Bulan_terverifikasi", "Terverifikasi sampai bulan ke-", "{{ verified_month }}",
        "Realisasi sampai bulan ini sudah diperiksa CMS dan terkunci; perubahan disampaikan kepada CMS.",
        between(0, 12, "Bulan terverifikasi", "0 sampai 12; 0 berarti belum ada.", whole=True),
        {"num_format": COUNT},
    ),
    *SCORING,
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, and the lists under them."""
    page = Page(house, "Pengaturan", "Pengaturan", (34, 32, 74), landscape=False, colour=QUIET)
    page.note(
        "Ditetapkan CMS, sama untuk semua departemen. Tidak perlu diubah di sini.", ("input", "calculated")
    )
    row = setting_rows(page, _SETTINGS)
    page.section(row + 1, "Nama status", "C")
    row = draw_statuses(page, row + 2)
    page.section(row, "Daftar pilihan", "C")
    row = draw_lists(page, row + 1)
    columns = (Column("Bulan"), Column("Nama"), Column("Keterangan"))
    block = fixed_table(
        page, "tbl_bulan", columns, [(month, f"Bulan {n}", "") for n, month in enumerate(MONTHS, 1)], row=row
    )
    house.name("Daftar_bulan", block.span("A"))
    page.freeze(TOP - 1)
