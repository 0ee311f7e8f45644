"""The location workbook: the paper's chapter 2.2 to its printed digits, totals that add up, the choice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_book import EXAMPLES, Plan, audit, differences

from udfs import is_dominated, site_cost
from xl_addin.datafile import read_data

BLANK = dict.fromkeys(
    ("name", "regency", "area", "land_price", "price", "variable", "fixed_1", "fixed_2", "variable_total")
)
RIGHT_ANYHOW = {"A11", "A12", "B23"}
"""The printed result is right, the printed cells that it is made of are not."""
COLUMNS = {"Majalengka": "E", "Indramayu": "F", "Sumedang": "G"}


def data(as_paper: str = "Tidak", **more: Any) -> dict[str, Any]:
    values = read_data(EXAMPLES / "location.yaml")
    return {**values, **more, "settings": {**values["settings"], "as_paper": as_paper}}


def own(sites: list[tuple[float, float, float]], volume: float, by: str = "Biaya total") -> dict[str, Any]:
    """Data of sites given as fixed cost, variable cost of a unit and price."""
    cards = [BLANK | {"name": f"L{n}", "price": p, "variable": v} for n, (_, v, p) in enumerate(sites, 1)]
    filled = [cards[n] if n < len(sites) else BLANK for n in range(5)]
    fixed = [sites[n][0] if n < len(sites) else None for n in range(5)]
    return {
        "sites": filled,
        "inputs": {"Volume": volume, "Pajak": 0, "Umur_periode": None, "Volume_grafik": None},
        "settings": {"as_paper": "Tidak", "variable_from": "Ketikan", "spread": "Tidak", "choose_by": by},
        "fixed_costs": [
            {"group": "Lain-lain", "name": "Semua", "capacity": None, "unit": None, "costs": fixed}
        ],
    }


class Book(Plan):
    """The location workbook by the values of its names and cells."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__("location", values)

    def sites(self) -> list[dict[str, Any]]:
        sheet = self.book["Titik Impas"]
        headings = [cell.value for cell in sheet[9][:13]]
        rows = ([cell.value for cell in sheet[row][:13]] for row in range(10, 15))
        return [dict(zip(headings, row, strict=True)) for row in rows if row[0]]


@cache
def book(as_paper: str) -> Book:
    return Book(data(as_paper))


def test_the_audit_lists_every_figure_of_the_chapter_once() -> None:
    sections = {"A": 19, "B": 40, "C": 4, "D": 12}
    wanted = [f"{part}{n:02d}" for part, most in sections.items() for n in range(1, most + 1)]
    assert [row["id"] for row in audit("location")] == wanted
    found = [row["verdict"] for row in audit("location")]
    assert {verdict: found.count(verdict) for verdict in set(found)} == {
        "agrees": 55,
        "rounding": 2,
        "misprint": 12,
        "not reproduced": 6,
    }


@pytest.mark.parametrize("row", audit("location"), ids=lambda row: str(row["id"]))
def test_right_figures_come_out_and_wrong_ones_are_shown_wrong(row: dict[str, Any]) -> None:
    if "cell" not in row:  # an input of the paper without any source
        assert row["note"]
        return
    value = book(row["setting"])[f"{row['sheet']}!{row['cell']}"]
    half = 0.5 * 10 ** -row.get("digits", 0)
    if row["verdict"] == "agrees":
        assert abs(value - row["printed"]) <= half + 1e-6
    elif row["verdict"] == "rounding":
        assert abs(value - row["printed"]) < 1
        assert isclose(value, row["right"], rel_tol=1e-12)
    else:
        assert isclose(value, row["right"], rel_tol=1e-12)
        if row["id"] not in RIGHT_ANYHOW:
            assert abs(value - row["printed"]) > half


@pytest.mark.parametrize(
    ("code", "cell", "text"),
    [
        ("D03", "E10", "395.481,589"),
        ("D07", "E11", "483.024,264"),
        ("D11", "E12", "565.329,333"),
        ("D04", "G10", "3.414.192.560"),
        ("D08", "G11", "4.545.741.344"),
        ("D12", "G12", "5.352.538.128"),
    ],
)
def test_the_break_even_is_as_printed(code: str, cell: str, text: str) -> None:
    digits = 3 if "," in text else 0
    printed = f"{book('Ya')[f'Titik Impas!{cell}']:,.{digits}f}".translate(str.maketrans(",.", ".,"))
    assert printed == text, code


def test_all_rows_are_added_the_right_way() -> None:
    """figures.md, section B: the chain with all rows and each site's own maintenance."""
    right = {"Majalengka": 2516053871.1, "Indramayu": 3841733108.85, "Sumedang": 4022560182.9}
    for name, total in right.items():
        assert isclose(book("Tidak")[f"Biaya Tetap!{COLUMNS[name]}45"], total, rel_tol=1e-12), name
    assert {book("Tidak")[f"Biaya Tetap!{c}47"] for c in "EFG"} == {"OK"}
    assert [book("Ya")[f"Biaya Tetap!{c}47"] for c in "EFG"] == ["OK", "Menurut makalah", "Menurut makalah"]


def test_salaries_that_differ_from_the_fixed_cost_are_told() -> None:
    assert [book("Tidak")[f"Gaji!{c}18"] for c in "HIJ"] == ["OK", "Berbeda", "OK"]
    assert book("Tidak")["Gaji!I17"] == 500_000


def test_the_corrected_cost_with_the_typed_variable_cost_of_the_paper() -> None:
    """figures.md, section N 4."""
    values = data()
    values["settings"]["variable_from"] = "Ketikan"
    found = [site["Titik impas (unit)"] for site in Book(values).sites()]
    assert [round(units, 4) for units in found[1:]] == [540860.6376, 564886.9798]


def test_the_choice_and_its_reason() -> None:
    found = book("Tidak")
    assert found["Lokasi_terpilih"] == "Majalengka"
    assert isclose(found["Biaya_tetap"], 2516053871.1)
    assert isclose(found["Biaya_variabel_unit"], 45.16)
    reason = found["Alasan_lokasi"]
    assert reason.startswith("Majalengka dipilih karena biaya total pada volume rencana paling rendah")
    assert "Pilihan kedua: Indramayu" in reason
    assert "Menurut laba yang terbaik Sumedang" in reason
    assert "termurah pada setiap volume" in reason


AKRON = [(30000.0, 75.0, 120.0), (60000.0, 45.0, 120.0), (110000.0, 25.0, 120.0)]


def test_the_cheapest_site_by_volume_is_the_textbooks() -> None:
    """Heizer & Render, example 8.2: Akron to 1,000, Bowling Green to 2,500, Chicago beyond."""
    found = Book(own(AKRON, 2000))
    assert found["Lokasi_terpilih"] == "L2"
    spans = [(site["Termurah dari volume"], site["Termurah sampai volume"]) for site in found.sites()]
    assert spans == [(0, 1000), (1000, 2500), (2500, "tanpa batas")]
    assert found["Titik Impas!C18"] == 1000
    assert found["Titik Impas!D19"] == 2500
    assert "hanya pada sebagian volume" in found["Alasan_lokasi"]


@pytest.mark.parametrize(
    ("by", "chosen"), [("Biaya total", "L2"), ("Titik impas", "L1"), ("Laba", "L2"), ("Nilai faktor", "L3")]
)
def test_each_basis_chooses_its_best(by: str, chosen: str) -> None:
    factors = [{"name": "Tenaga", "weight": 2, "scores": [50, 60, 90, None, None], "note": None}]
    assert Book(own(AKRON, 2000, by) | {"factors": factors})["Lokasi_terpilih"] == chosen


SITES = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), min_size=2, max_size=5)


@settings(max_examples=12, deadline=None)
@given(SITES, st.integers(1, 30))
def test_the_lower_envelope_is_the_least_cost(sites: list[tuple[int, int]], volume: int) -> None:
    found = Book(own([(f, v, 99.0) for f, v in sites], volume))
    fixed, variable = zip(*sites, strict=True)
    for number, site in enumerate(found.sites(), 1):
        assert (site["Status"] == "Tidak pernah termurah") == is_dominated(number, fixed, variable)
    sheet = found.book["Titik Impas"]
    for row in range(19, 40):
        at = sheet.cell(row, 18).value
        assert isclose(sheet.cell(row, 24).value, min(site_cost(f, v, at) for f, v in sites), abs_tol=1e-9)


def test_a_price_under_the_variable_cost_is_told() -> None:
    found = Book(own([(100.0, 5.0, 4.0), (200.0, 3.0, 9.0)], 50))
    first, second = found.sites()
    assert first["Titik impas (unit)"] == "#NUM!"
    assert "tidak ada titik impas" in first["Periksa"]
    assert second["Periksa"] == "OK"
    assert found["Lokasi_terpilih"] == "L1", "the cheapest by cost still is"
    assert found["Keputusan!D15"] == "tidak ada"


def test_the_break_even_of_the_textbook() -> None:
    """Heizer & Render, example S5: fixed cost 10,000, variable cost 2.25, price 4.00."""
    (site,) = Book(own([(10000.0, 2.25, 4.0)], 6000)).sites()
    assert round(site["Titik impas (unit)"], 1) == 5714.3
    assert site["Titik impas, unit utuh"] == 5715
    assert round(site["Titik impas (rupiah)"], 2) == 22857.14
    assert site["Laba pada volume"] == 500


def test_the_factor_rating_of_the_textbook() -> None:
    """Heizer & Render, example 8.1: France 70.35, Denmark 68.0."""
    weights = [0.25, 0.05, 0.10, 0.39, 0.21]
    pairs = [(70, 60), (50, 60), (85, 80), (75, 70), (60, 70)]
    rows = [
        {"name": f"F{n}", "weight": weight, "scores": [*pair, None, None, None], "note": None}
        for n, (weight, pair) in enumerate(zip(weights, pairs, strict=True))
    ]
    found = Book(own(AKRON[:2], 2000, "Nilai faktor") | {"factors": rows})
    assert [round(found[f"Penilaian Faktor!{c}7"], 2) for c in "CD"] == [70.35, 68.0]
    assert found["Lokasi_terpilih"] == "L1"
    assert "nilai faktornya paling tinggi" in found["Alasan_lokasi"]


def test_what_is_bought_once_can_be_spread_over_the_periods() -> None:
    values = data()
    values["settings"] = values["settings"] | {"spread": "Ya"}
    found = Book(values)
    assert isclose(found["Biaya Tetap!E37"], 2227749300 / 60)
    assert isclose(found["Biaya_tetap"], (2227749300 / 60 + 55000000 + 98492482 + 15000000) * 1.05)
    assert [found[f"Biaya Tetap!{c}47"] for c in "EFG"] == ["OK", "OK", "OK"]


def test_a_row_of_an_unknown_group_is_found() -> None:
    values = own(AKRON, 2000)
    values["fixed_costs"][0]["group"] = "Sewa"
    assert Book(values)["Biaya Tetap!E25"] == "Ada kelompok yang salah"


def test_an_empty_workbook_chooses_nothing() -> None:
    found = Book({})
    assert found["Lokasi_terpilih"] == "Belum dapat dipilih"
    assert found["Alasan_lokasi"].startswith("Lengkapi")


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree_on_every_formula(portable: bool) -> None:
    assert differences("location", data(), portable=portable) == []
