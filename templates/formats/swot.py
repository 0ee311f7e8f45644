"""The format ``swot``: the company's SWOT workbook, from issues to position and strategy."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.list_sheets import draw_holidays
from templates.formats.style import House
from templates.formats.swot_guide import draw_guide
from templates.formats.swot_lists import (
    TABS,
    draw_archive,
    draw_initiatives,
    draw_issues,
    draw_receipts,
    draw_returns,
    draw_tab,
)
from templates.formats.swot_matrix import draw_matrix
from templates.formats.swot_position import draw_position
from templates.formats.swot_settings import draw_settings

_SHEETS: Final = 14


def draw(path: Path) -> None:
    """Draw the template of the SWOT workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Analisis SWOT", _SHEETS)
    draw_guide(house)
    draw_settings(house)
    draw_receipts(house)
    draw_issues(house)
    draw_returns(house)
    for tab in TABS:
        draw_tab(house, tab)
    draw_position(house)
    draw_matrix(house)
    draw_initiatives(house)
    draw_holidays(house)
    draw_archive(house)
    house.close()
