"""The Jinja2 environment of templates: no way out of the data, and no way to make it run or grow without end.

Jinja2's own sandbox closes the attributes of Python's insides. Cost is closed here: operators and filters
whose result would be huge refuse, only harmless methods and filters are there, and loops ask for the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from datetime import date
from functools import partial
from typing import Any, Final, NoReturn

from jinja2 import Environment, StrictUndefined, nodes, pass_environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from xl_addin.render import filters
from xl_addin.render.pictures import Images, link

LONGEST: Final = 1_000_000
"""Characters of a text, members of a list, that an expression may make."""

_MOST_BITS: Final = 4_096
_FILTERS: Final = """
abs capitalize count d default dictsort e escape first float groupby int items last length list lower map max
min reject rejectattr reverse select selectattr sort string sum title trim truncate unique upper
"""
_METHODS: Final = {
    str: "capitalize count endswith find isdigit lower lstrip rstrip split startswith strip title upper",
    Mapping: "get items keys values",
    list: "count index",
    tuple: "count index",
    date: "date isoformat isoweekday strftime weekday",
}


class MissingError(UndefinedError):
    """A name that is not there was used.

    Args:
        owner: What should have had the name; Jinja2's ``missing`` when it is one of the template's own.
        name: The name.
        message: Jinja2's words.
    """

    def __init__(self, owner: object, name: object, message: str | None = None) -> None:
        super().__init__(message)
        self.owner = owner
        self.name = name


class MissingValue(StrictUndefined):
    """The value of a name that is not there: good for ``default`` and ``is defined`` alone."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: Callable[..., Exception] = UndefinedError,
    ) -> None:
        raised = partial(MissingError, obj, name) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, raised)  # type: ignore[arg-type]  # only called with the message

    def fail(self) -> NoReturn:
        """Raise what is raised when the value is used."""
        raise self._undefined_exception(self._undefined_message)


class _Generator(CodeGenerator):
    """Jinja2's translation into Python, save that ``~`` counts what it joins."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates.

    Args:
        tick: Called in every turn of a loop inside a text; may raise to stop.
        finalize: Makes text of the values that are put into a text.
        autoescape: Put text into HTML as text, whatever it holds; only ``markupsafe.Markup`` is markup.
    """

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(
        self,
        tick: Callable[[], None] = lambda: None,
        finalize: Callable[[Any], Any] | None = None,
        *,
        autoescape: bool = False,
    ) -> None:
        super().__init__(
            undefined=MissingValue, finalize=finalize, keep_trailing_newline=True, autoescape=autoescape
        )
        self.filters = {name: FILTERS[name] for name in _FILTERS.split()} | _OWN_FILTERS
        self.globals = {"range": _range, "_tick": tick}
        self._functions = (_range, tick)

    def parsed(self, text: str) -> nodes.Template:
        """Parse a text whose loops will ask for the time."""
        tree: nodes.Template = _Ticking().visit(self.parse(text))
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``; a key of data comes before a method of the same name (``items``)."""
        if (type(obj) is dict or isinstance(obj, Mapping)) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Say whether a template may call this: globals, macros, a few methods of texts, lists and days."""
        if isinstance(obj, Macro | Undefined) or any(obj is function for function in self._functions):
            return True  # calling what is not there says so
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        return isinstance(owner, Callables) or any(
            isinstance(owner, kind) and name in names.split() for kind, names in _METHODS.items()
        )

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate ``left operator right``, unless the result would be huge."""
        if operator == "%" and isinstance(left, str):
            return _format(left, *(right if isinstance(right, tuple) else (right,)))
        if _cost(operator, left, right) > 1:
            raise SecurityError(f"hasil {operator} terlalu besar")
        return super().call_binop(context, operator, left, right)

    def joined(self, parts: Iterable[Any]) -> str:
        """Join texts with ``~``."""
        finalize = self.finalize or str
        return _bounded_join("", [str(finalize(part)) for part in parts])


class Callables:
    """A class whose public methods a template may call."""

    __slots__ = ()


class _Ticking(NodeTransformer):
    """Lets every turn of a loop ask for the time."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja2's name
        self.generic_visit(node)
        call = nodes.Call(
            nodes.Name("_tick", "load", lineno=node.lineno), [], [], None, None, lineno=node.lineno
        )
        node.body.insert(0, nodes.ExprStmt(call, lineno=node.lineno))
        return node


def _cost(operator: str, left: Any, right: Any) -> float:
    """Return how near the result of an operator comes to what is allowed, which is 1."""
    if operator == "+" and isinstance(left, Sized) and isinstance(right, Sized):
        return (len(left) + len(right)) / LONGEST
    if operator == "*":
        for many, times in ((left, right), (right, left)):
            if isinstance(many, Sized) and isinstance(times, int):
                return len(many) * max(times, 0) / LONGEST
        return (_bits(left) + _bits(right)) / _MOST_BITS
    if operator == "**" and isinstance(right, int):
        return _bits(left) * abs(right) / _MOST_BITS
    return 0


def _bits(number: Any) -> int:
    return number.bit_length() if isinstance(number, int) else 0


def _range(*ends: int) -> range:
    numbers = range(*ends)
    if len(numbers) > LONGEST:
        raise SecurityError("range terlalu panjang")
    return numbers


def _bounded_join(separator: str, texts: list[str]) -> str:
    if sum(map(len, texts)) + len(separator) * len(texts) > LONGEST:
        raise SecurityError("teks terlalu panjang")
    return separator.join(texts)


@pass_environment
def _join(environment: Environment, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
    if attribute is not None:
        value = map(make_attrgetter(environment, attribute), value)
    finalize = environment.finalize or str
    return _bounded_join(str(d), [str(finalize(item)) for item in value])


def _replace(text: str, old: str, new: str, count: int = -1) -> str:
    text, old, new = str(text), str(old), str(new)
    if len(text) + text.count(old) * len(new) > LONGEST:
        raise SecurityError("teks terlalu panjang")
    return text.replace(old, new, count)


def _format(pattern: str, *values: Any) -> str:
    if re.search(r"%[^%a-zA-Z]*(\d{3}|\*)", pattern):
        raise SecurityError("lebar format terlalu besar")
    return str(pattern) % values


def _round(number: Any, precision: int = 0, method: str = "common") -> Any:
    return FILTERS["round"](number, min(max(precision, -15), 15), method)


def _batch(value: Iterable[Any], linecount: int, fill_with: Any = None) -> Iterable[list[Any]]:
    if not 0 < linecount <= 10_000:
        raise SecurityError("batch terlalu besar")
    lines: Iterable[list[Any]] = FILTERS["batch"](value, linecount, fill_with)
    return lines


_OWN_FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "angka": filters.angka,
    "batch": _batch,
    "digit": filters.digit,
    "format": _format,
    "image": Images(),
    "join": _join,
    "link": link,
    "nama_lembar": filters.nama_lembar,
    "replace": _replace,
    "round": _round,
    "rupiah": filters.rupiah,
    "tanggal": filters.tanggal,
    "terbilang": filters.terbilang,
}
