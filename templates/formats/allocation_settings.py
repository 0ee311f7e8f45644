"""Sheet ``Pengaturan`` of the APS workbook: the rules of the stages, the months, who gets the result."""

from __future__ import annotations

from typing import Final

from templates.formats.allocation_layout import MONTHS
from templates.formats.allocation_page import SIX_DAYS
from templates.formats.list_sheets import CENTRE, DATE
from templates.formats.palette import COUNT, DAY
from templates.formats.plan_grid import grid_table
from templates.formats.rules import between, choice, day
from templates.formats.settings import DOCUMENT, LEAVE, TOP, WEEK, Setting, option, setting_rows, today, year
from templates.formats.style import House, Page
from templates.formats.tables import Column, loop_table

NEXT: Final = "Hari kerja berikutnya"
PREVIOUS: Final = "Hari kerja sebelumnya"

_COUNT: Final = {"num_format": COUNT}
_DATE: Final = {"num_format": DAY}
_RULES: Final = (
    year("Tahun kalender APS di buku kerja ini."),
    today('Dipakai sebagai "hari ini"; kapasitas dan material dihitung mulai tanggal ini.'),
    Setting(
        "Bulan_produksi", "Bulan produksi berjalan (1 sampai 12)", "{{ month }}",
        "Bulan yang dibahas pada rapat APS; dipakai tombol finalisasi dan grafik beban.",
        between(1, 12, "Bulan produksi", "1 = Januari sampai 12 = Desember.", whole=True), _COUNT,
    ),
    Setting(
        "Tanggal_rapat_1", "Tanggal rapat tahap 1", "{{ settings.meeting_1 }}",
        "Tahap 1 berakhir pada rapat ini. Menurut instruksi kerja tanggal 4.",
        between(1, 28, "Rapat tahap 1", "Tanggal pada setiap bulan, 1 sampai 28.", whole=True), _COUNT,
    ),
    Setting(
        "Tanggal_rapat_2", "Tanggal rapat tahap 2", "{{ settings.meeting_2 }}",
        "Tahap 2 berakhir pada rapat ini. Menurut instruksi kerja tanggal 18.",
        between(1, 28, "Rapat tahap 2", "Tanggal pada setiap bulan, 1 sampai 28.", whole=True), _COUNT,
    ),
    Setting(
        "Geser_rapat", "Rapat yang jatuh pada hari libur", "{{ settings.move }}",
        "Usul rapat digeser ke hari kerja ini; PPC boleh memilih tanggal lain di Kalender APS.",
        option((NEXT, PREVIOUS), "Geser rapat"),
    ),
    Setting(
        "Rapat_akhir_lalu", "Rapat tahap 2 Desember tahun lalu", "{{ settings.last_meeting }}",
        "Tahap 1 Januari dimulai sehari sesudahnya. Kosong: menurut aturan di atas.",
        day("Rapat Desember lalu", "Tanggal rapat yang sebenarnya, bila bukan menurut aturan."), _DATE,
    ),
    Setting(
        "Bulan_dari_rapat", "Bulan produksi dari rapat", "{{ settings.month_from_meeting }}",
        "0: rapat mengisi produksi bulan itu juga. 1: bulan berikutnya. Dipakai tombol Susun kalender.",
        choice(["0", "1"], "Bulan dari rapat", "0 = bulan rapat, 1 = bulan berikutnya."), _COUNT,
    ),
    Setting(
        "Jeda_operasi", "Jeda antaroperasi (hari kerja)", "{{ settings.lag }}",
        "Operasi dimulai sekian hari kerja sesudah operasi sebelumnya selesai. 0: boleh pada hari yang sama.",
        between(0, 20, "Jeda antaroperasi", "Hari kerja, 0 sampai 20.", whole=True), _COUNT,
    ),
    WEEK,
    LEAVE,
)  # fmt: skip


def draw_settings(house: House) -> None:
    """Draw the settings, each with its defined name, the months with their working days, the departments."""
    page = Page(house, "Pengaturan", "Pengaturan", (36, 26, 46, 12, 12), landscape=False)
    page.note(
        "Ganti Bulan produksi setiap bulan; yang lain diperiksa setahun sekali.", ("input", "calculated")
    )
    row = setting_rows(page, (*DOCUMENT, *_RULES))
    page.section(row + 1, "Departemen", "E")
    yes = choice(["Ya"], "Ya atau kosong", "Pilih Ya, atau biarkan kosong.")
    columns = (
        Column("Departemen", "input", "{{ department.name }}", required=True),
        Column("Penerima", "input", "{{ department.recipient }}"),
        Column("Keterangan", "input", "{{ department.note }}"),
        Column(
            "Ikut rapat", "input", '{{ "Ya" if department.meets in (true, "Ya") else none }}', CENTRE, yes
        ),
        Column("Terima APS", "input", '{{ "Ya" if department.gets in (true, "Ya") else none }}', CENTRE, yes),
    )
    block = loop_table(
        page, "tbl_departemen", columns, "department in departments", row=row + 2, filters=False
    )
    house.name("Daftar_departemen", block.span("A"))
    page.section(block.last + 2, "Bulan tahun rencana", "E")
    _months(page, block.last + 3)
    page.freeze(TOP - 1)


def _months(page: Page, row: int) -> None:
    """Draw the twelve months with their first and last day and the working days between."""
    columns = (
        Column("Bulan", "data", look={"bold": True}),
        Column("Hari pertama", "calculated", look=DATE),
        Column("Hari terakhir", "calculated", look=DATE),
        Column("Hari kerja", "calculated", look=CENTRE | {"num_format": COUNT}),
    )

    def content(heading: str, number: int) -> str:
        at = row + number
        after = f"DATE(Tahun_rencana,{number + 1},1)" if number < len(MONTHS) else "DATE(Tahun_rencana+1,1,1)"
        return {
            "Bulan": MONTHS[number - 1],
            "Hari pertama": f'=IF(Tahun_rencana="","",DATE(Tahun_rencana,{number},1))',
            "Hari terakhir": f'=IF(Tahun_rencana="","",{after}-1)',
            "Hari kerja": f"=WORKING_DAYS(B{at},C{at},Hari_Libur,{SIX_DAYS})",
        }[heading]

    block = grid_table(page, "tbl_bulan", columns, len(MONTHS), content, row=row)
    for name, column in (("Nama_bulan", "A"), ("Awal_bulan", "B"), ("Akhir_bulan", "C"),
                         ("Hari_kerja_bulan", "D")):  # fmt: skip
        page.house.name(name, block.span(column))
