"""Follow a number back to its inputs and settings, or an error to the first cell that went wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, cast

from udfs.registry import MISSING, Dates, ExcelError, Missing, UdfError, Value, reason
from udfs.values import Argument as Parameter
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import cell_name, parse_cell, quote_sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import DEFAULT, engine
from xl_addin.recalc.explanation import Argument, Explanation, Range, Role, Step, Told, Use
from xl_addin.recalc.labels import Labels
from xl_addin.recalc.model import Address, Content, Formula, Model, Result, SheetModel, Uncomputed
from xl_addin.recalc.trace import Call, Source, Tracer
from xl_addin.recalc.verify import agree

_EXPANDED: Final = 6
"""Of a range with more cells than this, only the first cell's steps are told."""
_STEPS: Final = 150
"""How many cells have their steps told."""
_CAUSES: Final = {
    ExcelError.NULL: "dua rentang yang tidak beririsan",
    ExcelError.DIV0: "pembagian dengan nol atau dengan sel kosong",
    ExcelError.VALUE: "ada teks di tempat angka, atau jenis nilai yang tidak sesuai",
    ExcelError.REF: "rumus merujuk sel yang sudah tidak ada",
    ExcelError.NAME: "fungsi atau nama tidak dikenal",
    ExcelError.NUM: "angka di luar batas yang boleh",
    ExcelError.NA: "nilai yang dicari tidak ditemukan",
}


def explain(source: Path | str | Package, cell: str, engine_name: str = DEFAULT) -> Explanation:
    """Tell how a cell's value came about.

    Args:
        source: The workbook. It is only read; its values are calculated anew.
        cell: ``Sheet!C5``, ``'Sheet name'!C5`` or a defined name.
        engine_name: One of ``xl_addin.recalc.engines.NAMES``.

    Raises:
        LembarError: the file cannot be read, there is no such cell, the engine cannot be used.
    """
    package = source if isinstance(source, Package) else Package.open(source)
    try:
        workbook = Workbook(package)
        teller = _Teller(workbook, to_model(workbook), engine_name)
        return teller.explanation(teller.address(cell))
    except LembarError as error:
        raise error.in_file(package.path) from None


class _Teller:
    """Builds the tree of one explanation."""

    def __init__(self, workbook: Workbook, model: Model, engine_name: str) -> None:
        self._workbook = workbook
        self._model = model
        self._engine = engine(engine_name)
        self._labels = Labels(workbook)
        self._tracer = Tracer(model)
        self._values: dict[Address, Result] = {**self._engine.evaluate(model), **model.fixed}
        self._told: set[Address] = set()
        self._pending: list[tuple[Step, Call]] = []

    def address(self, text: str) -> Address:
        """Return the cell that a person named."""
        if named := self._tracer.named(text.strip()):
            return named.first
        sheet, mark, place = text.strip().rpartition("!")
        name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        try:
            row, column = parse_cell(place)
        except ValueError:
            raise LembarError("bad_cell", found=text) from None
        if not mark:
            raise LembarError("bad_cell", found=text)
        return self._workbook.entry(name).name, row, column

    def explanation(self, address: Address) -> Explanation:
        """Return the tree behind a cell, and the first faulty cell in it."""
        root = self._step(address)
        if not _is_faulty(root.value):
            self._fill_in_uses()
            return Explanation(root)
        first = self._first_fault(address)
        fault = root if first == address else self._step(first, sources=False)
        self._fill_in_uses()
        return Explanation(root, fault, _cause(fault))

    def _value(self, address: Address) -> Result:
        if address in self._values:
            return self._values[address]
        content = self._tracer.content(address)
        return None if isinstance(content, Formula) else content

    def _step(self, address: Address, *, sources: bool = True) -> Step:
        sheet, row, column = address
        anchor = self._tracer.anchor(address)
        content = self._tracer.content(address)
        name = self._tracer.name_of(address)
        calculated = isinstance(content, Formula) or address in self._model.fixed
        step = Step(
            sheet=sheet,
            cell=cell_name(row, column),
            role=_role(content, calculated, name),
            value=self._value(address),
            label=name or self._labels.of(address),
            date=self._labels.is_date(address),
        )
        if calculated:
            cached = self._workbook.sheet(sheet).value(row, column)
            step.formula = self._written(anchor)
            step.stale = None if agree(cached, step.value) else cached
            self._pending += [(step, call) for call in self._tracer.calls(anchor)]
            step.told = anchor in self._told or len(self._told) >= _STEPS
            if sources and not step.told:
                self._told.add(anchor)
                step.sources = [self._source(source) for source in self._tracer.sources(anchor)]
        return step

    def _written(self, address: Address) -> str:
        """Return a formula as the planner sees it, without the number of the add-in's link."""
        sheet = self._workbook.sheet(address[0])
        cell = sheet.cell(*address[1:])
        formula = sheet.formula_of(cell) if cell is not None else None
        return re.sub(r"\[\d+\]!", "", formula or "")

    def _source(self, source: Source) -> Step | Range:
        if source.single:
            return self._step(source.first)
        cells = [cell for row in source.cells() for cell in row]
        calculated = [cell for cell in cells if isinstance(self._tracer.content(cell), Formula)]
        if len(cells) > _EXPANDED:
            calculated = calculated[:1]
        steps = [self._step(cell) for cell in calculated]
        return Range(source.place, self._range(source), steps, self._labels.is_date(source.first))

    def _range(self, source: Source) -> list[list[Result]]:
        return [[self._value(cell) for cell in row] for row in source.cells()]

    def _first_fault(self, address: Address) -> Address:
        """Return the cell at the start of a chain of errors."""
        seen: set[Address] = set()
        while address not in seen:
            seen.add(address)
            sources = self._tracer.sources(address)
            cells = (cell for source in sources for row in source.cells() for cell in row)
            faulty = (cell for cell in cells if _is_faulty(self._value(cell)) and cell not in seen)
            address = next(faulty, address)
        return address

    def _fill_in_uses(self) -> None:
        """Find the values of all arguments, those that are formulas by one more calculation."""
        texts = {(step.sheet, text) for step, call in self._pending for text in call.arguments}
        simple = {(sheet, text): self._simple(sheet, text) for sheet, text in texts}
        values: dict[tuple[str, str], Told] = {
            **simple,
            **self._calculated([argument for argument, value in simple.items() if value is None]),
        }
        for step, call in self._pending:
            known = [values[step.sheet, text] for text in call.arguments]
            use = _use(call, known)
            step.uses.append(replace(use, culprit=self._culprit(call, step.sheet)) if use.fault else use)

    def _culprit(self, call: Call, sheet: str) -> str | None:
        """Return the first cell that an argument of the call cannot take."""
        for argument, text in zip(call.entry.arguments, call.arguments, strict=False):
            source = self._tracer.source(text, sheet)
            for cell in (cell for row in source.cells() for cell in row) if source else ():
                if not _taken(argument, self._value(cell)):
                    return f"{quote_sheet(cell[0])}!{cell_name(*cell[1:])}"
        return None

    def _simple(self, sheet: str, text: str) -> list[list[Result]] | Missing | None:
        """Return the value of an argument that is left out, or names cells; None for any other."""
        if not text:
            return MISSING
        source = self._tracer.source(text, sheet)
        return None if source is None else self._range(source)

    def _calculated(self, arguments: list[tuple[str, str]]) -> dict[tuple[str, str], Result]:
        """Calculate arguments in cells that the workbook does not use."""
        sheets = {sheet.name: SheetModel(sheet.name, dict(sheet.cells)) for sheet in self._model.sheets}
        places: dict[tuple[str, str], Address] = {}
        free = {name: 2 + max((c for _, c in sheet.cells), default=0) for name, sheet in sheets.items()}
        for number, (sheet, text) in enumerate(arguments):
            place = 1 + 2 * number, free[sheet]
            places[sheet, text] = sheet, *place
            sheets[sheet].cells[place] = Formula(text)
        values = self._engine.evaluate(replace(self._model, sheets=list(sheets.values()))) if places else {}
        return {argument: values[place] for argument, place in places.items()}


def _role(content: Content | None, calculated: bool, name: str | None) -> Role:
    if calculated:
        return Role.STEP
    if content is None:
        return Role.BLANK
    return Role.SETTING if name else Role.INPUT


def _is_faulty(value: Result) -> bool:
    return isinstance(value, ExcelError | Uncomputed)


def _taken(argument: Parameter, value: Result) -> bool:
    """Say whether an argument can hold what a cell shows; an error is no value."""
    if _is_faulty(value):
        return False
    try:
        argument.read(cast("Value", value))
    except UdfError:
        return False
    return True


def _use(call: Call, values: list[Told]) -> Use:
    pairs = zip(call.entry.arguments, call.arguments, values, strict=False)
    arguments = [
        Argument(a.name, a.help, text, _single(value), a.kind in (date, Dates)) for a, text, value in pairs
    ]
    return Use(call.entry.name, call.entry.help, arguments, _fault(call, values))


def _fault(call: Call, values: list[Told]) -> str | None:
    ranges = [value if isinstance(value, list) else [[value]] for value in values]
    if any(isinstance(cell, Uncomputed) for rows in ranges for row in rows for cell in row):
        return None
    return reason(call.entry, cast("list[Value]", values))


def _single(value: Told) -> Told:
    """Return a range of one cell as its value."""
    return value[0][0] if isinstance(value, list) and len(value) == len(value[0]) == 1 else value


def _cause(step: Step) -> str:
    if isinstance(step.value, Uncomputed):
        return step.value.reason.id
    if told := next((use for use in step.uses if use.fault), None):
        return f"{told.name}: {told.fault}" + (f" (di sel {told.culprit})" if told.culprit else "")
    cause = _CAUSES[step.value] if isinstance(step.value, ExcelError) else ""
    return cause if step.formula is not None else f"nilai kesalahan diketik di sel itu ({cause})"
