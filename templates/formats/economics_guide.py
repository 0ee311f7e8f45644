"""Sheet ``Petunjuk`` of the economics workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

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
    draw_plan_guide(
        house,
        "Petunjuk ekonomi teknik",
        "Menghitung biaya total, harga pokok, harga, titik impas, dan pengembalian, lalu menilai "
        "apakah rencana produksi layak dan mengapa.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
