"""The lists behind the dropdowns, the same in the SWOT workbook and in the issue form."""

from __future__ import annotations

from typing import Final

from templates.formats.style import Page
from templates.formats.tables import Block, Column, fixed_table, loop_table

CATEGORIES: Final = (
    ("S", "Strength (kekuatan)", "Isu internal yang menguntungkan: hal yang lebih baik daripada pesaing."),
    (
        "W",
        "Weakness (kelemahan)",
        "Isu internal yang merugikan: hal yang masih kurang dan dapat dibenahi sendiri.",
    ),
    ("O", "Opportunity (peluang)", "Isu eksternal yang menguntungkan bila dimanfaatkan."),
    ("T", "Threat (ancaman)", "Isu eksternal yang merugikan bila tidak diantisipasi."),
)
STRATEGIES: Final = (
    ("SO", "Kekuatan dan peluang", "Memakai kekuatan untuk meraih peluang"),
    ("WO", "Kelemahan dan peluang", "Membenahi kelemahan dengan memanfaatkan peluang"),
    ("ST", "Kekuatan dan ancaman", "Memakai kekuatan untuk menghadapi ancaman"),
    ("WT", "Kelemahan dan ancaman", "Menekan kelemahan dan menghindari ancaman"),
)
PERSPECTIVES: Final = (
    ("Financial", "Keuangan", "Pertumbuhan, laba, biaya, arus kas."),
    ("Customer", "Pelanggan", "Kepuasan, keluhan, pangsa pasar, ketepatan kirim."),
    ("Internal Process", "Proses internal", "Mutu, produktivitas, waktu proses, K3 dan lingkungan."),
    ("Learning & Growth", "Pembelajaran dan pertumbuhan", "Kompetensi, sistem informasi, budaya kerja."),
)
FACTORS: Final = (
    ("Internal: SDM", "Internal", "Jumlah, keahlian, pelatihan, perputaran karyawan."),
    ("Internal: Proses", "Internal", "Kapasitas, mutu, waktu proses, tata letak, K3."),
    ("Internal: Keuangan", "Internal", "Biaya, margin, piutang, arus kas."),
    ("Internal: Produk", "Internal", "Ragam, desain, sertifikat, umur produk."),
    ("Internal: Pemasaran", "Internal", "Merek, saluran, harga, promosi."),
    ("Internal: Teknologi", "Internal", "Mesin, otomatisasi, sistem informasi."),
    ("Eksternal: Regulasi", "Eksternal", "Peraturan, standar wajib, pajak, bea masuk."),
    ("Eksternal: Ekonomi", "Eksternal", "Kurs, inflasi, suku bunga, daya beli."),
    ("Eksternal: Sosial", "Eksternal", "Kependudukan, gaya hidup, kebiasaan kerja."),
    ("Eksternal: Teknologi", "Eksternal", "Bahan dan mesin baru, perdagangan daring."),
    ("Eksternal: Pasar", "Eksternal", "Permintaan, segmen baru, ekspor."),
    ("Eksternal: Pesaing", "Eksternal", "Pemain baru, produk impor, perang harga."),
    ("Eksternal: Pemasok", "Eksternal", "Harga dan ketersediaan bahan, waktu tunggu."),
)

_MEANING: Final = (Column("Nama"), Column("Keterangan"))


def draw_lists(page: Page, row: int, *, planning: bool) -> None:
    """Draw the lists one under another from a row on and name them; departments last, free to grow.

    Args:
        page: The sheet; its columns A to C are used.
        row: First row.
        planning: Draw the lists that only the planners need as well.
    """
    kinds = [("kategori", Column("Kategori"), CATEGORIES)]
    if planning:
        kinds += [
            ("strategi", Column("Strategi"), STRATEGIES),
            ("perspektif", Column("Perspektif"), PERSPECTIVES),
        ]
    for name, column, rows in kinds:
        row = _named(page, name, fixed_table(page, f"tbl_{name}", (column, *_MEANING), rows, row=row))
    columns = (Column("Tinjauan Faktor", "input"), Column("Lingkup", "input"), Column("Contoh", "input"))
    row = _named(page, "faktor", fixed_table(page, "tbl_faktor", columns, FACTORS, row=row))
    department = Column("Departemen", "input", "{{ department }}")
    _named(
        page,
        "departemen",
        loop_table(page, "tbl_departemen", (department,), "department in departments", row=row),
    )


def _named(page: Page, name: str, block: Block) -> int:
    page.house.name(f"Daftar_{name}", block.span("A"))
    return block.last + 2
