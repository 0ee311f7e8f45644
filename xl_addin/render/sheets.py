"""A sheet of a template: read once, written when it is known where all rows go."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Table, Workbook
from xl_addin.render.blocks import TagRow, is_tag, read_blocks
from xl_addin.render.expand import Expander
from xl_addin.render.expressions import Scope
from xl_addin.render.layout import Layout, Scattered
from xl_addin.render.limits import Budget
from xl_addin.render.media import Media
from xl_addin.render.pieces import RowTemplate
from xl_addin.render.problems import Problems
from xl_addin.render.rows import Copied, RowReader
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.values import Cells
from xl_addin.render.writer import Writer


class SheetTemplate:
    """A sheet with tags: its tree, and its rows ready to be written.

    Args:
        workbook: The workbook.
        sheet: The sheet; formulas that cells share become their own.
        tables: Its tables.
        sandbox: For its expressions.
        cells: Writes values.
        problems: Takes what is wrong.
        budget: Asked for every row.
        kept: First rows of blocks that leave a row when they are empty.
        scattered: Takes rows that no formula can name.
        copied: Where its columns come from, when some are repeated.
    """

    def __init__(
        self,
        workbook: Workbook,
        sheet: Sheet,
        tables: Sequence[Table],
        *,
        sandbox: Sandbox,
        cells: Cells,
        problems: Problems,
        budget: Budget,
        kept: Collection[int],
        scattered: list[Scattered],
        copied: Mapping[int, Copied],
    ) -> None:
        self.name = sheet.name
        self.sheet = sheet
        self._problems = problems
        self._budget = budget
        self._scattered = scattered
        self._found = cells.found
        self._media = Media(workbook, sheet)
        sheet.unshare()
        self._expander = Expander(sheet.name, problems, budget, kept)
        self._in_tables = [table.body for table in tables]
        self._reader = reader = RowReader(sheet, sandbox, cells, problems, _headings(tables), copied=copied)
        tagged = list(tag_rows(sheet))
        marks = {tag_row.row for tag_row in tagged}
        self._body = read_blocks(tagged, max(sheet.rows, default=0), sheet.name, sandbox, problems)
        self._rows = {
            number: reader.read(row) for number, row in sorted(sheet.rows.items()) if number not in marks
        }

    def layout(self, scope: Scope) -> Layout:
        """Return where all rows go with these data."""
        self._layout = self._expander.layout(self._body, scope, _contents(self.sheet), self._scattered)
        return self._layout

    def write(self, moves: Moves) -> Iterator[str]:
        """Yield the sheet's part, row by row."""
        writer = Writer(
            self.name,
            self._rows,
            self._layout,
            moves=moves,
            scattered=self._scattered,
            unfilled=self._unfilled,
            expander=self._expander,
            found=self._found,
            media=self._media,
            problems=self._problems,
            budget=self._budget,
        )
        yield self.sheet.head
        yield from writer.write()
        self._media.add()
        yield self.sheet.tail

    def _unfilled(self, number: int, hidden: bool) -> RowTemplate | None:
        """Return what an empty block leaves of a row; in a table its formulas, for whoever fills it in."""
        row = self.sheet.rows.get(number)
        in_table = any(body.top <= number <= body.bottom for body in self._in_tables)
        if row is None:
            return None
        return self._reader.unfilled(row, formulas=in_table and not hidden, hidden=hidden)


def tag_rows(sheet: Sheet) -> Iterator[TagRow]:
    """Yield the tag rows of a sheet from top to bottom."""
    for number in sorted(sheet.rows):
        row = sheet.rows[number]
        for column in sorted(row.cells):
            text = sheet.value_of(row.cells[column])
            if text in (None, "") and row.cells[column].formula is None:
                continue
            if isinstance(text, str) and row.cells[column].formula is None and is_tag(text):
                yield TagRow(number, cell_name(number, column), text.strip())
            break


def _contents(sheet: Sheet) -> dict[int, list[int]]:
    """Return the columns in which each row holds something."""
    return {
        number: [
            c for c, cell in row.cells.items() if cell.formula is not None or sheet.value_of(cell) is not None
        ]
        for number, row in sheet.rows.items()
    }


def _headings(tables: Sequence[Table]) -> set[tuple[int, int]]:
    return {
        (row, column)
        for table in tables
        for row in range(table.area.top, table.area.top + table.header_rows)
        for column in range(table.area.left, table.area.right + 1)
    }
