"""Columns that repeat, and columns that are only there sometimes.

The row whose first cell is ``{% columns %}`` says so above the columns; it is not in the result::

        A              B                          C                D
    1   {% columns %}  {% for m in months %}      {% endfor %}
    2   KPI            {{ m.name }}               % target         Total
    3   {% for k in kpis %}
    4   {{ k.name }}   {{ k.actual[m.key] }}      =B4/$A$9         =SUM(B4:B4)
    5   {% endfor %}

``for``, ``if``, ``elif``, ``else`` and ``set`` stand above the first column of what they begin, ``endfor``
and ``endif`` above the last column of the block; for a block of one column all stand in one cell:
``{% for m in months %}{% endfor %}``. Lists and conditions know the data and the names of the blocks around
them, not the loops of rows. Each cell in the columns of a block knows its names, so that it may use the
row's and the column's item at once; of two with the same name it knows the column's. ``column.index`` and so
on tell of the loop over columns what ``loop.index`` tells of the one over rows. References follow the rule
for rows: without ``$`` before its letters a column is that of the same turn, ``$B4:$B4`` is the whole block.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.columns import move_widths
from xl_addin.ooxml.moves import move_references
from xl_addin.ooxml.references import MAX_COLUMN, cell_name
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap, Span, map_area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render.blocks import TagRow, read_blocks
from xl_addin.render.expand import Expander
from xl_addin.render.expressions import NOTHING_GIVEN, Given, Scope
from xl_addin.render.headings import Headings
from xl_addin.render.layout import Layout, Own, Scattered
from xl_addin.render.limits import Budget
from xl_addin.render.placed import Chain, Kept, Placed, PlacedBody, PlacedLines
from xl_addin.render.problems import Problems
from xl_addin.render.rows import Copied
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.sheets import tag_rows
from xl_addin.render.turns import PlacedChoice, PlacedLoop

_COLUMNS: Final = re.compile(r"\s*\{%[-+]?\s*columns\s*[-+]?%\}")
_SCATTERED: Final = "kolomnya terpencar menjadi {} bagian; jumlahkan dengan SUMIF menurut judulnya"
_TAG: Final = re.compile(r"\{%[-+]?\s*(\w+)\b.*?[-+]?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True)
class _Place:
    """A column of the result."""

    number: int
    column: int
    own: RowMap
    given: Given
    kept: Kept | None = None


class Across(RowMap):
    """A map of columns: the tags above them count as columns of their own.

    Args:
        inner: The map, tags counted.
        numbers: The number of each column in it.
        last: The last number.
    """

    across = True

    def __init__(self, inner: RowMap, numbers: Sequence[int], last: int) -> None:
        self._inner = inner
        self._numbers = numbers
        self._last = last

    def seen_from(self, inner: RowMap) -> Across:
        """Return the same map as it is seen from within a turn."""
        return Across(inner, self._numbers, self._last)

    def _at(self, column: int) -> int:
        known = len(self._numbers)
        return self._numbers[column - 1] if 1 <= column <= known else column + self._last - known

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return self._inner.span(self._at(row))

    def cover(self, first: int, last: int) -> Span | None:
        """See :meth:`RowMap.cover`."""
        return self._inner.cover(self._at(first), self._at(last))

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        return self._inner.runs(self._at(first), self._at(last))

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        for span, own in self._inner.copies(self._at(first), self._at(last)):
            yield span, self.seen_from(own)

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:
        """See :meth:`RowMap.pieces`."""
        return self._inner.pieces(span, (self._at(rows[0]), self._at(rows[1])), columns)

    def lost(self, first: int, last: int) -> None:
        """See :meth:`RowMap.lost`."""
        self._inner.lost(self._at(first), self._at(last))


class _ColumnExpander(Expander):
    """Expands the tree of the columns."""

    loop_name: ClassVar[str] = "column"
    flat: ClassVar[bool] = False

    def check(self, rows: int) -> None:
        """Ask whether a sheet may have this many columns."""
        if rows > MAX_COLUMN:
            raise LembarError("sheet_wide", sheet=self.sheet, found=rows, expected=MAX_COLUMN)


@dataclass
class Columns:
    """The columns of the sheets of a template.

    Args:
        workbook: Changes.
        sandbox: For the expressions.
        problems: Takes what is wrong.
        budget: Asked for every row.
        scattered: Takes columns that no formula can name.
    """

    workbook: Workbook
    sandbox: Sandbox
    problems: Problems
    budget: Budget
    scattered: list[Scattered]

    def fill(
        self, scopes: Mapping[str, Scope], kept: Mapping[str, Collection[int]]
    ) -> tuple[dict[str, dict[int, Copied]], dict[str, Layout]]:
        """Repeat the columns of these sheets, and let all in the workbook that refers to them follow.

        Args:
            scopes: The sheets with tags, and the data of each; take the values of the columns' names, under
                names of their own.
            kept: First columns, tags counted, of blocks that leave a column when they are empty.

        Returns:
            For each sheet where its columns come from, and where they went.
        """
        found = [_SheetColumns(self, self.workbook.sheet(name), scope) for name, scope in scopes.items()]
        found = [sheet for sheet in found if sheet.row]
        self.problems.raise_any()
        for sheet in found:
            sheet.expand(kept.get(sheet.name, ()))
        if found:
            moves = Moves({sheet.name: sheet.map for sheet in found})
            move_references(self.workbook, moves, drawn=[sheet.name for sheet in found])
            for sheet in found:
                sheet.fill(moves)
                Headings(
                    self.workbook, sheet.sheet, sheet.copied, self.sandbox, sheet.scope, self.problems
                ).name()
        return {sheet.name: sheet.copied for sheet in found}, {sheet.name: sheet.layout for sheet in found}


class _SheetColumns:
    """The columns of one sheet."""

    layout: Layout
    map: Across

    def __init__(self, whole: Columns, sheet: Sheet, scope: Scope) -> None:
        self.name = sheet.name
        self.sheet = sheet
        self.scope = scope
        self.copied: dict[int, Copied] = {}
        self._whole = whole
        self._marks = {tag_row.row: tag_row for tag_row in tag_rows(sheet)}
        found = [row for row, tag_row in self._marks.items() if _COLUMNS.match(tag_row.text)]
        self.row = found[0] if found else 0
        for row in found[1:]:
            where = f"sudah ada di {self._marks[self.row].cell}"
            whole.problems.add(sheet.name, self._marks[row].cell, "{% columns %}", where)
        self._numbers: list[int] = []
        self._last = 0
        tags = list(self._tags()) if found else []
        self._body = read_blocks(tags, self._last, sheet.name, whole.sandbox, whole.problems)

    def _tags(self) -> Iterator[TagRow]:
        """Yield the tags from left to right, each as if it had a column of its own."""
        row = self.sheet.rows[self.row]
        texts = {column: self.sheet.value_of(cell) for column, cell in row.cells.items()}
        tagged = {column: str(text) for column, text in texts.items() if text not in (None, "")}
        for column in range(1, max(tagged) + 1):
            name = cell_name(self.row, column)
            opening, closing = self._split(name, _COLUMNS.sub("", tagged.get(column, ""), count=1))
            for tag in opening:
                self._last += 1
                yield TagRow(self._last, name, tag)
            self._last += 1
            self._numbers.append(self._last)
            for tag in closing:
                self._last += 1
                yield TagRow(self._last, name, tag)

    def _split(self, cell: str, text: str) -> tuple[list[str], list[str]]:
        """Return the tags of a cell that stand before its column, and those that stand behind it."""
        tags = [match for match in _TAG.finditer(text) if match[1]]
        ends = [match[1] in ("endfor", "endif") for match in tags]
        if _TAG.sub("", text).strip():
            self._whole.problems.add(self.name, cell, text, "sel tag hanya boleh berisi tag")
        elif ends != sorted(ends):
            self._whole.problems.add(
                self.name, cell, text, "tag penutup harus di belakang, di kolom terakhir blok"
            )
        return (
            [match[0] for match, end in zip(tags, ends, strict=True) if not end],
            [match[0] for match, end in zip(tags, ends, strict=True) if end],
        )

    def expand(self, kept: Collection[int]) -> None:
        """Find out where the columns go."""
        whole = self._whole
        expander = _ColumnExpander(self.name, whole.problems, whole.budget, kept)
        self.layout = expander.layout(self._body, self.scope, self._contents(), whole.scattered)
        self.map = Across(self.layout, self._numbers, self._last)

    def _contents(self) -> dict[int, list[int]]:
        """Return the rows in which each column holds something."""
        contents: dict[int, list[int]] = {number: [] for number in self._numbers}
        for cell in self.sheet.cells():
            holds = cell.formula is not None or self.sheet.value_of(cell) is not None
            if holds and cell.row not in self._marks and cell.column <= len(self._numbers):
                contents[self._numbers[cell.column - 1]].append(cell.row)
        return contents

    def fill(self, moves: Moves) -> None:
        """Write the cells into the columns where they belong."""
        self.sheet.unshare()
        places = list(self._places())
        by_column: dict[int, list[_Place]] = {}
        for place in places:
            by_column.setdefault(place.column, []).append(place)
            self.copied[place.number] = Copied(place.column, place.given, place.kept is not None)
        for row in self.sheet.rows.values():
            if row.number not in self._marks:
                self.sheet.replace_cells(row, self._placed(row.cells, by_column, moves))
                self._whole.budget.take(len(row.cells), 0)
        hidden = {place.number for place in places if place.kept and place.kept.hidden}
        self.sheet.head = move_widths(self.sheet.head, self.map, hidden)

    def _placed(
        self, cells: Mapping[int, Cell], by_column: Mapping[int, list[_Place]], moves: Moves
    ) -> dict[int, Cell]:
        """Return the cells of a row in their new columns."""
        placed = {}
        for column, cell in cells.items():
            if column > len(self._numbers):
                number = self.map.span(column)[0]
                self.copied.setdefault(number, Copied(column))
                places = [_Place(number, column, self.map, NOTHING_GIVEN)]
            else:
                places = by_column.get(column, [])
            for place in places:
                placed[place.number] = self._cell(cell, place, moves)
        return placed

    def _cell(self, cell: Cell, place: _Place, moves: Moves) -> Cell:
        if place.kept:
            return Cell(cell.row, place.number, cell.style)
        new = cell.placed(place.number)
        if cell.formula is not None:
            area = map_area(place.own, cell.area) if cell.area else None
            formula = moves.formula(cell.formula, self.name, place.own)
            if formula != cell.formula or area != cell.area:
                new.rewrite(formula, area)
            while self._whole.scattered:
                why = _SCATTERED.format(self._whole.scattered.pop().pieces)
                self._whole.problems.add(self.name, cell.name, cell.formula, why)
        return new

    def _places(self) -> Iterator[_Place]:
        """Yield the columns of the result."""
        columns = {number: column for column, number in enumerate(self._numbers, 1)}
        known: dict[int, Given] = {}
        for part, chain in _parts(self.layout.root, ()):
            own = self.map.seen_from(Own(self.layout, chain)) if chain else self.map
            if isinstance(part, Kept):
                yield _Place(part.start, columns[part.line], own, NOTHING_GIVEN, part)
                continue
            if id(part.scope) not in known:
                known[id(part.scope)] = self._given(part.scope)
            for number in range(part.node.top, part.node.bottom + 1):
                yield _Place(part.span(number)[0], columns[number], own, known[id(part.scope)])

    def _given(self, scope: Scope) -> Given:
        """Put what the blocks around a column have named into the data, under names of their own."""
        data = self.scope
        given = {}
        for name, value in scope.items():
            if name not in data or data[name] is not value:
                given[name] = f"_column{len(data)}_{name}"
                data[given[name]] = value
        return given


def _parts(part: Placed, chain: Chain) -> Iterator[tuple[PlacedLines | Kept, Chain]]:
    """Yield what is in the result, from left to right, and the turns that it is in."""
    if isinstance(part, PlacedLines | Kept):
        yield part, chain
    elif isinstance(part, PlacedBody):
        for member in part.parts:
            yield from _parts(member, chain)
    elif isinstance(part, PlacedChoice):
        for branch in part.parts():
            yield from _parts(branch, chain)
    elif isinstance(part, PlacedLoop):
        for turn in part.turns:
            yield from _parts(turn, (*chain, turn))
        if not part.turns and part.instead:
            yield from _parts(part.instead, chain)
