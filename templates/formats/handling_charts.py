"""Sheets ``Peta Arus``, ``Peta Jarak``, ``Peta Ongkos``: from-to charts, two to a sheet, both triangles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.list_sheets import figure
from templates.formats.palette import BAND, HEADING, LABEL, Look, filled
from templates.formats.style import House, Page
from templates.formats.tables import Block

_HEAD: Final = 10
TOP: Final = _HEAD + 1
"""Row of the first station in every chart."""
_PAPER: Final = 'Sesuai_makalah="Ya"'

Cell = Callable[[int, int], str]
"""Formula (without ``=``) of the flow from one station to another, both counted from 0."""


@dataclass(frozen=True)
class Chart:
    """One from-to chart: its title, its name, where it starts, its cells."""

    title: str
    name: str
    left: int
    cell: Cell
    number: str
    sums: tuple[str, str] = ("Keluar", "Masuk")


def draw_charts(house: House, stations: Block, moves: Block, count: int) -> None:
    """Draw the three sheets; the order of the stations is that of the sheet ``Stasiun``."""
    right = count + 3
    codes = [f"Stasiun!$A${stations.first + n}" for n in range(count)]

    def summed(column: str) -> Cell:
        def cell(i: int, j: int) -> str:
            pair = f"{moves.span('A')},{codes[i]},{moves.span('B')},{codes[j]}"
            return f'IF(OR({codes[i]}="",{codes[j]}=""),0,SUMIFS({moves.span(column)},{pair}))'

        return cell

    def cost(left: int) -> Cell:
        return lambda i, j: f"{_at('Peta Arus', right, i, j)}*{_at('Peta Jarak', left, i, j)}"

    flows = Page(house, "Peta Arus", "Peta dari-ke: arus", _widths(count, 6.5, 9))
    flows.note(
        "Baris = dari, kolom = ke. Di atas diagonal arus maju, di bawahnya arus mundur.", ("calculated",)
    )
    _draw(flows, Chart("Frekuensi per periode", "Peta_arus", 0, summed("L"), "#,##0.##;-#,##0.##;"), codes)
    _draw(flows, Chart("Rp per m × frekuensi", "Arus_ongkos", right, summed("T"), "#,##0;-#,##0;"), codes)
    _flow_figures(flows, count)
    distances = Page(house, "Peta Jarak", "Peta dari-ke: jarak (meter)", _widths(count, 6.5, 6.5))
    distances.note(
        "Dihitung dari X dan Y pada lembar Stasiun; letak usulan yang kosong berarti tetap. Jarak A ke B "
        "sama dengan B ke A. Sesuai makalah = Ya: mulai tiga langkah dipakai aturan penjumlahan makalah.",
        ("calculated",),
    )
    for title, name, left in (("Sekarang", "Jarak_sekarang", 0), ("Usulan", "Jarak_usulan", right)):
        cell = _distance(stations.first, codes, left, proposed=left > 0)
        _draw(
            distances,
            Chart(f"Tata letak {title.lower()}", name, left, cell, "0.0;-0.0;", ("Jumlah", "Jumlah")),
            codes,
        )
    costs = Page(house, "Peta Ongkos", "Peta dari-ke: ongkos (rupiah per periode)", _widths(count, 8.5, 8.5))
    costs.note("Rp per m × frekuensi × jarak. Jumlah baris = keluar, jumlah kolom = masuk.", ("calculated",))
    for title, name, left in (("Sekarang", "Ongkos_sekarang", 0), ("Usulan", "Ongkos_usulan", right)):
        _draw(costs, Chart(f"Tata letak {title.lower()}", name, left, cost(left), "#,##0;-#,##0;"), codes)


def _widths(count: int, first: float, second: float) -> tuple[float, ...]:
    return (8, *[first] * count, 11, 2, 8, *[second] * count, 11)


def _at(sheet: str, left: int, i: int, j: int) -> str:
    return f"'{sheet}'!{xl_col_to_name(left + 1 + j)}{TOP + i}"


def _distance(first: int, codes: list[str], left: int, *, proposed: bool) -> Cell:
    def place(column: str, old: str, station: int) -> str:
        row = first + station
        new = f"Stasiun!${column}${row}"
        kept = f"Stasiun!${old}${row}"
        return f'IF({new}="",{kept},{new})' if proposed else kept

    def cell(i: int, j: int) -> str:
        across, up = ("(" + place(n, o, i) + "-" + place(n, o, j) + ")" for n, o in ("EC", "FD"))
        right = f'ROUND(IF(Cara_jarak="Lurus",({across}^2+{up}^2)^0.5,ABS({across})+ABS({up})),6)'
        if abs(i - j) > 2:
            right = f"IF({_PAPER},SUM({_paper(left, i, j)}),{right})"
        return f'IF(OR({codes[i]}="",{codes[j]}=""),0,{right})'

    return cell


def _paper(left: int, i: int, j: int) -> str:
    """Return what the paper adds up: the next row up to the column, below the diagonal the previous one."""
    row, first, last = (i + 1, i + 2, j) if j > i else (i - 1, j, i - 2)
    return f"{xl_col_to_name(left + 1 + first)}{TOP + row}:{xl_col_to_name(left + 1 + last)}{TOP + row}"


def _draw(page: Page, chart: Chart, codes: list[str]) -> None:
    count = len(codes)
    names = [xl_col_to_name(chart.left + n) for n in range(count + 2)]
    last = TOP + count - 1
    page.put(
        f"{names[0]}{_HEAD - 1}:{names[-1]}{_HEAD - 1}", chart.title, LABEL | {"bold": True, "font_size": 10}
    )
    page.put(f"{names[0]}{_HEAD}", "Dari \\ ke", HEADING)
    page.put(f"{names[-1]}{_HEAD}", chart.sums[0], HEADING)
    page.put(f"{names[0]}{last + 1}", chart.sums[1], HEADING)
    look = filled("calculated", num_format=chart.number, align="right", font_size=9)
    strong: Look = look | {"bold": True, "bg_color": BAND}
    for i, code in enumerate(codes):
        shown = f'=IF({code}="","",{code})'
        page.put(f"{names[i + 1]}{_HEAD}", shown, HEADING)
        page.put(f"{names[0]}{TOP + i}", shown, HEADING)
        for j in range(count):
            cell = f"{names[j + 1]}{TOP + i}"
            if i == j:
                page.put(cell, "", look | {"bg_color": "#D5DADD"})
            else:
                page.put(cell, "=" + chart.cell(i, j), look, cached=0)
        page.put(
            f"{names[-1]}{TOP + i}", f"=SUM({names[1]}{TOP + i}:{names[count]}{TOP + i})", strong, cached=0
        )
    for name in names[1:]:
        page.put(f"{name}{last + 1}", f"=SUM({name}{TOP}:{name}{last})", strong, cached=0)
    page.house.name(chart.name, f"'{page.name}'!${names[1]}${TOP}:${names[count]}${last}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(_HEAD, 1)


def _flow_figures(page: Page, count: int) -> None:
    """Write forward and backtrack: the sums above and below the diagonal."""
    ends = [xl_col_to_name(n) for n in range(count + 1)]
    forward = ",".join(f"{ends[i + 2]}{TOP + i}:{ends[count]}{TOP + i}" for i in range(count - 1))
    back = ",".join(f"{ends[1]}{TOP + i}:{ends[i]}{TOP + i}" for i in range(1, count))
    page.figures(
        {
            "A:C": figure("Arus maju", f"=SUM({forward})", "#,##0.##"),
            "D:F": figure("Arus mundur", f"=SUM({back})", "#,##0.##"),
            "G:I": figure("Bagian mundur", '=IF(A7+D7=0,"",D7/(A7+D7))', "0.0%"),
        }
    )
    for name, cell in (("Arus_maju", "A"), ("Arus_mundur", "D"), ("Bagian_mundur", "G")):
        page.house.name(name, f"'Peta Arus'!${cell}$7")
