"""Allocation of production and sales (APS): the stage of a day, its production month, meetings, capacity.

A production month is filled in two stages: what is entered up to the meeting on the 4th, and from then up to
the meeting on the 18th. Meetings are moved off days that are not worked, so that the stages of a year are a
table, a row for each: its first day, its last day (the day of the meeting), 1 or 2, and the month it feeds.

Source: APS, items 4.1 to 4.9.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import Dates, ExcelError, Matrix, UdfError, from_serial, serial, shown, udf
from udfs.workdays import due_date

CATEGORY: Final = "APS"
_CALENDAR: Final = "Kalender APS, kolom mulai, selesai, tahap dan bulan produksi; urut menurut mulai"

# The cells of the row in which a day lies: as many stages have begun. SUM makes 0 of a blank, as of "".
_ROW: Final = "MAX(1,SUMPRODUCT(({calendar}>0)*({calendar}<=INT({day}))*{{1,0,0,0}}))"
_START, _END, _STAGE, _MONTH = (f"SUM(INDEX({{calendar}},{_ROW},{column}))" for column in (1, 2, 3, 4))


def _found(result: str) -> str:
    """Return the formula that gives a result where a row of the calendar contains the day."""
    return if_blank(
        ["day"],
        if_numbers(
            "IF(OR({day}<61,{day}>=2958466),#NUM!,IF(COLUMNS({calendar})<>4,#VALUE!,"
            f"IF(OR({_START}>INT({{day}}),{_END}<INT({{day}})),#N/A,{result})))",
            singles=["day"],
            ranges=["calendar"],
        ),
    )


@udf(
    category=CATEGORY,
    help="Tahap APS sebuah tanggal menurut kalender APS; #N/A bila tanggal itu di luar kalender.",
    args={"day": "Tanggal, misalnya tanggal ROP masuk", "calendar": _CALENDAR},
    native=_found(f"IF({_STAGE}<=0,#N/A,{_STAGE})"),
)
def aps_stage(day: date, calendar: Matrix) -> float:
    """Return the stage to which a day belongs, 1 or 2.

    Args:
        day: When an order was entered.
        calendar: A row for each stage in their order: first day, last day, stage, production month (days as
            Excel's numbers); rows not filled may follow.

    Raises:
        UdfError: #N/A, the day lies in no stage, or in one without a number; #VALUE!, not four columns.

    **Example** (the meeting of stage 1 on Monday 4 January 2027, that of stage 2 on the 18th):

    >>> from datetime import date as day
    >>> first = [serial(day(2026, 12, 19)), serial(day(2027, 1, 4)), 1, serial(day(2027, 1, 1))]
    >>> second = [serial(day(2027, 1, 5)), serial(day(2027, 1, 18)), 2, serial(day(2027, 1, 1))]
    >>> [aps_stage(day(2027, 1, n), [first, second]) for n in (4, 5, 18)]
    [1, 2, 2]

    Source: APS, items 4.3 and 4.4.
    """
    number = _stage(day, calendar)[2]
    if number <= 0:
        raise UdfError(ExcelError.NA, f"tahap {day:%d-%m-%Y} belum diisi di kalender APS")
    return number


@udf(
    category=CATEGORY,
    help="Bulan produksi (tanggal 1) yang diisi oleh tahap APS sebuah tanggal; #N/A bila di luar kalender.",
    args={"day": "Tanggal, misalnya tanggal ROP masuk", "calendar": _CALENDAR},
    native=_found(f"IF({_MONTH}<61,#NUM!,EOMONTH({_MONTH},-1)+1)"),
)
def aps_month(day: date, calendar: Matrix) -> date:
    """Return the first of the production month that the stage of a day feeds.

    Args:
        day: When an order was entered.
        calendar: As in :func:`aps_stage`; any day of the month may stand for it.

    Raises:
        UdfError: #N/A, the day lies in no stage; #NUM!, in one without a month; #VALUE!, not four columns.

    **Example:**

    >>> from datetime import date as day
    >>> stage = [serial(day(2026, 12, 19)), serial(day(2027, 1, 4)), 1, serial(day(2027, 1, 1))]
    >>> aps_month(day(2026, 12, 31), [stage])
    datetime.date(2027, 1, 1)

    Source: APS, items 4.3, 4.4 and 7.2.
    """
    return from_serial(_stage(day, calendar)[3]).replace(day=1)


_FIRST: Final = "({month}-DAY({month})+1)"
_LAST: Final = "EOMONTH({month},0)"
_RULE: Final = f"MIN(INT({_FIRST})+INT({{day}})-1,{_LAST})"
_WEEKEND: Final = "IF({six_day_week},11,1),{holidays}"
# Counted from 1 March 1900, a Thursday, as not every engine counts from a day off.
_BEFORE: Final = f"WORKDAY.INTL(61,NETWORKDAYS.INTL(62,{_RULE},{_WEEKEND}),{_WEEKEND})"
_AFTER: Final = f"WORKDAY.INTL(61,NETWORKDAYS.INTL(62,{_RULE}-1,{_WEEKEND})+1,{_WEEKEND})"


@udf(
    category=CATEGORY,
    help="Tanggal rapat APS sebuah bulan, digeser dari hari libur ke hari kerja.",
    args={
        "month": "Bulan, sebuah tanggal di dalamnya",
        "day": "Tanggal rapat, 1 sampai 31; lewat akhir bulan berarti hari terakhir",
        "holidays": "Hari libur, sel berisi tanggal; sel kosong atau 0 diabaikan",
        "six_day_week": "Enam hari kerja, TRUE bila Sabtu hari kerja",
        "earlier": "Digeser maju, TRUE: ke hari kerja sebelumnya, asal masih di bulan itu",
    },
    native=if_blank(
        ["month", "day"],
        if_numbers(
            # As in the twin of DUE_DATE.
            "IF(COUNT({holidays})<COUNTA({holidays}),#VALUE!,"
            "IF(OR({month}<92,{month}>=2958101,{day}<1,{day}>=32,"
            "SUMPRODUCT(({holidays}<>0)*(({holidays}<61)+({holidays}>=2958466)))>0),#NUM!,"
            f"IF({{earlier}},IF({_BEFORE}>=INT({_FIRST}),{_BEFORE},{_AFTER}),{_AFTER})))",
            ranges=["holidays"],
            singles=["month", "day"],
            flags=["six_day_week", "earlier"],
        ),
    ),
)
def aps_meeting(
    month: date, day: int, holidays: Dates = (), six_day_week: bool = False, earlier: bool = False
) -> date:
    """Return the day of a month's meeting: on its date, or moved to a working day.

    Args:
        month: A day of the month, from April 1900 to the end of 9998.
        day: The day of the month by rule, 1 to 31; past its end: its last day.
        holidays: Days that are not worked.
        six_day_week: Saturday is a working day.
        earlier: A day off moves the meeting to the working day before, not after. When the month has none
            before, it moves to the one after all the same: a meeting stays in its month.

    Raises:
        UdfError: #NUM!, there is no such day of a month, or the year is not in 1900 to 9998.

    **Example** (18 April 2027 is a Sunday):

    >>> aps_meeting(date(2027, 4, 1), 18), aps_meeting(date(2027, 4, 1), 18, earlier=True)
    (datetime.date(2027, 4, 19), datetime.date(2027, 4, 16))

    Source: APS, items 4.2, 4.8 and 4.9.
    """
    if not 1 <= day <= 31:
        raise UdfError(ExcelError.NUM, f"tanggal rapat harus 1 sampai 31, ditemukan {shown(day)}")
    if not date(1900, 4, 1) <= month < date(9999, 1, 1):
        raise UdfError(ExcelError.NUM, "bulannya harus April 1900 sampai Desember 9998")
    rule = month.replace(day=min(day, monthrange(month.year, month.month)[1]))
    if earlier:
        moved = due_date(rule + timedelta(days=1), -1, holidays, six_day_week)
        if (moved.year, moved.month) == (month.year, month.month):
            return moved
    return due_date(rule - timedelta(days=1), 1, holidays, six_day_week)


@udf(
    category=CATEGORY,
    help="Kapasitas tersedia: waktu kerja kali utilisasi kali efisiensi.",
    args={
        "hours": "Waktu kerja, jam",
        "utilisation": "Utilisasi, bagian waktu yang dipakai bekerja (0,9 = 90 %)",
        "efficiency": "Efisiensi, jam standar yang dihasilkan setiap jam kerja (1 = 100 %)",
    },
    native=if_blank(
        ["hours", "utilisation", "efficiency"],
        if_numbers(
            "IF(OR({hours}<0,{utilisation}<0,{utilisation}>1,{efficiency}<0),#NUM!,"
            "{hours}*{utilisation}*{efficiency})",
            singles=["hours", "utilisation", "efficiency"],
        ),
    ),
)
def capacity_available(hours: float, utilisation: float, efficiency: float) -> float:
    r"""Return the hours that can be promised, :math:`C = h\,u\,e`.

    Args:
        hours: Working time (:math:`h`), of a day or a month, all machines together.
        utilisation: Share of it that is worked (:math:`u`), 0 to 1.
        efficiency: Standard hours done in an hour worked (:math:`e`), 0 or more; above 1 when faster.

    Raises:
        UdfError: #NUM!, a negative number, or a utilisation above 100 %.

    **Example** (two machines of 8 hours, used for 90 % at 95 % of the standard):

    >>> round(capacity_available(16, 0.9, 0.95), 2)
    13.68

    Source: APS, item 8.1; capacity requirements planning (available capacity).
    """
    for label, amount in (("waktu kerja", hours), ("utilisasi", utilisation), ("efisiensi", efficiency)):
        if amount < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(amount)}")
    if utilisation > 1:
        raise UdfError(ExcelError.NUM, f"utilisasi tidak boleh di atas 100 %, ditemukan {shown(utilisation)}")
    return hours * utilisation * efficiency


def _stage(day: date, calendar: Matrix) -> list[float]:
    """Return the row of the calendar that contains a day, a blank as 0."""
    if any(len(row) != 4 for row in calendar):
        raise UdfError(ExcelError.VALUE, "kalender APS harus empat kolom")
    number = serial(day)
    begun = sum(0 < (row[0] or 0.0) <= number for row in calendar)
    found = [cell or 0.0 for cell in calendar[max(1, begun) - 1]]
    if not found[0] <= number <= found[1]:
        raise UdfError(ExcelError.NA, f"{day:%d-%m-%Y} tidak termasuk tahap mana pun di kalender APS")
    return found
