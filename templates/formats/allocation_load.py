"""Sheet ``Beban``: hours asked and promised per work centre and month, against its capacity, and charts."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.allocation_layout import (
    LAYOUTS,
    LIMIT,
    MONTHS,
    OVER,
    PLACE,
    PROMISED,
    SECOND,
    SHARES,
    WITHIN,
    Beban,
    Minta,
)
from templates.formats.allocation_page import BOOK, HOURS
from templates.formats.layout import crossed
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, ALARM, LINE, PRIMARY, QUIET, Look, filled
from templates.formats.rules import choice
from templates.formats.style import Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

CHARTS: Final = SECOND + 6
"""Row of the upper edge of the charts."""

_MONTH: Final[Look] = {**HOURS, "num_format": "#,##0.0;-#,##0.0;", "font_size": 9}
_SHARE: Final[Look] = {**CENTRE, "num_format": "0%;;", "font_size": 9}
_NO_HOURS: Final = "tutup"
"""What stands for a share where there is load and no capacity."""
_FULL: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}
_BLUE: Final = "#8FB8DE"
_RED: Final = "#C8493B"
_GREEN: Final = "#2F8F5B"
_HELPERS: Final = ("AG", "AH", "AI", "AJ", "AK")
"""Columns of the data of the chart of a year."""
_DIAMOND: Final = {"type": "diamond", "size": 8, "fill": {"color": _GREEN}, "border": {"color": "#FFFFFF"}}
_PARTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("Diminta", {"fill": {"color": _BLUE}, "gap": 60}),
    ("Diminta di atas kapasitas", {"fill": {"color": _RED}, "gap": 60}),
    ("Disanggupi", {"line": {"none": True}, "marker": _DIAMOND}),
    ("Kapasitas", {"line": {"color": "#25323B", "width": 2}, "marker": {"type": "none"}}),
)
"""The parts of both charts with their looks."""
_FONT: Final = {"name": "Arial", "size": 9, "color": QUIET}
_GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}


def draw_load(house: House) -> None:
    """Draw the hours asked and promised, their share of the capacity, and the charts."""
    widths = (24, *[7.6] * 12, 9, *[6.6] * 12, *[9] * 5)
    page = Page(house, "Beban", "Beban pusat kerja", widths, colour=ACCENT, across=26)
    page.note(
        "Ditulis tombol Konfirmasi kesanggupan. Merah: melebihi kapasitas. Kuning: di atas 90%. Pilih pusat "
        "kerja grafik pada sel kuning.",
        ("input", "calculated", "data"),
    )
    asked = _columns("one", "tbl_beban_minta")
    loop_table(page, "tbl_beban_minta", asked, "one in load_asked", filters=False)
    page.section(SECOND - 1, "Jam disanggupi, menurut hari pengerjaannya", "Z")
    promised = _columns("one", "tbl_beban")
    loop_table(page, "tbl_beban", promised, "one in load", row=SECOND, filters=False)
    for row in (HEADING_ROW + 2, SECOND + 2):
        _mark(page, row)
    _figures(page)
    page.section(HEADING_ROW - 1, "Jam diminta, menurut bulan produksi ROP", "Z")
    page.section(CHARTS - 1, "Grafik", "Z")
    _year_chart(page)
    _month_chart(page)
    page.sheet.print_area(f"A1:Z{CHARTS + 22}")
    page.sheet.set_paper(8)
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 1)


def _columns(item: str, table: str) -> tuple[Column, ...]:
    """Return the columns of the hours of a table: months, their sum, their shares, what the chart takes."""
    columns = [
        Column("Pusat kerja", "data", f"{{{{ {item}.work_centre }}}}"),
        *(Column(month, "data", f"{{{{ {item}.hours[{n}] }}}}", _MONTH) for n, month in enumerate(MONTHS)),
        Column("Jumlah", "calculated", '=IF([Pusat kerja]="","",SUM([Jan]:[Des]))', HOURS | {"bold": True}),
        *(
            Column(share, "calculated", _share(month), _SHARE)
            for share, month in zip(SHARES, MONTHS, strict=True)
        ),
        Column(PLACE, "calculated", "=IFERROR(MATCH([Pusat kerja],Pusat[Pusat kerja],0),0)"),
    ]
    if table == "tbl_beban":
        columns += _chart_columns()
    return BOOK.finished(columns, table)


def _capacity(month: str) -> str:
    """Return the capacity of the row's work centre, a number in every case."""
    return f"SUM(INDEX(Pusat[{month}],MAX(1,[{PLACE}])))*([{PLACE}]>0)"


def _share(month: str) -> str:
    capacity = _capacity(month)
    return (
        f'=IF(OR([Pusat kerja]="",NOT(ISNUMBER([{month}]))),"",IF({capacity}>0,[{month}]/({capacity}),'
        f'IF([{month}]>0,"{_NO_HOURS}",0)))'
    )


def _chart_columns() -> list[Column]:
    """Return what the chart of the running month shows of a work centre: shares of its capacity."""
    month = f"Minta[{SHARES[0]}:{SHARES[-1]}]"
    asked = f"SUM(INDEX({month},MATCH([Pusat kerja],Minta[Pusat kerja],0),Bulan_produksi))"
    ready = 'OR([Pusat kerja]="",Bulan_produksi="")'
    own = f"INDEX([{SHARES[0]}]:[{SHARES[-1]}],1,Bulan_produksi)"
    return [
        Column(WITHIN, "calculated", f"=IF({ready},NA(),IFERROR(MIN(1,{asked}),0))"),
        Column(OVER, "calculated", f"=IF({ready},NA(),IFERROR(MAX(0,{asked}-1),0))"),
        Column(PROMISED, "calculated", f"=IF({ready},NA(),IF(SUM({own})>0,SUM({own}),NA()))"),
        Column(LIMIT, "calculated", f"=IF({ready},NA(),1)"),
    ]


def _mark(page: Page, row: int) -> None:
    """Colour a month's hours and its share by how full the month is."""
    share = f"O{row}"
    over = f'=OR({share}="{_NO_HOURS}",AND(ISNUMBER({share}),ROUND({share},6)>1))'
    for area in (f"B{row}:M{row}", f"O{row}:Z{row}"):
        page.mark(area, over, ALARM | {"bold": True})
        page.mark(area, f"=AND(ISNUMBER({share}),{share}>0.9)", _FULL)


def _figures(page: Page) -> None:
    chosen = "{{ chosen or (work_centres[0].name if work_centres else none) }}"
    asked, promised = (_over(row, ahead=False) for row in (HEADING_ROW + 1, SECOND + 1))
    ahead = _over(SECOND + 1, ahead=True)
    page.figures(
        {
            "A": Figure("Pusat kerja pada grafik", chosen, filled("input", align="center", bold=True)),
            "B:D": figure(
                "Bulan produksi berjalan", '=IF(Bulan_produksi="","",INDEX(Nama_bulan,Bulan_produksi))'
            ),
            "F:H": figure("Bulan berlebih, diminta", f"={asked}"),
            "J:L": figure("Bulan berlebih, disanggupi", f"={promised}"),
            "O:T": figure("Jam diminta", "=SUM(N10:N12)", "#,##0"),
            "U:Z": figure(
                "Pemeriksaan",
                f'=IF(COUNTA(A{SECOND + 1}:A{SECOND + 3})=0,"Belum ada beban",'
                f'IF({ahead}>0,"Disanggupi melebihi kapasitas","OK"))',
            ),
        }
    )
    page.mark_checks("U7:Z7")
    rule = choice("Daftar_pusat_kerja", "Pusat kerja", "Yang ditampilkan grafik setahun.", strict=False)
    page.sheet.data_validation("A7", rule)
    page.house.name("Pusat_dipilih", "Beban!$A$7")


def _over(row: int, *, ahead: bool) -> str:
    """Return how many months of work centres are over their capacity in the table whose body begins there.

    Args:
        row: First row of the table's body.
        ahead: Only months that begin after the reference date; before, hours count in the month in which
            their order is done.
    """
    first, last = Minta.letter(SHARES[0]), Minta.letter(SHARES[-1])
    if not ahead:
        area = f"{first}{row}:{last}{row + 2}"
        return f'(COUNTIFS({area},">1.000001")+COUNTIFS({area},"{_NO_HOURS}"))'
    parts = []
    for number, share in enumerate(SHARES, 1):
        area = f"{Minta.letter(share)}{row}:{Minta.letter(share)}{row + 2}"
        over = f'(COUNTIFS({area},">1.000001")+COUNTIFS({area},"{_NO_HOURS}"))'
        parts.append(f"(INDEX(Awal_bulan,{number})>Tanggal_acuan)*{over}")
    return f"({'+'.join(parts)})"


def _year_chart(page: Page) -> None:
    """Draw the chosen work centre's year from helper cells beside the print area."""
    top = CHARTS + 1
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE}
    for column, heading in zip(
        _HELPERS, ("Bulan", "Kapasitas", *(name for name, _ in _PARTS[:3])), strict=True
    ):
        page.put(f"{column}{top - 1}", heading, small | {"bold": True})
    for row, month in enumerate(MONTHS, top):
        for column, text in zip(_HELPERS, _year(month, row), strict=True):
            page.put(f"{column}{row}", text, small | {"num_format": "#,##0.0"}, cached=0)
    rows = (top, top + len(MONTHS) - 1)
    month, capacity, *parts = _HELPERS
    chart = _combined(page, month, (*parts, capacity), rows, "Jam")
    _place(page, f"A{CHARTS}", chart, "Beban setahun: pusat kerja terpilih", 860)


def _year(month: str, row: int) -> tuple[str, ...]:
    """Return the formulas of a month of the chosen work centre: name, capacity, asked, excess, promised."""
    place = "IFERROR(MATCH(Pusat_dipilih,Pusat[Pusat kerja],0),0)"
    asked, promised = (
        f"SUMIFS({table}[{month}],{table}[Pusat kerja],Pusat_dipilih)" for table in ("Minta", "Beban")
    )
    limit = f"{_HELPERS[1]}{row}"
    texts = (
        f"INDEX(Nama_bulan,{MONTHS.index(month) + 1})",
        f"SUM(INDEX(Pusat[{month}],MAX(1,{place})))*({place}>0)",
        f"MIN({limit},{asked})",
        f"MAX(0,{asked}-{limit})",
        f"IF({promised}>0,{promised},NA())",
    )
    return tuple(f"={crossed(text, LAYOUTS)}" for text in texts)


def _month_chart(page: Page) -> None:
    body = SECOND + 2
    letters = tuple(Beban.letter(heading) for heading in (WITHIN, OVER, PROMISED, LIMIT))
    chart = _combined(page, "A", letters, (body, body), "Bagian dari kapasitas", "0%")
    _place(page, f"N{CHARTS}", chart, "Semua pusat kerja, bulan produksi berjalan", 670)


def _place(page: Page, cell: str, chart: Any, title: str, width: int) -> None:
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_size({"width": width, "height": 400})
    page.sheet.insert_chart(cell, chart, {"object_position": 2, "description": title, "y_offset": 4})


def _combined(
    page: Page, names: str, columns: tuple[str, ...], rows: tuple[int, int], unit: str, number: str = "#,##0"
) -> Any:
    """Return a chart: columns of what is asked, the excess in red; points promised; a line of capacity."""
    asked = page.house.workbook.add_chart({"type": "column", "subtype": "stacked"})
    lines = page.house.workbook.add_chart({"type": "line"})
    for (name, look), column in zip(_PARTS, columns, strict=True):
        categories, values = (f"=Beban!${letter}${rows[0]}:${letter}${rows[1]}" for letter in (names, column))
        chart = asked if "gap" in look else lines
        chart.add_series({"name": name, "categories": categories, "values": values, **look})
    asked.combine(lines)
    asked.set_x_axis({"num_font": _FONT, "line": {"color": LINE}, "major_tick_mark": "none"})
    asked.set_y_axis(
        {
            "name": unit,
            "name_font": _FONT,
            "num_font": _FONT,
            "num_format": number,
            "min": 0,
            "line": {"none": True},
            "major_gridlines": _GRID,
        }
    )
    asked.set_legend({"position": "bottom", "font": _FONT})
    asked.set_chartarea({"border": {"color": LINE}})
    return asked
