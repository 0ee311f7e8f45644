"""Sheet ``Realisasi`` of a department's KPI workbook: what a manager types every month, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from templates.formats.kpi_bands import (
    ACHIEVEMENT,
    ACTUAL,
    DENOMINATOR,
    MONTHS,
    RATIO,
    SCORE,
    TARGET,
    TO_DATE,
    card,
    draw_bands,
    mark_lights,
    mark_shares,
    mark_values,
    month_columns,
    placed,
    places,
    result_bands,
    score_bands,
    target_band,
    to_date_columns,
    widths,
    year,
)
from templates.formats.layout import Layout
from templates.formats.list_sheets import figure
from templates.formats.palette import ACCENT, ALARM, COUNT, LABEL, PERCENT, filled
from templates.formats.rules import between, day, where
from templates.formats.style import FIGURE_ROW, NOTE_ROW, Figure, House, Page
from templates.formats.tables import Block, Column, loop_table

SHEET: Final = "Realisasi"
_ITEM: Final = "result"
_CARD: Final = (
    *("ID", "Kode", "KPI", "Perspektif", "Satuan", "Polaritas", "Konsolidasi", "Toleransi", "Bobot"),
)
_FOLDED: Final = (*("Perspektif", "Polaritas", "Konsolidasi", "Toleransi", "Bobot"), ACHIEVEMENT, SCORE)
_SO_FAR: Final = "{1,2,3,4,5,6,7,8,9,10,11,12}<=Bulan_laporan"
_MISSING: Final = f'SUMPRODUCT(({year(TARGET)}<>"")*({year(ACHIEVEMENT)}="")*({_SO_FAR}))'
_NUMBERS, _FILLED = (
    [f"{function}({year(band)})" for band in (ACTUAL, DENOMINATOR)] for function in ("COUNT", "COUNTA")
)
_CHECK: Final = (
    '=IF([Kode]="","",IF(Bulan_laporan="","Pilih bulan laporan",'
    f'IF({"+".join(_NUMBERS)}<{"+".join(_FILLED)},"Isi dengan angka",'
    f'IF(AND([Konsolidasi]="{RATIO}",{_NUMBERS[0]}<>{_NUMBERS[1]}),"Isi pembilang dan penyebut",'
    f'IF({_MISSING}>0,"Belum lapor "&{_MISSING}&" bulan","OK")))))'
)


def draw_results(house: House) -> Layout:
    """Draw the sheet, which a manager sees first, and its names; return where its table stands."""
    table = _columns()
    letters = places(table)
    page = Page(
        house,
        SHEET,
        "Realisasi KPI departemen",
        widths(table, {"ID": 6.5, "Catatan": 30, "Periksa": 27}),
        colour=ACCENT,
        across=list(letters).index(f"{TARGET} Des") + 1,
    )
    page.note(
        "Pilih bulan laporan, isi bulan itu (yang merah belum terisi), lalu tanggal kirim, paling lambat "
        "tanggal 15 bulan berikutnya. Persen ditulis dengan tanda %, misalnya 95%. Tombol + di atas kolom "
        "membuka rincian.",
    )
    page.sheet.set_row(NOTE_ROW - 1, 30)  # the folded columns leave the note less room
    block = loop_table(page, "tbl_realisasi", table, f"{_ITEM} in results", key="B", filters=False)
    page.figures(_figures(letters, block))
    page.mark_checks("C7")
    page.sheet.data_validation(
        "B7", between(1, 12, "Bulan laporan", "1 = Januari, 12 = Desember.", whole=True)
    )
    _sent(page, letters)
    _limits(page, letters, block.first + 1)
    draw_bands(page, table, folded=_FOLDED, foldable=(DENOMINATOR,))
    _marks(page, table, letters, block.first + 1)
    page.freeze(block.heading, 3)
    page.sheet.print_area(f"A1:{letters[f'{ACTUAL} Des']}{block.last}")
    page.sheet.set_zoom(85)
    house.name("Bulan_laporan", f"{SHEET}!$B$7")
    page.sheet.activate()
    results = Layout(SHEET, tuple(letters))
    house.name("Kode_KPI", results.span("Kode"))
    house.name("Satuan_KPI", results.span("Satuan"))
    return results


def _columns() -> tuple[Column, ...]:
    return placed(
        (
            *card(_CARD, "data", item=_ITEM),
            *target_band("data", item=_ITEM),
            *result_bands("input", item=_ITEM),
            Column("Catatan", "input", f"{{{{ {_ITEM}.note }}}}"),
            *score_bands(),
            *to_date_columns(),
            Column("Periksa", "calculated", _CHECK, {"align": "center"}),
        )
    )


def _figures(letters: Mapping[str, str], block: Block) -> dict[str, Figure]:
    """What a manager wants to know at once, over the columns that always show."""

    def cells(heading: str) -> str:
        return f"{letters[heading]}{block.first}:{letters[heading]}{block.last}"

    rows, weights = f"COUNTA({cells('Kode')})", f"SUM({cells('Bobot')})"
    fine = f'COUNTIFS({cells("Periksa")},"OK")'
    whole = f"OR(ABS({weights}-100)<0.001,ABS({weights}-1)<0.00001)"
    check = (
        f'=IF({rows}=0,"Belum ada KPI",IF(NOT({whole}),"Jumlah bobot bukan 100",'
        f'IF({fine}={rows},"OK",({rows}-{fine})&" KPI belum lengkap")))'
    )
    verified = (
        '=IF(OR(Bulan_terverifikasi="",Bulan_terverifikasi=0),"-",INDEX(Daftar_bulan,Bulan_terverifikasi))'
    )
    month = '=IF(Bulan_laporan="","",INDEX(Daftar_bulan,Bulan_laporan))'
    typed = filled("input", align="center", bold=True, num_format=COUNT)
    pairs = (
        figure("Bulan", month),
        figure("Skor bulan", "=Skor_bulan", PERCENT),
        figure("Skor s.d.", "=Skor_sd", PERCENT),
        figure("Jumlah KPI", f"={rows}"),
        figure("Jumlah bobot", f"={weights}", "General"),
        figure("Terverifikasi s.d.", verified),
    )
    targets = [letters[heading] for heading in month_columns(TARGET)]
    places_of = [f"{left}:{right}" for left, right in zip(targets[::2], targets[1::2], strict=True)]
    return {
        "B": Figure("Bulan laporan (1-12)", "{{ month }}", typed),
        "C": figure("Pemeriksaan", check),
        **dict(zip(places_of, pairs, strict=True)),
    }


def _sent(page: Page, letters: Mapping[str, str]) -> None:
    """Draw the twelve dates on which the months went to CMS, above the band of the results."""
    cells = [f"{letters[heading]}{FIGURE_ROW + 1}" for heading in month_columns(ACTUAL)]
    label = "Tanggal kirim ke CMS (isi bila realisasi bulan itu sudah lengkap)"
    page.put(f"{letters[f'{ACTUAL} Jan']}{FIGURE_ROW}:{letters[f'{ACTUAL} Des']}{FIGURE_ROW}", label, LABEL)
    look = filled("input", num_format="dd/mm/yy", align="center", font_size=9, text_wrap=False)
    for number, cell in enumerate(cells):
        page.put(cell, f"{{{{ submitted[{number}] }}}}", look)
    rule = day("Tanggal kirim", "Tanggal realisasi bulan ini dikirim ke CMS.")
    page.sheet.data_validation(f"{cells[0]}:{cells[-1]}", rule)
    first, last = (cell.replace(str(FIGURE_ROW + 1), f"${FIGURE_ROW + 1}") for cell in (cells[0], cells[-1]))
    page.house.name("Tanggal_kirim", f"{SHEET}!${first}:${last}")


def _limits(page: Page, letters: Mapping[str, str], row: int) -> None:
    """Refuse values in verified months, words for numbers, and percentages typed without their sign."""
    unit, ratio = f"${letters['Satuan']}{row}", f'${letters["Konsolidasi"]}{row}="{RATIO}"'
    rules = {
        ACTUAL: (f'OR({unit}<>"%",{ratio},ABS(<cell>)<=10)', "Persen ditulis dengan tanda %, misalnya 95%."),
        DENOMINATOR: (f"{ratio},<cell><>0", "Hanya KPI rasio yang punya penyebut, dan penyebut bukan 0."),
    }
    for band, (test, hint) in rules.items():
        cell, area = _area(letters, band, row)
        allowed = f"AND({_after_verified(letters, band, row)},{test.replace('<cell>', cell)})"
        formula = f"=IF(ISNUMBER({cell}),{allowed},FALSE)"
        problem = f"Isi angka, dan hanya pada bulan yang belum diverifikasi CMS. {hint}"
        page.sheet.data_validation(area, where(formula, band, hint, problem))


def _marks(page: Page, table: tuple[Column, ...], letters: Mapping[str, str], row: int) -> None:
    ratio = f'${letters["Konsolidasi"]}{row}="{RATIO}"'
    verified = {band: f"NOT({_after_verified(letters, band, row)})" for band in (ACTUAL, DENOMINATOR)}
    closed = {ACTUAL: verified[ACTUAL], DENOMINATOR: f"OR(NOT({ratio}),{verified[DENOMINATOR]})"}
    mark_values(page, table, row, closed)
    for band, more in ((ACTUAL, ""), (DENOMINATOR, f",{ratio}")):
        cell, area = _area(letters, band, row)
        target, _ = _area(letters, TARGET, row)
        month = f"COLUMN({cell})-COLUMN(${cell})+1"
        page.mark(area, f'=AND({month}<=Bulan_laporan,{target}<>"",{cell}=""{more})', ALARM)
        heading, headings = _area(letters, band, row - 2)
        now = f"COLUMN({heading})-COLUMN(${heading})+1=Bulan_laporan"
        page.mark(headings, f"={now}", {"bg_color": "#F2C14E", "font_color": "#4A3800"})
    achieved, achievements = _area(letters, ACHIEVEMENT, row)
    _, actuals = _area(letters, ACTUAL, row)
    mark_shares(page, actuals, achieved)
    mark_shares(page, achievements)
    mark_shares(page, f"{letters[f'{ACHIEVEMENT} {TO_DATE}']}{row}")
    mark_lights(page, f"{letters[f'Status {TO_DATE}']}{row}")


def _area(letters: Mapping[str, str], band: str, row: int) -> tuple[str, str]:
    """Return the first cell of a band in a row, and all of them."""
    first, last = (f"{letters[f'{band} {month}']}{row}" for month in (MONTHS[0], MONTHS[-1]))
    return first, f"{first}:{last}"


def _after_verified(letters: Mapping[str, str], band: str, row: int) -> str:
    """Return the condition that a cell's month is not verified, for a rule over the band."""
    cell, _ = _area(letters, band, row)
    return f"COLUMN({cell})-COLUMN(${cell})>=Bulan_terverifikasi"
