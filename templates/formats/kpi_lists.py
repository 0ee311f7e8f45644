"""The lists behind the dropdowns of KPI workbooks, and what a status is called and where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from templates.formats.lists import PERSPECTIVES
from templates.formats.palette import PERCENT
from templates.formats.style import Page
from templates.formats.tables import Column, fixed_table

POLARITIES: Final = (
    ("Maksimalkan", "Makin besar makin baik", "Penjualan, kepuasan pelanggan, produktivitas."),
    ("Minimalkan", "Makin kecil makin baik", "Keluhan, produk cacat, kecelakaan kerja."),
    ("Stabilkan", "Makin dekat target makin baik", "Kadar air, persediaan; lihat kolom Toleransi."),
)
CONSOLIDATIONS: Final = (
    ("Jumlah", "Bulan-bulan dijumlahkan", "Omzet, jumlah keluhan."),
    ("Rata-rata", "Rata-rata bulan yang terisi", "Nilai survei kepuasan."),
    ("Terakhir", "Nilai bulan terakhir", "Jumlah karyawan, saldo piutang."),
    ("Tertinggi", "Nilai bulan tertinggi", "Beban puncak."),
    ("Terendah", "Nilai bulan terendah", "Saldo kas terendah."),
    ("Rasio", "Jumlah pembilang dibagi jumlah penyebut", "Cacat dibagi produksi; isi kolom Penyebut."),
)
TYPES: Final = (
    ("Langsung", "KPI yang sama, dipikul satu departemen", "Huruf L pada matriks."),
    ("Kontribusi", "Sebagian target; porsi semua pemikul 100%", "Huruf K pada matriks."),
    ("Bersama", "Target yang sama untuk beberapa departemen", "Huruf B pada matriks."),
    ("Pendukung", "KPI lain yang membantu; tidak ikut dijumlahkan", "Huruf P pada matriks."),
)
ASPECTS: Final = (
    ("Mutu", "Sasaran mutu", "Produk, layanan, proses."),
    ("K3", "Keselamatan dan kesehatan kerja", "Kecelakaan, penyakit akibat kerja."),
    ("Lingkungan", "Sasaran lingkungan", "Limbah, energi, emisi."),
    ("Lainnya", "Aspek lain", "Keuangan, SDM, dan seterusnya."),
)

_LISTS: Final = (
    ("perspektif", "Perspektif", PERSPECTIVES),
    ("polaritas", "Polaritas", POLARITIES),
    ("konsolidasi", "Konsolidasi", CONSOLIDATIONS),
    ("jenis", "Jenis", TYPES),
    ("aspek", "Aspek", ASPECTS),
)
_MEANING: Final = (Column("Nama"), Column("Keterangan"))


def draw_lists(page: Page, row: int) -> int:
    """Draw the fixed lists one under another and name them; return the first row below.

    Args:
        page: The sheet; its columns A to C are used.
        row: First row.
    """
    for name, heading, rows in _LISTS:
        row = _list(page, row, name, (Column(heading), *_MEANING), rows)
    return row


def draw_statuses(page: Page, row: int) -> int:
    """Draw the table of status names, ``Nama_status``; return the first row below."""
    rows = (
        ("{{ settings.status_names[0] }}", "Hijau", "Mulai dari Batas hijau."),
        ("{{ settings.status_names[1] }}", "Kuning", "Mulai dari Batas kuning."),
        ("{{ settings.status_names[2] }}", "Merah", "Di bawah Batas kuning."),
    )
    columns = (Column("Nama status", "input"), Column("Lampu"), Column("Kapan"))
    block = fixed_table(page, "tbl_status", columns, rows, row=row)
    page.house.name("Nama_status", block.span("A"))
    return block.last + 2


def draw_thresholds(page: Page, row: int) -> int:
    """Draw the table of the bands, ``Batas_peringkat``; return the first row below."""
    rows = tuple(
        (f"{{{{ settings.thresholds[{n}] }}}}", f"Peringkat {5 - n}", "Pencapaian mulai dari batas ini.")
        for n in range(4)
    )
    columns = (Column("Batas peringkat", "input", look={"num_format": PERCENT, "align": "left"}), *(_MEANING))
    block = fixed_table(page, "tbl_peringkat", columns, rows, row=row)
    page.house.name("Batas_peringkat", block.span("A"))
    return block.last + 2


def _list(page: Page, row: int, name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> int:
    block = fixed_table(page, f"tbl_{name}", columns, rows, row=row)
    page.house.name(f"Daftar_{name}", block.span("A"))
    return block.last + 2
