"""Which cells a formula reads: the arrows that Excel draws, as data."""

from __future__ import annotations

from dataclasses import dataclass

from udfs.registry import FUNCTIONS, Udf
from xl_addin.ooxml.formula import Kind, map_calls, tokens
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, Area, Reference, parse_area, quote_sheet
from xl_addin.recalc.model import Address, Content, Formula, Model, area_cells


@dataclass(frozen=True, slots=True)
class Source:
    """A reference in a formula: as it is written there, and the cells that it means."""

    text: str
    sheet: str
    area: Area

    @property
    def first(self) -> Address:
        """The top left cell."""
        return self.sheet, self.area.top, self.area.left

    @property
    def place(self) -> str:
        """The cells with their sheet, after the name if the formula uses one."""
        place = f"{quote_sheet(self.sheet)}!{self.area}"
        return place if ":" in self.text else f"{self.text} ({place})"

    @property
    def single(self) -> bool:
        """Whether it means one cell."""
        return self.area.rows == self.area.columns == 1

    def cells(self) -> list[list[Address]]:
        """Return its cells, row by row."""
        columns = range(self.area.left, self.area.right + 1)
        return [
            [(self.sheet, row, column) for column in columns]
            for row in range(self.area.top, self.area.bottom + 1)
        ]


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a worksheet function in a formula."""

    entry: Udf
    arguments: list[str]


class Tracer:
    """Follows the references of one model."""

    def __init__(self, model: Model) -> None:
        self._cells = {sheet.name: sheet.cells for sheet in model.sheets}
        self._sheets = {sheet.name.lower(): sheet.name for sheet in model.sheets}
        self._names = {name.lower(): text for name, text in model.names.items()}
        named = [source for name in model.names if (source := self.named(name))]
        self._name_of = {source.first: source.text for source in named if source.single}
        self._anchors = {
            cell: address
            for address, formula in model.formulas()
            if formula.area
            for cell in area_cells(address, formula)
        }

    def anchor(self, address: Address) -> Address:
        """Return the cell whose formula fills this one: itself, or the first cell of its array."""
        return self._anchors.get(address, address)

    def content(self, address: Address) -> Content | None:
        """Return a cell's formula (an array's in all its cells) or constant, None where it is blank."""
        sheet, row, column = self.anchor(address)
        return self._cells.get(sheet, {}).get((row, column))

    def named(self, name: str) -> Source | None:
        """Return what a defined name means."""
        return self.source(name, "") if name.lower() in self._names else None

    def name_of(self, address: Address) -> str | None:
        """Return the defined name of a cell."""
        return self._name_of.get(address)

    def sources(self, address: Address) -> list[Source]:
        """Return what the cell's formula reads, in the order in which it stands there, each once."""
        formula = self.content(address)
        if not isinstance(formula, Formula):
            return []
        found = (self.source(token.text, address[0]) for token in tokens(formula.text))
        return list({(s.sheet, s.area): s for s in found if s is not None}.values())

    def reads(self, address: Address) -> set[Address]:
        """Return every cell that the cell's formula reads."""
        return {cell for source in self.sources(address) for row in source.cells() for cell in row}

    def source(self, text: str, sheet: str) -> Source | None:
        """Return the cells that a reference or name in a formula of this sheet means, or None."""
        reference = self._reference(text)
        if reference is None:
            return None
        own = self._sheets.get((reference.sheet_name or sheet).lower())
        if own is None:
            return None
        area = parse_area(str(reference)[len(reference.sheet) :])
        return Source(text, own, self._within(own, area))

    def calls(self, address: Address) -> list[Call]:
        """Return the calls of worksheet functions in the cell's formula, inner ones first."""
        formula = self.content(address)
        found: list[Call] = []

        def noted(name: str, arguments: list[str]) -> str:
            found.append(Call(FUNCTIONS[name.upper()], arguments))
            return f"{name}({','.join(arguments)})"

        if isinstance(formula, Formula):
            map_calls(formula.text, FUNCTIONS, noted)
        return found

    def _reference(self, text: str) -> Reference | None:
        pieces = list(tokens(text))
        if len(pieces) != 1:
            return None
        if pieces[0].kind is Kind.NAME and text.lower() in self._names:
            return self._reference(self._names[text.lower()])
        return pieces[0].reference

    def _within(self, sheet: str, area: Area) -> Area:
        """End whole columns and rows where the sheet's cells end."""
        places = self._cells[sheet]
        bottom, right = area.bottom, area.right
        if bottom == MAX_ROW:
            bottom = max((row for row, _ in places), default=area.top)
        if right == MAX_COLUMN:
            right = max((column for _, column in places), default=area.left)
        return Area(area.top, area.left, max(bottom, area.top), max(right, area.left))
