"""What is to be made, and with what: customer orders, routing, work centres, material."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Order:
    """A line of the customer order plan (ROP).

    Args:
        no: Its number; no two lines have the same one, which is the caller's to see to.
        product: Code of the product.
        quantity: Units, above 0.
        wanted: When the customer wants it.
        entered: When it was entered: this decides its stage and production month.
        promised: A date that is promised already. It is never moved, and loaded before all others.
    """

    no: str
    product: str
    quantity: float
    wanted: date
    entered: date
    promised: date | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """A step of a product's routing: hours at a work centre, per unit and once for setting up."""

    product: str
    sequence: float
    work_centre: str
    hours_per_unit: float
    setup_hours: float = 0.0


@dataclass(frozen=True, slots=True)
class WorkCentre:
    """A work centre and the hours that it gives on a working day: working time x utilisation x efficiency."""

    name: str
    hours: float


@dataclass(frozen=True, slots=True)
class DayHours:
    """The hours that a work centre gives on one day instead: 0 when it is closed, more with overtime.

    The day may be one on which the company does not work.
    """

    work_centre: str
    day: date
    hours: float


@dataclass(frozen=True, slots=True)
class Material:
    """A material: what is in stock, and within how many working days more of it can be had.

    From that day on it limits nothing. None: no more than the stock and the arrivals can be had.
    """

    name: str
    stock: float
    lead_time: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """How much of a material a unit of a product takes; it must be there when the first operation begins."""

    product: str
    material: str
    per_unit: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """A quantity of a material that is on its way, and when it can be used."""

    material: str
    day: date
    quantity: float


@dataclass(frozen=True)
class Plant:
    """All that orders are loaded on.

    Args:
        start: The first day that can be loaded; lead times to buy count from it.
        end: The last one; what is not done by then gets no date.
        operations: The routing of all products.
        work_centres: The work centres; of one named twice the last counts.
        day_hours: Days on which a work centre gives other hours.
        materials: The materials.
        needs: What each product takes of them.
        arrivals: What is on its way.
        holidays: Days that are not worked.
        six_day_week: Saturday is a working day.
        lag: An operation begins so many working days after the one before has ended; 0: the same day.

    Raises:
        ValueError: the lag is negative.
    """

    start: date
    end: date
    operations: Sequence[Operation]
    work_centres: Sequence[WorkCentre]
    day_hours: Sequence[DayHours] = ()
    materials: Sequence[Material] = ()
    needs: Sequence[Need] = ()
    arrivals: Sequence[Arrival] = ()
    holidays: Collection[date] = ()
    six_day_week: bool = False
    lag: int = 1

    def __post_init__(self) -> None:
        if self.lag < 0:
            raise ValueError(f"an operation cannot begin before the one before has ended: lag {self.lag}")
