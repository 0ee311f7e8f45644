"""Sheet ``Grafik``: the cost of every order quantity, and the stock over four orders."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET
from templates.formats.plan_rows import helper
from templates.formats.style import House, Page

_POINTS: Final = 30
_CYCLES: Final = 4
_TOP: Final = 6
_FIRST: Final = _TOP + 2
_LAST: Final = _FIRST + _POINTS - 1
_SAW: Final = _LAST + 4
_SAW_LAST: Final = _SAW + 2 * _CYCLES - 1
_FONT: Final = {"name": "Arial", "size": 9, "color": QUIET}
_GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}


def draw_curves(house: House) -> None:
    """Draw both charts over helper cells beside the printed page."""
    page = Page(house, "Grafik", "Grafik biaya dan persediaan", (16,) * 8, landscape=False)
    page.note("Digambar dari lembar Pesanan.", ("calculated",))
    for column in "JKLMN":
        page.sheet.set_column(f"{column}:{column}", 13)
    helper(page, "J", _TOP, [("Jumlah pesan", "Memesan", "Menyimpan", "Biaya total"), *_costs()])
    helper(page, "J", _SAW - 2, [("Hari", "Persediaan", "Titik pesan", "Pengaman"), *_stock()])
    cost = _chart(page, "Biaya setahun menurut jumlah sekali pesan", "Unit sekali pesan")
    _series(cost, "Memesan", "K", "#5AA469", (_FIRST, _LAST), dash_type="dash")
    _series(cost, "Menyimpan", "L", "#2E6DA4", (_FIRST, _LAST), dash_type="dash")
    _series(cost, "Biaya total", "M", PRIMARY, (_FIRST, _LAST))
    page.sheet.insert_chart("A6", cost, {"object_position": 2, "description": "Biaya menurut jumlah pesan"})
    saw = _chart(page, "Persediaan selama empat pesanan", "Hari")
    _series(saw, "Persediaan", "K", PRIMARY, (_SAW, _SAW_LAST))
    _series(saw, "Titik pesan", "L", ACCENT, (_SAW, _SAW_LAST), dash_type="dash")
    _series(saw, "Pengaman", "M", "#A5281B", (_SAW, _SAW_LAST), dash_type="dash")
    page.sheet.insert_chart("A31", saw, {"object_position": 2, "description": "Persediaan dari hari ke hari"})
    page.sheet.print_area("A1:H55")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _costs() -> list[tuple[str, ...]]:
    """The costs at 0.2 to 3.1 times the quantity in use; NA() while there is none."""
    rows: list[tuple[str, ...]] = []
    for number in range(_POINTS):
        row, times = _FIRST + number, (number + 2) / 10
        there = f"ISNUMBER($J{row})"
        rows.append(
            (
                f"=IF(ISNUMBER(Biaya_persediaan),IF(Jumlah_pesan>0,{times}*Jumlah_pesan,NA()),NA())",
                f"=IF({there},Biaya_pesan*Kebutuhan/J{row},NA())",
                f"=IF({there},Biaya_simpan_unit*J{row}/2,NA())",
                f"=IF({there},EOQ_TOTAL_COST(Kebutuhan,Biaya_pesan,Biaya_simpan_unit,J{row}),NA())",
            )
        )
    return rows


def _stock() -> list[tuple[str, ...]]:
    """Full when an order arrives, down to the reserve when the next one does."""
    rows = []
    for number in range(2 * _CYCLES):
        cycles = (number + 1) // 2
        level = "Persediaan_pengaman" if number % 2 else "Persediaan_tertinggi"
        rows.append(
            tuple(
                f"=IF(AND(ISNUMBER(Siklus_pesan),ISNUMBER(Titik_pesan)),{value},NA())"
                for value in (f"{cycles}*Siklus_pesan", level, "Titik_pesan", "Persediaan_pengaman")
            )
        )
    return rows


def _chart(page: Page, title: str, across: str) -> Any:
    chart = page.house.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 13, "color": PRIMARY}})
    axis = {"name_font": _FONT, "num_font": _FONT, "num_format": "#,##0", "min": 0}
    chart.set_x_axis({**axis, "name": across, "major_gridlines": {"visible": False}})
    chart.set_y_axis({**axis, "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 920, "height": 470})
    return chart


def _series(chart: Any, name: str, column: str, colour: str, rows: tuple[int, int], **line: Any) -> None:
    values, categories = (f"=Grafik!${c}${rows[0]}:${c}${rows[1]}" for c in (column, "J"))
    chart.add_series(
        {
            "name": name,
            "categories": categories,
            "values": values,
            "line": {"color": colour, "width": 2, **line},
        }
    )
