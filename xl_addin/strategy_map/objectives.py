"""Strategic objectives: what a map shows, sorted into its bands, with the links that it can draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["green", "yellow", "red", "none"]
"""Which light a status is; ``none`` where there is no score yet."""

PERSPECTIVES: Final = ("Financial", "Customer", "Internal Process", "Learning & Growth")
"""The four perspectives, from the top of a map to its bottom."""

ELSEWHERE: Final = "Tanpa perspektif"
"""The band below the four, for objectives whose perspective is none of them; drawn only when needed."""


@dataclass(frozen=True)
class Objective:
    """A strategic objective.

    Args:
        code: Its code, ``SS-C1`` for example; people type it, so it may be missing or there twice.
        perspective: One of :data:`PERSPECTIVES`; letter case and blanks do not matter.
        name: What is to be reached.
        supports: Codes of the objectives that it supports.
        score: Its score as a ratio; None when there is none yet.
        level: Which light its status is.
        status: The company's word for the status.
    """

    code: str
    perspective: str
    name: str
    supports: tuple[str, ...] = ()
    score: float | None = None
    level: Level = "none"
    status: str = ""


def bands(objectives: Sequence[Objective]) -> dict[str, list[int]]:
    """Return the numbers of the objectives of each perspective, in the order of the map.

    >>> bands([Objective("a", "customer ", ""), Objective("b", "Lain", "")])["Tanpa perspektif"]
    [1]
    """
    found: dict[str, list[int]] = {name: [] for name in PERSPECTIVES}
    known = {_plain(name): name for name in PERSPECTIVES}
    for number, objective in enumerate(objectives):
        name = known.get(_plain(objective.perspective), ELSEWHERE)
        found.setdefault(name, []).append(number)
    return found


def links(objectives: Sequence[Objective]) -> list[tuple[int, int]]:
    """Return who supports whom, by number, each link once; an objective does not support itself."""
    found: dict[tuple[int, int], None] = {}
    numbers = _numbers(objectives)
    for number, objective in enumerate(objectives):
        for code in objective.supports:
            target = numbers.get(_plain(code))
            if target is not None and target != number:
                found[number, target] = None
    return list(found)


def unknown_links(objectives: Sequence[Objective]) -> list[tuple[str, str]]:
    """Return the links that no map can draw: the code of the objective, and the code that nobody has.

    >>> unknown_links([Objective("SS-C1", "Customer", "Pelanggan puas", ("SS-F1", "ss-c1"))])
    [('SS-C1', 'SS-F1')]
    """
    numbers = _numbers(objectives)
    return [
        (objective.code, code)
        for objective in objectives
        for code in objective.supports
        if _plain(code) not in numbers
    ]


def _numbers(objectives: Iterable[Objective]) -> dict[str, int]:
    """Return the number of each code; of a code that is there twice, the first."""
    numbers: dict[str, int] = {}
    for number, objective in enumerate(objectives):
        if code := _plain(objective.code):
            numbers.setdefault(code, number)
    return numbers


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
