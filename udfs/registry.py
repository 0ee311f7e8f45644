"""The one registry of worksheet functions, which every host reads.

A worksheet function is an ordinary Python function over plain values. ``@udf`` records what a host needs to
offer it in a cell: the category, the help in Indonesian, and a *native twin*, the same calculation as a plain
Excel formula. Hosts (formulas, formualizer, Excel, LibreOffice) hand over :data:`Value`; :func:`invoke` turns
these into what the function's annotations ask for, and its result or refusal back into a :data:`Value`.

>>> from udfs.swot import swot_weight_pct
>>> swot_weight_pct(3, [3, 5, 2])
0.3
>>> invoke(FUNCTIONS["SWOT_WEIGHT_PCT"], [3.0, [[3.0], [5.0], [None]]])
0.375
>>> invoke(FUNCTIONS["SWOT_WEIGHT_PCT"], [None, [[3.0], [5.0], [None]]])
''
>>> invoke(FUNCTIONS["SWOT_WEIGHT_PCT"], ["tinggi", [[3.0]]])
<ExcelError.VALUE: '#VALUE!'>
"""

from __future__ import annotations

import inspect
import math
import string
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final, TypeAlias, TypeVar

Numbers: TypeAlias = Sequence[float | None]
"""A range read row by row; a blank cell is None."""
Texts: TypeAlias = Sequence[str | None]
Dates: TypeAlias = Sequence[date | None]
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

Scalar: TypeAlias = float | str | bool | None | ExcelError
Value: TypeAlias = Scalar | Missing | Sequence[Sequence[Scalar]]


class UdfError(ValueError):
    """Bad input of a worksheet function: the error the cell shows and the reason in words for the planner."""

    def __init__(self, code: ExcelError, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Argument:
    """One argument: its name, what it holds and whether the cell may leave it out."""

    name: str
    help: str
    kind: Any
    optional: bool
    default: object
    takes_range: bool


@dataclass(frozen=True)
class Udf:
    """What the registry knows of one worksheet function."""

    function: Callable[..., Any]
    name: str
    category: str
    help: str
    arguments: tuple[Argument, ...]
    native: str | None
    shape: tuple[int, int] | None
    blank: frozenset[str]

    @property
    def required(self) -> int:
        """How many arguments a call must have."""
        return sum(not argument.optional for argument in self.arguments)

    def twin(self, arguments: Sequence[str], row: int = 1) -> str | None:
        """Return the native twin over these argument texts, for row ``row`` of an array result.

        >>> FUNCTIONS["SWOT_X"].twin(["B4", "B5"])
        'IF(OR(B4="",B5=""),"",ROUND(B4-B5,10))'
        """
        if self.native is None:
            return None
        texts = {a.name: _literal(a.default) for a in self.arguments}
        texts.update({a.name: t for a, t in zip(self.arguments, arguments, strict=False) if t.strip()})
        return self.native.format(**texts, row=row)


FUNCTIONS: dict[str, Udf] = {}
"""Every registered function by its name in a cell."""

F = TypeVar("F", bound=Callable[..., Any])


def udf(
    *,
    category: str,
    help: str,  # noqa: A002 - the word that every function wizard uses
    args: Mapping[str, str],
    native: str | None = None,
    shape: tuple[int, int] | None = None,
    blank: Sequence[str] | None = None,
) -> Callable[[F], F]:
    """Register a function for use in cells; the function itself stays as it is.

    Args:
        category: Heading in the function wizard.
        help: What the function does, in Indonesian.
        args: Argument name -> help, in Indonesian, in the order of the signature.
        native: The same calculation as an Excel formula over ``{argument}`` placeholders, without ``=``.
            The twin of an array result is written for one cell and may use ``{row}`` (1, 2, ...).
        shape: Rows and columns of an array result; None for a single value.
        blank: Arguments that give a blank result when they are blank. Default: every required single value.
    """

    def register(function: F) -> F:
        arguments = _arguments(function, args)
        if blank is None:
            blanks = frozenset(a.name for a in arguments if not (a.optional or a.takes_range))
        else:
            blanks = frozenset(blank)
        entry = Udf(function, function.__name__.upper(), category, help, arguments, native, shape, blanks)
        _check_placeholders(entry)
        FUNCTIONS[entry.name] = entry
        return function

    return register


def invoke(entry: Udf, arguments: Sequence[Value]) -> Value:
    """Call a function with a cell's values and return what the cell shows: never an exception.

    An error that comes in goes out. A blank among ``entry.blank`` gives ``""``.
    """
    try:
        return _run(entry, arguments)
    except UdfError as error:
        return error.code


def reason(entry: Udf, arguments: Sequence[Value]) -> str | None:
    """Say in words why the call gives an error, or None where it does not."""
    try:
        _run(entry, arguments)
    except UdfError as error:
        return error.reason
    return None


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
    """
    if not 61 <= number < 2_958_466:
        raise UdfError(ExcelError.NUM, f"{number:g} bukan tanggal")
    return _EPOCH + timedelta(days=math.floor(number))


_EPOCH: Final = date(1899, 12, 30)
_RANGES: Final = (Numbers, Texts, Dates, Matrix)


def _arguments(function: Callable[..., Any], helps: Mapping[str, str]) -> tuple[Argument, ...]:
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters
    if list(parameters) != list(helps):
        raise TypeError(f"{function.__name__}: args must describe {list(parameters)}, in this order")
    return tuple(
        Argument(
            name=name,
            help=helps[name],
            kind=(kind := _without_none(hints[name])),
            optional=parameter.default is not parameter.empty,
            default=None if parameter.default is parameter.empty else parameter.default,
            takes_range=kind in _RANGES,
        )
        for name, parameter in parameters.items()
    )


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType) and type(None) in hint.__args__:
        rest = [member for member in hint.__args__ if member is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def _check_placeholders(entry: Udf) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(entry.native or "") if name}
    unknown = used - {argument.name for argument in entry.arguments} - {"row"}
    if unknown:
        raise TypeError(f"{entry.name}: the native twin uses {sorted(unknown)}, which are no arguments")


def _literal(default: object) -> str:
    if isinstance(default, bool):
        return "TRUE" if default else "FALSE"
    if isinstance(default, str):
        return '"' + default.replace('"', '""') + '"'
    return "0" if default is None or default == () else f"{default}"


def _run(entry: Udf, arguments: Sequence[Value]) -> Value:
    if not entry.required <= len(arguments) <= len(entry.arguments):
        raise UdfError(ExcelError.VALUE, f"{entry.name} butuh {entry.required} argumen, diberi {len(arguments)}")
    given = [(a, v) for a, v in zip(entry.arguments, arguments, strict=False) if v is not MISSING]
    for _, value in given:
        _raise_error_values(value)
    if any(argument.name in entry.blank and _is_blank(value) for argument, value in given):
        return ""
    result = entry.function(**{a.name: _coerce(a, v) for a, v in given if not (a.optional and v is None)})
    return _as_value(result)


def _raise_error_values(value: Value) -> None:
    cells = (cell for row in value for cell in row) if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    for cell in cells:
        if isinstance(cell, ExcelError):
            raise UdfError(cell, f"sel masukan sudah berisi {cell}")


def _is_blank(value: Value) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return len(value) == 1 and len(value[0]) == 1 and value[0][0] in (None, "")
    return value is None or value == ""


def _coerce(argument: Argument, value: Value) -> Any:
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else [[value]]
    kind = argument.kind
    if kind == Matrix:
        return [[_cell(float, argument, cell) for cell in row] for row in rows]
    if kind in _RANGES:
        member = {Numbers: float, Texts: str, Dates: date}[kind]
        return [_cell(member, argument, cell) for row in rows for cell in row]
    if len(rows) != 1 or len(rows[0]) != 1:
        raise UdfError(ExcelError.VALUE, f"{argument.name}: harus satu sel, bukan {len(rows)} x {len(rows[0])}")
    cell = _cell(kind, argument, rows[0][0])
    if cell is None:
        raise UdfError(ExcelError.VALUE, f"{argument.name}: kosong")
    return cell


def _cell(kind: Any, argument: Argument, cell: Any) -> Any:
    if cell is None or cell == "":
        return None
    if kind is str:
        return cell if isinstance(cell, str) else _text(cell)
    if kind is bool:
        if isinstance(cell, (bool, int, float)):
            return bool(cell)
        raise UdfError(ExcelError.VALUE, f"{argument.name}: {cell!r} bukan TRUE atau FALSE")
    if isinstance(cell, (bool, str)) or not math.isfinite(cell):
        raise UdfError(ExcelError.VALUE, f"{argument.name}: {cell!r} bukan {'tanggal' if kind is date else 'angka'}")
    if kind is date:
        return from_serial(cell)
    return math.trunc(cell) if kind is int else float(cell)


def _text(cell: float | bool) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}"


def _as_value(result: Any) -> Value:
    if isinstance(result, date):
        return serial(result)
    if isinstance(result, bool | str) or result is None:
        return "" if result is None else result
    if isinstance(result, int | float):
        if not math.isfinite(result):
            raise UdfError(ExcelError.NUM, "hasilnya bukan bilangan terhingga")
        return float(result)
    return [[typing.cast("Scalar", _as_value(cell)) for cell in row] for row in result]
