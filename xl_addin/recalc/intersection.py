"""Implicit intersection: in an ordinary formula, ``A1:A9*2`` means the cell of A1:A9 in the formula's row.

Excel and LibreOffice calculate so; the Python engines would take the whole range. So the copy that engines
get says the cell. Functions that read arrays by themselves (SUMPRODUCT, LOOKUP, INDEX) keep their ranges.

>>> intersected("A1:A9*2+SUMPRODUCT(A1:A9*2)", 3, 5, {})
'A3*2+SUMPRODUCT(A1:A9*2)'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import Kind, Token, tokens
from xl_addin.ooxml.references import End, Reference, parse_area

_OPERATORS: Final = frozenset("+-*/^&=<>%")
_OPERANDS: Final = (Kind.REFERENCE, Kind.NAME)
_READ_ARRAYS: Final = re.compile(
    r"(?:SUMPRODUCT|LOOKUP|INDEX|MMULT|MINVERSE|MDETERM|TRANSPOSE|FREQUENCY|AGGREGATE|MODE|PROB|LINEST|LOGEST"
    r"|TREND|GROWTH|CORREL|COVAR|PEARSON|RSQ|SLOPE|INTERCEPT|STEYX|FORECAST|SUMX2MY2|SUMX2PY2|SUMXMY2|FTEST"
    r"|TTEST|CHITEST|ROWS|COLUMNS|_XLFN\..*)\Z"
)


def intersected(text: str, row: int, column: int, ranges: Mapping[str, str]) -> str:
    """Return an ordinary formula of this cell in which operators get single cells.

    Args:
        text: The formula; references are A1 references and names.
        row: The formula's row.
        column: The formula's column.
        ranges: Names of ranges, in lower case, with the A1 reference of each.
    """
    pieces = list(tokens(text))
    out: list[str] = []
    inside: list[bool] = []
    for number, token in enumerate(pieces):
        if token.text == "(":
            inside.append((bool(inside) and inside[-1]) or _reads_arrays(pieces, number))
        elif token.text == ")" and inside:
            inside.pop()
        arrays = bool(inside) and inside[-1]
        if token.kind in _OPERANDS and not arrays and _is_operand(pieces, number):
            out.append(_cell(token, row, column, ranges))
        else:
            out.append(token.text)
    return "".join(out)


def _reads_arrays(pieces: list[Token], bracket: int) -> bool:
    if not bracket or pieces[bracket - 1].kind is not Kind.FUNCTION:
        return False
    name = pieces[bracket - 1].text.upper()
    return name in FUNCTIONS or _READ_ARRAYS.match(name) is not None


def _is_operand(pieces: list[Token], number: int) -> bool:
    """Say whether a token is the whole formula, or stands beside an operator that takes single values."""
    before, after = _beside(pieces, number, -1), _beside(pieces, number, 1)
    if before == after == "":
        return True
    if ":" in (before, after):
        return False
    return before in _OPERATORS or after in _OPERATORS


def _beside(pieces: list[Token], number: int, step: int) -> str:
    number += step
    while 0 <= number < len(pieces) and pieces[number].text.isspace():
        number += step
    if not 0 <= number < len(pieces):
        return ""
    piece = pieces[number]
    return piece.text if piece.kind is Kind.OTHER else "operand"


def _cell(token: Token, row: int, column: int, ranges: Mapping[str, str]) -> str:
    text = ranges.get(token.text.lower(), token.text)
    reference = next(tokens(text)).reference
    if reference is None or reference.last is None:
        return token.text
    area = parse_area(text[len(reference.sheet) :])
    if area.columns == 1 and area.top <= row <= area.bottom:
        return str(Reference(reference.sheet, End(row, area.left)))
    if area.rows == 1 and area.left <= column <= area.right:
        return str(Reference(reference.sheet, End(area.top, column)))
    return "#VALUE!"
