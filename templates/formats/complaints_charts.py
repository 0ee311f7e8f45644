"""Sheets ``Pareto`` and ``Tren`` of the complaints workbook: which causes count most, and month by month."""

from __future__ import annotations

from typing import Any, Final

from templates.formats.complaints_layout import FIRST_DAY, LAYOUTS
from templates.formats.complaints_looks import AMBER, BAR, GREEN, GRID, NO_GRID, RED, SMALL, dress
from templates.formats.complaints_recap import IN_PERIOD
from templates.formats.complaints_register import CLOSED
from templates.formats.layout import crossed
from templates.formats.list_sheets import CENTRE, figure
from templates.formats.palette import ACCENT, PERCENT, Look
from templates.formats.plan_grid import grid_table
from templates.formats.plan_rows import helper
from templates.formats.style import House, Page
from templates.formats.tables import HEADING_ROW, Column

CAUSES: Final = 12
"""How many causes the pareto holds."""
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_TOP: Final = HEADING_ROW + 1
_CAUSES_LAST: Final = HEADING_ROW + CAUSES
_MONTHS_LAST: Final = HEADING_ROW + len(_MONTHS)
_COUNTED: Final[Look] = {**CENTRE, "num_format": "0"}
_SHARE: Final[Look] = {**CENTRE, "num_format": PERCENT}


def draw_pareto(house: House) -> None:
    """Draw the causes, the most frequent first by formula, with their shares added up, and the chart."""
    page = Page(
        house, "Pareto", "Pareto sebab keluhan", (10, 36, 14, 14, 16, 18), landscape=False, colour=ACCENT
    )
    page.note("Sebab yang diterima dalam periode Rekap; yang terbanyak selalu di atas.", ("calculated",))
    for column in "HIJKLM":
        page.sheet.set_column(f"{column}:{column}", 14)
    columns = (
        Column("No", "calculated", look=CENTRE),
        Column("Sebab", "calculated", look={"bold": True}),
        Column("Jumlah", "calculated", look=_COUNTED),
        Column("Porsi", "calculated", look=_SHARE),
        Column("Kumulatif", "calculated", look=_SHARE),
        Column("Golongan", "calculated", look=CENTRE),
    )
    grid_table(page, "tbl_pareto", columns, CAUSES, _cause)
    total = f"C{_TOP}:C{_CAUSES_LAST}"
    page.figures(
        {
            "A:B": figure("Sebab tercatat dalam periode", f"=SUM({total})"),
            "C:D": figure("Sebab terbanyak", f'=IF(SUM({total})=0,"",B{_TOP})'),
            "E:F": figure("Pemeriksaan", _check(total)),
        }
    )
    page.mark_checks("E7")
    page.mark(f"F{_TOP}:F{_CAUSES_LAST}", f'=F{_TOP}="Utama"', {"bold": True, "font_color": RED})
    headings = ("Sebab", "Jumlah", "Kunci", "Tempat", "Batang", "Garis")
    helper(page, "H", HEADING_ROW - 1, [headings, *_counted()], number="General")
    _pareto_chart(page)
    page.sheet.print_area("A1:F48")
    page.freeze(HEADING_ROW)


def _counted() -> list[tuple[str, ...]]:
    """Each cause of the settings, how often it occurs, its place from the top; and what the chart draws."""
    rows: list[tuple[str, ...]] = []
    for number in range(1, CAUSES + 1):
        row = HEADING_ROW + number
        times = crossed(f"COUNTIFS(Register[Sebab],$H{row},{IN_PERIOD})", LAYOUTS)
        rows.append(
            (
                f'=IFERROR(IF(INDEX(Daftar_sebab,{number})="","",INDEX(Daftar_sebab,{number})),"")',
                f'=IF(H{row}="",0,{times})',
                f'=IF(H{row}="",0,I{row}*100+{CAUSES + 1 - number})',  # of those alike the first listed
                f'=COUNTIFS($J${_TOP}:$J${_CAUSES_LAST},">"&J{row})+1',
                f'=IF(B{row}="",NA(),C{row})',
                f"=IF(ISNUMBER(E{row}),E{row},NA())",
            )
        )
    return rows


def _cause(heading: str, number: int) -> str | float:
    row = HEADING_ROW + number
    place = f"MATCH({number},$K${_TOP}:$K${_CAUSES_LAST},0)"
    if heading == "No":
        return f'=IF(B{row}="","",{number})'
    if heading == "Sebab":
        return f'=IFERROR(INDEX($H${_TOP}:$H${_CAUSES_LAST},{place}),"")'
    if heading == "Jumlah":
        return f'=IF(B{row}="","",INDEX($I${_TOP}:$I${_CAUSES_LAST},{place}))'
    total = f"SUM($C${_TOP}:$C${_CAUSES_LAST})"
    if heading == "Porsi":
        return f'=IF(B{row}="","",IF({total}=0,0,C{row}/{total}))'
    if heading == "Kumulatif":
        return f'=IF(B{row}="","",IF({total}=0,0,SUM($C${_TOP}:C{row})/{total}))'
    before = "0" if number == 1 else f"E{row - 1}"
    return f'=IF(B{row}="","",IF(C{row}=0,"",IF(ROUND({before},10)<0.8,"Utama","Sisanya")))'


def _check(total: str) -> str:
    more = f'IF(COUNTA(Daftar_sebab)>{CAUSES},"Sebab paling banyak {CAUSES}","OK")'
    return f'=IF(SUM({total})=0,"Belum ada sebab",{more})'


def _pareto_chart(page: Page) -> None:
    bars = page.house.workbook.add_chart({"type": "column"})
    names = f"=Pareto!$B${_TOP}:$B${_CAUSES_LAST}"
    bars.add_series(
        {
            "name": "Jumlah",
            "categories": names,
            "values": f"=Pareto!$L${_TOP}:$L${_CAUSES_LAST}",
            "fill": {"color": BAR},
            "gap": 30,
            "data_labels": {"value": True, "num_format": "0", "font": SMALL},
        }
    )
    line = page.house.workbook.add_chart({"type": "line"})
    line.add_series(_line("Kumulatif", names, f"=Pareto!$M${_TOP}:$M${_CAUSES_LAST}"))
    bars.combine(line)
    _axes(bars, line)
    dress(bars, "Sebab keluhan, yang terbanyak dahulu", 775, 400)
    options = {"object_position": 2, "description": "Pareto sebab keluhan"}
    page.sheet.insert_chart(f"A{_CAUSES_LAST + 3}", bars, options)


def _line(name: str, categories: str, values: str) -> dict[str, Any]:
    """Return a line of shares on the right axis."""
    marker = {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": "#FFFFFF"}}
    return {
        "name": name,
        "categories": categories,
        "values": values,
        "y2_axis": True,
        "line": {"color": ACCENT, "width": 2.25},
        "marker": marker,
    }


def _axes(bars: Any, line: Any) -> None:
    bars.set_x_axis({"num_font": {**SMALL, "rotation": -45}, "major_gridlines": NO_GRID})
    bars.set_y_axis({"num_font": SMALL, "num_format": "0", "min": 0, "major_gridlines": GRID})
    line.set_y2_axis({"num_font": SMALL, "num_format": "0%", "min": 0, "max": 1, "major_gridlines": NO_GRID})


def draw_trend(house: House) -> None:
    """Draw ``Tren``: what came in every month of the year and how it ended, as a table and a chart."""
    page = Page(house, "Tren", "Tren bulanan", (14, *(13,) * 7), landscape=False, colour=ACCENT)
    page.note("Menurut bulan diterima, sepanjang tahun.", ("calculated",))
    for column in "JKLMN":
        page.sheet.set_column(f"{column}:{column}", 13)
    columns = (
        Column("Bulan", "calculated", look={"bold": True}),
        *(Column(heading, "calculated", look=_COUNTED) for heading in _OUTCOMES),
        Column("% tepat waktu", "calculated", look=_SHARE),
        Column("Hari sampai dibalas", "calculated", look={**CENTRE, "num_format": "0.0"}),
        Column("Periksa", "calculated", look=CENTRE),
    )
    grid_table(page, "tbl_tren", columns, len(_MONTHS), _month)
    page.figures(
        {
            "A:B": figure("Masuk setahun", f"=SUM(B{_TOP}:B{_MONTHS_LAST})"),
            "C:D": figure("Selesai tepat waktu", _year_share(), PERCENT),
            "E:F": figure("Bulan terbanyak", _busiest()),
            "G:H": figure("Pemeriksaan", _months_check()),
        }
    )
    page.mark_checks("G7")
    ends = [
        (
            f'=IF(Tahun_rencana="","",DATE(Tahun_rencana,{number},1))',
            f'=IF(Tahun_rencana="","",DATE(Tahun_rencana,{number + 1},1))',
            f"=IF(ISNUMBER(F{HEADING_ROW + number}),F{HEADING_ROW + number},NA())",
        )
        for number in range(1, len(_MONTHS) + 1)
    ]
    helper(page, "J", HEADING_ROW - 1, [("Sejak", "Sebelum", "Garis"), *ends], number="General")
    _trend_chart(page)
    page.sheet.print_area("A1:H46")
    page.freeze(HEADING_ROW)


_OUTCOMES: Final = ("Masuk", "Tepat waktu", "Terlambat", "Terbuka")


def _month(heading: str, number: int) -> str | float:
    row = HEADING_ROW + number
    criteria = f'Register[Diterima],">="&$J{row},Register[Diterima],"<"&$K{row}'
    formulas = {
        "Masuk": f"COUNTIFS({criteria})",
        "Tepat waktu": f'COUNTIFS({criteria},Register[Tepat waktu],"Ya")',
        "Terlambat": f'COUNTIFS({criteria},Register[Tepat waktu],"Tidak")',
        "Terbuka": f'B{row}-COUNTIFS({criteria},Register[Tahap],"{CLOSED}")',
        "% tepat waktu": f'IF(C{row}+D{row}=0,"",C{row}/(C{row}+D{row}))',
        "Periksa": f'IF(B{row}=C{row}+D{row}+E{row},"OK","Jumlah tidak cocok")',
    }
    if heading == "Bulan":
        return _MONTHS[number - 1]
    if heading in formulas:
        return crossed(f'=IF($J{row}="","",{formulas[heading]})', LAYOUTS)
    replied = f'COUNTIFS({criteria},Register[Hari semua],">=0")'
    mean = f'IF({replied}=0,"",SUMIFS(Register[Hari semua],{criteria})/{replied})'
    return crossed(f'=IF($J{row}="","",{mean})', LAYOUTS)


def _year_share() -> str:
    good, late = (f"SUM({column}{_TOP}:{column}{_MONTHS_LAST})" for column in "CD")
    return f'=IF({good}+{late}=0,"",{good}/({good}+{late}))'


def _busiest() -> str:
    months, counts = (f"{column}{_TOP}:{column}{_MONTHS_LAST}" for column in "AB")
    return f'=IF(SUM({counts})=0,"",INDEX({months},MATCH(MAX({counts}),{counts},0)))'


def _months_check() -> str:
    checks = f"H{_TOP}:H{_MONTHS_LAST}"
    others = crossed(f'COUNTIFS(Register[Diterima],">={FIRST_DAY}")-SUM(B{_TOP}:B{_MONTHS_LAST})', LAYOUTS)
    return (
        f'=IF(Tahun_rencana="","Isi tahun",IF(COUNTIFS({checks},"OK")<{len(_MONTHS)},"Lihat kolom Periksa",'
        f'IF({others}=0,"OK",{others}&" dari tahun lain")))'
    )


def _trend_chart(page: Page) -> None:
    bars = page.house.workbook.add_chart({"type": "column", "subtype": "stacked"})
    names = f"=Tren!$A${_TOP}:$A${_MONTHS_LAST}"
    for name, column, colour in (
        ("Tepat waktu", "C", GREEN),
        ("Terlambat", "D", RED),
        ("Terbuka", "E", AMBER),
    ):
        values = f"=Tren!${column}${_TOP}:${column}${_MONTHS_LAST}"
        bars.add_series(
            {"name": name, "categories": names, "values": values, "fill": {"color": colour}, "gap": 45}
        )
    line = page.house.workbook.add_chart({"type": "line"})
    line.add_series(_line("% tepat waktu", names, f"=Tren!$L${_TOP}:$L${_MONTHS_LAST}"))
    bars.combine(line)
    _axes(bars, line)
    dress(bars, "Yang masuk setiap bulan dan hasilnya", 775, 400)
    options = {"object_position": 2, "description": "Tren bulanan"}
    page.sheet.insert_chart(f"A{_MONTHS_LAST + 3}", bars, options)
