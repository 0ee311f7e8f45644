"""What the formulas of the shipped templates tell a planner: checks, totals, position.

A template is evaluated with its own body rows filled: one row a table, in row 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs.registry import ExcelError, serial
from udfs.swot import swot_position, swot_priority, swot_score, swot_x, swot_y
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import parse_cell
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import engine
from xl_addin.recalc.model import Model, SheetModel

TEMPLATES = Path(__file__).parents[1] / "templates"
SETTINGS = {
    "Pengaturan!B11": 2027.0,
    "Pengaturan!B13": "Per tab",
    "Pengaturan!B14": "4 = serius",
    "Pengaturan!B15": "Kuadran sendiri dulu",
    "Pengaturan!B16": 5.0,
    "Pengaturan!B17": 3.0,
    "Pengaturan!B18": "Ya",
}
PAIRS = {"Strength": "S", "Weakness": "W", "Opportunity": "O", "Threat": "T"}
ENGINES = ["formualizer", "formulas"]


@cache
def blank_model(name: str) -> Model:
    """The template without its tags."""
    model = to_model(Workbook(Package.open(TEMPLATES / f"{name}.xlsx")))
    for sheet in model.sheets:
        for cell, content in list(sheet.cells.items()):
            if isinstance(content, str) and content.startswith(("{%", "{{")):
                del sheet.cells[cell]
    return model


def address(place: str) -> tuple[str, int, int]:
    sheet, _, cell = place.rpartition("!")
    return sheet, *parse_cell(cell)


class Evaluated:
    """A template with these cells filled, calculated."""

    def __init__(self, name: str, cells: Mapping[str, object], by: str = "formualizer") -> None:
        blank = blank_model(name)
        sheets = {sheet.name: dict(sheet.cells) for sheet in blank.sheets}
        for place, content in cells.items():
            sheet, row, column = address(place)
            sheets[sheet][row, column] = content  # type: ignore[assignment]
        model = Model([SheetModel(title, held) for title, held in sheets.items()], blank.names)
        self.values = engine(by).evaluate(model)

    def __getitem__(self, place: str) -> object:
        return self.values[address(place)]


def tab(
    name: str, weight: object, rating: object, *, code: str = "X01", issue: str = "Isu"
) -> dict[str, object]:
    cells = {"A": code, "B": issue, "D": weight, "E": rating}
    return {f"{name}!{column}11": value for column, value in cells.items() if value is not None}


def company(s: float, w: float, o: float, t: float, **changes: object) -> dict[str, object]:
    """One issue in each tab, of weight 1 and this rating."""
    cells: dict[str, object] = dict(SETTINGS)
    for name, rating in zip(PAIRS, (s, w, o, t), strict=True):
        cells |= tab(name, 1.0, rating)
    return cells | changes


@pytest.mark.parametrize("by", ENGINES)
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, ""),
        ({"A": "S01", "B": "Isu", "D": 2.5, "E": 4.0}, "OK"),
        ({"A": "S01", "D": 2.5, "E": 4.0}, "Isi isu"),
        ({"B": "Isu", "D": 2.5, "E": 4.0}, "Isi kode"),
        ({"A": "S01", "B": "Isu"}, "Isi bobot"),
        ({"A": "S01", "B": "Isu", "D": "tinggi"}, "Bobot harus angka"),
        ({"A": "S01", "B": "Isu", "D": 0.0, "E": 4.0}, "Bobot harus lebih dari 0"),
        ({"A": "S01", "B": "Isu", "D": -1.0, "E": 4.0}, "Bobot harus lebih dari 0"),
        ({"A": "S01", "B": "Isu", "D": 1.0}, "Isi rating"),
        ({"A": "S01", "B": "Isu", "D": 1.0, "E": "baik"}, "Rating harus angka"),
        ({"A": "S01", "B": "Isu", "D": 1.0, "E": 7.0}, "Rating harus 1 sampai 4"),
        ({"A": "S01", "B": "Isu", "D": 1.0, "E": 0.5}, "Rating harus 1 sampai 4"),
    ],
)
def test_a_row_of_a_tab_says_what_is_wrong_with_it(by: str, row: dict[str, object], told: str) -> None:
    cells = {f"Strength!{column}11": value for column, value in row.items()}
    assert Evaluated("swot", SETTINGS | cells, by)["Strength!H11"] == told


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, "Tab masih kosong"),
        (tab("Strength", 2.0, 3.0), "OK"),
        (tab("Strength", 2.0, None), "Lengkapi baris di bawah"),
        (
            {"Strength!D11": 2.0, "Strength!E11": 3.0} | tab("Strength", 2.0, 3.0, issue=""),
            "Tab masih kosong",
        ),
        (tab("Strength", 2.0, 3.0) | {"Strength!F11": 0.9}, "Jumlah % Bobot bukan 100%"),
    ],
)
def test_a_tab_says_whether_its_shares_add_up(cells: dict[str, object], told: str) -> None:
    cells = {place: value for place, value in cells.items() if value != ""}
    assert Evaluated("swot", SETTINGS | cells)["Strength!H7"] == told


def test_shares_of_both_tabs_add_up_together_on_the_other_basis() -> None:
    both = {"Pengaturan!B13": "S+W dan O+T"} | tab("Strength", 6.0, 3.0) | tab("Weakness", 2.0, 2.0)
    result = Evaluated("swot", SETTINGS | both)
    assert [result["Strength!F7"], result["Weakness!F7"]] == [0.75, 0.25]
    assert [result["Strength!H7"], result["Weakness!H7"]] == ["OK", "OK"]
    assert [result["Positioning!D8"], result["Positioning!D9"]] == [2.25, 0.5]


def test_the_inverted_scale_turns_weaknesses_and_threats_only() -> None:
    result = Evaluated("swot", company(4, 4, 4, 4) | {"Pengaturan!B14": "1 = serius (Rangkuti)"})
    assert [result[f"Positioning!D{row}"] for row in (8, 9, 10, 11)] == [4, 1, 4, 1]
    assert [result["Strength!G11"], result["Threat!G11"]] == [4, 1]
    assert {result[f"Positioning!E{row}"] for row in (8, 9, 10, 11)} == {"OK"}


RATINGS = st.sampled_from([1.0, 1.5, 2.0, 3.0, 4.0])


@settings(max_examples=25, deadline=None)
@given(st.tuples(RATINGS, RATINGS, RATINGS, RATINGS), st.booleans())
def test_the_position_is_what_the_functions_say(ratings: tuple[float, ...], areas_alone: bool) -> None:
    setting = {"Pengaturan!B15": "Luas saja" if areas_alone else "Kuadran sendiri dulu"}
    result = Evaluated("swot", company(*ratings) | setting)
    s, w, o, t = (swot_score(1, rating, [1]) for rating in ratings)
    x, y = swot_x(s, w), swot_y(o, t)
    own = {(True, True): "SO", (False, True): "WO", (False, False): "WT", (True, False): "ST"}[x >= 0, y >= 0]
    assert [result["Positioning!D14"], result["Positioning!D15"]] == [x, y]
    assert [result["Positioning!D16"], result["Positioning!D17"]] == [swot_position(x, y), own]
    assert result["Positioning!E14"] == ("di sumbu" if 0 in (x, y) else "")
    order = swot_priority(s, w, o, t, areas_alone)
    assert [[result[f"Positioning!B{row}"]] for row in range(30, 34)] == order
    areas = {"SO": s * o, "WO": w * o, "ST": s * t, "WT": w * t}
    assert [result[f"Positioning!C{row}"] for row in range(30, 34)] == [areas[row[0]] for row in order]
    assert result["Positioning!D18"] == "OK"
    assert [result["Positioning!P8"], result["Positioning!Q8"]] == [x, y]


def test_an_empty_workbook_takes_no_position() -> None:
    result = Evaluated("swot", SETTINGS)
    assert {result[f"Positioning!D{row}"] for row in (14, 15, 16, 17)} == {""}
    assert result["Positioning!P8"] is ExcelError.NA
    assert str(result["Positioning!D18"]).startswith("Sementara")
    assert {result[f"Positioning!E{row}"] for row in (8, 9, 10, 11)} == {"Tab masih kosong"}


def test_one_empty_tab_makes_the_position_provisional() -> None:
    cells = company(3, 2, 4, 1)
    result = Evaluated("swot", {place: value for place, value in cells.items() if "Threat" not in place})
    assert result["Positioning!E11"] == "Tab masih kosong"
    assert result["Positioning!D15"] == 4
    assert str(result["Positioning!D18"]).startswith("Sementara")


def test_the_planners_names_of_positions_are_used() -> None:
    names = {f"Positioning!D{row}": name for row, name in zip(range(23, 27), "ABCD", strict=True)}
    result = Evaluated("swot", company(1, 4, 1, 4) | names)
    assert [result["Positioning!D16"], result["Positioning!D17"]] == ["C", "WT"]
    assert [result["Positioning!R8"], result["Positioning!R11"]] == ["C", "C (WT)"]


def test_a_score_that_was_typed_over_is_found() -> None:
    result = Evaluated("swot", company(3, 2, 4, 1) | {"Strength!G11": 3.5})
    assert result["Positioning!E8"] == "Berbeda dengan Total score tab"


def test_a_faulty_weight_is_named_on_the_position() -> None:
    result = Evaluated("swot", company(3, 2, 4, 1) | {"Strength!D11": "tinggi"})
    assert result["Positioning!E8"] == "Lengkapi baris di bawah"
    assert str(result["Positioning!D18"]).startswith("Sementara")


@pytest.mark.parametrize(
    ("flags", "leave_counts", "counted"),
    [
        ("C", "Tidak", True),
        ("D", "Ya", True),
        ("D", "Tidak", False),
        ("E", "Tidak", True),
        ("F", "Ya", False),
    ],
)
def test_a_day_off_counts_by_its_flags_and_the_setting(flags: str, leave_counts: str, counted: bool) -> None:
    day = serial(date(2026, 11, 3))
    cells = {"Hari Libur!A11": day, "Hari Libur!B11": "Libur", "Pengaturan!B18": leave_counts}
    result = Evaluated("swot", SETTINGS | cells | {f"Hari Libur!{flag}11": "Ya" for flag in flags})
    assert result["Hari Libur!G11"] == (day if counted else 0)


def test_a_return_is_due_in_working_days() -> None:
    monday = serial(date(2026, 11, 2))
    cells = {"Pengembalian!A11": "SDM", "Pengembalian!I11": monday}
    holiday = {"Hari Libur!A11": monday + 1, "Hari Libur!C11": "Ya"}
    assert Evaluated("swot", SETTINGS | cells)["Pengembalian!J11"] == monday + 3
    assert Evaluated("swot", SETTINGS | cells | holiday)["Pengembalian!J11"] == monday + 4
    six = {"Pengaturan!B16": 6.0, "Pengembalian!I11": monday + 3}
    assert Evaluated("swot", SETTINGS | cells | six)["Pengembalian!J11"] == monday + 7


INITIATIVE: dict[str, object] = {
    "A": "IS-01",
    "B": "SO",
    "C": "Inisiatif",
    "D": "S01",
    "E": "Customer",
    "F": "Marketing",
    "G": 46400.0,
    "H": 46500.0,
    "I": "Ukuran",
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "OK"),
        ({"C": None}, "Isi inisiatif"),
        ({"A": None}, "Isi kode"),
        ({"B": None}, "Isi strategi"),
        ({"D": None}, "Isi kode isu"),
        ({"E": None}, "Isi perspektif"),
        ({"F": None}, "Isi departemen"),
        ({"G": None}, "Isi tanggal mulai"),
        ({"H": "Juni"}, "Isi tanggal selesai"),
        ({"H": 46399.0}, "Selesai sebelum mulai"),
        ({"I": None}, "Isi ukuran keberhasilan"),
        (dict.fromkeys("ABCDEFGHI"), ""),
    ],
)
def test_an_initiative_says_what_it_lacks(change: dict[str, object], told: str) -> None:
    row = {column: value for column, value in (INITIATIVE | change).items() if value is not None}
    cells = {f"Inisiatif Strategis!{column}11": value for column, value in row.items()}
    assert Evaluated("swot", SETTINGS | cells)["Inisiatif Strategis!J11"] == told


FORM = {"B": "Pelanggan", "C": "Harapan", "D": "Isu", "E": "Internal: SDM", "F": "Survei", "G": "S"}
HEAD: dict[str, object] = {
    "Formulir Isu!B7": "Marketing",
    "Formulir Isu!C7": "Ratna",
    "Formulir Isu!D7": 46300.0,
}


@pytest.mark.parametrize("by", ENGINES)
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "OK"),
        ({"B": None}, "Isi Stakeholders"),
        ({"C": None}, "Isi Kebutuhan & Harapan"),
        ({"D": None}, "Isi Isu"),
        ({"E": None}, "Isi Tinjauan Faktor"),
        ({"F": None}, "Isi Sumber Isu"),
        ({"G": None}, "Kategori harus S, W, O, atau T"),
        ({"G": "X"}, "Kategori harus S, W, O, atau T"),
        ({"G": "O"}, "Faktor tidak cocok dengan kategori"),
        ({"E": "Eksternal: Pasar"}, "Faktor tidak cocok dengan kategori"),
        ({"E": "Budaya kerja"}, "OK"),
        (dict.fromkeys("BCDEFG"), ""),
    ],
)
def test_a_row_of_the_form_says_what_it_lacks(by: str, change: dict[str, str | None], told: str) -> None:
    row = {column: value for column, value in (FORM | change).items() if value is not None}
    cells = {f"Formulir Isu!{column}11": value for column, value in row.items()}
    result = Evaluated("issue_form", HEAD | cells, by)
    assert result["Formulir Isu!H11"] == told
    head = {"OK": "OK", "Isi Isu": "Belum ada isu", "": "Belum ada isu"}.get(told, "Lengkapi baris di bawah")
    assert result["Formulir Isu!H7"] == head


@pytest.mark.parametrize(
    ("place", "told"),
    [("B7", "Isi departemen"), ("C7", "Isi nama pengisi"), ("D7", "Isi tanggal kirim")],
)
def test_the_form_asks_for_its_head(place: str, told: str) -> None:
    head = {cell: value for cell, value in HEAD.items() if not cell.endswith(place)}
    assert Evaluated("issue_form", head)["Formulir Isu!H7"] == told


def test_receipts_say_who_is_missing_and_when_it_is_late() -> None:
    deadline = serial(date(2026, 10, 31))
    two = {"Pengaturan!A56": "Marketing", "Pengaturan!A57": "SDM", "Pengaturan!B12": deadline}
    one_form = {"Penerimaan Formulir!A11": "SDM", "Penerimaan Formulir!C11": deadline - 5}
    told = [
        Evaluated("swot", SETTINGS | cells)["Penerimaan Formulir!E7"]
        for cells in (two, two | one_form, two | one_form | {"Pengaturan!B12": deadline + 1})
    ]
    assert told == ["Belum ada formulir", "Menunggu formulir", "Ada formulir yang terlambat"]
