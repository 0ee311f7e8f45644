"""A company's own SWOT workbook, whatever its layout: what is clear is read, the rest is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from swot_books import set_issues, tab, weigh, write_swot

from xl_addin import formats
from xl_addin.actions import split_issues
from xl_addin.actions.adopt import Adoption, adopt
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ooxml.workbook import Workbook

TABS = ("strength", "weakness", "opportunity", "threat")


def write(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def four_tabs(headings: list[str]) -> dict[str, list[list[Any]]]:
    names = ("Kekuatan", "Kelemahan", "Peluang", "Ancaman")
    return {name: [headings, [1, f"Isu {name}", "PPC", 5, 3]] for name in names}


def told(found: Adoption) -> dict[str, str]:
    return {difference.address: difference.note for difference in found.differences}


def test_four_tabs_with_titles_totals_and_signatures(tmp_path):
    head = [["PT Mebel Nusantara"], ["Analisis SWOT, Rencana Tahun 2027"], []]
    headings = ["No", "Isu", "Departemen", "Bobot", "Rating", "Score"]
    rows = [[1, "Merek kuat", "Marketing", 0.6, 4, "=D5*E5"], [2, "Pabrik luas", "Produksi", "0,4", "3"]]
    end = [["Total", None, None, "=SUM(D5:D6)"], [], [], [], [None, "Dibuat oleh", None, "Disetujui oleh"]]
    path = write(
        tmp_path / "a.xlsx",
        {"Tab Kekuatan": [*head, headings, *rows, *end], "W": [headings[1:5], ["Mesin tua", "PPC", 1, 2]]},
    )
    found = adopt(path)
    assert found.data["strength"] == [
        {"code": "S01", "issue": "Merek kuat", "department": "Marketing", "weight": 0.6, "rating": 4.0},
        {"code": "S02", "issue": "Pabrik luas", "department": "Produksi", "weight": 0.4, "rating": 3.0},
    ]
    assert [row["issue"] for row in found.data["weakness"]] == ["Mesin tua"]
    assert (found.data["company"], found.data["year"]) == ({"name": "PT Mebel Nusantara"}, 2027)
    assert found.data["departments"] == ["Marketing", "Produksi", "PPC"]
    assert told(found)["Tab Kekuatan!A7"] == "a total; the format calculates it"
    assert told(found)["Tab Kekuatan!B11"] == "below the list; left out"


def test_a_heading_of_another_name_or_with_a_slip_is_taken_and_told(tmp_path):
    found = adopt(write(tmp_path / "a.xlsx", four_tabs(["No", "Issue", "Dept.", "Weight", "Ratting"])))
    assert found.data["threat"] == [
        {"code": "T01", "issue": "Isu Ancaman", "department": "PPC", "weight": 5.0, "rating": 3.0}
    ]
    notes = told(found)
    assert notes["Ancaman!B1"] == "another name"
    assert notes["Ancaman!E1"] == "92% alike"
    assert found.questions == []


def test_a_doubtful_column_is_asked_about_and_an_answer_settles_it(tmp_path):
    path = write(tmp_path / "a.xlsx", four_tabs(["No", "Isu", "Departemen", "Bobotnya isu", "Rating"]))
    found = adopt(path)
    question = next(q for q in found.questions if q.sheet == "Kekuatan")
    assert (question.address, question.found) == ("Kekuatan!D1", "Bobotnya isu")
    assert found.data["strength"][0]["weight"] is None
    answers = {f"{name}!D1": "Bobot" for name in ("Kekuatan", "Kelemahan", "Peluang", "Ancaman")}
    settled = adopt(path, answers=answers)
    assert [settled.data[name][0]["weight"] for name in TABS] == [5.0] * 4
    assert settled.questions == []
    assert adopt(path, answers=dict.fromkeys(answers, "-")).questions == []
    with pytest.raises(LembarError, match="Berat"):
        adopt(path, answers={"Kekuatan!D1": "Berat"})


def test_one_list_with_a_category_column_and_merged_cells(tmp_path):
    rows = [
        ["Stakeholder", "Kebutuhan dan Harapan", "Isu", "Faktor", "Sumber", "Kategori"],
        ["Pelanggan", "Mutu", "Merek kuat", "Internal: Pemasaran", "Marketing · Survei", "Strength"],
        [None, "Harga", "Impor murah", "Eksternal: Pesaing", "Rapat", "ancaman"],
        ["Karyawan", "Upah", "Isu aneh", "Internal: SDM", "Rapat", "?"],
    ]
    path = write(tmp_path / "a.xlsx", {"Daftar": rows})
    book = openpyxl.load_workbook(path)
    book["Daftar"].merge_cells("A2:A3")
    book.save(path)
    found = adopt(path)
    assert [issue["category"] for issue in found.data["issues"]] == ["S", "T", "?"]
    assert found.data["issues"][1]["stakeholder"] == "Pelanggan"
    assert found.data["issues"][0]["source"] == "Marketing · Survei"
    assert [len(found.data[name]) for name in TABS] == [1, 0, 0, 1]
    assert told(found)["Daftar!C4"].startswith("no category S, W, O or T")


def test_a_list_and_tabs_are_joined_and_contradictions_told(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        {
            "Daftar Isu": [
                ["Stakeholders", "Isu", "Tinjauan Faktor", "Sumber Isu", "Kategori SWOT"],
                ["Pelanggan", "Merek kuat", "Internal: Pemasaran", "Survei", "S"],
                ["Pelanggan", "Mesin tua", "Internal: Teknologi", "Audit", "W"],
            ],
            "Strength": [
                ["Kode", "Isu", "Departemen", "Bobot", "Rating"],
                ["S07", "merek KUAT", "Marketing", 3, 4],
            ],
            "Threat": [["Isu", "Bobot", "Rating"], ["Mesin tua", 2, 1], ["Hanya di tab", 1, "tinggi"]],
        },
    )
    found = adopt(path)
    assert found.data["strength"] == [
        {"code": "S07", "issue": "Merek kuat", "department": "Marketing", "weight": 3.0, "rating": 4.0}
    ]
    assert found.data["weakness"][0]["weight"] == 2.0
    assert [row["issue"] for row in found.data["threat"]] == ["Hanya di tab"]
    assert found.data["issues"][0]["source"] == "Marketing · Survei"
    assert told(found)["Threat!A2"] == "category T here, W elsewhere, which was taken"
    assert told(found)["Threat!A3"] == "rating is no number; left blank"


def test_four_blocks_on_one_sheet_under_their_titles(tmp_path):
    rows: list[list[Any]] = []
    for title in ("STRENGTH", "Kelemahan (Weakness)", "Opportunity", "THREAT"):
        rows += [[title], ["Isu", "Bobot", "Rating"], [f"Isu {title}", 1, 2], ["Jumlah", 1], []]
    found = adopt(write(tmp_path / "a.xlsx", {"SWOT": rows}))
    assert [[row["issue"] for row in found.data[name]] for name in TABS] == [
        ["Isu STRENGTH"], ["Isu Kelemahan (Weakness)"], ["Isu Opportunity"], ["Isu THREAT"]
    ]  # fmt: skip


def test_the_tables_of_ifas_and_efas_with_categories_between_the_rows(tmp_path):
    head = ["No", "Isu", "Bobot", "Peringkat", "Skor"]
    ifas = [
        head,
        ["A.", "KEKUATAN"],
        [1, "Mesin baru", 0.6, 4],
        ["B.", "Kelemahan"],
        [1, "Gudang sempit", 0.4, 2],
    ]
    efas = [head, [None, "Peluang (Opportunity)"], [1, "Peluang ekspor", 1, 3], [None, "Total", 1]]
    found = adopt(write(tmp_path / "a.xlsx", {"IFAS": ifas, "EFAS": efas}))
    assert [[(row["issue"], row["rating"]) for row in found.data[name]] for name in TABS] == [
        [("Mesin baru", 4.0)], [("Gudang sempit", 2.0)], [("Peluang ekspor", 3.0)], []
    ]  # fmt: skip
    assert told(found)["IFAS!A4"] == "the category of the rows below"


def test_the_column_may_be_called_by_the_category(tmp_path):
    sheets = {
        "Lembar 1": [["Kekuatan", "Bobot", "Rating"], ["Merek", 1, 4]],
        "Lembar 2": [["Ancaman", "Bobot", "Rating"], ["Impor", 2, 3]],
    }
    found = adopt(write(tmp_path / "a.xlsx", sheets))
    assert [[row["issue"] for row in found.data[name]] for name in TABS] == [["Merek"], [], [], ["Impor"]]


def test_a_tab_that_is_not_weighted_yet_is_read_and_a_matrix_is_not(tmp_path):
    sheets = {
        "Peluang": [["No", "Isu"], [1, "Pasar baru"]],
        "Matriks": [["Kode", "Isu"], ["O1", "Pasar baru"]],
    }
    found = adopt(write(tmp_path / "a.xlsx", sheets))
    assert [row["issue"] for row in found.data["opportunity"]] == ["Pasar baru"]
    assert told(found)["Matriks!"] == "no list of issues found; sheet not read"


def test_nothing_is_dropped_in_silence(tmp_path):
    sheets = four_tabs(["No", "Isu", "Departemen", "Bobot", "Rating"])
    sheets["Kekuatan"][0].append("Catatan direksi")
    sheets["Kekuatan"].append([None, None, "SDM", 4, 4])
    sheets["Grafik"] = [["x", 1], ["y", 2]]
    notes = told(adopt(write(tmp_path / "a.xlsx", sheets)))
    assert notes["Kekuatan!F1"] == "column not understood; its cells were left out"
    assert notes["Kekuatan!C3"] == "a row without an issue; left out"
    assert notes["Grafik!"] == "no list of issues found; sheet not read"


def test_only_a_share_of_weight_is_taken_as_the_weight(tmp_path):
    sheets = {"Strength": [["Isu", "Bobot (%)", "Rating"], ["A", "60%", 4], ["B", 0.4, 3]]}
    found = adopt(write(tmp_path / "a.xlsx", sheets))
    assert [row["weight"] for row in found.data["strength"]] == [0.6, 0.4]


def test_the_data_renders_into_the_format(tmp_path):
    path = write(tmp_path / "lama.xlsx", four_tabs(["No", "Isu", "Departemen", "Bobot", "Rating"]))
    before = path.read_bytes()
    formats.build("swot", adopt(path).data).save(tmp_path / "baru.xlsx")
    assert path.read_bytes() == before
    with open_book(tmp_path / "baru.xlsx") as book:
        assert book.sheets["Strength"]["A10:G10"].value == ["S01", "Isu Kekuatan", "PPC", 5.0, 3.0, 1.0, 3.0]


def test_our_own_workbook_comes_back_whole(tmp_path):
    path = write_swot(tmp_path / "swot.xlsx")
    with open_book(path) as book:
        set_issues(book, [("PPC", "A", "S"), ("SDM", "B", "W"), ("PPC", "C", "O")])
        split_issues(book)
        weigh(book, "S", {"A": (2, 3)})
        set_issues(book, [("PPC", "A", "S"), ("SDM", "B", "W")])
        split_issues(book)  # C is in the archive now, and stays there
        rows = {letter: tab(book, letter) for letter in "SWOT"}
        book.save()
    found = adopt(path)
    for letter, name in zip("SWOT", TABS, strict=True):
        assert [
            (r["code"], r["issue"], r["department"], r["weight"], r["rating"]) for r in found.data[name]
        ] == [tuple(row.values()) for row in rows[letter]]
    assert found.data["issues"][0]["source"] == "PPC · Rapat"
    assert found.questions == []


@pytest.mark.parametrize(
    ("sheets", "format", "told_in"),
    [({"A": [["x", "y"], [1, 2]]}, "swot", "No list"), ({"A": [["x"]]}, "bsc", "no format bsc")],
)
def test_what_cannot_be_adopted_is_refused(tmp_path, sheets, format, told_in):
    path = write(tmp_path / "a.xlsx", sheets)
    with pytest.raises(LembarError) as error:
        adopt(path, format)
    assert told_in in error.value.english()


def test_a_damaged_file_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"bukan")
    with pytest.raises(LembarError, match="bukan berkas Excel"):
        adopt(tmp_path / "a.xlsx")


def test_the_workbook_is_only_read(tmp_path):
    path = write(tmp_path / "a.xlsx", four_tabs(["No", "Isu", "Departemen", "Bobot", "Rating"]))
    path.with_name("~$a.xlsx").write_text("")  # open in Excel: reading is still fine
    assert adopt(path).data["issues"]
    assert Workbook.open(path).sheets
