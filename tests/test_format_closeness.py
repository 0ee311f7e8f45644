"""The closeness workbook: ratings and totals, a layout judged live, its proposal and its pictures."""

from __future__ import annotations

import io
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from udfs import total_closeness
from xl_addin import formats
from xl_addin.actions import draw_layout, propose_layout
from xl_addin.closeness import CHART, PLAN, Place, overlap, read_chart, touch
from xl_addin.datafile import read_data
from xl_addin.headless import open_book
from xl_addin.ooxml.drawing import boxes
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.runner import run_action

ROOT = Path(__file__).parents[1]
AT = (7, 1)
Row = dict[str, Any]


@cache
def data() -> Row:
    return dict(read_data(ROOT / "examples" / "production" / "closeness.yaml"))


@cache
def example(*, portable: bool = False) -> Package:
    return formats.build("closeness", data(), portable=portable)


def opened(source: Package | Row, *, portable: bool = False) -> Any:
    package = source if isinstance(source, Package) else formats.build("closeness", source, portable=portable)
    if portable:
        recalculate(package)
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)


def named(book: Any, name: str) -> Any:
    sheet, cell = next(iter(book.defined_names[name].destinations))
    return book[sheet][cell.replace("$", "")].value


def room(name: str, *place: Any, area: Any = 4) -> Row:
    return {"name": name, "area": area} | dict(
        zip(("x", "y", "length", "width"), place or (None,) * 4, strict=True)
    )


def plan(rooms: list[Row], matrix: list[list[Any]], **more: Any) -> Row:
    return {
        **data(),
        "inputs": {"Panjang_lahan": 10, "Lebar_lahan": 10},
        "rooms": rooms,
        "matrix": matrix,
        **more,
    }


def pair(letter: Any, reason: Any = None) -> list[list[Any]]:
    return [[None, letter], [reason, None]]


VALUES = dict(zip("AEIOUX", (4, 3, 2, 1, 0, -1), strict=True))


@pytest.mark.parametrize("portable", [False, True])
def test_totals_and_the_judgement_of_the_layout_are_what_the_functions_give(portable: bool) -> None:
    book = opened(example(portable=portable), portable=portable)
    rooms, matrix = data()["rooms"], data()["matrix"]
    count = len(rooms)
    chart = read_chart([[matrix[i][j] if j > i else None for j in range(count)] for i in range(count)])
    for i in range(count):
        others = [letter for j, letter in enumerate(chart[i]) if j != i]
        assert book["Ruang"][f"D{10 + i}"].value == total_closeness(others)
        assert book["Ruang"][f"H{10 + i}"].value == book["Tata Letak"][f"M{10 + i}"].value == "OK"
    places = [Place(row["x"], row["y"], row["length"], row["width"]) for row in rooms]
    pairs = list(combinations(range(count), 2))
    cost = sum(
        VALUES[chart[i][j]]
        * (
            abs(places[i].x + places[i].width / 2 - places[j].x - places[j].width / 2)
            + abs(places[i].y + places[i].height / 2 - places[j].y - places[j].height / 2)
        )
        for i, j in pairs
    )
    close = [(max(VALUES[chart[i][j]], 0), touch(places[i], places[j])) for i, j in pairs]
    assert named(book, "Ongkos_denah") == pytest.approx(cost)
    share = sum(value for value, beside in close if beside) / sum(value for value, _ in close)
    assert named(book, "Kedekatan_terpenuhi") == pytest.approx(share)
    assert named(book, "Pasangan_X") == named(book, "Tumpang_tindih") == 0
    assert not any(overlap(places[i], places[j]) for i, j in pairs)


@pytest.mark.parametrize(
    ("second", "letter", "told", "broken", "lapped"),
    [
        ((2, 0, 2, 2), "A", "OK", 0, 0),
        ((2, 0, 2, 2), "X", "Bersentuhan dengan ruang X", 1, 0),
        ((2, 2, 2, 2), "X", "OK", 0, 0),
        ((2.2, 0, 2, 2), "X", "OK", 0, 0),
        ((1, 1, 2, 2), "U", "Bertumpang tindih", 0, 1),
        ((0, 0, 2, 2), "U", "Bertumpang tindih", 0, 1),
        ((9, 0, 2, 2), "U", "Di luar lahan", 0, 0),
        ((-1, 0, 2, 2), "U", "X dan Y tidak boleh negatif", 0, 0),
        ((4, 0, 0, 2), "U", "Panjang dan lebar harus di atas 0", 0, 0),
        ((4, 0, None, 2), "U", "Belum diletakkan", 0, 0),
        ((4, 0, "dua", 2), "U", "Belum diletakkan", 0, 0),
        ((4, 0, 3, 2), "U", "Luas tidak sama dengan yang diminta", 0, 0),
    ],
)
def test_a_moved_room_is_judged(second: Any, letter: str, told: str, broken: int, lapped: int) -> None:
    book = opened(plan([room("A", 0, 0, 2, 2), room("B", *second)], pair(letter)))
    assert book["Tata Letak"]["M11"].value == told
    assert (named(book, "Pasangan_X"), named(book, "Tumpang_tindih")) == (broken, lapped)
    assert (book["Tata Letak"]["M7"].value == "OK") == (told == "OK")


@pytest.mark.parametrize(
    ("rooms", "letter", "told"),
    [
        ([room("A"), room("B")], "E", "OK"),
        ([room("A"), room("B")], "e", "OK"),
        ([room("A"), room("A")], "E", "Ruang tertulis dua kali"),
        ([room("A"), room("B", area=None)], "E", "Isi luas"),
        ([room("A"), room("B", area="luas")], "E", "Isi luas"),
        ([room("A"), room("B", area=0)], "E", "Luas harus di atas 0"),
        ([room("A"), room("B")], "Z", "Ada kode selain A E I O U X"),
    ],
)
@pytest.mark.parametrize("portable", [False, True])
def test_a_room_says_what_is_wrong_with_it(rooms: list[Row], letter: str, told: str, portable: bool) -> None:
    book = opened(plan(rooms, pair(letter, 1)), portable=portable)
    assert book["Ruang"]["H11"].value == told
    assert book["Ruang"]["D11"].value == ("#VALUE!" if letter == "Z" else 3)


def test_sixty_rooms_fill_the_tables() -> None:
    rooms = [room(f"R{n}") for n in range(60)]
    matrix = [["A" if j == i + 1 else None for j in range(60)] for i in range(60)]
    book = opened(plan(rooms, matrix))
    assert [book["Ruang"][f"D{row}"].value for row in (10, 11, 68, 69)] == [4, 8, 8, 4]
    assert book["Ruang"]["A7"].value == 60


def test_an_empty_workbook_asks_for_its_rows() -> None:
    book = opened({})
    assert book["Ruang"]["H7"].value == "Belum ada ruang"
    assert book["Tata Letak"]["M7"].value == "Belum ada tata letak"


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree(portable: bool) -> None:
    found = verify(example(portable=portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert found.checked["formualizer"] == found.formulas


@pytest.mark.libreoffice
def test_libreoffice_agrees() -> None:
    assert verify(example(portable=True), ["libreoffice"]).differences == []


# --- the buttons ------------------------------------------------------------------------------------------


def saved(tmp_path: Path, values: Row) -> Path:
    path = tmp_path / "ruang.xlsx"
    formats.build("closeness", values).save(path)
    return path


def test_the_proposal_is_written_drawn_and_the_same_again(tmp_path: Path) -> None:
    bare = [{**row, "x": None, "y": None, "length": None, "width": None} for row in data()["rooms"]]
    path = saved(tmp_path, {**data(), "rooms": bare})
    first = run_action(path, "propose_layout")
    assert first.changed and not first.problems
    sheet = openpyxl.load_workbook(path)["Tata Letak"]
    for row, wanted in enumerate(data()["rooms"], 10):
        assert [sheet.cell(row, column).value for column in range(3, 7)] == pytest.approx(
            [wanted[key] for key in ("x", "y", "length", "width")]
        )
    workbook = Workbook.open(path)
    assert "ruang 15" in boxes(workbook, "Denah", PLAN, at=AT)
    assert "pasangan 14-15" in boxes(workbook, "Diagram", CHART, at=AT)
    assert not run_action(path, "propose_layout").changed
    assert not run_action(path, "draw_layout").changed


def test_a_room_that_was_moved_is_drawn_where_it_is(tmp_path: Path) -> None:
    path = saved(tmp_path, plan([room("A", 0, 0, 2, 2), room("B", 5, 5, 2, 2), room("C")], []))
    with open_book(path) as book:
        result = draw_layout(book)
        book.save()
    assert result.problems and result.rows[0][0] == "C"
    drawn = boxes(Workbook.open(path), "Denah", PLAN, at=AT)
    assert drawn["ruang 2"].x == pytest.approx(drawn["lahan"].width / 2, abs=1)
    assert "ruang 3" not in drawn


def test_neighbours_that_cannot_be_kept_apart_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path, plan([room("A", area=50), room("B", area=50)], pair("X")))
    with open_book(path) as book:
        result = propose_layout(book)
    assert result.problems and result.rows == [("A dan B", "Dinilai X tetapi bersentuhan")]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (plan([], []), "Belum ada ruang"),
        (plan([room("A", area=0)], []), "Luas harus di atas 0"),
        (plan([room("A", area=101)], []), "lahan hanya 100 m²"),
        (plan([room("A")], [], inputs={"Panjang_lahan": None, "Lebar_lahan": 5}), "di atas 0"),
        (plan([room("A"), room("B")], pair("Z")), "ditemukan"),
    ],
)
def test_what_cannot_be_proposed_is_told_and_nothing_is_written(
    tmp_path: Path, values: Row, told: str
) -> None:
    with open_book(saved(tmp_path, values)) as book:
        result = propose_layout(book)
    assert result.problems and not result.changed and told in result.message


@pytest.mark.parametrize("flavour", ["", "portable/"])
def test_the_committed_workbook_shows_its_pictures(flavour: str) -> None:
    workbook = Workbook.open(ROOT / f"workbooks/{flavour}closeness.xlsx")
    assert "ruang 15" in boxes(workbook, "Denah", PLAN, at=AT)
    assert "pasangan 1-15" in boxes(workbook, "Diagram", CHART, at=AT)
