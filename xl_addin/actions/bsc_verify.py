"""CMS verifies the departments' results: what is looked at, what is decided, and what is locked by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from udfs.workdays import due_date
from xl_addin.actions.bsc_cards import MONTHS
from xl_addin.actions.bsc_findings import (
    FINDING_COLUMNS,
    MISSING,
    UNUSUAL,
    finding,
    is_looked_for,
    is_open,
    merged,
    place_of,
    sorted_lines,
)
from xl_addin.actions.bsc_ledger import ACCEPTED, LedgerBook, decision
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.bsc_rows import Place, enter, is_due, measure, month_number, number, reported
from xl_addin.actions.bsc_screening import Limits, Reported, usual
from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

FACTOR: Final = 3.0
VERIFY_DAYS: Final = 2
_HEADINGS: Final = ("Bulan", "Departemen", "Kode", "KPI", "Realisasi", "Penyebut", "Temuan", "Keputusan")


@action(
    label="Verifikasi realisasi",
    workbook="bsc",
    step=7,
    help="Memeriksa realisasi yang sudah diserahkan, mencatat temuan, dan mengunci bulan yang bersih.",
    options=(Option("month", "Bulan, 1 sampai 12 atau Jan sampai Des; bila kosong: semua yang belum"),),
)
def verify_results(book: xw.Book, month: str | None = None) -> Result:
    """Carry out decided revisions, look at the months handed in, lock those in which nothing is open.

    A finding is a result that is missing, cannot be, or lies outside the KPI's own median +/- Faktor_MAD x
    MAD over its earlier months; and a formula that was typed over, as collected. What somebody decides of it
    stays with it: Terima lets it pass, Kembalikan keeps the month open.

    Args:
        book: The Balanced Scorecard workbook.
        month: The month to verify; by default every month up to ``Bulan_laporan`` that is not verified yet.

    Raises:
        LembarError: a month that is none, or a workbook without the tables.

    Source: quality objectives, items 7.2.2 and 7.2.5; H+2 working days after all have handed in.
    """
    return _Verification(book, month).result()


def faults(record: Record, month: int, factor: float) -> Iterator[str]:
    """Say, in Indonesian, what is to be looked at in a KPI's month.

    Args:
        record: The KPI's row of ``Realisasi``.
        month: The month, from 1.
        factor: How many times the MAD a month may lie off the median.
    """
    result = reported(record, month)
    if result.blank:
        if is_due(record, month):
            yield MISSING
        return
    yield from measure(record).faults(result)
    way = record["Konsolidasi"]
    value = result.value(way)
    earlier = [reported(record, before).value(way) for before in range(1, month)]
    limits = usual([one for one in earlier if one is not None], factor)
    if value is not None and limits is not None and not limits.hold(value):
        yield f"{UNUSUAL}: {_range(limits)}"


class _Verification:
    def __init__(self, book: xw.Book, month: str | None) -> None:
        self._book = book
        self._ledger = LedgerBook(book)
        self._ledger.need_month()
        self._asked = month
        factor = number(setting(book, "Faktor_MAD"))
        self._factor = FACTOR if factor is None else factor
        self._table = ListTable(book, "tbl_temuan", FINDING_COLUMNS)
        self._revised = self._decide_revisions()
        self._places = [
            (department, of)
            for of in self._months()
            for department in self._ledger.submissions.departments
            if self._ledger.submissions.received(department, of)
            and not self._ledger.submissions.is_locked(department, of)
        ]
        self._lines = self._looked_at()
        self._locked = self._lock()

    def result(self) -> Result:
        """Write the tables and tell."""
        changed = [self._ledger.save(), self._table.replace(self._lines)]
        if any(changed):
            changed.append(refresh(self._book))
        rows = [_row(line) for line in self._lines if is_open(line)]
        return Result(
            message=" ".join(
                filter(None, [self._told(len(rows)), self._told_revisions(), self._told_time()])
            ),
            changed=any(changed),
            problems=bool(rows) or bool(self._ledger.revisions.open()),
            headings=_HEADINGS,
            rows=rows,
            next_step="Isi Keputusan di lembar Verifikasi (Terima atau Kembalikan), lalu jalankan lagi."
            if rows
            else "",
        )

    def _months(self) -> list[int]:
        if self._asked is None:
            return list(range(1, self._ledger.month + 1))
        month = month_number(self._asked)
        if not month:
            raise LembarError("bad_month", found=self._asked, expected="1 - 12, Jan - Des")
        return [month]

    def _decide_revisions(self) -> int:
        """Carry out the revisions that were decided; say how many were accepted."""
        accepted = 0
        for line in self._ledger.revisions.open():
            month, decided = month_number(line["Bulan"]), decision(line)
            new = Reported(number(line["Realisasi baru"]), number(line["Penyebut baru"]))
            if decided == ACCEPTED:
                if line["ID"] not in self._ledger.results or not month or new.blank:
                    continue  # there is no place for it, so it stays open
                self._revise(line, month, new)
                accepted += 1
            if decided:
                line["Diputuskan"] = self._ledger.today
        return accepted

    def _revise(self, line: Record, month: int, new: Reported) -> None:
        """Enter a revised result; the line keeps what it takes the place of."""
        record = self._ledger.results.record(line["ID"])
        line["Realisasi lama"], line["Penyebut lama"] = reported(record, month)
        enter(record, month, new)
        self._ledger.count(record["Departemen"], month, None, self._ledger.today)

    def _looked_at(self) -> list[Record]:
        """Return the lines of the sheet after a look at the months that were handed in."""
        looked = {(plain(department), month) for department, month in self._places}
        found = [
            finding(record, month, text, self._ledger.today, reported(record, month))
            for department, month in self._places
            for record in self._ledger.results.by_department.get(plain(department), [])
            for text in faults(record, month, self._factor)
        ]

        def replaces(line: Record) -> bool:
            return place_of(line) in looked and is_looked_for(line)

        lines = merged(self._table.records(), found, replaces)
        return sorted_lines(lines, self._ledger.submissions.departments)

    def _lock(self) -> list[Place]:
        """Date the months in which nothing is open; they are locked from now on."""
        still_open = {place_of(line) for line in self._lines if is_open(line)}
        clean = [place for place in self._places if (plain(place[0]), place[1]) not in still_open]
        for department, month in clean:
            self._ledger.submissions.row(department, month)["Terverifikasi"] = self._ledger.today
        return clean

    def _told(self, still_open: int) -> str:
        months = sorted({month for _, month in self._locked})
        which = f" ({', '.join(MONTHS[month - 1] for month in months)})" if months else ""
        text = (
            f"{len(self._places)} penyerahan diperiksa: {len(self._locked)} terverifikasi dan dikunci{which}"
        )
        return text + (f"; {still_open} temuan menunggu keputusan." if still_open else ".")

    def _told_revisions(self) -> str:
        waiting = len(self._ledger.revisions.open())
        parts = [
            f"{self._revised} revisi diterima" if self._revised else "",
            f"{waiting} revisi menunggu keputusan di lembar Revisi" if waiting else "",
        ]
        told = "; ".join(part for part in parts if part)
        return f"{told}." if told else ""

    def _told_time(self) -> str:
        """Say until when the month must be verified, and whether it was in time."""
        month, ledger = self._ledger.month, self._ledger
        due = [name for name in ledger.submissions.departments if self._is_due(name, month)]
        received = [ledger.submissions.received(name, month) for name in due]
        missing = sum(day is None for day in received)
        if not due:
            return ""
        if missing:
            return f"{MONTHS[month - 1]}: {missing} departemen belum menyerahkan."
        until = self._deadline(max(day for day in received if day is not None))
        told = f"{MONTHS[month - 1]} paling lambat diverifikasi {until:%d/%m/%Y}"
        verified = [ledger.submissions.row(name, month)["Terverifikasi"] for name in due]
        done = [day for day in verified if isinstance(day, datetime)]
        last = max(done).date() if len(done) == len(due) else ledger.today.date()
        late = (last - until).days
        if len(done) == len(due):
            return f"{told}: {'tepat waktu' if late <= 0 else f'terlambat {late} hari'}."
        return f"{told}: {f'sudah lewat {late} hari' if late > 0 else 'masih ada waktu'}."

    def _is_due(self, department: str, month: int) -> bool:
        rows: Sequence[Record] = self._ledger.results.by_department.get(plain(department), [])
        return any(is_due(record, month) for record in rows)

    def _deadline(self, last: datetime) -> date:
        days = number(setting(self._book, "Hari_verifikasi"))
        listed = [day.date() for day in choices(self._book, "Hari_Libur") if isinstance(day, datetime)]
        return due_date(
            last.date(),
            int(VERIFY_DAYS if days is None else days),
            [day for day in listed if day.year > 1900],  # a day that does not count is 0
            setting(self._book, "Hari_kerja_seminggu") == 6,
        )


def _row(line: Record) -> tuple[Cell, ...]:
    month = month_number(line["Bulan"])
    return (MONTHS[month - 1] if month else None, *(line[heading] for heading in _HEADINGS[1:]))


def _range(limits: Limits) -> str:
    return " sampai ".join(f"{end:.6g}".replace(".", ",") for end in limits)
