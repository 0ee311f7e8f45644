"""The orders of the APS workbook, what is promised of them already, and what they keep when loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final

from xl_addin import progress
from xl_addin.actions.aps_order_file import CODE, ENTERED, NUMBER, QUANTITY, WANTED
from xl_addin.actions.aps_plant import Factory
from xl_addin.actions.aps_rows import (
    CONFIRMED_BY,
    ORDER,
    OWN_DATE,
    PROMISE_COLUMNS,
    PROMISED,
    REASON,
    Finals,
    RopLine,
    Year,
    as_day,
    final_quantity,
    key,
    read_rop,
)
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.tables import ListTable, Record
from xl_addin.allocation import Loading, Operation, Order, Promise

if TYPE_CHECKING:
    import xlwings as xw

LATE_MONTH, DECISION, APPROVED_BY = "Bulan diminta", "Keputusan", "Disetujui oleh"
LATE_COLUMNS: Final = (
    *(*ORDER, QUANTITY, WANTED, ENTERED, LATE_MONTH, "Diminta oleh"),
    *(DECISION, PROMISED, REASON, APPROVED_BY),
)
IMPOSSIBLE: Final = "Tidak dapat"

Hours = dict[tuple[str, date], float]
"""Hours by work centre and month (the first of it)."""


@dataclass(frozen=True)
class Loaded:
    """What orders keep: a promise for each by its key, and the hours of those whose day is past."""

    promises: dict[str, Promise]
    past: Hours


class Orders:
    """The orders of the workbook: the lines of ``ROP``, and late orders that were approved.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting or the calendar is not filled, or a workbook without the tables.
    """

    def __init__(self, book: xw.Book) -> None:
        self.year = Year(book)
        self.lines, self.problems = read_rop(book, self.year)
        self.finals = Finals(book)
        self.table = ListTable(book, "tbl_sanggup", PROMISE_COLUMNS)
        self.promised: dict[str, Record] = {}
        for record in self.table.records():
            self.promised.setdefault(key(record[NUMBER]), record)
        self.late = ListTable(book, "tbl_susulan", LATE_COLUMNS)
        self.factory = Factory(book, self.year)

    def locked(self, line: RopLine) -> date | None:
        """Return the day of an order that is not to be moved: final, PPC's own, or confirmed."""
        final, old = self.finals.line(line.no), self.promised.get(key(line.no))
        if final is not None:
            return as_day(final[PROMISED])
        if old is None:
            return None
        return as_day(old[OWN_DATE]) or (as_day(old[PROMISED]) if old[CONFIRMED_BY] else None)

    def orders(self, leave: Collection[str] = ()) -> list[Order]:
        """Return what is to be loaded, by key; an order that was cut to nothing is not.

        Args:
            leave: Keys of orders that are left out.
        """
        found: dict[str, Order] = {}
        for line in self.lines:
            final = self.finals.line(line.no)
            quantity = line.quantity if final is None else final_quantity(final)
            product = self.factory.product(line.product)
            order = Order(key(line.no), product, quantity, line.wanted, line.entered, self.locked(line))
            found[order.no] = order
        for record in self.late.records():
            late = self._approved(record)
            if late is not None:
                known = found.get(late.no, late)
                found[late.no] = replace(known, promised=known.promised or late.promised)
        return [order for no, order in found.items() if no not in leave and order.quantity > 0]

    def load(self, loading: Loading, orders: list[Order]) -> Loaded:
        """Load orders; the hours of those promised for a day that is past count in its month alone."""
        today = self.year.today
        ahead = [order for order in orders if order.promised is None or order.promised >= today]
        progress.step(0, len(ahead), "Menghitung kesanggupan")
        found = loading.promise(ahead, self.year.stages)
        progress.step(len(ahead), len(ahead), "Menghitung kesanggupan")
        return Loaded({promise.no: promise for promise in found}, self._past(orders))

    def _past(self, orders: list[Order]) -> Hours:
        routing: defaultdict[str, list[Operation]] = defaultdict(list)
        for operation in self.factory.plant.operations:
            if isfinite(operation.hours_per_unit):
                routing[operation.product].append(operation)
        past: defaultdict[tuple[str, date], float] = defaultdict(float)
        for order in orders:
            if order.promised is not None and order.promised < self.year.today:
                for operation in routing[order.product]:
                    hours = operation.setup_hours + order.quantity * operation.hours_per_unit
                    past[operation.work_centre, order.promised.replace(day=1)] += hours
        return dict(past)

    def _approved(self, record: Record) -> Order | None:
        """Return a late order that was approved, for the day proposed; None for another."""
        wanted, entered, day = (as_day(record[name]) for name in (WANTED, ENTERED, PROMISED))
        quantity = number(record[QUANTITY])
        if not record[APPROVED_BY] or record[DECISION] == IMPOSSIBLE or day is None or not quantity:
            return None
        product = self.factory.product(record[CODE])
        return Order(key(record[NUMBER]), product, quantity, wanted or day, entered or day, day)
