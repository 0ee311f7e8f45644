"""Do the engines agree? Each calculates the workbook by itself; where two differ, the cell is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from udfs.registry import ExcelError
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import cell_name, quote_sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.cached import cached_values
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import DEFAULT, NAMES, engine
from xl_addin.recalc.model import Address, Model, Reason, Result, Uncomputed, Values, area_cells

CACHED: Final = "cached"
"""The name under which the values that the file shows take part."""
TOLERANCE: Final = 1e-9
MOST: Final = {"formulas": 5_000}
"""How many formulas a slow engine gets; of a larger workbook it checks a sample, each against its inputs."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell on which the engines, or the file and the engines, do not agree."""

    sheet: str
    cell: str
    formula: str
    values: dict[str, Result]


@dataclass
class Verification:
    """What the engines said.

    Args:
        formulas: How many formula cells there are.
        checked: How many of them each engine calculated.
        unable: Engines that took no part, and why (in English).
        differences: Cells without agreement, in the order of the workbook.
        silent: Cells of which an engine knows no value, with the reason, by engine; not a disagreement.
    """

    formulas: int
    checked: dict[str, int] = field(default_factory=dict)
    unable: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    silent: dict[str, dict[str, Reason]] = field(default_factory=dict)


def verify(source: Path | str | Package, engines: Sequence[str] = NAMES) -> Verification:
    """Let the engines calculate a workbook, and compare them with each other and with what the file shows.

    A stale file differs under the name ``cached``. Numbers agree within 1e-9, relative or absolute.

    Raises:
        LembarError: the file cannot be read, or an engine named here does not exist.
    """
    package = source if isinstance(source, Package) else Package.open(source)
    try:
        return _verified(Workbook(package), engines)
    except LembarError as error:
        raise error.in_file(package.path) from None


def _verified(workbook: Workbook, engines: Sequence[str]) -> Verification:
    model = to_model(workbook)
    texts = {cell: f.text for address, f in model.formulas() for cell in area_cells(address, f)}
    values: dict[str, Values] = {CACHED: cached_values(workbook, texts)}
    result = Verification(len(texts))
    for name in engines if texts else ():
        found = _asked(name, model, workbook.package.path)
        if isinstance(found, str):
            result.unable[name] = found
        else:
            values[name] = found
            result.checked[name] = len(found)
    for cell, text in texts.items():
        _compare(cell, text, {name: known[cell] for name, known in values.items() if cell in known}, result)
    for (sheet, *place), missing in model.fixed.items():
        said: dict[str, Result] = dict.fromkeys(result.checked, missing)
        said[CACHED] = workbook.sheet(sheet).value(*place)
        result.differences.append(Difference(sheet, cell_name(*place), "", said))
    return result


def _asked(name: str, model: Model, file: Path | None) -> Values | str:
    """Return an engine's values, or why it gives none."""
    try:
        chosen = engine(name)
        if refusal := chosen.refusal(model):
            return refusal.in_file(file).english()
        return chosen.evaluate(_sample(model, MOST.get(name)))
    except LembarError as error:
        if error.key == "unknown_engine":
            raise
        return error.in_file(file).english()


def _sample(model: Model, most: int | None) -> Model:
    """Return a model of at most so many formulas, evenly spread; the others are there as their values."""
    formulas = list(model.formulas())
    if most is None or len(formulas) <= most:
        return model
    step = -(-len(formulas) // most)
    known = engine(DEFAULT).evaluate(model)
    others = [pair for number, pair in enumerate(formulas) if number % step]
    return model.with_constants({cell: known[cell] for pair in others for cell in area_cells(*pair)})


def _compare(cell: Address, text: str, values: dict[str, Result], result: Verification) -> None:
    spoken = {}
    for name, value in values.items():
        if name != CACHED and (value is ExcelError.NAME or isinstance(value, Uncomputed)):
            reason = value.reason if isinstance(value, Uncomputed) else Reason.UNKNOWN_NAME
            result.silent.setdefault(name, {})[_written(cell)] = reason
        else:
            spoken[name] = value
    first = next(iter(spoken.values()))
    if len(spoken) == 1 or not all(agree(first, value) for value in spoken.values()):
        result.differences.append(Difference(cell[0], cell_name(*cell[1:]), text, values))


def _written(cell: Address) -> str:
    return f"{quote_sheet(cell[0])}!{cell_name(*cell[1:])}"


def agree(one: Result, other: Result) -> bool:
    """Say whether two values are the same for a planner: the same type, numbers within the tolerance.

    >>> agree(0.1 + 0.2, 0.3), agree(1.0, True), agree("", None)
    (True, False, False)
    """
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE * max(1.0, abs(one), abs(other))
    return type(one) is type(other) and one == other
