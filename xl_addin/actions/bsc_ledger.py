"""The results that CMS holds: what may enter them, what is locked, what a revision waits for.

A month that is verified for a department is locked: another value goes to the sheet ``Revisi`` and waits
there for a decision, the old one stays. A blank never takes a value away. Months are counted from 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS, TARGETS
from xl_addin.actions.bsc_screening import Measure, Reported, report_deadline
from xl_addin.actions.swot_issues import plain, reference_date
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

RESULT_COLUMNS: Final = (
    *("ID", "Kode", "KPI", "Departemen", "Satuan", "Konsolidasi"),
    *TARGETS,
    *ACTUALS,
    *DENOMINATORS,
)
SUBMISSION_COLUMNS: Final = ("Departemen", "Bulan", "Diterima", "Jatuh tempo", "Terisi", "Terverifikasi")
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
_SUPERSEDED: Final = "Diganti usulan yang lebih baru"
_WITHDRAWN: Final = "Ditarik: departemen kembali ke nilai semula"

Place = tuple[str, int]
"""A department, plain, and a month."""


class Outcome(Enum):
    """What became of a value that was offered."""

    SAME = "sama"
    TAKEN = "diambil"
    BLANK_KEPT = "kosong; nilai lama tetap"
    REVISION = "bulan terkunci; masuk Revisi"
    WAITING = "bulan terkunci; menunggu keputusan Revisi"
    REFUSED = "bulan terkunci; usulan ini sudah ditolak"


def number(value: object) -> float | None:
    """Return a cell's number, None for what is none (blank, text, a date, a truth value).

    >>> number(2), number("2"), number(True), number(float("inf"))
    (2.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None


def month_number(value: object) -> int:
    """Return a month from its number or name; 0 for what is none.

    >>> month_number(9.0), month_number("Sep"), month_number("agustus"), month_number(13)
    (9, 9, 8, 0)
    """
    if isinstance(value, str):
        short = value.strip()[:3].title()
        value = MONTHS.index(short) + 1 if short in MONTHS else number_of_text(value)
    found = number(value)
    return int(found) if found is not None and found in range(1, 13) else 0


def number_of_text(text: str) -> int:
    """Return a text's whole number, 0 for another text."""
    return int(text) if text.strip().isdecimal() else 0


class Results:
    """The rows of ``Realisasi`` in memory, by ID; the first of two rows with the same ID counts."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._by_id: dict[str, Record] = {}
        for record in records:
            self._by_id.setdefault(identity(record["ID"]), record)
        self._by_id.pop("", None)

    def __contains__(self, kpi: object) -> bool:
        return identity(kpi) in self._by_id

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    def record(self, kpi: object) -> Record:
        """Return the row of an ID."""
        return self._by_id[identity(kpi)]

    @cached_property
    def by_department(self) -> dict[str, list[Record]]:
        """The rows of each department, by its plain name."""
        found: dict[str, list[Record]] = {}
        for record in self:
            found.setdefault(plain(record["Departemen"]), []).append(record)
        return found


def identity(value: object) -> str:
    """Return an ID such that capitals and blanks make no difference."""
    return str(value or "").strip().upper()


def reported(record: Mapping[str, Any], month: int) -> Reported:
    """Return what a row holds for a month."""
    return Reported(number(record[ACTUALS[month - 1]]), number(record[DENOMINATORS[month - 1]]))


def is_due(record: Mapping[str, Any], month: int) -> bool:
    """Say whether a KPI is to be reported for a month: it has a target there."""
    return number(record[TARGETS[month - 1]]) is not None


def is_filled(record: Mapping[str, Any], month: int) -> bool:
    """Say whether a month has all that its KPI needs, a ratio both its parts and no denominator of 0."""
    return reported(record, month).value(record["Konsolidasi"]) is not None


def measure(record: Mapping[str, Any]) -> Measure:
    """Return what tells whether a KPI's result can be."""
    targets = tuple(number(record[heading]) for heading in TARGETS)
    return Measure(record["Satuan"], record["Konsolidasi"], targets)


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
    """

    def __init__(self, results: Results, submissions: Submissions, revisions: Revisions) -> None:
        self.results = results
        self.submissions = submissions
        self.revisions = revisions

    def offer(self, kpi: object, month: int, new: Reported) -> Outcome:
        """Enter what was reported for a KPI and a month, as far as that is allowed."""
        record = self.results.record(kpi)
        old = reported(record, month)
        full = Reported(*(mine if theirs is None else theirs for mine, theirs in zip(old, new, strict=True)))
        locked = self.submissions.is_locked(record["Departemen"], month)
        if full == old:
            if locked and new == old:
                self.revisions.withdraw(record, month)
            return Outcome.BLANK_KEPT if new != old else Outcome.SAME
        if locked:
            return self.revisions.offer(record, month, full)
        enter(record, month, full)
        return Outcome.TAKEN

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
        super().__init__(Results(results), Submissions(submissions, names), Revisions(revisions, self.today))

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


def enter(record: Record, month: int, new: Reported) -> None:
    """Put a value into a row."""
    record[ACTUALS[month - 1]], record[DENOMINATORS[month - 1]] = new


class Submissions:
    """The sheet ``Penyerahan``: what each department handed in for each month, and when.

    Args:
        records: The rows of the table.
        departments: The departments in the order of the workbook.
    """

    def __init__(self, records: Iterable[Record], departments: Sequence[str]) -> None:
        self._names = {plain(name): name for name in departments if plain(name)}
        self._rows: dict[Place, Record] = {}
        self._others: list[Record] = []
        for record in records:
            place = (plain(record["Departemen"]), month_number(record["Bulan"]))
            if all(place) and place not in self._rows:
                self._rows[place] = record
            else:
                self._others.append(record)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._rows.values())

    @property
    def departments(self) -> list[str]:
        """The departments, in the order of the workbook."""
        return list(self._names.values())

    def row(self, department: object, month: int) -> Record:
        """Return the row of a department and month, made when it is not there."""
        place = (plain(department), month)
        if place not in self._rows:
            name = self._names.get(place[0], str(department))
            self._rows[place] = {
                **dict.fromkeys(SUBMISSION_COLUMNS),
                **{"Departemen": name, "Bulan": float(month)},
            }
        return self._rows[place]

    def is_locked(self, department: object, month: int) -> bool:
        """Say whether a month of a department has been verified."""
        row = self._rows.get((plain(department), month))
        return row is not None and row["Terverifikasi"] is not None

    def received(self, department: object, month: int) -> datetime | None:
        """Return when a department handed in a month."""
        return self._day(department, month, "Diterima")

    def verified(self, department: object, month: int) -> datetime | None:
        """Return when a month of a department was verified."""
        return self._day(department, month, "Terverifikasi")

    def _day(self, department: object, month: int, heading: str) -> datetime | None:
        row = self._rows.get((plain(department), month))
        day = row[heading] if row else None
        return day if isinstance(day, datetime) else None

    def update(
        self, department: str, month: int, rows: Sequence[Record], sent: datetime | None, today: datetime
    ) -> None:
        """Count what a department has reported for a month, and date it.

        It came in on the day that the department typed, else on the day on which all that is due was there
        for the first time; a date that stands is not moved without a typed one, and never once verified.
        """
        row = self.row(department, month)
        due = [record for record in rows if is_due(record, month)]
        filled = sum(is_filled(record, month) for record in due)
        row["Jatuh tempo"], row["Terisi"] = float(len(due)), float(filled)
        if row["Terverifikasi"] is not None:
            return
        if sent is not None:
            row["Diterima"] = sent
        elif row["Diterima"] is None and due and filled == len(due):
            row["Diterima"] = today

    def records(self) -> list[Record]:
        """Return the rows by month, then by department in the order of the workbook."""
        order = {name: place for place, name in enumerate(self._names)}
        rows = sorted(
            self._rows.items(), key=lambda item: (item[0][1], order.get(item[0][0], len(order)), item[0])
        )
        return [record for _, record in rows] + self._others
