"""The departments' KPI workbooks on disk: where they lie, what they hold, and how one is changed.

They are read and written without Excel, whatever the action runs in; what is not changed stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udfs.registry import ExcelError
from xl_addin import files
from xl_addin.actions.bsc_cards import MONTHS, Kpi, Typed, text
from xl_addin.actions.tables import Record
from xl_addin.errors import LembarError
from xl_addin.ooxml.dates import as_datetime
from xl_addin.ooxml.references import Area, parse_area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import Workbook

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "departemen"
"""The folder beside the Balanced Scorecard workbook in which the departments' workbooks lie."""
RESULTS, CARDS, PROPOSALS, ARCHIVE, HISTORY = (
    "tbl_realisasi",
    "tbl_kartu",
    "tbl_usulan",
    "tbl_arsip",
    "tbl_riwayat",
)
FOLLOWED: Final = {
    "company": "Nama_perusahaan",
    "manager": "Manajer",
    "month": "Bulan_laporan",
    "verified": "Bulan_terverifikasi",
    "cap": "Batas_skor",
    "minimize_as": "Cara_minimalkan",
    "green": "Batas_hijau",
    "yellow": "Batas_kuning",
    "status_names": "Nama_status",
    "unreported": "Belum_lapor",
}
"""What a department's workbook takes over from the Balanced Scorecard workbook, with its defined names."""


@dataclass(frozen=True)
class Held:
    """A row of Realisasi: the KPI as the file shows it, what was typed for it, and the row of the sheet."""

    kpi: Kpi
    typed: Typed
    row: int


@dataclass(frozen=True)
class Proposal:
    """A row of Usulan KPI: the department's own KPI, its status, what CMS says, and the row of the sheet."""

    kpi: Kpi
    status: str | None
    note: str | None
    row: int = field(default=0, compare=False)


@dataclass
class DepartmentBook:
    """What a department's workbook holds.

    Args:
        path: The file.
        department: The department, as the file spells it.
        year: The year of the plan.
        submitted: When each month's results were sent.
        settings: What it has from the Balanced Scorecard workbook, by the keys of :data:`FOLLOWED`.
        rows: All rows of Realisasi in use, those without an ID and with an ID twice too.
        proposals: The department's own KPIs.
        ppk: The records of PPK of semester 1 and 2, by heading.
        archive: The records of Arsip, by heading.
        history: The records of Riwayat, by heading.
        workbook: The file's parts, for who looks at single cells.
        mark: What tells whether the file is still the one that was read.
    """

    path: Path
    department: str
    year: float | None = None
    submitted: tuple[datetime | None, ...] = (None,) * len(MONTHS)
    settings: dict[str, Any] = field(default_factory=dict)
    rows: list[Held] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    ppk: dict[int, list[Record]] = field(default_factory=dict)
    archive: list[Record] = field(default_factory=list)
    history: list[Record] = field(default_factory=list)
    workbook: Workbook | None = field(default=None, compare=False, repr=False)
    mark: tuple[int, int] | None = None

    @property
    def month(self) -> int:
        """The month up to which results are due, 1 to 12."""
        return int(self.settings.get("month") or 0)

    @property
    def verified(self) -> int:
        """The month up to which results are verified and locked, 0 to 12."""
        return int(self.settings.get("verified") or 0)

    @property
    def results(self) -> dict[str, Held]:
        """The rows of Realisasi by the KPI's ID; of an ID that is there twice the first row."""
        return {held.kpi.id: held for held in reversed(self.rows) if held.kpi.id}


def departments_folder(book: xw.Book, folder: Path | None = None) -> Path:
    """Return the folder of the departments' workbooks: the one given, or ``departemen`` beside the book."""
    return folder if folder is not None else Path(book.fullname).parent / FOLDER


def department_path(folder: Path, year: float, department: str) -> Path:
    """Return where a department's workbook lies; its name never leads out of the folder.

    >>> department_path(Path("departemen"), 2027, "Riset/Mutu").name
    'KPI 2027 - Riset Mutu.xlsx'
    """
    return folder / f"{files.safe_name(f'KPI {year:g} - {department}')}.xlsx"


def department_paths(folder: Path, year: float) -> list[Path]:
    """Return the departments' workbooks of a year that lie in the folder, by name."""
    found = folder.glob(f"KPI {year:g} - *.xlsx")
    return sorted((path for path in found if path.is_file()), key=lambda path: path.name)


def read_department(path: Path, *, opened: bool = False) -> DepartmentBook:
    """Read a department's workbook; nothing is written and nothing calculated.

    Args:
        path: The file.
        opened: Whether to read also a file that somebody has open in Excel: what was saved last.

    Raises:
        LembarError: no such file, open in Excel, damaged, or not a department's KPI workbook.
    """
    if not opened:
        files.check_not_open(path)
    return _Reader(path).book()


def change_department(path: Path, change: Callable[[xw.Book], bool], keep: Path | None = None) -> bool:
    """Change a department's workbook in place: open, change, calculate, save whole or not at all.

    Args:
        path: The file.
        change: What to do with the open book; it says whether it changed anything.
        keep: Where the file as it was is kept when it changes.

    Returns:
        Whether the file is another one now.

    Raises:
        LembarError: open in Excel, damaged, or it cannot be written. The file is as it was.
    """
    from xl_addin.headless import open_book  # noqa: PLC0415 - xlwings takes a second to load

    files.check_not_open(path)
    before = files.read_bytes(path)
    with open_book(path) as book:
        if not change(book):
            return False
        book.app.calculate()
        if keep is not None:
            files.write_bytes(keep, before)
        book.save()
    return True


def file_mark(path: Path) -> tuple[int, int] | None:
    """Return what is another when a file has been saved: its time and its size; None without a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class _Reader:
    """Reads straight from the file's parts: a tenth of the time that a table takes through xlwings."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark = file_mark(path)
        self._workbook = Workbook.open(path)
        self._tables = {table.name: table for table in self._workbook.tables}
        self._names = {name.name: name.formula for name in self._workbook.defined_names if not name.sheet}

    def book(self) -> DepartmentBook:
        """Return what the workbook holds."""
        department = text(self._named("Departemen"))
        if department is None or RESULTS not in self._tables:
            raise LembarError("not_department", file=self._path.name, expected=RESULTS)
        return DepartmentBook(
            path=self._path,
            department=department,
            year=self._year(),
            submitted=self._submitted(),
            settings={key: self._setting(key, name) for key, name in FOLLOWED.items()},
            rows=self._held(),
            proposals=[_proposal(record, row) for row, record in self._records(PROPOSALS)],
            ppk={number: [record for _, record in self._records(f"tbl_ppk_{number}")] for number in (1, 2)},
            archive=[record for _, record in self._records(ARCHIVE)],
            history=[record for _, record in self._records(HISTORY)],
            workbook=self._workbook,
            mark=self._mark,
        )

    def _records(self, name: str) -> Iterator[tuple[int, Record]]:
        """Yield the rows of a table in which somebody has typed something, with their numbers."""
        table = self._tables.get(name)
        if table is None:
            return
        sheet = self._workbook.sheet(table.sheet)
        columns = [" ".join(column.split()) for column in table.columns]
        for number in range(table.body.top, table.body.bottom + 1):
            row = sheet.rows.get(number)
            cells = row.cells if row else {}
            record: Record = dict.fromkeys(columns)
            used = False
            for place, heading in enumerate(columns, table.area.left):
                if (found := cells.get(place)) is not None:
                    record[heading] = value = self._shown(sheet, found)
                    used = used or (value is not None and found.formula is None)
            if used:
                yield number, record

    def _shown(self, sheet: Sheet, found: Cell) -> object:
        value = sheet.value_of(found)
        if isinstance(value, float) and self._workbook.is_date(found.style):
            return as_datetime(value, self._workbook.date_1904)
        if isinstance(value, ExcelError):
            return value.value
        return (value.strip() or None) if isinstance(value, str) else value

    def _named(self, name: str) -> object:
        """Return what the first cell of a defined name shows."""
        return next(iter(self._cells(name)), None)

    def _held(self) -> list[Held]:
        """Return the rows of Realisasi, each card made complete by Kartu KPI."""
        cards = {text(card.get("ID")): card for _, card in self._records(CARDS)}
        blank: Record = {}
        return [
            Held(Kpi.of({**cards.get(text(record.get("ID")), blank), **record}), Typed.of(record), row)
            for row, record in self._records(RESULTS)
        ]

    def _year(self) -> float | None:
        value = self._named("Tahun_rencana")
        return value if isinstance(value, float) else None

    def _setting(self, key: str, name: str) -> object:
        return list(self._cells(name)) if key == "status_names" else self._named(name)

    def _submitted(self) -> tuple[datetime | None, ...]:
        sent = [value if isinstance(value, datetime) else None for value in self._cells("Tanggal_kirim")]
        return tuple([*sent, *[None] * len(MONTHS)][: len(MONTHS)])

    def _cells(self, name: str) -> Iterator[object]:
        """Yield what the cells of a defined name show, row by row."""
        sheet_name, _, cells = self._names.get(name, "").rpartition("!")
        if not sheet_name:
            return
        try:
            area: Area = parse_area(cells)
            sheet = self._workbook.sheet(sheet_name.strip("'").replace("''", "'"))
        except (ValueError, LembarError):
            return
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                found = sheet.cell(row, column)
                yield None if found is None else self._shown(sheet, found)


def _proposal(record: Record, row: int) -> Proposal:
    return Proposal(Kpi.of(record), text(record.get("Status")), text(record.get("Catatan CMS")), row)
