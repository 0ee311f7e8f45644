"""What references in formulas become when the rows that they refer to go elsewhere.

>>> from xl_addin.ooxml.rowmap import DeletedRows, InsertedRows
>>> Moves({"Data": InsertedRows(10, 5)}).formula("SUM(F9:F11)+F12", home="Data")
'SUM(F9:F16)+F17'
>>> Moves({"Data": DeletedRows(9, 1)}).formula("Data!F9*SUM(Data!F9:F10,F9)", home="Lain")
'Data!#REF!*SUM(Data!F9:F9,F9)'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from xl_addin.ooxml.formula import Kind, Token, tokens
from xl_addin.ooxml.references import MAX_ROW, Area, End, Reference, column_letter
from xl_addin.ooxml.rowmap import NOTHING, AlikeRows, RowMap, Span, StillRows, covered


class Referred:
    """A reference in a formula.

    Args:
        text: As the formula has it.
        reference: What it says.
        argument: The function and the number of the argument, when it is all of one (``SUM(F9)``).
    """

    __slots__ = (
        "_before",
        "_between",
        "_first",
        "_last",
        "_listed",
        "_lone",
        "_prefix",
        "_single",
        "sheet",
        "text",
    )

    def __init__(self, text: str, reference: Reference, argument: tuple[str, int] | None = None) -> None:
        first, last = reference.first, reference.last or reference.first
        self.text = text
        self.sheet = reference.sheet_name
        self._prefix = reference.sheet
        self._first = first
        self._last = last
        function, number = argument or ("", 0)
        self._listed = function in _LISTS
        self._lone = self._listed or number in _RANGES.get(function, ())
        self._single = reference.last is None
        self._before = reference.sheet + _before_row(first)
        self._between = ":" + _before_row(last)

    def area(self) -> Area | None:
        """Return its rectangle; None for whole rows or columns."""
        first, last = self._first, self._last
        if first.row is None or first.column is None or last.row is None or last.column is None:
            return None
        return Area(first.row, first.column, last.row, last.column)

    def mapped(self, rows: RowMap, own: RowMap, *, grow: bool = False, union: bool = False) -> str:
        """Return what the reference becomes.

        Args:
            rows: The map of the sheet that it refers to, for rows with ``$``; or that of its columns.
            own: The same map as seen from the formula's own row, for rows without.
            grow: Whether a single cell becomes a range when its row is repeated.
            union: Whether it may become several ranges with commas between.
        """
        start, end = self._first.along(rows.across), self._last.along(rows.across)
        first, last = start.row, end.row
        if first is None or last is None:
            return self.text
        upper = rows if start.row_fixed else own
        lower = rows if end.row_fixed else own
        if self._single:
            top, bottom = _single(upper, first, grow=grow or self._lone)
        else:
            top, bottom = covered(upper, lower, first, last)
        if top > bottom or top > rows.end:
            upper.lost(first, last)
            return self._prefix + "#REF!"
        spans: Sequence[Span] = ((top, bottom),)
        if (union or self._listed) and top < bottom:
            view = rows if start.row_fixed and end.row_fixed else own
            columns = start.column or 1, end.column or MAX_ROW
            if union:  # names and values of a chart must be cut alike
                columns = 1, MAX_ROW
            spans = view.pieces((top, bottom), (first, last), columns)
        written = self._text_across if rows.across else self._text
        return ",".join([written(*span) for span in spans])

    def _text(self, top: int, bottom: int) -> str:
        if top == self._first.row and bottom == self._last.row:
            return self.text
        if self._single and not top < bottom:
            return f"{self._before}{top}"
        return f"{self._before}{top}{self._between}{bottom}"

    def _text_across(self, left: int, right: int) -> str:
        first, last = replace(self._first, column=left), replace(self._last, column=right)
        return f"{self._prefix}{first}" if self._single and left == right else f"{self._prefix}{first}:{last}"


def _before_row(end: End) -> str:
    """Return what stands before the row: ``$B$`` of ``$B$4``."""
    column = "" if end.column is None else "$" * end.column_fixed + column_letter(end.column)
    return column + "$" * end.row_fixed


def _single(rows: RowMap, row: int, *, grow: bool) -> Span:
    """Return what a reference to one cell covers."""
    if rows.is_mark(row):
        place, above = rows.span(row)
        return (above, above) if above >= 1 else (place, place)
    first, last = rows.cover(row, row) or NOTHING
    return (first, last) if grow or first > last else (first, first)


@lru_cache(maxsize=65_536)
def references(formula: str) -> tuple[str | Referred, ...]:
    """Split a formula into its references and the text between them.

    >>> [piece if isinstance(piece, str) else piece.text for piece in references("SUM(A1:A3)*B$2")]
    ['SUM(', 'A1:A3', ')*', 'B$2']
    """
    out: list[str | Referred] = []
    pieces = list(tokens(formula))
    calls: list[tuple[str, int]] = []
    for number, token in enumerate(pieces):
        if token.text == "(":
            before = pieces[number - 1] if number else None
            calls.append((_plain(before.text) if before and before.kind is Kind.FUNCTION else "", 1))
        elif token.text == ")" and calls:
            calls.pop()
        elif token.text == "," and calls:
            calls[-1] = calls[-1][0], calls[-1][1] + 1
        if token.reference is not None:
            argument = calls[-1] if calls and _alone(pieces, number) else None
            out.append(Referred(token.text, token.reference, argument))
        elif out and isinstance(out[-1], str):
            out[-1] += token.text
        else:
            out.append(token.text)
    return tuple(out)


def _plain(function: str) -> str:
    return function.upper().removeprefix("_XLFN.")


class Moves:
    """Rows of some sheets that go elsewhere.

    Args:
        rows: Where the rows of each sheet go; names of sheets ignore case, as in Excel.
        tabs: All sheets in order, and whether each holds anything; for ranges over sheets (``Jan:Des!A1``).
        differ: Told such a range, and the rows that do not go to the same places on all of its sheets.
    """

    def __init__(
        self,
        rows: Mapping[str, RowMap],
        tabs: Mapping[str, bool] | None = None,
        differ: Callable[[str, Span], None] = lambda _sheets, _rows: None,
    ) -> None:
        self._rows: dict[str, RowMap | None] = {name.lower(): row_map for name, row_map in rows.items()}
        self._tabs = {name.lower(): filled for name, filled in (tabs or {}).items()}
        self._differ = differ
        simple = all(name.isascii() and name.replace(" ", "").isalnum() for name in self._rows)
        self._spelled = list(self._rows) if simple else None
        """The names of the sheets, when they are written alike in formulas and in XML."""

    def on(self, sheet: str | None) -> RowMap | None:
        """Return where the rows of a sheet go, or of a range over sheets; None when they stay."""
        if sheet is None:
            return None
        name = sheet.lower()
        if ":" in name and name not in self._rows:
            self._rows[name] = self._over(sheet, *name.split(":", 1))
        return self._rows.get(name)

    def _over(self, sheets: str, first: str, last: str) -> RowMap | None:
        """Return where the rows of all filled sheets in a range go."""
        tabs = list(self._tabs)
        if first not in tabs or last not in tabs:
            return None
        low, high = sorted((tabs.index(first), tabs.index(last)))
        within = [name for name in tabs[low : high + 1] if self._tabs[name]]
        maps = [self._rows.get(name) for name in within]
        if not any(maps):
            return None
        return AlikeRows([rows or StillRows() for rows in maps], lambda rows: self._differ(sheets, rows))

    def formula(
        self,
        formula: str,
        home: str | None = None,
        own: RowMap | None = None,
        *,
        grow: bool = False,
        union: bool = False,
    ) -> str:
        """Return a formula as it must read after the move.

        Args:
            formula: Without its leading ``=``.
            home: The sheet that the formula stands on, for references that name none.
            own: The map of that sheet as seen from the formula's own row, when that row is repeated.
            grow: Whether a reference to a single cell becomes a range when its row is repeated.
            union: Whether a reference that is all of the formula may become several ranges.
        """
        if not self.may_concern(formula, home):
            return formula
        pieces = references(formula)
        union = union and len(pieces) == 1
        return "".join(
            [
                p if isinstance(p, str) else self.reference(p, home, own, grow=grow, union=union)
                for p in pieces
            ]
        )

    def reference(
        self,
        referred: Referred,
        home: str | None,
        own: RowMap | None = None,
        *,
        grow: bool = False,
        union: bool = False,
    ) -> str:
        """Return one reference of a formula as it must read after the move; see :meth:`formula`."""
        sheet = home if referred.sheet is None else referred.sheet
        rows = self.on(sheet)
        if rows is None:
            return referred.text
        at_home = own is not None and (referred.sheet is None or rows is self.on(home))
        return referred.mapped(rows, own if own is not None and at_home else rows, grow=grow, union=union)

    def may_concern(self, formula: str, home: str | None) -> bool:
        """Say whether a formula, or the XML of a part, may refer to rows that move: a quick look at it."""
        if self.on(home) is not None:
            return True
        if "!" not in formula:
            return False
        if self._spelled is None or _OVER_SHEETS.search(formula):
            return True
        lowered = formula.lower()
        return any(name in lowered for name in self._spelled)


def _alone(pieces: list[Token], number: int) -> bool:
    """Say whether a token is all of its argument."""
    before = next((p.text for p in reversed(pieces[:number]) if not p.text.isspace()), "")
    after = next((p.text for p in pieces[number + 1 :] if not p.text.isspace()), "")
    return before in ("(", ",") and after in (")", ",")


_OVER_SHEETS: Final = re.compile(r":[^!,()]*!")
"""A range over sheets, or what looks like one."""
_LIST_FUNCTIONS = """
AND AVERAGE AVERAGEA CONCAT COUNT COUNTA GEOMEAN HARMEAN MAX MAXA MEDIAN MIN MINA MODE MODE.SNGL OR PRODUCT
STDEV STDEV.P STDEV.S STDEVP SUM SUMSQ VAR VAR.P VAR.S VARP
"""
_LISTS: Final = frozenset(_LIST_FUNCTIONS.split())
"""Functions of any number of ranges: ``SUM(F9)`` over a repeated row 9 sums all that it has become."""

_IFS: Final = (1, *range(2, 255, 2))
_PAIRS: Final = range(1, 255, 2)
_RANGES: Final[dict[str, Container[int]]] = {
    **dict.fromkeys(("COUNTBLANK", "INDEX", "IRR", "LARGE", "PERCENTILE", "QUARTILE", "SMALL", "XIRR"), (1,)),
    **dict.fromkeys(("PERCENTILE.INC", "QUARTILE.INC", "COUNTIF"), (1,)),
    **dict.fromkeys(("SUMIF", "AVERAGEIF"), (1, 3)),
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"), _IFS),
    **dict.fromkeys(("RANK", "RANK.AVG", "RANK.EQ", "MATCH", "VLOOKUP", "HLOOKUP"), (2,)),
    **dict.fromkeys(("LOOKUP", "XLOOKUP", "FORECAST", "FORECAST.LINEAR", "XNPV"), (2, 3)),
    **dict.fromkeys(("CORREL", "SLOPE", "INTERCEPT", "RSQ"), (1, 2)),
    **dict.fromkeys(("SUBTOTAL", "NPV", "TEXTJOIN", "AGGREGATE"), range(2, 255)),
    "COUNTIFS": _PAIRS,
    "SUMPRODUCT": range(1, 255),
}
"""Arguments of other functions that are ranges, by their number."""
