"""An Excel table that becomes longer: what covers its last row covers the new rows too."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.headless import cells
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.moves import move_references
from xl_addin.ooxml.references import Area
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap, Span
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Table, Workbook, read_table


class _Longer(RowMap):
    """No row goes anywhere, but what ends at row ``end`` ends at row ``new_end``."""

    def __init__(self, end: int, new_end: int) -> None:
        self._end = end
        self._new_end = new_end

    def span(self, row: int) -> Span:
        return row, self._new_end if row == self._end else row

    def runs(self, first: int, last: int) -> Iterator[Span]:
        yield first, self.span(last)[1]

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        yield (first, last), _Longer(0, 0)  # seen from the row itself it stays one row


def lengthen(workbook: Workbook, table: Table, new_end: int) -> None:
    """Let a table's body end at row ``new_end``, as Excel does.

    The new rows get the looks of the last row and the formulas of its columns. Formulas, names, rules and
    charts over the columns grow; what stands in the new rows belongs to the table from now on.
    """
    body, sheet = table.body, workbook.sheet(table.sheet)
    _look_like_last(sheet, body, new_end)
    fill_columns(workbook, table, body.bottom + 1, new_end, pattern=body.bottom)
    longer, still = _Longer(body.bottom, new_end), _Longer(0, 0)
    moves = Moves({sheet.name: longer})
    within = Area(body.top, body.left, new_end, body.right)
    move_references(workbook, moves, drawn=[sheet.name])
    for cell in list(sheet.cells()):
        formula = sheet.formula_of(cell)
        if formula is None:
            continue
        own = still if (cell.row, cell.column) in within else None  # its own row stays its own row
        new = moves.formula(formula, sheet.name, own)
        if new != formula:
            cells.changeable(sheet, cell.row, cell.column).rewrite(new)


def fill_columns(workbook: Workbook, table: Table, first: int, last: int, *, pattern: int) -> None:
    """Give blank cells of a table's new rows the formulas of their columns.

    Args:
        workbook: The workbook.
        table: The table.
        first: First new row.
        last: Last new row.
        pattern: A row whose formulas are taken; where it has none, those that the table has for its columns.
    """
    sheet = workbook.sheet(table.sheet)
    known = read_table(workbook.package.xml(table.part), table.part, table.sheet).formulas
    for column, heading in enumerate(table.columns, table.area.left):
        cell = sheet.cell(pattern, column)
        formula, written_in = (sheet.formula_of(cell) if cell else None), pattern
        if formula is None:  # a table's own is written as it reads in its first row
            formula, written_in = known.get(heading), table.body.top
        if formula is None:
            continue
        for row in range(first, last + 1):
            if cells.is_blank(sheet, row, column):
                cells.put_formula(sheet, row, column, shift(formula, row - written_in, 0))


def _look_like_last(sheet: Sheet, body: Area, new_end: int) -> None:
    last = body.bottom
    for row in range(last + 1, new_end + 1):
        if row not in sheet.rows and last in sheet.rows:
            sheet.row(row).attributes = sheet.rows[last].attributes
        for column in range(body.left, body.right + 1):
            cells.set_style(sheet, row, column, cells.style_of(sheet, last, column))
