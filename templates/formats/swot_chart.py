"""The map of the company's position: a native scatter chart over a few helper cells beside the print area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from templates.formats.palette import ACCENT, INK, LINE, PRIMARY, QUIET, STRONG, TINT, WHITE, Look
from templates.formats.style import Page

REACH: Final = 4
"""Scores lie between 0 and 4, so x and y between -4 and 4: the chart can always show the point."""


@dataclass(frozen=True)
class Quadrant:
    """One quadrant: its signs, its grand strategy and its kind of strategies."""

    signs: str
    position: str
    strategy: str
    x: int
    y: int


QUADRANTS: Final = (
    Quadrant("(+, +)", "Expansion", "SO", 1, 1),
    Quadrant("(−, +)", "Stability", "WO", -1, 1),
    Quadrant("(−, −)", "Retrenchment", "WT", -1, -1),
    Quadrant("(+, −)", "Combination", "ST", 1, -1),
)
"""In the order of ``Nama_posisi`` and of the names of SWOT_POSITION."""

_COMPANY, _FIRST = 8, 9
_GRID: Final = "#E3E8EB"


def draw_chart(page: Page, names: int, height: float) -> None:
    """Draw the helper cells in O:R and the chart over H:M.

    Args:
        page: The sheet.
        names: First row of the table of quadrants, whose names the labels show.
        height: Height of the chart in points.
    """
    _helpers(page, names)
    chart = page.house.workbook.add_chart({"type": "scatter"})
    for row, quadrant in enumerate(QUADRANTS, _FIRST):
        colours = _label(STRONG[quadrant.strategy], TINT[quadrant.strategy])
        chart.add_series(_series(row, {"type": "none"}, colours | {"position": "center"}))
    marker = {
        "type": "diamond",
        "size": 15,
        "fill": {"color": ACCENT},
        "border": {"color": WHITE, "width": 1.5},
    }
    label = _label(INK, WHITE) | {"border": {"color": ACCENT}, "position": "right"}
    chart.add_series(_series(_COMPANY, marker, label))
    chart.set_x_axis(_axis("Internal: S − W"))
    chart.set_y_axis(_axis("Eksternal: O − T"))
    chart.set_title(
        {"name": "Peta posisi SWOT", "name_font": {"name": "Arial", "size": 13, "color": PRIMARY}}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_plotarea({"border": {"color": LINE}})
    chart.set_size({"width": 6 * 103, "height": height * 4 / 3})
    page.sheet.insert_chart("H6", chart, {"object_position": 2, "description": "Peta posisi SWOT"})


def _helpers(page: Page, names: int) -> None:
    for column, width in zip("NOPQR", (2, 12, 7, 7, 24), strict=True):
        page.sheet.set_column(f"{column}:{column}", width)
    small: Look = {"font_size": 8, "font_color": QUIET}
    cell: Look = {**small, "border": 1, "border_color": LINE}
    page.put("O6", "Data grafik (dihitung, jangan diubah)", small | {"italic": True})
    for column, text in zip("OPQR", ("Titik", "x", "y", "Tulisan"), strict=True):
        page.put(f"{column}{_COMPANY - 1}", text, cell | {"bold": True})
    page.put(f"O{_COMPANY}", "Perusahaan", cell)
    page.put(f"P{_COMPANY}", '=IF(Posisi_X="",NA(),Posisi_X)', cell, cached=0)
    page.put(f"Q{_COMPANY}", '=IF(Posisi_Y="",NA(),Posisi_Y)', cell, cached=0)
    page.put(f"R{_COMPANY}", '=IF(Posisi="","",Posisi)', cell)
    for offset, quadrant in enumerate(QUADRANTS):
        row, name = _FIRST + offset, names + offset
        page.put(f"O{row}", quadrant.signs, cell)
        page.put(f"P{row}", quadrant.x * REACH / 2, cell)
        page.put(f"Q{row}", quadrant.y * (REACH - 0.4), cell)
        label = f"{quadrant.position} ({quadrant.strategy})"
        page.put(f"R{row}", f'=D{name}&" ("&B{name}&")"', cell, cached=label)


def _series(row: int, marker: dict[str, Any], label: dict[str, Any]) -> dict[str, Any]:
    """A series of one point, labelled with its name: the one label that every program reads from a cell."""
    return {
        "name": f"=Positioning!$R${row}",
        "categories": f"=Positioning!$P${row}:$P${row}",
        "values": f"=Positioning!$Q${row}:$Q${row}",
        "marker": marker,
        "data_labels": {"series_name": True, "value": False, **label},
    }


def _label(colour: str, fill: str) -> dict[str, Any]:
    return {"font": {"name": "Arial", "size": 11, "bold": True, "color": colour}, "fill": {"color": fill}}


def _axis(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "name_font": {"name": "Arial", "size": 9, "bold": False, "color": QUIET},
        "num_font": {"name": "Arial", "size": 9, "color": QUIET},
        "num_format": "0",
        "min": -REACH,
        "max": REACH,
        "major_unit": 1,
        "crossing": 0,
        "label_position": "low",
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.5}},
        "line": {"color": INK, "width": 1.5},
        "major_tick_mark": "none",
    }
