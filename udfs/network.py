"""Operations with precedence: earliest and latest times, slack, the critical path.

Sources: production planning, item 8.2; Heizer & Render, *Operations Management*, chapter 3 (project
management); Kelley & Walker (1959).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from udfs.registry import ExcelError, Numbers, Texts, UdfError, shown, udf
from udfs.scheduling import CATEGORY

_NONE: Final = ("", "-")
_NETWORK: Final = {
    "names": "Operasi, nama atau kode tiap operasi",
    "times": "Waktu, sel sebaris dengan namanya",
    "predecessors": "Pendahulu, operasi tepat sebelumnya, dipisah koma; kosong atau - bila tidak ada",
}


@dataclass(frozen=True)
class Operation:
    """An operation: its name, how long it takes, and the operations that come right before it."""

    name: str
    time: float
    before: tuple[str, ...]


@udf(
    category=CATEGORY,
    help="Jaringan operasi: mulai dan selesai paling awal dan paling akhir, kelonggaran, kritis.",
    args=_NETWORK,
    blank=(),
)
def operation_network(names: Texts, times: Numbers, predecessors: Texts) -> list[list[float | str | None]]:
    r"""Return the times of each operation and whether it is critical.

    .. math:: ES_j = \max_{i \to j} EF_i, \quad EF_j = ES_j + p_j, \quad
        LF_i = \min_{i \to j} LS_j, \quad LS_i = LF_i - p_i, \quad S_i = LS_i - ES_i

    Args:
        names: Name of each operation, each once, in any order; rows without a name stay blank.
        times: How long each takes, 0 or more.
        predecessors: Names of those that must be done before, with commas or semicolons between them.

    Returns:
        A row for each cell of ``names``: earliest start and finish, latest start and finish, slack, and "Ya"
        where there is no slack (else "").

    Raises:
        UdfError: #VALUE!, an operation without time, a name that is there twice, a predecessor that is none;
            #NUM!, a negative time, or operations that wait for each other in a circle.

    **Example** (B and C after A, D after both):

    >>> for row in operation_network("ABCD", [2, 3, 5, 1], [None, "A", "A", "B, C"]):
    ...     print(row)
    [0.0, 2.0, 0.0, 2.0, 0.0, 'Ya']
    [2.0, 5.0, 4.0, 7.0, 2.0, '']
    [2.0, 7.0, 2.0, 7.0, 0.0, 'Ya']
    [7.0, 8.0, 7.0, 8.0, 0.0, 'Ya']

    Source: production planning, item 8.2; Heizer & Render, chapter 3.
    """
    operations = _operations(names, times, predecessors)
    order = in_order(operations)
    starts = _earliest(operations, order)
    whole = _whole(operations, starts)
    ends = _latest(operations, order, whole)
    rows: list[list[float | str | None]] = []
    for name in (((text or "").strip()) for text in names):
        if name not in operations:
            rows.append([None] * 6)
            continue
        time, start, end = operations[name].time, starts[name], ends[name]
        slack = round(end - time - start, 9)
        rows.append([start, start + time, end - time, end, slack, "" if slack else "Ya"])
    return rows


@udf(
    category=CATEGORY,
    help="Berapa kali sebuah urutan mendahulukan operasi dari pendahulunya.",
    args={
        "names": "Operasi, nama atau kode tiap operasi",
        "predecessors": "Pendahulu, operasi tepat sebelumnya, dipisah koma; kosong atau - bila tidak ada",
        "order": "Urutan, operasi ke berapa dikerjakan, sel sebaris dengan namanya",
    },
    blank=(),
)
def precedence_broken(names: Texts, predecessors: Texts, order: Numbers) -> int:
    """Return how many precedences a sequence breaks: an operation that runs before what it waits for.

    Args:
        names: Name of each operation.
        predecessors: Names of those that must be done before.
        order: The place of each in the sequence.

    Raises:
        UdfError: as :func:`operation_network`.

    **Example** (C waits for A and B but runs first):

    >>> precedence_broken("ABC", [None, "A", "A, B"], [2, 3, 1])
    2

    Source: production planning, item 8.2.
    """
    times = [None if place is None else 0.0 for place in order]
    operations = _operations(names, times, predecessors)
    places = {(name or "").strip(): place or 0.0 for name, place in zip(names, order, strict=True)}
    return sum(places[name] < places[b] for name, one in operations.items() for b in one.before)


@udf(
    category=CATEGORY,
    help="Lintasan kritis: operasi yang bila terlambat membuat seluruhnya terlambat, menurut urutan mulai.",
    args=_NETWORK,
    blank=(),
)
def critical_path(names: Texts, times: Numbers, predecessors: Texts) -> str:
    """Return the critical operations in the order in which they start, with dashes between them.

    Args:
        names: Name of each operation.
        times: How long each takes.
        predecessors: Names of those that must be done before.

    Raises:
        UdfError: as :func:`operation_network`.

    **Example:**

    >>> critical_path("ABCD", [2, 3, 5, 1], [None, "A", "A", "B, C"])
    'A-C-D'

    Source: production planning, item 8.2; Heizer & Render, chapter 3.
    """
    rows = zip(names, operation_network(names, times, predecessors), strict=True)
    critical = [(row[0], row[1], (name or "").strip()) for name, row in rows if row[5] == "Ya"]
    return "-".join(name for *_, name in sorted(critical, key=lambda one: one[:2]))


@udf(
    category=CATEGORY,
    help="Lama seluruh jaringan operasi: panjang lintasan kritis.",
    args=_NETWORK,
    blank=(),
)
def network_duration(names: Texts, times: Numbers, predecessors: Texts) -> float:
    """Return how long all operations take, as many as possible at the same time.

    Args:
        names: Name of each operation.
        times: How long each takes.
        predecessors: Names of those that must be done before.

    Raises:
        UdfError: as :func:`operation_network`.

    **Example:**

    >>> network_duration("ABCD", [2, 3, 5, 1], [None, "A", "A", "B, C"])
    8.0

    Source: production planning, item 8.2.
    """
    operations = _operations(names, times, predecessors)
    return _whole(operations, _earliest(operations, in_order(operations)))


def in_order(operations: Mapping[str, Operation]) -> list[str]:
    """Return the names so that each comes after those before it.

    Raises:
        UdfError: #NUM!, there is a circle.
    """
    waiting = {name: set(operation.before) for name, operation in operations.items()}
    after: dict[str, list[str]] = {name: [] for name in operations}
    for name, operation in operations.items():
        for before in operation.before:
            after[before].append(name)
    order = [name for name, before in waiting.items() if not before]
    for done in order:  # grows while it is walked
        for name in after[done]:
            waiting[name].remove(done)
            if not waiting[name]:
                order.append(name)
    if len(order) < len(operations):
        circle = ", ".join(name for name in operations if name not in set(order))
        raise UdfError(ExcelError.NUM, f"operasi saling menunggu: {circle}")
    return order


def _earliest(operations: Mapping[str, Operation], order: Sequence[str]) -> dict[str, float]:
    starts: dict[str, float] = {}
    for name in order:
        ends = [starts[before] + operations[before].time for before in operations[name].before]
        starts[name] = max(ends, default=0.0)
    return starts


def _whole(operations: Mapping[str, Operation], starts: Mapping[str, float]) -> float:
    return max((start + operations[name].time for name, start in starts.items()), default=0.0)


def _latest(operations: Mapping[str, Operation], order: Sequence[str], whole: float) -> dict[str, float]:
    ends = dict.fromkeys(order, whole)
    for name in reversed(order):
        start = ends[name] - operations[name].time
        for before in operations[name].before:
            ends[before] = min(ends[before], start)
    return ends


def _operations(names: Texts, times: Numbers, predecessors: Texts) -> dict[str, Operation]:
    if not len(names) == len(times) == len(predecessors):
        found = f"{len(names)}, {len(times)} dan {len(predecessors)}"
        raise UdfError(ExcelError.VALUE, f"nama, waktu dan pendahulu harus sama banyak, ditemukan {found}")
    operations: dict[str, Operation] = {}
    for name, time, before in zip(names, times, predecessors, strict=True):
        plain = (name or "").strip()
        if not plain:
            continue
        if time is None or plain in operations:
            fault = "belum punya waktu" if time is None else "ada dua kali"
            raise UdfError(ExcelError.VALUE, f"operasi {plain} {fault}")
        if time < 0:
            raise UdfError(ExcelError.NUM, f"waktu tidak boleh negatif, ditemukan {shown(time)}")
        parts = (part.strip() for part in re.split(r"[,;]", before or ""))
        unique = dict.fromkeys(part for part in parts if part not in _NONE)
        operations[plain] = Operation(plain, float(time), tuple(unique))
    for operation in operations.values():
        for before in operation.before:
            if before not in operations:
                raise UdfError(ExcelError.VALUE, f"pendahulu {before} dari {operation.name} bukan operasi")
    return operations
