"""Sheet ``Scorecard``: one page for the board, perspectives and total above, the KPIs below."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.bsc_layout import LAYOUTS, ROW, SCORECARD_ROW
from templates.formats.bsc_page import BOOK, mark_units
from templates.formats.kpi_bands import COUNTED_ZERO, COVERAGE, MONTHS, NUMBER, SHARE, card, mark_lights
from templates.formats.layout import crossed
from templates.formats.lists import PERSPECTIVES
from templates.formats.palette import (
    ACCENT,
    ALARM,
    GOOD,
    HEADING,
    LINE,
    PERCENT,
    PRIMARY,
    QUIET,
    WHITE,
    Look,
    filled,
)
from templates.formats.style import House, Page, on
from templates.formats.tables import Column, loop_table

_WIDTHS: Final = (17, 9, 29, 31, 9, 8) + (10, 10, 11, 9.5, 9.5) * 2 + (8, 8) + (8,) * 6
_SUMMARY: Final = 7
"""Row of the headings of the perspectives."""
_TOTAL: Final = _SUMMARY + 1 + len(PERSPECTIVES)
_SIGNATURES: Final = _TOTAL + 2
_BODY: Final = SCORECARD_ROW + 2
_DATA: Final = ("Z", "AA", "AB", "AC")
"""Columns of the chart's helper cells, beside the printed page."""
_CENTRE: Final[Look] = {"align": "center"}
_FOUND: Final = f"INDEX(CapaianKorporat[{{}}],[{ROW}])"
_OUTSIDE: Final = f'OR([{ROW}]="",Bulan_laporan<1,Bulan_laporan>12)'


def _of_month(band: str, month: str = "Bulan_laporan") -> str:
    return f"INDEX(CapaianKorporat[{band} Jan:{band} Des],[{ROW}],{month})"


def _if_there(test: str, value: str) -> str:
    return f'=IF({test},"",IF({value}="","",{value}))'


def _counted(test: str, value: str) -> str:
    """Return the formula of a score; one with an error counts as not reported and spoils no total."""
    there = _if_there(test, value).removeprefix("=")
    return f'=IFERROR({there},IF(Belum_lapor="{COUNTED_ZERO}",0,""))'


_RESULT: Final = (
    f'=IF({_OUTSIDE},"",IF({_of_month("Realisasi")}="","",IF({_FOUND.format("Konsolidasi")}="Rasio",'
    f'IFERROR({_of_month("Realisasi")}/{_of_month("Penyebut")},""),{_of_month("Realisasi")})))'
)
_NOW, _BEFORE = _of_month("Pencapaian"), _of_month("Pencapaian", "Bulan_laporan-1")
_TREND: Final = (
    f'=IF({_OUTSIDE},"",IF(Bulan_laporan<2,"",IF(OR({_NOW}="",{_BEFORE}=""),"",'
    f'IF(ROUND({_NOW}-{_BEFORE},3)>0,"▲",IF(ROUND({_NOW}-{_BEFORE},3)<0,"▼","►")))))'
)
_CARD_ROW: Final = f"INDEX(CapaianKorporat[{ROW}],[{ROW}])"


def _columns() -> tuple[Column, ...]:
    unread = f'[{ROW}]=""'
    looked = {
        heading: Column(heading, "calculated", _if_there(unread, _FOUND.format(heading)), look)
        for heading, look in (("Perspektif", {}), ("KPI", {}), ("Satuan", _CENTRE), ("Bobot", _WEIGHT))
    }
    objective = (
        "=IFERROR(INDEX(Sasaran[Sasaran strategis],MATCH([Kode sasaran],Sasaran[Kode],0)),[Kode sasaran])"
    )
    status = "KPI_STATUS([{} {}],Batas_hijau,Batas_kuning,Nama_status)"
    return (
        looked["Perspektif"],
        *card(("Kode",), "data"),
        Column("Sasaran", "calculated", objective, {"font_size": 9}),
        looked["KPI"],
        looked["Satuan"],
        looked["Bobot"],
        Column("Target bulan", "calculated", _if_there(_OUTSIDE, _of_month("Target")), NUMBER),
        Column("Realisasi bulan", "calculated", _RESULT, NUMBER),
        Column("Pencapaian bulan", "calculated", _if_there(_OUTSIDE, _NOW), SHARE),
        Column("Skor bulan", "calculated", _counted(_OUTSIDE, _of_month("Skor")), SHARE),
        Column("Status bulan", "calculated", f"={status.format('Pencapaian', 'bulan')}", _CENTRE),
        *(
            Column(f"{one} s.d.", "calculated", _if_there(unread, _FOUND.format(f"{one} s.d.")), look)
            for one, look in (("Target", NUMBER), ("Realisasi", NUMBER), ("Pencapaian", SHARE))
        ),
        Column("Skor s.d.", "calculated", _counted(unread, _FOUND.format("Skor s.d.")), SHARE),
        Column("Status s.d.", "calculated", _if_there(unread, _FOUND.format("Status s.d.")), _CENTRE),
        Column(COVERAGE, "calculated", _if_there(unread, _FOUND.format(COVERAGE)), SHARE),
        Column("Tren", "calculated", _TREND, {**_CENTRE, "font_size": 11}),
        Column(ROW, "calculated", '=IF([Kode]="","",IFERROR(MATCH([Kode],CapaianKorporat[Kode],0),""))'),
        Column("Kode sasaran", "calculated", _OBJECTIVE),
        *(
            Column(heading, "calculated", f'=IF([{score}]="",0,SUM([Bobot]){times})')
            for heading, score, times in (
                ("Bobot bulan", "Skor bulan", ""),
                ("Bobot x Skor bulan", "Skor bulan", "*[Skor bulan]"),
                ("Bobot s.d.", "Skor s.d.", ""),
                ("Bobot x Skor s.d.", "Skor s.d.", "*[Skor s.d.]"),
            )
        ),
    )


_WEIGHT: Final = {**_CENTRE, "num_format": "0.##"}
_OBJECTIVE: Final = f'=IF([{ROW}]="","",IF({_CARD_ROW}="","",INDEX(Korporat[Sasaran],{_CARD_ROW})&""))'


def draw_scorecard(house: House) -> None:
    """Draw the sheet, its named results and its chart."""
    page = Page(house, "Scorecard", "Balanced Scorecard", _WIDTHS, colour=ACCENT, across=18)
    page.note(
        "Angka dihitung dari Capaian Corporate untuk Bulan laporan di Pengaturan. Tren: pencapaian bulan ini "
        "terhadap bulan sebelumnya.",
        ("calculated",),
    )
    columns = BOOK.finished(_columns(), "tbl_scorecard")
    loop_table(page, "tbl_scorecard", columns, "kpi in corporate", key="B", row=SCORECARD_ROW)
    page.sheet.set_row(_BODY - 1, 26)  # two lines: what is looked up does not fit its row by itself
    _bands(page)
    _summary(page)
    _marks(page, columns)
    _chart_data(page)
    _chart(page)
    page.signatures(_SIGNATURES, (("F", "I"), ("J", "M"), ("N", "R")))
    page.sheet.print_area(f"A1:R{_BODY + 1}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _bands(page: Page) -> None:
    row = SCORECARD_ROW - 1
    page.sheet.set_row(row - 1, 20)
    month = '="Bulan "&IF(OR(Bulan_laporan<1,Bulan_laporan>12),"laporan",INDEX($Z$8:$Z$19,Bulan_laporan))'
    for area, content, colour in (
        (f"A{row}:F{row}", "KPI perusahaan", PRIMARY),
        (f"G{row}:K{row}", month, "#3B5F8A"),
        (f"L{row}:Q{row}", "Sampai dengan bulan laporan (s.d.)", "#25323B"),
    ):
        page.put(area, content, {**HEADING, "bg_color": colour})
    for column in range(18, 24):
        page.sheet.set_column(column, column, _WIDTHS[column], None, {"level": 1, "hidden": True})


def _summary(page: Page) -> None:
    """Draw the perspectives with weight, scores, what is left out and status, and the total below them."""
    page.section(_SUMMARY - 1, "Skor total per bulan", "D")
    page.put(f"F{_SUMMARY - 1}:R{_SUMMARY - 1}", "Skor per perspektif", {**HEADING, "bg_color": ACCENT})
    parts = ("F:H", "I", "J:K", "L:M", "N:O", "P:R")
    texts = ("Perspektif", "Bobot", "Skor bulan", "Skor s.d.", "Bobot tidak dihitung", "Status s.d.")
    for columns, text in zip(parts, texts, strict=True):
        page.put(on(columns, _SUMMARY), text, HEADING)
    first, last = _SUMMARY + 1, _TOTAL - 1
    for number, row in enumerate(range(first, last + 1), 1):
        _summary_row(page, row, parts, _perspective(row, number), {})
    _summary_row(page, _TOTAL, parts, _total(), {"bold": True, "font_size": 12})
    mark_lights(page, f"P{first}:R{_TOTAL}")
    page.house.name("Skor_bulan", f"Scorecard!$J${_TOTAL}")
    page.house.name("Skor_sd", f"Scorecard!$L${_TOTAL}")
    page.house.name("Skor_perspektif", f"Scorecard!$L${first}:$L${last}")
    for row in range(_SUMMARY, _TOTAL + 1):
        page.sheet.set_row(row - 1, 22)


def _summary_row(page: Page, row: int, parts: tuple[str, ...], contents: tuple[str, ...], more: Look) -> None:
    looks: tuple[Look, ...] = (
        {},
        _WEIGHT,
        {**_CENTRE, "num_format": PERCENT},
        {**_CENTRE, "num_format": PERCENT, "bold": True},
        _WEIGHT,
        _CENTRE,
    )
    for columns, content, look in zip(parts, contents, looks, strict=True):
        page.put(on(columns, row), crossed(content, LAYOUTS), filled("calculated", **{**look, **more}))


def _perspective(row: int, number: int) -> tuple[str, ...]:
    of = f"Scorecard[Perspektif],$F{row}"
    weight = f"SUMIFS(Scorecard[Bobot],{of})"

    def score(period: str) -> str:
        counted = f"SUMIFS(Scorecard[Bobot {period}],{of})"
        return f'=IF({counted}=0,"",SUMIFS(Scorecard[Bobot x Skor {period}],{of})/{counted})'

    left_out = f"={weight}-SUMIFS(Scorecard[Bobot s.d.],{of})"
    status = f"=KPI_STATUS(L{row},Batas_hijau,Batas_kuning,Nama_status)"
    name = f"=INDEX(Daftar_perspektif,{number})"
    return (name, f"={weight}", score("bulan"), score("s.d."), left_out, status)


def _total() -> tuple[str, ...]:
    def all_of(function: str, period: str) -> str:
        return f'={function}(Scorecard[Bobot],Scorecard[Skor {period}],"Ya",TRUE)'

    return (
        "Total",
        "=SUM(Scorecard[Bobot])",
        all_of("BSC_SCORE", "bulan"),
        all_of("BSC_SCORE", "s.d."),
        all_of("BSC_WEIGHT_LEFT_OUT", "s.d."),
        f"=KPI_STATUS(L{_TOTAL},Batas_hijau,Batas_kuning,Nama_status)",
    )


def _marks(page: Page, columns: tuple[Column, ...]) -> None:
    values = ("Target bulan", "Realisasi bulan", "Target s.d.", "Realisasi s.d.")
    mark_units(page, columns, values, _BODY)
    for column in "KP":
        mark_lights(page, f"{column}{_BODY}")
    page.mark(f"R{_BODY}", f'=R{_BODY}="▲"', {"font_color": GOOD["font_color"]})
    page.mark(f"R{_BODY}", f'=R{_BODY}="▼"', {"font_color": ALARM["font_color"]})
    silent = f'=AND($L{_BODY}<>"",$M{_BODY}="")'
    page.mark(f"M{_BODY}", silent, {"bg_color": ALARM["bg_color"]})
    page.mark(f"Q{_BODY}", f"=AND(ISNUMBER($Q{_BODY}),$Q{_BODY}<1)", {"bg_color": ALARM["bg_color"]})


def _chart_data(page: Page) -> None:
    """Write the total of every month; NA() where there is none, so that no line is drawn."""
    month, score, shown, limit = _DATA
    small: Look = {"font_size": 8, "font_color": QUIET, "border": 1, "border_color": LINE}
    note = {"font_size": 8, "font_color": QUIET, "italic": True}
    page.put(f"{month}{_SUMMARY - 1}", "Data grafik (dihitung, jangan diubah)", note)
    for column, text in zip(_DATA, ("Bulan", "Skor total", "Grafik", "Batas hijau"), strict=True):
        page.put(f"{column}{_SUMMARY}", text, {**small, "bold": True})
    for number, name in enumerate(MONTHS, 1):
        row = _SUMMARY + number
        total = f'BSC_SCORE(CapaianKorporat[Bobot],CapaianKorporat[Skor {name}],"Ya",TRUE)'
        page.put(f"{month}{row}", name, small)
        page.put(f"{score}{row}", f"={crossed(total, LAYOUTS)}", {**small, "num_format": PERCENT})
        page.put(
            f"{shown}{row}",
            f'=IFERROR(IF({score}{row}="",NA(),{score}{row}),NA())',
            {**small, "num_format": PERCENT},
            cached=0,
        )
        page.put(
            f"{limit}{row}", '=IF(Batas_hijau="",1,Batas_hijau)', {**small, "num_format": PERCENT}, cached=1
        )


def _chart(page: Page) -> None:
    month, _, shown, limit = _DATA
    rows = (_SUMMARY + 1, _SUMMARY + 12)
    chart = page.house.workbook.add_chart({"type": "line"})

    def series(column: str, **look: Any) -> dict[str, Any]:
        values, categories = (f"=Scorecard!${c}${rows[0]}:${c}${rows[1]}" for c in (column, month))
        return {
            "name": f"=Scorecard!${column}${_SUMMARY}",
            "categories": categories,
            "values": values,
            **look,
        }

    label: dict[str, Any] = {"value": True, "position": "above", "num_format": "0%", "fill": {"color": WHITE}}
    label["font"] = {"name": "Arial", "size": 9}
    marker = {"type": "circle", "size": 6, "fill": {"color": PRIMARY}, "border": {"color": PRIMARY}}
    line = {"color": PRIMARY, "width": 2.25}
    chart.add_series(series(shown, line=line, marker=marker, data_labels=label))
    chart.add_series(series(limit, line={"color": "#5AA469", "width": 1.25, "dash_type": "dash"}))
    font = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}})
    chart.set_y_axis({"num_font": font, "num_format": "0%", "major_gridlines": grid})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.show_blanks_as("span")  # LibreOffice draws months that are NA() as 0 if it is not told how
    chart.set_size({"width": 640, "height": 330})
    page.sheet.insert_chart(
        f"A{_SUMMARY}", chart, {"object_position": 2, "description": "Skor total per bulan", "x_offset": 2}
    )
