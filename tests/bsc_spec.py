"""What the actions, the reports and the planners look for in the Balanced Scorecard workbook."""

from __future__ import annotations

SHEETS = [
    *("Petunjuk", "Pengaturan", "Sasaran Strategis", "KPI Corporate", "KPI Directorate", "Cascading"),
    *(
        "Matriks Cascading",
        "KPI Departemen",
        "Persetujuan",
        "Penyerahan",
        "Realisasi",
        "Verifikasi",
        "Revisi",
    ),
    *("Capaian Corporate", "Capaian Directorate", "Skor Departemen", "Scorecard", "Strategy Map"),
    *("Review Semester", "Riwayat", "Hari Libur", "Arsip"),
]
NAMES = {
    *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana", "Tanggal_acuan"),
    *("Bulan_laporan", "Batas_skor", "Cara_minimalkan", "Batas_hijau", "Batas_kuning", "Batas_peringkat"),
    *("Nama_status", "Belum_lapor", "Tanggal_lapor", "Hari_verifikasi", "Faktor_MAD", "Hari_kerja_seminggu"),
    *("Cuti_bersama_libur", "Hari_Libur", "Daftar_perspektif", "Daftar_polaritas", "Daftar_konsolidasi"),
    *("Daftar_jenis", "Daftar_aspek", "Daftar_direktorat", "Daftar_departemen"),
    *("Skor_bulan", "Skor_sd", "Skor_perspektif"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


def months(*bands: str) -> list[str]:
    """Return the headings of these bands."""
    return [f"{band} {month}" for band in bands for month in MONTHS]


_CARD = [
    *("Sasaran", "Inisiatif", "KPI", "Definisi", "Rumus", "Satuan", "Polaritas", "Konsolidasi", "Baseline"),
    *("Bobot", *months("Target"), "Target tahun", "Toleransi", "PIC", "Sumber data"),
]
_MEASURE = ["Satuan", "Polaritas", "Konsolidasi", "Toleransi", "Bobot"]
_PERIOD = ["Target", "Realisasi", "Pencapaian", "Skor", "Status"]
_TO_DATE = [*(f"{one} s.d." for one in _PERIOD), "Lapor s.d."]
_ACHIEVED = [
    *("Perspektif", *_MEASURE, "Pemikul"),
    *months("Target", "Realisasi", "Penyebut", "Pencapaian", "Skor"),
    *_TO_DATE,
]
_WHAT = ["Departemen", "ID", "Kode", "KPI"]

TABLES = {
    "tbl_sasaran": [
        *("Kode", "Perspektif", "Sasaran strategis", "Mendukung", "Jumlah KPI", "Skor s.d.", "Status"),
        "Periksa",
    ],
    "tbl_kpi_korporat": ["Kode", "Perspektif", *_CARD, "Aspek", "Periksa"],
    "tbl_kpi_direktorat": [
        *("Kode", "Direktorat", "Perspektif", *_CARD, "Induk", "Jenis", "Porsi", "Aspek", "Periksa"),
    ],
    "tbl_cascading": [
        *("ID", "Kode", "Kode KPI", "KPI", "Departemen", "Jenis", "Porsi", "Bobot", "PIC"),
        *(*months("Target"), "Periksa"),
    ],
    "tbl_kpi_departemen": [
        *("ID", "Departemen", "Kode", "Perspektif", *_CARD[2:10], *months("Target"), "Toleransi", "PIC"),
        *("Sumber data", "Induk", "Aspek", "Diajukan", "Ronde", "Keputusan", "Catatan", "Diputuskan"),
    ],
    "tbl_persetujuan": [
        *("Ronde", "Tanggal", "Tingkat", "Keputusan", "Diputuskan oleh", "Catatan Direksi", "Tindak lanjut"),
    ],
    "tbl_penyerahan": [
        *("Departemen", "Bulan", "Batas", "Diterima", "Jatuh tempo", "Terisi", "Status", "Terverifikasi"),
    ],
    "tbl_realisasi": [
        *("ID", "Kode", "KPI", "Departemen", "Induk", "Jenis", "Perspektif", *_MEASURE),
        *(*months("Target", "Realisasi", "Penyebut"), *_TO_DATE, "Bobot dihitung", "Bobot x Skor"),
    ],
    "tbl_temuan": [
        *("Tanggal", "Bulan", *_WHAT, "Realisasi", "Penyebut", "Temuan", "Keputusan", "Catatan"),
    ],
    "tbl_revisi": [
        *("Diterima", "Bulan", *_WHAT, "Realisasi lama", "Penyebut lama", "Realisasi baru", "Penyebut baru"),
        *("Keputusan", "Catatan", "Diputuskan"),
    ],
    "tbl_capaian_korporat": ["Kode", "KPI", *_ACHIEVED],
    "tbl_capaian_direktorat": ["Kode", "KPI", "Direktorat", *_ACHIEVED],
    "tbl_skor_departemen": [
        *("Departemen", "Bobot", "Skor s.d.", "Status", "Hijau", "Kuning", "Merah", "Belum lapor"),
    ],
    "tbl_scorecard": [
        *("Perspektif", "Kode", "Sasaran", "KPI", "Satuan", "Bobot"),
        *(f"{one} bulan" for one in _PERIOD),
        *(*_TO_DATE, "Tren"),
    ],
    "tbl_review": [
        *("Semester", "Tingkat", "Departemen", "Kode", "KPI", "Target", "Realisasi", "Pencapaian", "Skor"),
        *("Status", "Penyebab", "Tindak lanjut", "PIC", "Batas", "PPK"),
    ],
    "tbl_riwayat": ["Tanggal", "Departemen", "Kode", "KPI", "Perubahan", "Lama", "Baru"],
    "tbl_libur": [
        *("Tanggal", "Keterangan", "Libur nasional", "Cuti bersama", "Tutup perusahaan", "Perkiraan"),
        "Dihitung",
    ],
    "tbl_arsip": [
        *("Tanggal", "ID", "Kode", "KPI", "Departemen", "Alasan", *months("Realisasi", "Penyebut")),
    ],
}
"""Columns after these are helpers, folded at the far right."""
