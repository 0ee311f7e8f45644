"""Discounts: tiers at their edges, payments in parts and in time, rupiah exact in Python and in cells."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import discount_rate, discount_tier, next_tier, payment_discount, target_discount
from udfs.discounts import CATEGORY, MOST
from udfs.registry import FUNCTIONS, ExcelError, UdfError, serial

TIERS = [(100_000_000, 0.02), (250_000_000, 0.03), (500_000_000, 0.045)]
DUE = date(2027, 3, 31)


def error(function, *arguments):
    with pytest.raises(UdfError) as caught:
        function(*arguments)
    return caught.value.code


def half_up(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("net", "tier", "whole", "marginal"),
    [
        (-1, 0, 0, 0),
        (0, 0, 0, 0),
        (99_999_999, 0, 0, 0),
        (100_000_000, 1, 2_000_000, 0),
        (100_000_001, 1, 2_000_000, 0),
        (100_000_025, 1, 2_000_001, 1),  # half a rupiah goes up: 2,000,000.5 and 0.5
        (100_000_024, 1, 2_000_000, 0),
        (249_999_999, 1, 5_000_000, 3_000_000),
        (250_000_000, 2, 7_500_000, 3_000_000),
        (499_999_999, 2, 15_000_000, 10_500_000),
        (500_000_000, 3, 22_500_000, 10_500_000),
        (600_000_000, 3, 27_000_000, 15_000_000),
    ],
)
def test_tiers_at_their_edges(net, tier, whole, marginal):
    assert discount_tier(net, TIERS) == tier
    assert discount_rate(net, TIERS) == ([0.0] + [rate for _, rate in TIERS])[tier]
    assert next_tier(net, TIERS) == ([limit for limit, _ in TIERS] + [None])[tier]
    assert target_discount(net, TIERS) == target_discount(net, TIERS, "Seluruhnya") == whole
    assert target_discount(net, TIERS, " bertingkat ") == marginal


def test_rows_of_two_cells_and_one_row_say_the_same():
    row = [[cell for pair in TIERS for cell in pair] + [None, None]]
    for net in (0, 99_999_999, 100_000_000, 333_333_333, 500_000_000):
        for mode in ("Seluruhnya", "Bertingkat"):
            assert target_discount(net, row, mode) == target_discount(net, TIERS, mode)


@pytest.mark.parametrize(
    ("tiers", "code"),
    [
        ([(200, 0.1), (100, 0.2)], ExcelError.NUM),
        ([(100, 0.1), (100, 0.2)], ExcelError.NUM),
        ([(None, None), (100, 0.2)], ExcelError.NUM),
        ([(100, 2)], ExcelError.NUM),
        ([(-1, 0.1)], ExcelError.NUM),
        ([(100, None)], ExcelError.NUM),
        ([(100, 0.1), (None, 0.2), (300, 0.3)], ExcelError.NUM),
        ([(1, 0.1, 2)], ExcelError.VALUE),
        ([(1, 0.1, 2), (3, 0.2, 4)], ExcelError.VALUE),
        ([(n, 0.1) for n in range(MOST + 1)], ExcelError.VALUE),
    ],
)
def test_what_are_no_tiers_is_refused(tiers, code):
    for function in (target_discount, discount_tier, discount_rate, next_tier):
        assert error(function, 150, tiers) is code
    assert error(target_discount, 150, TIERS, "Sebagian") is ExcelError.VALUE


@st.composite
def tier_lists(draw):
    limits = sorted(draw(st.sets(st.integers(0, 2_000_000_000), min_size=1, max_size=MOST)))
    return [(limit, draw(st.integers(0, 20_000)) / 100_000) for limit in limits]


@given(tier_lists(), st.data())
def test_rupiah_are_those_of_decimal_arithmetic(tiers, data):
    edges = [limit + step for limit, _ in tiers for step in (-1, 0, 1)]
    net = data.draw(st.sampled_from(edges) | st.integers(-(10**9), 4 * 10**9))
    reached = [(Decimal(limit), Decimal(str(rate))) for limit, rate in tiers if net >= limit]
    whole = half_up(net * reached[-1][1]) if reached else 0
    assert target_discount(net, tiers) == whole
    ends = [limit for limit, _ in reached[1:]] + [Decimal(net)]
    parts = (
        [(end - start) * rate for (start, rate), end in zip(reached, ends, strict=True)] if reached else []
    )
    assert target_discount(net, tiers, "Bertingkat") == half_up(sum(parts, Decimal(0)))


@given(st.integers(0, 10**10), st.integers(0, 10_000), st.integers(0, 100))
def test_one_tier_from_the_first_rupiah_is_the_same_in_both_ways(net, units, limit):
    tiers = [(0, units / 100_000)]
    assert target_discount(net, tiers) == target_discount(net, tiers, "Bertingkat")
    assert next_tier(net, [(net + limit + 1, 0.5)]) == net + limit + 1


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(0, 10_000))
def test_parts_of_an_invoice_earn_what_the_whole_does(parts, units):
    rate, before, found = units / 100_000, 0, []
    for part in parts:
        found.append(payment_discount(part, DUE, DUE, rate, before))
        before += part
    assert sum(found) == payment_discount(before, DUE, DUE, rate)
    assert sum(found) == half_up(Decimal(before) * Decimal(str(rate)))
    assert all(one >= 0 for one in found)


@pytest.mark.parametrize(("days", "earned"), [(-30, 505_051), (-1, 505_051), (0, 505_051), (1, 0), (30, 0)])
def test_the_due_date_itself_is_in_time_and_the_day_after_is_not(days, earned):
    assert payment_discount(50_505_050, DUE, DUE + timedelta(days), 0.01) == earned


def test_payments_that_cannot_be_are_refused():
    assert error(payment_discount, -1, DUE, DUE, 0.01) is ExcelError.NUM
    assert error(payment_discount, 1, DUE, DUE, 0.01, -1) is ExcelError.NUM
    assert error(payment_discount, 1, DUE, DUE, 1.5) is ExcelError.NUM


ROWS = [[float(limit), rate] for limit, rate in TIERS]
LINE = [[cell for row in ROWS for cell in row] + ["", ""]]
DAY = serial(DUE)


def calls() -> list[Call]:
    bad = [
        [[200.0, 0.1], [100.0, 0.2]],
        [[None, None], [100.0, 0.2]],
        [["", ""], [100.0, 0.2]],
        [[100.0, 2.0]],
        [[100.0, None]],
        [[100.0, 0.1], [None, 0.2], [300.0, None]],
        [[100.0, 0.1, "", 0.2, 300.0, 0.3]],
        [["", ""], ["", ""]],
        [[None, None, None, None]],
        [[1.0, 0.1, 2.0]],
        [[float(n), 0.1] for n in range(MOST + 1)],
    ]
    found = []
    for name in ("TARGET_DISCOUNT", "DISCOUNT_TIER", "DISCOUNT_RATE", "NEXT_TIER"):
        mode = ["Bertingkat"] if name == "TARGET_DISCOUNT" else []
        found += variations(name, 300e6, ROWS, *mode)
        found.append(Call(name, [300e6, LINE, *mode]))
        found += [Call(name, [150.0, tiers, *mode]) for tiers in bad]
    found += variations("PAYMENT_DISCOUNT", 1_000_050.0, DAY, DAY, 0.01, 50.0)
    found += [Call("PAYMENT_DISCOUNT", [1050.0, DAY, DAY + late, 0.01]) for late in (-0.5, 0.0, 0.9, 1.0)]
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(engine):
    found = calls()
    if engine == "libreoffice":
        found = [call for call in found if not call.has_logical_in_range]
    assert disagreements(engine, found) == []


def test_every_function_of_discounts_is_in_these_tests():
    ours = {name for name, entry in FUNCTIONS.items() if entry.category == CATEGORY}
    assert ours == {call.name for call in calls()}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_twins_are_exact_at_edges_and_at_half_a_rupiah(engine, data):
    found = []
    for _ in range(8):
        tiers = data.draw(tier_lists())
        rows = [[float(limit), rate] for limit, rate in tiers]
        edges = [limit + step for limit, _ in tiers for step in (-1, 0, 1)]
        halves = [50_000 * (2 * n + 1) for n in range(1, 9)]  # x 0.001 % is half a rupiah
        net = float(data.draw(st.sampled_from(edges + halves) | st.integers(-(10**9), 10**11)))
        found += [Call("TARGET_DISCOUNT", [net, rows, mode]) for mode in ("Seluruhnya", "Bertingkat")]
        rate = data.draw(st.integers(0, 20_000)) / 100_000
        paid = DAY + data.draw(st.integers(-1, 1))
        before = float(data.draw(st.integers(0, 10**9)))
        found.append(Call("PAYMENT_DISCOUNT", [abs(net), DAY, paid, rate, before]))
    assert disagreements(engine, found) == []


def test_twins_fit_into_a_cell():
    for entry in FUNCTIONS.values():
        if entry.category == CATEGORY:
            twin = entry.twin(["Perhitungan!$AL$1000", "Perhitungan!$AA$1000:$AJ$1000", "Cara_diskon"])
            assert twin is not None and len(twin) <= 8192, entry.name
