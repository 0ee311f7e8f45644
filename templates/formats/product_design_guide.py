"""Sheet ``Petunjuk`` of the product design workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi bobot produk dan kemasan, dan skala nilai", "Pemasaran, Produksi", "Data"),
    ("Daftar alternatif desain", "Produksi", "Alternatif"),
    (
        "Isi fungsi, bobotnya, dan nilai setiap alternatif",
        "Pemasaran, Produksi",
        "Fungsi Produk, Fungsi Kemasan",
    ),
    ("Lengkapi spesifikasi; selesaikan angka yang bertentangan", "Produksi", "Spesifikasi"),
    ("Baca pilihan dan alasannya; tanda tangani", "Manajer, Direksi", "Keputusan"),
)
_METHOD: Final = (
    ("Nilai produk, nilai kemasan", "Jumlah bobot × nilai, dibagi jumlah bobot."),
    ("Nilai total", "Nilai produk dan nilai kemasan, ditimbang dengan bobot pada lembar Data."),
    ("Gugur", "Bila Nilai_minimum diisi, alternatif dengan fungsi di bawahnya tidak ikut dipilih."),
    ("Bernilai sama", "Alternatif yang lebih dulu ditulis ditaruh di depan, dan alasannya menyebut bahwa "
     "keduanya sama."),
    ("Pilihan berbalik", "Bobot produk pada saat dua alternatif teratas bernilai sama. Makin jauh dari bobot "
     "sekarang, makin kokoh pilihannya."),
)  # fmt: skip
_HELP: Final = (
    ("Nilai fungsi belum lengkap", "Ada fungsi berbobot yang belum dinilai untuk alternatif itu."),
    ("Jumlah bobot bukan 100", "Bobot dihitung sebagai bagian dari jumlahnya; perbaiki bila seharusnya 100."),
    ("Muncul #N/A", "Belum ada alternatif yang dapat dinilai, atau pilihan tidak pernah berbalik."),
    ("Muncul #NUM! atau #VALUE!", "Ada bobot negatif, atau teks di kolom angka; lihat kolom Periksa."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk desain produk",
        "Membandingkan alternatif desain produk dan kemasan menurut fungsi berbobot, dan memilih satu.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
