"""The results that CMS holds: what may enter them, what is locked, what a revision waits for.

A month that is verified for a department is locked: another value goes to the sheet ``Revisi`` and waits
there for a decision, the old one stays. A blank never takes a value away. Months are counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS
from xl_addin.actions.bsc_rows import (
    RESULT_COLUMNS,
    SUBMISSION_COLUMNS,
    Results,
    Submissions,
    enter,
    identity,
    month_number,
    number,
    reported,
)
from xl_addin.actions.bsc_screening import Reported, report_deadline
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

REVISION_COLUMNS: Final = (
    *("Diterima", "Bulan", "Departemen", "ID", "Kode", "KPI"),
    *("Realisasi lama", "Penyebut lama", "Realisasi baru", "Penyebut baru"),
    *("Keputusan", "Catatan", "Diputuskan"),
)
_TABLES: Final = {
    "tbl_realisasi": RESULT_COLUMNS,
    "tbl_penyerahan": SUBMISSION_COLUMNS,
    "tbl_revisi": REVISION_COLUMNS,
}
REPORT_DAY: Final = 15
"""The day of the next month until which results come in, item 4.8 of the quality objectives."""
ACCEPTED: Final = "Terima"
REJECTED: Final = "Tolak"
_HISTORY_COLUMNS: Final = ("Tanggal", "Departemen", "Kode", "Perubahan", "Lama")
_MOVED: Final = "Pindah dari"
"""How the cascade writes in ``Riwayat`` that a department has a KPI that another had."""
_SUPERSEDED: Final = "Diganti usulan yang lebih baru"
_WITHDRAWN: Final = "Ditarik: departemen kembali ke nilai semula"


class Outcome(Enum):
    """What became of a value that was offered."""

    SAME = "sama"
    TAKEN = "diambil"
    BLANK_KEPT = "kosong; nilai lama tetap"
    REVISION = "bulan terkunci; masuk Revisi"
    WAITING = "bulan terkunci; menunggu keputusan Revisi"
    REFUSED = "bulan terkunci; usulan ini sudah ditolak"


class Revisions:
    """The sheet ``Revisi``: lines are added at its end, decided, and never leave.

    At most one line of a KPI and month is open, its last one. The date ``Diputuskan`` closes a line.
    """

    def __init__(self, lines: list[Record], today: datetime) -> None:
        self.lines = lines
        self.added = 0
        self._today = today
        self._last: dict[tuple[str, int], Record] = {}
        for line in lines:
            self._last[identity(line["ID"]), month_number(line["Bulan"])] = line

    def offer(self, record: Record, month: int, new: Reported) -> Outcome:
        """Put down that a locked month should be another value; the same proposal is put down once."""
        last = self._last.get((identity(record["ID"]), month))
        old = (record[ACTUALS[month - 1]], record[DENOMINATORS[month - 1]])
        if last is not None and (number(last["Realisasi baru"]), number(last["Penyebut baru"])) == new:
            if not last["Diputuskan"]:
                return Outcome.WAITING
            was = (last["Realisasi lama"], last["Penyebut lama"])
            if decision(last) == REJECTED and was == old:
                return Outcome.REFUSED
        if last is not None:
            self._close(last, _SUPERSEDED)
        self._add(record, month, old, new)
        return Outcome.REVISION

    def withdraw(self, record: Record, month: int) -> None:
        """Take note that a department has gone back to the value that is locked."""
        last = self._last.get((identity(record["ID"]), month))
        if last is not None and not decision(last):
            self._close(last, _WITHDRAWN)

    def open(self) -> list[Record]:
        """Return the lines that wait for a decision or to be carried out."""
        return [line for line in self.lines if not line["Diputuskan"]]

    def _close(self, line: Record, note: str) -> None:
        if not line["Diputuskan"]:
            line["Diputuskan"] = self._today
            line["Catatan"] = "; ".join(filter(None, [line["Catatan"], note]))

    def _add(self, record: Record, month: int, old: tuple[Any, Any], new: Reported) -> None:
        line: Record = dict.fromkeys(REVISION_COLUMNS)
        line |= {"Diterima": self._today, "Bulan": float(month)}
        line |= {heading: record[heading] for heading in ("Departemen", "ID", "Kode", "KPI")}
        line |= dict(zip(("Realisasi lama", "Penyebut lama"), old, strict=True))
        line |= {"Realisasi baru": new.actual, "Penyebut baru": new.denominator}
        self.lines.append(line)
        self._last[identity(record["ID"]), month] = line
        self.added += 1


def decision(line: Mapping[str, Any]) -> str:
    """Return what was decided, as the list spells it; "" when nothing or something else was.

    >>> decision({"Keputusan": " terima "}), decision({"Keputusan": None})
    ('Terima', '')
    """
    given = plain(line["Keputusan"])
    return next((word for word in (ACCEPTED, REJECTED) if plain(word) == given), "")


class Ledger:
    """Results, revisions and submissions, changed in memory and saved together.

    Args:
        results: The rows of ``Realisasi``.
        submissions: The rows of ``Penyerahan`` and the departments.
        revisions: The lines of ``Revisi``.
        history: The lines of ``Riwayat``, which say where a KPI was before.
    """

    def __init__(
        self,
        results: Results,
        submissions: Submissions,
        revisions: Revisions,
        history: Iterable[Record] = (),
    ) -> None:
        self.results = results
        self.submissions = submissions
        self.revisions = revisions
        self._moves: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
        for line in history:
            if plain(line["Perubahan"]) == plain(_MOVED) and isinstance(line["Tanggal"], datetime):
                place = (plain(line["Departemen"]), plain(line["Kode"]))
                for former in str(line["Lama"] or "").split(","):
                    self._moves.setdefault(place, []).append((line["Tanggal"], plain(former)))

    def offer(self, kpi: object, month: int, new: Reported) -> Outcome:
        """Enter what was reported for a KPI and a month, as far as that is allowed."""
        record = self.results.record(kpi)
        old = reported(record, month)
        full = Reported(*(mine if theirs is None else theirs for mine, theirs in zip(old, new, strict=True)))
        locked = self.is_locked(record, month)
        if full == old:
            if locked and new == old:
                self.revisions.withdraw(record, month)
            return Outcome.BLANK_KEPT if new != old else Outcome.SAME
        if locked:
            return self.revisions.offer(record, month, full)
        enter(record, month, full)
        return Outcome.TAKEN

    def is_locked(self, record: Mapping[str, Any], month: int) -> bool:
        """Say whether a KPI's month is verified: for its department, or for one that had it then."""
        if self.submissions.is_locked(record["Departemen"], month):
            return True
        days = [
            (self.submissions.verified(former, month), moved)
            for moved, former in self._formerly(plain(record["Departemen"]), plain(record["Kode"]))
        ]
        return any(verified is not None and verified <= moved for verified, moved in days)

    def _formerly(self, department: str, code: str) -> Iterator[tuple[datetime, str]]:
        """Yield the departments that a KPI was moved from, each with the day of the move."""
        seen, ahead = {department}, [department]
        while ahead:
            for moved, former in self._moves.get((ahead.pop(), code), ()):
                yield moved, former
                if former not in seen:
                    seen.add(former)
                    ahead.append(former)

    def count(self, department: str, month: int, sent: datetime | None, today: datetime) -> None:
        """Say in ``Penyerahan`` what a department has reported for a month, and when it came in."""
        rows = self.results.by_department.get(plain(department), [])
        self.submissions.update(department, month, rows, sent, today)


class LedgerBook(Ledger):
    """The ledger of a workbook.

    Raises:
        LembarError: the workbook lacks a table, a column, a name or its reference date.
    """

    def __init__(self, book: xw.Book) -> None:
        self.today = reference_date(book)
        self.year = int(number(setting(book, "Tahun_rencana")) or self.today.year)
        self.month = month_number(setting(book, "Bulan_laporan"))
        self.report_day = int(number(setting(book, "Tanggal_lapor")) or REPORT_DAY)
        self._tables = [ListTable(book, name, columns) for name, columns in _TABLES.items()]
        results, submissions, revisions = (table.records() for table in self._tables)
        names = [str(name).strip() for name in choices(book, "Daftar_departemen")]
        super().__init__(
            Results(results),
            Submissions(submissions, names),
            Revisions(revisions, self.today),
            ListTable(book, "tbl_riwayat", _HISTORY_COLUMNS).records(),
        )

    def save(self) -> bool:
        """Write what has changed; say whether anything has."""
        records = (self.results.records, self.submissions.records(), self.revisions.lines)
        changed = [table.replace(new) for table, new in zip(self._tables, records, strict=True)]
        return any(changed)

    def need_month(self) -> None:
        """Refuse a workbook whose reporting month is not set.

        Raises:
            LembarError: ``Bulan_laporan`` is blank or no month.
        """
        if not self.month:
            raise LembarError("bad_month", found="kosong (Bulan laporan)", expected="1 - 12")

    def deadline(self, month: int) -> date:
        """Return until when the results of a month may come in."""
        return report_deadline(self.year, month, self.report_day)
