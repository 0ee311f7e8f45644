"""The format ``kpi_department``: the workbook in which a department reports its KPIs every month."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.kpi_department_forms import (
    draw_archive,
    draw_cards,
    draw_history,
    draw_ppk,
    draw_proposals,
)
from templates.formats.kpi_department_guide import draw_guide
from templates.formats.kpi_department_results import draw_results
from templates.formats.kpi_department_scorecard import draw_scorecard
from templates.formats.kpi_department_settings import draw_settings
from templates.formats.style import House

_SHEETS: Final = 10
_WHOSE: Final = '=IF(Departemen="","","Departemen "&Departemen&", ")&"tahun rencana "&Tahun_rencana'


def draw(path: Path) -> None:
    """Draw the template of a department's KPI workbook.

    Args:
        path: File to write.
    """
    house = House(path, "KPI departemen", _SHEETS, {"year": _WHOSE})
    draw_guide(house)
    draw_scorecard(house, draw_results(house))
    draw_cards(house)
    draw_proposals(house)
    for semester in (1, 2):
        draw_ppk(house, semester)
    draw_history(house)
    draw_settings(house)
    draw_archive(house)
    house.close()
