"""The product design workbook: weighted values, the choice with its reason, words for what is wrong."""

from __future__ import annotations

from functools import cache
from math import fsum, isclose
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from plan_book import Plan, audit, differences, example

from udfs import weight_swing
from udfs.registry import ExcelError, UdfError
from xl_addin import formats

NAME = "product_design"
SCORES = st.lists(st.integers(0, 10), min_size=3, max_size=3)


@cache
def sample() -> Plan:
    return Plan(NAME, example(NAME))


def functions(*rows: tuple[float | None, list[Any]]) -> list[dict[str, Any]]:
    return [
        {"name": f"F{n}", "weight": weight, "scores": [*scores, *[None] * (5 - len(scores))]}
        for n, (weight, scores) in enumerate(rows)
    ]


def with_product(**changes: Any) -> Plan:
    product = example(NAME)["product"]
    return Plan(NAME, example(NAME, product=[{**product[0], **changes}, *product[1:]]))


def mean(rows: list[dict[str, Any]], n: int) -> float:
    return fsum(r["weight"] * r["scores"][n] for r in rows) / fsum(r["weight"] for r in rows)


def test_the_weights_of_both_charts_add_up_to_a_hundred() -> None:
    assert (sample()["Jumlah_bobot_produk"], sample()["Jumlah_bobot_kemasan"]) == (100, 100)
    assert sorted(row["Bobot"] for row in sample().rows("tbl_fungsi_produk")) == [10, 10, 15, 20, 20, 25]
    assert sorted(row["Bobot"] for row in sample().rows("tbl_fungsi_kemasan")) == [15, 15, 15, 15, 20, 20]
    assert audit(NAME) == []


def test_values_are_weighted_means_and_the_best_wins() -> None:
    values = example(NAME)
    rows = sample().rows("tbl_alternatif")
    totals = []
    for n, row in enumerate(rows[:3]):
        product, packaging = (mean(values[key], n) for key in ("product", "packaging"))
        assert isclose(row["Nilai produk"], product)
        assert isclose(row["Nilai kemasan"], packaging)
        totals.append(0.6 * product + 0.4 * packaging)
        assert isclose(row["Nilai total"], totals[-1])
    winner = totals.index(max(totals))
    assert sample()["Desain_terpilih"] == rows[winner]["Alternatif"] == "Standing pouch"
    assert isclose(sample()["Selisih_nilai"], max(totals) - sorted(totals)[1])
    assert [row["Peringkat"] or None for row in rows] == [1, 2, 3, None, None]


def test_the_reason_names_what_decides() -> None:
    text = sample()["Alasan_desain"]
    assert text.startswith("Standing pouch bernilai 7.74, 0.68 di atas Kotak semi karton")
    assert "Ketahanan (kemasan)" in text
    assert "tidak mengubah pilihan" in text
    assert sample()["Bobot_berbalik"] == "#N/A"


@settings(max_examples=6, deadline=None)
@given(SCORES, SCORES, st.sampled_from([0.0, 0.3, 1.0]))
def test_the_weight_at_which_the_choice_turns_makes_both_worth_the_same(
    product: list[int], packaging: list[int], weight: float
) -> None:
    book = Plan(
        NAME,
        example(
            NAME,
            Bobot_produk=weight,
            Bobot_kemasan=1 - weight,
            product=functions((50, product)),
            packaging=functions((50, packaging)),
        ),
    )
    totals = [weight * a + (1 - weight) * b for a, b in zip(product, packaging, strict=True)]
    assert isclose(book["Nilai_terpilih"], max(totals), abs_tol=1e-9)
    order = sorted(range(3), key=lambda n: -round(totals[n], 9))
    first, second = order[:2]
    assert book["Nomor_pemenang"] == first + 1
    assert book["Nomor_kedua"] == second + 1
    at = book["Bobot_berbalik"]
    if not isinstance(at, str):
        one, other = (at * product[n] + (1 - at) * packaging[n] for n in (first, second))
        assert isclose(one, other, abs_tol=1e-6)


@given(*[st.floats(0, 10)] * 4)
def test_at_the_swing_both_are_equal_and_without_one_the_same_side_wins(
    a: float, b: float, c: float, d: float
) -> None:
    assume(abs(a - b - c + d) > 1e-3)
    try:
        at = weight_swing(a, b, c, d)
    except UdfError as error:
        assert error.code is ExcelError.NA
        assert (a - c) * (b - d) > -1e-6
    else:
        assert isclose(at * a + (1 - at) * b, at * c + (1 - at) * d, abs_tol=1e-6)


def test_equal_alternatives_are_told() -> None:
    book = Plan(NAME, example(NAME, product=functions((50, [8, 8, 7])), packaging=functions((50, [6, 6, 5]))))
    assert "bernilai sama" in book["Alasan_desain"]


def test_an_alternative_below_the_limit_is_out() -> None:
    book = Plan(NAME, example(NAME, Nilai_minimum=6.5))
    rows = {row["Alternatif"]: row for row in book.rows("tbl_alternatif")}
    assert rows["Standing pouch"]["Periksa"] == "Gugur: 1 fungsi di bawah batas"
    assert not rows["Standing pouch"]["Peringkat"]
    strict = Plan(NAME, example(NAME, Nilai_minimum=9.5))
    assert strict["Alasan_desain"].startswith("Belum dapat dinilai")
    assert strict["Desain_terpilih"] == "-"


def test_what_contradicts_itself_is_marked() -> None:
    marked = {(r["Sifat"], r["Angka"]) for r in sample().rows("tbl_spesifikasi") if r["Periksa"] != "OK"}
    assert marked == {("Harga Produk", 8633), ("Harga Produk", 14499), ("Ketahanan", 12), ("Ketahanan", 6)}


@pytest.mark.parametrize(
    ("changes", "check", "value"),
    [
        ({"weight": None}, "Isi bobot", 7.625),
        ({"weight": -20}, "Bobot negatif", "#NUM!"),
        ({"weight": "dua"}, "Ada teks, bukan angka", "#VALUE!"),
        ({"scores": [8, 7, None, None, None]}, "Isi nilai setiap alternatif", 7.7),
        ({"scores": [8, 7, 11, None, None]}, "Nilai di luar 0 sampai Nilai_tertinggi", 7.7),
        ({"name": None}, "Isi nama fungsi", 7.7),
    ],
)
def test_a_bad_function_is_told(changes: dict[str, Any], check: str, value: Any) -> None:
    book = with_product(**changes)
    assert book.rows("tbl_fungsi_produk")[0]["Periksa"] == check
    found = book.rows("tbl_alternatif")[0]["Nilai produk"]
    assert found == (pytest.approx(value) if isinstance(value, float) else value)
    assert book["Fungsi Produk!O7"] != "OK"


def test_weights_that_do_not_add_up_are_told_and_still_count_as_shares() -> None:
    book = with_product(weight=30)
    assert book["Fungsi Produk!O7"] == "Jumlah bobot 110, bukan 100"
    assert sum(row["Bobot (%)"] for row in book.rows("tbl_fungsi_produk")) == pytest.approx(1)


def test_an_empty_workbook_is_silent() -> None:
    book = Plan(NAME, {})
    assert book["Alasan_desain"].startswith("Belum dapat dinilai")
    assert {row["Periksa"] or "" for row in book.rows("tbl_fungsi_produk")} == {""}


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree_on_every_formula(portable: bool) -> None:
    assert differences(NAME, example(NAME), portable=portable) == []


def test_the_charts_read_every_function() -> None:
    package = formats.build(NAME, example(NAME))
    charts = [package.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, 5)]
    assert sum("$A$10:$A$15<" in chart for chart in charts) == 2
    assert len(openpyxl.load_workbook(formats.find(NAME).template)["Keputusan"]._charts) == 4
