"""Sheet ``Routing``: the operations from the last to the first, what each prepares, its machines."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ALARM, COUNT, PERCENT, Look
from templates.formats.plan_grid import grid_table
from templates.formats.rules import above_zero, between, choice, where
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Block, Column

ROWS: Final = 30
"""How many operations, of all products together, there is room for."""

_FIRST: Final = HEADING_ROW + 1
_LAST: Final = HEADING_ROW + ROWS
_PAPER: Final = 'Sesuai_makalah="Ya"'
_NUMBER: Final[Look] = {"num_format": "#,##0.00", "align": "right"}
_RATE: Final[Look] = {"num_format": "0.0%", "align": "right"}
_WHOLE: Final[Look] = {"num_format": COUNT, "align": "center"}
_FREE: Final[Look] = {"num_format": "#,##0.###", "align": "right"}
_WIDTHS: Final = (
    15, 7.5, 24, 19, 7, 8, 10, 8, 8, 7, 9.5, 9.5, 9.5, 9.5, 8.5, 7.5, 8.5, 10.5, 22, 11, 11, 11, 11, 11,
)  # fmt: skip

_COLUMNS: Final = (
    Column("Produk", "input", rule=choice("Daftar_produk", "Produk", "Pilih dari lembar Permintaan.")),
    Column("Operasi", "input", look=CENTRE),
    Column("Deskripsi", "input"),
    Column("Mesin / alat", "input", rule=choice("Daftar_mesin", "Mesin", "Pilih dari lembar Beban Mesin.")),
    Column("Cacat", "input", look=_RATE, rule=where(
        "=AND(ISNUMBER(E10),E10>=0,E10<1)", "Cacat", "Bagian yang hilang dari yang disiapkan: 10% atau 0,1.",
        "Isi 0 % sampai di bawah 100 %.",
    )),
    Column("Efisiensi", "input", look=_RATE,
           rule=between(0, 2, "Efisiensi", "Hasil nyata terhadap kapasitas: 90% atau 0,9.")),
    Column("Kapasitas (unit/jam)", "input", look=_FREE,
           rule=above_zero("Kapasitas", "Unit per jam satu mesin. Kosong: siklus per jam × isi per siklus.")),
    Column("Siklus per jam", "input", look=_FREE,
           rule=above_zero("Siklus per jam", "60 / menit per siklus. Makalah membagi dengan angka ini.")),
    Column("Isi per siklus", "input", look=_FREE,
           rule=above_zero("Isi per siklus", "Unit yang dikerjakan sekali jalan.")),
    Column("Jam kerja", "input", look=_FREE,
           rule=between(0, 24, "Jam kerja", "Jam per hari. Kosong: Jam_kerja dari lembar Data.")),
    Column("Diminta", "calculated", look=_NUMBER),
    Column("Disiapkan", "calculated", look=_NUMBER),
    Column("Beban", "calculated", look=_NUMBER),
    Column("Kapasitas dipakai", "calculated", look=_FREE),
    Column("Mesin teoritis", "calculated", look=_NUMBER),
    Column("Mesin aktual", "calculated", look=_WHOLE | {"bold": True}),
    Column("Utilisasi", "calculated", look=_RATE),
    Column("Hambatan", "calculated", look=CENTRE),
    Column("Periksa", "calculated"),
    Column("Diminta (benar)", "calculated", look=_NUMBER),
    Column("Disiapkan (benar)", "calculated", look=_NUMBER),
    Column("Diminta (makalah)", "calculated", look=_NUMBER),
    Column("Disiapkan (makalah)", "calculated", look=_NUMBER),
    Column("Operasi pertama", "calculated", look=_NUMBER),
)  # fmt: skip
_FIELDS: Final = {
    "Produk": "product", "Operasi": "operation", "Deskripsi": "description", "Mesin / alat": "machine",
    "Cacat": "scrap", "Efisiensi": "efficiency", "Kapasitas (unit/jam)": "capacity",
    "Siklus per jam": "cycles", "Isi per siklus": "batch", "Jam kerja": "hours",
}  # fmt: skip
_FORMULAS: Final = {
    "Diminta": f"=IF({_PAPER},V#,T#)",
    "Disiapkan": f"=IF({_PAPER},W#,U#)",
    "Beban": f'=IF(OR(L#="",F#=""),"",IF({_PAPER},ROUNDUP(ROUND(ROUTING_LOAD(L#,F#),9),2),'
    "ROUTING_LOAD(L#,F#)))",
    "Kapasitas dipakai": f'=IF(OR({_PAPER},G#=""),IF(OR(H#="",AND(NOT({_PAPER}),I#="")),"",'
    f"IF({_PAPER},H#,H#*I#)),G#)",
    "Mesin teoritis": f'=IF(OR(M#="",N#=""),"",IF({_PAPER},'
    'ROUNDDOWN(ROUND(MACHINES_THEORETICAL(M#,N#,IF(J#="",Jam_kerja,J#)*Pembagi_makalah),9),2),'
    'MACHINES_THEORETICAL(M#,N#,IF(J#="",Jam_kerja,J#))))',
    "Mesin aktual": "=MACHINES_ACTUAL(O#)",
    "Utilisasi": '=IF(P#="","",IF(P#=0,0,O#/P#))',
    "Hambatan": f'=IFERROR(IF(Q#="","",IF(Q#=MAX($Q${_FIRST}:$Q${_LAST}),"Hambatan","")),"")',
    "Disiapkan (benar)": "=ROUTING_PREPARED(T#,E#)",
    "Disiapkan (makalah)": '=IF(OR(V#="",E#=""),"",ROUNDUP(ROUND(ROUTING_PREPARED(V#,E#),9),2))',
}


def draw_routing(house: House, demand: Block, machines: Block) -> Block:
    """Draw the table of operations, the figures above it and the signatures below it.

    Args:
        house: The workbook.
        demand: The products: name in column A, the demand that counts in column F.
        machines: The machines: name in column A.
    """
    page = Page(house, "Routing", "Routing sheet", _WIDTHS, across=19)
    page.note(
        "Satu baris satu operasi, dari operasi terakhir (paling atas) ke operasi pertama; baris satu produk "
        "berurutan. Yang disiapkan suatu operasi adalah yang diminta dari operasi di bawahnya."
    )
    block = grid_table(
        page,
        "tbl_routing",
        _COLUMNS,
        ROWS,
        lambda heading, number: _content(heading, number, demand, machines),
    )
    page.sheet.set_row(HEADING_ROW - 1, 40)
    page.mark(f"A{_FIRST}:S{_LAST}", f'=$R{_FIRST}="Hambatan"', {"bold": True, "font_color": "#A5281B"})
    page.mark(f"E{_FIRST}:F{_LAST}", f'=AND($B{_FIRST}<>"",E{_FIRST}="")', ALARM)
    _figures(page, block)
    page.freeze(HEADING_ROW, 2)
    row = _LAST + 2
    page.signatures(row, (("A", "C"), ("D", "H"), ("I", "N")))
    page.sheet.print_area(f"A1:S{row + 4}")
    page.sheet.fit_to_pages(1, 1)
    return block


def _figures(page: Page, block: Block) -> None:
    def here(column: str) -> str:
        return f"{column}{block.first}:{column}{block.last}"

    top = f"MATCH(MAX({here('Q')}),{here('Q')},0)"
    name = f'IFERROR(IF(MAX({here("Q")})=0,"-",INDEX({here("B")},{top})&" "&INDEX({here("D")},{top})),"-")'
    wrong = f'SUMPRODUCT(({here("S")}<>"")*({here("S")}<>"OK"))'
    page.figures(
        {
            "A:B": figure("Operasi", f'=SUMPRODUCT(({here("B")}<>"")*1)'),
            "C": figure("Jumlah mesin, tiap operasi sendiri", f"=SUM({here('P')})"),
            "D:F": figure("Hambatan: utilisasi tertinggi", f"={name}"),
            "G:H": figure("Utilisasi tertinggi", f"=MAX({here('Q')})", PERCENT),
            "I:K": figure("Disiapkan di operasi pertama", f"=SUM({here('X')})", "#,##0.00"),
            "L:S": figure(
                "Pemeriksaan",
                f'=IF(A7=0,"Belum ada operasi",IF({wrong}>0,"Ada "&{wrong}&'
                '" baris yang perlu diperiksa","OK"))',
            ),
        }
    )
    page.mark_checks("L7:S7")
    page.house.name("Jumlah_mesin", "Routing!$C$7")
    page.house.name("Unit_disiapkan", "Routing!$I$7")


def _content(heading: str, number: int, demand: Block, machines: Block) -> str:
    if heading in _FIELDS:
        value = f"operations[{number - 1}].{_FIELDS[heading]}"
        return f"{{{{ {value} if operations|length >= {number} else none }}}}"
    row = HEADING_ROW + number
    if heading in _FORMULAS:
        return _FORMULAS[heading].replace("#", str(row))
    if heading == "Periksa":
        return _check(number, demand, machines).replace("#", str(row))
    wanted = f"SUMIFS({demand.span('F')},{demand.span('A')},A{row})"
    blank = f'OR(A{row}="",E{row}="")'
    if heading == "Diminta (benar)":
        inner = wanted if number == 1 else f"IF(A{row}=A{row - 1},U{row - 1},{wanted})"
        return f'=IF({blank},"",{inner})'
    inner = wanted if number == ROWS else f"IF(A{row}=A{row + 1},W{row + 1},{wanted})"
    if heading == "Diminta (makalah)":
        return f'=IF({blank},"",{inner})'
    is_first = "" if number == ROWS else f"IF(A{row}=A{row + 1},0,L{row})"
    return f'=IF(L{row}="","",{is_first or f"L{row}"})'


def _check(number: int, demand: Block, machines: Block) -> str:
    """Return what is wrong with a row, in the order in which one would mend it."""
    row = HEADING_ROW + number
    apart = ""
    if number > 2:
        apart = f"AND(A#<>A{row - 1},COUNTIFS(A${_FIRST}:A{row - 1},A#)>0)"
    cases = (
        ('A#=""', "Isi produk"),
        (f"COUNTIFS({demand.span('A')},A#)=0", "Produk tidak ada di Permintaan"),
        (apart, "Kumpulkan baris satu produk"),
        ('D#=""', "Isi mesin"),
        (f"COUNTIFS({machines.span('A')},D#)=0", "Mesin tidak ada di Beban Mesin"),
        ("NOT(ISNUMBER(E#))", "Isi cacat dengan angka"),
        ("OR(E#<0,E#>=1)", "Cacat harus 0 % sampai di bawah 100 %"),
        ("NOT(ISNUMBER(F#))", "Isi efisiensi dengan angka"),
        ("F#<=0", "Efisiensi harus di atas 0 %"),
        (f'AND({_PAPER},H#="")', "Isi siklus per jam"),
        ('N#=""', "Isi kapasitas, atau siklus dan isi"),
        ("NOT(ISNUMBER(N#))", "Kapasitas harus angka"),
        ("N#<=0", "Kapasitas harus di atas 0"),
        ("NOT(ISNUMBER(O#))", "Periksa permintaan dan baris produk ini"),
    )
    formula = '"OK"'
    for condition, text in reversed([case for case in cases if case[0]]):
        formula = f'IF({condition},"{text}",{formula})'
    return f'=IF(AND(A#="",B#="",D#="",E#=""),"",{formula})'
