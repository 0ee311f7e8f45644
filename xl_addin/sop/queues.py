"""Cases that wait for people: the drawn routes of many cases run through limited staff, with SimPy.

The clock counts minutes of working time, so an evening lasts no time. Whoever has a case keeps it until it
goes to somebody else; cases wait in the order in which they come (FIFO). Routes and times are drawn
beforehand: other staff meet the very same cases.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xl_addin import progress

if TYPE_CHECKING:
    import simpy

    from xl_addin.sop.routes import Floats, Routes, Whole

    Events: TypeAlias = Generator[simpy.Event, Any, None]

FREE: Final = -1
"""Instead of the number of an actor: one whom nobody waits for."""
_TOLD: Final = 100
"""So many times the progress is told."""


@dataclass(frozen=True)
class Visits:
    """Work that one actor does on one case in one go.

    Args:
        case: The number of the case.
        actor: The number of the actor, or :data:`FREE`.
        minutes: How long the work takes.
    """

    case: Whole
    actor: Whole
    minutes: Floats


@dataclass(frozen=True)
class Run:
    """When everything happened, in minutes of working time from the beginning.

    Args:
        visits: The work.
        begun: When each visit's work began.
        waited: How long each visit waited before it.
        arrived: When each case came.
        finished: When each case was done.
    """

    visits: Visits
    begun: Floats
    waited: Floats
    arrived: Floats
    finished: Floats


def visits(routes: Routes, actors: Sequence[int]) -> Visits:
    """Return the routes as visits to actors: steps that follow each other with one actor are one visit.

    Args:
        routes: The ways of the cases.
        actors: Of each step of the procedure the actor, or :data:`FREE`.
    """
    import numpy as np  # noqa: PLC0415 - numpy is heavy

    actor = np.asarray(actors, dtype=np.int64)[routes.step]
    other = (np.diff(routes.case) != 0) | (np.diff(actor) != 0)
    first = np.flatnonzero(np.concatenate(([True], other)))
    merged = np.add.reduceat(routes.minutes, first)
    worked = merged > 0  # nobody waits for a turn that takes no time
    first = first[worked]
    return Visits(routes.case[first], actor[first], merged[worked])


def run(work: Visits, arrivals: Floats, staff: Sequence[int]) -> Run:
    """Run all cases through the staff until the last one is done.

    Args:
        work: The visits of each case, case after case.
        arrivals: When each case comes.
        staff: How many people each actor has.
    """
    office = _Office(work, arrivals, staff)
    office.run()
    return office.told()


class _Office:
    """A SimPy environment with the staff as resources."""

    def __init__(self, work: Visits, arrivals: Floats, staff: Sequence[int]) -> None:
        import numpy as np  # noqa: PLC0415
        import simpy  # noqa: PLC0415

        self._env = simpy.Environment()
        self._pools = [simpy.Resource(self._env, people) for people in staff]
        self._work = work
        self._arrivals = arrivals.tolist()
        self._actors, self._minutes = work.actor.tolist(), work.minutes.tolist()
        self._bounds = np.searchsorted(work.case, np.arange(len(arrivals) + 1)).tolist()
        self._begun, self._waited = [0.0] * len(self._actors), [0.0] * len(self._actors)
        self._finished = [0.0] * len(self._arrivals)

    def run(self) -> None:
        """Let all cases come and go."""
        self._env.process(self._arrive())
        self._env.run()

    def told(self) -> Run:
        """Return when everything happened."""
        import numpy as np  # noqa: PLC0415

        begun, waited, finished = map(np.array, (self._begun, self._waited, self._finished))
        return Run(self._work, begun, waited, np.array(self._arrivals), finished)

    def _arrive(self) -> Events:
        env, many = self._env, len(self._arrivals)
        every = max(many // _TOLD, 1)
        for number, (moment, (first, last)) in enumerate(
            zip(self._arrivals, pairwise(self._bounds), strict=True)
        ):
            if not number % every:
                progress.step(number, many, "Simulasi antrean")
            yield env.timeout(moment - env.now)
            env.process(self._case(number, first, last))
        progress.step(many, many, "Simulasi antrean")

    def _case(self, number: int, first: int, last: int) -> Events:
        env = self._env
        for visit in range(first, last):
            if self._actors[visit] == FREE:
                self._begun[visit] = env.now
                yield env.timeout(self._minutes[visit])
                continue
            asked = env.now
            with self._pools[self._actors[visit]].request() as turn:
                if not turn.triggered:
                    yield turn
                self._begun[visit] = env.now
                self._waited[visit] = env.now - asked
                yield env.timeout(self._minutes[visit])
        self._finished[number] = env.now
