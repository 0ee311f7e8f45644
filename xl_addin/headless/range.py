"""Ranges: reading, writing and moving about, as the xlwings documentation says of Excel's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.errors import LembarError
from xl_addin.headless import cells
from xl_addin.headless.growth import fill_columns
from xl_addin.headless.looks import Font, Look, fit_rows, restyle_cells, shared_look
from xl_addin.headless.styles import Colour, Styles, as_colour
from xl_addin.ooxml.cellvalue import as_text
from xl_addin.ooxml.dates import as_datetime, as_serial
from xl_addin.ooxml.formula import shift as shifted
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, Area, column_letter, quote_sheet
from xl_addin.ooxml.sheet import Sheet as Cells

if TYPE_CHECKING:
    from xl_addin.headless.book import Name, Sheet
    from xl_addin.headless.table import Table

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Range(base_classes.Range):
    """A rectangle of cells on a sheet; it may be empty (a slice of nothing)."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Sheet, area: Area) -> None:
        self.sheet = sheet
        self.area = area
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Range:
        """The range itself."""
        return self

    @property
    def coords(self) -> tuple[Sheet, int, int, int, int]:
        """Sheet, first row, first column, rows, columns."""
        return self.sheet, self.row, self.column, *self.shape

    @property
    def row(self) -> int:
        """The first row."""
        return self.area.top

    @property
    def column(self) -> int:
        """The first column."""
        return self.area.left

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.area.rows, self.area.columns

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __bool__(self) -> bool:
        return True

    def __call__(self, row: int, column: int | None = None) -> Range:
        """Return a cell, counted from the first; it may lie outside, as in Excel."""
        down, right = divmod(row - 1, self.area.columns) if column is None else (row - 1, column - 1)
        return self._at(self.row + down, self.column + right)

    def select(self) -> None:
        """Make these the selected cells."""
        self.sheet.book.app.selection = self

    @property
    def address(self) -> str:
        """The address with ``$``."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Return the address; an external one names file and sheet."""
        area = self.area
        corners = [(area.top, area.left), (area.bottom, area.right)][: 1 if len(self) == 1 else 2]
        across, down = "$" * col_absolute, "$" * row_absolute
        text = ":".join(f"{across}{column_letter(column)}{down}{row}" for row, column in corners)
        return f"{quote_sheet(f'[{self.sheet.book.name}]{self.sheet.name}')}!{text}" if external else text

    @property
    def raw_value(self) -> Any:
        """The values: of one cell as such, of more as rows of them."""
        return self._outwards(self._shown)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if value is None or value == "":
            self.clear_contents()
        else:
            self._type(self._as_rows(value))

    @property
    def formula(self) -> Any:
        """The formulas with ``=``; of a cell without one its value as text."""
        return self._outwards(self._formula_text)

    @formula.setter
    def formula(self, value: Any) -> None:
        rows = self._as_rows(value)
        if isinstance(value, str) and value.startswith("="):  # one formula for all: relative parts move
            rows = [["=" + shifted(value[1:], down, right) for right in range(self.area.columns)]
                    for down in range(self.area.rows)]  # fmt: skip
        self._type(rows)

    formula2 = formula

    @property
    def formula_array(self) -> str:
        """The array formula of the first cell; where there is none, its formula or text."""
        return self._formula_text(self._cells(), self.row, self.column)

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        formula = value.removeprefix("=")
        if self.formula_array != "=" + formula or not self.has_array:
            self._type(self._as_rows(None))
            cells.put_formula(self._cells(), self.row, self.column, formula, self.area)

    @property
    def has_array(self) -> bool:
        """Whether the first cell belongs to an array formula."""
        return any((self.row, self.column) in area for area in cells.array_areas(self._cells()))

    def clear_contents(self) -> None:
        """Empty the cells; they keep how they look."""
        used = self._used()
        if used is not None:
            used._type(used._as_rows(None))

    def end(self, direction: str) -> Range:
        """Return the cell that Ctrl and an arrow key lead to."""
        down, right = _STEPS[direction]
        line = self._line(down, right)
        if line[:1] == [True] and not cells.is_blank(self._cells(), self.row, self.column):
            steps = [*line, False].index(False)
        elif True in line:
            steps = line.index(True) + 1
        else:
            rows = {1: MAX_ROW - self.row, -1: self.row - 1}
            columns = {1: MAX_COLUMN - self.column, -1: self.column - 1}
            steps = rows[down] if down else columns[right]
        return self._at(self.row + down * steps, self.column + right * steps)

    @property
    def current_region(self) -> Range:
        """The filled cells around this one, up to blank rows and columns."""
        sheet = self._cells()
        area, found = self._at(self.row, self.column).area, [(self.row, self.column)]
        while found:
            rows, columns = zip((area.top, area.left), (area.bottom, area.right), *found, strict=True)
            area = Area(min(rows), min(columns), max(rows), max(columns))
            ring = Area(max(area.top - 1, 1), max(area.left - 1, 1), area.bottom + 1, area.right + 1)
            found = [
                place
                for place in Range(self.sheet, ring).places()
                if place not in area and not cells.is_blank(sheet, *place)
            ]
        return Range(self.sheet, area)

    @property
    def table(self) -> Table | None:
        """The Excel table that the first cell belongs to."""
        return next((t for t in self.sheet.tables if (self.row, self.column) in t.range.area), None)

    @property
    def name(self) -> Name | None:
        """The defined name of exactly these cells."""
        here = self.sheet.name, self.area
        return next((name for name in self.sheet.book.names if name.place == here), None)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:  # noqa: ARG002
        """Insert whole rows here; they look as the row above, or as the one below when so asked.

        Within a table they get the formulas of its columns.
        """
        from xl_addin.ooxml.moves import insert_rows  # noqa: PLC0415 - only when rows move

        self._need_whole_rows()
        book = self.sheet.book
        insert_rows(book.workbook, self.sheet.name, self.row, self.area.rows)
        below = copy_origin == "format_from_right_or_below"
        pattern = self.area.bottom + 1 if below else self.row - 1
        self._look_like(pattern)
        for table in book.workbook.tables:
            if table.sheet == self.sheet.name and table.body.top <= self.row <= table.body.bottom:
                near = pattern if pattern >= table.body.top else self.area.bottom + 1
                fill_columns(book.workbook, table, self.row, self.area.bottom, pattern=near)

    def delete(self, shift: str | None = None) -> None:  # noqa: ARG002
        """Delete whole rows; what is below comes up."""
        from xl_addin.ooxml.moves import delete_rows  # noqa: PLC0415 - only when rows move

        self._need_whole_rows()
        delete_rows(self.sheet.book.workbook, self.sheet.name, self.row, self.area.rows)

    def copy(self, destination: Any = None) -> None:
        """Copy values, formulas, looks and rules to ``destination``, which may be several times as large."""
        from xl_addin.headless.copying import copy_cells  # noqa: PLC0415 - only when cells are copied

        if destination is None:
            raise NotImplementedError("there is no clipboard: give a destination")
        copy_cells(self, destination.impl)

    @property
    def number_format(self) -> str | None:
        """The number format; None where the cells differ."""
        return shared_look(self, Styles.number_format)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.restyle(lambda styles, style: styles.with_number_format(style, code))

    @property
    def color(self) -> Colour | None:
        """The background as (red, green, blue); None without one or where the cells differ."""
        return shared_look(self, Styles.colour)

    @color.setter
    def color(self, colour: Colour | int | str | None) -> None:
        rgb = as_colour(colour)
        self.restyle(lambda styles, style: styles.with_colour(style, rgb))

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self)

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of every cell."""
        area = self.area
        return ((r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1))

    def styles(self) -> list[int]:
        """Return the style of every cell."""
        sheet = self._cells()
        return [cells.style_of(sheet, *place) for place in self.places()]

    def restyle(self, change: Look[int]) -> None:
        """Give every cell the style that ``change`` makes of its own."""
        restyle_cells(self.sheet, list(self.places()), change)

    def _line(self, down: int, right: int) -> list[bool]:
        """Say for every cell on the way to the edge of the used cells whether it is filled."""
        sheet = self._cells()
        used = sheet.used_area() or self.area
        edges = {(1, 0): used.bottom - self.row, (-1, 0): self.row - 1}
        edges |= {(0, 1): used.right - self.column, (0, -1): self.column - 1}
        ahead = range(1, edges[down, right] + 1)
        return [not cells.is_blank(sheet, self.row + down * n, self.column + right * n) for n in ahead]

    def _need_whole_rows(self) -> None:
        if (self.area.left, self.area.right) != (1, MAX_COLUMN):
            raise NotImplementedError("only whole rows come and go: sheet.range('5:7').insert()")

    def _look_like(self, row: int) -> None:
        """Give whole rows the looks of one of their neighbours."""
        sheet = self._cells()
        if row not in sheet.rows:
            return
        pattern = sheet.rows[row]
        for number in range(self.area.top, self.area.bottom + 1):
            sheet.row(number).attributes = pattern.attributes
            for column, cell in pattern.cells.items():
                cells.set_style(sheet, number, column, cell.style)

    def _cells(self) -> Cells:
        return self.sheet.book.workbook.sheet(self.sheet.name)

    def _at(self, row: int, column: int) -> Range:
        return Range(self.sheet, Area(row, column, row, column))

    def _used(self) -> Range | None:
        """Return the part of the range in which the sheet has cells."""
        used = self._cells().used_area()
        common = cells.common(used, self.area) if used else None
        return Range(self.sheet, common) if common else None

    def _outwards(self, read: Callable[[Cells, int, int], Any]) -> Any:
        if not len(self):
            return None
        sheet = self._cells()
        values = [read(sheet, *place) for place in self.places()]
        width = self.area.columns
        return (
            values[0] if len(values) == 1 else [values[n : n + width] for n in range(0, len(values), width)]
        )

    def _shown(self, sheet: Cells, row: int, column: int) -> cells.Shown:
        cell = sheet.cell(row, column)
        if cell is None:
            return None
        value, book = sheet.value_of(cell), self.sheet.book
        if isinstance(value, float) and book.workbook.is_date(cell.style):
            return as_datetime(value, book.date_1904)
        return value

    def _formula_text(self, sheet: Cells, row: int, column: int) -> str:
        cell = sheet.cell(row, column)
        if cell is None:
            return ""
        formula = sheet.formula_of(cell)
        return as_text(sheet.value_of(cell)) if formula is None else "=" + formula

    def _as_rows(self, value: Any) -> list[list[Any]]:
        if not isinstance(value, (list, tuple)):
            return [[value] * self.area.columns] * self.area.rows
        return [list(row) if isinstance(row, (list, tuple)) else [row] for row in value]

    def _type(self, rows: list[list[Any]]) -> None:
        """Type values row by row; a date makes its cell show a date."""
        sheet, book = self._cells(), self.sheet.book
        for area in cells.array_areas(sheet):
            if cells.common(area, self.area) not in (None, area):
                place = str(self.area)
                raise LembarError("part_of_array", file=book.path, sheet=sheet.name, cell=place, found=area)
        dates: list[tuple[int, int]] = []
        typed: set[int] = set()
        for row, values in enumerate(rows, self.row):
            for column, value in enumerate(values, self.column):
                if isinstance(value, date):
                    dates.append((row, column))
                    value = as_serial(value, book.date_1904)  # noqa: PLW2901
                before = sheet.cell(row, column)
                had_formula = before is not None and before.formula is not None
                if cells.put(sheet, row, column, value):
                    book.formula_lost = book.formula_lost or had_formula
                    typed.add(row)
        general = [place for place in dates if not book.workbook.is_date(cells.style_of(sheet, *place))]
        if general:
            restyle_cells(self.sheet, general, Styles.with_date)
        fit_rows(self.sheet, typed)
