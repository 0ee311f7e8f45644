"""What the meeting agreed on: refused when half said, final once and for all, what comes later is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from aps_books import add, again, cells, change, day, order, records, row_of, set_name, write_aps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_addin.actions import assign_stage, check_late_order, confirm_orders, finalise_aps
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

ORDERS = [
    order("ROP-1", 16),
    order("ROP-2", 32),
    order("ROP-3", 8, entered=date(2027, 4, 7)),
]
MEETING = day(4, 5)
"""4 April 2027 is a Sunday."""


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> bytes:
    """The stages assigned and promised, on the day of the first meeting."""
    path = write_aps(tmp_path_factory.mktemp("aps") / "aps.xlsx", orders=ORDERS)
    with open_book(path) as opened:
        assign_stage(opened)
        confirm_orders(opened)
        set_name(opened, "Tanggal_acuan", MEETING)
        opened.save()
    return path.read_bytes()


@pytest.fixture
def book(tmp_path: Path, ready: bytes):
    (tmp_path / "aps.xlsx").write_bytes(ready)
    with open_book(tmp_path / "aps.xlsx") as opened:
        yield opened


def agree(book, no: str, change_by, why=None, by=None, stage=1) -> None:
    typed = {"Tambah__kurang": change_by, "Alasan": why, "Disepakati_oleh": by}
    change(book, f"tbl_aps_{stage}", no, **typed)


def load(book) -> float:
    rows = ListTable(book, "tbl_beban", ("Pusat kerja", "Apr")).records()
    return next(row["Apr"] for row in rows if row["Pusat kerja"] == "Las")


class TestFinal:
    def test_what_was_added_and_cut_is_written_with_who_agreed(self, book):
        agree(book, "ROP-2", -12, "Kayu terlambat", "Rina")
        result = finalise_aps(book)
        assert result.changed and not result.problems
        assert "tahap 1 final, 2 ROP" in result.message
        first, second = records(book, "tbl_aps_final")
        assert (first["No ROP"], first["Tahap"], first["Bulan produksi"]) == ("ROP-1", 1, day(4, 1))
        assert (second["Jumlah ROP"], second["Tambah/kurang"]) == (32, -12)
        assert (second["Alasan"], second["Disepakati oleh"]) == ("Kayu terlambat", "Rina")
        assert {row["Difinalkan"] for row in (first, second)} == {MEETING}
        book.app.calculate()
        shown = book.sheets["APS Final"].tables["tbl_aps_final"].data_body_range.value
        assert shown[1][8] == 20

    @pytest.mark.parametrize(
        ("typed", "found", "expected"),
        [
            ((-3, None, "Rina"), "Tambah/kurang -3 tanpa Alasan", "Alasan diisi"),
            ((5, "Tambahan", None), "Tambah/kurang 5 tanpa Disepakati oleh", "Disepakati oleh diisi"),
            (("tiga", "Tambahan", "Rina"), "Tambah/kurang tiga", "angka"),
            ((-17, "Batal", "Rina"), "Tambah/kurang -17", "paling banyak dikurangi 16"),
        ],
    )
    def test_a_change_that_nobody_can_have_agreed_to_is_refused_by_line(self, book, typed, found, expected):
        agree(book, "ROP-1", *typed)
        result = finalise_aps(book)
        assert not result.changed and result.problems
        assert result.rows == [("APS Tahap 1", "ROP-1", found, expected)]
        assert records(book, "tbl_aps_final") == []
        assert row_of(book, "tbl_aps_1", "ROP-1")["Tambah/kurang"] == typed[0], "what was typed stays"

    def test_an_order_without_a_day_is_refused_unless_it_is_cut_to_nothing(self, book):
        change(book, "tbl_aps_1", "ROP-1", Tanggal_sanggup=None)
        assert "Tanggal sanggup kosong" in finalise_aps(book).rows[0][2]
        agree(book, "ROP-1", -16, "Batal", "Rina")
        assert finalise_aps(book).changed
        confirm_orders(book)
        assert load(book) == 16 + 4, "what was cut takes no hours"
        assert row_of(book, "tbl_sanggup", "ROP-1")["Sebab"] == "Dikurangi menjadi 0 di rapat APS"

    def test_the_sheet_must_be_what_rop_says(self, book):
        change(book, "tbl_rop", "ROP-1", Jumlah=20)
        change(book, "tbl_rop", "ROP-2", Tanggal_masuk=day(4, 8))
        again(book, "ROP-1", No_ROP="ROP-9")
        told = [row[1:3] for row in finalise_aps(book).rows]
        assert told == [("ROP-1", "Jumlah 16"), ("ROP-9", "belum ada di lembar ini"),
                        ("ROP-2", "bukan ROP tahap ini")]  # fmt: skip
        assert records(book, "tbl_aps_final") == []

    def test_only_stages_whose_meeting_was_held(self, book):
        finalise_aps(book)
        assert {row["Tahap"] for row in records(book, "tbl_aps_final")} == {1}
        result = finalise_aps(book, stage="tahap 2")
        assert result.changed, "asked for by name: PPC decides"
        assert {row["Tahap"] for row in records(book, "tbl_aps_final")} == {1, 2}
        with pytest.raises(LembarError, match="stage=3"):
            finalise_aps(book, stage="3")

    def test_before_any_meeting_nothing_is_final(self, book):
        set_name(book, "Tanggal_acuan", day(3, 30))
        result = finalise_aps(book)
        assert (result.changed, result.problems) == (False, True)
        assert "belum ada rapat yang berlangsung" in result.message


class TestLocked:
    def test_a_second_press_changes_nothing(self, book):
        finalise_aps(book)
        book.app.calculate()
        before = cells(book)
        result = finalise_aps(book)
        assert not result.changed and "tahap 1 sudah final dan terkunci" in result.message
        assert cells(book) == before

    def test_what_differs_later_is_told_and_nothing_moves(self, book):
        agree(book, "ROP-2", 4, "Tambahan", "Rina")
        finalise_aps(book)
        final = records(book, "tbl_aps_final")
        agree(book, "ROP-2", 9, "Lain", "Rina")
        change(book, "tbl_rop", "ROP-1", Jumlah=99)
        again(book, "ROP-2", No_ROP="ROP-9")
        told = [
            ("ROP", "ROP-1", "Jumlah 99", "16 (final, terkunci)"),
            ("ROP", "ROP-9", "masuk sesudah APS Tahap 1 final", "baris di ROP Susulan"),
            ("APS Tahap 1", "ROP-2", "Tambah/kurang 9", "4 (final, terkunci)"),
            ("APS Tahap 1", "ROP-2", "Alasan Lain", "Tambahan (final, terkunci)"),
        ]
        for press in (finalise_aps, assign_stage):
            result = press(book)
            assert (result.problems, list(result.rows)) == (True, told)
        assert records(book, "tbl_aps_final") == final
        assert row_of(book, "tbl_aps_1", "ROP-2")["Tambah/kurang"] == 9, "typed, told, and not taken away"

    def test_a_final_month_comes_back_as_it_was(self, book):
        agree(book, "ROP-2", 4, "Tambahan", "Rina")
        finalise_aps(book)
        set_name(book, "Bulan_produksi", 5)
        assign_stage(book)
        assert records(book, "tbl_aps_1") == []
        assert records(book, "tbl_arsip") == [], "all of it is in APS Final"
        set_name(book, "Bulan_produksi", 4)
        assert not assign_stage(book).problems
        row = row_of(book, "tbl_aps_1", "ROP-2")
        assert (row["Tambah/kurang"], row["Alasan"], row["Disepakati oleh"]) == (4, "Tambahan", "Rina")

    def test_final_days_do_not_move(self, book):
        finalise_aps(book)
        days = {row["No ROP"]: row["Tanggal sanggup"] for row in records(book, "tbl_aps_final")}
        again(book, "ROP-1", No_ROP="ROP-0", Tanggal_masuk=day(3, 19))
        confirm_orders(book)
        for no, promised in days.items():
            assert row_of(book, "tbl_sanggup", no)["Tanggal sanggup"] == promised

    def test_final_orders_under_way_take_only_what_they_still_need(self, book):
        change(book, "tbl_sanggup", "ROP-2", Tanggal_PPC=day(4, 8), Dikonfirmasi_oleh="Yuni")
        confirm_orders(book)
        finalise_aps(book)
        set_name(book, "Tanggal_acuan", day(4, 8))  # welded on the 6th and 7th, painted on the 8th
        result = confirm_orders(book)
        assert not result.problems
        assert load(book) == 8 + 16 + 4, "all hours of all three count in their month"
        assert row_of(book, "tbl_sanggup", "ROP-3")["Tanggal sanggup"] == day(4, 9), "welders are free again"


class TestLateOrders:
    def test_after_the_final_a_late_order_gets_what_is_left(self, book):
        set_name(book, "Tanggal_acuan", day(4, 19))
        finalise_aps(book)
        late = {"Kode_produk": "KRS-01", "Tanggal_minta": day(4, 30), "Tanggal_masuk": day(4, 20)}
        add(book, "tbl_susulan", No_ROP="S-1", Jumlah=40, **late)
        add(book, "tbl_susulan", No_ROP="S-2", Jumlah=400, **late)
        result = check_late_order(book)
        assert [row["Keputusan"] for row in records(book, "tbl_susulan")] == ["Masuk", "Usul lain"]
        assert not result.problems


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change_by=st.integers(-16, 50), why=st.text(max_size=8), by=st.text(max_size=8))
def test_the_sum_is_what_was_asked_and_agreed(tmp_path, ready, change_by, why, by):
    """Or the line is refused; either way nothing that was typed is lost."""
    why, by = (" ".join(text.split()) if text.isprintable() else "" for text in (why, by))
    (tmp_path / "aps.xlsx").write_bytes(ready)
    with open_book(tmp_path / "aps.xlsx") as book:
        agree_all(book, change_by, why or None, by or None)
        result = finalise_aps(book, stage="1")
        final = records(book, "tbl_aps_final")
        refused = bool(change_by) and not (why and by)
        assert bool(final) != refused
        assert result.problems == refused
        if final:
            assert sum(row["Jumlah ROP"] + (row["Tambah/kurang"] or 0) for row in final) == 48 + change_by
        row = row_of(book, "tbl_aps_1", "ROP-1")
        assert [row["Tambah/kurang"], row["Alasan"], row["Disepakati oleh"]] == [
            change_by,
            why or None,
            by or None,
        ]


def agree_all(book, change_by, why, by) -> None:
    table = ListTable(book, "tbl_aps_1", tuple(records(book, "tbl_aps_1")[0]))
    rows = table.records()
    rows[0] |= {"Tambah/kurang": change_by, "Alasan": why, "Disepakati oleh": by}
    table.replace(rows)


def test_on_disk_a_copy_stays_and_an_open_file_is_left_alone(tmp_path):
    path = write_aps(tmp_path / "aps.xlsx", orders=ORDERS, reference_date=date(2027, 4, 5))
    for name in ("assign_stage", "confirm_orders"):
        run_action(path, name)
    before = path.read_bytes()
    result = run_action(path, "finalise_aps")
    assert result.files[-1].read_bytes() == before
    locked = path.read_bytes()
    (tmp_path / "~$aps.xlsx").touch()
    with pytest.raises(LembarError):
        run_action(path, "finalise_aps", {"stage": "2"})
    assert path.read_bytes() == locked
