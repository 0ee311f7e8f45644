"""Sheet ``Tata Letak``: where every room lies, typed or proposed, and what that layout is worth."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import Look
from templates.formats.plan_grid import grid_table
from templates.formats.rules import above_zero, at_least_zero
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

_LETTERS: Final = "AEIOUX"
_NEAR: Final = "0.05"
"""Metres: walls no further apart than this are one wall."""
_METRE: Final[Look] = {"num_format": "#,##0.00", "align": "right"}
_WHOLE: Final[Look] = {"num_format": "#,##0.##", "align": "center"}
_FIELDS: Final = {"X (m)": "x", "Y (m)": "y", "Panjang (m)": "length", "Lebar (m)": "width"}


def draw_layout(house: House, count: int) -> None:
    """Draw the table of places with its figures, and the signature block.

    Args:
        house: The workbook.
        count: How many rooms there is room for.
    """
    widths = (6, 30, 10, 10, 11, 11, 12, 12, 11, 13, 13, 12, 34, 10, 10, 10, 10)
    page = Page(house, "Tata Letak", "Tata letak blok", widths, across=13)
    page.note(
        "Diisi tombol Usulkan tata letak; ubah sel kuning untuk menggeser ruang, hasilnya langsung dihitung. "
        "X dan Y: sudut kiri atas ruang dari sudut kiri atas lahan."
    )
    first, last = HEADING_ROW + 1, HEADING_ROW + count
    columns = (
        Column("No", "calculated", look=CENTRE),
        Column("Ruang", "calculated"),
        Column("X (m)", "input", look=_METRE, rule=at_least_zero("X", "Meter dari sisi kiri lahan.")),
        Column("Y (m)", "input", look=_METRE, rule=at_least_zero("Y", "Meter dari sisi atas lahan.")),
        Column("Panjang (m)", "input", look=_METRE, rule=above_zero("Panjang", "Meter, kiri ke kanan.")),
        Column("Lebar (m)", "input", look=_METRE, rule=above_zero("Lebar", "Meter, atas ke bawah.")),
        Column("Luas denah (m²)", "calculated", look=_METRE),
        Column("Luas diminta (m²)", "calculated", look=_METRE),
        Column("Ongkos", "calculated", look=_METRE),
        Column("Nilai berdampingan", "calculated", look=_WHOLE),
        Column("X bersentuhan", "calculated", look=_WHOLE),
        Column("Tumpang tindih", "calculated", look=_WHOLE),
        Column("Periksa", "calculated"),
        *(Column(text, "calculated", look=_METRE) for text in ("Kiri", "Atas", "Kanan", "Bawah")),
    )

    def content(heading: str, number: int) -> str | float:
        return _formula(heading, number, first, last)

    grid_table(page, "tbl_tata_letak", columns, count, content)
    page.sheet.set_row(HEADING_ROW - 1, 42)
    _figures(page, first, last)
    page.freeze(HEADING_ROW, 2)
    page.signatures(last + 2, (("A", "B"), ("C", "F"), ("G", "J")))
    page.sheet.print_area(f"A1:M{last + 6}")


def _formula(heading: str, number: int, first: int, last: int) -> str | float:
    row = HEADING_ROW + number
    if heading in _FIELDS:
        return f"{{{{ rooms[{number - 1}].{_FIELDS[heading]} if rooms|length >= {number} else none }}}}"
    column = xl_col_to_name(number + 1)
    ratings = f"Hitungan!${column}${first}:${column}${last}"
    left, top, right, bottom = (f"${letter}${first}:${letter}${last}" for letter in "NOPQ")
    within = (_within(left, right, f"N{row}", f"P{row}"), _within(top, bottom, f"O{row}", f"Q{row}"))
    beside = (_beside(left, right, f"N{row}", f"P{row}"), _beside(top, bottom, f"O{row}", f"Q{row}"))
    touching = f"(({beside[0]}-{within[0]})*{within[1]}+({beside[1]}-{within[1]})*{within[0]})*({right}>0)"
    apart = f"{_size(left, right, f'N{row}', f'P{row}')}+{_size(top, bottom, f'O{row}', f'Q{row}')}"
    valued = _valued(ratings, _LETTERS)
    placed = f'IF(P{row}=0,"",'
    used = f'AND(B{row}<>"",COUNT(C{row}:F{row})=4)'
    wall = f"=IF({used},IF(AND(MIN(C{row}:D{row})>=0,MIN(E{row}:F{row})>0),{{}},0),0)"
    cases = (
        (f"COUNT(C{row}:F{row})<4", "Belum diletakkan"),
        (f"MIN(C{row}:D{row})<0", "X dan Y tidak boleh negatif"),
        (f"MIN(E{row}:F{row})<=0", "Panjang dan lebar harus di atas 0"),
        (f"OR(C{row}+E{row}>Panjang_lahan+{_NEAR},D{row}+F{row}>Lebar_lahan+{_NEAR})", "Di luar lahan"),
        (f"L{row}>0", "Bertumpang tindih"),
        (f"K{row}>0", "Bersentuhan dengan ruang X"),
        (f"IF(ISNUMBER(H{row}),ABS(G{row}-H{row})>0.02*H{row},FALSE)", "Luas tidak sama dengan yang diminta"),
    )
    check = '"OK"'
    for condition, told in reversed(cases):
        check = f'IF({condition},"{told}",{check})'
    cells: dict[str, str | float] = {
        "No": number,
        "Ruang": f'=IF(Ruang!B{row}="","",Ruang!B{row})',
        "Luas denah (m²)": f"={placed}E{row}*F{row})",
        "Luas diminta (m²)": f'=IF(OR(B{row}="",Ruang!C{row}=""),"",Ruang!C{row})',
        "Ongkos": f"={placed}SUMPRODUCT(({valued})*({apart})*({right}>0))/4)",
        "Nilai berdampingan": f"={placed}SUMPRODUCT(({_valued(ratings, _LETTERS[:4])})*{touching})/2)",
        "X bersentuhan": f'={placed}SUMPRODUCT(({ratings}="X")*{touching}))',
        "Tumpang tindih": f"={placed}SUMPRODUCT(($A${first}:$A${last}<>A{row})*({right}>0)"
        f"*{within[0]}*{within[1]}))",
        "Periksa": f'=IF(B{row}="",IF(COUNT(C{row}:F{row})>0,"Letak tanpa ruang",""),{check})',
        "Kiri": wall.format(f"C{row}"),
        "Atas": wall.format(f"D{row}"),
        "Kanan": wall.format(f"C{row}+E{row}"),
        "Bawah": wall.format(f"D{row}+F{row}"),
    }
    return cells[heading]


def _within(starts: str, ends: str, start: str, end: str) -> str:
    """Return which rooms lie in the same strip as one, by more than a wall."""
    return f"(({starts}<{end}-{_NEAR})*({ends}>{start}+{_NEAR}))"


def _beside(starts: str, ends: str, start: str, end: str) -> str:
    """Return which rooms lie in the same strip as one, or wall to wall with it."""
    return f"(({starts}<={end}+{_NEAR})*({ends}>={start}-{_NEAR}))"


def _size(starts: str, ends: str, start: str, end: str) -> str:
    """Return twice the distance of the middles, without ABS, which not every engine takes over an array."""
    gap = f"({starts}+{ends}-{start}-{end})"
    return f"{gap}*(({gap}>0)*2-1)"


def _valued(ratings: str, letters: str) -> str:
    """Return what each cell of ratings counts, as an array."""
    return "+".join(f'({ratings}="{letter}")*Nilai_{letter}' for letter in letters)


def _figures(page: Page, first: int, last: int) -> None:
    matrix = f"Hitungan!$C${first}:${xl_col_to_name(last - first + 2)}${last}"
    possible = "+".join(f'COUNTIFS({matrix},"{letter}")/2*Nilai_{letter}' for letter in _LETTERS[:4])
    checks = f"M{first}:M{last}"
    page.figures(
        {
            "A:B": figure("Ruang diletakkan", f'=COUNTIFS(P{first}:P{last},">0")'),
            "C:D": figure("Ongkos tata letak", f"=SUM(I{first}:I{last})", "#,##0.00"),
            "E:F": figure("Nilai berdampingan", f"=SUM(J{first}:J{last})", "#,##0.##"),
            "G:H": figure("Kedekatan terpenuhi", f'=IF({possible}=0,"",E7/({possible}))', "0.0%"),
            "I:J": figure("Pasangan X bersentuhan", f"=SUM(K{first}:K{last})/2"),
            "K:L": figure("Pasangan bertumpang tindih", f"=SUM(L{first}:L{last})/2"),
            "M": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada tata letak",IF(SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))>0,'
                '"Ada ruang yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("M7")
    for name, cell in (("Ongkos_denah", "C"), ("Kedekatan_terpenuhi", "G"), ("Pasangan_X", "I"),
                       ("Tumpang_tindih", "K")):  # fmt: skip
        page.house.name(name, f"'Tata Letak'!${cell}$7")
