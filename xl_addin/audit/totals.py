"""Totals that do not add up, in workbooks never seen before, and by which rows they would.

A total is a number in a row whose label says so. It may be the sum of the rows since the total before it,
of all rows, of the totals before it, or a running total: the total before it and the rows since. When it is
none of these, the rows are looked for that somebody left out, counted twice or took from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import fsum
from typing import Final

from xl_addin.audit.finding import Finding
from xl_addin.ooxml.formula import functions
from xl_addin.ooxml.references import Area, cell_name
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook

_LABEL: Final = re.compile(r"(?i)\s*(grand\s+|sub[\s-]*)?(total|jumlah)\b")
_GAP: Final = 2
"""So many rows without a number end what a total may be of."""
_MOST: Final = 4
"""How many totals before it a total may be the sum of."""
_TOLERANCE: Final = 1e-9
_MANY: Final = 15
_FAR: Final = 3
"""A number that many times as large or as small as the sum is meant to be something else."""
_ADDING: Final = frozenset({"SUM", "SUBTOTAL", "ROUND"})


@dataclass(frozen=True)
class _Number:
    """A number of a column: its row, its value, its decimals, and whether the row is labelled as a total."""

    row: int
    value: float
    decimals: int
    is_total: bool


def wrong_totals(workbook: Workbook) -> Iterator[Finding]:
    """Find the totals down a column that are the sum of nothing above them.

    Rows of an Excel table are rows whatever their texts say, and a formula that is no sum means something
    else by its label. Sheets with pivot tables are left out: their subtotals are not labelled.
    """
    for entry in workbook.sheets:
        if not entry.worksheet or workbook.package.related(entry.part, "pivotTable"):
            continue
        sheet = workbook.sheet(entry.name)
        bodies = [table.body for table in workbook.tables if table.sheet == entry.name]
        for column, numbers in _columns(sheet, _labels(sheet, bodies)).items():
            yield from _of_column(sheet.name, column, numbers)


def _labels(sheet: Sheet, bodies: Sequence[Area]) -> frozenset[int]:
    """Return the rows in which a text begins as that of a total does."""
    return frozenset(
        number
        for number, row in sheet.rows.items()
        for column, cell in row.cells.items()
        if cell.kind in ("s", "inlineStr", "str")
        and _LABEL.match(str(sheet.value_of(cell) or ""))
        and not any((number, column) in body for body in bodies)
    )


def _columns(sheet: Sheet, labels: frozenset[int]) -> dict[int, list[_Number]]:
    """Return the numbers of each column that has one in a total's row, top to bottom."""
    columns: dict[int, list[_Number]] = {}
    wanted = {column for row in labels for column in sheet.rows[row].cells}
    for row in sorted(sheet.rows) if wanted else ():
        for column, cell in sheet.rows[row].cells.items():
            if column in wanted and cell.kind == "n" and cell.text:
                decimals = len(cell.text.partition(".")[2]) if "E" not in cell.text.upper() else _MANY
                is_total = row in labels and _may_be_sum(sheet.formula_of(cell))
                number = _Number(row, float(cell.text), decimals, is_total)
                columns.setdefault(column, []).append(number)
    return columns


def _may_be_sum(formula: str | None) -> bool:
    """Say whether a cell may hold a sum: it is typed, or its formula only adds.

    >>> _may_be_sum(None), _may_be_sum("SUM(A1:A3)+B4"), _may_be_sum("AVERAGE(A1:A3)"), _may_be_sum("A1*2")
    (True, True, False, False)
    """
    if formula is None:
        return True
    return set(map(str.upper, functions(formula))) <= _ADDING and not re.search(r"[*/^&]", formula)


def _of_column(sheet: str, column: int, numbers: Sequence[_Number]) -> Iterator[Finding]:
    for place, number in enumerate(numbers):
        above = _reach(numbers[: place + 1])
        if not number.is_total or _is_no_sum(number, above):
            continue
        slack = _rounding([*above, number])
        if any(_same(found, number.value, slack) for found in _sums(above)):
            continue
        likely = fsum(item.value for item in _likely(above))
        if not 0 < number.value * likely <= _FAR * min(number.value**2, likely**2):
            continue
        found, expected = f"{number.value:.15g}", f"{likely:.15g}"
        subject = _explained(number, above, column)
        yield Finding("total", sheet, cell_name(number.row, column), found, expected, subject)


def _reach(numbers: Sequence[_Number]) -> list[_Number]:
    """Return the numbers that the last one may be the sum of: those above it without a larger gap."""
    found: list[_Number] = []
    below = numbers[-1].row
    for number in reversed(numbers[:-1]):
        if below - number.row > _GAP + 1:
            break
        found.append(number)
        below = number.row
    return found[::-1]


def _since(above: Sequence[_Number]) -> list[_Number]:
    """Return the rows after the last total."""
    last = max((place for place, number in enumerate(above) if number.is_total), default=-1)
    return list(above[last + 1 :])


def _likely(above: Sequence[_Number]) -> list[_Number]:
    """Return what a total is most likely meant to be of."""
    since, totals = _since(above), [number for number in above if number.is_total]
    if len(since) == 1 and totals:
        return [totals[-1], *since]  # a running total
    return since or totals[-2:]


def _sums(above: Sequence[_Number]) -> Iterator[float]:
    """Yield what a sound total may be."""
    since, totals = _since(above), [number.value for number in above if number.is_total]
    rest = fsum(number.value for number in since)
    if since:
        yield rest
    yield fsum(number.value for number in above if not number.is_total)
    for count in range(1 if since else 2, min(len(totals), _MOST) + 1):
        yield fsum(totals[-count:]) + rest
    yield fsum(totals) + rest


def _is_no_sum(number: _Number, above: Sequence[_Number]) -> bool:
    """Say whether a number in a total's row is none: nothing to sum, a number repeated, a count of rows."""
    if len(above) < 2 or all(item.value == number.value for item in above if not item.is_total):
        return True
    steps = [after.value - before.value for before, after in pairwise([*above, number])]
    return steps[-1] == 1 and steps.count(1) * 2 > len(steps)


def _rounding(numbers: Sequence[_Number]) -> float:
    """Return by how much numbers written with so many decimals may miss their sum; whole numbers may not."""
    decimals = max(number.decimals for number in numbers)
    return 0.5 * 10.0**-decimals * len(numbers) if decimals else 0.0


def _explained(number: _Number, above: Sequence[_Number], column: int) -> str:
    """Return by which rows the total would add up: without some (−), with one (+), with some twice (2 ×)."""
    likely = _likely(above)
    off = number.value - fsum(item.value for item in likely)
    for count in (1, 2):
        for left_out in combinations(likely, count):
            if _same(-off, fsum(item.value for item in left_out)) and len(likely) > count:
                return f"− {_cells(left_out, column)}"
        for twice in combinations(likely, count):
            if _same(off, fsum(item.value for item in twice)):
                return f"2 × {_cells(twice, column)}"
    for other in above:
        if other not in likely and _same(off, other.value):
            return f"+ {_cells([other], column)}"
    return f"{off:+.15g}"


def _cells(numbers: Sequence[_Number], column: int) -> str:
    return ", ".join(cell_name(number.row, column) for number in numbers)


def _same(one: float, other: float, slack: float = 0.0) -> bool:
    """Say whether two sums are the same, but for what the computer rounds and for cut decimals."""
    off = abs(one - other)
    cut = other == int(other) != one and abs(one) > 100 and off < 1
    return cut or off <= max(_TOLERANCE * max(abs(one), abs(other)), _TOLERANCE, slack)
