"""The inventory workbook: chapter 5 to its printed digits, textbook answers, many items, words for errors."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import abc_classes, eoq, eoq_discount, eoq_total_cost, reorder_point, safety_stock, service_factor
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.recalc import recalculate
from xl_addin.render import render

EXAMPLES = Path(__file__).parents[1] / "examples" / "production"


def data(chosen: Mapping[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The example with other settings, inputs (capital letter) and lists."""
    values = read_data(EXAMPLES / "inventory.yaml")
    inputs = {key: value for key, value in changes.items() if key[0].isupper()}
    lists = {key: value for key, value in changes.items() if key not in inputs}
    return {
        **values,
        **lists,
        "inputs": {**values["inputs"], **inputs},
        "settings": {**values["settings"], **(chosen or {})},
    }


class Book:
    """The workbook by the values of its names and cells."""

    def __init__(self, values: Mapping[str, Any], *, portable: bool = False) -> None:
        known = formats.find("inventory")
        package = render(known.template, {**known.defaults(), **values}, portable=portable)
        recalculate(package)
        self.book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def __getitem__(self, name: str) -> Any:
        sheet, _, cell = name.rpartition("!")
        if not sheet:
            sheet, cell = next(iter(self.book.defined_names[name].destinations))
            sheet = sheet.strip("'")
        value = self.book[sheet][cell.replace("$", "")].value
        return None if value == "" else value

    def items(self, heading: str) -> list[Any]:
        sheet = self.book["Barang"]
        (column,) = [cell.column for cell in sheet[9] if cell.value == heading]
        last = int(sheet.tables["tbl_barang"].ref.rpartition("P")[2])
        found = [sheet.cell(row, column).value for row in range(10, last + 1)]
        return [None if value == "" else value for value in found]


@cache
def sample(as_paper: str = "Tidak", portable: bool = False) -> Book:
    return Book(data({"as_paper": as_paper}), portable=portable)


def printed(value: float, digits: int) -> str:
    """A number as the paper prints it."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(
    ("code", "name", "text", "digits"),
    [
        ("H01", "Jumlah_biaya_pesan", "2.510", 0),
        ("H03", "Harga_dipakai", "296.114,6", 1),
        ("H04", "Biaya_simpan_unit", "266.449,8", 1),
        ("H05", "Biaya_pesan", "10.277", 0),
        ("H06", "EOQ_tepat", "62,8", 1),
        ("H07", "Frekuensi_pesan", "813", 0),
        ("H10", "Persediaan_pengaman", "6,28", 2),
        ("H11", "Persediaan_tertinggi", "69,08", 2),
    ],
)
def test_the_paper_s_figures_to_their_printed_digits(
    code: str, name: str, text: str, digits: int, portable: bool
) -> None:
    assert printed(sample("Ya", portable)[name], digits) == text, code


def test_the_audit_list_holds_what_the_workbook_shows() -> None:
    listed = yaml.safe_load((EXAMPLES / "audit_inventory.yaml").read_text(encoding="utf-8"))
    assert [one["id"] for one in listed] == [f"H{n:02d}" for n in range(1, 17)]
    for one in listed:
        shown = sample(one["setting"])[one.get("name") or f"{one['sheet']}!{one['cell']}"]
        right = one.get("right", one["printed"])
        assert round(shown, one["digits"]) == round(right, one["digits"]), one["id"]
        assert ("right" in one) == (one["verdict"] == "inconsistent")


def test_the_right_way_uses_the_costs_that_are_listed() -> None:
    book = sample()
    demand, holding = 67628.72529594068, 99_000_000 / 67628.72529594068
    quantity = eoq(demand, 2510, holding)
    reserve = safety_stock(service_factor(0.95), 95.8879, 2)
    assert isclose(book["Jumlah_pesan"], quantity)
    assert isclose(book["Persediaan_pengaman"], reserve)
    assert isclose(book["Titik_pesan"], reorder_point(demand / 360, 2, reserve))
    assert isclose(book["Siklus_pesan"], 360 * quantity / demand)
    assert isclose(
        book["Biaya_persediaan"], eoq_total_cost(demand, 2510, holding, quantity) + holding * reserve
    )


COST = {"counted": "Ya"}


@cache
def textbook(**more: Any) -> Book:
    """Heizer & Render, examples 12.3 to 12.5: 1,000 units, 10 an order, 0.50 a unit; 250 days."""
    return Book(
        data(
            order_costs=[COST | {"name": "Pesan", "amount": 10}],
            holding_costs=[COST | {"name": "Simpan", "amount": 500}],
            Ramalan_tahun=1000,
            Hari_setahun=250,
            **more,
        )
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Jumlah_pesan", 200.0),
        ("Frekuensi_pesan", 5.0),
        ("Siklus_pesan", 50.0),
        ("Biaya_memesan", 50.0),
        ("Biaya_menyimpan", 50.0),
        ("Lot_produksi", 282.842712474619),  # example 12.8: 4 a day used, 8 a day made, 10 a setup
        ("Puncak_lot", 141.4213562373095),
        ("Pesan_menyusul", 223.60679774997897),  # Silver, Pyke & Peterson: a shortage four times as dear
        ("Kekurangan_terbanyak", 44.721359549995796),
        ("Biaya_menyusul", 89.44271909999159),
    ],
)
def test_known_answers(name: str, value: float) -> None:
    book = textbook(Laju_produksi=2000, Biaya_persiapan=10, Biaya_kekurangan=2)
    assert isclose(book[name], value)


def test_the_toy_cars_of_the_textbook() -> None:
    """Heizer & Render, example 12.9: 5,000 cars, 49 an order, 20 % of the price."""
    tiers = [{"least": n, "price": p} for n, p in ((0, 5.0), (1000, 4.8), (2000, 4.75))]
    costs = [COST | {"name": "Pesan", "amount": 49}]
    book = Book(data(order_costs=costs, breaks=tiers, Ramalan_tahun=5000, Persen_simpan=0.2))
    assert (book["Pesan_potongan"], book["Potongan!C7"]) == (1000, 4.8)
    assert isclose(book["Potongan!D7"], 24725)
    assert book["Potongan!G11"] == "Termurah"


@settings(max_examples=6, deadline=None)
@given(
    st.integers(100, 90_000),
    st.lists(st.tuples(st.integers(1, 5000), st.integers(50, 99)), min_size=1, max_size=8),
)
def test_price_breaks_are_those_of_the_function(demand: int, steps: list[tuple[int, int]]) -> None:
    least, price, tiers = 0, 10_000.0, []
    for step, cut in steps:
        tiers.append({"least": least, "price": price})
        least, price = least + step, price * cut / 100
    book = Book(data(breaks=tiers, Ramalan_tahun=demand))
    found = eoq_discount(
        demand, 2510, 0.2, [tier["least"] for tier in tiers], [tier["price"] for tier in tiers]
    )
    assert isclose(book["Pesan_potongan"], found)


def item(number: int, demand: float | None, **more: Any) -> dict[str, Any]:
    usual = {"unit": "kg", "price": 1.0, "order_cost": 10, "lead_time": 2, "sigma": 1, "stock": 0}
    return {"code": f"B{number:05d}", "name": f"Barang {number}", **usual, "demand": demand, **more}


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60, unique=True), st.booleans())
def test_classes_are_those_of_the_function(values: list[int], portable: bool) -> None:
    rows = [item(n, float(value)) for n, value in enumerate(values)]
    book = Book(data(items=rows), portable=portable)
    assert book.items("Golongan") == [row[0] for row in abc_classes([float(value) for value in values])]


def test_items_of_one_value_share_a_class_and_those_without_use_are_in_the_last() -> None:
    book = Book(data(items=[item(n, value) for n, value in enumerate([60.0, 20.0, 20.0, 0.0])]))
    assert book.items("Golongan") == ["A", "A", "A", "C"]


def test_two_thousand_items_with_what_to_order() -> None:
    rows = [item(n, 1 + n * 7919 % 2003, price=1.0 + n % 97, stock=n % 50) for n in range(2000)]
    book = Book(data(items=rows))
    values = [row["demand"] * row["price"] for row in rows]
    classes = book.items("Golongan")
    assert isclose(book["Nilai_barang"], sum(values))
    for row, letter, quantity, reserve, point, action in zip(
        rows,
        classes,
        *(book.items(heading) for heading in ("Jumlah pesan", "Pengaman", "Titik pesan", "Tindakan")),
        strict=True,
    ):
        level = {"A": 0.98, "B": 0.95, "C": 0.9}[letter]
        assert isclose(quantity, eoq(row["demand"], 10, 0.2 * row["price"]))
        assert isclose(reserve, safety_stock(service_factor(level), 1, 2))
        assert isclose(point, reorder_point(row["demand"] / 360, 2, reserve))
        assert action == ("Pesan" if row["stock"] <= point else None)
    for letter, limit, row in (("A", 0.8, 10), ("B", 0.95, 11)):
        upto = sum(value for value, found in zip(values, classes, strict=True) if found <= letter)
        assert upto >= limit * sum(values)
        assert book[f"Golongan ABC!B{row}"] == classes.count(letter)


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({"Laju_produksi": 60000}, "Lot_produksi", "#NUM!"),
        ({"Laju_produksi": 60000}, "Pesanan!B41", "Laju produksi tidak di atas kebutuhan"),
        ({"Laju_produksi": None}, "Pesanan!B41", "Isi laju produksi dan biaya persiapan"),
        ({"Tingkat_layanan": 1}, "Faktor_z", "#NUM!"),
        ({"Waktu_tunggu": -1}, "Titik_pesan", "#NUM!"),
        ({"Ramalan_tahun": "banyak"}, "Jumlah_pesan", "#VALUE!"),
        ({"Ramalan_tahun": None}, "Jumlah_pesan", None),
        ({"Ramalan_tahun": 0}, "Biaya_simpan_unit", "#DIV/0!"),
        ({"Waktu_tunggu": 30}, "Pesanan!B33", "Lebih dari satu pesanan berjalan"),
        ({"holding_costs": []}, "Jumlah_pesan", "#NUM!"),
        ({"order_costs": [{"name": "Pesan", "amount": "x", "counted": "Ya"}]}, "Biaya!D10", "Harus angka"),
        ({"order_costs": [{"name": "Pesan", "amount": None, "counted": "Ya"}]}, "Biaya!D10", "Isi biaya"),
        (
            {"breaks": [{"least": 9, "price": 5}, {"least": 9, "price": 4}]},
            "Potongan!F7",
            "Ada baris yang salah",
        ),
        ({"items": [item(1, None)]}, "Barang!P10", "Lengkapi angka"),
        ({"items": [item(1, -1.0)]}, "Barang!P10", "Ada angka negatif"),
        ({"items": []}, "Barang!L7", "Belum ada barang"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], name: str, value: object) -> None:
    assert Book(data(**changes))[name] == value


def test_a_cost_that_does_not_count_is_listed_only() -> None:
    assert sample()["Biaya!B25"] == 50_873_283_000
    assert sample()["Jumlah_biaya_simpan"] == 99_000_000


def test_the_charts_draw_the_costs_and_four_orders() -> None:
    with zipfile.ZipFile(formats.find("inventory").template) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2, 3)]
    assert [chart.count("<c:ser>") for chart in charts] == [3, 3, 2]
    sheet = sample().book["Grafik"]
    costs = [sheet.cell(row, 13).value for row in range(8, 38)]
    assert min(costs) == costs[8], "at one time the quantity in use"
    assert isclose(min(costs), sample()["Biaya_memesan"] + sample()["Biaya_menyimpan"])
    stock = [sheet.cell(row, 11).value for row in range(41, 49)]
    assert stock == [sample()["Persediaan_tertinggi"], sample()["Persediaan_pengaman"]] * 4
