"""A new year starts from the old one: KPIs and IDs go on, targets and results are blank, no file is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import xlwings as xw
from bsc_example_books import EXAMPLE, change_rows, rows, write_bsc, write_empty

from xl_addin.actions.bsc_cards import ACTUALS, TARGETS, corporate, directorate, proposals
from xl_addin.actions.bsc_new_year import new_year
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.tables import choices, setting
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.verify import verify


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[xw.Book, xw.Book]]:
    """The example's workbook, and that of the next year."""
    folder = tmp_path_factory.mktemp("tahun")
    with open_book(write_bsc(folder / "BSC 2027.xlsx")) as old:
        new_year(old)
        with open_book(folder / "BSC 2028.xlsx") as new:
            yield old, new


def test_the_workbook_is_of_the_next_year(years):
    _, new = years
    assert setting(new, "Tahun_rencana") == 2028
    assert setting(new, "Tanggal_acuan") == datetime(2028, 1, 1)
    assert setting(new, "Bulan_laporan") == 1


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("tbl_departemen", ("Departemen", "Direktorat", "Manajer")),
        ("tbl_sasaran", ("Kode", "Perspektif", "Sasaran strategis", "Mendukung")),
        ("tbl_kpi_korporat", ("Kode", "Perspektif", "Sasaran", "Inisiatif", "KPI", "Rumus", "Bobot", "PIC")),
        ("tbl_kpi_direktorat", ("Kode", "Direktorat", "KPI", "Induk", "Jenis", "Porsi", "Toleransi")),
        ("tbl_cascading", ("ID", "Kode", "Kode KPI", "Departemen", "Jenis", "Porsi", "Bobot", "PIC")),
    ],
)
def test_the_plan_is_carried_over(years, table, columns):
    old, new = years
    assert rows(new, table, *columns) == rows(old, table, *columns)


@pytest.mark.parametrize(
    "name", ["Batas_skor", "Cara_minimalkan", "Batas_kuning", "Belum_lapor", "Faktor_MAD"]
)
def test_settings_are_carried_over(years, name):
    old, new = years
    assert setting(new, name) == setting(old, name)


def test_settings_that_the_company_changed_are_carried_over(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as old:
        old.names["Batas_skor"].refers_to_range.value = 1.1
        old.names["Nama_status"].refers_to_range.value = [["Baik"], ["Cukup"], ["Kurang"]]
        new_year(old, tmp_path / "baru.xlsx")
    with open_book(tmp_path / "baru.xlsx") as new:
        assert setting(new, "Batas_skor") == 1.1
        assert choices(new, "Nama_status") == ["Baik", "Cukup", "Kurang"]


def test_targets_are_blank_and_the_baseline_is_what_was_reached(years):
    old, new = years
    reached = dict(rows(old, "tbl_capaian_korporat", "Kode", "Realisasi s.d."))
    assert reached["F-01"] == pytest.approx(356.3)
    for before, now in zip(
        [*corporate(old), *directorate(old)], [*corporate(new), *directorate(new)], strict=True
    ):
        assert now.targets == (None,) * 12
        assert before.targets != now.targets
    assert {kpi.code: kpi.baseline for kpi in corporate(new)} == reached


def test_a_kpi_that_was_never_reported_keeps_its_baseline(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as old:
        change_rows(old, "tbl_realisasi", "ID", {"K0020": dict.fromkeys(ACTUALS)})
        old.app.calculate()
        new_year(old, tmp_path / "baru.xlsx")
    with open_book(tmp_path / "baru.xlsx") as new:
        assert next(kpi.baseline for kpi in corporate(new) if kpi.code == "P-02") == 2.87


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("tbl_realisasi", "ID"),
        ("tbl_persetujuan", "Ronde"),
        ("tbl_penyerahan", "Departemen"),
        ("tbl_temuan", "ID"),
        ("tbl_revisi", "ID"),
        ("tbl_review", "Kode"),
        ("tbl_riwayat", "Kode"),
        ("tbl_arsip", "ID"),
    ],
)
def test_what_belongs_to_the_old_year_is_empty(years, table, column):
    _, new = years
    assert rows(new, table, column) == []


def test_own_kpis_that_were_approved_wait_for_approval_again(years):
    _, new = years
    found = [(kpi.id, kpi.department, kpi.baseline, decision) for kpi, decision in proposals(new)]
    assert found == [
        ("K0035", "Marketing", 244, None),
        ("K0036", "Pengadaan", pytest.approx(1203 / 1343), None),
    ]
    assert all(note.startswith("Dari 2027") for (note,) in rows(new, "tbl_kpi_departemen", "Catatan"))


def test_the_results_follow_the_ids_as_soon_as_they_are_fitted(years):
    _, new = years
    refresh(new)
    ids = [row["id"] for row in EXAMPLE.cascading]
    assert [identifier for (identifier,) in rows(new, "tbl_realisasi", "ID")] == ids
    targets = rows(new, "tbl_realisasi", *TARGETS)
    assert targets == [(None,) * 12] * len(ids)


def test_holidays_are_carried_over_and_those_of_the_new_year_are_there(years):
    old, new = years
    before = dict(rows(old, "tbl_libur", "Tanggal", "Keterangan"))
    after = dict(rows(new, "tbl_libur", "Tanggal", "Keterangan"))
    assert before.items() <= after.items()
    assert any(day.year == 2028 for day in after)


def test_the_old_workbook_stays_and_no_file_is_replaced(tmp_path):
    path = write_bsc(tmp_path / "BSC 2027.xlsx")
    before = path.read_bytes()
    with open_book(path) as old:
        result = new_year(old)
        assert result.files == [tmp_path / "BSC 2028.xlsx"]
        assert not result.changed
        written = result.files[0].read_bytes()
        with pytest.raises(LembarError, match="sudah ada"):
            new_year(old)
    assert result.files[0].read_bytes() == written
    assert path.read_bytes() == before


def test_a_year_that_is_not_over_is_told(tmp_path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as old:
        result = new_year(old)
        assert result.problems
        assert "sampai bulan Sep" in result.message
        assert result.files == [tmp_path / "bsc 2028.xlsx"]


@pytest.mark.parametrize("portable", [False, True])
def test_the_flavour_stays_and_the_engines_agree(tmp_path, portable):
    with open_book(write_bsc(tmp_path / "bsc.xlsx", portable=portable)) as old:
        [path] = new_year(old).files
    formulas = [cell.formula or "" for sheet in Workbook.open(path).worksheets() for cell in sheet.cells()]
    assert any("BSC_SCORE(" in formula for formula in formulas) != portable
    assert verify(path, ["formualizer"]).differences == []


def test_an_empty_workbook_gives_an_empty_one(tmp_path):
    with open_book(write_empty(tmp_path / "bsc.xlsx")) as old:
        [path] = new_year(old).files
    with open_book(path) as new:
        assert corporate(new) == []
        assert setting(new, "Tahun_rencana") == 2028


def test_a_workbook_without_a_year_is_refused(tmp_path):
    with open_book(write_empty(tmp_path / "bsc.xlsx")) as old:
        old.names["Tahun_rencana"].refers_to_range.value = None
        with pytest.raises(LembarError, match="Tahun"):
            new_year(old)
