"""SUBTOTAL leaves out hidden rows. Engines are given no rows to hide, so the copy names the visible ones."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import Final

from xl_addin.ooxml.formula import map_calls, tokens
from xl_addin.ooxml.references import Area, Reference, parse_area
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.model import Reason, UnknowableError
from xl_addin.recalc.structured import absolute

_HIDDEN: Final = re.compile(r'\shidden="(?:1|true)"')
_SEES_HIDDEN: Final = ("0", "2", "4", "6")


class VisibleRows:
    """The rows of a workbook that the planner sees."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._hidden = cache(self._hidden_rows)
        self._filtered = cache(self._has_filter)

    def named_in(self, text: str, sheet: str) -> str:
        """Return a formula of this sheet whose SUBTOTAL calls name only the rows that they count.

        Raises:
            UnknowableError: hidden rows matter in a way that cannot be written so.
        """
        text = map_calls(text, ["SUBTOTAL"], lambda _, args: self._subtotal(args, sheet))
        return map_calls(text, ["AGGREGATE"], lambda _, args: self._aggregate(args, sheet))

    def _subtotal(self, arguments: list[str], sheet: str) -> str:
        number, *ranges = arguments
        counted = [self._visible_part(number, text, sheet) for text in ranges]
        return f"SUBTOTAL({','.join([number, *counted])})"

    def _aggregate(self, arguments: list[str], sheet: str) -> str:
        number, option, *ranges = arguments
        if option not in _SEES_HIDDEN and any(self._hidden_in(text, sheet) for text in ranges):
            raise UnknowableError(Reason.HIDDEN_ROWS)
        return f"AGGREGATE({','.join([number, option, *ranges])})"

    def _visible_part(self, number: str, text: str, sheet: str) -> str:
        hidden = self._hidden_in(text, sheet)
        reference = next(tokens(text)).reference
        if not hidden or reference is None:
            return text
        name = reference.sheet_name or sheet
        if not number.isdigit():
            raise UnknowableError(Reason.HIDDEN_ROWS)
        if int(number) < 100 and not self._filtered(name):
            return text
        area = parse_area(text[len(reference.sheet) :])
        last = max(self._workbook.sheet(name).rows)
        rows = [row for row in range(area.top, min(area.bottom, last) + 1) if row not in hidden]
        if not rows:
            raise UnknowableError(Reason.HIDDEN_ROWS)
        return ",".join(absolute(name, run) for run in _runs(rows, area))

    def _hidden_in(self, text: str, sheet: str) -> set[int]:
        references = [token.reference for token in tokens(text) if token.reference is not None]
        return {row for reference in references for row in self._hidden_of(reference, sheet)}

    def _hidden_of(self, reference: Reference, sheet: str) -> set[int]:
        area = parse_area(str(reference)[len(reference.sheet) :])
        return {row for row in self._hidden(reference.sheet_name or sheet) if area.top <= row <= area.bottom}

    def _hidden_rows(self, sheet: str) -> frozenset[int]:
        rows = self._workbook.sheet(sheet).rows.values()
        return frozenset(row.number for row in rows if _HIDDEN.search(row.attributes))

    def _has_filter(self, sheet: str) -> bool:
        """Say whether a filter is at work; Excel then counts every hidden row as filtered out."""
        package, part = self._workbook.package, self._workbook.entry(sheet).part
        return any("filterColumn" in package.xml(name) for name in (part, *package.related(part, "table")))


def _runs(rows: list[int], area: Area) -> list[Area]:
    """Return the areas of consecutive rows, as wide as ``area``."""
    grouped = groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
    spans = [[row for _, row in group] for _, group in grouped]
    return [Area(span[0], area.left, span[-1], area.right) for span in spans]
