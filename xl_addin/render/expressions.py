"""Expressions of a template: parsed once, evaluated for every row, and explained when they fail.

>>> Expression(Sandbox(), "kpi.score * 2")({"kpi": {"score": 1.5}})
3.0
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import Any, Final, TypeAlias

from jinja2 import Template, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.utils import missing

from xl_addin.errors import LembarError
from xl_addin.files import read_bytes
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import MissingError, Sandbox

Scope = dict[str, Any]
"""The names that an expression may use."""

Given: TypeAlias = Mapping[str, str]
NOTHING_GIVEN: Final[Given] = {}

_RESULT = "_result"
_MOST_KNOWN: Final = 20_000
_read: set[str] = set()
"""Sources that could be read before: they are parsed again only when somebody asks for the tree."""
_compiled: dict[tuple[object, ...], CodeType] = {}
"""What expressions were compiled to before: the next rendering of a template starts from there."""


class Expression:
    """Something that a template wants to know, ready to be asked for many times.

    Args:
        sandbox: The environment.
        source: As written between the braces.
        node: The parsed source, when it is part of a tag.
        given: Names that mean something else here: each with the name that it has in the scope.

    Raises:
        TemplateSyntaxError: it cannot be read.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        source: str,
        node: nodes.Expr | None = None,
        given: Given = NOTHING_GIVEN,
    ) -> None:
        self.source = source
        self._sandbox = sandbox
        self._given = given
        self._part_of_tag = node is not None
        if node is not None:
            self.node = node
        elif source not in _read:
            self.node = parse_expression(sandbox, source)
            if len(_read) < _MOST_KNOWN:
                _read.add(source)

    @cached_property
    def node(self) -> nodes.Expr:
        """The parsed source."""
        return parse_expression(self._sandbox, self.source)

    @property
    def key(self) -> tuple[str, ...] | None:
        """What tells it from others: its source, and the names that mean something else; None for a part."""
        if self._part_of_tag:
            return None
        return (self.source, *(name for pair in sorted(self._given.items()) for name in pair))

    @cached_property
    def _run(self) -> _Runner:
        return _Runner(self._sandbox, self.key, lambda: self.parsed() if self._given else self.node)

    def parsed(self) -> nodes.Expr:
        """Return the expression parsed anew, with the names of the scope."""
        node = parse_expression(self._sandbox, self.source)
        for name in (node, *node.find_all(nodes.Name)):
            if isinstance(name, nodes.Name):
                name.name = self._given.get(name.name, name.name)
        return node

    def __call__(self, scope: Scope) -> Any:
        """Return its value; a missing name gives an undefined value, as in Jinja2."""
        return self._run(scope)


class Expressions:
    """Several expressions that are asked for together, in a fraction of the time."""

    def __init__(self, sandbox: Sandbox, members: Iterable[Expression]) -> None:
        parts = list(members)

        def together() -> nodes.Expr:
            return nodes.Tuple([part.parsed() for part in parts], "load", lineno=1)

        keys = [part.key for part in parts]
        self._run = _Runner(sandbox, None if None in keys else (len(parts), *keys), together)

    def __call__(self, scope: Scope) -> tuple[Any, ...]:
        """Return their values."""
        values: tuple[Any, ...] = self._run(scope)
        return values


class Text:
    """A text with statements inside, such as a loop within one cell."""

    def __init__(self, sandbox: Sandbox, source: str, given: Given = NOTHING_GIVEN) -> None:
        self.source = source
        self._given = given
        tree = sandbox.parsed(source)
        for kind in (
            nodes.Macro,
            nodes.CallBlock,
            nodes.Import,
            nodes.FromImport,
            nodes.Include,
            nodes.Extends,
        ):
            if found := tree.find(kind):
                raise TemplateSyntaxError(
                    f"{kind.__name__.lower()} tidak dapat dipakai dalam sel", found.lineno
                )
        self.node: nodes.Node = tree
        self._template = sandbox.from_string(tree)
        self._sandbox = sandbox

    def __call__(self, scope: Scope) -> str:
        """Return the text."""
        if self._given:
            scope = {**scope, **{name: scope[known] for name, known in self._given.items()}}
        context = Context(self._sandbox, scope, None, {})
        return "".join(self._template.root_render_func(context))


class _Runner:
    """The compiled form: one assignment, whose value is read from the context.

    What has a filter is compiled anew for each rendering: Jinja2 may ask a filter while it compiles.
    """

    def __init__(
        self, sandbox: Sandbox, key: tuple[object, ...] | None, node: Callable[[], nodes.Expr]
    ) -> None:
        self._sandbox = sandbox
        code = _compiled.get(key) if key else None
        if code is None:
            body: list[nodes.Node] = [nodes.Assign(nodes.Name(_RESULT, "store"), node(), lineno=1)]
            code = sandbox.compile(nodes.Template(body, lineno=1))
            if key and len(_compiled) < _MOST_KNOWN and "|" not in str(key):
                _compiled[key] = code
        self._root = Template.from_code(sandbox, code, sandbox.make_globals(None)).root_render_func

    def __call__(self, scope: Scope) -> Any:
        context = Context(self._sandbox, scope, None, {})
        for _ in self._root(context):
            pass
        return context.vars[_RESULT]


def parse_expression(sandbox: Sandbox, source: str) -> nodes.Expr:
    """Parse what stands between braces.

    Raises:
        TemplateSyntaxError: it cannot be read.
    """
    parser = Parser(sandbox, source, state="variable")
    node = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError(f"unexpected {parser.stream.current.value!r}", 1)
    return checked(sandbox, node)


def checked(sandbox: Sandbox, node: nodes.Expr) -> nodes.Expr:
    """Return a parsed expression once all its filters and tests are known to be there.

    Raises:
        TemplateSyntaxError: one is not.
    """
    node.set_environment(sandbox)
    for kind, known in ((nodes.Filter, sandbox.filters), (nodes.Test, sandbox.tests)):
        for used in (node, *node.find_all(kind)):
            if isinstance(used, kind) and used.name not in known:
                raise TemplateSyntaxError(f"No {kind.__name__.lower()} named {used.name!r}.", 1)
    return node


def render_text(path: Path | str, data: Mapping[str, Any]) -> str:
    """Fill a text template, such as a letter; in one named ``.html.j2`` values are escaped for HTML.

    Args:
        path: A text file in UTF-8 with Jinja2 tags.
        data: The names that it may use.

    Raises:
        TemplateError: what is wrong, with its line.
        LembarError: the file cannot be read.
    """
    source = read_bytes(Path(path)).decode("utf-8")
    problems = Problems()
    where = Path(path).name
    autoescape = where.endswith(".html.j2")
    sandbox = Sandbox(finalize=lambda value: "" if value is None else value, autoescape=autoescape)
    try:
        template = sandbox.from_string(sandbox.parsed(source))
        return "".join(template.root_render_func(template.new_context(dict(data))))
    except TemplateSyntaxError as error:
        problems.add(where, str(error.lineno), _line(source, error.lineno), syntax_reason(error, sandbox))
    except LembarError:
        raise
    except Exception as error:
        number = _line_of_template(error)
        problems.add(where, str(number), _line(source, number), reason(error, sandbox.parse(source), data))
    problems.raise_any()
    raise AssertionError("a problem was added")


def reason(error: Exception, node: nodes.Node, scope: Mapping[str, Any]) -> str:
    """Say in Indonesian why an expression failed."""
    if isinstance(error, MissingError):
        return _missing_reason(error, node, scope)
    if isinstance(error, SecurityError):
        return f"tidak diizinkan: {error}"
    for kind, words in _PLAIN_REASONS.items():
        if isinstance(error, kind):
            return words
    if isinstance(error, TypeError) and (found := _OPERATION.search(str(error))):
        operator, left, right = (_WORDS.get(text, text) for text in found.groups() if text)
        return f"{left} {operator} {right} tidak dapat dihitung"
    return f"tidak dapat dihitung: {error}"


_PLAIN_REASONS: Final[dict[type[Exception], str]] = {
    ZeroDivisionError: "pembagian dengan nol",
    RecursionError: "terlalu dalam bersarang",
    MemoryError: "memori tidak cukup",
}
_OPERATION = re.compile(
    r"unsupported operand type\(s\) for (\S+?)(?: or pow\(\))?: '(\w+)' and '(\w+)'"
    r"|'(\S+)' not supported between instances of '(\w+)' and '(\w+)'"
    r"|can only (concatenate) (\w+) \(not \"(\w+)\"\) to"
)
_WORDS = {
    "concatenate": "+",
    "int": "angka",
    "float": "angka",
    "Decimal": "angka",
    "str": "teks",
    "NoneType": "sel kosong",
    "bool": "benar/salah",
    "date": "tanggal",
    "datetime": "tanggal",
    "list": "daftar",
    "dict": "kelompok data",
}


def syntax_reason(error: TemplateSyntaxError, sandbox: Sandbox) -> str:
    """Say in Indonesian why a tag cannot be read."""
    message = str(error.message or "")
    if found := re.match(r"No (filter|test) named '(\w+)'", message):
        near = closest(found[2], sandbox.filters if found[1] == "filter" else sandbox.tests)
        return f"{found[1]} {found[2]} tidak ada" + (f"; maksudnya {near}?" if near else "")
    if found := re.match(r"Encountered unknown tag '(\w+)'", message):
        return f"tag {found[1]} tidak dikenal"
    if found := re.search(r"(?:got|unexpected) (.+?)\.?$", message):
        near = found[1].strip("'\"")
        return "tidak lengkap" if near.startswith("end of") else f"salah tulis di dekat {near}"
    return f"salah tulis: {message}"


def closest(name: str, names: Iterable[object]) -> str | None:
    """Return the name nearest to one that does not exist."""
    known = [known for known in names if isinstance(known, str) and not known.startswith("_")]
    lower = {known_name.lower(): known_name for known_name in reversed(known)}
    found = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
    return lower[found[0]] if found else None


def _missing_reason(error: MissingError, node: nodes.Node, scope: Mapping[str, Any]) -> str:
    owner, name = error.owner, str(error.name)
    if owner is missing:
        prefix, known = "", [key for key in scope if key != "range"]
    else:
        prefix, known = f"{_owner_text(node, name)}.", list(_names_of(owner))
    near = closest(name, known)
    if near:
        return f"{prefix}{name}: maksudnya {prefix}{near}?"
    listed = ", ".join(sorted(key for key in known if not key.startswith("_"))[:12])
    return f"{prefix}{name}: tidak ada" + (f"; yang ada: {listed}" if listed else "")


def _names_of(owner: object) -> Iterable[str]:
    if isinstance(owner, Mapping):
        return (key for key in owner if isinstance(key, str))
    return (name for name in dir(owner) if not name.startswith("_")) if hasattr(owner, "__dict__") else ()


def _owner_text(node: nodes.Node, name: str) -> str:
    """Return how the template writes the thing whose ``name`` is missing."""
    for found in (node, *node.find_all((nodes.Getattr, nodes.Getitem))):
        if isinstance(found, nodes.Getattr) and found.attr == name:
            return _written(found.node)
        if isinstance(found, nodes.Getitem) and _written(found).endswith(f"[{name!r}]"):
            return _written(found.node)
    return "…"


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inner = repr(node.arg.value) if isinstance(node.arg, nodes.Const) else _written(node.arg)
        return f"{_written(node.node)}[{inner}]"
    return "…"


def _line(source: str, number: int) -> str:
    lines = source.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _line_of_template(error: Exception) -> int:
    """Return the line of the template that failed, which Jinja2 writes into its own traceback."""
    from jinja2.debug import rewrite_traceback_stack  # noqa: PLC0415 - only when something failed

    number = 1
    trace = rewrite_traceback_stack().__traceback__ if error.__traceback__ else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return number
