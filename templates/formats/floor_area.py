"""The format ``floor_area``: rooms and machines with their allowance, totals, the share of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.floor_area_guide import draw_guide
from templates.formats.floor_area_sheets import draw_machines, draw_rooms, draw_summary
from templates.formats.plan_data import AS_PAPER, SHARE, Input, draw_data
from templates.formats.rules import above_zero, between
from templates.formats.style import House

INPUTS: Final = (
    Input("Luas_lahan", "m²", "Luas lahan yang tersedia.", rule=above_zero("Luas lahan", "Meter persegi.")),
    Input(
        "Kelonggaran_baku", "rasio", "Ruang gerak sebagai bagian dari luas; dipakai bila barisnya kosong.",
        number=SHARE, rule=between(0, 10, "Kelonggaran", "Rasio; 100 % ditulis 100% atau 1."),
    ),
    Input(
        "Bagian_bangunan", "rasio", "Bagian lahan yang paling banyak boleh dibangun; kosong = seluruhnya.",
        number=SHARE, optional=True, rule=between(0, 1, "Bagian bangunan", "Rasio; 60 % ditulis 60%."),
    ),
)  # fmt: skip


def draw(path: Path) -> None:
    """Draw the template of the floor area workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Luas lantai", 5)
    draw_guide(house)
    draw_data(house, "Data luas lantai", INPUTS, (AS_PAPER,))
    draw_rooms(house)
    draw_machines(house)
    draw_summary(house)
    house.close()
