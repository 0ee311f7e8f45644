"""The rows of a template sheet as a tree: plain rows, loops, choices, settings.

A row whose first cell that is not blank begins with ``{%`` is a tag row: it says where a block begins or ends
and is not in the result. One whose first cell begins with ``{#`` is a remark and is not in the result either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from xl_addin.render.expressions import Expression, syntax_reason
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox

_TAG = re.compile(r"\{%[-+]?\s*(\w+)\b\s*(.*?)\s*[-+]?%\}", re.DOTALL)
_REMARK = re.compile(r"\{#.*#\}\s*\Z", re.DOTALL)

Target: TypeAlias = "str | tuple[Target, ...]"
"""What a loop names its members: one name, or several in brackets."""


@dataclass
class Lines:
    """Rows without tags between them, from ``top`` to ``bottom``."""

    top: int
    bottom: int

    @property
    def first_line(self) -> int | None:
        """The first plain row."""
        return self.top


@dataclass
class Mark:
    """A row that is not in the result: a remark, or nothing but settings."""

    top: int
    bottom: int
    first_line = None


@dataclass
class Setting:
    """``{% set name = value %}``."""

    top: int
    bottom: int
    cell: str
    target: Target
    value: Expression
    first_line = None


@dataclass
class Body:
    """The rows of a block, or of the whole sheet, one node after another without a gap."""

    top: int
    nodes: list[Node] = field(default_factory=list)
    _tops: list[int] = field(default_factory=list)

    @property
    def bottom(self) -> int:
        """The last row."""
        return self.nodes[-1].bottom if self.nodes else self.top - 1

    @property
    def first_line(self) -> int | None:
        """The first plain row in it."""
        return next((line for node in self.nodes if (line := node.first_line) is not None), None)

    def add(self, node: Node) -> None:
        """Put a node below the others."""
        self.nodes.append(node)
        self._tops.append(node.top)

    def index(self, row: int) -> int:
        """Return the number of the node that holds a row."""
        return bisect_right(self._tops, row) - 1


@dataclass
class Loop:
    """``{% for %}`` to ``{% endfor %}``, tag rows included; ``otherwise`` is for an empty list."""

    top: int
    bottom: int
    cell: str
    target: Target
    items: Expression
    test: Expression | None
    body: Body
    otherwise: Body | None = None

    @property
    def first_line(self) -> int | None:
        """The first plain row that is repeated."""
        return self.body.first_line


@dataclass
class Branch:
    """One branch of a choice; without a condition it is the ``{% else %}``."""

    cell: str
    condition: Expression | None
    body: Body


@dataclass
class Choice:
    """``{% if %}`` to ``{% endif %}``, tag rows included."""

    top: int
    bottom: int
    branches: list[Branch]

    @property
    def first_line(self) -> int | None:
        """The first plain row of the first branch."""
        return self.branches[0].body.first_line


Node: TypeAlias = Lines | Mark | Setting | Loop | Choice


@dataclass(frozen=True)
class TagRow:
    """A tag row: its number, the cell that holds the tags, and their text."""

    row: int
    cell: str
    text: str


def is_tag(text: str) -> bool:
    """Say whether a row whose first cell holds this text is a tag row.

    >>> is_tag("{% endfor %}"), is_tag("{# remark #}"), is_tag("{{ x }}"), is_tag("{% if x %}ya{% endif %}")
    (True, True, False, False)
    """
    text = text.strip()
    if text.startswith("{#"):
        return _REMARK.match(text) is not None
    return text.startswith("{%") and not _whole_statement(text)


def _whole_statement(text: str) -> bool:
    """Say whether a cell's text begins and ends all its blocks itself: then it is text, not a tag."""
    depth, words = 0, _TAG.sub("", text).strip()
    for match in _TAG.finditer(text):
        depth += (match[1] in ("for", "if")) - (match[1] in ("endfor", "endif"))
    return depth == 0 and bool(words)


def read_blocks(
    tag_rows: Iterable[TagRow], last: int, sheet: str, sandbox: Sandbox, problems: Problems
) -> Body:
    """Build the tree of a sheet.

    Args:
        tag_rows: The tag rows from top to bottom.
        last: The last row that the sheet uses.
        sheet: Its name, for problems.
        sandbox: For the expressions of the tags.
        problems: Takes what is wrong: unclosed and crossed blocks with both cells, unreadable expressions.
    """
    return _Reader(sheet, sandbox, problems).read(tag_rows, last)


@dataclass
class _Open:
    """A block that is not closed yet."""

    kind: str
    start: TagRow
    tag: str
    node: Loop | Choice
    body: Body


class _Reader:
    def __init__(self, sheet: str, sandbox: Sandbox, problems: Problems) -> None:
        self._sheet = sheet
        self._sandbox = sandbox
        self._problems = problems
        self._root = Body(1)
        self._open: list[_Open] = []
        self._crossed: list[str] = []

    def read(self, tag_rows: Iterable[TagRow], last: int) -> Body:
        next_row = 1
        for tag_row in tag_rows:
            if tag_row.row > next_row:
                self._body.add(Lines(next_row, tag_row.row - 1))
            self._read_row(tag_row)
            next_row = tag_row.row + 1
        for block in self._open:
            self._problem(block.start, block.tag, f"tidak ditutup dengan {{% end{block.kind} %}}")
        if not self._open and last >= next_row:
            self._root.add(Lines(next_row, last))
        return self._root

    @property
    def _body(self) -> Body:
        return self._open[-1].body if self._open else self._root

    def _read_row(self, tag_row: TagRow) -> None:
        tags = list(_TAG.finditer(tag_row.text))
        rest = _TAG.sub("", tag_row.text).strip()
        if tags and tags[0][1] == "columns":  # its tags are of columns
            self._body.add(Mark(tag_row.row, tag_row.row))
        elif rest and not _REMARK.match(rest):
            self._problem(tag_row, tag_row.text, "sel tag hanya boleh berisi tag")
        elif len(tags) > 1 and {tag[1] for tag in tags} != {"set"}:
            self._problem(tag_row, tag_row.text, "tulis satu tag per baris")
        elif not tags or tags[0][1] == "set":
            for tag in tags:
                self._set(tag_row, tag)
            self._body.add(Mark(tag_row.row, tag_row.row))
        else:
            self._read_tag(tag_row, tags[0])

    def _read_tag(self, tag_row: TagRow, tag: re.Match[str]) -> None:
        word = tag[1]
        if word == "for":
            self._open_loop(tag_row, tag)
        elif word == "if":
            branch = Branch(tag_row.cell, self._expression(tag_row, tag[0], tag[2]), Body(tag_row.row + 1))
            choice = Choice(tag_row.row, tag_row.row, [branch])
            self._open.append(_Open("if", tag_row, tag[0], choice, branch.body))
        elif word in ("elif", "else"):
            self._otherwise(tag_row, tag)
        elif word in ("endfor", "endif"):
            self._close(tag_row, tag)
        elif word == "sheet" and tag_row.row == 1:  # read before: it makes sheets, not rows
            self._body.add(Mark(1, 1))
        elif word == "sheet":
            self._problem(tag_row, tag[0], "tag sheet hanya boleh di baris 1")
        else:
            self._problem(tag_row, tag[0], f"tag {word} tidak dikenal")

    def _open_loop(self, tag_row: TagRow, tag: re.Match[str]) -> None:
        body = Body(tag_row.row + 1)
        nothing = Expression(self._sandbox, "[]")
        loop = Loop(tag_row.row, tag_row.row, tag_row.cell, "_", nothing, None, body)
        self._open.append(_Open("for", tag_row, tag[0], loop, body))
        try:
            parsed = self._sandbox.parse(f"{{% for {tag[2]} %}}{{% endfor %}}").body[0]
            assert isinstance(parsed, nodes.For)  # noqa: S101 - it was written so
            if parsed.recursive:
                self._problem(tag_row, tag[0], "recursive tidak dapat dipakai pada baris")
            loop.target = target_of(parsed.target)
            loop.items = Expression(self._sandbox, tag[0], _expression(parsed.iter))
            loop.test = Expression(self._sandbox, tag[0], _expression(parsed.test)) if parsed.test else None
        except TemplateSyntaxError as error:
            self._problem(tag_row, tag[0], syntax_reason(error, self._sandbox))

    def _otherwise(self, tag_row: TagRow, tag: re.Match[str]) -> None:
        if not self._open:
            self._problem(tag_row, tag[0], "tidak ada blok yang terbuka")
            return
        block = self._open[-1]
        body = Body(tag_row.row + 1)
        if isinstance(block.node, Choice):
            if block.node.branches[-1].condition is None:
                self._problem(tag_row, tag[0], f"sesudah {{% else %}} di {block.node.branches[-1].cell}")
            condition = self._expression(tag_row, tag[0], tag[2]) if tag[1] == "elif" else None
            block.node.branches.append(Branch(tag_row.cell, condition, body))
        elif tag[1] == "elif" or block.node.otherwise is not None:
            self._problem(tag_row, tag[0], f"tidak cocok dengan {block.tag} di {block.start.cell}")
        else:
            block.node.otherwise = body
        block.body = body

    def _close(self, tag_row: TagRow, tag: re.Match[str]) -> None:
        kind = tag[1].removeprefix("end")
        if not self._open:
            if kind in self._crossed:  # told already
                self._crossed.remove(kind)
            else:
                self._problem(tag_row, tag[0], f"tidak ada {{% {kind} %}} yang ditutupnya")
            return
        inner = self._open[-1]
        if inner.kind != kind:
            self._problem(tag_row, tag[0], f"menyilang {inner.tag} di {inner.start.cell}, yang belum ditutup")
            if any(outer.kind == kind for outer in self._open):
                self._crossed.append(self._open.pop().kind)
                self._close(tag_row, tag)
            return
        block = self._open.pop()
        block.node.bottom = tag_row.row
        self._body.add(block.node)

    def _set(self, tag_row: TagRow, tag: re.Match[str]) -> None:
        try:
            parsed = self._sandbox.parse(tag[0]).body[0]
            name, _, source = tag[2].partition("=")
            if not isinstance(parsed, nodes.Assign) or not name:
                raise TemplateSyntaxError("unexpected set", 1)
            value = Expression(self._sandbox, source)
            self._body.add(
                Setting(tag_row.row, tag_row.row - 1, tag_row.cell, target_of(parsed.target), value)
            )
        except TemplateSyntaxError as error:
            self._problem(tag_row, tag[0], syntax_reason(error, self._sandbox))

    def _expression(self, tag_row: TagRow, tag: str, source: str) -> Expression:
        try:
            return Expression(self._sandbox, source)
        except TemplateSyntaxError as error:
            self._problem(tag_row, tag, syntax_reason(error, self._sandbox))
            return Expression(self._sandbox, "false")

    def _problem(self, tag_row: TagRow, tag: str, reason: str) -> None:
        self._problems.add(self._sheet, tag_row.cell, tag, reason)


def _expression(node: nodes.Node) -> nodes.Expr:
    assert isinstance(node, nodes.Expr)  # noqa: S101 - what the grammar says
    return node


def target_of(node: nodes.Node) -> Target:
    """Return the names that a parsed tag gives to members.

    Raises:
        TemplateSyntaxError: it has something else there.
    """
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Tuple):
        return tuple(target_of(member) for member in node.items)
    raise TemplateSyntaxError("unexpected target", 1)


def names_of(target: Target) -> Iterator[str]:
    """Yield the names in a target."""
    if isinstance(target, str):
        yield target
    else:
        for member in target:
            yield from names_of(member)
