"""How a list sheet of the Balanced Scorecard workbook is drawn from the columns of its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from templates.formats.bsc_layout import LAYOUTS, TABLES
from templates.formats.kpi_bands import (
    ACTUAL,
    TARGET,
    draw_bands,
    mark_lights,
    mark_values,
    month_columns,
    placed,
    places,
    widths,
)
from templates.formats.layout import crossed, linked
from templates.formats.list_sheets import TYPED, list_sheet
from templates.formats.palette import PERCENT, PRIMARY, Kind
from templates.formats.style import Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column

_BODY: Final = HEADING_ROW + 2
_A3: Final = 8
_A4_HOLDS: Final = 20
"""How many columns are still legible on a landscape A4 page."""


@dataclass(frozen=True)
class ListSheet:
    """What a list sheet needs beside its columns.

    Args:
        table: Name of its table.
        title: Title of the document header.
        note: What the sheet asks for.
        loop: The loop of its rows.
        key: Heading of the column that is filled in every row in use.
        legend: Which fills there are.
        frozen: How many columns stay in view.
        across: How many columns the document header covers; 0 for all.
        folded: Bands and columns that are closed.
        wide: Widths of columns that no card has.
        colour: Colour of the tab.
    """

    table: str
    title: str
    note: str
    loop: str
    key: str = "Kode"
    legend: Sequence[Kind] = TYPED
    frozen: int = 0
    across: int = 0
    folded: Collection[str] = ()
    wide: Mapping[str, float] = field(default_factory=dict)
    colour: str = PRIMARY


def draw_list(
    house: House, sheet: ListSheet, columns: Sequence[Column], figures: Mapping[str, Figure] | None = None
) -> Page:
    """Draw a list sheet: header, note, figures, table, bands, marks.

    Args:
        house: The workbook.
        sheet: What the sheet is.
        columns: The columns of its table, as the layout orders them.
        figures: The figures above the table, by heading of the column over which they stand.

    Raises:
        ValueError: the columns are not those of the layout.
    """
    layout = TABLES[sheet.table]
    columns = tuple(_folded(one) if one.heading in sheet.folded else one for one in columns)
    columns = finished(columns, layout.headings)
    wide = widths(columns, sheet.wide)
    page = Page(house, layout.sheet, sheet.title, wide, colour=sheet.colour, across=sheet.across)
    page.note(sheet.note, sheet.legend)
    above = {
        layout.letter(heading): Figure(one.label, crossed(one.content, LAYOUTS), one.look)
        for heading, one in (figures or {}).items()
    }
    list_sheet(
        page, sheet.table, columns, sheet.loop, above, key=layout.letter(sheet.key), frozen=sheet.frozen
    )
    _bands_and_marks(page, columns, sheet.folded)
    if len(columns) > _A4_HOLDS:
        page.sheet.set_paper(_A3)
    return page


def finished(columns: Sequence[Column], headings: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns with plain references, held against the layout."""
    found = tuple(column.heading for column in columns)
    if found != tuple(headings):
        raise ValueError(f"columns {found} are not {tuple(headings)}")
    return placed(linked(columns, LAYOUTS))


def _folded(column: Column) -> Column:
    """Return a column that nobody sees as one whose texts make no row higher."""
    return replace(column, look={**column.look, "text_wrap": False})


def _bands_and_marks(page: Page, columns: Sequence[Column], folded: Collection[str]) -> None:
    headings = places(columns)
    if any(heading in headings for heading in (*month_columns(TARGET), *month_columns(ACTUAL))) or folded:
        draw_bands(page, columns, folded=folded)
    if "Satuan" in headings:
        if columns[0].heading == "Kode" and "Pemikul" in headings:  # there no tolerance is a 0
            cell = f"{headings['Toleransi']}{_BODY}"
            page.mark(cell, f"={cell}=0", {"num_format": ";;;"})
        mark_values(page, columns, _BODY)
        mark_units(page, columns, [one for one in ("Target tahun",) if one in headings])
    for heading in ("Status", "Status s.d."):
        if heading in headings:
            mark_lights(page, f"{headings[heading]}{_BODY}")


def mark_units(page: Page, columns: Sequence[Column], headings: Sequence[str], row: int = _BODY) -> None:
    """Show single columns of values as percentages where the Satuan is %, with decimals if they have any."""
    letters = places(columns)
    for heading in headings:
        cell = f"{letters[heading]}{row}"
        unit = f'${letters["Satuan"]}{row}="%"'
        page.mark(cell, f"=AND(ISNUMBER({cell}),{unit})", {"num_format": PERCENT})
        page.mark(cell, f"=AND(ISNUMBER({cell}),{cell}<>ROUND({cell},0))", {"num_format": "#,##0.00"})
