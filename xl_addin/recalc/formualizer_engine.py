"""The default engine: formualizer, in Rust. A minimal .xlsx in memory is the fastest way into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import formualizer

from udfs.registry import FUNCTIONS, MISSING, ExcelError, Udf, Value, invoke
from xl_addin.errors import LembarError
from xl_addin.recalc.calls import OMITTED, with_omitted
from xl_addin.recalc.formualizer_limits import Limits, with_holidays
from xl_addin.recalc.minimal_xlsx import to_xlsx
from xl_addin.recalc.model import (
    Address,
    Content,
    Formula,
    Model,
    Reason,
    Result,
    SheetModel,
    Uncomputed,
    area_cells,
    settled,
)

_ERRORS: Final = {
    "Null": ExcelError.NULL,
    "Div": ExcelError.DIV0,
    "Value": ExcelError.VALUE,
    "Ref": ExcelError.REF,
    "Name": ExcelError.NAME,
    "Num": ExcelError.NUM,
    "Na": ExcelError.NA,
}
_DICTS: Final[dict[Any, Any]] = {error: {"type": "Error", "kind": kind} for kind, error in _ERRORS.items()}
_REASONS: Final = {
    "Circ": Reason.CIRCULAR,
    "Spill": Reason.BLOCKED,
    "Error": Reason.UNREADABLE,
}
_AREA: Final = "LEMBAR_AREA"
_KEPT: Final = 16
"""How many results of calls over ranges each function keeps: the rules or columns of one row, and some."""
_DISTRUSTED: Final = Uncomputed(Reason.DISTRUSTED)
_SPILT: Final = Uncomputed(Reason.SPILT)
_RESIZED: Final = Uncomputed(Reason.RESIZED)
_NOTHING: Final = Uncomputed(Reason.NOTHING)


class FormualizerEngine:
    """Calculates with formualizer; knows every registered worksheet function."""

    name = "formualizer"

    def missing(self) -> str | None:
        """Return None: what it needs is installed with this package."""
        return None

    def refusal(self, model: Model) -> LembarError | None:  # noqa: ARG002 - it takes every model
        """Return None: cells that it cannot calculate are told one by one."""
        return None

    def evaluate(self, model: Model) -> dict[Address, Result]:
        """Return the value of every formula cell and of every cell of an array's area."""
        areas = _Areas()
        try:
            workbook = _load(model, areas)
            workbook.evaluate_all()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the Rust side is no Exception
            raise LembarError("engine_failed", expected=self.name, found=error) from error
        return _read(workbook, model, areas.misfits)


_NO_LIMIT: Final = 1 << 40  # how large a file may be has been asked of the one that the copy was made of


class _Areas:
    """Gives array formulas the area that the file says; alone, formualizer would spill them freely."""

    def __init__(self) -> None:
        self.formulas: list[Formula] = []
        self.misfits: set[Formula] = set()

    def wrap(self, formula: Formula, text: str) -> str:
        """Return the formula's text for this engine, which ends in a call of :meth:`fill`."""
        self.formulas.append(formula)
        return f"{_AREA}({text},{len(self.formulas) - 1})"

    def fill(self, result: Any, number: float) -> list[list[Any]]:
        """Fit a result to its area as Excel does: one value, row or column repeats, what lacks is #N/A."""
        formula = self.formulas[int(number)]
        rows, columns = formula.area or (1, 1)
        values = result if isinstance(result, list) else [[result]]
        if (len(values), len(values[0])) != (rows, columns):
            self.misfits.add(formula)
        return [[_fitted(values, row, column) for column in range(columns)] for row in range(rows)]


def _fitted(values: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    row = 0 if len(values) == 1 else row
    column = 0 if len(values[0]) == 1 else column
    if row >= len(values) or column >= len(values[0]):
        return _DICTS[ExcelError.NA]
    value = values[row][column]
    return 0.0 if value is None else value


def _load(model: Model, areas: _Areas) -> formualizer.Workbook:
    config = formualizer.EvaluationConfig()
    config.enable_parallel = False  # threads cost more than they bring: Python functions hold the lock
    config.cycle_detection = "runtime"  # as Excel: a circle that no value runs through is none
    config.date_system = "1904" if model.date_1904 else "1900"
    workbook = formualizer.Workbook.from_bytes(
        to_xlsx(_prepared(model, areas)),
        config=formualizer.WorkbookConfig(eval_config=config),
        load_limits=dict.fromkeys(("max_input_bytes", "max_expanded_bytes", "max_part_bytes"), _NO_LIMIT),
    )
    workbook.set_temporal_egress("serial")
    for entry in FUNCTIONS.values():
        workbook.register_function(entry.name, _adapter(entry), min_args=0)
    workbook.register_function(_AREA, areas.fill, min_args=2, max_args=2)
    return workbook


def _prepared(model: Model, areas: _Areas) -> Model:
    """Return the model in this engine's own words."""

    def content(cell: Content) -> Content:
        if not isinstance(cell, Formula):
            return cell
        text = with_holidays(with_omitted(cell.text))
        if cell.area is None:
            return cell if text is cell.text else Formula(text)
        return Formula(areas.wrap(cell, text))

    sheets = [
        SheetModel(sheet.name, {place: content(cell) for place, cell in sheet.cells.items()})
        for sheet in model.sheets
    ]
    return replace(model, sheets=sheets)


def _adapter(entry: Udf) -> Callable[..., Any]:
    """Return a function as this engine calls it, which knows its last results over ranges.

    A list of n rows that each take their own line of one result, ``INDEX(DISPATCH_ORDER(...), n)``, would
    else calculate the whole result n times.
    """
    kept: dict[str, Any] = {}

    def answer(arguments: Sequence[Any]) -> Any:
        return _to_host(invoke(entry, [_from_host(argument) for argument in arguments]))

    def call(*arguments: Any) -> Any:
        if not any(isinstance(argument, list) for argument in arguments):
            return answer(arguments)
        key = repr(arguments)  # tells 1 from TRUE, as == does not
        if key not in kept:
            if len(kept) == _KEPT:
                del kept[next(iter(kept))]
            kept[key] = answer(arguments)
        return kept[key]

    return call


def _from_host(value: Any) -> Value:
    if isinstance(value, list):
        return [[_error(cell) if isinstance(cell, dict) else cell for cell in row] for row in value]
    if isinstance(value, dict):
        return _error(value)
    return MISSING if value == OMITTED else value


def _to_host(value: Value) -> Any:
    if isinstance(value, list):
        return [[_DICTS.get(cell, cell) for cell in row] for row in value]
    return _DICTS[value] if isinstance(value, ExcelError) else value


def _error(value: dict[str, Any]) -> ExcelError:
    return _ERRORS.get(value["kind"], ExcelError.VALUE)


def _read(workbook: formualizer.Workbook, model: Model, misfits: set[Formula]) -> dict[Address, Result]:
    found: dict[Address, Result] = {}
    get = workbook.get_value
    limits = Limits([name for name, text in model.names.items() if ":" in text])
    taken = {sheet.name: _taken(sheet) for sheet in model.sheets}
    for address, formula in model.formulas():
        sheet, row, column = address
        wrong = None
        if not limits.trusts(formula.text):
            wrong = _DISTRUSTED
        elif formula.area is not None:
            wrong = _RESIZED if formula.dynamic and formula in misfits else None
        else:
            for beside in ((row + 1, column), (row, column + 1)):
                if beside not in taken[sheet] and get(sheet, *beside) is not None:
                    wrong = _SPILT
        for cell in area_cells(address, formula):
            found[cell] = wrong or _result(get(*cell))
    return found


def _taken(sheet: SheetModel) -> set[tuple[int, int]]:
    """Return the cells of a sheet that are not blank, those that array formulas fill among them."""
    taken = set(sheet.cells)
    for place, content in sheet.cells.items():
        if isinstance(content, Formula) and content.area is not None:
            taken.update(cell[1:] for cell in area_cells((sheet.name, *place), content))
    return taken


def _result(value: Any) -> Result:
    if isinstance(value, dict):
        kind = value["kind"]
        return _ERRORS.get(kind) or Uncomputed(_REASONS.get(kind, Reason.UNKNOWN_FORM))
    return _NOTHING if value is None else settled(value)
