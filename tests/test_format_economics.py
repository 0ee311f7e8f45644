"""The economics workbook: the paper's chapter 11 to its printed digits, the right way, words for errors."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_book import EXAMPLES, Plan, audit, differences

from udfs import internal_rate_of_return, modified_rate_of_return, net_present_value, payback_period
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.recalc.explain import explain


def data(as_paper: str = "Tidak", **inputs: Any) -> dict[str, Any]:
    values = read_data(EXAMPLES / "economics.yaml")
    adjustments = inputs.pop("adjustments", None)
    more = {"adjustments": [*adjustments, *[None] * (21 - len(adjustments))]} if adjustments else {}
    chosen = {**values["settings"], "as_paper": as_paper, **inputs.pop("settings", {})}
    return {**values, "inputs": {**values["inputs"], **inputs}, "settings": chosen, **more}


class Book(Plan):
    """The economics workbook by the values of its names and cells."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__("economics", values)

    def criteria(self) -> dict[str, str]:
        sheet = self.book["Kelayakan"]
        return {sheet.cell(row, 1).value: sheet.cell(row, 4).value for row in range(13, 19)}

    def flows(self) -> list[float]:
        cells = (self.book["Arus Kas"].cell(row, 5).value for row in range(10, 31))
        return [value for value in cells if isinstance(value, int | float)]


@cache
def paper() -> Book:
    return Book(data("Ya"))


@cache
def sample() -> Book:
    return Book(data())


def printed(value: float, digits: int) -> str:
    """A number as the paper prints it."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize(
    ("code", "name", "text", "digits"),
    [
        ("M01", "Biaya_total", "2.746.053.871", 0),
        ("M03", "HPP", "549,21", 2),
        ("M04", "HPP_bulat", "550", 0),
        ("M06", "Laba_unit", "275", 0),
        ("M07", "Harga_jual", "825", 0),
        ("M09", "Biaya_variabel_dipakai", "46", 0),
        ("M10", "Titik_impas_tepat", "3.229.851", 0),
        ("M11", "Titik_impas_rupiah", "2.664.627.014", 0),
        ("M12", "Sisa_unit", "1.770.149", 0),
        ("M13", "Laba_periode", "1.460.372.925", 0),
        ("M14", "Pengembalian_periode", "1,880", 3),
        ("M15", "Hari_titik_impas", "20", 0),
        ("M16", "Laba_setahun", "17.524.475.100", 0),
    ],
)
def test_the_paper_is_followed_to_its_printed_digits(code: str, name: str, text: str, digits: int) -> None:
    assert printed(paper()[name], digits) == text, code


def test_the_audit_lists_every_figure_and_its_cells_show_what_it_says() -> None:
    rows = audit("economics")
    assert [row["id"] for row in rows] == [f"M{n:02d}" for n in range(1, 18)]
    books = {"Ya": paper(), "Tidak": sample()}
    for row in rows:
        if "name" not in row:
            assert row["note"], row["id"]
            continue
        value = books[row["setting"]][row["name"]]
        half = 0.5 * 10 ** -row.get("digits", 0)
        agrees = abs(value - row["printed"]) <= half + 1e-9
        assert agrees == (row["verdict"] == "agrees"), row["id"]
        if not agrees:
            assert isclose(value, row["right"], rel_tol=1e-9), row["id"]


def test_the_right_way_counts_profit_and_adds_the_rows() -> None:
    book = sample()
    total = 2741853871.1 + 1031488.2852395948 / 12  # with the cost of inventory
    assert isclose(book["Biaya_total"], total)
    assert isclose(book["Laba_periode"], 5_000_000 * 825 - total)
    assert isclose(book["Pengembalian_tahun"], total / (12 * book["Laba_periode"]))
    assert isclose(book["Pengembalian_hari"], 30 * book["Pengembalian_periode"])
    assert isclose(book["Pengembalian_unit"], 5_000_000 * book["Pengembalian_periode"])


def test_inventory_cost_is_shared_among_the_periods_of_a_year() -> None:
    without = Book(data(Biaya_persediaan=None))["Biaya_total"]
    assert isclose(without, 2741853871.1)
    assert isclose(Book(data(Biaya_persediaan=12_000))["Biaya_total"], without + 1000)


def test_the_forecast_reaches_volume_or_verdict() -> None:
    by_forecast = Book(data(settings={"volume_from": "Ramalan"}, Ramalan_tahun=60_000_000))
    assert by_forecast["Volume"] == 5_000_000
    assert by_forecast["Kelayakan"] == "LAYAK"
    assert by_forecast["Alasan_kelayakan"] == "Semua kriteria yang dinilai terpenuhi."
    assert sample()["Kelayakan"] == "TIDAK LAYAK"
    assert "melebihi ramalan permintaan" in sample()["Alasan_kelayakan"]
    blank = Book(data(Ramalan_tahun=None))
    assert blank.criteria()["Volume setahun terserap permintaan"] == "Tidak dinilai"


AMOUNTS = st.lists(st.integers(-9, 9).map(lambda n: n * 1e8), min_size=1, max_size=6)


@settings(max_examples=8, deadline=None)
@given(AMOUNTS, st.sampled_from([0.0, 0.08, 0.3]))
def test_flows_are_worth_what_the_functions_say(changes: list[float], rate: float) -> None:
    book = Book(data(Investasi=4e10, Nilai_sisa=1e9, Tingkat_diskonto=rate, adjustments=[0.0, *changes[:5]]))
    flows = book.flows()
    assert len(flows) == 6
    assert isclose(book["Nilai_NPV"], net_present_value(rate, flows), rel_tol=1e-9, abs_tol=1)
    assert isclose(book["Nilai_IRR"], internal_rate_of_return(flows), rel_tol=1e-9)
    assert isclose(book["Nilai_MIRR"], modified_rate_of_return(flows, 0.12, 0.06), rel_tol=1e-9)
    assert isclose(book["Balik_modal"], payback_period(4e10, flows[1:]), rel_tol=1e-9)
    assert book["Catatan_IRR"] == "OK"
    assert abs(book["NPV_pada_IRR"]) < 1


def test_several_rates_are_told_and_npv_decides() -> None:
    yearly = sample()["Laba_setahun"]
    book = Book(data(Investasi=1600, Umur_investasi=2, adjustments=[0, 10000 - yearly, -10000 - yearly]))
    assert book["Nilai_IRR"] == "#NUM!"
    assert book["Catatan_IRR"].startswith("Ada 2 IRR (25 %, 400 %)")
    assert book.criteria()["IRR tidak di bawah tingkat diskonto"] == "Tidak dinilai"
    assert book["Balik_modal"] is not None


def test_errors_are_explained(tmp_path: Path) -> None:
    formats.build("economics", data(Harga_ditetapkan=40)).save(tmp_path / "a.xlsx")
    told = explain(tmp_path / "a.xlsx", "Titik_impas_unit").text()
    assert "harga harus di atas biaya variabel, ditemukan harga 40" in told
    assert "tidak ada tingkat pengembalian" in explain(tmp_path / "a.xlsx", "Nilai_IRR").text()


def test_the_worth_of_the_textbooks_flows() -> None:
    """Newnan, chapter 5: 1,000 now for 300, 400 and 500 at 8 % is worth 17.63."""
    zero = {"Biaya_tetap": 0, "Biaya_variabel_unit": 0, "Harga_ditetapkan": 0, "Biaya_persediaan": None}
    flows = [0, 300, 400, 500]
    book = Book(data(**zero, Investasi=1000, Umur_investasi=3, Tingkat_diskonto=0.08, adjustments=flows))
    assert round(book["Nilai_NPV"], 2) == 17.63
    assert book.flows() == [-1000, 300, 400, 500]


def test_no_rate_is_told() -> None:
    book = Book(data(Harga_ditetapkan=100))
    assert book["Nilai_IRR"] == "#NUM!"
    assert book["Catatan_IRR"].startswith("Tidak ada IRR")
    assert book["Balik_modal"] == "tidak kembali"
    assert book["Kelayakan"] == "TIDAK LAYAK"


@pytest.mark.parametrize("price", [45.16, 40])
def test_a_price_that_does_not_cover_the_variable_cost_is_told_in_words(price: float) -> None:
    book = Book(data(Harga_ditetapkan=price))
    assert book["Titik_impas_unit"] == "#NUM!"
    assert book["Titik_impas_rupiah"] == "#NUM!"
    assert "tidak ada titik impas" in book["Pesan_harga"]
    assert book.criteria()["Harga jual di atas biaya variabel"] == "Tidak"
    assert book["Kelayakan"] == "TIDAK LAYAK"
    assert "titik impas tidak ada" in book["Alasan_kelayakan"]


def test_a_price_under_the_unit_cost_is_told() -> None:
    assert Book(data(Harga_ditetapkan=500))["Pesan_harga"].startswith("Harga di bawah HPP")


def test_no_volume_gives_no_verdict() -> None:
    book = Book(data(Volume_ketikan=0))
    assert book["HPP"] == "#DIV/0!"
    assert book["Kelayakan"] == "BELUM DAPAT DINILAI"


def test_an_empty_workbook_gives_no_verdict() -> None:
    book = Book({})
    assert book["Kelayakan"] == "BELUM DAPAT DINILAI"
    assert book["Data!B7"] == "Lengkapi isian"


def test_text_for_a_number_is_found() -> None:
    assert Book(data(Biaya_tetap="dua miliar"))["Data!B7"] == "Ada teks, bukan angka"


def test_sensitivity_is_what_a_changed_workbook_shows() -> None:
    base = data(Investasi=4e10, Harga_ditetapkan=825, Biaya_persediaan=None)
    book = Book(base)
    sheet = book.book["Sensitivitas"]
    rows = {sheet.cell(row, 1).value: [c.value for c in sheet[row]] for row in range(8, 13)}
    changes = {
        "Harga jual": {"Harga_ditetapkan": 825 * 1.2},
        "Volume": {"Volume_ketikan": 6_000_000},
        "Biaya variabel per unit": {"Biaya_variabel_unit": 45.16 * 1.2},
        "Biaya tetap": {"Biaya_tetap": 2516053871.1 * 1.2},
        "Investasi": {"Investasi": 4.8e10},
    }
    for name, change in changes.items():
        raised = Book(data(**{**base["inputs"], **change}))
        assert isclose(rows[name][3], raised["Laba_periode"], rel_tol=1e-9), name
        assert isclose(rows[name][5], raised["Nilai_NPV"], rel_tol=1e-9), name
    assert sorted(row[7] for row in rows.values()) == [1, 2, 3, 4, 5]
    change = {"Harga_ditetapkan": 825 * (1 + rows["Harga jual"][8])}
    zero = Book(data(**{**base["inputs"], **change}))
    assert abs(zero["Nilai_NPV"]) < 1
    swings = [sheet.cell(row, 4).value for row in range(17, 22)]
    assert swings == sorted(swings, reverse=True)
    assert book["Paling_menentukan"] == sheet["A17"].value == "Harga jual"


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree_on_every_formula(portable: bool) -> None:
    assert differences("economics", data(), portable=portable) == []


def test_the_charts_have_data() -> None:
    book = openpyxl.load_workbook(formats.find("economics").template)
    assert [len(book[name]._charts) for name in ("Biaya dan Harga", "Arus Kas", "Sensitivitas")] == [1, 1, 2]
    sheet = sample().book["Biaya dan Harga"]
    assert all(isinstance(sheet.cell(row, 11).value, int | float) for row in range(8, 13))
