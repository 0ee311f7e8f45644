"""Letters of customer handling: reply, reminders, the report; their days are the cells of the sheet."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from complaint_actions import Desk, day, fresh
from complaint_books import complaint, example

from xl_addin.actions.complaint_book import ComplaintBook
from xl_addin.actions.complaint_report import figures
from xl_addin.errors import LembarError
from xl_addin.headless import open_book

ANSWERED = {
    "answer": "Kaki <b>diganti</b> & dilas", "cause": "Konstruksi longgar", "answered": day(6, 9),
    "action": "=1+1 mengganti {{ kaki }}", "pic": "Hadi", "action_due": day(6, 30),
}  # fmt: skip


def said(path: Path) -> str:
    """Return all that a letter says, with its letterhead."""
    letter = docx.Document(io.BytesIO(path.read_bytes()))
    tables = [*letter.tables, *letter.sections[0].header.tables]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in letter.paragraphs), *cells])


def rows_of(path: Path, heading: str) -> list[list[str]]:
    """Return the rows of the first table whose first heading is this one."""
    letter = docx.Document(io.BytesIO(path.read_bytes()))
    table = next(table for table in letter.tables if table.cell(0, 0).text == heading)
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


class TestReply:
    @pytest.fixture
    def desk(self, tmp_path: Path) -> Desk:
        row = complaint(**ANSWERED, replied=None, reply_channel=None, customer="../CV: Jati", contact="Budi")
        return Desk(tmp_path, [row], reference_date=day(6, 10), company={"name": "PT Mebel Nusantara"})

    def test_it_has_the_answer_and_the_promise_as_the_sheet_has_them(self, desk, tmp_path):
        [path, _] = desk.press("reply_customer", no="K-2027-0001").files
        assert path == tmp_path / "Surat" / "Balasan K-2027-0001 - .. CV Jati.docx"
        text = said(path)
        for words in (
            *("PT Mebel Nusantara", "K-2027-0001", "../CV: Jati", "u.p. Budi", "surat Bapak/Ibu"),
            *("Kaki <b>diganti</b> & dilas", "=1+1 mengganti {{ kaki }}", "Dian Permata", "10 Juni 2027"),
            *("2 Juni 2027", "30 Juni 2027", "Tanggapan keluhan: KS-02", "mohon maaf"),
        ):
            assert words in text, words
        row = desk.row("K-2027-0001")
        assert (row["Dibalas"], row["Cara balas"], row["Batas tindakan"]) == (day(6, 10), "Surat", day(6, 30))

    def test_a_request_gets_no_apology(self, tmp_path):
        row = complaint(**{**ANSWERED, "action": None, "pic": None, "action_due": None}, replied=None,
                        reply_channel=None, class_="Informasi produk", product=None)  # fmt: skip
        desk = Desk(tmp_path, [row], reference_date=day(6, 10))
        text = said(desk.press("reply_customer", no="K-2027-0001", via="telepon").files[0])
        assert "Jawaban permintaan" in text
        assert "maaf" not in text and "janjikan" not in text
        assert desk.row("K-2027-0001")["Cara balas"] == "Telepon"

    def test_a_letter_that_somebody_changed_stays_and_one_that_is_gone_comes_back(self, desk):
        [path, _] = desk.press("reply_customer", no="K-2027-0001").files
        first = path.read_bytes()
        path.write_bytes(b"diubah")
        assert "tidak ditimpa" in desk.press("reply_customer", no="K-2027-0001").message
        assert path.read_bytes() == b"diubah"
        path.unlink()
        assert desk.press("reply_customer", no="K-2027-0001").files == [path]
        assert path.read_bytes() == first

    @pytest.mark.parametrize(
        ("row", "options", "key"),
        [
            ({"answer": None}, {}, "complaint_blank"),
            ({"answered": None}, {}, "complaint_blank"),
            ({"answered": "kemarin"}, {}, "complaint_no_date"),
            ({"replied": "kemarin"}, {}, "complaint_no_date"),
            ({"pic": None}, {}, "complaint_blank"),
            ({"action_due": None}, {}, "complaint_blank"),
            ({}, {"date": "8/6/2027"}, "complaint_order"),
            ({}, {"date": "11/6/2027"}, "complaint_future"),
            ({}, {"via": "Merpati"}, "complaint_choice"),
            ({}, {"action": "Lain"}, "complaint_filled"),
            ({}, {"due": "besok"}, "bad_option"),
            ({"replied": day(6, 9), "reply_channel": "Surat"}, {"date": "10/6/2027"}, "complaint_filled"),
        ],
    )
    def test_what_is_refused(self, tmp_path, row, options, key):
        one = complaint(**{**ANSWERED, "replied": None, "reply_channel": None, **row})
        desk = Desk(tmp_path, [one], reference_date=day(6, 10))
        before = desk.path.read_bytes()
        with pytest.raises(LembarError) as caught:
            desk.press("reply_customer", no="K-2027-0001", **options)
        assert caught.value.key == key, str(caught.value)
        assert desk.path.read_bytes() == before
        assert not (tmp_path / "Surat").exists()


def test_a_reminder_for_each_department_with_the_days_of_the_sheet(tmp_path: Path) -> None:
    rows = [
        fresh(number="K-1", customer="CV <Jati> & Putra", forwarded=day(6, 3)),
        fresh(number="K-2", received=day(6, 9), class_="Keluhan pelayanan"),
        fresh(number="K-3", forwarded=day(6, 3), department="../Gudang"),
        complaint(number="K-4"),
    ]
    desk = Desk(tmp_path, rows, reference_date=day(6, 11))
    files = {path.name: path for path in desk.press("overdue_list", letters=tmp_path / "Surat").files}
    assert sorted(files) == [
        f"Pengingat 2027-06-11 - {name}.docx" for name in (".. Gudang", "Penjualan", "QC")
    ]
    due = {row["No"]: row["Batas jawab"] or row["Batas terus"] for row in desk.rows()}
    [line] = rows_of(files["Pengingat 2027-06-11 - QC.docx"], "No")
    assert line == ["K-1", "CV <Jati> & Putra", "menjawab dan mengembalikan formulir", "Hadi Susanto",
                    f"{due['K-1']:%d/%m/%Y}", "1 hari kerja"]  # fmt: skip
    [line] = rows_of(files["Pengingat 2027-06-11 - Penjualan.docx"], "No")
    assert line[4:] == [f"{due['K-2']:%d/%m/%Y}", "1 hari kerja"]
    assert desk.press("overdue_list", letters=tmp_path / "Surat").files == []


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Desk:
    """The worked example on 9 December."""
    values = example()
    return Desk(tmp_path_factory.mktemp("k"), values.pop("complaints"), **values)


class TestReport:
    @pytest.mark.parametrize("month", [3, 6, 11])
    def test_its_figures_are_those_of_recap_pareto_and_trend(self, filled, month):
        """The sheets count the same month when their period is that month."""
        first, last = date(2027, month, 1), date(2027, month, [31, 30][month in (6, 11)])
        filled.set(Rekap_dari=first, Rekap_sampai=last)
        with open_book(filled.path) as book:
            told = figures(ComplaintBook(book), first)
        for part, table, heading in (("classes", "tbl_rekap_kelas", "Kelas"),
                                     ("departments", "tbl_rekap_bagian", "Bagian")):  # fmt: skip
            shown = {row[heading]: row for row in filled.rows(table) if row[heading]}
            for one in [*told[part], {**told["total"], "name": "Jumlah"}]:
                assert counted(one) == cells(shown[one["name"]]), one["name"]
            assert sum(row["Masuk"] > 0 for row in shown.values()) == len(told[part]) + 1
        pareto = [(row["Sebab"], row["Jumlah"]) for row in filled.rows("tbl_pareto") if row["Jumlah"]]
        assert [(one["name"], one["count"]) for one in told["causes"]] == pareto
        trend = filled.rows("tbl_tren")[:month]
        assert [(one["received"], one["in_time"], one["late"], one["open"]) for one in told["trend"]] == [
            (row["Masuk"], row["Tepat waktu"], row["Terlambat"], row["Terbuka"]) for row in trend
        ]

    def test_the_file_says_them_and_what_is_late(self, filled, tmp_path):
        result = filled.press("complaint_report", out=tmp_path)
        [path] = result.files
        assert path.name == "Laporan keluhan 2027-11.docx"
        text = said(path)
        assert "Laporan penanganan pelanggan, November 2027" in text and "Ratna Widyasari" in text
        assert "Terlambat atau jatuh tempo per 9 Desember 2027: 4" in text
        due = {row["No"]: row["Jatuh tempo"] for row in filled.rows()}
        late = rows_of(path, "No")
        assert [row[0] for row in late] == ["K-2027-0037", "K-2027-0034", "K-2027-0040", "K-2027-0036"]
        assert all(row[4] == f"{due[row[0]]:%d/%m/%Y}" for row in late)
        assert not filled.press("complaint_report", out=tmp_path, month="November 2027").files

    @pytest.mark.parametrize(
        ("month", "key"),
        [("13", "bad_option"), ("x", "bad_option"), ("1/2028", "complaint_future"), ("2027", "bad_option")],
    )
    def test_months_that_are_none(self, filled, month, key):
        with pytest.raises(LembarError) as caught:
            filled.press("complaint_report", month=month)
        assert caught.value.key == key

    @pytest.mark.parametrize(("today", "name"), [(day(6, 30), "2027-06"), (day(6, 29), "2027-05")])
    def test_the_last_whole_month_is_told_by_default_also_when_nothing_came(self, tmp_path, today, name):
        result = Desk(tmp_path, [], reference_date=today).press("complaint_report")
        assert [path.name for path in result.files] == [f"Laporan keluhan {name}.docx"]
        assert result.problems


def counted(one: dict[str, Any]) -> list[Any]:
    found = [one[name] for name in ("received", "open", "overdue", "in_time", "late", "share")]
    return [*found[:5], *(None if one is None else pytest.approx(one) for one in (found[5], *one["days"]))]


def cells(row: dict[str, Any]) -> list[Any]:
    names = ("Masuk", "Terbuka", "Lewat batas", "Tepat waktu", "Terlambat", "% tepat waktu")
    return [row[name] for name in (*names, "Hari terus", "Hari jawab", "Hari balas", "Hari semua")]
