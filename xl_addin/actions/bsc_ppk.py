"""The PPK of a semester: a draft for each KPI under target, laid into the workbook of its department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import Kpi, department_names
from xl_addin.actions.bsc_files import change_department, department_path, departments_folder, read_department
from xl_addin.actions.bsc_periods import Rules, Standing, standing
from xl_addin.actions.bsc_semester import (
    COMPLETE,
    DEPARTMENT,
    DRAFTED,
    REVIEW_COLUMNS,
    department_results,
    due_months,
    semester_number,
)
from xl_addin.actions.bsc_workers import Workers
from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

DRAFT_COLUMNS: Final = (
    *("ID", "Kode", "KPI", "Target", "Realisasi", "Pencapaian", "Bulan di bawah target", "Selisih"),
)
WRITTEN_COLUMNS: Final = ("Penyebab", "Tindakan perbaikan", "Batas waktu", "PIC", "Persetujuan")
"""What the department writes; it stays with its KPI."""
_NEEDED: Final = WRITTEN_COLUMNS[:-1]
_IN_REVIEW: Final = {
    "Penyebab": "Penyebab",
    "Tindakan perbaikan": "Tindak lanjut",
    "PIC": "PIC",
    "Batas waktu": "Batas",
}
"""Where the review shows what a department wrote, unless something stands there already."""

Drafts = dict[str, Record]
"""The rows of a PPK by the KPI's ID."""


@dataclass(frozen=True)
class _Job:
    """What a department's workbook is to hold: the PPK of a semester."""

    path: Path
    department: str
    semester: int
    drafts: Drafts


@dataclass(frozen=True)
class _Done:
    """What became of it: whether the file was written, what its PPK holds, or why it could not be done."""

    changed: bool = False
    rows: Sequence[Record] = ()
    refusal: str | None = None


@action(
    label="Susun PPK",
    workbook="bsc",
    step=9,
    help="Menulis KPI di bawah target ke lembar PPK tiap departemen dan menandai PPK di Review Semester.",
    options=(
        Option("semester", "1 untuk Januari sampai Juni, 2 untuk Juli sampai Desember", required=True),
        Option("folder", "Folder buku kerja departemen; bila kosong: departemen di samping buku kerja", Path),
    ),
)
def draft_ppk(book: xw.Book, semester: str | int, folder: Path | None = None) -> Result:
    """Draft the PPK of a semester in the departments' workbooks: KPI, months under target and gap.

    What a department wrote stays with its KPI, also when the KPI is no longer under its target. A workbook
    that is open, damaged or missing is told and the others are done.

    Args:
        book: The Balanced Scorecard workbook.
        semester: 1 or 2.
        folder: Where the departments' workbooks lie; by default ``departemen`` beside the book.

    Raises:
        LembarError: another semester, or a workbook without the tables or settings.

    Source: quality objectives, item 7.2.4; the sheet's fields are usual for a corrective action.
    """
    return _Drafting(book, semester_number(semester), departments_folder(book, folder)).result()


class _Drafting:
    def __init__(self, book: xw.Book, semester: int, folder: Path) -> None:
        self._book = book
        self._semester = semester
        self._folder = folder
        self._year = float(setting(book, "Tahun_rencana"))
        self._written: dict[str, Record] = {}
        self._rows: list[tuple[str | float | None, ...]] = []
        self._files: list[Path] = []

    def result(self) -> Result:
        """Draft in each workbook, mark the review, and tell."""
        drafts = self._drafts()
        jobs = [self._job(department, found) for department, found in drafts.items()]
        jobs = [job for job in jobs if job.drafts or job.path.exists()]
        with Workers() as workers:
            done = list(workers.map(_drafted, jobs, "Menyusun PPK"))
        for job, answer in zip(jobs, done, strict=True):
            self._settle(job, answer)
        failed = sum(answer.refusal is not None for answer in done)
        owed = {kpi for found in drafts.values() for kpi in found}
        message = f"PPK semester {self._semester}: {len(owed)} KPI di bawah target, "
        message += f"{sum(map(_is_complete, self._written.values()))} sudah diisi lengkap, "
        message += f"{len(self._files)} buku kerja departemen ditulis."
        return Result(
            message=message + (f" {failed} departemen belum dapat diproses." if failed else ""),
            changed=self._mark(owed),
            problems=bool(failed),
            headings=("Departemen", "KPI di bawah target", "Sudah lengkap", "Keterangan"),
            rows=self._rows,
            files=self._files,
            next_step="Minta departemen melengkapi PPK, lalu jalankan lagi untuk melihat yang sudah lengkap.",
        )

    def _drafts(self) -> dict[str, Drafts]:
        """Return the rows of each department's PPK; departments without any are there too."""
        rules, months = Rules.of_book(self._book), due_months(self._book, self._semester)
        found: dict[str, Drafts] = {name: {} for name in department_names(self._book).values()}
        for kpi, typed in department_results(self._book):
            now = standing(kpi, typed, months, rules)
            if kpi.id and kpi.department and now.is_under(rules):
                found.setdefault(kpi.department, {})[kpi.id] = _draft(kpi, now)
        return found

    def _job(self, department: str, drafts: Drafts) -> _Job:
        path = department_path(self._folder, self._year, department)
        return _Job(path, department, self._semester, drafts)

    def _settle(self, job: _Job, done: _Done) -> None:
        """Take note of what became of a department's workbook."""
        if done.changed:
            self._files.append(job.path)
        own = {str(row["ID"]): row for row in done.rows if str(row["ID"]) in job.drafts}
        self._written |= own
        complete = sum(map(_is_complete, own.values()))
        note = done.refusal or ("Lengkap" if complete == len(job.drafts) else "Menunggu departemen")
        if job.drafts or done.refusal:
            known = None if done.refusal else complete
            self._rows.append((job.department, len(job.drafts), known, note))

    def _mark(self, owed: set[str]) -> bool:
        """Say in the review how far each PPK is, and show what the departments wrote."""
        table = ListTable(self._book, "tbl_review", REVIEW_COLUMNS)
        places = {
            (plain(kpi.department), plain(kpi.code)): kpi.id for kpi, _ in department_results(self._book)
        }
        records = table.records()
        for record in records:
            kpi = places.get((plain(record["Departemen"]), plain(record["Kode"])))
            if record["Semester"] != self._semester or record["Tingkat"] != DEPARTMENT or kpi not in owed:
                continue
            row = self._written.get(str(kpi))
            if row is not None:
                record["PPK"] = COMPLETE if _is_complete(row) else DRAFTED
                for heading, shown in _IN_REVIEW.items():
                    record[shown] = row[heading] if record[shown] is None else record[shown]
        return table.replace(records)


def _draft(kpi: Kpi, now: Standing) -> Record:
    values = (kpi.id, kpi.code, kpi.name, now.target, now.actual, now.achievement)
    months = ", ".join(now.months_under)
    return dict(zip(DRAFT_COLUMNS, (*values, months, now.gap), strict=True))


def _drafted(job: _Job) -> _Done:
    """Bring a department's workbook up to date, in a process of its own; what is there already stays."""
    name = f"tbl_ppk_{job.semester}"
    try:
        before = read_department(job.path)
        if plain(before.department) != plain(job.department):
            found = f"Berkas ini milik departemen {before.department}; kembalikan namanya."
            return _Done(refusal=found)
        if not job.drafts and not before.ppk[job.semester]:
            return _Done()
        changed = change_department(job.path, lambda book: _write(book, name, job.drafts))
        now = read_department(job.path) if changed else before
        return _Done(changed, now.ppk[job.semester])
    except LembarError as error:
        return _Done(refusal=error.in_file(job.path.name).indonesian())


def _write(book: xw.Book, name: str, drafts: Mapping[str, Record]) -> bool:
    """Make the drafts the rows of a PPK; rows in which somebody wrote stay."""
    table = ListTable(book, name, (*DRAFT_COLUMNS, *WRITTEN_COLUMNS))
    old = table.records()
    before = {str(row["ID"]): row for row in old}
    new = [{**before.get(identifier, {}), **draft} for identifier, draft in drafts.items()]
    kept = [row for row in old if str(row["ID"]) not in drafts and _is_written(row)]
    return table.replace([*new, *kept])


def _is_written(row: Mapping[str, Any]) -> bool:
    return any(row[heading] is not None for heading in WRITTEN_COLUMNS)


def _is_complete(row: Mapping[str, Any]) -> bool:
    return all(row[heading] is not None for heading in _NEEDED)
