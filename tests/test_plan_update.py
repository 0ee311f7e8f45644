"""A change of one planning workbook reaches those that take numbers from it, through one button."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from templates.formats.production_books import EXAMPLES
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

SET = ("location", "economics")


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return {name: formats.build(name, read_data(EXAMPLES / f"{name}.yaml")).to_bytes() for name in SET}


@pytest.fixture
def folder(tmp_path: Path, built: dict[str, bytes]) -> Path:
    for name, content in built.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    (tmp_path / "catatan.txt").write_text("lain", encoding="utf-8")
    return tmp_path


def shown(path: Path, name: str) -> object:
    with open_book(path) as book:
        return book.names[name].refers_to_range.value


def type_into(path: Path, name: str, value: object) -> None:
    with open_book(path) as book:
        book.names[name].refers_to_range.value = value
        book.app.calculate()
        book.save()


def test_a_changed_cost_reaches_the_economics(folder: Path) -> None:
    economics, location = folder / "economics.xlsx", folder / "location.xlsx"
    run_action(economics, "update_plan")
    before = shown(economics, "Biaya_tetap")
    type_into(location, "Pajak", 0.10)
    result = run_action(economics, "update_plan")
    after = shown(economics, "Biaya_tetap")
    assert after == pytest.approx(shown(location, "Biaya_tetap"))
    assert after > before
    told = {row[1]: row[2:4] for row in result.rows if row[0] == "economics.xlsx" and row[3] is not None}
    assert told["Biaya_tetap"] == pytest.approx((before, after))


def test_pressed_in_a_source_it_saves_the_others_and_keeps_what_they_were(folder: Path) -> None:
    economics = folder / "economics.xlsx"
    type_into(folder / "location.xlsx", "Pajak", 0.10)
    old = economics.read_bytes()
    result = run_action(folder / "location.xlsx", "update_plan")
    assert economics in result.files
    assert (folder / "economics.sebelum.xlsx").read_bytes() == old
    assert shown(economics, "Biaya_tetap") == pytest.approx(shown(folder / "location.xlsx", "Biaya_tetap"))


def test_twice_changes_nothing(folder: Path) -> None:
    run_action(folder / "economics.xlsx", "update_plan")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run_action(folder / "economics.xlsx", "update_plan")
    assert not result.changed
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_is_missing_is_told_and_keeps_its_value(folder: Path) -> None:
    type_into(folder / "economics.xlsx", "Ramalan_tahun", 777)
    result = run_action(folder / "economics.xlsx", "update_plan")
    assert result.problems
    assert ("economics.xlsx", "Ramalan_tahun") in {row[:2] for row in result.rows}
    assert "forecasting tidak ada" in " ".join(str(row[4]) for row in result.rows)
    assert shown(folder / "economics.xlsx", "Ramalan_tahun") == 777


def test_a_workbook_that_is_open_or_damaged_is_told_and_stays(folder: Path) -> None:
    economics = folder / "economics.xlsx"
    type_into(folder / "location.xlsx", "Pajak", 0.10)
    (folder / "~$economics.xlsx").write_bytes(b"")
    (folder / "rusak.xlsx").write_bytes(b"bukan zip")
    before = economics.read_bytes()
    result = run_action(folder / "location.xlsx", "update_plan")
    assert economics.read_bytes() == before
    assert {"economics.xlsx", "rusak.xlsx"} <= {row[0] for row in result.rows}


def test_a_circle_is_refused(folder: Path) -> None:
    with open_book(folder / "location.xlsx") as book:
        body = book.sheets["Data"].tables["tbl_masukan"].data_body_range
        assert body is not None
        body[0, 3].value, body[0, 4].value = "economics", "Biaya_tetap"
        book.save()
    with pytest.raises(LembarError) as caught:
        run_action(folder / "economics.xlsx", "update_plan")
    assert caught.value.key == "circular_plan"


def test_a_new_set_is_linked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xl_addin.cli", "new", "production", "-o", tmp_path / "set"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {path.stem for path in (tmp_path / "set").iterdir()} == set(formats.SETS["production"])
    result = run_action(tmp_path / "set" / "economics.xlsx", "update_plan")
    assert all("tidak ada di folder" not in str(row[4]) for row in result.rows)
    assert all("nama" not in str(row[4]) for row in result.rows)
