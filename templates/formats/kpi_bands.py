"""Tables of KPIs in the house style: card columns, one band of twelve months after another, year to date.

Formulas name the columns of their own row by heading, ``[Target Jan]``; :func:`placed` makes plain
references of them, so that every workbook has its columns in its own order and its files hold A1 references
alone. In the content of a band ``<month>`` is the heading of a month and ``<number>`` its number.

A ``Realisasi`` of consolidation Rasio is the numerator and ``Penyebut`` the denominator; a month without a
denominator, or with 0, is not reported. Values of KPIs whose Satuan is % are ratios, 0.95 for 95 %.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.palette import ACCENT, HEADING, INK, INKS, LIGHTS, PERCENT, PRIMARY, Kind, Look
from templates.formats.rules import Rule, above_zero, at_least_zero, choice
from templates.formats.style import Page
from templates.formats.tables import HEADING_ROW, Column

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
TARGET, ACTUAL, DENOMINATOR = "Target", "Realisasi", "Penyebut"
ACHIEVEMENT, SCORE, TO_DATE = "Pencapaian", "Skor", "s.d."
COVERAGE: Final = "Lapor s.d."
"""Heading: how much of what is due up to Bulan_laporan is reported."""
RATIO: Final = "Rasio"
COUNTED_ZERO: Final = "Dihitung 0"
BAND_ROW: Final = HEADING_ROW - 1

CENTRE: Final[Look] = {"align": "center"}
NUMBER: Final[Look] = {"num_format": "#,##0", "text_wrap": False, "shrink": True, "font_size": 9}
"""A KPI's value: whole numbers; :func:`mark_values` shows percentages and decimals where there are any."""
CLOSED: Final[Look] = {"bg_color": "#DCE2E5"}
"""A cell in which there is nothing to type: of a verified month, or a denominator that the KPI has not."""
SHARE: Final[Look] = {**CENTRE, "num_format": PERCENT, "text_wrap": False, "shrink": True, "font_size": 9}

_COLOURS: Final = {
    TARGET: "#4F7480",
    ACTUAL: ACCENT,
    DENOMINATOR: "#8A7357",
    ACHIEVEMENT: PRIMARY,
    SCORE: "#3B5F8A",
    TO_DATE: INK,
}
_TITLES: Final = {TO_DATE: "Sampai dengan bulan laporan (s.d.)"}
_MONTH_WIDTH: Final = 8.5
_HEADING: Final = re.compile(r"\[([^\[\]]+)\]")

_CARD: Final[dict[str, tuple[str, float, Look]]] = {
    "ID": ("id", 7, CENTRE),
    "Kode": ("code", 11, {**CENTRE, "bold": True}),
    "Direktorat": ("directorate", 18, {}),
    "Departemen": ("department", 18, {}),
    "Perspektif": ("perspective", 18, {}),
    "Sasaran": ("objective", 12, CENTRE),
    "Inisiatif": ("initiative", 12, CENTRE),
    "KPI": ("name", 36, {}),
    "Definisi": ("definition", 36, {}),
    "Rumus": ("formula", 30, {}),
    "Satuan": ("unit", 10, CENTRE),
    "Polaritas": ("polarity", 14, CENTRE),
    "Konsolidasi": ("consolidation", 13, CENTRE),
    "Baseline": ("baseline", 10, NUMBER),
    "Bobot": ("weight", 8, {**CENTRE, "num_format": "General"}),
    "Toleransi": ("tolerance", 10, NUMBER),
    "PIC": ("pic", 16, {}),
    "Sumber data": ("source", 22, {}),
    "Induk": ("parent", 11, CENTRE),
    "Jenis": ("kind", 13, CENTRE),
    "Porsi": ("share", 9, SHARE),
    "Aspek": ("aspect", 13, CENTRE),
    "Asal": ("origin", 13, CENTRE),
}
"""Columns of a KPI's card: field of the data, width, look."""

_RULES: Final[dict[str, Rule]] = {
    "Perspektif": choice("Daftar_perspektif", "Perspektif", "Salah satu dari empat perspektif."),
    "Polaritas": choice(
        "Daftar_polaritas",
        "Polaritas",
        "Maksimalkan: makin besar makin baik. Minimalkan: makin kecil makin baik. Stabilkan: sedekat target.",
    ),
    "Konsolidasi": choice(
        "Daftar_konsolidasi",
        "Konsolidasi",
        "Bagaimana bulan-bulan menjadi satu angka. Rasio: pembilang dan penyebut diisi tiap bulan.",
    ),
    "Bobot": above_zero("Bobot", "Angka di atas 0; semua bobot bersama 100."),
    "Toleransi": at_least_zero("Toleransi", "Hanya untuk Stabilkan: boleh menyimpang sekian di kedua sisi."),
    "Jenis": choice("Daftar_jenis", "Jenis", "Langsung, Kontribusi, Bersama, atau Pendukung."),
    "Aspek": choice("Daftar_aspek", "Aspek", "Aspek yang dilayani KPI ini."),
}

_SILENT: Final = f'IF(Belum_lapor="{COUNTED_ZERO}",0,"")'
_HOW: Final = "[Polaritas],[Toleransi],Cara_minimalkan"
_INCOMPLETE: Final = (
    f'[{ACTUAL} <month>]="",AND([Konsolidasi]="{RATIO}",'
    f'OR([{DENOMINATOR} <month>]="",[{DENOMINATOR} <month>]=0))'
)
_ACHIEVED: Final = (
    f'=IF(OR([{TARGET} <month>]="",{_INCOMPLETE}),"",KPI_ACHIEVEMENT('
    f'[{ACTUAL} <month>]/IF([Konsolidasi]="{RATIO}",[{DENOMINATOR} <month>],1),[{TARGET} <month>],{_HOW}))'
)
_SCORED: Final = (
    f'=IF(OR([{TARGET} <month>]="",Bulan_laporan<<number>),"",'
    f'IF([{ACHIEVEMENT} <month>]="",{_SILENT},KPI_SCORE([{ACHIEVEMENT} <month>],Batas_skor)))'
)


def year(band: str) -> str:
    """Return the twelve months of a band as they are named in a formula.

    >>> year("Target")
    '[Target Jan]:[Target Des]'
    """
    return f"[{band} {MONTHS[0]}]:[{band} {MONTHS[-1]}]"


def month_columns(band: str) -> tuple[str, ...]:
    """Return the headings of a band.

    >>> month_columns("Skor")[0]
    'Skor Jan'
    """
    return tuple(f"{band} {month}" for month in MONTHS)


def card(
    headings: Iterable[str], kind: Kind, *, item: str = "kpi", required: Collection[str] = ()
) -> tuple[Column, ...]:
    """Return columns of a KPI's card.

    Args:
        headings: Their headings.
        kind: Kind of the cells; typed ones (``input``) get their dropdowns and limits.
        item: The loop's name for one KPI.
        required: Headings of the columns that must be filled in a row in use.
    """
    return tuple(
        Column(
            heading,
            kind,
            f"{{{{ {item}.{_CARD[heading][0]} }}}}",
            _CARD[heading][2],
            _RULES.get(heading) if kind == "input" else None,
            heading in required,
        )
        for heading in headings
    )


def month_band(
    band: str, kind: Kind, content: str, *, look: Look = NUMBER, rule: Rule | None = None
) -> tuple[Column, ...]:
    """Return the twelve columns of a band, for example ``{{ kpi.targets[<number> - 1] }}``."""
    return tuple(
        Column(heading, kind, content.replace("<month>", month).replace("<number>", f"{n}"), look, rule)
        for n, (heading, month) in enumerate(zip(month_columns(band), MONTHS, strict=True), 1)
    )


def target_band(kind: Kind, *, item: str = "kpi") -> tuple[Column, ...]:
    """Return the band of the targets, from the data."""
    return month_band(TARGET, kind, f"{{{{ {item}.targets[<number> - 1] }}}}")


def result_bands(kind: Kind, *, item: str = "kpi") -> tuple[Column, ...]:
    """Return the bands of the results, from the data: actuals (or numerators) and denominators."""
    return (
        *month_band(ACTUAL, kind, f"{{{{ {item}.actuals[<number> - 1] }}}}"),
        *month_band(DENOMINATOR, kind, f"{{{{ {item}.denominators[<number> - 1] }}}}"),
    )


def score_bands() -> tuple[Column, ...]:
    """Return the bands calculated from targets and results: achievement and score of every month.

    A score is blank where there is no target or the month lies after Bulan_laporan; a month that is due and
    not reported counts 0, or nothing, as Belum_lapor says.
    """
    return (
        *month_band(ACHIEVEMENT, "calculated", _ACHIEVED, look=SHARE),
        *month_band(SCORE, "calculated", _SCORED, look=SHARE),
    )


def to_date_columns() -> tuple[Column, ...]:
    """Return the columns of the year to date, up to Bulan_laporan.

    The target is that of the reported months, and what is not reported counts 0 with its share, or nothing,
    as Belum_lapor says: silence raises no score.
    """
    beside = f'{year(TARGET)},[Konsolidasi]&"",{year(ACTUAL)},{year(DENOMINATOR)},Bulan_laporan'
    reported = f"KPI_YTD({year(ACTUAL)},[Konsolidasi],{year(DENOMINATOR)},Bulan_laporan)"
    contents = (
        (TARGET, NUMBER, f"=KPI_YTD_TARGET({beside})"),
        (
            ACTUAL,
            NUMBER,
            f'=IF(AND([Konsolidasi]="{RATIO}",SUM({year(DENOMINATOR)})=0),"",{reported})',
        ),
        (ACHIEVEMENT, SHARE, f"=KPI_ACHIEVEMENT([{ACTUAL} s.d.],[{TARGET} s.d.],{_HOW})"),
        (
            SCORE,
            SHARE,
            f'=IF([{TARGET} s.d.]="","",IF([{ACHIEVEMENT} s.d.]="",{_SILENT},'
            f'KPI_SCORE([{ACHIEVEMENT} s.d.],Batas_skor)*IF(Belum_lapor="{COUNTED_ZERO}",[{COVERAGE}],1)))',
        ),
        ("Status", CENTRE, f"=KPI_STATUS([{ACHIEVEMENT} s.d.],Batas_hijau,Batas_kuning,Nama_status)"),
        ("Lapor", SHARE, f"=KPI_YTD_COVERAGE({beside})"),
    )
    return tuple(Column(f"{name} {TO_DATE}", "calculated", formula, look) for name, look, formula in contents)


def weighted_columns() -> tuple[Column, ...]:
    """Return the weight that counts in the year to date, and its product with the score.

    A row with an error, text for a number, counts as one not reported: it does not spoil the total.
    """
    wrong = f'IF(Belum_lapor="{COUNTED_ZERO}",SUM([Bobot]),0)'
    counted = f'=IFERROR(IF([{SCORE} s.d.]="",0,SUM([Bobot])),{wrong})'
    product = f'=IFERROR(IF([{SCORE} s.d.]="",0,[Bobot]*[{SCORE} s.d.]),0)'
    look = {**CENTRE, "num_format": "0.00"}
    return (
        Column("Bobot dihitung", "calculated", counted, look),
        Column("Bobot x Skor", "calculated", product, look),
    )


def placed(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns of a table with ``[Heading]`` in their formulas made cells of the same row.

    >>> placed([Column("A", content="{{ a }}"), Column("B", content="=[A]*2")])[1].content
    '=A#*2'
    """
    letters = places(columns)

    def reference(found: re.Match[str]) -> str:
        return f"{letters[found[1]]}#"

    return tuple(
        replace(column, content=_HEADING.sub(reference, column.content))
        if column.content.startswith("=")
        else column
        for column in columns
    )


def places(columns: Sequence[Column]) -> dict[str, str]:
    """Return the letter of each column of a table that starts at A, by heading."""
    return {column.heading: xl_col_to_name(number) for number, column in enumerate(columns)}


def widths(columns: Sequence[Column], others: Mapping[str, float] | None = None) -> list[float]:
    """Return the widths of the columns: those of cards and months are known, others are given or 12."""
    known = {heading: width for heading, (_, width, _) in _CARD.items()}
    known |= {f"{name} {TO_DATE}": 11 for name in (TARGET, ACTUAL, ACHIEVEMENT, SCORE, "Status")}
    known |= {COVERAGE: 9}
    known |= {heading: _MONTH_WIDTH for band in _COLOURS for heading in month_columns(band)}
    known |= others or {}
    return [known.get(column.heading, 12) for column in columns]


def draw_bands(
    page: Page,
    columns: Sequence[Column],
    *,
    folded: Collection[str] = (),
    foldable: Collection[str] = (),
    row: int = BAND_ROW,
) -> None:
    """Write the heading over each band and fold what is rarely read.

    Call it after the table is drawn. What is folded side by side opens with one button, left of it.

    Args:
        page: The sheet; its widths are those of the columns.
        columns: The columns of the table.
        folded: Bands and single headings that are grouped and closed.
        foldable: Bands and single headings that are grouped and open.
        row: The row of the band headings.
    """
    page.sheet.set_row(row - 1, 18)
    numbered = enumerate(columns)
    for band, group in groupby(numbered, key=lambda pair: _band(pair[1].heading)):
        places_of = [xl_col_to_name(number) for number, _ in group]
        if band:
            look = {**HEADING, "bg_color": _COLOURS[band], "text_wrap": False}
            page.put(f"{places_of[0]}{row}:{places_of[-1]}{row}", _TITLES.get(band, band), look)
    closed = [not {column.heading, _band(column.heading)}.isdisjoint(folded) for column in columns]
    grouped = [not {column.heading, _band(column.heading)}.isdisjoint(foldable) for column in columns]
    for number, width in enumerate(page.widths):
        options = {"level": 1, "hidden": closed[number]} if closed[number] or grouped[number] else {}
        if not closed[number] and any(closed[number + 1 : number + 2]):
            options["collapsed"] = True
        if options:
            page.sheet.set_column(number, number, width, None, options)
    page.sheet.outline_settings(True, True, False, False)


def mark_values(
    page: Page, columns: Sequence[Column], row: int, closed: Mapping[str, str] | None = None
) -> None:
    """Show the values of KPIs as percentages where the Satuan is %, and with decimals where they have any.

    The numerator and the denominator of a ratio are no percentages; their quotient may be.

    Args:
        page: The sheet.
        columns: The columns of the table.
        row: The body row of the template.
        closed: Bands with cells to grey out, and the condition for it over the band's first cell.
    """
    letters = places(columns)
    unit = f'${letters["Satuan"]}{row}="%"'
    whole = f'${letters["Konsolidasi"]}{row}<>"{RATIO}"'
    percent = {TARGET: unit, ACTUAL: f"{unit},{whole}", DENOMINATOR: "FALSE"}
    areas = {band: month_columns(band) for band in percent if f"{band} {MONTHS[0]}" in letters}
    singles = (f"{TARGET} {TO_DATE}", f"{ACTUAL} {TO_DATE}", "Baseline", "Toleransi")
    areas |= {heading: (heading,) for heading in singles if heading in letters}
    for name, headings in areas.items():
        cell = f"{letters[headings[0]]}{row}"
        area = f"{cell}:{letters[headings[-1]]}{row}"
        shapes: tuple[tuple[str, Look], ...] = (
            (f"ISNUMBER({cell}),{percent.get(name, unit)}", {"num_format": PERCENT}),
            (f"ISNUMBER({cell}),{cell}<>ROUND({cell},0)", {"num_format": "#,##0.00"}),
            ("TRUE", {}),
        )
        if closed and name in closed:  # LibreOffice applies the first rule that holds, and no other
            for test, look in shapes:
                page.mark(area, f"=AND({closed[name]},{test})", {**look, **CLOSED})
        for test, look in shapes[:2]:
            page.mark(area, f"=AND({test})", look)


def mark_lights(page: Page, area: str) -> None:
    """Colour cells that hold the name of a status like a traffic light."""
    first = area.partition(":")[0]
    for number, look in enumerate(LIGHTS, 1):
        page.mark(area, f'=AND({first}<>"",{first}=INDEX(Nama_status,{number}))', {**look, "bold": True})


def mark_shares(page: Page, area: str, of: str = "") -> None:
    """Colour the text of cells like a traffic light.

    Args:
        page: The sheet.
        area: The cells: achievements or scores, or what they are of.
        of: The first cell of the achievements, where they are other cells than the area.
    """
    first = of or area.partition(":")[0]
    light = (f"ROUND({first},10)>=Batas_hijau", f"ROUND({first},10)>=Batas_kuning", "TRUE")
    for test, colour in zip(light, INKS, strict=True):
        page.mark(area, f"=IF(ISNUMBER({first}),{test},FALSE)", {"font_color": colour})


def _band(heading: str) -> str:
    name, _, rest = heading.rpartition(" ")
    if rest == TO_DATE:
        return TO_DATE
    return name if rest in MONTHS and name in _COLOURS else ""
