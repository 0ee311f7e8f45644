"""Sheet ``Rekap`` of the discounts workbook: the year by month, the month by customer, and the locks."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.discounts_layout import LAYOUTS, Hitung
from templates.formats.discounts_page import MONEY
from templates.formats.layout import crossed
from templates.formats.list_sheets import CENTRE, DATE, TYPED, figure
from templates.formats.palette import ACCENT, GOOD, LINE, PERCENT, PRIMARY, QUIET
from templates.formats.rules import choice, day
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column, fixed_table

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_FIRST: Final = HEADING_ROW + 1
_LAST: Final = HEADING_ROW + len(_MONTHS)
_CHART: Final = _LAST + 3
_FONT: Final = {"name": "Arial", "size": 9, "color": QUIET}
_SUMS: Final = ("Pembelian", "Retur", "Neto", "Diskon target", "Diskon bayar", "Koreksi", "Jumlah")


def draw_recap(house: House) -> None:
    """Draw the sums of every month with its lock, and two charts."""
    widths = (9, 16, 14, 16, 14, 14, 13, 14, 10, 12, 12, 22, 13)
    page = Page(house, "Rekap", "Rekap diskon", widths, colour=ACCENT)
    page.note("Kunci bulan yang sudah disetujui: pilih Terkunci, isi nama dan tanggal.", TYPED)
    columns = (
        Column("Bulan", "calculated", look=CENTRE | {"bold": True}),
        *(Column(one, "calculated", look=MONEY) for one in _SUMS),
        Column("% neto", "calculated", look=CENTRE | {"num_format": PERCENT}),
        Column("Pelanggan", "calculated", look=CENTRE),
        Column("Status", "input", look=CENTRE),
        Column("Dikunci oleh", "input"),
        Column("Tanggal kunci", "input", look=DATE),
    )
    rows = [_month(number, name) for number, name in enumerate(_MONTHS, 1)]
    fixed_table(page, "tbl_bulan", columns, rows, row=HEADING_ROW)
    for row in range(_FIRST, _LAST + 1):  # as high as what the formulas show, not as they are long
        page.sheet.set_row(row - 1, 18)
    _rules(page)
    year = {
        letter: figure(f"{heading} setahun", f"=SUM({letter}{_FIRST}:{letter}{_LAST})", MONEY["num_format"])
        for letter, heading in zip("BCDEFGH", _SUMS, strict=True)
    }
    page.figures(year)
    house.name("Kunci_bulan", f"Rekap!$K${_FIRST}:$K${_LAST}")
    _charts(page)
    page.signatures(_CHART + 20, (("A", "C"), ("E", "G"), ("J", "L")))
    page.sheet.print_area(f"A1:M{_CHART + 24}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW)


def _month(number: int, name: str) -> tuple[str, ...]:
    """Return the cells of a month: its sums from ``Riwayat``; a month without any stays blank."""
    row = HEADING_ROW + number
    there = f"Riwayat[Bulan],DATE(Tahun_rencana,{number},1)"
    sums = [f'=IF(OR(Tahun_rencana="",J{row}=0),"",SUMIFS(Riwayat[{one}],{there}))' for one in _SUMS]
    share = f'=IF(ISNUMBER(D{row}),IF(D{row}>0,H{row}/D{row},""),"")'
    count = f'=IF(Tahun_rencana="",0,COUNTIFS({there},Riwayat[Jumlah],"<>0"))'
    lock = tuple(f"{{{{ locks[{number - 1}].{key} if locks|length >= {number} else none }}}}"
                 for key in ("status", "by", "date"))  # fmt: skip
    return (name, *(crossed(one, LAYOUTS) for one in (*sums, share, count)), *lock)


def _rules(page: Page) -> None:
    area = f"K{_FIRST}:K{_LAST}"
    status = choice(
        ["Terbuka", "Terkunci"], "Status bulan", "Terkunci: Riwayat bulan ini tidak berubah lagi."
    )
    page.sheet.data_validation(area, status)
    page.sheet.data_validation(f"M{_FIRST}:M{_LAST}", day("Tanggal kunci", "Kapan bulan ini disetujui."))
    page.mark(area, f'=K{_FIRST}="Terkunci"', GOOD)


def _charts(page: Page) -> None:
    months = _chart(page, "column", "Diskon per bulan")
    for letter, colour in (("E", PRIMARY), ("F", ACCENT), ("G", "#9AA7AD")):
        months.add_series(_series("Rekap", letter, "A", (_FIRST, _LAST), HEADING_ROW, colour))
    page.sheet.insert_chart(f"A{_CHART}", months, {"object_position": 2, "description": "Diskon per bulan"})
    customers = _chart(page, "bar", "Diskon bulan ini per pelanggan")
    body = HEADING_ROW + 2
    for heading, colour in (("Diskon target", PRIMARY), ("Diskon bayar", ACCENT)):
        letter = Hitung.letter(heading)
        customers.add_series(_series("Perhitungan", letter, "B", (body, body), HEADING_ROW, colour))
    customers.set_y_axis({"num_font": _FONT, "line": {"color": LINE}, "reverse": True})
    options = {"object_position": 2, "description": "Diskon bulan ini per pelanggan", "x_offset": 60}
    page.sheet.insert_chart(f"G{_CHART}", customers, options)


def _chart(page: Page, kind: str, title: str) -> Any:
    chart = page.house.workbook.add_chart({"type": kind, "subtype": "stacked"})
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    value = {"num_font": _FONT, "num_format": '#,##0.0,," jt"', "line": {"none": True}}
    value["major_gridlines"] = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    plain = {"num_font": _FONT, "line": {"color": LINE}}
    chart.set_x_axis(value if kind == "bar" else plain)
    chart.set_y_axis(plain if kind == "bar" else value)
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 620 if kind == "column" else 580, "height": 380})
    return chart


def _series(
    sheet: str, values: str, names: str, rows: tuple[int, int], heading: int, colour: str
) -> dict[str, Any]:
    first, last = rows
    return {
        "name": f"={sheet}!${values}${heading}",
        "categories": f"={sheet}!${names}${first}:${names}${last}",
        "values": f"={sheet}!${values}${first}:${values}${last}",
        "fill": {"color": colour},
        "gap": 60,
    }
