"""Which tables the APS workbook has, on which sheets, with which columns in which order."""

from __future__ import annotations

from typing import Final

from templates.formats.layout import Layout

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
SHARES: Final = tuple(f"% {month}" for month in MONTHS)
"""Headings of the load of a month as a share of its capacity."""
SECOND: Final = 16
"""Row of the headings of the second table of ``Beban``."""

PLACE: Final = "Baris"
"""Helper column: the row of the work centre in ``Kapasitas``."""
WITHIN: Final = "Grafik: diminta"
OVER: Final = "Grafik: kelebihan"
PROMISED: Final = "Grafik: disanggupi"
LIMIT: Final = "Grafik: kapasitas"
"""Helper columns: what the chart of the running month shows of a work centre."""

_ORDER: Final = ("No ROP", "Pelanggan", "Kode produk", "Produk")
_STAGE: Final = (
    *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal sanggup", "Tambah/kurang", "Jumlah disepakati"),
    *("Alasan", "Disepakati oleh", "Periksa"),
)

Rop: Final = Layout(
    "ROP",
    (
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal masuk", "Keterangan"),
        *("Tahap", "Bulan produksi", "Periksa"),
    ),
)
Routing: Final = Layout(
    "Routing",
    ("Kode produk", "Produk", "Urutan", "Operasi", "Pusat kerja", "Jam per unit", "Jam siap", "Periksa"),
)
Pusat: Final = Layout(
    "Kapasitas",
    (
        *("Pusat kerja", "Unit", "Jam per hari", "Utilisasi", "Efisiensi", "Jam sehari", *MONTHS),
        "Periksa",
    ),
)
Penutupan: Final = Layout(
    "Jam Khusus", ("Pusat kerja", "Tanggal", "Jam", "Keterangan", "Bulan", "Selisih", "Periksa")
)
Material: Final = Layout(
    "Material",
    ("Material", "Satuan", "Stok", "Waktu tunggu", "Datang", "Kebutuhan", "Sisa", "Periksa"),
)
Bahan: Final = Layout(
    "Bahan per Produk", ("Kode produk", "Material", "Per unit", "Dipesan", "Kebutuhan", "Periksa")
)
Kedatangan: Final = Layout("Kedatangan", ("Material", "Tanggal", "Jumlah", "Periksa"))
Sanggup: Final = Layout(
    "Kesanggupan",
    (
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tahap", "Bulan produksi", "Tanggal sanggup", "Sebab"),
        *("Tanggal PPC", "Dikonfirmasi oleh", "Catatan"),
        *("Tanggal berlaku", "Bulan sanggup", "Dalam bulan", "Terlambat", "Periksa"),
    ),
)
Minta: Final = Layout("Beban", ("Pusat kerja", *MONTHS, "Jumlah", *SHARES, PLACE))
Beban: Final = Layout(
    "Beban",
    ("Pusat kerja", *MONTHS, "Jumlah", *SHARES, PLACE, WITHIN, OVER, PROMISED, LIMIT),
    SECOND,
)
Tahap1: Final = Layout("APS Tahap 1", _STAGE)
Tahap2: Final = Layout("APS Tahap 2", _STAGE)
Final_: Final = Layout(
    "APS Final",
    (
        *("Bulan produksi", "Tahap", *_ORDER, "Jumlah ROP", "Tambah/kurang", "Jumlah APS"),
        *("Tanggal sanggup", "Alasan", "Disepakati oleh", "Difinalkan"),
    ),
)
Susulan: Final = Layout(
    "ROP Susulan",
    (
        *(*_ORDER, "Jumlah", "Tanggal minta", "Tanggal masuk", "Bulan diminta", "Diminta oleh"),
        *("Keputusan", "Tanggal sanggup", "Alasan", "Disetujui oleh", "Periksa"),
    ),
)
Arsip: Final = Layout("Arsip", ("Tanggal", "Lembar", "No", "Isi", "Alasan"))

LAYOUTS: Final = {
    "Rop": Rop,
    "Routing": Routing,
    "Pusat": Pusat,
    "Penutupan": Penutupan,
    "Material": Material,
    "Bahan": Bahan,
    "Kedatangan": Kedatangan,
    "Sanggup": Sanggup,
    "Minta": Minta,
    "Beban": Beban,
    "Tahap1": Tahap1,
    "Tahap2": Tahap2,
    "Final": Final_,
    "Susulan": Susulan,
    "Arsip": Arsip,
}
"""The tables by the name that formulas call them: ``Rop[Jumlah]``."""

TABLES: Final = {
    "tbl_rop": Rop,
    "tbl_routing": Routing,
    "tbl_pusat_kerja": Pusat,
    "tbl_penutupan": Penutupan,
    "tbl_material": Material,
    "tbl_bahan": Bahan,
    "tbl_kedatangan": Kedatangan,
    "tbl_sanggup": Sanggup,
    "tbl_beban_minta": Minta,
    "tbl_beban": Beban,
    "tbl_aps_1": Tahap1,
    "tbl_aps_2": Tahap2,
    "tbl_aps_final": Final_,
    "tbl_susulan": Susulan,
    "tbl_arsip": Arsip,
}
"""The same by the name of the Excel table."""
