"""Due dates: against a count day by day and the engines' own WORKDAY; the committed days off."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from templates.formats import holidays
from udfs import due_date, working_days
from udfs.registry import FUNCTIONS, ExcelError, UdfError, invoke, reason, serial

DAY = timedelta(days=1)
STARTS = st.dates(date(2025, 11, 1), date(2028, 3, 1))
NEAR = st.lists(st.dates(date(2025, 6, 1), date(2028, 8, 1)), max_size=80)
COUNTS = st.integers(-150, 150)
ASCENSION = [date(2026, 5, 14), date(2026, 5, 15)]


def counted(start: date, working_days: int, off: list[date], six_day_week: bool) -> date:
    """Walk day by day, as one does on a wall calendar."""
    day, left, step = start, abs(working_days), DAY if working_days > 0 else -DAY
    while left:
        day += step
        left -= day.weekday() < (6 if six_day_week else 5) and day not in off
    return day


def present(start: date, end: date, off: list[date], six_day_week: bool) -> int:
    """Count the days that are worked, one by one, from a day to a later one."""
    days = [start + n * DAY for n in range((end - start).days + 1)]
    return sum(day.weekday() < (6 if six_day_week else 5) and day not in off for day in days)


def committed() -> list[dict[str, str]]:
    with holidays.TARGET.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@given(STARTS, COUNTS, NEAR, st.booleans())
def test_due_date_is_what_counting_day_by_day_gives(start, working_days, off, six_day_week):
    assert due_date(start, working_days, off, six_day_week) == counted(start, working_days, off, six_day_week)


@given(STARTS, COUNTS, NEAR, st.booleans())
def test_more_days_are_later(start, working_days, off, six_day_week):
    later = due_date(start, working_days + 1, off, six_day_week)
    earlier = due_date(start, working_days, off, six_day_week)
    # a start on a day off lies between the working days before and after it
    assert later > earlier


@given(STARTS, st.integers(1, 150), NEAR, st.booleans())
def test_there_and_back_again(start, working_days, off, six_day_week):
    first = due_date(start, 1, off, six_day_week)
    assert (
        due_date(due_date(first, working_days, off, six_day_week), -working_days, off, six_day_week) == first
    )


@given(STARTS, STARTS, NEAR, st.booleans())
def test_working_days_are_those_counted_one_by_one(start, end, off, six_day_week):
    first, last = sorted((start, end))
    counted = present(first, last, off, six_day_week)
    assert working_days(first, last, [*off, *off, None], six_day_week) == counted
    if first < last:
        assert working_days(last, first, off, six_day_week) == -counted


@given(STARTS, st.integers(1, 150), NEAR, st.booleans())
def test_as_many_days_lie_before_a_due_date_as_were_given(start, days, off, six_day_week):
    due = due_date(start, days, off, six_day_week)
    assert working_days(start + DAY, due, off, six_day_week) == days


@given(STARTS, COUNTS, NEAR, st.randoms())
def test_order_repeats_and_blanks_of_the_holidays_do_not_matter(start, working_days, off, shuffler):
    untidy = [*off, *off, None]
    shuffler.shuffle(untidy)
    assert due_date(start, working_days, untidy) == due_date(start, working_days, off)


def test_zero_days_is_the_start_itself_even_a_holiday():
    assert due_date(date(2026, 5, 14), 0, ASCENSION) == date(2026, 5, 14)
    assert due_date(date(2026, 5, 17), 0) == date(2026, 5, 17)


def test_an_issue_received_before_ascension_goes_back_three_working_days_later():
    received = date(2026, 5, 12)
    assert due_date(received, 3, ASCENSION) == date(2026, 5, 19)
    assert due_date(received, 3, ASCENSION, six_day_week=True) == date(2026, 5, 18)
    assert due_date(received, 3) == date(2026, 5, 15)


def test_three_working_days_over_the_feast_of_2026():
    off = [date.fromisoformat(row["date"]) for row in committed()]
    assert due_date(date(2026, 3, 16), 3, off) == date(2026, 3, 26)
    without_leave = [date.fromisoformat(row["date"]) for row in committed() if not row["leave"]]
    assert due_date(date(2026, 3, 16), 3, without_leave) == date(2026, 3, 20)


@pytest.mark.parametrize("working_days", [10**9, -(10**9), -50_000])
def test_beyond_the_calendar_is_num(working_days):
    with pytest.raises(UdfError) as refusal:
        due_date(date(2026, 1, 1), working_days)
    assert refusal.value.code is ExcelError.NUM


def test_a_cell_gives_the_day_as_a_number_and_cuts_hours_and_parts_of_days():
    start, expected = serial(date(2026, 5, 12)), serial(date(2026, 5, 15))
    assert invoke(FUNCTIONS["DUE_DATE"], [start + 0.75, 3.9]) == expected
    assert invoke(FUNCTIONS["DUE_DATE"], [start, None]) == ""


@pytest.mark.parametrize(
    ("arguments", "error", "why"),
    [
        ((17.0, 3.0), ExcelError.NUM, "Tanggal mulai: ditemukan 17, seharusnya tanggal sejak 1 Maret 1900"),
        (
            ("besok", 3.0),
            ExcelError.VALUE,
            'Tanggal mulai: ditemukan "besok", seharusnya tanggal',
        ),
        (
            (46154.0, 3.0, [[46156.0], ["Natal"]]),
            ExcelError.VALUE,
            'Hari libur: ditemukan "Natal", seharusnya tanggal',
        ),
        (
            (46154.0, 3.0, [[25.0]]),
            ExcelError.NUM,
            "Hari libur: ditemukan 25, seharusnya tanggal sejak 1 Maret 1900",
        ),
        (
            (46154.0, 3.0, 0.0, "enam"),
            ExcelError.VALUE,
            'Enam hari kerja: ditemukan "enam", seharusnya TRUE atau FALSE',
        ),
    ],
)
def test_bad_input_gives_the_error_that_fits_and_says_why(arguments, error, why):
    assert invoke(FUNCTIONS["DUE_DATE"], arguments) is error
    assert reason(FUNCTIONS["DUE_DATE"], arguments) == why


# The native twin: WORKDAY.INTL, weekend 1 for five days a week and 11 for six. From a working day all three
# engines calculate it as Excel does. From a day off formulas says #VALUE!, for WORKDAY too, so that there the
# twin counts on from a day that is none. The rest on which they differ it settles beforehand: 0 days; a start
# before March 1900 or after 9999; text, errors and numbers that are no days among the holidays. What is left:
# results outside these years (#NUM! to Excel and the function, anything to the engines), and TRUE in a range,
# a number to LibreOffice.

OFF = [[46156.0], [46157.0], [None], [46150.0], [0.0], [46157.0]]


def dated_calls(seed: int) -> list[Call]:
    draw = random.Random(seed)
    calls = []
    for start in range(46140, 46168):
        off = [[float(start + draw.randint(-12, 12))] for _ in range(draw.randint(1, 7))]
        days = draw.choice([0.0, 1.0, 3.0, -3.0, 2.9, -0.5, float(draw.randint(-400, 400))])
        calls.append(Call("DUE_DATE", [start + draw.choice([0.0, 0.5]), days, off, draw.random() < 0.5]))
        calls.append(Call("DUE_DATE", [float(start), days, off][: draw.choice([2, 3])]))
        end = start + draw.choice([0.0, 0.5, 1.0, -7.0, float(draw.randint(-400, 400))])
        calls.append(Call("WORKING_DAYS", [start + draw.choice([0.0, 0.5]), end, off, draw.random() < 0.5]))
        calls.append(Call("WORKING_DAYS", [float(start), end, off][: draw.choice([2, 3])]))
    return calls


def odd_calls() -> list[Call]:
    calls = [
        *variations("DUE_DATE", 46154.0, 3.0, OFF, True),
        *variations("DUE_DATE", 46154.0, -3.0, 46153.0),
        *variations("WORKING_DAYS", 46148.0, 46161.0, OFF, True),
        *variations("WORKING_DAYS", 46161.0, 46148.0, 46153.0),
        Call("WORKING_DAYS", [46148.0, 46161.0, 46155.0, True], typed=True),
        Call("WORKING_DAYS", [60.0, 62.0]),
        Call("WORKING_DAYS", [62.0, 2958466.0]),
        Call("DUE_DATE", [46154.0, 3.0, 46155.0, True], typed=True),
        Call("DUE_DATE", [46154.0, -3.0], typed=True),
        Call("DUE_DATE", [60.0, 3.0]),
        Call("DUE_DATE", [2958466.0, -3.0]),
        Call("DUE_DATE", [46154.0, 3.0, [[25.0], [46156.0]]]),
        Call("DUE_DATE", [46154.0, 3.0, [[2958466.0], [46156.0]]]),
    ]
    return [call for call in calls if not has_blank_text(call)]


def has_blank_text(call: Call) -> bool:
    return len(call.arguments) > 2 and call.arguments[2] in ("", [*OFF[:-1], [""]])


@pytest.mark.parametrize("engine", ENGINES)
def test_twin_agrees_over_days_and_holidays(engine):
    assert disagreements(engine, dated_calls(seed=2026)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twin_agrees_on_odd_cells_and_omitted_arguments(engine):
    calls = odd_calls()
    if engine == "libreoffice":
        calls = [call for call in calls if not call.has_logical_in_range]
    assert disagreements(engine, calls) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_blank_text_among_the_holidays_is_value_to_the_twin_in_every_engine_as_in_excel(engine):
    """Excel's WORKDAY refuses it, so the sheet of holidays must write 0; the function ignores both."""
    call = Call("DUE_DATE", [46154.0, 3.0, [[46156.0], [""]]])
    assert call.expected() == [46160.0]
    (found,) = disagreements(engine, [call])
    assert f"{engine} [<ExcelError.VALUE: '#VALUE!'>]" in found


# The committed days off.


def test_the_list_is_what_its_script_makes():
    assert holidays.TARGET.read_text(encoding="utf-8") == holidays.text()


def test_the_list_names_every_day_once_in_order():
    days = [row["date"] for row in committed()]
    assert days == sorted(set(days))
    assert {day[:4] for day in days} == {"2026", "2027", "2028"}


def test_days_that_the_law_fixes_are_national_holidays_of_every_year():
    named = {row["date"]: row for row in committed()}
    for year in (2026, 2027, 2028):
        for day in ("01-01", "05-01", "06-01", "08-17", "12-25"):
            row = named[f"{year}-{day}"]
            assert (row["national"], row["leave"], row["estimate"]) == ("Ya", "", "")


def test_leave_is_told_from_holidays_and_estimates_from_days_that_are_settled():
    rows = committed()
    assert all((row["national"] == "Ya") != (row["leave"] == "Ya") for row in rows)
    assert all(row["name"].startswith("Cuti Bersama") == (row["leave"] == "Ya") for row in rows)
    assert {value for row in rows for value in (*row.values(),)[2:]} == {"", "Ya"}
    estimated = {row["name"] for row in rows if row["estimate"] and row["date"] > "2028"}
    assert {"Hari Raya Idul Fitri", "Hari Raya Idul Adha", "Maulid Nabi Muhammad"} <= estimated
    assert not any("perkiraan" in row["name"] for row in rows)
