"""What a check finds: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.sop.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, in Indonesian.

    Args:
        kind: What it is about.
        code: The code of the step, or the name of the actor or term that it is about; "" for the whole.
        found: What is wrong.
        action: What to do.
    """

    kind: str
    code: str
    found: str
    action: str


def place_of(procedure: Procedure, number: int) -> str:
    """Return what a step is called: its code, or its row in the table when it has none.

    >>> from xl_addin.sop.procedure import Step
    >>> place_of(Procedure((Step("L01", ""), Step("", ""))), 1)
    'baris 2'
    """
    return procedure.steps[number].code or f"baris {number + 1}"
