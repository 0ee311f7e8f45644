"""Sheet ``Kalender APS``: the stages of a year, their meetings, the production months that they feed.

Twenty-five stages, from the first one of January to the first one of the next January, so that every day of
the year lies in one. A stage ends on its meeting as held; the next one begins the day after.
"""

from __future__ import annotations

from typing import Final

from templates.formats.allocation_page import MONTH, SIX_DAYS, first_problem
from templates.formats.allocation_settings import PREVIOUS
from templates.formats.list_sheets import CENTRE, DATE, figure
from templates.formats.palette import ACCENT, ALARM, COUNT, DAY
from templates.formats.plan_grid import grid_table
from templates.formats.rules import day
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

STAGES: Final = 25
FIRST: Final = HEADING_ROW + 1
LAST: Final = HEADING_ROW + STAGES
TINTS: Final = {1: "#E6F0F8", 2: "#FBF1DF"}
"""Pale colour of each stage, the same on the calendar for the wall."""
STRONG: Final = {1: "#2E6DA4", 2: "#B9771B"}

_SHEET: Final = "'Kalender APS'!"
_DAY: Final = {**DATE, "num_format": "[$-421]ddd dd/mm/yyyy"}
_COLUMNS: Final = (
    Column("Mulai", "calculated", look=_DAY),
    Column("Selesai", "calculated", look=_DAY),
    Column("Tahap", "calculated", look=CENTRE | {"num_format": COUNT, "bold": True}),
    Column("Bulan produksi", "input", look=MONTH,
           rule=day("Bulan produksi", "Tanggal 1 bulan yang diisi tahap ini.")),
    Column("Rapat menurut aturan", "calculated", look=_DAY),
    Column("Usul rapat", "calculated", look=_DAY),
    Column("Rapat", "input", look=_DAY, rule=day("Rapat", "Tanggal rapat APS yang dipakai.")),
    Column("Hasil dikirim", "calculated", look=_DAY),
    Column("Hari kerja", "calculated", look=CENTRE | {"num_format": COUNT}),
    Column("Alasan", "input"),
    Column("Periksa", "calculated"),
)  # fmt: skip


def draw_calendar(house: House) -> None:
    """Draw the table of the year's stages; it prints on one page."""
    widths = (16, 16, 8, 12, 16, 16, 16, 16, 9, 30, 34)
    page = Page(house, "Kalender APS", "Kalender APS", widths)
    page.note(
        "Isi dengan tombol Susun kalender, lalu sesuaikan Rapat. Tahap berakhir pada rapatnya; tahap "
        "berikutnya mulai sehari sesudahnya."
    )
    grid_table(page, "tbl_kalender", _COLUMNS, STAGES, _content)
    _figures(page)
    _marks(page)
    _names(house)
    page.signatures(LAST + 2, (("A", "D"), ("E", "H"), ("I", "K")))
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)


def _figures(page: Page) -> None:
    checks, held = f"K{FIRST}:K{LAST}", f"B{FIRST}:B{LAST}"
    wrong = f'SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))'
    page.figures(
        {
            "A": figure("Awal kalender", f'=IF(Tahun_rencana="","",{_start()})', DAY),
            "B": figure("Tahap hari ini", _today("APS_STAGE(Tanggal_acuan,Kalender_APS)")),
            "C:D": figure(
                "Bulan produksi hari ini", _today("APS_MONTH(Tanggal_acuan,Kalender_APS)"), "mm/yyyy"
            ),
            "E:F": figure(
                "Rapat berikutnya",
                _today(f'INDEX({held},COUNTIFS({held},"<"&Tanggal_acuan)+1)'),
                "[$-421]dddd dd/mm/yyyy",
            ),
            "G:H": figure(
                "Rapat bukan tanggal aturan",
                f'=SUMPRODUCT((G{FIRST}:G{LAST}<>"")*(G{FIRST}:G{LAST}<>E{FIRST}:E{LAST}))',
            ),
            "J:K": figure(
                "Pemeriksaan",
                f'=IF(Tahun_rencana="","Isi tahun rencana",IF(COUNT({held})=0,"Kalender belum disusun",'
                f'IF({wrong}>0,"Ada "&{wrong}&" baris yang perlu diperiksa","OK")))',
            ),
        }
    )
    page.mark_checks("J7:K7")


def _marks(page: Page) -> None:
    """Colour rows by their stage, and meetings that are not on the date of the rule or of the proposal."""
    for stage in (1, 2):
        look = {"bg_color": TINTS[stage]}
        for area in (f"A{FIRST}:C{LAST}", f"E{FIRST}:F{LAST}", f"H{FIRST}:I{LAST}"):
            page.mark(area, f"=$C{FIRST}={stage}", look)
    held = f"G{FIRST}:G{LAST}"
    page.mark(held, f'=AND($G{FIRST}<>"",$G{FIRST}<>$F{FIRST})', ALARM | {"bold": True})
    page.mark(held, f'=AND($G{FIRST}<>"",$G{FIRST}<>$E{FIRST})', {"bold": True, "font_color": ACCENT})


def _names(house: House) -> None:
    for name, columns in (("Kalender_APS", "AD"), ("Mulai_tahap", "AA"), ("Rapat_APS", "BB"),
                          ("Nomor_tahap", "CC")):  # fmt: skip
        house.name(name, f"{_SHEET}${columns[0]}${FIRST}:${columns[1]}${LAST}")
    house.name("Awal_kalender", f"{_SHEET}$A$7")


def _today(found: str) -> str:
    """Return the formula of something on the reference date; a dash where there is none."""
    return f'=IF(OR(Tanggal_acuan="",COUNT(Rapat_APS)=0),"",IFERROR({found},"-"))'


def _start() -> str:
    """Return the day after the last meeting of the year before."""
    by_rule = _meeting("DATE(Tahun_rencana-1,12,1)", 2)
    return f'IF(Rapat_akhir_lalu<>"",Rapat_akhir_lalu,{by_rule})+1'


def _meeting(month: str, stage: int) -> str:
    """Return the working day on which a stage of this month has its meeting by rule."""
    earlier = f'Geser_rapat="{PREVIOUS}"'
    return f"APS_MEETING({month},Tanggal_rapat_{stage},Hari_Libur,{SIX_DAYS},{earlier})"


def _content(heading: str, number: int) -> str:
    """Return what a column holds in the row of a stage, counted from 1."""
    at, stage, month = HEADING_ROW + number, 2 - number % 2, (number + 1) // 2
    year = "Tahun_rencana" if month <= 12 else "Tahun_rencana+1"
    held = f"stages[{number - 1}].{{}} if stages|length > {number - 1} else none"
    rule = f"DATE({year},{(month - 1) % 12 + 1},Tanggal_rapat_{stage})"
    before = "Awal_kalender" if number == 1 else f'IF(B{at - 1}="","",B{at - 1}+1)'
    last = (
        "Awal_kalender-1" if number == 1 else f"F{at - 1}"
    )  # a closure may leave no day between two meetings
    after = f"DUE_DATE({last},1,Hari_Libur,{SIX_DAYS})"
    return {
        "Mulai": f"={before}",
        "Selesai": f'=IF(ISNUMBER(G{at}),G{at},"")',
        "Tahap": f'=IF(B{at}="","",{stage})',
        "Bulan produksi": f"{{{{ {held.format('month')} }}}}",
        "Rapat menurut aturan": f'=IF(OR(Tahun_rencana="",Tanggal_rapat_{stage}=""),"",{rule})',
        "Usul rapat": f'=IF(E{at}="","",MAX({_meeting(f"E{at}", stage)},{after}))',
        "Rapat": f"{{{{ {held.format('meeting')} }}}}",
        "Hasil dikirim": f"=B{at}",
        "Hari kerja": f'=IF(OR(A{at}="",B{at}=""),"",WORKING_DAYS(A{at},B{at},Hari_Libur,{SIX_DAYS}))',
        "Alasan": f"{{{{ {held.format('reason')} }}}}",
        "Periksa": _check(at),
    }[heading]


def _check(at: int) -> str:
    """Return what is wrong with a stage: its meeting, its order, its production month, no reason."""
    return first_problem(
        (f'AND(G{at}="",D{at}="")', ""),
        (f'G{at}=""', "Isi tanggal rapat"),
        (f"NOT(ISNUMBER(G{at}))", "Rapat harus tanggal"),
        (f'A{at}=""', "Isi rapat tahap sebelumnya"),
        (f"G{at}<A{at}", "Rapat sebelum tahap mulai"),
        (f"WORKING_DAYS(G{at},G{at},Hari_Libur,{SIX_DAYS})=0", "Rapat pada hari libur"),
        (f'D{at}=""', "Isi bulan produksi"),
        (f"NOT(ISNUMBER(D{at}))", "Bulan produksi harus tanggal"),
        (f"DAY(D{at})<>1", "Bulan produksi harus tanggal 1"),
        (f'AND(G{at}<>F{at},J{at}="")', "Isi alasan: bukan tanggal usul"),
    )
