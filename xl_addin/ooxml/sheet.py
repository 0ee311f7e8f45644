"""A worksheet's cells. Rows and cells that nobody changes keep the very characters that they had."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from functools import cached_property

from udfs.registry import Scalar
from xl_addin.errors import LembarError
from xl_addin.ooxml.cellvalue import (
    Content,
    decode_value,
    encode_value,
    plain_value,
    text_element,
    with_value,
)
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, Area, cell_name, column_number, parse_area
from xl_addin.ooxml.sheetxml import ROW_NUMBER, patterns, split_rows, unusual_cell
from xl_addin.ooxml.strings import SharedStrings, inline_text
from xl_addin.ooxml.xml import attributes_of, escape_text, set_attribute, unescape_text, unescape_xml


class Cell:
    """One cell: its style, the kind of its value (the ``t`` attribute), and the formula as Excel wrote it."""

    __slots__ = (
        "_body",
        "_extra",
        "_formula_xml",
        "_xml",
        "column",
        "formula",
        "formula_tag",
        "kind",
        "row",
        "style",
        "text",
    )

    def __init__(self, row: int, column: int, style: int = 0) -> None:
        self.row = row
        self.column = column
        self.style = style
        self.kind = "n"
        self.text: str | None = None
        self.formula: str | None = None
        self.formula_tag = ""
        self._extra = ""
        self._body = ""
        self._formula_xml = ""
        self._xml: str | None = None

    @property
    def name(self) -> str:
        """The cell's address."""
        return cell_name(self.row, self.column)

    @property
    def area(self) -> Area | None:
        """The cells that an array formula of this cell fills."""
        attributes = attributes_of(self.formula_tag) if self.formula_tag else {}
        return parse_area(attributes["ref"]) if attributes.get("t") == "array" else None

    @property
    def dynamic(self) -> bool:
        """Whether Excel sizes the area by the result (a spill)."""
        return " cm=" in self._extra

    def set_cached(self, value: Scalar) -> bool:
        """Change the value that a formula shows, and nothing else; say whether it was another one."""
        kind, text = encode_value(value)
        if (kind, text) == (self.kind, self.text):
            return False
        self.kind, self.text, self._body = kind, text, ""
        if self._extra:
            self._extra = re.sub(r'\s+vm="[0-9]+"', "", self._extra)
        self._xml = self._xml and with_value(self._xml, kind, text)
        return True

    def set_value(self, value: Content) -> None:
        """Make the cell a constant; text stays text whatever it begins with."""
        self._forget()
        if isinstance(value, str):
            self.kind, self.text = "inlineStr", None
            self._body = f"<is>{text_element(value)}</is>" if value else ""
        else:
            self.kind, self.text = encode_value(plain_value(value))

    def set_formula(self, formula: str, area: Area | None = None) -> None:
        """Make the cell a formula (without ``=``), not yet calculated; ``area`` makes it an array formula."""
        self._forget()
        self.kind, self.text = "n", None
        self.formula = formula
        self.formula_tag = f' t="array" ref="{area}"' if area else ""

    def refill(self, formula: str) -> None:
        """Make the cell a plain formula that gives what it shows already, alone and not with other cells."""
        kind, text = self.kind, self.text
        self.set_formula(formula)
        self.kind, self.text = kind, text

    def rewrite(self, formula: str, area: Area | None = None) -> None:
        """Change a formula whose references have moved; all else, the value that it shows too, stays."""
        self.formula, self._formula_xml, self._xml = formula, "", None
        if area:
            self.formula_tag = set_attribute(f"<f{self.formula_tag}>", "ref", str(area))[2:-1]

    def move(self, row: int) -> None:
        """Put the cell into another row; its formula is not touched."""
        self.row, self._xml = row, None

    def set_style(self, style: int) -> None:
        """Change how the cell looks; what it holds stays."""
        self.style, self._xml = style, None

    def placed(self, column: int) -> Cell:
        """Return a copy of the cell for a column; its formula is not touched."""
        cell = copy(self)
        if column != self.column:
            cell.column, cell._xml = column, None
        return cell

    def _forget(self) -> None:
        self.formula, self.formula_tag, self._formula_xml = None, "", ""
        self._extra, self._body, self._xml = "", "", None

    def to_xml(self, prefix: str = "") -> str:
        """Return the cell's element."""
        if self._xml is not None:
            return self._xml
        out = f'<{prefix}c r="{self.name}"'
        if self.style:
            out += f' s="{self.style}"'
        if self.kind != "n" and (self.text is not None or self._body):
            out += f' t="{self.kind}"'
        body = self._formula_xml or self._body
        if self.formula is not None and not body:
            body = f"<{prefix}f{self.formula_tag}>{escape_text(self.formula)}</{prefix}f>"
        if self.text is not None:
            space = ' xml:space="preserve"' if self.kind == "str" and self.text != self.text.strip() else ""
            text = escape_text(self.text) if self.kind == "str" else self.text
            body += f"<{prefix}v{space}>{text}</{prefix}v>"
        return f"{out}{self._extra}>{body}</{prefix}c>" if body else f"{out}{self._extra}/>"


class Row:
    """One row: its start tag's attributes and its cells by column."""

    __slots__ = ("_grown", "_xml", "attributes", "cells", "number")

    def __init__(self, number: int, attributes: str = "", xml: str | None = None) -> None:
        self.number = number
        self.attributes = attributes
        self.cells: dict[int, Cell] = {}
        self._xml = xml
        self._grown = False

    def touch(self) -> None:
        """Say that a cell of the row has changed."""
        self._xml = None

    def grow(self) -> None:
        """Say that the row may reach over other columns now."""
        self._grown, self._xml = True, None

    def splice(self, old: str | None, new: str | None) -> None:
        """Put a cell's new element where its old one is."""
        if self._xml and old and new and self._xml.count(old) == 1:
            self._xml = self._xml.replace(old, new)
        else:
            self.touch()

    def move(self, number: int) -> None:
        """Give the row another number, and its cells with it."""
        self.number, self._xml = number, None
        for cell in self.cells.values():
            cell.move(number)

    def add(self, column: int) -> Cell:
        """Put a new cell into the row."""
        self._grown, self._xml = True, None
        self.cells[column] = Cell(self.number, column)
        return self.cells[column]

    def to_xml(self, prefix: str = "") -> str:
        """Return the row's element."""
        if self._xml is not None:
            return self._xml
        attributes = self.attributes
        if f' r="{self.number}"' not in attributes:
            attributes = set_attribute(f"<row{attributes}>", "r", str(self.number))[4:-1]
        if self._grown:  # spans is a hint of Excel's that new cells make wrong
            attributes = re.sub(r'\s+spans="[^"]*"', "", attributes)
        cells = "".join(self.cells[column].to_xml(prefix) for column in sorted(self.cells))
        return f"<{prefix}row{attributes}>{cells}</{prefix}row>" if cells else f"<{prefix}row{attributes}/>"


class Sheet:
    """A worksheet part: what stands before the rows, the rows, and what stands after them."""

    def __init__(self, name: str, xml: str, strings: SharedStrings) -> None:
        self.name = name
        self._strings = strings
        self._xml = xml
        self.head, rows, self.tail, self._prefix = split_rows(name, xml)
        self._patterns = patterns(self._prefix)
        self.rows: dict[int, Row] = {}
        self.changed = False
        self._grown = False
        self._gaps: dict[int, str] = {}
        """White space before rows, by their number; 0 for the end."""
        self._read_rows(rows)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return a cell, or None where the sheet holds none."""
        found = self.rows.get(row)
        return found.cells.get(column) if found else None

    def cells(self) -> Iterator[Cell]:
        """Yield the cells, row by row as the file has them."""
        for row in self.rows.values():
            yield from row.cells.values()

    def value(self, row: int, column: int) -> Scalar:
        """Return what a cell shows: a number (dates too), text, a truth value, an error, None when blank."""
        cell = self.cell(row, column)
        return None if cell is None else self.value_of(cell)

    def value_of(self, cell: Cell) -> Scalar:
        """Return what this cell shows."""
        if cell.kind == "inlineStr":
            return inline_text(cell._body)
        if cell.text is None or (cell.text == "" and cell.kind != "str"):
            return None
        if cell.kind == "s":
            if not cell.text.isdecimal():
                raise LembarError("damaged", sheet=self.name, cell=cell.name, found=cell.text)
            return self._strings.text(int(cell.text))
        return decode_value(cell.kind, cell.text)

    def markup_of(self, cell: Cell) -> str:
        """Return the XML of a text cell's text, with its fonts."""
        if cell.kind == "s" and cell.text:
            return self._strings.markup(int(cell.text))
        return cell._body if cell.kind == "inlineStr" else ""

    def formula_of(self, cell: Cell) -> str | None:
        """Return the cell's formula; one that shares another cell's has it moved to its own place.

        In an array formula only the first cell has it.
        """
        if cell.formula is None or "shared" not in cell.formula_tag:
            return cell.formula
        if cell not in self._shared:
            raise LembarError("damaged", sheet=self.name, cell=cell.name, found=f"<f{cell.formula_tag}>")
        master = self._shared[cell]
        return shift(master.formula or "", cell.row - master.row, cell.column - master.column)

    def unshare(self) -> None:
        """Give every cell that shares a formula its own, so that cells can change one by one."""
        sharing = [cell for cell in self.cells() if "shared" in cell.formula_tag]
        for cell, formula in [(cell, self.formula_of(cell)) for cell in sharing]:
            cell.refill(formula or "")
            self.row(cell.row)

    @cached_property
    def _shared(self) -> dict[Cell, Cell]:
        """Every cell that shares a formula, with the last cell before it that has the text of its number."""
        masters: dict[Cell, Cell] = {}
        latest: dict[str, Cell] = {}
        for cell in self.cells():
            if "shared" in cell.formula_tag:
                number = attributes_of(cell.formula_tag).get("si", "")
                if cell.formula:
                    latest[number] = cell
                if number in latest:
                    masters[cell] = latest[number]
        return masters

    def row(self, number: int) -> Row:
        """Return a row to change, made when it is not there."""
        if number not in self.rows:
            if not 1 <= number <= MAX_ROW:
                raise LembarError("bad_cell", sheet=self.name, found=str(number))
            self.rows[number] = Row(number)
        self.rows[number].touch()
        self.changed = True
        return self.rows[number]

    def writable(self, row: int, column: int) -> Cell:
        """Return a cell to change, made when it is not there."""
        found = self.row(row)
        if column in found.cells:
            return found.cells[column]
        if not 1 <= column <= MAX_COLUMN:
            raise LembarError("bad_cell", sheet=self.name, found=f"{row}, {column}")
        self._grown = True
        return found.add(column)

    def place_rows(self, place: Callable[[int], int | None]) -> None:
        """Give each row the number that ``place`` says; a row without one goes."""
        placed = [(place(number), row) for number, row in self.rows.items()]
        for number, row in placed:
            if number is not None and number != row.number:
                row.move(number)
        self.rows = {number: row for number, row in placed if number is not None}
        self.changed = True

    def replace_cells(self, row: Row, cells: dict[int, Cell]) -> None:
        """Give a row other cells."""
        row.cells = cells
        row.grow()
        self._grown = self.changed = True

    def set_cached(self, cell: Cell, value: Scalar) -> bool:
        """Change the value that a formula's cell shows; say whether it was another one."""
        old = cell._xml
        changed = cell.set_cached(value)
        if changed:
            self.rows[cell.row].splice(old, cell._xml)
            self.changed = True
        return changed

    def used_area(self) -> Area | None:
        """Return the rectangle that holds every cell, or None for an empty sheet."""
        found = [(row.number, min(row.cells), max(row.cells)) for row in self.rows.values() if row.cells]
        if not found:
            return None
        numbers, lefts, rights = zip(*found, strict=True)
        return Area(min(numbers), min(lefts), max(numbers), max(rights))

    def to_xml(self) -> str:
        """Return the part; the very one that was read when nothing has changed."""
        if not self.changed:
            return self._xml
        head = self.head
        if self._grown and (area := self.used_area()):
            head = re.sub(r'(<(?:\w+:)?dimension\b[^>]*?ref=")[^"]*', rf"\g<1>{area}", head)
        rows = (self._gaps.get(n, "") + self.rows[n].to_xml(self._prefix) for n in sorted(self.rows))
        return "".join([head, *rows, self._gaps.get(0, ""), self.tail])

    def _read_rows(self, xml: str) -> None:
        number = end = 0
        while match := self._patterns.row.search(xml, end):
            gap = xml[end : match.start()]
            attributes, closed = match.groups()
            given = ROW_NUMBER.search(attributes)
            number = int(given[1]) if given else number + 1
            if not 1 <= number <= MAX_ROW:
                raise LembarError("damaged", sheet=self.name, found=match[0][:60])
            stop = match.end() if closed else xml.find(self._patterns.row_end, match.end())
            if stop < 0:
                raise LembarError("bad_xml", sheet=self.name, found="row")
            end = stop if closed else stop + len(self._patterns.row_end)
            row = self.rows[number] = Row(number, attributes, xml[match.start() : end])
            if gap:
                self._gaps[number] = gap
            self._read_cells(row, xml, match.end(), stop)
        self._gaps[0] = xml[end:]

    def _read_cells(self, row: Row, xml: str, start: int, stop: int) -> None:
        column = 0
        for match in self._patterns.cell.finditer(xml, start, stop):
            letters, style, kind, extra, formula, tag, text, value, body = match.groups()
            if extra:
                letters, style, kind, extra = unusual_cell(match[0], letters, style, kind)
            column = column_number(letters) if letters else column + 1
            if column > MAX_COLUMN:
                raise LembarError("damaged", sheet=self.name, found=match[0][:60])
            cell = row.cells[column] = Cell(row.number, column, int(style or 0))
            cell.kind = kind or "n"
            cell._extra = extra
            cell._xml = match[0]
            if body:
                self._read_body(cell, body)
                continue
            if formula:
                cell._formula_xml, cell.formula_tag, cell.formula = formula, tag.rstrip(), unescape_xml(text)
            if value is not None:
                cell.text = unescape_text(value) if kind == "str" else value

    def _read_body(self, cell: Cell, body: str) -> None:
        if cell.kind == "inlineStr":
            cell._body = body
            return
        if formula := self._patterns.formula.search(body):
            cell.formula_tag = formula[1].rstrip()
            cell.formula = unescape_xml(formula[2] or "")
            cell._formula_xml = formula[0]
        if value := self._patterns.value.search(body):
            text = value[1] or ""
            cell.text = unescape_text(text) if cell.kind == "str" else text
