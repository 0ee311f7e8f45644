"""Which tables the discounts workbook has, on which sheets, with which columns in which order."""

from __future__ import annotations

from typing import Final

from templates.formats.layout import Layout
from udfs.discounts import MOST

LIMITS: Final = tuple(f"{word} {n}" for n in range(1, MOST + 1) for word in ("Mulai", "Diskon"))
"""Thresholds and rates of the tiers by turns, as TARGET_DISCOUNT takes them."""
PLACE: Final = "Baris"
"""Helper column: the row of the customer's group in ``Tingkatan``."""
PERIOD: Final = "Neto periode"
ENTITLED: Final = "Diskon s.d."
GRANTED: Final = "Sudah diberikan"
RECORDED: Final = "Tercatat"
NEXT: Final = "Batas berikutnya"
MISSING: Final = "Kurang"

Pelanggan: Final = Layout(
    "Pelanggan",
    (
        *("Kode", "Pelanggan", "Kota", "Golongan", "Tempo (hari)", "Diskon bayar", "Aktif", "Kontak"),
        *("Temuan", "Periksa"),
    ),
)
Tingkatan: Final = Layout("Tingkatan", ("Golongan", "Diskon bayar", *LIMITS, "Keterangan", "Periksa"))
Pembelian: Final = Layout("Pembelian", ("No", "Tanggal", "Kode", "Uraian", "Nilai", "Temuan", "Periksa"))
Retur: Final = Layout("Retur", ("No", "Tanggal", "Kode", "No faktur", "Uraian", "Nilai", "Temuan", "Periksa"))
Faktur: Final = Layout(
    "Faktur",
    (
        *("No faktur", "Tanggal", "Kode", "Nilai", "Jatuh tempo", "Keterangan"),
        *("Retur", "Terbayar", "Temuan", "Batas bayar", "Sisa", "Status", "Periksa"),
    ),
)
Bayar: Final = Layout(
    "Pembayaran",
    (
        *("No bukti", "Tanggal", "No faktur", "Jumlah", "Cara", "Keterangan"),
        *("Kode", "Batas bayar", "Tarif", "Sebelumnya", "Dihitung", "Lebih bayar", "Temuan"),
        *("Tepat waktu", "Diskon", "Periksa"),
    ),
)
Hitung: Final = Layout(
    "Perhitungan",
    (
        *("Kode", "Pelanggan", "Golongan", "Pembelian", "Retur", "Neto", PERIOD, "Tingkat", "Tarif"),
        *(ENTITLED, GRANTED, "Diskon target", "Bayar tepat waktu", "Bayar terlambat", "Diskon bayar"),
        *("Koreksi", "Alasan koreksi", "Jumlah", "Bulan lalu", "Selisih", NEXT, MISSING, RECORDED),
        *("Periksa", PLACE, *LIMITS),
    ),
)
Penjelasan: Final = Layout(
    "Penjelasan",
    (
        *("Kode", "Pelanggan", "Bulan lalu", "Bulan ini", "Selisih", "Pembelian", "Retur", "Tingkat"),
        *("Pembayaran", "Koreksi", "Penjelasan", "Periksa"),
    ),
)
Riwayat: Final = Layout(
    "Riwayat",
    (
        *("Bulan", "Kode", "Pelanggan", "Golongan", "Pembelian", "Retur", "Neto", PERIOD, "Tingkat"),
        *("Tarif", "Diskon target", "Bayar tepat waktu", "Bayar terlambat", "Diskon bayar", "Koreksi"),
        *("Alasan koreksi", "Jumlah", "Dihitung"),
    ),
)

LAYOUTS: Final = {
    "Pelanggan": Pelanggan, "Tingkatan": Tingkatan, "Pembelian": Pembelian, "Retur": Retur,
    "Faktur": Faktur, "Bayar": Bayar, "Hitung": Hitung, "Penjelasan": Penjelasan, "Riwayat": Riwayat,
}  # fmt: skip
"""Every table by the word that stands for it in formulas: ``Retur[Nilai]``."""

TABLES: Final = {
    "tbl_pelanggan": Pelanggan, "tbl_tingkatan": Tingkatan, "tbl_pembelian": Pembelian, "tbl_retur": Retur,
    "tbl_faktur": Faktur, "tbl_pembayaran": Bayar, "tbl_hitung": Hitung, "tbl_penjelasan": Penjelasan,
    "tbl_riwayat": Riwayat,
}  # fmt: skip
