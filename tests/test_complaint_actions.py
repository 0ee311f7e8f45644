"""The buttons of the complaints workbook: a complaint's whole life, what is refused, what is never lost."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from complaint_actions import Desk, day, fresh
from complaint_books import TODAY, complaint, example
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import TableColumn

from templates.formats import complaints_checks, complaints_layout, complaints_register
from xl_addin.actions import complaint_book, complaint_clock
from xl_addin.actions.complaint_book import COLUMNS, KEYS
from xl_addin.actions.complaint_clock import as_day
from xl_addin.actions.complaint_overdue import HEADINGS
from xl_addin.errors import LembarError
from xl_addin.headless import open_book

HOSTILE = ("=1+1", "+62 811", "@SUM(A1)", "'kutip", "=cmd|' /C calc'!A0", "{{ 7*7 }}", "<b>&", "1/2", "=\nX")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, [fresh()], reference_date=day(6, 3))


def refused(desk: Desk, name: str, key: str, **options: Any) -> LembarError:
    """Press a button that refuses; the workbook is as it was."""
    before = desk.path.read_bytes()
    with pytest.raises(LembarError) as caught:
        desk.press(name, **options)
    assert caught.value.key == key, str(caught.value)
    assert desk.path.read_bytes() == before
    assert "?" not in caught.value.indonesian()
    return caught.value


def pressed_again(desk: Desk, name: str, **options: Any) -> str:
    """Press a button again; nothing changes."""
    before = desk.path.read_bytes()
    result = desk.press(name, **options)
    assert not result.changed
    assert desk.path.read_bytes() == before
    return result.message


# --- the same words and rules as the sheet -----------------------------------------------------------------


def test_the_columns_the_stages_and_the_order_of_dates_are_the_sheets() -> None:
    assert COLUMNS == complaints_layout.TYPED
    assert tuple(complaints_register._FIELDS[heading][0] for heading in COLUMNS) == KEYS
    assert complaint_book.ORDER == complaints_checks._ORDER
    for name in ("ASK", "WAITING", "FORWARD", "ANSWER", "REPLY", "FOLLOW_UP", "CLOSED"):
        assert getattr(complaint_clock, name) == getattr(complaints_register, name)


def _dates(odd: bool) -> st.SearchStrategy[Any]:
    days = st.dates(date(2027, 2, 20), date(2027, 4, 10)) | st.none()
    return days | st.sampled_from(["12/3/2027", "besok", 5]) if odd else days


@st.composite
def registers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows with dates in any order, some that are none."""
    names = ("received", "asked", "completed", "forwarded", "department_received", "answered", "replied",
             "action_due", "action_done")  # fmt: skip
    rows = []
    for number in range(30):
        odd = draw(st.booleans())
        row = {name: draw(_dates(odd)) for name in names}
        row["complete"] = draw(st.sampled_from(["Ya", "Tidak", "tidak", "Entah"]))
        row["action"] = draw(st.sampled_from([None, "Tukar"]))
        rows.append(complaint(number=f"K-2027-{number + 1:04}", **row))
    return rows


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=registers(), calendar=st.booleans(), six=st.booleans())
def test_the_clock_says_what_the_cells_say(tmp_path_factory, rows, calendar, six) -> None:
    """For any dates, in order or not: stage, due dates, status, days, lateness."""
    desk = Desk(
        tmp_path_factory.mktemp("k"), rows, reference_date=day(3, 25), week_days=6 if six else 5,
        forward_reply_in="Hari kalender" if calendar else "Hari kerja",
    )  # fmt: skip
    shown = desk.rows()
    with open_book(desk.path) as book:
        found = complaint_book.ComplaintBook(book)
        for one, cells in zip(found.complaints, shown, strict=True):
            told = one.standing
            assert {
                "Hitung mulai": told.start,
                "Batas terus": told.forward_due,
                "Batas jawab": told.answer_due,
                "Batas balas": told.reply_due,
                "Tahap": told.stage,
                "Jatuh tempo": told.due,
                "Status": found.clock.status(told) or None,
                "Tepat waktu": {True: "Ya", False: "Tidak", None: None}[told.in_time],
                **dict(zip(("Hari terus", "Hari jawab", "Hari balas", "Hari semua"), told.days, strict=True)),
                "Terlambat": told.total,
            } == {
                heading: cells[heading]
                for heading in (
                    *("Hitung mulai", "Batas terus", "Batas jawab", "Batas balas", "Tahap", "Jatuh tempo"),
                    *("Status", "Tepat waktu", "Hari terus", "Hari jawab", "Hari balas", "Hari semua"),
                    "Terlambat",
                )
            }, one.row


# --- a whole life ------------------------------------------------------------------------------------------


def test_a_complaint_from_new_to_closed(tmp_path: Path) -> None:
    """Each step's status after recalculation, the clock from the day on which the customer completed it."""
    desk = Desk(tmp_path, [complaint()], reference_date=day(6, 2))
    no = "K-2027-0002"
    new = desk.press(
        "new_complaint",
        customer="Toko Jati",
        text="Kaki kursi patah",
        channel="telepon",
        kind="keluhan produk",
    )
    assert new.changed and new.problems
    assert [row[0] for row in new.rows] == ["Kontak", "Produk / dokumen", "Uraian"]
    row = desk.row(no)
    assert (row["Tahap"], row["Jatuh tempo"], row["Bagian"]) == ("Tanyakan pelanggan", day(6, 3), "QC")
    assert (row["Saluran"], row["Kelas"], row["Periksa"]) == ("Telepon", "Keluhan produk", "OK")

    desk.type(no, Ditanyakan=day(6, 2))
    assert desk.row(no)["Status"] == "Menunggu pelanggan"
    refused(desk, "forward_complaint", "complaint_waits", no=no)
    assert "Tidak ada keluhan" in pressed_again(desk, "forward_complaint")
    desk.set(Tanggal_acuan=day(6, 7))
    desk.type(no, Dilengkapi=day(6, 4))
    row = desk.row(no)
    assert (row["Tahap"], row["Status"]) == ("Teruskan ke bagian", "Jatuh tempo hari ini")

    assert desk.press("forward_complaint").changed
    row = desk.row(no)
    assert (row["Diteruskan"], row["Tahap"], row["Batas jawab"]) == (
        day(6, 7), "Menunggu jawaban", day(6, 14),
    )  # fmt: skip
    assert "Tidak ada keluhan" in pressed_again(desk, "forward_complaint")
    refused(desk, "reply_customer", "complaint_blank", no=no)

    desk.set(Tanggal_acuan=day(6, 15))
    assert desk.row(no)["Status"] == "Terlambat 1 hari kerja"
    answer = {"no": no, "answer": "Kaki diganti", "cause": "Konstruksi longgar", "action": "Mengganti kaki",
              "pic": "Hadi Susanto", "due": "25/6/2027"}  # fmt: skip
    assert "terlambat 1 hari kerja" in desk.press("record_answer", **answer).message
    assert "sudah tercatat" in pressed_again(desk, "record_answer", **answer)
    assert desk.row(no)["Tahap"] == "Balas pelanggan"

    desk.set(Tanggal_acuan=day(6, 16))
    assert desk.press("reply_customer", no=no).changed
    assert "sudah dibalas" in pressed_again(desk, "reply_customer", no=no)
    row = desk.row(no)
    assert (row["Cara balas"], row["Tahap"], row["Jatuh tempo"]) == ("Telepon", "Tindak lanjut", day(6, 25))

    desk.press("follow_up", no=no, due="29/6/2027", progress="Menunggu kayu")
    assert desk.row(no)["Jatuh tempo"] == day(6, 29)
    pressed_again(desk, "follow_up", no=no, due="29/6/2027", progress="Menunggu kayu")
    desk.set(Tanggal_acuan=day(6, 28))
    assert "Tahap sekarang: Selesai" in desk.press("follow_up", no=no).message
    assert "sudah ditutup" in pressed_again(desk, "follow_up", no=no)
    row = desk.row(no)
    assert (row["Status"], row["Tepat waktu"], row["Periksa"]) == (
        "Selesai terlambat 1 hari kerja", "Tidak", "OK",
    )  # fmt: skip
    told = [
        (row["Perkembangan"], row["Batas lama"], row["Batas baru"]) for row in desk.rows("tbl_tindak_lanjut")
    ]
    assert told == [("Menunggu kayu", day(6, 25), day(6, 29)), ("Tindakan selesai", None, None)]
    assert {row["Periksa"] for row in desk.rows("tbl_tindak_lanjut")} == {"OK"}
    assert desk.typed()[0] == {**desk.typed()[0], "Pelanggan": "CV Sinar Kursi Abadi", "Dibalas": day(6, 10)}


# --- new ---------------------------------------------------------------------------------------------------


NEW = {"customer": "Toko Jati", "text": "Kursi retak", "channel": "Surat"}


class TestNew:
    def test_numbers_are_never_given_twice(self, tmp_path):
        rows = [fresh(number="K-2027-0007"), fresh(number="K-2026-0900"), fresh(number="lama")]
        desk = Desk(tmp_path, rows, archive=[{"date": day(1, 4), "sheet": "Register", "number": "K-2027-0009",
                                              "content": "x", "reason": "y"}])  # fmt: skip
        assert "K-2027-0010" in desk.press("new_complaint", **NEW).message
        desk.type("K-2027-0010", **dict.fromkeys(heading.replace(" ", "_") for heading in COLUMNS))
        assert "K-2027-0011" in desk.press("new_complaint", **NEW).message
        assert "K-2026-0901" in desk.press("new_complaint", **NEW, received="30/12/2026").message
        numbers = [row["No"] for row in desk.rows() if row["No"]]
        assert len(numbers) == len(set(numbers)) == 5

    def test_the_same_of_the_same_day_is_told(self, desk):
        desk.press("new_complaint", **NEW)
        again = {**NEW, "customer": " toko  JATI ", "text": "Kursi retak."}
        assert "sudah tercatat sebagai K-2027-0002" in pressed_again(desk, "new_complaint", **again)
        assert desk.press("new_complaint", **again, received="2/6/2027").changed

    def test_the_first_row_of_an_empty_register(self, tmp_path):
        desk = Desk(tmp_path, [])
        for n in range(1, 5):
            desk.press("new_complaint", **{**NEW, "text": f"Keluhan {n}"})
        assert [row["No"] for row in desk.rows() if row["No"]] == [f"K-2027-{n:04}" for n in range(1, 5)]
        assert [row["Batas terus"] for row in desk.rows()] == [None] * 4
        assert {row["Tahap"] for row in desk.rows()} == {"Tanyakan pelanggan"}
        assert desk.cell("Register", "A7") == 4

    @pytest.mark.parametrize("kind", [None, "Keluhan produk", "Informasi produk", "Keluhan pelayanan"])
    def test_the_department_of_the_class_is_proposed_where_the_company_has_it(self, desk, kind):
        given = {**NEW, "product": "KS-02", "contact": "Budi", "complete": "ya"} | (
            {"kind": kind} if kind else {}
        )
        result = desk.press("new_complaint", **given)
        proposed = {"Keluhan produk": "QC", "Keluhan pelayanan": "Angkutan"}.get(kind or "")
        row = desk.row("K-2027-0002")
        assert (row["Bagian"], row["Lengkap"], result.problems) == (proposed, "Ya", kind is None)
        assert row["Periksa"] == ("OK" if kind else "Isi Kelas")

    @pytest.mark.parametrize(
        ("options", "key"),
        [
            ({"channel": "Merpati"}, "complaint_choice"),
            ({"kind": "Lain"}, "complaint_choice"),
            ({"received": "besok"}, "bad_option"),
            ({"received": "4/6/2027"}, "complaint_future"),
            ({"complete": "mungkin"}, "bad_option"),
            ({"customer": " "}, "missing_option"),
            ({"text": "x" * 40_000}, "bad_option"),
        ],
    )
    def test_what_is_refused(self, desk, options, key):
        refused(desk, "new_complaint", key, **{**NEW, **options})

    def test_without_a_reference_date(self, tmp_path):
        refused(Desk(tmp_path, [], reference_date=None), "new_complaint", "no_reference_date", **NEW)


# --- what people typed stays -------------------------------------------------------------------------------


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), min_size=6, max_size=6),
    name=st.sampled_from(
        ["new_complaint", "forward_complaint", "record_answer", "reply_customer", "follow_up"]
    ),
)
def test_every_action_leaves_what_was_typed(tmp_path_factory, texts, name) -> None:
    """Texts like formulas, dates, tags: in the row concerned and in the others."""
    note, customer, contact, text, action, extra = texts
    kept = fresh(number="K-2027-0001", note=note, contact=contact, customer=customer or "x")
    stages = {"new_complaint": {}, "forward_complaint": {}}
    stages["record_answer"] = {"forwarded": day(6, 3)}
    stages["reply_customer"] = {"forwarded": day(6, 3), "answer": text.strip() or "y", "answered": day(6, 4)}
    stages["follow_up"] = {"action": action.strip() or "z", "pic": "Hadi", "action_due": day(6, 9)}
    one = fresh(number="K-2027-0002", customer="Toko", contact=contact, note=note, **stages[name])
    desk = Desk(tmp_path_factory.mktemp("k"), [kept, one, kept | {"number": "K-9"}], reference_date=day(6, 7))
    options = {
        "new_complaint": {"customer": "Baru", "text": f"x {text}", "channel": "Surat", "contact": extra},
        "forward_complaint": {"no": "K-2027-0002"},
        "record_answer": {"no": "K-2027-0002", "answer": f"x {text}"},
        "reply_customer": {"no": "K-2027-0002", "sender": extra},
        "follow_up": {"no": "K-2027-0002", "progress": f"x {text}"},
    }[name]
    before = desk.typed()
    with open_book(desk.path) as book:
        formulas = [sheet.name for sheet in book.sheets]
    assert desk.press(name, **options).changed
    after = desk.typed()
    assert len(after) == len(before) + (name == "new_complaint")
    for old, new in zip(before, after, strict=False):
        filled = {heading for heading in COLUMNS if old[heading] is None and new[heading] is not None}
        assert {h: v for h, v in new.items() if h not in filled} == {
            h: v for h, v in old.items() if h not in filled
        }
        assert not filled or old["No"] == "K-2027-0002"
    book_now = openpyxl.load_workbook(desk.path)
    assert book_now.sheetnames == formulas
    register = book_now["Register"]
    run = [
        cell.value
        for row in register.iter_rows(min_row=10, max_col=24)
        for cell in row
        if cell.data_type == "f"
    ]
    assert run == []


def test_a_column_of_the_companys_own_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path, [fresh(number=f"K-2027-{n:04}") for n in range(1, 4)], reference_date=day(6, 3))
    book = openpyxl.load_workbook(desk.path)
    sheet = book["Register"]
    table = sheet.tables["tbl_register"]
    first, last = (sheet[place] for place in table.ref.split(":"))
    for n, text in enumerate(("Wilayah", "Timur", "Barat", "+62")):
        cell = sheet.cell(first.row + n, last.column + 1, text)
    table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name="Wilayah"))
    table.ref = f"{first.coordinate}:{cell.coordinate}"
    book.save(desk.path)
    desk.press("new_complaint", **NEW)
    desk.press("forward_complaint")
    assert [row["Wilayah"] for row in desk.rows()] == ["Timur", "Barat", "+62", None]


# --- forward -----------------------------------------------------------------------------------------------


class TestForward:
    def test_all_that_are_ready_go_and_the_others_are_told(self, tmp_path):
        rows = [
            fresh(number="K-1"), fresh(number="K-2", class_="Keluhan pelayanan", department=None),
            fresh(number="K-3", class_=None), fresh(number="K-4", complete="Tidak"),
            complaint(number="K-5"), fresh(number="K-6", department="Tidak ada"),
        ]  # fmt: skip
        desk = Desk(tmp_path, rows, reference_date=day(6, 3))
        result = desk.press("forward_complaint")
        assert result.changed and result.problems
        assert [row[0] for row in result.rows if not row[2]] == ["K-3", "K-6"]
        assert [row["Diteruskan"] for row in desk.rows()] == [
            day(6, 3),
            day(6, 3),
            None,
            None,
            day(6, 3),
            None,
        ]
        assert [row["Bagian"] for row in desk.rows()][:2] == ["QC", "Angkutan"]
        names = sorted(path.name for path in (tmp_path / "Form Keluhan").iterdir())
        assert names == ["Form K-1.xlsx", "Form K-2.xlsx"]

    def test_a_form_in_which_somebody_answered_is_not_written_over(self, desk, tmp_path):
        desk.press("forward_complaint", no="K-2027-0001", out=tmp_path / "f")
        form = tmp_path / "f" / "Form K-2027-0001.xlsx"
        written = form.read_bytes()
        form.write_bytes(b"diisi bagian")
        assert "tidak ada yang berubah" in pressed_again(
            desk, "forward_complaint", no="k-2027-0001", out=tmp_path / "f"
        )
        assert form.read_bytes() == b"diisi bagian"
        form.unlink()
        assert desk.press("forward_complaint", no="K-2027-0001", out=tmp_path / "f").files == [form]
        assert form.read_bytes() == written

    def test_another_department_is_kept_in_the_archive(self, desk):
        desk.press("forward_complaint", no="K-2027-0001", department="penjualan")
        assert desk.row("K-2027-0001")["Bagian"] == "Penjualan"
        [kept] = desk.rows("tbl_arsip")
        assert (kept["No"], kept["Isi"]) == ("K-2027-0001", "Bagian: QC")
        refused(desk, "forward_complaint", "complaint_filled", no="K-2027-0001", department="QC")

    @pytest.mark.parametrize(
        ("row", "options", "key"),
        [
            ({}, {"date": "1/6/2027"}, "complaint_order"),
            ({}, {"date": "4/6/2027"}, "complaint_future"),
            ({"received": "2 Juni"}, {}, "complaint_no_date"),
            ({"forwarded": day(6, 2)}, {"date": "3/6/2027"}, "complaint_filled"),
            ({"complete": "Tidak", "asked": day(6, 2)}, {}, "complaint_waits"),
            ({"class": None}, {}, "complaint_blank"),
            ({"forwarded": "besok"}, {}, "complaint_no_date"),
            ({"answered": day(6, 2)}, {}, "complaint_order"),
        ],
    )
    def test_what_is_refused(self, tmp_path, row, options, key):
        desk = Desk(tmp_path, [fresh() | row], reference_date=day(6, 3))
        error = refused(desk, "forward_complaint", key, no="K-2027-0001", **options)
        assert key == "complaint_future" or error.facts()["sheet"] == "Register"
        assert not (tmp_path / "Form Keluhan").exists()

    def test_numbers_that_are_not_one(self, tmp_path):
        desk = Desk(tmp_path, [fresh(), fresh()], reference_date=day(6, 3))
        error = refused(desk, "forward_complaint", "complaint_twice", no="K-2027-0001")
        assert error.facts()["cell"] == "A10, A11"
        refused(desk, "forward_complaint", "complaint_unknown", no="K-2027-0009")
        refused(desk, "forward_complaint", "missing_option", department="QC")


# --- answer ------------------------------------------------------------------------------------------------


@pytest.fixture
def forwarded(desk: Desk) -> Desk:
    desk.press("forward_complaint")
    desk.set(Tanggal_acuan=day(6, 9))
    return desk


def fill(form: Path, **cells: Any) -> None:
    """What the department types into the yellow cells of its form."""
    book = openpyxl.load_workbook(form)
    for name, value in cells.items():
        ((sheet, place),) = book.defined_names[f"Form_{name}"].destinations
        book[sheet][place.replace("$", "")] = value
    book.save(form)


class TestAnswer:
    def test_a_returned_form_is_read(self, forwarded, tmp_path):
        form = tmp_path / "Form Keluhan" / "Form K-2027-0001.xlsx"
        fill(form, jawaban="Las ulang\ndan diuji", sebab="konstruksi longgar", dijawab=day(6, 8),
             diterima_bagian=day(6, 4), tindakan="Mengganti", PIC="Hadi",
             batas_tindakan=day(6, 30))  # fmt: skip
        assert forwarded.press("record_answer", file=form).changed
        row = forwarded.row("K-2027-0001")
        assert (row["Jawaban"], row["Sebab"]) == ("Las ulang\ndan diuji", "Konstruksi longgar")
        assert (row["Dijawab"], row["Diterima bagian"], row["Batas tindakan"]) == (
            day(6, 8),
            day(6, 4),
            day(6, 30),
        )
        assert (row["Tindakan"], row["PIC"], row["Periksa"]) == ("Mengganti", "Hadi", "OK")
        pressed_again(forwarded, "record_answer", file=form)

    @pytest.mark.parametrize(
        ("cells", "options", "key"),
        [
            ({}, {}, "complaint_blank"),
            ({"jawaban": "x", "dijawab": "8 Juni"}, {}, "complaint_no_date"),
            ({"jawaban": "x", "dijawab": 5}, {}, "complaint_no_date"),
            ({"jawaban": "x", "dijawab": day(6, 2)}, {}, "complaint_order"),
            ({"jawaban": "x", "sebab": "Entah"}, {}, "complaint_choice"),
            ({"jawaban": "x"}, {"no": "K-2027-0002"}, "complaint_form"),
            ({"jawaban": "x", "nomor": None}, {}, "complaint_form"),
            ({"jawaban": "x", "nomor": "K-1"}, {}, "complaint_unknown"),
        ],
    )
    def test_forms_that_are_refused(self, forwarded, tmp_path, cells, options, key):
        form = tmp_path / "Form Keluhan" / "Form K-2027-0001.xlsx"
        fill(form, **cells)
        refused(forwarded, "record_answer", key, file=form, **options)

    def test_files_that_are_no_forms(self, forwarded, tmp_path):
        (tmp_path / "x.xlsx").write_bytes(b"PK?")
        refused(forwarded, "record_answer", "not_zip", file=tmp_path / "x.xlsx")
        refused(forwarded, "record_answer", "complaint_form", file=forwarded.path)

    @pytest.mark.parametrize(
        ("options", "key"),
        [
            ({"no": "K-2027-0001"}, "complaint_blank"),
            ({"answer": "x"}, "missing_option"),
            ({"no": "K-2027-0001", "answer": "x", "date": "1/6/2027"}, "complaint_order"),
            ({"no": "K-2027-0001", "answer": "x", "date": "10/6/2027"}, "complaint_future"),
            ({"no": "K-2027-0001", "answer": "x", "received": "2/6/2027"}, "complaint_order"),
            ({"no": "K-2027-0001", "answer": "x", "due": "1/1/2027"}, "complaint_order"),
        ],
    )
    def test_what_is_refused(self, forwarded, options, key):
        refused(forwarded, "record_answer", key, **options)

    def test_before_it_is_forwarded_and_another_answer_later(self, desk):
        refused(desk, "record_answer", "complaint_blank", no="K-2027-0001", answer="x")
        desk.press("forward_complaint")
        desk.press("record_answer", no="K-2027-0001", answer="Pertama")
        error = refused(desk, "record_answer", "complaint_filled", no="K-2027-0001", answer="Kedua")
        assert error.facts()["cell"] == "O10"
        assert desk.press("record_answer", no="K-2027-0001", cause="Lainnya").changed


# --- follow up and what is late ----------------------------------------------------------------------------


class TestFollowUp:
    def test_the_open_ones_late_first_without_a_change(self, tmp_path):
        due = {"K-1": day(12, 20), "K-2": day(12, 1), "K-3": None, "K-4": TODAY}
        rows = [complaint(number=no, action="Tukar", pic="Hadi", action_due=one) for no, one in due.items()]
        rows.append(
            complaint(number="K-5", action="Tukar", pic="Hadi", action_due=day(6, 30), action_done=day(6, 29))
        )
        desk = Desk(tmp_path, rows)
        before = desk.path.read_bytes()
        result = desk.press("follow_up")
        assert [(row[0], row[5]) for row in result.rows] == [
            ("K-2", "terlambat 6 hari kerja"), ("K-4", "jatuh tempo hari ini"),
            ("K-1", "dalam batas"), ("K-3", "belum ada batas"),
        ]  # fmt: skip
        assert desk.path.read_bytes() == before

    @pytest.mark.parametrize(
        ("row", "options", "key"),
        [
            ({}, {}, "complaint_blank"),
            ({"action": "Tukar"}, {}, "complaint_blank"),
            ({"action": "Tukar", "action_due": day(6, 20)}, {"date": "1/6/2027"}, "complaint_order"),
            ({"action": "Tukar", "action_due": day(6, 20)}, {"date": "1/1/2028"}, "complaint_future"),
            ({"action": "Tukar", "action_due": "lusa"}, {"due": "20/12/2027"}, "complaint_no_date"),
            ({"action": "Tukar", "action_due": day(6, 20)}, {"due": "1/1/2027"}, "complaint_order"),
            ({"action": "Tukar", "action_due": day(6, 20)}, {"closed": "Tidak"}, "missing_option"),
            (
                {"action": "Tukar", "action_due": day(6, 20)},
                {"closed": "ya", "due": "1/1/2028"},
                "bad_option",
            ),
            (
                {"action": "Tukar", "action_due": day(6, 20), "action_done": day(6, 18)},
                {"progress": "x", "closed": "Tidak"},
                "complaint_filled",
            ),
            (
                {"action": "Tukar", "action_due": day(6, 20), "action_done": day(6, 18)},
                {"date": "19/6/2027"},
                "complaint_filled",
            ),
        ],
    )
    def test_what_is_refused(self, tmp_path, row, options, key):
        desk = Desk(tmp_path, [complaint(pic="Hadi", **row)])
        refused(desk, "follow_up", key, no="K-2027-0001", **options)


class TestOverdue:
    def test_the_example_says_what_its_cells_say(self, tmp_path):
        data = example()
        desk = Desk(tmp_path, data.pop("complaints"), **data)
        result = desk.press("overdue_list", out=tmp_path / "lambat.csv")
        late = {row["No"]: row for row in desk.rows() if row["Jatuh tempo"] and row["Jatuh tempo"] <= TODAY}
        assert {row[0] for row in result.rows} == set(late)
        for no, stage, due, days, *_ in result.rows:
            status = f"Terlambat {days:g} hari kerja" if days else "Jatuh tempo hari ini"
            assert late[no]["Status"] == status
            assert (late[no]["Tahap"], f"{late[no]['Jatuh tempo']:%d/%m/%Y}") == (stage, due)
        assert [row[3] for row in result.rows] == sorted((row[3] for row in result.rows), reverse=True)
        assert {row[0]: row[4:6] for row in result.rows} == {
            "K-2027-0037": ("QC", "Hadi Susanto"),
            "K-2027-0034": ("QC", "Siti Komariah"),
            "K-2027-0036": ("Marketing Communication", "Dian Permata"),
            "K-2027-0040": ("Marketing Communication", "Dian Permata"),
        }
        text = (tmp_path / "lambat.csv").read_text(encoding="utf-8-sig")
        lines = list(csv.reader(text.splitlines(), delimiter=";"))
        assert tuple(lines[0]) == HEADINGS
        assert len(lines) == 1 + len(late)
        assert not desk.press("overdue_list", out=tmp_path / "lambat.csv").files

    @pytest.mark.parametrize("offset", [-1, 0, 1])
    def test_the_edge_of_a_day(self, tmp_path, offset):
        rows = [complaint(number="K-1", answered=None, replied=None), fresh(number="K-2", received=day(6, 9))]
        desk = Desk(tmp_path, rows, reference_date=day(6, 10) + timedelta(days=offset))
        found = {row[0]: row[3] for row in desk.press("overdue_list").rows}
        assert found == {-1: {}, 0: {"K-1": 0.0, "K-2": 0.0}, 1: {"K-1": 1.0, "K-2": 1.0}}[offset]

    def test_texts_are_no_formulas_in_the_file_and_other_files_are_refused(self, tmp_path):
        desk = Desk(tmp_path, [fresh(customer="=cmd|'x'!A1")])
        desk.press("overdue_list", out=tmp_path / "x.csv")
        assert ";'=cmd|'x'!A1;" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
        refused(desk, "overdue_list", "bad_option", out=tmp_path / "x.xlsx")


def test_the_clock_takes_only_days_of_the_registers_calendar() -> None:
    assert [as_day(value) for value in (36525.0, 36526.0, True, None, 9e9)] == [
        None, date(2000, 1, 1), None, None, None,
    ]  # fmt: skip
