"""What formulas become when sheets and tables get other names, or are no longer there.

>>> sheets = {"Unit": ("Produksi", "Riset & Mutu"), "Lama": None}
>>> renaming = Renaming(sheets, ["Awal", "Unit", "Lama"], {"tbl": "tbl_2"})
>>> renaming.formula("Unit!A1+SUM(Awal:Unit!B2)+Lama!C3+SUM(tbl[Nilai])")
"Produksi!A1+SUM('Awal:Riset & Mutu'!B2)+#REF!+SUM(tbl_2[Nilai])"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from xl_addin.ooxml.formula import Kind, Token, tokens
from xl_addin.ooxml.references import quote_sheet
from xl_addin.ooxml.xml import unescape_xml
from xl_addin.ooxml.xmledit import changed_text

Ends: TypeAlias = tuple[str, str]
"""The first and the last of the sheets that one sheet has become."""

_PREFIX = re.compile(r"('(?:[^']|'')+'|[^'!\"]+)!")
_ELEMENT = re.compile(
    r"(<(?:\w+:)?(?:f|formula[12]?|calculatedColumnFormula|totalsRowFormula|Fmla(?:Link|Range|Txbx|Group))"
    r"(?:\s[^>]*)?>)([^<]+)(?=<)"
)
_ATTRIBUTE = re.compile(
    r'((?:<(?:\w+:)?(?:hyperlink\b[^>]*\slocation|cfvo\b[^>]*\sval)|\stextlink|\sfmla(?:Link|Range|Txbx|Group))=")'
    r'([^"]+)(?=")'
)


class Renaming:
    """New names of sheets and tables, all at once: two may change places.

    Args:
        sheets: What each sheet has become; None for one that is gone. A range over sheets (``Jan:Des!A1``)
            goes from the first to the last; any other reference means the first.
        order: All sheets as they stood, which says what lies between the ends of such a range.
        tables: The new name of each table; None for one that is gone.
    """

    def __init__(
        self,
        sheets: Mapping[str, Ends | None],
        order: Sequence[str],
        tables: Mapping[str, str | None] | None = None,
    ) -> None:
        self._sheets = {name.lower(): ends for name, ends in sheets.items()}
        self._order = [name.lower() for name in order]
        self._spelling = dict(zip(self._order, order, strict=True))
        self._tables = {name.lower(): new for name, new in (tables or {}).items()}
        changed = [name for name, ends in sheets.items() if ends != (name, name)]
        self._words = [name.lower().replace("'", "''") for name in changed] + list(self._tables)

    def formula(self, formula: str) -> str:
        """Return a formula, without its leading ``=``, with the new names."""
        lower = formula.lower()
        if not any(word in lower for word in self._words):
            return formula
        return "".join([self._token(token) for token in tokens(formula)])

    @staticmethod
    def formulas(xml: str) -> list[str]:
        """Return all formulas of a part."""
        found = [*_ELEMENT.findall(xml), *_ATTRIBUTE.findall(xml)]
        return [unescape_xml(text) for _, text in found]

    def part(self, xml: str) -> str:
        """Return a worksheet, a table, a chart or a drawing with the new names in all its formulas."""
        if not self._words:
            return xml
        xml = _ELEMENT.sub(lambda m: m[1] + changed_text(m[2], self.formula), xml)
        return _ATTRIBUTE.sub(lambda m: m[1] + changed_text(m[2], self.formula).replace('"', "&quot;"), xml)

    def _token(self, token: Token) -> str:
        text = token.text
        if prefix := _PREFIX.match(text) if token.kind in _PREFIXED else None:
            sheet = self._prefix(prefix[1])
            return "#REF!" if sheet is None else sheet + text[prefix.end(1) :]
        if token.kind in (Kind.STRUCTURED, Kind.NAME):
            name, bracket, rest = text.partition("[")
            new = self._tables.get(name.lower(), name)
            return "#REF!" if new is None else new + bracket + rest
        return text

    def _prefix(self, written: str) -> str | None:
        """Return what stands before the ``!``; None where no sheet is left."""
        plain = written[1:-1].replace("''", "'") if written.startswith("'") else written
        if "[" in plain:  # of another workbook
            return written
        first, colon, last = plain.partition(":")
        if not colon:
            ends = self._ends(plain)
            return None if ends is None else written if ends[0] == plain else quote_sheet(ends[0])
        new = self._range(first, last)
        if new is None or new == (first, last):
            return written if new else None
        if new[0] == new[1]:
            return quote_sheet(new[0])
        plainly = all(quote_sheet(name) == name for name in new)
        return ":".join(new) if plainly else "'" + ":".join(new).replace("'", "''") + "'"

    def _ends(self, sheet: str) -> Ends | None:
        return self._sheets.get(sheet.lower(), (sheet, sheet))

    def _range(self, first: str, last: str) -> Ends | None:
        """Return the ends of a range over sheets; where an end is gone, the next one within."""
        if first.lower() not in self._order or last.lower() not in self._order:
            return first, last
        low, high = sorted((self._order.index(first.lower()), self._order.index(last.lower())))
        within = [self._ends(self._spelling[name]) for name in self._order[low : high + 1]]
        left = [ends for ends in within if ends is not None]
        return (left[0][0], left[-1][1]) if left else None


_PREFIXED = (Kind.REFERENCE, Kind.NAME, Kind.FUNCTION)
