"""What is left of a material, lot by lot; from the day on which it can be bought it limits nothing."""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import Final

LEAST: Final = 1e-9
"""A quantity below this is none: the computer's rounding."""


class Supply:
    """Stock and arrivals of one material, days counted from 0.

    A use takes the latest lots that are there on its day: the early ones stay for those who need them early,
    so that nobody is refused what could be had.

    >>> steel = Supply(stock=5, bought=20)
    >>> steel.add(day=3, quantity=10)
    >>> steel.ready(8, day=0), steel.ready(16, day=0)
    (3, 20)
    >>> steel.use(8, day=4)
    >>> steel.ready(5, day=0), steel.ready(8, day=0)
    (0, 20)
    """

    def __init__(self, stock: float, bought: int | None = None) -> None:
        self.bought = bought
        """The day from which any quantity can be had; None: never."""
        self._days: list[int] = []
        self._left: dict[int, float] = {}
        self.add(0, stock)

    def add(self, day: int, quantity: float) -> None:
        """Add a lot that can be used from a day on."""
        if quantity > LEAST:
            if day not in self._left:
                insort(self._days, day)
            self._left[day] = self._left.get(day, 0.0) + quantity

    def ready(self, quantity: float, day: int) -> int | None:
        """Return the first day, from this one on, on which a quantity can be had; None: never."""
        missing = quantity - LEAST
        for lot in self._days:
            if missing <= 0 or (self.bought is not None and lot >= self.bought):
                break
            missing -= self._left[lot]
            if missing <= 0:
                return max(day, lot)
        if missing <= 0:
            return day
        return None if self.bought is None else max(day, self.bought)

    def use(self, quantity: float, day: int) -> None:
        """Take a quantity on a day on which it is ready."""
        if self.bought is not None and day >= self.bought:
            return
        last = bisect_right(self._days, day)
        while quantity > LEAST and last:
            last -= 1
            lot = self._days[last]
            part = min(quantity, self._left[lot])
            self._left[lot] -= part
            quantity -= part
            if self._left[lot] <= LEAST:
                del self._left[lot], self._days[last]
