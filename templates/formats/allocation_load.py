"""Sheet ``Beban``: hours asked and promised per work centre and month against its capacity, with two charts."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.allocation_layout import (
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
    Pusat,
)
from templates.formats.allocation_page import HOURS, finished
from templates.formats.layout import Layout, crossed
from templates.formats.allocation_layout import LAYOUTS
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, ALARM, LABEL, LINE, PRIMARY, QUIET, Look, filled
from templates.formats.rules import choice
from templates.formats.style import FIGURE_ROW, Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column, loop_table

CHARTS: Final = SECOND + 6
"""Row of the upper edge of the charts."""

_SHARE: Final[Look] = {**CENTRE, "num_format": "0%;;", "font_size": 9}
_NO_HOURS: Final = "tutup"
"""What stands for a share where there is load and no capacity."""
_FULL: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}
_BLUE: Final = "#8FB8DE"
_RED: Final = "#C8493B"
_GREEN: Final = "#2F8F5B"
_FONT: Final = {"name": "Arial", "size": 9, "color": QUIET}
_GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
_HELPERS: Final = 12


def draw_load(house: House) -> None:
    """Draw the hours asked and promised, their share of the capacity, and the charts."""
    widths = (24, *[7.6] * 12, 9, *[6.6] * 12, *[9] * 5)
    page = Page(house, "Beban", "Beban pusat kerja", widths, colour=ACCENT, across=26)
    page.note(
        "Ditulis tombol Konfirmasi kesanggupan. Merah: melebihi kapasitas. Kuning: di atas 90%. Pilih pusat "
        "kerja grafik pada sel kuning.",
        ("input", "calculated", "data"),
    )
    page.section(HEADING_ROW - 1, "Jam diminta, menurut bulan produksi ROP", "Z")
    asked = _columns("one", "tbl_beban_minta")
    loop_table(page, "tbl_beban_minta", asked, "one in load_asked", filters=False)
    page.section(SECOND - 1, "Jam disanggupi, menurut hari pengerjaannya", "Z")
    promised = _columns("one", "tbl_beban")
    loop_table(page, "tbl_beban", promised, "one in load", row=SECOND, filters=False)
    for row in (HEADING_ROW + 2, SECOND + 2):
        _mark(page, row)
    _figures(page)
    page.section(CHARTS - 1, "Grafik", "Z")
    _year_chart(page)
    _month_chart(page)
    page.sheet.set_column("AA:AE", 9, None, {"hidden": True})
    page.sheet.print_area(f"A1:Z{CHARTS + 22}")
    page.sheet.set_paper(8)
    page.sheet.fit_to_pages(1, 1)
    page.freeze(HEADING_ROW, 1)


def _columns(item: str, table: str) -> tuple[Column, ...]:
    """Return the columns of the hours of a table: months, their sum, their shares, what the chart takes."""
    columns = [
        Column("Pusat kerja", "data", f"{{{{ {item}.work_centre }}}}"),
        *(
            Column(month, "data", f"{{{{ {item}.hours[{n}] }}}}", HOURS | {"font_size": 9})
            for n, month in enumerate(MONTHS)
        ),
        Column("Jumlah", "calculated", '=IF([Pusat kerja]="","",SUM([Jan]:[Des]))', HOURS | {"bold": True}),
        *(Column(share, "calculated", _share(month), _SHARE) for share, month in zip(SHARES, MONTHS, strict=True)),
        Column(PLACE, "calculated", "=IFERROR(MATCH([Pusat kerja],Pusat[Pusat kerja],0),0)"),
    ]
    if table == "tbl_beban":
        columns += _chart_columns()
    return finished(columns, table)


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
    asked = f'SUM(INDEX({month},MATCH([Pusat kerja],Minta[Pusat kerja],0),Bulan_produksi))'
    ready = 'OR([Pusat kerja]="",Bulan_produksi="")'
    own = f"INDEX([{SHARES[0]}]:[{SHARES[-1]}],1,Bulan_produksi)"
    return [
        Column(WITHIN, "calculated", f"=IF({ready},NA(),IFERROR(MIN(1,{asked}),0))"),
        Column(OVER, "calculated", f"=IF({ready},NA(),IFERROR(MAX(0,{asked}-1),0))"),
        Column(PROMISED, "calculated", f"=IF({ready},NA(),SUM({own}))"),
        Column(LIMIT, "calculated", f"=IF({ready},NA(),1)"),
    ]


def _mark(page: Page, row: int) -> None:
    """Colour a month's hours and its share by how full the month is."""
    for area in (f"B{row}:M{row}", f"O{row}:Z{row}"):
        share = f"O{row}"
        page.mark(area, f"=OR({share}=\"{_NO_HOURS}\",AND(ISNUMBER({share}),ROUND({share},6)>1))", ALARM | {"bold": True})
        page.mark(area, f"=AND(ISNUMBER({share}),{share}>0.9)", _FULL)


def _figures(page: Page) -> None:
    asked, promised = (f"{layout.letter(SHARES[0])}{row}:{layout.letter(SHARES[-1])}{row + 2}"
                       for layout, row in ((Minta, HEADING_ROW + 1), (Beban, SECOND + 1)))  # fmt: skip
    over = {area: f'(COUNTIFS({area},">1.000001")+COUNTIFS({area},"{_NO_HOURS}"))' for area in (asked, promised)}
    chosen = "{{ chosen or (work_centres[0].name if work_centres else none) }}"
    page.figures(
        {
            "A": Figure("Pusat kerja pada grafik", chosen, filled("input", align="center", bold=True)),
            "B:D": figure("Bulan produksi berjalan",
                          '=IF(Bulan_produksi="","",INDEX(Nama_bulan,Bulan_produksi))'),
            "F:H": figure("Bulan berlebih, diminta", f"={over[asked]}"),
            "J:L": figure("Bulan berlebih, disanggupi", f"={over[promised]}"),
            "O:T": figure("Jam diminta", "=SUM(N10:N12)", "#,##0"),
            "U:Z": figure("Pemeriksaan", f'=IF(COUNTA(A{SECOND + 1}:A{SECOND + 3})=0,"Belum ada beban",'
                          f'IF({over[promised]}>0,"Disanggupi melebihi kapasitas","OK"))'),
        }
    )  # fmt: skip
    page.mark_checks("U7:Z7")
    rule = choice("Daftar_pusat_kerja", "Pusat kerja", "Pusat kerja yang ditampilkan grafik setahun.", strict=False)
    page.sheet.data_validation("A7", rule)
    page.house.name("Pusat_dipilih", "Beban!$A$7")


def _year_chart(page: Page) -> None:
    """Draw the chosen work centre's year from helper cells beside the print area."""
    top = CHARTS + 1
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE, "num_format": "#,##0.0"}
    headings = ("Bulan", "Kapasitas", "Diminta", "Kelebihan", "Disanggupi")
    for n, heading in enumerate(headings):
        page.put(f"{'AG AH AI AJ AK'.split()[n]}{top - 1}", heading, small | {"bold": True})
    place = "IFERROR(MATCH(Pusat_dipilih,Pusat[Pusat kerja],0),0)"
    for n, month in enumerate(MONTHS):
        row = top + n
        capacity = f"SUM(INDEX(Pusat[{month}],MAX(1,{place})))*({place}>0)"
        asked, promised = (f"SUMIFS({table}[{month}],{table}[Pusat kerja],Pusat_dipilih)" for table in ("Minta", "Beban"))
        texts = {
            "AG": f"=INDEX(Nama_bulan,{n + 1})",
            "AH": f"={crossed(capacity, LAYOUTS)}",
            "AI": f"=MIN(AH{row},{crossed(asked, LAYOUTS)})",
            "AJ": f"=MAX(0,{crossed(asked, LAYOUTS)}-AH{row})",
            "AK": f"={crossed(promised, LAYOUTS)}",
        }
        for column, text in texts.items():
            page.put(f"{column}{row}", text, small, cached=0)
    rows = (top, top + len(MONTHS) - 1)
    chart = _combined(page, "AG", ("AI", "AJ", "AK", "AH"), rows, "Jam")
    title = {"name": "Beban setahun: pusat kerja terpilih", "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}}
    chart.set_title(title)
    options = {"object_position": 2, "description": "Beban setahun", "y_offset": 4}
    page.sheet.insert_chart(f"A{CHARTS}", chart, options)


def _month_chart(page: Page) -> None:
    body = SECOND + 2
    letters = [Beban.letter(heading) for heading in (WITHIN, OVER, PROMISED, LIMIT)]
    chart = _combined(page, "A", tuple(letters), (body, body), "Bagian dari kapasitas", "0%")
    chart.set_title({"name": "Semua pusat kerja, bulan produksi berjalan",
                     "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})  # fmt: skip
    options = {"object_position": 2, "description": "Beban bulan berjalan", "y_offset": 4}
    page.sheet.insert_chart(f"N{CHARTS}", chart, options)


def _combined(
    page: Page, names: str, columns: tuple[str, ...], rows: tuple[int, int], unit: str, number: str = "#,##0"
) -> Any:
    """Return a chart: columns of what is asked, its excess in red on top; points promised; the capacity's line."""
    first, last = rows
    asked = page.house.workbook.add_chart({"type": "column", "subtype": "stacked"})
    lines = page.house.workbook.add_chart({"type": "line"})
    marker = {"type": "diamond", "size": 8, "fill": {"color": _GREEN}, "border": {"color": "#FFFFFF"}}
    looks: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (asked, "Diminta", {"fill": {"color": _BLUE}, "gap": 60}),
        (asked, "Diminta di atas kapasitas", {"fill": {"color": _RED}, "gap": 60}),
        (lines, "Disanggupi", {"line": {"none": True}, "marker": marker}),
        (lines, "Kapasitas", {"line": {"color": "#25323B", "width": 2}, "marker": {"type": "none"}}),
    )
    for (chart, name, look), column in zip(looks, columns, strict=True):
        chart.add_series(
            {
                "name": name,
                "categories": f"=Beban!${names}${first}:${names}${last}",
                "values": f"=Beban!${column}${first}:${column}${last}",
                **look,
            }
        )
    asked.combine(lines)
    asked.set_x_axis({"num_font": _FONT, "line": {"color": LINE}, "major_tick_mark": "none"})
    asked.set_y_axis({"name": unit, "name_font": _FONT, "num_font": _FONT, "num_format": number, "min": 0,
                      "line": {"none": True}, "major_gridlines": _GRID})  # fmt: skip
    asked.set_legend({"position": "bottom", "font": _FONT})
    asked.set_chartarea({"border": {"color": LINE}})
    asked.set_size({"width": 860, "height": 400})
    return asked
