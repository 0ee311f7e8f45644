"""How a list sheet of the Balanced Scorecard workbook is drawn from the columns of its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from templates.formats import list_page
from templates.formats.bsc_layout import LAYOUTS, TABLES
from templates.formats.kpi_bands import (
    ACTUAL,
    TARGET,
    draw_bands,
    mark_lights,
    mark_values,
    month_columns,
    places,
    widths,
)
from templates.formats.list_sheets import TYPED
from templates.formats.palette import PERCENT, Kind
from templates.formats.style import Figure, House, Page
from templates.formats.tables import HEADING_ROW, Column

BOOK: Final = list_page.Layouts(TABLES, LAYOUTS)
_BODY: Final = HEADING_ROW + 2
_A3: Final = 8
_A4_HOLDS: Final = 20
"""How many columns are still legible on a landscape A4 page."""


@dataclass(frozen=True)
class ListSheet(list_page.ListSheet):
    """What a list sheet of the scorecard needs beside its columns.

    Args:
        folded: Bands and columns that are closed.
    """

    legend: Sequence[Kind] = TYPED
    folded: Collection[str] = ()


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
    columns = tuple(_folded(one) if one.heading in sheet.folded else one for one in columns)
    columns = BOOK.finished(columns, sheet.table)
    page = BOOK.draw_list(house, sheet, columns, widths(columns, sheet.wide), figures)
    _bands_and_marks(page, columns, sheet.folded)
    if len(columns) > _A4_HOLDS:
        page.sheet.set_paper(_A3)
    return page


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
