"""Sheet ``Petunjuk`` of the APS workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_PURPOSE: Final = (
    "Buku kerja PPC untuk setahun alokasi produksi dan sales (APS): kalender dua tahap setiap bulan, rencana "
    "order pelanggan (ROP), tanggal kesanggupan menurut kapasitas dan material, hasil rapat, APS final, dan "
    "ROP yang menyusul. ROP di sini selalu rencana order pelanggan, bukan titik pesan kembali.",
)
_STEPS: Final = (
    ("Isi tanggal rapat, hari kerja, departemen; periksa hari libur", "PPC", "Desember", "(diisi)",
     "Pengaturan, Hari Libur"),
    ("Susun kalender tahap dan rapat; sesuaikan tanggal rapat bila perlu", "PPC", "Desember",
     "Susun kalender", "Kalender APS, Kalender Dinding"),
    ("Isi pusat kerja dan jam khusus; ambil routing produk", "PPC, Produksi", "Bila berubah",
     "Ambil routing", "Kapasitas, Jam Khusus, Routing"),
    ("Isi stok, bahan per produk, dan kedatangan material", "Pengadaan", "Sebelum setiap rapat", "(diisi)",
     "Material, Bahan per Produk, Kedatangan"),
    ("Masukkan ROP dari sistem order", "Penjualan, PPC", "Selama tahap berjalan", "Impor ROP", "ROP"),
    ("Tetapkan tahap dan bulan produksi setiap ROP", "PPC", "Pada akhir tahap", "Tetapkan tahap",
     "ROP, APS Tahap 1, APS Tahap 2"),
    ("Hitung tanggal kesanggupan; tetapkan tanggal PPC bila ada alasan", "PPC", "Sebelum rapat",
     "Konfirmasi kesanggupan", "Kesanggupan, Beban"),
    ("Undang rapat APS: penjualan, produksi, pengadaan, RND", "PPC", "Sebelum rapat", "Undang rapat APS",
     "(surat)"),
    ("Catat penambahan dan pengurangan yang disepakati, dengan alasannya", "PPC", "Saat rapat", "(diisi)",
     "APS Tahap 1, APS Tahap 2"),
    ("Finalkan APS tahap itu", "PPC", "Saat rapat ditutup", "Finalkan APS", "APS Final"),
    ("Kirim hasil ke semua departemen", "PPC", "Hari rapat itu juga (H+0)", "Kirim hasil APS",
     "(buku kerja dan surat per departemen)"),
    ("Periksa ROP yang menyusul", "PPC, Penjualan", "Sesudah APS final", "Periksa ROP susulan",
     "ROP Susulan"),
)  # fmt: skip
_RULES: Final = (
    ("Tahap", "Tahap 1: tanggal 19 sampai 4, rapat tanggal 4. Tahap 2: tanggal 5 sampai 18, rapat tanggal "
     "18. Rapat yang jatuh pada hari libur digeser; tahap berakhir pada rapatnya dan tahap berikutnya mulai "
     "sehari sesudahnya. Setiap tanggal punya tepat satu tahap."),
    ("Bulan produksi", "Bulan yang diisi sebuah tahap, menurut Kalender APS. Tahap 1 dan 2 sebelum rapatnya "
     "mengisi bulan produksi yang sama."),
    ("Tanggal sanggup", "ROP dimuat hari demi hari pada jam yang masih kosong di setiap pusat kerja, operasi "
     "demi operasi, mulai bulan produksinya, setelah materialnya ada. Urutannya: bulan produksi, tahap, "
     "tanggal masuk, tanggal minta, nomor ROP; urutan baris di lembar tidak berpengaruh."),
    ("Tanggal PPC", "Bila diisi, tanggal ini yang berlaku, dimuat lebih dahulu, dan tidak digeser lagi. "
     "Kolom Periksa menandai tanggal yang lebih awal daripada kapasitas."),
    ("Kapasitas", "Jam sehari = unit × jam per hari × utilisasi × efisiensi. Jam Khusus menggantikannya pada "
     "tanggal tertentu."),
    ("ROP susulan", "Masuk bila setiap pusat kerja masih punya jam dan material dapat diusahakan; bila "
     "tidak, diusulkan waktu terdekat yang bisa, beserta sebabnya."),
)  # fmt: skip
_HELP: Final = (
    ("Menambah baris", "Ketik tepat di bawah baris terakhir tabel; rumus dan pilihannya ikut."),
    ("Tombol ditekan lagi", "Hasilnya sama; yang sudah diketik tidak hilang. Yang tidak punya tempat lagi "
     "pindah ke Arsip."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Muncul #VALUE! atau #NUM!", "Ada isian yang bukan angka atau di luar batas. Lihat kolom Periksa, atau "
     "tombol Jelaskan."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw the steps of a month, the rules, and what to do when something looks odd."""
    page = Page(house, "Petunjuk", "Petunjuk APS", (5, 64, 20, 26, 26, 38))
    page.note("Bacalah sekali sebelum mulai. Langkah 5 sampai 12 berulang setiap bulan.", ())
    guide = Guide(page)
    guide.part("Untuk apa", _PURPOSE)
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Kapan", "Tombol", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (("Cara menghitung", _RULES), ("Bila ada yang janggal", _HELP)):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
