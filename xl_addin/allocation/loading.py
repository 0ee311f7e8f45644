"""Finite loading: each order gets the earliest day that capacity and material allow, and keeps its hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import isfinite
from typing import Final

from xl_addin.allocation.plant import Order, Plant
from xl_addin.allocation.promises import Cause, LateAnswer, LateOrder, Load, Promise, Use
from xl_addin.allocation.room import Piece, give_back, keep
from xl_addin.allocation.shop import Shop, Work
from xl_addin.allocation.stages import Stage, later_month, stage_of

_TEXTS: Final[dict[Cause, str]] = {
    "month": "Bulan produksi",
    "past": "Tanggalnya sudah lewat",
    "material": "Material",
    "capacity": "Kapasitas",
    "process": "Lama proses",
}


@dataclass(slots=True)
class _Trial:
    """How an order was loaded: when it is done (None: it was not), what it took, and for what it waited."""

    first: int = 0
    done: int | None = None
    pieces: list[Piece] = field(default_factory=list)
    waits: list[tuple[int, Cause, str]] = field(default_factory=list)
    """Days, and for which material or work centre; where it was not loaded, the last is what it lacked."""

    def cause(self) -> tuple[Cause, str]:
        """Return what it waited for longest, of equals the first, or what it lacked."""
        if self.done is None:
            return self.waits[-1][1:]
        days, cause, name = max(self.waits, key=lambda wait: wait[0])
        return (cause, name) if days > 0 else ("process", "")


class Loading:
    """A plant that fills up order by order.

    Args:
        plant: Capacity, routing and material.
    """

    def __init__(self, plant: Plant) -> None:
        self._shop = Shop(plant)

    def promise(self, orders: Iterable[Order], stages: Sequence[Stage]) -> list[Promise]:
        """Load orders and return what can be promised, in the order of the lines.

        Days promised already come first, by day: as late as they can be made, so that the hours before stay
        free; what cannot be made by then is loaded as early as it can, and its promise stays. The others
        follow by production month, day of entry (which puts stage 1 first), day wanted and number, however
        the lines are sorted: each as early as it can be made from the beginning of its production month.

        Args:
            orders: The lines; their numbers differ.
            stages: The calendar of the year.
        """
        lines = [(order, stage_of(order.entered, stages)) for order in orders]
        found: dict[int, Promise] = {}
        for place in sorted(range(len(lines)), key=lambda place: _turn(*lines[place])):
            found[place] = self._answer(*lines[place])
        return [found[place] for place in range(len(lines))]

    def check_late(self, late: Iterable[LateOrder]) -> list[LateAnswer]:
        """Load orders that came after the final APS, in what is left, and return what each is told.

        An order enters its month when all its operations are done in it: every work centre still has the
        hours, and the material can be had. Else the earliest day after it is proposed. Both keep their hours,
        so that none are offered twice. First come, first served: by month, day of entry, day wanted, number.

        Args:
            late: The lines; their numbers differ.

        Source: APS, item 8.1.
        """
        lines = list(late)
        found: dict[int, LateAnswer] = {}
        for place in sorted(range(len(lines)), key=lambda place: _late_turn(lines[place])):
            found[place] = self._late_answer(lines[place])
        return [found[place] for place in range(len(lines))]

    def _answer(self, order: Order, stage: Stage | None) -> Promise:
        number, month = (None, None) if stage is None else (stage.number, stage.month)
        work = self._shop.work(order.product)
        problem = _problem(order, work)
        if not problem and stage is None and order.promised is None:
            problem = "Tanggal masuk di luar Kalender APS"
        if problem:
            return Promise(order.no, number, month, order.promised, None, "refused", problem)
        if order.promised is not None:
            trial = self._backward(work, order.quantity, self._shop.place(order.promised))
            if trial is None:
                trial = self._forward(work, order.quantity, 0)
            limit = earliest = order.promised
        else:
            limit, earliest = order.wanted, month or self._shop.plant.start
            trial = self._forward(work, order.quantity, max(0, self._shop.place(earliest)))
        return self._told(order, number, month, trial, limit, earliest)

    def _late_answer(self, late: LateOrder) -> LateAnswer:
        order, month = replace(late.order, promised=None), late.month.replace(day=1)
        work = self._shop.work(order.product)
        problem = _problem(order, work)
        if problem:
            return LateAnswer("Tidak dapat", Promise(order.no, None, month, None, None, "refused", problem))
        trial = self._forward(work, order.quantity, max(0, self._shop.place(month)))
        end = later_month(month, 1) - timedelta(days=1)
        told = self._told(order, None, month, trial, end, month)
        if told.day is None:
            return LateAnswer("Tidak dapat", told)
        return LateAnswer("Masuk" if told.in_month else "Usul lain", told)

    def _told(
        self, order: Order, stage: int | None, month: date | None, trial: _Trial, limit: date, earliest: date
    ) -> Promise:
        """Return the promise of an order, late when it is done after the limit."""
        days = self._shop.days
        possible = None if trial.done is None else days[trial.done]
        cause: Cause = ""
        name = ""
        if possible is None or possible > limit:
            if possible is not None:
                late = self._late_from_the_start(limit, earliest)
                trial.waits[:0] = [late] if late else []
            cause, name = trial.cause()
        day = order.promised or possible
        uses: tuple[Use, ...] = ()
        if possible is not None:
            takings = self._shop.work(order.product).takings
            uses = tuple(Use(t.material, days[trial.first], order.quantity * t.per_unit) for t in takings)
        loads = tuple(Load(room.name, days[n], hours) for room, n, hours, _ in trial.pieces)
        reason = " ".join(filter(None, (_TEXTS.get(cause, ""), name)))
        return Promise(order.no, stage, month, day, possible, cause, reason, loads, uses)

    def _late_from_the_start(self, limit: date, earliest: date) -> tuple[int, Cause, str] | None:
        """Return by how much an order is late before it has begun."""
        first = max(earliest, self._shop.plant.start)
        cause: Cause = "month" if earliest > limit else "past"
        return ((first - limit).days, cause, "") if first > limit else None

    def _forward(self, work: Work, quantity: float, first: int) -> _Trial:
        """Load an order as early as it can from a day on; nothing is taken when it cannot."""
        shop, trial = self._shop, _Trial()
        if first >= len(shop.days):
            trial.waits.append((0, "month", ""))
            return trial
        day = first
        for name, supply, per_unit in work.takings:
            ready = supply.ready(quantity * per_unit, first)
            trial.waits.append((0 if ready is None else ready - first, "material", name))
            if ready is None or ready >= len(shop.days):
                return trial
            day = max(day, ready)
        begin = end = -1
        for room, per_unit, setup in work.steps:
            span = room.take(day, setup + quantity * per_unit, 1, trial.pieces)
            trial.waits.append((0 if span is None else span[1] - day, "capacity", room.name))
            if span is None:
                give_back(trial.pieces)
                return trial
            begin, end = span[0] if begin < 0 else begin, span[1]
            day = shop.after(end)
        trial.first, trial.done = begin, end
        self._keep(work, quantity, trial)
        return trial

    def _backward(self, work: Work, quantity: float, last: int) -> _Trial | None:
        """Load an order as late as it can so that it is done on a day; None when it cannot."""
        shop, trial = self._shop, _Trial()
        if last < 0:
            return None
        trial.done = day = min(last, len(shop.days) - 1)
        for room, per_unit, setup in reversed(work.steps):
            span = room.take(day, setup + quantity * per_unit, -1, trial.pieces)
            if span is None:
                give_back(trial.pieces)
                return None
            trial.first = span[1]
            day = shop.before(span[1])
        for _, supply, per_unit in work.takings:
            if supply.ready(quantity * per_unit, trial.first) != trial.first:
                give_back(trial.pieces)
                return None
        self._keep(work, quantity, trial)
        return trial

    def _keep(self, work: Work, quantity: float, trial: _Trial) -> None:
        keep(trial.pieces)
        for _, supply, per_unit in work.takings:
            supply.use(quantity * per_unit, trial.first)


def promise(orders: Iterable[Order], plant: Plant, stages: Sequence[Stage]) -> list[Promise]:
    """Return what can be promised for each order, in the order of the lines; see :meth:`Loading.promise`."""
    return Loading(plant).promise(orders, stages)


def check_late(
    late: Iterable[LateOrder], orders: Iterable[Order], plant: Plant, stages: Sequence[Stage]
) -> list[LateAnswer]:
    """Return what late orders are told when the others are loaded; see :meth:`Loading.check_late`."""
    loading = Loading(plant)
    loading.promise(orders, stages)
    return loading.check_late(late)


def _turn(order: Order, stage: Stage | None) -> tuple[bool, date, date, date, str]:
    """Return by what orders are sorted: those with a promise first; the day of entry is in turn of stage."""
    if order.promised is not None:
        return False, order.promised, order.promised, order.promised, order.no
    month = order.entered if stage is None else stage.month
    return True, month, order.entered, order.wanted, order.no


def _late_turn(late: LateOrder) -> tuple[date, date, date, str]:
    return late.month.replace(day=1), late.order.entered, late.order.wanted, late.order.no


def _problem(order: Order, work: Work) -> str:
    """Return why an order cannot be loaded, "" when it can."""
    if not (isfinite(order.quantity) and order.quantity > 0):
        return "Jumlah harus lebih dari 0"
    return work.problem
