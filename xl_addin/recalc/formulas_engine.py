"""The second opinion: formulas, in Python. Slow (some 3 ms a formula), so it checks rather than serves."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from formulas import ExcelModel, Parser, get_functions
from formulas.errors import FormulaError
from formulas.ranges import Ranges
from formulas.tokens.operand import Error, XlError
from schedula import EMPTY, DispatcherError

from udfs.registry import FUNCTIONS, MISSING, ExcelError, Scalar, Udf, Value, invoke
from xl_addin.errors import LembarError
from xl_addin.ooxml.formula import map_references
from xl_addin.ooxml.references import Area
from xl_addin.recalc.calls import OMITTED, with_omitted
from xl_addin.recalc.model import (
    Address,
    Content,
    Formula,
    Model,
    Reason,
    Result,
    Uncomputed,
    area_cells,
    settled,
)

logging.getLogger("schedula").setLevel(logging.CRITICAL)  # it logs a traceback for every #NAME?
_ERRORS: Final = {error.value: error for error in ExcelError}
_APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
_NOTHING: Final = Uncomputed(Reason.NOTHING)
_UNREADABLE: Final = Uncomputed(Reason.UNREADABLE)


class FormulasEngine:
    """Calculates with formulas; knows every registered worksheet function."""

    name = "formulas"

    def missing(self) -> str | None:
        """Return None: what it needs is installed with this package."""
        return None

    def refusal(self, model: Model) -> LembarError | None:
        """Return that it cannot count days from 1904, where the model does, or None."""
        return LembarError("date_1904", expected=self.name) if model.date_1904 else None

    def evaluate(self, model: Model) -> dict[Address, Result]:
        """Return the value of every formula cell and of every cell of an array's area."""
        known = get_functions()
        known.update((entry.name, _adapter(entry)) for entry in FUNCTIONS.values())
        words: dict[str, Any] = {name: f"={_plain_sheets(text)}" for name, text in model.names.items()}
        for sheet in model.sheets:
            for (row, column), content in sheet.cells.items():
                words[_key((sheet.name, row, column), content)] = _words(content)
        try:
            return _read(model, *_solution(words))
        except Exception as error:
            raise LembarError("engine_failed", expected=self.name, found=error) from error


def _key(address: Address, content: Content) -> str:
    sheet, row, column = address
    rows, columns = (isinstance(content, Formula) and content.area) or (1, 1)
    plain = sheet.replace("'", _APOSTROPHE)
    return f"'{plain}'!{Area(row, column, row + rows - 1, column + columns - 1)}"


def _words(content: Content) -> float | str | bool:
    """Return a cell as formulas takes it: text that could be read as a formula is written as one."""
    if isinstance(content, Formula):
        return "=" + with_omitted(_plain_sheets(content.text))
    if isinstance(content, ExcelError):
        return f"={content}"
    if isinstance(content, str) and content.startswith(("=", "{", "#")):
        return '="' + content.replace('"', '""') + '"'
    return content


def _plain_sheets(text: str) -> str:
    """Return a formula without apostrophes in the names of sheets, which formulas does not understand."""
    if "''" not in text:
        return text
    return map_references(text, lambda found: replace(found, sheet=found.sheet.replace("''", _APOSTROPHE)))


def _solution(words: dict[str, Any]) -> tuple[Mapping[str, Any], set[str]]:
    """Calculate, leaving out formulas that cannot be read: one of them would stop all."""
    try:
        return ExcelModel().from_dict(words).calculate(), set()
    except (FormulaError, DispatcherError):
        unreadable = {key for key, text in words.items() if not _readable(text)}
        rest = {key: text for key, text in words.items() if key not in unreadable}
        return ExcelModel().from_dict(rest).calculate(), unreadable


def _readable(text: object) -> bool:
    if not (isinstance(text, str) and text.startswith("=")):
        return True
    try:
        Parser().ast(text)[1].compile()
    except (FormulaError, DispatcherError):  # the second: a part without references, calculated at once
        return False
    return True


def _read(model: Model, solution: Mapping[str, Any], unreadable: set[str]) -> dict[Address, Result]:
    found: dict[Address, Result] = {}
    for address, formula in model.formulas():
        key = _key(address, formula)
        cells = list(area_cells(address, formula))
        values = solution.get(Ranges.get_range(key)["name"])
        if values is None:
            found.update(dict.fromkeys(cells, _UNREADABLE if key in unreadable else _NOTHING))
        else:
            found.update(zip(cells, map(_result, values.value.flat), strict=True))
    return found


def _adapter(entry: Udf) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        return _to_host(invoke(entry, [_from_host(argument) for argument in arguments]))

    return call


def _from_host(value: Any) -> Value:
    value = getattr(value, "value", value)  # a range
    if hasattr(value, "ndim") and value.ndim == 2:
        return [[_cell(cell) for cell in row] for row in value]
    return MISSING if isinstance(value, str) and value == OMITTED else _cell(value)


def _cell(value: Any) -> Scalar:
    """Return a value of numpy, schedula or formulas as a cell's value."""
    value = value.item() if hasattr(value, "item") else value
    if value is EMPTY:
        return None
    if isinstance(value, XlError):
        return _ERRORS.get(str(value), ExcelError.VALUE)
    if isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    return ExcelError.NUM if isinstance(value, complex) else float(value)  # (-8)^(1/3)


def _result(value: Any) -> Result:
    cell = _cell(value)
    return 0.0 if cell is None else settled(cell)


def _to_host(value: Value) -> Any:
    if isinstance(value, ExcelError):
        return Error.errors[value.value]
    if isinstance(value, list):
        return np.array([[_to_host(cell) for cell in row] for row in value], dtype=object)
    return value
