"""What CMS looks for in a result before it is verified: impossible, or far from the months before.

A result is the pair of an actual and, for a KPI whose consolidation is Rasio, its denominator.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median
from typing import Final, NamedTuple

LEAST_MONTHS: Final = 4
"""So many earlier months a KPI needs before a month is held against them."""
ALIKE: Final = 0.1
"""How far from earlier months that are mostly alike a month may lie, as a part of their median."""
RATIO: Final = "Rasio"

FAULTS: Final = ("Penyebut", "Pembilang", "Nilai negatif", "Persentase")
"""How what :meth:`Measure.faults` says begins."""

_PERCENT: Final = ("%", "persen", "percent", "pct")
_MAY_BE_NEGATIVE: Final = ("rp", "idr", "usd", "rupiah", "juta", "miliar", "milyar", "poin", "indeks", "°c")
_FRACTIONS: Final = 2
"""Up to this a target in % is a fraction, 1 for 100 %, as the workbooks hold it."""
_TOLERANCE: Final = 1e-9


class Reported(NamedTuple):
    """What was reported for a KPI and a month; the denominator is for a KPI of consolidation Rasio alone."""

    actual: float | None = None
    denominator: float | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing was reported at all."""
        return self.actual is None and self.denominator is None

    def value(self, consolidation: str | None) -> float | None:
        """Return the month's actual in the unit of the target; None when it is not complete.

        >>> Reported(5, 100).value("Rasio"), Reported(5, None).value("Rasio"), Reported(5).value("Jumlah")
        (0.05, None, 5)
        """
        if consolidation != RATIO or self.actual is None:
            return self.actual
        return self.actual / self.denominator if self.denominator else None


class Limits(NamedTuple):
    """From where to where a value is expected."""

    low: float
    high: float

    def hold(self, value: float) -> bool:
        """Say whether the value lies between them, the ends included."""
        slack = _TOLERANCE * max((abs(end) for end in (*self, value) if math.isfinite(end)), default=0.0)
        return self.low - slack <= value <= self.high + slack


def report_deadline(year: int, month: int, day: int) -> date:
    """Return until when a month's results may come in: a day of the next month, or that month's last.

    >>> report_deadline(2027, 12, 15), report_deadline(2027, 1, 31)
    (datetime.date(2028, 1, 15), datetime.date(2027, 2, 28))

    Source: quality objectives, items 4.8 and 7.2.1.
    """
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def days_late(received: date, deadline: date) -> int:
    """Return how many days after its deadline something came in; 0 when in time."""
    return max(0, (received - deadline).days)


def usual(earlier: Sequence[float], factor: float) -> Limits | None:
    """Return where a month of a KPI is expected to lie: the median of its earlier months +/- factor x MAD.

    MAD is the median of the distances from the median. It is 0 where more than half of the months are alike;
    then a month may lie as far off as the farthest of them, or :data:`ALIKE` of the median if that is more
    (so that after months of 0 any other number is told, and one that was there before is not).

    Args:
        earlier: The values of the months before, without those not reported.
        factor: How many times the MAD a month may lie off the median.

    Returns:
        The limits, None with fewer than :data:`LEAST_MONTHS` months.

    >>> usual([10, 12, 11, 13], 3)
    Limits(low=8.5, high=14.5)
    >>> usual([10, 10, 10, 14], 3), usual([10, 10, 10, 10], 3), usual([10, 11, 12], 3)
    (Limits(low=6.0, high=14.0), Limits(low=9.0, high=11.0), None)

    Source: quality objectives, item 7.2.2; median and MAD as in Iglewicz & Hoaglin, unscaled.
    """
    if len(earlier) < LEAST_MONTHS:
        return None
    middle = median(earlier)
    distances = [abs(value - middle) for value in earlier]
    width = factor * median(distances) or max(*distances, ALIKE * abs(middle))
    return Limits(middle - width, middle + width)


class Measure(NamedTuple):
    """What tells whether a KPI's result can be: its unit, how months are consolidated, and its targets."""

    unit: str | None
    consolidation: str | None
    targets: Sequence[float | None] = ()

    @property
    def possible(self) -> Limits:
        """Where any result must lie.

        A percentage lies from 0 to 1, or from 0 to 100 where the targets say that it is counted so; any
        other quantity is not negative unless money or an index. A target that itself lies beyond says that
        the KPI is of another kind, a growth for example.
        """
        targets = [target for target in self.targets if target is not None]
        lowest, highest = min(targets, default=0.0), max(targets, default=0.0)
        low, high = self._of_unit(hundreds=highest > _FRACTIONS and self.consolidation != RATIO)
        return Limits(-math.inf if lowest < low else low, math.inf if highest > high else high)

    def _of_unit(self, hundreds: bool) -> Limits:
        unit = (self.unit or "").strip().casefold()
        if unit.startswith(_PERCENT):
            return Limits(0.0, 100.0 if hundreds else 1.0)
        if not unit or unit.startswith(_MAY_BE_NEGATIVE):
            return Limits(-math.inf, math.inf)
        return Limits(0.0, math.inf)

    def faults(self, reported: Reported) -> Iterator[str]:
        """Say what of a result cannot be, in Indonesian."""
        actual, denominator = reported
        if self.consolidation == RATIO:
            if denominator == 0:
                yield "Penyebut 0"
            elif denominator is None and actual is not None:
                yield "Pembilang tanpa penyebut"
            elif denominator is not None and actual is None:
                yield "Penyebut tanpa pembilang"
            elif denominator is not None and denominator < 0:
                yield "Penyebut negatif"
        elif denominator is not None:
            yield f"Penyebut diisi, padahal konsolidasi {self.consolidation or 'kosong'}"
        value = reported.value(self.consolidation)
        limits = self.possible
        if value is not None and not limits.hold(value):
            bounded = limits.high < math.inf
            yield f"Persentase di luar {limits.low:g} sampai {limits.high:g}" if bounded else "Nilai negatif"
