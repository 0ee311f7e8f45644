"""A KPI over some months: target, actual, achievement, score and status, as the workbook's settings say.

The functions are those of the cells (:mod:`udfs.bsc`, :mod:`udfs.ytd`), so that a semester is judged as the
year to date is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from udfs.bsc import CAP, STATUSES, kpi_achievement, kpi_score, kpi_status
from udfs.registry import UdfError
from udfs.ytd import kpi_ytd, kpi_ytd_coverage, kpi_ytd_target
from xl_addin.actions.bsc_cards import MONTHS, Kpi, Typed
from xl_addin.actions.tables import choices, setting

if TYPE_CHECKING:
    import xlwings as xw

RATIO: Final = "Rasio"
SKIPPED: Final = "Dilewati"


@dataclass(frozen=True)
class Rules:
    """How the workbook scores: the settings of its sheet ``Pengaturan``."""

    cap: float = CAP
    minimize_as: str = "2-A/T"
    green: float = 1.0
    yellow: float = 0.8
    names: tuple[str, ...] = STATUSES
    skip_unreported: bool = False

    @classmethod
    def of_book(cls, book: xw.Book) -> Rules:
        """Read the settings.

        Raises:
            LembarError: the workbook lacks one of the names.
        """
        return cls(
            cap=float(setting(book, "Batas_skor")),
            minimize_as=str(setting(book, "Cara_minimalkan")),
            green=float(setting(book, "Batas_hijau")),
            yellow=float(setting(book, "Batas_kuning")),
            names=tuple(str(name) for name in choices(book, "Nama_status")),
            skip_unreported=setting(book, "Belum_lapor") == SKIPPED,
        )

    @classmethod
    def of_data(cls, settings: dict[str, Any]) -> Rules:
        """Read the settings from the data of a template."""
        return cls(
            cap=settings["cap"],
            minimize_as=settings["minimize_as"],
            green=settings["green"],
            yellow=settings["yellow"],
            names=tuple(settings["status_names"]),
            skip_unreported=settings["unreported"] == SKIPPED,
        )


@dataclass(frozen=True)
class Standing:
    """Where a KPI stands in a period; what is None could not be said.

    Target and actual are those of the reported months. ``counted`` is the share of what is due that is
    reported, with which the score is multiplied where silence counts 0; else it is 1.
    """

    target: float | None = None
    actual: float | None = None
    achievement: float | None = None
    score: float | None = None
    status: str | None = None
    counted: float = 1.0
    months_under: tuple[str, ...] = field(default=())

    @property
    def due(self) -> bool:
        """Whether the KPI has a target in the period."""
        return self.target is not None

    def is_under(self, rules: Rules) -> bool:
        """Say whether a PPK is owed: the KPI is due and not green, or not reported though that counts."""
        if not self.due or self.achievement is None:
            return self.due and not rules.skip_unreported
        return round(self.achievement * self.counted, 10) < rules.green

    @property
    def gap(self) -> float | None:
        """Actual less target, in the unit of the KPI."""
        return None if self.actual is None or self.target is None else self.actual - self.target


def standing(kpi: Kpi, typed: Typed, months: range, rules: Rules) -> Standing:
    """Return where a KPI stands over some months of the year.

    Args:
        kpi: The KPI's card.
        typed: Its actuals and denominators.
        months: The months that count, 0 to 11, one after the other.
        rules: The settings.

    Returns:
        The standing; one without a target when no month has one, or when the card lacks what it takes.

    **Example** (a quarter in which March was missed):

    >>> card = Kpi(polarity="Maksimalkan", consolidation="Jumlah", targets=(10.0,) * 12)
    >>> found = standing(card, Typed(actuals=(10.0, 12.0, 5.0) + (None,) * 9), range(3), Rules())
    >>> found.target, found.actual, found.achievement, found.status, found.months_under
    (30.0, 27.0, 0.9, 'Kuning', ('Mar',))

    A month that is due and not reported has no part in the target, and counts 0 in the score with its share:

    >>> card = Kpi(polarity="Minimalkan", consolidation="Jumlah", targets=(10.0,) * 12)
    >>> found = standing(card, Typed(actuals=(10.0, 10.0) + (None,) * 10), range(4), Rules())
    >>> found.target, found.achievement, found.score
    (20.0, 1.0, 0.5)

    Source: quality objectives, items 4.9 and 7.2.3.
    """
    method = kpi.consolidation or ""
    targets, actuals, denominators = (
        [_number(cells[month]) for month in months]
        for cells in (kpi.targets, typed.actuals, typed.denominators)
    )
    try:
        target = kpi_ytd_target(targets, method, actuals, denominators)
        told = kpi_ytd_coverage(targets, method, actuals, denominators)
        actual = kpi_ytd(actuals, method, denominators)
    except (UdfError, ZeroDivisionError):
        return Standing()
    if target is None or told is None:
        return Standing(actual=actual)
    under = tuple(MONTHS[month] for month in months if _is_under(kpi, typed, month, rules))
    reached = _achievement(kpi, actual, target, rules)
    if reached is None:
        return Standing(target, actual, score=None if rules.skip_unreported else 0.0, months_under=under)
    counted = 1.0 if rules.skip_unreported else told
    status = kpi_status(reached, rules.green, rules.yellow, rules.names)
    score = kpi_score(reached, rules.cap) * counted
    return Standing(target, actual, reached, score, status, counted, under)


def month_actual(kpi: Kpi, typed: Typed, month: int) -> float | None:
    """Return a month's actual in the unit of the target; None when it is not complete."""
    actual, denominator = (_number(value) for value in typed.month(month))
    if kpi.consolidation != RATIO or actual is None:
        return actual
    return actual / denominator if denominator else None


def _is_under(kpi: Kpi, typed: Typed, month: int, rules: Rules) -> bool:
    """Say whether a month missed its target, or is due and not reported."""
    target = _number(kpi.targets[month])
    if target is None:
        return False
    reached = _achievement(kpi, month_actual(kpi, typed, month), target, rules)
    return not rules.skip_unreported if reached is None else round(reached, 10) < rules.green


def _achievement(kpi: Kpi, actual: float | None, target: float, rules: Rules) -> float | None:
    if actual is None:
        return None
    try:
        band = _number(kpi.tolerance) or 0.0
        return kpi_achievement(actual, target, kpi.polarity or "", band, rules.minimize_as)
    except UdfError:
        return None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
