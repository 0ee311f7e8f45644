"""Sheet ``Rekap`` of the complaints workbook: each class and department, in time or late, days a step."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.complaints_layout import LAYOUTS
from templates.formats.complaints_looks import AMBER, GREEN, GRID, NO_GRID, RED, SMALL, dress
from templates.formats.complaints_register import CLOSED
from templates.formats.layout import crossed
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, DAY, PERCENT, Look
from templates.formats.plan_grid import grid_table
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

CLASSES: Final = 8
DEPARTMENTS: Final = 12
"""How many rows there are for them; those of the lists that are fewer leave the rest blank."""
IN_PERIOD: Final = 'Register[Diterima],">="&Periode_awal,Register[Diterima],"<"&Periode_akhir+1'
"""Criteria: received in the period of the recap, by the day."""

_REST: Final = "Belum ada atau di luar daftar"
_TOTAL: Final = "Jumlah"
_DAYS: Final[Look] = {**CENTRE, "num_format": "0.0"}
_COUNTED: Final[Look] = {**CENTRE, "num_format": "0"}
_STEPS: Final = ("Hari terus", "Hari jawab", "Hari balas", "Hari semua")
_COUNTS: Final = {
    "Masuk": "",
    "Terbuka": "",
    "Lewat batas": 'Register[Jatuh tempo],"<"&SUM(Tanggal_acuan)',
    "Tepat waktu": 'Register[Tepat waktu],"Ya"',
    "Terlambat": 'Register[Tepat waktu],"Tidak"',
    "Jawaban lambat": 'Register[Lambat jawab],">0"',
}
"""Numbers of complaints by heading: the criteria beside class or department and period."""
_HEADINGS: Final = (*_COUNTS, "% tepat waktu", *_STEPS)
_LETTERS: Final = {heading: chr(ord("B") + n) for n, heading in enumerate(_HEADINGS)}


def draw_recap(house: House) -> None:
    """Draw both tables, what they cover, and the classes as bars."""
    page = Page(
        house, "Rekap", "Rekap penanganan pelanggan", (28, *(10,) * 11), landscape=False, colour=ACCENT
    )
    page.note(
        "Semua dihitung dari Register. Yang dihitung: yang diterima dalam periode di bawah ini, sesuai "
        "Pengaturan.",
        ("calculated",),
    )
    _figures(page)
    last = _table(page, "tbl_rekap_kelas", "Kelas", CLASSES, HEADING_ROW)
    _bars(page, last)
    row = last + 3
    page.section(row - 1, "Per bagian", "L")
    _table(page, "tbl_rekap_bagian", "Bagian", DEPARTMENTS, row)
    page.freeze(HEADING_ROW, 1)
    page.sheet.fit_to_pages(1, 1)


def _figures(page: Page) -> None:
    total = HEADING_ROW + CLASSES + 2
    house = page.house
    page.figures(
        {
            "A": figure("Periode sejak", _end("Rekap_dari", "1,1"), f"{DAY};;"),
            "B:D": figure("sampai", _end("Rekap_sampai", "12,31"), f"{DAY};;"),
            "E:F": figure("Selesai tepat waktu", f"=H{total}", PERCENT),
            "G:I": figure("Rata-rata sampai dibalas", f"=L{total}", '0.0" hari kerja"'),
            "J:L": figure("Pemeriksaan", crossed(f"={_check(total)}", LAYOUTS)),
        }
    )
    page.mark_checks("J7")
    house.name("Periode_awal", "Rekap!$A$7")
    house.name("Periode_akhir", "Rekap!$B$7")


def _end(setting: str, day: str) -> str:
    """Return an end of the period: as set, else that of the year; 0, which shows nothing, without a year."""
    return f'=IF({setting}<>"",{setting},IF(Tahun_rencana="",0,DATE(Tahun_rencana,{day})))'


def _check(total: int) -> str:
    wrong = 'SUMPRODUCT((Register[Periksa]<>"")*(Register[Periksa]<>"OK"))'
    return (
        'IF(Tanggal_acuan="","Isi Tanggal acuan",IF(Periode_akhir<Periode_awal,"Periode terbalik",'
        f'IF(B{total}=0,"Belum ada isian",IF({wrong}>0,{wrong}&" baris Register salah","OK"))))'
    )


def _table(page: Page, name: str, group: str, count: int, row: int) -> int:
    """Draw a row for each name of a list, one for what is not listed, and the sum; return the last row."""
    looks: dict[str, Look] = dict.fromkeys(_COUNTS, _COUNTED) | dict.fromkeys(_STEPS, _DAYS)
    looks["% tepat waktu"] = {**CENTRE, "num_format": PERCENT, "bold": True}
    columns = (
        Column(group, "calculated", look={"bold": True}),
        *(Column(heading, "calculated", look=looks[heading]) for heading in _HEADINGS),
    )
    last = row + count + 2

    def content(heading: str, number: int) -> str:
        at = row + number
        if heading == group:
            return _name(f"Daftar_{group.lower()}", number, count)
        if number > count + 1:
            return _value(heading, at, "", IN_PERIOD)
        if number == count + 1:
            return _remainder(heading, at, row, last)
        criteria = f"Register[{group}],$A{at},{IN_PERIOD}"
        return _value(heading, at, f'IF($A{at}="","",', criteria) + ")"

    grid_table(page, name, columns, count + 2, content, row=row)
    page.mark(f"A{last}:{_LETTERS['Hari semua']}{last}", "=TRUE", {"bold": True, "top": 2})
    return last


def _name(listed: str, number: int, count: int) -> str:
    if number > count:
        return _REST if number == count + 1 else _TOTAL
    return f'=IFERROR(IF(INDEX({listed},{number})="","",INDEX({listed},{number})),"")'


def _value(heading: str, row: int, guard: str, criteria: str) -> str:
    received, closed = (f"{_LETTERS[one]}{row}" for one in ("Masuk", "Tepat waktu"))
    late = f"{_LETTERS['Terlambat']}{row}"
    if heading == "% tepat waktu":
        formula = f'IF({closed}+{late}=0,"",{closed}/({closed}+{late}))'
    elif heading == "Terbuka":
        formula = f'{received}-COUNTIFS({criteria},Register[Tahap],"{CLOSED}")'
    elif heading in _STEPS:
        steps = f'COUNTIFS({criteria},Register[{heading}],">=0")'
        formula = f'IF({steps}=0,"",SUMIFS(Register[{heading}],{criteria})/{steps})'
    else:
        more = f",{_COUNTS[heading]}" if _COUNTS[heading] else ""
        formula = f"COUNTIFS({criteria}{more})"
    return crossed(f"={guard}{formula}", LAYOUTS)


def _remainder(heading: str, row: int, first: int, last: int) -> str:
    """What the sum holds and no row above: names that the list does not know, or none yet."""
    if heading not in _COUNTS:
        return ""
    letter = _LETTERS[heading]
    return f"={letter}{last}-SUM({letter}{first + 1}:{letter}{row - 1})"


def _bars(page: Page, last: int) -> None:
    """Draw the classes as bars: in time, late, open."""
    chart = page.house.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    top, bottom = HEADING_ROW + 1, HEADING_ROW + CLASSES
    for heading, colour in (("Tepat waktu", GREEN), ("Terlambat", RED), ("Terbuka", AMBER)):
        letter = _LETTERS[heading]
        series: dict[str, Any] = {
            "name": heading,
            "categories": f"=Rekap!$A${top}:$A${bottom}",
            "values": f"=Rekap!${letter}${top}:${letter}${bottom}",
            "fill": {"color": colour},
            "gap": 45,
        }
        chart.add_series(series)
    chart.set_y_axis({"reverse": True, "num_font": SMALL, "major_gridlines": NO_GRID})
    chart.set_x_axis(
        {"num_font": SMALL, "num_format": "0", "major_gridlines": GRID, "label_position": "high"}
    )
    dress(chart, "Hasil per kelas", 985, 360)
    place = last + DEPARTMENTS + 7
    page.sheet.insert_chart(f"A{place}", chart, {"object_position": 2, "description": "Per kelas"})
    page.sheet.print_area(f"A1:L{place + 18}")
