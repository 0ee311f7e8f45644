"""Sheet ``Pengaturan`` of the SWOT workbook: the switches of the method and the dropdowns' lists."""

from __future__ import annotations

from typing import Final

from templates.formats.lists import draw_lists
from templates.formats.palette import CELL, COUNT, DAY, filled
from templates.formats.rules import between
from templates.formats.settings import DOCUMENT, LEAVE, TOP, WEEK, Setting, option, setting_rows, today, year
from templates.formats.style import House, Page

PER_TAB: Final = "Per tab"
BOTH_TABS: Final = "S+W dan O+T"
SEVERE: Final = "4 = serius"
INVERTED: Final = "1 = serius (Rangkuti)"
OWN_FIRST: Final = "Kuadran sendiri dulu"
AREAS_ALONE: Final = "Luas saja"


SETTINGS: Final = (
    *DOCUMENT,
    year("Tahun yang direncanakan. Isu dikumpulkan pada bulan Oktober tahun sebelumnya."),
    today('Dipakai sebagai "hari ini" untuk melihat keterlambatan; hasil tidak berubah sendiri tiap hari.'),
    Setting(
        "Basis_bobot", "Basis % Bobot", "{{ settings.basis }}",
        "Per tab: % Bobot setiap tab berjumlah 100%. S+W dan O+T: kedua tab bersama 100% (IFAS, EFAS).",
        option((PER_TAB, BOTH_TABS), "Basis % Bobot"),
    ),
    Setting(
        "Skala_WT", "Skala rating W dan T", "{{ settings.scale_wt }}",
        "4 = serius: makin besar makin gawat. 1 = serius: skala Rangkuti, rating r dihitung sebagai 5 − r.",
        option((SEVERE, INVERTED), "Skala rating W dan T"),
    ),
    Setting(
        "Urutan_prioritas", "Urutan prioritas strategi", "{{ settings.priority }}",
        "Kuadran sendiri dulu: strategi kuadran perusahaan lebih dulu, sisanya menurut luas. "
        "Luas saja: semuanya menurut luas.",
        option((OWN_FIRST, AREAS_ALONE), "Urutan prioritas"),
    ),
    WEEK,
    Setting(
        "Batas_kembali_hari", "Batas pengembalian (hari kerja)", "{{ settings.return_days }}",
        "Isu yang belum sesuai kembali ke departemen paling lambat sekian hari kerja sejak diterima.",
        between(1, 30, "Batas pengembalian", "Hari kerja sejak diterima.", whole=True), {"num_format": COUNT},
    ),
    LEAVE,
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, and the lists under them."""
    page = Page(house, "Pengaturan", "Pengaturan", (34, 32, 74), landscape=False)
    page.note("Periksa pengaturan ini sekali setahun, sebelum isu dikumpulkan.", ("input", "calculated"))
    row = setting_rows(page, SETTINGS)
    page.put(f"A{row}", "Batas kirim formulir isu", CELL | {"bold": True})
    deadline = '=IF(Tahun_rencana="","",DATE(Tahun_rencana-1,10,31))'
    page.put(f"B{row}", deadline, filled("calculated", num_format=DAY, align="left"))
    page.put(f"C{row}", "Akhir Oktober sebelum tahun rencana.", CELL)
    house.name("Batas_kirim", f"Pengaturan!$B${row}")
    page.section(row + 2, "Daftar pilihan", "C")
    draw_lists(page, row + 3, planning=True)
    page.freeze(TOP - 1)
