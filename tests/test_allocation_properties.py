"""Finite loading: a slow loader as the judge, and what must hold for every plant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from math import inf, nan

import pytest
from allocation_plants import (
    DAY,
    PLAN_DAYS,
    PRODUCTS,
    STAGES,
    START,
    WORKS,
    Slow,
    hours_of,
    loadable,
    order_lists,
    plants,
    turn,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import due_date
from xl_addin.allocation import (
    Arrival,
    DayHours,
    LateOrder,
    Material,
    Need,
    Operation,
    Order,
    Plant,
    WorkCentre,
    check_late,
    later_month,
    promise,
    promised_load,
    rough_load,
    stage_of,
)

JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))
END = date(2027, 3, 12)


@settings(max_examples=150, deadline=None)
@given(plants(), order_lists())
def test_the_slow_loader_finds_the_same_days(plan, lines):
    lines = loadable(plan, lines)
    found = {one.no: one.possible for one in promise(lines, plan, STAGES)}
    assert found == Slow(plan).run(lines)


def check_conserved(plan: Plant, lines: list[Order], promises) -> None:
    """Hours: no day over capacity, all that an order takes. Material: never used before it is there."""
    taken: dict[tuple[str, date], float] = defaultdict(float)
    used: dict[str, list[tuple[date, float]]] = defaultdict(list)
    slow = Slow(plan)
    for line, one in zip(lines, promises, strict=True):
        wanted: dict[str, float] = defaultdict(float)
        for name, hours in slow.steps(line):
            wanted[name] += hours
        kept = promised_load([one])
        for name in WORKS:
            whole = sum(hours for (centre, _), hours in kept.items() if centre == name)
            assert whole == pytest.approx(wanted[name] if one.possible else 0.0, abs=1e-6)
        assert {use.material: use.quantity for use in one.uses} == pytest.approx(
            slow.needs(line) if one.possible else {}
        )
        for load in one.loads:
            assert load.hours > 0
            taken[load.work_centre, load.day] += load.hours
        for name, day, quantity in one.uses:
            assert one.loads[0].day >= day or line.promised
            used[name].append((day, quantity))
    given_hours = hours_of(plan)
    assert all(hours <= given_hours[place] + 1e-6 for place, hours in taken.items())
    for material in plan.materials:
        slow.used = []
        lead, off = material.lead_time, plan.holidays
        bought = date.max if lead is None else due_date(plan.start, lead, off, plan.six_day_week)
        for day in slow.all_days:
            if day < bought:
                assert sum(q for at, q in used[material.name] if at <= day) <= slow.left(material, day) + 1e-6


@settings(max_examples=150, deadline=None)
@given(plants(), order_lists())
def test_hours_and_material_are_conserved(plan, lines):
    lines = loadable(plan, lines)
    check_conserved(plan, lines, promise(lines, plan, STAGES))


@settings(deadline=None)
@given(plants(), order_lists(), st.randoms())
def test_the_order_of_lines_and_of_the_plant_changes_nothing(plan, lines, shuffler):
    found = {one.no: one for one in promise(lines, plan, STAGES)}
    shuffled = list(lines)
    shuffler.shuffle(shuffled)
    turned = replace(
        plan,
        operations=plan.operations[::-1],
        work_centres=plan.work_centres[::-1],
        materials=plan.materials[::-1],
    )
    assert {one.no: one for one in promise(shuffled, turned, STAGES)} == found


@settings(deadline=None)
@given(plants(), order_lists(promised=st.none()))
def test_an_order_is_never_moved_by_one_that_comes_after_it(plan, lines):
    lines.sort(key=turn)
    found = promise(lines, plan, STAGES)
    assert promise(lines[: len(lines) // 2], plan, STAGES) == found[: len(lines) // 2]


@settings(deadline=None)
@given(plants(), order_lists(promised=PLAN_DAYS))
def test_promised_days_stay_whatever_else_there_is(plan, lines):
    for line, one in zip(lines, promise(lines, plan, STAGES), strict=True):
        assert one.day == line.promised
        assert one.is_kept == (one.possible is not None and one.possible <= line.promised)


@settings(deadline=None)
@given(order_lists(promised=st.none()), st.floats(1, 10), st.floats(0, 10))
def test_more_hours_at_one_work_centre_make_no_order_later(lines, hours, more):
    """With several in a row this need not hold: an order that goes faster may take another's turn.

    The plan is long enough for all: where one does not fit, those after it have its hours.
    """

    def done(amount: float) -> list[date]:
        routing = [Operation(p, 10, "W", 0.5 + n) for n, p in enumerate(PRODUCTS)]
        long = Plant(START, date(2031, 12, 31), routing, [WorkCentre("W", amount)])
        return [one.day for one in promise(lines, long, STAGES)]

    assert all(after <= before for before, after in zip(done(hours), done(hours + more), strict=True))


@settings(deadline=None)
@given(plants(), order_lists(promised=st.none(), most=1), st.integers(1, 50))
def test_more_stock_makes_a_lone_order_no_later(plan, lines, more):
    richer = replace(plan, materials=[replace(m, stock=m.stock + more) for m in plan.materials])
    for poor, rich in zip(promise(lines, plan, STAGES), promise(lines, richer, STAGES), strict=True):
        assert (rich.day or date.max) <= (poor.day or date.max)


@settings(deadline=None)
@given(plants(), order_lists(), order_lists(most=6), st.data())
def test_late_orders_take_only_what_is_left(plan, lines, late, data):
    lines = loadable(plan, lines)
    months = st.sampled_from([JANUARY, FEBRUARY, MARCH])
    late = [LateOrder(replace(o, no=f"L{o.no}"), data.draw(months)) for o in loadable(plan, late)]
    answers = check_late(late, lines, plan, STAGES)
    before = promise(lines, plan, STAGES)
    everything = [*lines, *(replace(one.order, promised=None) for one in late)]
    check_conserved(plan, everything, [*before, *(answer.promise for answer in answers)])
    for (_, month), (decision, told) in zip(late, answers, strict=True):
        inside = told.day is not None and month <= told.day < later_month(month, 1)
        assert (decision == "Masuk") == inside
        assert (decision == "Tidak dapat") == (told.day is None)
        assert (told.reason == "") == inside


@settings(deadline=None)
@given(plants(), order_lists(), st.data())
def test_what_is_bad_in_a_plant_stops_no_run(plan, lines, data):
    bad = st.sampled_from([-1.0, nan, inf, 0.0])
    odd = Operation("P1", 99, data.draw(st.sampled_from([*WORKS, "?"])), data.draw(bad))
    worse = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "operations": st.just([*plan.operations, odd]),
                "work_centres": st.just([WorkCentre("W1", data.draw(bad)), *plan.work_centres[1:]]),
                "day_hours": st.just([DayHours("W2", START, data.draw(bad)), DayHours("?", END, 1)]),
                "materials": st.just([Material("M1", data.draw(bad), 10**7)]),
                "arrivals": st.just([Arrival("M2", START, data.draw(bad)), Arrival("?", END, 5)]),
                "needs": st.just([Need("P2", "M1", data.draw(bad)), Need("P3", "?", 1), Need("?", "M1", 1)]),
                "end": st.just(START - DAY),
            },
        )
    )
    lines = [replace(line, quantity=data.draw(bad)) if n % 3 == 2 else line for n, line in enumerate(lines)]
    found = promise(lines, replace(plan, **worse), STAGES)
    assert [one.no for one in found] == [line.no for line in lines]
    for one in found:
        if one.cause == "refused":
            assert one.reason and (one.possible, one.loads, one.uses) == (None, (), ())


@settings(deadline=None)
@given(plants(), order_lists(promised=st.none()))
def test_rough_load_asks_for_all_hours_in_the_production_month(plan, lines):
    asked = rough_load(lines, plan.operations, STAGES)
    expected: dict[tuple[str, date], float] = defaultdict(float)
    for line in lines:
        for name, hours in Slow(plan).steps(line):
            expected[name, stage_of(line.entered, STAGES).month] += hours
    assert asked == pytest.approx(expected)
