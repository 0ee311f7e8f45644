"""Invitation, commitments and reminders: written for whom they concern, and once."""

from __future__ import annotations

from pathlib import Path

import pytest
from result_books import TODAY, set_name, type_in, type_sent, write_bsc, write_departments

from xl_addin.actions import invite_bsc_meeting, remind_results
from xl_addin.actions.bsc_collect import collect_results
from xl_addin.actions.bsc_rows import RESULT_COLUMNS
from xl_addin.actions.bsc_verify import verify_results
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action


@pytest.fixture
def book(tmp_path: Path):
    with open_book(write_bsc(tmp_path / "bsc.xlsx", filled=True)) as opened:
        yield opened


def wipe(book, number: str, *headings: str) -> None:
    table = ListTable(book, "tbl_realisasi", RESULT_COLUMNS)
    records = table.records()
    next(record for record in records if record["ID"] == number).update(dict.fromkeys(headings))
    table.replace(records)


class TestInvitation:
    def test_one_invitation_and_a_commitment_for_each_department(self, book, tmp_path):
        result = invite_bsc_meeting(book, "15/12/2026", "Ruang Jati")
        assert [path.name for path in result.files] == [
            "Undangan penetapan BSC 2027.md",
            "Komitmen BSC 2027 - Penjualan.md",
            "Komitmen BSC 2027 - Produksi.md",
            "Komitmen BSC 2027 - SDM.md",
        ]
        assert (result.changed, result.problems) == (False, False)
        text = (tmp_path / "Surat" / "Undangan penetapan BSC 2027.md").read_text("utf-8")
        assert "15 Desember 2026" in text
        assert "Tempat: Ruang Jati" in text
        assert "- Manajer Produksi, Departemen Produksi" in text
        assert "- Direktur Operasi\n" in text
        assert "paling lambat 11 Desember 2026" in text  # two working days before a Tuesday

    def test_the_commitment_has_the_kpis_that_the_department_carries(self, book, tmp_path):
        invite_bsc_meeting(book, "2026-12-15", "Ruang Jati", out=tmp_path / "keluar")
        text = (tmp_path / "keluar" / "Komitmen BSC 2027 - Produksi.md").read_text("utf-8")
        assert "| 1 | P1-PRO | Produk cacat | % | 50 | 2 % |" in text  # a ratio's year is its months' mean
        assert "| 2 | C1-PRO | Keluhan | kasus | 50 | 60 |" in text
        assert "Penjualan bersih" not in text
        assert "| Direksi | Direktur Operasi |" in text

    def test_again_writes_nothing_and_another_place_writes_anew(self, book):
        invite_bsc_meeting(book, "2026-12-15", "Ruang Jati")
        assert invite_bsc_meeting(book, "2026-12-15", "Ruang Jati").files == []
        assert len(invite_bsc_meeting(book, "2026-12-15", "Ruang Mahoni").files) == 4

    def test_a_department_without_kpis_is_told(self, book):
        table = ListTable(book, "tbl_departemen", ("Departemen", "Direktorat", "Manajer"))
        table.replace([*table.records(), {"Departemen": "../Riset"}])
        result = invite_bsc_meeting(book, "2026-12-15", "Ruang Jati")
        assert [row[0] for row in result.rows] == ["../Riset"]
        assert result.problems

    @pytest.mark.parametrize("day", ["besok", "31/02/2027", ""])
    def test_a_day_that_is_none_is_refused(self, book, day):
        with pytest.raises(LembarError) as error:
            invite_bsc_meeting(book, day, "Ruang Jati")
        assert error.value.key == "bad_option"


class TestReminder:
    def test_who_has_reported_all_gets_none(self, book):
        result = remind_results(book)
        assert (result.files, result.problems) == ([], False)
        assert "sudah lengkap" in result.message

    def test_each_department_that_has_not_gets_one_with_what_is_blank(self, book, tmp_path):
        wipe(book, "K0003", "Realisasi Jun")
        wipe(book, "K0002", "Penyebut Jun")
        result = remind_results(book)
        assert result.rows == [("Produksi", 2, "P1-PRO, C1-PRO")]
        [path] = result.files
        assert path == tmp_path / "Surat" / "Pengingat realisasi 2027-06 - Produksi.md"
        text = path.read_text("utf-8")
        assert "Kepada Yth. Manajer Produksi" in text
        assert "bulan Juni 2027 adalah **15 Juli 2027**, 1 hari lagi" in text
        assert "**P1-PRO** Produk cacat: penyebut\n2. **C1-PRO** Keluhan\n" in text
        assert "berkas **KPI 2027 - Produksi.xlsx**" in text
        assert remind_results(book).files == []

    def test_a_day_later_it_says_so_anew(self, book):
        wipe(book, "K0003", "Realisasi Jun")
        remind_results(book)
        set_name(book, "Tanggal_acuan", TODAY.replace(day=17))
        [path] = remind_results(book).files
        assert "sudah lewat 2 hari" in path.read_text("utf-8")

    def test_another_month_and_one_that_is_not_due(self, book):
        wipe(book, "K0004", "Realisasi Feb", "Realisasi Apr")
        assert [row[0] for row in remind_results(book, "Feb").rows] == ["SDM"]
        assert remind_results(book, "4").rows == []
        with pytest.raises(LembarError) as error:
            remind_results(book, "Foo")
        assert error.value.key == "bad_month"

    def test_a_month_that_was_verified_with_a_blank_asks_no_more(self, book, tmp_path):
        folder = write_departments(tmp_path)
        wipe(book, "K0003", "Realisasi Jun")
        type_in(folder, "Produksi", {("K0003", "Realisasi Jun"): None})
        type_sent(folder, "Produksi", 6, TODAY)
        collect_results(book)
        verify_results(book)
        table = ListTable(book, "tbl_temuan", ("Temuan", "Keputusan"))
        table.replace([{**line, "Keputusan": "Terima"} for line in table.records()])
        verify_results(book)
        assert remind_results(book).rows == []


def test_by_the_command_line(tmp_path: Path):
    path = write_bsc(tmp_path / "bsc.xlsx")
    before = path.read_bytes()
    options = {"date": "2026-12-15", "place": "Ruang Jati", "out": str(tmp_path / "keluar")}
    assert len(run_action(path, "invite_bsc_meeting", options).files) == 4
    assert len(run_action(path, "remind_results", {"out": str(tmp_path / "keluar")}).files) == 3
    assert path.read_bytes() == before
