"""Dispatching rules and flow shops against pandas, numpy and job_shop_lib.

    python bench/scheduling.py [JOBS [FLOW_JOBS]]        default: 1000 50

Each rule gives its sequence and all seven measures, on one machine. Pandas sorts and adds up the obvious
way (Moore: as long as a job is late, drop the longest until there). job_shop_lib dispatches one operation at
a time by its own rules, or by a key of ours where it has none; it only sequences, and does not know Moore.
NEH is held against numpy, which tries all places of a job at once, and Johnson against pandas; the makespan
of NEH against 20 random sequences and against job_shop_lib's most work remaining.
Prints milliseconds of processor time (the best of three, job_shop_lib once), ratios, the exponent of time
over jobs, and whether all agree.
"""

from __future__ import annotations

import gc
import math
import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from udfs.flow_shop import flow_makespan, johnson, neh
from udfs.scheduling import RULES, dispatch, dispatch_metric

METRICS = (
    "mean completion",
    "utilisation",
    "jobs in system",
    "mean lateness",
    "maximum lateness",
    "late jobs",
    "makespan",
)
PEER = find_spec("job_shop_lib") is not None

Jobs = tuple[list[str], list[int], list[int]]
Found = tuple[list[str], list[float]]


def some_jobs(count: int) -> Jobs:
    """Return names, times and due dates, no two alike, so that all peers have one answer."""
    dice = random.Random(count)
    times = dice.sample(range(1, 10 * count), count)
    return [f"J{n}" for n in range(count)], times, dice.sample(range(1, sum(times)), count)


def lembar(jobs: Jobs, rule: str) -> Found:
    """Return the sequence of a rule and its measures."""
    names = [str(row[1]) for row in dispatch(*jobs, rule)]
    return names, [dispatch_metric(*jobs[1:], rule, metric) for metric in METRICS]


def pandas(jobs: Jobs, rule: str) -> Found:
    """Return the same from a data frame."""
    frame = pd.DataFrame(dict(zip(("name", "time", "due"), jobs, strict=True)))
    keys = {
        "edd": frame["due"],
        "spt": frame["time"],
        "lpt": -frame["time"],
        "cr": frame["due"] / frame["time"],
    }
    if rule == "moore":
        frame = pandas_moore(frame.sort_values("due", kind="stable"))
    elif rule in keys:
        frame = frame.loc[keys[rule].sort_values(kind="stable").index]
    finish = frame["time"].cumsum()
    late = (finish - frame["due"]).clip(lower=0)
    flow, work = finish.sum(), frame["time"].sum()
    shares = [finish.mean(), work / flow, flow / work]
    return list(frame["name"]), [*shares, late.mean(), late.max(), int((late > 0).sum()), finish.max()]


def pandas_moore(kept: pd.DataFrame) -> pd.DataFrame:
    """Drop the longest job up to the first late one, as long as there is one."""
    dropped = []
    while (late := kept["time"].cumsum() > kept["due"]).any():
        longest = kept.loc[: late.idxmax(), "time"].idxmax()
        dropped.append(kept.loc[longest])
        kept = kept.drop(longest)
    return pd.concat([kept, pd.DataFrame(dropped).sort_values("due")]) if dropped else kept


def job_shop_lib(jobs: Jobs, rule: str) -> list[str]:
    """Return the sequence of a rule on one machine."""
    from job_shop_lib import JobShopInstance, Operation
    from job_shop_lib.dispatching.rules import DispatchingRuleSolver

    names, times, due = jobs
    shop = JobShopInstance([[Operation(0, duration)] for duration in times])

    def by(key: Callable[[int], float]) -> Callable[[Any], Any]:
        return lambda shop: min(shop.available_operations(), key=lambda operation: key(operation.job_id))

    rules = {
        "fcfs": "first_come_first_served",
        "spt": "shortest_processing_time",
        "lpt": "largest_processing_time",
        "edd": by(lambda job: due[job]),
        "cr": by(lambda job: due[job] / times[job]),
    }
    schedule = DispatchingRuleSolver(rules[rule], ready_operations_filter=None).solve(shop)
    return [names[run.job_id] for run in schedule.schedule[0]]


def numpy_neh(times: list[list[float]]) -> list[int]:
    """Return the sequence of NEH: a job's places are tried at once, each a row of an array."""
    array = np.array(times)
    order: list[int] = []
    for job in np.argsort(-array.sum(axis=1), kind="stable"):
        tried = np.array([[*order[:n], job, *order[n:]] for n in range(len(order) + 1)])
        done = np.zeros((len(tried), array.shape[1]))
        for column in tried.T:
            done[:, 0] += array[column, 0]
            for machine in range(1, array.shape[1]):
                done[:, machine] = np.maximum(done[:, machine], done[:, machine - 1]) + array[column, machine]
        order = tried[done[:, -1].argmin()].tolist()
    return [job + 1 for job in order]


def pandas_johnson(times: list[list[float]]) -> list[int]:
    """Return the sequence of Johnson's rule."""
    frame = pd.DataFrame(times)
    early = frame[0] <= frame[1]
    first = frame[early].sort_values(0, kind="stable")
    last = frame[~early].sort_values(1, ascending=False, kind="stable")
    return [job + 1 for job in [*first.index, *last.index]]


def most_work(times: list[list[float]]) -> float:
    """Return the makespan of job_shop_lib's usual rule."""
    from job_shop_lib import JobShopInstance, Operation
    from job_shop_lib.dispatching.rules import DispatchingRuleSolver

    shop = JobShopInstance([[Operation(m, int(t)) for m, t in enumerate(job)] for job in times])
    return float(DispatchingRuleSolver("most_work_remaining").solve(shop).makespan())


def measured(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of several runs in milliseconds, and what it gave."""
    shortest, found = math.inf, None
    for _ in range(times):
        start = time.process_time()
        found = run()
        shortest = min(shortest, 1000 * (time.process_time() - start))
    return shortest, found


def rules(count: int) -> None:
    """Print a row for each rule, and how their time grows."""
    jobs, more = some_jobs(count), some_jobs(4 * count)
    print(f"{f'{count} jobs':10}{'lembar':>10}{'pandas':>10}{'ratio':>8}", end="")
    print(f"{'job_shop_lib':>14}{'ratio':>8}{'growth':>8}  same")
    total = [0.0, 0.0]
    for rule in RULES:
        ours, (names, measures) = measured(lambda rule=rule: lembar(jobs, rule))
        theirs, (others, values) = measured(lambda rule=rule: pandas(jobs, rule), 1 if rule == "moore" else 3)
        same = names == others and np.allclose(measures, values, rtol=1e-9)
        peer = math.nan
        if PEER and rule != "moore":
            peer, found = measured(lambda rule=rule: job_shop_lib(jobs, rule), 1)
            same = same and found == names
        growth = math.log(measured(lambda rule=rule: lembar(more, rule))[0] / ours) / math.log(4)
        print(
            f"{rule:10}{ours:10.1f}{theirs:10.1f}{ours / theirs:8.2f}{peer:14.0f}{ours / peer:8.4f}"
            f"{growth:8.2f}  {'yes' if same else 'NO'}"
        )
        total = [total[0] + ours, total[1] + theirs]
    print(f"{'all six':10}{total[0]:10.1f}{total[1]:10.1f}{total[0] / total[1]:8.2f}")


def flow_shop(count: int, many: int) -> None:
    """Print NEH on five machines and Johnson on two."""
    dice = random.Random(count)
    for name, ours, theirs, jobs, machines in (
        ("NEH / numpy", neh, numpy_neh, count, 5),
        ("Johnson / pandas", johnson, pandas_johnson, many, 2),
    ):
        times = [[float(dice.randint(1, 99)) for _ in range(machines)] for _ in range(jobs)]
        spent, rows = measured(lambda ours=ours, times=times: ours(times))
        peer, order = measured(lambda theirs=theirs, times=times: theirs(times))
        same = [row[0] for row in rows] == order
        print(
            f"{name}, {jobs} jobs: {spent:.1f} ms, peer {peer:.1f} ms, ratio {spent / peer:.2f}, "
            f"same {'yes' if same else 'NO'}"
        )
        if ours is neh:
            length = flow_makespan(times, order)
            others = [flow_makespan(times, dice.sample(order, jobs)) for _ in range(20)]
            print(f"  makespan {length:.0f}: {length / (sum(others) / 20):.2f} of random sequences'", end="")
            print(f", {length / most_work(times):.2f} of most work remaining's" if PEER else "")


def main() -> None:
    """Measure and print."""
    sizes = [int(text) for text in sys.argv[1:]]
    count, flow = [*sizes, 1000, 50][:2] if len(sizes) != 1 else [sizes[0], 50]
    if not PEER:
        print("job_shop_lib is not installed: pip install job_shop_lib")
    gc.freeze()  # else each collection walks the imported modules too, whoever is measured
    rules(count)
    flow_shop(flow, count)


if __name__ == "__main__":
    main()
