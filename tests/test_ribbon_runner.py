"""A press of a button, start to end: the calling workbook is a file of the headless engine."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from swot_books import issue, issues_of, set_issues, tab, weigh, write_form, write_swot

from xl_addin import progress
from xl_addin.actions import ACTIONS, Result
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.recalc import verify as verifying
from xl_addin.ribbon import keep, runner, telling
from xl_addin.ribbon.runner import click

USER_FOLDER = keep.user_folder
LIST = [("Produksi", "Mesin baru", "S"), ("SDM", "Turnover tinggi", "W"), ("Keuangan", "Kredit murah", "O")]


@pytest.fixture(autouse=True)
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies and reports go into the test's own folder."""
    folder = tmp_path / "pengguna"
    monkeypatch.setattr(keep, "user_folder", lambda: folder)
    monkeypatch.setattr(telling, "user_folder", lambda: folder)
    return folder


@pytest.fixture
def book(tmp_path: Path) -> Iterator[xw.Book]:
    """A SWOT workbook with three issues; a second book keeps the app alive when the first is closed."""
    path = write_swot(tmp_path / "swot.xlsx")
    with open_book(path) as opened:
        opened.app.books.open(str(write_swot(tmp_path / "lain.xlsx")))
        set_issues(opened, LIST)
        opened.save()
        call_from(opened)
        yield opened
    del xw.Book._mock_caller


def call_from(book: xw.Book) -> None:
    book.set_mock_caller()


def alerts(book: xw.Book) -> list[str]:
    return book.app.impl.alerts


def stored(path: Path, letter: str) -> list[Any]:
    with open_book(path) as opened:
        return [record["Isu"] for record in tab(opened, letter)]


class TestActions:
    def test_an_action_runs_on_the_calling_workbook_and_says_what_is_next(self, book):
        click("split_issues")
        assert [record["Isu"] for record in tab(book, "S")] == ["Mesin baru"]
        (message,) = alerts(book)
        assert message.startswith("Isu dibagi ke empat tab (S 1, W 1, O 1, T 0)")
        assert message.endswith("Isi bobot dan rating di keempat tab.")

    def test_the_numbers_are_fresh_afterwards(self, book):
        click("split_issues")
        weigh(book, "S", {"Mesin baru": (2, 4)})
        click("split_issues")
        click("fill_matrix")
        assert book.names["Bobot_S"].refers_to_range.value == 2
        assert len(alerts(book)) == 3

    def test_what_the_person_answered_reaches_the_action(self, book, tmp_path):
        write_form(tmp_path / "formulir \U0001f4c1" / "PPC.xlsx", "PPC", [issue("Antre panjang", "W")])
        halves = (
            str(tmp_path / "formulir \U0001f4c1").encode("utf-16-le").decode("utf-16-le", "surrogatepass")
        )
        split = halves.replace("\U0001f4c1", "\ud83d\udcc1")  # VBA hands such a sign over in two halves
        click("collect_issues", {"folder": split})
        assert "Antre panjang" in [record["Isu"] for record in issues_of(book)]

    def test_review_writes_its_letters_and_names_them(self, book, tmp_path):
        set_issues(book, [*LIST, ("PPC", "Antre panjang", "X")])
        click("review_issues", {"out": str(tmp_path / "surat"), "sender": "Kepala CMS"})
        letters = list((tmp_path / "surat").glob("*"))
        assert letters
        for letter in letters:
            assert str(letter) in alerts(book)[0]

    @pytest.mark.parametrize(
        "name", [action.name for action in ACTIONS.values() if action.workbook != "swot"]
    )
    def test_on_a_workbook_of_another_kind_an_action_says_what_is_missing(self, book, name, tmp_path):
        options = {option.name: str(tmp_path / "x") for option in ACTIONS[name].options if option.required}
        click(name, options)
        (message,) = alerts(book)
        assert "Traceback" not in message
        assert "tidak terduga" not in message

    def test_long_lists_are_cut_in_the_message_and_whole_in_the_report(self, book, monkeypatch):
        rows = [(f"Isu {n}", None) for n in range(40)]
        many = Result("Selesai.", headings=("Isu", "Sebab"), rows=rows, next_step="Perbaiki.")
        monkeypatch.setattr(runner, "find", lambda name: _action(lambda book: many))
        click("apa saja")
        (message,) = alerts(book)
        assert "• Isu 11 | -" in message
        assert "Isu 12" not in message
        assert "28 baris lagi: tekan Laporan terakhir" in message
        assert "• Isu 39 | -" in telling.report_file().read_text(encoding="utf-8-sig")


def _action(function: Any) -> Any:
    """An action of a test's own."""

    class _Action:
        label = "Coba"

        def __call__(self, book: xw.Book, given: Any) -> Result:
            return function(book)

    return _Action()


class TestStatusBar:
    def test_it_shows_how_far_the_work_has_come_and_is_given_back(self, book, monkeypatch):
        seen = []

        def work(book):
            seen.append(book.app.status_bar)
            seen.extend(book.app.status_bar for _ in progress.track(["a", "b"], "Cascading"))
            return Result("Selesai.")

        monkeypatch.setattr(runner, "find", lambda name: _action(work))
        click("apa saja")
        assert seen == ["Lembar bekerja...", "Lembar: Cascading 0/2", "Lembar: Cascading 1/2"]
        assert book.app.status_bar is False

    def test_it_is_given_back_after_an_error(self, book):
        click("tidak ada")
        assert book.app.status_bar is False


class TestErrors:
    def test_a_foreseen_one_is_told_in_indonesian_and_its_cell_is_selected(self, book, monkeypatch):
        error = LembarError(
            "no_column", file=book.name, sheet="Strength", cell="A9:H9", found="x", expected="Kode"
        )

        def refuse(book):
            raise error

        monkeypatch.setattr(runner, "find", lambda name: _action(refuse))
        click("apa saja")
        assert alerts(book) == [error.indonesian()]
        assert book.app.selection.address == "$A$9:$H$9"
        assert book.sheets.active.name == "Strength"

    def test_a_cell_of_another_file_is_not_looked_for_here(self, book, monkeypatch):
        def refuse(book):
            raise LembarError(
                "no_column", file="PPC.xlsx", sheet="Strength", cell="A9", found="x", expected="y"
            )

        monkeypatch.setattr(runner, "find", lambda name: _action(refuse))
        click("apa saja")
        assert book.app.selection is None

    def test_an_unforeseen_one_is_no_traceback_for_the_planner(self, book, monkeypatch):
        def fail(book):
            raise RuntimeError("rusak")

        monkeypatch.setattr(runner, "find", lambda name: _action(fail))
        click("apa saja")
        (message,) = alerts(book)
        assert "Terjadi kesalahan yang tidak terduga (RuntimeError: rusak)" in message
        assert "Traceback" not in message
        assert "Traceback" in telling.report_file().read_text(encoding="utf-8-sig")

    def test_an_action_that_is_not_there_is_told(self, book):
        click("tidak ada")
        assert "tidak ada" in alerts(book)[0]


class TestUndo:
    def test_a_step_is_taken_back_and_what_came_after_is_kept(self, book):
        path = Path(book.fullname)
        click("split_issues")
        book.save()
        weigh(book, "S", {"Mesin baru": (5, 4)})
        app = book.app
        click("undo")
        question, done = alerts(book)[-2:]
        assert "seperti sebelum Bagi isu" in question
        assert "Bagi isu sudah dibatalkan" in done
        assert stored(path, "S") == []
        later = Path(done.rpartition(" tersimpan di ")[2].rstrip("."))
        with open_book(later) as opened:
            assert [(r["Isu"], r["Bobot"]) for r in tab(opened, "S")] == [("Mesin baru", 5.0)]
        assert [opened.name for opened in app.books][-1] == "swot.xlsx"

    def test_steps_are_taken_back_one_by_one(self, book):
        click("split_issues")
        click("fill_matrix")
        assert [copy.label for copy in keep.copies(book)] == ["Bagi isu", "Isi matriks"]
        click("undo")
        again = book.app.books["swot.xlsx"]
        call_from(again)
        assert [copy.label for copy in keep.copies(again)] == ["Bagi isu"]
        assert [record["Isu"] for record in tab(again, "S")] == ["Mesin baru"]

    def test_who_says_no_keeps_everything(self, book, monkeypatch):
        click("split_issues")
        monkeypatch.setattr(runner, "confirmed", lambda app, text: False)
        click("undo")
        assert len(keep.copies(book)) == 1
        assert [record["Isu"] for record in tab(book, "S")] == ["Mesin baru"]

    def test_a_step_that_changed_nothing_leaves_no_copy(self, book):
        click("split_issues")
        click("split_issues")
        assert len(keep.copies(book)) == 1

    def test_a_step_that_failed_leaves_its_copy(self, book, monkeypatch):
        def fail(book):
            set_issues(book, LIST[:1])
            raise RuntimeError("di tengah jalan")

        monkeypatch.setattr(runner, "find", lambda name: _action(fail))
        click("apa saja")
        assert [copy.label for copy in keep.copies(book)] == ["Coba"]

    def test_only_the_latest_copies_stay(self, book):
        for _ in range(keep.MOST + 3):
            keep.keep(book, "Coba")
        names = [copy.path.name for copy in keep.copies(book)]
        assert names == [f"{n:04d} Coba.xlsx" for n in range(4, keep.MOST + 4)]

    def test_without_a_step_there_is_nothing_to_take_back(self, book):
        click("undo")
        assert alerts(book) == ["Belum ada langkah Lembar pada buku kerja ini yang dapat dibatalkan."]

    def test_a_file_that_cannot_be_written_stays_open_as_it_is(self, book, monkeypatch):
        click("split_issues")
        monkeypatch.setattr(keep.os, "access", lambda path, mode: False)
        click("undo")
        assert "hanya dapat dibaca" in alerts(book)[-1]
        assert [record["Isu"] for record in tab(book, "S")] == ["Mesin baru"]

    def test_a_workbook_in_the_cloud_is_told_of(self, book, monkeypatch):
        click("split_issues")
        copy = keep.copies(book)[-1]
        monkeypatch.setattr(keep, "location", lambda book: None)
        with pytest.raises(LembarError, match="tidak diketahui"):
            keep.restore(book, copy)

    def test_a_mac_has_no_save_copy_as(self, book, tmp_path, monkeypatch):
        book.sheets["Pengaturan"].range("B7").value = "PT Lain"
        monkeypatch.delattr(type(book.impl), "SaveCopyAs")
        keep.save_copy(book, tmp_path / "salinan.xlsx")
        with open_book(tmp_path / "salinan.xlsx") as opened:
            assert opened.sheets["Pengaturan"].range("B7").value == "PT Lain"


class TestTools:
    def test_explain_tells_of_the_selected_cell(self, book):
        click("split_issues")
        weigh(book, "S", {"Mesin baru": (2, 4)})
        book.sheets["Strength"].range("G10").select()
        click("explain")
        assert "SWOT_SCORE" in alerts(book)[-1]
        assert "SWOT_SCORE" in telling.report_file().read_text(encoding="utf-8-sig")

    def test_explain_without_a_selected_cell(self, book):
        click("explain")
        assert alerts(book) == [LembarError("no_selection", file=book.name).indonesian()]

    def test_verify_says_that_all_agree(self, book, monkeypatch):
        one = partial(verifying.verify, engines=["formualizer"])  # the slow ones have tests of their own
        monkeypatch.setattr(verifying, "verify", one)
        book.app.calculate()
        click("verify")
        assert "semua hasil sama" in alerts(book)[0]
        assert "Mesin hitung: formualizer" in alerts(book)[0]

    def test_verify_selects_the_first_cell_that_differs(self, book, monkeypatch):
        found = verifying.Verification(
            9, {"formulas": 9}, {}, [verifying.Difference("Strength", "G10", "1+1", {"cached": 3.0})]
        )
        monkeypatch.setattr(verifying, "verify", lambda file: found)
        click("verify")
        assert "1 sel hasilnya berbeda" in alerts(book)[0]
        assert "Strength!G10: cached = 3.0" in alerts(book)[0]
        assert book.app.selection.address == "$G$10"

    def test_audit_tells_what_does_not_add_up_and_selects_it(self, book):
        click("audit")
        assert "hal perlu diperiksa" in alerts(book)[0]
        sheet = book.sheets["Strength"]
        sheet.range("F10").value = 0.5
        click("audit")
        assert "Strength!F10: Rumus tertimpa isian (ada 0.5" in telling.report_file().read_text("utf-8-sig")

    def test_recalculate(self, book):
        book.sheets["Pengaturan"].range("B11").value = 2030
        click("recalculate")
        assert book.names["Batas_kirim"].refers_to_range.value == datetime(2029, 10, 31)

    def test_the_last_report_is_opened(self, book, monkeypatch):
        opened = []
        monkeypatch.setattr(webbrowser, "open", opened.append)
        click("report")
        click("split_issues")
        click("report")
        assert alerts(book)[0] == "Belum ada laporan."
        assert opened == [telling.report_file().as_uri()]


@pytest.mark.parametrize(
    ("system", "environment", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "/u/Local"}, "/u/Local/Lembar"),
        ("win32", {}, "/home/AppData/Local/Lembar"),
        ("darwin", {}, "/home/Library/Containers/com.microsoft.Excel/Data/Lembar"),
        ("linux", {}, "/home/.cache/lembar"),
    ],
)
def test_where_copies_lie(system, environment, expected):
    assert USER_FOLDER(system, environment, Path("/home")).as_posix() == expected
