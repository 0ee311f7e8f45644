"""Calculate a workbook and write what its formulas show back into the very file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from udfs.registry import FUNCTIONS, ExcelError
from xl_addin.errors import LembarError
from xl_addin.ooxml.formula import functions
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.cached import Change, cached_values, write_values
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import DEFAULT, Engine, engine
from xl_addin.recalc.model import (
    Address,
    Formula,
    Model,
    Reason,
    Result,
    SheetModel,
    Uncomputed,
    area_cells,
)
from xl_addin.recalc.trace import Tracer

_SHOWN = 5
"""How many cells a refusal names."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that could not be computed and shows its old value."""

    sheet: str
    cell: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Report:
    """What a recalculation did.

    Args:
        file: The file, or None for a package in memory.
        engine: The engine's name.
        seconds: How long it took, reading and writing included.
        formulas: How many formulas the workbook has.
        changes: The cells that show another value now.
        kept: The cells that could not be computed (only with ``keep``).
    """

    file: Path | None
    engine: str
    seconds: float
    formulas: int
    changes: list[Change]
    kept: list[Kept]


def recalculate(
    source: Path | str | Package | Workbook, engine_name: str = DEFAULT, *, keep: bool = False
) -> Report:
    """Calculate every formula of a workbook and write the values that changed into it.

    Args:
        source: A file, which is rewritten only when a value changed; or a package or a workbook, changed in
            memory.
        engine_name: One of ``xl_addin.recalc.engines.NAMES``.
        keep: Whether cells that cannot be computed keep their old value; otherwise the file is refused.

    Raises:
        LembarError: the file cannot be read or written, the engine cannot be used, or a cell cannot be
            computed. The file is as it was.
    """
    started = perf_counter()
    package = _package(source)
    try:
        workbook = source if isinstance(source, Workbook) else Workbook(package)
        model = to_model(workbook)
        values = _evaluated(engine(engine_name), model, workbook, keep)
        changes = write_values(workbook, values)
        if changes:
            workbook.flush()
            if isinstance(source, (Path, str)):
                package.save(source)
    except LembarError as error:
        raise error.in_file(package.path) from None
    kept = [Kept(a[0], cell_name(*a[1:]), v.reason) for a, v in values.items() if isinstance(v, Uncomputed)]
    formulas = sum(1 for _ in model.formulas()) + len(model.fixed)
    return Report(package.path, engine_name, perf_counter() - started, formulas, changes, kept)


def _package(source: Path | str | Package | Workbook) -> Package:
    if isinstance(source, Workbook):
        return source.package
    return source if isinstance(source, Package) else Package.open(source)


def _evaluated(chosen: Engine, model: Model, workbook: Workbook, keep: bool) -> dict[Address, Result]:
    if refusal := chosen.refusal(model):
        raise refusal
    values = chosen.evaluate(model)
    missing = model.fixed | uncomputed(values, model, workbook)
    if not missing:
        return values
    if not keep:
        raise LembarError("not_computable", found=_told(_roots(missing, model), model, chosen))
    return _around(missing, chosen, model, workbook)


def _around(
    missing: dict[Address, Uncomputed], chosen: Engine, model: Model, workbook: Workbook
) -> dict[Address, Result]:
    """Calculate with the old values of the cells that cannot be computed; what reads them is calculated."""
    kept: dict[Address, Uncomputed] = {}
    values: dict[Address, Result] = {}
    while missing:
        kept |= _roots(missing, model)
        values = chosen.evaluate(model.with_constants(cached_values(workbook, kept)))
        missing = uncomputed(values, model, workbook)
    return values | kept


def _roots(missing: dict[Address, Uncomputed], model: Model) -> dict[Address, Uncomputed]:
    """Return the cells whose own formula is the trouble, not a cell that they read; or else the circles."""
    tracer = Tracer(model)
    reads = {address: tracer.reads(address) & missing.keys() for address in missing}
    own = {address for address, cells in reads.items() if not cells - {address}}
    circles = set(missing)
    while not own and (ends := circles - {cell for address in circles for cell in reads[address]}):
        circles -= ends
    return {address: why for address, why in missing.items() if address in (own or circles)}


def uncomputed(values: dict[Address, Result], model: Model, workbook: Workbook) -> dict[Address, Uncomputed]:
    """Return the cells that the engine could not compute, an array's together.

    #NAME? counts as such unless the file shows it too: the engine does not know what Excel knew.
    """
    missing: dict[Address, Uncomputed] = {}
    if not any(value is ExcelError.NAME or isinstance(value, Uncomputed) for value in values.values()):
        return missing
    for address, formula in model.formulas():
        cells = list(area_cells(address, formula))
        found = ((cell, values[cell]) for cell in cells if cell in values)
        reasons = [reason for cell, value in found if (reason := _why_not(value, cell, workbook))]
        if reasons:
            missing.update(dict.fromkeys(cells, reasons[0]))
    return missing


def _why_not(value: Result, cell: Address, workbook: Workbook) -> Uncomputed | None:
    if value is ExcelError.NAME and workbook.sheet(cell[0]).value(cell[1], cell[2]) is not ExcelError.NAME:
        return Uncomputed(Reason.UNKNOWN_NAME)
    return value if isinstance(value, Uncomputed) else None


def _told(missing: Mapping[Address, Uncomputed], model: Model, chosen: Engine) -> str:
    """Return the first cells with their formulas, and the functions that the engine does not know."""
    texts = {address: f" ={formula.text}" for address, formula in model.formulas()}
    first = [f"{a[0]}!{cell_name(*a[1:])}{texts.get(a, '')[:80]}" for a in list(missing)[:_SHOWN]]
    more = len(missing) - len(first)
    unknown = _unknown_functions([texts[address] for address in missing if address in texts], chosen)
    parts = [*first, *([f"... (+{more})"] if more else []), *([f"? {', '.join(unknown)}"] if unknown else [])]
    return "; ".join(parts)


def _unknown_functions(texts: Iterable[str], chosen: Engine) -> list[str]:
    """Return the functions in these formulas that the engine does not know; it is asked to call each."""
    names = sorted({name.upper() for text in texts for name in functions(text)} - FUNCTIONS.keys())
    probe = SheetModel("S", {(row, 1): Formula(f"{name}()") for row, name in enumerate(names, 1)})
    values = chosen.evaluate(Model([probe]))
    return [name for row, name in enumerate(names, 1) if values["S", row, 1] is ExcelError.NAME]
