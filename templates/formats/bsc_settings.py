"""Sheet ``Pengaturan`` of the Balanced Scorecard workbook: the switches of the method and the lists."""

from __future__ import annotations

from typing import Final

from templates.formats.kpi_bands import COUNTED_ZERO
from templates.formats.kpi_lists import draw_lists, draw_statuses, draw_thresholds
from templates.formats.palette import COUNT, PERCENT
from templates.formats.rules import at_least_zero, between, choice
from templates.formats.settings import DOCUMENT, LEAVE, TOP, WEEK, Setting, option, setting_rows, today, year
from templates.formats.style import House, Page
from templates.formats.tables import Column, loop_table

SKIPPED: Final = "Dilewati"
MINIMIZE: Final = ("2-A/T", "T/A")

_SHARE: Final = {"num_format": PERCENT}
_COUNT: Final = {"num_format": COUNT}

YEAR: Final = (
    year("Tahun berlakunya KPI di buku kerja ini."),
    today('Dipakai sebagai "hari ini" untuk melihat keterlambatan; hasil tidak berubah sendiri tiap hari.'),
    Setting(
        "Bulan_laporan", "Bulan laporan (1 sampai 12)", "{{ month }}",
        "Scorecard menampilkan bulan ini dan kumulatif (s.d.) Januari sampai bulan ini.",
        between(1, 12, "Bulan laporan", "1 = Januari sampai 12 = Desember.", whole=True), _COUNT,
    ),
)  # fmt: skip
"""Settings that move on through the year."""

SCORING: Final = (
    Setting(
        "Batas_skor", "Batas atas skor", "{{ settings.cap }}",
        "Pencapaian di atas batas dihitung sebesar batas. 0 = tanpa batas.",
        at_least_zero("Batas atas skor", "120%, 110%, 100%; 0 = tanpa batas."), _SHARE,
    ),
    Setting(
        "Cara_minimalkan", "Pencapaian KPI Minimalkan", "{{ settings.minimize_as }}",
        "2-A/T: dua dikurangi realisasi per target. T/A: target per realisasi.",
        option(MINIMIZE, "KPI Minimalkan"),
    ),
    Setting(
        "Batas_hijau", "Batas hijau", "{{ settings.green }}", "Status hijau mulai dari pencapaian ini.",
        between(0, 2, "Batas hijau", "Pencapaian, misalnya 100%."), _SHARE,
    ),
    Setting(
        "Batas_kuning", "Batas kuning", "{{ settings.yellow }}",
        "Status kuning mulai dari pencapaian ini; di bawahnya merah.",
        between(0, 2, "Batas kuning", "Pencapaian, misalnya 80%."), _SHARE,
    ),
    Setting(
        "Belum_lapor", "KPI yang belum dilaporkan", "{{ settings.unreported }}",
        "Dihitung 0: KPI jatuh tempo tanpa realisasi bernilai 0. Dilewati: tidak ikut dihitung.",
        option((COUNTED_ZERO, SKIPPED), "KPI belum dilaporkan"),
    ),
)  # fmt: skip
"""How results become scores."""

_CALENDAR: Final = (
    Setting(
        "Tanggal_lapor", "Batas lapor (tanggal)", "{{ settings.report_day }}",
        "Realisasi sebulan masuk paling lambat tanggal ini pada bulan berikutnya.",
        between(1, 28, "Batas lapor", "Tanggal pada bulan berikutnya.", whole=True), _COUNT,
    ),
    Setting(
        "Hari_verifikasi", "Lama verifikasi (hari kerja)", "{{ settings.verify_days }}",
        "CMS selesai memeriksa sekian hari kerja sejak departemen terakhir menyerahkan.",
        between(1, 30, "Lama verifikasi", "Hari kerja.", whole=True), _COUNT,
    ),
    Setting(
        "Faktor_MAD", "Batas kewajaran (kali MAD)", "{{ settings.mad }}",
        "Realisasi yang menyimpang dari median KPI itu lebih dari sekian kali MAD ditanyakan kembali.",
        between(1, 10, "Batas kewajaran", "Biasanya 3."), {"num_format": "General"},
    ),
    WEEK,
    LEAVE,
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, and the lists under them."""
    page = Page(house, "Pengaturan", "Pengaturan", (34, 32, 74), landscape=False)
    page.note(
        "Ganti Bulan laporan setiap bulan; yang lain diperiksa setahun sekali.", ("input", "calculated")
    )
    row = setting_rows(page, (*DOCUMENT, *YEAR, *SCORING, *_CALENDAR))
    page.section(row + 1, "Batas dan nama status", "C")
    row = draw_thresholds(page, draw_statuses(page, row + 2))
    page.section(row, "Daftar pilihan", "C")
    row = draw_lists(page, row + 1)
    _organization(page, row)
    page.freeze(TOP - 1)


def _organization(page: Page, row: int) -> None:
    """Draw directorates and departments, the last free to grow."""
    directorate = Column("Direktorat", "input", "{{ name }}")
    every = 'name in departments | map(attribute="directorate") | select | unique'
    block = loop_table(page, "tbl_direktorat", (directorate,), every, row=row)
    page.house.name("Daftar_direktorat", block.span("A"))
    belongs = choice("Daftar_direktorat", "Direktorat", "Direktorat yang membawahi.", strict=False)
    columns = (
        Column("Departemen", "input", "{{ department.name }}", required=True),
        Column("Direktorat", "input", "{{ department.directorate }}", rule=belongs, required=True),
        Column("Manajer", "input", "{{ department.manager }}"),
    )
    block = loop_table(page, "tbl_departemen", columns, "department in departments", row=block.last + 2)
    page.house.name("Daftar_departemen", block.span("A"))
