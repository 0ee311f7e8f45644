"""Proof that a native twin gives what its Python function gives: both calculated over the same cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isclose

import pytest

from udfs.registry import FUNCTIONS, MISSING, ExcelError, Scalar, Value, invoke
from udfs.values import flat
from xl_addin.ooxml.references import column_letter
from xl_addin.recalc.engines import engine
from xl_addin.recalc.model import Formula, Model, Result, SheetModel

ENGINES = ["formualizer", "formulas", pytest.param("libreoffice", marks=pytest.mark.libreoffice)]
ODD: list[Scalar] = [None, "", "x", "3", True, False, 0.0, -1.0, 2.5, 7.0, ExcelError.DIV0, ExcelError.NA]
"""What people and other formulas leave in a cell where a number should be."""


_HEIGHT = 26  # rows for a call; no range here is longer
_MOST_FOR_FORMULAS = 60
"""Calls of one function that the engine formulas gets, evenly chosen: a long twin takes it half a second."""


@dataclass(frozen=True)
class Call:
    """A function called over cells that hold these values; MISSING: the argument is left out."""

    name: str
    arguments: Sequence[Value]
    typed: bool = False
    """Whether single values are typed into the formula instead of standing in cells."""

    def __str__(self) -> str:
        return f"{self.name}{tuple(self.arguments)}"

    @property
    def has_logical_in_range(self) -> bool:
        """Whether TRUE or FALSE stands where numbers or texts of a range are asked for."""
        pairs = zip(FUNCTIONS[self.name].arguments, self.arguments, strict=False)
        return any(isinstance(cell, bool) for a, v in pairs if a.takes_range for cell in flat(v))

    def expected(self) -> list[Scalar]:
        """Return what the Python function gives for each cell of the result."""
        rows, columns = FUNCTIONS[self.name].shape or (1, 1)
        value = invoke(FUNCTIONS[self.name], self.arguments)
        if isinstance(value, list):
            return [cell for row in value for cell in row]
        return [value] * rows * columns


def variations(name: str, *usual: Value) -> Iterator[Call]:
    """Yield the usual call, and calls in which one cell holds something odd or one argument is left out."""
    entry = FUNCTIONS[name]
    yield Call(name, usual)
    for n, (argument, value) in enumerate(zip(entry.arguments, usual, strict=False)):
        if argument.optional:
            yield Call(name, [*usual[:n], MISSING, *usual[n + 1 :]])
            yield Call(name, usual[:n])
        for strange in ODD:
            changed = _with_last_cell(value, strange) if isinstance(value, list) else strange
            yield Call(name, [*usual[:n], changed, *usual[n + 1 :]])


def disagreements(engine_name: str, calls: Iterable[Call]) -> list[str]:
    """Return the calls whose twin gives something else in the engine than the function does in Python."""
    calls = _evenly(calls) if engine_name == "formulas" else list(calls)
    sheet = SheetModel("S")
    rows = [_lay_out(sheet, 1 + n * _HEIGHT, call) for n, call in enumerate(calls)]
    values = engine(engine_name).evaluate(Model([sheet]))
    wrong = []
    for call, row in zip(calls, rows, strict=True):
        expected = call.expected()
        found = [values["S", row + n, 1] for n in range(len(expected))]
        if not all(map(_same, found, expected)):
            wrong.append(f"{call}: {engine_name} {found}, Python {expected}")
    return wrong


def _evenly(calls: Iterable[Call]) -> list[Call]:
    by_name: dict[str, list[Call]] = {}
    for call in calls:
        by_name.setdefault(call.name, []).append(call)
    return [call for same in by_name.values() for call in same[:: 1 + len(same) // _MOST_FOR_FORMULAS]]


def _with_last_cell(rows: list[list[Scalar]], cell: Scalar) -> Value:
    return [*rows[:-1], [*rows[-1][:-1], cell]]


def _lay_out(sheet: SheetModel, top: int, call: Call) -> int:
    """Put a call's arguments and its twin on the sheet from row ``top`` on, the results in column A."""
    texts, column = [], 3
    for value in call.arguments:
        texts.append(_typed(value) if call.typed else _put(sheet, top, column, value))
        column += 1 + (len(value[0]) if isinstance(value, list) else 1)
    entry = FUNCTIONS[call.name]
    for n in range((entry.shape or (1, 1))[0]):
        twin = entry.twin(texts, row=n + 1)
        assert twin is not None
        sheet.cells[top + n, 1] = Formula(twin)
    return top


def _put(sheet: SheetModel, top: int, left: int, value: Value) -> str:
    """Write an argument's cells and return the reference to them."""
    if value is MISSING:
        return ""
    rows = value if isinstance(value, list) else [[value]]
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            if cell is not None:
                sheet.cells[top + n, left + m] = Formula('""') if cell == "" else cell
    first = f"{column_letter(left)}{top}"
    last = f"{column_letter(left + len(rows[0]) - 1)}{top + len(rows) - 1}"
    return first if first == last else f"{first}:{last}"


def _typed(value: Value) -> str:
    return str(value).upper() if isinstance(value, bool) else f"{value:g}"


def _same(found: Result, expected: Scalar) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)
    return found == expected
