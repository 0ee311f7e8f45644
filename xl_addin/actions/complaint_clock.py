"""The clock of the complaints register in memory: what is next, by when, how long each step took.

It says what the calculated columns of ``Register`` say, from what is typed there alone, so that an action
tells the same before the workbook is calculated anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from udfs.complaints import sla_days, sla_due, sla_late
from udfs.registry import UdfError, from_serial

ASK: Final = "Tanyakan pelanggan"
WAITING: Final = "Menunggu pelanggan"
INCOMPLETE: Final = "Lengkapi isian"
FORWARD: Final = "Teruskan ke bagian"
ANSWER: Final = "Menunggu jawaban"
REPLY: Final = "Balas pelanggan"
FOLLOW_UP: Final = "Tindak lanjut"
CLOSED: Final = "Selesai"
STAGES: Final = (ASK, WAITING, INCOMPLETE, FORWARD, ANSWER, REPLY, FOLLOW_UP, CLOSED)
"""What must be done next, in the order of the procedure."""

_IDENTITY: Final = ("No", "Diterima", "Pelanggan", "Kelas", "Uraian")
"""A row in which all of these are blank is not in use."""
_FIRST: Final = date(2000, 1, 1)


def as_day(value: object) -> date | None:
    """Return the day that a cell holds, None for what the register takes for none.

    >>> as_day(datetime(2027, 1, 4)), as_day(46391.0), as_day("4/1/2027"), as_day(5.0)
    (datetime.date(2027, 1, 4), datetime.date(2027, 1, 4), None, None)
    """
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, float):
        try:
            day = from_serial(value)
        except UdfError:
            return None
    else:
        return None
    return day if day >= _FIRST else None


@dataclass(frozen=True)
class Terms:
    """The terms of the settings.

    Args:
        forward: Days within which one forwards (or asks the customer).
        answer: Working days within which the department answers.
        reply: Days within which the customer is told.
        calendar: Forwarding and replying count every day.
        six_days: Saturday is worked.
        holidays: Days that are not worked.
    """

    forward: int
    answer: int
    reply: int
    calendar: bool = False
    six_days: bool = False
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How a complaint stands.

    Args:
        start: The day from which its clock counts.
        forward_due: By when it is forwarded.
        answer_due: By when it is answered.
        reply_due: By when the customer is told.
        stage: One of :data:`STAGES`, "" for a row that is not in use.
        due: By when that is done; None where no term runs.
        days: Working days to forward, to answer, to reply, and from the start to the reply.
        late: Working days by which forwarding, answering, replying and the action promised were late.
    """

    start: date | None
    forward_due: date | None
    answer_due: date | None
    reply_due: date | None
    stage: str
    due: date | None
    days: tuple[int | None, ...]
    late: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """Working days by which all steps together were late."""
        return sum(one or 0 for one in self.late)

    @cached_property
    def in_time(self) -> bool | None:
        """Whether no step was late; None as long as it is open."""
        return self.total == 0 if self.stage == CLOSED else None


class Clock:
    """Reads rows of the register.

    Args:
        terms: The terms of the settings.
        today: The day on which one looks.
    """

    def __init__(self, terms: Terms, today: date) -> None:
        self.terms, self.today = terms, today
        self._dues: dict[tuple[date, int, bool], date | None] = {}

    def read(self, row: Mapping[str, Any]) -> Standing:
        """Return how a row stands; its dates are cells' values.

        Source: customer handling, items 4.3, 4.5, 4.6, 6.2.2 and 6.2.3.
        """
        start = _start(row)
        forwarded = as_day(row["Diteruskan"]) if start else None
        begun = forwarded and (as_day(row["Diterima bagian"]) or forwarded)
        answered = as_day(row["Dijawab"]) if forwarded else None
        replied = as_day(row["Dibalas"]) if answered else None
        used = any(row[heading] is not None for heading in _IDENTITY)
        stage = _stage(row, start, forwarded, answered, replied) if used else ""
        forward_due = self._due(start, self.terms.forward)
        answer_due = self._due(begun, self.terms.answer, working=True)
        reply_due = self._due(answered, self.terms.reply)
        action_due, action_done = as_day(row["Batas tindakan"]), as_day(row["Tindakan selesai"])
        due = {FORWARD: forward_due, ANSWER: answer_due, REPLY: reply_due, FOLLOW_UP: action_due}.get(stage)
        if stage == ASK:
            due = self._due(as_day(row["Diterima"]), self.terms.forward)
        steps = ((start, forwarded), (begun, answered), (answered, replied), (start, replied))
        ends = (
            (forward_due, forwarded),
            (answer_due, answered),
            (reply_due, replied),
            (action_due, action_done),
        )
        days = tuple(self._days(first, last) for first, last in steps)
        late = tuple(self.late(end, done) for end, done in ends)
        return Standing(start, forward_due, answer_due, reply_due, stage, due, days, late)

    def late(self, due: date | None, done: date | None) -> int | None:
        """Return by how many working days something was late; None while one of the days is not known."""
        if due is None or done is None:
            return None
        return sla_late(due, done, self.terms.holidays, self.terms.six_days) if done > due else 0

    def _days(self, start: date | None, done: date | None) -> int | None:
        if start is None or done is None:
            return None
        return sla_days(start, done, self.terms.holidays, self.terms.six_days)

    def _due(self, start: date | None, days: int, *, working: bool = False) -> date | None:
        if start is None:
            return None
        key = start, days, working
        if key not in self._dues:  # many rows share their days
            calendar = self.terms.calendar and not working
            try:
                due = sla_due(start, days, self.terms.holidays, self.terms.six_days, calendar)
            except UdfError:
                due = None
            self._dues[key] = due
        return self._dues[key]

    def status(self, standing: Standing) -> str:
        """Return the status in words, as the column ``Status`` has it."""
        if standing.stage == WAITING:
            return WAITING
        if standing.stage == CLOSED:
            total = standing.total
            return f"Selesai terlambat {total} hari kerja" if total else "Selesai tepat waktu"
        if standing.due is None:
            return ""
        if self.today < standing.due:
            return "Dalam batas"
        late = self.late(standing.due, self.today)
        return f"Terlambat {late} hari kerja" if late else "Jatuh tempo hari ini"


def _start(row: Mapping[str, Any]) -> date | None:
    completed = as_day(row["Dilengkapi"])
    if completed or row["Dilengkapi"] is not None or not is_word(row["Lengkap"], "Ya"):
        return completed
    return as_day(row["Diterima"])


def _stage(row: Mapping[str, Any], start: date | None, *done: date | None) -> str:
    if start is None:
        if not is_word(row["Lengkap"], "Tidak"):
            return INCOMPLETE
        return WAITING if as_day(row["Ditanyakan"]) else ASK
    for day, stage in zip(done, (FORWARD, ANSWER, REPLY), strict=True):
        if day is None:
            return stage
    is_open = row["Tindakan"] is not None and as_day(row["Tindakan selesai"]) is None
    return FOLLOW_UP if is_open else CLOSED


def is_word(value: object, word: str) -> bool:
    """Say whether a cell holds a word, in capitals or not."""
    return isinstance(value, str) and value.casefold() == word.casefold()
