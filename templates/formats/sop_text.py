"""Sheets ``Kebutuhan``, ``Isi Prosedur``, ``Istilah`` of the SOP workbook: why, what it says, its terms."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, TYPED, figure, list_sheet
from templates.formats.palette import ALARM, COUNT, GOOD
from templates.formats.plan_grid import grid_table
from templates.formats.rules import at_least_zero, choice
from templates.formats.settings import option
from templates.formats.sop_checks import first_problem, overall
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column

PARTS: Final = (
    *("Ruang lingkup", "Tujuan", "Definisi", "Ketentuan umum", "Tanggung jawab", "Ketentuan khusus"),
    *("Rekaman", "Lampiran", "Referensi", "Dasar hukum", "Kualifikasi pelaksana", "Keterkaitan"),
    *("Peralatan", "Peringatan", "Pencatatan"),
)
"""The headings under which the text of a procedure stands; the last six are on its cover."""
GROUPS: Final = ("Memenuhi permintaan", "Pendukung")
"""Kinds of business process: what a unit is there for, and what helps others."""
MISSING: Final = "Belum ada SOP"
PARTS_ROW: Final = HEADING_ROW + 6
"""Where the table that counts the paragraphs of each part has its headings."""

_OPTIONAL: Final = ("Definisi", "Ketentuan khusus", "Lampiran", "Dasar hukum", "Peringatan")
_YES_NO: Final = ("Ya", "Tidak")


def draw_needs(house: House) -> None:
    """Draw ``Kebutuhan``: each unit's processes, and which of them need a procedure that is not there yet."""
    widths = (12, 29, 24, 15, 20, 23, 18, 13, 7, 14, 14, 15)
    page = Page(house, "Kebutuhan", "Analisis kebutuhan SOP", widths)
    page.note("Satu baris satu proses bisnis sebuah unit. Isi Ya bila proses itu memerlukan SOP.", TYPED)
    problem = first_problem(
        ('A#=""', "Isi unit"), ('B#=""', "Isi tugas dan wewenang"), ('C#=""', "Isi proses bisnis"),
        ('D#=""', "Isi golongan"), ('E#=""', "Isi dokumen"), ('F#=""', "Isi pihak terlibat"),
        ('G#=""', "Isi penanggung jawab"), ('H#=""', "Isi durasi"), ('I#=""', "Isi perlu SOP"),
        ('AND(I#="Tidak",J#<>"")', "Bernomor, tetapi tidak perlu"),
    )  # fmt: skip
    state = f'=IF(I#="Ya",IF(J#="","{MISSING}","Ada"),IF(I#="Tidak","Tidak perlu",""))'
    columns = (
        Column("Unit", "input", "{{ need.unit }}"),
        Column("Tugas dan wewenang", "input", "{{ need.duty }}"),
        Column("Proses bisnis", "input", "{{ need.process }}", required=True),
        Column("Golongan", "input", "{{ need.group }}", CENTRE, option(GROUPS, "Golongan")),
        Column("Dokumen", "input", "{{ need.document }}"),
        Column("Pihak terlibat", "input", "{{ need.parties }}"),
        Column("Penanggung jawab", "input", "{{ need.responsible }}"),
        Column("Durasi", "input", "{{ need.duration }}"),
        Column("Perlu SOP", "input", "{{ need.needs_sop }}", CENTRE, option(_YES_NO, "Perlu SOP")),
        Column("No SOP", "input", "{{ need.number }}"),
        Column("Keadaan", "calculated", state, CENTRE),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:J#)=0,"",{problem})'),
    )
    figures = {
        "A": figure("Proses", '=SUMPRODUCT((C10:C12<>"")*1)'),
        "B": figure("Perlu SOP", '=COUNTIFS(I10:I12,"Ya")'),
        "C": figure("Perlu, belum ada", f'=COUNTIFS(K10:K12,"{MISSING}")'),
        "E": figure("Memenuhi permintaan", f'=COUNTIFS(D10:D12,"{GROUPS[0]}")'),
        "F": figure("Pendukung", f'=COUNTIFS(D10:D12,"{GROUPS[1]}")'),
        "K:L": figure("Pemeriksaan", overall("L", ("A7=0", "Belum ada analisis"))),
    }
    block = list_sheet(page, "tbl_kebutuhan", columns, "need in needs", figures)
    cell = f"K{block.first + 1}"
    page.mark(cell, f'={cell}="{MISSING}"', ALARM)
    page.mark(cell, f'={cell}="Ada"', GOOD)


def draw_sections(house: House) -> None:
    """Draw ``Isi Prosedur``: the procedure's text, a row a paragraph; below it which headings lack theirs."""
    page = Page(house, "Isi Prosedur", "Isi prosedur", (21, 7, 79, 15, 18), landscape=False)
    page.note("Satu baris satu butir, bernomor dari 1 di setiap bagian.", TYPED)
    problem = first_problem(
        ('A#=""', "Pilih bagian"), ("COUNTIFS(Daftar_bagian,A#)=0", "Bagian tidak dikenal"),
        ('B#=""', "Isi nomor"), ("NOT(ISNUMBER(B#))", "Nomor harus angka"), ('C#=""', "Isi butirnya"),
    )  # fmt: skip
    columns = (
        Column("Bagian", "input", "{{ section.part }}",
               rule=choice("Daftar_bagian", "Bagian", "Di bawah judul mana butir ini berdiri.")),
        Column("No", "input", "{{ section.number }}", CENTRE | {"num_format": COUNT},
               at_least_zero("No", "Nomor urut di dalam bagiannya, mulai dari 1.")),
        Column("Isi", "input", "{{ section.text }}", required=True),
        Column("Kunci", "calculated", '=IF(OR(A#="",B#=""),"",A#&"|"&B#)', {"font_size": 8}),
        Column("Periksa", "calculated", f'=IF(COUNTA(A#:C#)=0,"",{problem})'),
    )  # fmt: skip
    row = PARTS_ROW
    checks = f"D{row + 1}:D{row + len(PARTS)}"
    lacking = ("C7>0", "Ada bagian kosong")
    figures = {
        "A": figure("Butir", '=SUMPRODUCT((C10:C12<>"")*1)'),
        "C": figure("Bagian wajib yang belum diisi", f'=COUNTIFS({checks},"Belum diisi")'),
        "E": figure("Pemeriksaan", overall("E", ("A7=0", "Belum ada isi"), after=lacking)),
    }
    block = list_sheet(page, "tbl_isi", columns, "section in sections", figures, frozen=1)
    page.section(row - 1, "Kelengkapan bagian", "E")
    _draw_parts(page, block, row)


def _draw_parts(page: Page, text: Block, row: int) -> None:
    columns = (
        Column("Bagian"),
        Column("Wajib", look=CENTRE),
        Column("Banyaknya butir", "calculated", look=CENTRE | {"num_format": COUNT}),
        Column("Periksa", "calculated"),
    )

    def content(heading: str, number: int) -> str:
        part, at = PARTS[number - 1], row + number
        return {
            "Bagian": part,
            "Wajib": "Tidak" if part in _OPTIONAL else "Ya",
            "Banyaknya butir": f"=COUNTIFS({text.span('A')},A{at})",
            "Periksa": f'=IF(C{at}>0,"OK",IF(B{at}="Ya","Belum diisi",""))',
        }[heading]

    block = grid_table(page, "tbl_bagian", columns, len(PARTS), content, row=row)
    page.house.name("Daftar_bagian", block.span("A"))


def draw_terms(house: House) -> None:
    """Draw ``Istilah``: the terms and abbreviations that the procedure uses, and what they mean."""
    page = Page(house, "Istilah", "Istilah dan singkatan", (26, 64, 16, 18), landscape=False)
    page.note("Setiap singkatan dan istilah yang dipakai dalam langkah diberi arti di sini.", TYPED)
    columns = (
        Column("Istilah", "input", "{{ term.term }}", {"bold": True}),
        Column("Arti", "input", "{{ term.meaning }}", required=True),
        Column("Periksa", "calculated",
               '=IF(AND(A#="",B#=""),"",IF(A#="","Isi istilah",IF(B#="","Isi arti","OK")))'),
    )  # fmt: skip
    figures = {
        "A": figure("Istilah", '=SUMPRODUCT((A10:A12<>"")*1)'),
        "C": figure("Pemeriksaan", overall("C", ("A7=0", "Belum ada istilah"))),
    }
    list_sheet(page, "tbl_istilah", columns, "term in terms", figures)
