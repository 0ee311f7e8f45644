"""The orders of the APS workbook, what is promised of them already, and what they keep when loaded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Final

from udfs.workdays import working_days
from xl_addin import progress
from xl_addin.actions.aps_order_file import CODE, ENTERED, NUMBER, QUANTITY, WANTED
from xl_addin.actions.aps_plant import Factory
from xl_addin.actions.aps_rows import (
    CONFIRMED_BY,
    FINAL_DAY,
    ORDER,
    OWN_DATE,
    PROMISE_COLUMNS,
    PROMISED,
    REASON,
    Finals,
    RopLine,
    Year,
    final_quantity,
    read_rop,
)
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import as_day, key
from xl_addin.actions.tables import ListTable, Record
from xl_addin.allocation import DayHours, Loading, Operation, Order, Plant, Promise, promised_load

if TYPE_CHECKING:
    import xlwings as xw

LATE_MONTH, DECISION, APPROVED_BY = "Bulan diminta", "Keputusan", "Disetujui oleh"
LATE_COLUMNS: Final = (
    *(*ORDER, QUANTITY, WANTED, ENTERED, LATE_MONTH, "Diminta oleh"),
    *(DECISION, PROMISED, REASON, APPROVED_BY),
)
IMPOSSIBLE: Final = "Tidak dapat"
_TOLD: Final = "Menghitung kesanggupan"

Hours = dict[tuple[str, date], float]
"""Hours by work centre and month (the first of it)."""


@dataclass(frozen=True)
class Loaded:
    """What orders keep.

    Args:
        promises: A promise for each order by its key; an order whose day is past has none.
        hours: All hours by work centre and month, those of the past too.
        loading: The plant as it is then, for orders that come late.
    """

    promises: dict[str, Promise]
    hours: Hours
    loading: Loading


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

    def load(self, leave: Collection[str] = ()) -> Loaded:
        """Load the orders from the reference date on.

        What is final is being made: of an order that must have begun before today, only the hours that are
        left take capacity, and its material is taken already. One whose day is past takes nothing.

        Args:
            leave: Keys of orders that are left out.
        """
        today, orders = self.year.today, self.orders(leave)
        progress.step(0, len(orders), _TOLD)
        begun = self._begun(orders)
        loading = Loading(_without(self.factory.plant, begun.values()))
        ahead = [
            order
            for order in orders
            if order.no not in begun and (order.promised is None or order.promised >= today)
        ]
        promises = begun | {one.no: one for one in loading.promise(ahead, self.year.stages)}
        progress.step(len(orders), len(orders), _TOLD)
        hours = Counter(promised_load(promises.values()))
        hours.update(self._past(orders))
        return Loaded(promises, dict(hours), loading)

    def _begun(self, orders: list[Order]) -> dict[str, Promise]:
        """Return what final orders keep that must have begun: made as late as they can be for their day."""
        finals = [(order, final) for order in orders if (final := self.finals.line(order.no)) is not None]
        days = [as_day(final[FINAL_DAY]) or order.promised for order, final in finals]
        start = min([day for day in days if day is not None], default=self.year.today)
        if start >= self.year.today:
            return {}
        history = replace(self.factory.plant, start=start, materials=(), needs=(), arrivals=())
        made = [order for order, _ in finals if order.promised is not None and order.promised >= start]
        ahead = {order.no for order in made if order.promised and order.promised >= self.year.today}
        return {
            one.no: one
            for one in Loading(history).promise(made, self.year.stages)
            if one.no in ahead and any(load.day < self.year.today for load in one.loads)
        }

    def _past(self, orders: list[Order]) -> Hours:
        """Return the hours of orders whose day is past, in its month."""
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


def _without(plant: Plant, begun: Iterable[Promise]) -> Plant:
    """Return the plant without the hours that orders under way still need."""
    usual = {centre.name: centre.hours for centre in plant.work_centres}
    special = {(other.work_centre, other.day): other.hours for other in plant.day_hours}
    left: dict[tuple[str, date], float] = {}
    for promise in begun:
        for centre, day, hours in promise.loads:
            if day >= plant.start:
                worked = working_days(day, day, list(plant.holidays), plant.six_day_week)
                free = left.get((centre, day), special.get((centre, day), usual[centre] * worked))
                left[centre, day] = max(0.0, free - hours)
    days = [DayHours(centre, day, hours) for (centre, day), hours in (special | left).items()]
    return replace(plant, day_hours=days)
