"""Sheet ``Identitas`` of the SOP workbook: the cover page as Indonesian offices have it, on one A4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from templates.formats.list_sheets import CENTRE, DATE, TYPED
from templates.formats.palette import ALARM, COUNT, DAY, GOOD, LABEL, Look, filled
from templates.formats.plan_grid import grid_table
from templates.formats.rules import Rule, above_zero, between, day
from templates.formats.sop_text import PARTS, PARTS_ROW
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column, loop_table

ROLES: Final = ("Penulis", "Pelaksana di lapangan", "Pengawas", "Atasan pengawas")
"""The four of the team that writes a procedure."""

_FIRST_BOX: Final = 15
_LINES: Final = 5
_BOXES: Final = (("Dasar hukum", "Kualifikasi pelaksana"), ("Keterkaitan", "Peralatan"),
                 ("Peringatan", "Pencatatan"))  # fmt: skip
_TEXT: Final = Block("Isi Prosedur", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_SIGNED: Final = Block("Pengesahan", HEADING_ROW, HEADING_ROW + 1, HEADING_ROW + 3)
_TEAM: Final = _FIRST_BOX + len(_BOXES) * _LINES + 2
_REVISIONS: Final = _TEAM + len(ROLES) + 3
_LABEL: Final[Look] = LABEL | {"align": "left", "indent": 1}
_FIELD: Final[Look] = {"align": "left", "indent": 1}


@dataclass(frozen=True)
class _Field:
    """A cell that is typed: where, what it is called, its defined name, its tag."""

    label: str
    at: str
    name: str
    tag: str
    rule: Rule | None = None
    number: str = ""
    strong: bool = False


_FIELDS: Final = (
    _Field("No. SOP", "B7", "No_dokumen", "document.number"),
    _Field("Tanggal dibuat", "D7", "Tanggal_dibuat", "sop.created",
           day("Tanggal dibuat", "Tanggal naskah pertama."), DAY),
    _Field("Revisi", "B8", "Revisi", "document.revision"),
    _Field("Tanggal berlaku", "D8", "Tanggal_berlaku", "document.date",
           day("Tanggal berlaku", "Sejak kapan SOP ini berlaku."), DAY),
    _Field("Nama SOP", "B11", "Judul_SOP", "sop.title", strong=True),
    _Field("Unit kerja", "D11", "Unit_kerja", "sop.unit"),
    _Field("Janji waktu", "B9", "Janji_waktu", "sop.promise",
           above_zero("Janji waktu", "Hari kerja dari mulai sampai selesai."), '0.## "hari kerja"'),
    _Field("Tinjauan berikutnya", "B10", "Tanggal_tinjau", "sop.review",
           day("Tinjauan berikutnya", "Kapan SOP ini ditinjau lagi."), DAY),
    _Field("Nama perusahaan", "G7", "Nama_perusahaan", "company.name"),
    _Field("Tahun rencana", "G8", "Tahun_rencana", "year",
           between(2000, 2099, "Tahun rencana", "Empat angka.", whole=True), COUNT),
    _Field("Tanggal acuan", "G9", "Tanggal_acuan", "reference_date",
           day("Tanggal acuan", 'Dianggap "hari ini" untuk melihat keterlambatan.'), DAY),
    _Field("Jam kerja sehari", "G10", "Jam_kerja", "sop.hours",
           between(0.5, 24, "Jam kerja", "Jam kerja sehari, biasanya 8."), "0.##"),
)  # fmt: skip


def draw_cover(house: House) -> None:
    """Draw ``Identitas``: the fields, the six boxes filled from the text, the team, the revisions."""
    page = Page(
        house,
        "Identitas",
        "Standar operasional prosedur",
        (21, 34, 16, 29, 2, 19, 17),
        landscape=False,
        across=4,
    )
    page.note("Isi sel kuning. Enam kotak diambil dari lembar Isi Prosedur.", TYPED)
    page.section(6, "Identitas", "D")
    page.put("F6", "Pengaturan", LABEL | {"bold": True})
    page.put("G6", "", LABEL)
    for field in _FIELDS:
        _draw_field(page, field)
    _draw_counted(page)
    _draw_signed(page)
    for number, pair in enumerate(_BOXES):
        for columns, part in zip((("A", "B"), ("C", "D")), pair, strict=True):
            _draw_box(page, _FIRST_BOX + number * _LINES, columns, part)
    _draw_team(page)
    last = _draw_revisions(page)
    page.sheet.print_area(f"A1:D{last}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(5)


def _draw_field(page: Page, field: _Field) -> None:
    column, row = field.at[0], field.at[1:]
    page.put(f"{chr(ord(column) - 1)}{row}", field.label, _LABEL)
    look = _FIELD | ({"num_format": field.number} if field.number else {})
    if field.strong:
        look |= {"bold": True}
    page.ask(field.at, f"{{{{ {field.tag} }}}}", field.rule, **look)
    page.house.name(field.name, f"Identitas!${column}${row}")


def _draw_counted(page: Page) -> None:
    """Write what follows from the list of revisions: when the last one was made and how many there are."""
    first = _REVISIONS + 1
    days = f"C{first}:C{first + 2}"
    shown = {
        "9": ("Tanggal revisi", f'=IF(COUNT({days})=0,"",MAX({days}))', DAY),
        "10": ("Banyaknya revisi", f'=SUMPRODUCT(({days}<>"")*1)', COUNT),
    }
    for row, (label, formula, number) in shown.items():
        page.put(f"C{row}", label, _LABEL)
        page.put(f"D{row}", formula, filled("calculated", num_format=number, **_FIELD))


def _draw_signed(page: Page) -> None:
    """Write who puts the procedure in force, with room to sign, and how far the signatures are."""
    page.sheet.set_row(11, 48)

    def of(column: str) -> str:
        row = f'MATCH("Disahkan",{_SIGNED.span("A")},0)'
        found = f"INDEX({_SIGNED.span(column)},{row})"
        return f'=IFERROR(IF({found}="","",{found}),"")'

    page.put("A12:A13", "Disahkan oleh", _LABEL)
    page.put("B12", of("C"), filled("calculated", valign="top", **_FIELD))
    page.put("B13", of("B"), filled("calculated", bold=True, **_FIELD))
    page.put("C12", "Keadaan", _LABEL)
    page.put("D12", "=Keadaan_SOP", filled("calculated", bold=True, **_FIELD))
    page.put("C13", "Tanggal disahkan", _LABEL)
    page.put("D13", of("D"), filled("calculated", num_format=DAY, **_FIELD))
    page.mark("D12", '=D12="Berlaku"', GOOD)
    page.mark("D12", '=D12="Dikembalikan"', ALARM)


def _draw_box(page: Page, row: int, columns: tuple[str, str], part: str) -> None:
    """Show the first lines of a part of the text; the last line counts those that have no room."""
    label, text = columns
    last = row + _LINES - 1
    page.put(f"{label}{row}:{label}{last}", part, _LABEL | {"bold": True, "valign": "top"})
    keys, texts = _TEXT.span("D"), _TEXT.span("C")
    count = f"'Isi Prosedur'!C{PARTS_ROW + 1 + PARTS.index(part)}"
    for number in range(1, _LINES + 1):
        shown = f'IFERROR("{number}. "&INDEX({texts},MATCH("{part}|{number}",{keys},0)),"")'
        if number == _LINES:
            more = f'"… dan "&({count}-{_LINES - 1})&" butir lain pada Isi Prosedur"'
            shown = f"IF({count}>{_LINES},{more},{shown})"
        edges: Look = {"border": 0, "left": 1, "right": 1, "top": number == 1, "bottom": number == _LINES}
        page.put(f"{text}{row + number - 1}", f"={shown}", filled("calculated", font_size=9, **edges))


def _draw_team(page: Page) -> None:
    page.section(_TEAM - 1, "Tim penyusun", "D")
    columns = (Column("Peran", look={"bold": True}), Column("Nama", "input"), Column("Jabatan", "input"))
    keys = {"Nama": "name", "Jabatan": "position"}

    def content(heading: str, number: int) -> str:
        if heading == "Peran":
            return ROLES[number - 1]
        place = number - 1
        return f"{{{{ team[{place}].{keys[heading]} if team|length > {place} else none }}}}"

    grid_table(page, "tbl_tim", columns, len(ROLES), content, row=_TEAM)


def _draw_revisions(page: Page) -> int:
    page.section(_REVISIONS - 1, "Riwayat revisi", "D")
    columns = (
        Column("Revisi", "input", "{{ revision.revision }}", CENTRE),
        Column("Perubahan", "input", "{{ revision.change }}", required=True),
        Column(
            "Tanggal", "input", "{{ revision.date }}", DATE, day("Tanggal", "Tanggal revisi."), required=True
        ),
        Column("Oleh", "input", "{{ revision.by }}"),
    )
    block = loop_table(page, "tbl_revisi", columns, "revision in revisions", row=_REVISIONS, filters=False)
    return block.last
