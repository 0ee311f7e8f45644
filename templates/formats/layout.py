"""Columns of other tables in formulas: ``Realisasi[Bobot]`` is the whole column, wherever it stands.

The workbooks hold A1 references only; the headings are put in the place of letters when a sheet is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from templates.formats.tables import HEADING_ROW, Column

_REFERENCE: Final = re.compile(r"(\w+)\[([^\[\]:]+)(?::([^\[\]:]+))?\]")


@dataclass(frozen=True)
class Layout:
    """Where a table's columns stand.

    Args:
        sheet: The table's sheet.
        headings: The headings, from column A on.
        row: The row of the headings; tag, body and tag follow it, as in every list sheet.
    """

    sheet: str
    headings: Sequence[str]
    row: int = HEADING_ROW

    def letter(self, heading: str) -> str:
        """Return the letter of a column."""
        return str(xl_col_to_name(self.headings.index(heading)))

    def span(self, heading: str, to: str = "") -> str:
        """Return the body of a column, or from a column to another, as other sheets refer to it.

        >>> Layout("Hari Libur", ("Tanggal", "Keterangan")).span("Tanggal")
        "'Hari Libur'!$A$10:$A$12"
        """
        sheet = self.sheet if self.sheet.isalnum() else f"'{self.sheet}'"
        first, last = self.letter(heading), self.letter(to or heading)
        return f"{sheet}!${first}${self.row + 1}:${last}${self.row + 3}"


def crossed(text: str, layouts: Mapping[str, Layout]) -> str:
    """Return a formula with ``Name[Heading]`` and ``Name[First:Last]`` made columns of that table.

    >>> crossed("=[Bobot]/SUM(Isi[Bobot])", {"Isi": Layout("Isi", ("Kode", "Bobot"))})
    '=[Bobot]/SUM(Isi!$B$10:$B$12)'
    """

    def reference(match: re.Match[str]) -> str:
        name, first, last = match.groups()
        return layouts[name].span(first, last or "")

    return _REFERENCE.sub(reference, text)


def linked(columns: Sequence[Column], layouts: Mapping[str, Layout]) -> tuple[Column, ...]:
    """Return the columns of a table with the other tables' columns in their formulas made references."""
    return tuple(
        replace(column, content=crossed(column.content, layouts))
        if column.content.startswith("=")
        else column
        for column in columns
    )
