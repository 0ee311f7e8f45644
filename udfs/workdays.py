"""Working days: when something that must be done within so many of them is due.

The company counts its terms in working days (HK, *hari kerja*): SWOT issues that do not fit go back to their
department within 3, item 4.2. Holidays are data: a list of days, in the workbook the sheet ``Hari Libur``.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import Dates, ExcelError, UdfError, udf

_FIRST: Final = date(1900, 3, 1).toordinal()
_LAST: Final = date.max.toordinal()

_WEEKEND: Final = "IF({six_day_week},11,1)"
# formulas has no WORKDAY from a day off: then the twin counts from 1 March 1900, a Thursday.
_LATER: Final = (
    f"IF(NETWORKDAYS.INTL({{start}},{{start}},{_WEEKEND},{{holidays}})=1,"
    f"WORKDAY.INTL({{start}},{{working_days}},{_WEEKEND},{{holidays}}),"
    f"WORKDAY.INTL(61,NETWORKDAYS.INTL(62,{{start}},{_WEEKEND},{{holidays}})"
    f"+TRUNC({{working_days}})+({{working_days}}<0),{_WEEKEND},{{holidays}}))"
)


@udf(
    category="Hari kerja",
    help="Tanggal jatuh tempo sekian hari kerja setelah tanggal mulai; hari mulai tidak dihitung.",
    args={
        "start": "Tanggal mulai, misalnya tanggal diterima",
        "working_days": "Jumlah hari kerja, bila negatif dihitung mundur",
        "holidays": "Hari libur, sel berisi tanggal; sel kosong atau 0 diabaikan",
        "six_day_week": "Enam hari kerja, TRUE bila Sabtu hari kerja",
    },
    native=if_blank(
        ["start", "working_days"],
        if_numbers(
            # "" among the holidays is #VALUE! to Excel's own functions, but not to every engine's.
            "IF(COUNT({holidays})<COUNTA({holidays}),#VALUE!,"
            "IF(OR({start}<61,{start}>=2958466,"
            "SUMPRODUCT(({holidays}<>0)*(({holidays}<61)+({holidays}>=2958466)))>0),#NUM!,"
            f"IF(TRUNC({{working_days}})=0,INT({{start}}),{_LATER})))",
            ranges=["holidays"],
            singles=["start", "working_days"],
            flags=["six_day_week"],
        ),
    ),
)
def due_date(start: date, working_days: int, holidays: Dates = (), six_day_week: bool = False) -> date:
    """Return the day that lies a number of working days after (or before) a day, as Excel's WORKDAY does.

    The start day is not counted, on a day off or not. A week has five working days, Monday to Friday, or six.

    Args:
        start: The day from which it counts.
        working_days: How many working days later; negative: earlier; 0: the start day itself, even a day off.
        holidays: Days that are not worked, in any order; a blank is left out, a day named twice counts once.
        six_day_week: Saturday is a working day.

    Raises:
        UdfError: #NUM!, the result is before March 1900 or after the year 9999.

    **Example** (an issue received on Tuesday 12 May 2026; Thursday is Ascension, Friday collective leave):

    >>> due_date(date(2026, 5, 12), 3, [date(2026, 5, 14), date(2026, 5, 15)])
    datetime.date(2026, 5, 19)
    >>> due_date(date(2026, 5, 12), 3, [date(2026, 5, 14), date(2026, 5, 15)], six_day_week=True)
    datetime.date(2026, 5, 18)

    Source: SWOT, item 4.2 (3 working days); the counting is that of Excel's WORKDAY and WORKDAY.INTL.
    """
    if not working_days:
        return start
    week = 6 if six_day_week else 5
    ahead = 1 if working_days > 0 else -1
    first = start.toordinal()
    end = _weekdays_later(first, working_days, week)
    for day in _days_off(holidays, first, ahead, week):
        if (day - end) * ahead > 0:
            break
        working_days += ahead
        end = _weekdays_later(first, working_days, week)
    if not _FIRST <= end <= _LAST:
        raise UdfError(ExcelError.NUM, "jatuh temponya di luar kalender Excel, 1 Maret 1900 sampai 9999")
    return date.fromordinal(end)


def _days_off(holidays: Dates, first: int, ahead: int, week: int) -> list[int]:
    """Return the holidays that fall on a working day, each once, in the order in which one meets them."""
    days = {day.toordinal() for day in holidays if day is not None and day.weekday() < week}
    return sorted((day for day in days if (day - first) * ahead > 0), key=lambda day: day * ahead)


def _weekdays_later(first: int, count: int, week: int) -> int:
    """Return the day ``count`` weekdays from ``first``, as proleptic ordinals, of which 1 is a Monday.

    Weekdays are numbered through: the first ``week`` days of each seven.
    """
    weeks, position = divmod(first - 1, 7)
    later = count > 0
    passed = week * weeks + min(position + later, week)
    weeks, position = divmod(passed + count - later, week)
    return 7 * weeks + position + 1


@udf(
    category="Hari kerja",
    help="Banyaknya hari kerja dari tanggal pertama sampai terakhir, keduanya ikut dihitung.",
    args={
        "start": "Tanggal pertama, ikut dihitung bila hari kerja",
        "last": "Tanggal terakhir, ikut dihitung bila hari kerja",
        "holidays": "Hari libur, sel berisi tanggal; sel kosong atau 0 diabaikan",
        "six_day_week": "Enam hari kerja, TRUE bila Sabtu hari kerja",
    },
    native=if_blank(
        ["start", "last"],
        if_numbers(
            "IF(COUNT({holidays})<COUNTA({holidays}),#VALUE!,"
            "IF(OR({start}<61,{start}>=2958466,{last}<61,{last}>=2958466,"
            "SUMPRODUCT(({holidays}<>0)*(({holidays}<61)+({holidays}>=2958466)))>0),#NUM!,"
            f"NETWORKDAYS.INTL(INT({{start}}),INT({{last}}),{_WEEKEND},{{holidays}})))",
            ranges=["holidays"],
            singles=["start", "last"],
            flags=["six_day_week"],
        ),
    ),
)
def working_days(start: date, last: date, holidays: Dates = (), six_day_week: bool = False) -> int:
    """Return how many working days there are from a day to another, both counted (NETWORKDAYS).

    Args:
        start: The first day.
        last: The last day; before the first, the count is negative.
        holidays: Days that are not worked, in any order; a blank is left out, a day named twice counts once.
        six_day_week: Saturday is a working day.

    **Example** (May 2026 with Labour Day, Ascension and the leave after it, two days of Idul Adha, Waisak):

    >>> off = [date(2026, 5, day) for day in (1, 14, 15, 27, 28, 31)]
    >>> working_days(date(2026, 5, 1), date(2026, 5, 31), off)
    16
    >>> working_days(date(2026, 5, 16), date(2026, 5, 17), off)
    0

    Source: the counting is that of Excel's NETWORKDAYS and NETWORKDAYS.INTL.
    """
    week = 6 if six_day_week else 5
    lower, upper = sorted((start.toordinal(), last.toordinal()))
    off = {day.toordinal() for day in holidays if day is not None and day.weekday() < week}
    count = _weekdays_to(upper, week) - _weekdays_to(lower - 1, week)
    count -= sum(lower <= day <= upper for day in off)
    return count if start <= last else -count


def _weekdays_to(day: int, week: int) -> int:
    """Return how many weekdays there are up to a proleptic ordinal, that day counted."""
    weeks, position = divmod(day, 7)
    return week * weeks + min(position, week)
