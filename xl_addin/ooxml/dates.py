"""Days and times as Excel's serial numbers, counted from 1900 or, in old files of Macs, from 1904."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from udfs.registry import serial

_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAYS_TO_1904 = 1462
_LAST_DAY = 2_958_466


def as_datetime(number: float, date_1904: bool = False) -> datetime | float:
    """Return the moment of a serial number; a number that is none stays.

    >>> as_datetime(46023.5), as_datetime(-1.0)
    (datetime.datetime(2026, 1, 1, 12, 0), -1.0)
    """
    if not 0 <= number < _LAST_DAY:
        return number
    return (_EPOCH_1904 if date_1904 else _EPOCH) + timedelta(seconds=round(number * 86_400, 3))


def as_serial(moment: date, date_1904: bool = False) -> float:
    """Return the serial number of a day or of a moment.

    >>> as_serial(date(2026, 1, 1)), as_serial(datetime(2026, 1, 1, 12), date_1904=True)
    (46023.0, 44561.5)
    """
    number = serial(moment.date() if isinstance(moment, datetime) else moment)
    if isinstance(moment, datetime):
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        number += (moment - midnight) / timedelta(days=1)
    return number - _DAYS_TO_1904 if date_1904 else number
