"""Collect the departments' monthly results into the Balanced Scorecard workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS
from xl_addin.actions.bsc_cells import missing_columns, result_cell, typed_over, wrong_dates
from xl_addin.actions.bsc_files import (
    DepartmentBook,
    Held,
    department_path,
    department_paths,
    departments_folder,
    read_department,
)
from xl_addin.actions.bsc_findings import (
    FINDING_COLUMNS,
    TYPED_OVER,
    finding,
    is_typed_over,
    merged,
    place_of,
    sorted_lines,
)
from xl_addin.actions.bsc_ledger import Ledger, LedgerBook, Outcome
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.bsc_rows import identity, is_due, is_filled, reported
from xl_addin.actions.bsc_screening import RATIO, Reported, days_late
from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.swot_forms import PROBLEM_HEADINGS, Problem
from xl_addin.actions.tables import ListTable, Record
from xl_addin.errors import LembarError
from xl_addin.progress import track

if TYPE_CHECKING:
    import xlwings as xw

_AGAIN: Final = "jalankan Cascade KPI lagi"
_CODES: Final = 5
"""So many KPIs are named where some are blank."""


@action(
    label="Kumpulkan realisasi",
    workbook="bsc",
    step=6,
    help="Membaca realisasi dari buku kerja KPI semua departemen ke Realisasi dan Penyerahan.",
    options=(
        Option("folder", "Folder buku kerja departemen; bila kosong: departemen di samping buku kerja", Path),
    ),
)
def collect_results(book: xw.Book, folder: Path | None = None) -> Result:
    """Take the results that the departments typed; tell who is late, what is blank and what cannot be.

    A verified month is locked: another value goes to ``Revisi``. A blank never takes a value away. Results
    of a month after ``Bulan_laporan`` wait for their month.

    Args:
        book: The Balanced Scorecard workbook.
        folder: Where the departments' workbooks lie; by default ``departemen`` beside the workbook.

    Raises:
        LembarError: no such folder, or a workbook without the tables.

    Source: quality objectives, items 4.8 and 7.2.1.
    """
    return _Collection(book, departments_folder(book, folder)).result()


class FileResults:
    """What one department's workbook brings into the ledger, and what is to be told of it.

    Args:
        ledger: Results, revisions and submissions, changed in place.
        file: The department's workbook.
        last: The last month that is collected.
    """

    def __init__(self, ledger: Ledger, file: DepartmentBook, last: int) -> None:
        self._ledger = ledger
        self._file = file
        self._last = last
        self._owner = plain(file.department)
        self.problems: list[Problem] = []
        self.outcomes: Counter[Outcome] = Counter()
        self._early: dict[int, list[tuple[Held, str]]] = {}

    def take(self) -> None:
        """Offer every month of every KPI that is the department's own."""
        seen: set[str] = set()
        for held in self._file.rows:
            kpi = held.kpi.id
            if kpi is not None and kpi.upper() in seen:
                self._tell(held, "ID", f"ID {kpi} dua kali; baris ini tidak diambil", "satu baris per KPI")
            elif self._is_own(held):
                self._take_row(held)
            seen.add((kpi or "").upper())
        self._tell_missing(seen)
        for month, cells in sorted(self._early.items()):
            if cells:
                so_far = MONTHS[self._last - 1]
                found = f"{MONTHS[month - 1]}: {len(cells)} sel terisi, padahal bulan laporan baru {so_far}"
                self._tell(*cells[0], f"{found}; tidak diambil", "kosong sampai bulannya")

    def _tell_missing(self, seen: set[str]) -> None:
        """Tell the KPIs of the department that its file has no row for."""
        own = self._ledger.results.by_department.get(self._owner, [])
        codes = [str(row["Kode"] or row["ID"]) for row in own if identity(row["ID"]) not in seen]
        if codes:
            found = f"{len(codes)} KPI tidak ada di berkas: {_some(codes)}"
            self.problems.append(Problem(self._file.path.name, found, _AGAIN))

    def _is_own(self, held: Held) -> bool:
        """Say whether a row is a KPI of the department; a row with results that is not one is told."""
        kpi = held.kpi.id
        if kpi is not None and kpi in self._ledger.results:
            owner = self._ledger.results.record(kpi)["Departemen"]
            if plain(owner) == self._owner:
                return True
            found, expected = f"{kpi} sekarang KPI {owner}; tidak diambil", _AGAIN
        elif not held.typed and kpi is None:
            return False
        else:
            found, expected = f"ID {kpi or 'kosong'} tidak dikenal; tidak diambil", "ID dari CMS"
        self._tell(held, "ID", found, expected)
        return False

    def _take_row(self, held: Held) -> None:
        for month in range(1, len(MONTHS) + 1):
            new = self._typed(held, month)
            if new is None:
                continue
            outcome = self._ledger.offer(held.kpi.id, month, new)
            self.outcomes[outcome] += 1
            if outcome not in (Outcome.SAME, Outcome.TAKEN):
                self._tell_outcome(held, month, new, outcome)

    def _typed(self, held: Held, month: int) -> Reported | None:
        """Return what was typed for a month, None where that cannot be taken; say why."""
        cells = dict(
            zip((ACTUALS[month - 1], DENOMINATORS[month - 1]), held.typed.month(month - 1), strict=True)
        )
        filled = {heading: value for heading, value in cells.items() if value is not None}
        if month > self._last:
            self._early.setdefault(month, []).extend((held, heading) for heading in filled)
            return None
        right = True
        for heading, value in filled.items():
            if isinstance(value, str):
                self._tell(held, heading, f"teks {value}; tidak diambil", "angka")
                right = False
            elif heading == DENOMINATORS[month - 1] and self._is_ratio(held) and value == 0:
                self._tell(held, heading, "penyebut 0; tidak diambil", "penyebut di atas 0")
                right = False
        if not right:
            return None
        actual, denominator = (value if isinstance(value, float) else None for value in cells.values())
        if denominator is not None and not self._is_ratio(held):
            found, expected = f"penyebut {denominator:g}; tidak dipakai", "kosong: konsolidasinya bukan Rasio"
            self._tell(held, DENOMINATORS[month - 1], found, expected)
            denominator = None
        return Reported(actual, denominator)

    def _is_ratio(self, held: Held) -> bool:
        return bool(self._ledger.results.record(held.kpi.id)["Konsolidasi"] == RATIO)

    def _tell_outcome(self, held: Held, month: int, new: Reported, outcome: Outcome) -> None:
        old = reported(self._ledger.results.record(held.kpi.id), month)
        blank = new.actual is None and old.actual is not None
        heading = (ACTUALS if blank or new.actual != old.actual else DENOMINATORS)[month - 1]
        place = heading in DENOMINATORS
        self._tell(held, heading, f"{_shown(new[place])}: {outcome.value}", _shown(old[place]))

    def _tell(self, held: Held, heading: str, found: str, expected: str) -> None:
        sheet, cell = result_cell(self._file, held.row, heading)
        self.problems.append(Problem(self._file.path.name, found, expected, sheet, cell))


class _Collection:
    def __init__(self, book: xw.Book, folder: Path) -> None:
        if not folder.is_dir():
            raise LembarError("no_folder", file=folder)
        self._book = book
        self._folder = folder
        self._ledger = LedgerBook(book)
        self._ledger.need_month()
        self._problems: list[Problem] = []
        self._outcomes: Counter[Outcome] = Counter()
        self._typed_over: list[Record] = []
        self._read: set[str] = set()
        departments = self._ledger.submissions.departments
        for department in track(departments, "Mengumpulkan realisasi"):
            self._take(department)
        self._tell_strangers(departments)

    def result(self) -> Result:
        """Write the tables and tell."""
        changed = [self._ledger.save(), self._save_findings()]
        if any(changed):
            changed.append(refresh(self._book))
        waiting = [row for name in self._ledger.submissions.departments for row in self._waiting(name)]
        rows = [problem.row() for problem in (*self._problems, *waiting)]
        return Result(
            message=self._told(len(waiting)),
            changed=any(changed),
            problems=bool(rows),
            headings=PROBLEM_HEADINGS,
            rows=rows,
            next_step="Periksa realisasi yang terkumpul dengan tombol Verifikasi realisasi."
            if any(changed)
            else "",
        )

    def _take(self, department: str) -> None:
        """Read a department's workbook into the ledger and date what it handed in."""
        path = department_path(self._folder, self._ledger.year, department)
        sent: Sequence[datetime | None] = (None,) * len(MONTHS)
        try:
            file = read_department(path)
        except LembarError as error:
            self._tell(path, error.indonesian(), "buku kerja KPI departemen yang dapat dibaca")
        else:
            if self._is_ours(file, department):
                self._take_file(file, department)
                sent = file.submitted
        for month in range(1, self._ledger.month + 1):
            self._ledger.count(department, month, sent[month - 1], self._ledger.today)

    def _take_file(self, file: DepartmentBook, department: str) -> None:
        results = FileResults(self._ledger, file, self._ledger.month)
        results.take()
        self._read.add(plain(department))
        self._problems += results.problems
        self._outcomes += results.outcomes
        for sheet, cell, heading in missing_columns(file):
            self._tell(file.path, f"kolom {heading} tidak ada", heading, sheet, cell)
        for sheet, cell, month, found in wrong_dates(file):
            self._tell(file.path, f"tanggal kirim {month}: {found}", "tanggal", sheet, cell)
        for month, sent in zip(MONTHS, file.submitted, strict=True):
            if sent is not None and sent > self._ledger.today:
                found = f"tanggal kirim {month} {sent:%d/%m/%Y} setelah tanggal acuan; tetap dipakai"
                self._tell(file.path, found, f"paling lambat {self._ledger.today:%d/%m/%Y}")
        self._look_for_typed_over(file, department)

    def _is_ours(self, file: DepartmentBook, department: str) -> bool:
        """Say whether a file is the department's and of this year; else it is told."""
        year = self._ledger.year
        if file.year != year:
            found = "kosong" if file.year is None else f"{file.year:g}"
            self._tell(file.path, f"tahun rencana {found}; berkas tidak diambil", f"{year}")
        elif plain(file.department) != plain(department):
            self._tell(file.path, f"departemen {file.department}; berkas tidak diambil", department)
        else:
            return True
        return False

    def _look_for_typed_over(self, file: DepartmentBook, department: str) -> None:
        ids = {held.row: held.kpi.id for held in file.rows}
        for found in typed_over(file):
            first, more = found.cells[0], len(found.cells) - 1
            told = f"{found.found}" + (f" (dan {more} sel lain di baris itu)" if more else "")
            self._tell(file.path, told, found.expected, found.sheet, first)
            kpi = ids.get(found.kpi) if found.kpi else None
            known = self._ledger.results.record(kpi) if kpi in self._ledger.results else {}
            text = f"{TYPED_OVER} di {found.sheet}!{', '.join(found.cells[:_CODES])}"
            text += f" dan {more + 1 - _CODES} sel lain" if more >= _CODES else ""
            self._typed_over.append(
                finding({**known, "Departemen": department}, self._ledger.month, text, self._ledger.today)
            )

    def _save_findings(self) -> bool:
        """Put down the formulas that were typed over; those that are formulas again are settled."""
        table = ListTable(self._book, "tbl_temuan", FINDING_COLUMNS)
        month = self._ledger.month

        def replaces(line: Record) -> bool:
            department, of = place_of(line)
            return is_typed_over(line) and of == month and department in self._read

        lines = merged(table.records(), self._typed_over, replaces)
        return table.replace(sorted_lines(lines, self._ledger.submissions.departments))

    def _waiting(self, department: str) -> list[Problem]:
        """Tell which months a department has not handed in, in full or in time."""
        rows = self._ledger.results.by_department.get(plain(department), [])
        path = department_path(self._folder, self._ledger.year, department)
        told = []
        for month in range(1, self._ledger.month + 1):
            due = [row for row in rows if is_due(row, month)]
            blank = [str(row["Kode"] or row["ID"]) for row in due if not is_filled(row, month)]
            deadline = self._ledger.deadline(month)
            received = self._ledger.submissions.received(department, month)
            late = days_late((received or self._ledger.today).date(), deadline)
            parts = [] if received or not due else ["belum dikirim"]
            if blank and not (received and self._ledger.submissions.is_locked(department, month)):
                parts.append(f"{len(blank)} dari {len(due)} KPI kosong: {_some(blank)}")
            if late and due and not self._ledger.submissions.is_locked(department, month):
                parts.append(f"terlambat {late} hari")
            if parts:
                found = f"{MONTHS[month - 1]}: {'; '.join(parts)}"
                told.append(Problem(path.name, found, f"lengkap paling lambat {deadline:%d/%m/%Y}"))
        return told

    def _tell_strangers(self, departments: Sequence[str]) -> None:
        known = {department_path(self._folder, self._ledger.year, name).name for name in departments}
        for path in department_paths(self._folder, self._ledger.year):
            if path.name not in known and not path.name.startswith("~$"):
                self._tell(
                    path, "bukan berkas departemen di daftar; tidak dibaca", "nama dari Daftar Departemen"
                )

    def _tell(self, path: Path, found: str, expected: str, sheet: str = "", cell: str = "") -> None:
        self._problems.append(Problem(path.name, found, expected, sheet, cell))

    def _told(self, waiting: int) -> str:
        names = self._ledger.submissions.departments
        month = self._ledger.month
        handed_in = sum(self._ledger.submissions.received(name, month) is not None for name in names)
        parts = [
            f"{len(self._read)} dari {len(names)} buku kerja departemen dibaca",
            f"{self._outcomes[Outcome.TAKEN]} realisasi baru atau berubah diambil",
            f"{handed_in} departemen sudah menyerahkan {MONTHS[month - 1]}",
            f"{self._outcomes[Outcome.REVISION]} usulan revisi masuk lembar Revisi"
            if self._outcomes[Outcome.REVISION]
            else "",
            f"{waiting} penyerahan kurang atau terlambat" if waiting else "",
            f"{len(self._problems)} hal perlu diperiksa" if self._problems else "",
        ]
        return "; ".join(part for part in parts if part) + "."


def _some(codes: Sequence[str]) -> str:
    more = len(codes) - _CODES
    return ", ".join(codes[:_CODES]) + (f", dan {more} lagi" if more > 0 else "")


def _shown(value: float | str | None) -> str:
    """Return a value as Indonesians write it.

    >>> _shown(0.95), _shown(None)
    ('0,95', 'kosong')
    """
    if value is None:
        return "kosong"
    return value if isinstance(value, str) else f"{value:.10g}".replace(".", ",")
