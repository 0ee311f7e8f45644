"""The KPI cascade: approved KPIs go into the departments' workbooks, and what was typed there stays."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import text, unclear_rows
from xl_addin.actions.bsc_cascade_central import (
    HISTORY_COLUMNS,
    check_approved,
    give_all_ids,
    known_departments,
    plan_year,
    read_central,
)
from xl_addin.actions.bsc_cascade_folder import Folder
from xl_addin.actions.bsc_cascade_plan import Plan
from xl_addin.actions.bsc_cascade_state import State
from xl_addin.actions.bsc_files import departments_folder
from xl_addin.actions.bsc_proposals import date_decisions
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.bsc_workers import Workers
from xl_addin.actions.cell_values import reference_date
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.ooxml.cellvalue import as_text

if TYPE_CHECKING:
    import xlwings as xw

HEADINGS: Final = ("Departemen", "Kode", "KPI", "Perubahan", "Lama", "Baru")
_WAITS: Final = "Belum dipindah"
_UNWRITTEN: Final = "Berkas belum ditulis"
_CONFLICT: Final = "Isian berbeda"
_UNCLEAR: Final = "Kode KPI atau departemen tidak jelas; tetap seperti semula"
_UNUSED: Final = "Berkas tidak dipakai"
_REMOVED: Final = "Departemen tidak ada lagi"


@action(
    label="Cascade KPI",
    workbook="bsc",
    step=2,
    help="Menurunkan KPI yang disetujui Direksi ke buku kerja setiap departemen; realisasi yang sudah "
    "diketik tidak pernah hilang.",
    options=(
        Option("folder", "Folder buku kerja departemen; biasanya folder departemen di samping berkas", Path),
    ),
)
def cascade_kpi(book: xw.Book, folder: Path | None = None) -> Result:
    """Bring every department's KPI workbook up to date with the KPIs that the board has approved.

    New KPIs come in, changed ones change with the old value in Riwayat, those that are gone go to Arsip with
    what was typed, and those that move take it along: the new file is written before the old one. What a file
    holds besides stays. A file that is open, damaged or read-only waits, with the KPIs that move from or to
    it; all others are done. Doing it again changes nothing.

    Args:
        book: The Balanced Scorecard workbook.
        folder: Where the departments' workbooks are; by default ``departemen`` beside the workbook.

    Raises:
        LembarError: the board has not approved the KPIs, no reference date, no year, or a workbook without
            the tables.

    Source: quality objectives, items 4.6, 4.7 and 7.1.10.
    """
    check_approved(book)
    reference_date(book)
    where, year, names = departments_folder(book, folder), plan_year(book), known_departments(book)
    with Workers() as workers:
        return _Cascade(book, Folder(where, year, names, workers)).result()


class _Cascade:
    def __init__(self, book: xw.Book, files: Folder) -> None:
        self._book = book
        self._files = files
        self._ids_given = give_all_ids(book, files.known_ids())
        self._central = read_central(book, files.paths)
        self._written: list[State] = []
        self._new_lines: list[tuple[str, Record]] = []
        self._plan = Plan(self._central, files.books, files.blocked)
        self._conflicts = self._plan.conflicts()

    def result(self) -> Result:
        """Write the files and the workbook, and tell."""
        arriving = [name for name in self._departments() if self._first(name)]
        self._write([self._plan.state(name, release=not self._plan.gives(name)) for name in arriving])
        self._plan = Plan(self._central, self._files.books, self._files.blocked)
        leaving = [name for name in self._departments() if self._plan.gives(name)]
        self._write([self._plan.state(name) for name in leaving])
        changed = [self._ids_given, self._keep_history(), date_decisions(self._book)]
        changed.append(refresh(self._book, self._plan.homes()))
        problems = self._problems()
        rows = [*problems, *self._changes()]
        return Result(
            message=self._message(problems),
            changed=any(changed),
            problems=bool(problems),
            headings=HEADINGS,
            rows=rows,
            files=list(dict.fromkeys(state.path for state in self._written)),
            next_step="Kirim buku kerja KPI kepada manajer departemen, lalu tinjau usulan KPI mereka.",
        )

    def _departments(self) -> list[str]:
        return [name for name in self._plan.departments() if name not in self._files.blocked]

    def _first(self, name: str) -> bool:
        """Say whether a file is written in the first round: unless KPIs only leave it."""
        return self._plan.receives(name) or not self._plan.gives(name)

    def _write(self, states: list[State]) -> None:
        books = dict(self._files.books)
        changing = [s for s in states if s.new or s.differs(books[s.department])]
        for state in self._files.write(changing):
            name = state.department
            before = self._central.history.get(name, []) if state.new else books[name].history
            self._new_lines += [(name, line) for line in state.history[len(before) :]]
            self._written.append(state)

    def _keep_history(self) -> bool:
        """Put the lines of the departments' Riwayat into the workbook's that it does not have yet."""
        table = ListTable(self._book, "tbl_riwayat", HISTORY_COLUMNS)
        lines = table.records()
        known = Counter(_sign(line) for line in lines)
        books = self._files.books
        for name in (name for name in self._plan.departments() if name in books):
            for line in books[name].history:
                own = {**{column: line.get(column) for column in HISTORY_COLUMNS}, "Departemen": name}
                if known[_sign(own)] > 0:
                    known[_sign(own)] -= 1
                else:
                    lines.append(own)
        return table.replace(lines)

    def _changes(self) -> list[tuple[Cell, ...]]:
        """Return the lines that this cascade has added to the departments' Riwayat."""
        return [
            (name, *(_cell(line.get(column)) for column in HEADINGS[1:])) for name, line in self._new_lines
        ]

    def _problems(self) -> list[tuple[Cell, ...]]:
        """Return what a person must settle."""
        plan, homes = self._plan, self._plan.homes()
        rows: list[tuple[Cell, ...]] = [
            (name, None, self._files.paths[name].name, _UNWRITTEN, None, reason)
            for name, reason in self._files.blocked.items()
            if self._would_change(name)
        ]
        rows += [(None, None, name, _UNUSED, None, reason) for name, reason in self._files.strays]
        for kpi in self._central.kpis:
            by, home = plan.waiting.get(str(kpi.id)), homes[str(kpi.id)]
            if by and home != kpi.department:
                rows.append((kpi.department, kpi.code, kpi.name, _WAITS, home, f"Menunggu berkas {by}"))
        for found in self._conflicts:
            told = f"{', '.join(found.months)}: isian di sini tetap, isian {found.source} masuk Arsipnya"
            rows.append((found.department, found.kpi.code, found.kpi.name, _CONFLICT, found.source, told))
        rows += [
            (text(r["Departemen"]), text(r["Kode"]), None, _UNCLEAR, None, f"Kode KPI {r['Kode KPI'] or '-'}")
            for r in unclear_rows(self._book)
        ]
        return rows + self._gone()

    def _gone(self) -> list[tuple[Cell, ...]]:
        """Return the departments that carry nothing any more and have a file."""
        gone = [name for name in self._files.books if name not in self._central.departments]
        return [
            (name, None, self._files.paths[name].name, _REMOVED, None, "KPI ada di Arsip berkasnya")
            for name in gone
            if any(written.department == name for written in self._written)
        ]

    def _would_change(self, department: str) -> bool:
        file = self._files.books.get(department)
        if file is None:
            return True
        plan = Plan(self._central, self._files.books, set(self._files.blocked) - {department})
        return plan.state(department).differs(file)

    def _message(self, problems: list[tuple[Cell, ...]]) -> str:
        written = list(dict.fromkeys(state.department for state in self._written))
        new = sum(state.new for state in self._written)
        kpis, departments = len(self._central.kpis), len(self._central.departments)
        message = f"{kpis} KPI diturunkan ke {departments} departemen: "
        message += (
            f"{new} berkas baru, {len(written) - new} berkas diperbarui."
            if written
            else "tidak ada perubahan."
        )
        if problems:
            message += f" {len(problems)} hal perlu diperiksa."
        return message


def _sign(line: Record) -> tuple[Any, ...]:
    return tuple(line.get(column) for column in HISTORY_COLUMNS)


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, (str, float)) else as_text(value)
