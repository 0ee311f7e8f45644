"""Writing the rows of a filled sheet, block by block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xl_addin.errors import LembarError
from xl_addin.ooxml.rowmap import Moves, Referred, RowMap, Span
from xl_addin.render.blocks import Lines, Setting
from xl_addin.render.expand import Expander, LoopInfo
from xl_addin.render.expressions import Scope, reason
from xl_addin.render.layout import Layout, Own
from xl_addin.render.limits import Budget
from xl_addin.render.pieces import PreparedRow, RowTemplate, Slot, TurnNumber
from xl_addin.render.placed import (
    Block,
    Chain,
    FlatLoop,
    Placed,
    PlacedBody,
    PlacedChoice,
    PlacedLines,
    PlacedLoop,
)
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import MissingValue

Resolve = Callable[[Referred], str]


class Writer:
    """Writes one sheet.

    Args:
        sheet: Its name.
        rows: Its rows, ready to be written, by their number in the template, in order.
        layout: Where its rows go.
        moves: Where the rows of all sheets go.
        unfilled: Gives the row that an empty block leaves, for a row of the template; hidden when so told.
        expander: Knows the names in each turn.
        problems: Takes values that cannot be had.
        budget: Asked for every row.
    """

    def __init__(
        self,
        sheet: str,
        rows: Mapping[int, RowTemplate],
        layout: Layout,
        *,
        moves: Moves,
        unfilled: Callable[[int, bool], RowTemplate | None],
        expander: Expander,
        problems: Problems,
        budget: Budget,
    ) -> None:
        self._sheet = sheet
        self._rows = rows
        self._unfilled = unfilled
        self._expander = expander
        self._numbers = list(rows)
        self._layout = layout
        self._moves = moves
        self._problems = problems
        self._budget = budget

    def write(self) -> Iterator[str]:
        """Yield the rows."""
        yield from self._body(self._layout.root, ())

    def _body(self, body: PlacedBody, chain: Chain) -> Iterator[str]:
        for part in body.parts:
            yield from self._part(part, chain)

    def _part(self, part: Placed, chain: Chain) -> Iterator[str]:
        if isinstance(part, PlacedLines):
            yield from self._lines(part, chain)
        elif isinstance(part, FlatLoop) and part.items:
            yield from self._flat(part, chain)
        elif isinstance(part, PlacedLoop) and part.turns:
            for turn in part.turns:
                yield from self._body(turn, (*chain, turn))
        elif isinstance(part, PlacedLoop) and part.otherwise:
            yield from self._body(part.otherwise, chain)
        elif isinstance(part, PlacedChoice) and part.taken:
            yield from self._body(part.taken, chain)
        elif isinstance(part, Block) and part.kept:
            yield from self._kept(part, chain)

    def _between(self, top: int, bottom: int) -> Iterator[RowTemplate]:
        low, high = bisect_left(self._numbers, top), bisect_right(self._numbers, bottom)
        for number in self._numbers[low:high]:
            yield self._rows[number]

    def _lines(self, lines: PlacedLines, chain: Chain) -> Iterator[str]:
        resolve = self._resolver(Own(self._layout, chain))
        for template in self._between(lines.node.top, lines.node.bottom):
            number = lines.start + template.number - lines.node.top
            row = PreparedRow(template, number, resolve)
            yield self._written(row, lines.scope, 0)

    def _flat(self, loop: FlatLoop, chain: Chain) -> Iterator[str]:
        """Write a loop without blocks in it: each row is prepared once, and once more for the first turn."""
        scope, info = dict(loop.scope), LoopInfo(loop.items, 0)
        scope["loop"] = info
        steps = self._steps(loop, chain, first=True)
        for number, item in enumerate(loop.items):
            if number == 1:
                steps = self._steps(loop, chain, first=False)
            info.index0 = number
            self._expander.enter(loop.node, item, scope)
            for step in steps:
                if isinstance(step, Setting):
                    self._expander.set(step, scope)
                else:
                    yield self._written(step, scope, loop.start + number * loop.height)

    def _steps(self, loop: FlatLoop, chain: Chain, *, first: bool) -> list[PreparedRow | Setting]:
        """Return what every turn does: rows and settings. The first turn has its own, for its rows above."""
        turn = loop.turn(0 if first else 1)
        resolve = self._resolver(_TurnRows(self._layout, loop, (*chain, turn)))
        steps: list[PreparedRow | Setting] = []
        for node in loop.node.body.nodes:
            if isinstance(node, Setting):
                steps.append(node)
            elif isinstance(node, Lines):
                for template in self._between(node.top, node.bottom):
                    row = turn.span(template.number)[0]
                    steps.append(PreparedRow(template, TurnNumber(row, row - turn.start), resolve))
        return steps

    def _kept(self, block: Block, chain: Chain) -> Iterator[str]:
        """Write the row that an empty block leaves; a condition that does not hold shows nothing at all."""
        line = block.first_line
        template = None if line is None else self._unfilled(line, isinstance(block, PlacedChoice))
        if template is not None:
            row = PreparedRow(template, block.start, self._resolver(Own(self._layout, chain)))
            yield self._written(row, {}, 0)

    def _written(self, row: PreparedRow, scope: Scope, turn: int) -> str:
        text = row.write(scope, turn, self._failed)
        self._budget.take(row.template.cells, len(text))
        return text

    def _resolver(self, own: RowMap) -> Resolve:
        """Return what writes the references of a row."""
        return lambda referred: self._moves.reference(referred, self._sheet, own)

    def _failed(self, slot: Slot, scope: Scope) -> None:
        """Say what is wrong with a cell."""
        values: list[Any] = []
        for asked in slot.asked:
            try:
                values.append(asked(scope))
                if isinstance(values[-1], MissingValue):
                    values[-1].fail()
            except LembarError:
                raise
            except Exception as error:
                self._problem(slot.cell, asked.source, reason(error, asked.node, scope))
        if len(values) == len(slot.asked):
            try:
                slot.write(values)
            except Exception as error:
                self._problem(slot.cell, slot.asked[0].source, reason(error, slot.asked[0].node, scope))

    def _problem(self, cell: str, expression: str, why: str) -> None:
        self._problems.add(self._sheet, cell, expression, why)


class _TurnRows(Own):
    """The map as seen from a turn, for all turns: its own rows are offsets from the turn's first."""

    def __init__(self, layout: Layout, loop: FlatLoop, chain: Chain) -> None:
        super().__init__(layout, chain)
        self._node = loop.node
        self._start = chain[-1].start

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        first, last = super().span(row)
        if not self._node.top <= row <= self._node.bottom:
            return first, last
        return TurnNumber(first, first - self._start), TurnNumber(last, last - self._start)
