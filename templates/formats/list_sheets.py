"""What the list sheets of the workbooks share: figures above a table, dropdowns, the sheet ``Hari Libur``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from templates.formats.palette import COUNT, DAY, QUIET, Kind, Look, filled
from templates.formats.rules import choice, day
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Block, Column, loop_table

CENTRE: Final[Look] = {"align": "center"}
DATE: Final[Look] = {"align": "center", "num_format": DAY}
DEPARTMENTS: Final = choice(
    "Daftar_departemen", "Departemen", "Pilih departemen dari lembar Pengaturan.", strict=False
)
TYPED: Final[tuple[Kind, ...]] = ("input", "calculated")
"""The legend of a sheet on which everything is typed or calculated."""


def figure(label: str, formula: str, number: str = COUNT) -> Figure:
    """Return a calculated figure for above a table."""
    look = filled("calculated", num_format=number, align="center", bold=True)
    return Figure(label, formula, look)


def list_sheet(
    page: Page,
    table: str,
    columns: Sequence[Column],
    loop: str,
    figures: Mapping[str, Figure],
    *,
    key: str = "A",
    frozen: int = 0,
) -> Block:
    """Draw the figures and the table of a list sheet; a figure ``Pemeriksaan`` is marked like a check.

    Args:
        page: The sheet.
        table: Name of the table.
        columns: Its columns.
        loop: The loop of its rows.
        figures: The figures above it, by column.
        key: The column that is filled in every row in use.
        frozen: How many columns stay in view.
    """
    page.figures(figures)
    block = loop_table(page, table, columns, loop, key=key)
    page.freeze(block.heading, frozen)
    for place, one in figures.items():
        if one.label == "Pemeriksaan":
            page.mark_checks(f"{place.partition(':')[0]}7")
    return block


def draw_holidays(house: House) -> None:
    """Draw ``Hari Libur``: the days off, and which of them count under the settings."""
    page = Page(
        house, "Hari Libur", "Hari libur", (15, 50, 14, 14, 16, 14, 15), landscape=False, colour=QUIET
    )
    page.note(
        "Satu tanggal satu baris. Isi Ya pada kolom yang sesuai. Perkiraan: belum ditetapkan pemerintah.",
        TYPED,
    )
    a_day = day("Tanggal", "Tanggal libur.")
    counted = 'OR(C#="Ya",E#="Ya",AND(D#="Ya",Cuti_bersama_libur="Ya"))'
    counting = DATE | {"num_format": f"{DAY};;"}  # 0, not "", for the others: WORKDAY takes no text
    yes = choice(["Ya"], "Ya atau kosong", "Pilih Ya, atau biarkan kosong.")
    flags = (
        ("Libur nasional", "national"),
        ("Cuti bersama", "leave"),
        ("Tutup perusahaan", "closed"),
        ("Perkiraan", "estimate"),
    )
    columns = (
        Column("Tanggal", "input", "{{ holiday.date }}", DATE, a_day, required=True),
        Column("Keterangan", "input", "{{ holiday.name }}"),
        *(
            Column(heading, "input", f'{{{{ "Ya" if holiday.{name} else none }}}}', CENTRE, yes)
            for heading, name in flags
        ),
        Column("Dihitung", "calculated", f'=IF(OR(A#="",ISTEXT(A#)),0,IF({counted},A#,0))', counting),
    )
    enough = 'IF(MAX(A10:A12)<DATE(Tahun_rencana,1,1),"Isi hari libur tahun rencana","OK")'
    figures = {
        "A": figure("Jumlah tanggal", "=COUNT(A10:A12)"),
        "B": figure(
            "Pemeriksaan",
            f'=IF(A7=0,"Belum ada hari libur",IF(Tahun_rencana="","Isi tahun rencana",{enough}))',
        ),
        "G": figure("Dihitung libur", '=COUNTIFS(G10:G12,">0")'),
    }
    list_sheet(page, "tbl_libur", columns, "holiday in holidays", figures, key="B")
    house.name("Hari_Libur", "'Hari Libur'!$G$10:$G$12")
