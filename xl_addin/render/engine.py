"""Filling a template: its tags, loops and conditions, and all in the workbook that has to follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from xl_addin.errors import LembarError
from xl_addin.ooxml.moves import move_references, move_sources
from xl_addin.ooxml.package import CONTENT_TYPES, Package
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import Span
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.styles import DateStyles
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xmledit import without_prefix
from xl_addin.render.around import Surroundings
from xl_addin.render.columns import Columns
from xl_addin.render.expressions import Scope
from xl_addin.render.includes import include_sheets
from xl_addin.render.layout import Differing, Layout, Scattered
from xl_addin.render.limits import Budget, Limits
from xl_addin.render.pictures import Images
from xl_addin.render.portable import make_portable
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.sheetloops import make_sheets
from xl_addin.render.sheets import SheetTemplate
from xl_addin.render.texts import has_tags, is_tagged
from xl_addin.render.values import Cells, as_text

_CELL = re.compile(r"<(?:\w+:)?c[\s>]")

_COLUMNS = ":columns"
"""What the kept columns of a sheet are noted under, after its name; no name has a colon."""


def render(
    template: Path | str | bytes,
    data: Mapping[str, Any],
    *,
    portable: bool = False,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
    images: Path | None = None,
    templates: Path | None = None,
) -> Package:
    """Fill a template.

    Args:
        template: An .xlsx whose cells hold Jinja2 tags.
        data: The names that its expressions may use.
        portable: Whether each call of a worksheet function of ours becomes its native twin.
        limits: How far it may go.
        images: The folder of pictures that data may name for the filter ``image``.
        templates: The folder of templates whose sheets may be included.

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
            filling = _Filling(*_opened(template), data, limits, kept, images=images, templates=templates)
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
        self,
        workbook: Workbook,
        tagged: list[str],
        data: Mapping[str, Any],
        limits: Limits,
        kept: Mapping[str, set[int]],
        *,
        images: Path | None,
        templates: Path | None,
    ) -> None:
        self._kept = kept
        self._problems = Problems()
        self._scattered: list[Scattered] = []
        self._budget = Budget(limits)
        self._sandbox = Sandbox(self._budget.tick, finalize=as_text)
        self._sandbox.filters["image"] = Images(images)
        self._scope: Scope = {**self._sandbox.globals, **data}
        workbook, tagged = include_sheets(
            workbook,
            tagged,
            templates,
            sandbox=self._sandbox,
            scope=self._scope,
            problems=self._problems,
            budget=self._budget,
        )
        made = make_sheets(
            workbook,
            tagged,
            self._scope,
            sandbox=self._sandbox,
            problems=self._problems,
            budget=self._budget,
        )
        self.workbook = made.workbook
        self._scopes = made.scopes
        self._tagged = list(made.scopes)
        self._cells = Cells(DateStyles(self.workbook), date_1904=workbook.date_1904)

    def run(self, *, portable: bool) -> dict[str, set[int]]:
        """Fill the workbook, or return the blocks, by sheet, that must leave a row when they are empty."""
        if portable:
            make_portable(self.workbook)
        if wanted := self._fill_columns():
            return wanted
        sheets = [self._read(self.workbook.sheet(name)) for name in self._tagged]
        layouts = {sheet.name: sheet.layout(self._scopes[sheet.name]) for sheet in sheets}
        moves = self._move(layouts)
        for found in self._scattered:  # by a chart, a rule or a sheet without tags
            self._problems.add(found.sheet, f"{found.rows[0]}:{found.rows[1]}", "SUM", str(found))
        self._scattered.clear()
        Surroundings(self.workbook, self._sandbox, self._scope, self._scopes, self._problems).fill()
        wanted = self._wanted(layouts)
        if not wanted:
            self._write(sheets, moves)
            self._problems.raise_any()
            wanted = self._wanted(layouts)
        if not wanted:
            self.workbook.flush()
        return wanted

    def _fill_columns(self) -> dict[str, set[int]]:
        """Repeat columns, or return the blocks of columns that must leave one when they are empty."""
        columns = Columns(self.workbook, self._sandbox, self._problems, self._budget, self._scattered)
        kept = {name: self._kept.get(name + _COLUMNS, ()) for name in self._tagged}
        self._copied, layouts = columns.fill(self._scopes, kept)
        return self._wanted({name + _COLUMNS: layout for name, layout in layouts.items()})

    def _write(self, sheets: Iterable[SheetTemplate], moves: Moves) -> None:
        for sheet in sheets:
            part = self.workbook.entry(sheet.name).part
            self.workbook.package.write_pieces(part, sheet.write(moves))
            sheet.sheet.changed = False  # its part is written

    def _move(self, layouts: Mapping[str, Layout]) -> Moves:
        moves = Moves(layouts, self._tabs(), self._differ)
        if any(layout.moves for layout in layouts.values()):
            move_references(self.workbook, moves, drawn=layouts.keys())
        else:
            move_sources(self.workbook, moves, layouts.keys())
        return moves

    def _tabs(self) -> dict[str, bool]:
        """Return the names of all sheets in order, and whether each holds a cell."""
        package = self.workbook.package
        return {
            entry.name: entry.worksheet and _CELL.search(package.xml(entry.part)) is not None
            for entry in self.workbook.sheets
        }

    def _differ(self, sheets: str, rows: Span) -> None:
        self._scattered.append(Differing(sheets, rows, 0))

    def _wanted(self, layouts: Mapping[str, Layout]) -> dict[str, set[int]]:
        wanted = {name: layout.wanted - self._kept.get(name, set()) for name, layout in layouts.items()}
        return {name: rows for name, rows in wanted.items() if rows}

    def _read(self, sheet: Sheet) -> SheetTemplate:
        tables = [table for table in self.workbook.tables if table.sheet == sheet.name]
        return SheetTemplate(
            self.workbook,
            sheet,
            tables,
            sandbox=self._sandbox,
            cells=self._cells,
            problems=self._problems,
            budget=self._budget,
            kept=self._kept.get(sheet.name, ()),
            scattered=self._scattered,
            copied=self._copied.get(sheet.name, {}),
        )


def _opened(template: Path | str | bytes) -> tuple[Workbook, list[str]]:
    """Open a template and find the sheets that hold tags."""
    workbook = Workbook.open(template)
    package = workbook.package
    shared = any(has_tags(package.xml(part)) for part in package.related(workbook.part, "sharedStrings"))
    entries = [
        entry
        for entry in workbook.sheets
        if entry.worksheet
        and (shared or has_tags(package.xml(entry.part)))
        and is_tagged(workbook.sheet(entry.name))
    ]
    for entry in entries:
        package.write(entry.part, without_prefix(package.xml(entry.part)))
    _make_workbook(package)
    return Workbook(package), [entry.name for entry in entries]


def _make_workbook(package: Package) -> None:
    """Make a workbook of an Excel template (.xltx, .xltm)."""
    types = package.xml(CONTENT_TYPES)
    for kind in ("vnd.openxmlformats-officedocument.spreadsheetml", "vnd.ms-excel"):
        types = types.replace(f"application/{kind}.template.", f"application/{kind}.sheet.")
    package.write(CONTENT_TYPES, types)
