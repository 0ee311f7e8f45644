"""Production planning functions: textbook answers, what must hold for every input, the native twins."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import fsum, isclose, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import (
    abc_classes,
    bep_revenue,
    bep_units,
    bep_units_whole,
    best_makespan,
    critical_path,
    dispatch,
    dispatch_metric,
    dispatch_order,
    eoq,
    eoq_discount,
    eoq_total_cost,
    flow_finish,
    flow_makespan,
    internal_rate_of_return,
    irr_note,
    is_dominated,
    johnson,
    modified_rate_of_return,
    moving_average,
    neh,
    net_present_value,
    network_duration,
    operation_network,
    payback_period,
    precedence_broken,
    routing_sheet,
    seasonal_indices,
    site_cost,
)
from udfs.registry import FUNCTIONS, ExcelError, UdfError

AMOUNT = st.floats(1, 1e6)
TIMES = st.lists(st.integers(1, 30), min_size=1, max_size=7)
RULES = ["FCFS", "EDD", "SPT", "LPT", "CR", "MOORE"]


def error(function, *arguments):
    with pytest.raises(UdfError) as caught:
        function(*arguments)
    return caught.value.code


@given(AMOUNT, AMOUNT, st.floats(0.01, 1e4), st.floats(0.2, 5))
def test_no_other_quantity_costs_less_than_the_economic_one(demand, order, holding, factor):
    best = eoq(demand, order, holding)
    cost = eoq_total_cost(demand, order, holding, best)
    assert cost <= eoq_total_cost(demand, order, holding, best * factor) * (1 + 1e-12)
    assert isclose(cost, sqrt(2 * demand * order * holding), rel_tol=1e-9)


CUTS = st.lists(st.floats(0.5, 1), min_size=1, max_size=4)


@given(st.floats(1, 1e4), st.floats(1, 1e3), st.floats(0.05, 0.5), CUTS)
def test_no_quantity_beats_the_one_chosen_among_price_breaks(demand, order, rate, cuts):
    minimums = [100.0 * n for n in range(len(cuts))]
    prices = sorted((10 * cut for cut in cuts), reverse=True)
    chosen = eoq_discount(demand, order, rate, minimums, prices)

    def cost(quantity):
        price = [p for least, p in zip(minimums, prices, strict=True) if quantity >= least][-1]
        return eoq_total_cost(demand, order, rate * price, quantity, price)

    tried = [*minimums[1:], *(x / 7 for x in range(1, 7 * 600, 13)), chosen * 0.9, chosen * 1.1]
    assert all(cost(chosen) <= cost(quantity) * (1 + 1e-9) for quantity in tried)


@given(AMOUNT, st.floats(0.01, 1e4), st.floats(0.01, 1e4))
def test_at_the_break_even_revenue_covers_cost(fixed, variable, margin):
    price = variable + margin
    assume(price > variable)
    units = bep_units(fixed, price, variable)
    assert isclose(units * price, fixed + units * variable, rel_tol=1e-6)
    assert isclose(bep_revenue(fixed, price, variable), units * price, rel_tol=1e-6)
    assert bep_units_whole(fixed, price, variable) >= units - 1e-6


def test_no_break_even_is_told():
    assert error(bep_units, 100, 5, 5) is ExcelError.NUM
    assert error(bep_revenue, 100, 4, 5) is ExcelError.NUM


@given(st.floats(-0.5, 2), st.lists(st.floats(1, 100), min_size=1, max_size=12))
def test_the_internal_rate_makes_an_investment_worth_nothing(rate, flows):
    investment = net_present_value(rate, [0.0, *flows])
    assume(investment > 1e-6)
    found = internal_rate_of_return([-investment, *flows])
    assert isclose(found, rate, rel_tol=1e-6, abs_tol=1e-6)
    assert abs(net_present_value(found, [-investment, *flows])) < 1e-6 * max(investment, fsum(flows))


@given(st.lists(st.floats(0.05, 4), min_size=2, max_size=4, unique=True))
def test_several_rates_are_told_and_none_is_chosen(rates):
    assume(min(abs(a - b) for a in rates for b in rates if a is not b) > 0.05)
    flows = [1.0]
    for rate in rates:  # a polynomial with these rates as its roots
        flows = [a - b * (1 + rate) for a, b in zip([*flows, 0.0], [0.0, *flows], strict=True)]
    with pytest.raises(UdfError, match="lebih dari satu") as caught:
        internal_rate_of_return(flows)
    assert caught.value.code is ExcelError.NUM


@pytest.mark.parametrize("flows", [[-5, -3], [5, 3], [1, -2.5, 2.0], [0, 0]])
def test_no_rate_is_told(flows):
    assert error(internal_rate_of_return, flows) is ExcelError.NUM


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=6))
def test_the_note_on_the_rate_says_ok_where_there_is_one(flows):
    if irr_note(flows) == "OK":
        found = internal_rate_of_return(flows)
        assert abs(net_present_value(found, flows)) <= 1e-6 * max(map(abs, flows)) * max(1, (1 + found) ** -6)
    else:
        assert error(internal_rate_of_return, flows) is ExcelError.NUM


def test_years_after_the_last_flow_are_no_periods():
    flows = [-120000, 39000, 30000, 21000, 37000, 46000]
    rate = modified_rate_of_return(flows, 0.10, 0.12)
    assert modified_rate_of_return([*flows, None, None], 0.10, 0.12) == rate
    assert modified_rate_of_return([*flows, 0, 0], 0.10, 0.12) != rate


def test_payback_counts_the_last_period_in_part():
    assert payback_period(10, [4, None, 4, 4]) == 3.5
    assert error(payback_period, 10, [4, 4]) is ExcelError.NUM
    assert error(payback_period, 0, [4]) is ExcelError.NUM


SITES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), min_size=1, max_size=6)


@given(SITES)
def test_dominated_sites_are_those_off_the_lower_envelope(sites):
    fixed, variable = zip(*sites, strict=True)
    pairs = [(a, b) for a in sites for b in sites if a[1] != b[1]]
    ends = sorted({0.0, *(q for (fa, va), (fb, vb) in pairs if (q := (fb - fa) / (va - vb)) >= 0)})
    between = [(a + b) / 2 for a, b in pairwise(ends)] + [ends[-1] + 1]
    for n, (f, v) in enumerate(sites, 1):
        wins = any(
            all(site_cost(f, v, q) <= site_cost(of, ov, q) + 1e-9 for of, ov in sites) for q in between
        )
        first = sites.index((f, v)) + 1 == n
        assert is_dominated(n, fixed, variable) == (not (wins and first))


@given(
    st.floats(1, 1e4),
    st.lists(st.tuples(st.floats(0, 0.5), st.floats(0.3, 1.2), st.floats(0.1, 50)), min_size=1, max_size=15),
)
def test_routing_conserves_material(demand, operations):
    scrap, efficiency, capacity = zip(*operations, strict=True)
    rows = routing_sheet(demand, scrap, efficiency, capacity, 8)
    good = rows[0][1]
    for row, lost in zip(rows, scrap, strict=True):
        assert isclose(row[1], good, rel_tol=1e-9)  # prepared is what the operation before delivers
        good = row[1] * (1 - lost)
        assert isclose(row[0], good, rel_tol=1e-9)
        assert 0 <= row[5] <= 1 + 1e-6
        assert row[4] - 1 <= row[3] <= row[4] + 1e-6
    assert isclose(good, demand, rel_tol=1e-9)


def test_scrap_of_all_is_refused():
    assert error(routing_sheet, 10, [1.0], [0.9], [5], 8) is ExcelError.NUM


def jobs(times, dues):
    return [str(n) for n in range(len(times))], times, dues


@given(TIMES, st.data())
def test_rules_are_the_best_at_what_they_are_for(times, data):
    dues = data.draw(st.lists(st.integers(1, 90), min_size=len(times), max_size=len(times)))

    def measured(order, metric):
        return dispatch_metric([times[n] for n in order], [dues[n] for n in order], "FCFS", metric)

    orders = list(permutations(range(len(times)))) if len(times) < 7 else [range(len(times))]
    for rule, metric in (("SPT", "mean completion"), ("EDD", "maximum lateness"), ("MOORE", "late jobs")):
        best = min(measured(order, metric) for order in orders)
        found = dispatch_metric(times, dues, rule, metric)
        assert found <= best + 1e-9
        if len(times) < 7:
            assert isclose(found, best)


@pytest.mark.parametrize("rule", RULES)
@given(times=TIMES, data=st.data())
def test_every_rule_runs_each_job_once_without_gaps(rule, times, data):
    dues = data.draw(st.lists(st.none() | st.integers(1, 90), min_size=len(times), max_size=len(times)))
    rows = dispatch(*jobs(times, dues), rule)
    assert sorted(row[1] for row in rows) == sorted(jobs(times, dues)[0])
    clock = 0
    for row in rows:
        assert (row[3], row[4]) == (clock, clock + row[2])
        clock = row[4]


@pytest.mark.parametrize("rule", RULES)
@given(times=TIMES, data=st.data())
def test_places_are_those_of_the_sequence_and_ties_can_be_turned(rule, times, data):
    dues = data.draw(st.lists(st.none() | st.integers(1, 90), min_size=len(times), max_size=len(times)))
    names = jobs(times, dues)[0]
    places = [row[0] for row in dispatch_order(times, dues, rule)]
    rows = dispatch(names, times, dues, rule)
    assert [row[1] for row in rows] == [name for _, name in sorted(zip(places, names, strict=True))]
    turned = [row[0] for row in dispatch_order(times, dues, rule, True)]
    assert sorted(turned) == sorted(places)
    if rule in ("SPT", "LPT"):
        for a, b in permutations(range(len(times)), 2):
            if times[a] == times[b]:
                assert (places[a] < places[b]) == (turned[a] > turned[b])
    assert dispatch_order([*times, None], [*dues, None], rule)[-1] == [None]


@given(st.data(), st.lists(st.integers(0, 9), min_size=1, max_size=7))
def test_a_sequence_breaks_none_when_it_follows_the_network(data, times):
    names = [f"O-{n}" for n in range(len(times))]
    before = [
        ", ".join(data.draw(st.sets(st.sampled_from(names[:n]))) if n else ()) for n in range(len(names))
    ]
    forward = list(range(1, len(names) + 1))
    assert precedence_broken(names, before, forward) == 0
    pairs = sum(len([one for one in text.split(", ") if one]) for text in before)
    assert precedence_broken(names, before, forward[::-1]) == pairs
    rows = dict(zip(names, operation_network(names, times, before), strict=True))
    path = [name for name in names if name in critical_path(names, times, before)]
    assert path == [name for name in names if rows[name][5] == "Ya"]


@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=6), st.data())
def test_no_machine_and_no_job_is_in_two_places(times, data):
    order = data.draw(st.permutations(range(1, len(times) + 1)))
    ends = flow_finish(times, order)
    assert ends[-1][-1] == flow_makespan(times, order)
    for n, job in enumerate(order):
        for m, time in enumerate(times[job - 1]):
            start = ends[n][m] - time
            assert start == max(ends[n][m - 1] if m else 0, ends[n - 1][m] if n else 0)
    assert flow_finish([[*row, None] for row in times], order) == ends


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=6))
def test_johnson_is_the_best_on_two_machines(times):
    found = flow_makespan(times, [row[0] for row in johnson(times)])
    least = min(flow_makespan(times, list(order)) for order in permutations(range(1, len(times) + 1)))
    assert found == least == best_makespan(times)


@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_search_finds_the_best_and_neh_is_no_better(times):
    least = min(flow_makespan(times, list(order)) for order in permutations(range(1, len(times) + 1)))
    assert best_makespan(times) == least
    assert flow_makespan(times, [row[0] for row in neh(times)]) >= least


@given(st.data(), st.lists(st.integers(0, 20), min_size=1, max_size=8))
def test_nothing_begins_before_what_it_waits_for_and_some_chain_is_critical(data, times):
    names = [f"O-{n}" for n in range(len(times))]
    before = [
        ", ".join(data.draw(st.sets(st.sampled_from(names[:n]))) if n else ()) for n in range(len(names))
    ]
    rows = dict(zip(names, operation_network(names, times, before), strict=True))
    whole = network_duration(names, times, before)
    for name, text in zip(names, before, strict=True):
        start, finish, late_start, late_finish, slack, critical = rows[name]
        waits = [other for other in text.split(", ") if other]
        assert start == max((rows[other][1] for other in waits), default=0)
        assert all(rows[other][3] <= late_start for other in waits)
        assert late_start - start == slack == late_finish - finish >= 0
        assert (critical == "Ya") == (slack == 0)
        assert late_finish <= whole
    assert any(row[5] == "Ya" and row[1] == whole for row in rows.values())


def test_operations_that_wait_for_each_other_are_told():
    with pytest.raises(UdfError, match="saling menunggu: A, B"):
        operation_network("ABC", [1, 1, 1], ["B", "A", None])
    assert error(operation_network, "AB", [1, 1], [None, "C"]) is ExcelError.VALUE
    assert error(operation_network, "AA", [1, 1], [None, None]) is ExcelError.VALUE


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=30))
def test_abc_classes_take_the_dearest_first(values):
    classes = [row[0] for row in abc_classes(values)]
    ranked = sorted(range(len(values)), key=lambda n: (-values[n], n))
    assert "".join(classes[n] for n in ranked) == "".join(sorted(classes))


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12), st.data())
def test_a_moving_average_lies_between_what_it_is_made_of(history, data):
    periods = data.draw(st.integers(1, len(history)))
    ahead = [row[0] for row in moving_average(history, periods, 4)][len(history) :]
    last = history[-periods:]
    assert len(ahead) == 4
    assert all(min(last) - 1e-6 <= value <= max(last) + 1e-6 for value in ahead)


@given(st.lists(st.floats(1, 1e4), min_size=8, max_size=8))
def test_seasonal_indices_have_a_mean_of_one(history):
    assert isclose(fsum(row[0] for row in seasonal_indices(history, 4)), 4)


FLOWS = [[None, 5.0, 2.0], [1.0, None, 4.0], [0.5, 3.0, None]]
METRES = [[0.0, 2.0, 4.0], [2.0, 0.0, 3.0], [4.0, 3.0, 0.0]]


SYMBOLS = [["Operasi"], ["Penyimpanan"], ["operasi"]]


def calls() -> list[Call]:
    return [
        *variations("BEP_UNITS", 1000.0, 9.0, 4.0),
        *variations("BEP_REVENUE", 1000.0, 9.0, 4.0),
        *variations("BEP_UNITS_WHOLE", 1000.0, 9.0, 4.0),
        *variations("UNIT_COST", 1000.0, 8.0),
        *variations("SELLING_PRICE", 100.0, 0.4, True),
        *variations("SELLING_PRICE", 100.0, 0.4, False),
        *variations("SITE_COST", 100.0, 2.0, 30.0),
        *variations("COST_CROSSOVER", 100.0, 5.0, 200.0, 3.0),
        Call("COST_CROSSOVER", [100.0, 3.0, 200.0, 5.0]),
        Call("COST_CROSSOVER", [100.0, 3.0, 200.0, 3.0]),
        *variations("FACTOR_RATING", [[2.0], [3.0]], [[4.0], [1.0]]),
        *variations("EOQ", 1000.0, 10.0, 0.5),
        *variations("EOQ_ORDERS", 1000.0, 200.0),
        *variations("EOQ_CYCLE", 1000.0, 200.0, 250.0),
        *variations("EOQ_TOTAL_COST", 1000.0, 10.0, 0.5, 200.0, 3.0),
        *variations("EPQ", 1000.0, 10.0, 0.5, 2000.0),
        *variations("EOQ_BACKORDER", 1000.0, 10.0, 0.5, 2.0),
        *variations("BACKORDER_LEVEL", 200.0, 0.5, 2.0),
        *variations("SAFETY_STOCK", 1.28, 5.0, 2.0),
        *variations("REORDER_POINT", 32.0, 3.0, 9.0),
        *(
            call
            for metric in ("MAD", "mse", "Bias", "tracking signal", "rata")
            for call in variations("FORECAST_MEASURE", [[2.0], [-3.0], [None]], metric)
        ),
        *variations("HISTORY_LENGTH", [[2.0], [3.0], [4.0]]),
        Call("HISTORY_LENGTH", [[[2.0], [None], [4.0]]]),
        Call("HISTORY_LENGTH", [[[None], [3.0], [4.0]]]),
        Call("HISTORY_LENGTH", [[[None], [None]]]),
        Call("HISTORY_LENGTH", [[[1.0, 2.0, None, None]]]),
        *variations("ROUTING_PREPARED", 30.0, 0.1),
        *variations("ROUTING_LOAD", 33.0, 0.9),
        *variations("MACHINES_THEORETICAL", 33.0, 4.0, 8.0),
        *variations("MACHINES_ACTUAL", 2.01),
        *variations("PROCESS_TIME", [[8.0], [5.0], [None]], [["A"], ["a"], ["B"]], "A", SYMBOLS, "Operasi"),
        *variations("FLOOR_AREA", 2.0, 5.0, 4.0, 1.0),
        *variations("ROUND_FLOOR_AREA", 2.0, 2.2, 1.0),
        *variations("WEIGHT_SWING", 8.0, 6.0, 6.0, 9.0),
        Call("WEIGHT_SWING", [8.0, 6.0, 7.0, 5.0]),
        Call("WEIGHT_SWING", [8.0, 9.0, 7.0, 5.0]),
        *variations("HANDLING_COST", 1000.0, 1.8, 3.0),
        *variations("CARRIER_BY_WEIGHT", 30.0, [[25.0], [50.0]], [["Orang"], ["Ban"], ["Truk"]]),
        *variations("FLOW_DISTANCE", FLOWS, METRES),
        *variations("TOTAL_CLOSENESS", [["A", "e", "X", "U"]], [[4.0], [3.0], [2.0], [1.0], [0.0], [-1.0]]),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(engine):
    found = calls()
    if engine == "libreoffice":
        found = [call for call in found if not call.has_logical_in_range]
    assert disagreements(engine, found) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_the_twin_of_the_service_factor_is_as_near_as_the_engine_is(engine):
    wrong = disagreements(engine, variations("SERVICE_FACTOR", 0.95))
    assert all("SERVICE_FACTOR(0.95" in text for text in wrong)  # the last digits of NORMSINV differ


def test_every_function_with_a_twin_is_in_these_tests():
    others = {"SWOT", "Hari kerja", "Balanced Scorecard", "APS", "Diskon", "Pelanggan", "SOP"}
    ours = {entry.category for entry in FUNCTIONS.values()} - others
    held = {call.name for call in calls()} | {"SERVICE_FACTOR"}
    assert {name for name, e in FUNCTIONS.items() if e.category in ours and e.native} == held
