"""Defined names for the engines: those that name cells stay names, the others are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from xl_addin.ooxml.formula import map_references, tokens
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, End, Reference
from xl_addin.ooxml.workbook import DefinedName, Workbook
from xl_addin.recalc.model import Address

_OPERATOR: Final = r"[-+*/^&=<>%]"


class Names:
    """The names of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.plain: dict[str, str] = {}
        """Names of cells, known to every sheet, as the engines get them."""
        self.ranges: dict[str, str] = {}
        """Those of several cells, in lower case."""
        self._written_out: dict[tuple[str, str], str] = {}
        for name in workbook.defined_names:
            if not name.name.startswith("_xlnm."):
                self._add(name)
        self.written_out_pattern = _pattern(
            r"(?i)(?<![\w.\\])(?:{})(?![\w.(])", {name for _, name in self._written_out}
        )
        self._operand = _pattern(
            rf"(?i){_OPERATOR}\s*(?:{{0}})(?![\w.(])|(?<![\w.\\])(?:{{0}})\s*{_OPERATOR}|^(?:{{0}})$",
            self.ranges,
        )

    def range_beside_operator(self, text: str) -> bool:
        """Say whether an operator of a formula may take the name of several cells."""
        if self._operand is None:
            return False
        lower = text.lower()  # a plain search for each name is ten times as fast as one pattern of all
        return any(name in lower for name in self.ranges) and self._operand.search(text) is not None

    def _add(self, name: DefinedName) -> None:
        pieces = list(tokens(name.formula))
        reference = pieces[0].reference if len(pieces) == 1 else None
        if name.sheet is None and reference is not None and _is_fixed(reference):
            self.plain[name.name] = name.formula
            if reference.last is not None:
                self.ranges[name.name.lower()] = name.formula
        else:
            self._written_out[(name.sheet or "").lower(), name.name.lower()] = name.formula

    def written_out(self, text: str, place: Address) -> str | None:
        """Return what a name in a formula of this cell stands for, or None where it stays a name."""
        sheet, row, column = place
        prefix, _, name = text.lower().rpartition("!")
        scope = prefix.strip("'").replace("''", "'") or sheet.lower()
        formula = self._written_out.get((scope, name)) or self._written_out.get(("", name))
        if formula is None:
            return None
        return map_references(formula, lambda reference: _moved(reference, row - 1, column - 1))


def _is_fixed(reference: Reference) -> bool:
    ends = [end for end in (reference.first, reference.last) if end is not None]
    fixed = all((e.row is None or e.row_fixed) and (e.column is None or e.column_fixed) for e in ends)
    return fixed and bool(reference.sheet) and "[" not in reference.sheet


def _moved(reference: Reference, rows: int, columns: int) -> Reference:
    """Move the relative parts as a name does: from A1, and around the edge of the sheet."""

    def moved(end: End) -> End:
        row, column = end.row, end.column
        if row is not None and not end.row_fixed:
            row = (row + rows - 1) % MAX_ROW + 1
        if column is not None and not end.column_fixed:
            column = (column + columns - 1) % MAX_COLUMN + 1
        return End(row, column, end.row_fixed, end.column_fixed)

    return Reference(reference.sheet, moved(reference.first), reference.last and moved(reference.last))


def _pattern(template: str, names: Iterable[str]) -> re.Pattern[str] | None:
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(template.format(words)) if words else None
