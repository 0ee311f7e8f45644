"""The second round: KPIs that departments propose themselves, gathered for CMS to approve or send back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import progress
from xl_addin.actions.bsc_cards import (
    OWN_COLUMNS,
    PROPOSAL_COLUMNS,
    Kpi,
    corporate,
    department_names,
    directorate,
    own_kpi,
    text,
)
from xl_addin.actions.bsc_cascade_central import HISTORY_COLUMNS, plan_year
from xl_addin.actions.bsc_cascade_state import changes
from xl_addin.actions.bsc_files import (
    DepartmentBook,
    department_paths,
    departments_folder,
    read_department,
)
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

HEADINGS: Final = ("Departemen", "Kode", "KPI", "Keadaan", "Perlu diperiksa")
NEW, CHANGED, GONE = "Usulan baru", "Usulan berubah", "Tidak ada lagi di Usulan KPI"
_NEEDED: Final = ("KPI", "Perspektif", "Satuan", "Polaritas", "Konsolidasi", "Bobot")
_DECISION: Final = ("Keputusan", "Catatan", "Diputuskan")


@action(
    label="Tinjau usulan KPI",
    workbook="bsc",
    step=3,
    help="Mengumpulkan KPI yang diusulkan departemen sendiri ke lembar KPI Departemen untuk diputuskan.",
    options=(
        Option("folder", "Folder buku kerja departemen; biasanya folder departemen di samping berkas", Path),
    ),
)
def review_department_kpis(book: xw.Book, folder: Path | None = None) -> Result:
    """Gather what the departments propose in their Usulan KPI; a proposal is known by its ID or its code.

    A proposal that changes after it was decided begins a new round without a decision; what was decided and
    what it was stays in Riwayat. A proposal that a department takes out stays in the sheet and is told.

    Args:
        book: The Balanced Scorecard workbook.
        folder: Where the departments' workbooks are; by default ``departemen`` beside the workbook.

    Raises:
        LembarError: no such folder, no year, no reference date, or a workbook without the tables.

    Source: quality objectives, items 4.7 and 7.1.12.
    """
    where = departments_folder(book, folder)
    if not where.is_dir():
        raise LembarError("no_folder", file=where)
    return _Review(book, where).result()


def date_decisions(book: xw.Book) -> bool:
    """Write the reference date beside decisions that have none yet; say whether there are any."""
    table = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS)
    today = reference_date(book)
    dates = [record["Diputuskan"] or (today if record["Keputusan"] else None) for record in table.records()]
    return table.fill("Diputuskan", dates)


@dataclass
class _Told:
    """What is said of one proposal."""

    department: str
    kpi: Kpi
    state: str
    fault: str = ""

    def row(self) -> tuple[Cell, ...]:
        return self.department, self.kpi.code, self.kpi.name, self.state, self.fault or None


class _Review:
    def __init__(self, book: xw.Book, folder: Path) -> None:
        self._book = book
        self._today: datetime = reference_date(book)
        self._table = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS)
        self._records = self._table.records()
        self._names = department_names(book)
        self._above = {plain(kpi.code) for kpi in (*corporate(book), *directorate(book))}
        self._history = ListTable(book, "tbl_riwayat", HISTORY_COLUMNS)
        self._lines: list[Record] = []
        self._met: set[int] = set()
        self._told: list[_Told] = []
        self._unread: list[tuple[Cell, ...]] = []
        self._files = list(self._read(folder))

    def result(self) -> Result:
        """Take the proposals in, write the tables and tell."""
        for department, file in self._files:
            for proposal in file.proposals:
                if proposal.kpi.name or proposal.kpi.code:
                    self._take(replace(proposal.kpi, department=department))
        self._tell_gone()
        changed = [self._table.replace(self._records), date_decisions(self._book)]
        if self._lines:
            changed.append(self._history.replace([*self._history.records(), *self._lines]))
        rows = [*self._unread, *(told.row() for told in self._told)]
        return Result(
            message=self._message(),
            changed=any(changed),
            problems=bool(self._unread) or any(told.fault for told in self._told),
            headings=HEADINGS,
            rows=rows,
            next_step="Pilih Keputusan di lembar KPI Departemen, lalu tekan Cascade KPI.",
        )

    def _read(self, folder: Path) -> Iterator[tuple[str, DepartmentBook]]:
        """Yield the departments' files with the departments as the workbook spells them."""
        paths = department_paths(folder, plan_year(self._book))
        for path in progress.track(paths, "Membaca usulan KPI"):
            try:
                file = read_department(path, opened=True)
            except LembarError as error:
                told = error.in_file(path.name).indonesian()
                self._unread.append((path.stem.partition(" - ")[2], None, path.name, "Tidak terbaca", told))
                continue
            yield self._names.get(plain(file.department), file.department), file

    def _take(self, kpi: Kpi) -> None:
        """Take in one proposal of a department."""
        place = self._place(kpi)
        if place is None:
            self._met.add(len(self._records))
            self._records.append(self._record(kpi, {"Ronde": 1.0, **dict.fromkeys(_DECISION)}))
            self._told.append(_Told(str(kpi.department), kpi, NEW, self._fault(kpi)))
        elif place in self._met:
            self._told.append(
                _Told(str(kpi.department), kpi, "Kode ganda", "Beri setiap usulan kode sendiri")
            )
        else:
            self._met.add(place)
            self._update(place, kpi)

    def _place(self, kpi: Kpi) -> int | None:
        """Return the row of a proposal that is known, by ID, else by department and code or name."""
        for number, record in enumerate(self._records):
            if kpi.id is not None and record["ID"] == kpi.id and number not in self._met:
                return number
        signs = [(kpi.department, kpi.code, "Kode"), (kpi.department, kpi.name, "KPI")]
        department, value, heading = signs[0] if kpi.code else signs[1]
        for number, record in enumerate(self._records):
            same = plain(record["Departemen"]) == plain(department)
            if same and plain(text(record[heading])) == plain(value):
                return number
        return None

    def _update(self, place: int, kpi: Kpi) -> None:
        """Take over what has changed; a decided proposal begins a new round."""
        record = self._records[place]
        old = own_kpi(record)
        new = own_kpi({**record, **kpi.record(OWN_COLUMNS)})
        found = list(changes(old, new))
        if not found:
            return
        decision = text(record["Keputusan"])
        more: Record = {"Ronde": record["Ronde"] or 1.0}
        if decision is not None:
            told = f"Usulan ronde {more['Ronde']:g}: {decision}"
            self._line(old, told, text(record["Catatan"]), None)
            for heading, before, after in found:
                self._line(old, f"Usulan: {heading}", before, after)
            more = {"Ronde": more["Ronde"] + 1, **dict.fromkeys(_DECISION)}
        self._records[place] = {**record, **self._record(new, {}), **more}
        self._told.append(_Told(str(old.department), new, CHANGED, self._fault(new)))

    def _record(self, kpi: Kpi, more: Record) -> Record:
        own = {**kpi.record(OWN_COLUMNS), "ID": kpi.id, "Departemen": kpi.department}
        return {**own, "Diajukan": self._today, **more}

    def _line(self, kpi: Kpi, change: str, old: object, new: object) -> None:
        values = (self._today, kpi.department, kpi.code, kpi.name, change, old, new)
        self._lines.append(dict(zip(HISTORY_COLUMNS, values, strict=True)))

    def _fault(self, kpi: Kpi) -> str:
        """Return what a proposal lacks."""
        cells = kpi.cells()
        lacking = [heading for heading in _NEEDED if cells[heading] is None]
        if all(target is None for target in kpi.targets):
            lacking.append("Target")
        faults = [f"Isi kolom {', '.join(lacking)}"] if lacking else []
        if kpi.parent and plain(kpi.parent) not in self._above:
            faults.append(f"Induk {kpi.parent} tidak ada")
        return "; ".join(faults)

    def _tell_gone(self) -> None:
        read = {plain(department) for department, _ in self._files}
        for number, record in enumerate(self._records):
            if number not in self._met and plain(record["Departemen"]) in read:
                kpi = own_kpi(record)
                self._told.append(_Told(str(kpi.department), kpi, GONE))

    def _message(self) -> str:
        counts = Counter(told.state for told in self._told)
        waiting = sum(record["Keputusan"] is None for record in self._records)
        parts = [
            f"{len(self._records)} usulan KPI dari {len(self._files)} berkas departemen",
            f"{counts[NEW]} baru",
            f"{counts[CHANGED]} berubah",
            f"{waiting} menunggu keputusan",
        ]
        if self._unread:
            parts.append(f"{len(self._unread)} berkas tidak terbaca")
        return "; ".join(parts) + "."
