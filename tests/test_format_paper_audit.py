"""The audit of the paper: every printed figure beside the recomputed one, and a verdict by formula."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from plan_book import Plan, differences

from templates.formats import paper_audit_values
from templates.formats.paper_audit_values import audit_values, figures, listed

NAME = "paper_audit"
WORDS = {
    "agrees": "Cocok",
    "rounding": "Pembulatan",
    "misprint": "Salah",
    "inconsistent": "Salah",
    "not reproduced": "Tanpa sumber",
}
PAPER = {  # figures that agree, are only rounded, are wrong, have no source
    "A": (15, 0, 4, 0),
    "B": (33, 2, 5, 0),
    "C": (1, 0, 3, 0),
    "D": (6, 0, 0, 6),
    "E": (13, 0, 3, 0),
    "F": (54, 15, 20, 0),
    "G": (12, 0, 0, 0),
    "H": (8, 0, 3, 5),
    "I": (43, 0, 50, 0),
    "K": (148, 6, 9, 0),
    "L": (45, 0, 55, 0),
    "M": (11, 2, 2, 2),
}


@cache
def values() -> dict[str, Any]:
    return audit_values()


@cache
def book() -> Plan:
    return Plan(NAME, values())


def row(**changes: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("stated", "right", "setting", "place", "note"))
    given = {"id": "A01", "section": "A", "figure": "Tanah", "printed": 10, "digits": 0, "recomputed": 10}
    return {**empty, **given, **changes}


def plan(*rows: dict[str, Any]) -> Plan:
    return Plan(NAME, {"sections": [{"code": "A", "title": "Tanah"}], "rows": list(rows)})


def shown(**changes: Any) -> dict[str, Any]:
    return plan(row(**changes)).rows("tbl_angka")[0]


# --- the paper --------------------------------------------------------------------------------------------


def test_every_figure_has_the_verdict_that_it_should() -> None:
    wanted = {(one["id"], one["figure"]): one["verdict"] for name in listed() for one in figures(name)}
    found = {(one["ID"], one["Besaran"]): one["Hasil"] for one in book().rows("tbl_angka")}
    wrong = {key: found.get(key) for key, verdict in wanted.items() if found.get(key) != WORDS[verdict]}
    assert wrong == {}
    assert len(found) == len(wanted)


def test_the_lists_hold_nothing_that_is_not_read() -> None:
    known = {"id", "figure", "printed", "digits", "setting", "verdict", "right", "note"}
    known |= {"source", "stated", "formula", "name", "sheet", "cell"}
    strange = {
        (one["id"], *(set(one) - known)) for name in listed() for one in figures(name) if set(one) - known
    }
    assert strange == set(), "a note with a comma is written in quotes"


def test_no_figure_of_a_section_is_missing() -> None:
    sections = book().rows("tbl_bagian")
    found = {
        one["Bagian"]: tuple(one[word] for word in ("Cocok", "Pembulatan", "Salah", "Tanpa sumber"))
        for one in sections
    }
    assert found == {code: PAPER[code] for code in found}
    assert set("ABCDEFGHIM") <= set(found)
    assert [one["Angka"] for one in sections] == [sum(PAPER[code]) for code in found]
    assert {one["Periksa"] for one in sections} == {"OK"}


def test_the_figures_on_top_are_those_of_the_rows() -> None:
    rows = book().rows("tbl_angka")
    counts = Counter(one["Hasil"] for one in rows)
    assert book()["Angka_diperiksa"] == len(rows)
    assert (book()["Angka_cocok"], book()["Angka_salah"]) == (counts["Cocok"], counts["Salah"])
    assert book()["Audit!J7"] == 581 - len(rows)
    assert {book()["Audit!N7"], book()["Ringkasan!I7"], *(one["Periksa"] for one in rows)} == {"OK"}


@pytest.mark.parametrize(
    ("figure", "recomputed", "right"),
    [
        ("C01", 225_800_000, 225_800_000),
        ("B19", 163_377_206.85, 182_939_671.85),  # cut; the right fixed cost is higher
        ("A11", 19_500_000_000, 19_500_000),  # of the wage that is printed
        ("D03", 2516053871.1 / (8633 - 2271), None),
        ("I31", 18, 18),
    ],
)
def test_values_are_those_of_the_workbooks(figure: str, recomputed: float, right: float | None) -> None:
    one = next(one for one in book().rows("tbl_angka") if one["ID"] == figure)
    assert one["Dihitung ulang"] == pytest.approx(recomputed, rel=1e-9)
    assert right is None or one["Cara yang benar"] == pytest.approx(right, rel=1e-9)


def test_an_input_that_nothing_explains_is_not_repeated_as_recomputed() -> None:
    found = {one["ID"]: one for one in book().rows("tbl_angka")}
    for figure in ("M02", "H13", "D01"):
        one = found[figure]
        assert (one["Dihitung ulang"], one["Cara yang benar"]) == (None, None), figure
        assert one["Rumus makalah"] == "tidak ada"
    assert found["D02"]["Dihitung ulang"] == pytest.approx(45.16)


def test_a_recomputed_value_that_changes_changes_the_verdict() -> None:
    rows = [{**one, "recomputed": 1} if one["id"] == "G11" else one for one in values()["rows"]]
    found = {one["ID"]: one["Hasil"] for one in Plan(NAME, {**values(), "rows": rows}).rows("tbl_angka")}
    assert (found["G10"], found["G11"]) == ("Cocok", "Salah")


# --- lists of figures -------------------------------------------------------------------------------------


def test_a_new_list_is_found_and_one_without_its_format_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = paper_audit_values.EXAMPLES
    for name in ("paper_audit", "floor_area"):
        shutil.copy(examples / f"{name}.yaml", tmp_path)
    place = "sheet: Ruang, cell: J11, setting: Tidak, verdict: agrees"
    one = f"- {{id: Z01, figure: Ruang Manajer, printed: 18.0, {place}}}\n"
    (tmp_path / "audit_floor_area.yaml").write_text(one, encoding="utf-8")
    (tmp_path / "audit_kiln.yaml").write_text(one.replace("Z01", "Y01"), encoding="utf-8")
    monkeypatch.setattr(paper_audit_values, "EXAMPLES", tmp_path)
    found = audit_values()
    assert [(each["id"], each["recomputed"], each["digits"]) for each in found["rows"]] == [("Z01", 18, 1)]
    assert found["sections"] == [{"code": "Z", "title": "Bagian Z"}]


# --- the verdict, whatever is typed -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "digits", "recomputed", "verdict"),
    [
        (10, 0, 10.4999, "Cocok"),
        (10, 0, 10.85, "Pembulatan"),  # cut
        (11, 0, 10.2, "Pembulatan"),  # rounded up
        (11, 0, 12, "Salah"),
        (0.15, 2, 0.1566982, "Pembulatan"),
        (0.16, 2, 0.1566982, "Cocok"),
        (33.34, 2, 100 / 3, "Pembulatan"),
        (2.35, 2, 2.36, "Salah"),  # a whole digit away, though 2.36 - 2.35 is a little less than 0.01
        (-3.5, 1, -3.45, "Cocok"),
        (-3.5, 1, 3.5, "Salah"),
        (0, 2, 300, "Salah"),
        (None, 0, 10, None),
        ("sepuluh", 0, 10, None),
    ],
)
def test_the_verdict(printed: float, digits: int, recomputed: float, verdict: str | None) -> None:
    found = shown(printed=printed, digits=digits, recomputed=recomputed)["Hasil"]
    assert (found or None) == verdict


def test_a_figure_without_a_formula_has_no_source() -> None:
    one = shown(stated="tidak ada", recomputed=None)
    assert (one["Hasil"], one["Periksa"], one["Selisih"] or None) == ("Tanpa sumber", "OK", None)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({}, "OK"),
        ({"id": None}, "Isi ID"),
        ({"section": "X"}, "Bagian tidak dikenal"),
        ({"printed": "sepuluh"}, "Ada teks, bukan angka"),
        ({"printed": None}, "Isi angka dan desimal"),
        ({"recomputed": None}, "Isi hasil hitung ulang"),
    ],
)
def test_a_bad_row_is_told(changes: dict[str, Any], check: str) -> None:
    assert shown(**changes)["Periksa"] == check


def test_a_figure_given_twice_and_a_row_without_verdict_are_told() -> None:
    found = plan(row(), row(), row(id="A02", recomputed=None))
    assert [one["Periksa"] for one in found.rows("tbl_angka")][:2] == ["Angka ganda"] * 2
    assert found["Audit!N7"] == "Ada 3 baris yang perlu diperiksa"
    assert found.rows("tbl_bagian")[0]["Periksa"] == "Ada angka tanpa hasil"


def test_an_empty_workbook_is_silent() -> None:
    empty = Plan(NAME, {})
    assert (empty["Audit!N7"], empty["Ringkasan!I7"]) == ("Belum ada angka", "Belum ada angka")
    assert {one["Periksa"] or "" for one in empty.rows("tbl_angka")} == {""}
    assert {one["Hasil"] or "" for one in empty.rows("tbl_angka")} == {""}


def test_engines_agree() -> None:
    some = {**values(), "rows": values()["rows"][::8]}  # each row looks through all: formulas takes minutes
    assert differences(NAME, some, portable=True) == []
