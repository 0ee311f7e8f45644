"""A procedure tried out, against the loop that one writes by hand with SimPy.

    python bench/sop_simulation.py [STEPS [CASES]]        default: 200 10000

The procedure has a decision in every tenth step that goes back five steps for one case in ten, and seven
actors of three people who take turns. The loop by hand draws each duration (Python's ``betavariate``) and
each branch where it meets them, and yields a timeout; with queues it also requests a resource for each step.
Prints processor time, ratios, the exponent of time over cases, the peak of memory, and how far the means are
apart.
"""

from __future__ import annotations

import gc
import math
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Generator
from functools import partial
from statistics import fmean
from typing import Any

import simpy

from xl_addin.sop.outcome import Outcome
from xl_addin.sop.procedure import Actor, Procedure, Step
from xl_addin.sop.simulation import Plan, simulate

ACTORS = tuple(Actor(f"Bagian {number}", people=3) for number in range(7))
DAY = 480.0
USED = 0.6
"""How busy the busiest actor is, where cases wait for people."""


def procedure(count: int) -> Procedure:
    """Return a procedure of so many steps."""
    steps = [Step("L0", "Mulai", ACTORS[0].name, "Mulai")]
    for number in range(1, count - 1):
        step = Step(f"L{number}", "Kerja", ACTORS[number % 7].name, low=5.0, likely=10.0, high=30.0)
        if number % 10 == 9:
            back = f"L{number + 1}; L{number - 5}"
            step = Step(f"L{number}", "Benar?", ACTORS[number % 7].name, "Keputusan", low=1.0, likely=2.0,
                        high=5.0, next=back, branches="ya; tidak", shares="90; 10")  # fmt: skip
        steps.append(step)
    return Procedure((*steps, Step(f"L{count - 1}", "Selesai", ACTORS[0].name, "Selesai")), ACTORS)


class ByHand:
    """The loop that one writes by hand."""

    def __init__(self, made: Procedure, seed: int = 1) -> None:
        self.dice = random.Random(seed)
        self.times = [self.shape(made, step) for step in made.steps]
        self.next = [[(link.end, link.share) for link in links] for links in made.following]
        self.actor = [made.column(step) for step in made.steps]

    @staticmethod
    def shape(made: Procedure, step: Step) -> tuple[float, float, float, float] | None:
        times = made.times(step)
        if times is None:
            return None
        span = times.high - times.low
        alpha = 1 + 4 * (times.likely - times.low) / span
        return times.low, span, alpha, 6 - alpha

    def case(
        self, env: simpy.Environment, pools: list[simpy.Resource], done: list[float]
    ) -> Generator[simpy.Event, Any, None]:
        start, at = env.now, 0
        while True:
            if shape := self.times[at]:
                low, span, alpha, beta = shape
                minutes = low + span * self.dice.betavariate(alpha, beta)
                if pools:
                    with pools[self.actor[at]].request() as turn:
                        yield turn
                        yield env.timeout(minutes)
                else:
                    yield env.timeout(minutes)
            if not self.next[at]:
                done.append(env.now - start)
                return
            drawn = self.dice.random()
            for end, share in self.next[at]:  # noqa: B007 - the last one is left when shares are rounded
                drawn -= share
                if drawn < 0:
                    break
            at = end

    def run(self, cases: int, arrivals: float | None) -> list[float]:
        """Return the lead time of every case."""
        env, done = simpy.Environment(), []
        pools = [simpy.Resource(env, 3) for _ in ACTORS] if arrivals else []

        def arrive() -> Generator[simpy.Event, Any, None]:
            for _ in range(cases):
                if arrivals:
                    yield env.timeout(self.dice.expovariate(arrivals / DAY))
                env.process(self.case(env, pools, done))
            yield env.timeout(0)

        env.process(arrive())
        env.run()
        return done


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return seconds of processor time, and what came out."""
    gc.collect()
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def peak(work: Callable[[], Any]) -> float:
    """Return the megabytes that it held at most."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def compare(made: Procedure, cases: int, arrivals: float | None) -> None:
    """Print a line for cases alone or with queues."""
    total = round(cases * 1.3) if arrivals else cases  # cases before and after those that count
    plan = Plan(cases, arrivals=arrivals)
    ours, outcome = spent(partial(simulate, made, plan))
    theirs, lead = spent(partial(ByHand(made).run, total, arrivals))
    fewer = spent(partial(simulate, made, Plan(cases // 4, arrivals=arrivals)))[0]
    growth = math.log(ours / fewer) / math.log(4)
    memory = peak(partial(simulate, made, Plan(cases // 4, arrivals=arrivals))) * 4
    name = "with queues" if arrivals else "alone"
    print(
        f"{name:12}{ours:9.2f} s{theirs:9.2f} s{ours / theirs:8.2f}{growth:9.2f}{memory:8.0f} MB"
        f"{outcome.mean:12.1f}{fmean(lead):14.1f}  {told(outcome, lead)}"
    )


def told(outcome: Outcome, lead: list[float]) -> str:
    """Say how far the means are apart, in standard errors of a case alone."""
    apart = abs(outcome.mean - fmean(lead)) / (outcome.error * math.sqrt(2))
    return f"{apart:.1f} standard errors apart"


def main() -> None:
    """Measure and print."""
    count, cases = [*map(int, sys.argv[1:]), *(200, 10_000)[len(sys.argv) - 1 :]]
    made = procedure(count)
    gc.freeze()
    print(f"{count} steps, {cases} cases")
    widths = {
        "lembar": 11,
        "by hand": 11,
        "ratio": 8,
        "growth": 9,
        "memory": 11,
        "mean": 12,
        "mean by hand": 14,
    }
    print(" " * 12 + "".join(f"{head:>{width}}" for head, width in widths.items()))
    compare(made, cases, None)
    busiest = max(load.work for load in simulate(made, Plan(10)).loads)
    compare(made, cases, USED * 3 * DAY / busiest)


if __name__ == "__main__":
    main()
