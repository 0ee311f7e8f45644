"""Worksheet functions in LibreOffice Calc, really running: every cell shows what Python gives."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from calc_office import ROOT, Calc, running

import udfs
from udfs.registry import FUNCTIONS, MISSING, ExcelError, Udf, Value, invoke
from xl_addin import calc_host
from xl_addin.calc import office
from xl_addin.calc.names import IDENTIFIER, gives_array
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.cached import cached_values
from xl_addin.recalc.verify import verify

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]

assert udfs
_NAMES = [["A"], ["B"], ["C"], ["D"]]
_NUMBERS = [[3.0], [5.0], [2.0], [4.0]]
USUAL: dict[str, list[Value]] = {
    "KPI_ACHIEVEMENT": [90.0, 100.0, "Minimalkan"],
    "KPI_STATUS": [0.9, 1.0, 0.8, [["Baik"], ["Cukup"], ["Kurang"]]],
    "KPI_YTD": [_NUMBERS, "Rasio", [[2.0], [2.0], [2.0], [8.0]]],
    "SWOT_WEIGHT_PCT": [3.0, _NUMBERS],
    "SWOT_SCORE": [3.0, 4.0, _NUMBERS, 0.0, True],
    "SWOT_TOTAL": [_NUMBERS, [[4.0], [3.0], [None], [1.0]]],
    "SWOT_POSITION": [0.5, -0.5],
    "DUE_DATE": [46328.0, 3.0, [[46330.0]]],
    "WORKING_DAYS": [46328.0, 46335.0, [[46330.0]]],
    "DISPATCH": [_NAMES, _NUMBERS, [[9.0], [8.0], [7.0], [6.0]], "EDD"],
    "DISPATCH_METRIC": [_NUMBERS, [[9.0], [8.0], [7.0], [6.0]], "SPT", "Makespan"],
    "FORECAST_ERROR": [_NUMBERS, [[3.0], [4.0], [2.0], [5.0]], "MAD"],
    "PAYBACK_PERIOD": [10.0, _NUMBERS],
    "CARRIER_BY_WEIGHT": [20.0],
    "ROUTING_SHEET": [100.0, [[0.02], [0.05]], [[0.9], [0.8]], [[10.0], [12.0]], 8.0],
    "INTERNAL_RATE_OF_RETURN": [[[-8.0], [5.0], [5.0]]],
    "ROUTING_PREPARED": [100.0, 0.02],
    "ROUTING_LOAD": [100.0, 0.9],
    "MODIFIED_RATE_OF_RETURN": [[[-8.0], [5.0], [5.0]], 0.1, 0.08],
    "JOHNSON": [[[3.0, 5.0], [4.0, 2.0], [6.0, 4.0]]],
    "FLOW_MAKESPAN": [[[3.0, 5.0], [4.0, 2.0]], [[2.0], [1.0]]],
    "EXPONENTIAL_SMOOTHING": [_NUMBERS, 0.3],
    "HOLT": [_NUMBERS, 0.3, 0.2, 2.0],
    "FORECAST_MEASURE": [_NUMBERS, "MAD"],
    "BACKTRACK_SHARE": [[[0.0, 5.0], [3.0, 0.0]]],
    "EPQ": [100.0, 50.0, 2.0, 400.0],
    "EOQ_DISCOUNT": [1000.0, 50.0, 0.2, [[0.0], [100.0]], [[10.0], [9.0]]],
    "COST_CROSSOVER": [100.0, 5.0, 200.0, 3.0],
    "OPERATION_NETWORK": [_NAMES, _NUMBERS, [[None], ["A"], ["A"], ["B, C"]]],
    "NETWORK_DURATION": [_NAMES, _NUMBERS, [[None], ["A"], ["A"], ["B, C"]]],
    "KPI_YTD_TARGET": [_NUMBERS, "Jumlah", _NUMBERS],
    "KPI_YTD_COVERAGE": [_NUMBERS, "Jumlah", _NUMBERS],
    "SERVICE_FACTOR": [0.95],
    "SELLING_PRICE": [100.0, 0.2],
}
"""Calls with a sense; other functions are called with numbers."""


@pytest.fixture(scope="module")
def calc(tmp_path_factory) -> Iterator[Calc]:
    with running(tmp_path_factory.mktemp("calc")) as started:
        yield started


def usual(entry: Udf) -> list[Value]:
    if entry.name in USUAL:
        return USUAL[entry.name]
    numbers = iter([12.0, 5.0, 3.0, 2.0, 7.0])
    kinds = {float: 0.0, int: 2.0, bool: True, str: "x"}
    required = [argument for argument in entry.arguments if not argument.optional]
    return [
        _NUMBERS if a.takes_range else next(numbers) if a.kind is float else kinds.get(a.kind, 1.0)
        for a in required
    ]


class Sheet:
    """Calls laid out on a sheet, eight rows each; their arguments stand in cells."""

    def __init__(self) -> None:
        self.cells: dict[str, str] = {}
        self.calls: list[tuple[Udf, list[Value], str, str]] = []
        self._row = 1

    def add(self, entry: Udf, arguments: Sequence[Value], *, typed: bool = False) -> None:
        """Add a call; ``typed``: single values stand in the formula."""
        texts, column = [], 1
        for value in arguments:
            if value is MISSING:
                texts.append("")
            elif typed and not isinstance(value, list):
                texts.append(literal(value))
            else:
                rows = value if isinstance(value, list) else [[value]]
                first, last = f"{column_letter(column)}{self._row}", column + len(rows[0]) - 1
                for down, cells in enumerate(rows):
                    for across, cell in enumerate(cells):
                        if cell is not None:
                            self.cells[f"{column_letter(column + across)}{self._row + down}"] = literal(
                                cell, "="
                            )
                area = f"{first}:{column_letter(last)}{self._row + len(rows) - 1}"
                texts.append(area if len(rows) * len(rows[0]) > 1 else first)
                column = last + 1
        self.calls.append((entry, list(arguments), f"={entry.name}({';'.join(texts)})", f"Z{self._row}"))
        self._row += 8

    def answers(self, calc: Calc) -> list[tuple[str, list[Any], list[Any]]]:
        """Return formula, what Calc shows and what Python gives, of each call."""
        calc.open()
        calc.write(None, self.cells)
        for entry, arguments, formula, place in self.calls:
            rows = expected(entry, arguments)
            if gives_array(entry):
                end = f"{column_letter(25 + len(rows[0]))}{int(place[1:]) + len(rows) - 1}"
                calc.array(None, f"{place}:{end}", formula)
            else:
                calc.write(None, {place: formula})
        calc.press("link_formulas")
        found = []
        for entry, arguments, formula, place in self.calls:
            rows = expected(entry, arguments)
            top = int(place[1:])
            names = [
                f"{column_letter(26 + c)}{top + r}" for r, row in enumerate(rows) for c, _ in enumerate(row)
            ]
            found.append((formula, calc.read(None, names), [cell for row in rows for cell in row]))
        calc.close()
        return found


def expected(entry: Udf, arguments: Sequence[Value]) -> list[list[Any]]:
    value = invoke(entry, arguments)
    return value if isinstance(value, list) else [[value]]


def literal(value: Any, before: str = "") -> str:
    if isinstance(value, ExcelError):
        return before + {"#DIV/0!": "1/0", "#N/A": "NA()"}[value.value]
    if isinstance(value, bool):
        return before + f"{str(value).upper()}()"
    if isinstance(value, str):
        return f'{before}"{value}"' if not before or not value else f"'{value}"
    return repr(value)


def same(shown: Any, value: Any) -> bool:
    if isinstance(value, ExcelError):
        return shown == {"error": value.value}
    if isinstance(value, float | int):
        return isinstance(shown, float) and isclose(shown, value, rel_tol=1e-12, abs_tol=1e-12)
    return shown == (value or "")


def check(sheet: Sheet, calc: Calc) -> None:
    wrong = [told for told in sheet.answers(calc) if not all(map(same, *told[1:]))]
    assert not wrong, "\n".join(f"{formula}: Calc {shown}, Python {value}" for formula, shown, value in wrong)


def test_every_function_with_values_in_cells_and_typed(calc):
    sheet = Sheet()
    for entry in FUNCTIONS.values():
        sheet.add(entry, usual(entry))
        sheet.add(entry, usual(entry), typed=True)
    check(sheet, calc)
    sound = [not isinstance(invoke(entry, usual(entry)), ExcelError) for entry in FUNCTIONS.values()]
    assert sum(sound) > len(sound) * 0.7  # the calls are not refused


def test_every_function_with_blank_cells_text_and_errors_where_a_value_should_be(calc):
    sheet = Sheet()
    for entry in FUNCTIONS.values():
        for place, argument in enumerate(entry.arguments[: len(usual(entry))]):
            if not argument.takes_range:
                for odd in (None, "kata", ExcelError.DIV0, ExcelError.NA):
                    sheet.add(entry, [*usual(entry)[:place], odd, *usual(entry)[place + 1 :]])
    check(sheet, calc)


def test_every_function_with_blanks_and_text_in_ranges(calc):
    sheet = Sheet()
    for entry in FUNCTIONS.values():
        for place, argument in enumerate(entry.arguments[: len(usual(entry))]):
            value = usual(entry)[place]
            if argument.takes_range and isinstance(value, list):
                for odd in (None, "kata"):
                    changed = [value[0], [odd] * len(value[1]), *value[2:]] if len(value) > 1 else [[odd]]
                    sheet.add(entry, [*usual(entry)[:place], changed, *usual(entry)[place + 1 :]])
    check(sheet, calc)


def test_an_error_in_a_range_is_an_error_though_not_which(calc):
    """LibreOffice refuses to hand such a range over at all and shows Err:504."""
    calc.open()
    calc.write(None, {"A1": "1", "A2": "=NA()"})
    assert calc.evaluate("=SWOT_WEIGHT_PCT(1;A1:A2)") == {"error": "Err:504"}
    assert calc.evaluate('=IFERROR(SWOT_WEIGHT_PCT(1;A1:A2);"salah")') == "salah"
    calc.close()


def test_arguments_left_out_take_their_defaults(calc):
    sheet = Sheet()
    for entry in FUNCTIONS.values():
        given = usual(entry)
        for place, argument in enumerate(entry.arguments):
            if argument.optional and place < len(given):
                sheet.add(entry, [*given[:place], MISSING, *given[place + 1 :]])
                sheet.add(entry, given[:place])
    sheet.add(FUNCTIONS["SWOT_SCORE"], [3.0, 4.0, _NUMBERS, MISSING, True])
    check(sheet, calc)


def test_too_few_arguments_are_an_error(calc):
    calc.open()
    assert calc.evaluate("=SWOT_X(1)") == {"error": "#VALUE!"}
    calc.close()


def test_a_truth_value_is_one(calc):
    calc.open()
    calc.write(
        None, {"A1": "1", "B1": "5", "B2": "3", "C1": "5", "C2": "3", "Z99": "=IS_DOMINATED(A1;B1:B2;C1:C2)"}
    )
    calc.press("link_formulas")
    calc.write(None, {"D1": "=ISLOGICAL(Z99)"})
    assert calc.read(None, ["D1", "Z99"]) == [1.0, 1.0]
    calc.close()


def test_the_wizard_shows_names_and_help_in_indonesian(calc):
    shown = calc.wizard()
    for name, entry in FUNCTIONS.items():
        description, arguments = shown[name]
        assert description == f"{entry.category}: {entry.help}"
        assert [argument[0] for argument in arguments] == [argument.name for argument in entry.arguments]
        for told, argument in zip(arguments, entry.arguments, strict=True):
            assert told[1].startswith(argument.help)
            assert told[1].endswith("boleh dikosongkan") == argument.optional


def test_the_workbook_opens_linked_and_shows_its_own_numbers(calc, tmp_path):
    file = tmp_path / "swot.xlsx"
    file.write_bytes((ROOT / "workbooks" / "swot.xlsx").read_bytes())
    assert calc.open(str(file)) is False  # nothing to save
    assert calc.formulas("Strength", ["F10"])[0].startswith("=ORG.LEMBAR.CALC.FUNCTIONS.SWOTWEIGHTPCT(")
    calc.press("recalculate")
    shown = calc.all()
    calc.close()
    workbook = Workbook.open(file)
    cells = [(sheet, int(row), int(column)) for sheet, row, column in (key.split("|") for key in shown)]
    differing = {
        cell: (value, shown["|".join(map(str, cell))])
        for cell, value in cached_values(workbook, cells).items()
        if not same(shown["|".join(map(str, cell))], value)
    }
    assert len(cells) > 400
    assert differing == {}


def test_libreoffice_takes_part_in_verify_with_worksheet_functions():
    found = verify(ROOT / "workbooks" / "swot.xlsx", ["libreoffice"])
    assert found.unable == {}
    assert found.checked["libreoffice"] == found.formulas > 400
    assert found.differences == []
    assert found.silent == {}


def test_unopkg_installs_it_into_a_fresh_profile_and_takes_it_out_again():
    """As a user does, who is not root."""
    with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        addin = Path(folder, "lembar.oxt")
        addin.write_bytes(calc_host.build())
        option = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"

        def unopkg(*arguments: str) -> str:
            as_user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
            done = subprocess.run(
                [office.program("unopkg"), *arguments, option],
                check=False,
                capture_output=True,
                text=True,
                timeout=120,
                cwd=folder,  # the checkout may be closed to others
                env=office.environment() | {"HOME": folder},
                **as_user,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        unopkg("add", str(addin))
        assert IDENTIFIER in unopkg("list")
        unopkg("remove", IDENTIFIER)
        assert IDENTIFIER not in unopkg("list")


def test_the_command_line_builds_it(tmp_path):
    command = [sys.executable, "-m", "xl_addin.cli", "calc", "build", "-o", str(tmp_path / "a.oxt")]
    subprocess.run(command, check=True, cwd=ROOT)
    assert (tmp_path / "a.oxt").read_bytes() == calc_host.build()
