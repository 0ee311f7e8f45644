"""What the SOP workbook is agreed to hold: sheets, tables with their headings, names."""

from __future__ import annotations

from typing import Final

SHEETS: Final = [
    *("Petunjuk", "Kebutuhan", "Identitas", "Isi Prosedur", "Istilah", "Pelaksana", "Langkah", "Periksa"),
    *("Diagram Alir", "Simulasi", "Pengesahan", "Sosialisasi", "Monev"),
]
TABLES: Final = {
    "tbl_kebutuhan": [
        *("Unit", "Tugas dan wewenang", "Proses bisnis", "Golongan", "Dokumen", "Pihak terlibat"),
        *("Penanggung jawab", "Durasi", "Perlu SOP", "No SOP", "Keadaan", "Periksa"),
    ],
    "tbl_tim": ["Peran", "Nama", "Jabatan"],
    "tbl_revisi": ["Revisi", "Perubahan", "Tanggal", "Oleh"],
    "tbl_isi": ["Bagian", "No", "Isi", "Kunci", "Periksa"],
    "tbl_bagian": ["Bagian", "Wajib", "Banyaknya butir", "Periksa"],
    "tbl_istilah": ["Istilah", "Arti", "Periksa"],
    "tbl_pelaksana": [
        *("Pelaksana", "Jabatan / bagian", "Jumlah orang", "Luar", "Langkah", "Porsi waktu"),
        *("Sosialisasi", "Periksa"),
    ],
    "tbl_langkah": [
        *("Kode", "Kegiatan", "Pelaksana", "Jenis", "Kelengkapan", "Dokumen", "Waktu cepat"),
        *("Waktu wajar", "Waktu lambat", "Satuan", "Keluaran", "Berikutnya", "Cabang", "Peluang"),
        *("Indikator", "Keterangan", "Waktu harapan", "Periksa"),
    ],
    "tbl_periksa": ["Jenis", "Kode", "Temuan", "Yang perlu diperbaiki"],
    "tbl_simulasi": ["Ukuran", "Nilai", "Satuan"],
    "tbl_sebaran": ["Dari", "Sampai", "Kasus", "Porsi", "Sampai janji", "Lewat janji"],
    "tbl_beban_pelaksana": ["Pelaksana", "Porsi waktu", "Menunggu", "Utilisasi", "Hambatan"],
    "tbl_pengesahan": ["Peran", "Nama", "Jabatan", "Tanggal", "Status", "Catatan", "Periksa"],
    "tbl_sosialisasi": ["Tanggal", "Unit / pihak", "Cara", "Peserta", "Bukti", "Catatan", "Periksa"],
    "tbl_monev": ["Tanggal", "Temuan", "Dampak", "Usul perubahan", "PIC", "Batas", "Status", "Periksa"],
}
NAMES: Final = {
    *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana", "Tanggal_acuan"),
    *("Judul_SOP", "Unit_kerja", "Tanggal_dibuat", "Tanggal_tinjau", "Janji_waktu", "Jam_kerja"),
    *("Daftar_pelaksana", "Daftar_bagian", "Waktu_seluruh", "Simulasi_jumlah", "Simulasi_benih"),
    *(
        "Simulasi_kedatangan",
        "Keadaan_SOP",
        "Tanda_tangan",
        "Tinjauan_terlambat",
        "Hambatan",
        "Rata_rata_selesai",
        "Porsi_dalam_janji",
    ),
}
