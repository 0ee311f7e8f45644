"""The flavour without the add-in: each call of a worksheet function of ours becomes its native twin."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import Kind, functions, map_calls, tokens
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xmledit import changed_text

_FORMULAS = re.compile(r"(<(?:(?:\w+:)?formula[12]?|xm:f)(?:\s[^>]*)?>)([^<]*)(?=<)")
_CALLED = re.compile(r"\b([A-Za-z]\w*)\s*\(")
_ANY_ROW = "987654"
"""Stands for a formula's own row while its twin is made: rows of a table then share one twin."""
_COLUMN_FORMULAS = re.compile(r"(<(?:\w+:)?(?:calculatedColumn|totalsRow)Formula\b[^>]*>)([^<]*)(?=<)")


def make_portable(workbook: Workbook) -> list[str]:
    """Replace the calls everywhere: cells, array formulas, tables, names, rules and validations.

    Returns:
        The functions that were met and have no twin; their calls stay, for the caller to make values of. Done
        again, on a filled workbook, it changes nothing and returns the same.
    """
    change = _Twins()
    for sheet in workbook.worksheets():
        _change_cells(sheet, change)
        head, tail = (_change_all(_FORMULAS, xml, change) for xml in (sheet.head, sheet.tail))
        if (head, tail) != (sheet.head, sheet.tail):
            sheet.head, sheet.tail, sheet.changed = head, tail, True
    for name in workbook.defined_names:
        name.formula = change(name.formula)
    for table in workbook.tables:
        xml = workbook.package.xml(table.part)
        workbook.package.write(table.part, _change_all(_COLUMN_FORMULAS, xml, change))
    return sorted(change.without)


class _Twins:
    """Changes formulas, and remembers the functions that it could not."""

    def __init__(self) -> None:
        self.without: set[str] = set()
        self._alike: dict[str, str] = {}

    def concerns(self, formula: str) -> bool:
        """Say whether a formula may call one of ours."""
        return any(name.upper() in FUNCTIONS for name in _CALLED.findall(formula))

    def in_row(self, formula: str, row: int) -> str:
        """Return the formula of a cell with twins; formulas alike in other rows are changed once."""
        if _ANY_ROW in formula:
            return self(formula)
        pattern = re.sub(rf"(?<=[A-Za-z]){row}(?![\w(])", _ANY_ROW, formula)
        if pattern not in self._alike:
            self._alike[pattern] = self(pattern)
        return self._alike[pattern].replace(_ANY_ROW, str(row))

    def __call__(self, formula: str, row: int = 1) -> str:
        """Return the formula with twins, for a row of an array result."""
        if not self.concerns(formula):
            return formula

        def twin(name: str, arguments: list[str]) -> str:
            native = FUNCTIONS[name.upper()].twin(arguments, row)
            if native is None:
                self.without.add(name.upper())
                return f"{name}({','.join(arguments)})"
            return native if _twin_is_one_call(name.upper()) else f"({native})"

        return map_calls(formula, FUNCTIONS, twin)


@cache
def _twin_is_one_call(name: str) -> bool:
    """Say whether a function's twin is one call; its arguments are single operands and do not matter."""
    entry = FUNCTIONS[name]
    return _is_one_call(entry.twin(["A1"] * len(entry.arguments)) or "")


def _is_one_call(formula: str) -> bool:
    """Say whether a formula is one call of a function, which needs no brackets around it.

    >>> _is_one_call("IF(A1,(1),2)"), _is_one_call("SUM(A1)+SUM(A2)"), _is_one_call("A1")
    (True, False, False)
    """
    pieces = list(tokens(formula))
    depth = 0
    for number, token in enumerate(pieces):
        depth += (token.text == "(") - (token.text == ")")
        if number and depth == 0:
            return number == len(pieces) - 1 and pieces[0].kind is Kind.FUNCTION
    return False


def _change_cells(sheet: Sheet, change: _Twins) -> None:
    calling = [
        cell
        for cell in sheet.cells()
        if cell.formula is not None and change.concerns(sheet.formula_of(cell) or "")
    ]
    if any("shared" in cell.formula_tag for cell in calling):
        sheet.unshare()
    for cell in calling:
        if cell.area and any(_gives_array(name) for name in functions(cell.formula or "")):
            _spread(sheet, cell, change)
        elif (new := change.in_row(cell.formula or "", cell.row)) != cell.formula:
            cell.rewrite(new)
            sheet.row(cell.row)


def _gives_array(name: str) -> bool:
    entry = FUNCTIONS.get(name.upper())
    return entry is not None and entry.shape is not None and entry.native is not None


def _spread(sheet: Sheet, cell: Cell, change: _Twins) -> None:
    """Make an array formula one plain formula in each of its cells."""
    area, formula = cell.area, cell.formula or ""
    assert area is not None  # noqa: S101 - asked before
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            sheet.writable(row, column).refill(change(formula, row - area.top + 1))


def _change_all(pattern: re.Pattern[str], xml: str, change: Callable[[str], str]) -> str:
    return pattern.sub(lambda match: match[1] + changed_text(match[2], change), xml)
