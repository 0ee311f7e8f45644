"""Sheet ``Petunjuk`` of the complaints workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_PURPOSE: Final = (
    "Register semua permintaan dan keluhan pelanggan: kapan masuk, siapa menjawab, kapan pelanggan dibalas, "
    "dan apakah tindakan yang dijanjikan sudah selesai. Setiap langkah dihitung dari tanggal sebenarnya "
    "langkah sebelumnya.",
)
_STEPS: Final = (
    ("Catat permintaan atau keluhan yang masuk lewat surat, e-mail, atau telepon", "Penerima",
     "Keluhan baru", "Register"),
    ("Belum lengkap? Pilih Lengkap = Tidak, tanyakan ke pelanggan, isi Ditanyakan lalu Dilengkapi",
     "Penerima", "(diisi)", "Register"),
    ("Tentukan kelas; teruskan ke bagian dengan Form Keluhan, paling lambat H+1", "Marketing Communication",
     "Teruskan keluhan", "Register, Form Keluhan"),
    ("Jawab paling lambat H+5 hari kerja sejak formulir diterima", "Bagian terkait", "(diisi)",
     "Form Keluhan"),
    ("Catat jawaban, sebab, dan tindakan yang dijanjikan", "Marketing Communication", "Catat jawaban",
     "Register"),
    ("Balas pelanggan paling lambat H+2 sejak jawaban", "Marketing Communication", "Balas pelanggan",
     "Register, surat"),
    ("Tindak lanjuti tindakan yang dijanjikan sampai selesai", "Marketing Communication", "Tindak lanjut",
     "Register, Tindak Lanjut"),
    ("Setiap pagi: ganti Tanggal acuan, baca yang terlambat", "Marketing Communication", "Daftar terlambat",
     "Pengaturan, Register"),
    ("Setiap bulan: baca rekap dan sebab terbanyak, kirim laporan", "Manajer Marketing", "Laporan keluhan",
     "Rekap, Pareto, Tren"),
)  # fmt: skip
_CLOCK: Final = (
    ("Hitung mulai", "Tanggal diterima. Bila belum lengkap: tanggal pelanggan melengkapi; sampai saat itu "
     "Status berbunyi Menunggu pelanggan dan tidak ada batas waktu yang berjalan."),
    ("Batas terus", "Batas_terus hari sesudah Hitung mulai. Hari mulai tidak dihitung."),
    ("Batas jawab", "Batas_jawab hari kerja sesudah Diterima bagian; selama kosong, sesudah Diteruskan."),
    ("Batas balas", "Batas_balas hari sesudah Dijawab."),
    ("Hari kalender", "Hari_terus_balas = Hari kalender: Batas terus dan Batas balas menghitung semua hari. "
     "Batas jawab selalu hari kerja."),
    ("Bertanya ke pelanggan", "Juga paling lambat Batas_terus hari sesudah diterima, agar tidak terlupa."),
    ("Tahap", "Apa yang harus dikerjakan berikutnya: Tanyakan pelanggan, Menunggu pelanggan, Teruskan ke "
     "bagian, Menunggu jawaban, Balas pelanggan, Tindak lanjut, atau Selesai."),
    ("Terlambat", "Jumlah hari kerja keterlambatan semua langkah. Langkah yang selesai sesudah batasnya "
     "dihitung sedikitnya satu hari, juga bila jatuh pada hari libur."),
    ("Tepat waktu", "Ya bila tidak ada satu langkah pun yang terlambat, termasuk tindakan yang dijanjikan."),
)  # fmt: skip
_OTHERS: Final = (
    ("Pengaturan", "Batas waktu, hari kerja, kelas dan penerusannya, bagian, sebab, saluran."),
    ("Kelas dengan dua bagian", "Diteruskan ke: QC, Penjualan. Bagian pertama menjawab, yang lain menerima "
     "salinan formulir."),
    ("Hari Libur", "Libur nasional, cuti bersama, dan hari perusahaan tutup; lengkapi setiap awal tahun."),
    ("Arsip", "Yang dikeluarkan dari lembar lain oleh tombol. Tidak ada isian yang hilang."),
)  # fmt: skip
_HELP: Final = (
    ("Menambah baris", "Ketik tepat di bawah baris terakhir tabel; rumus dan pilihannya ikut."),
    ("Judul, nama lembar, dan No", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
    ("Status tidak berubah", "Tanggal acuan belum diganti. Buku kerja tidak memakai tanggal komputer."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang di komputer ini. Tutup tanpa menyimpan, lalu pasang "
     "add-in atau minta versi portabel."),
    ("Muncul #VALUE! atau #NUM!", "Ada isian yang bukan tanggal di Pengaturan atau Hari Libur. Lihat kolom "
     "Periksa, atau tombol Jelaskan."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw the steps of the procedure, what the fills mean, how the clock runs, what to do if it does not."""
    page = Page(house, "Petunjuk", "Petunjuk penanganan pelanggan", (5, 62, 28, 24, 46))
    page.note("Bacalah sekali sebelum mulai.", ())
    guide = Guide(page)
    guide.part("Untuk apa", _PURPOSE)
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Tombol", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (
        ("Cara menghitung waktu", _CLOCK),
        ("Lembar lain", _OTHERS),
        ("Bila ada yang janggal", _HELP),
    ):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
