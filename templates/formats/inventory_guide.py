"""Sheet ``Petunjuk`` of the inventory workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi kebutuhan, waktu tunggu, dan tingkat layanan", "PPC", "Data"),
    ("Isi rincian biaya memesan dan menyimpan", "Pengadaan, Keuangan", "Biaya"),
    ("Baca jumlah pesan, titik pesan, dan biayanya", "Pengadaan", "Pesanan, Grafik"),
    ("Isi potongan harga dari pemasok, bila ada", "Pengadaan", "Potongan"),
    ("Isi daftar barang; pesan yang stoknya sudah di titik pesan", "Gudang", "Barang"),
    ("Lihat golongan mana yang perlu diawasi ketat", "Manajer", "Golongan ABC"),
)
_METHOD: Final = (
    ("Rincian biaya", "Biaya sekali pesan = jumlah tabel biaya memesan. Biaya simpan per unit = jumlah tabel "
     "biaya menyimpan / kebutuhan setahun, atau persen harga."),
    ("EOQ", "Akar (2 × kebutuhan × biaya pesan / biaya simpan). Di sekitar EOQ biaya hampir rata: "
     "membulatkan ke isi kemasan tidak mahal."),
    ("Persediaan pengaman", "z × simpangan baku sehari × akar waktu tunggu. Makalah memakai 10 % dari EOQ."),
    ("Titik pesan", "Kebutuhan harian × waktu tunggu + pengaman. Bila stok tinggal sekian, pesan lagi."),
    ("Potongan harga", "Untuk setiap harga: EOQ, atau jumlah paling sedikit bila EOQ di bawahnya; yang biaya "
     "setahunnya (dengan harga beli) paling kecil dipilih."),
    ("Lot produksi", "EPQ: barang masuk selama diproduksi. Laju produksi harus di atas kebutuhan."),
    ("Golongan ABC", "A: barang termahal setahun sampai Batas_A nilai kumulatif, B sampai Batas_B, sisanya "
     "C. Barang dengan nilai sama segolongan. Batasnya dicari sekali di Hitungan ABC."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM!", "Biaya atau kebutuhan negatif, biaya simpan 0, tingkat layanan tidak di antara 0 dan 1, "
     "atau laju produksi tidak di atas kebutuhan. Lihat kolom Keterangan."),
    ("Muncul #DIV/0!", "Kebutuhan atau hari setahun 0. Lengkapi lembar Data."),
    ("Muncul #VALUE!", "Ada teks di tempat angka. Lihat kolom Periksa."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk persediaan",
        "Menentukan berapa banyak dipesan sekali pesan, kapan memesan lagi, dan berapa cadangannya, "
        "lalu menggolongkan barang menurut nilainya.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
