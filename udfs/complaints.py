"""Customer handling: when each step of a complaint is due, and how it stands today.

The clock of the company's procedure counts every step from the real date of the one before: forwarded one day
after receipt, answered within 5 working days of the department's receipt, the customer told within 2 days of
that answer (customer handling, items 4.3, 4.5 and 4.6). The day itself is never counted.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import FUNCTIONS, Dates, ExcelError, UdfError, udf
from udfs.workdays import due_date, working_days

CATEGORY: Final = "Pelanggan"
IN_TIME: Final = "Dalam batas"
DUE_TODAY: Final = "Jatuh tempo hari ini"
LATE: Final = "Terlambat"
DONE_IN_TIME: Final = "Selesai tepat waktu"
DONE_LATE: Final = "Selesai terlambat"
UNIT: Final = "hari kerja"

_HOLIDAYS: Final = "Hari libur, sel berisi tanggal; sel kosong atau 0 diabaikan"
_SIX: Final = "Enam hari kerja, TRUE bila Sabtu hari kerja"


def _between(after: str, until: str) -> str:
    """Return the formula for the working days after one day, up to and with another."""
    week = "IF({six_day_week},11,1)"
    return f"NETWORKDAYS.INTL(INT({{{after}}})+1,INT({{{until}}}),{week},{{holidays}})"


def _late(until: str) -> str:
    return f"MAX(1,{_between('due', until)})"


def _checked(otherwise: str, *days: str) -> str:
    """Return the formula that refuses what is no day, among these arguments and the holidays."""
    outside = ",".join(f"{{{name}}}<61,{{{name}}}>=2958466" for name in days)
    return (
        "IF(COUNT({holidays})<COUNTA({holidays}),#VALUE!,"
        f"IF(OR({outside},SUMPRODUCT(({{holidays}}<>0)*(({{holidays}}<61)+({{holidays}}>=2958466)))>0),#NUM!,"
        f"{otherwise}))"
    )


_CALENDAR_DAYS: Final = (
    "IF(INT({start})+TRUNC({days})>=2958466,#NUM!,"
    "IF(INT({start})+TRUNC({days})<61,#NUM!,INT({start})+TRUNC({days})))"
)
_WORKING_DAYS: Final = str(FUNCTIONS["DUE_DATE"].native).replace("{working_days}", "{days}")


@udf(
    category=CATEGORY,
    help="Batas waktu sekian hari sesudah suatu langkah; hari langkah itu sendiri tidak dihitung.",
    args={
        "start": "Tanggal langkah sebelumnya, misalnya tanggal diterima",
        "days": "Jumlah hari, misalnya 1 untuk H+1",
        "holidays": _HOLIDAYS,
        "six_day_week": _SIX,
        "calendar_days": "Hari kalender, TRUE bila hari libur ikut dihitung",
    },
    native=if_blank(
        ["start", "days"],
        if_numbers(
            _checked(f"IF({{calendar_days}},{_CALENDAR_DAYS},{_WORKING_DAYS})", "start"),
            ranges=["holidays"],
            singles=["start", "days"],
            flags=["six_day_week", "calendar_days"],
        ),
    ),
)
def sla_due(
    start: date,
    days: int,
    holidays: Dates = (),
    six_day_week: bool = False,
    calendar_days: bool = False,
) -> date:
    """Return the last day on which the next step is in time: H+1 is the first (working) day after the start.

    Args:
        start: The real date of the step before; not counted.
        days: How many days the next step may take; 0: the same day.
        holidays: Days that are not worked; a blank is left out.
        six_day_week: Saturday is a working day.
        calendar_days: Every day counts, days off too.

    Raises:
        UdfError: #NUM!, the result is before March 1900 or after the year 9999.

    **Example** (received on Wednesday 5 May 2027, the day before Ascension; to be forwarded by H+1):

    >>> sla_due(date(2027, 5, 5), 1, [date(2027, 5, 6)])
    datetime.date(2027, 5, 7)
    >>> sla_due(date(2027, 5, 5), 1, [date(2027, 5, 6)], calendar_days=True)
    datetime.date(2027, 5, 6)

    Source: customer handling, items 4.3, 4.5 and 4.6; which days count is the company's setting.
    """
    if not calendar_days:
        return due_date(start, days, holidays, six_day_week)
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        end = date.min
    if end < date(1900, 3, 1):
        raise UdfError(ExcelError.NUM, "batas waktunya di luar kalender Excel, 1 Maret 1900 sampai 9999")
    return end


@udf(
    category=CATEGORY,
    help="Hari kerja yang dipakai suatu langkah, dari hari sesudah mulai sampai hari selesai.",
    args={
        "start": "Tanggal mulai, tidak ikut dihitung",
        "done": "Tanggal selesai, ikut dihitung bila hari kerja",
        "holidays": _HOLIDAYS,
        "six_day_week": _SIX,
    },
    native=if_blank(
        ["start", "done"],
        if_numbers(
            _checked(f"IF(INT({{done}})<=INT({{start}}),0,{_between('start', 'done')})", "start", "done"),
            ranges=["holidays"],
            singles=["start", "done"],
            flags=["six_day_week"],
        ),
    ),
)
def sla_days(start: date, done: date, holidays: Dates = (), six_day_week: bool = False) -> int:
    """Return how many working days a step took, as the terms count them: the start day not, the last one too.

    Args:
        start: The real date of the step before.
        done: The real date of the step; on the start day or before it, the step took 0 days.
        holidays: Days that are not worked; a blank is left out.
        six_day_week: Saturday is a working day.

    **Example** (from Wednesday 5 May 2027, the day before Ascension, to the Monday):

    >>> sla_days(date(2027, 5, 5), date(2027, 5, 10), [date(2027, 5, 6)])
    2

    Source: customer handling, item 4.5 (working days after the department's receipt).
    """
    if done <= start:
        return 0
    return working_days(start + timedelta(days=1), done, holidays, six_day_week)


@udf(
    category=CATEGORY,
    help="Keterlambatan dalam hari kerja: 0 bila selesai sampai batas waktu, sedikitnya 1 bila sesudahnya.",
    args={
        "due": "Batas waktu, tanggal terakhir yang masih tepat waktu",
        "done": "Tanggal selesai, atau hari ini bila belum selesai",
        "holidays": _HOLIDAYS,
        "six_day_week": _SIX,
    },
    native=if_blank(
        ["due", "done"],
        if_numbers(
            _checked(f"IF(INT({{done}})<=INT({{due}}),0,{_late('done')})", "due", "done"),
            ranges=["holidays"],
            singles=["due", "done"],
            flags=["six_day_week"],
        ),
    ),
)
def sla_late(due: date, done: date, holidays: Dates = (), six_day_week: bool = False) -> int:
    """Return by how many working days a step was late.

    A step that is done after its due date is late by one day at least, even when that day is a day off: the
    promise was for the due date.

    Args:
        due: The last day in time.
        done: The day on which the step was done; today, as long as it is not.
        holidays: Days that are not worked; a blank is left out.
        six_day_week: Saturday is a working day.

    **Example** (due on Friday 7 May 2027; done that day, on the Saturday, on the Tuesday after):

    >>> due = date(2027, 5, 7)
    >>> [sla_late(due, date(2027, 5, day)) for day in (7, 8, 11)]
    [0, 1, 2]

    Source: customer handling, items 4.3, 4.5 and 4.6.
    """
    if done <= due:
        return 0
    return max(1, sla_days(due, done, holidays, six_day_week))


_OPEN: Final = _checked(
    f'IF(INT({{today}})<INT({{due}}),"{IN_TIME}",IF(INT({{today}})=INT({{due}}),"{DUE_TODAY}",'
    f'"{LATE} "&{_late("today")}&" {UNIT}"))',
    "due",
    "today",
)
_DONE: Final = _checked(
    f'IF(INT({{done}})<=INT({{due}}),"{DONE_IN_TIME}","{DONE_LATE} "&{_late("done")}&" {UNIT}")',
    "due",
    "done",
    "today",
)


@udf(
    category=CATEGORY,
    help="Keadaan suatu langkah hari ini: dalam batas, jatuh tempo, terlambat, atau selesai.",
    args={
        "due": "Batas waktu, tanggal terakhir yang masih tepat waktu",
        "done": "Tanggal selesai, kosong selama belum selesai",
        "today": "Tanggal acuan, yang dianggap hari ini",
        "holidays": _HOLIDAYS,
        "six_day_week": _SIX,
    },
    native=if_blank(
        ["due", "today"],
        if_numbers(
            f'IF({{done}}="",{_OPEN},IF(ISTEXT({{done}})+ISLOGICAL(IF(1,{{done}}))>0,#VALUE!,{_DONE}))',
            ranges=["holidays"],
            singles=["due", "today"],
            flags=["six_day_week"],
        ),
    ),
)
def sla_status(
    due: date, done: date | None, today: date, holidays: Dates = (), six_day_week: bool = False
) -> str:
    """Return how a step stands: in time, due today, late by n working days, done in time or late.

    Args:
        due: The last day in time.
        done: The day on which it was done; None as long as it is not.
        today: The day on which the question is asked.
        holidays: Days that are not worked; a blank is left out.
        six_day_week: Saturday is a working day.

    **Example** (due on Friday 7 May 2027):

    >>> due = date(2027, 5, 7)
    >>> sla_status(due, None, date(2027, 5, 6)), sla_status(due, None, due)
    ('Dalam batas', 'Jatuh tempo hari ini')
    >>> sla_status(due, None, date(2027, 5, 11)), sla_status(due, date(2027, 5, 10), date(2027, 6, 1))
    ('Terlambat 2 hari kerja', 'Selesai terlambat 1 hari kerja')

    Source: customer handling, items 4.3, 4.5 and 4.6.
    """
    late = sla_late(due, today if done is None else done, holidays, six_day_week)
    if done is not None:
        return f"{DONE_LATE} {late} {UNIT}" if late else DONE_IN_TIME
    if late:
        return f"{LATE} {late} {UNIT}"
    return DUE_TODAY if today == due else IN_TIME
