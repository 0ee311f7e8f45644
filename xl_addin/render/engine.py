"""Filling a template: its tags, loops and conditions, and all in the workbook that has to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from xl_addin.errors import LembarError
from xl_addin.ooxml.moves import move_references
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.rowmap import Move
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.styles import DateStyles
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render.blocks import TagRow, is_tag, read_blocks
from xl_addin.render.expand import Expander
from xl_addin.render.expressions import Scope
from xl_addin.render.layout import Layout
from xl_addin.render.limits import Budget, Limits
from xl_addin.render.portable import make_portable
from xl_addin.render.problems import Problems
from xl_addin.render.rows import RowReader
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.values import Cells, as_text
from xl_addin.render.writer import Writer

_TAG = re.compile(r"\{[{%#]")


def render(
    template: Path | str | bytes,
    data: Mapping[str, Any],
    *,
    portable: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
) -> Package:
    """Fill a template.

    Args:
        template: An .xlsx whose cells hold Jinja2 tags.
        data: The names that its expressions may use.
        portable: Whether each call of a worksheet function of ours becomes its native twin.
        limits: How far it may go.

    Returns:
        The filled workbook. Parts that the template does not touch have the very bytes that they had.
        Formulas of filled sheets have no cached values: recalculation writes them.

    Raises:
        TemplateError: everything that is wrong with the template, cell by cell.
        LembarError: the file is no workbook, or a limit was reached.
    """
    kept: dict[str, set[int]] = {}
    try:
        while True:
            filling = _Filling(Workbook.open(template), data, limits, kept)
            wanted = filling.run(portable=portable)
            if not wanted:
                return filling.workbook.package
            for sheet, rows in wanted.items():
                kept.setdefault(sheet, set()).update(rows)
    except LembarError as error:
        raise (error if isinstance(template, bytes) else error.in_file(template)) from None


class _Filling:
    """One attempt; when a reference would be left with nothing, the next one keeps a row for it."""

    def __init__(
        self, workbook: Workbook, data: Mapping[str, Any], limits: Limits, kept: Mapping[str, set[int]]
    ) -> None:
        self.workbook = workbook
        self._kept = kept
        self._problems = Problems()
        self._budget = Budget(limits)
        self._sandbox = Sandbox(self._budget.tick, finalize=as_text)
        self._scope: Scope = {**self._sandbox.globals, **data}
        self._cells = Cells(DateStyles(workbook), date_1904=workbook.date_1904)

    def run(self, *, portable: bool) -> dict[str, set[int]]:
        """Fill the workbook, or return the blocks, by sheet, that must leave a row when they are empty."""
        if portable:
            make_portable(self.workbook)
        sheets = [self._read(sheet) for sheet in self._tagged()]
        layouts = {sheet.name: self._layout(sheet) for sheet in sheets}
        self._problems.raise_any()
        drawn = frozenset(layouts)
        for name, layout in layouts.items():
            if layout.moves:
                move_references(self.workbook, Move(name, layout), drawn=drawn)
        wanted = {name: layout.wanted for name, layout in layouts.items() if layout.wanted}
        if not wanted:
            written = {sheet.name: sheet.write(layouts) for sheet in sheets}
            self._problems.raise_any()
            wanted = {name: layout.wanted for name, layout in layouts.items() if layout.wanted}
        if not wanted:
            self._finish(written)
        return wanted

    def _finish(self, written: Mapping[str, str]) -> None:
        for name in written:
            self.workbook.sheet(name).changed = False  # its part is written below
        self.workbook.flush()
        for name, xml in written.items():
            self.workbook.package.write(self.workbook.entry(name).part, xml)

    def _tagged(self) -> Iterator[Sheet]:
        """Yield the sheets that hold tags."""
        package = self.workbook.package
        shared = any(
            _TAG.search(package.xml(p)) for p in package.related(self.workbook.part, "sharedStrings")
        )
        for entry in self.workbook.sheets:
            if entry.worksheet and (shared or _TAG.search(package.xml(entry.part))):
                sheet = self.workbook.sheet(entry.name)
                texts = (sheet.value_of(cell) for cell in sheet.cells() if cell.kind in ("s", "inlineStr"))
                tagged = any(isinstance(text, str) and _TAG.search(text) for text in texts)
                if tagged or any(c.formula and "{{" in c.formula for c in sheet.cells()):
                    yield sheet

    def _read(self, sheet: Sheet) -> _SheetTemplate:
        return _SheetTemplate(sheet, self._sandbox, self._cells, self._problems, self._budget)

    def _layout(self, sheet: _SheetTemplate) -> Layout:
        expander = Expander(sheet.name, self._problems, self._budget, self._kept.get(sheet.name, ()))
        return expander.layout(sheet.body, self._scope)


class _SheetTemplate:
    """A sheet with tags: its tree, and its rows ready to be written."""

    def __init__(
        self, sheet: Sheet, sandbox: Sandbox, cells: Cells, problems: Problems, budget: Budget
    ) -> None:
        self.name = sheet.name
        self.sheet = sheet
        self._problems = problems
        self._budget = budget
        sheet.unshare()
        reader = RowReader(sheet, sandbox, cells, problems)
        tag_rows = list(self._tag_rows(sheet))
        marks = {tag_row.row for tag_row in tag_rows}
        self.body = read_blocks(tag_rows, max(sheet.rows, default=0), sheet.name, sandbox, problems)
        self._rows = {
            number: reader.read(row) for number, row in sorted(sheet.rows.items()) if number not in marks
        }

    @staticmethod
    def _tag_rows(sheet: Sheet) -> Iterator[TagRow]:
        for number in sorted(sheet.rows):
            row = sheet.rows[number]
            for column in sorted(row.cells):
                text = sheet.value_of(row.cells[column])
                if text in (None, "") and row.cells[column].formula is None:
                    continue
                if isinstance(text, str) and row.cells[column].formula is None and is_tag(text):
                    yield TagRow(number, cell_name(number, column), text.strip())
                break

    def write(self, layouts: Mapping[str, Layout]) -> str:
        """Return the sheet's part."""
        writer = Writer(self.name, self._rows, layouts, self._problems, self._budget)
        return "".join([self.sheet.head, *writer.write(), self.sheet.tail])
