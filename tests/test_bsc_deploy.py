"""Strategic initiatives of SWOT become draft KPIs: once each, and nothing that is there is touched."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from bsc_example_books import EXAMPLE, SWOT, change_rows, rows, write_bsc, write_empty
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin import formats
from xl_addin.actions.bsc_deploy import deploy_initiatives
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.example import SwotExample
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package

INITIATIVES = SwotExample().workbook()["initiatives"]
COLUMNS = ("Kode", "Perspektif", "Inisiatif", "KPI", "PIC")


@pytest.fixture
def book(tmp_path: Path):
    with open_book(write_empty(tmp_path / "bsc.xlsx")) as opened:
        yield opened


def corporate(book: xw.Book) -> list[tuple[Any, ...]]:
    return rows(book, "tbl_kpi_korporat", *COLUMNS)


def swot_of(path: Path, initiatives: list[dict[str, Any]]) -> Path:
    """Write a SWOT workbook with these initiatives."""
    example = SwotExample()
    header = {key: example.company[key] for key in ("company", "document", "year", "reference_date")}
    formats.build("swot", {**header, "initiatives": initiatives}).save(path)
    return path


def test_each_initiative_becomes_a_draft_with_the_next_code_of_its_perspective(book):
    result = deploy_initiatives(book, SWOT)
    assert [(row[0], row[2]) for row in corporate(book)] == [
        ("C-01", "IS-01"),
        ("C-02", "IS-02"),
        ("F-01", "IS-03"),
        ("P-01", "IS-04"),
        ("P-02", "IS-05"),
        ("F-02", "IS-06"),
        ("L-01", "IS-07"),
        ("P-03", "IS-08"),
        ("L-02", "IS-09"),
        ("P-04", "IS-10"),
    ]
    first = INITIATIVES[0]
    assert corporate(book)[0][1:] == ("Customer", "IS-01", first["measure"], first["department"])
    assert rows(book, "tbl_kpi_korporat", "Definisi")[0] == (f"{first['text']}. Masa: Jan sampai Jun 2027",)
    assert (result.changed, result.problems) == (True, False)
    assert result.message.startswith("10 inisiatif menjadi konsep")


def test_a_draft_has_no_numbers_that_nobody_decided(book):
    deploy_initiatives(book, SWOT)
    for row in rows(book, "tbl_kpi_korporat", "Baseline", "Bobot", "Target Jan", "Target Des", "Polaritas"):
        assert row == (None,) * 5


def test_the_sheets_that_follow_the_kpis_have_the_drafts_too(book):
    deploy_initiatives(book, SWOT)
    codes = [row[0] for row in corporate(book)]
    for table in ("tbl_capaian_korporat", "tbl_scorecard"):
        assert [code for (code,) in rows(book, table, "Kode")] == codes
    book.app.calculate()
    names = book.sheets["Capaian Corporate"].tables["tbl_capaian_korporat"].data_body_range.columns[1].value
    assert names == [row[3] for row in corporate(book)]


def test_deploying_twice_changes_nothing(book):
    deploy_initiatives(book, SWOT)
    before = corporate(book)
    again = deploy_initiatives(book, SWOT)
    assert (again.changed, again.problems, again.rows) == (False, False, [])
    assert corporate(book) == before


def test_the_rows_of_the_example_stay_as_they_are(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as book:
        columns = ("Kode", "KPI", "Definisi", "Bobot", "Target Jan", "Target Des", "PIC")
        before = rows(book, "tbl_kpi_korporat", *columns)
        result = deploy_initiatives(book, SWOT)
        assert result.message == "0 inisiatif menjadi konsep KPI Corporate, 10 sudah punya KPI."
        assert rows(book, "tbl_kpi_korporat", *columns) == before
        assert not refresh(book)


def test_an_initiative_that_a_directorate_carries_is_covered(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as book:
        change_rows(book, "tbl_kpi_korporat", "Kode", {"P-02": {"Inisiatif": None}})
        assert deploy_initiatives(book, SWOT).rows == []  # DO-02 names IS-05


def test_a_code_that_is_taken_is_not_given_again(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as book:
        change_rows(book, "tbl_kpi_korporat", "Kode", {"P-03": {"Inisiatif": "  "}})
        deploy_initiatives(book, SWOT)
        assert corporate(book)[-1][:3] == ("P-06", "Internal Process", "IS-10")
        assert [row[0] for row in corporate(book)][:-1] == [card["code"] for card in EXAMPLE.corporate]


def test_a_changed_initiative_is_told_once_and_its_kpi_stays(book, tmp_path):
    deploy_initiatives(book, SWOT)
    before = corporate(book)
    later = swot_of(tmp_path / "swot.xlsx", [{**INITIATIVES[0], "measure": "5 paket"}, *INITIATIVES[1:]])
    result = deploy_initiatives(book, later)
    assert result.problems
    assert [row[:2] for row in result.rows] == [("IS-01", "C-01")]
    assert INITIATIVES[0]["measure"] in result.rows[0][3]
    assert corporate(book) == before
    assert rows(book, "tbl_riwayat", "Kode", "Perubahan")[-1] == ("C-01", "Inisiatif IS-01")
    again = deploy_initiatives(book, later)
    assert (again.changed, again.problems) == (False, False)


def test_an_initiative_that_is_gone_is_told_and_its_kpi_stays(book, tmp_path):
    deploy_initiatives(book, SWOT)
    before = corporate(book)
    result = deploy_initiatives(book, swot_of(tmp_path / "swot.xlsx", INITIATIVES[:-1]))
    assert [(row[0], row[1]) for row in result.rows] == [("IS-10", "P-04")]
    assert result.problems and not result.changed
    assert corporate(book) == before


def test_text_from_swot_is_never_a_formula(book, tmp_path):
    odd = {**INITIATIVES[0], "measure": "=1+1", "text": "+cmd", "start": None, "end": date(2027, 3, 1)}
    deploy_initiatives(book, swot_of(tmp_path / "swot.xlsx", [odd]))
    assert corporate(book)[0][3] == "=1+1"
    sheet = book.impl.workbook.sheet("KPI Corporate")
    assert all(cell.formula is None for cell in sheet.cells() if cell.row == 10 and cell.column == 5)
    assert rows(book, "tbl_kpi_korporat", "Definisi") == [("+cmd. Masa: Mar 2027",)]


def test_a_file_without_initiatives_is_refused(book, tmp_path):
    with pytest.raises(LembarError, match="tbl_inisiatif"):
        deploy_initiatives(book, write_empty(tmp_path / "lain.xlsx"))
    with pytest.raises(LembarError, match=r"tidak (ditemukan|ada)"):
        deploy_initiatives(book, tmp_path / "tidak ada.xlsx")


def test_a_renamed_column_is_told(book, tmp_path):
    swot = swot_of(tmp_path / "swot.xlsx", INITIATIVES[:1])
    package = Package.open(swot)
    for name in package.names():
        if name.startswith("xl/tables/"):
            package.write(name, package.read(name).replace(b"Ukuran keberhasilan", b"Target"))
    package.save(swot)
    with pytest.raises(LembarError, match=r"Inisiatif Strategis!tbl_inisiatif .* Ukuran keberhasilan"):
        deploy_initiatives(book, swot)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from(INITIATIVES), unique_by=lambda one: one["code"], max_size=10))
def test_in_two_runs_or_in_one_every_initiative_has_one_kpi(tmp_path_factory, first):
    folder = tmp_path_factory.mktemp("runs")
    with open_book(write_empty(folder / "bsc.xlsx")) as book:
        deploy_initiatives(book, swot_of(folder / "swot.xlsx", first))
        deploy_initiatives(book, SWOT)
        table = ListTable(book, "tbl_kpi_korporat", COLUMNS).records()
    assert sorted(row["Inisiatif"] for row in table) == sorted(one["code"] for one in INITIATIVES)
    assert len({row["Kode"] for row in table}) == len(INITIATIVES)
