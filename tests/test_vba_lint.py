"""Names and lines that VBA takes otherwise than meant, found before Excel finds them."""

from __future__ import annotations

import pytest

from udfs.registry import FUNCTIONS, udf
from xl_addin.addin.build import modules
from xl_addin.addin.sources import xlwings_modules
from xl_addin.ribbon.wrappers import functions_code
from xl_addin.vba.lint import problems
from xl_addin.vba.modules import procedures, text


def told(code: str, name: str = "M") -> list[str]:
    return [line.partition(": ")[2] for line in problems([procedures(name, code)])]


@pytest.mark.parametrize("addin", [True, False])
def test_what_is_built_has_no_fault(addin):
    assert problems(modules("ThisWorkbook", ["Sheet1"], addin=addin), xlwings_modules()) == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("Sub Next()\nEnd Sub", "Next is a word of VBA"),
        ("Function ABC12(x)\nEnd Function", "ABC12 looks like a cell"),
        ("Function R1C1(x)\nEnd Function", "R1C1 looks like a cell"),
        ("Function F(Optional ByVal String As Long)\nEnd Function", "String is a word of VBA"),
        ("Function F(a, _\n    date)\nEnd Function", "date is a word of VBA"),
        ("Function EOQ(demand, eoq)\nEnd Function", "eoq is there twice in EOQ"),
        ("Sub A(x, Optional ByVal X As Long = 2)\nEnd Sub", "X is there twice in A"),
        ("Sub A()\n    x = 1" + " + 1" * 300 + "\nEnd Sub", "line 3 has 1209 characters"),
        ("Sub A()\n    ' ≥ 80 %\nEnd Sub", "line 3 is not plain ASCII"),
        ("Sub A()\n    If x Then\n        y\nEnd Sub", "If without its end"),
        ("Function A()\nEnd Sub", "Sub without its end"),
        ("x = 1 _\n" * 26, "line 26 goes on over more than 24 lines"),
    ],
)
def test_a_fault_is_told(code, problem):
    assert problem in told(code)


def test_a_single_line_if_needs_no_end():
    assert told("Sub A()\n    If x Then Exit Sub\n    If y Then z = 1 ' Then\nEnd Sub") == []


def test_a_name_in_two_modules_is_told():
    twice = [procedures("A", "Sub Run()\nEnd Sub"), procedures("B", "Public Sub run()\nEnd Sub")]
    assert problems(twice) == ["run is in A, B"]
    assert problems([procedures("Run", "Sub Run()\nEnd Sub")]) == ["run is a module and a procedure"]
    assert problems([procedures("A", "Private Sub R()\nEnd Sub"), procedures("B", "Sub R()\nEnd Sub")]) == []


def test_a_function_whose_argument_is_a_word_of_vba_does_not_get_into_an_add_in():
    before = dict(FUNCTIONS)
    try:

        @udf(category="T", help="T.", args={"date": "Tanggal"})
        def bad(date: float) -> float:
            return date

        module = procedures("F", functions_code([FUNCTIONS["BAD"]]))
    finally:
        FUNCTIONS.clear()
        FUNCTIONS.update(before)
    assert problems([module]) == ["F: date is a word of VBA"]


@pytest.mark.parametrize("value", ["", 'a "b"', "≥ 80 %", "tab\tand\nline", "x" * 700, "𝄞"])
def test_a_text_in_vba_is_the_text(value):
    expression = text(value)
    assert expression.isascii()
    pieces = []
    for piece in expression.split(" & "):
        if piece.startswith("ChrW"):
            pieces.append(int(piece[5:-1]).to_bytes(2, "little"))
        else:
            pieces.append(piece[1:-1].replace('""', '"').encode("utf-16-le"))
    assert b"".join(pieces).decode("utf-16-le") == value
