"""What the actions and the planners look for in the complaints workbook."""

from __future__ import annotations

from typing import Final

SHEETS: Final = [
    *("Petunjuk", "Pengaturan", "Register", "Tindak Lanjut", "Rekap", "Pareto", "Tren", "Hari Libur"),
    "Arsip",
]
NAMES: Final = {
    *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana", "Tanggal_acuan"),
    *("Batas_terus", "Batas_jawab", "Batas_balas", "Hari_terus_balas", "Hari_kerja_seminggu"),
    *("Cuti_bersama_libur", "Hari_Libur", "Rekap_dari", "Rekap_sampai", "Periode_awal", "Periode_akhir"),
    *("Daftar_saluran", "Daftar_kelas", "Daftar_sebab", "Daftar_bagian"),
    "Nomor_terakhir",
}
TYPED: Final = [
    *("No", "Diterima", "Saluran", "Pelanggan", "Kontak", "Kelas", "Uraian", "Produk / dokumen"),
    *("Lengkap", "Ditanyakan", "Dilengkapi", "Bagian", "Diteruskan", "Diterima bagian", "Jawaban"),
    *("Sebab", "Dijawab", "Dibalas", "Cara balas", "Tindakan", "PIC", "Batas tindakan"),
    *("Tindakan selesai", "Catatan"),
]
_RECAP: Final = [
    *("Masuk", "Terbuka", "Lewat batas", "Tepat waktu", "Terlambat", "Jawaban lambat", "% tepat waktu"),
    *("Hari terus", "Hari jawab", "Hari balas", "Hari semua"),
]
TABLES: Final[dict[str, list[str]]] = {
    "tbl_kelas": ["Kelas", "Penerima", "Diteruskan ke", "Arti"],
    "tbl_bagian": ["Bagian", "Penanggung jawab"],
    "tbl_sebab": ["Sebab"],
    "tbl_saluran": ["Saluran"],
    "tbl_register": [
        *TYPED,
        *("Hitung mulai", "Batas terus", "Batas jawab", "Batas balas", "Tahap", "Jatuh tempo", "Status"),
        *("Tepat waktu", "Periksa", "Mulai jawab", "Hari terus", "Hari jawab", "Hari balas", "Hari semua"),
        *("Lambat terus", "Lambat jawab", "Lambat balas", "Lambat tindakan", "Terlambat"),
    ],
    "tbl_tindak_lanjut": [
        *("Tanggal", "No", "Perkembangan", "Oleh", "Batas lama", "Batas baru", "Periksa"),
    ],
    "tbl_rekap_kelas": ["Kelas", *_RECAP],
    "tbl_rekap_bagian": ["Bagian", *_RECAP],
    "tbl_pareto": ["No", "Sebab", "Jumlah", "Porsi", "Kumulatif", "Golongan"],
    "tbl_tren": [
        *("Bulan", "Masuk", "Tepat waktu", "Terlambat", "Terbuka", "% tepat waktu"),
        *("Hari sampai dibalas", "Periksa"),
    ],
    "tbl_libur": [
        *("Tanggal", "Keterangan", "Libur nasional", "Cuti bersama", "Tutup perusahaan"),
        *("Perkiraan", "Dihitung"),
    ],
    "tbl_arsip": ["Tanggal", "Lembar", "No", "Isi", "Alasan"],
}
