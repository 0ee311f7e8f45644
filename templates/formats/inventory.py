"""The format ``inventory``: order quantity, reserve and reorder point, price breaks, items in classes ABC."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.inventory_curves import draw_curves
from templates.formats.inventory_data import draw_costs, draw_inputs
from templates.formats.inventory_guide import draw_guide
from templates.formats.inventory_items import draw_breaks, draw_classes, draw_halving, draw_items
from templates.formats.inventory_order import draw_order
from templates.formats.style import House

_SHEETS: Final = 9


def draw(path: Path) -> None:
    """Draw the template of the inventory workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Persediaan", _SHEETS)
    draw_guide(house)
    draw_inputs(house)
    draw_costs(house)
    draw_order(house)
    draw_curves(house)
    draw_breaks(house)
    draw_items(house)
    draw_classes(house)
    draw_halving(house)
    house.close()
