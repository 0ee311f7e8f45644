"""Sheet ``Kalender Dinding``: the year on one page, each day in the colour of its stage, meetings marked."""

from __future__ import annotations

from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.allocation_calendar import STRONG, TINTS
from templates.formats.palette import ACCENT, LINE, PRIMARY, QUIET, TEXT, WHITE, Look
from templates.formats.style import House, Page

TOP: Final = 7
"""Row of the names of the first months."""
ACROSS: Final = 4
"""How many months stand side by side."""
HIGH: Final = 10
"""Rows of a month: name, weekdays, six weeks, meetings, and a gap."""

_WIDE: Final = 8
_NAMES: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September"),
    *("Oktober", "November", "Desember"),
)
_DAYS: Final = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_CELL: Final[Look] = {**TEXT, "align": "center", "border": 1, "border_color": LINE}
_DAY: Final[Look] = {**_CELL, "num_format": "d", "font_size": 11, "locked": True}
_OFF: Final = "#C0392B"


def draw_wall(house: House) -> None:
    """Draw the twelve months; nothing is typed here."""
    widths = ((4.6,) * 7 + (1.6,)) * ACROSS
    page = Page(house, "Kalender Dinding", "Kalender APS", widths[:-1], colour=ACCENT)
    page.note(
        "Satu halaman A4 untuk ditempel. Mengikuti lembar Kalender APS dan Hari Libur.", ("calculated",)
    )
    for number in range(12):
        _month(page, number)
    bottom = TOP + 3 * HIGH
    _legend(page, bottom)
    page.sheet.print_area(f"A1:{page.last}{bottom}")
    page.sheet.fit_to_pages(1, 1)
    page.freeze(5)


def day_cell(month: int, week: int, weekday: int) -> str:
    """Return the cell of a day of the grid; all counted from 0, Monday first.

    >>> day_cell(0, 0, 0), day_cell(5, 2, 6)
    ('A9', 'O21')
    """
    left, top = _place(month)
    return f"{xl_col_to_name(left + weekday)}{top + 2 + week}"


def _place(month: int) -> tuple[int, int]:
    down, across = divmod(month, ACROSS)
    return across * _WIDE, TOP + down * HIGH


def _month(page: Page, month: int) -> None:
    left, top = _place(month)
    columns = [xl_col_to_name(left + n) for n in range(7)]
    title = {
        **TEXT,
        "bold": True,
        "font_size": 12,
        "font_color": WHITE,
        "bg_color": PRIMARY,
        "align": "center",
    }
    page.put(f"{columns[0]}{top}:{columns[6]}{top}", _NAMES[month], title)
    for column, name in zip(columns, _DAYS, strict=True):
        page.put(f"{column}{top + 1}", name, {**_CELL, "font_size": 8, "font_color": QUIET})
    first = f"INDEX(Awal_bulan,{month + 1})"
    # Excel's day 2 is a Monday: the Monday on or before the first of the month is the grid's first day.
    monday = f"7*ROUNDDOWN(({first}-2)/7,0)+2"
    for week in range(6):
        for weekday, column in enumerate(columns):
            shown = f"{monday}+{7 * week + weekday}"
            known = f"OR({shown}<{first},{shown}>INDEX(Akhir_bulan,{month + 1}))"
            formula = f'=IF(Tahun_rencana="","",IF({known},"",{shown}))'
            page.put(f"{column}{top + 2 + week}", formula, _DAY)
        page.sheet.set_row(top + 1 + week, 17)
    _mark_days(page, columns, top + 2)
    _meetings(page, columns, top + 8, month)


def _mark_days(page: Page, columns: list[str], row: int) -> None:
    """Colour the days by their stage; a day off is red, a meeting stands out.

    Each rule says all of a day's look: where several hold, not every program takes parts of each.
    """
    area, first = f"{columns[0]}{row}:{columns[6]}{row + 5}", f"{columns[0]}{row}"
    stage = f'INDEX(Nomor_tahap,MAX(1,COUNTIFS(Mulai_tahap,"<="&{first})))'
    sunday, saturday = (f"ROUNDDOWN(({first}-{n})/7,0)*7={first}-{n}" for n in (1, 0))
    off = f"OR(COUNTIFS(Hari_Libur,{first})>0,{sunday},AND({saturday},Hari_kerja_seminggu<>6))"
    red: Look = {"font_color": _OFF, "bold": True}
    for number in STRONG:
        here = f'IF({first}="",FALSE,AND({stage}={number},{{}}))'
        meeting: Look = {"bg_color": STRONG[number], "font_color": WHITE, "bold": True}
        page.mark(area, "=" + here.format(f"COUNTIFS(Rapat_APS,{first})>0"), meeting)
        page.mark(area, "=" + here.format(off), {"bg_color": TINTS[number], **red})
        page.mark(area, "=" + here.format("TRUE"), {"bg_color": TINTS[number]})


def _meetings(page: Page, columns: list[str], row: int, month: int) -> None:
    """Write the meetings of both stages of a month under it."""
    for stage, (first, last) in ((1, (0, 3)), (2, (4, 6))):
        area = f"{columns[first]}{row}:{columns[last]}{row}"
        look: Look = {**TEXT, "font_size": 8, "bold": True, "font_color": STRONG[stage]}
        look |= {"num_format": f'"Rapat {stage}: "d/m', "align": "left" if stage == 1 else "right"}
        page.put(area, f"=INDEX(Rapat_APS,{2 * month + stage})", look)


def _legend(page: Page, row: int) -> None:
    texts = (
        ("A:F", "Tahap 1", {"bg_color": TINTS[1]}),
        ("G:M", "Rapat tahap 1", {"bg_color": STRONG[1], "font_color": WHITE, "bold": True}),
        ("O:S", "Tahap 2", {"bg_color": TINTS[2]}),
        ("T:Y", "Rapat tahap 2", {"bg_color": STRONG[2], "font_color": WHITE, "bold": True}),
        ("Z:AE", "Bukan hari kerja", {"font_color": _OFF, "bold": True}),
    )
    for columns, text, look in texts:
        page.put(":".join(f"{column}{row}" for column in columns.split(":")), text, {**_CELL, **look})
