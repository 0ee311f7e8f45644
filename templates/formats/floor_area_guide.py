"""Sheet ``Petunjuk`` of the floor area workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi luas lahan dan kelonggaran baku", "PPC", "Data"),
    ("Daftar ruang: jumlah, panjang, lebar", "PPC, Umum", "Ruang"),
    ("Daftar mesin: jumlah, ukuran, ruang tempatnya", "Teknik", "Mesin"),
    ("Baca jumlah, bagian lahan, dan ruang yang paling penuh; tanda tangani", "PPC, Manajer", "Ringkasan"),
)
_METHOD: Final = (
    ("Luas", "Jumlah × panjang × lebar. Alat bundar: jumlah × π × garis tengah² / 4."),
    ("Kelonggaran", "Ruang gerak, sebagai bagian dari luas. Baris yang kosong memakai kelonggaran baku."),
    ("Luas mesin di ruang", "Jumlah luas mesin yang ruangnya sama; mesin tidak muat bila melebihi luas + "
     "kelonggaran ruang itu."),
    ("Bagian lahan", "Luas ruang + kelonggaran / luas lahan. Mesin berdiri di dalam ruang, tidak dihitung "
     "dua kali."),
    ("Sesuai makalah = Ya", "Jumlah dan kelonggaran seperti tercetak pada Tabel 6.1 dipakai, dan Tabel 6.2 "
     "diulang apa adanya: kolom luasnya berisi jumlah dan ukuran mesin. Hanya untuk membandingkan."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM!", "Ada jumlah, ukuran, atau kelonggaran negatif."),
    ("Muncul #VALUE!", "Ada teks di kolom angka; lihat kolom Periksa."),
    ("Muncul #DIV/0!", "Luas lahan kosong atau nol. Lengkapi lembar Data."),
    ("Mesin tidak muat", "Pindahkan mesin ke ruang lain, atau perbesar ruangnya."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk luas lantai",
        "Menghitung luas lantai ruang dan mesin beserta kelonggarannya, dan apakah lahan cukup.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
