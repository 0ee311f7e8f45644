"""Confirm the day that can be promised for each order: finite loading through the routing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from xl_addin.actions.aps_order_file import NUMBER, QUANTITY, WANTED
from xl_addin.actions.aps_promises import Hours, Orders
from xl_addin.actions.aps_routing import CENTRE
from xl_addin.actions.aps_rows import (
    CONFIRMED_BY,
    MONTH,
    ORDER,
    OWN_DATE,
    PROBLEMS,
    PROMISE_COLUMNS,
    PROMISED,
    STAGE,
    STAGE_COLUMNS,
    STAGE_TABLES,
    Archive,
    Problem,
    RopLine,
    final_quantity,
)
from xl_addin.actions.aps_stages import promised_days
from xl_addin.actions.bsc_cards import MONTHS
from xl_addin.actions.cell_values import as_day, dated, key, shown
from xl_addin.actions.registry import Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import month_name
from xl_addin.allocation import Order, Promise, later_month, rough_load

if TYPE_CHECKING:
    import xlwings as xw

CAUSE: Final = "Sebab"
LOAD_COLUMNS: Final = (CENTRE, *MONTHS)
_SHEET: Final = "Kesanggupan"
_TYPED: Final = (OWN_DATE, CONFIRMED_BY, "Catatan")
_CUT: Final = "Dikurangi menjadi 0 di rapat APS"
_BROKEN: Final = "Tidak tertampung lagi"
_DIGITS: Final = 6


@action(
    label="Konfirmasi kesanggupan",
    workbook="allocation",
    step=5,
    help="Menghitung tanggal sanggup setiap ROP dari kapasitas dan material, serta beban pusat kerja.",
)
def confirm_orders(book: xw.Book) -> Result:
    """Write the earliest day that capacity and material allow for each order, and the load that follows.

    Lines load one after another, by production month, stage, entry, day wanted and number, whatever their
    order on the sheet. PPC's own day, a confirmed day, a final one and that of an approved late order are
    loaded first and not moved. A day after the production month says which month, and every late day what
    it waits for.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting or the calendar is not filled, or a workbook without the tables.

    Source: APS, items 4.6, 7.2 and 7.3.
    """
    return _Confirmation(book).result()


class _Confirmation:
    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._orders = Orders(book)
        self._archive = Archive(book)
        self._told: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def result(self) -> Result:
        """Load, write the tables and tell."""
        loaded = self._orders.load()
        rows = [self._row(line, loaded.promises.get(key(line.no))) for line in self._orders.lines]
        changed = [self._orders.table.replace([*rows, *self._kept()])]
        changed += [self._write_load("tbl_beban", loaded.hours)]
        changed += [self._write_load("tbl_beban_minta", self._asked())]
        changed += [*self._date_stages(), self._archive.save()]
        problems = [*self._orders.problems, *self._orders.factory.problems]
        counts = self._counts
        message = f"{counts['date']} dari {len(rows)} ROP disanggupi, {counts['month']} dalam bulannya"
        message += f"; {counts['locked']} tanggal terkunci." if counts["locked"] else "."
        if problems or self._told:
            message += f" {len(problems) + len(self._told)} hal perlu diperiksa."
        return Result(
            message=message,
            changed=any(changed),
            problems=bool(problems or self._told),
            headings=PROBLEMS,
            rows=[*problems, *self._told],
            next_step="Undang rapat APS, lalu finalkan hasilnya." if rows else "",
        )

    def _row(self, line: RopLine, promise: Promise | None) -> Record:
        """Return the row of an order: what was typed stays, a day that is locked too."""
        old = self._orders.promised.get(key(line.no), dict.fromkeys(PROMISE_COLUMNS))
        facts = {name: line.record[name] for name in (*ORDER, QUANTITY, WANTED)}
        facts |= {STAGE: float(line.stage.number), MONTH: dated(line.stage.month)}
        day, cause = self._answer(line, promise, old)
        self._tell(line, promise, day, cause)
        return {**old, **facts, PROMISED: dated(day), CAUSE: cause or None}

    def _answer(self, line: RopLine, promise: Promise | None, old: Record) -> tuple[date | None, str]:
        """Return the day of an order and what it waits for."""
        locked = self._orders.locked(line)
        final = self._orders.finals.line(line.no)
        if final is not None and final_quantity(final) <= 0:
            return locked, _CUT
        if promise is None:  # its day is past
            return locked, old[CAUSE] or ""
        if locked is None:
            return promise.day, promise.reason
        if promise.is_kept:
            return locked, (old[CAUSE] or "") if locked == as_day(old[PROMISED]) else ""
        told = f"{_BROKEN}: {promise.reason or 'tidak ada hari'}"
        is_own = final is None and old[OWN_DATE] is not None
        return (promise.possible if is_own else locked), told

    def _tell(self, line: RopLine, promise: Promise | None, day: date | None, cause: str) -> None:
        """Count the order, and tell when it has no day, one in another month, or one that cannot be kept."""
        locked = self._orders.locked(line)
        self._counts["locked"] += locked is not None
        valid = locked or day
        if valid is None:
            if cause == _CUT:
                return
            self._told.append((_SHEET, line.no, f"tidak disanggupi: {cause}", shown(dated(line.wanted))))
            return
        self._counts["date"] += 1
        if valid < later_month(line.stage.month, 1):
            self._counts["month"] += 1
        elif self._orders.finals.line(line.no) is None:
            found = f"sanggup {valid:%d/%m/%Y}: {cause or 'tanggal PPC'}"
            self._told.append((_SHEET, line.no, found, f"bulan produksi {month_name(line.stage.month)}"))
        if promise is not None and promise.day is not None and not promise.is_kept:
            possible = "tidak ada hari" if promise.possible is None else f"{promise.possible:%d/%m/%Y}"
            found = f"{valid:%d/%m/%Y} tidak dapat ditepati: {promise.reason}"
            self._told.append((_SHEET, line.no, found, f"paling cepat {possible}"))

    def _kept(self) -> Iterator[Record]:
        """Yield the rows of orders whose line is there but faulty; the others leave for the archive."""
        taken = {key(line.no) for line in self._orders.lines}
        there = {key(no) for _, no, _, _ in self._orders.problems}
        for no, record in self._orders.promised.items():
            if no not in taken and no in there:
                yield record
            elif no not in taken:
                self._archive.add(_SHEET, record[NUMBER], record, PROMISE_COLUMNS, "ROP tidak ada lagi")

    def _asked(self) -> Hours:
        """Return the hours that the lines ask for in their production months."""
        factory = self._orders.factory
        orders = [
            Order(line.no, factory.product(line.product), line.quantity, line.wanted, line.entered)
            for line in self._orders.lines
        ]
        return rough_load(orders, factory.plant.operations, self._orders.year.stages)

    def _write_load(self, table: str, hours: Hours) -> bool:
        """Write the hours of each work centre and month of the year."""
        months = [date(self._orders.year.number, number, 1) for number in range(1, len(MONTHS) + 1)]
        rows = [
            {CENTRE: centre.name}
            | {
                name: round(hours.get((centre.name, month), 0.0), _DIGITS)
                for name, month in zip(MONTHS, months, strict=True)
            }
            for centre in self._orders.factory.work_centres
        ]
        return ListTable(self._book, table, LOAD_COLUMNS).replace(rows)

    def _date_stages(self) -> Iterator[bool]:
        """Write the days to the sheets of the stages that are not final."""
        days, finals = promised_days(self._book), self._orders.finals
        for name in STAGE_TABLES.values():
            table = ListTable(self._book, name, STAGE_COLUMNS)
            rows = table.records()
            keys = [key(row[NUMBER]) for row in rows]
            new = [
                row[PROMISED] if finals.line(no) else dated(days.get(no))
                for no, row in zip(keys, rows, strict=True)
            ]
            yield bool(rows) and table.fill(PROMISED, new)
