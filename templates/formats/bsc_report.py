"""The format ``bsc_report``: the board's report of the Balanced Scorecard, values without formulas."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from templates.formats.palette import (
    ACCENT,
    ALARM,
    CELL,
    GOOD,
    LINE,
    PERCENT,
    PRIMARY,
    QUIET,
    TAG,
    TEXT,
    Look,
)
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column, loop_table

MAP: Final = "Peta Strategi"
_DOCUMENT: Final = {
    "company": "{{ company.name }}",
    "number": "{{ document.number }}",
    "revision": "{{ document.revision }}",
    "date": "{{ document.date }}",
    "year": "{{ year }}",
}
_CENTRE: Final[Look] = {"align": "center"}
_SHARE: Final[Look] = {**_CENTRE, "num_format": PERCENT}
_STRONG: Final[Look] = {**_SHARE, "bold": True}
_NUMBER: Final[Look] = {"num_format": "#,##0", "align": "right"}
_WEIGHT: Final[Look] = {**_CENTRE, "num_format": "0.##"}
_WARNING: Final[Look] = {"bg_color": "#FCF2D8", "font_color": "#4F330A"}
_SHEET: Final = "Ringkasan"
_SCORES, _MONTHS = 10, 16
"""Rows of headings: scores by perspective, scores by month."""
_ATTENTION: Final = 23


def draw(path: Path) -> None:
    """Draw the template of the board's report.

    Args:
        path: File to write.
    """
    house = House(path, "Laporan Balanced Scorecard", 3)
    _draw_summary(house)
    page = Page(house, MAP, "Peta strategi", (12,) * 12, colour=ACCENT, document=_DOCUMENT)
    page.put("A5", "Status sampai dengan {{ period }}", {**TEXT, "font_color": QUIET, "italic": True})
    page.sheet.fit_to_pages(1, 1)
    _draw_kpis(house)
    house.close()


def _draw_summary(house: House) -> None:
    page = Page(
        house,
        _SHEET,
        "Laporan Balanced Scorecard",
        (26, 11, 14, 15, 15, 15, 17, 17),
        landscape=False,
        colour=ACCENT,
        document=_DOCUMENT,
    )
    page.put("A5", "Sampai dengan {{ period }}", {**TEXT, "font_color": QUIET, "italic": True})
    _figures(page)
    page.section(_SCORES - 1, "Skor per perspektif", "H")
    columns = (
        Column("Perspektif", "data", "{{ one.name }}", {"bold": True}),
        Column("Bobot", "data", "{{ one.weight }}", _WEIGHT),
        Column("Skor bulan", "data", "{{ one.month }}", _SHARE),
        Column("Status bulan", "data", "{{ one.month_status }}", _CENTRE),
        Column("Skor s.d.", "data", "{{ one.to_date }}", _STRONG),
        Column("Status s.d.", "data", "{{ one.status }}", _CENTRE),
        Column("Bobot tidak dihitung", "data", "{{ one.left_out }}", _WEIGHT),
    )
    loop_table(page, "tbl_perspektif", columns, "one in scores", row=_SCORES, filters=False)
    _mark(page, f"D{_SCORES + 2}", f"F{_SCORES + 2}")
    total = f'=$A{_SCORES + 2}="Total"'
    page.mark(f"A{_SCORES + 2}:G{_SCORES + 2}", total, {"bold": True, "top": 2})
    _months(page)
    _list(page, _ATTENTION, "Yang perlu perhatian", "attention")
    _departments(page)
    page.signatures(_ATTENTION + 11, (("A", "B"), ("D", "E"), ("G", "H")))
    page.sheet.print_area(f"A1:H{_ATTENTION + 15}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _figures(page: Page) -> None:
    big = {**CELL, **_CENTRE, "bold": True, "font_size": 13}
    share = {**big, "num_format": PERCENT}
    figures = {
        "A": Figure("Skor tahun berjalan", "{{ total.to_date }}", {**share, "font_size": 18}),
        "B": Figure("Bulan", "{{ month }}", {**CELL, **_CENTRE}),
        "C": Figure("Status", "{{ total.status }}", big),
        "D": Figure("Skor {{ month }}", "{{ total.month }}", share),
        "E": Figure("Status {{ month }}", "{{ total.month_status }}", big),
        "F": Figure("Perubahan", "{{ change }}", {**CELL, **_CENTRE, "font_size": 9}),
        "G": Figure("KPI perusahaan", "{{ counts }}", {**CELL, **_CENTRE, "bold": True}),
    }
    page.figures(figures)
    page.sheet.set_row(6, 30)
    _mark(page, "C7", "E7")


def _months(page: Page) -> None:
    """Draw the total of every month and its chart; a month without a score stays blank, and has no point."""
    page.section(_MONTHS - 1, "Skor total per bulan", "H")
    columns = (
        Column("Bulan", "data", "{{ one.name }}"),
        Column("Skor", "data", "{{ one.score }}", _SHARE),
        Column("Batas hijau", "data", "{{ one.green }}", _SHARE),
    )
    block = loop_table(page, "tbl_bulan", columns, "one in months", row=_MONTHS)
    chart = page.house.workbook.add_chart({"type": "line"})
    body = block.first + 1
    label = {"value": True, "position": "below", "num_format": "0%", "font": {"name": "Arial", "size": 9}}
    marker = {"type": "circle", "size": 7, "fill": {"color": PRIMARY}, "border": {"color": "#FFFFFF"}}
    looks: dict[str, dict[str, Any]] = {
        "B": {"line": {"color": PRIMARY, "width": 2.5}, "marker": marker, "data_labels": label},
        "C": {"line": {"color": "#2F7D4F", "width": 1.25, "dash_type": "dash"}},
    }
    for column, look in looks.items():
        chart.add_series(
            {
                "name": f"={_SHEET}!${column}${_MONTHS}",
                "categories": f"={_SHEET}!$A${body}:$A${body}",
                "values": f"={_SHEET}!${column}${body}:${column}${body}",
                **look,
            }
        )
    font = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_y_axis({"num_font": font, "num_format": "0%", "line": {"none": True}, "major_gridlines": grid})
    chart.set_x_axis({"num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_title(
        {"name": "Skor total per bulan", "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}}
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 552, "height": 320})
    options = {"object_position": 2, "description": "Skor total per bulan", "x_offset": 12, "y_offset": 4}
    page.sheet.insert_chart(f"D{_MONTHS}", chart, options)


def _list(page: Page, row: int, title: str, name: str) -> None:
    page.section(row - 1, title, "H")
    page.put(f"A{row}", f"{{% for text in {name} %}}", TAG)
    page.put(f"A{row + 1}:H{row + 1}", "{{ text }}", {**TEXT, "text_wrap": True, "indent": 1})
    page.put(f"A{row + 2}", "{% endfor %}", TAG)


def _departments(page: Page) -> None:
    row = _ATTENTION + 5
    page.section(row - 1, "Departemen", "H")
    columns = (
        Column("Departemen", "data", "{{ one.name }}", {"bold": True}),
        Column("Skor", "data", "{{ one.score }}", _STRONG),
        Column("Status", "data", "{{ one.status }}", _CENTRE),
        Column("● Hijau", "data", "{{ one.green }}", _CENTRE),
        Column("▲ Kuning", "data", "{{ one.yellow }}", _CENTRE),
        Column("■ Merah", "data", "{{ one.red }}", _CENTRE),
        Column("Belum lapor", "data", "{{ one.unreported }}", _CENTRE),
        Column("Manajer", "data", "{{ one.manager }}"),
    )
    loop_table(page, "tbl_departemen", columns, "one in departments", row=row, filters=False)
    _mark(page, f"C{row + 2}")


def _draw_kpis(house: House) -> None:
    widths = (17, 11, 38, 19, 12, 9, 12, 12, 12, 10, 13)
    page = Page(house, "KPI", "KPI tahun berjalan", widths, document=_DOCUMENT)
    page.put("A5", "Sampai dengan {{ period }}", {**TEXT, "font_color": QUIET, "italic": True})
    columns = (
        Column("Pemilik", "data", "{{ kpi.owner }}"),
        Column("Kode", "data", "{{ kpi.code }}", _CENTRE),
        Column("KPI", "data", "{{ kpi.name }}", {"bold": True}),
        Column("Perspektif", "data", "{{ kpi.perspective }}", {"font_size": 9}),
        Column("Satuan", "data", "{{ kpi.unit }}", {**_CENTRE, "font_size": 9}),
        Column("Bobot", "data", "{{ kpi.weight }}", _WEIGHT),
        Column("Target s.d.", "data", "{{ kpi.target }}", _NUMBER),
        Column("Realisasi s.d.", "data", "{{ kpi.actual }}", _NUMBER),
        Column("Pencapaian", "data", "{{ kpi.achievement }}", _STRONG),
        Column("Skor", "data", "{{ kpi.score }}", _SHARE),
        Column("Status", "data", "{{ kpi.status }}", _CENTRE),
    )
    row = 7
    loop_table(page, "tbl_kpi", columns, "kpi in kpis", key="C", row=row)
    for column in "GH":
        cell = f"{column}{row + 2}"
        page.mark(cell, f'=AND(ISNUMBER({cell}),$E{row + 2}="%")', {"num_format": PERCENT})
        page.mark(cell, f"=AND(ISNUMBER({cell}),{cell}<>ROUND({cell},0))", {"num_format": "#,##0.00"})
    _mark(page, f"K{row + 2}")
    page.put(f"A{row + 5}", "Cara menghitung", {**TEXT, "bold": True, "font_color": PRIMARY})
    page.put(f"A{row + 6}", "{% for rule in rules %}", TAG)
    page.put(f"A{row + 7}:K{row + 7}", "{{ rule }}", {**TEXT, "text_wrap": True, "font_color": QUIET})
    page.put(f"A{row + 8}", "{% endfor %}", TAG)
    page.put(f"A{row + 9}", "Dibuat dari {{ source }}", {**TEXT, "font_color": QUIET, "font_size": 9})
    page.freeze(row)


def _mark(page: Page, *cells: str) -> None:
    """Colour statuses by their mark, which tells them apart without the colour too."""
    for cell in cells:
        for mark, look in (("●", GOOD), ("▲", _WARNING), ("■", ALARM)):
            page.mark(cell, f'=LEFT({cell},1)="{mark}"', look)
