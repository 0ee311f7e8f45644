"""Tables over a fixed number of rows, whose formulas may differ from row to row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlsxwriter.utility import xl_col_to_name

from templates.formats.palette import HEADING, filled
from templates.formats.style import Page
from templates.formats.tables import HEADING_ROW, Block, Column


def grid_table(
    page: Page,
    name: str,
    columns: Sequence[Column],
    count: int,
    content: Callable[[str, int], str | float],
    *,
    row: int = HEADING_ROW,
    typed: int | None = None,
) -> Block:
    """Draw a table of ``count`` rows.

    Args:
        page: The sheet.
        name: Name of the Excel table.
        columns: Its columns, from A on; what they hold comes from ``content``.
        count: How many rows.
        content: What a column, by its heading, holds in a row, counted from 1.
        row: The row of the headings.
        typed: Up to which row people type; below, the input columns are as data. None: all.
    """
    heading = page.house.format(HEADING)
    described = [{"header": column.heading, "header_format": heading} for column in columns]
    area = f"A{row}:{xl_col_to_name(len(columns) - 1)}{row + count}"
    page.sheet.add_table(area, {"name": name, "columns": described, "style": None, "autofilter": False})
    page.sheet.set_row(row - 1, 30)
    free = count if typed is None else typed
    for n, column in enumerate(columns):
        letter = xl_col_to_name(n)
        for number in range(1, count + 1):
            kind = "data" if column.kind == "input" and number > free else column.kind
            page.put(f"{letter}{row + number}", content(column.heading, number), filled(kind, **column.look))
        if column.rule is not None:
            page.sheet.data_validation(f"{letter}{row + 1}:{letter}{row + free}", column.rule)
        if column.heading == "Periksa":
            page.mark_checks(f"{letter}{row + 1}:{letter}{row + count}")
    return Block(page.name, row, row + 1, row + count)
