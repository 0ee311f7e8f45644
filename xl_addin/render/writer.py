"""Writing the rows of a filled sheet, block by block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from xl_addin.errors import LembarError
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap, Span
from xl_addin.render.blocks import Lines, Setting
from xl_addin.render.expand import Expander, LoopInfo
from xl_addin.render.expressions import Scope, reason
from xl_addin.render.layout import Layout, Own, Scattered
from xl_addin.render.limits import Budget
from xl_addin.render.media import Media
from xl_addin.render.pieces import CellReference, PreparedRow, Resolve, RowTemplate, Slot, TurnNumber
from xl_addin.render.placed import Chain, Kept, Placed, PlacedBody, PlacedLines
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import MissingValue
from xl_addin.render.turns import FlatLoop, PlacedChoice, PlacedLoop
from xl_addin.render.values import Found


class Writer:
    """Writes one sheet.

    Args:
        sheet: Its name.
        rows: Its rows, ready to be written, by their number in the template, in order.
        layout: Where its rows go.
        moves: Where the rows of all sheets go.
        scattered: Where the maps put rows that no formula can name.
        unfilled: Gives the row that an empty block leaves, for a row of the template; hidden when so told.
        expander: Knows the names in each turn.
        found: Pictures and links that cells have; taken after every row.
        media: Takes them.
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
        scattered: list[Scattered],
        unfilled: Callable[[int, bool], RowTemplate | None],
        expander: Expander,
        found: list[Found],
        media: Media,
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
        self._scattered = scattered
        self._found = found
        self._media = media
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
        elif isinstance(part, PlacedBody):
            yield from self._body(part, chain)
        elif isinstance(part, Kept):
            yield from self._kept(part, chain)
        elif isinstance(part, PlacedChoice):
            for member in part.parts():
                yield from self._part(member, chain)
        elif isinstance(part, FlatLoop) and part.items:
            yield from self._flat(part, chain)
        elif isinstance(part, PlacedLoop):
            for turn in part.turns:
                yield from self._body(turn, (*chain, turn))
            if not part.turns and part.instead:
                yield from self._part(part.instead, chain)

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
        steps, each_anew = self._steps(loop, chain, 0, anew=True), False
        for number, item in enumerate(loop.items):
            if number == 1:
                try:
                    steps = self._steps(loop, chain, 1)
                except _OwnStepsError:
                    each_anew = True
            info.index0 = number
            self._expander.enter(loop.node, item, scope)
            for step in self._steps(loop, chain, number, anew=True) if each_anew else steps:
                if isinstance(step, Setting):
                    self._expander.set(step, scope)
                else:
                    yield self._written(step, scope, loop.start + number * loop.height)

    def _steps(
        self, loop: FlatLoop, chain: Chain, number: int, *, anew: bool = False
    ) -> list[PreparedRow | Setting]:
        """Return what a turn does: rows and settings, good for all later turns too unless ``anew``."""
        turn = loop.turn(number)
        chain = (*chain, turn)
        resolve = self._resolver(Own(self._layout, chain) if anew else _TurnRows(self._layout, loop, chain))
        steps: list[PreparedRow | Setting] = []
        for node in loop.node.body.nodes:
            if isinstance(node, Setting):
                steps.append(node)
            elif isinstance(node, Lines):
                for template in self._between(node.top, node.bottom):
                    row = turn.span(template.number)[0]
                    own = row if anew else TurnNumber(row, row - turn.start)
                    steps.append(PreparedRow(template, own, resolve))
        return steps

    def _kept(self, kept: Kept, chain: Chain) -> Iterator[str]:
        """Write the row that an empty block leaves; a condition that does not hold shows nothing at all."""
        template = self._unfilled(kept.line, kept.hidden)
        if template is not None:
            row = PreparedRow(template, kept.start, self._resolver(Own(self._layout, chain)))
            yield self._written(row, {}, 0)

    def _written(self, row: PreparedRow, scope: Scope, turn: int) -> str:
        text = row.write(scope, turn, self._failed)
        self._budget.take(row.template.cells, len(text))
        if self._found:
            self._media.take(row.number(turn), self._found)
            self._found.clear()
        return text

    def _resolver(self, own: RowMap) -> Resolve:
        """Return what writes the references of a row."""

        def resolve(piece: CellReference) -> str:
            text = self._moves.reference(piece.referred, self._sheet, own)
            while self._scattered:
                self._problem(piece.cell, piece.referred.text, str(self._scattered.pop()))
            return text

        return resolve

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

    def cover(self, first: int, last: int) -> Span | None:
        """See :meth:`RowMap.cover`."""
        found = super().cover(first, last)
        if found is None:
            return None
        top, bottom = found
        node = self._node
        return (
            TurnNumber(top, top - self._start) if node.top <= first <= node.bottom else top,
            TurnNumber(bottom, bottom - self._start) if node.top <= last <= node.bottom else bottom,
        )

    def pieces(self, span: Span, rows: Span, columns: Span) -> Sequence[Span]:
        """See :meth:`RowMap.pieces`; the pieces up to the own row differ from turn to turn."""
        if isinstance(span[0], TurnNumber) and isinstance(span[1], TurnNumber):
            return (span,)
        if self._layout.mingles(rows, columns):
            raise _OwnStepsError
        return (span,)


class _OwnStepsError(Exception):
    """Every turn must be prepared by itself."""
