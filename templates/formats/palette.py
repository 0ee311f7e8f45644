"""Colours and cell looks of the house style: plain properties, as XlsxWriter takes them."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

Look: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["data", "input", "calculated"]

INK: Final = "#25323B"
QUIET: Final = "#6B7A83"
PRIMARY: Final = "#1F4B57"
ACCENT: Final = "#B0743A"
LINE: Final = "#B9C4C9"
BAND: Final = "#EEF2F3"
WHITE: Final = "#FFFFFF"
ALARM: Final = {"bg_color": "#F9DCD8", "font_color": "#A5281B"}
GOOD: Final = {"bg_color": "#DDF0E0", "font_color": "#1E6B34"}

LIGHTS: Final = (
    {"bg_color": "#2F8F5B", "font_color": "#FFFFFF"},
    {"bg_color": "#F2C14E", "font_color": "#4A3800"},
    {"bg_color": "#C8493B", "font_color": "#FFFFFF"},
)
"""A status as a traffic light: green, yellow, red."""
INKS: Final = ("#1E6B34", "#8F6200", "#B02A1C")
"""The same as colours of numbers."""

FILLS: Final[dict[Kind, str]] = {"data": WHITE, "input": "#FFF6CC", "calculated": "#E3EBF1"}
"""What a cell holds is told by its fill: from elsewhere, to be typed, or calculated."""

LEGEND: Final[dict[Kind, str]] = {"data": "Dari data", "input": "Diisi", "calculated": "Dihitung"}

STRONG: Final = {
    "S": "#2F7D4F", "W": "#B9771B", "O": "#2E6DA4", "T": "#A9453B",
    "SO": "#2F7D4F", "WO": "#2E6DA4", "ST": "#B9771B", "WT": "#A9453B",
}  # fmt: skip
TINT: Final = {
    "S": "#EAF5EC", "W": "#FBF1DF", "O": "#E6F0F8", "T": "#F9E7E4",
    "SO": "#DDF0E1", "WO": "#DCE9F5", "ST": "#FBEBCF", "WT": "#F6DDD9",
}  # fmt: skip
MIDDLE: Final = {"SO": "#BFE0C8", "WO": "#BCD5EA", "ST": "#F6DBA9", "WT": "#EDC2BB"}
"""Deep, pale and (for the heading of a quadrant) middle colour of each category and quadrant."""

PERCENT: Final = "0.0%"
DAY: Final = "dd/mm/yyyy"
SCORE: Final = "0.00"
SIGNED: Final = "+0.00;-0.00;0.00"
COUNT: Final = "0"

TEXT: Final[Look] = {"font_color": INK, "valign": "vcenter"}
CELL: Final[Look] = {**TEXT, "text_wrap": True, "border": 1, "border_color": LINE}
HEADING: Final[Look] = {
    **CELL,
    "bold": True,
    "font_color": WHITE,
    "bg_color": PRIMARY,
    "align": "center",
}
LABEL: Final[Look] = {
    **CELL,
    "font_color": QUIET,
    "font_size": 9,
    "bg_color": BAND,
    "align": "center",
}
SECTION: Final[Look] = {
    **TEXT,
    "bold": True,
    "font_size": 11,
    "font_color": PRIMARY,
    "bottom": 2,
    "bottom_color": ACCENT,
}
TAG: Final[Look] = {"italic": True, "font_size": 8, "font_color": ACCENT}
"""A row that only steers the template engine; it is not in the workbook that comes out."""


def filled(kind: Kind, **more: Any) -> Look:
    """Return the look of a cell of this kind; only input cells are unlocked.

    >>> filled("input")["locked"], filled("calculated")["locked"]
    (False, True)
    """
    return {**CELL, "bg_color": FILLS[kind], "locked": kind != "input", **more}
