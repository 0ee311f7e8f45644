"""Rows of a template, ready to be written many times: what stands around the values, and what asks for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from xl_addin.errors import LembarError
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.rowmap import Referred, references
from xl_addin.ooxml.sheet import Cell, Row, Sheet
from xl_addin.ooxml.xml import attributes_of, escape_text, set_attribute
from xl_addin.render.expressions import Expression, Expressions, Scope, Text, syntax_reason
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.values import Cells, as_literal, as_text

Asked: TypeAlias = Expression | Text


@dataclass(frozen=True)
class Slot:
    """A place for values: which ones, and what makes XML of them."""

    cell: str
    asked: tuple[Asked, ...]
    write: Callable[[Sequence[Any]], str]


class OwnNumber:
    """The place of the row's own number."""


Piece: TypeAlias = "str | OwnNumber | Referred | Slot"
OWN_NUMBER = OwnNumber()


@dataclass
class RowTemplate:
    """A row of a template: pieces of XML, row numbers, references and slots."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    blank: list[Piece] = field(default_factory=list)
    cells: int = 0

    ask: Callable[[Scope], tuple[Any, ...]] = lambda _: ()


class RowReader:
    """Reads the rows of one sheet.

    Args:
        sheet: The template's sheet, shared formulas resolved.
        sandbox: For its expressions.
        cells: Writes values.
        problems: Takes what cannot be read.
    """

    def __init__(self, sheet: Sheet, sandbox: Sandbox, cells: Cells, problems: Problems) -> None:
        self._sheet = sheet
        self._sandbox = sandbox
        self._cells = cells
        self._problems = problems

    def read(self, row: Row) -> RowTemplate:
        """Return a row ready to be written."""
        template = RowTemplate(row.number, cells=len(row.cells))
        start = set_attribute(f"<row{row.attributes}>", "r", "\0")[:-1].split("\0")
        begin: list[Piece] = [start[0], OWN_NUMBER, start[1] + (">" if row.cells else "/>")]
        template.pieces += begin
        template.blank += begin
        for column in sorted(row.cells):
            cell = row.cells[column]
            template.pieces += self._cell(cell)
            template.blank += _blank(cell)
        if row.cells:
            template.pieces.append("</row>")
            template.blank.append("</row>")
        template.ask = self._ask(
            [a for piece in template.pieces if isinstance(piece, Slot) for a in piece.asked]
        )
        return template

    def _ask(self, asked: list[Asked]) -> Callable[[Scope], tuple[Any, ...]]:
        """Return what asks for all the values of a row, at once where it can."""
        expressions = [one for one in asked if isinstance(one, Expression)]
        if len(expressions) == len(asked):
            return Expressions(self._sandbox, expressions)
        return lambda scope: tuple(one(scope) for one in asked)

    def _cell(self, cell: Cell) -> list[Piece]:
        if cell.formula is not None:
            return list(self._formula(cell))
        text = self.text(cell)
        if text is None:
            return _with_own_number(cell.to_xml())
        slot = self._slot(cell, text)
        return [f'<c r="{column_letter(cell.column)}', OWN_NUMBER, '"', slot] if slot else _blank(cell)

    def text(self, cell: Cell) -> str | None:
        """Return a cell's text when it holds tags."""
        if cell.formula is not None or cell.kind not in ("s", "inlineStr"):
            return None
        text = self._sheet.value_of(cell)
        return text if isinstance(text, str) and ("{{" in text or "{%" in text) else None

    def _slot(self, cell: Cell, text: str) -> Slot | None:
        write = self._cells.writer(cell.style)
        parts = self._parts(cell, text)
        if parts is None:
            return None
        if len(parts) == 1 and not isinstance(parts[0], str):
            return Slot(cell.name, (parts[0],), lambda values: write(values[0]))
        asked = tuple(part for part in parts if not isinstance(part, str))
        pattern = [part if isinstance(part, str) else None for part in parts]

        def joined(values: Sequence[Any]) -> str:
            texts = iter(values)
            return write("".join(as_text(next(texts)) if part is None else part for part in pattern))

        return Slot(cell.name, asked, joined)

    def _parts(self, cell: Cell, text: str) -> list[str | Asked] | None:
        """Split a text into plain text and expressions."""
        try:
            return split_text(self._sandbox, text)
        except TemplateSyntaxError as error:
            reason = syntax_reason(error, self._sandbox)
            if re.search(r"\{%-?\s*(end)?(for|if)\b", text):
                reason += "; tag baris harus di sel pertama barisnya"
            self._problems.add(self._sheet.name, cell.name, text, reason)
            return None

    def _formula(self, cell: Cell) -> Iterator[Piece]:
        start = cell.to_xml().partition(">")[0]
        kept = {k: v for k, v in attributes_of(start).items() if k not in ("r", "t", "vm")}
        attributes = "".join(f' {name}="{value}"' for name, value in kept.items())
        yield f'<c r="{column_letter(cell.column)}'
        yield OWN_NUMBER
        yield f'"{attributes}><f'
        for piece in re.split(r'((?<=\b(?:ref)=")[^"]*|(?<=\b(?:r1|r2)=")[^"]*)', cell.formula_tag):
            yield from references(piece) if re.fullmatch(r"[A-Z$]+\d+.*", piece) else [piece]
        yield ">"
        for formula_piece in references(cell.formula or ""):
            if isinstance(formula_piece, Referred):
                yield formula_piece
            else:
                yield from self._within_formula(cell, formula_piece)
        yield "</f></c>"

    def _within_formula(self, cell: Cell, text: str) -> Iterator[Piece]:
        """Fill tags in the texts of a formula; one that is just an expression becomes what it stands for."""
        for piece in re.split(r'("(?:[^"]|"")*")', text):
            if not (piece.startswith('"') and "{{" in piece):
                yield escape_text(piece)
                continue
            parts = self._parts(cell, piece[1:-1].replace('""', '"'))
            if parts is None:
                continue
            alone = len(parts) == 1

            def literal(values: Sequence[Any], parts: list[str | Asked] = parts, alone: bool = alone) -> str:
                if alone:
                    return escape_text(as_literal(values[0]))
                texts = iter(values)
                whole = "".join(p if isinstance(p, str) else as_text(next(texts)) for p in parts)
                return escape_text(as_literal(whole))

            yield Slot(cell.name, tuple(p for p in parts if not isinstance(p, str)), literal)


def split_text(sandbox: Sandbox, text: str) -> list[str | Asked]:
    """Split a text into plain text and what has to be asked for; blanks around a lone expression go.

    Raises:
        TemplateSyntaxError: a tag cannot be read.
    """
    tree = sandbox.parse(text)
    members: list[nodes.Node] = []
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            return [Text(sandbox, text)]
        members += node.nodes
    sources = _sources(text)
    asked = [node for node in members if not isinstance(node, nodes.TemplateData)]
    if len(sources) != len(asked):
        return [Text(sandbox, text)]
    plain = "".join(node.data for node in members if isinstance(node, nodes.TemplateData))
    if len(asked) == 1 and not plain.strip():
        return [Expression(sandbox, sources[0])]
    queue = iter(sources)
    return [
        node.data if isinstance(node, nodes.TemplateData) else Expression(sandbox, next(queue))
        for node in members
    ]


def _sources(text: str) -> list[str]:
    return [source.strip() for source in re.findall(r"\{\{[-+]?(.*?)[-+]?\}\}", text, re.DOTALL)]


def _with_own_number(xml: str) -> list[Piece]:
    """Cut a cell's XML at its row number."""
    match = re.match(r'(<c\b[^>]*?\sr="[A-Z]+)\d+', xml)
    if match is None:
        return [xml]
    return [match[1], OWN_NUMBER, xml[match.end() :]]


def _blank(cell: Cell) -> list[Piece]:
    style = f' s="{cell.style}"' if cell.style else ""
    return [f'<c r="{column_letter(cell.column)}', OWN_NUMBER, f'"{style}/>']


class PreparedRow:
    """A row where all is known but the values and, within a loop over plain rows, the number.

    Args:
        template: The row.
        pieces: Its pieces, or those of a blank row.
        number: How its number is written; in a loop over plain rows a :class:`TurnNumber`.
        resolve: How a reference is written.
    """

    def __init__(
        self,
        template: RowTemplate,
        pieces: list[Piece],
        number: object,
        resolve: Callable[[Referred], str],
    ) -> None:
        self.template = template
        self._slots = [piece for piece in pieces if isinstance(piece, Slot)]
        self._text = "".join(_format_of(piece, str(number), resolve) for piece in pieces)
        self._marks = [(mark, int(offset)) for mark, offset in set(_MARK.findall(self._text))]
        if not self._slots:
            self._text %= ()

    def write(self, scope: Scope, turn: int, failed: Callable[[Slot, Scope], None]) -> str:
        """Return the row.

        Args:
            scope: The names for its expressions.
            turn: The row where the turn of the loop begins.
            failed: Called when a value could not be had, to say why.
        """
        text = self._text
        for mark, offset in self._marks:
            text = text.replace(mark, str(turn + offset))
        if not self._slots:
            return text
        try:
            return text % self._values(scope)
        except LembarError:
            raise
        except Exception:
            for slot in self._slots:
                failed(slot, scope)
            return ""

    def _values(self, scope: Scope) -> tuple[str, ...]:
        values = self.template.ask(scope)
        if len(values) == len(self._slots):
            return tuple([slot.write((value,)) for slot, value in zip(self._slots, values, strict=True)])
        start, out = 0, []
        for slot in self._slots:
            end = start + len(slot.asked)
            out.append(slot.write(values[start:end]))
            start = end
        return tuple(out)


class TurnNumber(int):
    """A row of the turn that is about to be written: an offset from the turn's first row, to be filled in.

    It compares like the row in the first turn, but equals no row.
    """

    offset: int

    def __new__(cls, row: int, offset: int) -> TurnNumber:
        self = super().__new__(cls, row)
        self.offset = offset
        return self

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__

    def __str__(self) -> str:
        return f"\1{self.offset}\2"


_MARK = re.compile("(\1(-?[0-9]+)\2)")


def _format_of(piece: Piece, number: str, resolve: Callable[[Referred], str]) -> str:
    """Return a piece as part of a ``%`` format."""
    if isinstance(piece, OwnNumber):
        return number
    if isinstance(piece, Slot):
        return "%s"
    text = piece if isinstance(piece, str) else escape_marked(resolve(piece))
    return text.replace("%", "%%")


def escape_marked(text: str) -> str:
    """Escape a reference, whose row may be a mark."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
