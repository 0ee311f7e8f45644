"""Cells call Python: every function through xlwings' own COM server and call path, Windows stubbed."""

from __future__ import annotations

import importlib
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from com_excel import ERROR_CODES, MISSING, FakeRange
from windows_stubs import windows

import xl_addin.ribbon.functions as module
from udfs.registry import FUNCTIONS, Argument, ExcelError, Udf, Value, invoke, serial
from udfs.registry import MISSING as LEFT_OUT
from xl_addin.ribbon.functions import value_of
from xl_addin.ribbon.wrappers import PYTHON_MODULE

ENTRIES = sorted(FUNCTIONS.values(), key=lambda entry: entry.name)
by_name = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """xlwings' COM server, which VBA's ``XLPy`` is."""
    with windows() as udfs:
        importlib.reload(module)
        com_server = importlib.import_module("xlwings.com_server")
        udfs.udf_modules.clear()
        yield com_server.XLPython()
    importlib.reload(module)


def worded(value: Value) -> Any:
    """A result as CallUDF hands it to VBA: error words, a single value or a row bare."""
    rows = value if isinstance(value, list) else [[value]]
    rows = [[str(cell) if isinstance(cell, ExcelError) else cell for cell in row] for row in rows]
    if len(rows) > 1:
        return rows
    return rows[0] if len(rows[0]) > 1 else rows[0][0]


def handed_over(value: Value) -> Any:
    """A value of the registry as COM hands it over: a range, or a bare value."""
    if value is LEFT_OUT:
        return MISSING
    if isinstance(value, list):
        return FakeRange([[_cell(cell) for cell in row] for row in value])
    return _cell(value)


def _cell(value: Any) -> Any:
    return ERROR_CODES[str(value)] if isinstance(value, ExcelError) else value


def call(server: Any, entry: Udf, values: list[Value]) -> Any:
    arguments = [handed_over(value) for value in values]
    return server.CallUDF(PYTHON_MODULE, entry.name, arguments, None, FakeRange([[None]]))


def plausible(argument: Argument, chance: random.Random) -> Value:
    """A value of the kind that the argument holds."""
    singles = {float: 2.0, int: 2.0, bool: True, str: "Ya", date: serial(date(2027, 1, 4))}
    if not argument.takes_range:
        return singles[argument.kind]
    if "str" in str(argument.kind):
        return [[f"Nama {n}"] for n in range(4)]
    return [[float(chance.randint(1, 4))] for _ in range(4)]


@by_name
@pytest.mark.parametrize("seed", range(3))
def test_plausible_values_give_what_the_registry_gives(server, entry, seed):
    chance = random.Random(seed)
    values = [plausible(argument, chance) for argument in entry.arguments]
    assert call(server, entry, values) == worded(invoke(entry, values))


@by_name
def test_arguments_left_out_take_their_defaults(server, entry):
    chance = random.Random(1)
    values = [LEFT_OUT if a.optional else plausible(a, chance) for a in entry.arguments]
    assert call(server, entry, values) == worded(invoke(entry, values))


@by_name
@pytest.mark.parametrize("code", ERROR_CODES)
def test_an_error_that_comes_in_is_seen_and_goes_out(server, entry, code):
    """Free xlwings makes a blank of it unless told otherwise."""
    for place in range(entry.required):
        values = [plausible(argument, random.Random(1)) for argument in entry.arguments]
        values[place] = ExcelError(code)
        found = call(server, entry, values)
        assert found == worded(invoke(entry, values))
        assert code in ([found] if isinstance(found, str) else [cell for row in found for cell in row])


@by_name
def test_an_error_inside_a_range_is_seen(server, entry):
    for place, argument in enumerate(entry.arguments):
        if argument.takes_range:
            values = [plausible(a, random.Random(1)) for a in entry.arguments]
            rows = values[place]
            assert isinstance(rows, list)
            values[place] = [*rows[:-1], [ExcelError.NA]]
            assert call(server, entry, values) == worded(invoke(entry, values))


@by_name
@pytest.mark.parametrize("blank", [None, ""])
def test_blank_cells(server, entry, blank):
    for place, argument in enumerate(entry.arguments):
        values = [plausible(a, random.Random(1)) for a in entry.arguments]
        values[place] = [[blank]] * 4 if argument.takes_range else blank
        assert call(server, entry, values) == worded(invoke(entry, values))


@by_name
@pytest.mark.parametrize("odd", ["teks", True, -1.0, 1e3, 1e15, 1e308, 0.0])
def test_odd_values_never_raise(server, entry, odd):
    for place in range(len(entry.arguments)):
        values = [plausible(argument, random.Random(1)) for argument in entry.arguments]
        values[place] = odd
        assert call(server, entry, values) == worded(invoke(entry, values))


@by_name
def test_every_function_is_offered_with_its_help(server, entry):
    offered = getattr(module, entry.name).__xlfunc__
    assert offered["category"] == entry.category
    assert offered["ret"]["doc"] == entry.help
    assert [(a["name"], a["doc"]) for a in offered["args"]] == [(a.name, a.help) for a in entry.arguments]
    assert ["optional" in a for a in offered["args"]] == [a.optional for a in entry.arguments]


def test_no_argument_has_the_name_that_xlwings_keeps_for_the_calling_cell():
    assert not [entry.name for entry in ENTRIES for argument in entry.arguments if argument.name == "caller"]


def test_a_range_of_one_cell_and_a_row_and_an_array():
    assert value_of(FakeRange([[5.0]]).Value2) == 5.0
    assert value_of((1.0, 2.0)) == [[1.0, 2.0]]
    assert value_of(((1.0,), (None,))) == [[1.0], [None]]


@pytest.mark.parametrize("word", ERROR_CODES)
def test_errors_are_told_from_numbers_and_from_texts(word):
    assert value_of(ERROR_CODES[word]) is ExcelError(word)
    assert value_of(word) == word
    assert value_of(float(ERROR_CODES[word])) == ERROR_CODES[word]


def test_a_new_kind_of_error_is_an_error():
    assert value_of(-2146826288 + 50) is ExcelError.VALUE


def test_dates_and_currency_from_arrays_are_numbers():
    assert value_of(datetime(2026, 1, 1, 12, tzinfo=UTC)) == 46023.5
    assert value_of(Decimal("1234.5678")) == 1234.5678
    assert value_of(7) == 7.0


def test_anything_else_is_told():
    with pytest.raises(TypeError, match="object"):
        value_of(object())
