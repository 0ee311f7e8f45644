"""The format ``forecasting``: demand, six methods side by side, their errors, the forecast of the year."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.forecasting_compare import draw_comparison, draw_errors, draw_seasons
from templates.formats.forecasting_data import draw_inputs
from templates.formats.forecasting_guide import draw_guide
from templates.formats.forecasting_methods import draw_methods
from templates.formats.style import House

_SHEETS: Final = 6


def draw(path: Path) -> None:
    """Draw the template of the forecasting workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Peramalan", _SHEETS)
    draw_guide(house)
    draw_inputs(house)
    draw_methods(house)
    draw_comparison(house)
    draw_errors(house)
    draw_seasons(house)
    house.close()
