"""The format ``complaints``: the register of customers' requests and complaints, its clock and its recap."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.complaints_charts import draw_pareto, draw_trend
from templates.formats.complaints_guide import draw_guide
from templates.formats.complaints_lists import draw_archive, draw_follow_ups
from templates.formats.complaints_recap import draw_recap
from templates.formats.complaints_register import draw_register
from templates.formats.complaints_settings import draw_settings
from templates.formats.list_sheets import draw_holidays
from templates.formats.style import House

_SHEETS: Final = (
    *(draw_guide, draw_settings, draw_register, draw_follow_ups),
    *(draw_recap, draw_pareto, draw_trend, draw_holidays, draw_archive),
)


def draw(path: Path) -> None:
    """Draw the template of the complaints workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Penanganan pelanggan", len(_SHEETS))
    for draw_sheet in _SHEETS:
        draw_sheet(house)
    house.close()
