"""Verifying the results: what is found, what is decided of it, and what is locked by it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from result_books import (
    MONTH,
    TODAY,
    decide,
    findings,
    good,
    held,
    revisions,
    set_name,
    submissions,
    type_in,
    type_sent,
    write_bsc,
    write_departments,
)

from xl_addin.actions import bsc_verify
from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, TARGETS
from xl_addin.actions.bsc_collect import collect_results
from xl_addin.actions.bsc_findings import FINDING_COLUMNS, SETTLED
from xl_addin.actions.bsc_ledger import REVISION_COLUMNS
from xl_addin.actions.bsc_rows import RESULT_COLUMNS
from xl_addin.actions.bsc_verify import faults, verify_results
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_departments(tmp_path)


@pytest.fixture
def book(tmp_path: Path, folder: Path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx")) as opened:
        yield opened


def verified(book) -> set[tuple[str, int]]:
    return {place for place, row in submissions(book).items() if row["Terverifikasi"] is not None}


def texts(book) -> list[tuple]:
    return [(line["ID"], int(line["Bulan"]), line["Temuan"]) for line in findings(book)]


class TestWhatIsFound:
    @staticmethod
    def row(*actuals, denominators=(), **others):
        record = dict.fromkeys(RESULT_COLUMNS) | {"Satuan": "kasus", "Konsolidasi": "Jumlah"}
        record |= dict.fromkeys(TARGETS, 5.0) | dict(zip(ACTUALS, actuals, strict=False))
        return record | dict(zip(DENOMINATORS, denominators, strict=False)) | others

    def test_a_blank_month_that_is_due(self):
        assert list(faults(self.row(1.0), 2, 3)) == ["Belum diisi"]
        assert list(faults(self.row(1.0, **{TARGETS[1]: None}), 2, 3)) == []

    def test_what_cannot_be(self):
        ratio = self.row(9.0, denominators=[None], Konsolidasi="Rasio")
        assert list(faults(ratio, 1, 3)) == ["Pembilang tanpa penyebut"]
        assert list(faults(self.row(-1.0), 1, 3)) == ["Nilai negatif"]

    def test_what_is_far_from_the_months_before(self):
        months = (10.0, 12.0, 11.0, 13.0)
        assert list(faults(self.row(*months, 14.6), 5, 3)) == ["Di luar kebiasaan: 8,5 sampai 14,5"]
        assert list(faults(self.row(*months, 14.6), 5, 4)) == []
        assert list(faults(self.row(*months[1:], 99.0), 4, 3)) == []  # three months say nothing

    def test_months_after_it_do_not_count(self):
        row = self.row(10.0, 12.0, 11.0, 13.0, 12.0, 900.0, 900.0, 900.0)
        assert list(faults(row, 5, 3)) == []

    def test_a_ratio_is_held_by_its_quotient(self):
        row = self.row(*[10.0] * 4, 20.0, denominators=[100.0] * 4 + [200.0], Konsolidasi="Rasio")
        assert list(faults(row, 5, 3)) == []


class TestVerify:
    def test_good_months_are_verified_and_locked(self, book):
        collect_results(book)
        result = verify_results(book)
        assert (result.changed, result.problems, result.rows) == (True, False, [])
        assert result.message.startswith("17 penyerahan diperiksa: 17 terverifikasi dan dikunci (Jan, Feb,")
        assert submissions(book)["Produksi", 6]["Terverifikasi"] == TODAY
        assert not verify_results(book).changed

    def test_one_month_alone(self, book):
        collect_results(book)
        for month, count in (("Feb", 1), ("3", 2)):
            verify_results(book, month)
            assert len({month for _, month in verified(book)}) == count
        with pytest.raises(LembarError) as error:
            verify_results(book, "13")
        assert error.value.key == "bad_month"

    def test_what_was_not_handed_in_is_not_verified(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): None})
        collect_results(book)
        result = verify_results(book)
        assert ("Produksi", 6) not in verified(book)
        assert ("Penjualan", 6) in verified(book)
        assert "Jun: 1 departemen belum menyerahkan" in result.message

    def test_a_month_sent_with_a_blank_is_found_and_waits(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): None})
        type_sent(folder, "Produksi", 6, datetime(2027, 7, 9))
        collect_results(book)
        result = verify_results(book)
        assert [row[:3] + row[6:] for row in result.rows] == [
            ("Jun", "Produksi", "C1-PRO", "Belum diisi", None)
        ]
        assert result.problems
        assert ("Produksi", 6) not in verified(book)

    def test_what_is_accepted_is_verified(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): 60.0})
        collect_results(book)
        verify_results(book)
        assert texts(book) == [("K0003", 6, "Di luar kebiasaan: 2 sampai 8")]
        assert ("Produksi", 6) not in verified(book)
        decide(book, "tbl_temuan", FINDING_COLUMNS, "Terima", ID="K0003")
        assert verify_results(book).problems is False
        assert ("Produksi", 6) in verified(book)
        assert findings(book)[0]["Keputusan"] == "Terima"
        assert not verify_results(book).changed

    def test_what_is_returned_waits_and_a_corrected_value_asks_again(self, book, folder):
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): 60.0})
        collect_results(book)
        verify_results(book)
        decide(book, "tbl_temuan", FINDING_COLUMNS, "Kembalikan", ID="K0003")
        verify_results(book)
        assert ("Produksi", 6) not in verified(book)
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): 50.0})
        collect_results(book)
        verify_results(book)
        assert [line["Keputusan"] for line in findings(book)] == ["Kembalikan", None]
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): 5.0})
        collect_results(book)
        verify_results(book)
        assert ("Produksi", 6) in verified(book)
        assert [(line["Keputusan"], line["Temuan"].endswith(SETTLED)) for line in findings(book)] == [
            ("Kembalikan", True)
        ]

    def test_a_decision_of_one_value_does_not_hold_for_another(self, book, folder):
        for value in (60.0, 70.0):
            type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): value})
            collect_results(book)
            verify_results(book)
            assert ("Produksi", 6) not in verified(book)
            if value == 60.0:
                decide(book, "tbl_temuan", FINDING_COLUMNS, "Terima", ID="K0003")

    def test_a_formula_typed_over_keeps_the_month_open(self, book, folder):
        type_in(folder, "Produksi", {("K0002", "Skor Feb"): 1.2})
        collect_results(book)
        verify_results(book)
        assert verified(book).isdisjoint({("Produksi", 6)})
        assert ("Produksi", 5) in verified(book)
        decide(book, "tbl_temuan", FINDING_COLUMNS, "Terima", ID="K0002")
        verify_results(book)
        assert ("Produksi", 6) in verified(book)

    def test_what_cms_wrote_itself_stays_and_keeps_the_month_open(self, book):
        collect_results(book)
        own = dict.fromkeys(FINDING_COLUMNS) | {
            "Bulan": 6.0,
            "Departemen": "SDM",
            "Temuan": "Bukti belum ada",
        }
        ListTable(book, "tbl_temuan", FINDING_COLUMNS).replace([own])
        verify_results(book)
        assert [line["Temuan"] for line in findings(book)] == ["Bukti belum ada"]
        assert ("SDM", 6) not in verified(book)

    def test_nothing_of_the_results_is_changed_by_looking(self, book):
        collect_results(book)
        verify_results(book)
        assert held(book, "K0002") == good("K0002")


class TestDeadline:
    def test_two_working_days_from_the_last_department(self, book, folder):
        for name, day in (("Penjualan", 8), ("Produksi", 9), ("SDM", 5)):  # 9 July 2027 is a Friday
            type_sent(folder, name, 6, datetime(2027, 7, day))
        collect_results(book)
        assert "Jun paling lambat diverifikasi 13/07/2027: terlambat 1 hari." in verify_results(book).message

    def test_holidays_and_the_six_day_week_count(self, book, folder):
        for name in ("Penjualan", "Produksi", "SDM"):
            type_sent(folder, name, 6, datetime(2027, 7, 9))
        set_name(book, "Hari_kerja_seminggu", 6)
        set_name(book, "Hari_verifikasi", 3)
        collect_results(book)
        assert "diverifikasi 13/07/2027" in verify_results(book).message

    def test_in_time(self, book):
        collect_results(book)
        assert "16/07/2027: tepat waktu" in verify_results(book).message

    def test_a_department_with_nothing_due_is_not_waited_for(self, book, folder, monkeypatch):
        collect_results(book)
        monkeypatch.setattr(bsc_verify._Verification, "_months", lambda _: [4])
        set_name(book, "Bulan_laporan", 4)  # SDM has no target in April
        assert "Apr paling lambat diverifikasi" in verify_results(book).message


class TestRevisions:
    @pytest.fixture
    def waiting(self, book, folder):
        """A book in which January is verified and Penjualan wants another value for it."""
        collect_results(book)
        verify_results(book)
        type_in(folder, "Penjualan", {("K0001", "Realisasi Jan"): 120.0})
        collect_results(book)
        return book

    def test_it_waits(self, waiting):
        result = verify_results(waiting)
        assert "1 revisi menunggu" in result.message
        assert result.problems
        assert held(waiting, "K0001")[0][0] == 100

    def test_accepted_it_enters_and_the_old_one_stays_on_record(self, waiting):
        decide(waiting, "tbl_revisi", REVISION_COLUMNS, "Terima", ID="K0001")
        assert "1 revisi diterima" in verify_results(waiting).message
        assert held(waiting, "K0001")[0][0] == 120
        [line] = revisions(waiting)
        assert (line["Realisasi lama"], line["Realisasi baru"], line["Diputuskan"]) == (100, 120, TODAY)
        assert not verify_results(waiting).changed
        assert not collect_results(waiting).changed

    def test_refused_the_old_one_stays_and_is_not_asked_again(self, waiting):
        decide(waiting, "tbl_revisi", REVISION_COLUMNS, "Tolak", ID="K0001")
        verify_results(waiting)
        assert held(waiting, "K0001")[0][0] == 100
        result = collect_results(waiting)
        assert not result.changed
        assert [row[3] for row in result.rows if "ditolak" in row[3]] == [
            "120: bulan terkunci; usulan ini sudah ditolak"
        ]
        assert len(revisions(waiting)) == 1

    def test_a_word_that_decides_nothing_leaves_it_open(self, waiting):
        decide(waiting, "tbl_revisi", REVISION_COLUMNS, "Mungkin", ID="K0001")
        verify_results(waiting)
        assert revisions(waiting)[0]["Diputuskan"] is None

    def test_every_value_that_ever_counted_is_on_record(self, waiting, folder):
        for value in (130.0, 140.0, 100.0):
            decide(waiting, "tbl_revisi", REVISION_COLUMNS, "Terima", Diputuskan=None)
            verify_results(waiting)
            type_in(folder, "Penjualan", {("K0001", "Realisasi Jan"): value})
            collect_results(waiting)
        decide(waiting, "tbl_revisi", REVISION_COLUMNS, "Terima", Diputuskan=None)
        verify_results(waiting)
        assert [line["Realisasi lama"] for line in revisions(waiting)] == [100, 120, 130, 140]
        assert held(waiting, "K0001")[0][0] == 100


def test_the_sheets_recalculate(book, folder):
    type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): 60.0})
    collect_results(book)
    verify_results(book)
    book.app.calculate()
    rows = ListTable(book, "tbl_penyerahan", ("Departemen",)).table.range.value
    status = {(row[0], row[1]): row[rows[0].index("Status")] for row in rows[1:]}
    assert status["Produksi", MONTH] == "Lengkap"
