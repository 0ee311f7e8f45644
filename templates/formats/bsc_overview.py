"""Sheets that show the whole: ``Skor Departemen`` with its chart, and ``Strategy Map``."""

from __future__ import annotations

from typing import Final

from templates.formats.bsc_page import ListSheet, draw_list
from templates.formats.kpi_bands import CENTRE
from templates.formats.list_sheets import figure
from templates.formats.palette import ACCENT, LINE, PERCENT, PRIMARY, QUIET
from templates.formats.style import House, Page
from templates.formats.tables import Column

_ANY: Final = '">-9E+99"'
_COUNTED: Final = "SUMIFS(Realisasi[Bobot dihitung],Realisasi[Departemen],[Departemen])"
_DUE: Final = f"COUNTIFS(Realisasi[Departemen],[Departemen],Realisasi[Target s.d.],{_ANY}"


def draw_departments(house: House) -> None:
    """Draw ``Skor Departemen``: how each department stands, as numbers and as bars."""
    sheet = ListSheet(
        "tbl_skor_departemen",
        "Skor departemen",
        "Skor tertimbang semua KPI departemen sampai dengan bulan laporan.",
        "item in departments",
        key="Departemen",
        legend=("calculated",),
        wide={"Departemen": 26, "Bobot": 10, "Skor s.d.": 12, "Belum lapor": 12}
        | dict.fromkeys(("Status", "Hijau", "Kuning", "Merah"), 11),
        colour=ACCENT,
    )
    lights = tuple(
        Column(name, "calculated", _count(number), CENTRE)
        for number, name in enumerate(("Hijau", "Kuning", "Merah"), 1)
    )
    columns = (
        Column("Departemen", "data", "{{ item.name }}", {"bold": True}),
        Column(
            "Bobot",
            "calculated",
            '=IF([Departemen]="","",SUMIFS(Realisasi[Bobot],Realisasi[Departemen],[Departemen]))',
            {**CENTRE, "num_format": "0.##"},
        ),
        Column("Skor s.d.", "calculated", _SCORE, {**CENTRE, "num_format": PERCENT, "bold": True}),
        Column(
            "Status",
            "calculated",
            "=KPI_STATUS([Skor s.d.],Batas_hijau,Batas_kuning,Nama_status)",
            CENTRE,
        ),
        *lights,
        Column("Belum lapor", "calculated", _SILENT, CENTRE),
    )
    figures = {
        "Departemen": figure("Jumlah departemen", "=COUNTA(Skor[Departemen])"),
        "Skor s.d.": figure("Skor perusahaan", "=Skor_sd", PERCENT),
        "Hijau": figure("Hijau", "=SUM(Skor[Hijau])"),
        "Kuning": figure("Kuning", "=SUM(Skor[Kuning])"),
        "Merah": figure("Merah", "=SUM(Skor[Merah])"),
        "Belum lapor": figure("Belum lapor", "=SUM(Skor[Belum lapor])"),
    }
    page = draw_list(house, sheet, columns, figures)
    _bars(page)


_SCORE: Final = (
    f'=IF([Departemen]="","",IF({_COUNTED}=0,"",'
    f"SUMIFS(Realisasi[Bobot x Skor],Realisasi[Departemen],[Departemen])/{_COUNTED}))"
)
_SILENT: Final = f'=IF([Departemen]="","",{_DUE})-{_DUE},Realisasi[Realisasi s.d.],{_ANY}))'


def _count(number: int) -> str:
    status = f"Realisasi[Status s.d.],INDEX(Nama_status,{number})"
    return f'=IF([Departemen]="","",COUNTIFS(Realisasi[Departemen],[Departemen],{status}))'


def _bars(page: Page) -> None:
    chart = page.house.workbook.add_chart({"type": "bar"})
    label = {"value": True, "num_format": "0%;;", "font": {"name": "Arial", "size": 9, "bold": True}}
    chart.add_series(
        {
            "name": "Skor s.d.",
            "categories": "='Skor Departemen'!$A$11:$A$11",
            "values": "='Skor Departemen'!$C$11:$C$11",
            "fill": {"color": PRIMARY},
            "gap": 60,
            "data_labels": label,
        }
    )
    font = {"name": "Arial", "size": 9, "color": QUIET}
    grid = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": font,
            "line": {"color": LINE},
            "major_gridlines": {"visible": False},
            "major_tick_mark": "none",
        }
    )
    chart.set_x_axis(
        {"num_font": font, "num_format": "0%", "min": 0, "major_gridlines": grid, "label_position": "high"}
    )
    title_font = {"name": "Arial", "size": 12, "color": PRIMARY}
    chart.set_title({"name": "Skor departemen sampai dengan bulan laporan", "name_font": title_font})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": 620, "height": 400})
    options = {"object_position": 3, "description": "Skor departemen", "x_offset": 16}
    page.sheet.insert_chart("I9", chart, options)
    page.sheet.set_column("I:Q", 9)
    page.sheet.print_area("A1:R30")


def draw_map(house: House) -> None:
    """Draw ``Strategy Map``: the header; the map itself is drawn by its button."""
    page = Page(house, "Strategy Map", "Strategy map", (12,) * 12, colour=ACCENT)
    page.note("Tekan tombol Gambar Strategy Map sesudah Sasaran Strategis diisi atau hasil berubah.", ())
    page.sheet.fit_to_pages(1, 1)
    page.freeze(5)
