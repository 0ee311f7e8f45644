"""Sums for the planner: hours per work centre and month, material used and to be bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from math import isfinite
from typing import NamedTuple

from xl_addin.allocation.plant import Operation, Order, Plant
from xl_addin.allocation.promises import Promise
from xl_addin.allocation.stages import Stage, stage_of


class MaterialUse(NamedTuple):
    """How much of a material the promises use, and how much of that must be bought on top of what comes."""

    material: str
    used: float
    to_buy: float


def rough_load(
    orders: Iterable[Order], operations: Iterable[Operation], stages: Sequence[Stage]
) -> dict[tuple[str, date], float]:
    """Return the hours asked of each work centre in each production month, whatever it can give.

    Lines without a production month, a routing or a quantity above 0 count nothing.
    """
    units: defaultdict[tuple[str, date], float] = defaultdict(float)
    lines: defaultdict[tuple[str, date], int] = defaultdict(int)
    for order in orders:
        stage = stage_of(order.entered, stages)
        if stage is not None and isfinite(order.quantity) and order.quantity > 0:
            units[order.product, stage.month] += order.quantity
            lines[order.product, stage.month] += 1
    routing: defaultdict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        routing[operation.product].append(operation)
    hours: defaultdict[tuple[str, date], float] = defaultdict(float)
    for (product, month), quantity in units.items():
        for operation in routing[product]:
            setup = operation.setup_hours * lines[product, month]
            hours[operation.work_centre, month] += setup + quantity * operation.hours_per_unit
    return dict(hours)


def promised_load(promises: Iterable[Promise]) -> dict[tuple[str, date], float]:
    """Return the hours that promises keep at each work centre in each month (the first of it)."""
    hours: defaultdict[tuple[str, date], float] = defaultdict(float)
    for one in promises:
        for work_centre, day, amount in one.loads:
            hours[work_centre, day.replace(day=1)] += amount
    return dict(hours)


def material_use(promises: Iterable[Promise], plant: Plant) -> list[MaterialUse]:
    """Return what the promises use of each material of the plant, and what must be bought for them.

    To be bought is what use exceeds stock and arrivals by, on the day on which it does so most.
    """
    moves: dict[str, defaultdict[date, float]] = {m.name: defaultdict(float) for m in plant.materials}
    used: defaultdict[str, float] = defaultdict(float)
    for material in plant.materials:
        moves[material.name][date.min] += material.stock
    for arrival in plant.arrivals:
        if arrival.material in moves:
            moves[arrival.material][arrival.day] += arrival.quantity
    for one in promises:
        for name, day, quantity in one.uses:
            moves[name][day] -= quantity
            used[name] += quantity
    rows = []
    for name, by_day in moves.items():
        lowest = min(accumulate(by_day[day] for day in sorted(by_day)))
        rows.append(MaterialUse(name, used[name], max(0.0, -lowest)))
    return rows
