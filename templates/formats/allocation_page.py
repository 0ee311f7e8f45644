"""How a list sheet of the APS workbook is drawn from the columns of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from templates.formats.allocation_layout import LAYOUTS, MONTHS, TABLES
from templates.formats.list_page import Layouts, ListSheet
from templates.formats.list_sheets import CENTRE, DATE
from templates.formats.palette import Kind, Look
from templates.formats.rules import Rule, at_least_zero, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column

MONTH: Final[Look] = {**CENTRE, "num_format": "mm/yyyy"}
QUANTITY: Final[Look] = {"num_format": "#,##0.##", "align": "right"}
HOURS: Final[Look] = {"num_format": "#,##0.0", "align": "right"}
SIX_DAYS: Final = "Hari_kerja_seminggu=6"
BOOK: Final = Layouts(TABLES, LAYOUTS)

_WIDTHS: Final = {
    **dict.fromkeys(("Tanggal minta", "Tanggal masuk", "Tanggal sanggup", "Tanggal PPC", "Tanggal"), 13),
    **dict.fromkeys(("Tanggal berlaku", "Difinalkan"), 13),
    **dict.fromkeys(("Bulan produksi", "Bulan sanggup", "Bulan diminta"), 11),
    **dict.fromkeys(MONTHS, 8.5),
    **{"No ROP": 13, "Pelanggan": 27, "Kode produk": 10, "Produk": 26, "Jumlah": 9, "Tahap": 7},
    **{"Pusat kerja": 22, "Material": 26, "Satuan": 9, "Periksa": 26, "Alasan": 30, "Urutan": 8},
    **{"Tambah/kurang": 10, "Disepakati oleh": 16, "Disetujui oleh": 16, "Diminta oleh": 16},
}


def draw_list(
    house: House, sheet: ListSheet, columns: Sequence[Column], figures: Mapping[str, Figure] | None = None
) -> Page:
    """Draw a list sheet of this workbook: see :meth:`Layouts.draw_list`."""
    wide = [(_WIDTHS | dict(sheet.wide)).get(column.heading, 12) for column in columns]
    return BOOK.draw_list(house, sheet, BOOK.finished(columns, sheet.table), wide, figures)


def order_columns(item: str, kind: Kind) -> tuple[Column, ...]:
    """Return the columns that say which order a row is about: number, customer, product.

    Args:
        item: Name of the row in the loop.
        kind: Whether they are typed or written by a button.
    """
    return (
        Column("No ROP", kind, f"{{{{ {item}.no }}}}", CENTRE, required=kind == "input"),
        Column("Pelanggan", kind, f"{{{{ {item}.customer }}}}", required=kind == "input"),
        Column("Kode produk", kind, f"{{{{ {item}.product }}}}", CENTRE, required=kind == "input"),
        Column("Produk", kind, f"{{{{ {item}.name }}}}"),
    )


def dated(heading: str, content: str, kind: Kind, prompt: str = "", *, required: bool = False) -> Column:
    """Return a column of dates; a typed one takes dates alone.

    Args:
        heading: Its heading.
        content: Its tag or formula.
        kind: Whether it is typed, calculated or written by a button.
        prompt: What to type.
        required: Mark a cell that is blank in a row that is in use.
    """
    rule = day(heading, prompt) if kind == "input" else None
    return Column(heading, kind, content, DATE, rule, required=required)


def pieces(content: str, kind: Kind, *, heading: str = "Jumlah") -> Column:
    """Return a column of quantities; typed ones are 0 or more."""
    rule: Rule | None = (
        at_least_zero(heading, "Banyaknya unit, angka 0 atau lebih.") if kind == "input" else None
    )
    return Column(heading, kind, content, QUANTITY, rule, required=kind == "input")


def wrong_rows(table: str, empty: str) -> str:
    """Return the formula of a figure ``Pemeriksaan`` over a list's check column.

    Args:
        table: What formulas call the table.
        empty: What to say of a list without rows.

    >>> wrong_rows("Rop", "Belum ada ROP")[:20]
    '=IF(SUMPRODUCT((Rop['
    """
    checks = f"{table}[Periksa]"
    wrong = f'SUMPRODUCT(({checks}<>"")*({checks}<>"OK"))'
    return (
        f'=IF(SUMPRODUCT(({checks}<>"")*1)=0,"{empty}",'
        f'IF({wrong}>0,"Ada "&{wrong}&" baris yang perlu diperiksa","OK"))'
    )


def first_problem(*problems: tuple[str, str]) -> str:
    """Return the formula that tells the first problem of a row, "OK" where there is none.

    Args:
        problems: A condition and what to say where it holds; "" for a row that is not used.

    >>> first_problem(("ISTEXT(A1)", "Teks"), ("A1<0", "Negatif"))
    '=IF(ISTEXT(A1),"Teks",IF(A1<0,"Negatif","OK"))'
    """
    ifs = "".join(f'IF({condition},"{text}",' for condition, text in problems)
    return f'={ifs}"OK"{")" * len(problems)}'
