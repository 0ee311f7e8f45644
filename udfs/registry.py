"""The one registry of worksheet functions, which every host reads.

A worksheet function is an ordinary Python function over plain values. ``@udf`` records what a host needs to
offer it in a cell: the category, the help in Indonesian, and a *native twin*, the same calculation as a plain
Excel formula. Hosts (formulas, formualizer, Excel, LibreOffice) hand over :data:`Value`; :func:`invoke` turns
these into what the function's annotations ask for, and its result or refusal back into a :data:`Value`.

>>> from udfs.swot import swot_weight_pct
>>> swot_weight_pct(3, [3, 5, 2])
0.3
>>> entry = FUNCTIONS["SWOT_WEIGHT_PCT"]
>>> invoke(entry, [3.0, [[3.0], [5.0], [None]]])
0.375
>>> invoke(entry, [None, [[3.0], [5.0], [None]]])
''
>>> invoke(entry, ["tinggi", [[3.0]]])
<ExcelError.VALUE: '#VALUE!'>
>>> reason(entry, ["tinggi", [[3.0]]])
'Bobot isu ini: ditemukan "tinggi", seharusnya angka'
"""

from __future__ import annotations

import inspect
import re
import string
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import NoneType, UnionType
from typing import Any, Final, TypeVar

from udfs.values import (
    MISSING,
    Argument,
    Dates,
    ExcelError,
    Matrix,
    Missing,
    Numbers,
    Scalar,
    Texts,
    UdfError,
    Value,
    as_value,
    from_serial,
    is_blank,
    raise_error_values,
    serial,
    shown,
)

__all__ = [
    "FUNCTIONS",
    "MISSING",
    "Argument",
    "Dates",
    "ExcelError",
    "Matrix",
    "Missing",
    "Numbers",
    "Scalar",
    "Texts",
    "Udf",
    "UdfError",
    "Value",
    "from_serial",
    "invoke",
    "reason",
    "serial",
    "shown",
    "udf",
]


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

    @cached_property
    def required(self) -> int:
        """How many arguments a call must have."""
        return sum(not argument.optional for argument in self.arguments)

    def twin(self, arguments: Sequence[str], row: int = 1) -> str | None:
        """Return the native twin over these argument texts, for row ``row`` of an array result.

        >>> FUNCTIONS["SWOT_SCORE"].twin(["B9", "C9", "Bobot_S"]).startswith('IF(B9="","",IF(C9="","",')
        True
        """
        if self.native is None:
            return None
        texts = {a.name: _literal("" if a.nullable else a.default) for a in self.arguments}
        texts.update(
            {a.name: _operand(t) for a, t in zip(self.arguments, arguments, strict=False) if t.strip()}
        )
        return self.native.format(**texts, row=row)


FUNCTIONS: dict[str, Udf] = {}
"""Every registered function by its name in a cell."""

F = TypeVar("F", bound=Callable[..., Any])


def udf(
    *,
    category: str,
    help: str,
    args: Mapping[str, str],
    native: str | None = None,
    shape: tuple[int, int] | None = None,
    blank: Sequence[str] | None = None,
) -> Callable[[F], F]:
    """Register a function for use in cells; the function itself stays as it is.

    Args:
        category: Heading in the function wizard.
        help: What the function does, in Indonesian.
        args: Argument name -> help, in Indonesian, in the order of the signature. The help begins with a
            short name of the argument, which messages use too: ``"Bobot isu ini, lebih dari 0"``. A required
            one annotated ``date | None`` may be a blank cell: the function then gets None.
        native: The same calculation as an Excel formula over ``{argument}`` placeholders, without ``=``.
            The twin of an array result is written for one cell and may use ``{row}`` (1, 2, ...).
        shape: Rows and columns of an array result; None for a single value.
        blank: Arguments that give a blank result when they are blank. Default: every required single value.

    Raises:
        TypeError: ``args`` does not fit the signature, or ``native`` uses what is no argument.
    """

    def register(function: F) -> F:
        arguments = _arguments(function, args)
        if blank is None:
            blanks = frozenset(a.name for a in arguments if not (a.optional or a.takes_range or a.nullable))
        else:
            blanks = frozenset(blank)
        name = str(getattr(function, "__name__", "")).upper()
        entry = Udf(function, name, category, help, arguments, native, shape, blanks)
        _check_placeholders(entry)
        FUNCTIONS[name] = entry
        return function

    return register


def invoke(entry: Udf, arguments: Sequence[Value]) -> Value:
    """Call a function with a cell's values and return what the cell shows: never an exception.

    An error that comes in goes out; a blank among ``entry.blank`` gives ``""``. Where there are several, the
    first argument of ``entry.blank`` that is one or the other decides, then an error elsewhere, then a wrong
    type.
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


_SOUND: Final = {float, bool, int}


def _run(entry: Udf, arguments: Sequence[Value]) -> Value:
    least, most, given = entry.required, len(entry.arguments), len(arguments)
    if not least <= given <= most:
        wanted = f"{least}" if least == most else f"{least} sampai {most}"
        raise UdfError(ExcelError.VALUE, f"{entry.name} membutuhkan {wanted} argumen, diberi {given}")
    pairs = list(zip(entry.arguments, arguments, strict=False))
    if not set(map(type, arguments)) <= _SOUND and _is_not_filled(entry, pairs):
        return ""
    try:
        return as_value(entry.function(*[argument.read(value) for argument, value in pairs]))
    except ZeroDivisionError as error:
        raise UdfError(ExcelError.DIV0, "pembagian dengan nol") from error
    except OverflowError as error:
        raise UdfError(ExcelError.NUM, "angkanya terlalu besar") from error


def _is_not_filled(entry: Udf, pairs: Sequence[tuple[Argument, Value]]) -> bool:
    """Say whether the call shows "" because a cell is blank; hand on errors as :func:`invoke` says."""
    for argument, value in pairs:
        if argument.name in entry.blank:
            raise_error_values(value)
            if is_blank(value):
                return True
    for _, value in pairs:
        raise_error_values(value)
    return False


def _arguments(function: Callable[..., Any], helps: Mapping[str, str]) -> tuple[Argument, ...]:
    hints = typing.get_type_hints(function)
    parameters = inspect.signature(function).parameters
    if list(parameters) != list(helps):
        raise TypeError(f"{function}: args must describe {list(parameters)}, in this order")
    return tuple(
        Argument(
            name,
            helps[name],
            _without_none(hints[name]),
            optional=parameter.default is not parameter.empty,
            nullable=parameter.default is parameter.empty and _without_none(hints[name]) is not hints[name],
            default=None if parameter.default is parameter.empty else parameter.default,
        )
        for name, parameter in parameters.items()
    )


def _without_none(hint: Any) -> Any:
    rest = [member for member in typing.get_args(hint) if member is not NoneType]
    return rest[0] if isinstance(hint, UnionType) and len(rest) == 1 else hint


def _check_placeholders(entry: Udf) -> None:
    used = {name for _, name, _, _ in string.Formatter().parse(entry.native or "") if name}
    unknown = used - {argument.name for argument in entry.arguments} - {"row"}
    if unknown:
        raise TypeError(f"{entry.name}: the native twin uses {sorted(unknown)}, which are no arguments")


def _literal(default: object) -> str:
    """Return a default value as a formula writes it; an empty range as 0, which changes no sum."""
    if isinstance(default, bool):
        return "TRUE" if default else "FALSE"
    if isinstance(default, str):
        return '"' + default.replace('"', '""') + '"'
    if isinstance(default, tuple) and default:
        return "{" + ",".join(map(_literal, default)) + "}"
    return f"{default or 0}"


def _operand(text: str) -> str:
    """Return an argument's text, in brackets unless it is one operand: ``A1="x"`` beside ``=`` needs them."""
    return text if re.fullmatch(r"""('[^']*'!|\w+!)?[$\w.:]+|"[^"]*"|\{[^{}]*\}""", text) else f"({text})"
