"""Sheet ``Matrix Strategy SWOT``: the TOWS matrix, three template blocks one under another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from templates.formats.lists import STRATEGIES
from templates.formats.palette import (
    ACCENT,
    BAND,
    CELL,
    MIDDLE,
    PRIMARY,
    QUIET,
    STRONG,
    TAG,
    TINT,
    WHITE,
    Look,
)
from templates.formats.style import House, Page

_FIRST: Final = 7
_CORNER: Final[Look] = {"bg_color": BAND}


@dataclass(frozen=True)
class Band:
    """One band of the matrix: what stands in A:B, C:D and E:F, and the data of one of its rows."""

    name: str
    groups: tuple[str, str, str]
    loop: str
    fields: dict[str, str]


_BANDS: Final = (
    Band(
        "Matriks_SW",
        ("", "S", "W"),
        "item in matrix_sw",
        {"C": "s_code", "D": "s_issue", "E": "w_code", "F": "w_issue"},
    ),
    Band(
        "Matriks_O",
        ("O", "SO", "WO"),
        "item in matrix_o",
        {"A": "code", "B": "issue", "C": "so_codes", "D": "so", "E": "wo_codes", "F": "wo"},
    ),
    Band(
        "Matriks_T",
        ("T", "ST", "WT"),
        "item in matrix_t",
        {"A": "code", "B": "issue", "C": "st_codes", "D": "st", "E": "wt_codes", "F": "wt"},
    ),
)


def draw_matrix(house: House) -> None:
    """Draw the matrix, five rows of the template a band, and name the rows of each band."""
    page = Page(house, "Matrix Strategy SWOT", "Matrix Strategy SWOT", (9, 42, 16, 47, 16, 47), colour=ACCENT)
    page.note("Isi strategi di keempat kuadran dan sebutkan kode isu yang dipakai, misalnya S01, O03.", ())
    page.sheet.set_row(5, 6)
    for number, band in enumerate(_BANDS):
        row = _FIRST + 5 * number
        _titles(page, band, row)
        _body_rows(page, band, row + 2)
        house.name(band.name, f"'Matrix Strategy SWOT'!$A${row + 2}:$F${row + 4}")
    page.freeze(_FIRST + 1)


def _titles(page: Page, band: Band, row: int) -> None:
    page.sheet.set_row(row - 1, 30)
    for (first, last), group in zip((("A", "B"), ("C", "D"), ("E", "F")), band.groups, strict=True):
        area = f"{first}{row}:{last}{row}"
        page.put(area, _TITLES[group], _title(group))
        for column, text in zip((first, last), _subtitles(group), strict=True):
            page.put(f"{column}{row + 1}", text, _subtitle(group) if group else _CORNER)
        if group in MIDDLE:
            page.mark(area, f'=Strategi_utama="{group}"', {"bg_color": ACCENT, "font_color": WHITE})


def _body_rows(page: Page, band: Band, row: int) -> None:
    page.put(f"A{row}", f"{{% for {band.loop} %}}", TAG)
    for number, column in enumerate("ABCDEF"):
        field = band.fields.get(column)
        look = _body(band.groups[number // 2], code=number % 2 == 0) if field else _CORNER
        page.put(f"{column}{row + 1}", f"{{{{ item.{field} }}}}" if field else "", look)
    page.put(f"A{row + 2}", "{% endfor %}", TAG)


_TITLES: Final = {
    "": "EKSTERNAL ↓      INTERNAL →",
    "S": "STRENGTH (S): kekuatan",
    "W": "WEAKNESS (W): kelemahan",
    "O": "OPPORTUNITY (O): peluang",
    "T": "THREAT (T): ancaman",
    **{
        strategy: f"STRATEGI {strategy}: {direction[0].lower()}{direction[1:]}"
        for strategy, _, direction in STRATEGIES
    },
}


def _subtitles(group: str) -> tuple[str, str]:
    return {0: ("", ""), 1: ("Kode", "Isu"), 2: ("Kode isu", "Strategi")}[len(group)]


def _title(group: str) -> Look:
    look = {**CELL, "bold": True, "align": "center"}
    if group in MIDDLE:
        return {**look, "font_color": STRONG[group], "bg_color": MIDDLE[group]}
    return {**look, "font_color": WHITE, "bg_color": STRONG.get(group, PRIMARY)}


def _subtitle(group: str) -> Look:
    return {**CELL, "font_size": 9, "font_color": QUIET, "bg_color": TINT.get(group, BAND), "align": "center"}


def _body(group: str, *, code: bool) -> Look:
    look = {**CELL, "bg_color": TINT[group] if len(group) == 2 else WHITE, "locked": len(group) != 2}
    return {**look, "bold": True, "align": "center"} if code else look
