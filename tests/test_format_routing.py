"""The routing workbook: Tabel 3.1 to its printed digits, the right way, shared machines, words for errors."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import ceil, isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import routing_sheet
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import engine
from xl_addin.recalc.model import Formula
from xl_addin.recalc.verify import verify

EXAMPLES = Path(__file__).parents[1] / "examples" / "production"
WRONG = {("M", 13), ("O", 17), ("P", 17), ("O", 20)}
"""Cells of the setting in which the paper leaves its own rule: half rounded up, another capacity."""
PRINTED = """
O-15 131,28 145,87 162,08 12,66 13
O-14 118,15 131,28 145,87 11,39 12
O-13 106,33 118,15 131,28 10,25 11
O-12 95,69 106,33 118,14 4,61 5
O-11 86,12 95,69 106,33 2,76 3
O-10 77,50 86,12 95,69 4,98 5
O-9 69,75 77,50 86,12 9,61 10
O-8 62,77 69,75 77,50 6,05 7
O-7 56,49 62,77 69,75 21,79 22
O-6 50,84 56,49 62,77 2,45 3
O-5 45,75 50,84 56,49 2,21 3
O-4 41,17 45,75 50,84 3,97 4
O-3 37,05 41,17 45,75 3,57 4
O-2 33,34 37,05 41,17 2,68 3
O-1 30,00 33,34 37,05 1,44 2
"""
Row = dict[str, Any]


def data(as_paper: str = "Tidak", **more: Any) -> Row:
    return {**read_data(EXAMPLES / "routing.yaml"), "settings": {"as_paper": as_paper}, **more}


@cache
def example(as_paper: str) -> Package:
    return formats.build("routing", data(as_paper))


class Book:
    """A workbook by its values."""

    def __init__(self, source: Package | Mapping[str, Any], *, portable: bool = False) -> None:
        if isinstance(source, Package):
            package = source
        else:
            package = formats.build("routing", source, portable=portable)
        if portable:
            recalculate(package)  # the twins, where a build has left what the functions gave
        self.package = package
        self.book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def table(self, sheet: str, name: str) -> list[Row]:
        found = self.book[sheet]
        cells = [[cell.value for cell in row] for row in found[found.tables[name].ref]]
        rows = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
        return [row for row in rows if row[cells[0][0]] not in (None, "")]

    @property
    def operations(self) -> list[Row]:
        return self.table("Routing", "tbl_routing")

    @property
    def machines(self) -> list[Row]:
        return self.table("Beban Mesin", "tbl_mesin")

    def name(self, name: str) -> Any:
        sheet, cell = next(iter(self.book.defined_names[name].destinations))
        return self.book[sheet][cell.replace("$", "")].value


def operation(product: str = "A", **more: Any) -> Row:
    given_ = {"product": product, "operation": "O-1", "description": "", "machine": "M1", "scrap": 0.1}
    rest = {"efficiency": 0.9, "capacity": 10, "cycles": 2, "batch": None, "hours": 8}
    return {**given_, **rest, **more}


def product(name: str = "A", demand: Any = 81, **more: Any) -> Row:
    return {"name": name, "source": "Ketikan", "demand": demand, "share": None, "unit": "kg", **more}


def plan(
    rows: list[Row], products: list[Row] | None = None, as_paper: str = "Tidak", **inputs: Any
) -> dict[str, Any]:
    names = dict.fromkeys(row["machine"] for row in rows if row["machine"])
    return data(
        as_paper,
        products=products or [product()],
        machines=[{"name": name, "owned": None} for name in names],
        operations=rows,
        inputs={"Ramalan_harian": None, "Jam_kerja": 8, "Pembagi_makalah": 0.8, **inputs},
    )


# --- the paper --------------------------------------------------------------------------------------------


def test_the_paper_is_followed_to_its_printed_digits() -> None:
    sheet = Book(example("Ya")).book["Routing"]
    for row, line in enumerate(PRINTED.split("\n")[1:-1], 10):
        code, *texts = line.split()
        assert sheet[f"B{row}"].value == code
        for column, text in zip("KLMOP", texts, strict=True):
            if (column, row) not in WRONG:
                digits = 0 if column == "P" else 2
                assert f"{sheet[f'{column}{row}'].value:.{digits}f}".replace(".", ",") == text, (code, column)


def test_where_the_paper_leaves_its_own_rule_the_setting_shows_the_rule() -> None:
    sheet = Book(example("Ya")).book["Routing"]
    shown = {(column, row): sheet[f"{column}{row}"].value for column, row in WRONG}
    assert shown == {("M", 13): 118.15, ("O", 17): 8.07, ("P", 17): 9, ("O", 20): 2.2}


def test_the_audit_lists_every_figure_and_its_formulas_give_the_verdict() -> None:
    rows = yaml.safe_load((EXAMPLES / "audit_routing.yaml").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == [f"F{n:02d}" for n in range(1, 90)]
    model = to_model(Workbook(example("Ya")))
    sheet = next(one for one in model.sheets if one.name == "Routing")
    for n, row in enumerate(rows, 200):
        sheet.cells[n, 40] = Formula(row["formula"])
    values = engine("formualizer").evaluate(model)
    found = [_verdict(values["Routing", n, 40], row) for n, row in enumerate(rows, 200)]
    assert found == [row["verdict"] for row in rows]
    assert [found.count(one) for one in ("agrees", "rounding", "inconsistent")] == [54, 15, 20]


def _verdict(value: Any, row: Row) -> str:
    step = 10.0 ** -row["digits"]
    if abs(value - row["printed"]) <= step / 2 + 1e-9:
        return "agrees"
    if row.get("note", "").startswith("kapasitas tidak tercetak"):  # the stated formula cannot be applied
        return "inconsistent"
    return "rounding" if abs(value - row["printed"]) < step else "inconsistent"


# --- the right way ----------------------------------------------------------------------------------------


def test_the_first_operation_prepares_most() -> None:
    book = Book(example("Tidak"))
    rows = book.operations
    assert isclose(book.name("Unit_disiapkan"), 30 / 0.9**15)
    assert isclose(rows[0]["Disiapkan"], 30 / 0.9)
    assert [row["Diminta"] for row in rows[1:]] == [row["Disiapkan"] for row in rows[:-1]]
    assert book.name("Jumlah_mesin") == sum(row["Mesin aktual"] for row in rows) == 38
    assert [row["Operasi"] for row in rows if row["Hambatan"]] == ["O-14"]
    assert {row["Periksa"] for row in rows} == {"OK"}


steps = st.lists(st.tuples(st.floats(0, 0.6), st.floats(0.3, 1), st.floats(0.5, 500)), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(st.floats(1, 1e4), steps, st.booleans(), st.booleans())
def test_any_routing_is_what_the_function_for_the_whole_sheet_gives(
    demand: float, operations: list[tuple[float, float, float]], as_paper: bool, portable: bool
) -> None:
    rows = [
        operation(operation=f"O-{len(operations) - n}", scrap=s, efficiency=e, capacity=c, cycles=c)
        for n, (s, e, c) in enumerate(reversed(operations))
    ]
    shown = Book(plan(rows, [product(demand=demand)], "Ya" if as_paper else "Tidak"), portable=portable)
    scrap, efficiency, capacity = (list(column) for column in zip(*operations, strict=True))
    expected = routing_sheet(demand, scrap, efficiency, capacity, 8, as_paper)
    headings = ("Diminta", "Disiapkan", "Beban", "Mesin teoritis", "Mesin aktual", "Utilisasi")
    for row, values in zip(shown.operations, reversed(expected), strict=True):
        assert [row[heading] for heading in headings] == pytest.approx(values, rel=1e-9)
    good = shown.operations[0]["Diminta"]
    if not as_paper:  # material is conserved: what goes in less what is lost is what comes out
        lost = sum(row["Disiapkan"] * row["Cacat"] for row in shown.operations)
        assert shown.name("Unit_disiapkan") - lost == pytest.approx(good)
        assert all(above["Diminta"] <= below["Diminta"] for above, below in pairwise(shown.operations))


def test_scrap_and_machines_of_a_textbook_line() -> None:
    """Apple, Plant Layout and Material Handling, chapter 7: from the demand backwards."""
    book = Book(plan([operation(scrap=0.02), operation(scrap=0.05), operation(scrap=0.03)]))
    assert book.name("Unit_disiapkan") == pytest.approx(81 / (0.98 * 0.95 * 0.97))


# --- several products, shared machines --------------------------------------------------------------------


def test_products_share_machines_and_loads_are_added_before_they_are_rounded() -> None:
    rows = [
        operation("A", operation="A-2", machine="Potong"),
        operation("A", operation="A-1", machine="Bor"),
        operation("B", operation="B-1", machine="Potong", capacity=30),
    ]
    book = Book(plan(rows, [product("A", 40), product("B", 50)]))
    by_name = {row["Mesin / alat"]: row for row in book.machines}
    cut = by_name["Potong"]
    theory = (40 / 0.81) / 80 + (50 / 0.81) / 240
    assert cut["Operasi"] == 2
    assert cut["Mesin teoritis"] == pytest.approx(theory)
    assert (cut["Mesin bila terpisah"], cut["Mesin bersama"]) == (2, ceil(theory)) == (2, 1)
    assert cut["Hambatan"] == "Hambatan"
    demands = {row["Produk"]: row for row in book.table("Permintaan", "tbl_produk")}
    assert demands["A"]["Disiapkan di operasi pertama"] == pytest.approx(40 / 0.81)
    assert demands["B"]["Rendemen"] == pytest.approx(0.9)


def test_machines_that_are_there_limit_the_plan() -> None:
    values = plan([operation(machine="Bor")], [product(demand=200)])
    values["machines"] = [{"name": "Bor", "owned": 2}]
    row = Book(values).machines[0]
    assert (row["Mesin bersama"], row["Kurang"], row["Periksa"]) == (4, 2, "Kurang 2 mesin")
    assert row["Utilisasi"] == pytest.approx(200 / 0.81 / 80 / 2)


def test_the_forecast_reaches_the_operations() -> None:
    products = [product(source="Ramalan", demand=None, share=0.5)]
    assert Book(plan([operation()], products, Ramalan_harian=162)).operations[0]["Diminta"] == 81
    told = Book(plan([operation()], products)).table("Permintaan", "tbl_produk")[0]
    assert told["Periksa"] == "Perbarui Ramalan_harian di Data"


# --- what goes wrong --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "told", "cell", "shown"),
    [
        ({"scrap": 1}, "Cacat harus 0 % sampai di bawah 100 %", "Disiapkan", "#NUM!"),
        ({"scrap": -0.1}, "Cacat harus 0 % sampai di bawah 100 %", "Disiapkan", "#NUM!"),
        ({"scrap": "banyak"}, "Isi cacat dengan angka", "Disiapkan", "#VALUE!"),
        ({"efficiency": 0}, "Efisiensi harus di atas 0 %", "Beban", "#NUM!"),
        ({"capacity": 0}, "Kapasitas harus di atas 0", "Mesin teoritis", "#DIV/0!"),
        ({"capacity": -5}, "Kapasitas harus di atas 0", "Mesin teoritis", "#NUM!"),
        ({"capacity": None}, "Isi kapasitas, atau siklus dan isi", "Mesin teoritis", None),
        ({"capacity": None, "batch": 5}, "OK", "Kapasitas dipakai", 10),
        ({"hours": 0}, "Periksa permintaan dan baris produk ini", "Mesin teoritis", "#DIV/0!"),
        ({"hours": None}, "OK", "Mesin aktual", 2),
        ({"product": "B"}, "Produk tidak ada di Permintaan", "Mesin aktual", 0),
        ({"machine": None}, "Isi mesin", "Diminta", 81),
    ],
)
@pytest.mark.parametrize("portable", [False, True])
def test_a_row_says_what_is_wrong_with_it(
    change: Row, told: str, cell: str, shown: Any, portable: bool
) -> None:
    book = Book(plan([operation(**change)]), portable=portable)
    row = book.operations[0]
    assert row["Periksa"] == told
    assert (row[cell] or None) == (shown or None)
    if told != "OK":
        assert book.book["Routing"]["L7"].value == "Ada 1 baris yang perlu diperiksa"


def test_rows_of_a_product_that_stand_apart_are_told() -> None:
    rows = [operation("A"), operation("B"), operation("A")]
    book = Book(plan(rows, [product("A"), product("B")]))
    assert [row["Periksa"] for row in book.operations] == ["OK", "OK", "Kumpulkan baris satu produk"]


def test_an_empty_workbook_asks_for_its_rows() -> None:
    book = Book({})
    assert book.operations == []
    assert book.book["Routing"]["L7"].value == "Belum ada operasi"
    assert book.book["Permintaan"]["J7"].value == "Belum ada produk"


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree_with_the_setting_of_the_paper(portable: bool) -> None:
    found = verify(formats.build("routing", data("Ya"), portable=portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert found.checked["formualizer"] == found.formulas


@pytest.mark.libreoffice
def test_libreoffice_agrees_with_the_setting_of_the_paper() -> None:
    found = verify(formats.build("routing", data("Ya"), portable=True), ["libreoffice"])
    assert found.differences == []
