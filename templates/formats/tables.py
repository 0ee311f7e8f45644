"""Excel tables in the house style: a heading row over one template block, or over fixed rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.palette import ALARM, HEADING, TAG, Kind, filled
from templates.formats.rules import Rule
from templates.formats.style import Page

HEADING_ROW: Final = 9
"""Where the table of a list sheet has its headings, under the document header and the figures."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        heading: Text of the heading.
        kind: Whether the cells are typed, calculated or come from elsewhere.
        content: A tag, text, or a formula in which ``#`` is the number of its own row.
        look: More properties of the cells.
        rule: Validation of the cells.
        required: Mark a cell that is blank in a row that is in use.
    """

    heading: str
    kind: Kind = "data"
    content: str = ""
    look: dict[str, Any] = field(default_factory=dict)
    rule: Rule | None = None
    required: bool = False


@dataclass(frozen=True)
class Block:
    """Where a table stands: its sheet, its headings, and the rows of its body."""

    sheet: str
    heading: int
    first: int
    last: int

    def span(self, column: str, to: str = "") -> str:
        """Return the body of a column (or of columns) as an absolute reference from another sheet.

        >>> Block("Hari Libur", 9, 10, 12).span("G")
        "'Hari Libur'!$G$10:$G$12"
        """
        sheet = self.sheet if self.sheet.isalnum() else f"'{self.sheet}'"
        return f"{sheet}!${column}${self.first}:${to or column}${self.last}"


def loop_table(
    page: Page,
    name: str,
    columns: Sequence[Column],
    loop: str,
    *,
    key: str = "A",
    row: int = HEADING_ROW,
    filters: bool = True,
) -> Block:
    """Draw a table whose body is one block: ``{% for %}`` row, body row, ``{% endfor %}`` row.

    Args:
        page: The sheet.
        name: Name of the Excel table.
        columns: Its columns, from A on.
        loop: The loop, for example ``issue in issues``.
        key: The column that is filled in every row in use.
        row: The row of the headings.
        filters: Whether the headings of a table of more than three columns have filter buttons.
    """
    body = row + 2
    contents = [_numbered(column.content, body) for column in columns]
    _add_table(page, name, columns, contents, row=row, last=row + 3, filters=filters)
    tag = page.house.format(TAG)
    for offset, text in ((1, f"{{% for {loop} %}}"), (3, "{% endfor %}")):
        for number in range(len(columns)):
            page.sheet.write_blank(row + offset - 1, number, None, tag)
        page.put(f"A{row + offset}", text, TAG)
    for number, (column, content) in enumerate(zip(columns, contents, strict=True)):
        cell = f"{xl_col_to_name(number)}{body}"
        page.put(cell, content, filled(column.kind, **column.look))
        _rules(page, column, cell, f"${key}{body}")
    return Block(page.name, row, row + 1, row + 3)


def fixed_table(
    page: Page, name: str, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, row: int
) -> Block:
    """Draw a table over rows that are the same in every workbook."""
    last = row + len(rows)
    _add_table(page, name, columns, [""] * len(columns), row=row, last=last)
    for offset, texts in enumerate(rows, 1):
        page.fit(row + offset, {xl_col_to_name(number): text for number, text in enumerate(texts)})
        for number, (column, text) in enumerate(zip(columns, texts, strict=True)):
            page.put(f"{xl_col_to_name(number)}{row + offset}", text, filled(column.kind, **column.look))
    return Block(page.name, row, row + 1, last)


def _numbered(content: str, row: int) -> str:
    return content.replace("#", str(row)) if content.startswith("=") else content


def _add_table(
    page: Page,
    name: str,
    columns: Sequence[Column],
    contents: Sequence[str],
    *,
    row: int,
    last: int,
    filters: bool = True,
) -> None:
    heading = page.house.format(HEADING)
    page.sheet.set_row(row - 1, 30)
    described = [
        {"header": column.heading, "header_format": heading}
        | ({"formula": content} if content.startswith("=") else {})
        for column, content in zip(columns, contents, strict=True)
    ]
    options = {"name": name, "columns": described, "style": None, "autofilter": filters and len(columns) > 3}
    page.sheet.add_table(f"A{row}:{xl_col_to_name(len(columns) - 1)}{last}", options)


def _rules(page: Page, column: Column, cell: str, key: str) -> None:
    if column.rule is not None:
        page.sheet.data_validation(cell, column.rule)
    if column.required:
        page.mark(cell, f'=AND({key}<>"",{cell}="")', ALARM)
    if column.heading == "Periksa":
        page.mark_checks(cell)
