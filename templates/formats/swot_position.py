"""Sheet ``Positioning`` of the SWOT workbook: from the four scores to position and priorities."""

from __future__ import annotations

from typing import Final

from templates.formats.lists import STRATEGIES
from templates.formats.palette import (
    ACCENT,
    CELL,
    COUNT,
    HEADING,
    PRIMARY,
    SCORE,
    SIGNED,
    STRONG,
    TINT,
    WHITE,
    Look,
    filled,
)
from templates.formats.style import House, Page
from templates.formats.swot_chart import QUADRANTS, draw_chart
from templates.formats.swot_lists import TABS, Tab
from templates.formats.swot_settings import AREAS_ALONE, INVERTED

_SCORES, _RESULT, _QUADRANT, _PRIORITY = 8, 14, 23, 30
"""First rows of the parts."""

_HEIGHTS: Final = (
    dict.fromkeys(range(6, 34), 18)
    | {16: 30, 17: 27, 19: 9, 20: 9}
    | dict.fromkeys((*range(_QUADRANT, _QUADRANT + 4), *range(_PRIORITY, _PRIORITY + 4)), 27)
)
"""Row heights in points, so that the chart ends where the table of quadrants ends."""

_CENTRE: Final[Look] = {"align": "center"}
_SMALL: Final[Look] = {"font_size": 9}


def draw_position(house: House) -> None:
    """Draw the sheet, its names and its chart."""
    widths = (17, 13, 13, 18, 13, 17, 2, 14, 14, 14, 14, 14, 14)
    page = Page(house, "Positioning", "Positioning perusahaan", widths, colour=ACCENT)
    page.note("Semua angka dihitung dari keempat tab. Yang diisi hanya nama posisi.", ("input", "calculated"))
    for row, height in _HEIGHTS.items():
        page.sheet.set_row(row - 1, height)
    _scores(page)
    _axes(page)
    _outcome(page)
    _quadrants(page)
    _priority(page)
    height = sum(points for row, points in _HEIGHTS.items() if row < _QUADRANT + 4)
    draw_chart(page, _QUADRANT, height)
    page.signatures(_PRIORITY - 2, (("H", "I"), ("J", "K"), ("L", "M")), space=2)
    page.sheet.print_area(f"A1:M{_PRIORITY + 3}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(4)


def _headings(page: Page, row: int, texts: tuple[str, str, str, str, str]) -> None:
    for columns, text in zip(("A", "B", "C", "D", "E:F"), texts, strict=True):
        page.put(_on(columns, row), text, HEADING)


def _on(columns: str, row: int) -> str:
    """Return columns as cells of a row: ``E:F`` and 7 give ``E7:F7``."""
    return ":".join(f"{column}{row}" for column in columns.split(":"))


def _scores(page: Page) -> None:
    page.section(6, "1. Skor keempat tab", "F")
    _headings(page, 7, ("Tab", "Jumlah isu", "Jumlah bobot", "Skor", "Pemeriksaan"))
    for row, tab in enumerate(TABS, _SCORES):
        name = {"bold": True, "font_color": STRONG[tab.letter], "bg_color": TINT[tab.letter]}
        page.put(f"A{row}", f"{tab.name} ({tab.letter})", CELL | name)
        page.put(f"B{row}", f"={tab.name}!B7", filled("calculated", num_format=COUNT, **_CENTRE))
        page.put(f"C{row}", f"=Bobot_{tab.letter}", filled("calculated", **_CENTRE))
        page.put(f"D{row}", _total(tab), filled("calculated", num_format=SCORE, bold=True, **_CENTRE))
        page.put(f"E{row}:F{row}", _score_check(tab, row), filled("calculated", **_CENTRE))
        page.house.name(f"Skor_{tab.letter}", f"Positioning!$D${row}")
    page.mark_checks(f"E{_SCORES}:F{_SCORES + 3}")


def _total(tab: Tab) -> str:
    inverted = f',Skala_WT="{INVERTED}"' if tab.severity else ""
    return f"=SWOT_TOTAL({tab.name}!D10:D12,{tab.name}!E10:E12,{tab.name}!C7{inverted})"


def _score_check(tab: Tab, row: int) -> str:
    """The score is calculated twice, here and row by row in the tab: a formula typed over shows."""
    same = f'IF(ABS(D{row}-{tab.name}!G7)<0.000001,"OK","Berbeda dengan Total score tab")'
    return f'=IFERROR(IF({tab.name}!H7<>"OK",{tab.name}!H7,{same}),"Ada bobot atau rating yang salah")'


def _axes(page: Page) -> None:
    """An axis is blank as long as none of its two tabs has a weight."""
    page.section(_RESULT - 1, "2. Posisi perusahaan", "F")
    axes = (
        ("Sumbu x, internal: S − W", "Posisi_X", '=IF(Bobot_S+Bobot_W=0,"",SWOT_X(Skor_S,Skor_W))'),
        ("Sumbu y, eksternal: O − T", "Posisi_Y", '=IF(Bobot_O+Bobot_T=0,"",SWOT_Y(Skor_O,Skor_T))'),
    )
    for row, (label, name, formula) in enumerate(axes, _RESULT):
        page.put(f"A{row}:C{row}", label, CELL)
        page.put(f"D{row}", formula, filled("calculated", num_format=SIGNED, bold=True, **_CENTRE))
        page.house.name(name, f"Positioning!$D${row}")
    flag = '=IF(OR(Posisi_X="",Posisi_Y=""),"",IF(OR(Posisi_X=0,Posisi_Y=0),"di sumbu",""))'
    look = filled("calculated", bold=True, font_color=ACCENT, **_CENTRE)
    page.put(f"E{_RESULT}:F{_RESULT + 1}", flag, look)


def _outcome(page: Page) -> None:
    position, strategy, status = _RESULT + 2, _RESULT + 3, _RESULT + 4
    labels = {position: "Posisi (grand strategy)", strategy: "Strategi utama", status: "Status"}
    for row, label in labels.items():
        page.put(f"A{row}:C{row}", label, CELL)
    big = {"bold": True, "font_size": 15, "font_color": WHITE, "bg_color": PRIMARY}
    page.put(
        f"D{position}:F{position}", "=SWOT_POSITION(Posisi_X,Posisi_Y,Nama_posisi)", CELL | big | _CENTRE
    )
    plus_plus, minus_plus, minus_minus, plus_minus = (f"B{_QUADRANT + row}" for row in range(4))
    right, left = f"IF(Posisi_Y>=0,{plus_plus},{plus_minus})", f"IF(Posisi_Y>=0,{minus_plus},{minus_minus})"
    own = f'=IF(OR(Posisi_X="",Posisi_Y=""),"",IF(Posisi_X>=0,{right},{left}))'
    page.put(f"D{strategy}", own, filled("calculated", bold=True, **_CENTRE))
    direction = f'=IF(Strategi_utama="","",{_looked_up("E", "Strategi_utama")})'
    page.put(f"E{strategy}:F{strategy}", direction, filled("calculated", **_SMALL))
    checks = ",".join(f'E{row}="OK"' for row in range(_SCORES, _SCORES + 4))
    sentence = f'=IF(AND({checks}),"OK","Sementara: ada tab yang belum OK")'
    page.put(f"D{status}:F{status}", sentence, filled("calculated", bold=True, **_CENTRE))
    page.mark_checks(f"D{status}")
    page.house.name("Posisi", f"Positioning!$D${position}")
    page.house.name("Strategi_utama", f"Positioning!$D${strategy}")


def _looked_up(column: str, strategy: str) -> str:
    """Return what the table of quadrants says of a strategy."""
    top, last = _QUADRANT, _QUADRANT + 3
    return f"INDEX(${column}${top}:${column}${last},MATCH({strategy},$B${top}:$B${last},0))"


def _quadrants(page: Page) -> None:
    page.section(_QUADRANT - 2, "3. Kuadran", "F")
    _headings(page, _QUADRANT - 1, ("Tanda (x, y)", "Strategi", "Luas", "Nama posisi", "Arah"))
    directions = {strategy: direction for strategy, _, direction in STRATEGIES}
    for row, quadrant in enumerate(QUADRANTS, _QUADRANT):
        deep = STRONG[quadrant.strategy]
        tint = CELL | {"bg_color": TINT[quadrant.strategy], "bold": True} | _CENTRE
        page.put(f"A{row}", quadrant.signs, tint)
        page.put(f"B{row}", quadrant.strategy, tint | {"font_color": deep})
        area = "=" + "*".join(f"Skor_{letter}" for letter in quadrant.strategy)
        page.put(f"C{row}", area, filled("calculated", num_format=SCORE, **_CENTRE))
        page.ask(f"D{row}", quadrant.position)
        page.put(f"E{row}:F{row}", directions[quadrant.strategy], CELL | _SMALL)
        page.mark(f"A{row}:B{row}", f"=Strategi_utama=$B${row}", {"bg_color": deep, "font_color": WHITE})
    page.house.name("Nama_posisi", f"Positioning!$D${_QUADRANT}:$D${_QUADRANT + 3}")


def _priority(page: Page) -> None:
    top, last = _PRIORITY, _PRIORITY + 3
    page.section(top - 2, "4. Prioritas strategi", "F")
    _headings(page, top - 1, ("Urutan", "Strategi", "Luas", "Posisi", "Arah"))
    looks = {"C": {"num_format": SCORE} | _CENTRE, "D": {}, "E:F": _SMALL}
    for row in range(top, last + 1):
        page.put(f"A{row}", row - top + 1, CELL | {"bold": True} | _CENTRE)
        for columns, look in looks.items():
            formula = f"={_looked_up(columns[0], f'B{row}')}"
            page.put(_on(columns, row), formula, filled("calculated", **look))
    formula = f'{{=SWOT_PRIORITY(Skor_S,Skor_W,Skor_O,Skor_T,Urutan_prioritas="{AREAS_ALONE}")}}'
    look = page.house.format(filled("calculated", bold=True, **_CENTRE))
    page.sheet.write_array_formula(f"B{top}:B{last}", formula, look, "")
    for strategy, _, _ in STRATEGIES:
        colours = {"bg_color": TINT[strategy], "font_color": STRONG[strategy]}
        page.mark(f"B{top}:B{last}", f'=AND(Posisi<>"",B{top}="{strategy}")', colours)
    page.mark(f"B{top}:F{last}", '=Posisi=""', {"num_format": ";;;"})
    page.house.name("Prioritas", f"Positioning!$B${top}:$B${last}")
