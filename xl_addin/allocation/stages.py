"""The year's calendar of APS stages: when each begins, when it is discussed, which month it feeds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from udfs.allocation import aps_meeting
from udfs.workdays import due_date

_DAY = timedelta(days=1)


class Stage(NamedTuple):
    """One stage: its first day, its last day (the day of the meeting), 1 or 2, and the month it feeds."""

    start: date
    end: date
    number: int
    month: date


def make_calendar(
    year: int,
    meeting_days: tuple[int, int] = (4, 18),
    holidays: Collection[date] = (),
    six_day_week: bool = False,
    earlier: bool = False,
    months_later: int = 0,
) -> list[Stage]:
    """Return the 25 stages from stage 1 of January to stage 1 of the next January.

    A stage ends on its meeting, moved off days that are not worked; the next one begins the day after.

    Args:
        year: The year.
        meeting_days: Day of the month of the meetings of stages 1 and 2, in this order.
        holidays: Days that are not worked.
        six_day_week: Saturday is a working day.
        earlier: A meeting moves to the working day before, not after; see :func:`udfs.aps_meeting`.
        months_later: 0: a stage feeds the month of its meeting; 1: the next month.

    Raises:
        ValueError: the meetings are not on two days of a month, the first one first.

    >>> for stage in make_calendar(2027)[:2]:
    ...     print(*stage)
    2026-12-19 2027-01-04 1 2027-01-01
    2027-01-05 2027-01-18 2 2027-01-01

    Source: APS, items 4.3, 4.4, 4.8 and 4.9.
    """
    if not 1 <= meeting_days[0] < meeting_days[1] <= 31:
        raise ValueError(f"meetings must be on two days of a month, the first one first: {meeting_days}")
    off = sorted(holidays)
    last = aps_meeting(date(year - 1, 12, 1), meeting_days[1], off, six_day_week, earlier)
    stages = []
    for place in range(25):
        month, number = later_month(date(year, 1, 1), place // 2), place % 2
        meeting = aps_meeting(month, meeting_days[number], off, six_day_week, earlier)
        if meeting <= last:  # a closure so long that two meetings fall on one day
            meeting = due_date(last, 1, off, six_day_week)
        stages.append(Stage(last + _DAY, meeting, number + 1, later_month(month, months_later)))
        last = meeting
    return stages


def stage_of(day: date, stages: Sequence[Stage]) -> Stage | None:
    """Return the stage to which a day belongs, None outside the calendar.

    Args:
        day: When an order was entered.
        stages: The calendar, in order.

    >>> stage_of(date(2027, 1, 5), make_calendar(2027)).number
    2
    """
    place = bisect_right(stages, day, key=lambda stage: stage.start)
    return stages[place - 1] if place and day <= stages[place - 1].end else None


def later_month(day: date, count: int) -> date:
    """Return the first of the month so many months later.

    >>> later_month(date(2026, 12, 19), 1)
    datetime.date(2027, 1, 1)
    """
    years, month = divmod(day.month - 1 + count, 12)
    return date(day.year + years, month + 1, 1)
