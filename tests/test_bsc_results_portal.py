"""Results to the portal and back: nothing is lost, locks hold, bad lines are told by number."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from result_books import TODAY, good, held, revisions, set_name, submissions, write_bsc

from xl_addin.actions import portal_export, portal_import
from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS
from xl_addin.actions.bsc_portal import export_rows
from xl_addin.actions.bsc_portal_file import COLUMNS
from xl_addin.actions.bsc_rows import RESULT_COLUMNS
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

DOCS = Path(__file__).parents[1] / "docs" / "portal.md"


@pytest.fixture
def book(tmp_path: Path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx", filled=True)) as opened:
        yield opened


@pytest.fixture
def blank(tmp_path: Path):
    with open_book(write_bsc(tmp_path / "kosong.xlsx")) as opened:
        yield opened


def results(book: xw.Book) -> list[list]:
    records = ListTable(book, "tbl_realisasi", RESULT_COLUMNS).records()
    return [[record[name] for name in ("ID", *ACTUALS, *DENOMINATORS)] for record in records]


def set_results(book: xw.Book, actuals, denominators) -> None:
    table = ListTable(book, "tbl_realisasi", RESULT_COLUMNS)
    records = table.records()
    for record, mine, theirs in zip(records, actuals, denominators, strict=True):
        record.update(zip(ACTUALS, mine, strict=True))
        ratio = record["Konsolidasi"] == "Rasio"
        record.update(zip(DENOMINATORS, theirs if ratio else [None] * 12, strict=True))
    table.replace(records)


def portal(tmp_path: Path, *lines: str, heading: str = "id;bulan;realisasi;penyebut") -> Path:
    path = tmp_path / "portal.csv"
    path.write_bytes("\r\n".join([heading, *lines]).encode())
    return path


def verify(book: xw.Book, department: str, month: int) -> None:
    table = ListTable(book, "tbl_penyerahan", ("Departemen", "Bulan", "Diterima", "Terverifikasi"))
    row = {"Departemen": department, "Bulan": float(month), "Diterima": TODAY, "Terverifikasi": TODAY}
    table.replace([*table.records(), row])


class TestExport:
    def test_one_row_for_each_kpi_and_month_under_the_documented_columns(self, book, tmp_path):
        result = portal_export(book, tmp_path / "portal.csv")
        assert (result.changed, result.files) == (False, [tmp_path / "portal.csv"])
        text = (tmp_path / "portal.csv").read_text("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
        assert tuple(rows[0]) == COLUMNS
        assert len(rows) == 4 * 12
        [row] = [row for row in rows if (row["id"], row["bulan"]) == ("K0002", "2")]
        assert (row["target"], row["realisasi"], row["penyebut"]) == ("0,02", "12", "520")
        assert (row["departemen"], row["konsolidasi"], row["induk"]) == ("Produksi", "Rasio", "P1")

    def test_a_calculated_target_is_written_as_people_would(self, book, tmp_path):
        table = ListTable(book, "tbl_realisasi", RESULT_COLUMNS)
        table.replace([{**record, "Target Jan": 34 * 0.2} for record in table.records()])
        portal_export(book, tmp_path / "portal.csv")
        assert b";6,8;" in (tmp_path / "portal.csv").read_bytes()

    def test_english_numbers_and_json(self, book, tmp_path):
        portal_export(book, tmp_path / "en.csv", decimal="en")
        assert b",0.02,12,520," in (tmp_path / "en.csv").read_bytes()
        portal_export(book, tmp_path / "portal.json")
        [row, *_] = json.loads((tmp_path / "portal.json").read_text("utf-8"))
        assert (row["tahun"], row["target"], row["diterima"]) == (2027, 100, None)

    def test_a_formula_in_a_name_is_not_run(self, book, tmp_path):
        table = ListTable(book, "tbl_realisasi", RESULT_COLUMNS)
        records = table.records()
        records[0]["KPI"] = "=cmd|' /C calc'!A0"
        table.replace(records)
        portal_export(book, tmp_path / "portal.csv")
        assert ";'=cmd|" in (tmp_path / "portal.csv").read_text("utf-8-sig")

    @pytest.mark.parametrize("options", [{"format": "xml"}, {"decimal": "fr"}])
    def test_unknown_options_are_refused(self, book, tmp_path, options):
        with pytest.raises(LembarError) as error:
            portal_export(book, tmp_path / "portal.csv", **options)
        assert error.value.key == "bad_option"

    def test_the_page_for_it_lists_the_columns(self):
        page, _, _ = DOCS.read_text("utf-8").partition("## CSV")
        told = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
        assert tuple(told) == COLUMNS


class TestImport:
    @pytest.mark.parametrize("name", ["portal.csv", "portal.json"])
    def test_what_was_exported_comes_back(self, book, blank, tmp_path, name):
        portal_export(book, tmp_path / name)
        result = portal_import(blank, tmp_path / name)
        assert (result.changed, result.rows) == (True, [])
        assert results(blank) == results(book)
        assert not portal_import(blank, tmp_path / name).changed
        rows, back = list(export_rows(book)), list(export_rows(blank))
        received = {"diterima": None}
        assert [row | received for row in back] == [row | received for row in rows]

    def test_into_its_own_book_nothing_changes(self, book, tmp_path):
        verify(book, "Produksi", 1)
        portal_export(book, tmp_path / "portal.csv")
        portal_import(book, tmp_path / "portal.csv")  # dates what is complete
        portal_export(book, tmp_path / "portal.csv")
        result = portal_import(book, tmp_path / "portal.csv")
        assert (result.changed, result.rows) == (False, [])

    numbers = st.none() | st.floats(-1e12, 1e12).filter(lambda number: number != 0)
    months = st.lists(st.lists(numbers, min_size=12, max_size=12), min_size=4, max_size=4)

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(months, months, st.sampled_from(["id", "en"]), st.sampled_from(["csv", "json"]))
    def test_any_results_come_back(self, book, blank, tmp_path, actuals, denominators, decimal, kind):
        for opened in (book, blank):
            set_name(opened, "Bulan_laporan", 12)
        set_results(book, actuals, denominators)
        set_results(blank, [[None] * 12] * 4, [[None] * 12] * 4)
        portal_export(book, tmp_path / "portal", kind, decimal)
        portal_import(blank, tmp_path / "portal")
        assert results(blank) == results(book)

    def test_bad_lines_are_told_by_number_and_the_others_taken(self, blank, tmp_path):
        path = portal(
            tmp_path,
            "K0001;1;100;",
            "K0001;13;100;",
            "K0001;2;banyak;",
            "K9999;2;5;",
            "K0002;2;12;0",
            "K0003;2;6;",
            "K0003;2;7;",
            "K0003;7;7;",
            "K0003;8;;",
        )
        result = portal_import(blank, path)
        assert [(row[1], row[2]) for row in result.rows] == [
            *((3, "bulan"), (4, "realisasi"), (5, "id")),
            *((6, "penyebut"), (8, "id"), (9, "bulan")),
        ]
        assert held(blank, "K0001")[0][:2] == [100, None]
        assert held(blank, "K0003")[0][1] == 6
        assert held(blank, "K0002")[0][1] is None
        assert not portal_import(blank, path).changed

    def test_another_year_or_department_is_not_taken(self, blank, tmp_path):
        path = portal(
            tmp_path,
            "K0001;1;100;2026;Penjualan",
            "K0002;1;1;2027;SDM",
            "K0003;1;4;2027;produksi",
            heading="id;bulan;realisasi;tahun;departemen",
        )
        result = portal_import(blank, path)
        assert [(row[1], row[2], row[4]) for row in result.rows] == [
            (2, "tahun", "2027"),
            (3, "departemen", "Produksi"),
        ]
        assert held(blank, "K0003")[0][0] == 4

    def test_a_verified_month_is_locked(self, book, tmp_path):
        verify(book, "Penjualan", 1)
        path = portal(tmp_path, "K0001;1;777;", "K0001;2;888;")
        result = portal_import(book, path)
        assert held(book, "K0001")[0][:2] == [100, 888]
        assert [(row[1], row[3]) for row in result.rows] == [(2, "777: bulan terkunci; masuk Revisi")]
        [line] = revisions(book)
        assert (line["Realisasi lama"], line["Realisasi baru"]) == (100, 777)
        assert not portal_import(book, path).changed

    def test_a_blank_takes_nothing_away(self, book, tmp_path):
        result = portal_import(book, portal(tmp_path, "K0001;1;;", "K0002;1;10;"))
        assert held(book, "K0001") == good("K0001")
        assert held(book, "K0002") == good("K0002")
        assert [(row[1], row[2], row[4]) for row in result.rows] == [
            (2, "realisasi", "100"),
            (3, "penyebut", "500"),
        ]

    def test_the_day_of_the_portal_counts(self, blank, tmp_path):
        lines = ["K0002;1;10;500;09/02/2027", "K0003;1;4;;2027-02-11"]
        portal_import(blank, portal(tmp_path, *lines, heading="id;bulan;realisasi;penyebut;diterima"))
        row = submissions(blank)["Produksi", 1]
        assert (row["Diterima"], row["Jatuh tempo"], row["Terisi"]) == (datetime(2027, 2, 11), 2, 2)

    def test_numbers_in_the_indonesian_way(self, blank, tmp_path):
        portal_import(blank, portal(tmp_path, "K0001;1;1.234,56;", "K0001;2;Rp 2.500;"))
        assert held(blank, "K0001")[0][:2] == [1234.56, 2500]

    def test_by_the_command_line(self, tmp_path):
        path = write_bsc(tmp_path / "bsc.xlsx")
        file = portal(tmp_path, "K0001;1;100;")
        assert run_action(path, "portal_import", {"file": str(file)}).changed
        with open_book(path) as opened:
            assert held(opened, "K0001")[0][0] == 100
        out = tmp_path / "keluar.csv"
        assert run_action(path, "portal_export", {"file": str(out), "decimal": "en"}).files == [out]
