"""What the actions and the planners look for in the discounts workbook."""

from __future__ import annotations

from typing import Final

SHEETS: Final = [
    *("Petunjuk", "Pengaturan", "Pelanggan", "Tingkatan", "Pembelian", "Retur", "Faktur", "Pembayaran"),
    *("Perhitungan", "Penjelasan", "Riwayat", "Rekap", "Hari Libur", "Arsip"),
]
NAMES: Final = {
    *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana", "Tanggal_acuan"),
    *("Bulan_hitung", "Periode_target", "Cara_diskon", "Jatuh_tempo_libur", "Hari_kerja_seminggu"),
    *("Cuti_bersama_libur", "Hari_Libur", "Awal_bulan", "Akhir_bulan", "Bulan_lalu", "Awal_periode"),
    *("Status_bulan", "Kunci_bulan", "Bulan_terhitung", "Tingkatan_diskon", "Daftar_golongan"),
    "Daftar_pelanggan",
}
LIMITS: Final = [f"{word} {n}" for n in range(1, 6) for word in ("Mulai", "Diskon")]
TABLES: Final[dict[str, list[str]]] = {
    "tbl_pelanggan": [
        *("Kode", "Pelanggan", "Kota", "Golongan", "Tempo (hari)", "Diskon bayar", "Aktif", "Kontak"),
        *("Temuan", "Periksa"),
    ],
    "tbl_tingkatan": ["Golongan", "Diskon bayar", *LIMITS, "Keterangan", "Periksa"],
    "tbl_pembelian": ["No", "Tanggal", "Kode", "Uraian", "Nilai", "Temuan", "Periksa"],
    "tbl_retur": ["No", "Tanggal", "Kode", "No faktur", "Uraian", "Nilai", "Temuan", "Periksa"],
    "tbl_faktur": [
        *("No faktur", "Tanggal", "Kode", "Nilai", "Jatuh tempo", "Keterangan", "Retur", "Terbayar"),
        *("Temuan", "Batas bayar", "Sisa", "Status", "Periksa"),
    ],
    "tbl_pembayaran": [
        *("No bukti", "Tanggal", "No faktur", "Jumlah", "Cara", "Keterangan", "Kode", "Batas bayar"),
        *("Tarif", "Sebelumnya", "Dihitung", "Lebih bayar", "Temuan", "Tepat waktu", "Diskon", "Periksa"),
    ],
    "tbl_hitung": [
        *("Kode", "Pelanggan", "Golongan", "Pembelian", "Retur", "Neto", "Neto periode", "Tingkat", "Tarif"),
        *("Diskon s.d.", "Sudah diberikan", "Diskon target", "Bayar tepat waktu", "Bayar terlambat"),
        *("Diskon bayar", "Koreksi", "Alasan koreksi", "Jumlah", "Bulan lalu", "Selisih"),
        *("Batas berikutnya", "Kurang", "Tercatat", "Periksa", "Baris", *LIMITS),
    ],
    "tbl_penjelasan": [
        *("Kode", "Pelanggan", "Bulan lalu", "Bulan ini", "Selisih", "Pembelian", "Retur", "Tingkat"),
        *("Pembayaran", "Koreksi", "Penjelasan", "Periksa"),
    ],
    "tbl_riwayat": [
        *("Bulan", "Kode", "Pelanggan", "Golongan", "Pembelian", "Retur", "Neto", "Neto periode", "Tingkat"),
        *("Tarif", "Diskon target", "Bayar tepat waktu", "Bayar terlambat", "Diskon bayar", "Koreksi"),
        *("Alasan koreksi", "Jumlah", "Dihitung"),
    ],
    "tbl_bulan": [
        *("Bulan", "Pembelian", "Retur", "Neto", "Diskon target", "Diskon bayar", "Koreksi", "Jumlah"),
        *("% neto", "Pelanggan", "Status", "Dikunci oleh", "Tanggal kunci"),
    ],
    "tbl_arsip": ["Tanggal", "Bulan", "Kode", "Pelanggan", "Isi", "Alasan"],
}
