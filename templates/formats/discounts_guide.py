"""Sheet ``Petunjuk`` of the discounts workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi pelanggan, golongan, dan tingkatan diskon", "Marketing Administration", "Pelanggan, Tingkatan"),
    ("Impor atau ketik transaksi bulan ini", "Marketing Administration",
     "Pembelian, Retur, Faktur, Pembayaran"),
    ("Ganti Bulan yang dihitung, tekan Hitung diskon", "Marketing Administration", "Pengaturan"),
    ("Periksa hasil dan perbedaannya dengan bulan lalu", "Marketing Manager", "Perhitungan, Penjelasan"),
    ("Cetak lembar setiap pelanggan dari folder Diskon", "Marketing Administration", "-"),
    ("Kunci bulan yang sudah disetujui", "Marketing Manager", "Rekap"),
)  # fmt: skip
_METHOD: Final = (
    ("Diskon target", "Pembelian bersih = pembelian − retur pada bulannya. Tepat pada batas sudah "
     "tercapai. Seluruhnya: tarif itu untuk semua pembelian; Bertingkat: setiap tarif untuk bagiannya."),
    ("Periode target", "Bulanan adalah pengaturan awal: diskon dihitung dan dicetak setiap bulan. Pada "
     "periode yang lebih panjang pembelian dijumlah sejak awal periode dan yang sudah diberikan dikurangkan; "
     "tingkat yang turun karena retur menarik kembali kelebihannya."),
    ("Diskon bayar", "Tarif atas pembayaran yang diterima paling lambat pada batas bayar. Bayar sebagian "
     "dihitung sebesar bagiannya; bersama-sama tidak pernah lebih dari diskon fakturnya."),
    ("Pembulatan", "Setiap diskon dibulatkan sekali ke rupiah penuh; setengah rupiah ke atas."),
    ("Retur melebihi pembelian", "Pembelian bersih negatif: tingkat 0, diskon target nol."),
    ("Faktur tanpa pembayaran", "Tidak mendapat diskon; sesudah batasnya ditandai Lewat jatuh tempo."),
    ("Pembayaran tanpa faktur", "Tidak dihitung dan ditandai; lengkapi No faktur."),
    ("Lebih bayar", "Hanya sebesar sisa faktur (nilai − retur faktur itu) yang dihitung."),
    ("Bulan terkunci", "Transaksi susulan tidak mengubah Riwayat; tombol menyebutkan selisihnya. Isi lewat "
     "Koreksi pada bulan berjalan."),
)  # fmt: skip
_HELP: Final = (
    ("Tekan Hitung diskon", "Ada isian baru sesudah perhitungan terakhir."),
    ("Ada transaksi tanpa pelanggan", "Kode pelanggan di Pembelian, Retur, atau Faktur tidak ada di lembar "
     "Pelanggan. Lihat kolom Temuan."),
    ("Golongan tanpa tingkatan", "Golongan pelanggan itu tidak ada di lembar Tingkatan."),
    ("Terkunci, tercatat lain", "Transaksi berubah sesudah bulan dikunci. Yang berlaku adalah Riwayat."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its rules and what to do when a check speaks."""
    purpose = (
        "Menghitung diskon target dan diskon pembayaran setiap pelanggan setiap bulan sampai ke rupiah, "
        "menjelaskan perbedaannya dengan bulan lalu, dan mencetak satu lembar per pelanggan."
    )
    sections = {"Cara menghitung": _METHOD, "Bila muncul pesan": _HELP}
    draw_plan_guide(house, "Diskon pelanggan", purpose, _STEPS, sections)
