"""Where the rows of a sheet go when rows are put in, taken out or repeated, and what references make of it.

One rule for everything: the first end of a range goes to the first of its row's new rows, its last end to the
last of them. What stood below moves along, what stood across grows.

>>> Moves({"Data": InsertedRows(10, 5)}).formula("SUM(F9:F11)+F12", home="Data")
'SUM(F9:F16)+F17'
>>> Moves({"Data": DeletedRows(9, 1)}).formula("Data!F9*SUM(Data!F9:F10,F9)", home="Lain")
'Data!#REF!*SUM(Data!F9:F9,F9)'
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from xl_addin.ooxml.formula import Kind, Token, tokens
from xl_addin.ooxml.references import MAX_ROW, Area, End, Reference, column_letter

Span = tuple[int, int]
"""First and last of some rows; the last is one less than the first where there is none."""


class RowMap(ABC):
    """Where each old row of a sheet goes. Rows keep their order, but a row may become several, or none."""

    @abstractmethod
    def span(self, row: int) -> Span:
        """Return the first and the last new row of an old one.

        A row that goes has the place where it would be: ``(next row, next row - 1)``.
        """

    @abstractmethod
    def runs(self, first: int, last: int) -> Iterator[Span]:
        """Yield the new rows that come from these old ones and from no other, adjoining rows together."""

    @abstractmethod
    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """Yield each new place of something on these old rows, with the map as it is seen from there."""

    def is_mark(self, row: int) -> bool:  # noqa: ARG002 - for maps that have marks
        """Say whether a row only marked where a block begins or ends; a cell of it means the row above."""
        return False

    def lost(self, first: int, last: int) -> None:  # noqa: B027 - for maps that can keep a row
        """Take note that a reference to these old rows has nothing left to refer to."""


class InsertedRows(RowMap):
    """``count`` blank rows come in above row ``at``."""

    def __init__(self, at: int, count: int) -> None:
        self.at = at
        self.count = count

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        new = row if row < self.at else row + self.count
        return new, new

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`. New rows amid something that covers them belong to it, as in Excel."""
        yield self.span(first)[0], self.span(last)[0]

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        yield (self.span(first)[0], self.span(last)[1]), self


class DeletedRows(RowMap):
    """The ``count`` rows from row ``at`` on go."""

    def __init__(self, at: int, count: int) -> None:
        self.at = at
        self.count = count

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        if row < self.at:
            return row, row
        if row < self.at + self.count:
            return self.at, self.at - 1
        return row - self.count, row - self.count

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        top, bottom = self.span(first)[0], self.span(last)[1]
        if top <= bottom:
            yield top, bottom

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        for run in self.runs(first, last):
            yield run, self


class Referred:
    """A reference in a formula.

    Args:
        text: As the formula has it.
        reference: What it says.
        lone: Whether it is all of an argument that may be a range (``SUM(F9)``): one cell may become several.
    """

    __slots__ = ("_before", "_between", "_first", "_last", "_lone", "_prefix", "_single", "sheet", "text")

    def __init__(self, text: str, reference: Reference, *, lone: bool) -> None:
        first, last = reference.first, reference.last or reference.first
        self.text = text
        self.sheet = reference.sheet_name
        self._prefix = reference.sheet
        self._first = first
        self._last = last
        self._lone = lone
        self._single = reference.last is None
        self._before = reference.sheet + _before_row(first)
        self._between = ":" + _before_row(last)

    def mapped(self, rows: RowMap, own: RowMap, *, grow: bool = False) -> str:
        """Return what the reference becomes.

        Args:
            rows: The map of the sheet that it refers to, for rows with ``$``.
            own: The same map as seen from the formula's own row, for rows without.
            grow: Whether a single cell becomes a range when its row is repeated.
        """
        first, last = self._first.row, self._last.row
        if first is None or last is None:
            return self.text
        upper = rows if self._first.row_fixed else own
        lower = rows if self._last.row_fixed else own
        if self._single:
            top, bottom = _single(upper, first, grow=grow or self._lone)
        else:
            top, bottom = upper.span(first)[0], lower.span(last)[1]
            if bottom > MAX_ROW or last == MAX_ROW:
                bottom = MAX_ROW
        if top > bottom or top > MAX_ROW:
            upper.lost(first, last)
            return self._prefix + "#REF!"
        if top == first and bottom == last:
            return self.text
        if self._single and not top < bottom:
            return f"{self._before}{top}"
        return f"{self._before}{top}{self._between}{bottom}"


def _before_row(end: End) -> str:
    """Return what stands before the row: ``$B$`` of ``$B$4``."""
    column = "" if end.column is None else "$" * end.column_fixed + column_letter(end.column)
    return column + "$" * end.row_fixed


def _single(rows: RowMap, row: int, *, grow: bool) -> Span:
    """Return what a reference to one cell covers."""
    first, last = rows.span(row)
    if rows.is_mark(row):
        above = last if last >= 1 else first
        return above, above
    return (first, last) if grow or first > last else (first, first)


@lru_cache(maxsize=65_536)
def references(formula: str) -> tuple[str | Referred, ...]:
    """Split a formula into its references and the text between them.

    >>> [piece if isinstance(piece, str) else piece.text for piece in references("SUM(A1:A3)*B$2")]
    ['SUM(', 'A1:A3', ')*', 'B$2']
    """
    out: list[str | Referred] = []
    pieces = list(tokens(formula))
    callers: list[str] = []
    for number, token in enumerate(pieces):
        if token.text == "(":
            before = pieces[number - 1] if number else None
            callers.append(before.text if before and before.kind is Kind.FUNCTION else "")
        elif token.text == ")" and callers:
            callers.pop()
        if token.reference is not None:
            takes_range = bool(callers) and callers[-1].upper().removeprefix("_XLFN.") in _TAKE_RANGES
            out.append(Referred(token.text, token.reference, lone=takes_range and _alone(pieces, number)))
        elif out and isinstance(out[-1], str):
            out[-1] += token.text
        else:
            out.append(token.text)
    return tuple(out)


class StillRows(RowMap):
    """No row goes anywhere: what a reference without ``$`` means, where it is a distance."""

    def span(self, row: int) -> Span:
        """See :meth:`RowMap.span`."""
        return row, row

    def runs(self, first: int, last: int) -> Iterator[Span]:
        """See :meth:`RowMap.runs`."""
        yield first, last

    def copies(self, first: int, last: int) -> Iterator[tuple[Span, RowMap]]:
        """See :meth:`RowMap.copies`."""
        yield (first, last), self


class Moves:
    """Rows of some sheets that go elsewhere.

    Args:
        rows: Where the rows of each sheet go; names of sheets ignore case, as in Excel.
    """

    def __init__(self, rows: Mapping[str, RowMap]) -> None:
        self._rows = {name.lower(): row_map for name, row_map in rows.items()}

    def on(self, sheet: str | None) -> RowMap | None:
        """Return where the rows of a sheet go; None when they stay."""
        return None if sheet is None else self._rows.get(sheet.lower())

    def formula(
        self, formula: str, home: str | None = None, own: RowMap | None = None, *, grow: bool = False
    ) -> str:
        """Return a formula as it must read after the move.

        Args:
            formula: Without its leading ``=``.
            home: The sheet that the formula stands on, for references that name none.
            own: The map of that sheet as seen from the formula's own row, when that row is repeated.
            grow: Whether a reference to a single cell becomes a range when its row is repeated.
        """
        if not self.may_concern(formula, home):
            return formula
        pieces = references(formula)
        return "".join([p if isinstance(p, str) else self.reference(p, home, own, grow=grow) for p in pieces])

    def reference(
        self, referred: Referred, home: str | None, own: RowMap | None = None, *, grow: bool = False
    ) -> str:
        """Return one reference of a formula as it must read after the move; see :meth:`formula`."""
        sheet = home if referred.sheet is None else referred.sheet
        rows = self.on(sheet)
        if rows is None:
            return referred.text
        at_home = own is not None and (referred.sheet is None or rows is self.on(home))
        return referred.mapped(rows, own if own is not None and at_home else rows, grow=grow)

    def may_concern(self, formula: str, home: str | None) -> bool:
        """Say whether a formula may refer to rows that move: a quick look before it is split."""
        return "!" in formula or self.on(home) is not None


def map_area(rows: RowMap, area: Area) -> Area | None:
    """Return the rectangle that an area becomes as a range, or None when nothing is left of it."""
    top, bottom = rows.span(area.top)[0], min(rows.span(area.bottom)[1], MAX_ROW)
    if area.bottom == MAX_ROW:
        bottom = MAX_ROW
    return Area(top, area.left, bottom, area.right) if top <= bottom else None


def map_areas(rows: RowMap, areas: Iterable[Area]) -> list[Area]:
    """Return the rectangles of the cells that come from these areas, and of no other cells."""
    out = []
    for area in areas:
        if area.bottom == MAX_ROW:  # whole columns stay whole
            out.append(replace(area, top=1 if area.top == 1 else rows.span(area.top)[0]))
            continue
        out.extend(
            Area(top, area.left, min(bottom, MAX_ROW), area.right)
            for top, bottom in rows.runs(area.top, area.bottom)
            if top <= MAX_ROW
        )
    return out


def _alone(pieces: list[Token], number: int) -> bool:
    """Say whether a token is all of its argument."""
    before = next((p.text for p in reversed(pieces[:number]) if not p.text.isspace()), "")
    after = next((p.text for p in pieces[number + 1 :] if not p.text.isspace()), "")
    return before in ("(", ",") and after in (")", ",")


_NAMES = """
AGGREGATE AND AVERAGE AVERAGEA AVERAGEIF AVERAGEIFS CONCAT CORREL COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS
FORECAST GEOMEAN HARMEAN INDEX INTERCEPT IRR LARGE LOOKUP MATCH MAX MAXA MAXIFS MEDIAN MIN MINA MINIFS MODE
MODE.SNGL NPV OR PERCENTILE PERCENTILE.INC PRODUCT QUARTILE QUARTILE.INC RANK RANK.AVG RANK.EQ SLOPE SMALL
STDEV STDEV.P STDEV.S STDEVP SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT SUMSQ TEXTJOIN VAR VAR.P VAR.S VARP VLOOKUP
XIRR XLOOKUP XNPV
"""
_TAKE_RANGES = frozenset(_NAMES.split())
"""Functions in which a lone cell may stand for a range: ``SUM(F9)`` over a repeated row 9 sums them all."""
