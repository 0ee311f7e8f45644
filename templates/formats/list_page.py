"""How a list sheet is drawn from the columns of its table, held against the workbook's layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from templates.formats.kpi_bands import placed
from templates.formats.layout import Layout, crossed, linked
from templates.formats.list_sheets import list_sheet
from templates.formats.palette import PRIMARY, Kind
from templates.formats.style import Figure, House, Page
from templates.formats.tables import Column


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
        wide: Widths of columns that are not the usual ones.
        colour: Colour of the tab.
        landscape: A4 landscape, otherwise portrait.
    """

    table: str
    title: str
    note: str
    loop: str
    key: str = "Kode"
    legend: Sequence[Kind] = ("input", "calculated", "data")
    frozen: int = 0
    across: int = 0
    wide: Mapping[str, float] = field(default_factory=dict)
    colour: str = PRIMARY
    landscape: bool = True


@dataclass(frozen=True)
class Layouts:
    """Where the tables of a workbook stand: by the table's name, and by what formulas call them."""

    tables: Mapping[str, Layout]
    called: Mapping[str, Layout]

    def finished(self, columns: Sequence[Column], table: str) -> tuple[Column, ...]:
        """Return the columns of a table with plain references.

        Raises:
            ValueError: the columns are not those of the layout.
        """
        found, expected = tuple(column.heading for column in columns), tuple(self.tables[table].headings)
        if found != expected:
            raise ValueError(f"columns {found} are not {expected}")
        return placed(linked(columns, self.called))

    def draw_list(
        self,
        house: House,
        sheet: ListSheet,
        columns: Sequence[Column],
        widths: Sequence[float],
        figures: Mapping[str, Figure] | None = None,
    ) -> Page:
        """Draw a list sheet: header, note, figures, table.

        Args:
            house: The workbook.
            sheet: What the sheet is.
            columns: The columns of its table, finished.
            widths: Their widths.
            figures: The figures above the table, by the heading (or ``First:Last``) over which they stand.
        """
        layout = self.tables[sheet.table]
        page = Page(
            house,
            layout.sheet,
            sheet.title,
            widths,
            landscape=sheet.landscape,
            colour=sheet.colour,
            across=sheet.across,
        )
        page.note(sheet.note, sheet.legend)
        above = {
            ":".join(layout.letter(heading) for heading in place.split(":")): Figure(
                one.label, crossed(one.content, self.called), one.look
            )
            for place, one in (figures or {}).items()
        }
        key = layout.letter(sheet.key)
        list_sheet(page, sheet.table, columns, sheet.loop, above, key=key, frozen=sheet.frozen)
        return page
