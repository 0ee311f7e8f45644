"""Sheet ``Pekerjaan`` of the scheduling workbook: the jobs, and when each is done under every rule."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import Look
from templates.formats.rules import above_zero, at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

RULES: Final = (
    ("FCFS", "Datang pertama, dikerjakan pertama"),
    ("EDD", "Batas waktu paling awal"),
    ("SPT", "Waktu proses terpendek"),
    ("LPT", "Waktu proses terpanjang"),
    ("CR", "Rasio kritis terkecil"),
    ("MOORE", "Paling sedikit yang terlambat"),
)
ORDERS: Final = ("J", "K", "L", "M", "N", "O")
FINISHES: Final = ("P", "Q", "R", "S", "T", "U")
DELAYS: Final = ("X", "Y", "Z", "AA", "AB", "AC")
"""Columns of the place in the sequence, the finish and the tardiness under each rule."""
CHOSEN: Final = "V"

_TIME: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
_PLACE: Final[Look] = {"num_format": "0", "align": "center"}
_PAPER: Final = 'Sesuai_makalah="Ya"'
_NEVER: Final = "9E+99"
_CHECK: Final = (
    '=IF(AND(A#="",B#="",D#=""),"",IF(A#="","Isi kode",IF(SUMPRODUCT(($A$10:$A$12=A#)*1)>1,"Kode ganda",'
    'IF(SUMPRODUCT((D#:E#>"")*1)>0,"Ada teks, bukan angka",IF(D#="","Isi waktu proses",'
    'IF(D#<=0,"Waktu harus lebih dari 0",IF(NOT(ISNUMBER(J#)),"Periksa baris lain","OK")))))))'
)


def span(column: str, sheet: str = "Pekerjaan!") -> str:
    """Return the body of a column of the jobs' table.

    >>> span("D")
    'Pekerjaan!$D$10:$D$12'
    """
    return f"{sheet}${column}$10:${column}$12"


def _order(rule: str) -> str:
    """Return the formula for the place of a job; the paper's own sequences where it is followed."""
    last = _PAPER if rule == "SPT" else "FALSE"
    found = (
        f'INDEX(DISPATCH_ORDER({span("D", "")},{span("F", "")},"{rule}",{last}),'
        f"MATCH($A#,{span('A', '')},0),1)"
    )
    if rule == "EDD":
        found = f'IF(AND({_PAPER},$H#<>""),$H#,{found})'
    return f'=IF($D#="","",{found})'


def _finish(order: str) -> str:
    places = span(order, "")
    return f'=IF({order}#="",0,SUMPRODUCT(({places}<>"")*({places}<={order}#)*{span("D", "")}))'


_COLUMNS: Final = (
    Column("Kode", "input", "{{ job.code }}", CENTRE),
    Column("Pekerjaan", "input", "{{ job.name }}"),
    Column("Mesin / alat", "input", "{{ job.machine }}"),
    Column("Waktu proses", "input", "{{ job.time }}", _TIME, above_zero("Waktu proses", "Lebih dari 0."),
           required=True),
    Column("Batas waktu", "input", "{{ job.due }}", _TIME,
           at_least_zero("Batas waktu", "Dihitung dari 0. Kosong: batas bersama pada lembar Data.")),
    Column("Batas dipakai", "calculated", '=IF(A#="","",IF(E#<>"",E#,IF(Batas_bersama="","",Batas_bersama)))',
           _TIME),
    Column("Pendahulu", "input", "{{ job.before }}", CENTRE),
    Column("Urutan EDDF (makalah)", "input", "{{ job.paper_edd }}", CENTRE,
           above_zero("Urutan EDDF", "Hanya dipakai bila Sesuai makalah = Ya.")),
    Column("Periksa", "calculated", _CHECK),
    *(Column(f"Urutan {rule}", "calculated", _order(rule), _PLACE) for rule, _ in RULES),
    *(Column(f"Selesai {rule}", "calculated", _finish(order), _TIME | {"num_format": "#,##0.##;;"})
      for (rule, _), order in zip(RULES, ORDERS, strict=True)),
    Column("Urutan dipakai", "calculated", '=IF(J#="","",INDEX(J#:O#,1,Nomor_aturan))',
           _PLACE | {"bold": True}),
    Column("Batas hitung", "calculated", f'=IF(F#="",{_NEVER},F#)',
           _TIME | {"num_format": "[>1E+90]-;#,##0.##"}),
    *(Column(f"Terlambat {rule}", "calculated", f"=MAX(0,{finish}#-W#)", _TIME | {"num_format": "#,##0.##;;"})
      for (rule, _), finish in zip(RULES, FINISHES, strict=True)),
)  # fmt: skip


def draw_jobs(house: House) -> None:
    """Draw the jobs with their times, due dates and predecessors, and their place under every rule."""
    widths = (8, 28, 24, 10, 10, 10, 12, 11, 24, *[8] * 6, *[9] * 6, 9, 10, *[9] * 6)
    page = Page(house, "Pekerjaan", "Daftar pekerjaan", widths, across=9)
    page.note(
        "Satu pekerjaan satu baris, menurut kedatangan. Pendahulu: kode, dipisah koma. Dari kolom J dihitung."
    )
    loop_table(page, "tbl_pekerjaan", _COLUMNS, "job in jobs")
    page.sheet.set_row(HEADING_ROW - 1, 42)
    wrong = 'SUMPRODUCT((I10:I12<>"")*(I10:I12<>"OK"))'
    page.figures(
        {
            "A:B": figure("Jumlah pekerjaan", "=COUNT(D10:D12)"),
            "C": figure("Total waktu (jam)", "=Total_waktu/Menit_sejam", "#,##0.00"),
            "D:E": figure("Total waktu", "=SUM(D10:D12)", "#,##0.##"),
            "F:G": figure("Jumlah batas waktu", "=SUM(F10:F12)", "#,##0.##"),
            "I": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada pekerjaan",IF({wrong}>0,"Ada "&{wrong}&'
                '" baris yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("I7")
    for name, cell in (("Jumlah_pekerjaan", "A"), ("Total_waktu_jam", "C"), ("Total_waktu", "D"),
                       ("Jumlah_batas", "F")):  # fmt: skip
        house.name(name, f"Pekerjaan!${cell}$7")
    page.sheet.print_area("A1:O12")
    page.freeze(HEADING_ROW, 2)
