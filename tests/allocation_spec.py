"""What the actions and the planners look for in the APS workbook."""

from __future__ import annotations

from typing import Final

MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
SHEETS: Final = [
    *("Petunjuk", "Pengaturan", "Kalender APS", "Kalender Dinding", "ROP", "Routing", "Kapasitas"),
    *("Jam Khusus", "Material", "Bahan per Produk", "Kedatangan", "Kesanggupan", "Beban"),
    *("APS Tahap 1", "APS Tahap 2", "APS Final", "ROP Susulan", "Hari Libur", "Arsip"),
]
NAMES: Final = {
    *("Nama_perusahaan", "No_dokumen", "Revisi", "Tanggal_berlaku", "Tahun_rencana", "Tanggal_acuan"),
    *("Bulan_produksi", "Tanggal_rapat_1", "Tanggal_rapat_2", "Geser_rapat", "Rapat_akhir_lalu"),
    *("Bulan_dari_rapat", "Jeda_operasi", "Hari_kerja_seminggu", "Cuti_bersama_libur", "Hari_Libur"),
    *("Daftar_departemen", "Kalender_APS", "Awal_kalender", "Pusat_dipilih", "Daftar_pusat_kerja"),
    *("Daftar_material", "Nama_bulan", "Awal_bulan", "Akhir_bulan", "Hari_kerja_bulan"),
}
_ORDER: Final = ["No ROP", "Pelanggan", "Kode produk", "Produk"]
_SHARES: Final = [f"% {month}" for month in MONTHS]
_STAGE: Final = [
    *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal sanggup", "Tambah/kurang", "Jumlah disepakati"),
    *("Alasan", "Disepakati oleh", "Periksa"),
]
TABLES: Final[dict[str, list[str]]] = {
    "tbl_departemen": ["Departemen", "Penerima", "Keterangan", "Ikut rapat", "Terima APS"],
    "tbl_bulan": ["Bulan", "Hari pertama", "Hari terakhir", "Hari kerja"],
    "tbl_kalender": [
        *("Mulai", "Selesai", "Tahap", "Bulan produksi", "Rapat menurut aturan", "Usul rapat", "Rapat"),
        *("Hasil dikirim", "Hari kerja", "Alasan", "Periksa"),
    ],
    "tbl_rop": [
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal masuk", "Keterangan", "Tahap", "Bulan produksi"),
        "Periksa",
    ],
    "tbl_routing": [
        *("Kode produk", "Produk", "Urutan", "Operasi", "Pusat kerja", "Jam per unit", "Jam siap"),
        "Periksa",
    ],
    "tbl_pusat_kerja": [
        *("Pusat kerja", "Unit", "Jam per hari", "Utilisasi", "Efisiensi", "Jam sehari", *MONTHS, "Periksa"),
    ],
    "tbl_penutupan": ["Pusat kerja", "Tanggal", "Jam", "Keterangan", "Bulan", "Selisih", "Periksa"],
    "tbl_material": [
        *("Material", "Satuan", "Stok", "Waktu tunggu", "Datang", "Kebutuhan", "Sisa", "Periksa"),
    ],
    "tbl_bahan": ["Kode produk", "Material", "Per unit", "Dipesan", "Kebutuhan", "Periksa"],
    "tbl_kedatangan": ["Material", "Tanggal", "Jumlah", "Periksa"],
    "tbl_sanggup": [
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tahap", "Bulan produksi", "Tanggal sanggup", "Sebab"),
        *("Tanggal PPC", "Dikonfirmasi oleh", "Catatan", "Tanggal berlaku", "Bulan sanggup"),
        *("Dalam bulan", "Terlambat", "Periksa"),
    ],
    "tbl_beban_minta": ["Pusat kerja", *MONTHS, "Jumlah", *_SHARES, "Baris"],
    "tbl_beban": [
        *("Pusat kerja", *MONTHS, "Jumlah", *_SHARES, "Baris", "Grafik: diminta", "Grafik: kelebihan"),
        *("Grafik: disanggupi", "Grafik: kapasitas"),
    ],
    "tbl_aps_1": _STAGE,
    "tbl_aps_2": _STAGE,
    "tbl_aps_final": [
        *("Bulan produksi", "Tahap", *_ORDER, "Jumlah ROP", "Tambah/kurang", "Jumlah APS"),
        *("Tanggal sanggup", "Alasan", "Disepakati oleh", "Difinalkan"),
    ],
    "tbl_susulan": [
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal masuk", "Bulan diminta", "Diminta oleh"),
        *("Keputusan", "Tanggal sanggup", "Alasan", "Disetujui oleh", "Periksa"),
    ],
    "tbl_arsip": ["Tanggal", "Lembar", "No", "Isi", "Alasan"],
}
