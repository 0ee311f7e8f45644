"""The Balanced Scorecard functions: worked examples, what must hold for every input, the native twins."""

from __future__ import annotations

import random
from math import isclose
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins import ENGINES, Call, disagreements, variations

from udfs import (
    bsc_score,
    bsc_weight_left_out,
    kpi_achievement,
    kpi_band,
    kpi_score,
    kpi_status,
    kpi_ytd,
)
from udfs.registry import FUNCTIONS, ExcelError, UdfError, invoke, reason

AMOUNTS = st.floats(-1e6, 1e6) | st.sampled_from([-5.0, 0.0, 0.1, 0.3, 1.0, 100.0])
POLARITIES = st.sampled_from(["Maximize", "Minimize", "Stabilize"])
WAYS = st.sampled_from(["2-A/T", "T/A"])
BANDS = st.floats(0, 1e4)
CAPS = st.floats(0.01, 3)
METHODS = ["sum", "average", "last", "max", "min"]
MONTHS = st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=12)
KPIS = st.lists(
    st.tuples(st.floats(0, 100), st.none() | st.floats(0, 1.2), st.sampled_from(["Ya", "Tidak", None])),
    min_size=1,
    max_size=20,
)


def near(found: float | None, expected: float) -> bool:
    return found is not None and isclose(found, expected, rel_tol=1e-9, abs_tol=1e-9)


def call(name: str, *arguments):
    return invoke(FUNCTIONS[name], list(arguments))


@pytest.mark.parametrize(
    ("actual", "target", "polarity", "expected"),
    [
        (90, 120, "Maximize", 0.75),
        (150, 120, "Maksimalkan", 1.25),
        (-50, 100, "maximize", -0.5),  # a loss where a profit was planned
        (-8, -10, "MAXIMIZE", 1.2),  # a smaller loss than planned
        (-12, -10, "Maximize", 0.8),
        (3, 4, "Minimize", 1.25),
        (5, 4, "Minimalkan", 0.75),
        (10, 4, "minimize", -0.5),
        (-12, -10, " Minimize ", 1.2),
        (0, 0, "Maximize", 1),
        (0.5, 0, "Maximize", 1),
        (-0.5, 0, "Maximize", 0),
        (0, 0, "Minimize", 1),  # no accident
        (1, 0, "Minimize", 0),
        (0, 0, "Stabilize", 1),
        (1, 0, "Stabilkan", 0),
        (-1, 0, "Stabilize", 0),
        (40, 50, "Stabilize", 0.8),
        (60, 50, "Stabilize", 0.8),
    ],
)
def test_achievement_by_hand(actual, target, polarity, expected):
    assert near(kpi_achievement(actual, target, polarity), expected)


def test_inside_the_tolerance_is_all_and_outside_only_the_overshoot_counts():
    assert [kpi_achievement(a, 50, "Stabilize", 5) for a in (45, 50, 55)] == [1, 1, 1]
    assert near(kpi_achievement(60, 50, "Stabilize", 5), 0.9)
    assert near(kpi_achievement(40, 50, "Stabilize", 5), 0.9)
    assert near(kpi_achievement(-60, -50, "Stabilize", 5), 0.9)
    assert kpi_achievement(0.1 + 0.2, 0, "Stabilize", 0.3) == 1  # the last bit is no overshoot


def test_the_other_way_to_minimize_is_target_over_actual_with_a_bound():
    assert kpi_achievement(8, 4, "Minimize", minimize_as="T/A") == 0.5
    assert kpi_achievement(3.2, 4, "Minimize", minimize_as=" t / a ") == 1.25
    assert kpi_achievement(0, 4, "Minimize", minimize_as="T/A") == 10
    assert near(kpi_achievement(-12, -10, "Minimize", minimize_as="T/A"), 1.2)
    assert kpi_achievement(8, 4, "Maximize", minimize_as="T/A") == 2


@given(AMOUNTS, AMOUNTS, AMOUNTS, BANDS, WAYS, CAPS)
def test_a_better_actual_never_scores_lower(one, other, target, band, way, cap):
    less, more = sorted([one, other])
    for polarity, worse, better in (
        ("Maximize", less, more),
        ("Minimize", more, less),
        ("Stabilize", *sorted([one, other], key=lambda actual: -abs(actual - target))),
    ):
        low, high = (kpi_achievement(actual, target, polarity, band, way) for actual in (worse, better))
        assert low <= high
        assert kpi_score(low, cap) <= kpi_score(high, cap)
        assert kpi_band(low) <= kpi_band(high)
        assert ["Merah", "Kuning", "Hijau"].index(kpi_status(low)) <= ["Merah", "Kuning", "Hijau"].index(
            kpi_status(high)
        )


@given(AMOUNTS, POLARITIES, WAYS, BANDS)
def test_what_was_aimed_at_is_all_and_green(target, polarity, way, band):
    achievement = kpi_achievement(target, target, polarity, band, way)
    assert achievement == 1
    assert (kpi_band(achievement), kpi_status(achievement)) == (4, "Hijau")


@given(st.floats(-1e6, 1e6), CAPS)
def test_a_score_lies_between_nothing_and_the_cap(achievement, cap):
    assert 0 <= kpi_score(achievement, cap) <= cap
    assert kpi_score(achievement, 0) == max(0, achievement)
    assert kpi_score(achievement) == kpi_score(achievement, 1.2)


def test_a_blank_actual_is_not_a_zero():
    assert call("KPI_ACHIEVEMENT", None, 10.0, "Maximize") == ""
    assert call("KPI_ACHIEVEMENT", 0.0, 10.0, "Maximize") == 0
    assert call("KPI_ACHIEVEMENT", 5.0, None, "Maximize") == ""
    assert [call(name, "") for name in ("KPI_SCORE", "KPI_BAND", "KPI_STATUS")] == ["", "", ""]


def test_bands_begin_at_their_thresholds():
    edges = [1.1, 1.0999, 1, 0.9999, 0.8, 0.7999, 0.6, 0.5999, -1, 99]
    assert [kpi_band(edge) for edge in edges] == [5, 4, 4, 3, 3, 2, 2, 1, 1, 5]
    assert kpi_band(0.7, [0.5, 0.7, 0.9, 1.2]) == 3
    assert kpi_band(0.95 - 0.15) == 3  # 0.7999999999999999


def test_lights_change_at_their_thresholds():
    assert [kpi_status(a) for a in (1, 0.9999, 0.8, 0.7999)] == ["Hijau", "Kuning", "Kuning", "Merah"]
    assert [kpi_status(a, 0.95, 0.7) for a in (0.95, 0.7, 0.69)] == ["Hijau", "Kuning", "Merah"]
    assert kpi_status(0.5, names=["Aman", "Awas", "Bahaya"]) == "Bahaya"
    assert kpi_status(0.95 - 0.15) == "Kuning"


@given(MONTHS, st.integers(0, 13))
def test_year_to_date_is_what_plain_python_gives(values, months):
    reported = [value for value in values[:months] if value is not None]
    found = [kpi_ytd(values, method, months=months) for method in METHODS]
    if not reported:
        assert found == [None] * len(METHODS)
        return
    expected = [sum(reported), fmean(reported), reported[-1], max(reported), min(reported)]
    assert all(map(near, found, expected))
    indonesian = ["Jumlah", "rata-rata", " TERAKHIR", "Tertinggi", "Terendah"]
    assert [kpi_ytd(values, method, months=months) for method in indonesian] == found


@given(
    st.lists(
        st.tuples(st.none() | st.floats(0, 1e4), st.none() | st.floats(0.1, 1e4)), min_size=1, max_size=12
    ),
    st.integers(1, 12),
)
def test_a_ratio_is_of_the_sums_over_months_that_have_both(pairs, months):
    over, under = [n for n, _ in pairs], [d for _, d in pairs]
    both = [(n, d) for n, d in pairs[:months] if n is not None and d is not None]
    found = kpi_ytd(over, "Rasio", under, months)
    if not both:
        assert found is None
        return
    assert near(found, sum(n for n, _ in both) / sum(d for _, d in both))
    ratios = [n / d for n, d in both]
    assert min(ratios) - 1e-9 <= found <= max(ratios) + 1e-9


def test_without_a_report_month_or_a_reported_month_the_year_to_date_is_blank():
    assert call("KPI_YTD", [[None, None]], "sum") == ""
    assert call("KPI_YTD", [[1.0, 2.0]], "") == ""
    assert call("KPI_YTD", [[1.0, 2.0]], "sum", [[None]], None) == ""
    assert call("KPI_YTD", [[1.0, 2.0]], "sum") == 3
    assert call("KPI_YTD", [[1.0, 2.0]], "ratio", [[None, 4.0]], 1.0) == ""


def test_a_scorecard_by_hand():
    weights, scores = [40, 25, 20, 15], [1.2, 0.8, None, 1.0]
    due = ["Ya", "Ya", "Ya", "Tidak"]
    assert near(bsc_score(weights, scores, due), 68 / 85)  # 48 + 20, and nothing for the silent one
    assert near(bsc_score(weights, scores, due, skip_unreported=True), 68 / 65)
    assert bsc_weight_left_out(weights, scores, due) == 15
    assert bsc_weight_left_out(weights, scores, due, skip_unreported=True) == 35
    assert near(bsc_score(weights, scores), 0.83)
    assert call("BSC_SCORE", [[40.0], [60.0]], [[1.0], [0.5]], [[True], [False]]) == 1
    assert call("BSC_SCORE", [[40.0], [60.0]], [[1.0], [0.5]], [[0.0], [1.0]]) == 0.5


def test_a_scorecard_of_which_nothing_is_due_is_blank():
    assert bsc_score([40, 60], [1, 1], [None, "Tidak"]) is None
    assert bsc_score([40, 60], [None, None], skip_unreported=True) is None
    assert bsc_score([40, 60], [None, None]) == 0
    assert call("BSC_SCORE", [[None]], [[None]]) == ""
    assert bsc_weight_left_out([40, 60], [1, 1], ["Tidak"]) == 100


@given(KPIS, st.booleans())
def test_a_roll_up_lies_between_the_least_and_the_greatest_score(kpis, skip):
    weights, scores, due = map(list, zip(*kpis, strict=True))
    found = bsc_score(weights, scores, due, skip)
    counted = [s or 0.0 for _, s, d in kpis if d == "Ya" and not (skip and s is None)]
    if found is not None:
        assert min(counted) - 1e-9 <= found <= max(counted) + 1e-9
    counted_weight = sum(w for w, s, d in kpis if d == "Ya" and not (skip and s is None))
    assert near(bsc_weight_left_out(weights, scores, due, skip), sum(weights) - counted_weight)


@given(KPIS, st.integers(0, 19), st.floats(0, 1.2))
def test_silence_never_raises_a_score(kpis, place, score):
    weights, scores, due = map(list, zip(*kpis, strict=True))
    place %= len(kpis)
    scores[place] = None
    silent = bsc_score(weights, scores, due)
    scores[place] = score
    told = bsc_score(weights, scores, due)
    assert (silent is None) == (told is None)
    if silent is not None:
        assert silent <= told + 1e-12


REFUSED = [
    (
        "KPI_ACHIEVEMENT",
        (1.0, 2.0, "naik"),
        ExcelError.VALUE,
        "polaritas harus salah satu dari Maximize, Maksimalkan, Minimize, Minimalkan, Stabilize, Stabilkan; "
        'ditemukan "naik"',
    ),
    (
        "KPI_ACHIEVEMENT",
        (1.0, 2.0, "Stabilize", -1.0),
        ExcelError.NUM,
        "toleransi tidak boleh negatif, ditemukan -1",
    ),
    (
        "KPI_ACHIEVEMENT",
        (1.0, 2.0, "Minimize", 0.0, "A/T"),
        ExcelError.VALUE,
        'cara Minimize harus "2-A/T" atau "T/A", ditemukan "A/T"',
    ),
    (
        "KPI_ACHIEVEMENT",
        ("belum", 2.0, "Minimize"),
        ExcelError.VALUE,
        'Realisasi: ditemukan "belum", seharusnya angka',
    ),
    ("KPI_SCORE", (1.0, -1.0), ExcelError.NUM, "batas atas tidak boleh negatif, ditemukan -1"),
    (
        "KPI_BAND",
        (1.0, [[1.1], [1.0], [None], [0.6]]),
        ExcelError.VALUE,
        "batas peringkat harus 4, ditemukan 3",
    ),
    (
        "KPI_STATUS",
        (1.0, 0.8, 0.9),
        ExcelError.NUM,
        "batas kuning tidak boleh di atas batas hijau, ditemukan 0,9 di atas 0,8",
    ),
    ("KPI_STATUS", (1.0, 1.0, 0.8, [["A", "B"]]), ExcelError.VALUE, "nama status harus 3, ditemukan 2"),
    (
        "KPI_YTD",
        ([[1.0]], "total"),
        ExcelError.VALUE,
        "cara harus salah satu dari Sum, Jumlah, Average, Rata-rata, Last, Terakhir, Max, Tertinggi, Min, "
        'Terendah, Ratio, Rasio; ditemukan "total"',
    ),
    ("KPI_YTD", ([[1.0] * 13], "sum"), ExcelError.VALUE, "nilai bulanan paling banyak 12, ditemukan 13"),
    (
        "KPI_YTD",
        ([[1.0, 2.0]], "sum", 0.0, -1.0),
        ExcelError.NUM,
        "bulan laporan tidak boleh negatif, ditemukan -1",
    ),
    (
        "KPI_YTD",
        ([[1.0, 2.0]], "ratio", 4.0),
        ExcelError.VALUE,
        "jumlah sel pembilang dan penyebut harus sama, ditemukan 2 pembilang dan 1 penyebut",
    ),
    ("KPI_YTD", ([[1.0, 2.0]], "ratio", [[0.0, 0.0]]), ExcelError.DIV0, "pembagian dengan nol"),
    (
        "BSC_SCORE",
        ([[1.0], [2.0]], [[1.0]]),
        ExcelError.VALUE,
        "jumlah sel bobot dan skor harus sama, ditemukan 2 bobot dan 1 skor",
    ),
    (
        "BSC_SCORE",
        ([[1.0], [2.0], [1.0]], [[1.0], [1.0], [1.0]], [["Ya"], ["Ya"]]),
        ExcelError.VALUE,
        "jumlah sel bobot dan jatuh tempo harus sama, ditemukan 3 bobot dan 2 tanda",
    ),
    (
        "BSC_SCORE",
        ([[1.0]], [[1.0]], "mungkin"),
        ExcelError.VALUE,
        'jatuh tempo harus Ya atau Tidak, ditemukan "mungkin"',
    ),
    ("BSC_WEIGHT_LEFT_OUT", ([[-1.0]], [[1.0]]), ExcelError.NUM, "bobot tidak boleh negatif, ditemukan -1"),
]


@pytest.mark.parametrize(("name", "arguments", "error", "why"), REFUSED)
def test_bad_input_gives_the_error_that_fits_and_says_why(name, arguments, error, why):
    assert invoke(FUNCTIONS[name], arguments) is error
    assert reason(FUNCTIONS[name], arguments) == why


def test_plain_python_raises_the_same_refusal():
    with pytest.raises(UdfError, match="toleransi tidak boleh negatif") as refusal:
        kpi_achievement(1, 2, "Stabilize", band=-1)
    assert refusal.value.code is ExcelError.NUM


# The native twins; TRUE and FALSE in a range as in the tests of the SWOT functions.

V = [[3.0, None, -2.0, 8.0]]
D = [[4.0, 5.0, None, 16.0]]
W = [[40.0], [25.0], [None], [20.0], [15.0]]
S = [[1.2], [0.8], [1.0], [None], [0.5]]
DUE = [["Ya"], ["tidak"], [1.0], ["YA"], [None]]


def odd_calls() -> list[Call]:
    return [
        Call("KPI_ACHIEVEMENT", [9.0, 10.0, "Maximize"]),
        *variations("KPI_ACHIEVEMENT", 9.0, 10.0, "minimalkan", 1.0, "t / a"),
        Call("KPI_ACHIEVEMENT", [-9.0, 0.0, " Stabilize ", 2.0]),
        Call("KPI_ACHIEVEMENT", [0.1 + 0.2, 0.0, "stabilkan", 0.3, "x"]),
        Call("KPI_ACHIEVEMENT", [0.1 + 0.2, 0.0, "stabilkan", 0.3]),
        Call("KPI_ACHIEVEMENT", [9.0, -8.0, "Stabilize", -1.0]),
        *variations("KPI_SCORE", 1.5, 1.1),
        *variations("KPI_BAND", 0.95, [[1.2], [0.9], [0.7], [0.5]]),
        *variations("KPI_STATUS", 0.85, 0.9, 0.8, [["Aman"], ["Awas"], ["Bahaya"]]),
        *variations("KPI_YTD", V, "Rasio", D, 12.0),
        Call("KPI_YTD", [V, "last", D, -1.0]),
        Call("KPI_YTD", [V, "last", D, 3.0]),
        Call("KPI_YTD", [[[1.0], [None]], "Terakhir"]),
        Call("KPI_YTD", [[[1.0], [ExcelError.NA]], "Terakhir"]),
        *variations("BSC_SCORE", W, S, DUE, False),
        Call("BSC_SCORE", [W, S, "Ya", True]),
        *variations("BSC_WEIGHT_LEFT_OUT", W, S, DUE, True),
        Call("KPI_STATUS", [0.5, 0.8, 0.9]),
        Call("KPI_YTD", [[[None, None]], "sum"]),
        Call("KPI_YTD", [[[None, ""]], "last"]),
        Call("KPI_YTD", [5.0, "last"]),
        Call("KPI_YTD", [5.0, "ratio", 8.0]),
        Call("KPI_YTD", [V, "ratio", [[4.0, 5.0]]]),
        Call("KPI_YTD", [[[1.0, 2.0]], "ratio", [[0.0, 0.0]]]),
        Call("KPI_YTD", [[[1.0, 2.0]], "ratio", [[None, ""]]]),
        Call("KPI_YTD", [[[1.0] * 13], "sum"]),
        Call("BSC_SCORE", [W, S[:4]]),
        Call("BSC_SCORE", [W, S, [[None]] * 5]),
        Call("BSC_SCORE", [[[None], [None]], [[None], [None]]]),
        Call("BSC_SCORE", [[[0.0], [0.0]], [[1.0], [1.0]]]),
        Call("BSC_SCORE", [[[1.0], [-1.0]], [[1.0], [1.0]]]),
        Call("BSC_SCORE", [1.0, 0.5]),
    ]


def random_calls(seed: int) -> list[Call]:
    """KPIs of every polarity, method and setting as they come."""
    draw = random.Random(seed)
    calls = []
    for n in range(24):
        target = draw.choice([0.0, 5.0, -5.0, draw.uniform(-9, 9)])
        actual = draw.choice([0.0, target, draw.uniform(-9, 9)])
        polarity = draw.choice(["Maximize", "MINIMALKAN", "minimize", "Stabilize"])
        way = draw.choice(["2-A/T", "T/A", "2 - A/T", None])
        calls.append(Call("KPI_ACHIEVEMENT", [actual, target, polarity, draw.choice([0.0, 1.5]), way]))
        achievement = draw.choice([0.6, 0.8, 1.0, 1.1, 0.95 - 0.15, draw.uniform(-1, 2)])
        calls.append(Call("KPI_SCORE", [achievement, draw.choice([0.0, 1.0, 1.2, None])]))
        calls += [Call("KPI_BAND", [achievement]), Call("KPI_STATUS", [achievement])]
        lying = draw.random() < 0.5
        size, method = draw.randint(1, 12 if lying else 8), [*METHODS, "ratio"][n % 6]
        values, under = (
            [draw.choice([None, "", 2.0, draw.uniform(-9, 9)]) for _ in range(size)] for _ in "nd"
        )
        ranges = [[values], [under]] if lying else [[[v] for v in values], [[u] for u in under]]
        calls.append(Call("KPI_YTD", [ranges[0], method, ranges[1], float(draw.randint(0, 12))]))
        rows = draw.randint(1, 6)
        weights = [[draw.choice([None, 0.0, 20.0, draw.uniform(0, 50)])] for _ in range(rows)]
        scores = [[draw.choice([None, "", 1.2, draw.uniform(0, 1.2)])] for _ in range(rows)]
        due = [[draw.choice(["Ya", "ya", 1.0, 0.0, "Tidak", None, ""])] for _ in range(rows)]
        for name in ("BSC_SCORE", "BSC_WEIGHT_LEFT_OUT"):
            calls.append(Call(name, [weights, scores, due, draw.random() < 0.5]))
    return calls


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_odd_cells_and_omitted_arguments(engine):
    calls = odd_calls()
    if engine == "libreoffice":
        calls = [call for call in calls if not call.has_logical_in_range]
    if engine != "formulas":  # which has no value at all where there are not as many flags as weights
        calls.append(Call("BSC_SCORE", [W, S, DUE[:4]]))
    assert disagreements(engine, calls) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_twins_agree_on_random_kpis(engine):
    assert disagreements(engine, random_calls(seed=2026)) == []
