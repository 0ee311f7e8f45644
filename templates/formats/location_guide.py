"""Sheet ``Petunjuk`` of the location workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi volume rencana, pajak, dan pengaturan", "PPC", "Data"),
    ("Isi dua sampai lima lokasi: tanah dan harga jual", "PPC, Pengadaan", "Lokasi"),
    ("Isi jabatan, jumlah orang, dan gaji di setiap lokasi", "SDM", "Gaji"),
    ("Isi biaya tetap; subtotal dan jumlah berjalan terhitung sendiri", "Keuangan", "Biaya Tetap"),
    ("Isi biaya variabel pada volume rencana", "Keuangan", "Biaya Variabel"),
    ("Baca titik impas, titik potong, dan lokasi termurah menurut volume", "PPC", "Titik Impas"),
    ("Beri bobot faktor dan nilai setiap lokasi", "Tim lokasi", "Penilaian Faktor"),
    ("Baca lokasi terpilih dan alasannya, lalu tanda tangani", "Manajer, Direksi", "Keputusan"),
)
_METHOD: Final = (
    ("Biaya tetap", "Subtotal setiap kelompok dijumlah dari barisnya. FC 1 = tanah, transportasi, dan "
     "peralatan; FC 2 ditambah pemeliharaan; FC 3 ditambah karyawan; FC 4 ditambah lain-lain; lalu pajak."),
    ("Biaya sekali dan biaya berkala", "Makalah menjumlahkan harga beli tanah dan mesin dengan gaji sebulan. "
     "Dengan Sebar investasi = Ya harga beli dibagi umur periode, sehingga titik impas berlaku per periode."),
    ("Biaya variabel per unit", "Jumlah biaya variabel dibagi volume, atau ketikan pada lembar Lokasi."),
    ("Titik impas", "Unit = biaya tetap / (harga − biaya variabel per unit), tepat dan dibulatkan ke atas; "
     "rupiah = biaya tetap / (1 − biaya variabel / harga)."),
    ("Titik potong", "Volume di mana dua lokasi sama mahal: (FB − FA) / (VA − VB)."),
    ("Tidak pernah termurah", "Pada setiap volume ada lokasi lain yang lebih murah (atau sama): lokasi "
     "terkuasai. Garis tebal pada grafik adalah biaya termurah."),
    ("Nilai faktor", "Jumlah bobot × nilai dibagi jumlah bobot."),
    ("Sesuai makalah", "Ya: FC 1, FC 2, dan jumlah biaya variabel yang tercetak dipakai bila diisi pada "
     "lembar Lokasi, pajak dipotong ke rupiah penuh, biaya variabel per unit dari ketikan."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM! pada titik impas", "Harga jual tidak di atas biaya variabel: titik impas tidak ada."),
    ("Muncul #DIV/0!", "Volume kosong atau nol. Lengkapi lembar Data."),
    ("Menambah baris biaya", "Ketik tepat di bawah baris terakhir tabel; rumus dan pilihannya ikut."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk pemilihan lokasi",
        "Membandingkan biaya tetap, biaya variabel, dan titik impas sampai lima lokasi, menunjukkan "
        "lokasi termurah pada setiap volume, dan memilih lokasi dengan alasannya.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
        (5, 68, 24, 40, 26),
    )
