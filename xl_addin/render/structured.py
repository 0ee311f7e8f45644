"""Structured references to table columns that were repeated: ``tbl[{{ m }}]`` becomes ``tbl[Jan]``.

In the columns of a turn it is the one of that turn; elsewhere it is all of them, as long as they stand side
by side.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_addin.ooxml.formula import Kind, tokens
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Table, Workbook
from xl_addin.ooxml.xmledit import changed_text, element
from xl_addin.render.expressions import NOTHING_GIVEN, Given
from xl_addin.render.rows import Copied

_COLUMN_FORMULA = re.compile(r"(<(?:\w+:)?(?:calculatedColumn|totalsRow)Formula\b[^>]*>)([^<]*)(?=<)")


@dataclass
class Renamed:
    """The new headings of the repeated columns of a table.

    Args:
        table: The table.
        copied: Where the columns of its sheet come from.
        headings: For each heading of the template the columns that it has become, with their headings.
    """

    table: Table
    copied: Mapping[int, Copied]
    headings: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def apply(self, workbook: Workbook) -> None:
        """Rename the columns in all formulas of a workbook."""
        for sheet in workbook.worksheets():
            self._in_cells(sheet)
        for name in workbook.defined_names:
            name.formula = self.formula(name.formula)
        for table in workbook.tables:
            workbook.package.write(table.part, self._in_table(workbook.package.xml(table.part), table))

    def _in_cells(self, sheet: Sheet) -> None:
        cells = [cell for cell in sheet.cells() if cell.formula and "[" in cell.formula]
        new = {cell: self.formula(cell.formula or "", self._given(sheet.name, cell.column)) for cell in cells}
        if all(cell.formula == formula for cell, formula in new.items()):
            return
        sheet.unshare()
        for cell in cells:
            cell.rewrite(self.formula(cell.formula or "", self._given(sheet.name, cell.column)), cell.area)
            sheet.row(cell.row)

    def _in_table(self, xml: str, table: Table) -> str:
        columns = iter(range(table.area.left, table.area.right + 1))

        def changed(match: re.Match[str]) -> str:
            given = self._given(table.sheet, next(columns))
            return _COLUMN_FORMULA.sub(
                lambda found: found[1] + changed_text(found[2], lambda text: self.formula(text, given)),
                match[0],
            )

        return element("tableColumn").sub(changed, xml)

    def _given(self, sheet: str, column: int) -> Given:
        origin = self.copied.get(column) if sheet == self.table.sheet else None
        return origin.given if origin else NOTHING_GIVEN

    def formula(self, formula: str, given: Given = NOTHING_GIVEN) -> str:
        """Return a formula with the new headings.

        Args:
            formula: Without its leading ``=``.
            given: The names of the column that it stands in, which tell its turn.
        """
        if "[" not in formula:
            return formula
        return "".join(
            self._reference(token.text, given) if token.kind is Kind.STRUCTURED else token.text
            for token in tokens(formula)
        )

    def _reference(self, text: str, given: Given) -> str:
        table, _, inside = text.partition("[")
        if table.lower() not in ("", self.table.name.lower()):
            return text
        for old, new in self.headings.items():
            first, last = self._meant(new, given)
            inside = _replaced(inside, _escaped(old), _escaped(first), _escaped(last))
        return f"{table}[{inside}"

    def _meant(self, new: Sequence[tuple[int, str]], given: Given) -> tuple[str, str]:
        own = [heading for column, heading in new if given and self.copied[column].given == given]
        if own:
            return own[0], own[0]
        side_by_side = new[-1][0] - new[0][0] == len(new) - 1
        return new[0][1], new[-1 if side_by_side else 0][1]


def _replaced(inside: str, old: str, first: str, last: str) -> str:
    """Put headings into what stands behind the first bracket of a reference.

    >>> _replaced("m]", "m", "Jan", "Mar"), _replaced("[#Data],[m]]", "m", "Jan", "Mar")
    ('[Jan]:[Mar]]', '[#Data],[Jan]:[Mar]]')
    >>> _replaced("[a]:[m]]", "m", "Jan", "Mar"), _replaced("m]", "m", "Jan", "Jan")
    ('[a]:[Mar]]', 'Jan]')
    """
    if inside == f"{old}]":
        return f"{first}]" if first == last else f"[{first}]:[{last}]]"
    inside = inside.replace(f":[{old}]", f":[{last}]").replace(f"[{old}]:", f"[{first}]:")
    return inside.replace(f"[{old}]", f"[{first}]" if first == last else f"[{first}]:[{last}]")


def _escaped(heading: str) -> str:
    return re.sub(r"(['#\[\]])", r"'\1", heading)
