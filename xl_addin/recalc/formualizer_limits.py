"""What formualizer 0.13 calculates wrongly without saying so, found by comparing it with LibreOffice.

- Functions of single values (LEN, ROUND, MONTH, ISNUMBER; COUNTIF in its criterion) take an array's first
  value, or give #VALUE!, where Excel calculates element by element.
- WORKDAY and NETWORKDAYS overlook a lone holiday that is the result of DATE.
- CEILING and FLOOR of two negative numbers; CEILING.MATH and FLOOR.MATH with a mode; TEXT of fractions and of
  powers of ten; INDIRECT of R1C1; CELL of what is not in the cell (its format, the file's name).

The second is written in other words; a cell with one of the others counts as not computed. The tests hold the
engine to this list, so that a version that has mended something is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

import formualizer

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import Kind, map_calls, tokens

_ALL: Final = range(255)
_TABLE: Final[list[tuple[Collection[int], str]]] = [
    (
        _ALL,
        """
        SUM AVERAGE AVERAGEA COUNT COUNTA COUNTBLANK MAX MAXA MIN MINA MEDIAN MODE MODE.SNGL
        MODE.MULT STDEV STDEVA STDEVP STDEV.S STDEV.P VAR VARA VARP VAR.S VAR.P PRODUCT SUMSQ
        SUMPRODUCT AND OR XOR CONCAT TEXTJOIN GEOMEAN HARMEAN AVEDEV DEVSQ SKEW KURT CORREL
        SLOPE INTERCEPT RSQ STEYX COVAR COVARIANCE.P COVARIANCE.S PEARSON SUMX2MY2 SUMX2PY2
        SUMXMY2 FREQUENCY TREND GROWTH LINEST LOGEST NPV IRR MIRR XNPV XIRR SUBTOTAL AGGREGATE
        TRANSPOSE ROWS COLUMNS IF IFERROR IFNA ISREF GCD LCM MULTINOMIAL SORT SORTBY UNIQUE
        FILTER TAKE DROP VSTACK HSTACK DSUM DCOUNT DCOUNTA DAVERAGE DGET DMAX DMIN DPRODUCT
        DSTDEV DVAR
        """,
    ),
    (
        (0,),
        """
        INDEX COUNTIF LARGE SMALL PERCENTILE PERCENTILE.INC PERCENTILE.EXC QUARTILE QUARTILE.INC
        QUARTILE.EXC PERCENTRANK PERCENTRANK.INC PERCENTRANK.EXC TRIMMEAN OFFSET
        """,
    ),
    ((1,), "MATCH XMATCH VLOOKUP HLOOKUP RANK RANK.EQ RANK.AVG CELL"),
    ((1, 2), "LOOKUP XLOOKUP FORECAST FORECAST.LINEAR"),
    ((0, 2), "SUMIF AVERAGEIF"),
    ((2,), "WORKDAY NETWORKDAYS"),
    ((3,), "WORKDAY.INTL NETWORKDAYS.INTL SERIESSUM"),
    (range(0, 255, 2), "COUNTIFS"),
    ((0, *range(1, 255, 2)), "SUMIFS AVERAGEIFS MAXIFS MINIFS"),
]
"""Which arguments of which functions may be arrays, counted from 0; of all other functions none."""
_TAKE_ARRAYS: Final = {name: places for places, names in _TABLE for name in names.split()}
_GIVE_ARRAYS: Final = frozenset({"IF", "IFERROR", "IFNA", "TRANSPOSE"})
_HOLIDAYS: Final = {"WORKDAY": 2, "NETWORKDAYS": 2, "WORKDAY.INTL": 3, "NETWORKDAYS.INTL": 3}
_DATES: Final = frozenset({"DATE", "EDATE", "EOMONTH", "TODAY", "DATEVALUE"})
_MARKS: Final = (":", "{", "TEXT(", "CEILING", "FLOOR", "INDIRECT(", "CELL(")
_CELL_INFO: Final = frozenset({"row", "col", "address", "contents", "type"})
_WORKDAYS: Final = re.compile(r"(?i)\b(?:WORKDAY|NETWORKDAYS)[.(]")
_NO_DIGITS: Final = str.maketrans("", "", "0123456789")
_BAD_FORMAT: Final = re.compile(r"[?#0]/[?#0]|E[+-]")


class Limits:
    """Says of the formulas of one workbook which the engine calculates rightly.

    Args:
        ranges: The names of several cells.
    """

    def __init__(self, ranges: Collection[str] = ()) -> None:
        self._ranges = frozenset(name.lower() for name in ranges)
        self._known: dict[str, bool] = {}

    def trusts(self, text: str) -> bool:
        """Say whether the engine calculates a formula rightly; formulas that differ in numbers alone are one.

        >>> Limits().trusts("SUM(A1:A9)*2"), Limits().trusts("SUM(LEN(A1:A9))"), Limits().trusts("LEN(A1)")
        (True, False, True)
        """
        if not any(mark in text for mark in _MARKS) and not self._has_range(text):
            return True
        shape = text if "{" in text else text.translate(_NO_DIGITS)
        if shape not in self._known:
            self._known[shape] = self._checked(text)
        return self._known[shape]

    def _has_range(self, text: str) -> bool:
        lower = text.lower()
        return any(name in lower for name in self._ranges)

    def _checked(self, text: str) -> bool:
        try:
            self._gives_array(formualizer.parse(f"={text}"))
        except _DistrustError:
            return False
        except formualizer.ParserError:
            return True  # the engine itself tells that it cannot read it
        return True

    def _gives_array(self, node: formualizer.ASTNode) -> bool:
        """Say whether a part of a formula has several values; raise where the engine fails on that."""
        kind = node.node_type()
        if kind == "Function":
            return self._call_gives_array(node)
        if kind == "Reference":
            reference = node.get_reference_string() or ""
            return ":" in reference or reference.lower() in self._ranges
        parts = [self._gives_array(child) for child in node.children()]
        return kind == "Array" or (any(parts) and node.get_operator() != "@")

    def _call_gives_array(self, node: formualizer.ASTNode) -> bool:
        name = (node.get_function_name() or "").upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
        arguments = node.children()
        _check_special(name, arguments)
        arrays = [self._gives_array(argument) for argument in arguments]
        takes = _ALL if name in FUNCTIONS else _TAKE_ARRAYS.get(name, ())
        if any(array and place not in takes for place, array in enumerate(arrays)):
            raise _DistrustError
        return name in _GIVE_ARRAYS and any(arrays)


class _DistrustError(Exception):
    """The engine gets this formula wrong."""


def _check_special(name: str, arguments: Sequence[formualizer.ASTNode]) -> None:
    second = arguments[1] if len(arguments) > 1 else None
    if name == "TEXT" and second is not None and _BAD_FORMAT.search(str(second.get_literal_value() or "")):
        raise _DistrustError
    if name in {"CEILING", "FLOOR"} and second is not None and second.get_operator() == "-":
        raise _DistrustError
    if (name in {"CEILING.MATH", "FLOOR.MATH"} and len(arguments) > 2) or (name == "INDIRECT" and second):
        raise _DistrustError
    if name == "CELL" and str(arguments[0].get_literal_value()).lower() not in _CELL_INFO:
        raise _DistrustError


def with_holidays(text: str) -> str:
    """Return a formula in which a lone holiday, from a cell or a date function, is an array.

    >>> with_holidays("WORKDAY(A1,3,DATE(2026,1,2))+WORKDAY(A1,3,H1:H9)")
    'WORKDAY(A1,3,DATE(2026,1,2)*{1,1})+WORKDAY(A1,3,H1:H9)'
    """
    return map_calls(text, _HOLIDAYS, _with_array) if "DAY" in text and _WORKDAYS.search(text) else text


def _with_array(name: str, arguments: list[str]) -> str:
    place = _HOLIDAYS[name.upper()]
    if len(arguments) > place and _is_lone(arguments[place]):
        arguments[place] += "*{1,1}"
    return f"{name}({','.join(arguments)})"


def _is_lone(argument: str) -> bool:
    first = next(tokens(argument), None)
    if first is None or ":" in argument:
        return False
    return first.kind is Kind.REFERENCE or (first.kind is Kind.FUNCTION and first.text.upper() in _DATES)
