"""The format ``paper_audit``: figures that a paper prints beside what the planning workbooks make of them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.guide import Guide
from templates.formats.paper_audit_sheets import draw_audit, draw_summary
from templates.formats.plan_data import Input, draw_data
from templates.formats.style import House, Page

INPUTS: Final = (
    Input("Angka_makalah", "angka", "Banyaknya hasil hitungan di dalam makalah; sisanya belum diperiksa."),
)
_STEPS: Final = (
    ("Baca berapa angka yang cocok, dan bagian mana yang paling banyak salah", "PPC", "Ringkasan"),
    ("Baca angka yang salah dan nilai yang benar; kolom Asal menyebut tempat hitungannya", "PPC", "Audit"),
    ("Angka lain: tulis yang tercetak, desimalnya, dan hasil hitung ulang", "PPC", "Audit"),
    ("Tanda tangani", "PPC, Manajer", "Ringkasan"),
)
_RESULTS: Final = (
    ("Cocok", "Hasil hitung ulang, dibulatkan ke desimal yang tercetak, sama dengan yang tercetak."),
    ("Pembulatan", "Beda kurang dari satu angka di desimal terakhir: dipotong, atau dibulatkan ke atas."),
    ("Salah", "Selain itu. Rumus makalah atas masukan yang tercetak memberi nilai lain."),
    ("Tanpa sumber", "Makalah tidak menyebut rumus atau asal angka itu (Rumus makalah = tidak ada)."),
)
_COLUMNS: Final = (
    ("Dihitung ulang", "Nilai dari buku kerja perencanaan, menurut rumus makalah; kosong bila tidak ada "
     "rumusnya. Diambil saat buku ini dibuat, tidak ikut berubah sesudahnya."),
    ("Sesuai makalah", "Setelan buku kerja ketika nilai itu diambil."),
    ("Cara yang benar", "Nilai di tempat yang sama dengan Sesuai makalah = Tidak: hitungan yang benar."),
    ("Asal", "Buku kerja, lalu nama atau sel yang memuat nilai, atau rumus atas sel lembar itu."),
)  # fmt: skip
_HELP: Final = (
    ("Ada teks, bukan angka", "Angka tercetak, desimal, dan hasil hitung ulang harus berupa angka."),
    ("Bagian tidak dikenal", "Tambahkan bagian itu pada lembar Ringkasan."),
    ("Belum diperiksa", "Angka makalah yang belum ada pada lembar Audit."),
)


def draw(path: Path) -> None:
    """Draw the template of the workbook that sets printed and recomputed figures side by side.

    Args:
        path: File to write.
    """
    house = House(path, "Audit makalah", 4)
    _draw_guide(house)
    draw_data(house, "Data audit makalah", INPUTS, ())
    draw_audit(house)
    draw_summary(house)
    house.close()


def _draw_guide(house: House) -> None:
    page = Page(house, "Petunjuk", "Petunjuk audit makalah", (5, 58, 28, 40, 26))
    page.note("Bacalah sekali sebelum mulai.", ())
    guide = Guide(page)
    guide.part(
        "Untuk apa",
        ("Menilai angka yang tercetak pada makalah perencanaan produksi: mana yang benar, mana yang salah.",),
    )
    guide.space()
    guide.part("Urutan kerja")
    guide.table(("No", "Langkah", "Siapa", "Lembar"), _STEPS)
    guide.space()
    guide.part("Arti warna")
    guide.colours()
    for heading, rows in (("Hasil", _RESULTS), ("Kolom", _COLUMNS), ("Bila ada yang janggal", _HELP)):
        guide.space()
        guide.part(heading)
        guide.pairs(rows)
    page.freeze(4)
