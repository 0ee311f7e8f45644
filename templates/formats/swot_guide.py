"""Sheet ``Petunjuk`` of the SWOT workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_PURPOSE: Final = (
    "Buku kerja ini mengumpulkan isu internal dan eksternal dari semua departemen, menimbangnya, lalu "
    "menunjukkan posisi perusahaan dan strategi mana yang didahulukan pada tahun rencana.",
)
_STEPS: Final = (
    (
        "Kirim surat permintaan dan formulir isu ke semua manajer",
        "CMS",
        "Awal Oktober",
        "Formulir isu (berkas tersendiri)",
    ),
    ("Isi formulir isu dan kirim ke CMS", "Manajer departemen", "Paling lambat 31 Oktober", "Formulir isu"),
    ("Catat formulir yang masuk", "CMS", "Pada hari diterima", "Penerimaan Formulir"),
    ("Kumpulkan isu dari semua formulir", "CMS", "Setelah formulir masuk", "Isu Internal & Eksternal"),
    (
        "Periksa isu; kembalikan yang belum sesuai beserta alasannya",
        "CMS",
        "Paling lama 3 hari kerja sejak diterima",
        "Pengembalian",
    ),
    (
        "Bagi isu yang sudah sesuai menurut kategorinya",
        "CMS",
        "Setelah pemeriksaan",
        "Strength, Weakness, Opportunity, Threat",
    ),
    (
        "Beri bobot dan rating menurut dampaknya pada target perusahaan",
        "CMS",
        "Setelah isu dibagi",
        "Keempat tab, kolom kuning",
    ),
    ("Baca posisi perusahaan dan urutan prioritas strategi", "CMS", "Setelah semua tab OK", "Positioning"),
    (
        "Pasangkan isu menjadi strategi SO, WO, ST, dan WT",
        "CMS",
        "Setelah posisi diketahui",
        "Matrix Strategy SWOT",
    ),
    (
        "Tetapkan inisiatif strategis sebagai dasar KPI perusahaan",
        "CMS, lalu Direksi",
        "Sebelum penetapan BSC",
        "Inisiatif Strategis",
    ),
)
_OTHERS: Final = (
    ("Pengaturan", "Nama perusahaan, tahun, cara menghitung, dan daftar pilihan. Diperiksa sekali setahun."),
    (
        "Hari Libur",
        "Libur nasional, cuti bersama, dan hari tutup perusahaan; dipakai untuk menghitung hari kerja.",
    ),
    (
        "Arsip",
        "Isu yang keluar dari tab SWOT, dengan bobot dan rating terakhirnya. Tidak ada isian yang hilang.",
    ),
)
_FORMULAS: Final = (
    (
        "% Bobot",
        "Bobot isu dibagi jumlah bobot pada tabnya (atau pada kedua tab sefaktor, lihat Basis % Bobot).",
    ),
    ("Score", "% Bobot × Rating. Bila skala Rangkuti dipilih, rating W dan T dihitung sebagai 5 − rating."),
    (
        "Sumbu x dan y",
        'x = skor S − skor W (internal); y = skor O − skor T (eksternal). Nol dihitung positif ("di sumbu").',
    ),
    (
        "Posisi",
        "(+, +) Expansion, (−, +) Stability, (−, −) Retrenchment, (+, −) Combination. Nama dapat diubah.",
    ),
    (
        "Prioritas",
        "Luas SO = S × O, WO = W × O, ST = S × T, WT = W × T; kuadran perusahaan sendiri didahulukan.",
    ),
)
_NO_ADDIN: Final = (
    "Add-in Lembar belum terpasang di komputer ini. Tutup tanpa menyimpan, lalu pasang add-in atau minta "
    "versi portabel."
)
_HELP: Final = (
    ("Menambah baris", "Ketik tepat di bawah baris terakhir tabel; rumus dan pilihannya ikut."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
    ("Muncul #NAME?", _NO_ADDIN),
    (
        "Muncul #VALUE! atau #NUM!",
        "Ada bobot atau rating yang bukan angka atau di luar batas. Lihat kolom Periksa.",
    ),
)


def draw_guide(house: House) -> None:
    """Draw the steps of the year, what the fills mean, how numbers come about, what to do if not."""
    page = Page(house, "Petunjuk", "Petunjuk analisis SWOT", (5, 62, 24, 28, 36))
    page.note("Bacalah sekali sebelum mulai. Lembar diisi dari kiri ke kanan.", ())
    guide = Guide(page)
    guide.part("Untuk apa", _PURPOSE)
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Kapan", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (
        ("Lembar lain", _OTHERS),
        ("Cara menghitung", _FORMULAS),
        ("Bila ada yang janggal", _HELP),
    ):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
