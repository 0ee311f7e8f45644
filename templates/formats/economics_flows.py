"""Sheet ``Arus Kas``: the cash flows of each year, their value now, the rates of return, payback; a chart."""

from __future__ import annotations

from typing import Final

from templates.formats.list_sheets import figure
from templates.formats.palette import ACCENT, ALARM, LINE, PRIMARY, QUIET, filled
from templates.formats.plan_data import RUPIAH, calculated
from templates.formats.plan_rows import helper
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table

YEARS: Final = 20
_FIRST: Final = HEADING_ROW + 1
_LAST: Final = _FIRST + YEARS
FLOWS: Final = f"E{_FIRST}:E{_LAST}"

_HEADINGS: Final = (
    *("Tahun", "Investasi dan nilai sisa", "Laba setahun", "Penyesuaian", "Arus kas bersih", "Kumulatif"),
    *(
        "Faktor diskonto",
        "Nilai sekarang",
        "Kumulatif nilai sekarang",
        "Balik modal",
        "Balik modal terdiskonto",
    ),
)


def draw_flows(house: House) -> None:
    """Draw year 0 to year 20, of which those after the investment's life stay blank."""
    page = Page(house, "Arus Kas", "Arus kas dan nilai sekarang", (9, 20, 20, 18, 20, 20, 11, 20, 20, 13, 14))
    page.note(
        "Penyesuaian: pemasukan lain (+) atau pengeluaran (−) pada tahun itu, misalnya mengganti mesin."
    )
    columns = [Column(heading) for heading in _HEADINGS]
    fixed_table(page, "tbl_arus_kas", columns, [[""] * len(columns)] * (YEARS + 1), row=HEADING_ROW)
    for year in range(YEARS + 1):
        _year(page, year, _FIRST + year)
    _figures(page)
    _chart(page)
    page.signatures(_LAST + 20, (("A", "C"), ("D", "F"), ("G", "K")))
    page.sheet.print_area(f"A1:K{_LAST + 24}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)


def _year(page: Page, year: int, row: int) -> None:
    used = f'IF(A{row}>Umur_investasi,"",'
    invested = "-Investasi_dipakai" if year == 0 else f"IF(A{row}=Umur_investasi,0+Nilai_sisa,0)"
    total = f"E{row}" if year == 0 else f"F{row - 1}+E{row}"
    total_now = f"H{row}" if year == 0 else f"I{row - 1}+H{row}"
    texts = {
        "B": f"={used}{invested})",
        "C": f"={used}{'0' if year == 0 else 'Laba_setahun'})",
        "E": f"={used}B{row}+C{row}+D{row})",
        "F": f"={used}{total})",
        "G": f"={used}1/(1+Tingkat_diskonto)^A{row})",
        "H": f"={used}E{row}*G{row})",
        "I": f"={used}{total_now})",
        "J": _back(row, "F", "E", "J") if year else '=""',
        "K": _back(row, "I", "H", "K") if year else '=""',
    }
    page.put(f"A{row}", year, filled("data", align="center"))
    page.ask(f"D{row}", f"{{{{ adjustments[{year}] }}}}", num_format=RUPIAH)
    numbers = {"G": "0.0000", "J": "0.00", "K": "0.00"}
    for column, text in texts.items():
        page.put(f"{column}{row}", text, calculated(numbers.get(column, RUPIAH)))


def _back(row: int, total: str, flow: str, own: str) -> str:
    """Return the year in which the running total first reaches 0, in part."""
    first = f"COUNT({own}${_FIRST}:{own}{row - 1})=0"
    reached = f"{total}{row}>=0,{total}{row - 1}<0,{first}"
    return f'=IF(E{row}="","",IF(AND({reached}),A{row - 1}-{total}{row - 1}/{flow}{row},""))'


def _figures(page: Page) -> None:
    span = f"{{0}}{_FIRST}:{{0}}{_LAST}"
    found = f'=IF(COUNT({span})=0,"tidak kembali",SUM({span}))'
    page.figures(
        {
            "A:B": figure("NPV (nilai sekarang bersih)", f"=SUM(H{_FIRST}:H{_LAST})", RUPIAH),
            "C": figure("IRR", f"=INTERNAL_RATE_OF_RETURN({FLOWS})", "0.00%"),
            "D": figure(
                "MIRR", f"=MODIFIED_RATE_OF_RETURN({FLOWS},Bunga_pinjaman,Bunga_penanaman)", "0.00%"
            ),
            "E": figure("Balik modal (tahun)", found.format("J"), "0.00"),
            "F": figure("Terdiskonto (tahun)", found.format("K"), "0.00"),
            "G:K": figure("Keterangan IRR", f"=IRR_NOTE({FLOWS})"),
        }
    )  # fmt: skip
    page.mark_checks("G7:K7")
    names = {"Nilai_NPV": "A", "Nilai_IRR": "C", "Nilai_MIRR": "D", "Balik_modal": "E", "Catatan_IRR": "G"}
    for name, column in names.items():
        page.house.name(name, f"'Arus Kas'!${column}$7")
    page.house.name("Faktor_anuitas", f"'Arus Kas'!$G${_LAST + 1}")
    page.put(f"A{_LAST + 1}:F{_LAST + 1}", "Jumlah faktor diskonto tahun 1 sampai akhir umur", calculated())
    page.put(f"H{_LAST + 1}:I{_LAST + 1}", "NPV pada IRR (harus nol)", calculated())
    at_rate = f'=IF(ISNUMBER($C$7),ROUND(SUM(O{_FIRST}:O{_LAST}),2),"")'
    page.put(f"J{_LAST + 1}:K{_LAST + 1}", at_rate, calculated(bold=True))
    cell = f"J{_LAST + 1}"
    stale = f"=AND(ISNUMBER({cell}),ABS({cell})>0.01+0.000001*ABS(Investasi_dipakai))"
    page.mark(cell, stale, ALARM | {"bold": True})
    page.house.name("NPV_pada_IRR", f"'Arus Kas'!$J${_LAST + 1}")
    page.put(f"G{_LAST + 1}", f"=SUM(G{_FIRST + 1}:G{_LAST})", calculated("0.0000", bold=True))


def _chart(page: Page) -> None:
    page.sheet.set_column("M:O", 18)
    shown = [
        (
            *(f"=IF(ISNUMBER({column}{row}),{column}{row},NA())" for column in "EI"),
            f"=IF(AND(ISNUMBER(E{row}),ISNUMBER($C$7)),E{row}/(1+$C$7)^A{row},0)",
        )
        for row in range(_FIRST, _LAST + 1)
    ]
    helper(
        page,
        "M",
        HEADING_ROW - 1,
        [("Arus kas bersih", "Kumulatif nilai sekarang", "Nilai pada IRR"), *shown],
    )
    chart = page.house.workbook.add_chart({"type": "column"})
    line = page.house.workbook.add_chart({"type": "line"})

    def series(column: str) -> dict[str, object]:
        return {
            "name": f"='Arus Kas'!${column}${HEADING_ROW}",
            "categories": f"='Arus Kas'!$A${_FIRST}:$A${_LAST}",
            "values": f"='Arus Kas'!${column}${_FIRST}:${column}${_LAST}",
        }

    chart.add_series(series("M") | {"fill": {"color": PRIMARY}, "gap": 60})
    line.add_series(series("N") | {"line": {"color": ACCENT, "width": 2.25}})
    chart.combine(line)
    small = {"name": "Arial", "size": 9, "color": QUIET}
    chart.set_title({"name": "Arus kas", "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_x_axis({"name": "Tahun", "name_font": small, "num_font": small, "label_position": "low"})
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_y_axis(
        {"name": "Rupiah (juta)", "name_font": small, "num_font": small, "num_format": "#,##0,,",
         "major_gridlines": grid}
    )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": small})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 1180, "height": 330})
    page.sheet.insert_chart(f"A{_LAST + 3}", chart, {"object_position": 2, "description": "Grafik arus kas"})
