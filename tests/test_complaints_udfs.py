"""When a complaint's step is due, by how much it is late, how it stands: against a count on a wall calendar,
Excel's own WORKDAY and NETWORKDAYS in every engine, and the native twins."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import due_date, sla_days, sla_due, sla_late, sla_status
from udfs.registry import FUNCTIONS, ExcelError, UdfError, invoke, reason, serial
from xl_addin.recalc.engines import engine
from xl_addin.recalc.model import Formula, Model, SheetModel

DAY = timedelta(days=1)
DATES = st.dates(date(2025, 11, 1), date(2028, 3, 15))  # over three turns of the year and a leap day
NEAR = st.lists(st.dates(date(2025, 10, 1), date(2028, 5, 1)), max_size=60)
COUNTS = st.integers(0, 40)


def worked(day: date, off: list[date], six_day_week: bool) -> bool:
    return day.weekday() < (6 if six_day_week else 5) and day not in off


@given(DATES, COUNTS, NEAR, st.booleans())
def test_a_step_is_due_when_so_many_working_days_have_passed(start, days, off, six_day_week):
    due = sla_due(start, days, off, six_day_week)
    passed = [start + n * DAY for n in range(1, (due - start).days + 1)]
    assert sum(worked(day, off, six_day_week) for day in passed) == days
    assert due == start or worked(due, off, six_day_week)


@given(DATES, COUNTS, NEAR, st.booleans())
def test_calendar_days_pass_over_days_off(start, days, off, six_day_week):
    assert sla_due(start, days, off, six_day_week, calendar_days=True) == start + days * DAY


@given(DATES, DATES, NEAR, st.booleans())
def test_what_is_done_on_its_due_date_took_the_days_allowed(start, done, off, six_day_week):
    taken = sla_days(start, done, off, six_day_week)
    days = [start + n * DAY for n in range(1, (done - start).days + 1)]
    assert taken == sum(worked(day, off, six_day_week) for day in days)
    assert sla_late(sla_due(start, taken, off, six_day_week), done, off, six_day_week) == (
        # done on a day off: past the last working day, so late by one
        1 if done > sla_due(start, taken, off, six_day_week) else 0
    )


@given(DATES, DATES, NEAR, st.booleans())
def test_late_begins_the_day_after_and_never_shrinks(due, done, off, six_day_week):
    late = sla_late(due, done, off, six_day_week)
    assert (late > 0) == (done > due)
    assert late <= sla_late(due, done + DAY, off, six_day_week) <= max(1, late + 1)


@given(DATES, st.none() | DATES, DATES, NEAR, st.booleans())
def test_the_status_says_where_the_days_lie(due, done, today, off, six_day_week):
    late = sla_late(due, done or today, off, six_day_week)
    if done is not None:
        expected = "Selesai tepat waktu" if done <= due else f"Selesai terlambat {late} hari kerja"
    elif today <= due:
        expected = "Dalam batas" if today < due else "Jatuh tempo hari ini"
    else:
        expected = f"Terlambat {late} hari kerja"
    assert sla_status(due, done, today, off, six_day_week) == expected


EID = [date(2027, 3, day) for day in (8, 9, 10, 11, 12, 15)]  # Nyepi, leave, Eid, leave
LEAP = date(2028, 2, 28)  # a Monday


@pytest.mark.parametrize(
    ("start", "days", "off", "six", "due"),
    [
        (date(2027, 3, 5), 1, EID, False, date(2027, 3, 16)),  # a Friday; the whole week after is off
        (date(2027, 3, 5), 1, EID, True, date(2027, 3, 6)),  # Saturday is worked
        (date(2027, 3, 6), 1, EID, True, date(2027, 3, 13)),
        (date(2027, 3, 10), 5, EID, False, date(2027, 3, 22)),  # received on Eid itself
        (date(2027, 12, 30), 1, [date(2027, 12, 31), date(2028, 1, 1)], False, date(2028, 1, 3)),
        (date(2027, 12, 31), 5, [date(2028, 1, 1)], False, date(2028, 1, 7)),
        (LEAP, 1, [], False, date(2028, 2, 29)),
        (LEAP, 2, [], False, date(2028, 3, 1)),
        (LEAP, 1, [date(2028, 2, 29)], False, date(2028, 3, 1)),
        (date(2027, 2, 26), 1, [], False, date(2027, 3, 1)),  # no leap day that year
        (date(2027, 4, 30), 2, [], False, date(2027, 5, 4)),
        (date(2027, 5, 8), 0, [], False, date(2027, 5, 8)),
    ],
)
def test_edges_of_weeks_months_years_and_a_leap_day(start, days, off, six, due):
    assert sla_due(start, days, off, six) == due


def test_from_the_last_moment_in_time_to_late():
    due = date(2027, 5, 7)  # a Friday
    assert [sla_late(due, due + n * DAY) for n in range(-1, 6)] == [0, 0, 1, 1, 1, 2, 3]
    assert [sla_late(due, due + n * DAY, (), True) for n in range(1, 5)] == [1, 1, 2, 3]


def test_a_time_of_day_makes_no_step_late():
    due = serial(date(2027, 5, 7))
    assert invoke(FUNCTIONS["SLA_LATE"], [due, due + 0.99]) == 0
    assert invoke(FUNCTIONS["SLA_DAYS"], [due + 0.9, due + 0.95]) == 0
    assert invoke(FUNCTIONS["SLA_STATUS"], [due, due + 0.5, due]) == "Selesai tepat waktu"


def test_a_blank_date_of_done_is_not_yet_done():
    due = serial(date(2027, 5, 7))
    for blank in (None, "", [[None]], [[""]]):
        assert invoke(FUNCTIONS["SLA_STATUS"], [due, blank, due + 3]) == "Terlambat 1 hari kerja"
    assert invoke(FUNCTIONS["SLA_STATUS"], [None, None, due]) == ""
    assert invoke(FUNCTIONS["SLA_STATUS"], [due, due, None]) == ""


@pytest.mark.parametrize("days", [10**7, -(10**7), -50_000])
@pytest.mark.parametrize("calendar_days", [True, False])
def test_beyond_the_calendar_is_num(days, calendar_days):
    with pytest.raises(UdfError) as refusal:
        sla_due(date(2027, 1, 1), days, calendar_days=calendar_days)
    assert refusal.value.code is ExcelError.NUM


def test_text_in_a_date_is_told():
    entry = FUNCTIONS["SLA_STATUS"]
    assert invoke(entry, [46514.0, "kemarin", 46515.0]) is ExcelError.VALUE
    assert reason(entry, [46514.0, "kemarin", 46515.0]) == (
        'Tanggal selesai: ditemukan "kemarin", seharusnya tanggal'
    )


# --- Excel's own WORKDAY and NETWORKDAYS, ten random years of holidays, every engine -----------------------


def years() -> list[tuple[date, list[date]]]:
    """Ten years, leap years among them, each with days off drawn at random, also at its ends."""
    dice = random.Random(7)
    found = []
    for year in (2000, 2015, 2024, 2026, 2027, 2028, 2032, 2047, 2072, 2099):
        first = date(year, 1, 1)
        off = {first + dice.randrange(365) * DAY for _ in range(dice.randint(12, 30))}
        off |= {first, date(year, 12, 31)} if dice.random() < 0.5 else {date(year, 2, 28), date(year, 3, 1)}
        found.append((first, sorted(off)))
    return found


def questions(first: date, off: list[date]) -> list[tuple[date, int, date]]:
    """Starts at the edges of months, around days off and at random; how many days; when it was done."""
    dice = random.Random(first.year)
    months = [date(first.year, month, 1) for month in range(1, 13)]
    starts = [day + n * DAY for day in (*months, *off[:6]) for n in (-1, 0)]
    starts += [first + dice.randrange(365) * DAY for _ in range(20)]
    return [(day, dice.choice([1, 2, 5, dice.randint(0, 30)]), day + dice.randrange(40) * DAY)
            for day in starts if date(1999, 12, 1) <= day <= date(2099, 11, 1)]  # fmt: skip


@pytest.mark.parametrize("by", ENGINES)
@pytest.mark.parametrize("six_day_week", [False, True])
def test_due_dates_are_those_of_workday_and_networkdays(by, six_day_week):
    weekend = 11 if six_day_week else 1
    sheet, expected = SheetModel("S"), {}
    top = 1
    for column, (first, off) in enumerate(years(), 20):
        letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column] if column < 26 else "A" + chr(ord("A") + column - 26)
        for n, day in enumerate(off, 1):
            sheet.cells[n, column + 1] = serial(day)
        holidays = f"{letter}$1:{letter}${len(off)}"
        for start, days, done in questions(first, off):
            if not worked(start, off, six_day_week):
                continue  # formulas has no WORKDAY from a day off; the twins below are checked there as well
            sheet.cells[top, 1] = serial(start)
            sheet.cells[top, 2] = float(days)
            sheet.cells[top, 3] = serial(done)
            if days:
                sheet.cells[top, 4] = Formula(f"WORKDAY.INTL(A{top},B{top},{weekend},{holidays})")
                expected[top, 4] = serial(sla_due(start, days, off, six_day_week))
                assert sla_due(start, days, off, six_day_week) == due_date(start, days, off, six_day_week)
            if done > start:
                sheet.cells[top, 5] = Formula(f"NETWORKDAYS.INTL(A{top}+1,C{top},{weekend},{holidays})")
                expected[top, 5] = float(sla_days(start, done, off, six_day_week))
            top += 1
    values = engine(by).evaluate(Model([sheet]))
    assert len(expected) > 500
    assert {place: values["S", *place] for place in expected} == expected


# --- the native twins --------------------------------------------------------------------------------------

OFF = [[46156.0], [46157.0], [None], [46150.0], [0.0], [46157.0]]


def dated_calls(seed: int) -> list[Call]:
    dice = random.Random(seed)
    calls = []
    for start in range(46140, 46168):
        off = [[float(start + dice.randint(-12, 12))] for _ in range(dice.randint(1, 7))]
        other = start + dice.randint(-9, 15) + dice.choice([0.0, 0.5])
        six = dice.random() < 0.5
        calls += [
            Call("SLA_DUE", [start + 0.25, float(dice.randint(0, 9)), off, six, dice.random() < 0.5]),
            Call("SLA_DAYS", [float(start), other, off, six]),
            Call("SLA_LATE", [float(start), other, off, six]),
            Call("SLA_STATUS", [float(start), None, other, off, six]),
            Call("SLA_STATUS", [float(start), other, float(start + 9), off, six]),
        ]
    return calls


def odd_calls() -> list[Call]:
    calls = [
        *variations("SLA_DUE", 46154.0, 3.0, OFF, True, False),
        *variations("SLA_DUE", 46154.0, 3.0, 46155.0, False, True),
        *variations("SLA_DAYS", 46154.0, 46160.0, OFF, True),
        *variations("SLA_LATE", 46154.0, 46160.0, OFF, False),
        *variations("SLA_STATUS", 46154.0, None, 46160.0, OFF, True),
        *variations("SLA_STATUS", 46154.0, 46158.0, 46160.0, OFF, False),
        *variations("SLA_STATUS", 46154.0, 46150.0, 46154.0, 46155.0),
        Call("SLA_DUE", [60.0, 3.0]),
        Call("SLA_LATE", [46154.0, 2958466.0]),
        Call("SLA_DAYS", [46154.0, 46160.0, [[25.0], [46156.0]]]),
    ]
    return [call for call in calls if not has_blank_text_among_holidays(call)]


def has_blank_text_among_holidays(call: Call) -> bool:
    """Excel's functions refuse it, ours leave it out; the sheet of holidays writes 0 (see test_workdays)."""
    names = [argument.name for argument in FUNCTIONS[call.name].arguments]
    place = names.index("holidays")
    return len(call.arguments) > place and call.arguments[place] in ("", [*OFF[:-1], [""]])


@pytest.mark.parametrize("by", ENGINES)
def test_twins_agree_over_days_and_holidays(by):
    assert disagreements(by, dated_calls(seed=2027)) == []


@pytest.mark.parametrize("by", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(by):
    calls = odd_calls()
    if by == "libreoffice":
        calls = [call for call in calls if not call.has_logical_in_range]
    assert disagreements(by, calls) == []


def test_every_function_of_this_category_with_a_twin_is_in_these_tests():
    ours = {name for name, entry in FUNCTIONS.items() if name.startswith("SLA_") and entry.native}
    assert {call.name for call in odd_calls()} == ours == {"SLA_DUE", "SLA_DAYS", "SLA_LATE", "SLA_STATUS"}
