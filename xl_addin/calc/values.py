"""Values as Calc hands them to an add-in and takes them back.

Calc passes a number or a truth value as float, text as str, an argument left out as None, and a range as a
tuple of rows; an empty cell is "", as text without a letter is. Errors go back as Calc writes them itself: as
a number that is none (NaN) and carries the error's code.

>>> from udfs import swot
>>> from udfs.registry import FUNCTIONS
>>> call(FUNCTIONS["SWOT_WEIGHT_PCT"], (3.0, ((3.0,), (5.0,), ("",)), None))
0.375
>>> call(FUNCTIONS["SWOT_WEIGHT_PCT"], ("", ((3.0,), (5.0,), ("",)), None))
''
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, Final, TypeAlias, cast

from udfs.registry import MISSING, ExcelError, Udf, Value, invoke
from xl_addin.calc.names import gives_array

Answer: TypeAlias = float | str | tuple[tuple[float | str, ...], ...]
"""What Calc takes for a cell or an array."""

_CODES: Final = {
    ExcelError.NULL: 521,
    ExcelError.DIV0: 532,
    ExcelError.VALUE: 519,
    ExcelError.REF: 524,
    ExcelError.NAME: 525,
    ExcelError.NUM: 503,
    ExcelError.NA: 32767,
}
_QUIET_NAN: Final = 0x7FF8 << 48
_ERRORS: Final[dict[ExcelError, float]] = {
    error: struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | code))[0] for error, code in _CODES.items()
}


def call(entry: Udf, arguments: Sequence[Any]) -> Answer:
    """Call a worksheet function with what Calc handed over and return what Calc takes: never an exception.

    A function that gives several cells always gives an array.
    """
    result = answer(invoke(entry, [value(argument) for argument in arguments]))
    return ((result,),) if gives_array(entry) and not isinstance(result, tuple) else result


def value(argument: Any) -> Value:
    """Return an argument of Calc's as the registry's."""
    if argument is None:
        return MISSING
    if argument == "":
        return None
    if isinstance(argument, tuple):
        return [[None if cell == "" else cell for cell in row] for row in argument]
    return cast("Value", argument)


def answer(result: Value) -> Answer:
    """Return a result of the registry as Calc takes it: a truth value is a number there.

    >>> answer([["SO"], [True], [None]]), answer(ExcelError.NUM)
    ((('SO',), (1.0,), ('',)), nan)
    """
    if isinstance(result, ExcelError):
        return _ERRORS[result]
    if isinstance(result, (list, tuple)):
        return tuple(tuple(cast("float | str", answer(cell)) for cell in row) for row in result)
    if isinstance(result, bool):
        return float(result)
    return "" if result is None else cast("float | str", result)
