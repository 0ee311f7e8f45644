"""Sequencing jobs on one machine: dispatching rules, and how good a sequence is.

All jobs are there at time 0 and run one after the other. A rule is a function from jobs to their sequence.

Sources: production planning, chapter 8; Baker & Trietsch, *Principles of Sequencing and Scheduling*, chapters
2 and 3; Heizer & Render, *Operations Management*, chapter 15.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from math import fsum, inf
from typing import Any, Final, NamedTuple

from udfs.registry import ExcelError, Numbers, Texts, UdfError, shown, udf
from udfs.words import word

CATEGORY: Final = "Penjadwalan"


class Job(NamedTuple):
    """A job: its place in the input, its name, how long it takes and when it is due."""

    place: int
    name: str
    time: float
    due: float


class Run(NamedTuple):
    """A job as it runs in a sequence."""

    job: Job
    start: float

    @property
    def finish(self) -> float:
        """When it is done; as it is there from time 0 on, its flow time too."""
        return self.start + self.job.time

    @property
    def tardiness(self) -> float:
        """How much too late it is done, 0 when it is in time."""
        return max(0.0, self.finish - self.job.due)


def fcfs(jobs: Sequence[Job]) -> list[Job]:
    """First come, first served."""
    return list(jobs)


def edd(jobs: Sequence[Job]) -> list[Job]:
    """Earliest due date first: the least maximum lateness."""
    return sorted(jobs, key=lambda job: job.due)


def spt(jobs: Sequence[Job]) -> list[Job]:
    """Shortest processing time first: the least mean flow time."""
    return sorted(jobs, key=lambda job: job.time)


def lpt(jobs: Sequence[Job]) -> list[Job]:
    """Longest processing time first."""
    return sorted(jobs, key=lambda job: -job.time)


def critical_ratio(jobs: Sequence[Job]) -> list[Job]:
    """Smallest ratio of the time until due to the time it takes, seen from time 0."""
    return sorted(jobs, key=lambda job: job.due / job.time if job.time else inf)


def moore(jobs: Sequence[Job]) -> list[Job]:
    """Moore and Hodgson: the fewest late jobs, these at the end in the order of their due dates."""
    kept: list[tuple[float, int]] = []
    late: set[int] = set()
    clock = 0.0
    for job in edd(jobs):
        heapq.heappush(kept, (-job.time, -job.place))
        clock += job.time
        if clock > job.due:
            time, place = heapq.heappop(kept)
            clock += time
            late.add(-place)
    return sorted(edd(jobs), key=lambda job: job.place in late)


RULES: Final[dict[str, Callable[[Sequence[Job]], list[Job]]]] = {
    "fcfs": fcfs,
    "edd": edd,
    "spt": spt,
    "lpt": lpt,
    "cr": critical_ratio,
    "moore": moore,
}
"""The dispatching rules; ties go by arrival."""

_RULE_WORDS: Final = {name: (name,) for name in RULES} | {"edd": ("edd", "eddf")}
_METRICS: Final[dict[str, Callable[[Sequence[Run]], float]]] = {
    "mean completion": lambda runs: fsum(run.finish for run in runs) / len(runs),
    "utilisation": lambda runs: fsum(run.job.time for run in runs) / fsum(run.finish for run in runs),
    "jobs in system": lambda runs: fsum(run.finish for run in runs) / fsum(run.job.time for run in runs),
    "mean lateness": lambda runs: fsum(run.tardiness for run in runs) / len(runs),
    "maximum lateness": lambda runs: max(run.tardiness for run in runs),
    "late jobs": lambda runs: sum(run.tardiness > 0 for run in runs),
    "makespan": lambda runs: max(run.finish for run in runs),
}
_METRIC_WORDS: Final = {
    "mean completion": ("mean completion", "waktu penyelesaian rata-rata"),
    "utilisation": ("utilisation", "utilisasi"),
    "jobs in system": ("jobs in system", "pekerjaan dalam sistem"),
    "mean lateness": ("mean lateness", "keterlambatan rata-rata"),
    "maximum lateness": ("maximum lateness", "keterlambatan terbesar"),
    "late jobs": ("late jobs", "pekerjaan terlambat"),
    "makespan": ("makespan", "waktu total"),
}


@udf(
    category=CATEGORY,
    help="Urutan pekerjaan menurut aturan; kolom urutan, pekerjaan, waktu, mulai, selesai, jatuh tempo, "
    "terlambat.",
    args={
        "names": "Pekerjaan, nama tiap pekerjaan menurut kedatangan",
        "times": "Waktu proses, sel sebaris dengan namanya",
        "due_dates": "Jatuh tempo, sel sebaris dengan namanya; kosong berarti tanpa batas",
        "rule": "Aturan, FCFS, EDD, SPT, LPT, CR atau MOORE",
    },
    blank=("rule",),
)
def dispatch(names: Texts, times: Numbers, due_dates: Numbers, rule: str) -> list[list[float | str | None]]:
    """Return the jobs in the order of a rule, each with its start, finish and tardiness.

    Args:
        names: Name of each job, in the order of arrival.
        times: How long each takes, above 0.
        due_dates: When each is due, in the same unit from time 0; a blank is never late.
        rule: FCFS, EDD, SPT, LPT, CR (critical ratio) or MOORE.

    Returns:
        A row for each job: its number, name, time, start, finish, due date (blank without one), tardiness.

    Raises:
        UdfError: #VALUE!, an unknown rule, a name without time or columns that differ in length; #NUM!, a
            time that is not above 0.

    **Example** (Heizer & Render, example 15.5, by SPT):

    >>> for row in dispatch("ABCDE", [6, 2, 8, 3, 9], [8, 6, 18, 15, 23], "SPT"):
    ...     print(row)
    [1, 'B', 2, 0.0, 2.0, 6, 0.0]
    [2, 'D', 3, 2.0, 5.0, 15, 0.0]
    [3, 'A', 6, 5.0, 11.0, 8, 3.0]
    [4, 'C', 8, 11.0, 19.0, 18, 1.0]
    [5, 'E', 9, 19.0, 28.0, 23, 5.0]

    Source: production planning, chapter 8.
    """
    runs = _runs(_jobs(names, times, due_dates), rule)
    return [[n, *_shown(run)] for n, run in enumerate(runs, 1)]


@udf(
    category=CATEGORY,
    help="Ukuran keberhasilan sebuah aturan: waktu penyelesaian rata-rata, utilisasi, keterlambatan, dll.",
    args={
        "times": "Waktu proses, satu sel untuk setiap pekerjaan menurut kedatangan",
        "due_dates": "Jatuh tempo, sel sebaris dengan waktunya; kosong berarti tanpa batas",
        "rule": "Aturan, FCFS, EDD, SPT, LPT, CR atau MOORE",
        "metric": "Ukuran, waktu penyelesaian rata-rata, utilisasi, pekerjaan dalam sistem, keterlambatan "
        "rata-rata, keterlambatan terbesar, pekerjaan terlambat atau waktu total",
    },
    blank=("rule", "metric"),
)
def dispatch_metric(times: Numbers, due_dates: Numbers, rule: str, metric: str) -> float:
    r"""Return how good the sequence of a rule is.

    With finish (flow) times :math:`F_i` and processing times :math:`p_i`: mean completion
    :math:`\sum F / n`, utilisation :math:`\sum p / \sum F`, jobs in system :math:`\sum F / \sum p`, mean
    lateness (lateness below 0 counts 0), maximum lateness, late jobs, makespan.

    Args:
        times: How long each job takes, above 0.
        due_dates: When each is due; a blank is never late.
        rule: FCFS, EDD, SPT, LPT, CR or MOORE.
        metric: One of the measures, in English or Indonesian.

    Raises:
        UdfError: as :func:`dispatch`; #VALUE!, an unknown metric.

    **Example** (Heizer & Render, example 15.5: SPT 13 days mean, 2.32 jobs, 1.8 days late):

    >>> data = [6, 2, 8, 3, 9], [8, 6, 18, 15, 23], "SPT"
    >>> dispatch_metric(*data, "mean completion"), dispatch_metric(*data, "mean lateness")
    (13.0, 1.8)
    >>> round(dispatch_metric(*data, "jobs in system"), 2)
    2.32

    Source: production planning, items 8.4 to 8.7.
    """
    measure = _METRICS[word(metric, _METRIC_WORDS, "ukuran")]
    names = [None if time is None else str(n) for n, time in enumerate(times, 1)]
    return measure(_runs(_jobs(names, times, due_dates), rule))


@udf(
    category=CATEGORY,
    help="Urutan ke berapa setiap pekerjaan dikerjakan menurut aturan; satu baris untuk setiap pekerjaan.",
    args={
        "times": "Waktu proses, satu sel untuk setiap pekerjaan menurut kedatangan",
        "due_dates": "Jatuh tempo, sel sebaris dengan waktunya; kosong berarti tanpa batas",
        "rule": "Aturan, FCFS, EDD, SPT, LPT, CR atau MOORE",
        "last_first": "Bila sama, TRUE: yang datang terakhir didahulukan",
    },
    blank=("rule",),
)
def dispatch_order(
    times: Numbers, due_dates: Numbers, rule: str, last_first: bool = False
) -> list[list[int | None]]:
    """Return the place of each job in the sequence of a rule.

    Args:
        times: How long each job takes, above 0.
        due_dates: When each is due; a blank is never late.
        rule: FCFS, EDD, SPT, LPT, CR or MOORE.
        last_first: Whether of equal jobs the one that came last goes first.

    Returns:
        A row for each cell of ``times``: 1 for the job that is done first; blank where there is no job.

    Raises:
        UdfError: as :func:`dispatch`.

    **Example** (Heizer & Render, example 15.5, by SPT: B, D, A, C, E):

    >>> dispatch_order([6, 2, 8, 3, 9], [8, 6, 18, 15, 23], "SPT")
    [[3], [1], [4], [2], [5]]

    Source: production planning, chapter 8.
    """
    names = [None if time is None else str(n) for n, time in enumerate(times, 1)]
    jobs = _jobs(names, times, due_dates)
    if last_first and word(rule, _RULE_WORDS, "aturan") != "fcfs":
        jobs.reverse()
    places = {run.job.place: n for n, run in enumerate(_runs(jobs, rule), 1)}
    return [[places.get(place)] for place in range(len(times))]


def _shown(run: Run) -> list[float | str | None]:
    job = run.job
    due = None if job.due == inf else job.due
    return [job.name, job.time, run.start, run.finish, due, run.tardiness]


def _runs(jobs: Sequence[Job], rule: str) -> list[Run]:
    return list(in_turn(RULES[word(rule, _RULE_WORDS, "aturan")](jobs)))


def in_turn(jobs: Iterable[Job]) -> Iterable[Run]:
    """Yield the jobs as they run one after the other from time 0."""
    clock = 0.0
    for job in jobs:
        yield Run(job, clock)
        clock += job.time


def _jobs(names: Texts, times: Numbers, due_dates: Numbers) -> list[Job]:
    """Return the jobs of the rows that are filled."""
    if not len(names) == len(times) == len(due_dates):
        found = f"{len(names)}, {len(times)} dan {len(due_dates)}"
        raise UdfError(ExcelError.VALUE, f"nama, waktu dan jatuh tempo harus sama banyak, ditemukan {found}")
    rows: list[Any] = list(zip(names, times, due_dates, strict=True))
    jobs = []
    for place, (name, time, due) in enumerate(rows):
        if (name or "") == "" and time is None:
            continue
        if not name or time is None:
            raise UdfError(ExcelError.VALUE, f"pekerjaan ke-{place + 1} harus punya nama dan waktu")
        if time <= 0:
            raise UdfError(ExcelError.NUM, f"waktu proses harus lebih dari 0, ditemukan {shown(time)}")
        jobs.append(Job(place, name, time, inf if due is None else due))
    if not jobs:
        raise UdfError(ExcelError.VALUE, "belum ada pekerjaan")
    return jobs
