"""The process chart workbook: the paper's totals, sums by symbol, the charts as shapes, words for errors."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from xl_addin import formats
from xl_addin.actions.production_process_chart import draw_process_chart
from xl_addin.datafile import read_data
from xl_addin.headless import open_book
from xl_addin.ooxml.drawing import boxes
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.process_chart import NAME
from xl_addin.runner import run_action

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "production"
AT = (7, 1)
Row = dict[str, Any]


def data(as_paper: str = "Tidak", **more: Any) -> Row:
    return {**read_data(EXAMPLES / "process_chart.yaml"), "settings": {"as_paper": as_paper}, **more}


@cache
def example(as_paper: str = "Tidak") -> Package:
    return formats.build("process_chart", data(as_paper))


def opened(package: Package) -> Any:
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)


def step(**more: Any) -> Row:
    given = {"chart": "P", "code": "O-1", "symbol": "Operasi", "activity": "Potong", "machine_code": None}
    rest = {"machine": "Gergaji", "count": 1, "minutes": 4, "component": "Papan", "next": None}
    return {**given, **rest, **more}


def book(*steps: Row) -> Any:
    return opened(formats.build("process_chart", values(*steps)))


def values(*steps: Row) -> Row:
    return data(charts=[{"code": "P", "name": "Papan", "kind": "OPC"}], steps=list(steps))


# --- the paper --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "cell", "printed"),
    [
        *(("E01", "E10", 2), ("E02", "F10", 15), ("E03", "E11", 2), ("E04", "F11", 20), ("E05", "E12", 2)),
        *(("E06", "F12", 20), ("E07", "E13", 2), ("E08", "F13", 15), ("E11", "E15", 8), ("E12", "F15", 315)),
        *(("E13", "E16", 2), ("E14", "F16", 35), ("E16", "F17", 95)),
    ],
)
@pytest.mark.parametrize("as_paper", ["Ya", "Tidak"])
def test_the_totals_of_the_paper_are_reproduced(code: str, cell: str, printed: int, as_paper: str) -> None:
    assert opened(example(as_paper))["Ringkasan"][cell].value == printed, code


def test_the_paper_counts_steps_for_machines() -> None:
    shown = {setting: opened(example(setting))["Ringkasan"] for setting in ("Ya", "Tidak")}
    assert [shown["Ya"][cell].value for cell in ("E14", "E17")] == [11, 4]  # E09, E15 as printed
    assert [shown["Tidak"][cell].value for cell in ("E14", "E17")] == [16, 9]
    parts = sum(shown["Ya"][f"F{row}"].value for row in (15, 16, 17))
    assert (shown["Tidak"]["F14"].value, parts) == (435, 445)  # E10 is the sum of the three charts


def test_the_audit_lists_every_figure_and_its_cells_show_what_it_says() -> None:
    rows = yaml.safe_load((EXAMPLES / "audit_process_chart.yaml").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == [f"E{n:02d}" for n in range(1, 17)]
    sheet = opened(example())["Ringkasan"]
    for row in rows:
        value = sheet[row["cell"]].value
        assert (value == row["printed"]) == (row["verdict"] == "agrees"), row["id"]
        assert value == row.get("right", row["printed"]), row["id"]


# --- sums -------------------------------------------------------------------------------------------------


def test_steps_and_minutes_are_summed_by_symbol() -> None:
    symbols = ("Operasi", "Inspeksi", "Gabungan", "Transportasi", "Menunggu", "Penyimpanan")
    steps = [step(code=f"{n}", symbol=name, minutes=n) for n, name in enumerate(symbols, 1)]
    sheet = book(*steps, step(code="7", minutes=9, count=3), step(code="8", minutes=None))["Ringkasan"]
    assert [sheet.cell(10, column).value for column in range(4, 7)] == [8, 10, 30]
    assert [sheet.cell(10, column).value for column in range(7, 13)] == [3, 1, 1, 1, 1, 1]
    assert [sheet.cell(10, column).value for column in range(13, 19)] == [10, 2, 3, 4, 5, 6]
    assert sheet["S10"].value == pytest.approx(13 / 30)
    assert sheet["E7"].value == pytest.approx(480 / 30)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "OK"),
        ({"minutes": None}, "OK"),
        ({"minutes": 0}, "Menit harus di atas 0, atau kosong"),
        ({"minutes": -5}, "Menit harus di atas 0, atau kosong"),
        ({"minutes": "lama"}, "Menit harus angka"),
        ({"count": -1}, "Jumlah tidak boleh negatif"),
        ({"count": "dua"}, "Jumlah harus angka"),
        ({"symbol": "Bulat"}, "Pilih simbol"),
        ({"symbol": None}, "Pilih simbol"),
        ({"activity": None}, "Isi kegiatan"),
        ({"chart": None}, "Isi peta"),
        ({"chart": "Q"}, "Peta tidak ada di Ringkasan"),
        ({"next": "O-9"}, "Kode berikutnya tidak ada"),
        ({"next": "O-1"}, "Kode berikutnya tidak ada"),
    ],
)
def test_a_step_says_what_is_wrong_with_it(change: Row, told: str) -> None:
    found = book(step(**change), step(code="O-2"))
    assert found["Langkah"]["K10"].value == told
    if told != "OK":
        assert found["Langkah"]["K7"].value == "Ada langkah yang perlu diperiksa"


@pytest.mark.parametrize(("minutes", "shown"), [(0, "#NUM!"), (-5, "#NUM!"), ("lama", "#VALUE!"), (None, 4)])
def test_minutes_that_cannot_be_added_are_an_error_of_their_chart(minutes: Any, shown: Any) -> None:
    sheet = book(step(), step(code="O-2", minutes=minutes))["Ringkasan"]
    assert sheet["F10"].value == sheet["M10"].value == shown
    assert sheet["T10"].value == ("OK" if shown == 4 else "Periksa langkahnya")


def test_an_empty_workbook_asks_for_its_rows() -> None:
    found = opened(formats.build("process_chart"))
    assert found["Langkah"]["K7"].value == "Belum ada langkah"
    assert found["Ringkasan"]["S7"].value == "Belum ada peta"


# --- the charts -------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "peta.xlsx"
    example().save(path)
    return path


def test_every_step_is_a_shape_and_pressing_twice_changes_nothing(file: Path) -> None:
    first = run_action(file, "draw_process_chart")
    assert first.changed and not first.problems and "9 peta" in first.message
    names = set(boxes(Workbook.open(file), "Peta Proses", NAME, at=AT))
    for chart in data()["charts"]:
        count = sum(row["chart"] == chart["code"] for row in data()["steps"])
        assert {f"{chart['code']} langkah {n}" for n in range(1, count + 1)} <= names
    before = file.read_bytes()
    second = run_action(file, "draw_process_chart")
    assert not second.changed and file.read_bytes() == before


@pytest.mark.parametrize("flavour", ["", "portable/"])
def test_the_committed_workbook_shows_its_charts(flavour: str) -> None:
    workbook = Workbook.open(ROOT / f"workbooks/{flavour}process_chart.xlsx")
    assert "MPPC 2.2 langkah 14" in boxes(workbook, "Peta Proses", NAME, at=AT)


def test_steps_that_lead_nowhere_or_in_a_circle_are_told(tmp_path: Path) -> None:
    path = tmp_path / "peta.xlsx"
    circle = [step(), step(code="O-2", next="O-1"), step(code="O-3", next="O-7"), step(symbol="Bulat")]
    formats.build("process_chart", values(*circle)).save(path)
    with open_book(path) as found:
        result = draw_process_chart(found)
    assert result.changed and result.problems
    assert [row[1] for row in result.rows] == ["O-2", "O-3", "O-1"]
    assert "Langkah" in result.next_step


def test_a_workbook_without_steps_is_drawn_empty(tmp_path: Path) -> None:
    path = tmp_path / "peta.xlsx"
    formats.build("process_chart").save(path)
    with open_book(path) as found:
        assert "0 peta" in draw_process_chart(found).message
