"""Sheet ``Petunjuk`` of the scheduling workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi batas waktu bersama, ukuran utama, dan aturan yang dijadwalkan", "PPC", "Data"),
    ("Daftar pekerjaan menurut kedatangan: waktu, batas waktu, pendahulu", "PPC", "Pekerjaan"),
    ("Bandingkan keenam aturan", "PPC", "Aturan"),
    ("Baca urutan, mulai, selesai, dan keterlambatan; tanda tangani", "PPC, Manajer", "Jadwal"),
    ("Baca lintasan kritis", "PPC", "Jaringan"),
    ("Beberapa mesin berurutan: isi waktu per mesin, baca urutannya", "PPC", "Flow Shop"),
)
_METHOD: Final = (
    ("Aturan", "FCFS kedatangan, EDD batas terawal, SPT terpendek, LPT terpanjang; CR batas waktu / "
     "waktu proses terkecil, MOORE paling sedikit yang terlambat. Bila sama, yang datang dulu didahulukan."),
    ("Ukuran", "Rata-rata selesai = jumlah waktu selesai / jumlah pekerjaan. Utilisasi = waktu proses / "
     "jumlah waktu selesai. Pekerjaan dalam sistem = kebalikannya. Keterlambatan di bawah 0 dihitung 0."),
    ("Urutan dilanggar", "Aturan tidak melihat pendahulu. Kolom ini menghitung pendahulu yang dikerjakan "
     "sesudah pengikutnya; jadwal seperti itu tidak dapat dijalankan pada satu produk."),
    ("Jaringan", "Mulai awal = selesai awal terbesar pendahulu. Kelonggaran = mulai akhir − mulai awal."),
    ("Flow shop", "Johnson terbaik untuk dua mesin; NEH baik untuk lebih banyak. Optimum dari semua urutan."),
    ("Sesuai makalah = Ya", "EDD memakai urutan EDDF yang tercetak, dan SPT mendahulukan yang terakhir bila "
     "waktunya sama. Ukurannya tetap dihitung dengan benar."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM!", "Ada waktu nol atau negatif, atau pendahulu yang saling menunggu."),
    ("Muncul #VALUE!", "Ada kode ganda, pendahulu yang tidak dikenal, atau teks di kolom waktu."),
    ("Menambah baris", "Tambah baris pada tabel Pekerjaan, lalu pada Jadwal dan Jaringan; nomornya lanjut."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel: di sana urutan tidak ikut berubah."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk penjadwalan",
        "Menentukan urutan pekerjaan, membandingkan aturan penjadwalan, dan melihat lintasan kritis.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
