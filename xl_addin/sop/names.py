"""What the shapes of a flow chart are called, so that a drawing can be compared with its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_addin.sop.procedure import Procedure

if TYPE_CHECKING:
    from xl_addin.sop.plan import Plan

NAME: Final = "Diagram alir"
TABLE: Final = "tabel"
STEP: Final = "langkah"
OUT: Final = "keluar"
IN: Final = "masuk"
BRANCH: Final = "cabang"
"""First words of the names of heads, symbols, links to and from other pages, texts on branches."""

_LONGEST: Final = 60


def step_names(procedure: Procedure) -> list[str]:
    """Return a name for each step: its code, made unique.

    >>> from xl_addin.sop.procedure import Step
    >>> step_names(Procedure((Step("L01", ""), Step("L01", ""), Step("", ""))))
    ['L01', 'L01 (2)', '?']
    """
    found: list[str] = []
    taken: set[str] = set()
    for step in procedure.steps:
        code = "".join(letter for letter in step.code if letter.isprintable()).strip()[:_LONGEST] or "?"
        name, number = code, 1
        while name in taken:
            number += 1
            name = f"{code} ({number})"
        taken.add(name)
        found.append(name)
    return found


def link_numbers(plan: Plan) -> dict[int, int]:
    """Return the number on the links to each step that arrows from other pages come to, as they are met."""
    found: dict[int, int] = {}
    for ways in plan.pages:
        for departure in ways.departures:
            found.setdefault(departure.link.end, len(found) + 1)
    return found
