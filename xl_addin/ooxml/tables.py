"""Excel tables (ListObjects) whose rows have moved: their area, filter, sorting and column formulas."""

from __future__ import annotations

import re

from xl_addin.ooxml.columns import move_table_columns
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import Area
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.sheetparts import moved_ref
from xl_addin.ooxml.workbook import Table, Workbook, with_table_area
from xl_addin.ooxml.xml import attributes_of
from xl_addin.ooxml.xmledit import changed_text, each, tags

_COLUMN_FORMULA = re.compile(r"(<(?:\w+:)?calculatedColumnFormula\b[^>]*>)([^<]*)(?=<)")
_TOTALS_FORMULA = re.compile(r"(<(?:\w+:)?totalsRowFormula\b[^>]*>)([^<]*)(?=<)")


def move_table(workbook: Workbook, table: Table, moves: Moves) -> None:
    """Make a table follow the rows of its sheet, and its formulas the rows of any sheet.

    A table always keeps a body of one row.
    """
    package = workbook.package
    xml = old = package.xml(table.part)
    rows = own = moves.on(table.sheet)
    if rows is not None and rows.across:
        package.write(table.part, move_table_columns(xml, table, moves, rows))
        return
    if rows is not None:
        row, own = _first_body_row(table, rows)
        xml = _relative_to(xml, table, row, workbook.sheet(table.sheet))
        area = _moved_area(table, rows)
        xml = tags("sortState", "sortCondition").sub(lambda m: moved_ref(m[0], rows), xml)
        xml = with_table_area(xml, area)
        table.area = area
    xml = _COLUMN_FORMULA.sub(
        lambda m: m[1] + changed_text(m[2], lambda f: moves.formula(f, table.sheet, own)), xml
    )
    xml = _TOTALS_FORMULA.sub(
        lambda m: m[1] + changed_text(m[2], lambda f: moves.formula(f, table.sheet)), xml
    )
    if xml != old:
        package.write(table.part, xml)


def remove_table(package: Package, table: Table, part: str, sheet: Sheet) -> None:
    """Take a table out of its sheet; its cells stay.

    Args:
        package: Loses the table's part.
        table: The table.
        part: The sheet's part.
        sheet: Loses its mention of the table.
    """
    ids = [r.id for r in package.relationships(part).values() if r.target == table.part]
    for identifier in ids:
        package.unlink(part, identifier)

    def kept(mention: str) -> list[str]:
        return [] if attributes_of(mention).get("r:id") in ids else [mention]

    sheet.tail = each(sheet.tail, "tableParts", "tablePart", kept)
    package.remove(table.part)
    sheet.changed = True


def _moved_area(table: Table, rows: RowMap) -> Area:
    """Return the table's new area; where its body has nothing left, say so to the map and take one row."""
    old, body = table.area, table.body
    top, bottom = rows.cover(old.top, old.bottom) or (old.top, old.top)
    if rows.cover(body.top, body.bottom) is None:
        rows.lost(body.top, body.bottom)
        bottom += 1
    return Area(top, old.left, max(bottom, top + table.header_rows + table.totals_rows), old.right)


def _first_body_row(table: Table, rows: RowMap) -> tuple[int, RowMap]:
    """Return the first body row that is still there, and the map as seen from it."""
    body = table.body
    for row in range(body.top, body.bottom + 1):
        for _, own in rows.copies(row, row):
            return row, own
    return body.top, rows


def _relative_to(xml: str, table: Table, row: int, sheet: Sheet) -> str:
    """Write the formulas of the columns as they read in a row, which is to be the first of the body.

    Excel writes them as they read in the first row; a template's first row may be one of tags.
    """
    by = row - table.body.top
    cells = (
        {cell: sheet.formula_of(cell) for cell in sheet.rows[row].cells.values()} if row in sheet.rows else {}
    )
    formulas = set(cells.values())

    def read_there(formula: str) -> str:
        moved = shift(formula, by, 0)
        return moved if moved in formulas else formula

    return _COLUMN_FORMULA.sub(lambda m: m[1] + changed_text(m[2], read_there), xml) if by else xml
