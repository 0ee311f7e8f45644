"""The three procedures: complete, sound, drawn as written, simulated; the draft's mistakes are found."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sop_books import Book

from templates.formats.sop_cover import ROLES
from templates.formats.sop_text import PARTS
from xl_addin import formats
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.tables import ListTable
from xl_addin.demo.sop import SopStory
from xl_addin.example_sop import MAIN, PROCEDURES, SopExample
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.runner import run_action
from xl_addin.sop.procedure import DECISION, Procedure

ROOT = Path(__file__).parents[1]
COMMITTED = {
    "aps": "examples/sop/aps.xlsx",
    "bsc": "examples/sop/bsc.xlsx",
    "pelanggan": "workbooks/sop.xlsx",
    "portabel": "workbooks/portable/sop.xlsx",
}
MEANS = {"aps": 6.8, "bsc": 55.1, "pelanggan": 3.9}
"""Mean lead time of each in working days, as its workbook shows it."""


@cache
def data(name: str) -> dict[str, Any]:
    return SopExample().procedure(name)


@pytest.fixture(params=PROCEDURES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(name: str, tmp_path: Path) -> Path:
    """A workbook of an example on which no button has been pressed."""
    path = tmp_path / f"{name}.xlsx"
    formats.build("sop", data(name)).save(path)
    return path


def procedure(path: Path) -> Procedure:
    with open_book(path) as book:
        return read_procedure(book)


def shapes(path: Path) -> list[str]:
    """The names of what is drawn on the sheet ``Diagram Alir``."""
    workbook = Workbook(Package.open(path))
    parts = [part for part in workbook.package.names() if re.fullmatch(r"xl/drawings/drawing\d+\.xml", part)]
    xml = "".join(workbook.package.xml(part) for part in parts)
    return re.findall(r'<xdr:cNvPr id="\d+" name="([^"]*)"', xml)


# --- complete ---------------------------------------------------------------------------------------------


def test_every_part_of_a_procedure_is_written(name: str) -> None:
    values = data(name)
    assert {section["part"] for section in values["sections"]} == set(PARTS)
    for part in PARTS:
        numbers = [section["number"] for section in values["sections"] if section["part"] == part]
        assert numbers == list(range(1, len(numbers) + 1)), part
    assert len(values["team"]) == len(ROLES)
    assert len(values["needs"]) >= 5
    assert {need["needs_sop"] for need in values["needs"]} == {"Ya", "Tidak"}
    assert any(need["needs_sop"] == "Ya" and not need["number"] for need in values["needs"])
    assert values["document"]["number"] in {need["number"] for need in values["needs"]}
    assert values["revisions"] and values["reviews"]


def test_every_step_says_who_with_what_and_how_long(name: str) -> None:
    steps = data(name)["steps"]
    assert 10 <= len(steps) <= 25
    for step in steps:
        assert all(step[field] for field in ("code", "activity", "actor", "document", "unit")), step["code"]
        assert step["low"] <= step["likely"] <= step["high"], step["code"]
    decisions = [step for step in steps if step["kind"] == DECISION]
    assert len(decisions) >= 4
    for step in decisions:
        assert step["activity"].endswith("?"), step["code"]
        assert sum(float(share) for share in step["shares"].split(";")) == 100
    assert [step["indicator"] for step in steps if step["indicator"]]


def test_the_signatures_stand_in_different_states() -> None:
    states = [tuple(approval["status"] for approval in data(name)["approvals"]) for name in PROCEDURES]
    assert states == [
        ("Disetujui", "Disetujui", "Menunggu"),
        ("Disetujui", "Dikembalikan", "Menunggu"),
        ("Disetujui",) * 3,
    ]


def test_the_deadlines_of_customer_handling_are_those_of_the_procedure() -> None:
    steps = {step["code"]: step["indicator"] for step in data(MAIN)["steps"]}
    assert [steps[code][-3:] for code in ("L08", "L10", "L14")] == ["H+1", "H+5", "H+2"]
    assert data(MAIN)["sop"]["promise"] == 1 + 5 + 2


# --- sound, drawn, simulated ------------------------------------------------------------------------------


def test_the_check_finds_nothing(file: Path) -> None:
    run_action(file, "draw_flow_chart")
    result = run_action(file, "check_sop")
    assert not result.problems, result.rows
    with open_book(file) as book:
        assert ListTable(book, "tbl_periksa", ("Temuan",)).records() == []


def test_the_diagram_is_what_is_written(file: Path) -> None:
    run_action(file, "draw_flow_chart")
    written = procedure(file)
    drawn = [name.rpartition("langkah ")[2] for name in shapes(file) if ": langkah " in name]
    assert drawn == [step.code for step in written.steps]
    branches = sum(len(links) for links in written.following if len(links) > 1)
    assert sum(": cabang " in name for name in shapes(file)) == branches
    assert not run_action(file, "draw_flow_chart").changed


def test_the_simulation_gives_the_same_mean_every_time(name: str, file: Path) -> None:
    run_action(file, "simulate_sop")
    found = Book(Package.open(file))
    mean = found["Rata_rata_selesai"]
    assert mean == pytest.approx(MEANS[name], abs=0.05)
    assert 0.9 <= found["Porsi_dalam_janji"] <= 1
    assert sum(found.column("tbl_sebaran", "Kasus")) == 1000
    assert sum(found.column("tbl_beban_pelaksana", "Porsi waktu")) == pytest.approx(1, abs=1e-5)
    assert not run_action(file, "simulate_sop").changed
    with open_book(file) as book:
        book.names["Simulasi_benih"].refers_to_range.value = 2
        book.save()
    run_action(file, "simulate_sop")
    other = Book(Package.open(file))["Rata_rata_selesai"]
    assert other != mean
    assert other == pytest.approx(mean, rel=0.1)


@pytest.mark.parametrize("name", COMMITTED, ids=str)
def test_the_committed_workbooks_show_the_whole_life(name: str) -> None:
    path = ROOT / COMMITTED[name]
    found = Book(Package.open(path))
    assert found["Periksa!A7"] == 0
    assert found["Rata_rata_selesai"] == pytest.approx(MEANS.get(name, MEANS[MAIN]), abs=0.05)
    assert found["Simulasi!H14"] == "OK"
    steps = found.column("tbl_langkah", "Kode")
    assert sum(": langkah " in shape for shape in shapes(path)) == len(steps)
    told = {"aps": "Menunggu: Disahkan", "bsc": "Dikembalikan"}
    assert found["Keadaan_SOP"] == told.get(name, "Berlaku")


# --- the story --------------------------------------------------------------------------------------------


def test_the_draft_has_only_the_mistakes_that_are_planted(tmp_path: Path) -> None:
    path = tmp_path / "draf.xlsx"
    formats.build("sop", SopExample().draft()).save(path)
    run_action(path, "draw_flow_chart")
    result = run_action(path, "check_sop")
    told = {str(row[1]) for row in result.rows}
    planted = SopExample().planted
    assert {fault["code"] for fault in planted["steps"]} <= told
    assert any(term in str(row) for row in result.rows for term in planted["terms"])
    consequences = {"L11"}  # nobody comes to the step that the decision forgets
    assert told - {fault["code"] for fault in planted["steps"]} - consequences <= {
        str(row[1]) for row in result.rows if any(term in str(row) for term in planted["terms"])
    }


def test_the_story_ends_with_a_procedure_in_force(tmp_path: Path) -> None:
    story = SopStory(tmp_path)
    steps = list(story.steps())
    assert len(steps) == 9
    ending = story.ending()
    assert (ending.state, ending.promise, ending.bottleneck) == ("Berlaku", 8, "Bagian penanganan")
    assert ending.findings[0] > len(SopExample().planted["steps"])
    assert ending.findings[1] == 0
    assert ending.mean == pytest.approx(MEANS[MAIN], abs=0.05)
    written = [file.name for step in steps for file in step.files]
    assert any(name.endswith(".docx") and "DRAF" not in name for name in written)
    assert "Daftar SOP.xlsx" in written
    found = Book(Package.open(story.workbook))
    assert found["Tanggal_berlaku"].date() == date(2027, 3, 15)
    assert found["Sosialisasi!G7"] == "OK"
