"""Sheet ``Pengaturan`` of the discounts workbook: the month, the ways of counting, the calendar."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import DATE
from templates.formats.palette import CELL, COUNT, Look, filled
from templates.formats.rules import between
from templates.formats.settings import DOCUMENT, LEAVE, TOP, WEEK, Setting, option, setting_rows, today, year
from templates.formats.style import House, Page

PERIODS: Final = ("Bulanan", "Triwulan", "Semester", "Tahunan")
WAYS: Final = ("Seluruhnya", "Bertingkat")
AS_IT_IS: Final = "Tetap"
NEXT_DAY: Final = "Hari kerja berikutnya"

_COUNT: Final = {"num_format": COUNT}
_SETTINGS: Final = (
    year("Tahun transaksi di buku kerja ini.", "Tahun"),
    today('Dipakai sebagai "hari ini": faktur yang belum dibayar sesudah batasnya ditandai.'),
    Setting(
        "Bulan_hitung", "Bulan yang dihitung (1 sampai 12)", "{{ settings.month }}",
        "Ganti setiap bulan, lalu tekan Hitung diskon.",
        between(1, 12, "Bulan", "1 = Januari sampai 12 = Desember.", whole=True), _COUNT,
    ),
    Setting(
        "Periode_target", "Periode target pembelian", "{{ settings.period }}",
        "Bulanan: setiap bulan mulai dari nol, sehingga lembar sebulan berdiri sendiri. Triwulan, Semester, "
        "Tahunan: pembelian dijumlah sejak awal periode; yang sudah diberikan sebelumnya dikurangkan.",
        option(PERIODS, "Periode target"),
    ),
    Setting(
        "Cara_diskon", "Cara diskon target", "{{ settings.mode }}",
        "Seluruhnya: tarif tingkat yang tercapai berlaku untuk semua pembelian. Bertingkat: setiap tarif "
        "hanya untuk bagian pembelian di tingkatnya.",
        option(WAYS, "Cara diskon target"),
    ),
    Setting(
        "Jatuh_tempo_libur", "Jatuh tempo pada hari libur", "{{ settings.due_on_holiday }}",
        "Tetap: tanggal faktur berlaku apa adanya. Hari kerja berikutnya: pembayaran pada hari kerja pertama "
        "sesudahnya masih tepat waktu.",
        option((AS_IT_IS, NEXT_DAY), "Jatuh tempo pada hari libur"),
    ),
    WEEK,
    LEAVE,
)  # fmt: skip

_MONTHS_OF: Final = (
    'IF(Periode_target="Triwulan",3,IF(Periode_target="Semester",6,IF(Periode_target="Tahunan",12,1)))'
)
_CALCULATED: Final = (
    ("Awal_bulan", "Awal bulan", "DATE(Tahun_rencana,Bulan_hitung,1)", "Tanggal pertama yang dihitung."),
    (
        "Akhir_bulan", "Akhir bulan", "DATE(Tahun_rencana,Bulan_hitung+1,1)-1",
        "Tanggal terakhir yang dihitung.",
    ),
    ("Bulan_lalu", "Bulan sebelumnya", "DATE(Tahun_rencana,Bulan_hitung-1,1)", "Pembanding di Penjelasan."),
    (
        "Awal_periode", "Awal periode target",
        f"DATE(Tahun_rencana,ROUNDDOWN((Bulan_hitung-1)/{_MONTHS_OF},0)*{_MONTHS_OF}+1,1)",
        "Sejak tanggal ini pembelian dijumlah untuk target.",
    ),
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, and what follows from them."""
    page = Page(house, "Pengaturan", "Pengaturan", (34, 32, 74), landscape=False)
    page.note("Ganti Bulan yang dihitung setiap bulan; yang lain setahun sekali.", ("input", "calculated"))
    row = setting_rows(page, (*DOCUMENT, *_SETTINGS))
    look: Look = filled("calculated", **DATE)
    for place, (name, label, formula, meaning) in enumerate(_CALCULATED, row):
        page.put(f"A{place}", label, CELL | {"bold": True})
        content = f'=IF(OR(Tahun_rencana="",Bulan_hitung=""),"",{formula})'
        page.put(f"B{place}", content, {**look, "align": "left"})
        page.put(f"C{place}", meaning, CELL)
        house.name(name, f"Pengaturan!$B${place}")
    row += len(_CALCULATED)
    page.put(f"A{row}", "Bulan ini", CELL | {"bold": True})
    locked = 'IF(INDEX(Kunci_bulan,Bulan_hitung,1)="Terkunci","Terkunci","Terbuka")'
    page.put(f"B{row}", f'=IF(Bulan_hitung="","",{locked})', filled("calculated", align="left"))
    page.put(f"C{row}", "Terkunci: Riwayat bulan ini tidak berubah lagi. Diatur di lembar Rekap.", CELL)
    house.name("Status_bulan", f"Pengaturan!$B${row}")
    page.freeze(TOP - 1)
