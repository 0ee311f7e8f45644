"""A row of a template in pieces: what is around the values, what asks for them, and which numbers change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from xl_addin.errors import LembarError
from xl_addin.ooxml.referring import Referred
from xl_addin.render.expressions import Expression, Expressions, Scope, Text
from xl_addin.render.sandbox import Sandbox

Asked: TypeAlias = Expression | Text


@dataclass(frozen=True)
class Slot:
    """A place for values: which ones, and what makes XML of them; ``write_one`` when it takes just one."""

    cell: str
    asked: tuple[Asked, ...]
    write: Callable[[Sequence[Any]], str]
    write_one: Callable[[Any], str] | None = None


class OwnNumber:
    """The place of the row's own number."""


OWN_NUMBER = OwnNumber()


class CellReference(NamedTuple):
    """A reference in the formula of a cell."""

    cell: str
    referred: Referred


Resolve: TypeAlias = Callable[[CellReference], str]
Piece: TypeAlias = str | OwnNumber | CellReference | Slot
"""A piece of XML, or what becomes one: the row's number, a reference (not yet escaped), a value."""


class RowTemplate:
    """A row of a template, ready to be prepared for a place.

    Args:
        number: Its number in the template.
        pieces: What it is made of.
        cells: How many cells it has.
        sandbox: To ask for its values.
    """

    def __init__(self, number: int, pieces: Sequence[Piece], cells: int, sandbox: Sandbox) -> None:
        self.number = number
        self.cells = cells
        self.parts = _joined(pieces)
        self.slots = [piece for piece in pieces if isinstance(piece, Slot)]
        self.ask = _ask_all(sandbox, [asked for slot in self.slots for asked in slot.asked])


def _ask_all(sandbox: Sandbox, asked: list[Asked]) -> Callable[[Scope], tuple[Any, ...]]:
    """Return what asks for all the values of a row, at once where it can."""
    if not asked:
        return lambda _: ()
    expressions = [one for one in asked if isinstance(one, Expression)]
    if len(expressions) == len(asked):
        return Expressions(sandbox, expressions)
    return lambda scope: tuple(one(scope) for one in asked)


class PreparedRow:
    """A row where all is known but the values and, within a loop over plain rows, the number.

    Args:
        template: The row.
        number: How its number is written; in a loop over plain rows a :class:`TurnNumber`.
        resolve: How a reference is written.
    """

    def __init__(
        self,
        template: RowTemplate,
        number: object,
        resolve: Resolve,
    ) -> None:
        self.template = template
        self._number = number
        self._slots = template.slots
        self._writers = [slot.write_one for slot in self._slots if slot.write_one]
        parts = [part if isinstance(part, str) else _as_format(resolve(part)) for part in template.parts]
        self._text = "".join(parts).replace(_OWN, str(number))
        self._marks = [(mark, int(offset)) for mark, offset in set(_MARK.findall(self._text))]
        if not self._slots:
            self._text %= ()

    def write(self, scope: Scope, turn: int, failed: Callable[[Slot, Scope], None]) -> str:
        """Return the row.

        Args:
            scope: The names for its expressions.
            turn: The row where the turn of the loop begins.
            failed: Called when a value could not be had, to say why.
        """
        text = self._text
        for mark, offset in self._marks:
            text = text.replace(mark, str(turn + offset))
        if not self._slots:
            return text
        try:
            return text % self._values(scope)
        except LembarError:
            raise
        except Exception:
            for slot in self._slots:
                failed(slot, scope)
            return ""

    def number(self, turn: int) -> int:
        """Return its number in a turn."""
        offset = self._number
        return turn + offset.offset if isinstance(offset, TurnNumber) else int(str(offset))

    def _values(self, scope: Scope) -> tuple[str, ...]:
        values = self.template.ask(scope)
        if len(self._writers) == len(self._slots):
            return tuple([write(value) for write, value in zip(self._writers, values, strict=True)])
        start, out = 0, []
        for slot in self._slots:
            end = start + len(slot.asked)
            out.append(slot.write(values[start:end]))
            start = end
        return tuple(out)


class TurnNumber(int):
    """A row of the turn that is about to be written: an offset from the turn's first row, to be filled in.

    It compares like the row in the first turn, but equals no row.
    """

    offset: int

    def __new__(cls, row: int, offset: int) -> TurnNumber:
        """Return the row that it is in the first turn, with its offset."""
        self = super().__new__(cls, row)
        self.offset = offset
        return self

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__

    def __str__(self) -> str:
        return f"\1{self.offset}\2"


_OWN = "\0"
_MARK = re.compile("(\1(-?[0-9]+)\2)")


def _joined(pieces: Iterable[Piece]) -> list[str | CellReference]:
    """Join pieces into a ``%`` format with references between."""
    parts: list[str | CellReference] = []
    for piece in pieces:
        if isinstance(piece, CellReference):
            parts.append(piece)
            continue
        text = (
            _OWN
            if isinstance(piece, OwnNumber)
            else "%s"
            if isinstance(piece, Slot)
            else piece.replace("%", "%%")
        )
        if parts and isinstance(parts[-1], str):
            parts[-1] += text
        else:
            parts.append(text)
    return parts


def _as_format(reference: str) -> str:
    """Escape a reference for XML and for a ``%`` format; its rows may be marks, which stay."""
    if "'" not in reference:  # only the quoted name of a sheet may hold what has to be escaped
        return reference
    return reference.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%", "%%")
