"""Sheet ``Petunjuk`` of the Balanced Scorecard workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_PURPOSE: Final = (
    "Buku kerja CMS untuk setahun: KPI perusahaan dan direktorat, pembagiannya ke departemen, realisasi "
    "bulanan, scorecard, dan review semester. Setiap departemen mempunyai buku kerjanya sendiri di folder "
    "departemen di sebelah berkas ini.",
)
_STEPS: Final = (
    ("Turunkan inisiatif strategis dari buku kerja SWOT", "CMS", "Desember", "Turunkan inisiatif",
     "KPI Corporate"),
    ("Lengkapi sasaran, kartu KPI, bobot, dan target 12 bulan", "CMS", "Desember", "(diisi)",
     "Sasaran Strategis, KPI Corporate, KPI Directorate"),
    ("Ajukan KPI ke Direksi; catat setiap ronde sampai disetujui", "CMS, Direksi", "Desember", "(diisi)",
     "Persetujuan"),
    ("Tentukan pemikul, lalu bagikan KPI ke buku kerja departemen", "CMS", "Sesudah disetujui",
     "Cascade KPI", "Cascading, Matriks Cascading"),
    ("Usulkan KPI sendiri di buku kerja departemen", "Manajer departemen", "Desember", "(diisi)",
     "Usulan KPI di buku kerja departemen"),
    ("Tinjau usulan: setujui atau kembalikan (ronde kedua)", "CMS", "Desember", "Tinjau usulan KPI",
     "KPI Departemen"),
    ("Undang rapat BSC dan siapkan lembar komitmen", "CMS", "Awal Januari", "Undang rapat BSC", "(surat)"),
    ("Isi realisasi bulan lalu", "Manajer departemen", "Paling lambat tanggal 15", "(diisi)",
     "Realisasi di buku kerja departemen"),
    ("Ingatkan departemen yang belum menyerahkan", "CMS", "Beberapa hari sebelum tanggal 15",
     "Ingatkan realisasi", "(surat)"),
    ("Kumpulkan realisasi dari semua departemen", "CMS", "Sesudah tanggal 15", "Kumpulkan realisasi",
     "Penyerahan, Realisasi"),
    ("Periksa realisasi; putuskan temuan dan revisi", "CMS", "H+2 hari kerja sejak penyerahan terakhir",
     "Verifikasi realisasi", "Verifikasi, Revisi"),
    ("Baca scorecard dan kirim laporan ke Direksi", "CMS", "Setiap bulan", "Laporan Direksi",
     "Scorecard, Skor Departemen"),
    ("Gambar ulang peta strategi", "CMS", "Bila hasil berubah", "Gambar Strategy Map", "Strategy Map"),
    ("Tukar data dengan portal perusahaan", "CMS", "Bila perlu", "Ekspor ke portal, Impor dari portal",
     "(berkas)"),
    ("Review semester dengan Direksi", "CMS, Direksi", "Juli dan Januari", "Review semester",
     "Review Semester"),
    ("Siapkan PPK untuk KPI di bawah target", "CMS, manajer", "Sesudah review", "Susun PPK",
     "PPK di buku kerja departemen"),
    ("Buka buku kerja tahun berikutnya", "CMS", "Desember", "Tahun baru", "(buku kerja baru)"),
)  # fmt: skip
_OTHERS: Final = (
    ("Pengaturan", "Bulan laporan, batas skor dan status, daftar pilihan, departemen dan direktorat."),
    ("Capaian Corporate, Capaian Directorate", "Hasil gabungan semua pemikul per bulan dan s.d."),
    ("Riwayat", "Perubahan KPI, target, dan realisasi: kapan, dari berapa, menjadi berapa."),
    ("Hari Libur", "Untuk menghitung hari kerja verifikasi."),
    ("Arsip", "KPI yang tidak lagi dipikul, dengan realisasinya. Tidak ada isian yang hilang."),
)
_FORMULAS: Final = (
    ("Pencapaian", "Maksimalkan: realisasi dibanding target. Minimalkan: 2 − A/T atau T/A, lihat "
     "Pengaturan. Stabilkan: 100% selama dalam toleransi. Target nol atau negatif juga dihitung benar."),
    ("Skor", "Pencapaian, paling rendah 0 dan paling tinggi Batas atas skor."),
    ("Skor total", "Jumlah (bobot × skor) dibagi jumlah bobot KPI yang jatuh tempo. Bobot yang tidak ikut "
     "dihitung ditampilkan di sebelahnya."),
    ("Kumulatif (s.d.)", "Januari sampai bulan laporan menurut Konsolidasi. KPI Rasio: jumlah pembilang "
     "dibagi jumlah penyebut. Target s.d. adalah target bulan yang sudah dilaporkan, agar sebanding; "
     "Tertinggi dan Terendah memakai semua bulan yang jatuh tempo."),
    ("Bulan yang belum dilaporkan", "Lapor s.d. adalah bagian KPI yang sudah dilaporkan: bulan yang lapor "
     "dibagi bulan yang jatuh tempo. Untuk Jumlah dan Rata-rata bagian targetnya, bila itu lebih kecil; "
     "untuk Terakhir 0 selama bulan jatuh tempo terakhir belum ada. Skor s.d. = skor dari pencapaian s.d. × "
     "Lapor s.d., sehingga bulan yang diam bernilai 0. Pilihan Dilewati di Pengaturan: tidak dikalikan."),
    ("Penggabungan", "Kontribusi dijumlahkan, Bersama dirata-rata, Langsung dipakai apa adanya, Pendukung "
     "tidak ikut. Sebulan baru terisi bila semua pemikulnya sudah lapor."),
)  # fmt: skip
_HELP: Final = (
    ("Menambah baris", "Ketik tepat di bawah baris terakhir tabel; rumus dan pilihannya ikut. Mengurutkan "
     "tabel tidak mengubah hasil."),
    ("Kolom yang terlipat", "Klik tanda + di atas kolom untuk membukanya."),
    ("Judul, nama lembar, dan ID", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang di komputer ini. Tutup tanpa menyimpan, lalu pasang "
     "add-in atau minta versi portabel."),
    ("Muncul #VALUE! atau #NUM!", "Ada isian yang bukan angka atau di luar batas. Lihat kolom Periksa, atau "
     "tombol Jelaskan."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw the steps of the year, what the fills mean, how numbers come about, what to do if not."""
    page = Page(house, "Petunjuk", "Petunjuk Balanced Scorecard", (5, 56, 20, 30, 32, 40))
    page.note("Bacalah sekali sebelum mulai. Urutannya mengikuti tahun kerja.", ())
    guide = Guide(page)
    guide.part("Untuk apa", _PURPOSE)
    guide.space()
    guide.part("Urutan kerja setahun")
    guide.table(("No", "Langkah", "Siapa", "Kapan", "Tombol", "Lembar"), _STEPS)
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
