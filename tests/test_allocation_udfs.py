"""APS functions: stages at their edges, meetings off days that are not worked, the native twins."""

from __future__ import annotations

import csv
import random
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from templates.formats import holidays
from udfs import aps_meeting, aps_month, aps_stage, capacity_available
from udfs.registry import FUNCTIONS, ExcelError, UdfError, invoke, reason, serial
from xl_addin.allocation import make_calendar, stage_of

DAY = timedelta(days=1)
YEARS = st.integers(2025, 2032)
CLOSED = st.lists(
    st.tuples(st.dates(date(2024, 11, 1), date(2033, 2, 1)), st.integers(1, 14)), max_size=60
).map(lambda spells: {first + n * DAY for first, days in spells for n in range(days)})


def committed() -> list[date]:
    with holidays.TARGET.open(encoding="utf-8", newline="") as file:
        return [date.fromisoformat(row["date"]) for row in csv.DictReader(file)]


OFF = committed()
EID_2026 = date(2026, 3, 21)


def as_cells(stages) -> list[list[float]]:
    return [[serial(s.start), serial(s.end), float(s.number), serial(s.month)] for s in stages]


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + n * DAY for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def is_worked(day: date, off, six_day_week: bool) -> bool:
    return day.weekday() < (6 if six_day_week else 5) and day not in off


# The stage of a day is unique, and every day has one.


@given(YEARS, CLOSED, st.booleans(), st.booleans(), st.integers(0, 1))
def test_every_day_of_a_year_has_exactly_one_stage_and_month(year, off, six, earlier, later):
    stages = make_calendar(year, (4, 18), off, six, earlier, later)
    cells = as_cells(stages)
    assert len(stages) == 25
    for day in days_of(year):
        (own,) = [stage for stage in stages if stage.start <= day <= stage.end]
        assert stage_of(day, stages) == own
        assert (aps_stage(day, cells), aps_month(day, cells)) == (own.number, own.month)


@given(YEARS, CLOSED, st.booleans(), st.booleans(), st.integers(1, 30), st.data())
def test_stages_follow_each_other_and_end_on_a_day_that_is_worked(year, off, six, earlier, first, data):
    second = data.draw(st.integers(first + 1, 31))
    stages = make_calendar(year, (first, second), off, six, earlier)
    assert [stage.number for stage in stages] == [1, 2] * 12 + [1]
    assert [stage.month for stage in stages[::2]] == [date(year, n, 1) for n in range(1, 13)] + [
        date(year + 1, 1, 1)
    ]
    assert all(one.month == other.month for one, other in zip(stages[::2], stages[1::2], strict=False))
    assert all(other.start == one.end + DAY for one, other in pairwise(stages))
    assert all(stage.start <= stage.end and is_worked(stage.end, off, six) for stage in stages)


@pytest.mark.parametrize("year", [2027, 2028])
def test_meetings_that_need_not_move_end_their_stage_on_the_4th_and_the_18th(year):
    stages = make_calendar(year, holidays=OFF, six_day_week=True)
    unmoved = [s for s in stages if s.end == s.month.replace(day=4 if s.number == 1 else 18)]
    assert len(unmoved) > 15
    for stage, following in pairwise(stages):
        if stage in unmoved:
            assert stage_of(stage.end, stages) == stage
            assert stage_of(stage.end + DAY, stages) == following


@pytest.mark.parametrize("year", [2027, 2028])
def test_month_ends_and_beginnings_belong_to_stage_1_of_the_later_month(year):
    cells = as_cells(make_calendar(year, holidays=OFF))
    for month in range(1, 13):
        last = date(year, month, monthrange(year, month)[1])
        assert (aps_stage(last, cells), aps_month(last, cells)) == (1, last + DAY)
        assert (aps_stage(last + DAY, cells), aps_month(last + DAY, cells)) == (1, last + DAY)


@pytest.mark.parametrize(
    ("day", "stage", "month"),
    [
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2027, 1, 1), 1, date(2027, 1, 1)),
        (date(2027, 1, 4), 1, date(2027, 1, 1)),
        (date(2027, 1, 5), 2, date(2027, 1, 1)),
        (date(2027, 1, 18), 2, date(2027, 1, 1)),
        (date(2027, 1, 19), 1, date(2027, 2, 1)),
        (date(2027, 1, 31), 1, date(2027, 2, 1)),
        (date(2027, 2, 1), 1, date(2027, 2, 1)),
        (date(2027, 12, 31), 1, date(2028, 1, 1)),
        (date(2028, 1, 4), 1, date(2028, 1, 1)),
    ],
)
def test_the_edges_of_2027(day, stage, month):
    cells = as_cells(make_calendar(2027, holidays=OFF))
    assert (aps_stage(day, cells), aps_month(day, cells)) == (stage, month)


def test_a_leap_day_has_its_stage_and_the_year_one_day_more():
    stages = make_calendar(2028, holidays=OFF)
    leap = date(2028, 2, 29)
    assert (aps_stage(leap, as_cells(stages)), aps_month(leap, as_cells(stages))) == (1, date(2028, 3, 1))
    assert sum(stage_of(day, stages) is not None for day in days_of(2028)) == 366
    # a meeting by rule past the end of February is on its last day
    assert aps_meeting(date(2028, 2, 1), 30) == leap
    assert aps_meeting(date(2027, 2, 1), 30) == date(2027, 3, 1)  # the 28th is a Sunday
    assert aps_meeting(date(2027, 2, 1), 30, earlier=True) == date(2027, 2, 26)


def test_the_month_after_the_meeting_as_a_setting():
    stages = make_calendar(2027, holidays=OFF, months_later=1)
    assert [stage.month for stage in stages[:2]] == [date(2027, 2, 1)] * 2
    assert stages[-1].month == date(2028, 2, 1)


def test_days_outside_the_calendar_have_no_stage():
    stages = make_calendar(2027, holidays=OFF)
    for day in (stages[0].start - DAY, stages[-1].end + DAY):
        assert stage_of(day, stages) is None
        with pytest.raises(UdfError, match="tidak termasuk tahap mana pun") as refusal:
            aps_stage(day, as_cells(stages))
        assert refusal.value.code is ExcelError.NA


# Meetings on days off.


def test_a_meeting_on_eid_moves_over_all_holidays_and_leave_around_it():
    """Eid 2026: off from Wednesday 18 to Tuesday 24 March, Nyepi among them; the 18th is leave."""
    assert EID_2026 in OFF
    assert aps_meeting(date(2026, 3, 1), 18, OFF) == date(2026, 3, 25)
    assert aps_meeting(date(2026, 3, 1), 18, OFF, earlier=True) == date(2026, 3, 17)
    assert aps_meeting(date(2026, 3, 1), EID_2026.day, OFF, six_day_week=True) == date(2026, 3, 25)
    assert aps_meeting(date(2026, 3, 1), EID_2026.day, OFF, six_day_week=True, earlier=True) == date(
        2026, 3, 17
    )
    stages = make_calendar(2026, holidays=OFF)
    assert stage_of(date(2026, 3, 25), stages)[2:] == (2, date(2026, 3, 1))
    assert stage_of(date(2026, 3, 26), stages)[2:] == (1, date(2026, 4, 1))


def test_a_saturday_is_worked_in_a_week_of_six_days_alone():
    september = date(2027, 9, 1)  # 4 and 18 September 2027 are Saturdays
    assert aps_meeting(september, 4) == date(2027, 9, 6)
    assert aps_meeting(september, 4, earlier=True) == date(2027, 9, 3)
    assert aps_meeting(september, 4, six_day_week=True) == date(2027, 9, 4)


def test_a_meeting_stays_in_its_month_even_when_it_moves_back():
    new_year = [date(2027, 1, n) for n in range(1, 5)]
    assert aps_meeting(date(2027, 1, 1), 4, new_year, earlier=True) == date(2027, 1, 5)
    december = [date(2027, 12, n) for n in range(27, 32)]
    assert aps_meeting(date(2027, 12, 1), 31, december) == date(2028, 1, 3)


def test_a_closure_over_two_meetings_leaves_each_stage_a_day():
    closed = [date(2027, 3, 4) + n * DAY for n in range(40)]
    stages = make_calendar(2027, holidays=closed)
    march = [stage.end for stage in stages if stage.month in (date(2027, 3, 1), date(2027, 4, 1))]
    assert march == [date(2027, 4, 13), date(2027, 4, 14), date(2027, 4, 15), date(2027, 4, 19)]


@given(st.dates(date(2025, 1, 1), date(2032, 12, 31)), st.integers(1, 31), CLOSED, st.booleans())
def test_a_meeting_is_the_nearest_day_that_is_worked(month, day, off, six):
    rule = month.replace(day=min(day, monthrange(month.year, month.month)[1]))
    later = earlier = rule
    while not is_worked(later, off, six):
        later += DAY
    while not is_worked(earlier, off, six):
        earlier -= DAY
    assert aps_meeting(month, day, list(off), six) == later
    inside = earlier.month == month.month
    assert aps_meeting(month, day, list(off), six, earlier=True) == (earlier if inside else later)


@pytest.mark.parametrize("days", [(18, 4), (4, 4), (0, 18), (4, 32)])
def test_a_calendar_of_meetings_that_are_no_two_days_of_a_month_is_refused(days):
    with pytest.raises(ValueError, match="two days of a month"):
        make_calendar(2027, days)


# Capacity, and what a cell says of bad input.


@given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 2))
def test_capacity_is_in_proportion_and_never_more_than_an_efficient_whole(hours, utilisation, efficiency):
    found = capacity_available(hours, utilisation, efficiency)
    assert 0 <= found <= hours * max(1, efficiency) * (1 + 1e-12)
    assert capacity_available(2 * hours, utilisation, efficiency) == pytest.approx(2 * found)


CELLS = as_cells(make_calendar(2027, holidays=OFF))
TYPICAL = serial(date(2027, 6, 3))


@pytest.mark.parametrize(
    ("name", "arguments", "error", "why"),
    [
        ("APS_STAGE", (46000.0, CELLS), ExcelError.NA, "09-12-2025 tidak termasuk tahap mana pun"),
        ("APS_STAGE", ("besok", CELLS), ExcelError.VALUE, 'Tanggal: ditemukan "besok"'),
        ("APS_STAGE", (TYPICAL, [[1.0, 2.0]]), ExcelError.VALUE, "harus empat kolom"),
        ("APS_STAGE", (46388.0, [[46375.0, 46390.0, None, 46388.0]]), ExcelError.NA, "belum diisi"),
        ("APS_MONTH", (46388.0, [[46375.0, 46390.0, 1.0, 5.0]]), ExcelError.NUM, "ditemukan 5"),
        ("APS_MEETING", (TYPICAL, 0.0), ExcelError.NUM, "harus 1 sampai 31, ditemukan 0"),
        ("APS_MEETING", (70.0, 4.0), ExcelError.NUM, "April 1900"),
        ("CAPACITY_AVAILABLE", (-1.0, 1.0, 1.0), ExcelError.NUM, "waktu kerja tidak boleh negatif"),
        ("CAPACITY_AVAILABLE", (8.0, 1.1, 1.0), ExcelError.NUM, "utilisasi tidak boleh di atas 100 %"),
        ("CAPACITY_AVAILABLE", (8.0, 1.0, -0.1), ExcelError.NUM, "efisiensi tidak boleh negatif"),
    ],
)
def test_bad_input_gives_the_error_that_fits_and_says_why(name, arguments, error, why):
    assert invoke(FUNCTIONS[name], arguments) is error
    assert why in (reason(FUNCTIONS[name], arguments) or "")


# The native twins. As for DUE_DATE: blank text among holidays is #VALUE! to the twin, as to Excel's own
# functions, and TRUE in a range is a number to LibreOffice.

GAPS = [*CELLS[:3], CELLS[4], [None] * 4]


def stage_calls() -> list[Call]:
    days = [serial(stage.start) + n for stage in make_calendar(2027, holidays=OFF) for n in (-1, 0, 1)]
    edges = [serial(date(2027, 12, 31)), serial(date(2028, 1, 4)), serial(date(2028, 1, 5)), TYPICAL + 0.75]
    calendars = [
        CELLS,
        GAPS,
        CELLS[::-1],
        [CELLS[0][:3]],
        [CELLS[1]],
        [CELLS[0][:2] + [None] * 2],
        [[None, *CELLS[0][1:]]],
    ]
    return [
        *(Call(name, [day, CELLS]) for name in ("APS_STAGE", "APS_MONTH") for day in (*days, *edges)),
        *(
            Call(name, [CELLS[row][0] + 3, calendar])
            for name in ("APS_STAGE", "APS_MONTH")
            for calendar in calendars
            for row in (0, 1, 3, 4)
        ),
    ]


def odd_calls() -> list[Call]:
    calls = [
        *variations("APS_STAGE", CELLS[2][0], CELLS[:3]),
        *variations("APS_MONTH", CELLS[2][0], CELLS[:3]),
        *variations("APS_MEETING", TYPICAL, 6.0, [[TYPICAL + 4], [None]], True, True),
        *variations("APS_MEETING", TYPICAL, 6.5, [[TYPICAL + 4], [0.0]], False, False),
        *variations("CAPACITY_AVAILABLE", 16.0, 0.9, 0.95),
        *(Call("APS_MEETING", [serial(date(2027, 2, 1)), day]) for day in (1.0, 28.0, 29.0, 31.9, 32.0, 0.9)),
        Call("APS_MEETING", [91.0, 4.0]),
        Call("APS_MEETING", [92.0, 1.0, 0.0, False, True]),
        Call("APS_MEETING", [2958100.0, 31.0]),
        Call("APS_MEETING", [2958101.0, 1.0]),
        Call("APS_MEETING", [TYPICAL, 6.0, TYPICAL + 4, True, True], typed=True),
    ]
    return [call for call in calls if not has_blank_text(call)]


def has_blank_text(call: Call) -> bool:
    if call.name != "APS_MEETING" or len(call.arguments) < 3:
        return False
    holidays = call.arguments[2]
    return holidays == "" or (isinstance(holidays, list) and [""] in holidays)


def meeting_calls(seed: int) -> list[Call]:
    draw = random.Random(seed)
    calls = []
    for _ in range(60):
        month = serial(date(draw.randint(2024, 2033), draw.randint(1, 12), draw.randint(1, 28)))
        day = float(draw.randint(1, 31))
        off = [[month + draw.randint(-40, 40)] for _ in range(draw.randint(1, 8))]
        calls.append(Call("APS_MEETING", [month, day, off, draw.random() < 0.5, draw.random() < 0.5]))
    eid = [[serial(day)] for day in OFF if day.year == 2026 and day.month == 3]
    calls += [
        Call("APS_MEETING", [serial(date(2026, 3, 1)), day, eid, six, earlier])
        for day in (18.0, 21.0)
        for six in (False, True)
        for earlier in (False, True)
    ]
    return calls


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_the_stages_of_a_year(engine):
    calls = stage_calls()
    if engine == "formulas":  # slow, and it gives no value at all for a range that lacks a column
        calls = [call for call in calls if len(call.arguments[1][0]) == 4][::3]
    assert disagreements(engine, calls) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_meetings_over_months_and_holidays(engine):
    assert disagreements(engine, meeting_calls(seed=2027)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(engine):
    calls = odd_calls()
    if engine == "libreoffice":
        calls = [call for call in calls if not call.has_logical_in_range]
    assert disagreements(engine, calls) == []


def test_twins_fit_in_a_cell_with_long_arguments():
    reference = "'Kalender APS untuk tahun depan'!$AA$1000:$AD$1024"
    for name in ("APS_STAGE", "APS_MONTH", "APS_MEETING"):
        entry = FUNCTIONS[name]
        assert len(entry.twin([reference] * len(entry.arguments))) < 8192
