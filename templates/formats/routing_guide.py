"""Sheet ``Petunjuk`` of the routing workbook."""

from __future__ import annotations

from typing import Final

from templates.formats.plan_guide import draw_plan_guide
from templates.formats.style import House

_STEPS: Final = (
    ("Isi jam kerja dan pengaturan", "PPC", "Data"),
    ("Perbarui ramalan harian bila permintaan diambil dari ramalan", "PPC", "Data, tombol Perbarui rencana"),
    ("Daftar produk dan permintaannya per hari", "PPC", "Permintaan"),
    ("Daftar mesin, dan berapa yang sudah dimiliki", "Teknik", "Beban Mesin"),
    ("Isi operasi setiap produk dari yang terakhir ke yang pertama", "Teknik", "Routing"),
    ("Baca jumlah mesin, utilisasi, dan hambatan", "PPC, Manajer", "Routing, Beban Mesin"),
)
_METHOD: Final = (
    ("Disiapkan", "Diminta / (1 − cacat). Yang disiapkan suatu operasi adalah yang diminta dari operasi "
     "sebelumnya; karena itu operasi pertama menyiapkan paling banyak."),
    ("Beban", "Disiapkan / efisiensi. Efisiensi hanya dipakai sekali."),
    ("Kapasitas dipakai", "Kapasitas per jam yang diisi; bila kosong, siklus per jam × isi per siklus."),
    ("Mesin teoritis", "Beban / (kapasitas dipakai × jam kerja)."),
    ("Mesin aktual", "Mesin teoritis dibulatkan ke atas."),
    ("Utilisasi dan hambatan", "Mesin teoritis / mesin aktual. Hambatan: utilisasi tertinggi."),
    ("Beban Mesin", "Mesin yang dipakai beberapa operasi atau produk: mesin teoritis dijumlahkan, baru "
     "dibulatkan. Bila mesin yang dimiliki diisi, utilisasi dihitung terhadapnya."),
    ("Sesuai makalah = Ya", "Rantai berjalan dari baris paling bawah, jumlah dibulatkan ke atas 2 desimal, "
     "mesin dibagi siklus per jam × jam kerja × 0,8 dan dipotong 2 desimal. Arah rantainya terbalik: hanya "
     "untuk membandingkan."),
)  # fmt: skip
_HELP: Final = (
    ("Muncul #NUM!", "Cacat di luar 0 % sampai di bawah 100 %, efisiensi nol, atau ada angka negatif."),
    ("Muncul #DIV/0!", "Kapasitas atau jam kerja nol, atau mesin yang dimiliki nol padahal ada beban."),
    ("Muncul #VALUE!", "Ada teks di tempat angka."),
    ("Muncul #NAME?", "Add-in Lembar belum terpasang. Tutup tanpa menyimpan, pasang add-in, atau pakai versi "
     "portabel."),
    ("Operasi lebih dari 30", "Sisipkan baris di tengah tabel, lalu salin baris di atasnya ke baris baru dan "
     "baris sesudahnya."),
    ("Judul dan nama lembar", "Jangan diganti. Rumus dan tombol mencarinya dengan nama itu."),
)  # fmt: skip


def draw_guide(house: House) -> None:
    """Draw what the workbook is for, its steps, its methods and what to do when a cell shows an error."""
    draw_plan_guide(
        house,
        "Petunjuk routing sheet",
        "Menghitung berapa yang harus disiapkan setiap operasi supaya permintaan terpenuhi, berapa "
        "mesin yang diperlukan, dan mesin mana yang menjadi hambatan.",
        _STEPS,
        {
            "Cara menghitung": _METHOD,
            "Bila ada yang janggal": _HELP,
        },
    )
