"""Structured references (``tbl_isu[Bobot]``) turned into A1 references, as they are at this moment.

>>> from xl_addin.ooxml.references import Area
>>> from xl_addin.ooxml.workbook import Table
>>> table = Table("", "Strength", "tbl", Area(8, 1, 11, 3), ["Kode", "Bobot", "Harga [Rp]"], 1, 1, {})
>>> [resolve(text, [table], "Strength", 9, 3) for text in ("tbl[Bobot]", "tbl[[#This Row],[Kode]:[Bobot]]")]
['Strength!$B$9:$B$10', 'Strength!$A$9:$B$9']
>>> resolve("[@[Harga '[Rp']]]", [table], "Strength", 10, 1)
'Strength!$C$10'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xl_addin.ooxml.references import Area, End, Reference, quote_sheet
from xl_addin.ooxml.workbook import Table
from xl_addin.ooxml.xml import unescape_text

_ITEM: Final = re.compile(r"\s*\[((?:[^\[\]']|'.)*)\]\s*")
_ROWS: Final = {"#all", "#data", "#headers", "#totals", "#this row"}


def resolve(text: str, tables: Sequence[Table], sheet: str, row: int, column: int) -> str:
    """Return the A1 reference that a structured reference stands for in a cell; ``#REF!`` where nothing.

    Raises:
        KeyError: no such table in the workbook.
    """
    name, _, inner = text.partition("[")
    table = _table(name, tables, sheet, row, column)
    rows, columns = _parts(inner[:-1])
    top_bottom = _row_span(table, rows, row if sheet == table.sheet else 0)
    left_right = _column_span(table, columns)
    if isinstance(top_bottom, str):
        return top_bottom
    if left_right is None:
        return "#REF!"
    return absolute(table.sheet, Area(top_bottom[0], left_right[0], top_bottom[1], left_right[1]))


def absolute(sheet: str, area: Area) -> str:
    """Return an area as a formula of any cell can name it.

    >>> absolute("Isu Internal & Eksternal", Area(1, 1, 3, 2))
    "'Isu Internal & Eksternal'!$A$1:$B$3"
    """
    first, last = End(area.top, area.left, True, True), End(area.bottom, area.right, True, True)
    return str(Reference(quote_sheet(sheet) + "!", first, None if first == last else last))


def _table(name: str, tables: Sequence[Table], sheet: str, row: int, column: int) -> Table:
    for table in tables:
        if name and table.name.lower() == name.lower():
            return table
        if not name and table.sheet == sheet and (row, column) in table.area:
            return table
    raise KeyError(name)


def _parts(inner: str) -> tuple[set[str], list[str]]:
    """Read what stands between the outer brackets: words for rows, and the first and last column."""
    rows: set[str] = set()
    inner = inner.strip()
    if inner.startswith("@"):
        rows.add("#this row")
        inner = inner[1:].strip()
    items = _ITEM.findall(inner) if inner.startswith("[") else [inner] * bool(inner)
    columns = []
    for item in items:
        if item.strip().lower() in _ROWS:
            rows.add(item.strip().lower())
        else:
            columns.append(re.sub(r"'(.)", r"\1", item))
    return rows or {"#data"}, columns


def _row_span(table: Table, rows: set[str], row: int) -> tuple[int, int] | str:
    area, body = table.area, table.body
    if "#this row" in rows:
        return (row, row) if body.top <= row <= body.bottom else "#VALUE!"
    spans = {
        "#all": (area.top, area.bottom),
        "#data": (body.top, body.bottom),
        "#headers": (area.top, body.top - 1),
        "#totals": (body.bottom + 1, area.bottom),
    }
    chosen = [span for word, span in spans.items() if word in rows and span[0] <= span[1]]
    return (min(top for top, _ in chosen), max(bottom for _, bottom in chosen)) if chosen else "#REF!"


def _column_span(table: Table, columns: list[str]) -> tuple[int, int] | None:
    if not columns:
        return table.area.left, table.area.right
    known = [unescape_text(name).lower() for name in table.columns]
    try:
        found = [table.area.left + known.index(name.lower()) for name in (columns[0], columns[-1])]
    except ValueError:
        return None
    return min(found), max(found)
