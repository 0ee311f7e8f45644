"""The names that a template uses: what its data must hold, and where it is asked for.

>>> names = Names(Sandbox())
>>> names.read("{% for k in plan.kpis %}", "A1")
>>> names.read("{{ k.name | upper }}", "A2")
>>> [(str(name), cells) for name, cells in names.used()]
[('plan.kpis', ['A1']), ('plan.kpis[].name', ['A2'])]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from xl_addin.render.expressions import closest
from xl_addin.render.sandbox import Sandbox

_TOKEN = re.compile(
    r"\{\{[-+]?(?P<expression>.*?)[-+]?\}\}|\{%[-+]?\s*(?P<word>\w+)\b\s*(?P<rest>.*?)\s*[-+]?%\}|\{#.*?#\}",
    re.DOTALL,
)
_SHEET_LOOP = re.compile(r"for\b(?P<loop>.+?)(?:\sname\s(?P<name>.+))?", re.DOTALL)
_SHEET_WORD = re.compile(r"(?:if|name)\b(.+)", re.DOTALL)
_EACH: Final = "[]"
_SAME_MEMBERS: Final = frozenset(
    ["list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique"]
)
_ONE_MEMBER: Final = frozenset({"first", "last", "min", "max"})
_BY_ATTRIBUTE: Final = frozenset({"groupby", "rejectattr", "selectattr", "sum"})


@dataclass(frozen=True)
class Name:
    """A way into the data: keys, and ``[]`` for each member of a list.

    >>> str(Name(("plan", "kpis", "[]", "unit price")))
    "plan.kpis[]['unit price']"
    """

    steps: tuple[str, ...]

    def __truediv__(self, step: str) -> Name:
        return Name((*self.steps, step))

    def __str__(self) -> str:
        rest = "".join(map(_written, self.steps[1:]))
        return self.steps[0] + rest

    def begins_with(self, other: Name) -> bool:
        """Say whether the other leads to it."""
        return self.steps[: len(other.steps)] == other.steps

    def absent(self, data: Mapping[str, Any]) -> str | None:
        """Say that no record of the data has it, with the closest name that exists; None when one has it.

        >>> Name(("kpis", "[]", "nmae")).absent({"kpis": [{"name": "Omzet"}]})
        'tidak ada; maksudnya kpis[].name?'
        """
        members: list[Any] = [data]
        for number, step in enumerate(self.steps):
            if step == _EACH:
                members = [m for owner in members if isinstance(owner, list | tuple) for m in owner]
                continue
            owners = [owner for owner in members if isinstance(owner, Mapping)]
            members = [owner[step] for owner in owners if step in owner]
            if owners and not members:
                near = closest(step, dict.fromkeys(key for owner in owners for key in owner))
                known = Name((*self.steps[:number], near)) if near else None
                return f"tidak ada; maksudnya {known}?" if known else "tidak ada"
        return None


def _written(step: str) -> str:
    return step if step == _EACH else f".{step}" if step.isidentifier() else f"[{step!r}]"


Scope = dict[str, Name | None]
"""What names of the template's own stand for; None when that is no part of the data as it is."""


class Names:
    """Reads the texts of a workbook in order and gathers the names that they use.

    Args:
        sandbox: Parses.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._used: dict[Name, dict[str, None]] = {}
        self._optional: set[Name] = set()
        self._scopes: list[Scope] = []
        self._place = ""
        self.begin_sheet()

    def used(self) -> Iterator[tuple[Name, list[str]]]:
        """Yield every name with the places that use it."""
        for name in sorted(self._used, key=str):
            yield name, list(self._used[name])

    def is_optional(self, name: Name) -> bool:
        """Say whether the template asks itself whether this is there (``default``, ``is defined``)."""
        return any(name.begins_with(optional) for optional in self._optional)

    def begin_sheet(self) -> None:
        """Forget names of the template's own: each sheet has its own."""
        self._scopes = [dict.fromkeys(("loop", "column", *self._sandbox.globals))]
        self.begin_row()

    def begin_row(self) -> None:
        """Come to another row: what is said of columns was said in the one before."""
        self._of_columns = False

    def read(self, text: str, place: str) -> None:
        """Read a text; what cannot be read is left to those who say why."""
        self._place = place
        for token in _TOKEN.finditer(text):
            try:
                self._read(token)
            except (TemplateSyntaxError, RecursionError):
                continue

    def _read(self, token: re.Match[str]) -> None:
        expression, word, rest = token["expression"], token["word"], token["rest"]
        if expression is not None:
            self._visit_source(expression)
        elif word == "for":
            self._loop(rest, whole_sheet=self._of_columns)
        elif word == "endfor" and len(self._scopes) > 1 and not self._of_columns:
            self._scopes.pop()
        elif word == "sheet":
            self._sheet_tag(rest)
        elif word == "columns":
            self._of_columns = True
        elif word in ("if", "elif"):
            self._visit_source(rest)
        elif word == "set":
            setting = self._sandbox.parse(token[0]).body[0]
            if isinstance(setting, nodes.Assign):
                self._bind(setting.target, self._visit(setting.node))

    def _loop(self, source: str, *, whole_sheet: bool) -> None:
        """Bind the names of a loop; those of a loop over columns or sheets hold on the whole sheet."""
        if not whole_sheet:
            self._scopes.append({})
        loop = self._sandbox.parse(f"{{% for {source} %}}{{% endfor %}}").body[0]
        assert isinstance(loop, nodes.For)  # noqa: S101 - it was written so
        items = self._visit(loop.iter)
        self._bind(loop.target, items / _EACH if items else None)
        if loop.test:
            self._visit(loop.test)

    def _sheet_tag(self, source: str) -> None:
        names = [match[1]] if (match := _SHEET_WORD.fullmatch(source)) else []
        if match := _SHEET_LOOP.fullmatch(source):
            self._loop(match["loop"], whole_sheet=True)
            names = [match["name"]] if match["name"] else []
        for name in names:
            self._visit_source(name)

    def _bind(self, target: nodes.Node, value: Name | None) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = value
        for name in target.find_all(nodes.Name):
            self._scopes[-1][name.name] = None

    def _visit_source(self, source: str) -> None:
        self._visit(self._sandbox.parse(f"{{{{ {source} }}}}"))

    def _visit(self, node: nodes.Node) -> Name | None:
        """Note what an expression uses; return the name of its value, if it has one."""
        name = self._resolve(node)
        if name:
            self._used.setdefault(name, {})[self._place] = None
        return name

    def _resolve(self, node: nodes.Node) -> Name | None:
        if isinstance(node, nodes.Name):
            return next((s[node.name] for s in reversed(self._scopes) if node.name in s), Name((node.name,)))
        if isinstance(node, nodes.Getattr):
            owner = self._resolve(node.node)
            return owner / node.attr if owner else None
        if isinstance(node, nodes.Getitem):
            return self._item(node)
        if isinstance(node, nodes.Filter):
            return self._filtered(node)
        if isinstance(node, nodes.Test) and node.name in ("defined", "undefined"):
            self._ask(node.node)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            for part in (node.node.node, *node.args):  # a method: its owner is used
                self._visit(part)
        else:
            for child in node.iter_child_nodes():
                self._visit(child)
        return None

    def _item(self, node: nodes.Getitem) -> Name | None:
        owner = self._resolve(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return owner / node.arg.value if owner else None
        self._visit(node.arg)
        return owner if isinstance(node.arg, nodes.Slice) or not owner else owner / _EACH

    def _filtered(self, node: nodes.Filter) -> Name | None:
        if node.node is None:
            return None
        if node.name in ("default", "d"):
            self._ask(node.node)
        value = self._visit(node.node)
        for part in (*node.args, *(pair.value for pair in node.kwargs)):
            self._visit(part)
        attribute = _attribute(node)
        if value and attribute:
            self._used.setdefault(Name((*value.steps, _EACH, *attribute.split("."))), {})[self._place] = None
        if value and node.name in _ONE_MEMBER:
            return value / _EACH
        return value if node.name in _SAME_MEMBERS else None

    def _ask(self, node: nodes.Node) -> None:
        if name := self._visit(node):
            self._optional.add(name)


def _attribute(node: nodes.Filter) -> str | None:
    """Return the attribute of the members that a filter looks at."""
    given = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    if node.name in _BY_ATTRIBUTE:
        given += node.args[:1]
    value = given[0].value if given and isinstance(given[0], nodes.Const) else None
    return value if isinstance(value, str) else None
