"""The registry: what a host hands over, what it gets back, and what it costs to import."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import udfs
from udfs.registry import (
    FUNCTIONS,
    MISSING,
    Dates,
    ExcelError,
    Matrix,
    Numbers,
    Texts,
    UdfError,
    from_serial,
    invoke,
    reason,
    serial,
    udf,
)

ROOT = Path(__file__).parents[1]
SINGLE = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.sampled_from([0.0, 1.0, 3.0, 4.0, 46023.0, 1e300, -1e300])
    | st.text(max_size=3)
    | st.sampled_from(ExcelError)
)
RANGE = st.integers(0, 3).flatmap(
    lambda width: st.lists(st.lists(SINGLE, min_size=width, max_size=width), max_size=4)
)
VALUE = SINGLE | RANGE | st.just(MISSING)


@pytest.fixture
def registered() -> Iterator[dict]:
    """The registry, cleared afterwards of what a test puts into it."""
    before = dict(FUNCTIONS)
    yield FUNCTIONS
    FUNCTIONS.clear()
    FUNCTIONS.update(before)


def test_importing_the_functions_needs_the_standard_library_alone():
    code = (
        "import sys; before = set(sys.modules); import udfs; "
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert shown.stdout.strip() == "['udfs']"


def test_importing_the_package_registers_and_exports_every_function():
    assert {name.lower() for name in FUNCTIONS} == set(udfs.__all__)
    assert all(getattr(udfs, name) is FUNCTIONS[name.upper()].function for name in udfs.__all__)


@pytest.mark.parametrize("entry", FUNCTIONS.values(), ids=lambda entry: entry.name)
def test_every_function_has_the_help_that_a_function_wizard_shows(entry):
    assert entry.category
    assert entry.help.endswith(".")
    assert len(entry.help) <= 255  # Excel's limit, as that of an argument's help
    for argument in entry.arguments:
        assert argument.label
        assert len(argument.help) <= 255
    assert entry.function.__doc__
    assert all(f"{argument.name}:" in entry.function.__doc__ for argument in entry.arguments)
    assert "Source: " in entry.function.__doc__


@pytest.mark.parametrize(
    "entry", [entry for entry in FUNCTIONS.values() if entry.native], ids=lambda entry: entry.name
)
def test_every_twin_fits_a_cell_with_long_arguments(entry):
    twin = entry.twin(["'Isu Internal & Eksternal'!$AA$1000:$AA$1500"] * len(entry.arguments))
    assert twin is not None
    assert len(twin) <= 8192


@pytest.mark.parametrize("entry", FUNCTIONS.values(), ids=lambda entry: entry.name)
@given(data=st.data())
def test_no_value_of_any_shape_makes_a_function_raise(entry, data):
    arguments = data.draw(st.lists(VALUE, max_size=len(entry.arguments) + 1))
    value = invoke(entry, arguments)
    assert isinstance(value, float | str | bool | ExcelError | list)
    assert (reason(entry, arguments) is not None) == isinstance(value, ExcelError)


@pytest.mark.parametrize("entry", FUNCTIONS.values(), ids=lambda entry: entry.name)
@given(data=st.data(), error=st.sampled_from(ExcelError))
def test_an_error_that_comes_in_goes_out(entry, data, error):
    arguments = [[[1.0]] if argument.takes_range else 1.0 for argument in entry.arguments]
    at = data.draw(st.integers(0, len(arguments) - 1))
    arguments[at] = [[1.0], [error]] if entry.arguments[at].takes_range else error
    assert invoke(entry, arguments) is error
    assert reason(entry, arguments) == f"sel masukan sudah berisi {error}"


def test_of_the_needed_cells_the_first_that_is_blank_or_an_error_decides():
    entry = FUNCTIONS["SWOT_SCORE"]
    assert invoke(entry, [None, 3.0, ExcelError.REF]) == ""
    assert invoke(entry, ["", ExcelError.NA, 10.0]) == ""
    assert invoke(entry, [ExcelError.NA, "", 10.0]) is ExcelError.NA
    assert invoke(entry, [[[None]], 3.0, 10.0]) == ""


def test_an_optional_argument_left_out_or_empty_has_its_default():
    entry = FUNCTIONS["SWOT_SCORE"]
    usual = invoke(entry, [3.0, 4.0, 10.0])
    assert invoke(entry, [3.0, 4.0, 10.0, MISSING, MISSING]) == usual
    assert invoke(entry, [3.0, 4.0, 10.0, None, [[None]]]) == usual
    assert invoke(entry, [3.0, 4.0, 10.0, 0.0, 0.0]) == usual


def test_a_call_with_too_few_or_too_many_arguments_says_how_many_it_takes():
    entry = FUNCTIONS["SWOT_SCORE"]
    assert invoke(entry, [3.0]) is ExcelError.VALUE
    assert reason(entry, [3.0]) == "SWOT_SCORE membutuhkan 3 sampai 5 argumen, diberi 1"
    assert reason(FUNCTIONS["SWOT_X"], []) == "SWOT_X membutuhkan 2 argumen, diberi 0"
    assert reason(entry, [3.0, MISSING, 10.0]) == "Rating isu ini: ditemukan sel kosong, seharusnya isi"


def test_one_cell_is_asked_for_and_a_range_comes():
    assert invoke(FUNCTIONS["SWOT_X"], [[[1.0], [2.0]], 1.0]) is ExcelError.VALUE
    assert (
        reason(FUNCTIONS["SWOT_X"], [[[1.0], [2.0]], 1.0]) == "Score S: ditemukan 2 sel, seharusnya satu sel"
    )
    assert invoke(FUNCTIONS["SWOT_X"], [[[1.0]], 1.0]) == 0


def test_values_become_what_the_annotations_ask_for(registered):
    @udf(
        category="Uji",
        help="Uji.",
        args=dict.fromkeys(["count", "word", "numbers", "words", "days", "rows"], "Uji"),
    )
    def probe(count: int, word: str, numbers: Numbers, words: Texts, days: Dates, rows: Matrix | None) -> str:
        return repr((count, word, numbers, words, days, rows))

    day = serial(date(2026, 1, 1))
    arguments = [3.9, 2.5, [[1.0, None]], [["a", True], ["", 7.0]], [[day], [0.0]], [[1.0, 2.0], [None, 3.0]]]
    expected = (
        3,
        "2.5",
        [1.0, None],
        ["a", "TRUE", None, "7"],
        [date(2026, 1, 1), None],
        [[1.0, 2.0], [None, 3.0]],
    )
    assert invoke(registered["PROBE"], arguments) == repr(expected)
    assert probe(1, "a", [], [], [], []) == "(1, 'a', [], [], [], [])"


def test_results_become_what_a_cell_can_show(registered):
    results = iter([None, date(2026, 1, 1), -0.0, True, 3, float("inf"), [[1, None]], 10**400])

    @udf(category="Uji", help="Uji.", args={})
    def result() -> object:
        return next(results)

    shown = [invoke(registered["RESULT"], []) for _ in range(8)]
    assert [*map(repr, shown)] == [
        "''",
        "46023.0",
        "0.0",
        "True",
        "3.0",
        "<ExcelError.NUM: '#NUM!'>",
        "[[1.0, '']]",
        "<ExcelError.NUM: '#NUM!'>",
    ]


def test_a_function_that_a_host_could_not_offer_is_refused_when_it_is_registered(registered):
    def half(amount: float) -> float:
        return amount / 2

    def of_unknown(amount: complex) -> float:
        return abs(amount)

    with pytest.raises(TypeError, match="args must describe"):
        udf(category="Uji", help="Uji.", args={"sum": "Jumlah"})(half)
    with pytest.raises(TypeError, match="which are no arguments"):
        udf(category="Uji", help="Uji.", args={"amount": "Jumlah"}, native="{sum}/2")(half)
    with pytest.raises(TypeError, match="no cell or range"):
        udf(category="Uji", help="Uji.", args={"amount": "Jumlah"})(of_unknown)
    assert set(registered) == {name.upper() for name in udfs.__all__}


@pytest.mark.parametrize(
    "text", ["B4", "$B$4:$C9", "Bobot_S", "'Isu & Ide'!A1", "Data!A1:A3", "2.5", '"a,b"']
)
def test_a_twin_takes_a_single_operand_as_it_is(text):
    assert FUNCTIONS["SWOT_X"].twin([text, "1"]).startswith(f'IF({text}="","",IF(1="","",')


@pytest.mark.parametrize("text", ['A1="x"', "-1", "A1+B1", "'a'!A1&'b'!B1"])
def test_a_twin_puts_an_expression_in_brackets(text):
    assert FUNCTIONS["SWOT_X"].twin([text, "1"]).startswith(f'IF(({text})="","",IF(1="","",')


def test_a_twin_writes_defaults_as_a_formula_does(registered):
    @udf(
        category="Uji",
        help="Uji.",
        args=dict.fromkeys(["text", "flag", "numbers", "names", "amount"], "Uji"),
        native="F({text},{flag},{numbers},{names},{amount},{row})",
    )
    def defaults(
        text: str = 'a"b',
        flag: bool = True,
        numbers: Numbers = (),
        names: Texts = ("x", "y"),
        amount: float = 1.5,
    ) -> str:
        return ""

    assert registered["DEFAULTS"].twin([], row=2) == 'F("a""b",TRUE,0,{"x","y"},1.5,2)'


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_days_and_their_numbers_are_one_to_one(day):
    assert from_serial(serial(day)) == from_serial(serial(day) + 0.99) == day


@pytest.mark.parametrize("number", [60.9, -1.0, 2958466.0])
def test_a_number_outside_excels_calendar_is_no_day(number):
    with pytest.raises(UdfError, match="seharusnya tanggal sejak 1 Maret 1900"):
        from_serial(number)
