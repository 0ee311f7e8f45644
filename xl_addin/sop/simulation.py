"""A procedure tried out: many cases run through it, and what becomes of them.

Without arrivals every case is alone, so its lead time is the sum of what its steps take. With arrivals
(Poisson, so many a working day on average) cases wait for people where there are not enough of them.

>>> from xl_addin.sop.procedure import Procedure, Step
>>> procedure = Procedure(
...     steps=(
...         Step("L01", "Pesanan masuk", "Penjualan", "Mulai"),
...         Step("L02", "Catat", "Penjualan", likely=20),
...         Step("L03", "Rakit", "Produksi", likely=1.5, unit="jam"),
...         Step("L04", "Kirim", "Gudang", "Selesai"),
...     )
... )
>>> outcome = simulate(procedure, Plan(cases=50))
>>> outcome.mean, outcome.maximum, [(load.actor, round(load.share, 2)) for load in outcome.loads]
(110.0, 110.0, [('Penjualan', 0.18), ('Produksi', 0.82), ('Gudang', 0.0)])

Source: SOP drafting, simulation under real conditions before a procedure is in force. Deletion of the
beginning: Law, *Simulation Modeling and Analysis*, chapter 9.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_addin.sop.outcome import Load, Outcome, Trial, measured, with_bottleneck
from xl_addin.sop.procedure import Actor, Procedure
from xl_addin.sop.queues import FREE, Run, run, visits
from xl_addin.sop.routes import Routes, check_runs, draw_routes, expected_visits, pert, stream
from xl_addin.sop.words import key

if TYPE_CHECKING:
    from xl_addin.sop.routes import Floats, Sampler

_BEFORE: Final = 0.2
_AFTER: Final = 0.1
"""Cases before and after those that count, as a share of them: the office is neither empty nor emptying."""


@dataclass(frozen=True)
class Plan:
    """What is tried out.

    Args:
        cases: How many cases count.
        seed: What the random numbers come from, 0 or more; see :mod:`xl_addin.sop.routes`.
        arrivals: Cases that come on a working day on average; None: one case at a time.
        promise: The promised lead time: done by the end of so many working days after the day of arrival.
    """

    cases: int = 1000
    seed: int = 1
    arrivals: float | None = None
    promise: float | None = None


def simulate(procedure: Procedure, plan: Plan, sampler: Sampler = pert) -> Outcome:
    """Try a procedure out.

    When an actor is overloaded there is no lead time that cases would settle at. Then they are run one at a
    time, the loads are those that the arrivals would bring, and no share within the promise is told.

    Args:
        procedure: The procedure.
        plan: How often, with which seed, how many cases a day.
        sampler: Draws durations from a stream and the three estimates of a step, whose expected time is their
            mean.

    Raises:
        LembarError: the procedure cannot be simulated; see :func:`xl_addin.sop.routes.obstacles`.
    """
    check_runs(procedure, _total(plan))
    loads = offered(procedure, plan.arrivals)
    if any(load.overloaded for load in loads):
        alone = replace(plan, arrivals=None, promise=None)
        used = [load.utilisation for load in loads]
        return measured(procedure, loads, replace(_alone(procedure, alone, sampler), used=used), None)
    trial = (_queued if plan.arrivals else _alone)(procedure, plan, sampler)
    return measured(procedure, loads, trial, plan.promise)


def offered(procedure: Procedure, arrivals: float | None) -> tuple[Load, ...]:
    """Return the loads that arrivals bring, exactly and without simulating.

    Args:
        procedure: One that can be simulated.
        arrivals: Cases on a working day on average; None: one at a time.
    """
    visited = expected_visits(procedure)
    work = [0.0] * len(procedure.actor_names)
    for number, step in enumerate(procedure.steps):
        if times := procedure.times(step):
            work[procedure.column(step)] += float(visited[number]) * times.expected
    total, day = sum(work) or 1.0, 60 * procedure.hours
    loads = []
    for name, minutes in zip(procedure.actor_names, work, strict=True):
        people = staff(procedure, name)
        used = arrivals * minutes / day / people if arrivals and people else None
        loads.append(Load(name, people, minutes / total, minutes, utilisation=used))
    return with_bottleneck(loads)


def draw_arrivals(plan: Plan, hours: float, count: int) -> Floats:
    """Draw when cases come: with exponential times between them or, one at a time, some time on its day.

    Args:
        plan: The seed and how many cases come.
        hours: Hours of a working day.
        count: How many cases.
    """
    import numpy as np  # noqa: PLC0415 - numpy is heavy

    drawn = stream(plan.seed, "kedatangan").random_sample(count)
    if not plan.arrivals:
        return drawn * 60 * hours
    return np.cumsum(-np.log1p(-drawn)) * (60 * hours / plan.arrivals)


def run_queues(procedure: Procedure, routes: Routes, arrivals: Floats) -> Run:
    """Run drawn routes through the staff of a procedure, with SimPy.

    Args:
        procedure: The procedure.
        routes: The ways of the cases.
        arrivals: When each case comes, in minutes of working time.
    """
    people = [staff(procedure, name) for name in procedure.actor_names]
    actors = [procedure.column(step) for step in procedure.steps]
    work = visits(routes, [actor if people[actor] else FREE for actor in actors])
    return run(work, arrivals, [count or 1 for count in people])


def staff(procedure: Procedure, name: str) -> int | None:
    """Return how many people an actor has; None: as many as are needed, as outside the company."""
    found = next((actor for actor in procedure.actors if key(actor.name) == key(name)), Actor(name))
    return None if found.outside else found.people


def _total(plan: Plan) -> int:
    """Return how many cases are run: with queues, also some before and after those that count."""
    return plan.cases + (round(plan.cases * (_BEFORE + _AFTER)) if plan.arrivals else 0)


def _alone(procedure: Procedure, plan: Plan, sampler: Sampler) -> Trial:
    """Run cases that never wait."""
    import numpy as np  # noqa: PLC0415

    routes = draw_routes(procedure, plan.cases, plan.seed, sampler)
    arrived = draw_arrivals(plan, procedure.hours, plan.cases)
    lead = np.asarray(np.bincount(routes.case, routes.minutes, plan.cases), dtype=float)
    nobody = len(procedure.actor_names)
    return Trial(routes, arrived, lead, [0.0] * nobody, [None] * nobody, queued=False)


def _queued(procedure: Procedure, plan: Plan, sampler: Sampler) -> Trial:
    """Run cases that wait for people; the first and the last ones do not count."""
    import numpy as np  # noqa: PLC0415

    total, first = _total(plan), round(plan.cases * _BEFORE)
    last = first + plan.cases
    routes = draw_routes(procedure, total, plan.seed, sampler)
    done = run_queues(procedure, routes, draw_arrivals(plan, procedure.hours, total))
    actors = len(procedure.actor_names)
    counts = (done.visits.case >= first) & (done.visits.case < last) & (done.visits.actor != FREE)
    waited = np.bincount(done.visits.actor[counts], done.waited[counts], actors) / plan.cases
    kept = (routes.case >= first) & (routes.case < last)
    return Trial(
        Routes(routes.case[kept] - first, routes.step[kept], routes.minutes[kept]),
        done.arrived[first:last],
        done.finished[first:last] - done.arrived[first:last],
        waited.tolist(),
        _utilisation(procedure, done, (float(done.arrived[first]), float(done.arrived[last - 1]))),
        queued=True,
    )


def _utilisation(procedure: Procedure, done: Run, window: tuple[float, float]) -> list[float | None]:
    """Return which part of a time each actor with limited staff worked."""
    import numpy as np  # noqa: PLC0415

    begin, end = window
    work = done.visits
    within = np.minimum(done.begun + work.minutes, end) - np.maximum(done.begun, begin)
    busy = np.bincount(work.actor + 1, np.maximum(within, 0), len(procedure.actor_names) + 1)[1:]
    people = [staff(procedure, name) for name in procedure.actor_names]
    span = end - begin
    return [
        float(minutes) / (count * span) if count and span else None
        for minutes, count in zip(busy, people, strict=True)
    ]
