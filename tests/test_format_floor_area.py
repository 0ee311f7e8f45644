"""The floor area workbook: Tabel 6.1 and 6.2 as printed and as they should be, words for what is wrong."""

from __future__ import annotations

from functools import cache
from math import isclose, pi
from typing import Any

import openpyxl
import pytest
from plan_book import Plan, audit, differences, example, wrong_audit_rows

from xl_addin import formats

NAME = "floor_area"


@cache
def plan(as_paper: str = "Tidak") -> Plan:
    return Plan(NAME, example(NAME, as_paper=as_paper))


def with_room(**changes: Any) -> Plan:
    rooms = example(NAME)["rooms"]
    return Plan(NAME, example(NAME, rooms=[{**rooms[0], **changes}, *rooms[1:]]))


def with_machine(**changes: Any) -> Plan:
    machines = example(NAME)["machines"]
    return Plan(NAME, example(NAME, machines=[{**machines[0], **changes}, *machines[1:]]))


def test_the_audit_lists_every_figure_and_the_workbook_shows_what_it_says() -> None:
    rows = audit(NAME)
    assert [row["id"] for row in rows] == [f"I{n:02d}" for n in range(1, 94)]
    assert sum(row["verdict"] == "agrees" for row in rows) == 43
    assert wrong_audit_rows(NAME, {"Ya": plan("Ya"), "Tidak": plan()}) == []


def test_the_paper_is_followed_where_it_is_wrong_too() -> None:
    for row in audit(NAME):
        value = plan("Ya")[f"{row['sheet']}!{row['cell']}"]
        assert (value or 0) == row["printed"], row["id"]
    assert plan("Ya")["Luas_total"] == 1944


def test_totals_are_those_of_the_rows_by_their_own_rule() -> None:
    book = plan()
    assert book["Luas_total"] == 2268
    assert book["Luas_bersih"] == book["Luas_kelonggaran"] == 1134
    assert isclose(book["Luas_mesin"], 290.92 + 4 * pi * 1.1**2)
    assert isclose(book["Bagian_lahan"], 2268 / 5000)
    assert book["Sisa_lahan"] == 2732
    assert book["Ruang_terpenuh"] == "Ruang Produksi"
    assert isclose(book["Terisi_mesin"], book["Luas_mesin"] / 600)
    assert book["Luas_mesin_lepas"] == pytest.approx(0, abs=1e-9)
    assert book["Pesan_lahan"] == "OK"
    assert sum(row["Bagian lahan"] for row in book.rows("tbl_ruang")) == pytest.approx(2268 / 5000)


def test_an_allowance_of_its_own_wins_over_the_common_one() -> None:
    rows = with_room(allowance=0.25).rows("tbl_ruang")
    assert rows[0]["Luas + kelonggaran (m²)"] == 20
    half = Plan(NAME, example(NAME, Kelonggaran_baku=0.5))
    assert half["Luas_total"] == 1134 * 1.5


def test_a_site_that_is_too_small_is_told() -> None:
    assert Plan(NAME, example(NAME, Luas_lahan=2000))["Pesan_lahan"] == "Lahan kurang 268 m²"
    book = Plan(NAME, example(NAME, Bagian_bangunan=0.4))
    assert book["Pesan_lahan"] == "Lahan kurang 268 m²"


def test_machines_that_do_not_fit_are_told() -> None:
    book = with_machine(count=200)
    assert book["Pesan_lahan"] == "Mesin tidak muat di Ruang Produksi"
    checks = {row["Ruang"]: row["Periksa"] for row in book.rows("tbl_ruang")}
    assert checks["Ruang Produksi"] == "Mesin tidak muat"
    assert set(checks.values()) == {"OK", "Mesin tidak muat"}


@pytest.mark.parametrize(
    ("changes", "area", "check"),
    [
        ({"length": -4}, "#NUM!", "Ukuran harus lebih dari 0"),
        ({"length": "empat"}, "#VALUE!", "Ada teks, bukan angka"),
        ({"length": None}, None, "Isi jumlah, panjang, lebar"),
        ({"name": "Pantry"}, 16, "Nama ganda"),
        ({"name": None}, 16, "Isi nama ruang"),
        ({"length": 0}, 0, "Ukuran harus lebih dari 0"),
    ],
)
def test_a_bad_room_is_told(changes: dict[str, Any], area: object, check: str) -> None:
    row = with_room(**changes).rows("tbl_ruang")[0]
    assert (row["Luas (m²)"] or None if area is None else row["Luas (m²)"]) == area
    assert row["Periksa"] == check


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"diameter": 2}, "Isi panjang dan lebar, atau garis tengah"),
        ({"length": None}, "Isi panjang dan lebar"),
        ({"room": None}, "Pilih ruang"),
        ({"room": "Gudang"}, "Ruang tidak dikenal"),
        ({"count": None}, "Isi jumlah"),
        ({"count": -1}, "Ada angka negatif"),
        ({"width": "satu"}, "Ada teks, bukan angka"),
        ({"name": None}, "Isi nama mesin"),
    ],
)
def test_a_bad_machine_is_told(changes: dict[str, Any], check: str) -> None:
    assert with_machine(**changes).rows("tbl_mesin_lantai")[0]["Periksa"] == check


def test_an_empty_workbook_is_silent() -> None:
    book = Plan(NAME, {})
    assert book["Pesan_lahan"] == "Belum ada ruang"
    assert {row["Periksa"] or "" for row in book.rows("tbl_ruang")} == {""}
    assert book["Data!B7"] == "Lengkapi isian"


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("as_paper", ["Tidak", "Ya"])
def test_engines_agree_on_every_formula(as_paper: str, portable: bool) -> None:
    assert differences(NAME, example(NAME, as_paper=as_paper), portable=portable) == []


def test_the_charts_read_every_row() -> None:
    package = formats.build(NAME, example(NAME))
    for part, last in (("xl/charts/chart1.xml", 24), ("xl/charts/chart2.xml", 21)):
        assert f"$A$10:$A${last}<" in package.read(part).decode()
    book = openpyxl.load_workbook(formats.find(NAME).template)
    assert len(book["Ringkasan"]._charts) == 2
