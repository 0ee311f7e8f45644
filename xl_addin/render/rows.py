"""Reading the rows of a template: which cells are filled, which formulas follow, what stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from jinja2.exceptions import TemplateSyntaxError

from xl_addin.ooxml.references import cell_name, column_letter
from xl_addin.ooxml.referring import references
from xl_addin.ooxml.sheet import Cell, Row, Sheet
from xl_addin.ooxml.strings import runs
from xl_addin.ooxml.xml import attributes_of, escape_text, set_attribute
from xl_addin.render.expressions import NOTHING_GIVEN, Given, syntax_reason
from xl_addin.render.pieces import OWN_NUMBER, CellReference, Piece, RowTemplate, Slot
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.texts import RichText, TaggedText, has_tags
from xl_addin.render.values import Cells, as_literal

_TEXT_IN_FORMULA = re.compile(r'("(?:[^"]|"")*")')
_REFERENCE_ATTRIBUTE = re.compile(r'(\b(?:ref|r1|r2)=")([^"]*)(")')
_BLOCK_TAG = re.compile(r"\{%[-+]?\s*(end)?(for|if)\b")


class Copied(NamedTuple):
    """Where a column comes from: its number in the template, the names that it gives, whether it is blank."""

    column: int
    given: Given = NOTHING_GIVEN
    kept: bool = False


_AS_THEY_ARE: Mapping[int, Copied] = {}


class RowReader:
    """Reads the rows of one sheet.

    Args:
        sheet: The template's sheet, shared formulas resolved.
        sandbox: For its expressions.
        cells: Writes values.
        problems: Takes what cannot be read.
        headings: Cells that must stay text whatever fills them: the headings of tables.
        copied: Where columns come from, when some are repeated.
    """

    def __init__(
        self,
        sheet: Sheet,
        sandbox: Sandbox,
        cells: Cells,
        problems: Problems,
        headings: Collection[tuple[int, int]] = (),
        *,
        copied: Mapping[int, Copied] = _AS_THEY_ARE,
    ) -> None:
        self._sheet = sheet
        self._sandbox = sandbox
        self._cells = cells
        self._problems = problems
        self._headings = headings
        self._copied = copied

    def read(self, row: Row) -> RowTemplate:
        """Return a row as the template has it."""
        return self._template(row, {column: self._cell(cell) for column, cell in row.cells.items()})

    def unfilled(self, row: Row, *, formulas: bool, hidden: bool) -> RowTemplate:
        """Return a row that shows nothing.

        Args:
            row: The row that it looks like.
            formulas: Whether its formulas stay, as in the rows of a table.
            hidden: Whether it is not seen.
        """
        cells = {
            column: list(self._formula(cell)) if formulas and cell.formula is not None else _blank(cell)
            for column, cell in row.cells.items()
        }
        return self._template(row, cells, ' hidden="1"' if hidden else "")

    def _template(self, row: Row, cells: dict[int, list[Piece]], extra: str = "") -> RowTemplate:
        start = set_attribute(f"<row{row.attributes}{extra}>", "r", "\0")[:-1]
        before, _, after = start.partition("\0")
        pieces: list[Piece] = [before, OWN_NUMBER, after + (">" if cells else "/>")]
        for column in sorted(cells):
            pieces += cells[column]
        if cells:
            pieces.append("</row>")
        return RowTemplate(row.number, pieces, len(cells), self._sandbox)

    def _cell(self, cell: Cell) -> list[Piece]:
        if cell.formula is not None:
            return list(self._formula(cell))
        text = self._sheet.value_of(cell)
        if not (isinstance(text, str) and has_tags(text)):
            return _with_own_number(cell.to_xml())
        slot = self._slot(cell, text)
        return [f'<c r="{column_letter(cell.column)}', OWN_NUMBER, '"', slot] if slot else _blank(cell)

    def _slot(self, cell: Cell, text: str) -> Slot | None:
        write = self._cells.writer(cell.style, (cell.row, cell.column))
        tagged = self._tagged(cell, text)
        if tagged is None:
            return None
        if tagged.lone and (cell.row, cell.column) not in self._headings:
            return Slot(self._name(cell), tagged.asked, lambda values: write(values[0]), write)
        rich = self._rich(cell)
        if rich is not None:
            return Slot(self._name(cell), rich.asked, lambda values: write.rich(rich.filled(values)))
        return Slot(self._name(cell), tagged.asked, lambda values: write(tagged.filled(values)))

    def _tagged(self, cell: Cell, text: str) -> TaggedText | None:
        try:
            return TaggedText(self._sandbox, text, self._given(cell))
        except TemplateSyntaxError as error:
            reason = syntax_reason(error, self._sandbox)
            if _BLOCK_TAG.search(text):
                reason = "tag blok harus di sel pertama barisnya, atau dibuka dan ditutup dalam satu sel"
            self._problems.add(self._sheet.name, self._name(cell), text, reason)
            return None

    def _rich(self, cell: Cell) -> RichText | None:
        """Return the parts of a text in several fonts, unless a tag goes over more than one of them."""
        parts, given = runs(self._sheet.markup_of(cell)), self._given(cell)
        try:
            return (
                RichText([(font, TaggedText(self._sandbox, text, given)) for font, text in parts])
                if parts
                else None
            )
        except TemplateSyntaxError:
            return None

    def _formula(self, cell: Cell) -> Iterator[Piece]:
        """Yield a formula cell without its cached value."""
        start = cell.to_xml().partition(">")[0]
        kept = {name: value for name, value in attributes_of(start).items() if name not in ("r", "t", "vm")}
        attributes = "".join(f' {name}="{value}"' for name, value in kept.items())
        yield f'<c r="{column_letter(cell.column)}'
        yield OWN_NUMBER
        yield f'"{attributes}><f'
        for number, piece in enumerate(_REFERENCE_ATTRIBUTE.split(cell.formula_tag)):
            yield from self._references(cell, piece) if number % 4 == 2 else [piece]
        yield ">"
        for piece in self._references(cell, cell.formula or ""):
            yield from self._filled(cell, piece) if isinstance(piece, str) else [piece]
        yield "</f></c>"

    def _filled(self, cell: Cell, formula: str) -> Iterator[Piece]:
        """Fill tags in the texts of a formula; a text that is just an expression becomes its value."""
        for piece in _TEXT_IN_FORMULA.split(formula):
            if not (piece.startswith('"') and "{{" in piece):
                yield escape_text(piece)
            elif tagged := self._tagged(cell, piece[1:-1].replace('""', '"')):
                yield Slot(self._name(cell), tagged.asked, _Literal(tagged))

    def _references(self, cell: Cell, formula: str) -> Iterator[str | CellReference]:
        for piece in references(formula):
            yield piece if isinstance(piece, str) else CellReference(self._name(cell), piece)

    def _name(self, cell: Cell) -> str:
        """Return the address that a cell has in the template."""
        copied = self._copied.get(cell.column)
        return cell_name(cell.row, copied.column) if copied else cell.name

    def _given(self, cell: Cell) -> Given:
        copied = self._copied.get(cell.column)
        return copied.given if copied else NOTHING_GIVEN


class _Literal:
    """Writes values into a formula."""

    def __init__(self, tagged: TaggedText) -> None:
        self._tagged = tagged

    def __call__(self, values: Sequence[object]) -> str:
        value = values[0] if self._tagged.lone else self._tagged.filled(values)
        return escape_text(as_literal(value))


def _with_own_number(xml: str) -> list[Piece]:
    """Cut a cell's XML at its row number."""
    match = re.match(r'(<c\b[^>]*?\sr="[A-Z]+)\d+', xml)
    return [match[1], OWN_NUMBER, xml[match.end() :]] if match else [xml]


def _blank(cell: Cell) -> list[Piece]:
    style = f' s="{cell.style}"' if cell.style else ""
    return [f'<c r="{column_letter(cell.column)}', OWN_NUMBER, f'"{style}/>']
