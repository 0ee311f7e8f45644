"""The module that xlwings imports in Excel's Python server: the registry's functions, as xlwings calls them.

Its add-in names it in the setting ``UDF MODULES``. Each function of the registry stands here under its name
in a cell; what comes from Excel becomes a :data:`udfs.registry.Value`, and an error goes back as its word,
which the VBA function ``CellValue`` makes a true error of.

Values are read with ``Value2``: a cell in currency format keeps all its decimals, a date is its number, and
an error is told from a text that looks like one. The usual conversion of xlwings loses these.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Final

import xlwings as xw
from xlwings.conversion import Accessor, Pipeline

import udfs as _functions  # noqa: F401 - fills the registry
from udfs.registry import FUNCTIONS, MISSING, ExcelError, Scalar, Udf, Value, invoke

_ERRORS: Final = {
    2000: ExcelError.NULL,
    2007: ExcelError.DIV0,
    2015: ExcelError.VALUE,
    2023: ExcelError.REF,
    2029: ExcelError.NAME,
    2036: ExcelError.NUM,
    2042: ExcelError.NA,
}
"""Excel's numbers of its errors (xlCVError)."""
_SCODE: Final = -2146828288
"""An error arrives as this number plus its own; the newest of them is 2050, #CALC!."""
_MOST: Final = 2100
_PLAIN: Final = {float, str, bool, NoneType}
_EPOCH: Final = datetime(1899, 12, 30)


class Cells(Accessor):
    """Reads an argument as the registry wants it: a single value, or rows of values."""

    @staticmethod
    def reader(options: object) -> Any:  # noqa: ARG004 - xlwings passes it
        """Return the one step that reading takes."""
        pipeline: Any = Pipeline()
        return pipeline.append_stage(_read)


def _read(context: Any) -> None:
    context.value = value_of(context.value if context.range is None else context.range.api.Value2)


def value_of(given: Any) -> Value:
    """Return what COM hands over for a cell, a range or an array as a value of the registry.

    >>> value_of(((1, None), (True, "x")))
    [[1.0, None], [True, 'x']]
    >>> value_of(-2146826281)
    <ExcelError.DIV0: '#DIV/0!'>
    """
    if not isinstance(given, tuple | list):
        return _scalar(given)
    rows = given if given and isinstance(given[0], tuple | list) else [given]
    if {type(cell) for row in rows for cell in row} <= _PLAIN:  # by far the most frequent
        return [list(row) for row in rows]
    return [[_scalar(cell) for cell in row] for row in rows]


def _scalar(given: Any) -> Scalar:
    if given is None or isinstance(given, float | str | bool):
        return given
    if isinstance(given, int):
        number = given - _SCODE
        return _ERRORS.get(number, ExcelError.VALUE) if 0 <= number < _MOST else float(given)
    if isinstance(given, Decimal):
        return float(given)
    if isinstance(given, datetime):
        return (given.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
    raise TypeError(f"Excel handed over a {type(given).__name__}")


def _worded(value: Value) -> Any:
    """Return a result with error words for errors, alone and in arrays."""
    if isinstance(value, ExcelError):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [[str(cell) if isinstance(cell, ExcelError) else cell for cell in row] for row in value]
    return value


def offered(entry: Udf) -> Callable[..., Any]:
    """Return a function of the registry as xlwings calls it."""

    def call(*arguments: Value) -> Any:
        return _worded(invoke(entry, arguments))

    call.__name__ = call.__qualname__ = entry.name
    call.__doc__ = entry.help
    call.__annotations__ = {}
    parameters = [
        inspect.Parameter(
            argument.name,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=MISSING if argument.optional else inspect.Parameter.empty,
        )
        for argument in entry.arguments
    ]
    vars(call)["__signature__"] = inspect.Signature(parameters)
    decorated: Callable[..., Any] = call
    for argument in entry.arguments:
        decorated = xw.arg(argument.name, convert=Cells, doc=argument.help)(decorated)
    return xw.func(category=entry.category)(decorated)  # last: xw.arg sets the category back


globals().update({name: offered(entry) for name, entry in FUNCTIONS.items()})
