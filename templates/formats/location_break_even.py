"""Sheet ``Titik Impas``: break-even of each site, the cheapest site by volume, the crossover chart."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.economics_cost import dress
from templates.formats.list_sheets import figure
from templates.formats.location_costs import SITES, named, site
from templates.formats.palette import CELL, HEADING, INK, LINE, QUIET, Look, filled
from templates.formats.plan_data import EXACT, RUPIAH, calculated
from templates.formats.plan_rows import helper
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table

_FIRST: Final = HEADING_ROW + 1
_LAST: Final = HEADING_ROW + SITES
_MATRIX: Final = 18
_POINTS: Final = 21
_NEVER: Final = "1E+99"
_FAR: Final = "1E+15"
"""Cost of a site that is not filled in: never the cheapest."""
_COLOURS: Final = ("#1F4B57", "#B0743A", "#2E6DA4", "#A9453B", "#2F7D4F")
_HEADINGS: Final = (
    *("Lokasi", "Biaya tetap", "Biaya variabel per unit", "Harga jual per unit", "Titik impas (unit)"),
    *("Titik impas, unit utuh", "Titik impas (rupiah)", "Biaya total pada volume", "Laba pada volume"),
    *("Termurah dari volume", "Termurah sampai volume", "Status", "Periksa"),
)


def draw_break_even(house: House) -> None:
    """Draw the table of sites, the crossovers, and the chart with the lower envelope."""
    widths = (18, 17, 12, 12, 16, 13, 18, 17, 17, 13, 13, 20, 19)
    page = Page(house, "Titik Impas", "Titik impas dan titik potong biaya", widths)
    page.note("Semua dihitung dari biaya setiap lokasi.", ("calculated",))
    fixed_table(
        page,
        "tbl_titik_impas",
        [Column(heading) for heading in _HEADINGS],
        [[""] * 13] * SITES,
        row=HEADING_ROW,
    )
    for number in range(1, SITES + 1):
        _row(page, number)
    page.mark(f"A{_FIRST}:L{_LAST}", f'=LEFT($L{_FIRST},5)="Tidak"', {"font_color": QUIET, "italic": True})
    page.mark_checks(f"M{_FIRST}:M{_LAST}")
    page.figures(
        {
            "A": figure("Volume rencana", "=Volume", RUPIAH),
            "B:D": figure("Termurah pada volume rencana", _cheapest()),
            "E:H": figure("Titik impas terkecil", _least("E")),
        }
    )
    _matrix(page)
    _chart(page)
    page.signatures(_MATRIX + 31, (("A", "C"), ("D", "G"), ("H", "M")))
    page.sheet.print_area(f"A1:M{_MATRIX + 35}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 1)


def _cheapest() -> str:
    return f'=IF(COUNT(H{_FIRST}:H{_LAST})=0,"",{_at_least("H")})'


def _least(column: str) -> str:
    return f'=IFERROR({_at_least(column)},"Tidak ada, periksa harga")'


def _at_least(column: str) -> str:
    span = f"{column}{_FIRST}:{column}{_LAST}"
    return f"INDEX(A{_FIRST}:A{_LAST},MATCH(MIN({span}),{span},0))"


def _row(page: Page, number: int) -> None:
    row = HEADING_ROW + number
    costs = f"B{row},D{row},C{row}"
    low, high, alike = _bounds(number)
    dominated = f"OR({alike},T{row}>=U{row})"
    texts = {
        "A": (named(number), "General"),
        "B": (_named(number, f"INDEX(Biaya_tetap_lokasi,1,{number})"), RUPIAH),
        "C": (_named(number, f"INDEX(Biaya_variabel_lokasi,1,{number})"), EXACT),
        "D": (f'=IF(OR({site(number)}="",Lokasi!G{row}=""),"",Lokasi!G{row})', EXACT),
        "E": (f"=BEP_UNITS({costs})", "#,##0.000"),
        "F": (f"=BEP_UNITS_WHOLE({costs})", RUPIAH),
        "G": (f"=BEP_REVENUE({costs})", RUPIAH),
        "H": (f"=SITE_COST(B{row},C{row},Volume)", RUPIAH),
        "I": (f'=IF(OR(D{row}="",H{row}=""),"",D{row}*Volume-H{row})', RUPIAH),
        "J": (_named(number, f'IF({dominated},"",T{row})'), RUPIAH),
        "K": (_named(number, f'IF({dominated},"",IF(U{row}>={_FAR},"tanpa batas",U{row}))'), RUPIAH),
        "L": (_named(number, _status(row, dominated)), "General"),
        "M": (_named(number, _check(row)), "General"),
    }
    for column, (text, form) in texts.items():
        page.put(f"{column}{row}", text, calculated(form, bold=column == "A"))
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE}
    is_site = f"AND(ISNUMBER(B{row}),ISNUMBER(C{row}))"
    page.put(f"R{row}", f"=IF({is_site},B{row},{_FAR})", small, cached=0)
    page.put(f"S{row}", f"=IF({is_site},C{row},1E+9)", small, cached=0)
    page.put(f"T{row}", f"={low}", small, cached=0)
    page.put(f"U{row}", f"={high}", small, cached=0)


def _named(number: int, formula: str) -> str:
    return f'=IF({site(number)}="","",{formula})'


def _status(row: int, dominated: str) -> str:
    always = f'IF(AND(T{row}=0,U{row}>={_FAR}),"Selalu termurah","Termurah sebagian")'
    return f'IF({dominated},"Tidak pernah termurah",{always})'


def _check(row: int) -> str:
    price = f'IF(D{row}<=C{row},"Harga tidak di atas biaya variabel: tidak ada titik impas","OK")'
    return f'IFERROR(IF(D{row}="","Isi harga jual",{price}),"Periksa biaya dan volume")'


def _bounds(number: int) -> tuple[str, str, str]:
    """Return from and to which volume a site is the cheapest, and whether another is alike and no dearer."""
    own, others = HEADING_ROW + number, [n for n in range(1, SITES + 1) if n != number]
    low, high, alike = [], [], []
    for other in others:
        row = HEADING_ROW + other
        low.append(f"IF(S{row}>S{own},(R{own}-R{row})/(S{row}-S{own}),0)")
        high.append(f"IF(S{row}<S{own},(R{row}-R{own})/(S{own}-S{row}),{_NEVER})")
        alike.append(f"AND(S{row}=S{own},R{row}{'<=' if other < number else '<'}R{own})")
    return f"MAX(0,{','.join(low)})", f"MIN({_NEVER},{','.join(high)})", f"OR({','.join(alike)})"


def _matrix(page: Page) -> None:
    """Write the volume at which two sites cost the same, for each pair."""
    page.section(_MATRIX - 2, "Volume pada titik potong: dua lokasi sama mahal", "F")
    page.put(f"A{_MATRIX - 1}", "", HEADING)
    for number in range(1, SITES + 1):
        page.put(f"{chr(65 + number)}{_MATRIX - 1}", named(number), HEADING)
        page.put(f"A{_MATRIX - 1 + number}", named(number), CELL | {"bold": True})
    for one in range(1, SITES + 1):
        for other in range(1, SITES + 1):
            a, b = HEADING_ROW + one, HEADING_ROW + other
            crossing = f'IFERROR(COST_CROSSOVER(B{a},C{a},B{b},C{b}),"tidak ada")'
            formula = f'=IF(OR({site(one)}="",{site(other)}=""),"",{crossing})' if one < other else '=""'
            page.put(
                f"{chr(65 + other)}{_MATRIX - 1 + one}", formula, filled("calculated", num_format=RUPIAH)
            )


def _chart(page: Page) -> None:
    page.sheet.set_column("N:Q", 2)
    page.sheet.set_column("R:X", 14)
    headings = ["Biaya tetap", "Biaya variabel", "Dari", "Sampai"]
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE, "bold": True}
    for column, text in zip("RSTU", headings, strict=True):
        page.put(f"{column}{HEADING_ROW}", text, small)
    matrix = f"$B${_MATRIX}:$F${_MATRIX + SITES - 1}"
    reach = f'=IF(Volume_grafik="",MAX(2*Volume,1.3*MAX({matrix})),Volume_grafik)'
    names = [f'=IF({site(n)}="","-",{site(n)})' for n in range(1, SITES + 1)]
    rows: list[list[str]] = [["Volume", *names, "Termurah"]]
    first = _MATRIX + 1
    for point in range(_POINTS):
        row = first + point
        volume = reach if point == _POINTS - 1 else f"=R{first + _POINTS - 1}*{point}/{_POINTS - 1}"
        costs = [f"=IF(ISNUMBER(H{r}),R{r}+S{r}*$R{row},NA())" for r in range(_FIRST, _LAST + 1)]
        least = ",".join(f"R{r}+S{r}*$R{row}" for r in range(_FIRST, _LAST + 1))
        rows.append([volume, *costs, f"=MIN({least})"])
    helper(page, "R", _MATRIX - 1, rows)
    chart = page.house.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    last = first + _POINTS - 1
    envelope = _series("X", first, last, {"color": INK, "width": 6, "transparency": 65})
    chart.add_series(envelope)
    for column, colour in zip("STUVW", _COLOURS, strict=True):
        chart.add_series(_series(column, first, last, {"color": colour, "width": 2}))
    dress(chart, "Biaya total per lokasi dan biaya termurah", "Volume (unit per periode)", "Rupiah (juta)")
    chart.show_blanks_as("gap")
    chart.set_size({"width": 1100, "height": 460})
    options = {"object_position": 2, "description": "Grafik titik potong biaya"}
    page.sheet.insert_chart(f"A{_MATRIX + 6}", chart, options)


def _series(column: str, first: int, last: int, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"='Titik Impas'!${column}${first - 1}",
        "categories": f"='Titik Impas'!$R${first}:$R${last}",
        "values": f"='Titik Impas'!${column}${first}:${column}${last}",
        "line": line,
        "marker": {"type": "none"},
    }
