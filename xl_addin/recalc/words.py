"""Formulas as Excel saves them, put into words that every engine knows.

Shared formulas are written out before. Here structured references become A1 references, ``[1]!EOQ(...)``
(how Excel saves a call of an add-in's function) becomes ``EOQ(...)``, names that are formulas are written
out, and implicit intersections are resolved.
"""

from __future__ import annotations

import re
from typing import Final

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import Kind, Token, map_calls, map_references, tokens
from xl_addin.ooxml.references import End, Reference
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.hidden import VisibleRows
from xl_addin.recalc.intersection import intersected
from xl_addin.recalc.model import Address, Reason, UnknowableError
from xl_addin.recalc.names import Names
from xl_addin.recalc.structured import absolute, resolve

_ADDIN_PREFIX: Final = re.compile(r"(?i)_xludf\.|_xll\.")
_SINGLE: Final = "_xlfn.SINGLE"
_SPILL: Final = "_xlfn.ANCHORARRAY"
_WHOLE: Final = re.compile(r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(])|\$?\d+:\$?\d")
_END: Final = r"\$?[A-Za-z]{0,3}\$?\d*"
_RANGE_OPERAND: Final = re.compile(
    rf"[-+*/^&=<>]\s*(?:'[^']*'!|[\w.]+!)?{_END}:|:{_END}\s*[-+*/^&=<>%]|^[^(:]+:[^(:]+$"
)
_DEEPEST: Final = 16


class Words:
    """Rewrites the formulas of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.names = Names(workbook)
        self._workbook = workbook
        self._visible_rows = VisibleRows(workbook)
        self._last_cells: dict[str, tuple[int, int]] = {}

    def ordinary(self, text: str, place: Address) -> str:
        """Return an ordinary formula of this cell.

        Raises:
            UnknowableError: it needs another file, or a table that is not there.
        """
        text = self.array(text, place)
        if (":" in text and _RANGE_OPERAND.search(text)) or self.names.range_beside_operator(text):
            return self._intersected(text, place)
        return text

    def array(self, text: str, place: Address) -> str:
        """Return an array formula whose first cell this is.

        Raises:
            UnknowableError: it needs another file, or a table that is not there.
        """
        text = self._written_out(text, place, 0)
        if "_xlfn." in text:
            text = map_calls(text, [_SINGLE], lambda _, args: self._intersected(args[0], place))
            text = map_calls(text, [_SPILL], lambda _, args: self._spilt(args[0], place))
        if "SUBTOTAL(" in text or "AGGREGATE(" in text:
            text = self._visible_rows.named_in(text, place[0])
        if ":" in text and _WHOLE.search(text):
            text = map_calls(text, FUNCTIONS, lambda name, args: self._bounded(name, args, place))
        return text

    def _written_out(self, text: str, place: Address, depth: int) -> str:
        names = self.names.written_out_pattern
        if "[" in text or "_x" in text or "#REF!" in text or (names and names.search(text)):
            return "".join(self._word(token, place, depth) for token in tokens(text))
        return text

    def _word(self, token: Token, place: Address, depth: int) -> str:
        text = token.text.replace("[0]!", "")
        if token.kind is Kind.FUNCTION:
            return _ADDIN_PREFIX.sub("", text.rpartition("!")[2])
        if token.kind in (Kind.REFERENCE, Kind.NAME) and "[" in text:
            raise UnknowableError(Reason.ELSEWHERE)
        if token.kind is Kind.STRUCTURED:
            return self._structured(text, place)
        if token.kind is Kind.NAME and text.endswith("#REF!"):
            return "#REF!"
        if token.kind is Kind.NAME and (formula := self.names.written_out(text, place)):
            if depth > _DEEPEST:
                raise UnknowableError(Reason.ENDLESS_NAME)
            inner = self._written_out(formula, place, depth + 1)
            return inner if len(list(tokens(inner))) == 1 else f"({inner})"
        return text

    def _structured(self, text: str, place: Address) -> str:
        try:
            return resolve(text, self._workbook.tables, *place)
        except KeyError:
            raise UnknowableError(Reason.NO_TABLE) from None

    def _intersected(self, text: str, place: Address) -> str:
        return intersected(text, place[1], place[2], self.names.ranges)

    def _spilt(self, text: str, place: Address) -> str:
        """Return the area of ``A1#``, the cells that the dynamic array of A1 fills."""
        reference = next(tokens(text)).reference
        if reference is not None and reference.first.row and reference.first.column:
            sheet = reference.sheet_name or place[0]
            cell = self._workbook.sheet(sheet).cell(reference.first.row, reference.first.column)
            if cell is not None and (area := cell.area):
                return absolute(sheet, area)
        return "#REF!"

    def _bounded(self, name: str, arguments: list[str], place: Address) -> str:
        """End whole columns and rows that a worksheet function gets where the sheet's cells end."""

        def bounded(reference: Reference) -> Reference:
            first, last = reference.first, reference.last
            if last is None or (first.row and first.column):
                return reference
            used = self._last_cell(reference.sheet_name or place[0])
            return Reference(
                reference.sheet,
                End(first.row or 1, first.column or 1),
                End(last.row or used[0], last.column or used[1]),
            )

        return f"{name}({','.join(map_references(argument, bounded) for argument in arguments)})"

    def _last_cell(self, sheet: str) -> tuple[int, int]:
        if sheet not in self._last_cells:
            area = self._workbook.sheet(sheet).used_area()
            self._last_cells[sheet] = (area.bottom, area.right) if area else (1, 1)
        return self._last_cells[sheet]
