"""The format ``sop``: a procedure from the need for it to its review, a sheet for each stage of its life."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from templates.formats.sop_cover import draw_cover
from templates.formats.sop_guide import draw_guide
from templates.formats.sop_life import draw_approvals, draw_briefings, draw_reviews
from templates.formats.sop_simulation import draw_simulation
from templates.formats.sop_steps import draw_actors, draw_diagram, draw_findings, draw_steps
from templates.formats.sop_text import draw_needs, draw_sections, draw_terms
from templates.formats.style import House

_SHEETS: Final = 13
_TITLE: Final = '=IF(Judul_SOP="",IF(Tahun_rencana="","",Tahun_rencana),Judul_SOP)'
"""Under the title of each sheet stands which procedure it is of."""


def draw(path: Path) -> None:
    """Draw the template of the SOP workbook.

    Args:
        path: File to write.
    """
    house = House(path, "Standar operasional prosedur", _SHEETS, {"year": _TITLE})
    draw_guide(house)
    draw_needs(house)
    draw_cover(house)
    draw_sections(house)
    draw_terms(house)
    draw_actors(house)
    draw_steps(house)
    draw_findings(house)
    draw_diagram(house)
    draw_simulation(house)
    draw_approvals(house)
    draw_briefings(house)
    draw_reviews(house)
    house.close()
