"""Asking the loops and conditions of a template: which rows there will be, and with which names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from jinja2.runtime import Undefined

from xl_addin.errors import LembarError
from xl_addin.render.blocks import Body, Choice, Lines, Loop, Mark, Node, Setting, Target, names_of
from xl_addin.render.expressions import Expression, Scope, reason
from xl_addin.render.layout import Layout, Scattered
from xl_addin.render.limits import Budget
from xl_addin.render.placed import Kept, Placed, PlacedBody, PlacedLines
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import LONGEST, Callables, MissingValue
from xl_addin.render.turns import FlatLoop, PlacedChoice, PlacedLoop

_MISMATCH: Final = "isinya tidak sebanyak nama-namanya"


class LoopInfo(Callables):
    """What a template knows of its loop as ``loop``: ``loop.index`` and so on, as in Jinja2."""

    __slots__ = ("_items", "index0", "length")

    def __init__(self, items: Sequence[Any], index0: int) -> None:
        self._items = items
        self.index0 = index0
        self.length = len(items)

    @property
    def index(self) -> int:
        """The number of the turn, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether this is the first turn."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether this is the last turn."""
        return self.index0 == self.length - 1

    @property
    def revindex(self) -> int:
        """How many turns are left, this one too."""
        return self.length - self.index0

    @property
    def revindex0(self) -> int:
        """How many turns come after this one."""
        return self.length - self.index0 - 1

    @property
    def previtem(self) -> Any:
        """The member of the turn before."""
        return self._items[self.index0 - 1] if self.index0 else MissingValue(name="previtem")

    @property
    def nextitem(self) -> Any:
        """The member of the turn after."""
        return self._items[self.index0 + 1] if not self.last else MissingValue(name="nextitem")

    def cycle(self, *values: Any) -> Any:
        """Return one of the values, the next in each turn."""
        return values[self.index0 % len(values)]


@dataclass
class Expander:
    """Expands the tree of one sheet.

    Args:
        sheet: Its name, for problems.
        problems: Takes what goes wrong; the block is then empty.
        budget: Asked in every turn.
        kept: First rows of blocks that leave a row when they are empty.
    """

    sheet: str
    problems: Problems
    budget: Budget
    kept: Collection[int] = ()
    loop_name: ClassVar[str] = "loop"
    flat: ClassVar[bool] = True
    """Whether the turns of a loop without blocks in it are made only when they are written."""

    def layout(
        self,
        body: Body,
        scope: Scope,
        contents: Mapping[int, Collection[int]],
        scattered: list[Scattered],
    ) -> Layout:
        """Return where all rows go.

        Args:
            body: The tree of the sheet.
            scope: The data.
            contents: The columns in which a row of the template holds something.
            scattered: Takes what no formula can name.
        """
        layout = Layout(self._body(body, scope), contents, self.sheet, scattered)
        self.check(layout.rows)
        return layout

    def check(self, rows: int) -> None:
        """Ask whether a sheet may have this many rows."""
        self.budget.check_rows(rows, self.sheet)

    def _body(self, body: Body, scope: Scope) -> PlacedBody:
        parts: list[Placed] = []
        for node in body.nodes:
            if isinstance(node, Setting):
                scope = dict(scope)
                self.set(node, scope)
            parts.append(self._node(node, scope))
        return PlacedBody(body, parts)

    def _node(self, node: Node, scope: Scope) -> Placed:
        if isinstance(node, Lines):
            return PlacedLines(node, scope)
        if isinstance(node, Mark | Setting):
            return Placed()
        return self._choice(node, scope) if isinstance(node, Choice) else self._loop(node, scope)

    def _choice(self, choice: Choice, scope: Scope) -> PlacedChoice:
        taken = None
        for branch in choice.branches:
            if branch.condition is None or self._ask(branch.cell, branch.condition, scope, truth):
                taken = self._body(branch.body, scope)
                break
        others = (branch.body for branch in choice.branches if not taken or branch.body is not taken.node)
        kept = {body.top - 1: row for body in others if (row := self._kept(body.top - 1, body, hidden=True))}
        return PlacedChoice(choice, taken, kept)

    def _kept(self, top: int, block: Body | Loop, *, hidden: bool) -> Kept | None:
        """Return the row that a block leaves, when it must."""
        line = block.first_line
        return None if top not in self.kept or line is None else Kept(line, hidden)

    def _loop(self, loop: Loop, scope: Scope) -> PlacedLoop:
        items = self._items(loop, scope)
        instead: PlacedBody | Kept | None = None
        if not items:
            other = loop.otherwise
            instead = self._body(other, scope) if other else self._kept(loop.top, loop, hidden=False)
        if self.flat and not any(isinstance(node, Loop | Choice) for node in loop.body.nodes):
            self.budget.tick()
            return FlatLoop(loop, items, scope, instead)
        turns = []
        for number, item in enumerate(items):
            self.budget.take(1, 0)
            turns.append(self._body(loop.body, self._turn(loop, item, LoopInfo(items, number), scope)))
        return PlacedLoop(loop, turns, instead)

    def _items(self, loop: Loop, scope: Scope) -> Sequence[Any]:
        items: Sequence[Any] = self._ask(loop.cell, loop.items, scope, _members) or []
        if loop.test is not None:
            items = [item for item in items if self._passes(loop, item, scope)]
        return items

    def _passes(self, loop: Loop, item: Any, scope: Scope) -> bool:
        assert loop.test is not None  # noqa: S101 - asked before
        self.budget.tick()
        return bool(self._ask(loop.cell, loop.test, self._turn(loop, item, None, scope), truth))

    def _turn(self, loop: Loop, item: Any, info: LoopInfo | None, scope: Scope) -> Scope:
        """Return the names within a turn."""
        inner = dict(scope)
        if info is not None:
            inner[self.loop_name] = info
        self.enter(loop, item, inner)
        return inner

    def enter(self, loop: Loop, item: Any, scope: Scope) -> None:
        """Name the member of a turn."""
        if not bind(scope, loop.target, item):
            self.problems.add(self.sheet, loop.cell, loop.items.source, _MISMATCH)

    def set(self, setting: Setting, scope: Scope) -> None:
        """Give a name its value, for the rows below."""
        if not bind(scope, setting.target, self._ask(setting.cell, setting.value, scope, _bounded)):
            self.problems.add(self.sheet, setting.cell, setting.value.source, _MISMATCH)

    def _ask(self, cell: str, expression: Expression, scope: Scope, use: Callable[[Any], Any]) -> Any:
        try:
            return use(expression(scope))
        except LembarError:
            raise
        except Exception as error:
            self.problems.add(self.sheet, cell, expression.source, reason(error, expression.node, scope))
            return None


def bind(scope: Scope, target: Target, value: Any) -> bool:
    """Give a value its name, or its members theirs; say whether there are as many as names."""
    if isinstance(target, str):
        scope[target] = value
        return True
    try:
        members = list(value)
    except TypeError:
        members = []
    if len(members) != len(target):
        scope.update(dict.fromkeys(names_of(target)))
        return False
    fits = True
    for name, member in zip(target, members, strict=True):
        fits = bind(scope, name, member) and fits
    return fits


def truth(value: Any) -> bool:
    """Say whether a condition with this value holds."""
    return bool(value)


def _members(value: Any) -> Sequence[Any]:
    """Return what a loop goes over; nothing at all is an empty list."""
    if isinstance(value, Undefined):
        iter(value)  # says what is missing
    if value is None:
        return []
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise TypeError(f"{value!r} bukan daftar")
    return value if isinstance(value, list | tuple | range) else list(value)


def _bounded(value: Any) -> Any:
    """Refuse a value that only grows: ``{% set x = x ~ x %}`` in a loop."""
    if isinstance(value, MissingValue):
        value.fail()
    if isinstance(value, str | list | tuple | Mapping) and len(value) > LONGEST:
        raise ValueError("nilainya terlalu besar")
    return value
