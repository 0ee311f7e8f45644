"""The SWOT round without Excel: collect, review, split, fill the matrix; nothing that was typed is lost."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from swot_books import (
    DEPARTMENTS,
    change,
    issue,
    issues_of,
    records,
    set_issues,
    tab,
    weigh,
    write_form,
    write_swot,
)

from xl_addin import files
from xl_addin.actions import ACTIONS, collect_issues, fill_matrix, review_issues, split_issues
from xl_addin.actions.swot_issues import ISSUE_COLUMNS
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

TODAY = datetime(2026, 11, 2)


@pytest.fixture
def swot(tmp_path: Path) -> Path:
    return write_swot(tmp_path / "swot.xlsx")


@pytest.fixture
def book(swot: Path):
    with open_book(swot) as opened:
        yield opened


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """Forms of two departments, three issues each."""
    folder = tmp_path / "formulir"
    for name in ("Produksi", "Keuangan"):
        issues = [issue(f"{name} kuat"), issue(f"{name} lemah", "W"), issue(f"{name} peluang", "O")]
        write_form(folder / f"{name}.xlsx", name, issues)
    return folder


def texts(book: xw.Book) -> list[str]:
    return [record["Isu"] for record in issues_of(book)]


def archive(book: xw.Book) -> list[tuple]:
    return records(book, "tbl_arsip", "Tanggal", "Kode", "Isu", "Departemen", "Bobot", "Rating", "Alasan")


def returns(book: xw.Book) -> list[tuple]:
    return records(book, "tbl_pengembalian", "Departemen", "Isu", "Yang perlu diperbaiki", "Diterima")


class TestCollect:
    def test_issues_and_receipts_are_taken_in_the_order_of_the_departments(self, book, forms):
        result = collect_issues(book, forms)
        assert (result.changed, result.problems) == (True, False)
        assert texts(book)[:3] == ["Produksi kuat", "Produksi lemah", "Produksi peluang"]
        assert issues_of(book)[3]["Sumber Isu"] == "Keuangan · Rapat tahunan"
        columns = ("Departemen", "Berkas", "Diterima", "Jumlah isu", "Keterangan")
        assert records(book, "tbl_penerimaan", *columns) == [
            ("Produksi", "Produksi.xlsx", datetime(2026, 10, 20), 3.0, "Lengkap"),
            ("Keuangan", "Keuangan.xlsx", datetime(2026, 10, 20), 3.0, "Lengkap"),
        ]

    def test_collecting_again_changes_nothing(self, book, forms):
        collect_issues(book, forms)
        assert not collect_issues(book, forms).changed

    def test_a_new_form_replaces_its_department_and_leaves_the_others(self, book, forms):
        collect_issues(book, forms)
        typed = {**dict.fromkeys(ISSUE_COLUMNS), "Isu": "Diketik CMS", "Sumber Isu": "Rapat direksi"}
        ListTable(book, "tbl_isu", ISSUE_COLUMNS).replace([typed, *issues_of(book)])
        write_form(forms / "Produksi.xlsx", "Produksi", [issue("Produksi kuat"), issue("Produksi baru")])
        (forms / "Keuangan.xlsx").unlink()
        collect_issues(book, forms)
        assert texts(book) == [
            "Diketik CMS",
            *("Produksi kuat", "Produksi baru"),
            *("Keuangan kuat", "Keuangan lemah", "Keuangan peluang"),
        ]
        gone = [(line[2], line[3], line[6]) for line in archive(book)]
        assert gone == [
            ("Produksi lemah", "Produksi", "Tidak ada lagi di formulir Produksi.xlsx"),
            ("Produksi peluang", "Produksi", "Tidak ada lagi di formulir Produksi.xlsx"),
        ]

    def test_category_words_become_letters_and_others_stay_for_the_review(self, book, forms):
        words = ["Kekuatan", "weakness", "o", "T - Ancaman", "Xyz"]
        path = write_form(forms / "SDM.xlsx", "SDM", [issue(f"Isu {word}") for word in words])
        change(path, {f"G{10 + n}": word for n, word in enumerate(words)})
        collect_issues(book, forms)
        found = [r["Kategori SWOT"] for r in issues_of(book) if r["Sumber Isu"].startswith("SDM")]
        assert found == ["S", "W", "O", "T", "Xyz"]

    def test_a_form_twice_counts_once_and_a_later_one_wins(self, book, forms):
        (forms / "Produksi (1).xlsx").write_bytes((forms / "Produksi.xlsx").read_bytes())
        write_form(forms / "Keuangan lama.xlsx", "Keuangan", [issue("Lama")], sent=date(2026, 10, 1))
        result = collect_issues(book, forms)
        assert len(texts(book)) == 6
        told = {(row[0], row[3].split(";")[0]) for row in result.rows}
        assert ("Produksi.xlsx", "isu yang sama juga ada di Produksi (1).xlsx") in told
        assert ("Keuangan lama.xlsx", "formulir Keuangan yang lebih lama") in told
        assert not collect_issues(book, forms).changed

    def test_an_issue_twice_in_a_form_is_told_with_its_cell(self, book, forms):
        write_form(forms / "PPC.xlsx", "PPC", [issue("Jadwal padat"), issue("  jadwal  PADAT.")])
        result = collect_issues(book, forms)
        assert [row[:3] for row in result.rows] == [("PPC.xlsx", "Formulir Isu", "D11")]
        assert len(texts(book)) == 8

    @pytest.mark.parametrize(
        ("name", "content", "told"),
        [
            ("rusak.xlsx", b"PK\x03\x04 terpotong", "bukan berkas Excel"),
            ("bukan.xlsx", b"halo", "bukan berkas Excel"),
            ("lama.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format Excel lama"),
            (
                "sandi.xlsx",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "kata sandi",
            ),
        ],
    )
    def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_taken(self, book, forms, name, content, told):
        (forms / name).write_bytes(content)
        result = collect_issues(book, forms)
        assert len(texts(book)) == 6
        assert [(row[0], told in row[3]) for row in result.rows] == [(name, True)]
        assert (None, name) in records(book, "tbl_penerimaan", "Departemen", "Berkas")

    def test_a_renamed_column_is_read_and_told(self, book, forms):
        change(forms / "Produksi.xlsx", {"F9": "Sumber Issue", "C9": "Kebutuhan dan Harapan"})
        result = collect_issues(book, forms)
        assert issues_of(book)[0]["Sumber Isu"] == "Produksi · Rapat tahunan"
        assert [(row[2], row[4]) for row in result.rows] == [
            ("C9", "Kebutuhan & Harapan Pihak Berkepentingan"), ("F9", "Sumber Isu")
        ]  # fmt: skip

    def test_moved_columns_are_read_and_told(self, book, forms):
        write_form(forms / "Produksi.xlsx", "Produksi", [issue("Audit", source="Produksi kuat")])
        change(forms / "Produksi.xlsx", {"D9": "Sumber Isu", "F9": "Isu"})
        result = collect_issues(book, forms)
        assert issues_of(book)[0]["Isu"] == "Produksi kuat"
        assert issues_of(book)[0]["Sumber Isu"] == "Produksi · Audit"
        assert {row[2] for row in result.rows} == {"D9", "F9"}
        assert all("berpindah" in row[3] for row in result.rows)

    def test_a_missing_column_is_told_and_left_blank(self, book, forms):
        change(forms / "Produksi.xlsx", {"E9": "Catatan lain-lain"})
        result = collect_issues(book, forms)
        assert issues_of(book)[0]["Tinjauan Faktor"] is None
        assert [(row[2], row[4]) for row in result.rows] == [("E9", "Tinjauan Faktor")]

    def test_a_form_without_the_issues_is_not_taken(self, book, forms):
        change(forms / "Produksi.xlsx", {"D9": "Zzz"})
        result = collect_issues(book, forms)
        assert texts(book) == ["Keuangan kuat", "Keuangan lemah", "Keuangan peluang"]
        assert [(row[2], row[4]) for row in result.rows] == [("D9", "Isu")]

    def test_a_formula_is_neither_run_nor_taken_as_a_formula(self, book, forms):
        path = write_form(
            forms / "SDM.xlsx", "SDM", [issue("=cmd|' /C calc'!A0"), issue("+1"), issue("@sum")]
        )
        change(path, {"D13": "=1+1"})
        result = collect_issues(book, forms)
        assert texts(book)[-3:] == ["=cmd|' /C calc'!A0", "+1", "@sum"]
        sheet = book.impl.workbook.sheet("Isu Internal & Eksternal")
        assert all(cell.formula is None for cell in sheet.cells() if cell.row > 9)
        assert ("SDM.xlsx", "D13", "rumus =1+1") in [(row[0], row[2], row[3]) for row in result.rows]

    def test_a_form_open_in_excel_is_read_and_told_and_its_lock_is_no_form(self, book, forms):
        (forms / "~$Produksi.xlsx").write_bytes(b"lock")
        result = collect_issues(book, forms)
        assert len(texts(book)) == 6
        assert [row[0] for row in result.rows] == ["Produksi.xlsx"]

    def test_the_form_of_another_year_is_not_taken(self, book, forms):
        write_form(forms / "SDM.xlsx", "SDM", [issue("Lama")], year=2026)
        result = collect_issues(book, forms)
        assert "Lama" not in texts(book)
        assert [(row[0], row[4]) for row in result.rows] == [("SDM.xlsx", "2027")]

    def test_departments_are_recognised_or_told(self, book, forms):
        write_form(forms / "a.xlsx", " marketing ", [issue("Satu")])
        write_form(forms / "PPC.xlsx", "", [issue("Dua")])
        write_form(forms / "b.xlsx", "Gudang", [issue("Tiga")])
        write_form(forms / "c.xlsx", "", [issue("Empat")])
        result = collect_issues(book, forms)
        found = {r["Isu"]: r["Sumber Isu"].split(" ·")[0] for r in issues_of(book)}
        assert [found.get(text) for text in ("Satu", "Dua", "Tiga", "Empat")] == [
            "Marketing",
            "PPC",
            "Gudang",
            None,
        ]
        assert {row[0] for row in result.rows} == {"PPC.xlsx", "b.xlsx", "c.xlsx"}
        assert not collect_issues(book, forms).changed

    def test_issues_below_the_table_are_taken_and_told(self, book, forms):
        path = write_form(forms / "SDM.xlsx", "SDM", [issue(f"Isu {n}") for n in range(30)])
        below = dict(
            zip("BCDEFG", ("Karyawan", "Upah", "Isu 30", "Internal: SDM", "Rapat", "W"), strict=True)
        )
        change(path, {f"{column}40": value for column, value in below.items()})
        result = collect_issues(book, forms)
        assert "Isu 30" in texts(book)
        assert [row[2] for row in result.rows] == ["A40"]

    def test_a_received_date_typed_by_hand_stays_until_the_form_comes_again(self, book, forms):
        collect_issues(book, forms)
        sheet = book.sheets["Penerimaan Formulir"]
        sheet["C10"].value = datetime(2026, 10, 25)
        assert not collect_issues(book, forms).changed
        write_form(forms / "Produksi.xlsx", "Produksi", [issue("Produksi kuat")], sent=date(2026, 10, 28))
        collect_issues(book, forms)
        assert sheet["C10"].value == datetime(2026, 10, 28)

    def test_no_folder(self, book, tmp_path):
        with pytest.raises(LembarError, match="Folder"):
            collect_issues(book, tmp_path / "tidak ada")


class TestReview:
    @pytest.mark.parametrize(
        ("fault", "reason"),
        [
            (issue("A", need=None), "Isi kolom Kebutuhan & Harapan"),
            (issue("A", stakeholder=None, source=None), "Isi kolom Stakeholders, Sumber Isu"),
            (issue("", "S"), "Isi kolom Isu"),
            (issue("A", "X"), 'Kategori SWOT "X" harus S, W, O, atau T'),
            (issue("A", "O", factor="Internal: SDM"), "internal, padahal kategori O eksternal"),
            (issue("A", "S", factor="Eksternal: Pasar"), "eksternal, padahal kategori S internal"),
            (issue("A", "S", factor="Cuaca"), "harus faktor internal atau eksternal"),
        ],
    )
    def test_what_is_wrong_goes_back_with_the_reason(self, book, forms, tmp_path, fault, reason):
        write_form(forms / "SDM.xlsx", "SDM", [issue("Baik"), fault])
        collect_issues(book, forms)
        before = len(texts(book))
        result = review_issues(book, tmp_path / "surat")
        assert len(texts(book)) == before - 1
        [(department, _, told, received)] = returns(book)
        assert (department, received) == ("SDM", datetime(2026, 10, 20))
        assert reason in told
        assert result.problems

    def test_an_issue_twice_in_a_department_goes_back_once(self, book, forms, tmp_path):
        write_form(forms / "SDM.xlsx", "SDM", [issue("Sama"), issue("sama."), issue("Produksi kuat")])
        collect_issues(book, forms)
        review_issues(book, tmp_path / "surat")
        assert [row[1] for row in returns(book)] == ["sama."]

    def test_the_letter_names_the_reasons_and_the_day(self, book, forms, tmp_path):
        write_form(forms / "SDM.xlsx", "SDM", [issue("=1+1", need=None)], sent=date(2026, 10, 29))
        collect_issues(book, forms)
        result = review_issues(book, tmp_path / "surat", sender="Ibu Rini", document="SR-CMS-02")
        [letter] = result.files
        assert letter == tmp_path / "surat" / "Pengembalian isu - SDM - 2026-10-29.md"
        text = letter.read_text("utf-8")
        for part in (
            "SR-CMS-02",
            "PT Mebel Nusantara",
            "=1+1",
            "Isi kolom Kebutuhan",
            "3 November 2026",
            "Ibu Rini",
        ):
            assert part in text
        assert "SDM: 1 isu, kembali paling lambat 03/11/2026" in result.message

    def test_the_workbook_shows_the_same_day(self, book, forms, tmp_path):
        write_form(forms / "SDM.xlsx", "SDM", [issue("A", need=None)], sent=date(2026, 12, 23))
        collect_issues(book, forms)
        book.sheets["Pengaturan"]["A1"].sheet.range("Hari_kerja_seminggu").value = 6
        result = review_issues(book, tmp_path)
        book.app.calculate()
        due = book.sheets["Pengembalian"].tables["tbl_pengembalian"].data_body_range[0, 9].value
        assert result.rows[0][4] == f"{due:%d/%m/%Y}" == "29/12/2026"  # Christmas and Sunday are off

    def test_reviewing_again_changes_nothing_and_writes_nothing(self, book, forms, tmp_path):
        write_form(forms / "SDM.xlsx", "SDM", [issue("A", need=None)])
        collect_issues(book, forms)
        review_issues(book, tmp_path / "surat")
        again = review_issues(book, tmp_path / "surat")
        assert (again.changed, again.files, again.problems) == (False, [], True)

    def test_a_returned_issue_waits_until_the_form_is_mended(self, book, forms, tmp_path):
        form = forms / "SDM.xlsx"
        write_form(form, "SDM", [issue("Baik"), issue("A", need=None), issue("Baik")])
        collect_issues(book, forms)
        review_issues(book, tmp_path)
        assert not collect_issues(book, forms).changed  # the same form again
        assert len(returns(book)) == 2
        write_form(form, "SDM", [issue("Baik"), issue("A")], sent=date(2026, 11, 1))
        collect_issues(book, forms)
        assert returns(book) == []
        assert texts(book)[-2:] == ["Baik", "A"]
        assert [line[6] for line in archive(book)] == ["Pengembalian selesai: formulir baru SDM.xlsx"] * 2
        assert not review_issues(book, tmp_path).problems

    def test_names_from_data_never_leave_the_folder(self, book, forms, tmp_path):
        write_form(forms / "x.xlsx", "../../Riset: A/B", [issue("A", need=None)])
        collect_issues(book, forms)
        [letter] = review_issues(book, tmp_path / "surat").files
        assert letter.parent == tmp_path / "surat"

    def test_without_any_date_it_says_which_cell_to_fill(self, book, forms, tmp_path):
        set_issues(book, [("", "Tanpa departemen", "X")])
        book.sheets["Pengaturan"].range("Tanggal_acuan").value = None
        with pytest.raises(LembarError, match="Tanggal acuan"):
            review_issues(book, tmp_path)
        assert texts(book) == ["Tanpa departemen"]


class TestSplit:
    def test_each_tab_gets_its_issues_with_codes_and_formulas(self, book):
        set_issues(book, [("PPC", "A", "S"), ("SDM", "B", "W"), ("PPC", "C", "S"), ("", "D", "T")])
        result = split_issues(book)
        assert [(r["Kode"], r["Isu"], r["Departemen"]) for r in tab(book, "S")] == [
            ("S01", "A", "PPC"), ("S02", "C", "PPC")
        ]  # fmt: skip
        assert [r["Kode"] for letter in "WOT" for r in tab(book, letter)] == ["W01", "T01"]
        assert "S 2, W 1, O 0, T 1" in result.message
        sheet = book.sheets["Strength"]
        assert sheet["F11"].formula == sheet["F10"].formula.replace("D10", "D11")
        assert sheet["D7"].formula == "=SUM(D10:D11)"

    def test_bobot_and_rating_stay_and_give_scores(self, book):
        set_issues(book, [("PPC", "A", "S"), ("PPC", "B", "S")])
        split_issues(book)
        weigh(book, "S", {"A": (3, 4), "B": (1, 2)})
        set_issues(book, [("SDM", "Baru", "S"), ("PPC", " b ", "S"), ("PPC", "A", "S")])
        split_issues(book)
        assert [(r["Kode"], r["Isu"], r["Bobot"], r["Rating"]) for r in tab(book, "S")] == [
            ("S01", "A", 3.0, 4.0), ("S02", "b", 1.0, 2.0), ("S03", "Baru", None, None)
        ]  # fmt: skip
        book.app.calculate()
        assert book.sheets["Strength"]["F10:G12"].value == [[0.75, 3.0], [0.25, 0.5], [None, None]]

    def test_a_vanished_issue_goes_to_the_archive_and_comes_back(self, book):
        set_issues(book, [("PPC", "A", "S"), ("PPC", "B", "S")])
        split_issues(book)
        weigh(book, "S", {"A": (3, 4)})
        set_issues(book, [("PPC", "B", "S"), ("PPC", "C", "S")])
        split_issues(book)
        assert archive(book) == [(TODAY, "S01", "A", "PPC", 3.0, 4.0, "Tidak ada lagi di daftar isu")]
        assert [r["Kode"] for r in tab(book, "S")] == ["S02", "S03"]
        set_issues(book, [("PPC", "B", "S"), ("PPC", "A", "S")])
        split_issues(book)
        assert [(r["Kode"], r["Isu"], r["Bobot"]) for r in tab(book, "S")] == [
            ("S01", "A", 3.0),
            ("S02", "B", None),
        ]

    def test_a_changed_category_takes_bobot_and_rating_along(self, book):
        set_issues(book, [("PPC", "A", "S"), ("PPC", "B", "W")])
        split_issues(book)
        weigh(book, "S", {"A": (3, 4)})
        set_issues(book, [("PPC", "A", "W"), ("PPC", "B", "W")])
        split_issues(book)
        assert [(r["Kode"], r["Isu"], r["Bobot"], r["Rating"]) for r in tab(book, "W")] == [
            ("W01", "B", None, None), ("W02", "A", 3.0, 4.0)
        ]  # fmt: skip
        assert tab(book, "S") == []
        assert archive(book)[0][6] == "Pindah dari S ke W, kode baru W02"

    def test_a_reworded_issue_is_pointed_out(self, book):
        set_issues(book, [("PPC", "Harga baja naik 20% pada 2026", "T")])
        split_issues(book)
        weigh(book, "T", {"Harga baja naik 20% pada 2026": (5, 4)})
        set_issues(book, [("PPC", "Harga baja naik 25% pada 2026", "T")])
        result = split_issues(book)
        assert result.rows[0][3] == "Mirip T01 yang masuk Arsip (bobot 5, rating 4); salin bila isunya sama"

    def test_what_cannot_be_split_is_told_and_stays_in_the_list(self, book):
        set_issues(book, [("PPC", "A", "S"), ("PPC", "a", "W"), ("PPC", "B", "X")])
        result = split_issues(book)
        assert [(row[0], row[3]) for row in result.rows] == [
            ("a", "Isu ganda dalam satu departemen"), ("B", "Kategori bukan S, W, O, atau T")
        ]  # fmt: skip
        assert len(texts(book)) == 3

    def test_a_column_that_the_company_added_stays_with_its_issue(self, book):
        set_issues(book, [("PPC", "A", "S"), ("PPC", "B", "S")])
        split_issues(book)
        body = book.sheets["Strength"].tables["tbl_strength"].header_row_range
        body[0, 7].value = "Catatan"  # in the place of the check
        book.sheets["Strength"]["H10:H11"].value = [["tentang A"], ["tentang B"]]
        set_issues(book, [("PPC", "B", "S"), ("PPC", "C", "S")])
        split_issues(book)
        assert book.sheets["Strength"]["H10:H11"].value == ["tentang B", None]

    def test_rows_below_a_table_move_and_stay(self, book):
        sheet = book.sheets["Strength"]
        sheet["A14"].value = "Dibuat oleh"
        set_issues(book, [("PPC", f"Isu {n}", "S") for n in range(20)])
        split_issues(book)
        assert sheet["A33"].value == "Dibuat oleh"
        set_issues(book, [("PPC", "Isu 0", "S")])
        split_issues(book)
        assert sheet["A14"].value == "Dibuat oleh"


POOL = [(department, f"Isu {text}") for department in ("PPC", "SDM", "") for text in "abc"]
STATES = st.lists(
    st.dictionaries(st.sampled_from(POOL), st.sampled_from("SWOT"), max_size=9).map(
        lambda d: list(d.items())
    ),
    min_size=2,
    max_size=5,
)


class TestNothingIsLost:
    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data(), states=STATES)
    def test_whatever_happens_to_the_list(self, tmp_path, data, states):
        weights: dict[tuple[str, str], tuple[float, float]] = {}
        owners: dict[str, tuple[str, str]] = {}
        with open_book(write_swot(tmp_path / "swot.xlsx")) as book:
            for number, state in enumerate(states):
                shuffled = data.draw(st.permutations(state))
                set_issues(book, [(department, text, letter) for (department, text), letter in shuffled])
                split_issues(book)
                assert not split_issues(book).changed
                rows = {
                    (r["Departemen"] or "", r["Isu"]): (letter, r)
                    for letter in "SWOT"
                    for r in tab(book, letter)
                }
                assert {key: letter for key, (letter, _) in rows.items()} == dict(state)
                for key, (letter, row) in rows.items():
                    assert row["Kode"][0] == letter
                    assert owners.setdefault(row["Kode"], key) == key  # a code has one owner for ever
                self._check_weights(book, weights, rows)
                for key, (letter, row) in rows.items():
                    if data.draw(st.booleans()):
                        weights[key] = (number + 1.0, 1.0 + number % 4)
                        self._type(book, letter, row["Kode"], weights[key])

    def _check_weights(self, book, weights, rows):
        last = {(line[3] or "", line[2]): line[4:6] for line in archive(book)}
        for key, weight in weights.items():
            held = (rows[key][1]["Bobot"], rows[key][1]["Rating"]) if key in rows else last[key]
            assert held == weight

    def _type(self, book, letter, code, weight):
        sheet = {"S": "Strength", "W": "Weakness", "O": "Opportunity", "T": "Threat"}[letter]
        codes = book.sheets[sheet].tables[0].data_body_range[:, 0].options(ndim=1).value
        book.sheets[sheet].tables[0].data_body_range[codes.index(code), 3:5].value = list(weight)


class TestMatrix:
    def fill(self, book, issues):
        set_issues(book, issues)
        split_issues(book)
        return fill_matrix(book)

    def block(self, book, name):
        return book.names[name].refers_to_range.options(ndim=2).value

    def test_issues_stand_around_the_strategies(self, book):
        self.fill(book, [("PPC", "a", "S"), ("PPC", "b", "S"), ("PPC", "c", "W"), ("PPC", "d", "O")])
        assert self.block(book, "Matriks_SW") == [
            [None, None, "S01", "a", "W01", "c"], [None, None, "S02", "b", None, None]
        ]  # fmt: skip
        assert self.block(book, "Matriks_O") == [["O01", "d", None, None, None, None]]
        assert self.block(book, "Matriks_T") == [[None] * 6]
        assert not fill_matrix(book).changed

    def test_strategies_stay_beside_their_issue_and_none_is_lost(self, book):
        self.fill(book, [("PPC", "a", "O"), ("PPC", "b", "O"), ("PPC", "c", "O")])
        block = book.names["Matriks_O"].refers_to_range
        block[1, 2:6].value = ["S01, O02", "Strategi b", None, None]
        block[2, 4:6].value = ["W01, O03", "Strategi c"]
        result = self.fill(
            book, [("PPC", "c", "O"), ("PPC", "baru", "O"), ("PPC", "a", "O"), ("PPC", "s", "S")]
        )
        assert self.block(book, "Matriks_O") == [
            ["O01", "a", None, None, None, None],
            ["O03", "c", None, None, "W01, O03", "Strategi c"],
            ["O04", "baru", None, None, None, None],
            [None, None, "S01, O02", "Strategi b", None, None],
        ]
        assert result.rows == [
            ("WO", "Strategi c", "W01, O03", "W01"),
            ("SO", "Strategi b", "S01, O02", "O02"),
        ]
        assert not fill_matrix(book).changed

    def test_blocks_grow_and_shrink_without_touching_each_other(self, book):
        self.fill(book, [("PPC", f"{letter}{n}", letter) for letter in "SWOT" for n in range(9)])
        assert [len(self.block(book, f"Matriks_{name}")) for name in ("SW", "O", "T")] == [9, 9, 9]
        assert self.block(book, "Matriks_T")[8][1] == "T8"
        self.fill(book, [("PPC", "T0", "T")])
        assert [len(self.block(book, f"Matriks_{name}")) for name in ("SW", "O", "T")] == [1, 1, 1]
        assert self.block(book, "Matriks_T") == [["T01", "T0", None, None, None, None]]


class TestRun:
    def test_the_file_is_saved_calculated_and_kept_as_it_was(self, swot, forms):
        before = swot.read_bytes()
        result = run_action(swot, "collect_issues", {"folder": str(forms)})
        copy = swot.with_name("swot.sebelum.xlsx")
        assert result.files == [copy]
        assert copy.read_bytes() == before
        assert copy.name in result.next_step
        with open_book(swot) as book:
            assert book.sheets["Isu Internal & Eksternal"]["A7"].value == 6.0

    def test_an_action_that_changes_nothing_writes_nothing(self, swot, forms):
        run_action(swot, "collect_issues", {"folder": forms})
        before = swot.stat().st_mtime_ns, swot.read_bytes()
        assert run_action(swot, "collect_issues", {"folder": forms}).files == []
        assert (swot.stat().st_mtime_ns, swot.read_bytes()) == before

    def test_letters_lie_beside_the_workbook(self, swot, forms):
        write_form(forms / "SDM.xlsx", "SDM", [issue("A", need=None)])
        run_action(swot, "collect_issues", {"folder": forms})
        files_written = run_action(swot, "review_issues").files
        assert [path.parent.name for path in files_written] == ["Surat", swot.parent.name]

    def test_a_locked_file_stays_as_it_was(self, swot, forms):
        before = swot.read_bytes()
        swot.with_name("~$swot.xlsx").write_text("")
        with pytest.raises(LembarError, match="terbuka di Excel"):
            run_action(swot, "collect_issues", {"folder": forms})
        assert swot.read_bytes() == before

    def test_a_read_only_folder_leaves_the_file_as_it_was(self, swot, forms, monkeypatch):
        before = swot.read_bytes()

        def refuse(**_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
        with pytest.raises(LembarError, match="tidak dapat ditulis"):
            run_action(swot, "collect_issues", {"folder": forms})
        assert swot.read_bytes() == before

    @pytest.mark.parametrize(
        ("name", "options", "told"),
        [
            ("tidak_ada", {}, "collect_issues"),
            ("collect_issues", {}, "folder"),
            ("split_issues", {"folder": "x"}, "folder"),
        ],
    )
    def test_bad_usage_is_refused(self, swot, name, options, told):
        with pytest.raises(LembarError) as error:
            run_action(swot, name, options)
        assert told in error.value.english()

    def test_another_workbook_is_refused_by_name(self, tmp_path, forms):
        with pytest.raises(LembarError, match="tbl_penerimaan"):
            run_action(forms / "Produksi.xlsx", "split_issues")

    def test_a_heading_that_somebody_changed_is_named(self, book):
        book.sheets["Strength"]["D9"].value = "Berat"
        with pytest.raises(LembarError, match="kolom Bobot") as error:
            split_issues(book)
        assert error.value.facts()["sheet"] == "Strength"


def test_listing_actions_is_light():
    code = "import sys, xl_addin.actions as a; print(len(a.ACTIONS), *{'xlwings', 'pandas'} & {*sys.modules})"
    root = Path(__file__).parents[1]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert out.stdout.split() == [str(len(ACTIONS))]


def test_four_times_500_issues_take_seconds(swot, tmp_path):
    folder = tmp_path / "formulir"
    for department in DEPARTMENTS[:4]:
        issues = [issue(f"{department} isu ke-{n}", "SWOT"[n % 4]) for n in range(500)]
        write_form(folder / f"{department}.xlsx", department, issues)
    with open_book(swot) as book:
        start = datetime.now()
        collect_issues(book, folder)
        split_issues(book)
        assert (datetime.now() - start).total_seconds() < 20  # about 2 on an idle machine
        assert [len(tab(book, letter)) for letter in "SWOT"] == [500] * 4
