"""How a list sheet of the discounts workbook is drawn from the columns of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from templates.formats.discounts_layout import LAYOUTS, TABLES
from templates.formats.list_page import Layouts, ListSheet
from templates.formats.list_sheets import CENTRE, DATE
from templates.formats.palette import Kind, Look
from templates.formats.rules import Rule, at_least_zero, choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column

BOOK: Final = Layouts(TABLES, LAYOUTS)
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


def draw_list(
    house: House, sheet: ListSheet, columns: Sequence[Column], figures: Mapping[str, Figure] | None = None
) -> Page:
    """Draw a list sheet of this workbook: see :meth:`Layouts.draw_list`."""
    wide = [(_WIDTHS | dict(sheet.wide)).get(column.heading, 14) for column in columns]
    return BOOK.draw_list(house, sheet, BOOK.finished(columns, sheet.table), wide, figures)


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
