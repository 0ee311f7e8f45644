"""The VBA of the functions is what xlwings itself would write, but for the function around the result."""

from __future__ import annotations

import importlib
import io
import re

import pytest
from windows_stubs import windows

import xl_addin.ribbon.functions as module
from udfs.registry import FUNCTIONS
from xl_addin.ribbon.wrappers import (
    PYTHON_MODULE,
    VALUES_CODE,
    functions_code,
    help_code,
    intellisense,
)

ENTRIES = list(FUNCTIONS.values())


class _Workbook:
    def __init__(self, name: str) -> None:
        self.Name = name


@pytest.fixture(scope="module")
def genuine():
    """What xlwings' generator writes for a workbook's name."""
    texts = {}
    with windows() as udfs:
        importlib.reload(module)
        for name in ("lembar.xlam", "swot.xlsm"):
            out = io.StringIO()
            udfs.generate_vba_wrapper(PYTHON_MODULE, module, out, _Workbook(name))
            texts[name] = out.getvalue()
    importlib.reload(module)
    return texts


def without_the_difference(text: str) -> str:
    """Take ``CellValue`` away: its call around a result, and the mark that a call failed."""
    text = re.sub(r"CellValue\((Err\.Description), True\)", r"\1", text)
    return re.sub(r"= CellValue\((.*)\)$", r"= \1", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "workbook"), [("lembar.xlam", "ActiveWorkbook"), ("swot.xlsm", "ThisWorkbook")]
)
def test_the_text_is_xlwings_own_but_for_the_function_around_the_result(genuine, name, workbook):
    head, _, ours = functions_code(ENTRIES, workbook).partition("\n\n")
    assert head == '#Const App = "Microsoft Excel"'
    unbroken = genuine[name].replace(" _\n", "")
    assert without_the_difference(ours).split("\n") == [*unbroken.rstrip("\n").split("\n"), ""]
    assert ours.count("CellValue(") == 3 * len(ENTRIES)


def test_the_function_around_the_result_knows_every_error():
    numbers = {"#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029, "#NUM!": 2036}
    for word, number in {**numbers, "#N/A": 2042}.items():
        assert f'Case "{word}"\n        TrueError = CVErr({number})' in VALUES_CODE


def test_the_function_wizard_is_told_of_every_function_and_argument():
    code = help_code(ENTRIES)
    joined = re.sub(r" _\n\s*", " ", code)
    described = re.findall(r'Describe "(\w+)", "([^"]*)", ', joined)
    assert sorted(described) == sorted((entry.name, entry.category) for entry in ENTRIES)
    for entry in ENTRIES:
        line = next(line for line in joined.splitlines() if f'Describe "{entry.name}",' in line)
        assert line.count("Array(") == 1
        assert line.count('", "') + line.count(')", ') >= len(entry.arguments)


def test_help_that_is_too_long_for_excel_is_cut():
    for line in re.findall(r'"((?:[^"]|"")*)"', help_code(ENTRIES)):
        assert len(line) <= 255


def test_the_intellisense_sheet_is_as_excel_dna_reads_it():
    rows = intellisense(ENTRIES)
    assert rows[0] == ["FunctionInfo"]
    assert [row[0] for row in rows[1:]] == sorted(entry.name for entry in ENTRIES)
    for row in rows[1:]:
        entry = FUNCTIONS[row[0]]
        assert row[1:3] == [entry.help, ""]
        pairs = [piece for argument in entry.arguments for piece in (argument.name, argument.help)]
        assert row[3 : 3 + len(pairs)] == pairs
        assert not any(row[3 + len(pairs) :])
