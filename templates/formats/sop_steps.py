"""Sheets ``Pelaksana``, ``Langkah``, ``Periksa`` and ``Diagram Alir``: who does what, in which order."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, TYPED, figure, list_sheet
from templates.formats.palette import ACCENT, COUNT, PERCENT, Look
from templates.formats.rules import Rule, at_least_zero, between, choice
from templates.formats.settings import option
from templates.formats.sop_checks import first_problem, overall
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column

KINDS: Final = ("Mulai", "Kegiatan", "Keputusan", "Selesai")
UNITS: Final = ("menit", "jam", "hari kerja")
EVERYBODY: Final = "Semua pelaksana"
"""In ``Sosialisasi``: all who do steps were told at once."""

_STEPS: Final = Block("Langkah", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_ACTORS: Final = Block("Pelaksana", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_BRIEFINGS: Final = Block("Sosialisasi", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_ABOVE: Final = 6
_PAGE: Final = 33
_PAGES: Final = 100
_SCALE: Final = 85
"""Rows above the flow chart and rows of each of its pages; how many pages are parted, at which scale."""
_TIME: Final[Look] = {"num_format": "#,##0.##", "align": "center"}


def draw_actors(house: House) -> None:
    """Draw ``Pelaksana``: who does steps, how many of them there are, and what falls to each."""
    page = Page(house, "Pelaksana", "Pelaksana", (26, 40, 12, 10, 10, 12, 20, 24))
    page.note("Satu baris satu pelaksana; urutannya menjadi urutan kolom pada diagram alir.", TYPED)
    told = f'COUNTIFS({_BRIEFINGS.span("B")},A#)+COUNTIFS({_BRIEFINGS.span("B")},"{EVERYBODY}")'
    problem = first_problem(
        ('A#=""', "Isi pelaksana"), ('B#=""', "Isi jabatan atau bagian"),
        ('AND(C#<>"",NOT(ISNUMBER(C#)))', "Jumlah orang harus angka"),
        ("AND(ISNUMBER(C#),C#<1)", "Jumlah orang paling sedikit 1"),
        ("E#=0", "Tidak punya langkah"),
    )  # fmt: skip
    columns = (
        Column("Pelaksana", "input", "{{ actor.name }}", {"bold": True}),
        Column("Jabatan / bagian", "input", "{{ actor.position }}", required=True),
        Column("Jumlah orang", "input", "{{ actor.people }}", CENTRE | {"num_format": COUNT},
               between(1, 9999, "Jumlah orang", "Dipakai simulasi. Kosong: tidak dibatasi.", whole=True)),
        Column("Luar", "input", "{{ actor.outside }}", CENTRE,
               choice(["Ya"], "Luar perusahaan", "Ya untuk pelanggan, pemasok, dan pihak luar lain.")),
        Column("Langkah", "calculated", f'=IF(A#="","",COUNTIFS({_STEPS.span("C")},A#))',
               CENTRE | {"num_format": COUNT}),
        Column("Porsi waktu", "calculated",
               f'=IF(A#="","",IF(Waktu_seluruh=0,0,SUMIFS({_STEPS.span("Q")},{_STEPS.span("C")},A#)'
               "/Waktu_seluruh))", CENTRE | {"num_format": PERCENT}),
        Column("Sosialisasi", "calculated",
               f'=IF(A#="","",IF(D#="Ya","Pihak luar",IF({told}>0,"Sudah","Belum")))', CENTRE),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:D#)=0,"",{problem})'),
    )  # fmt: skip
    most = "MAX(F10:F12)"
    figures = {
        "A": figure("Pelaksana", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "B": figure("Waktu terbanyak pada", f'=IF({most}=0,"-",INDEX(A10:A12,MATCH({most},F10:F12,0)))'),
        "G": figure("Belum disosialisasi", '=COUNTIFS(G10:G12,"Belum")'),
        "H": figure("Pemeriksaan", overall("H", ("A7=0", "Belum ada pelaksana"))),
    }  # fmt: skip
    block = list_sheet(page, "tbl_pelaksana", columns, "actor in actors", figures)
    house.name("Daftar_pelaksana", block.span("A"))


def draw_steps(house: House) -> None:
    """Draw ``Langkah``: every step as it is written; the flow chart and the simulation follow this table."""
    widths = (6, 37, 17, 10.5, 19, 19, 6.5, 6.5, 7.5, 9.5, 18, 11, 9, 8.5, 19, 19, 9, 22)
    page = Page(house, "Langkah", "Langkah prosedur", widths, across=12)
    page.note(
        "Satu baris satu langkah. Keputusan ditulis sebagai pertanyaan; beberapa langkah berikutnya, teks "
        "cabang, dan peluangnya dipisah titik koma (;).",
        TYPED,
    )
    times = _time_columns()
    columns = (
        Column("Kode", "input", "{{ step.code }}", CENTRE | {"bold": True}),
        Column("Kegiatan", "input", "{{ step.activity }}", required=True),
        Column("Pelaksana", "input", "{{ step.actor }}", rule=choice(
            "Daftar_pelaksana", "Pelaksana", "Dari lembar Pelaksana.", strict=False), required=True),
        Column("Jenis", "input", "{{ step.kind }}", CENTRE, option(KINDS, "Jenis langkah"), required=True),
        Column("Kelengkapan", "input", "{{ step.requirements }}"),
        Column("Dokumen", "input", "{{ step.document }}"),
        *times,
        Column("Satuan", "input", "{{ step.unit }}", CENTRE, option(UNITS, "Satuan waktu")),
        Column("Keluaran", "input", "{{ step.output }}"),
        Column("Berikutnya", "input", "{{ step.next }}", CENTRE),
        Column("Cabang", "input", "{{ step.branches }}", CENTRE),
        Column("Peluang", "input", "{{ step.shares }}", CENTRE),
        Column("Indikator", "input", "{{ step.indicator }}"),
        Column("Keterangan", "input", "{{ step.note }}"),
        Column("Waktu harapan", "calculated",
               '=IF(B#="","",SOP_EXPECTED_TIME(IF(G#="",H#,G#),H#,IF(I#="",H#,I#),J#,Jam_kerja))', _TIME),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:P#)=0,"",{_step_problem()})'),
    )  # fmt: skip
    figures = {
        "B": figure("Langkah", '=SUMPRODUCT((B10:B12<>"")*1)'),
        "C": figure("Keputusan", '=COUNTIFS(D10:D12,"Keputusan")'),
        "E": figure("Mulai / selesai", '=COUNTIFS(D10:D12,"Mulai")+COUNTIFS(D10:D12,"Selesai")'),
        "F:I": figure("Jumlah waktu harapan (menit)", "=SUM(Q10:Q12)", "#,##0"),
        "R": figure("Pemeriksaan", overall("R", ("B7=0", "Belum ada langkah"))),
    }
    block = list_sheet(page, "tbl_langkah", columns, "step in steps", figures, frozen=2)
    page.sheet.set_row(block.heading - 1, 42)
    house.name("Waktu_seluruh", "Langkah!$F$7")


def _time_columns() -> tuple[Column, ...]:
    def rule(title: str, prompt: str) -> Rule:
        return at_least_zero(title, prompt)

    return (
        Column("Waktu cepat", "input", "{{ step.low }}", _TIME,
               rule("Waktu cepat", "Bila semua lancar. Kosong: sama dengan wajar.")),
        Column("Waktu wajar", "input", "{{ step.likely }}", _TIME,
               rule("Waktu wajar", "Seperti biasanya.")),
        Column("Waktu lambat", "input", "{{ step.high }}", _TIME,
               rule("Waktu lambat", "Bila banyak hambatan. Kosong: sama dengan wajar.")),
    )  # fmt: skip


def _step_problem() -> str:
    """What makes the expected time an error is told first; the function tells the rest."""
    units = "+".join(f'(J#="{unit}")*1' for unit in UNITS)
    times = first_problem(
        ("COUNTA(G#:I#)>COUNT(G#:I#)", "Waktu harus angka"),
        ("MIN(G#:I#)<0", "Waktu tidak boleh negatif"),
        ("OR(AND(ISNUMBER(G#),G#>H#),AND(ISNUMBER(I#),I#<H#))", "Urutkan waktu: cepat, wajar, lambat"),
        (f"AND(COUNT(G#:I#)>0,{units}=0)", "Pilih satuan"),
        ('B#=""', "Isi kegiatan"),
        ('AND(A#<>"",L#=A#)', "Menunjuk dirinya sendiri"),
    )
    return times.replace('"OK"', "SOP_STEP_CHECK(B#,Q#,A#,C#,D#,F#,L#,M#,N#)")


def draw_findings(house: House) -> None:
    """Draw ``Periksa``: what the check of the whole procedure found."""
    page = Page(house, "Periksa", "Hasil pemeriksaan", (32, 14, 60, 54), colour=ACCENT)
    page.note("Diisi tombol Periksa SOP. Perbaiki di lembar asalnya, tekan lagi.", ("calculated", "data"))
    columns = (
        Column("Jenis", "data", "{{ finding.kind }}"),
        Column("Kode", "data", "{{ finding.code }}", CENTRE),
        Column("Temuan", "data", "{{ finding.finding }}"),
        Column("Yang perlu diperbaiki", "data", "{{ finding.mend }}"),
    )
    figures = {
        "A": figure("Temuan", '=SUMPRODUCT((C10:C12<>"")*1)'),
        "D": figure("Pemeriksaan", '=IF(A7=0,"OK","Ada temuan")'),
    }
    list_sheet(page, "tbl_periksa", columns, "finding in findings", figures, key="C")


def draw_diagram(house: House) -> None:
    """Draw ``Diagram Alir``: the header; the flow chart itself is drawn by its button.

    Each page of the flow chart is printed on a sheet of its own. Excel heeds breaks only at a fixed scale.
    """
    page = Page(house, "Diagram Alir", "Diagram alir", (13,) * 12, colour=ACCENT)
    page.sheet.set_print_scale(_SCALE)
    page.sheet.set_h_pagebreaks([_ABOVE + _PAGE * number for number in range(1, _PAGES + 1)])
    page.note("Tekan tombol Gambar Diagram Alir sesudah Langkah diisi atau diubah.", ())
    page.freeze(5)
