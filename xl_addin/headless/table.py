"""Excel tables (ListObjects): where they stand, and how they grow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.headless.growth import lengthen
from xl_addin.headless.range import Range
from xl_addin.ooxml.references import Area
from xl_addin.ooxml.workbook import Table as Model

if TYPE_CHECKING:
    from xl_addin.headless.book import Sheet


class Tables(base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Tables:
        """The collection itself."""
        return self

    def __call__(self, name_or_index: str | int) -> Table:
        """Return a table by name or number."""
        models = self._models()
        if isinstance(name_or_index, int):
            return Table(self._sheet, models[name_or_index - 1].name)
        for model in models:
            if model.name.lower() == name_or_index.lower():
                return Table(self._sheet, model.name)
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._models())

    def __iter__(self) -> Iterator[Table]:
        return (Table(self._sheet, model.name) for model in self._models())

    def __contains__(self, name: str) -> bool:
        return name.lower() in (model.name.lower() for model in self._models())

    def _models(self) -> list[Model]:
        tables = self._sheet.book.workbook.tables
        return [table for table in tables if table.sheet.lower() == self._sheet.name.lower()]


class Table(base_classes.Table):
    """An Excel table."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet = sheet
        self._name = name

    @property
    def api(self) -> Table:
        """The table itself."""
        return self

    @property
    def parent(self) -> Sheet:
        """The sheet that the table stands on."""
        return self._sheet

    @property
    def name(self) -> str:
        """The table's name."""
        return self._name

    @property
    def display_name(self) -> str:
        """The table's name."""
        return self._name

    @property
    def range(self) -> Range:
        """Headings, body and totals."""
        return Range(self.parent, self._model.area)

    @property
    def data_body_range(self) -> Range | None:
        """The rows between headings and totals."""
        body = self._model.body
        return Range(self.parent, body) if body.rows > 0 else None

    @property
    def header_row_range(self) -> Range | None:
        """The headings."""
        area, rows = self._model.area, self._model.header_rows
        return Range(self.parent, Area(area.top, area.left, area.top, area.right)) if rows else None

    @property
    def totals_row_range(self) -> Range | None:
        """The totals."""
        area, rows = self._model.area, self._model.totals_rows
        return Range(self.parent, Area(area.bottom, area.left, area.bottom, area.right)) if rows else None

    @property
    def show_headers(self) -> bool:
        """Whether the headings show."""
        return self._model.header_rows > 0

    @property
    def show_totals(self) -> bool:
        """Whether the totals show."""
        return self._model.totals_rows > 0

    def resize(self, range: Any) -> None:
        """Let the table end at another row; rows that it gives up keep what they hold.

        Args:
            range: The same headings and columns, down to the new end.
        """
        area, model = range.impl.area, self._model
        if (area.top, area.left, area.right) != (model.area.top, model.area.left, model.area.right):
            raise NotImplementedError("a table grows and shrinks at its end: same headings, other last row")
        if model.totals_rows:
            raise NotImplementedError("resize a table with a totals row by inserting rows")
        if area.bottom > model.area.bottom:
            lengthen(self.parent.book.workbook, model, area.bottom)
        model.area = area

    @property
    def _model(self) -> Model:
        tables = self._sheet.book.workbook.tables
        found: Model = next(table for table in tables if table.name == self._name)
        return found
