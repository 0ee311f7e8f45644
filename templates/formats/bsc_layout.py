"""Which tables the Balanced Scorecard workbook has, on which sheets, with which columns in which order.

Columns after the last one that people read hold what a row looks up once; they stand folded at the far right.
"""

from __future__ import annotations

from typing import Final

from templates.formats.kpi_bands import month_columns as months
from templates.formats.layout import Layout

_MEASURE: Final = ("Inisiatif", "KPI", "Definisi", "Rumus", "Satuan", "Polaritas", "Konsolidasi", "Baseline")
_WHO: Final = ("Toleransi", "PIC", "Sumber data")
_RESULTS: Final = (*months("Target"), *months("Realisasi"), *months("Penyebut"))
_PERIOD: Final = ("Target", "Realisasi", "Pencapaian", "Skor", "Status")
_TO_DATE: Final = (*(f"{one} s.d." for one in _PERIOD), "Lapor s.d.")
_ACHIEVED: Final = (*_RESULTS, *months("Pencapaian"), *months("Skor"), *_TO_DATE)
_CHANGED: Final = ("ID", "Kode", "KPI")

ROW: Final = "Baris"
"""Helper column: the place of the row's code in the table where it is looked up."""
CARRIED: Final = "Induk dihitung"
"""Helper column: the code of the KPI that the row rolls up into; blank where it only supports it."""
PARTS: Final = "Kontribusi"
"""Helper column: how many of the carriers carry a part."""

DUE: Final = "Jatuh tempo"
"""Helper band: how many carriers have a target in the month."""
REPORTED: Final = "Lapor"
"""Helper band: how many of these have reported."""
CARRIERS: Final = (*months(DUE), *months(REPORTED))

Sasaran: Final = Layout(
    "Sasaran Strategis",
    (
        *("Kode", "Perspektif", "Sasaran strategis", "Mendukung", "Jumlah KPI", "Skor s.d.", "Status"),
        "Periksa",
    ),
)
Korporat: Final = Layout(
    "KPI Corporate",
    (
        *("Kode", "Perspektif", "Sasaran", *_MEASURE, "Bobot", *months("Target"), "Target tahun"),
        *(*_WHO, "Aspek", "Periksa"),
    ),
)
Direktorat: Final = Layout(
    "KPI Directorate",
    (
        *("Kode", "Direktorat", "Perspektif", "Sasaran", *_MEASURE, "Bobot", *months("Target")),
        *("Target tahun", *_WHO, "Induk", "Jenis", "Porsi", "Aspek", "Periksa"),
    ),
)
Cascading: Final = Layout(
    "Cascading",
    (
        *("ID", "Kode", "Kode KPI", "KPI", "Departemen", "Jenis", "Porsi", "Bobot", "PIC"),
        *(
            *months("Target"),
            "Periksa",
            "Baris korporat",
            "Baris direktorat",
            "Satuan",
            "Konsolidasi",
            "Kunci",
            "Faktor",
            "Huruf",
        ),
    ),
)
Departemen: Final = Layout(
    "KPI Departemen",
    (
        *("ID", "Departemen", "Kode", "Perspektif", *_MEASURE[1:], "Bobot", *months("Target"), *_WHO),
        *("Induk", "Aspek", "Diajukan", "Ronde", "Keputusan", "Catatan", "Diputuskan"),
    ),
)
Persetujuan: Final = Layout(
    "Persetujuan",
    ("Ronde", "Tanggal", "Tingkat", "Keputusan", "Diputuskan oleh", "Catatan Direksi", "Tindak lanjut"),
)
Penyerahan: Final = Layout(
    "Penyerahan",
    (
        *("Departemen", "Bulan", "Batas", "Diterima", "Jatuh tempo", "Terisi", "Status", "Terverifikasi"),
        "Diterima bulan laporan",
    ),
)
Realisasi: Final = Layout(
    "Realisasi",
    (
        *("ID", "Kode", "KPI", "Departemen", "Induk", "Jenis", "Perspektif", "Satuan", "Polaritas"),
        *("Konsolidasi", "Toleransi", "Bobot", *_RESULTS, *_TO_DATE, "Bobot dihitung", "Bobot x Skor"),
        CARRIED,
    ),
)
Temuan: Final = Layout(
    "Verifikasi",
    (
        *("Tanggal", "Bulan", "Departemen", *_CHANGED, "Realisasi", "Penyebut", "Temuan"),
        *("Keputusan", "Catatan"),
    ),
)
Revisi: Final = Layout(
    "Revisi",
    (
        *("Diterima", "Bulan", "Departemen", *_CHANGED, "Realisasi lama", "Penyebut lama"),
        *("Realisasi baru", "Penyebut baru", "Keputusan", "Catatan", "Diputuskan"),
    ),
)
_KPI: Final = ("Perspektif", "Satuan", "Polaritas", "Konsolidasi", "Toleransi", "Bobot", "Pemikul")
CapaianKorporat: Final = Layout(
    "Capaian Corporate", ("Kode", "KPI", *_KPI, *_ACHIEVED, ROW, PARTS, *CARRIERS)
)
CapaianDirektorat: Final = Layout(
    "Capaian Directorate",
    ("Kode", "KPI", "Direktorat", *_KPI, *_ACHIEVED, ROW, PARTS, *CARRIERS, CARRIED, "Jenis"),
)
Skor: Final = Layout(
    "Skor Departemen",
    ("Departemen", "Bobot", "Skor s.d.", "Status", "Hijau", "Kuning", "Merah", "Belum lapor"),
)
SCORECARD_ROW: Final = 21
"""The headings of the scorecard's KPIs stand below the perspectives and the chart."""
Scorecard: Final = Layout(
    "Scorecard",
    (
        *("Perspektif", "Kode", "Sasaran", "KPI", "Satuan", "Bobot"),
        *(*(f"{one} bulan" for one in _PERIOD), *_TO_DATE, "Tren"),
        *(ROW, "Kode sasaran", "Bobot bulan", "Bobot x Skor bulan", "Bobot s.d.", "Bobot x Skor s.d."),
    ),
    SCORECARD_ROW,
)
Review: Final = Layout(
    "Review Semester",
    (
        *("Semester", "Tingkat", "Departemen", "Kode", "KPI", "Target", "Realisasi", "Pencapaian", "Skor"),
        *("Status", "Penyebab", "Tindak lanjut", "PIC", "Batas", "PPK"),
    ),
)
Riwayat: Final = Layout("Riwayat", ("Tanggal", "Departemen", "Kode", "KPI", "Perubahan", "Lama", "Baru"))
Arsip: Final = Layout(
    "Arsip",
    (
        *("Tanggal", "ID", "Kode", "KPI", "Departemen", "Alasan"),
        *(*months("Realisasi"), *months("Penyebut")),
    ),
)

TABLES: Final = {
    "tbl_sasaran": Sasaran,
    "tbl_kpi_korporat": Korporat,
    "tbl_kpi_direktorat": Direktorat,
    "tbl_cascading": Cascading,
    "tbl_kpi_departemen": Departemen,
    "tbl_persetujuan": Persetujuan,
    "tbl_penyerahan": Penyerahan,
    "tbl_realisasi": Realisasi,
    "tbl_temuan": Temuan,
    "tbl_revisi": Revisi,
    "tbl_capaian_korporat": CapaianKorporat,
    "tbl_capaian_direktorat": CapaianDirektorat,
    "tbl_skor_departemen": Skor,
    "tbl_scorecard": Scorecard,
    "tbl_review": Review,
    "tbl_riwayat": Riwayat,
    "tbl_arsip": Arsip,
}
"""The layout of each table, by the table's name; formulas name them by the layout's name."""

LAYOUTS: Final = {
    name: found for name, found in globals().items() if isinstance(found, Layout) and not name.startswith("_")
}
