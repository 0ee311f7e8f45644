"""Sheet ``Petunjuk`` of the economics workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_STEPS: Final = (
    ("Isi masukan dan pengaturan", "PPC dan Keuangan", "Data"),
    ("Perbarui angka dari lokasi, ramalan, dan persediaan", "PPC", "Data, tombol Perbarui rencana"),
    ("Baca biaya total, HPP, harga, titik impas, dan masa pengembalian", "Keuangan", "Biaya dan Harga"),
    ("Tambahkan pemasukan atau pengeluaran khusus per tahun", "Keuangan", "Arus Kas, kolom Penyesuaian"),
    ("Lihat apa yang paling menentukan hasil", "Manajer", "Sensitivitas"),
    ("Baca kesimpulan dan alasannya, lalu tanda tangani", "Manajer, Direksi", "Kelayakan"),
)
_METHOD: Final = (
    ("HPP dan harga", "HPP = biaya total / volume. Harga = HPP × (1 + margin), atau HPP / (1 − margin) bila "
     "laba diambil dari harga jual. Harga pasar yang diisi didahulukan."),
    ("Titik impas", "Unit = biaya tetap / (harga − biaya variabel per unit); rupiah = biaya tetap / "
     "(1 − biaya variabel / harga). Bila harga tidak di atas biaya variabel, titik impas tidak ada."),
    ("Laba per periode", "Penjualan − biaya total. Makalah mengalikan sisa unit dengan harga: itu penjualan, "
     "belum laba. Setelan Sesuai makalah mengulang hitungan makalah."),
    ("NPV", "Jumlah arus kas setiap tahun dibagi (1 + tingkat diskonto) pangkat tahun; tahun 0 tetap."),
    ("IRR", "Bunga yang membuat NPV nol. Bila arus kas berganti tanda beberapa kali, IRR bisa "
     "lebih dari satu; selnya #NUM! dan keterangannya menyebut semuanya. Pakai NPV atau MIRR."),
    ("MIRR", "Pengeluaran dibiayai bunga pinjaman, penerimaan ditanam dengan bunga penanaman; selalu satu."),
    ("Sensitivitas", "Satu hal diubah, yang lain tetap; harga tidak ikut berubah bila biaya berubah."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM! pada titik impas", "Harga tidak di atas biaya variabel per unit, atau ada biaya negatif."),
    ("Muncul #N/A pada masa pengembalian", "Laba nol atau negatif: investasi tidak pernah kembali."),
    ("Muncul #DIV/0!", "Volume atau jumlah periode kosong atau nol. Lengkapi lembar Data."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    page = Page(house, "Petunjuk", "Petunjuk ekonomi teknik", (5, 58, 28, 40, 26))
    page.note("Bacalah sekali sebelum mulai. Lembar diisi dari kiri ke kanan.", ())
    guide = Guide(page)
    guide.part(
        "Untuk apa",
        ("Menghitung biaya total, harga pokok, harga, titik impas, dan pengembalian, lalu menilai apakah "
         "rencana produksi layak dan mengapa.",),
    )  # fmt: skip
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (("Cara menghitung", _METHOD), ("Bila ada yang janggal", _HELP)):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
