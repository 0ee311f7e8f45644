"""APS: stages assigned and orders loaded day by day, against plain pandas.

    python bench/allocation.py [LINES ...]        default: 10000 30000 100000

A year of order lines for 200 products, 3 to 6 operations each, at 20 work centres that are filled to 85 %,
or asked for 30 % more than they give (``crowded``); 40 materials with weekly arrivals, half of which can be
bought.

Pandas does what it can without a loop over the orders: the stage by merge_asof, hours by a merge with the
routing and a groupby by work centre and month (rough loading). The core does this too (``rough``), and then
finite loading, for which pandas has nothing: it gives each order its days, the hours of no day are given
twice, and material is waited for. The ratio of finite loading is therefore what the promises cost on top of a
table of sums. Checked here: stages and hours agree, hours asked and promised agree, no day is over capacity.

Prints seconds of processor time (the best of three), lines per second, ratios, the exponent of time over
lines, and the memory at its highest, traced in a run of its own.
"""

from __future__ import annotations

import gc
import math
import random
import sys
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from xl_addin.allocation import (
    Arrival,
    Material,
    Need,
    Operation,
    Order,
    Plant,
    Promise,
    Stage,
    WorkCentre,
    make_calendar,
    promise,
    rough_load,
)

STAGES = make_calendar(2027)
SIZES = (10_000, 30_000, 100_000)
PRODUCTS = [f"P{n:03}" for n in range(200)]
CENTRES = [f"W{n:02}" for n in range(20)]
MATERIALS = [f"M{n:02}" for n in range(40)]
START = date(2027, 1, 1)

Hours = dict[tuple[str, date], float]


def some_orders(count: int) -> list[Order]:
    """Return lines entered over a year, in no order."""
    dice = random.Random(count)
    lines = []
    for n in range(count):
        entered = STAGES[0].start + timedelta(days=dice.randrange(365))
        wanted = entered + timedelta(days=dice.randint(15, 60))
        lines.append(Order(f"R{n:06}", dice.choice(PRODUCTS), dice.randint(1, 40), wanted, entered))
    return lines


def some_plant(orders: Sequence[Order], filled: float) -> Plant:
    """Return a plant whose every work centre is filled to a share by these orders."""
    dice = random.Random(7)
    operations = [
        Operation(product, 10 * n, dice.choice(CENTRES), dice.uniform(0.05, 0.4), dice.choice((0.0, 0.5)))
        for product in PRODUCTS
        for n in range(dice.randint(3, 6))
    ]
    asked: defaultdict[str, float] = defaultdict(float)
    for (centre, _), hours in rough_load(orders, operations, STAGES).items():
        asked[centre] += hours
    each = 60 * len(orders) / len(MATERIALS)  # what all take of a material, about
    return Plant(
        START,
        date(2028, 6, 30),
        operations,
        [WorkCentre(centre, asked[centre] / 261 / filled) for centre in CENTRES],
        materials=[Material(name, each / 10, 20 if n % 2 else None) for n, name in enumerate(MATERIALS)],
        needs=[Need(p, m, dice.uniform(0.1, 1.9)) for p in PRODUCTS for m in dice.sample(MATERIALS, 3)],
        arrivals=[
            Arrival(name, START + timedelta(weeks=n), each / 48) for name in MATERIALS for n in range(52)
        ],
    )


def as_frames(orders: Sequence[Order], plant: Plant) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return orders, routing and calendar as one has them in pandas."""
    lines = pd.DataFrame([(o.no, o.product, o.quantity, o.entered) for o in orders])
    lines.columns = pd.Index(["no", "product", "quantity", "entered"])
    lines["entered"] = pd.to_datetime(lines["entered"])
    routing = pd.DataFrame(
        [(o.product, o.work_centre, o.hours_per_unit, o.setup_hours) for o in plant.operations],
        columns=["product", "centre", "unit", "setup"],
    )
    calendar = pd.DataFrame(STAGES, columns=["start", "end", "stage", "month"])
    calendar[["start", "month"]] = calendar[["start", "month"]].apply(pd.to_datetime)
    return lines, routing, calendar


def with_pandas(lines: pd.DataFrame, routing: pd.DataFrame, calendar: pd.DataFrame) -> Hours:
    """Return the hours asked of each work centre in each production month."""
    staged = pd.merge_asof(lines.sort_values("entered"), calendar, left_on="entered", right_on="start")
    work = staged.merge(routing, on="product")
    work["hours"] = work["setup"] + work["quantity"] * work["unit"]
    sums = work.groupby(["centre", "month"])["hours"].sum()
    centres, months = (sums.index.get_level_values(level) for level in (0, 1))
    return dict(zip(zip(centres, pd.DatetimeIndex(months).date, strict=True), sums, strict=True))


def measured(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of several runs in seconds, and what it gave."""
    shortest, found = math.inf, None
    for _ in range(times):
        start = time.process_time()
        found = run()
        shortest = min(shortest, time.process_time() - start)
    return shortest, found


def highest(run: Callable[[], Any]) -> float:
    """Return the most memory that a run takes beyond what is there, in MB."""
    gc.collect()
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def is_sound(orders: Sequence[Order], plant: Plant, promises: Sequence[Promise]) -> bool:
    """Say whether each order has the hours that it takes, and no day more than it gives."""
    given = {centre.name: centre.hours for centre in plant.work_centres}
    taken: defaultdict[tuple[str, date], float] = defaultdict(float)
    promised = []
    for order, one in zip(orders, promises, strict=True):
        if one.day is not None:
            promised.append(order)
        for centre, day, hours in one.loads:
            taken[centre, day] += hours
    asked = sum(rough_load(promised, plant.operations, STAGES).values())
    return math.isclose(asked, sum(taken.values()), rel_tol=1e-9) and all(
        hours <= given[centre] * (1 + 1e-9) for (centre, _), hours in taken.items()
    )


def row(count: int, stages: Sequence[Stage]) -> tuple[float, float, float]:
    """Print how long so many lines take, and return it."""
    orders = some_orders(count)
    plant = some_plant(orders, 0.85)
    crowded = replace(plant, work_centres=some_plant(orders, 1.3).work_centres)
    frames = as_frames(orders, plant)
    rough, ours = measured(lambda: rough_load(orders, plant.operations, stages))
    peer, theirs = measured(lambda: with_pandas(*frames))
    finite, promises = measured(lambda: promise(orders, plant, stages))
    full, others = measured(lambda: promise(orders, crowded, stages))
    same = ours.keys() == theirs.keys() and np.allclose([ours[key] for key in theirs], list(theirs.values()))
    sound = is_sound(orders, plant, promises) and is_sound(orders, crowded, others)
    print(
        f"{count:8}{peer:9.3f}{rough:9.3f}{rough / peer:7.2f}{finite:9.2f}{finite / peer:7.1f}"
        f"{count / finite:9.0f}{full:9.2f}{'yes' if same and sound else 'NO':>6}"
    )
    return rough, finite, full


def main() -> None:
    """Measure and print."""
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    gc.freeze()  # else each collection walks the imported modules too, whoever is measured
    print(f"{'lines':>8}{'pandas':>9}{'rough':>9}{'ratio':>7}{'finite':>9}{'ratio':>7}{'lines/s':>9}", end="")
    print(f"{'crowded':>9}{'agree':>6}")
    times = [row(count, STAGES) for count in sizes]
    if len(sizes) > 1:
        span = math.log(sizes[-1] / sizes[0])
        rough, finite, full = (math.log(b / a) / span for a, b in zip(times[0], times[-1], strict=True))
        print(f"exponent of time over lines: rough {rough:.2f}, finite {finite:.2f}, crowded {full:.2f}")
    orders = some_orders(sizes[-1])
    plant = some_plant(orders, 0.85)
    frames = as_frames(orders, plant)
    ours, theirs = highest(lambda: promise(orders, plant, STAGES)), highest(lambda: with_pandas(*frames))
    print(f"memory at {sizes[-1]} lines: finite {ours:.0f} MB with all its loads, pandas {theirs:.0f} MB")


if __name__ == "__main__":
    main()
