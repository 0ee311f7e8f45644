"""Finite loading: small plants worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan

import pytest

from xl_addin.allocation import (
    Arrival,
    DayHours,
    LateOrder,
    Material,
    MaterialUse,
    Need,
    Operation,
    Order,
    Plant,
    WorkCentre,
    check_late,
    make_calendar,
    material_use,
    promise,
    promised_load,
    rough_load,
)

DAY = timedelta(days=1)
START, END = date(2027, 1, 4), date(2027, 4, 30)
STAGES = make_calendar(2027)
ENTERED = date(2026, 12, 21)
JANUARY, FEBRUARY, MARCH = (date(2027, month, 1) for month in (1, 2, 3))
CHAIR = [Operation("Kursi", 10, "Las", 1.0), Operation("Kursi", 20, "Cat", 0.5)]
BOX = [Operation("Kotak", 10, "Las", 1.0)]
CENTRES = [WorkCentre("Las", 8.0), WorkCentre("Cat", 8.0)]


def jan(day: int) -> date:
    return date(2027, 1, day)


def order(no: str, quantity: float = 8, wanted: int = 29, product: str = "Kotak", **others) -> Order:
    return Order(no, product, quantity, jan(wanted), others.pop("entered", ENTERED), **others)


def plant(operations=(*CHAIR, *BOX), centres=CENTRES, **others) -> Plant:
    return Plant(START, END, operations, centres, **others)


def days(promises) -> list[date | None]:
    return [one.day for one in promises]


# Small plants, worked by hand. 4 January 2027 is a Monday.


def test_work_fills_day_after_day_and_passes_over_the_weekend():
    found = promise([order("1", 20), order("2", 20), order("3", 1)], plant(), STAGES)
    assert days(found) == [jan(6), jan(8), jan(11)]  # 8+8+4, 4+8+8, then Monday
    assert [(load.day, load.hours) for load in found[1].loads] == [(jan(6), 4), (jan(7), 8), (jan(8), 8)]


def test_saturday_is_worked_in_a_week_of_six_days_and_holidays_are_not():
    lines = [order("1", 48)]
    assert days(promise(lines, plant(), STAGES)) == [jan(11)]
    assert days(promise(lines, plant(six_day_week=True), STAGES)) == [jan(9)]
    assert days(promise(lines, plant(holidays=[jan(5), jan(6)]), STAGES)) == [jan(13)]


def test_a_closed_day_gives_nothing_and_overtime_on_a_sunday_gives_its_hours():
    others = [DayHours("Las", jan(5), 0), DayHours("Las", jan(10), 6), DayHours("Las", jan(6), 2)]
    (found,) = promise([order("1", 32)], plant(day_hours=others), STAGES)
    assert [(load.day.day, load.hours) for load in found.loads] == [(4, 8), (6, 2), (7, 8), (8, 8), (10, 6)]


@pytest.mark.parametrize(("lag", "day"), [(0, 8), (1, 11), (2, 12)])
def test_an_operation_begins_so_many_working_days_after_the_one_before(lag, day):
    (found,) = promise([order("1", 40, product="Kursi")], plant(lag=lag), STAGES)
    painted = [load.day for load in found.loads if load.work_centre == "Cat"]
    assert painted[0] == jan(day)  # welded until Friday the 8th
    assert found.day == painted[-1]


def test_setting_up_is_once_for_an_order_and_an_operation_without_hours_takes_none():
    routing = [Operation("Kotak", 10, "Las", 0.5, 3), Operation("Kotak", 20, "Cat", 0)]
    (found,) = promise([order("1", 10)], plant(routing), STAGES)
    assert promised_load([found]) == {("Las", JANUARY): 8.0}
    assert found.day == jan(5)  # the second one a working day later


def test_operations_run_by_sequence_whatever_the_order_of_their_rows():
    turned = plant(CHAIR[::-1])
    (found,) = promise([order("1", 8, product="Kursi")], turned, STAGES)
    assert [load.work_centre for load in found.loads] == ["Las", "Cat"]


def test_each_is_loaded_from_the_beginning_of_its_production_month():
    january, february = order("1"), order("2", entered=jan(20))
    found = promise([february, january], plant(), STAGES)
    assert [(one.stage, one.month, one.day) for one in found] == [
        (1, FEBRUARY, date(2027, 2, 1)),
        (1, JANUARY, jan(4)),
    ]
    assert all(one.in_month for one in found)


def test_what_does_not_fit_in_the_month_says_in_which_it_does():
    (found,) = promise([order("1", 8 * 21)], plant(), STAGES)  # January has 20 working days from the 4th on
    assert (found.day, found.in_month) == (date(2027, 2, 1), False)


def test_sorted_by_month_stage_entry_wanted_and_number():
    lines = [
        order("5", entered=jan(5), wanted=6),
        order("4", wanted=9),
        order("3", wanted=8),
        order("2", wanted=9, entered=ENTERED - DAY),
        order("1", wanted=9),
    ]
    found = promise(lines, plant(), STAGES)
    assert {one.no: one.day.day for one in found} == {"2": 4, "3": 5, "1": 6, "4": 7, "5": 8}


# Why an order is late.


@pytest.mark.parametrize(
    ("lines", "cause", "reason"),
    [
        ([order("1", wanted=4)], "", ""),
        ([order("1", 64, wanted=6)], "capacity", "Kapasitas Las"),
        ([order("1", product="Kursi", quantity=8, wanted=4)], "process", "Lama proses"),
        ([order("1", wanted=29, entered=jan(20))], "month", "Bulan produksi"),
        ([order("1", wanted=2)], "past", "Tanggalnya sudah lewat"),
    ],
)
def test_the_reason_names_what_it_waited_for(lines, cause, reason):
    found = promise(lines, plant(), STAGES)[-1]
    assert (found.cause, found.reason) == (cause, reason)


def test_a_weekend_is_no_waiting():
    (found,) = promise([order("1", 8, 4, "Kursi")], replace(plant(), start=jan(2)), STAGES)
    assert (found.day, found.reason) == (jan(5), "Lama proses")


def test_the_bottleneck_is_the_work_centre_that_keeps_it_longest():
    slow = plant(centres=[WorkCentre("Las", 8), WorkCentre("Cat", 1)])
    (found,) = promise([order("1", 16, 5, "Kursi")], slow, STAGES)
    assert found.reason == "Kapasitas Cat"


def test_a_plan_that_ends_before_there_is_room_gives_no_day_and_keeps_no_hours():
    found = promise([order("1", 10_000), order("2", 8)], plant(), STAGES)
    assert (found[0].day, found[0].cause, found[0].reason) == (None, "capacity", "Kapasitas Las")
    assert found[0].loads == ()
    assert found[1].day == jan(4)


def test_a_production_month_after_the_plan_gives_no_day():
    (found,) = promise([order("1", entered=date(2027, 6, 1))], plant(), STAGES)
    assert (found.day, found.cause) == (None, "month")


# Material.


def tubes(stock: float, lead_time: int | None = None, arrivals=()) -> Plant:
    return plant(
        BOX,
        materials=[Material("Pipa", stock, lead_time)],
        needs=[Need("Kotak", "Pipa", 1.5), Need("Kotak", "Pipa", 0.5)],
        arrivals=[Arrival("Pipa", jan(day), quantity) for day, quantity in arrivals],
    )


def test_an_order_waits_for_the_material_that_arrives():
    found = promise([order("1"), order("2", wanted=28)], tubes(20, arrivals=[(13, 12)]), STAGES)
    assert days(found) == [jan(13), jan(4)]  # 16 each; order 2 is wanted first
    assert (found[0].cause, found[0].reason) == ("", "")
    assert found[0].uses == (("Pipa", jan(13), 16.0),)


def test_an_order_waits_for_the_last_of_its_materials():
    line = plant(
        materials=[Material("Cat", 0), Material("Pipa", 0)],
        needs=[Need("Kotak", "Cat", 1), Need("Kotak", "Pipa", 1)],
        arrivals=[Arrival("Cat", jan(14), 8), Arrival("Pipa", jan(12), 8)],
    )
    (found,) = promise([order("1", wanted=11)], line, STAGES)
    assert (found.day, found.reason) == (jan(14), "Material Cat")


def test_what_arrived_before_the_plan_is_there():
    line = replace(tubes(0), arrivals=[Arrival("Pipa", date(2026, 12, 30), 16)])
    assert days(promise([order("1")], line, STAGES)) == [jan(4)]


def test_the_reason_is_the_material_when_it_waits_for_that_longest():
    (found,) = promise([order("1", wanted=8)], tubes(0, arrivals=[(13, 16)]), STAGES)
    assert (found.day, found.reason) == (jan(13), "Material Pipa")


def test_material_that_can_be_bought_limits_nothing_after_its_lead_time():
    found = promise([order("1"), order("2")], tubes(16, lead_time=5), STAGES)
    assert days(found) == [jan(4), jan(11)]
    assert material_use(found, tubes(16, lead_time=5)) == [MaterialUse("Pipa", 32.0, 16.0)]


def test_material_that_cannot_be_had_gives_no_day_and_leaves_hours_and_stock_to_others():
    found = promise([order("1", 9), order("2", 8)], tubes(17), STAGES)
    assert (found[0].day, found[0].reason, found[0].loads) == (None, "Material Pipa", ())
    assert found[1].day == jan(4)


def test_a_lead_time_longer_than_the_plan_is_as_none():
    (found,) = promise([order("1")], tubes(0, lead_time=10**9), STAGES)
    assert (found.day, found.reason) == (None, "Material Pipa")


def test_early_stock_is_left_to_those_who_need_it_early():
    """The first order has no hours before the 11th: it takes the tubes of the 8th, not the stock."""
    routing = [*BOX, Operation("Meja", 10, "Cat", 1.0)]
    line = plant(
        routing,
        day_hours=[DayHours("Las", jan(day), 0) for day in range(4, 9)],
        materials=[Material("Pipa", 8)],
        needs=[Need("Kotak", "Pipa", 1), Need("Meja", "Pipa", 1)],
        arrivals=[Arrival("Pipa", jan(8), 8)],
    )
    found = promise([order("1", wanted=20), order("2", product="Meja")], line, STAGES)
    assert days(found) == [jan(11), jan(4)]


# Days that are promised already.


def test_a_promised_day_stays_and_is_loaded_as_late_as_it_can():
    lines = [order("1", 16), order("2", 12, promised=jan(7))]
    found = promise(lines, plant(), STAGES)
    assert days(found) == [jan(5), jan(7)]
    assert [(load.day.day, load.hours) for load in found[1].loads] == [(7, 8), (6, 4)]
    assert found[1].is_kept


def test_a_promised_day_that_capacity_does_not_allow_stays_and_is_flagged():
    (found,) = promise([order("1", 40, promised=jan(6))], plant(), STAGES)
    assert (found.day, found.possible, found.is_kept) == (jan(6), jan(8), False)
    assert found.reason == "Kapasitas Las"
    assert sum(load.hours for load in found.loads) == 40


def test_a_promised_day_for_which_there_is_no_material_is_flagged():
    lines = [order("1", promised=jan(6)), order("2", 24, product="Kursi")]
    line = replace(tubes(0, arrivals=[(13, 16)]), operations=(*CHAIR, *BOX))
    found, other = promise(lines, line, STAGES)
    assert (found.day, found.possible, found.reason) == (jan(6), jan(13), "Material Pipa")
    assert [load.day.day for load in other.loads] == [4, 5, 6, 7, 8]  # its hours of the 6th are free again


def test_a_promised_day_needs_its_material_when_its_work_begins():
    late, early = (tubes(0, arrivals=[(day, 40)]) for day in (6, 5))
    (found,) = promise([order("1", 16, promised=jan(6))], late, STAGES)
    assert (found.possible, found.uses) == (jan(7), (("Pipa", jan(6), 32.0),))
    (found,) = promise([order("1", 16, promised=jan(6))], early, STAGES)
    assert (found.possible, found.uses) == (jan(6), (("Pipa", jan(5), 32.0),))


def test_a_promised_day_after_the_plan_is_loaded_at_its_end():
    (found,) = promise([order("1", promised=date(2028, 1, 3))], plant(), STAGES)
    assert (found.day, found.is_kept) == (date(2028, 1, 3), True)
    assert [load.day for load in found.loads] == [END]


def test_a_promised_day_that_is_past_is_loaded_now_and_flagged():
    (found,) = promise([order("1", promised=date(2026, 12, 30))], plant(), STAGES)
    assert (found.day, found.possible) == (date(2026, 12, 30), jan(4))
    assert found.reason == "Tanggalnya sudah lewat"


def test_backward_an_operation_ends_the_lag_before_the_next_begins():
    (found,) = promise([order("1", 8, product="Kursi", promised=jan(11))], plant(lag=2), STAGES)
    assert [(load.work_centre, load.day) for load in found.loads] == [("Cat", jan(11)), ("Las", jan(7))]


# Late orders, after the final APS.


def full_until(day: int) -> list[Order]:
    """Return orders that take all welding up to and with a day of January."""
    hours = 8 * sum((START + n * DAY).weekday() < 5 for n in range((jan(day) - START).days + 1))
    return [order("0", hours, promised=jan(day))]


def test_a_late_order_enters_while_there_are_hours():
    (answer,) = check_late([LateOrder(order("L", 8), JANUARY)], full_until(28), plant(), STAGES)
    assert (answer.decision, answer.promise.day, answer.promise.reason) == ("Masuk", jan(29), "")


def test_a_late_order_without_hours_in_its_month_is_offered_the_earliest_day_after():
    (answer,) = check_late([LateOrder(order("L", 9), jan(31))], full_until(28), plant(), STAGES)
    assert (answer.decision, answer.promise.day) == ("Usul lain", date(2027, 2, 1))
    assert answer.promise.reason == "Kapasitas Las"


def test_a_late_order_enters_only_if_every_work_centre_has_the_hours():
    late = LateOrder(order("L", 8, product="Kursi"), JANUARY)
    closed = [DayHours("Cat", START + n * DAY, 0) for n in range(28)]
    (answer,) = check_late([late], [], plant(day_hours=closed), STAGES)
    assert (answer.decision, answer.promise.reason) == ("Usul lain", "Kapasitas Cat")
    assert answer.promise.day == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("stock", "lead_time", "decision", "reason"),
    [
        (16, None, "Masuk", ""),
        (15, 5, "Masuk", ""),
        (15, 25, "Usul lain", "Material Pipa"),
        (15, None, "Tidak dapat", "Material Pipa"),
    ],
)
def test_a_late_order_enters_only_if_its_material_can_be_had(stock, lead_time, decision, reason):
    (answer,) = check_late([LateOrder(order("L"), JANUARY)], [], tubes(stock, lead_time), STAGES)
    assert (answer.decision, answer.promise.reason) == (decision, reason)


def test_no_hours_are_offered_to_two_late_orders_and_the_first_to_come_is_served_first():
    late = [
        LateOrder(order("A", 8, entered=jan(20)), JANUARY),
        LateOrder(order("B", 8, entered=jan(19), promised=jan(4)), jan(31)),
    ]
    first, second = check_late(late, full_until(28), plant(), STAGES)
    assert (first.decision, first.promise.day) == ("Usul lain", date(2027, 2, 1))
    assert (second.decision, second.promise.day) == ("Masuk", jan(29))


# Lines that cannot be loaded are refused one by one.


@pytest.mark.parametrize("quantity", [0, -1, nan, inf])
def test_a_quantity_must_be_above_0(quantity):
    found = promise([order("1", quantity), order("2")], plant(), STAGES)
    assert (found[0].cause, found[0].reason) == ("refused", "Jumlah harus lebih dari 0")
    assert found[1].day == jan(4)
    (answer,) = check_late([LateOrder(order("L", quantity), JANUARY)], [], plant(), STAGES)
    assert (answer.decision, answer.promise.cause) == ("Tidak dapat", "refused")


def test_an_entry_outside_the_calendar_is_refused_unless_a_day_is_promised():
    lines = [order("1", entered=date(2025, 1, 1)), order("2", entered=date(2025, 1, 1), promised=jan(8))]
    found = promise(lines, plant(), STAGES)
    assert [(one.month, one.day) for one in found] == [(None, None), (None, jan(8))]
    assert found[0].reason == "Tanggal masuk di luar Kalender APS"
    assert not found[0].in_month


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"operations": CHAIR}, "Routing Kotak belum ada"),
        ({"operations": [*CHAIR, replace(BOX[0], hours_per_unit=-1)]}, "Jam routing Kotak di Las harus"),
        ({"operations": [*CHAIR, replace(BOX[0], setup_hours=nan)]}, "Jam routing Kotak di Las harus"),
        ({"operations": [*CHAIR, replace(BOX[0], hours_per_unit=0)]}, "Routing Kotak tidak memuat jam"),
        ({"operations": [*CHAIR, replace(BOX[0], work_centre="Bor")]}, "Pusat kerja Bor belum ada"),
        ({"needs": [Need("Kotak", "Cat", 1)]}, "Material Cat belum ada"),
        ({"needs": [Need("Kotak", "Pipa", -1)]}, "Kebutuhan Pipa per unit Kotak harus"),
        ({"needs": [Need("Kotak", "Pipa", 1)], "materials": [Material("Pipa", -1)]}, "Stok Pipa harus"),
        ({"needs": [Need("Kotak", "Pipa", 1)], "materials": [Material("Pipa", 9, -1)]}, "Waktu tunggu Pipa"),
        ({"needs": [Need("Kotak", "Pipa", 1)], "arrivals": [Arrival("Pipa", jan(5), inf)]}, "Kedatangan"),
    ],
)
def test_a_product_that_cannot_be_loaded_is_told_and_stops_no_other(changed, reason):
    line = replace(plant(materials=[Material("Pipa", 9)]), **changed)
    found = promise([order("1"), order("2", product="Kursi"), order("3", promised=jan(5))], line, STAGES)
    assert [one.cause for one in found] == ["refused", "", "refused"]
    assert found[0].reason.startswith(reason)
    assert (found[0].day, found[0].loads, found[0].uses) == (None, (), ())
    assert (found[2].day, found[2].is_kept) == (jan(5), False)


@pytest.mark.parametrize(
    ("hours", "reason"), [(0, "tidak mempunyai jam"), (-1, "harus 0 atau lebih"), (nan, "harus 0 atau lebih")]
)
def test_a_work_centre_without_hours_is_told(hours, reason):
    (found,) = promise([order("1")], plant(centres=[WorkCentre("Las", hours)], operations=BOX), STAGES)
    assert (found.cause, found.day) == ("refused", None)
    assert found.reason.endswith(reason)


def test_a_negative_lag_is_refused():
    with pytest.raises(ValueError, match="lag -1"):
        plant(lag=-1)


# Sums.


def test_rough_load_leaves_out_lines_that_cannot_be_loaded():
    lines = [order("1", -5), order("2", nan), order("3", product="?"), order("4", entered=date(2025, 1, 1))]
    assert rough_load(lines, BOX, STAGES) == {}


def test_material_use_counts_what_comes_only_when_it_comes():
    line = tubes(4, lead_time=0, arrivals=[(11, 100)])
    found = promise([order("1", 3), order("2", 20, wanted=30)], line, STAGES)
    assert days(found) == [jan(4), jan(6)]
    assert material_use(found, line) == [MaterialUse("Pipa", 46.0, 42.0)]
