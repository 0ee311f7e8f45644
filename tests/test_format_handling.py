"""The handling workbook: Tabel 9.1 and 9.2 to their printed digits, from-to charts, carriers, layouts."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from math import hypot
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs import backtrack_share, carrier_by_weight, flow_distance
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.ooxml.package import Package
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify

EXAMPLES = Path(__file__).parents[1] / "examples" / "production"
PRINTED = """
A - 1,8 3,3 4,2 7,8 15,1 30,8 65,1 138,1 289,8
B 1,8 - 1,5 2,7 3,6 7,3 15,7 34,3 73 151,7
C 3,6 1,5 - 1,2 2,4 3,7 8,4 18,6 38,7 78,7
D 5,1 2,7 1,2 - 1,2 2,5 4,7 10,2 20,1 40
E 9 3,9 2,4 1,2 - 1,3 3,4 5,5 9,9 19,9
F 16,5 7,5 3,6 2,5 1,3 - 2,1 3,4 4,4 10
G 31,4 14,9 7,4 3,8 3,4 2,1 - 1,3 3,1 5,6
H 63 31,6 16,7 9,3 5,5 3,4 1,3 - 1,8 3,8
I 130,8 67,8 36,2 19,5 14 10,6 3,1 1,8 - 2
J 283,8 153 85,2 49 29,5 15,5 4,9 3,8 2 -
"""
SPOILT = {"CA", "DA", "EA", "FA", "GA", "HA", "IA", "JA", "IE", "IF", "JB", "JC", "JD", "JE", "JF"}
"""Cells that the paper's own rule does not give, or that add up one of these."""
Row = dict[str, Any]


def data(as_paper: str = "Tidak", metric: str = "Siku-siku", **more: Any) -> Row:
    chosen = {"as_paper": as_paper, "metric": metric}
    return {**read_data(EXAMPLES / "handling.yaml"), "settings": chosen, **more}


@cache
def example(as_paper: str) -> Package:
    return formats.build("handling", data(as_paper))


class Book:
    """A workbook by its values."""

    def __init__(self, source: Package | Mapping[str, Any], *, portable: bool = False) -> None:
        if isinstance(source, Package):
            package = source
        else:
            package = formats.build("handling", source, portable=portable)
        if portable:
            recalculate(package)  # the twins, where a build has left what the functions gave
        self.book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def table(self, sheet: str, name: str) -> list[Row]:
        found = self.book[sheet]
        cells = [[cell.value for cell in row] for row in found[found.tables[name].ref]]
        rows = [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]
        return [row for row in rows if row[cells[0][0]] not in (None, "")]

    @property
    def moves(self) -> list[Row]:
        return self.table("Pemindahan", "tbl_pemindahan")

    def name(self, name: str) -> Any:
        sheet, cell = next(iter(self.book.defined_names[name].destinations))
        found = self.book[sheet][cell.replace("$", "")]
        if isinstance(found, tuple):
            return [[one.value or 0 for one in row] for row in found]
        return found.value


def move(origin: str = "A", target: str = "B", **more: Any) -> Row:
    row = {"origin": origin, "target": target, "material": "", "weight": 20, "carrier": None, "rate": 100}
    return {**row, "distance": None, "frequency": 1, "speed": None, **more}


def station(code: str, x: float, y: float = 0, new: tuple[float, float] | None = None) -> Row:
    new_x, new_y = new or (None, None)
    return {"code": code, "name": f"Stasiun {code}", "x": x, "y": y, "new_x": new_x, "new_y": new_y}


def plan(moves: list[Row], stations: list[Row] | None = None, **more: Any) -> Row:
    places = stations or [station("A", 0), station("B", 3, 4), station("C", 6)]
    return data(moves=moves, stations=places, inputs={"Unit_disiapkan": None}, **more)


# --- the paper --------------------------------------------------------------------------------------------


def test_what_a_move_costs_is_printed_in_the_paper() -> None:
    printed = ["1.800", "750", "600", "1.200", "1.300", "2.100", "1.300", "1.800", "1.000"]
    book = Book(example("Tidak"))
    found = [f"{row['Ongkos sekali angkut']:,.0f}".replace(",", ".") for row in book.moves]
    assert found == printed
    assert book.name("Ongkos_sekali") == 11850
    assert Book(example("Ya")).name("Ongkos_pindah") == 11850
    assert [row["Alat menurut berat"] for row in book.moves].count("Conveyor") == 1


def test_the_from_to_chart_follows_the_paper_with_its_setting() -> None:
    chart = Book(example("Ya")).name("Jarak_sekarang")
    wrong = set()
    for i, line in enumerate(PRINTED.strip().split("\n")):
        for j, text in enumerate(line.split()[1:]):
            if i != j and f"{chart[i][j]:.1f}".replace(".", ",").removesuffix(",0") != text:
                wrong.add("ABCDEFGHIJ"[i] + "ABCDEFGHIJ"[j])
    assert wrong == SPOILT


def test_the_audit_lists_every_cell_with_its_right_value() -> None:
    rows = yaml.safe_load((EXAMPLES / "audit_handling.yaml").read_text(encoding="utf-8"))
    book = Book(example("Tidak")).book
    assert len(rows) == 10 + 90
    for row in rows:
        value = book[row["sheet"]][row["cell"]].value
        agrees = abs(value - row["printed"]) < 0.05
        assert agrees == (row["verdict"] == "agrees"), row["id"]
        assert value == pytest.approx(row.get("right", row["printed"])), row["id"]
    verdicts = [row["verdict"] for row in rows]
    assert [verdicts.count(one) for one in ("agrees", "inconsistent", "misprint")] == [45, 54, 1]


# --- from-to charts ---------------------------------------------------------------------------------------

spot = st.integers(0, 40).map(lambda n: n / 2)
layouts = st.lists(st.tuples(spot, spot, spot, spot), min_size=2, max_size=12)


@settings(max_examples=15, deadline=None)
@given(st.data(), layouts, st.sampled_from(["Siku-siku", "Lurus"]), st.booleans())
def test_any_plant_is_what_the_functions_give(
    draw: st.DataObject, spots: list[tuple[float, ...]], metric: str, portable: bool
) -> None:
    codes = "ABCDEFGHIJKL"[: len(spots)]
    pairs = st.permutations(codes).map(lambda order: order[:2])
    rows = draw.draw(
        st.lists(st.tuples(pairs, st.integers(0, 9), st.integers(0, 500)), min_size=1, max_size=8)
    )
    stations = [station(c, x, y, (a, b)) for c, (x, y, a, b) in zip(codes, spots, strict=True)]
    moves = [move(a, b, frequency=n, rate=rate) for (a, b), n, rate in rows]
    book = Book(
        {**plan(moves, stations), "settings": {"as_paper": "Tidak", "metric": metric}}, portable=portable
    )

    def length(here: tuple[float, ...], there: tuple[float, ...]) -> float:
        across, up = abs(here[0] - there[0]), abs(here[1] - there[1])
        return hypot(across, up) if metric == "Lurus" else across + up

    where = dict(zip(codes, spots, strict=True))
    before = sum(n * rate * length(where[a][:2], where[b][:2]) for (a, b), n, rate in rows)
    after = sum(n * rate * length(where[a][2:], where[b][2:]) for (a, b), n, rate in rows)
    assert book.name("Ongkos_pindah") == pytest.approx(before, rel=1e-6, abs=1e-3)
    assert book.name("Total_sekarang") == pytest.approx(before, rel=1e-6, abs=1e-3)
    assert book.name("Total_usulan") == pytest.approx(after, rel=1e-6, abs=1e-3)
    assert book.name("Penghematan") == pytest.approx(before - after, rel=1e-6, abs=2e-3)
    flows = book.name("Peta_arus")
    assert (
        sum(map(sum, flows))
        == sum(n for _, n, _ in rows)
        == book.name("Arus_maju") + book.name("Arus_mundur")
    )
    assert (book.name("Bagian_mundur") or None) == (backtrack_share(flows) or None)
    assert book.name("Tempuh_sekarang") == pytest.approx(flow_distance(flows, book.name("Jarak_sekarang")))


def test_a_textbook_chart() -> None:
    """Apple, from-to chart: what goes back stands below the diagonal and counts in its own right."""
    moves = [move("A", "B", frequency=10), move("B", "C", frequency=8), move("C", "A", frequency=2)]
    book = Book(plan(moves))
    assert (book.name("Arus_maju"), book.name("Arus_mundur"), book.name("Bagian_mundur")) == (18, 2, 0.1)
    by_code = {row["Kode"]: row for row in book.table("Per Stasiun", "tbl_per_stasiun")}
    assert (by_code["C"]["Arus masuk"], by_code["C"]["Arus keluar"], by_code["C"]["Keluar mundur"]) == (
        8,
        2,
        2,
    )
    assert book.name("Total_sekarang") == 100 * (10 * 7 + 8 * 7 + 2 * 6)


def test_another_layout_is_judged_by_the_same_flow() -> None:
    stations = [station("A", 0), station("B", 10, 0, (4, 0))]
    book = Book(plan([move(frequency=5)], stations))
    assert book.name("Kesimpulan") == "Usulan lebih murah Rp 3000 per periode"
    assert book.name("Bagian_hemat") == pytest.approx(0.6)
    further = Book(plan([move(frequency=5)], [station("A", 0), station("B", 10, 0, (12, 0))]))
    assert further.name("Kesimpulan") == "Usulan lebih mahal Rp 1000 per periode"
    same = Book(plan([move(frequency=5)], [station("A", 0), station("B", 10)]))
    assert same.name("Kesimpulan") == "Ongkos kedua tata letak sama"


# --- carriers, frequency, what goes wrong -----------------------------------------------------------------


@pytest.mark.parametrize("weight", [0, 25, 25.5, 50, 50.1, 900])
def test_the_carrier_follows_the_weight_and_gives_its_rate(weight: float) -> None:
    row = Book(plan([move(weight=weight, rate=None)])).moves[0]
    names = ["Manusia (Trolly)", "Conveyor", "Lift Truck"]
    assert row["Alat menurut berat"] == carrier_by_weight(weight, [25, 50], names)
    assert row["Ongkos per m"] == dict(zip(names, (1000, 1000, 2500), strict=True))[row["Alat menurut berat"]]


def test_a_carrier_that_was_chosen_counts() -> None:
    assert Book(plan([move(rate=None, carrier="Lift Truck")])).moves[0]["Ongkos per m"] == 2500


def test_what_is_prepared_makes_the_frequency() -> None:
    values = {**plan([move(frequency=None, weight=20)]), "inputs": {"Unit_disiapkan": 145.7}}
    assert Book(values).moves[0]["Frekuensi"] == 8


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"target": None}, "Isi dari dan ke"),
        ({"origin": "Z"}, "Dari tidak ada di Stasiun"),
        ({"target": "Z"}, "Ke tidak ada di Stasiun"),
        ({"target": "A"}, "Dari dan ke sama"),
        ({"weight": "berat"}, "Isi berat dengan angka"),
        ({"weight": -1}, "Berat tidak boleh negatif"),
        ({"carrier": "Gerobak"}, "Alat tidak ada di Alat Angkut"),
        ({"rate": None, "weight": None}, "Isi ongkos per m, atau berat"),
        ({"rate": -5}, "Ongkos tidak boleh negatif"),
        ({"distance": -5}, "Jarak tidak boleh negatif"),
        ({"distance": 9}, "Jarak berbeda dari Peta Jarak"),
        ({"frequency": None}, "Isi frekuensi"),
        ({"frequency": -2}, "Frekuensi tidak boleh negatif"),
        ({}, "OK"),
    ],
)
@pytest.mark.parametrize("portable", [False, True])
def test_a_row_says_what_is_wrong_with_it(change: Row, told: str, portable: bool) -> None:
    book = Book(plan([move(**change)]), portable=portable)
    assert book.moves[0]["Periksa"] == told
    if "tidak boleh negatif" in told and "Berat" not in told:
        assert book.moves[0]["Ongkos per periode"] == "#NUM!"
    shown = book.book["Pemindahan"]["R7"].value
    assert shown == ("OK" if told == "OK" else "Ada 1 baris yang perlu diperiksa")


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ([25, 25, None], ["OK", "Batas harus menaik", "OK"]),
        ([25, None, None], ["OK", "Isi batas berat", "OK"]),
        ([25, 50, 90], ["OK", "OK", "Kosongkan batas alat terakhir"]),
    ],
)
def test_carriers_say_what_is_wrong_with_their_limits(limits: list[Any], told: list[str]) -> None:
    carriers = [{"name": f"Alat {n}", "limit": limit, "rate": 1} for n, limit in enumerate(limits)]
    found = Book(plan([move()], carriers=carriers)).table("Alat Angkut", "tbl_alat")
    assert [row["Periksa"] for row in found] == told


def test_stations_say_what_they_lack() -> None:
    lame = {"code": "B", "name": "", "x": 1, "y": None, "new_x": None, "new_y": None}
    half = {"code": "C", "name": "", "x": 1, "y": 1, "new_x": 5, "new_y": None}
    stations = [station("A", 0), lame, half, station("A", 9)]
    found = Book(plan([move()], stations)).table("Stasiun", "tbl_stasiun")
    double = "Kode tertulis dua kali"
    assert [row["Periksa"] for row in found] == [double, "Isi X dan Y sekarang", "Isi X dan Y usulan", double]


def test_an_empty_workbook_asks_for_its_rows() -> None:
    book = Book({})
    assert book.moves == []
    assert book.book["Pemindahan"]["R7"].value == "Belum ada pemindahan"
    assert book.name("Kesimpulan") == "Belum ada pemindahan"


@pytest.mark.parametrize("as_paper", ["Ya", "Tidak"])
@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree(portable: bool, as_paper: str) -> None:
    found = verify(formats.build("handling", data(as_paper), portable=portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert found.checked["formualizer"] == found.formulas


@pytest.mark.libreoffice
def test_libreoffice_agrees_with_the_setting_of_the_paper() -> None:
    found = verify(formats.build("handling", data("Ya"), portable=True), ["libreoffice"])
    assert found.differences == []
