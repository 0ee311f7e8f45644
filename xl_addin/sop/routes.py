"""The ways that cases take through a procedure, and how long each of their steps takes, drawn at random.

Times are drawn from the PERT-beta distribution: of those that know nothing but three estimates it is the one
whose mean is the expected time that the workbook shows, (low + 4 likely + high)/6; the triangular one would
give the extremes three times that weight in the mean. Source: Malcolm, Roseboom, Clark and Fazar,
*Application of a Technique for Research and Development Program Evaluation* (1959); SOP drafting, simulation.

Every step has streams of random numbers of its own, one for its times and one for its branches, each an
MT19937 seeded by numpy's ``SeedSequence`` from the seed, the kind of stream and the step's code, and read
through ``RandomState``, whose numbers numpy has promised never to change. So the same seed gives the same
numbers, a change of one step leaves the draws of all others alone, and no number of staff changes any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xl_addin.errors import LembarError
from xl_addin.sop.procedure import ACTIVITY, DECISION, END, START, UNITS, Procedure, Step, Times
from xl_addin.sop.words import key

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Whole: TypeAlias = npt.NDArray[np.int64]
    Flags: TypeAlias = npt.NDArray[np.bool_]
    Sampler: TypeAlias = Callable[[np.random.RandomState, Times, int], Floats]

MOST_MOVES: Final = 10_000_000
"""Steps taken by all cases together: so many fit into memory."""
MOST_STEPS: Final = 10_000
"""Steps that a case may take on average: more is a loop that hardly ends."""
_ROUNDED: Final = 1.0
"""How far the shares of a decision may be from 100 % in all: thirds are typed as 33."""


@dataclass(frozen=True)
class Routes:
    """The ways of all cases, case after case.

    Args:
        case: Of each step taken, the number of the case.
        step: Which step it is, by its number in the procedure.
        minutes: How long it took.
    """

    case: Whole
    step: Whole
    minutes: Floats


def pert(stream: np.random.RandomState, times: Times, count: int) -> Floats:
    """Draw durations between the low and the high estimate from the PERT-beta distribution.

    >>> import numpy as np
    >>> pert(np.random.RandomState(1), Times(20, 20, 20), 2).tolist()
    [20.0, 20.0]
    >>> float(pert(np.random.RandomState(1), Times(10, 20, 60), 10_000).mean().round())
    25.0
    """
    import numpy as np  # noqa: PLC0415 - numpy is heavy

    span = times.high - times.low
    if not span:
        return np.full(count, float(times.likely))
    before, after = 4 * (times.likely - times.low) / span, 4 * (times.high - times.likely) / span
    return times.low + span * stream.beta(1 + before, 1 + after, count)


def stream(seed: int, *names: str) -> np.random.RandomState:
    """Return the random numbers of a seed that belong to a name, whatever other names there are."""
    import numpy as np  # noqa: PLC0415

    words = [int.from_bytes(name.encode(), "big") for name in names]
    return np.random.RandomState(np.random.MT19937(np.random.SeedSequence([seed, *words])))


def obstacles(procedure: Procedure) -> list[tuple[str, str]]:
    """Return why a procedure cannot be simulated: the code of a step and what is wrong; empty when it can.

    Steps that no case can come to are no obstacle.
    """
    starts = [number for number, step in enumerate(procedure.steps) if step.role == START]
    if len(starts) != 1:
        found = ", ".join(procedure.steps[number].code for number in starts) or "tidak ada"
        return [("", f"Harus ada tepat satu langkah {START}; sekarang {found}")]
    met = _reached(procedure, starts[0])
    faults = [
        (procedure.steps[n].code, fault)
        for n in met
        for fault in (*_flow_faults(procedure, n), *_time_faults(procedure, n))
    ]
    if faults:
        return faults
    out = _with_way_out(procedure)
    return [(procedure.steps[n].code, f"Berputar tanpa jalan ke {END}") for n in met if n not in out]


def expected_visits(procedure: Procedure) -> Floats:
    """Return how often a case comes to each step on average, exactly.

    Visits v solve v = start + P'v, where P holds the branch shares (an absorbing Markov chain).

    Args:
        procedure: One without :func:`obstacles`.
    """
    import numpy as np  # noqa: PLC0415

    start = next(n for n, step in enumerate(procedure.steps) if step.role == START)
    met = _reached(procedure, start)
    place = {number: row for row, number in enumerate(met)}
    flow = np.eye(len(met))
    for link in procedure.links:
        if link.share and link.start in place:
            flow[place[link.end], place[link.start]] -= link.share
    visits = np.zeros(len(procedure.steps))
    visits[met] = np.linalg.solve(flow, [float(number == start) for number in met])
    return visits


def draw_routes(procedure: Procedure, cases: int, seed: int, sampler: Sampler = pert) -> Routes:
    """Draw the ways of cases from the start to an end.

    All cases that wait at the first step where any wait go on together, so that a long chain takes as many
    turns as it has steps, however many cases there are.

    Args:
        procedure: The procedure.
        cases: How many.
        seed: What the random numbers come from.
        sampler: Draws durations from a stream and the three estimates of a step.

    Raises:
        LembarError: the procedure cannot be simulated, or so many cases would take too many steps.
    """
    import numpy as np  # noqa: PLC0415

    check_runs(procedure, cases)
    walk = _Walk(procedure, seed, sampler)
    waiting: dict[int, list[Whole]] = {walk.start: [np.arange(cases)]}
    order = np.zeros(cases, dtype=np.int64)
    taken: list[tuple[Whole, Whole, Whole, Floats]] = []
    while waiting:
        number = min(waiting)
        here = np.concatenate(waiting.pop(number))
        taken.append((here, order[here], np.full(len(here), number), walk.minutes(number, len(here))))
        order[here] += 1
        for end, going in walk.onwards(number, here):
            waiting.setdefault(end, []).append(going)
    case, place, step, minutes = (np.concatenate(part) for part in zip(*taken, strict=True))
    sorted_by = np.lexsort((place, case))
    return Routes(case[sorted_by], step[sorted_by], minutes[sorted_by])


def check_runs(procedure: Procedure, cases: int) -> None:
    """Refuse what cannot be simulated.

    Raises:
        LembarError: the procedure has obstacles, or so many cases would take too many steps.
    """
    if faults := obstacles(procedure):
        told = "; ".join(f"{code}: {fault}" if code else fault for code, fault in faults)
        raise LembarError("sop_not_simulated", found=told)
    moves = float(expected_visits(procedure).sum())
    if not moves <= MOST_STEPS:
        told = f"Satu kasus rata-rata melalui {moves:.0f} langkah: periksa peluang pada pengulangan"
        raise LembarError("sop_not_simulated", found=told)
    if not moves * cases <= MOST_MOVES:
        raise LembarError("sop_too_long", found=f"{moves:.0f}", expected=f"{MOST_MOVES // moves:.0f}")


class _Walk:
    """Draws durations and branches, each step from its own streams."""

    def __init__(self, procedure: Procedure, seed: int, sampler: Sampler) -> None:
        self._procedure = procedure
        self._sampler = sampler
        self._streams: dict[tuple[str, int], Any] = {}
        self._seed = seed
        self.start = next(n for n, step in enumerate(procedure.steps) if step.role == START)

    def minutes(self, number: int, count: int) -> Floats:
        """Draw the durations of a step."""
        import numpy as np  # noqa: PLC0415

        times = self._procedure.times(self._procedure.steps[number])
        return self._sampler(self._stream("waktu", number), times, count) if times else np.zeros(count)

    def onwards(self, number: int, cases: Whole) -> list[tuple[int, Whole]]:
        """Return which cases go on to which step; none after an end."""
        import numpy as np  # noqa: PLC0415

        if self._procedure.steps[number].role == END:
            return []
        links = [link for link in self._procedure.following[number] if link.share]
        if len(links) == 1:
            return [(links[0].end, cases)]
        edges = np.cumsum([link.share for link in links])[:-1]
        drawn = np.searchsorted(edges, self._stream("cabang", number).random_sample(len(cases)), "right")
        parted = [(link.end, cases[drawn == n]) for n, link in enumerate(links)]
        return [(end, going) for end, going in parted if len(going)]

    def _stream(self, kind: str, number: int) -> np.random.RandomState:
        if (kind, number) not in self._streams:
            code = self._procedure.steps[number].code
            name = key(code) if self._procedure.find(code) == number else f"#{number}"
            self._streams[kind, number] = stream(self._seed, kind, name)
        found: np.random.RandomState = self._streams[kind, number]
        return found


def _reached(procedure: Procedure, start: int) -> list[int]:
    """Return the steps that a case can come to, in the written order."""
    met, ahead = {start}, [start]
    while ahead:
        number = ahead.pop()
        if procedure.steps[number].role == END:
            continue
        for link in procedure.following[number]:
            if link.share and link.end not in met:
                met.add(link.end)
                ahead.append(link.end)
    return sorted(met)


def _with_way_out(procedure: Procedure) -> set[int]:
    """Return the steps from which an end can be reached by branches that are taken at all."""
    out = {number for number, step in enumerate(procedure.steps) if step.role == END}
    ahead = list(out)
    while ahead:
        for link in procedure.leading[ahead.pop()]:
            if link.share and link.start not in out:
                out.add(link.start)
                ahead.append(link.start)
    return out


def _flow_faults(procedure: Procedure, number: int) -> list[str]:
    """Return what keeps one from knowing where a case goes from a step."""
    step = procedure.steps[number]
    if step.role == END:
        return []
    if lost := [code for code in step.next_codes if procedure.find(code) is None]:
        return [f"Langkah berikutnya {', '.join(lost)} tidak ada"]
    links = procedure.following[number]
    if not links:
        return [f"Tidak ada langkah berikutnya, padahal bukan {END}"]
    if step.role == DECISION:
        return _share_faults(step)
    return [f"Ada {len(links)} langkah berikutnya, padahal bukan {DECISION}"] if len(links) > 1 else []


def _share_faults(step: Step) -> list[str]:
    """Return what keeps one from knowing how often each branch is taken; blank shares are all alike."""
    shares, branches = step.branch_shares, len(step.next_codes)
    if not shares:
        return []
    if len(shares) != branches or any(share is None or share < 0 for share in shares):
        return [f"Peluang {step.shares} tidak cocok dengan {branches} cabang"]
    total = sum(share for share in shares if share is not None)
    return [] if abs(total - 100) <= _ROUNDED else [f"Jumlah peluang {total:g} %, seharusnya 100 %"]


def _time_faults(procedure: Procedure, number: int) -> list[str]:
    """Return what keeps one from drawing the duration of a step."""
    step = procedure.steps[number]
    times = procedure.times(step)
    if times is None:
        return ["Waktu wajar belum diisi"] if step.role == ACTIVITY else []
    if key(step.unit) not in map(key, UNITS):
        return [f"Satuan waktu {step.unit or 'kosong'} tidak dikenal"]
    if not 0 <= times.low <= times.likely <= times.high:
        return ["Waktu harus 0 atau lebih, dari cepat ke wajar ke lambat"]
    return []
