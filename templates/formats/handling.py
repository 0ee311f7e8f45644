"""The format ``handling``: carriers, stations, moves, from-to charts, the effect of another layout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.handling_charts import draw_charts
from templates.formats.handling_compare import draw_comparison, draw_stations_compared
from templates.formats.handling_guide import draw_guide
from templates.formats.handling_moves import draw_moves
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import Look
from templates.formats.plan_data import AS_PAPER, EXACT, Input, draw_data
from templates.formats.plan_grid import grid_table
from templates.formats.rules import at_least_zero, where
from templates.formats.settings import Setting, option
from templates.formats.style import House, Page
from templates.formats.tables import Block, Column

CARRIERS: Final = 5
"""How many carriers there is room for."""
STATIONS: Final = 12
"""How many stations there is room for."""

_INPUTS: Final = (
    Input(
        "Unit_disiapkan", "kg per periode", "Bahan yang disiapkan di operasi pertama; frekuensi yang kosong "
        "dihitung darinya.", "routing", "Unit_disiapkan", EXACT, optional=True,
    ),
)  # fmt: skip
_SETTINGS: Final = (
    AS_PAPER,
    Setting(
        "Cara_jarak", "Cara jarak", '{{ settings.metric or "Siku-siku" }}',
        "Siku-siku: selisih X + selisih Y, menurut gang. Lurus: garis lurus antartitik.",
        option(("Siku-siku", "Lurus"), "Cara jarak"),
    ),
)  # fmt: skip
_METRE: Final[Look] = {"num_format": "#,##0.0#", "align": "right"}
_RATE: Final[Look] = {"num_format": "#,##0", "align": "right"}


def draw(path: Path) -> None:
    """Draw the template of the handling workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Pemindahan bahan", 10)
    draw_guide(house)
    draw_data(house, "Data pemindahan bahan", _INPUTS, _SETTINGS)
    _draw_carriers(house)
    stations = _draw_stations(house)
    moves = draw_moves(house)
    draw_charts(house, stations, moves, STATIONS)
    draw_stations_compared(house, stations, STATIONS)
    draw_comparison(house)
    house.close()


def _draw_carriers(house: House) -> None:
    page = Page(house, "Alat Angkut", "Alat angkut menurut berat", (28, 20, 20, 44), landscape=False)
    page.note("Urutkan dari yang paling ringan. Tepat di batas masih alat itu; yang terakhir tanpa batas.")
    columns = (
        Column("Alat angkut", "input"),
        Column("Sampai berat (kg)", "input", look=_METRE,
               rule=at_least_zero("Sampai berat", "Kilogram sekali angkut; kosong pada alat terakhir.")),
        Column("Ongkos (Rp per m)", "input", look=_RATE,
               rule=at_least_zero("Ongkos", "Rupiah per meter, dipakai bila ongkos pemindahan kosong.")),
        Column("Periksa", "calculated"),
    )  # fmt: skip
    fields = {"Alat angkut": "name", "Sampai berat (kg)": "limit", "Ongkos (Rp per m)": "rate"}

    def content(heading: str, number: int) -> str:
        if heading in fields:
            return _item("carriers", number, fields[heading])
        row = 9 + number
        last = "TRUE" if number == CARRIERS else f'A{row + 1}=""'
        rising = "" if number == 1 else f'IF(AND(B{row}<>"",B{row}<=B{row - 1}),"Batas harus menaik",'
        gap = "" if number == 1 else f'IF(A{row - 1}="","Jangan lewati baris",'
        rest = f'IF(AND({last},B{row}<>""),"Kosongkan batas alat terakhir",IF(AND(NOT({last}),'
        rest += f'NOT(ISNUMBER(B{row}))),"Isi batas berat",IF(NOT(ISNUMBER(C{row})),"Isi ongkos","OK")))'
        return f'=IF(A{row}="","",{gap}{rising}{rest}' + ")" * (1 + bool(gap) + bool(rising))

    grid_table(page, "tbl_alat", columns, CARRIERS, content)
    page.figures(
        {
            "A": figure("Jumlah alat angkut", f'=SUMPRODUCT((A10:A{9 + CARRIERS}<>"")*1)'),
            "B:D": figure("Pemeriksaan", _verdict("A7", f"D10:D{9 + CARRIERS}", "alat angkut")),
        }
    )
    page.mark_checks("B7")
    for name, column in (("Daftar_alat", "A"), ("Batas_berat", "B"), ("Ongkos_alat", "C")):
        house.name(name, f"'Alat Angkut'!${column}$10:${column}${9 + CARRIERS}")
    page.freeze(9)


def _draw_stations(house: House) -> Block:
    page = Page(house, "Stasiun", "Stasiun kerja dan letaknya", (9, 32, 13, 13, 13, 13, 32))
    page.note(
        "Urut menurut proses: pindah ke baris di bawah itu maju, ke baris di atas itu mundur. X dan Y adalah "
        "titik ambil dan taruh dalam meter; pada lini lurus Y = 0 dan X jarak dari stasiun pertama."
    )
    free = where("=ISNUMBER(C10)", "Letak", "Meter dari satu sudut bangunan.", "Isi angka.")
    columns = (
        Column("Kode", "input", look=CENTRE),
        Column("Stasiun", "input"),
        *(
            Column(text, "input", look=_METRE, rule=free)
            for text in ("X sekarang (m)", "Y sekarang (m)", "X usulan (m)", "Y usulan (m)")
        ),
        Column("Periksa", "calculated"),
    )
    keys = ("code", "name", "x", "y", "new_x", "new_y")
    fields = dict(zip((column.heading for column in columns), keys, strict=False))
    last = 9 + STATIONS

    def content(heading: str, number: int) -> str:
        if heading in fields:
            return _item("stations", number, fields[heading])
        row = 9 + number
        gap = "" if number == 1 else f'IF(A{row - 1}="","Jangan lewati baris",'
        return (
            f'=IF(A{row}="",IF(B{row}="","","Isi kode"),{gap}IF(COUNTIFS(A$10:A${last},A{row})>1,'
            f'"Kode tertulis dua kali",IF(COUNT(C{row}:D{row})<2,"Isi X dan Y sekarang",'
            f'IF(COUNT(E{row}:F{row})=1,"Isi X dan Y usulan","OK")))' + ")" * (1 + bool(gap))
        )

    block = grid_table(page, "tbl_stasiun", columns, STATIONS, content)
    page.figures(
        {
            "A:B": figure("Jumlah stasiun", f'=SUMPRODUCT((A10:A{last}<>"")*1)'),
            "C:D": figure("Stasiun yang dipindah", _moved(last)),
            "E:G": figure("Pemeriksaan", _verdict("A7", f"G10:G{last}", "stasiun")),
        }
    )
    page.mark_checks("E7")
    house.name("Daftar_stasiun", block.span("A"))
    page.freeze(9, 2)
    return block


def _moved(last: int) -> str:
    old_x, old_y, new_x, new_y = (f"{column}10:{column}{last}" for column in "CDEF")
    return f'=SUMPRODUCT(({new_x}<>"")*((({new_x}<>{old_x})+({new_y}<>{old_y}))>0))'


def _item(key: str, number: int, field: str) -> str:
    return f"{{{{ {key}[{number - 1}].{field} if {key}|length >= {number} else none }}}}"


def _verdict(count: str, checks: str, noun: str) -> str:
    return (
        f'=IF({count}=0,"Belum ada {noun}",IF(SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))>0,'
        f'"Ada {noun} yang perlu diperiksa","OK"))'
    )
