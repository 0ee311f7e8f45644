"""Jobs that pass the same machines in the same order (a flow shop): sequence and makespan.

Sources: Johnson (1954); Nawaz, Enscore & Ham (1983); Baker & Trietsch, *Principles of Sequencing and
Scheduling*, chapters 10 and 11; Heizer & Render, *Operations Management*, chapter 15 (Johnson's rule).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import fsum
from typing import Final

from udfs.registry import ExcelError, Matrix, Numbers, UdfError, shown, udf
from udfs.scheduling import CATEGORY

MOST_EXACT: Final = 12
"""How many jobs the best sequence is searched for: beyond, there are too many sequences."""

_TIMES: Final = "Waktu, tabel: satu baris untuk setiap pekerjaan, satu kolom untuk setiap mesin"
Times = Sequence[Sequence[float]]


@udf(
    category=CATEGORY,
    help="Urutan menurut aturan Johnson untuk dua mesin: waktu total paling pendek. Hasil: nomor pekerjaan.",
    args={"times": _TIMES},
)
def johnson(times: Matrix) -> list[list[int]]:
    """Return the sequence of least makespan on two machines, by Johnson's rule.

    Jobs shorter on the first machine go first, the shortest ahead; the others last, the longest on the second
    machine ahead.

    Args:
        times: A row for each job, with its times on the first and the second machine.

    Returns:
        A column of the jobs' numbers, counted from 1, in the order in which they run.

    Raises:
        UdfError: #VALUE!, a time is missing or there are not two machines; #NUM!, a negative time.

    **Example** (Heizer & Render, example 15.6: B, E, D, C, A):

    >>> [row[0] for row in johnson([[5, 2], [3, 6], [8, 4], [10, 7], [7, 12]])]
    [2, 5, 4, 3, 1]

    Source: Johnson (1954).
    """
    jobs = _checked(times)
    if len(jobs[0]) != 2:
        raise UdfError(ExcelError.VALUE, f"aturan Johnson untuk 2 mesin, ditemukan {len(jobs[0])}")
    first = sorted((job for job, (a, b) in enumerate(jobs) if a <= b), key=lambda job: jobs[job][0])
    last = sorted((job for job, (a, b) in enumerate(jobs) if a > b), key=lambda job: -jobs[job][1])
    return _column(first + last)


@udf(
    category=CATEGORY,
    help="Urutan menurut NEH untuk beberapa mesin: waktu total pendek. Hasil: nomor pekerjaan.",
    args={"times": _TIMES},
)
def neh(times: Matrix) -> list[list[int]]:
    """Return a sequence of short makespan on several machines, by the method of Nawaz, Enscore and Ham.

    The jobs are taken from the longest on, and each is put where it lengthens the sequence least.

    Args:
        times: A row for each job, a column for each machine in the order of the process.

    Returns:
        A column of the jobs' numbers, counted from 1, in the order in which they run.

    Raises:
        UdfError: #VALUE!, a time is missing; #NUM!, a negative time.

    **Example:**

    >>> jobs = [[5, 9, 8, 10, 1], [9, 3, 10, 1, 8], [9, 4, 5, 8, 6], [4, 8, 8, 7, 2]]
    >>> sequence = neh(jobs)
    >>> [row[0] for row in sequence], flow_makespan(jobs, [row[0] for row in sequence])
    ([4, 3, 1, 2], 54.0)

    Source: Nawaz, Enscore & Ham (1983), whose example this is.
    """
    jobs = _checked(times)
    sequence: list[int] = []
    for job in sorted(range(len(jobs)), key=lambda job: -fsum(jobs[job])):
        tried = [[*sequence[:n], job, *sequence[n:]] for n in range(len(sequence) + 1)]
        sequence = min(tried, key=lambda order: _makespan(jobs, order))
    return _column(sequence)


@udf(
    category=CATEGORY,
    help="Waktu total sebuah urutan pekerjaan melalui semua mesin.",
    args={
        "times": _TIMES,
        "sequence": "Urutan, nomor pekerjaan dari 1, masing-masing satu kali",
    },
)
def flow_makespan(times: Matrix, sequence: Numbers) -> float:
    r"""Return when the last machine is done with the last job.

    .. math:: C_{j,m} = \max(C_{j-1,m},\, C_{j,m-1}) + p_{j,m}

    Args:
        times: A row for each job, a column for each machine in the order of the process.
        sequence: Number of each job, counted from 1, in the order in which they run.

    Raises:
        UdfError: #VALUE!, a time is missing, or the sequence has not each job once; #NUM!, a negative time.

    **Example** (Heizer & Render, example 15.6: 35 hours):

    >>> flow_makespan([[5, 2], [3, 6], [8, 4], [10, 7], [7, 12]], [2, 5, 4, 3, 1])
    35.0

    Source: Baker & Trietsch, chapter 10.
    """
    jobs = _checked(times)
    return _makespan(jobs, _order(jobs, sequence))


@udf(
    category=CATEGORY,
    help="Kapan setiap pekerjaan selesai di setiap mesin, menurut urutan; satu baris untuk setiap pekerjaan.",
    args={
        "times": _TIMES,
        "sequence": "Urutan, nomor pekerjaan dari 1, masing-masing satu kali",
    },
)
def flow_finish(times: Matrix, sequence: Numbers) -> list[list[float]]:
    """Return when each machine is done with each job.

    Args:
        times: A row for each job, a column for each machine in the order of the process.
        sequence: Number of each job, counted from 1, in the order in which they run.

    Returns:
        A row for each job in the order in which they run, a column for each machine.

    Raises:
        UdfError: as :func:`flow_makespan`.

    **Example** (Heizer & Render, example 15.6: the last job is done after 35 hours):

    >>> flow_finish([[5, 2], [3, 6], [8, 4], [10, 7], [7, 12]], [2, 5, 4, 3, 1])
    [[3.0, 9.0], [10.0, 22.0], [20.0, 29.0], [28.0, 33.0], [33.0, 35.0]]

    Source: Baker & Trietsch, chapter 10.
    """
    jobs = _checked(times)
    ends, rows = [0.0] * len(jobs[0]), []
    for job in _order(jobs, sequence):
        ends = _advanced(ends, jobs[job])
        rows.append(ends)
    return rows


@udf(
    category=CATEGORY,
    help="Waktu total terpendek yang mungkin, dengan mencari semua urutan; paling banyak 12 pekerjaan.",
    args={"times": _TIMES},
)
def best_makespan(times: Matrix) -> float:
    """Return the least makespan of all sequences, so that a planner sees how far a rule is from it.

    Args:
        times: A row for each job, a column for each machine in the order of the process.

    Raises:
        UdfError: #VALUE!, a time is missing; #NUM!, a negative time, or more than 12 jobs.

    **Example:**

    >>> best_makespan([[5, 2], [3, 6], [8, 4], [10, 7], [7, 12]])
    35.0

    Source: Baker & Trietsch, chapter 11 (branch and bound).
    """
    jobs = _checked(times)
    if len(jobs) > MOST_EXACT:
        raise UdfError(ExcelError.NUM, f"paling banyak {MOST_EXACT} pekerjaan, ditemukan {len(jobs)}")
    order = [int(row[0]) - 1 for row in neh(times)]
    return _Search(jobs, _makespan(jobs, order)).best


class _Search:
    """Branch and bound: a beginning is given up when even its best end is no better than what is known."""

    def __init__(self, jobs: Times, known: float) -> None:
        self.best = known
        self._jobs = jobs
        self._machines = range(len(jobs[0]))
        # what a job still takes after each machine
        self._tails = [[fsum(job[m + 1 :]) for m in self._machines] for job in jobs]
        self._seen: dict[frozenset[int], list[list[float]]] = defaultdict(list)
        self._extend([0.0] * len(jobs[0]), frozenset(range(len(jobs))))

    def _extend(self, ends: list[float], left: frozenset[int]) -> None:
        if not left:
            self.best = min(self.best, ends[-1])
            return
        known = self._seen[left]
        if any(all(a <= b for a, b in zip(other, ends, strict=True)) for other in known):
            return  # the same jobs have run before, and no machine was later
        known.append(ends)
        for job in left:
            after = _advanced(ends, self._jobs[job])
            rest = left - {job}
            if self._bound(after, rest) < self.best:
                self._extend(after, rest)

    def _bound(self, ends: list[float], left: frozenset[int]) -> float:
        if not left:
            return ends[-1]
        return max(
            ends[m] + fsum(self._jobs[job][m] for job in left) + min(self._tails[job][m] for job in left)
            for m in self._machines
        )


def _order(jobs: Times, sequence: Numbers) -> list[int]:
    order = [int(number) - 1 for number in sequence if number is not None]
    if sorted(order) != list(range(len(jobs))):
        reason = f"urutan harus memuat pekerjaan 1 sampai {len(jobs)}, masing-masing sekali"
        raise UdfError(ExcelError.VALUE, reason)
    return order


def _makespan(jobs: Times, order: Sequence[int]) -> float:
    ends = [0.0] * len(jobs[0])
    for job in order:
        ends = _advanced(ends, jobs[job])
    return ends[-1]


def _advanced(ends: Sequence[float], job: Sequence[float]) -> list[float]:
    """Return when each machine is free after a further job."""
    done, after = 0.0, []
    for free, time in zip(ends, job, strict=True):
        done = max(done, free) + time
        after.append(done)
    return after


def _checked(times: Matrix) -> list[list[float]]:
    rows = [row for row in times if any(time is not None for time in row)]
    machines = [column for column in zip(*rows, strict=True) if any(time is not None for time in column)]
    jobs = [[time for time in row if time is not None] for row in rows]
    if not jobs or any(len(job) != len(machines) for job in jobs):
        raise UdfError(ExcelError.VALUE, "setiap pekerjaan harus punya waktu pada setiap mesin")
    least = min(min(job) for job in jobs)
    if least < 0:
        raise UdfError(ExcelError.NUM, f"waktu tidak boleh negatif, ditemukan {shown(least)}")
    return jobs


def _column(jobs: Sequence[int]) -> list[list[int]]:
    return [[job + 1] for job in jobs]
