"""What orders are told: the day that can be promised, why it is late, what the order keeps for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from xl_addin.allocation.plant import Order
from xl_addin.allocation.stages import later_month

Cause: TypeAlias = Literal["", "refused", "month", "past", "material", "capacity", "process"]
Decision: TypeAlias = Literal["Masuk", "Usul lain", "Tidak dapat"]


class Load(NamedTuple):
    """Hours of an order at a work centre on a day."""

    work_centre: str
    day: date
    hours: float


class Use(NamedTuple):
    """What an order takes of a material, and the day on which it must be there."""

    material: str
    day: date
    quantity: float


@dataclass(frozen=True, slots=True)
class Promise:
    """What can be promised for an order.

    Args:
        no: Its number.
        stage: 1 or 2; None when the order's entry lies outside the calendar.
        month: Its production month (the first of it); None as the stage.
        day: The day promised; None: none can be.
        possible: The day that capacity and material allow. It differs from the day promised only where that
            was given beforehand and cannot be kept: then it is later, or None.
        cause: Why the order is late or has no day; "" when it is in time. ``refused``: its line cannot be
            loaded at all; ``month``: its production month begins after the day wanted; ``past``: the plan
            does; else what it waits for longest; ``process``: for nothing but its operations.
        reason: The same in words for the planner, with the work centre or the material.
        loads: The hours that it keeps.
        uses: The material that it keeps.
    """

    no: str
    stage: int | None
    month: date | None
    day: date | None
    possible: date | None
    cause: Cause
    reason: str
    loads: tuple[Load, ...] = ()
    uses: tuple[Use, ...] = ()

    @property
    def in_month(self) -> bool:
        """Whether the promised day is not after the production month."""
        return self.day is not None and self.month is not None and self.day < later_month(self.month, 1)

    @property
    def is_kept(self) -> bool:
        """Whether capacity and material allow the promised day."""
        return self.day is not None and self.possible is not None and self.possible <= self.day


class LateOrder(NamedTuple):
    """An order that came after the final APS, and the month (a day in it) into which sales want it."""

    order: Order
    month: date


class LateAnswer(NamedTuple):
    """What a late order is told.

    Args:
        decision: "Masuk": it enters its month; "Usul lain": the promise is the earliest day that can be had;
            "Tidak dapat": there is none.
        promise: The day and what it keeps; its cause and reason say why it does not enter its month.
    """

    decision: Decision
    promise: Promise
