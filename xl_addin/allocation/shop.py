"""The plant made ready for loading: rooms of hours, supplies of material, and the work of each product."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from math import isfinite
from typing import NamedTuple

from udfs.workdays import due_date
from xl_addin.allocation.plant import Operation, Plant
from xl_addin.allocation.room import LEAST, Room
from xl_addin.allocation.supply import Supply


class Step(NamedTuple):
    """An operation and the room in which its hours are."""

    room: Room
    per_unit: float
    setup: float


class Taking(NamedTuple):
    """What a unit takes of a material."""

    material: str
    supply: Supply
    per_unit: float


@dataclass(slots=True)
class Work:
    """What a product takes, in the order of its routing; or why it cannot be loaded."""

    steps: list[Step] = field(default_factory=list)
    takings: list[Taking] = field(default_factory=list)
    problem: str = ""


class Shop:
    """Days, rooms and supplies of a plant; days are counted from 0, the plant's first.

    Args:
        plant: What is given. What is wrong in it (negative hours, an unknown work centre) is told of each
            product that needs it, in :attr:`Work.problem`.
    """

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.days = [plant.start + timedelta(days=n) for n in range((plant.end - plant.start).days + 1)]
        self._bad: dict[str, str] = {}
        self._count_working_days()
        self._rooms = self._make_rooms()
        self._supplies = self._make_supplies()
        self._works = self._make_works()

    def work(self, product: str) -> Work:
        """Return what a product takes."""
        return self._works.get(product) or Work(problem=f"Routing {product} belum ada")

    def place(self, day: date) -> int:
        """Return the number of a day; it may lie outside the plan."""
        return (day - self.plant.start).days

    def after(self, day: int) -> int:
        """Return the first day on which the next operation may begin, when one has ended on this day."""
        if not self.plant.lag:
            return day
        place = self._worked[day + 1] + self.plant.lag - 1
        return self._working[place] if place < len(self._working) else len(self.days)

    def before(self, day: int) -> int:
        """Return the last day on which an operation may end, when the next one begins on this day."""
        if not self.plant.lag:
            return day
        place = self._worked[day + 1] - self.plant.lag
        return self._working[place] - 1 if place >= 0 else -1

    def working_days(self, first: int, last: int) -> int:
        """Return how many working days there are from a day on, before another."""
        return self._worked[last] - self._worked[first]

    def _count_working_days(self) -> None:
        week, off = 6 if self.plant.six_day_week else 5, set(self.plant.holidays)
        works = [day.weekday() < week and day not in off for day in self.days]
        self._working = [n for n, is_worked in enumerate(works) if is_worked]
        self._worked = list(accumulate(works, initial=0))
        """How many working days there are before each day."""

    def _make_rooms(self) -> dict[str, Room]:
        hours = {centre.name: [0.0] * len(self.days) for centre in self.plant.work_centres}
        for centre in self.plant.work_centres:
            for day in self._working:
                hours[centre.name][day] = centre.hours
        for other in self.plant.day_hours:
            day = self.place(other.day)
            if other.work_centre in hours and 0 <= day < len(self.days):
                hours[other.work_centre][day] = other.hours
        for name, free in hours.items():
            if not all(map(_is_amount, free)):
                self._bad[f"centre {name}"] = f"Jam pusat kerja {name} harus 0 atau lebih"
            elif not any(amount > LEAST for amount in free):
                self._bad[f"centre {name}"] = f"Pusat kerja {name} tidak mempunyai jam"
        return {name: Room(name, free) for name, free in hours.items()}

    def _make_supplies(self) -> dict[str, Supply]:
        supplies = {}
        for material in self.plant.materials:
            if not _is_amount(material.stock):
                self._bad[f"material {material.name}"] = f"Stok {material.name} harus 0 atau lebih"
            if material.lead_time is not None and material.lead_time < 0:
                self._bad[f"material {material.name}"] = f"Waktu tunggu {material.name} harus 0 atau lebih"
            supplies[material.name] = Supply(material.stock, self._bought(material.lead_time))
        for arrival in self.plant.arrivals:
            name = arrival.material
            if not _is_amount(arrival.quantity):
                self._bad[f"material {name}"] = f"Kedatangan {name} harus 0 atau lebih"
            elif name in supplies:
                supplies[name].add(self.place(arrival.day), arrival.quantity)
        return supplies

    def _bought(self, lead_time: int | None) -> int | None:
        """Return the day from which a material can be bought; None: not within the plan."""
        if lead_time is None or lead_time >= len(self.days):
            return None
        off = sorted(self.plant.holidays)
        return self.place(due_date(self.plant.start, lead_time, off, self.plant.six_day_week))

    def _make_works(self) -> dict[str, Work]:
        works: dict[str, Work] = {}
        for operation in sorted(self.plant.operations, key=lambda operation: operation.sequence):
            work = works.setdefault(operation.product, Work())
            work.problem = work.problem or self._problem(operation)
            if not work.problem:
                room = self._rooms[operation.work_centre]
                work.steps.append(Step(room, operation.hours_per_unit, operation.setup_hours))
        for product, work in works.items():
            if not work.problem and not any(step.per_unit + step.setup for step in work.steps):
                work.problem = f"Routing {product} tidak memuat jam"
        self._add_takings(works)
        return works

    def _problem(self, operation: Operation) -> str:
        """Return why an operation cannot be loaded, "" when it can."""
        if not (_is_amount(operation.hours_per_unit) and _is_amount(operation.setup_hours)):
            return f"Jam routing {operation.product} di {operation.work_centre} harus 0 atau lebih"
        if operation.work_centre not in self._rooms:
            return f"Pusat kerja {operation.work_centre} belum ada"
        return self._bad.get(f"centre {operation.work_centre}", "")

    def _add_takings(self, works: dict[str, Work]) -> None:
        needs: dict[tuple[str, str], float] = {}
        for need in self.plant.needs:
            key = need.product, need.material
            needs[key] = needs.get(key, 0.0) + need.per_unit
        for (product, material), per_unit in sorted(needs.items()):
            work = works.get(product)
            if work is None or work.problem:
                continue
            if material not in self._supplies:
                work.problem = f"Material {material} belum ada"
            elif not _is_amount(per_unit):
                work.problem = f"Kebutuhan {material} per unit {product} harus 0 atau lebih"
            elif f"material {material}" in self._bad:
                work.problem = self._bad[f"material {material}"]
            elif per_unit:
                work.takings.append(Taking(material, self._supplies[material], per_unit))


def _is_amount(value: float) -> bool:
    return isfinite(value) and value >= 0
