"""Sheet ``Sensitivitas``: what a change of price, volume and costs does to profit and NPV; tornado chart."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.economics_cost import dress
from templates.formats.palette import ACCENT, CELL, HEADING, LINE, PRIMARY, QUIET, filled
from templates.formats.plan_data import EXACT, calculated
from templates.formats.style import House, Page

_TOP: Final = 8
_LAST: Final = 12
_SORTED: Final = 17
_STEPS: Final = (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)

_PARAMETERS: Final = (
    ("Harga jual", "Harga_jual", "Volume*Harga_jual", "Volume*Harga_jual*Setahun"),
    ("Volume", "Volume", "Volume*Margin_kontribusi", "Volume*Margin_kontribusi*Setahun"),
    (
        "Biaya variabel per unit", "Biaya_variabel_dipakai", "-Volume*Biaya_variabel_dipakai",
        "-Volume*Biaya_variabel_dipakai*Setahun",
    ),
    ("Biaya tetap", "Biaya_tetap_dipakai", "-Biaya_tetap_dipakai", "-Biaya_tetap_dipakai*Setahun"),
    ("Investasi", "Investasi_dipakai", "0*Volume", "-Investasi_dipakai"),
)  # fmt: skip
"""Label, value, and what a change of 100 % does to the profit of a period and to the NPV."""
_HEADINGS: Final = (
    *("Yang diubah", "Nilai dasar", "Laba bila turun", "Laba bila naik", "NPV bila turun", "NPV bila naik"),
    *("Selisih NPV", "Peringkat", "NPV nol bila berubah"),
)


def draw_sensitivity(house: House) -> None:
    """Draw the table, its rows sorted for the tornado chart, and the profit at several changes."""
    page = Page(house, "Sensitivitas", "Analisis sensitivitas", (27, 20, 20, 20, 20, 20, 20, 10, 15))
    page.note("Satu hal diubah, yang lain tetap. Besar perubahan diatur pada lembar Data.", ("calculated",))
    page.section(_TOP - 2, "1. Laba per periode dan NPV bila satu hal berubah", "I")
    for column, text in zip("ABCDEFGHI", _HEADINGS, strict=True):
        page.put(f"{column}{_TOP - 1}", text, HEADING)
    page.sheet.set_row(_TOP - 2, 30)
    for row, parameter in enumerate(_PARAMETERS, _TOP):
        _row(page, row, *parameter)
    _sorted(page)
    _tornado(page)
    _steps(page)
    page.signatures(52, (("A", "B"), ("C", "E"), ("F", "I")))
    page.sheet.print_area("A1:I56")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _row(page: Page, row: int, label: str, value: str, profit: str, worth: str) -> None:
    worth = worth.replace("Setahun", "Periode_setahun*Faktor_anuitas")
    least, most = f"$G${_TOP}:$G${_LAST}", f"$G${_TOP}:$G{row}"
    texts = {
        "B": (f"={value}", EXACT),
        "C": (f"=Laba_operasi-Persen_sensitivitas*({profit})", "#,##0"),
        "D": (f"=Laba_operasi+Persen_sensitivitas*({profit})", "#,##0"),
        "E": (f"=Nilai_NPV-Persen_sensitivitas*({worth})", "#,##0"),
        "F": (f"=Nilai_NPV+Persen_sensitivitas*({worth})", "#,##0"),
        "G": (f"=ABS(F{row}-E{row})", "#,##0"),
        "H": (f"=SUMPRODUCT(({least}>G{row})*1)+SUMPRODUCT(({most}=G{row})*1)", "0"),
        "I": (f"=IF(({worth})=0,NA(),-Nilai_NPV/({worth}))", "+0.0%;-0.0%;0.0%"),
    }
    page.put(f"A{row}", label, CELL | {"bold": True})
    for column, (text, number) in texts.items():
        page.put(f"{column}{row}", text, calculated(number))


def _sorted(page: Page) -> None:
    """Write the rows again, the largest difference first: the tornado chart reads them."""
    page.put(f"A{_LAST + 1}:D{_LAST + 1}", "Laba per periode sekarang (harga × volume − biaya total)", CELL)
    page.put(f"E{_LAST + 1}", "=Volume*Harga_jual-Biaya_total", calculated(bold=True))
    page.house.name("Laba_operasi", f"Sensitivitas!$E${_LAST + 1}")
    page.section(_SORTED - 2, "2. Diurutkan: yang paling menentukan di atas", "D")
    for column, text in zip("ABCD", ("Yang diubah", "NPV: turun", "NPV: naik", "Selisih"), strict=True):
        page.put(f"{column}{_SORTED - 1}", text, HEADING)
    for number, row in enumerate(range(_SORTED, _SORTED + len(_PARAMETERS)), 1):
        found = f"MATCH({number},$H${_TOP}:$H${_LAST},0)"

        def at(column: str, found: str = found) -> str:
            return f"INDEX(${column}${_TOP}:${column}${_LAST},{found})"

        page.put(f"A{row}", f"={at('A')}", filled("calculated", bold=True))
        page.put(f"B{row}", f"={at('E')}-Nilai_NPV", calculated("+#,##0;-#,##0;0"))
        page.put(f"C{row}", f"={at('F')}-Nilai_NPV", calculated("+#,##0;-#,##0;0"))
        page.put(f"D{row}", f"={at('G')}", calculated())
    page.house.name("Paling_menentukan", f"Sensitivitas!$A${_SORTED}")


def _tornado(page: Page) -> None:
    chart = page.house.workbook.add_chart({"type": "bar"})
    for column, colour in (("B", ACCENT), ("C", PRIMARY)):
        chart.add_series(
            {
                "name": f"=Sensitivitas!${column}${_SORTED - 1}",
                "categories": f"=Sensitivitas!$A${_SORTED}:$A${_SORTED + 4}",
                "values": f"=Sensitivitas!${column}${_SORTED}:${column}${_SORTED + 4}",
                "fill": {"color": colour},
                "overlap": 100,
                "gap": 40,
            }
        )
    small = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_title(
        {
            "name": "Diagram tornado: perubahan NPV",
            "name_font": {"name": "Arial", "size": 12, "color": PRIMARY},
        }
    )
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": small})
    chart.set_x_axis(
        {"name": "Rupiah (juta)", "name_font": small, "num_font": small, "num_format": "#,##0,,",
         "major_gridlines": grid}
    )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 605, "height": 400})
    options = {"object_position": 2, "description": "Diagram tornado"}
    page.sheet.insert_chart(f"E{_SORTED - 2}", chart, options)


def _steps(page: Page) -> None:
    """Write profit and break-even at changes from -30 % to +30 %, and draw them."""
    first = 37
    page.section(first - 2, "3. Laba per periode pada berbagai perubahan", "E")
    heads = ("Perubahan", *(label for label, *_ in _PARAMETERS[:4]))
    for column, text in zip("ABCDE", heads, strict=True):
        page.put(f"{column}{first - 1}", text, HEADING)
    for row, step in enumerate(_STEPS, first):
        page.put(f"A{row}", step, filled("data", num_format="+0%;-0%;0%", align="center"))
        for column, (_, _, profit, _) in zip("BCDE", _PARAMETERS, strict=False):
            page.put(f"{column}{row}", f"=Laba_operasi+$A{row}*({profit})", calculated())
    page.mark(f"B{first}:E{first + 6}", f"=B{first}<0", {"font_color": "#A5281B"})
    chart = page.house.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    colours = (PRIMARY, "#2E6DA4", ACCENT, "#A9453B")
    for column, colour in zip("BCDE", colours, strict=True):
        series: dict[str, Any] = {
            "name": f"=Sensitivitas!${column}${first - 1}",
            "categories": f"=Sensitivitas!$A${first}:$A${first + 6}",
            "values": f"=Sensitivitas!${column}${first}:${column}${first + 6}",
            "line": {"color": colour, "width": 2.25},
            "marker": {"type": "none"},
        }
        chart.add_series(series)
    dress(chart, "Laba per periode", "Perubahan", "Rupiah (juta)")
    small = {"name": "Arial", "size": 9, "color": QUIET}
    chart.set_x_axis(
        {
            "min": -0.3,
            "max": 0.3,
            "major_unit": 0.1,
            "crossing": -0.3,
            "num_format": "0%",
            "label_position": "low",
            "num_font": small,
        }
    )
    chart.set_size({"width": 465, "height": 290})
    page.sheet.insert_chart(
        "F36", chart, {"object_position": 2, "description": "Laba pada berbagai perubahan"}
    )
