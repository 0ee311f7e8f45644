"""The issue forms that departments send: read as they are, with all that is unexpected in them told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from udfs.registry import ExcelError
from xl_addin.actions.cell_values import plain
from xl_addin.actions.headings import HeadingRow, find_headings, read_headings
from xl_addin.actions.swot_issues import CATEGORY, ISSUE, ISSUE_COLUMNS, category
from xl_addin.actions.tables import Record
from xl_addin.errors import LembarError
from xl_addin.ooxml.cellvalue import as_text
from xl_addin.ooxml.dates import as_datetime
from xl_addin.ooxml.references import cell_name, column_letter, parse_area
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook

_TABLE: Final = "tbl_isu_departemen"
_FIRST_COLUMN: Final = 2  # column A holds the number
_ENOUGH: Final = 4  # so many fields make a row below the table an issue; the signatures there fill three
_OTHER_NAMES: Final = {
    "Stakeholders": ("Stakeholder", "Pihak Berkepentingan", "Pemangku Kepentingan"),
    "Kebutuhan & Harapan Pihak Berkepentingan": ("Kebutuhan dan Harapan", "Kebutuhan & Harapan"),
    "Isu": ("Isu Internal & Eksternal", "Uraian Isu"),
    "Tinjauan Faktor": ("Faktor",),
    "Sumber Isu": ("Sumber",),
    "Kategori SWOT": ("Kategori", "SWOT"),
}


PROBLEM_HEADINGS: Final = ("Berkas", "Lembar", "Sel", "Ditemukan", "Seharusnya")


@dataclass(frozen=True)
class Problem:
    """Something in a form that is not as it should be."""

    file: str
    found: str
    expected: str
    sheet: str = ""
    cell: str = ""

    def row(self) -> tuple[str, ...]:
        """Return it as a row under :data:`PROBLEM_HEADINGS`."""
        return self.file, self.sheet, self.cell, self.found, self.expected


@dataclass
class Form:
    """What a form holds.

    Args:
        path: The file.
        department: As the form has it.
        sent: When the department says that it sent the form.
        year: The year that it plans.
        issues: A record per issue, under the six headings.
        places: The sheet and the cell of each issue's text.
        problems: What is not as it should be.
    """

    path: Path
    department: str | None = None
    sent: datetime | None = None
    year: float | None = None
    issues: list[Record] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, found: str, expected: str, sheet: str = "", cell: str = "") -> None:
        """Take note of something that is not as it should be."""
        self.problems.append(Problem(self.path.name, found, expected, sheet, cell))


def read_form(path: Path) -> Form:
    """Read a form; macros do not run and nothing is written.

    Raises:
        LembarError: the file cannot be read at all.
    """
    return _Reader(path).form


class _Reader:
    def __init__(self, path: Path) -> None:
        self._book = Workbook.open(path)
        self.form = Form(path)
        self.form.department = self._text("Departemen")
        year, sent = self._named("Tahun_rencana"), self._named("Tanggal_kirim")
        self.form.year = year if isinstance(year, float) else None
        self.form.sent = sent if isinstance(sent, datetime) else None
        self._read_issues()

    def _named(self, name: str) -> object:
        """Return what the cell of a defined name shows; a date as a date."""
        for defined in self._book.defined_names:
            if defined.name == name and "!" in defined.formula:
                sheet, _, cells = defined.formula.rpartition("!")
                try:
                    area = parse_area(cells)
                    return self._shown(
                        self._book.sheet(sheet.strip("'").replace("''", "'")), area.top, area.left
                    )
                except (ValueError, LembarError):
                    return None
        return None

    def _text(self, name: str) -> str | None:
        value = self._named(name)
        return str(value).strip() or None if value is not None else None

    def _shown(self, sheet: Sheet, row: int, column: int) -> object:
        cell = sheet.cell(row, column)
        value = None if cell is None else sheet.value_of(cell)
        if cell is not None and isinstance(value, float) and self._book.is_date(cell.style):
            return as_datetime(value, self._book.date_1904)
        return value

    def _read_issues(self) -> None:
        found = self._headings()
        if found is None:
            expected = " | ".join(ISSUE_COLUMNS)
            self.form.tell("tidak ada judul kolom formulir isu; berkas tidak diambil", expected)
            return
        sheet, headings, last = found
        self._tell_columns(sheet.name, headings)
        if ISSUE not in headings.matches:
            return
        for row in range(headings.row + 1, last + 1):
            self._read_row(sheet, headings, row, least=1)
        row = last + 1
        while self._read_row(sheet, headings, row, least=_ENOUGH):
            self.form.tell(
                "isu di bawah tabel", f"di dalam tabel, sampai baris {last}", sheet.name, f"A{row}"
            )
            row += 1

    def _headings(self) -> tuple[Sheet, HeadingRow, int] | None:
        """Find the headings: those of the form's table, or where else most of them stand."""
        for table in self._book.tables:
            if table.name == _TABLE:
                sheet = self._book.sheet(table.sheet)
                return sheet, read_headings(sheet, table.area.top, _OTHER_NAMES), table.body.bottom
        for sheet in self._book.worksheets():
            headings = find_headings(sheet, _OTHER_NAMES, least=4)
            if headings:
                self.form.tell(
                    "judul kolom di luar tabel formulir", f"tabel {_TABLE}", sheet.name, f"A{headings.row}"
                )
                return sheet, headings, headings.row
        return None

    def _tell_columns(self, sheet: str, headings: HeadingRow) -> None:
        others = dict(headings.others)
        for place, wanted in enumerate(ISSUE_COLUMNS, _FIRST_COLUMN):
            match = headings.matches.get(wanted)
            here = f"{column_letter(place)}{headings.row}"
            if match is None:
                found = f"kolom tidak ada (di sini: {others.get(place, 'kosong')}); isinya dikosongkan"
                self.form.tell(found, wanted, sheet, here)
            elif not match.exact or plain(match.found) != plain(wanted):
                self.form.tell(
                    f"judul kolom {match.found}; tetap dibaca", wanted, sheet, headings.cell(wanted)
                )
            if match and match.column != place:
                self.form.tell(
                    "kolom berpindah; tetap dibaca", f"{wanted} di {here}", sheet, headings.cell(wanted)
                )

    def _read_row(self, sheet: Sheet, headings: HeadingRow, row: int, *, least: int) -> bool:
        """Take the issue of a row; say whether it has at least so many fields."""
        problems: list[tuple[str, str, str]] = []
        record: Record = dict.fromkeys(ISSUE_COLUMNS)
        for wanted, match in headings.matches.items():
            record[wanted] = self._field(sheet, row, match.column, problems)
        taken = sum(value is not None for value in record.values()) >= least
        if not taken and least > 1:
            return False
        for found, expected, cell in problems:
            self.form.tell(found, expected, sheet.name, cell)
        if not taken:
            return False
        record[CATEGORY] = category(record[CATEGORY])
        self.form.issues.append(record)
        self.form.places.append((sheet.name, cell_name(row, headings.matches[ISSUE].column)))
        return True

    def _field(self, sheet: Sheet, row: int, column: int, problems: list[tuple[str, str, str]]) -> str | None:
        """Return a cell's text; a formula is not calculated, what it shows is the text."""
        cell, value = sheet.cell(row, column), self._shown(sheet, row, column)
        name = cell_name(row, column)
        if cell is not None and cell.formula is not None:
            problems.append((f"rumus ={sheet.formula_of(cell)}", "teks", name))
        if isinstance(value, ExcelError):
            problems.append((str(value), "teks", name))
            return None
        if isinstance(value, datetime):
            return f"{value:%d/%m/%Y}"
        if isinstance(value, (bool, float)):
            return as_text(value)
        return str(value).strip() or None if value is not None else None
