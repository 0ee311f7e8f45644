"""Sheet ``Scorecard`` of a department's KPI workbook: one printed page with lights, total, chart."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.kpi_bands import (
    ACHIEVEMENT,
    ACTUAL,
    CENTRE,
    COVERAGE,
    DENOMINATOR,
    MONTHS,
    NUMBER,
    RATIO,
    SCORE,
    SHARE,
    TARGET,
    TO_DATE,
    mark_lights,
    mark_shares,
)
from templates.formats.layout import Layout
from templates.formats.lists import PERSPECTIVES
from templates.formats.palette import (
    ACCENT,
    ALARM,
    CELL,
    HEADING,
    INK,
    INKS,
    LINE,
    PERCENT,
    PRIMARY,
    QUIET,
    WHITE,
    Look,
    filled,
)
from templates.formats.style import House, Page, on
from templates.formats.tables import Block, Column, loop_table

_SHEET: Final = "Scorecard"
_TOP: Final = 7
"""Row of the headings of the perspectives; the total stands under them."""
_TOTAL: Final = _TOP + 1 + len(PERSPECTIVES)
_HEADINGS: Final = _TOTAL + 4
_MONTHLY_ROW, _MONTHLY_COLUMN = 8, 19
"""Where the cells behind the chart begin: T8."""
_CHART_HEIGHT: Final = 236
_WIDTHS: Final = (17, 10, 35, 9, 8, 11, 11, 11, 9, 10, 11, 11, 11, 9, 10, 8, 8)
_LIGHTS: Final = "KPI_STATUS({},Batas_hijau,Batas_kuning,Nama_status)"


def draw_scorecard(house: House, results: Layout) -> None:
    """Draw the sheet, its names and its chart.

    Args:
        house: The workbook.
        results: The table that the scorecard reads.
    """
    page = Page(house, _SHEET, "Scorecard departemen", _WIDTHS, colour=PRIMARY)
    page.note("Semua angka dihitung dari lembar Realisasi untuk bulan laporan.", ("calculated",))
    block = _table(page, results)
    _perspectives(page, block)
    _monthly(page, results)
    _chart(page)
    page.signatures(block.last + 2, (("B", "C"), ("E", "I"), ("K", "P")), maker='=IF(Manajer="","",Manajer)')
    page.freeze(4)
    page.sheet.print_area(f"A1:Q{block.last + 6}")
    page.sheet.fit_to_pages(1, 1)


def _table(page: Page, results: Layout) -> Block:
    """Draw a row for each KPI: what it is, the month, the year to date, and where it is going."""

    def found(heading: str, to: str = "", column: str = "") -> str:
        place = f"MATCH($B#,{results.span('Kode')},0)"
        return f"INDEX({results.span(heading, to)},{place}{column})"

    def month(band: str, which: str = "Bulan_laporan") -> str:
        return found(f"{band} {MONTHS[0]}", f"{band} {MONTHS[-1]}", f",{which}")

    def shown(value: str, blank: str = "") -> str:
        return f'=IF(OR($B#="",Bulan_laporan=""),"",IF({blank or value}="","",{value}))'

    def text(heading: str) -> str:
        return f'=IF($B#="","",{found(heading)}&"")'

    ratio = f'IF({month(DENOMINATOR)}=0,"",{month(ACTUAL)}/{month(DENOMINATOR)})'
    actual = f'IF({found("Konsolidasi")}="{RATIO}",IF({month(DENOMINATOR)}="","",{ratio}),{month(ACTUAL)})'
    now, before = month(ACHIEVEMENT), month(ACHIEVEMENT, "Bulan_laporan-1")
    arrows = f'IF(ROUND({now}-{before},10)>0,"▲",IF(ROUND({now}-{before},10)<0,"▼","►"))'
    trend = f'=IF($B#="","",IF(Bulan_laporan<2,"",IF(OR({now}="",{before}=""),"",{arrows})))'
    columns = [
        Column("Perspektif", "calculated", text("Perspektif")),
        Column("Kode", "data", "{{ result.code }}", {**CENTRE, "bold": True}),
        Column("KPI", "calculated", text("KPI")),
        Column("Satuan", "calculated", text("Satuan"), CENTRE),
        Column("Bobot", "calculated", shown(found("Bobot")), {**CENTRE, "num_format": "General"}),
        Column(f"{TARGET} bulan", "calculated", shown(month(TARGET)), NUMBER),
        Column(f"{ACTUAL} bulan", "calculated", shown(actual, month(ACTUAL)), NUMBER),
        Column(f"{ACHIEVEMENT} bulan", "calculated", shown(month(ACHIEVEMENT)), SHARE),
        Column(f"{SCORE} bulan", "calculated", shown(month(SCORE)), SHARE),
        Column("Status bulan", "calculated", f"={_LIGHTS.format('H#')}", CENTRE),
        *(
            Column(f"{name} {TO_DATE}", "calculated", shown(found(f"{name} {TO_DATE}")), look)
            for name, look in ((TARGET, NUMBER), (ACTUAL, NUMBER), (ACHIEVEMENT, SHARE), (SCORE, SHARE))
        ),
        Column(f"Status {TO_DATE}", "calculated", shown(found(f"Status {TO_DATE}")), CENTRE),
        Column(COVERAGE, "calculated", shown(found(COVERAGE)), SHARE),
        Column("Tren", "calculated", trend, {**CENTRE, "bold": True}),
    ]
    block = loop_table(
        page, "tbl_scorecard", columns, "result in results", key="B", row=_HEADINGS, filters=False
    )
    _band_headings(page)
    _table_marks(page, block.first + 1)
    return block


def _band_headings(page: Page) -> None:
    row = _HEADINGS - 1
    page.sheet.set_row(row - 1, 18)
    titles = (
        ("F:J", '=IF(Bulan_laporan="","Bulan laporan","Bulan "&INDEX(Daftar_bulan,Bulan_laporan))', ACCENT),
        ("K:P", '=IF(Bulan_laporan="","s.d.","Januari s.d. "&INDEX(Daftar_bulan,Bulan_laporan))', INK),
    )
    for columns, title, colour in titles:
        page.put(on(columns, row), title, {**HEADING, "bg_color": colour})


def _table_marks(page: Page, row: int) -> None:
    for column in ("J", "O"):
        mark_lights(page, f"{column}{row}")
    for column in ("H", "I", "M", "N"):
        mark_shares(page, f"{column}{row}")
    for number, arrow in enumerate("▲►▼"):
        page.mark(f"Q{row}", f'=$Q{row}="{arrow}"', {"font_color": INKS[number]})
    page.mark(f"P{row}", f"=AND(ISNUMBER($P{row}),$P{row}<1)", ALARM)
    for columns in ("F:G", "K:L"):
        area = on(columns, row)
        cell = area.partition(":")[0]
        page.mark(area, f'=AND($D{row}="%",ISNUMBER({cell}))', {"num_format": PERCENT})
        page.mark(area, f"=AND(ISNUMBER({cell}),{cell}<>ROUND({cell},0))", {"num_format": "#,##0.00"})


def _perspectives(page: Page, block: Block) -> None:
    """Draw a row for each perspective, their total and the weight that is left out of it."""
    page.section(_TOP - 1, "Skor per perspektif", "J")
    headings = ("A:C", "D", "E", "F", "G", "H", "I:J")
    texts = ("Perspektif", "KPI", "Bobot", "Skor bulan", "Status bulan", "Skor s.d.", "Status s.d.")
    for columns, text in zip(headings, texts, strict=True):
        page.put(on(columns, _TOP), text, HEADING)
    page.sheet.set_row(_TOP - 1, 20)

    def body(column: str) -> str:
        return f"${column}${block.first}:${column}${block.last}"

    for number in range(1, len(PERSPECTIVES) + 1):
        row = _TOP + number
        name = f"$A{row}"
        page.sheet.set_row(row - 1, 21)
        page.put(f"A{row}:C{row}", f"=INDEX(Daftar_perspektif,{number})", {**CELL, "bold": True})
        formulas = {
            "D": f"=COUNTIFS({body('A')},{name})",
            "E": f"=SUMIFS({body('E')},{body('A')},{name})",
            "F": _score_of(name, body("A"), body("E"), body("I")),
            "G": f"={_LIGHTS.format(f'F{row}')}",
            "H": _score_of(name, body("A"), body("E"), body("N")),
            "I:J": f"={_LIGHTS.format(f'H{row}')}",
        }
        _result_row(page, row, formulas, {})
    total = {"bold": True, "font_size": 12, "top": 2, "top_color": PRIMARY}
    page.sheet.set_row(_TOTAL - 1, 26)
    page.put(f"A{_TOTAL}:C{_TOTAL}", "Skor total", {**CELL, **total, "font_color": PRIMARY})
    formulas = {
        "D": f"=SUM(D{_TOP + 1}:D{_TOTAL - 1})",
        "E": f"=SUM({body('E')})",
        "F": f'=BSC_SCORE({body("E")},{body("I")},"Ya",TRUE)',
        "G": f"={_LIGHTS.format(f'F{_TOTAL}')}",
        "H": f'=BSC_SCORE({body("E")},{body("N")},"Ya",TRUE)',
        "I:J": f"={_LIGHTS.format(f'H{_TOTAL}')}",
    }
    _result_row(page, _TOTAL, formulas, total)
    page.house.name("Skor_bulan", f"{_SHEET}!$F${_TOTAL}")
    page.house.name("Skor_sd", f"{_SHEET}!$H${_TOTAL}")
    small = {"font_size": 9, "font_color": QUIET}
    page.put(
        f"A{_TOTAL + 1}:E{_TOTAL + 1}", "Bobot yang tidak dihitung (belum jatuh tempo)", {**CELL, **small}
    )
    left = {
        column: f'=BSC_WEIGHT_LEFT_OUT({body("E")},{body(scores)},"Ya",TRUE)'
        for column, scores in zip("FH", "IN", strict=True)
    }
    for column, formula in left.items():
        page.put(f"{column}{_TOTAL + 1}", formula, filled("calculated", **CENTRE, **small))


def _score_of(name: str, perspectives: str, weights: str, scores: str) -> str:
    """Return the weighted score of the rows of a perspective that have one."""
    counted = f'SUMIFS({weights},{perspectives},{name},{scores},">=0")'
    return f'=IF({counted}=0,"",SUMPRODUCT(({perspectives}={name})*1,{weights},{scores})/{counted})'


def _result_row(page: Page, row: int, formulas: dict[str, str], more: Look) -> None:
    looks: dict[str, Look] = {"F": {"num_format": PERCENT}, "H": {"num_format": PERCENT}}
    for columns, formula in formulas.items():
        page.put(on(columns, row), formula, filled("calculated", **CENTRE, **looks.get(columns, {}), **more))
    for column in ("F", "H"):
        mark_shares(page, f"{column}{row}")
    for columns in ("G", "I:J"):
        mark_lights(page, on(columns, row))


def _monthly(page: Page, results: Layout) -> None:
    """Write the total score of every month in cells beside the print area, for the chart."""
    page.sheet.set_column("R:R", 2)
    page.sheet.set_column("S:S", 20)
    page.sheet.set_column("T:AE", 7)
    small: Look = {"font_size": 8, "font_color": QUIET}
    cell: Look = {**small, "border": 1, "border_color": LINE, "num_format": PERCENT}
    page.put("S6", "Data grafik (dihitung, jangan diubah)", small | {"italic": True})
    for row, text in enumerate(("Skor total", "Grafik", "Batas hijau"), _MONTHLY_ROW):
        page.put(f"S{row}", text, cell)
    weights = results.span("Bobot")
    for number, month in enumerate(MONTHS):
        column = _month_column(number)
        top = _MONTHLY_ROW
        score = f'=BSC_SCORE({weights},{results.span(f"{SCORE} {month}")},"Ya",TRUE)'
        page.put(f"{column}{top - 1}", month, cell | {"bold": True})
        page.put(f"{column}{top}", score, cell)
        page.put(f"{column}{top + 1}", f'=IF({column}{top}="",NA(),{column}{top})', cell, cached=0)
        page.put(f"{column}{top + 2}", "=Batas_hijau", cell, cached=1)


def _chart(page: Page) -> None:
    """Draw the total score of the months as a line over the limit of green."""
    chart = page.house.workbook.add_chart({"type": "line"})
    first, last = _month_column(0), _month_column(len(MONTHS) - 1)

    def cells(row: int) -> str:
        return f"={_SHEET}!${first}${row}:${last}${row}"

    common = {"categories": cells(_MONTHLY_ROW - 1)}
    marker = {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": WHITE}}
    chart.add_series(
        common
        | {"name": "Batas hijau", "values": cells(_MONTHLY_ROW + 2)}
        | {"line": {"color": INKS[0], "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    )
    chart.add_series(
        common
        | {"name": "Skor total", "values": cells(_MONTHLY_ROW + 1), "marker": marker}
        | {"line": {"color": PRIMARY, "width": 2.25}}
    )
    font = {"name": "Arial", "size": 8, "color": QUIET}
    title = {"name": "Arial", "size": 10, "bold": True, "color": PRIMARY}
    chart.set_title({"name": "Skor total per bulan", "name_font": title, "overlay": False})
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}})
    chart.set_y_axis(
        {"num_font": font, "num_format": "0%", "min": 0, "line": {"none": True}}
        | {"major_gridlines": {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}}
    )
    chart.set_legend({"none": True})
    chart.show_blanks_as("span")  # LibreOffice draws months that are NA() as 0 if it is not told how
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 436, "height": _CHART_HEIGHT})
    options = {"object_position": 2, "x_offset": 6, "description": "Skor total per bulan"}
    page.sheet.insert_chart(f"K{_TOP - 1}", chart, options)


def _month_column(number: int) -> str:
    return str(xl_col_to_name(_MONTHLY_COLUMN + number))
