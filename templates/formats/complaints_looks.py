"""What the charts of the complaints workbook share."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.palette import LINE, PRIMARY, QUIET

GREEN: Final = "#2F8F5B"
RED: Final = "#C8493B"
AMBER: Final = "#F2C14E"
BAR: Final = "#4F7F8C"
SMALL: Final = {"name": "Arial", "size": 9, "color": QUIET}
GRID: Final = {"visible": True, "line": {"color": "#E3E8EB", "width": 0.5}}
NO_GRID: Final = {"visible": False}


def dress(chart: Any, title: str, width: int, height: int) -> None:
    """Give a chart its title, legend, frame and size."""
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12, "color": PRIMARY}})
    chart.set_legend({"position": "bottom", "font": SMALL})
    chart.set_chartarea({"border": {"color": LINE}})
    chart.set_size({"width": width, "height": height})
