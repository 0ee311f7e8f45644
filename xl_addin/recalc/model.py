"""What an engine gets and gives back: cells and names, nothing of the file that they came from.

>>> sheet = SheetModel("S", {(1, 1): 2.0, (1, 2): Formula("A1*3")})
>>> [(address, formula.text) for address, formula in Model([sheet]).formulas()]
[(('S', 1, 2), 'A1*3')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import isfinite
from typing import Final, NamedTuple, TypeAlias

from udfs.registry import ExcelError, Scalar

Address: TypeAlias = tuple[str, int, int]
"""Sheet, row and column, both counted from 1."""


class Formula(NamedTuple):
    """A formula without its leading ``=``; references are A1 references and defined names.

    Args:
        text: The formula.
        area: Rows and columns of an array formula whose first cell this is; None for an ordinary formula.
        dynamic: Whether Excel sizes the area by the result (a spill) rather than the planner.
    """

    text: str
    area: tuple[int, int] | None = None
    dynamic: bool = False


class Reason(Enum):
    """Why a cell cannot be computed, in Indonesian and in English."""

    UNKNOWN_NAME = (
        "fungsi atau nama tidak dikenal mesin hitung",
        "a function or name that the engine does not know",
    )
    UNKNOWN_FORM = (
        "bentuk rumus yang belum dikenal mesin hitung",
        "a form of formula that the engine does not know",
    )
    UNREADABLE = ("rumus tidak dapat dibaca", "a formula that cannot be read")
    CIRCULAR = ("rumus melingkar", "a circular formula")
    SPILT = (
        "rumus biasa, tetapi hasilnya beberapa sel",
        "an ordinary formula whose result takes several cells",
    )
    BLOCKED = ("hasil larik terhalang sel yang terisi", "an array whose place is taken by other cells")
    RESIZED = ("ukuran hasil larik dinamis berubah", "a dynamic array whose size has changed")
    NOTHING = ("mesin hitung tidak memberi nilai", "the engine gives no value")
    DISTRUSTED = ("rumus yang tidak dihitung benar oleh mesin hitung", "a formula that the engine gets wrong")
    ELSEWHERE = ("rumus merujuk berkas lain", "a reference to another file")
    DATA_TABLE = ("tabel data (analisis What-If)", "a data table (What-If analysis)")
    NO_TABLE = ("tabel yang dirujuk tidak ada", "a reference to a table that is not there")
    ENDLESS_NAME = ("nama yang merujuk dirinya sendiri", "a name that refers to itself")
    HIDDEN_ROWS = ("hitungan atas baris tersembunyi", "a calculation that depends on hidden rows")

    def __init__(self, indonesian: str, english: str) -> None:
        self.id = indonesian
        self.en = english


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """In place of a value: the engine cannot compute this cell."""

    reason: Reason


class UnknowableError(Exception):
    """No engine can calculate this formula: what it needs is not in the model."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.en)
        self.reason = reason


Content: TypeAlias = float | str | bool | ExcelError | Formula
Result: TypeAlias = Scalar | Uncomputed
Values: TypeAlias = Mapping[Address, Result]


@dataclass
class SheetModel:
    """A sheet's cells by row and column; blank cells are not there."""

    name: str
    cells: dict[tuple[int, int], Content] = field(default_factory=dict)


@dataclass
class Model:
    """A workbook to calculate. Dates are Excel's serial numbers.

    Args:
        sheets: In the order of their tabs.
        names: Defined names of the whole workbook, each with its formula without ``=``.
        fixed: Formula cells that no engine can compute, with the reason; they stand in ``sheets`` as the
            constants that the file shows.
        date_1904: Whether days are counted from 1904.
    """

    sheets: list[SheetModel]
    names: dict[str, str] = field(default_factory=dict)
    fixed: dict[Address, Uncomputed] = field(default_factory=dict)
    date_1904: bool = False

    def formulas(self) -> Iterator[tuple[Address, Formula]]:
        """Yield every formula with its first cell."""
        for sheet in self.sheets:
            for (row, column), content in sheet.cells.items():
                if isinstance(content, Formula):
                    yield (sheet.name, row, column), content

    def with_constants(self, values: Values) -> Model:
        """Return a copy in which these cells are constants (blank where the value is None)."""
        copies = {sheet.name: dict(sheet.cells) for sheet in self.sheets}
        for (name, row, column), value in values.items():
            copies[name].pop((row, column), None)
            if value is not None and not isinstance(value, Uncomputed):
                copies[name][row, column] = value
        sheets = [SheetModel(name, cells) for name, cells in copies.items()]
        return Model(sheets, self.names, self.fixed, self.date_1904)


def area_cells(address: Address, formula: Formula) -> Iterator[Address]:
    """Yield the cells that a formula fills, row by row.

    >>> list(area_cells(("S", 3, 1), Formula("X", area=(2, 1))))
    [('S', 3, 1), ('S', 4, 1)]
    """
    sheet, top, left = address
    rows, columns = formula.area or (1, 1)
    for row in range(top, top + rows):
        for column in range(left, left + columns):
            yield sheet, row, column


def settled(value: Scalar) -> Scalar:
    """Return a result as a cell holds it: no minus zero, #NUM! for infinity, in text no more than 15 digits.

    >>> settled(-0.0), settled(float("inf")), settled("x = 110.00000000000001 kg")
    (0.0, <ExcelError.NUM: '#NUM!'>, 'x = 110 kg')
    """
    if isinstance(value, float):
        return value + 0.0 if isfinite(value) else ExcelError.NUM
    return _LONG_NUMBER.sub(_fifteen_digits, value) if isinstance(value, str) and len(value) > 16 else value


_LONG_NUMBER: Final = re.compile(r"(?<![\d.,])\d+\.\d+(?![\d.,])")


def _fifteen_digits(number: re.Match[str]) -> str:
    """Return a number within a text as Excel writes it there, with 15 digits; engines write 17."""
    text = number[0]
    shorter = f"{float(text):.15g}"
    return shorter if len(text.replace(".", "").lstrip("0")) > 15 and "e" not in shorter else text
