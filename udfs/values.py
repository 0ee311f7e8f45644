"""What goes through a cell: values, ranges and errors, and how they become a function's arguments and back.

>>> weight = Argument("weight", "Bobot isu ini, angka lebih dari 0", float)
>>> weight.read(3.0)
3.0
>>> weight.read("tinggi")
Traceback (most recent call last):
...
udfs.values.UdfError: Bobot isu ini: ditemukan "tinggi", seharusnya angka
"""

from __future__ import annotations

import re
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property, lru_cache
from itertools import chain
from math import floor, isfinite
from types import NoneType
from typing import Any, Final, TypeAlias

Numbers: TypeAlias = Sequence[float | None]
"""A range read row by row; a blank cell is None."""
Texts: TypeAlias = Sequence[str | None]
Dates: TypeAlias = Sequence[date | None]
"""As the others; a 0 counts as blank here, since a link to a blank cell shows one."""
Matrix: TypeAlias = Sequence[Sequence[float | None]]
"""A range as rows of cells."""


class ExcelError(Enum):
    """The error values of a cell."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"

    def __str__(self) -> str:
        return self.value


class Missing(Enum):
    """What a host hands over for an argument that was left out."""

    MISSING = ""


MISSING: Final = Missing.MISSING

Scalar: TypeAlias = float | str | bool | ExcelError | None
Value: TypeAlias = Scalar | Missing | Sequence[Sequence[Scalar]]

_EPOCH: Final = date(1899, 12, 30)
_SINGLES: Final = (float, str, int, NoneType, Enum)
_NUMBER_OR_BLANK: Final = {float, NoneType}
_KINDS: Final[dict[Any, tuple[type, int]]] = {  # annotation -> what a cell holds, dimensions
    float: (float, 0),
    int: (int, 0),
    bool: (bool, 0),
    str: (str, 0),
    date: (date, 0),
    Numbers: (float, 1),
    Texts: (str, 1),
    Dates: (date, 1),
    Matrix: (float, 2),
}


class UdfError(ValueError):
    """Bad input of a worksheet function: the error the cell shows and the reason in words for the planner."""

    def __init__(self, code: ExcelError, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Argument:
    """One argument: its name, what it holds and whether the cell may leave it out or be blank.

    Raises:
        TypeError: nothing in a cell can be made what the annotation ``kind`` asks for.
    """

    name: str
    help: str
    kind: Any
    optional: bool = False
    default: object = None
    nullable: bool = False

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise TypeError(f"no cell or range can be made a {self.kind} for {self.name}")

    @property
    def takes_range(self) -> bool:
        """Whether the argument may have more than one cell."""
        return self._dimensions > 0

    @cached_property
    def label(self) -> str:
        """What messages call the argument: its help up to the first comma, semicolon, colon or bracket."""
        return re.split(r"[,;:(]", self.help, maxsplit=1)[0].strip()

    @cached_property
    def _holds(self) -> type:
        return _KINDS[self.kind][0]

    @cached_property
    def _dimensions(self) -> int:
        return _KINDS[self.kind][1]

    @cached_property
    def _takes_numbers(self) -> bool:
        return self._holds is float and self._dimensions < 2

    def read(self, value: Value) -> Any:
        """Return a host's value as what the argument holds; the default where it is left out or empty.

        Raises:
            UdfError: it is of another type, more than one cell, or empty without a default.
        """
        if value.__class__ is float and self._takes_numbers and isfinite(value):  # by far the most frequent
            return [value] if self._dimensions else value
        if value is MISSING or (self.nullable and is_blank(value)):
            return self._default()
        if self._dimensions == 2:
            rows: Any = [[value]] if isinstance(value, _SINGLES) else value
            return [[self._cell(cell) for cell in row] for row in rows]
        cells = flat(value)
        if self._dimensions == 1:
            return self._known(cells) or [self._cell(cell) for cell in cells]
        if len(cells) != 1:
            raise self._refused(f"{len(cells)} sel", "satu sel")
        if cells[0] is None:
            return self._default()
        return self._cell(cells[0])

    def _default(self) -> object:
        if not (self.optional or self.nullable):
            raise self._refused(shown(None), "isi")
        return self.default

    def _known(self, cells: list[Any]) -> Sequence[Any] | None:
        """Return cells that hold what the argument does, a short cut for long columns; else None."""
        if self._holds is str or not set(map(type, cells)) <= _NUMBER_OR_BLANK:
            return None
        if self._holds is date:
            days = _days(tuple(cells))
            return None if days is None else list(days)
        return cells if self._holds is float and all(map(isfinite, filter(None, cells))) else None

    def _cell(self, cell: Any) -> Any:
        """Return one cell as what the argument holds, None where it is blank."""
        holds = self._holds
        if cell is None or (cell == "" and self._dimensions):
            return None
        if holds is str:
            return cell if isinstance(cell, str) else _text(cell)
        if isinstance(cell, str) or (isinstance(cell, bool) and holds is not bool) or not isfinite(cell):
            raise self._refused(shown(cell), _EXPECTED[holds])
        if holds is date:
            return self._day(cell)
        return holds(cell)

    def _day(self, cell: float) -> date | None:
        if cell == 0 and self._dimensions:
            return None
        try:
            return from_serial(cell)
        except UdfError as error:
            raise UdfError(error.code, f"{self.label}: {error.reason}") from error

    def _refused(self, found: str, expected: str) -> UdfError:
        return UdfError(ExcelError.VALUE, f"{self.label}: ditemukan {found}, seharusnya {expected}")


_EXPECTED: Final = {float: "angka", int: "angka", bool: "TRUE atau FALSE", date: "tanggal"}


def flat(value: Value) -> list[Scalar]:
    """Return the cells of a value row by row.

    >>> flat([[1.0, None], [2.0, None]])
    [1.0, None, 2.0, None]
    """
    if isinstance(value, _SINGLES):
        return [typing.cast("Scalar", value)]
    return list(chain.from_iterable(value))


def is_blank(value: Value) -> bool:
    """Say whether a value is one blank cell; "" is what a row that is not yet filled shows."""
    return value is None or value == "" or (not isinstance(value, _SINGLES) and flat(value) in ([None], [""]))


def raise_error_values(value: Value) -> None:
    """Hand on the first error that a value contains.

    Raises:
        UdfError: there is one.
    """
    cells = flat(value)
    if ExcelError in set(map(type, cells)):
        first = next(cell for cell in cells if isinstance(cell, ExcelError))
        raise UdfError(first, f"sel masukan sudah berisi {first}")


def as_value(result: Any) -> Value:
    """Return a function's result as what the cell shows.

    >>> as_value(date(2026, 1, 1)), as_value(None), as_value([["SO"], ["WO"]])
    (46023.0, '', [['SO'], ['WO']])

    Raises:
        UdfError: #NUM!, the result is no finite number.
    """
    if isinstance(result, int | float) and not isinstance(result, bool):
        if not isfinite(result):
            raise UdfError(ExcelError.NUM, "hasilnya bukan bilangan terhingga")
        return float(result) + 0.0  # no negative zero
    if result is None:
        return ""
    if isinstance(result, bool | str):
        return result
    if isinstance(result, date):
        return serial(result)
    return [[typing.cast("Scalar", as_value(cell)) for cell in row] for row in result]


def serial(day: date) -> float:
    """Return Excel's number for a day.

    >>> serial(date(2026, 1, 1))
    46023.0
    """
    return float((day - _EPOCH).days)


def from_serial(number: float) -> date:
    """Return the day of an Excel number from 1 March 1900 on (before, Excel counts a day that never was).

    >>> from_serial(46023.75)
    datetime.date(2026, 1, 1)

    Raises:
        UdfError: #NUM!, the number is no day between 1 March 1900 and 31 December 9999.
    """
    if not 61 <= number < 2_958_466:
        raise UdfError(ExcelError.NUM, f"ditemukan {shown(number)}, seharusnya tanggal sejak 1 Maret 1900")
    return _EPOCH + timedelta(days=floor(number))


@lru_cache(maxsize=64)
def _days(cells: tuple[float | None, ...]) -> tuple[date | None, ...] | None:
    """Return a range of days, known from the last time: all rows of a table have the same holidays.

    None if one of them is no day.
    """
    try:
        return tuple(from_serial(cell) if cell else None for cell in cells)
    except UdfError:
        return None


def shown(cell: Scalar) -> str:
    """Return a cell's value as a message quotes it.

    >>> shown(-2.5), shown("tinggi"), shown(True), shown(None)
    ('-2,5', '"tinggi"', 'TRUE', 'sel kosong')
    """
    if isinstance(cell, str):
        return f'"{cell}"'
    if cell is None:
        return "sel kosong"
    return str(cell) if isinstance(cell, ExcelError) else _text(cell).replace(".", ",")


def _text(cell: float) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}"
