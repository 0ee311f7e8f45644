"""The format ``bsc``: the company's Balanced Scorecard workbook, from objectives to scores and reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.bsc_cascade import draw_cascading, draw_matrix
from templates.formats.bsc_guide import draw_guide
from templates.formats.bsc_kpis import draw_corporate, draw_directorate, draw_objectives, draw_proposals
from templates.formats.bsc_overview import draw_departments, draw_map
from templates.formats.bsc_records import (
    draw_approvals,
    draw_archive,
    draw_findings,
    draw_history,
    draw_reviews,
    draw_revisions,
)
from templates.formats.bsc_results import (
    draw_corporate_results,
    draw_directorate_results,
    draw_results,
    draw_submissions,
)
from templates.formats.bsc_scorecard import draw_scorecard
from templates.formats.bsc_settings import draw_settings
from templates.formats.list_sheets import draw_holidays
from templates.formats.style import House

_SHEETS: Final = (
    *(draw_guide, draw_settings, draw_objectives, draw_corporate, draw_directorate, draw_cascading),
    *(draw_matrix, draw_proposals, draw_approvals, draw_submissions, draw_results, draw_findings),
    *(draw_revisions, draw_corporate_results, draw_directorate_results, draw_departments),
    *(draw_scorecard, draw_map, draw_reviews, draw_history, draw_holidays, draw_archive),
)


def draw(path: Path) -> None:
    """Draw the template of the Balanced Scorecard workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Balanced Scorecard", len(_SHEETS))
    for draw_sheet in _SHEETS:
        draw_sheet(house)
    house.close()
