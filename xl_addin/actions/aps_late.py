"""Decide on orders that come after the final APS: is there still capacity and material in their month?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from xl_addin.actions.aps_order_file import CODE, ENTERED, NUMBER, QUANTITY, WANTED
from xl_addin.actions.aps_promises import APPROVED_BY, DECISION, IMPOSSIBLE, LATE_MONTH, Loaded, Orders
from xl_addin.actions.aps_rows import OWN_DATE, PROBLEMS, PROMISED, REASON, Problem
from xl_addin.actions.bsc_rows import month_number, number
from xl_addin.actions.cell_values import as_day, dated, key, shown, text_of
from xl_addin.actions.registry import Result, action
from xl_addin.actions.tables import Record
from xl_addin.actions.written_days import month_name
from xl_addin.allocation import LateAnswer, LateOrder, Order

if TYPE_CHECKING:
    import xlwings as xw

_SHEET: Final = "ROP Susulan"
_NEEDED: Final = (NUMBER, CODE)
_ENTERS: Final = "Masuk"


@action(
    label="Periksa ROP susulan",
    workbook="allocation",
    step=7,
    help="Memutuskan ROP yang datang sesudah APS final: masuk bila jam dan material masih ada.",
)
def check_late_order(book: xw.Book) -> Result:
    """Write the decision on each late order, the day that can be had, and why.

    One enters the month that sales ask for when every work centre still has the hours and the material can
    be had; else the earliest day that can be is proposed. First come, first served. A decision that was
    approved stays, and keeps its hours.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting or the calendar is not filled, or a workbook without the tables.

    Source: APS, item 8.1.
    """
    return _Late(Orders(book)).result()


class _Late:
    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._records = orders.late.records()
        self._problems: list[Problem] = []
        self._late: dict[int, LateOrder] = {}
        seen: set[str] = set()
        for place, record in enumerate(self._records):
            if record[APPROVED_BY] and record[DECISION]:
                continue
            late = self._read(record)
            if late is not None and late.order.no in seen:
                self._tell(record, "nomor tertulis lagi; tidak diperiksa", "satu baris per ROP")
            elif late is not None:
                seen.add(late.order.no)
                self._late[place] = late

    def result(self) -> Result:
        """Load, decide, write and tell."""
        loaded = self._orders.load(leave={late.order.no for late in self._late.values()})
        self._tell_stale(loaded)
        counts: Counter[str] = Counter()
        answers = loaded.loading.check_late(self._late.values())
        for place, answer in zip(self._late, answers, strict=True):
            self._write(self._records[place], self._late[place], answer)
            counts[answer.decision] += 1
        changed = self._orders.late.replace(self._records)
        self._problems += [*self._orders.problems, *self._orders.factory.problems]
        decided = ", ".join(f"{count} {decision.lower()}" for decision, count in sorted(counts.items()))
        message = f"{len(self._late)} ROP susulan diperiksa" + (f": {decided}." if decided else ".")
        if self._problems:
            message += f" {len(self._problems)} hal perlu diperiksa."
        return Result(
            message=message,
            changed=changed,
            problems=bool(self._problems),
            headings=PROBLEMS,
            rows=self._problems,
            next_step="Isi Disetujui oleh, lalu tekan Konfirmasi kesanggupan supaya bebannya ikut dihitung."
            if counts
            else "",
        )

    def _read(self, record: Record) -> LateOrder | None:
        """Return a late order and its month; tell what is wrong with one that cannot be decided."""
        quantity, wanted, entered = number(record[QUANTITY]), as_day(record[WANTED]), as_day(record[ENTERED])
        faults = [(name, "diisi") for name in _NEEDED if not text_of(record[name])]
        faults += [(name, "tanggal") for name in (WANTED, ENTERED) if as_day(record[name]) is None]
        if quantity is None or quantity <= 0:
            faults.append((QUANTITY, "angka di atas 0"))
        month = self._month(record)
        if month is None:
            faults.append((LATE_MONTH, "bulan tahun rencana"))
        for name, expected in faults:
            self._tell(record, f"{name}: {shown(record[name])}", expected)
        if faults or not quantity or wanted is None or entered is None or month is None:
            return None
        self._tell_not_final(record, month)
        product = self._orders.factory.product(record[CODE])
        return LateOrder(Order(key(record[NUMBER]), product, quantity, wanted, entered), month)

    def _month(self, record: Record) -> date | None:
        """Return the month asked for, by default the running one: a day in it, its number or its name."""
        given = record[LATE_MONTH]
        if given is None:
            return self._orders.year.month
        day = as_day(given)
        if day is not None:
            return day.replace(day=1)
        found = month_number(given)
        return date(self._orders.year.number, found, 1) if found else None

    def _write(self, record: Record, late: LateOrder, answer: LateAnswer) -> None:
        promise = answer.promise
        record[DECISION], record[PROMISED] = answer.decision, dated(promise.day)
        if answer.decision == _ENTERS:
            record[REASON] = "Jam semua pusat kerja dan material tersedia"
        elif answer.decision == IMPOSSIBLE or promise.day is None:
            record[REASON] = promise.reason or "Tidak ada hari sampai akhir kalender"
        else:
            day = f"paling cepat {promise.day:%d/%m/%Y}, {month_name(promise.day)}"
            record[REASON] = f"{promise.reason}: tidak selesai di {month_name(late.month)}; {day}"

    def _tell_not_final(self, record: Record, month: date) -> None:
        """Tell when the month is not final: until then an order enters the plan in the ordinary way."""
        stages = {line.stage for line in self._orders.lines if line.stage.month == month}
        if any(self._orders.finals.of(stage) is None for stage in stages):
            self._tell(record, f"APS {month_name(month)} belum final", "masuk lewat ROP sampai APS final")

    def _tell_stale(self, loaded: Loaded) -> None:
        """Tell when what is promised to others has not been calculated since something changed."""
        for no, promise in loaded.promises.items():
            record = self._orders.promised.get(no)
            day = None if record is None else as_day(record[OWN_DATE]) or as_day(record[PROMISED])
            if record is not None and promise.day != day:
                told = "kesanggupan ROP lain belum dihitung ulang"
                self._problems.append(
                    ("Kesanggupan", text_of(record[NUMBER]), told, "Konfirmasi kesanggupan")
                )
                return

    def _tell(self, record: Record, found: str, expected: str) -> None:
        self._problems.append((_SHEET, text_of(record[NUMBER]) or "-", found, expected))
