"""How a list sheet of the discounts workbook is drawn from the columns of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from templates.formats.discounts_layout import LAYOUTS, TABLES
from templates.formats.kpi_bands import placed
from templates.formats.layout import crossed, linked
from templates.formats.list_sheets import CENTRE, DATE, list_sheet
from templates.formats.palette import PRIMARY, Kind, Look
from templates.formats.rules import Rule, at_least_zero, choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column

MONEY: Final[Look] = {"num_format": "#,##0;[Red]-#,##0", "align": "right"}
RATE: Final[Look] = {**CENTRE, "num_format": "0.0##%"}
MONTH: Final[Look] = {**CENTRE, "num_format": "mm/yyyy"}
FOUND: Final = Column("Temuan", "data", "{{ one.finding | default(none) }}", {"font_size": 9})
"""What the button has found about a row."""

_WIDTHS: Final = {
    **{"Kode": 10, "Pelanggan": 28, "Kota": 14, "Golongan": 15, "Uraian": 46, "Keterangan": 26},
    **{"No": 15, "No faktur": 15, "No bukti": 15, "Tanggal": 12, "Jatuh tempo": 12, "Batas bayar": 12},
    **{"Temuan": 24, "Periksa": 26, "Tarif": 8, "Tingkat": 8, "Cara": 12, "Status": 18, "Kontak": 26},
    **{"Alasan koreksi": 26, "Aktif": 8, "Tempo (hari)": 9, "Diskon bayar": 13},
}


@dataclass(frozen=True)
class ListSheet:
    """What a list sheet needs beside its columns.

    Args:
        table: Name of its table.
        title: Title of the document header.
        note: What the sheet asks for.
        loop: The loop of its rows.
        key: Heading of the column that is filled in every row in use.
        frozen: How many columns stay in view.
        across: How many columns the document header covers; 0 for all.
        wide: Widths of columns that are not the usual ones.
        colour: Colour of the tab.
        legend: Which fills there are.
    """

    table: str
    title: str
    note: str
    loop: str
    key: str
    frozen: int = 0
    across: int = 0
    wide: Mapping[str, float] = field(default_factory=dict)
    colour: str = PRIMARY
    legend: Sequence[Kind] = ("input", "calculated", "data")


def draw_list(
    house: House, sheet: ListSheet, columns: Sequence[Column], figures: Mapping[str, Figure] | None = None
) -> Page:
    """Draw a list sheet: header, note, figures, table.

    Args:
        house: The workbook.
        sheet: What the sheet is.
        columns: The columns of its table, as the layout orders them.
        figures: The figures above the table, by heading of the column over which they stand.

    Raises:
        ValueError: the columns are not those of the layout.
    """
    layout = TABLES[sheet.table]
    found = tuple(column.heading for column in columns)
    if found != tuple(layout.headings):
        raise ValueError(f"columns {found} are not {tuple(layout.headings)}")
    wide = [(_WIDTHS | dict(sheet.wide)).get(heading, 14) for heading in found]
    page = Page(house, layout.sheet, sheet.title, wide, colour=sheet.colour, across=sheet.across)
    page.note(sheet.note, sheet.legend)
    above = {
        ":".join(layout.letter(heading) for heading in place.split(":")): Figure(
            one.label, crossed(one.content, LAYOUTS), one.look
        )
        for place, one in (figures or {}).items()
    }
    finished = placed(linked(columns, LAYOUTS))
    key = layout.letter(sheet.key)
    list_sheet(page, sheet.table, finished, sheet.loop, above, key=key, frozen=sheet.frozen)
    return page


def held(item: str, key: str) -> str:
    """Return the tag of a value that new data need not have.

    >>> held("one", "limit")
    '{{ one.limit | default(none) }}'
    """
    return f"{{{{ {item}.{key} | default(none) }}}}"


def money(heading: str, content: str, kind: Kind = "calculated", prompt: str = "") -> Column:
    """Return a column of rupiah; a typed one takes numbers from 0 on."""
    rule = at_least_zero(heading, prompt) if kind == "input" else None
    return Column(heading, kind, content, MONEY, rule, required=kind == "input")


def dated(content: str, prompt: str, heading: str = "Tanggal") -> Column:
    """Return a column of typed days."""
    return Column(heading, "input", content, DATE, day(heading, prompt), required=heading == "Tanggal")


def customer(content: str) -> Column:
    """Return the column of a customer's code."""
    rule: Rule = choice("Daftar_pelanggan", "Kode pelanggan", "Kode dari lembar Pelanggan.", strict=False)
    return Column("Kode", "input", content, CENTRE, rule, required=True)


def whole_rupiah(cell: str) -> str:
    """Return the formula for what is wrong with an amount; "" where nothing is."""
    return (
        f'IF(NOT(ISNUMBER({cell})),"Nilai harus angka",IF({cell}<=0,"Nilai harus di atas 0",'
        f'IF({cell}<>ROUND({cell},0),"Isi rupiah penuh","")))'
    )


def row_check(filled: Sequence[str], tests: Sequence[tuple[str, str]]) -> str:
    """Return the formula of ``Periksa``: blank, what is missing, the first test that fails, a finding, OK.

    Args:
        filled: Headings that a row in use has.
        tests: Conditions and what they mean; a condition that is a text formula is told itself (meaning "").
    """
    text = 'IF([Temuan]<>"",[Temuan],"OK")'
    for condition, meaning in reversed(tests):
        text = f'IF({condition},"{meaning}",{text})' if meaning else f'IF({condition}<>"",{condition},{text})'
    for heading in reversed(filled):
        text = f'IF([{heading}]="","Isi {heading}",{text})'
    blank = ",".join(f'[{heading}]=""' for heading in filled)
    return f'=IF(AND({blank}),"",{text})'
