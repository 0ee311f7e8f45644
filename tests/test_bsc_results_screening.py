"""What is looked for in a month's results: rules without a workbook."""

from __future__ import annotations

import math
from datetime import date
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.actions.bsc_screening import Limits, Measure, Reported, days_late, report_deadline, usual

numbers = st.floats(-1e9, 1e9, allow_nan=False)


class TestDeadline:
    def test_december_is_due_in_the_next_year(self):
        assert report_deadline(2027, 12, 15) == date(2028, 1, 15)

    def test_a_day_that_the_month_lacks_is_its_last(self):
        assert report_deadline(2028, 1, 31) == date(2028, 2, 29)

    def test_on_the_day_is_in_time_and_the_day_after_is_late(self):
        deadline = report_deadline(2027, 9, 15)
        assert days_late(date(2027, 10, 15), deadline) == 0
        assert days_late(date(2027, 10, 16), deadline) == 1
        assert days_late(date(2027, 9, 30), deadline) == 0


class TestUsual:
    @given(st.lists(numbers, min_size=4, max_size=11), st.floats(0.5, 6))
    def test_it_is_the_median_and_its_mad(self, earlier, factor):
        limits, middle = usual(earlier, factor), median(earlier)
        mad = median(abs(value - middle) for value in earlier)
        assert limits.hold(middle)
        if mad:
            assert limits.high - middle == pytest.approx(factor * mad)
            assert middle - limits.low == pytest.approx(factor * mad)

    @given(st.lists(numbers, min_size=4, max_size=11))
    def test_the_order_of_months_does_not_matter(self, earlier):
        assert usual(earlier, 3) == usual(earlier[::-1], 3)

    def test_fewer_than_four_months_say_nothing(self):
        assert usual([1, 2, 3], 3) is None

    @pytest.mark.parametrize(("value", "held"), [(14.5, True), (14.6, False), (8.5, True), (8.4, False)])
    def test_the_ends_are_still_usual(self, value, held):
        assert usual([10, 12, 11, 13], 3).hold(value) is held

    def test_where_months_are_mostly_alike_the_farthest_is_still_usual(self):
        assert usual([10, 10, 10, 14], 3) == Limits(6, 14)
        assert usual([10, 10, 10, 10.5], 3) == Limits(9, 11)

    def test_after_months_of_nothing_any_number_is_told(self):
        assert not usual([0, 0, 0, 0], 3).hold(1)
        assert usual([0, 0, 0, 0], 3).hold(0)

    def test_a_rounding_difference_is_none(self):
        assert usual([0.3] * 4, 3).hold(0.1 + 0.2)


class TestPossible:
    @pytest.mark.parametrize(
        ("unit", "consolidation", "targets", "low", "high"),
        [
            ("%", "Rata-rata", [95], 0, 100),
            ("%", "Rata-rata", [0.95], 0, 1),
            ("%", "Rasio", [], 0, 1),
            ("%", "Rata-rata", [], 0, 1),
            ("%", "Rasio", [95], 0, math.inf),
            ("%", "Rata-rata", [1.1], 0, math.inf),
            ("% pertumbuhan", "Terakhir", [120], 0, math.inf),
            ("%", "Terakhir", [-0.05], -math.inf, 1),
            ("keluhan", "Jumlah", [5], 0, math.inf),
            ("Rp juta", "Jumlah", [5], -math.inf, math.inf),
            (None, "Jumlah", [5], -math.inf, math.inf),
            ("hari", "Rata-rata", [-2], -math.inf, math.inf),
        ],
    )
    def test_the_limits_follow_the_unit_and_the_targets(self, unit, consolidation, targets, low, high):
        assert Measure(unit, consolidation, targets).possible == Limits(low, high)

    @pytest.mark.parametrize(
        ("measure", "reported", "told"),
        [
            (Measure("%", "Rata-rata", [95]), Reported(100.5), ["Persentase di luar 0 sampai 100"]),
            (Measure("%", "Rata-rata", [0.95]), Reported(95), ["Persentase di luar 0 sampai 1"]),
            (Measure("kali", "Jumlah", [3]), Reported(-1), ["Nilai negatif"]),
            (Measure("kali", "Jumlah", [3]), Reported(0), []),
            (Measure("%", "Rasio", [0.9]), Reported(5, 0), ["Penyebut 0"]),
            (Measure("%", "Rasio", [0.9]), Reported(5), ["Pembilang tanpa penyebut"]),
            (Measure("%", "Rasio", [0.9]), Reported(None, 5), ["Penyebut tanpa pembilang"]),
            (Measure("%", "Rasio", [0.9]), Reported(6, 5), ["Persentase di luar 0 sampai 1"]),
            (Measure("%", "Rasio", [0.9]), Reported(4, 5), []),
            (Measure("kali", "Jumlah"), Reported(4, 5), ["Penyebut diisi, padahal konsolidasi Jumlah"]),
            (Measure("kali", "Jumlah"), Reported(), []),
        ],
    )
    def test_what_cannot_be_is_told(self, measure, reported, told):
        assert list(measure.faults(reported)) == told

    @given(st.none() | numbers, st.none() | numbers, st.sampled_from(["Rasio", "Jumlah", None]))
    def test_anything_can_be_looked_at(self, actual, denominator, consolidation):
        list(Measure("%", consolidation, [0.5]).faults(Reported(actual, denominator)))
