"""The format ``allocation``: PPC's year of production and sales allocation (APS)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.allocation_calendar import draw_calendar
from templates.formats.allocation_capacity import draw_capacity, draw_routing, draw_special
from templates.formats.allocation_guide import draw_guide
from templates.formats.allocation_load import draw_load
from templates.formats.allocation_material import draw_arrivals, draw_bill, draw_materials
from templates.formats.allocation_orders import draw_final, draw_late, draw_orders, draw_promises, draw_stages
from templates.formats.allocation_page import dated, draw_list
from templates.formats.allocation_settings import draw_settings
from templates.formats.allocation_wall import draw_wall
from templates.formats.list_page import ListSheet
from templates.formats.list_sheets import CENTRE, draw_holidays, figure
from templates.formats.palette import QUIET
from templates.formats.style import House
from templates.formats.tables import Column

_SHEETS: Final = 19


def draw(path: Path) -> None:
    """Draw the template of the APS workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Alokasi Produksi dan Sales", _SHEETS)
    for draw_sheet in (
        *(draw_guide, draw_settings, draw_calendar, draw_wall, draw_orders, draw_routing, draw_capacity),
        *(draw_special, draw_materials, draw_bill, draw_arrivals, draw_promises, draw_load, draw_stages),
        *(draw_final, draw_late, draw_holidays, _draw_archive),
    ):
        draw_sheet(house)
    house.close()


def _draw_archive(house: House) -> None:
    """Draw ``Arsip``: what has no place any more."""
    sheet = ListSheet(
        "tbl_arsip",
        "Arsip",
        "Isian yang tidak lagi punya tempat disimpan di sini. Tidak ada yang hilang.",
        "item in archive",
        key="Lembar",
        legend=("calculated", "data"),
        wide={"Lembar": 20, "No": 14, "Isi": 60, "Alasan": 44},
        colour=QUIET,
    )
    columns = (
        dated("Tanggal", "{{ item.date }}", "data"),
        Column("Lembar", "data", "{{ item.sheet }}"),
        Column("No", "data", "{{ item.no }}", CENTRE),
        Column("Isi", "data", "{{ item.content }}"),
        Column("Alasan", "data", "{{ item.reason }}"),
    )
    draw_list(house, sheet, columns, {"Lembar": figure("Baris di arsip", "=COUNTA(Arsip[Lembar])")})
