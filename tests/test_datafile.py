"""Data from the files that people have, Indonesian Excel's CSV among them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.datafile import read_csv, read_data
from xl_addin.errors import LembarError

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\n1.234,56;0,5\n", [{"a": 1234.56, "b": 0.5}]),
        ("a,b\n1.5,2\n", [{"a": 1.5, "b": 2}]),
        ("a\tb\n1\t2\n", [{"a": 1, "b": 2}]),
        ("a;b\n0812;-3\n", [{"a": "0812", "b": -3}]),
        ("a;b\n31/12/2026;2026-01-02\n", [{"a": date(2026, 12, 31), "b": date(2026, 1, 2)}]),
        ("a;b\n;  \n", [{"a": None, "b": None}]),
        ('a;b\n"x; y";"baris\nbaru"\n', [{"a": "x; y", "b": "baris\nbaru"}]),
        ("a;b\n31/02/2026;1.23\n", [{"a": "31/02/2026", "b": "1.23"}]),
        ("a;b\n=1+1;@x\n", [{"a": "=1+1", "b": "@x"}]),
    ],
)
def test_csv_cells_are_what_a_planner_means(text: str, expected: list[dict[str, Any]]) -> None:
    assert read_csv(text) == expected


@given(st.lists(st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6).map(lambda x: round(x, 4)), min_size=1))
def test_numbers_written_the_indonesian_way_come_back(numbers: list[float]) -> None:
    lines = "\n".join(
        f"x;{number:,}".translate(str.maketrans(",.", ".,")) for number in numbers if abs(number) >= 1e-4
    )
    assert [record["b"] for record in read_csv(f"a;b\n{lines}\n")] == [n for n in numbers if abs(n) >= 1e-4]


def test_every_kind_of_file_gives_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_bytes("Kode;Nilai\nA;1,5\n".encode("utf-8-sig"))
    (tmp_path / "d.json").write_text('[{"Kode": "A", "Nilai": 1.5}]', encoding="utf-8")
    (tmp_path / "d.yaml").write_text("rows:\n- {Kode: A, Nilai: 1.5}\n", encoding="utf-8")
    for name in ("d.csv", "d.json", "d.yaml"):
        assert read_data(tmp_path / name) == {"rows": [{"Kode": "A", "Nilai": 1.5}]}


def test_a_workbook_gives_its_tables_and_named_cells() -> None:
    found = read_data(ROOT / "workbooks" / "swot.xlsx")
    assert found["Posisi"] == "Expansion"
    assert found["Tanggal_acuan"] == date(2026, 11, 2)
    assert len(found["tbl_strength"]) == 12
    assert found["tbl_strength"][0]["Kode"] == "S01"
    assert found["tbl_strength"][0]["% Bobot"] == pytest.approx(6 / 80)
    assert found["tbl_pengembalian"] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "a: [1,"),
        ("a.json", "{"),
        ("a.yaml", "hanya teks"),
        ("a.yaml", "a: !!python/object/apply:os.system [x]"),
        ("a.csv", 'a;b\n"x;y\n'),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_file(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LembarError) as caught:
        read_data(tmp_path / name)
    assert caught.value.key == "bad_data"
    assert name in caught.value.facts()["file"]


def test_json_numbers_keep_their_kind(tmp_path: Path) -> None:
    (tmp_path / "d.json").write_text(json.dumps({"a": 1, "b": 1.0, "c": "01", "d": None, "e": True}))
    assert read_data(tmp_path / "d.json") == {"a": 1, "b": 1.0, "c": "01", "d": None, "e": True}
