"""APS letters and the departments' workbooks: who, when, what; the same day; nothing written twice."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from aps_books import change, day, order, set_name, write_aps

from xl_addin import files
from xl_addin.actions import assign_stage, confirm_orders, distribute_aps, finalise_aps, invite_aps_meeting
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book

ORDERS = [
    order("ROP-1", 16, customer="=1+1"),
    order("ROP-2", 16 * 30, customer="CV <Jati> & Putra"),
    order("ROP-3", 8, customer="../x"),
]
DEPARTMENTS = [
    {"name": "Penjualan", "recipient": "Bambang", "note": None, "meets": "Ya", "gets": "Ya"},
    {"name": "../Produksi", "recipient": None, "note": "Kapasitas", "meets": "Ya", "gets": "Ya"},
    {"name": "SDM", "recipient": "Maya", "note": None, "meets": None, "gets": "Ya"},
    {"name": "Direksi", "recipient": "Hadi", "note": None, "meets": "Ya", "gets": None},
]


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> bytes:
    """April's first stage promised, on the day of its meeting, Monday 5 April 2027."""
    path = write_aps(tmp_path_factory.mktemp("aps") / "aps.xlsx", orders=ORDERS, departments=DEPARTMENTS)
    with open_book(path) as opened:
        assign_stage(opened)
        confirm_orders(opened)
        set_name(opened, "Tanggal_acuan", day(4, 5))
        opened.save()
    return path.read_bytes()


@pytest.fixture
def book(tmp_path: Path, ready: bytes):
    (tmp_path / "aps.xlsx").write_bytes(ready)
    with open_book(tmp_path / "aps.xlsx") as opened:
        yield opened


@pytest.fixture
def final(book):
    change(book, "tbl_aps_1", "ROP-3", Tambah__kurang=-3, Alasan="=HYPERLINK(1)", Disepakati_oleh="Bambang")
    assert finalise_aps(book).changed
    return book


def said(path: Path) -> str:
    """Return all that a letter says, with its letterhead."""
    letter = docx.Document(io.BytesIO(path.read_bytes()))
    tables = [*letter.tables, *letter.sections[0].header.tables]
    cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in letter.paragraphs), *cells])


class TestInvitation:
    def test_who_when_where_and_the_figures_of_the_stage(self, book, tmp_path):
        result = invite_aps_meeting(book, "Ruang Jati", start="13.30")
        [path] = result.files
        assert path == tmp_path / "Surat" / "Undangan APS 2027-04 Tahap 1.docx"
        assert not result.changed and not result.problems
        text = said(path)
        for words in (
            *("PT Mebel Nusantara", "No. Dokumen: FR-PPC-01", "Undangan rapat APS tahap 1, April 2027"),
            *("Bambang, Departemen Penjualan", "Manajer, Departemen ../Produksi", "Hadi, Departemen Direksi"),
            *("Senin, 5 April 2027", "13.30 WIB sampai selesai", "Ruang Jati", "Kepala Bagian PPC"),
            *("19 Maret 2027 sampai 5 April 2027", "3 ROP dari 3 pelanggan, 504 unit"),
            *("Penetapan APS final dan penutup", "CV <Jati> & Putra", "Kapasitas Las"),
        ):
            assert words in text, words
        assert "Maya" not in text, "SDM does not take part"
        assert "{{" not in text and "{%" not in text and "None" not in text

    def test_the_orders_to_discuss_and_the_load_that_is_too_much(self, book, tmp_path):
        change_hours(book, "Las", 100_000)
        text = said(invite_aps_meeting(book, "Ruang Jati").files[0])
        assert "ROP-2" in text and "ROP-1" not in text
        assert "Sanggup dalam bulan\n1 ROP\nPerlu dibahas\n2 ROP" in text
        assert text.count("% lebih") == 1

    def test_the_same_invitation_is_not_written_twice(self, book):
        invite_aps_meeting(book, "Ruang Jati")
        again = invite_aps_meeting(book, "Ruang Jati")
        assert again.files == [] and "sudah ada di Surat" in again.message
        assert invite_aps_meeting(book, "Ruang lain").files

    def test_the_stage_is_the_next_one_or_the_one_asked_for(self, book, tmp_path):
        set_name(book, "Tanggal_acuan", day(4, 6))
        result = invite_aps_meeting(book, "Ruang Jati", out=tmp_path / "ke sini")
        assert [path.name for path in result.files] == ["Undangan APS 2027-04 Tahap 2.docx"]
        assert result.rows == [("ROP", "Belum ada ROP pada tahap ini")]
        late = invite_aps_meeting(book, "Ruang Jati", stage="1")
        assert late.rows == [("Kalender APS", "Rapat 05/04/2027 sudah lewat")]
        set_name(book, "Tanggal_acuan", day(4, 20))
        with pytest.raises(LembarError, match="stage"):
            invite_aps_meeting(book, "Ruang Jati")

    def test_an_open_letter_is_left_alone(self, book, tmp_path):
        path = invite_aps_meeting(book, "Ruang Jati").files[0]
        before = path.read_bytes()
        path.with_name(f"~${path.name}").touch()
        with pytest.raises(LembarError):
            invite_aps_meeting(book, "Ruang lain")
        assert path.read_bytes() == before


class TestResult:
    def test_a_workbook_and_a_letter_for_each_department_that_gets_it(self, final, tmp_path):
        result = distribute_aps(final)
        assert not result.problems and not result.changed
        assert sorted(path.name for path in (tmp_path / "Hasil APS").iterdir()) == [
            f"APS 2027-04 Tahap 1 - {name}{kind}"
            for name in ("Penjualan", "Produksi", "SDM")
            for kind in (".docx", ".xlsx")
        ]

    def test_the_letter_says_what_was_agreed(self, final, tmp_path):
        distribute_aps(final)
        text = said(tmp_path / "Hasil APS" / "APS 2027-04 Tahap 1 - Penjualan.docx")
        for words in (
            *("Hasil rapat APS tahap 1, April 2027", "Bambang, Departemen Penjualan", "5 April 2027"),
            *("504 unit", "-3 unit", "501 unit", "APS 2027-04 Tahap 1 - Penjualan.xlsx"),
            *("=HYPERLINK(1) (Bambang)", "../x", "Las"),
        ):
            assert words in text, words
        assert "{{" not in text and "None" not in text

    def test_the_workbook_holds_the_values_and_no_formula_of_people(self, final, tmp_path):
        distribute_aps(final)
        path = tmp_path / "Hasil APS" / "APS 2027-04 Tahap 1 - Produksi.xlsx"
        book = openpyxl.load_workbook(path)
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        shown = {cell.value for cell in cells}
        assert {"=1+1", "CV <Jati> & Putra", "../x", "=HYPERLINK(1)", "Pipa", "Las"} <= shown
        assert {cell.data_type for cell in cells if cell.value in ("=1+1", "=HYPERLINK(1)")} == {"s"}
        assert {480, -3, 5, 1002} <= shown, "asked, cut, agreed, metres of tube"

    def test_the_same_result_is_not_written_twice(self, final, tmp_path):
        first = distribute_aps(final)
        before = {path: path.read_bytes() for path in first.files}
        again = distribute_aps(final)
        assert again.files == [] and "0 berkas" in again.message
        assert {path: path.read_bytes() for path in before} == before

    def test_an_open_file_is_told_and_the_others_written(self, final, tmp_path):
        folder = tmp_path / "Hasil APS"
        folder.mkdir()
        (folder / "~$APS 2027-04 Tahap 1 - Produksi.xlsx").touch()
        result = distribute_aps(final)
        assert [row[0] for row in result.rows] == ["../Produksi"]
        assert len(result.files) == 4
        (folder / "~$APS 2027-04 Tahap 1 - Produksi.xlsx").unlink()
        assert len(distribute_aps(final).files) == 2

    def test_a_run_that_is_killed_leaves_whole_files_and_goes_on(self, final, tmp_path, monkeypatch):
        whole, count = files.write_bytes, 0

        def killed(path: Path, content: bytes) -> None:
            nonlocal count
            count += 1
            if count == 3:
                raise KeyboardInterrupt
            whole(path, content)

        monkeypatch.setattr("xl_addin.actions.aps_letters.write_bytes", killed)
        monkeypatch.setattr("xl_addin.letters.write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            distribute_aps(final)
        monkeypatch.undo()
        left = sorted((tmp_path / "Hasil APS").iterdir())
        assert len(left) == 2 and all(path.stat().st_size > 1000 for path in left)
        assert len(distribute_aps(final).files) == 4

    def test_a_day_late_is_told(self, final):
        set_name(final, "Tanggal_acuan", day(4, 8))
        [(who, told)] = distribute_aps(final).rows
        assert who == "PPC" and "3 hari kerja sesudah rapat, seharusnya H+0" in told

    def test_nothing_goes_out_before_it_is_final(self, book, tmp_path):
        with pytest.raises(LembarError, match="APS April 2027, tahap 1 belum final"):
            distribute_aps(book)
        assert not (tmp_path / "Hasil APS").exists()
        finalise_aps(book)
        with pytest.raises(LembarError, match="tahap 2 belum final"):
            distribute_aps(book, stage="2")


def change_hours(book, centre: str, hours: float) -> None:
    """Write what is promised at a work centre in April."""
    table = ListTable(book, "tbl_beban", ("Pusat kerja", "Apr"))
    rows = table.records()
    table.replace([{**row, "Apr": hours} if row["Pusat kerja"] == centre else row for row in rows])
