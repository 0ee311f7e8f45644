"""Promised days: capacity and material are kept, what people decided stays, late orders get what is left."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from aps_books import (
    DATA,
    TODAY,
    add,
    again,
    cells,
    centre,
    change,
    day,
    operation,
    order,
    records,
    row_of,
    set_name,
    type_orders,
    write_aps,
)

from xl_addin.actions import (
    assign_stage,
    build_calendar,
    check_late_order,
    confirm_orders,
    finalise_aps,
)
from xl_addin.actions.bsc_cards import MONTHS
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action

EVENING = date(2027, 4, 1)
"""A Thursday, the first working day of April: where the loading of April's orders begins."""


@pytest.fixture
def make(tmp_path: Path):
    opened = []

    def made(*orders, **more):
        path = write_aps(tmp_path / f"aps{len(opened)}.xlsx", **more)
        opened.append(context := open_book(path))
        book = context.__enter__()
        type_orders(book, orders)
        return book

    yield made
    for context in opened:
        context.__exit__(None, None, None)


def promised(book) -> dict:
    return {row["No ROP"]: row["Tanggal sanggup"] for row in records(book, "tbl_sanggup")}


def load(book, table="tbl_beban") -> dict:
    rows = ListTable(book, table, ("Pusat kerja", *MONTHS)).records()
    return {row["Pusat kerja"]: sum(row[month] or 0 for month in MONTHS) for row in rows}


class TestPromises:
    def test_the_earliest_day_that_the_hours_allow(self, make):
        book = make(order("ROP-1", 16), order("ROP-2", 32))
        result = confirm_orders(book)
        assert result.changed and not result.problems
        # ROP-1: welded 8 hours on the 1st, painted 4 on the 2nd; ROP-2: welded on the 2nd and the 5th
        assert promised(book) == {"ROP-1": day(4, 2), "ROP-2": day(4, 6)}
        assert load(book) == {"Las": 24, "Cat": 12, "Gergaji": 0}
        assert load(book, "tbl_beban_minta") == load(book)
        row = row_of(book, "tbl_sanggup", "ROP-1")
        assert (row["Tahap"], row["Bulan produksi"], row["Sebab"]) == (1, day(4, 1), None)

    def test_a_second_press_changes_nothing(self, make):
        book = make(*(order(f"ROP-{n}", 10 + n) for n in range(8)))
        confirm_orders(book)
        book.app.calculate()
        before = cells(book)
        assert not confirm_orders(book).changed
        assert cells(book) == before

    def test_another_month_is_said_with_the_bottleneck(self, make):
        book = make(order("ROP-1", 16 * 22), order("ROP-2", 16))  # April has 22 working days
        result = confirm_orders(book)
        assert promised(book) == {"ROP-1": day(5, 17), "ROP-2": day(5, 18)}, "painted when all are welded"
        assert row_of(book, "tbl_sanggup", "ROP-2")["Sebab"] == "Kapasitas Las"
        assert result.rows[1] == (
            "Kesanggupan",
            "ROP-2",
            "sanggup 18/05/2027: Kapasitas Las",
            "bulan produksi April 2027",
        )
        book.app.calculate()
        shown = book.sheets["Kesanggupan"].tables["tbl_sanggup"].data_body_range.value
        assert shown[1][15] == "Tidak, Mei 2027"

    def test_material_that_cannot_be_had_is_the_reason(self, make):
        materials = [{"name": "Pipa", "unit": "m", "stock": 30, "lead_time": None}]
        book = make(order("ROP-1", 10), order("ROP-2", 10), materials=materials)
        result = confirm_orders(book)
        assert promised(book) == {"ROP-1": day(4, 2), "ROP-2": None}
        assert result.rows == [("Kesanggupan", "ROP-2", "tidak disanggupi: Material Pipa", "30/04/2027")]
        assert load(book)["Las"] == 5, "an order that is not promised keeps no hours"

    def test_a_number_that_is_missing_is_never_taken_for_nothing(self, make):
        routing = [
            *DATA["routing"][:1],
            {**DATA["routing"][1], "hours_per_unit": "sedikit"},
            DATA["routing"][2],
        ]
        centres = [centre("Las"), centre("Cat"), centre("Gergaji", efficiency=None)]
        book = make(order("ROP-1"), order("ROP-2", product="MJA-01"), routing=routing, work_centres=centres)
        result = confirm_orders(book)
        assert promised(book) == {"ROP-1": None, "ROP-2": None}
        told = {row[:2]: row[2] for row in result.rows}
        assert told["Routing", "KRS-01"] == "urutan atau jam bukan angka"
        assert told["Kapasitas", "Gergaji"] == "isian belum lengkap"
        assert "Jam routing KRS-01 di Cat" in told["Kesanggupan", "ROP-1"]

    def test_faulty_lines_are_told_and_the_others_promised(self, make):
        book = make(order("ROP-1"), order("ROP-2", "banyak"), order("ROP-3", entered=date(2026, 5, 1)),
                    order("ROP-1", 99), order("ROP-4", product="XYZ"))  # fmt: skip
        result = confirm_orders(book)
        assert promised(book) == {"ROP-1": day(4, 2), "ROP-4": None}
        assert [row[1:] for row in result.rows] == [
            ("ROP-2", "Jumlah: banyak", "angka di atas 0"),
            ("ROP-3", "Tanggal masuk: 01/05/2026", "tanggal di dalam Kalender APS"),
            ("ROP-1", "nomor tertulis lagi; baris pertama yang dipakai", "satu baris per ROP"),
            ("ROP-4", "tidak disanggupi: Routing XYZ belum ada", "30/04/2027"),
        ]

    def test_the_spelling_of_codes_does_not_matter(self, make):
        routing = [operation("krs-01 ", "Kursi", 10, "LAS", 0.5)]
        book = make(order("ROP-1", 16, product="Krs-01"), routing=routing, bill=[])
        assert not confirm_orders(book).problems
        assert load(book)["Las"] == 8


class TestConserved:
    def test_hours_and_order_of_lines(self, make):
        chosen = random.Random(7)
        orders = [
            order(
                f"ROP-{n:02}",
                chosen.randint(1, 60),
                product=chosen.choice(["KRS-01", "MJA-01"]),
                entered=date(2026, 12, 21) + timedelta(days=chosen.randrange(330)),
                wanted=date(2027, 12, 30),
            )
            for n in range(40)
        ]
        book = make(*orders, reference_date=date(2026, 12, 21))
        confirm_orders(book)
        assert None not in promised(book).values()
        units = {
            code: sum(o["quantity"] for o in orders if o["product"] == code) for code in ("KRS-01", "MJA-01")
        }
        asked = {"Las": units["KRS-01"] / 2, "Cat": units["KRS-01"] / 4, "Gergaji": units["MJA-01"]}
        assert load(book) == pytest.approx(asked)
        assert load(book, "tbl_beban_minta") == pytest.approx(asked)
        days, table = promised(book), ListTable(book, "tbl_rop", tuple(records(book, "tbl_rop")[0]))
        lines = table.records()
        chosen.shuffle(lines)
        table.replace(lines)
        confirm_orders(book)
        assert promised(book) == days
        assert load(book) == pytest.approx(asked)

    def test_no_month_gives_more_than_it_has(self, make):
        book = make(*(order(f"ROP-{n}", 50) for n in range(12)))
        confirm_orders(book)
        book.app.calculate()
        capacity = book.sheets["Kapasitas"].tables["tbl_pusat_kerja"].data_body_range.value
        rows = ListTable(book, "tbl_beban", ("Pusat kerja", *MONTHS)).records()
        for has, row in zip(capacity, rows, strict=True):
            for place, month in enumerate(MONTHS):
                assert row[month] <= has[6 + place] + 1e-6
        assert rows[0]["Apr"] == 22 * 8, "the bottleneck is full, April has 22 working days"


class TestLocked:
    def test_a_day_of_ppc_wins_and_is_flagged_when_too_early(self, make):
        book = make(order("ROP-1", 160), order("ROP-2", 16))
        confirm_orders(book)
        change(book, "tbl_sanggup", "ROP-1", Tanggal_PPC=day(4, 7), Dikonfirmasi_oleh="Yuni")
        result = confirm_orders(book)
        row = row_of(book, "tbl_sanggup", "ROP-1")
        assert (row["Tanggal PPC"], row["Dikonfirmasi oleh"]) == (day(4, 7), "Yuni")
        assert row["Tanggal sanggup"] > day(4, 7)
        assert "07/04/2027 tidak dapat ditepati: Kapasitas Las" in result.rows[0][2]
        assert not confirm_orders(book).changed
        change(book, "tbl_sanggup", "ROP-1", Tanggal_PPC=day(4, 30))
        assert not confirm_orders(book).problems
        assert promised(book) == {"ROP-1": day(4, 30), "ROP-2": day(4, 2)}, (
            "the free hours before go to others"
        )

    def test_a_confirmed_day_does_not_move_when_orders_come_before(self, make):
        book = make(order("ROP-5", 16))
        confirm_orders(book)
        change(book, "tbl_sanggup", "ROP-5", Dikonfirmasi_oleh="Yuni")
        again(book, "ROP-5", No_ROP="ROP-1", Tanggal_masuk=day(3, 19))
        result = confirm_orders(book)
        assert promised(book) == {"ROP-5": day(4, 2), "ROP-1": day(4, 5)}
        assert "1 tanggal terkunci" in result.message

    def test_a_confirmed_day_that_capacity_no_longer_allows_stays_and_is_told(self, make):
        book = make(order("ROP-1", 16))
        confirm_orders(book)
        change(book, "tbl_sanggup", "ROP-1", Dikonfirmasi_oleh="Yuni")
        change_centre(book, "Las", 0.5)
        result = confirm_orders(book)
        assert promised(book) == {"ROP-1": day(4, 2)}
        assert result.rows == [
            (
                "Kesanggupan",
                "ROP-1",
                "02/04/2027 tidak dapat ditepati: Kapasitas Las",
                "paling cepat 13/04/2027",
            )
        ]
        assert not confirm_orders(book).changed

    def test_what_is_past_counts_in_its_month(self, make):
        book = make(order("ROP-1", 16))
        confirm_orders(book)
        change(book, "tbl_sanggup", "ROP-1", Dikonfirmasi_oleh="Yuni")
        set_name(book, "Tanggal_acuan", day(6, 1))
        assert not confirm_orders(book).problems
        assert promised(book) == {"ROP-1": day(4, 2)}
        assert load(book) == {"Las": 8, "Cat": 4, "Gergaji": 0}

    def test_rows_of_orders_that_are_gone_go_to_the_archive(self, make):
        book = make(order("ROP-1"), order("ROP-2"))
        confirm_orders(book)
        change(book, "tbl_sanggup", "ROP-2", Catatan="Dua kali kirim")
        change(book, "tbl_rop", "ROP-2", No_ROP="ROP-3")
        confirm_orders(book)
        assert set(promised(book)) == {"ROP-1", "ROP-3"}
        [kept] = records(book, "tbl_arsip")
        assert kept["No"] == "ROP-2" and "Catatan: Dua kali kirim" in kept["Isi"]

    def test_the_stages_show_the_day_that_holds(self, make):
        book = make(order("ROP-1", 16))
        assign_stage(book)
        assert row_of(book, "tbl_aps_1", "ROP-1")["Tanggal sanggup"] is None
        confirm_orders(book)
        assert row_of(book, "tbl_aps_1", "ROP-1")["Tanggal sanggup"] == day(4, 2)
        change(book, "tbl_sanggup", "ROP-1", Tanggal_PPC=day(4, 9), Dikonfirmasi_oleh="Yuni")
        confirm_orders(book)
        assert row_of(book, "tbl_aps_1", "ROP-1")["Tanggal sanggup"] == day(4, 9)


def change_centre(book, name: str, hours: float) -> None:
    table = ListTable(book, "tbl_pusat_kerja", ("Pusat kerja", "Jam per hari"))
    rows = table.records()
    table.replace([{**row, "Jam per hari": hours} if row["Pusat kerja"] == name else row for row in rows])


class TestLateOrders:
    LATE: ClassVar = {
        "Pelanggan": "Toko",
        "Kode_produk": "KRS-01",
        "Jumlah": 16,
        "Tanggal_minta": day(4, 29),
        "Tanggal_masuk": day(4, 20),
        "Bulan_diminta": day(4, 1),
    }

    def late(self, book, no: str, **more):
        add(book, "tbl_susulan", **{"No_ROP": no, **self.LATE, **more})

    def test_one_that_fits_enters_its_month(self, make):
        book = make(order("ROP-1", 16))
        confirm_orders(book)
        self.late(book, "S-1")
        result = check_late_order(book)
        row = row_of(book, "tbl_susulan", "S-1")
        assert (row["Keputusan"], row["Tanggal sanggup"]) == ("Masuk", day(4, 5))
        assert "1 masuk" in result.message
        assert (
            "ROP Susulan",
            "S-1",
            "APS April 2027 belum final",
            "masuk lewat ROP sampai APS final",
        ) in result.rows
        assert not check_late_order(book).changed

    def test_one_that_does_not_fit_is_offered_the_earliest_day(self, make):
        book = make(order("ROP-1", 16 * 22))
        confirm_orders(book)
        self.late(book, "S-1")
        self.late(book, "S-2", Kode_produk="XYZ")
        self.late(book, "S-3", Jumlah=1_000_000)
        check_late_order(book)
        first, second, third = records(book, "tbl_susulan")
        assert (first["Keputusan"], first["Tanggal sanggup"]) == ("Usul lain", day(5, 18))
        assert (
            first["Alasan"] == "Kapasitas Las: tidak selesai di April 2027; paling cepat 18/05/2027, Mei 2027"
        )
        assert (second["Keputusan"], second["Alasan"]) == ("Tidak dapat", "Routing XYZ belum ada")
        assert (third["Keputusan"], third["Tanggal sanggup"]) == ("Tidak dapat", None)

    def test_an_approved_one_stays_and_keeps_its_hours(self, make):
        book = make(order("ROP-1", 16))
        confirm_orders(book)
        self.late(book, "S-1")
        check_late_order(book)
        change(book, "tbl_susulan", "S-1", Disetujui_oleh="Yuni")
        self.late(book, "S-2", Tanggal_masuk=day(4, 19))
        check_late_order(book)
        assert row_of(book, "tbl_susulan", "S-1")["Tanggal sanggup"] == day(4, 5)
        assert row_of(book, "tbl_susulan", "S-2")["Keputusan"] == "Masuk"
        confirm_orders(book)
        assert load(book) == {"Las": 16, "Cat": 8, "Gergaji": 0}
        assert set(promised(book)) == {"ROP-1"}
        add(book, "tbl_rop", No_ROP="s-1", **{k: v for k, v in self.LATE.items() if k != "Bulan_diminta"})
        confirm_orders(book)
        assert load(book)["Las"] == 16, "the same order on both sheets counts once"
        assert promised(book)["s-1"] == day(4, 5)

    def test_faulty_lines_are_told_and_keep_what_they_have(self, make):
        book = make(order("ROP-1"))
        self.late(book, "S-1", Jumlah=0)
        self.late(book, "S-2", Bulan_diminta="kapan saja")
        self.late(book, "S-3")
        self.late(book, "s-3")
        result = check_late_order(book)
        assert [row["Keputusan"] for row in records(book, "tbl_susulan")] == [None, None, "Masuk", None]
        told = [row[1:] for row in result.rows if row[0] == "ROP Susulan" and "final" not in row[2]]
        assert told == [
            ("S-1", "Jumlah: 0", "angka di atas 0"),
            ("S-2", "Bulan diminta: kapan saja", "bulan tahun rencana"),
            ("s-3", "nomor tertulis lagi; tidak diperiksa", "satu baris per ROP"),
        ]


def test_a_file_that_is_open_elsewhere_is_left_alone(tmp_path):
    path = write_aps(tmp_path / "aps.xlsx", orders=[order("ROP-1")])
    before = path.read_bytes()
    (tmp_path / "~$aps.xlsx").write_bytes(b"")
    with pytest.raises(LembarError, match=r"terbuka|dibuka"):
        run_action(path, "confirm_orders")
    assert path.read_bytes() == before


TYPED = (
    ("tbl_sanggup", "Catatan"),
    ("tbl_sanggup", "Dikonfirmasi oleh"),
    ("tbl_aps_1", "Alasan"),
    ("tbl_aps_2", "Disepakati oleh"),
    ("tbl_rop", "Keterangan"),
    ("tbl_susulan", "Diminta oleh"),
)


@pytest.mark.parametrize("seed", range(3))
def test_what_people_typed_survives_every_action(make, seed):
    """It stays where it was typed, or stands in the archive."""
    chosen = random.Random(seed)
    orders = [order(f"ROP-{n}", 5 + n, entered=TODAY + timedelta(days=n % 28)) for n in range(20)]
    book = make(*orders, reference_date=date(2027, 4, 19))
    add(book, "tbl_susulan", **{"No_ROP": "S-1", **TestLateOrders.LATE})
    typed: dict = {}
    for turn in range(16):
        chosen.choice((build_calendar, assign_stage, confirm_orders, finalise_aps, check_late_order))(book)
        table, heading = chosen.choice(TYPED)
        rows = records(book, table)
        if rows:
            no = chosen.choice(rows)["No ROP"]
            typed[table, no, heading] = f"=ketikan {turn}"
            change(book, table, no, **{heading.replace(" ", "_"): f"=ketikan {turn}"})
        if chosen.random() < 0.2:
            no = chosen.choice([row["No ROP"] for row in records(book, "tbl_rop")])
            change(
                book, "tbl_rop", no, Tanggal_masuk=day(4, chosen.randint(1, 28)), Jumlah=chosen.random() * 90
            )
    kept = " ".join(row["Isi"] for row in records(book, "tbl_arsip"))
    for (table, no, heading), text in typed.items():
        there = [row[heading] for row in records(book, table) if row["No ROP"] == no]
        assert text in there or f"{heading}: {text}" in kept, (table, no, heading)
