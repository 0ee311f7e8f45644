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
    """A quantity of work as it was loaded: when it begins and is done, what it took, for what it waited."""

    work: Work
    quantity: float
    first: int = 0
    done: int | None = None
    """None: it was not loaded."""
    pieces: list[Piece] = field(default_factory=list)
    waits: list[tuple[int, Cause, str]] = field(default_factory=list)
    """Working days, and for which material or work centre; if not loaded, the last is what it lacks."""

    def cause(self) -> tuple[Cause, str]:
        """Return what it waited for longest, of equals the first, or what it lacks."""
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
        if not problem and month is None and order.promised is None:
            problem = "Tanggal masuk di luar Kalender APS"
        if problem:
            return Promise(order.no, number, month, order.promised, None, "refused", problem)
        if order.promised is not None:
            trial = self._backward(work, order.quantity, order.promised)
            trial = trial or self._forward(work, order.quantity, self._shop.plant.start)
            why = self._why_late(trial, order.promised, order.promised)
        else:
            earliest = month or self._shop.plant.start
            trial = self._forward(work, order.quantity, earliest)
            why = self._why_late(trial, order.wanted, earliest)
        return self._told(order, number, month, trial, why)

    def _late_answer(self, late: LateOrder) -> LateAnswer:
        order, month = replace(late.order, promised=None), late.month.replace(day=1)
        work = self._shop.work(order.product)
        problem = _problem(order, work)
        if problem:
            return LateAnswer("Tidak dapat", Promise(order.no, None, month, None, None, "refused", problem))
        trial = self._forward(work, order.quantity, month)
        why = self._why_late(trial, later_month(month, 1) - timedelta(days=1), month)
        told = self._told(order, None, month, trial, why)
        if told.day is None:
            return LateAnswer("Tidak dapat", told)
        return LateAnswer("Masuk" if told.in_month else "Usul lain", told)

    def _why_late(self, trial: _Trial, limit: date, earliest: date) -> tuple[Cause, str]:
        """Return why it is done after the limit, in a word and in words; "" when it is not."""
        if trial.done is not None:
            if self._shop.days[trial.done] <= limit:
                return "", ""
            first = max(earliest, self._shop.plant.start)
            if first > limit:
                trial.waits.insert(0, ((first - limit).days, "month" if earliest > limit else "past", ""))
        cause, name = trial.cause()
        return cause, f"{_TEXTS[cause]} {name}".strip()

    def _told(
        self, order: Order, stage: int | None, month: date | None, trial: _Trial, why: tuple[Cause, str]
    ) -> Promise:
        days = self._shop.days
        if trial.done is None:
            return Promise(order.no, stage, month, order.promised, None, *why)
        possible, begin = days[trial.done], days[trial.first]
        loads = tuple([Load(room.name, days[day], hours) for room, day, hours, _ in trial.pieces])
        uses = tuple([Use(one.material, begin, one.per_unit * order.quantity) for one in trial.work.takings])
        return Promise(order.no, stage, month, order.promised or possible, possible, *why, loads, uses)

    def _forward(self, work: Work, quantity: float, earliest: date) -> _Trial:
        """Load work as early as it can be done from a day on; nothing is taken when it cannot."""
        shop, trial = self._shop, _Trial(work, quantity)
        first = day = max(0, shop.place(earliest))
        if first >= len(shop.days):
            trial.waits.append((0, "month", ""))
            return trial
        for name, supply, per_unit in work.takings:
            ready = supply.ready(quantity * per_unit, first)
            if ready is None or ready >= len(shop.days):
                trial.waits.append((0, "material", name))
                return trial
            trial.waits.append((shop.working_days(first, ready), "material", name))
            day = max(day, ready)
        begin = end = -1
        for room, per_unit, setup in work.steps:
            span = room.take(day, setup + quantity * per_unit, 1, trial.pieces)
            if span is None:
                trial.waits.append((0, "capacity", room.name))
                give_back(trial.pieces)
                return trial
            trial.waits.append((shop.working_days(day, span[1]), "capacity", room.name))
            begin, end = span[0] if begin < 0 else begin, span[1]
            day = shop.after(end)
        trial.first, trial.done = begin, end
        _keep(trial)
        return trial

    def _backward(self, work: Work, quantity: float, limit: date) -> _Trial | None:
        """Load work as late as it can be and still be done on a day; None when it cannot."""
        shop, trial = self._shop, _Trial(work, quantity)
        day = min(shop.place(limit), len(shop.days) - 1)
        trial.done = day
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
        _keep(trial)
        return trial


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


def _keep(trial: _Trial) -> None:
    """Make final what was loaded: its hours and its material."""
    keep(trial.pieces)
    for _, supply, per_unit in trial.work.takings:
        supply.use(trial.quantity * per_unit, trial.first)


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
