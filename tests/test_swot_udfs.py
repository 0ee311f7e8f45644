"""The SWOT functions: worked examples, what must hold for every input, and the native twins."""

from __future__ import annotations

import random
from itertools import product
from math import fsum, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import (
    swot_position,
    swot_priority,
    swot_score,
    swot_total,
    swot_weight_pct,
    swot_x,
    swot_y,
)
from udfs.registry import FUNCTIONS, ExcelError, UdfError, invoke, reason

WEIGHTS = st.lists(st.floats(0.01, 1000), min_size=1, max_size=30)
RATINGS = st.floats(1, 4)
ISSUES = st.lists(st.tuples(st.floats(0.01, 1000), RATINGS), min_size=1, max_size=30)
SCORES = st.floats(0, 4) | st.sampled_from([0.0, 1.0, 2.5, 4.0])
ORDER = ["SO", "WO", "ST", "WT"]


def near(found: float, expected: float) -> bool:
    return isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12)


def call(name: str, *arguments):
    return invoke(FUNCTIONS[name], list(arguments))


def test_a_company_worked_through_by_hand():
    strengths, weaknesses = ([4, 4, 2], [4, 3, 3]), ([3, 2], [3, 2])
    opportunities, threats = ([5, 5], [4, 2]), ([4, 1], [4, 4])
    s, w, o, t = (swot_total(*tab) for tab in (strengths, weaknesses, opportunities, threats))
    assert near(s, 3.4)  # 40 % x 4 + 40 % x 3 + 20 % x 3
    assert near(w, 2.6)  # 60 % x 3 + 40 % x 2
    assert (o, t) == (3, 4)
    assert (swot_x(s, w), swot_y(o, t)) == (0.8, -1.0)
    assert swot_position(0.8, -1.0) == "Combination"
    # areas: ST 13.6, WT 10.4, SO 10.2, WO 7.8
    assert swot_priority(s, w, o, t) == [["ST"], ["WT"], ["SO"], ["WO"]]


def test_basis_of_both_tabs_is_ifas_where_the_shares_of_s_and_w_sum_to_one():
    s, w = [4, 4, 2], [3, 7]
    assert swot_weight_pct(4, s, w) == 0.2
    shares = [swot_weight_pct(b, s, w) for b in s] + [swot_weight_pct(b, w, s) for b in w]
    assert near(fsum(shares), 1)


@given(WEIGHTS, WEIGHTS)
def test_shares_sum_to_one_and_the_cell_with_the_sum_does_for_the_range(weights, others):
    assert near(fsum(swot_weight_pct(b, weights) for b in weights), 1)
    together = [swot_weight_pct(b, weights, others) for b in weights]
    together += [swot_weight_pct(b, others, weights) for b in others]
    assert near(fsum(together), 1)
    assert near(swot_weight_pct(weights[0], [fsum(weights)], [fsum(others)]), together[0])


@given(ISSUES, WEIGHTS, st.booleans())
def test_total_is_the_sum_of_the_scores_and_lies_between_the_ratings(issues, others, inverted):
    weights, ratings = [b for b, _ in issues], [r for _, r in issues]
    scores = [swot_score(b, r, weights, others, inverted) for b, r in issues]
    assert near(swot_total(weights, ratings, others, inverted), fsum(scores))
    alone = swot_total(weights, ratings, inverted=inverted)
    severities = [5 - r if inverted else r for r in ratings]
    assert min(severities) - 1e-9 <= alone <= max(severities) + 1e-9


@given(ISSUES)
def test_inverting_twice_changes_nothing(issues):
    weights, ratings = [b for b, _ in issues], [r for _, r in issues]
    turned = [5 - r for r in ratings]
    assert near(swot_total(weights, turned, inverted=True), swot_total(weights, ratings))
    assert near(
        swot_score(weights[0], turned[0], weights, inverted=True),
        swot_score(weights[0], ratings[0], weights),
    )


@given(ISSUES, st.lists(st.integers(0, 30), max_size=5), st.floats(0.01, 100))
def test_blank_rows_and_the_unit_of_the_weights_do_not_matter(issues, places, factor):
    weights, ratings = [b for b, _ in issues], [r for _, r in issues]
    expected = swot_total(weights, ratings)
    spaced_weights, spaced_ratings = list(weights), list(ratings)
    for place in places:
        spaced_weights.insert(place, None)
        spaced_ratings.insert(place, None)
    assert near(swot_total(spaced_weights, spaced_ratings), expected)
    assert near(swot_total([b * factor for b in weights], ratings), expected)


@given(ISSUES, RATINGS)
def test_a_higher_rating_never_lowers_the_total(issues, other):
    weights, ratings = [b for b, _ in issues], [r for _, r in issues]
    changed = [max(ratings[0], other), *ratings[1:]]
    assert swot_total(weights, changed) >= swot_total(weights, ratings) - 1e-12


def test_an_issue_without_rating_adds_to_the_weights_alone():
    assert swot_total([6, 4], [4, None]) == 2.4
    assert call("SWOT_SCORE", 4.0, None, 10.0) == ""
    assert call("SWOT_WEIGHT_PCT", 4.0, 10.0) == 0.4


def test_an_empty_tab_has_total_zero_and_blank_rows_show_nothing():
    blank = [[None], [None]]
    assert call("SWOT_TOTAL", blank, blank) == 0
    assert call("SWOT_TOTAL", blank, blank, 20.0) == 0
    assert call("SWOT_WEIGHT_PCT", None, 0.0) == ""
    assert call("SWOT_X", 3.0, "") == ""
    assert call("SWOT_POSITION", "", "") == ""
    assert call("SWOT_PRIORITY", 1.0, 2.0, None, 3.0) == ""


NONZERO = st.floats(-4, 4).filter(bool)


@given(NONZERO, NONZERO, st.floats(0.1, 1000), st.floats(0.1, 1000))
def test_position_depends_on_the_signs_alone(x, y, stretch_x, stretch_y):
    assert swot_position(x, y) == swot_position(x * stretch_x, y * stretch_y)


def test_position_of_each_quadrant_and_of_the_axes():
    assert [swot_position(x, y) for x, y in ((1, 1), (-1, 1), (-1, -1), (1, -1))] == [
        "Expansion",
        "Stability",
        "Retrenchment",
        "Combination",
    ]
    assert [swot_position(0, 0), swot_position(0, -1), swot_position(-1, 0)] == [
        "Expansion",
        "Combination",
        "Stability",
    ]
    assert swot_position(-1, 1, names=["Tumbuh", "Stabil", "Ciut", "Campuran"]) == "Stabil"


def test_a_difference_in_the_last_bit_is_no_sign():
    assert 0.1 + 0.2 - 0.3 != 0
    assert swot_x(0.3, 0.1 + 0.2) == 0
    assert swot_position(swot_x(0.3, 0.1 + 0.2), 1) == "Expansion"


@given(SCORES, SCORES, SCORES, SCORES, st.booleans())
def test_priority_is_an_order_of_the_four_strategies(s, w, o, t, areas_alone):
    order = [row[0] for row in swot_priority(s, w, o, t, areas_alone)]
    assert sorted(order) == sorted(ORDER)
    areas = {"SO": s * o, "WO": w * o, "ST": s * t, "WT": w * t}
    rest = order
    if not areas_alone:
        own = ("S" if swot_x(s, w) >= 0 else "W") + ("O" if swot_y(o, t) >= 0 else "T")
        assert order[0] == own
        rest = order[1:]
    keys = [(-round(areas[strategy], 10), ORDER.index(strategy)) for strategy in rest]
    assert keys == sorted(keys)


def test_areas_alone_differ_where_a_score_is_zero():
    assert swot_priority(1, 2, 0, 0) == [["WO"], ["SO"], ["ST"], ["WT"]]
    assert swot_priority(1, 2, 0, 0, areas_alone=True) == [["SO"], ["WO"], ["ST"], ["WT"]]


REFUSED = [
    ("SWOT_WEIGHT_PCT", (-3.0, 10.0), ExcelError.NUM, "bobot harus lebih dari 0, ditemukan -3"),
    ("SWOT_WEIGHT_PCT", (0.0, 10.0), ExcelError.NUM, "bobot harus lebih dari 0, ditemukan 0"),
    ("SWOT_WEIGHT_PCT", (3.0, 0.0), ExcelError.DIV0, "jumlah bobot harus lebih dari 0, ditemukan 0"),
    ("SWOT_WEIGHT_PCT", (3.0, -2.5), ExcelError.NUM, "jumlah bobot harus lebih dari 0, ditemukan -2,5"),
    (
        "SWOT_WEIGHT_PCT",
        ("tinggi", 10.0),
        ExcelError.VALUE,
        'Bobot isu ini: ditemukan "tinggi", seharusnya angka',
    ),
    ("SWOT_SCORE", (3.0, 7.0, 10.0), ExcelError.NUM, "rating harus 1 sampai 4, ditemukan 7"),
    ("SWOT_SCORE", (3.0, 0.5, 10.0), ExcelError.NUM, "rating harus 1 sampai 4, ditemukan 0,5"),
    ("SWOT_SCORE", (3.0, True, 10.0), ExcelError.VALUE, "Rating isu ini: ditemukan TRUE, seharusnya angka"),
    (
        "SWOT_TOTAL",
        ([[1.0], [2.0]], [[1.0]]),
        ExcelError.VALUE,
        "jumlah sel bobot dan rating harus sama, ditemukan 2 bobot dan 1 rating",
    ),
    (
        "SWOT_POSITION",
        (1.0, 1.0, [["A"], ["B"], [None], ["D"]]),
        ExcelError.VALUE,
        "nama posisi harus 4, ditemukan 3",
    ),
    ("SWOT_X", (ExcelError.NA, 1.0), ExcelError.NA, "sel masukan sudah berisi #N/A"),
]


@pytest.mark.parametrize(("name", "arguments", "error", "why"), REFUSED)
def test_bad_input_gives_the_error_that_fits_and_says_why(name, arguments, error, why):
    assert invoke(FUNCTIONS[name], arguments) is error
    assert reason(FUNCTIONS[name], arguments) == why


def test_plain_python_raises_the_same_refusal():
    with pytest.raises(UdfError, match="bobot harus lebih dari 0, ditemukan -3") as refusal:
        swot_weight_pct(-3, [10])
    assert refusal.value.code is ExcelError.NUM


# The native twins. LibreOffice keeps TRUE as the number 1 in a yes-no format, so that in a range it cannot be
# told from numbers: calls with TRUE or FALSE in a range are left to the other two engines. Which of two
# different errors comes out is not the same in every engine, so that no call has more than one.

B = [[3.0], [5.0], [None], [2.0]]
R = [[4.0], [3.0], [None], [1.0]]
NAMES = [["Maju"], ["Tetap"], ["Mundur"], ["Campur"]]


def odd_calls() -> list[Call]:
    return [
        *variations("SWOT_WEIGHT_PCT", 3.0, B, [[4.0], [6.0]]),
        *variations("SWOT_WEIGHT_PCT", 3.0, 10.0, 0.0),
        *variations("SWOT_SCORE", 3.0, 4.0, 10.0, 20.0, True),
        *variations("SWOT_SCORE", 3.0, 4.0, B, [[4.0], [6.0]], False),
        *variations("SWOT_TOTAL", B, R, [[4.0], [6.0]], True),
        *variations("SWOT_TOTAL", [[None], [None]], [[None], [None]]),
        *variations("SWOT_X", 3.0, 2.0),
        *variations("SWOT_Y", 2.0, 3.0),
        *variations("SWOT_POSITION", -3.0, 2.0, NAMES),
        *variations("SWOT_POSITION", 3.0, -2.0, [["A", "B", "C", "D"]]),
        Call("SWOT_TOTAL", [[[1.0], [2.0]], [[1.0]]]),
        Call("SWOT_TOTAL", [[[-1.0], [2.0]], [[1.0], [1.0]]]),
        Call("SWOT_TOTAL", [3.0, 4.0]),
        Call("SWOT_SCORE", [3.0, 4.0, 10.0, 20.0, True], typed=True),
        Call("SWOT_POSITION", [-1.0, 2.0], typed=True),
        Call("SWOT_PRIORITY", [3.0, 2.0, 1.0, 2.0, True], typed=True),
        Call("SWOT_PRIORITY", [3.0, "x", 1.0, 2.0]),
        Call("SWOT_PRIORITY", [3.0, None, 1.0, 2.0]),
        Call("SWOT_PRIORITY", [3.0, 2.0, 1.0, ExcelError.NA]),
        Call("SWOT_PRIORITY", [3.0, 2.0, 1.0, 2.0, "ya"]),
        Call("SWOT_PRIORITY", [3.0, 2.0, 1.0, 2.0, ExcelError.REF]),
    ]


def random_calls(seed: int) -> list[Call]:
    """Tabs of every size with weights, ratings, gaps and settings as they come."""
    draw = random.Random(seed)
    calls = []
    for _ in range(12):
        size = draw.randint(1, 6)
        weights = [[draw.choice([None, 5.0, draw.uniform(0.1, 9)])] for _ in range(size)]
        ratings = [[draw.choice([None, 1.0, 2.0, 3.0, 4.0, draw.uniform(1, 4)])] for _ in range(size)]
        other, inverted = draw.choice([0.0, draw.uniform(0, 30)]), draw.random() < 0.5
        calls.append(Call("SWOT_TOTAL", [weights, ratings, other, inverted]))
        calls.append(Call("SWOT_SCORE", [weights[0][0], ratings[0][0], weights, other, inverted]))
        x, y = draw.choice([0.0, draw.uniform(-4, 4)]), draw.choice([0.0, draw.uniform(-4, 4)])
        calls.append(Call("SWOT_POSITION", [x, y, NAMES][: draw.choice([2, 3])]))
        calls.append(Call("SWOT_X", [draw.uniform(0, 4), draw.uniform(0, 4)]))
    return calls


def priority_calls() -> list[Call]:
    """Every quadrant, axis and tie, with both settings."""
    scores = [(2.0, 1.0), (1.0, 2.0), (1.5, 1.5), (0.0, 2.0)]
    every = [[*inside, *outside] for inside, outside in product(scores, scores)]
    return [Call("SWOT_PRIORITY", [*four, alone]) for four in every[::3] for alone in (False, True)]


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(engine):
    calls = odd_calls()
    if engine == "libreoffice":
        calls = [call for call in calls if not call.has_logical_in_range]
    assert disagreements(engine, calls) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_random_tabs(engine):
    assert disagreements(engine, random_calls(seed=2026)) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twin_of_priority_agrees_in_every_quadrant_and_tie(engine):
    assert disagreements(engine, priority_calls()) == []


def test_a_twin_takes_expressions_and_names_as_arguments():
    twin = FUNCTIONS["SWOT_SCORE"].twin(["D9", "E9", "Bobot_W", "", 'Skala_WT="1 = serius (Rangkuti)"'])
    assert twin is not None
    assert twin.endswith('D9/(SUM(Bobot_W)+SUM(0))*IF((Skala_WT="1 = serius (Rangkuti)"),5-E9,E9)))))')
