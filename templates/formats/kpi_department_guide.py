"""Sheet ``Petunjuk`` of a department's KPI workbook: one page for the manager."""

from __future__ import annotations

from typing import Final

from templates.formats.guide import Guide
from templates.formats.style import House, Page

_STEPS: Final = (
    (
        "Pilih bulan laporan di kiri atas lembar Realisasi",
        "Setiap awal bulan",
        "Realisasi",
    ),
    (
        "Isi sel kuning bulan itu; sel abu-abu sudah diverifikasi dan terkunci",
        "Sebelum tanggal 15 bulan berikutnya",
        "Realisasi",
    ),
    ("Tulis penyebab di kolom Catatan bila angkanya tidak biasa", "Bersama isian", "Realisasi"),
    (
        "Isi tanggal kirim di atas kolom bulan itu setelah Pemeriksaan berbunyi OK",
        "Paling lambat tanggal 15",
        "Realisasi",
    ),
    ("Simpan berkas ini di tempatnya; CMS mengambil angkanya", "Paling lambat tanggal 15", ""),
    ("Lihat hasilnya, cetak satu halaman bila perlu", "Kapan saja", "Scorecard"),
    (
        "Isi penyebab dan tindakan untuk KPI di bawah target",
        "Juli dan Januari, setelah CMS menyiapkan barisnya",
        "PPK Semester 1 dan 2",
    ),
    ("Usulkan KPI tambahan; lihat jawaban CMS di kolom Status", "Bila perlu", "Usulan KPI"),
)
_FORMULAS: Final = (
    (
        "Pencapaian",
        "Maksimalkan: realisasi dibanding target. Minimalkan: makin kecil makin tinggi. Stabilkan: 100% "
        "selama di dalam toleransi. Target 0: 100% bila tercapai, selain itu 0.",
    ),
    ("Skor", "Pencapaian, paling rendah 0 dan paling tinggi batas atas skor di lembar Pengaturan."),
    (
        "Belum lapor",
        "Bulan yang jatuh tempo tetapi belum diisi mendapat skor 0, kecuali Pengaturan menyebut lain. Target "
        "s.d. hanya dari bulan yang diisi; skor s.d. dikalikan Lapor s.d., yaitu bulan yang diisi dibagi "
        "bulan yang jatuh tempo (Jumlah dan Rata-rata: bagian targetnya bila lebih kecil; Terakhir: 0 bila "
        "bulan terakhir kosong).",
    ),
    (
        "KPI rasio",
        "Pembilang diisi di Realisasi, penyebut di Penyebut. Angka s.d. dihitung dari jumlah keduanya, bukan "
        "dari rata-rata persentase bulanan.",
    ),
    ("Skor total", "Jumlah bobot × skor dibagi jumlah bobot KPI yang jatuh tempo."),
)
_HELP: Final = (
    (
        "Angka ditolak",
        "Bulan itu sudah diverifikasi, atau isiannya bukan angka. Persen ditulis dengan tanda %.",
    ),
    ("Angka terverifikasi salah", "Sampaikan kepada CMS; nilai lama tetap dicatat di lembar Riwayat."),
    (
        "Bulan tidak ada kegiatan",
        "Isi 0 bila hasilnya memang nol. Bila KPI tidak berlaku bulan itu, kosongkan, tulis sebabnya di "
        "Catatan, dan mintalah CMS mengosongkan targetnya.",
    ),
    (
        "Judul dan nama lembar",
        "Jangan diganti, dan jangan menghapus baris KPI. CMS mencarinya dengan nama itu.",
    ),
)


def draw_guide(house: House) -> None:
    """Draw the month's steps, what the fills mean, how scores come about, what to do if not."""
    page = Page(house, "Petunjuk", "Petunjuk KPI departemen", (5, 44, 40, 30, 24))
    page.note("Bacalah sekali. Setiap bulan cukup lembar Realisasi.", ())
    guide = Guide(page)
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Kapan", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (("Cara menghitung", _FORMULAS), ("Bila ada yang janggal", _HELP)):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)
