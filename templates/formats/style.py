"""The one house style: a workbook and its pages, each with the company's document header and print setup.

Rows are counted from 1 and columns named by letter, as a planner sees them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from templates.formats.palette import (
    ACCENT,
    ALARM,
    BAND,
    CELL,
    DAY,
    FILLS,
    GOOD,
    LABEL,
    LEGEND,
    LINE,
    PRIMARY,
    QUIET,
    SECTION,
    TEXT,
    Kind,
    Look,
    filled,
)
from templates.formats.rules import Rule

HEADER_ROWS: Final = 4
NOTE_ROW: Final = 5
FIGURE_ROW: Final = 6
"""Labels of the figures above a table; their values stand in the next row."""

_NAMES: Final[list[str]] = [xl_col_to_name(column) for column in range(128)]
_CALC_ID: Final = 191029  # Excel 2019 and later: these do not recalculate such a file when they open it
_DRAWN: Final = datetime(2026, 1, 1)
_DOCUMENT: Final = {
    "company": '=IF(Nama_perusahaan="","",Nama_perusahaan)',
    "number": '=IF(No_dokumen="","",No_dokumen)',
    "revision": '=IF(Revisi="","",Revisi)',
    "date": '=IF(Tanggal_berlaku="","",Tanggal_berlaku)',
    "year": '=IF(Tahun_rencana="","",Tahun_rencana)',
}


@dataclass(frozen=True)
class Figure:
    """A number or a message above a table: its label and its formula or tag."""

    label: str
    content: str
    look: Look


class House:
    """A workbook that is being drawn in the house style.

    Args:
        path: File to write.
        title: What the workbook is called.
        sheets: How many sheets it will have.
        document: Contents of the document headers that are not the usual ones.
    """

    def __init__(
        self, path: Path, title: str, sheets: int, document: Mapping[str, str] | None = None
    ) -> None:
        font = {"font_name": "Arial", "font_size": 10}
        options = {"default_format_properties": font, "default_row_height": 20}
        self.workbook = xlsxwriter.Workbook(str(path), options)
        self.workbook.set_properties({"title": title, "author": "Lembar", "created": _DRAWN})
        self.workbook.set_calc_mode("auto", _CALC_ID)
        self.workbook.calc_on_load = False
        self.sheets = sheets
        self.document = {**_DOCUMENT, **(document or {})}
        self.pages: list[Page] = []
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, look: Look) -> Any:
        """Return the cell format of a look; equal looks share one."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(look)
        return self._formats[key]

    def name(self, name: str, reference: str) -> None:
        """Define a name for the whole workbook, for example ``Posisi`` as ``Positioning!$D$16``."""
        self.workbook.define_name(name, f"={reference}")

    def close(self) -> None:
        """Write the file."""
        self.workbook.close()


class Page:
    """One worksheet: document header, what the sheet asks for, print setup.

    Args:
        house: The workbook.
        name: Sheet name.
        title: Title of the document header.
        widths: Column widths in characters.
        landscape: A4 landscape, otherwise portrait.
        colour: Colour of the sheet's tab.
        document: Contents of the document header where the sheet is the source of its names.
        across: How many columns the header and the note cover on a wide sheet; 0 for all.
    """

    def __init__(
        self,
        house: House,
        name: str,
        title: str,
        widths: Sequence[float],
        *,
        landscape: bool = True,
        colour: str = PRIMARY,
        document: Mapping[str, str] | None = None,
        across: int = 0,
    ) -> None:
        self.house = house
        self.name = name
        self.widths = widths
        self.across = across or len(widths)
        self.sheet = house.workbook.add_worksheet(name)
        house.pages.append(self)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_tab_color(colour)
        self._print_setup(landscape)
        self._document_header(title, document or house.document)

    @property
    def box(self) -> tuple[str, str, str]:
        """Cells of the document number, the revision and the date in the document header."""
        column = _NAMES[self._box_columns()[0]]
        return f"{column}1", f"{column}2", f"{column}3"

    @property
    def last(self) -> str:
        """Letter of the last column."""
        return _NAMES[len(self.widths) - 1]

    def put(self, area: str, content: str | float, look: Look, *, cached: str | float = "") -> None:
        """Write text, a number, a formula (``=...``) or a tag; an area of several cells is merged.

        Args:
            area: A cell or an area.
            content: What to write; nothing for "".
            look: How it looks.
            cached: Value that a formula has before it is calculated.
        """
        form = self.house.format(look)
        cell, _, end = area.partition(":")
        if end and end != cell:
            self.sheet.merge_range(area, "", form)
        if isinstance(content, str) and content.startswith("="):
            self.sheet.write_formula(cell, content, form, cached)
        elif content == "":
            self.sheet.write_blank(cell, None, form)
        elif isinstance(content, str):
            self.sheet.write_string(cell, content, form)
        else:
            self.sheet.write_number(cell, content, form)

    def ask(self, cell: str, content: str, rule: Rule | None = None, **more: Any) -> None:
        """Write an input cell, with its validation."""
        self.put(cell, content, filled("input", **more))
        if rule is not None:
            self.sheet.data_validation(cell, rule)

    def section(self, row: int, text: str, last: str) -> None:
        """Write the heading of a part of the sheet, underlined from A to the last column."""
        self.sheet.set_row(row - 1, 20)
        for column in _NAMES[: _NAMES.index(last) + 1]:
            self.put(f"{column}{row}", "", SECTION)
        self.put(f"A{row}", text, SECTION)

    def fit(self, row: int, texts: Mapping[str, str], least: float = 15) -> None:
        """Make a row high enough for its wrapped texts; keys are columns, ``C`` or ``C:E``.

        Excel fits a row by itself only where no cell is merged, LibreOffice never on loading.
        """
        lines = max(_lines(text, self._width(columns)) for columns, text in texts.items())
        self.sheet.set_row(row - 1, max(least, 13 * lines + 3))

    def note(self, text: str, kinds: Sequence[Kind] = ("input", "calculated", "data")) -> None:
        """Write what the sheet asks for and, in the last columns, what the fills mean."""
        ends = [self.across]
        for _ in kinds:
            ends.append(self._from_right(ends[-1], 10))
        split = ends[-1]
        self.fit(NOTE_ROW, {f"A:{_NAMES[split - 1]}": text}, least=24)
        quiet = {**TEXT, "font_color": QUIET, "text_wrap": True, "italic": True, "indent": 1}
        self.put(_area(0, split - 1, NOTE_ROW, NOTE_ROW), text, quiet)
        for kind, start, end in zip(kinds, ends[:0:-1], ends[-2::-1], strict=True):
            look = {**CELL, "bg_color": FILLS[kind], "font_size": 9, "align": "center"}
            self.put(_area(start, end - 1, NOTE_ROW, NOTE_ROW), LEGEND[kind], look)

    def figures(self, figures: Mapping[str, Figure]) -> None:
        """Write the figures above the table, each in its column or, as ``J:K``, in several."""
        self.sheet.set_row(FIGURE_ROW - 1, 27)
        self.sheet.set_row(FIGURE_ROW, 18)
        self.sheet.set_row(FIGURE_ROW + 1, 6)
        for columns, figure in figures.items():
            self.put(on(columns, FIGURE_ROW), figure.label, LABEL)
            self.put(on(columns, FIGURE_ROW + 1), figure.content, figure.look)

    def mark(self, area: str, formula: str, look: Look) -> None:
        """Give cells a look where a formula over the area's first cell holds."""
        rule = {"type": "formula", "criteria": formula, "format": self.house.format(look)}
        self.sheet.conditional_format(area, rule)

    def mark_checks(self, area: str) -> None:
        """Colour check cells: what is not OK stands out."""
        first = area.partition(":")[0]
        self.mark(area, f'=AND({first}<>"",{first}<>"OK")', ALARM | {"bold": True})
        self.mark(area, f'={first}="OK"', GOOD)

    def signatures(
        self, row: int, areas: Sequence[tuple[str, str]], *, space: int = 1, maker: str = ""
    ) -> None:
        """Draw the signature block, one box for each first and last column.

        Args:
            row: First row.
            areas: First and last column of the three boxes.
            space: Rows to sign in; a single one is made high.
            maker: Formula for the name of who made it.
        """
        if space == 1:
            self.sheet.set_row(row, 52)
        small = {**CELL, "font_size": 9}
        for (first, last), act in zip(areas, ("Dibuat", "Diperiksa", "Disetujui"), strict=True):
            below = row + space
            self.put(f"{first}{row}:{last}{row}", act, LABEL)
            self.put(f"{first}{row + 1}:{last}{below}", "", CELL)
            name = maker if act == "Dibuat" else ""
            self.put(f"{first}{below + 1}:{last}{below + 1}", name, {**CELL, "bold": True, "align": "center"})
            self.put(f"{first}{below + 2}:{last}{below + 2}", "Nama / jabatan", LABEL)
            self.put(f"{first}{below + 3}:{last}{below + 3}", "Tanggal:", small)

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the rows down to the headings (and first columns) in view; print the rows on every page."""
        self.sheet.freeze_panes(rows, columns)
        self.sheet.repeat_rows(0, rows - 1)

    def _width(self, columns: str) -> float:
        first, _, last = columns.partition(":")
        return sum(self.widths[_NAMES.index(first) : _NAMES.index(last or first) + 1])

    def _print_setup(self, landscape: bool) -> None:
        sheet = self.sheet
        sheet.set_landscape() if landscape else sheet.set_portrait()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer('&L&"Arial"&8&A&R&"Arial"&8Halaman &P dari &N')

    def _document_header(self, title: str, document: Mapping[str, str]) -> None:
        value, label = self._box_columns()
        edge = {"border": 1, "border_color": LINE, "bg_color": BAND}
        company = {**TEXT, **edge, "bold": True, "font_color": ACCENT, "indent": 1}
        heading = {**TEXT, **edge, "bold": True, "font_size": 15, "font_color": PRIMARY, "indent": 1}
        year = {**TEXT, **edge, "num_format": '"Tahun rencana "0', "align": "left", "indent": 1}
        self.put(_area(0, label - 1, 1, 1), document["company"], company)
        self.put(_area(0, label - 1, 2, 3), title.upper(), heading)
        self.put(_area(0, label - 1, 4, 4), document["year"], year)
        number = len(self.house.pages)
        box = (
            ("No. Dokumen", document["number"]),
            ("Revisi", document["revision"]),
            ("Tanggal berlaku", document["date"]),
            ("Halaman", f"Lembar {number} dari {self.house.sheets}"),
        )
        quiet = {**TEXT, "border": 1, "border_color": LINE, "font_size": 9, "font_color": QUIET, "indent": 1}
        plain = {**TEXT, "border": 1, "border_color": LINE, "font_size": 9, "align": "left", "indent": 1}
        for row, (text, content) in enumerate(box, 1):
            self.sheet.set_row(row - 1, 17)
            self.put(_area(label, value - 1, row, row), text, quiet)
            self.put(
                _area(value, self.across - 1, row, row),
                content,
                {**plain, "num_format": DAY} if row == 3 else plain,
            )

    def _box_columns(self) -> tuple[int, int]:
        value = self._from_right(self.across, 17)
        return value, self._from_right(value, 14)

    def _from_right(self, end: int, enough: float) -> int:
        start = end - 1
        while sum(self.widths[start:end]) < enough:
            start -= 1
        return start


def on(columns: str, row: int) -> str:
    """Return columns as cells of a row.

    >>> on("E:F", 7)
    'E7:F7'
    """
    return ":".join(f"{column}{row}" for column in columns.split(":"))


def _area(left: int, right: int, top: int, bottom: int) -> str:
    return f"{_NAMES[left]}{top}:{_NAMES[right]}{bottom}"


def _lines(text: str, width: float) -> int:
    """A column as wide as n digits holds some 1.15 n letters of Arial."""
    return max(1, len(textwrap.wrap(text, int(width * 1.15))))
