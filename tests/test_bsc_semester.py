"""The review of a semester and its PPK: what the plain functions say; what people wrote is never lost."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw
from bsc_example_books import EXAMPLE, change_rows, rows, write_bsc, write_departments
from hypothesis import given, settings
from hypothesis import strategies as st

from udfs.bsc import kpi_achievement
from xl_addin import files
from xl_addin.actions.bsc_cards import NONE, Kpi, Typed
from xl_addin.actions.bsc_files import department_path, read_department
from xl_addin.actions.bsc_periods import Rules, standing
from xl_addin.actions.bsc_ppk import draft_ppk
from xl_addin.actions.bsc_semester import REVIEW_COLUMNS, semester_review
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book

YEAR = EXAMPLE.company["year"]
RULES = Rules.of_data(EXAMPLE.company["settings"])
FIELDS = ("level", "department", "code", "name", "target", "actual", "achievement", "score", "status")
COLUMNS = REVIEW_COLUMNS[1:10]


@pytest.fixture
def book(tmp_path: Path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_departments(tmp_path / "departemen", 9, "PPC", "Keuangan")


def review(book: xw.Book, *columns: str) -> list[tuple[Any, ...]]:
    return rows(book, "tbl_review", *columns)


def clear_review(book: xw.Book) -> None:
    ListTable(book, "tbl_review", REVIEW_COLUMNS).replace([])


def ppk(folder: Path, department: str, semester: int = 1) -> list[dict[str, Any]]:
    return read_department(department_path(folder, YEAR, department)).ppk[semester]


# --- a period, without a workbook -------------------------------------------------------------------------

amounts = st.none() | st.integers(-50, 50).map(float)
years = st.lists(amounts, min_size=12, max_size=12).map(tuple)


@given(
    years, years, st.sampled_from(["Maksimalkan", "Minimalkan"]), st.sampled_from([range(6), range(6, 12)])
)
def test_a_period_is_the_sum_of_its_own_reported_months(targets, actuals, polarity, months):
    kpi = Kpi(polarity=polarity, consolidation="Jumlah", targets=targets)
    now = standing(kpi, Typed(actuals), months, Rules())
    due = [n for n in months if targets[n] is not None]
    told = [n for n in due if actuals[n] is not None]
    reported = [actuals[n] for n in months if actuals[n] is not None]
    assert now.target == (sum(targets[n] for n in told or due) if due else None)
    assert now.actual == (sum(reported) if reported else None)
    if due and reported:
        assert now.achievement == kpi_achievement(now.actual, now.target, polarity)
        assert 0 <= now.score <= 1.2
        assert 0 <= now.counted <= len(told) / len(due)
        assert now.is_under(Rules()) == (round(now.achievement * now.counted, 10) < 1)


@given(years, years, st.integers(0, 5), st.integers(1, 20))
def test_a_better_month_never_gives_a_worse_standing(targets, actuals, month, more):
    kpi = Kpi(polarity="Maksimalkan", consolidation="Rata-rata", targets=targets)
    before = standing(kpi, Typed(actuals), range(6), Rules())
    if actuals[month] is not None and before.achievement is not None:
        better = (*actuals[:month], actuals[month] + more, *actuals[month + 1 :])
        after = standing(kpi, Typed(better), range(6), Rules())
        assert after.achievement >= before.achievement - 1e-9
        assert set(after.months_under) <= set(before.months_under)


def test_a_ratio_is_of_its_sums_and_a_month_without_both_parts_is_under():
    kpi = Kpi(polarity="Minimalkan", consolidation="Rasio", targets=(0.05,) * 12)
    typed = Typed((5.0, 1.0, 2.0) + (None,) * 9, (100.0, 400.0, None) + (None,) * 9)
    now = standing(kpi, typed, range(3), Rules())
    assert now.actual == 0.012
    assert now.months_under == ("Mar",)


def test_silence_is_zero_or_left_out_as_the_setting_says():
    kpi = Kpi(polarity="Maksimalkan", consolidation="Jumlah", targets=(1.0,) * 12)
    counted = standing(kpi, Typed(), range(6), Rules())
    assert (counted.score, counted.achievement, counted.status) == (0.0, None, None)
    assert counted.is_under(Rules())
    left_out = Rules(skip_unreported=True)
    assert standing(kpi, Typed(), range(6), left_out).score is None
    assert not standing(kpi, Typed(), range(6), left_out).is_under(left_out)


def test_a_card_that_cannot_be_judged_is_not_due():
    kpi = Kpi(polarity="Naik", consolidation="Jumlah", targets=(1.0,) * 12)
    assert standing(kpi, Typed((1.0, *NONE[1:])), range(6), Rules()).achievement is None
    assert not standing(Kpi(consolidation="Entah", targets=(1.0,) * 12), Typed(), range(6), Rules()).due
    assert not standing(Kpi(polarity="Maksimalkan", consolidation="Jumlah"), Typed(), range(6), Rules()).due


# --- the review -------------------------------------------------------------------------------------------


def test_the_workbooks_figures_give_the_review_that_plain_python_gives(book):
    clear_review(book)
    semester_review(book, 1)
    found = review(book, *COLUMNS)
    expected = [tuple(row[field] for field in FIELDS) for row in EXAMPLE.reviews(1)]
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    for row, wanted in zip(found, expected, strict=True):
        assert row[4:8] == pytest.approx(wanted[4:8]), row[:4]
        assert row[8] == wanted[8]


def test_reviewing_again_changes_nothing(book):
    result = semester_review(book, "1")
    assert (result.changed, result.problems) == (False, True)  # some still owe their PPK
    assert [(row[0], row[2]) for row in result.rows] == [("Produksi", 1), ("Keuangan", 1), ("SDM", 1)]
    assert "Produksi (1), Keuangan (1), SDM (1)" in result.message


def test_what_people_wrote_stays_with_its_kpi_when_the_code_changes(book):
    before = {row[0]: row[1:] for row in review(book, "KPI", "Penyebab", "Batas", "PPK")}
    assert before["Rasio cepat"] != (None, None, None)
    change_rows(book, "tbl_realisasi", "ID", {"K0028": {"Kode": "KEU-99"}})
    semester_review(book, 1)
    assert {row[0]: row[1:] for row in review(book, "KPI", "Penyebab", "Batas", "PPK")} == before
    assert "KEU-99" in [code for (code,) in review(book, "Kode")]


def test_what_people_wrote_stays_when_the_kpi_is_gone(book):
    keep = [
        record for record in ListTable(book, "tbl_realisasi", ("ID",)).records() if record["ID"] != "K0028"
    ]
    ListTable(book, "tbl_realisasi", ("ID",)).replace(keep)
    semester_review(book, 1)
    gone = [row for row in review(book, "Kode", "Status", "Penyebab") if row[1] == "Tidak ada lagi"]
    assert gone == [("KEU-02", "Tidak ada lagi", EXAMPLE.ppk["K0028"]["cause"])]
    assert not semester_review(book, 1).changed


def test_the_second_semester_comes_below_and_tells_how_far_it_is(book):
    before = review(book, *REVIEW_COLUMNS)
    result = semester_review(book, 2)
    assert "baru 3 dari 6 bulan" in result.message
    after = review(book, *REVIEW_COLUMNS)
    assert after[: len(before)] == before
    assert {row[0] for row in after[len(before) :]} == {2.0}
    sales = next(row for row in after if row[0] == 2.0 and row[3] == "PJL-01")
    assert sales[5:7] == pytest.approx((40 + 36.8 + 33.6, 38.2 + 37.5 + 34.4))


def test_a_kpi_that_is_not_due_in_the_semester_is_left_out(book):
    change_rows(book, "tbl_realisasi", "ID", {"K0003": {"Target Mar": None, "Target Jun": None}})
    semester_review(book, 1)
    assert "MKT-03" not in [code for (code,) in review(book, "Kode")]


edits = st.lists(
    st.tuples(
        st.sampled_from(["K0001", "K0010", "K0020"]), st.sampled_from(["Kode", "KPI", "remove", "back"])
    ),
    max_size=6,
)


@settings(max_examples=12, deadline=None)
@given(edits)
def test_no_edit_of_the_kpis_loses_what_was_written(tmp_path_factory, sequence):
    with open_book(write_bsc(tmp_path_factory.mktemp("edits") / "bsc.xlsx")) as book:
        written = Counter(cause for (cause,) in review(book, "Penyebab") if cause)
        columns = ("ID", "Kode", "KPI")
        whole = {record["ID"]: record for record in ListTable(book, "tbl_realisasi", columns).records()}
        for number, (kpi, edit) in enumerate(sequence):
            table = ListTable(book, "tbl_realisasi", columns)
            records = {record["ID"]: record for record in table.records()}
            if edit == "remove":
                records.pop(kpi, None)
            elif edit == "back":
                records.setdefault(kpi, whole[kpi])
            elif kpi in records:
                records[kpi][edit] = f"Baru {number}"
            table.replace(list(records.values()))
            semester_review(book, 1)
        assert Counter(cause for (cause,) in review(book, "Penyebab") if cause) == written


@pytest.mark.parametrize("wrong", ["3", "", "satu", 0])
def test_another_semester_is_refused(book, wrong):
    with pytest.raises(LembarError, match="Semester"):
        semester_review(book, wrong)


# --- the PPK ----------------------------------------------------------------------------------------------


def test_the_example_has_its_ppk_already(book, folder):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = draft_ppk(book, 1, folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert not result.changed
    assert [row[:3] for row in result.rows if row[2] is not None] == [("PPC", 3, 3), ("Keuangan", 4, 3)]
    assert result.problems  # the workbooks of the others are not there


def test_kpis_under_target_come_with_their_months_and_gap(book, folder):
    draft_ppk(book, 2, folder)
    [row] = [row for row in ppk(folder, "PPC", 2) if row["ID"] == "K0020"]
    assert (row["Kode"], row["Bulan di bawah target"]) == ("PPC-01", "Jul, Agu, Sep")
    assert (row["Target"], row["Realisasi"]) == (3.5, 2.74)
    assert row["Selisih"] == pytest.approx(2.74 - 3.5)
    assert row["Pencapaian"] == pytest.approx(2.74 / 3.5)
    assert row["Penyebab"] is None


def test_drafting_twice_gives_the_same_bytes(book, folder):
    draft_ppk(book, 2, folder)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    draft_ppk(book, 2, folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_other_sheets_of_the_file_stay_as_they_were(book, folder):
    old = read_department(department_path(folder, YEAR, "PPC"))
    draft_ppk(book, 2, folder)
    new = read_department(department_path(folder, YEAR, "PPC"))
    assert new.results == old.results
    assert (new.ppk[1], new.proposals, new.submitted) == (old.ppk[1], old.proposals, old.submitted)


def test_what_the_department_wrote_stays_when_the_kpi_recovers(book, folder):
    wrote = {row["ID"]: row["Penyebab"] for row in ppk(folder, "Keuangan")}
    good = {f"Realisasi {month}": 2.0 for month in ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun")}
    change_rows(book, "tbl_realisasi", "ID", {"K0028": good})
    draft_ppk(book, 1, folder)
    found = ppk(folder, "Keuangan")
    assert {row["ID"]: row["Penyebab"] for row in found} == wrote
    assert found[-1]["ID"] == "K0028"  # below those that are still under target


def test_the_review_is_marked_and_shows_what_was_written(book, folder):
    records = ListTable(book, "tbl_review", REVIEW_COLUMNS).records()
    blank = dict.fromkeys(("Penyebab", "Tindak lanjut", "PIC", "Batas"))
    ListTable(book, "tbl_review", REVIEW_COLUMNS).replace([{**row, **blank} for row in records])
    semester_review(book, 1)
    path = department_path(folder, YEAR, "PPC")
    fill(path, "PPK Semester 1", {"K0020": {"Tindakan perbaikan": None}})
    assert draft_ppk(book, 1, folder).changed
    found = {row[0]: row[1:] for row in review(book, "Kode", "PPK", "Penyebab", "Batas")}
    assert found["PPC-01"][:2] == ("Disusun", EXAMPLE.ppk["K0020"]["cause"])
    assert found["PPC-02"] == ("Lengkap", EXAMPLE.ppk["K0021"]["cause"], datetime(2027, 8, 31))
    assert found["KEU-04"][0] == "Disusun"
    assert found["MKT-01"][1] is None  # its workbook is not there


def test_what_cms_wrote_in_the_review_is_not_written_over(book, folder):
    change_rows(book, "tbl_review", "Kode", {"PPC-01": {"Penyebab": "Dari rapat"}})
    draft_ppk(book, 1, folder)
    assert ("PPC-01", "Dari rapat") in review(book, "Kode", "Penyebab")


def test_an_open_or_damaged_file_is_told_and_the_others_are_done(book, tmp_path):
    folder = write_departments(tmp_path / "departemen", 9, "PPC", "Keuangan", "SDM")
    paths = {name: department_path(folder, YEAR, name) for name in ("PPC", "Keuangan", "SDM")}
    paths["PPC"].with_name("~$" + paths["PPC"].name).write_bytes(b"lock")
    paths["SDM"].write_bytes(b"PK\x03\x04 terpotong")
    result = draft_ppk(book, 2, folder)
    assert result.files == [paths["Keuangan"]]
    told = {row[0]: row[3] for row in result.rows}
    assert "terbuka" in told["PPC"] or "dibuka" in told["PPC"]
    assert set(told) >= {"PPC", "SDM", "Keuangan", "Marketing"}
    paths["PPC"].with_name("~$" + paths["PPC"].name).unlink()
    assert ppk(folder, "PPC", 2) == []
    assert ppk(folder, "Keuangan", 2)
    assert draft_ppk(book, 2, folder).files == [paths["PPC"]]


def test_the_file_of_another_department_is_refused(book, folder):
    department_path(folder, YEAR, "Keuangan").replace(department_path(folder, YEAR, "Produksi"))
    before = department_path(folder, YEAR, "Produksi").read_bytes()
    told = {row[0]: row[3] for row in draft_ppk(book, 2, folder).rows}
    assert "milik departemen Keuangan" in told["Produksi"]
    assert department_path(folder, YEAR, "Produksi").read_bytes() == before


def test_a_department_with_nothing_under_target_needs_no_file(book, folder):
    told = [row[0] for row in draft_ppk(book, 1, folder).rows]
    assert "Pengadaan" not in told
    assert not department_path(folder, YEAR, "Pengadaan").exists()


def test_a_write_that_fails_leaves_the_old_file(book, folder, monkeypatch):
    before = {path: path.read_bytes() for path in folder.iterdir()}

    def full(path: Path, data: bytes) -> None:
        raise LembarError("disk_full", file=path)

    monkeypatch.setattr(files, "write_bytes", full)
    result = draft_ppk(book, 2, folder)
    assert result.problems and result.files == []
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def fill(path: Path, sheet: str, values: dict[str, dict[str, Any]]) -> None:
    """Type into a department's workbook behind the program's back."""
    workbook = openpyxl.load_workbook(path)
    cells = workbook[sheet]
    heading = next(row for row in cells.iter_rows() if row[0].value == "ID")
    places = {cell.value: cell.column for cell in heading}
    for row in cells.iter_rows(min_row=heading[0].row + 1):
        for name, value in values.get(row[0].value, {}).items():
            cells.cell(row[0].row, places[name]).value = value
    workbook.save(path)
