"""The button Simulasikan SOP: what it writes on the sheet, when it refuses, and that it repeats itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sop_order_book import procedure, step, write_sop

from xl_addin.actions import Result
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.sop_simulate import simulate_sop
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action
from xl_addin.sop.simulation import Plan, simulate


def table(file: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table that are not blank, as they were calculated."""
    for sheet in openpyxl.load_workbook(file, data_only=True):
        if name in sheet.tables:
            heads, *body = sheet[sheet.tables[name].ref]
            rows = [{h.value: c.value for h, c in zip(heads, row, strict=True)} for row in body]
            return [row for row in rows if any(value not in (None, "") for value in row.values())]
    raise KeyError(name)


def numbers(file: Path) -> dict[str, Any]:
    return {row["Ukuran"]: row["Nilai"] for row in table(file, "tbl_simulasi")}


def settings(**given: Any) -> dict[str, Any]:
    return {"simulation_settings": procedure()["simulation_settings"] | given}


def press(file: Path) -> Result:
    return run_action(file, "simulate_sop")


def test_what_is_written_is_what_the_simulation_gives(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx")
    result = press(file)
    with open_book(file) as book:
        outcome = simulate(read_procedure(book), Plan(400, 5, None, 1))
    found = numbers(file)
    assert found["Rata-rata"] == pytest.approx(outcome.mean / 480, abs=1e-6)
    assert found["Persentil 90"] == pytest.approx(outcome.percentile(90) / 480, abs=1e-6)
    assert found["Dalam janji"] == outcome.on_time == 1
    assert (found["Menunggu per kasus"], found["Banyaknya kasus"], found["Benih acak"]) == (0, 400, 5)
    bars = table(file, "tbl_sebaran")
    assert sum(bar["Kasus"] for bar in bars) == 400
    assert sum(bar["Porsi"] for bar in bars) == pytest.approx(1)
    assert [bar["Lewat janji"] for bar in bars] == [0] * len(bars)
    loads = {row["Pelaksana"]: row for row in table(file, "tbl_beban_pelaksana")}
    assert set(loads) == {"Penjualan", "PPC"}
    assert loads["PPC"]["Hambatan"] == "Ya" and loads["PPC"]["Utilisasi"] is None
    assert result.changed and not result.problems
    assert result.message.startswith("400 kasus: rata-rata 0,") and "100% dalam janji H+1" in result.message


def test_bars_tell_how_many_cases_break_the_promise(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx", sop=procedure()["sop"] | {"promise": 0})
    press(file)
    bars, kept = table(file, "tbl_sebaran"), numbers(file)["Dalam janji"]
    assert 0 < kept < 1
    assert sum(bar["Lewat janji"] for bar in bars) == round(400 * (1 - kept))
    assert sum(bar["Sampai janji"] for bar in bars) == round(400 * kept)
    assert any(bar["Lewat janji"] and bar["Sampai janji"] for bar in bars), (
        "it depends on the hour of arrival"
    )


def test_pressing_again_changes_nothing(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx", **settings(arrivals=12))
    press(file)
    before = file.read_bytes()
    again = press(file)
    assert not again.changed and "Tidak ada angka yang berubah." in again.message
    assert file.read_bytes() == before


def test_arrivals_bring_queues_and_utilisation(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx", **settings(arrivals=5, runs=2000))
    assert not press(file).problems
    loads = {row["Pelaksana"]: row for row in table(file, "tbl_beban_pelaksana")}
    assert numbers(file)["Menunggu per kasus"] == pytest.approx(
        sum(row["Menunggu"] for row in loads.values()), abs=1e-5
    )
    assert numbers(file)["Menunggu per kasus"] > 0
    assert loads["PPC"]["Utilisasi"] == pytest.approx(5 * 150 / 960, rel=0.06)  # (1 + 4 x 2 + 6)/6 hours each


@pytest.mark.parametrize(
    ("arrivals", "told"), [(8, "Kelebihan beban: 2 orang; paling sedikit perlu 3"), (6, "Hampir penuh")]
)
def test_a_full_desk_is_told(tmp_path: Path, arrivals: float, told: str) -> None:
    file = write_sop(tmp_path / "sop.xlsx", **settings(arrivals=arrivals))
    result = press(file)
    assert result.problems and result.rows[0][0] == "PPC" and str(result.rows[0][2]).startswith(told)
    overloaded = arrivals == 8
    assert ("Rata-rata" in numbers(file)) != overloaded, "no average of a queue that only grows"
    assert ("Kelebihan beban: PPC" in numbers(file)) == overloaded
    assert bool(table(file, "tbl_sebaran")) != overloaded


def test_a_broken_procedure_is_refused_and_the_last_numbers_stay(tmp_path: Path) -> None:
    file = write_sop(tmp_path / "sop.xlsx")
    press(file)
    before = numbers(file)
    with open_book(file) as book:
        steps = ListTable(book, "tbl_langkah", ("Kode", "Berikutnya"))
        steps.fill(
            "Berikutnya", ["L77" if row["Kode"] == "L04" else row["Berikutnya"] for row in steps.records()]
        )
        book.save()
    result = press(file)
    assert not result.changed and result.problems
    assert result.rows == [("L04", "Langkah berikutnya L77 tidak ada")]
    assert numbers(file) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Simulasi_jumlah", 0),
        ("Simulasi_jumlah", 1.5),
        ("Simulasi_benih", "satu"),
        ("Simulasi_kedatangan", -1),
    ],
)
def test_a_setting_that_is_none_is_refused_with_its_cell(tmp_path: Path, name: str, value: object) -> None:
    with open_book(write_sop(tmp_path / "sop.xlsx")) as book:
        cell = book.names[name].refers_to_range
        cell.value = value
        with pytest.raises(LembarError) as caught:
            simulate_sop(book)
        assert caught.value.facts()["cell"] == cell.get_address(False, False)
    assert caught.value.facts()["sheet"] == "Simulasi" and str(value) in str(caught.value)


def test_an_empty_workbook_is_told_what_is_missing(tmp_path: Path) -> None:
    result = press(
        write_sop(
            tmp_path / "sop.xlsx",
            steps=[step()],
            actors=[{"name": None, "position": None, "people": None, "outside": None}],
        )
    )
    assert result.problems and "tepat satu langkah Mulai" in str(result.rows[0][1])
