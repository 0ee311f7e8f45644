"""What a simulation shows: lead times, who works and who makes others wait.

Source: batch means: Law, *Simulation Modeling and Analysis*, chapter 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log10, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xl_addin.sop.procedure import Procedure
    from xl_addin.sop.routes import Flags, Floats, Routes, Whole

BUSY: Final = 0.9
"""From this utilisation on, queues are so long that a simulation of ordinary length only gives an idea."""
_BATCHES: Final = 20
_BARS: Final = 20
"""A histogram has at most so many bars."""


@dataclass(frozen=True)
class Load:
    """What the cases are to one actor.

    Args:
        actor: The name.
        people: How many there are; None: as many as are needed.
        share: The part of all work that is the actor's.
        work: Minutes of work on a case, on average.
        waiting: Minutes that a case waits for the actor, on average.
        utilisation: Part of the working time that is work; 1 or more: work comes faster than it is done. None
            where nobody is short.
        bottleneck: Whether the procedure is held up most here.
    """

    actor: str
    people: int | None
    share: float
    work: float
    waiting: float = 0.0
    utilisation: float | None = None
    bottleneck: bool = False

    @property
    def overloaded(self) -> bool:
        """Whether work comes faster than it is done, so that the queue grows without end."""
        return self.utilisation is not None and self.utilisation >= 1

    @property
    def needed(self) -> int | None:
        """How many people would just be enough."""
        if self.people is None or self.utilisation is None:
            return None
        return floor(self.utilisation * self.people) + 1


@dataclass(frozen=True)
class Outcome:
    """What became of the cases; times in minutes of working time.

    Args:
        lead: The lead time of every case that counts, in the order of arrival.
        mean: The mean lead time.
        error: The standard error of the mean; with queues by batch means, as cases resemble their neighbours.
        waiting: How long a case waits in all, on average.
        kept: Of each case whether it was done within the promise; None without a promise, or when overloaded.
        repeating: The share of cases that come to a step more than once.
        repeats: Steps that a case does again, on average.
        loads: The actors.
        queued: Whether cases waited for each other. Not when an actor is overloaded: then times are those of
            cases that never wait.
    """

    lead: Floats
    mean: float
    error: float
    waiting: float
    kept: Flags | None
    repeating: float
    repeats: float
    loads: tuple[Load, ...]
    queued: bool

    @property
    def on_time(self) -> float | None:
        """The share of cases that were done within the promise; None without one."""
        return None if self.kept is None else float(self.kept.mean())

    @property
    def median(self) -> float:
        """The lead time that half of the cases do not exceed."""
        return self.percentile(50)

    @property
    def maximum(self) -> float:
        """The longest lead time."""
        return float(self.lead.max())

    @property
    def overloaded(self) -> tuple[Load, ...]:
        """The actors to whom work comes faster than they do it."""
        return tuple(load for load in self.loads if load.overloaded)

    def percentile(self, share: float) -> float:
        """Return the lead time that so many per cent of the cases do not exceed."""
        import numpy as np  # noqa: PLC0415 - numpy is heavy

        return float(np.percentile(self.lead, share))


@dataclass(frozen=True)
class Trial:
    """Cases that were run.

    Args:
        routes: Their ways.
        arrived: When each came.
        lead: How long each took.
        waited: How long a case waited for each actor, on average.
        used: The utilisation of each actor.
        queued: Whether they waited for each other.
    """

    routes: Routes
    arrived: Floats
    lead: Floats
    waited: Sequence[float]
    used: Sequence[float | None]
    queued: bool


@dataclass(frozen=True)
class Bar:
    """One bar of a histogram: how many cases took from one time to another, and how many of them too long."""

    low: float
    high: float
    cases: int
    late: int = 0


def measured(procedure: Procedure, loads: Sequence[Load], trial: Trial, promise: float | None) -> Outcome:
    """Return what cases that were run show.

    Args:
        procedure: The procedure.
        loads: Its actors.
        trial: The cases.
        promise: The promised lead time in working days after the day of arrival.
    """
    again = _again(trial, len(procedure.steps))
    return Outcome(
        lead=trial.lead,
        mean=float(trial.lead.mean()),
        error=_error(trial.lead, trial.queued),
        waiting=sum(trial.waited),
        kept=None if promise is None else _kept(trial, 60 * procedure.hours, promise),
        repeating=float((again > 0).mean()),
        repeats=float(again.mean()),
        loads=with_bottleneck(_loads(procedure, loads, trial)),
        queued=trial.queued,
    )


def with_bottleneck(loads: Sequence[Load]) -> tuple[Load, ...]:
    """Mark who holds the procedure up: the most used, or who has most of the work where nobody is short."""
    if not loads:
        return ()
    short = any(load.utilisation is not None for load in loads)
    held_by = max(loads, key=lambda load: (load.utilisation or 0.0) if short else load.share)
    return tuple(replace(load, bottleneck=load is held_by) for load in loads)


def histogram(lead: Floats, unit: float, kept: Flags | None = None) -> list[Bar]:
    """Return a histogram with limits at round multiples of a unit.

    Args:
        lead: Lead times.
        unit: The unit in which they are told, in the same measure as they are.
        kept: Of each whether it was within the promise.

    >>> import numpy as np
    >>> [(bar.low, bar.high, bar.cases) for bar in histogram(np.arange(480.0, 960.0), 480)][:2]
    [(480.0, 504.0, 24), (504.0, 528.0, 24)]
    """
    import numpy as np  # noqa: PLC0415

    least, most = float(lead.min()) / unit, float(lead.max()) / unit
    wide = _round_up((most - least) / _BARS) if most > least else 1.0
    first = floor(least / wide)
    limits = np.arange(first, max(floor(most / wide), first) + 2) * wide * unit
    late = lead[:0] if kept is None else lead[~kept]
    counts = (np.histogram(times, limits)[0].tolist() for times in (lead, late))
    return [Bar(*bar) for bar in zip(limits[:-1].tolist(), limits[1:].tolist(), *counts, strict=True)]


def _round_up(width: float) -> float:
    """Return the next width that is 1, 2 or 5 times a power of ten, or a quarter of one."""
    power = 10.0 ** floor(log10(width))
    return next(power * step for step in (1, 2, 2.5, 5, 10) if power * step >= width)


def _error(lead: Floats, queued: bool) -> float:
    """Return the standard error of the mean, with queues from the means of batches of neighbours."""
    import numpy as np  # noqa: PLC0415

    if len(lead) < 2:
        return 0.0
    sample = lead
    if queued and len(lead) >= 2 * _BATCHES:
        sample = np.array([batch.mean() for batch in np.array_split(lead, _BATCHES)])
    return float(sample.std(ddof=1)) / sqrt(len(sample))


def _kept(trial: Trial, day: float, promise: float) -> Flags:
    """Say of each case whether it is done by the end of so many working days after that of its arrival."""
    import numpy as np  # noqa: PLC0415

    came, gone = np.floor(trial.arrived / day), np.ceil((trial.arrived + trial.lead) / day) - 1
    return np.asarray(gone - came <= promise)


def _again(trial: Trial, steps: int) -> Whole:
    """Return how many steps each case does again."""
    import numpy as np  # noqa: PLC0415

    cases = len(trial.arrived)
    taken = np.sort(trial.routes.case * steps + trial.routes.step)
    first = taken[np.concatenate(([True], np.diff(taken) > 0))]
    return np.bincount(trial.routes.case, minlength=cases) - np.bincount(first // steps, minlength=cases)


def _loads(procedure: Procedure, loads: Sequence[Load], trial: Trial) -> list[Load]:
    import numpy as np  # noqa: PLC0415

    of_step = np.array([procedure.column(step) for step in procedure.steps])
    work = np.bincount(of_step[trial.routes.step], trial.routes.minutes, len(loads))
    total = float(work.sum()) or 1.0
    return [
        replace(
            load, share=minutes / total, work=minutes / len(trial.arrived), waiting=wait, utilisation=used
        )
        for load, minutes, wait, used in zip(loads, work.tolist(), trial.waited, trial.used, strict=True)
    ]
