"""The APS workbook: calendar and capacity against plain Python, words for what is wrong, many order lines."""

from __future__ import annotations

import calendar
import io
import random
import time
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from plan_book import Plan

from templates.formats.allocation_wall import day_cell
from templates.formats.aps_books import BUTTONS
from xl_addin import formats
from xl_addin.actions.aps_calendar import build_calendar
from xl_addin.example_aps import ApsExample
from xl_addin.headless import open_book
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import render

ROOT = Path(__file__).parents[1]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
DAY = timedelta(days=1)
Row = dict[str, Any]


def data(**changes: Any) -> Row:
    """Return the data of the example, with lists, header keys or settings (lower case words) replaced."""
    values = ApsExample().workbook()
    for key, value in changes.items():
        if key in values["settings"]:
            values["settings"] = {**values["settings"], key: value}
        else:
            values[key] = value
    return values


@cache
def example() -> Plan:
    return Plan("allocation", data())


def days_off(year: int, draw: random.Random) -> list[date]:
    """Return random days off, of which many are meeting days, and a long feast over one of them."""
    start = date(year - 1, 11, 1)
    found = {start + draw.randrange(460) * DAY for _ in range(draw.randint(0, 25))}
    for month in range(1, 13):
        found |= {date(year, month, day) for day in (4, 5, 17, 18, 19) if draw.random() < 0.3}
    feast = date(year, draw.randint(1, 12), draw.choice([1, 2, 15, 16]))
    return sorted(found | {feast + n * DAY for n in range(draw.choice([0, 6, 12]))})


def holiday_rows(days: list[date]) -> list[Row]:
    blank = {"leave": None, "closed": None, "estimate": None}
    return [{"date": day, "name": "Libur", "national": "Ya", **blank} for day in days]


class Rules:
    """The calendar as one would make it with a finger on the wall."""

    def __init__(self, year: int, off: list[date], *, six_days: bool, earlier: bool) -> None:
        self.year, self.off, self.six_days, self.earlier = year, set(off), six_days, earlier

    def works(self, day: date) -> bool:
        return day.weekday() < (6 if self.six_days else 5) and day not in self.off

    def meeting(self, year: int, month: int, day: int) -> date:
        rule = held = date(year, month, day)
        while self.earlier and not self.works(held):
            held -= DAY
        if held.month != month:  # none before it in its month
            held = rule
        while not self.works(held):
            held += DAY
        return held

    def proposals(self) -> list[date]:
        found = [self.meeting(self.year - 1, 12, 18)]
        for place in range(25):
            year, month = self.year + place // 24, place // 2 % 12 + 1
            held = self.meeting(year, month, (4, 18)[place % 2])
            while held <= found[-1] or not self.works(held):
                held += DAY
            found.append(held)
        return found


def as_day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


CASES = [
    *((2027, False, False), (2028, True, True), (2029, False, True), (2030, True, False)),
    *((2031, False, False), (2032, False, True), (2033, True, True), (2034, False, False)),
    *((2035, True, False), (2036, False, True)),
]


@pytest.mark.parametrize(("year", "six_days", "earlier"), CASES)
def test_the_calendar_is_that_of_plain_python(year: int, six_days: bool, earlier: bool) -> None:
    draw = random.Random(year)
    off = days_off(year, draw)
    rules = Rules(year, off, six_days=six_days, earlier=earlier)
    before, *proposed = rules.proposals()
    held = [day + 2 * DAY if draw.random() < 0.15 and rules.works(day + 2 * DAY) else day for day in proposed]
    stages = [
        {"month": date(year + n // 24, n // 2 % 12 + 1, 1), "meeting": day, "reason": "PPC"}
        for n, day in enumerate(held)
    ]
    move = "Hari kerja sebelumnya" if earlier else "Hari kerja berikutnya"
    entries = [date(year, 1, 1) + n * DAY for n in range(366 if calendar.isleap(year) else 365)]
    book = Plan(
        "allocation",
        small(year=year, holidays=holiday_rows(off), stages=stages, orders=lines(entries))
        | {"settings": {**data()["settings"], "move": move, "week_days": 6 if six_days else 5}},
    )
    rows = book.rows("tbl_kalender")
    assert [as_day(row["Usul rapat"]) for row in rows] == proposed
    assert [as_day(row["Selesai"]) for row in rows] == held == [as_day(row["Hasil dikirim"]) for row in rows]
    starts = [day + DAY for day in (before, *held[:-1])]
    assert [as_day(row["Mulai"]) for row in rows] == starts
    assert [row["Tahap"] for row in rows] == [2 - (n + 1) % 2 for n in range(25)]
    spans = list(zip(starts, held, strict=True))
    assert [row["Hari kerja"] for row in rows] == [
        sum(rules.works(start + n * DAY) for n in range((end - start).days + 1)) for start, end in spans
    ]
    assert {row["Periksa"] for row in rows} == {"OK"}
    for entry, row in zip(entries, book.rows("tbl_rop"), strict=True):
        (place,) = [n for n, (start, end) in enumerate(spans) if start <= entry <= end]
        assert (row["Tahap"], as_day(row["Bulan produksi"])) == (place % 2 + 1, stages[place]["month"]), entry


def lines(entries: list[date], **more: Any) -> list[Row]:
    """Return an order line for each day of entry."""
    usual = {"customer": "UD Jaya", "product": "KRS-02", "name": "Kursi lipat", "quantity": 10, "note": None}
    return [
        {"no": f"R-{n:05d}", **usual, "wanted": entry + 30 * DAY, "entered": entry, **more}
        for n, entry in enumerate(entries)
    ]


@pytest.mark.parametrize("year", [2027, 2028, 2033])
def test_the_wall_shows_every_day_of_the_year_under_its_weekday(year: int) -> None:
    book = Plan("allocation", small(year=year, stages=[]))
    sheet = book.book["Kalender Dinding"]
    for month in range(12):
        weeks = calendar.Calendar().monthdatescalendar(year, month + 1)
        for week in range(6):
            for weekday in range(7):
                day = weeks[week][weekday] if week < len(weeks) else None
                expected = day if day and day.month == month + 1 else None
                assert as_day(sheet[day_cell(month, week, weekday)].value) == expected


def test_the_wall_is_one_landscape_page_with_the_meetings_under_each_month() -> None:
    sheet = example().book["Kalender Dinding"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert [as_day(sheet[cell].value) for cell in ("Q15", "U15", "Y15", "AC15")] == [
        date(2027, 3, 3), date(2027, 3, 18), date(2027, 4, 5), date(2027, 4, 19),
    ]  # fmt: skip
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert len(rules) == 12 * 6


def test_a_meeting_on_the_feast_moves_and_its_stage_with_it() -> None:
    """18 May 2027 is collective leave after Idul Adha, until Waisak on the 20th."""
    row = example().rows("tbl_kalender")[9]
    assert [as_day(row[name]) for name in ("Mulai", "Rapat menurut aturan", "Usul rapat", "Selesai")] == [
        date(2027, 5, 5), date(2027, 5, 18), date(2027, 5, 21), date(2027, 5, 21),
    ]  # fmt: skip
    following = example().rows("tbl_kalender")[10]
    assert as_day(following["Mulai"]) == date(2027, 5, 22)


def test_collective_leave_that_does_not_count_is_a_working_day() -> None:
    book = Plan("allocation", {**data(leave_counts="Tidak"), **SMALL})
    assert as_day(book.rows("tbl_kalender")[9]["Usul rapat"]) == date(2027, 5, 18)


def test_the_last_meeting_of_the_year_before_can_be_told() -> None:
    book = Plan("allocation", {**data(last_meeting=date(2026, 12, 16)), **SMALL})
    assert as_day(book.rows("tbl_kalender")[0]["Mulai"]) == date(2026, 12, 17)


def test_capacity_is_working_days_times_hours_and_the_special_days() -> None:
    values = data()
    off = [day["date"] for day in formats.read_holidays()]
    rules = Rules(2027, off, six_days=False, earlier=False)
    for row, centre in zip(example().rows("tbl_pusat_kerja"), values["work_centres"], strict=True):
        hours = centre["units"] * centre["hours"] * centre["utilisation"] * centre["efficiency"]
        assert isclose(row["Jam sehari"], hours)
        for number, month in enumerate(MONTHS, 1):
            found = 0.0
            for day in range(1, calendar.monthrange(2027, number)[1] + 1):
                at = date(2027, number, day)
                special = [
                    one["hours"] for one in values["closures"]
                    if (one["work_centre"], one["date"]) == (centre["name"], at)
                ]  # fmt: skip
                found += special[0] if special else hours * rules.works(at)
            assert isclose(row[month], found), (centre["name"], month)


def test_load_is_a_share_of_capacity_and_what_is_over_is_counted_and_drawn() -> None:
    load = [
        {"work_centre": "Las", "hours": [100.0] * 11 + [0.0]},
        {"work_centre": "Bor", "hours": [1.0] * 12},
    ]
    asked = [{"work_centre": "Las", "hours": [2000.0] + [0.0] * 11}]
    centres = data()["work_centres"]
    book = Plan("allocation", small(work_centres=centres, load=load, load_asked=asked, month=1, chosen="Las"))
    capacity = next(row for row in book.rows("tbl_pusat_kerja") if row["Pusat kerja"] == "Las")
    (first,) = book.rows("tbl_beban_minta")
    assert isclose(first["% Jan"], 2000 / capacity["Jan"])
    welding, drilling = book.rows("tbl_beban")
    assert isclose(welding["% Mei"], 100 / capacity["Mei"])
    assert (drilling["% Jan"], drilling["Jumlah"]) == ("tutup", 12)
    assert [book[f"Beban!{cell}7"] for cell in "FJ"] == [1, 12]
    assert book["Beban!U7"] == "Disanggupi melebihi kapasitas"
    assert isclose(welding["Grafik: kelebihan"], 2000 / capacity["Jan"] - 1)
    assert (welding["Grafik: diminta"], welding["Grafik: kapasitas"]) == (1, 1)
    sheet = book.book["Beban"]
    (row,) = [cell.row for cell in sheet["AG"] if cell.value == "Jan"]
    shown = [sheet.cell(row, column).value for column in range(34, 38)]
    assert [round(value, 6) for value in shown] == [
        round(value, 6) for value in (capacity["Jan"], capacity["Jan"], 2000 - capacity["Jan"], 100)
    ]


def test_material_counts_what_is_not_done_yet() -> None:
    book = example()
    promised = {row["No ROP"]: as_day(row["Tanggal berlaku"]) for row in book.rows("tbl_sanggup")}
    open_units: dict[str, float] = {}
    for row in book.rows("tbl_sanggup"):
        if promised[row["No ROP"]] >= date(2027, 4, 19):
            open_units[row["Kode produk"]] = open_units.get(row["Kode produk"], 0) + row["Jumlah"]
    bill = data()["bill"]
    for row, kind in zip(book.rows("tbl_material"), data()["materials"], strict=True):
        needed = sum(
            one["per_unit"] * open_units.get(one["product"], 0)
            for one in bill
            if one["material"] == kind["name"]
        )
        assert isclose(row["Kebutuhan"], needed)
        assert isclose(row["Sisa"], row["Stok"] + row["Datang"] - needed, abs_tol=1e-9)


# --- what is wrong is said ---------------------------------------------------------------------------------


ORDER = lines([date(2027, 4, 1)])[0]
PROMISE = {
    **{"no": "R-1", "customer": "UD Jaya", "product": "KRS-02", "name": "Kursi lipat", "quantity": 10},
    **{"wanted": date(2027, 5, 12), "stage": 1, "month": date(2027, 5, 1), "promised": date(2027, 5, 14)},
    **{"reason": None, "ppc_date": None, "confirmed_by": None, "note": None},
}
LINE = {
    **{"no": "R-1", "customer": "UD Jaya", "product": "KRS-02", "name": "Kursi lipat", "quantity": 10},
    **{"wanted": date(2027, 5, 12), "promised": None, "change": None, "why": None, "agreed_by": None},
}
LATE = {
    **{"no": "R-1", "customer": "UD Jaya", "product": "KRS-02", "name": None, "quantity": 10},
    **{"wanted": date(2027, 5, 12), "entered": date(2027, 4, 19), "month": date(2027, 5, 1)},
    **{"requested_by": "Penjualan", "decision": None, "promised": None, "why": None, "approved_by": None},
}
CENTRE = {"name": "Las", "units": 2, "hours": 8, "utilisation": 0.9, "efficiency": 0.95}
SPECIAL = {"work_centre": "Las", "date": date(2027, 5, 3), "hours": 4, "note": None}
MATERIAL = {"name": "Busa", "unit": "m2", "stock": 100, "lead_time": 5}
NEED = {"product": "KRS-02", "material": "Busa", "per_unit": 0.2}
ARRIVAL = {"material": "Busa", "date": date(2027, 5, 3), "quantity": 5}
STEP = {
    **{"product": "KRS-02", "name": None, "sequence": 10, "operation": "Las", "work_centre": "Las"},
    **{"hours_per_unit": 0.1, "setup_hours": None},
}
LISTS: Mapping[str, tuple[str, Row]] = {
    "tbl_rop": ("orders", ORDER),
    "tbl_sanggup": ("promises", PROMISE),
    "tbl_aps_2": ("stage_2", LINE),
    "tbl_susulan": ("late", LATE),
    "tbl_pusat_kerja": ("work_centres", CENTRE),
    "tbl_penutupan": ("closures", SPECIAL),
    "tbl_material": ("materials", MATERIAL),
    "tbl_bahan": ("bill", NEED),
    "tbl_kedatangan": ("arrivals", ARRIVAL),
    "tbl_routing": ("routing", STEP),
}
SMALL = {"routing": [STEP], "work_centres": [CENTRE], "materials": [MATERIAL], "bill": [], "arrivals": []}
SMALL |= {"orders": [], "promises": [], "final": [], "stage_2": [], "late": [], "closures": []}


def small(**changes: Any) -> Row:
    """Return the example's calendar with one product, one work centre and one material."""
    return {**data(), **SMALL, **changes}


WRONG = [
    ("tbl_rop", {}, "OK"),
    ("tbl_rop", {"no": None}, "Isi nomor ROP"),
    ("tbl_rop", {"customer": None}, "Isi pelanggan"),
    ("tbl_rop", {"product": None}, "Isi kode produk"),
    ("tbl_rop", {"product": "KRS-99"}, "Produk belum ada di Routing"),
    ("tbl_rop", {"quantity": None}, "Isi jumlah"),
    ("tbl_rop", {"quantity": "dua ratus"}, "Jumlah harus angka"),
    ("tbl_rop", {"quantity": 0}, "Jumlah harus lebih dari 0"),
    ("tbl_rop", {"wanted": None}, "Isi tanggal minta"),
    ("tbl_rop", {"wanted": "besok"}, "Tanggal minta bukan tanggal"),
    ("tbl_rop", {"entered": None}, "Isi tanggal masuk"),
    ("tbl_rop", {"entered": "kemarin"}, "Tanggal masuk bukan tanggal"),
    ("tbl_rop", {"wanted": date(2027, 3, 31)}, "Diminta sebelum masuk"),
    ("tbl_rop", {"entered": date(2026, 12, 18)}, "Di luar kalender APS"),
    ("tbl_sanggup", {}, "OK"),
    ("tbl_sanggup", {"promised": None}, "Belum dihitung"),
    ("tbl_sanggup", {"promised": None, "reason": "Material Busa"}, "Tidak disanggupi"),
    ("tbl_sanggup", {"promised": None, "reason": "Dikurangi menjadi 0 di rapat APS"}, "OK"),
    ("tbl_sanggup", {"ppc_date": "segera"}, "Tanggal PPC bukan tanggal"),
    ("tbl_sanggup", {"ppc_date": date(2027, 5, 21)}, "Isi Dikonfirmasi oleh"),
    ("tbl_sanggup", {"ppc_date": date(2027, 5, 18), "confirmed_by": "PPC"}, "Tanggal PPC hari libur"),
    ("tbl_sanggup", {"ppc_date": date(2027, 5, 12), "confirmed_by": "PPC"}, "Lebih awal dari kapasitas"),
    (
        "tbl_sanggup",
        {"ppc_date": date(2027, 5, 21), "promised": None, "confirmed_by": "PPC"},
        "Kapasitas tidak menyanggupi",
    ),
    ("tbl_aps_2", {}, "OK"),
    ("tbl_aps_2", {"change": "tambah"}, "Tambah/kurang harus angka"),
    ("tbl_aps_2", {"change": -11, "why": "Batal", "agreed_by": "Rapat"}, "Dikurangi lebih dari jumlahnya"),
    ("tbl_aps_2", {"change": -5}, "Isi alasan"),
    ("tbl_aps_2", {"change": -5, "why": "Batal"}, "Isi Disepakati oleh"),
    ("tbl_aps_2", {"change": -10, "why": "Batal", "agreed_by": "Rapat"}, "OK"),
    ("tbl_susulan", {}, "Belum diperiksa"),
    ("tbl_susulan", {"no": None}, "Isi nomor ROP"),
    ("tbl_susulan", {"product": "X"}, "Produk belum ada di Routing"),
    ("tbl_susulan", {"quantity": "x"}, "Isi jumlah dengan angka"),
    ("tbl_susulan", {"quantity": -1}, "Jumlah harus lebih dari 0"),
    ("tbl_susulan", {"wanted": None}, "Isi tanggal minta"),
    ("tbl_susulan", {"requested_by": None}, "Isi Diminta oleh"),
    ("tbl_susulan", {"decision": "Masuk"}, "Isi Disetujui oleh"),
    ("tbl_susulan", {"decision": "Tidak dapat"}, "OK"),
    ("tbl_pusat_kerja", {}, "OK"),
    ("tbl_pusat_kerja", {"name": None}, "Isi pusat kerja"),
    ("tbl_pusat_kerja", {"efficiency": None}, "Lengkapi kolom kuning"),
    ("tbl_pusat_kerja", {"hours": "delapan"}, "Ada teks, bukan angka"),
    ("tbl_pusat_kerja", {"units": 0}, "Unit atau jam salah"),
    ("tbl_pusat_kerja", {"utilisation": 1.1}, "Utilisasi 0% sampai 100%"),
    ("tbl_pusat_kerja", {"efficiency": 3}, "Efisiensi 0% sampai 200%"),
    ("tbl_penutupan", {}, "OK"),
    ("tbl_penutupan", {"work_centre": "Bor"}, "Pusat kerja belum ada di Kapasitas"),
    ("tbl_penutupan", {"date": None}, "Isi tanggal"),
    ("tbl_penutupan", {"hours": None}, "Isi jam dengan angka"),
    ("tbl_penutupan", {"hours": -1}, "Jam negatif"),
    ("tbl_penutupan", {"date": date(2028, 5, 3)}, "Di luar tahun rencana"),
    ("tbl_material", {}, "OK"),
    ("tbl_material", {"name": None}, "Isi material"),
    ("tbl_material", {"stock": "ada"}, "Isi stok dengan angka"),
    ("tbl_material", {"stock": -1}, "Stok negatif"),
    ("tbl_material", {"lead_time": "lama"}, "Waktu tunggu harus angka"),
    ("tbl_bahan", {}, "OK"),
    ("tbl_bahan", {"product": None}, "Isi kode produk"),
    ("tbl_bahan", {"product": "X"}, "Produk belum ada di Routing"),
    ("tbl_bahan", {"material": "Emas"}, "Material belum terdaftar"),
    ("tbl_bahan", {"per_unit": "sedikit"}, "Isi per unit dengan angka"),
    ("tbl_bahan", {"per_unit": 0}, "Harus lebih dari 0"),
    ("tbl_kedatangan", {}, "OK"),
    ("tbl_kedatangan", {"material": "Emas"}, "Material belum terdaftar"),
    ("tbl_kedatangan", {"date": None}, "Isi tanggal"),
    ("tbl_kedatangan", {"quantity": "banyak"}, "Isi jumlah dengan angka"),
    ("tbl_kedatangan", {"quantity": -1}, "Jumlah negatif"),
    ("tbl_routing", {}, "OK"),
    ("tbl_routing", {"product": None}, "Isi kode produk"),
    ("tbl_routing", {"sequence": "dulu"}, "Isi urutan dengan angka"),
    ("tbl_routing", {"work_centre": "Bor"}, "Pusat kerja belum ada di Kapasitas"),
    ("tbl_routing", {"hours_per_unit": None}, "Isi jam per unit dengan angka"),
    ("tbl_routing", {"setup_hours": "lama"}, "Jam siap harus angka"),
    ("tbl_routing", {"hours_per_unit": -1}, "Jam negatif"),
]


@pytest.mark.parametrize("table", LISTS)
def test_each_row_says_what_is_wrong_with_it(table: str) -> None:
    key, usual = LISTS[table]
    cases = [(change, words) for name, change, words in WRONG if name == table]
    rows = [numbered(usual | change, key, place) for place, (change, _) in enumerate(cases)]
    book = Plan("allocation", small(**{key: [*SMALL[key], *rows]}))
    found = [row["Periksa"] for row in book.rows(table)][-len(rows) :]
    assert found == [words for _, words in cases]


def numbered(row: Row, key: str, place: int) -> Row:
    """Return a row that has its own name or day where no two may have the same."""
    if key in ("work_centres", "materials"):
        return row | {"name": row["name"] and f"{row['name']} {place}"}
    if key == "closures" and row["date"]:
        return row | {"date": row["date"] + place * DAY}
    return row


def test_what_stands_twice_is_told() -> None:
    book = Plan(
        "allocation", small(work_centres=[CENTRE] * 2, materials=[MATERIAL] * 2, closures=[SPECIAL] * 2)
    )
    for table in ("tbl_pusat_kerja", "tbl_material", "tbl_penutupan"):
        assert [row["Periksa"] for row in book.rows(table)] == ["Tertulis dua kali"] * 2


def test_a_material_that_runs_short_says_whether_it_can_be_bought() -> None:
    needs = {"bill": [NEED], "promises": [PROMISE]}
    for lead_time, words in ((5, "Kurang, perlu dibeli"), (None, "Kurang, tidak dapat dibeli")):
        short = MATERIAL | {"stock": 1, "lead_time": lead_time}
        (row,) = Plan("allocation", small(**needs, materials=[short])).rows("tbl_material")
        assert row["Periksa"] == words


STAGES: list[tuple[Row, str]] = [
    ({}, "OK"),
    ({"meeting": None}, "Isi tanggal rapat"),
    ({"meeting": "Senin"}, "Rapat harus tanggal"),
    ({"meeting": -30}, "Rapat sebelum tahap mulai"),
    ({"meeting": "Minggu"}, "Rapat pada hari libur"),
    ({"month": None}, "Isi bulan produksi"),
    ({"month": "Mei"}, "Bulan produksi harus tanggal"),
    ({"month": date(2027, 5, 2)}, "Bulan produksi harus tanggal 1"),
    ({"meeting": 1}, "Isi alasan: bukan tanggal usul"),
    ({"meeting": 1, "reason": "Rapat direksi"}, "OK"),
]
"""What PPC typed of a stage (its meeting as days after the proposal), and what is said of it."""


def test_each_stage_says_what_is_wrong_with_it() -> None:
    stages = data()["stages"]
    for place, (change, _) in zip(range(5, 25, 2), STAGES, strict=True):
        meeting = stages[place]["meeting"]
        sunday = meeting - (meeting.weekday() + 1) * DAY
        known = {1: next_working_day(meeting), -30: meeting - 30 * DAY, "Minggu": sunday}
        moved = {"meeting": known.get(change["meeting"], change["meeting"])} if "meeting" in change else {}
        stages[place] = {**stages[place], "reason": None, **change, **moved}
    rows = Plan("allocation", small(stages=stages)).rows("tbl_kalender")
    assert [rows[place]["Periksa"] for place in range(5, 25, 2)] == [words for _, words in STAGES]
    after = [rows[place]["Periksa"] for place in (8, 10)]
    assert after == ["Isi rapat tahap sebelumnya"] * 2


def next_working_day(day: date) -> date:
    rules = Rules(2027, [one["date"] for one in formats.read_holidays()], six_days=False, earlier=False)
    return next(day + n * DAY for n in range(1, 20) if rules.works(day + n * DAY))


PROMISES: list[tuple[date, date | None, str]] = [
    (date(2027, 5, 12), None, "Ya"),
    (date(2027, 5, 14), None, "Ya"),
    (date(2027, 5, 24), None, "Ya"),  # 17 to 20 May are not worked
    (date(2027, 6, 2), None, "Tidak, Jun 2027"),
    (date(2028, 1, 3), None, "Tidak, Jan 2028"),
    (date(2027, 6, 2), date(2027, 5, 31), "Ya"),
    (date(2027, 4, 30), None, "Ya"),
]


def test_a_promise_says_its_month_and_how_late_it_is() -> None:
    rows = [
        PROMISE | {"promised": promised, "ppc_date": own, "confirmed_by": own and "PPC"}
        for promised, own, _ in PROMISES
    ]
    rules = Rules(2027, [one["date"] for one in formats.read_holidays()], six_days=False, earlier=False)
    found = Plan("allocation", small(promises=rows)).rows("tbl_sanggup")
    for row, (promised, own, words) in zip(found, PROMISES, strict=True):
        valid = own or promised
        wanted = PROMISE["wanted"]
        late = sum(rules.works(wanted + n * DAY) for n in range(1, (valid - wanted).days + 1))
        assert (as_day(row["Tanggal berlaku"]), row["Dalam bulan"], row["Terlambat"]) == (valid, words, late)


# --- whole workbooks ---------------------------------------------------------------------------------------


def test_a_blank_workbook_shows_no_errors() -> None:
    book = Plan("allocation", {})
    for sheet in book.book:
        for row in sheet.iter_rows():
            for cell in row:
                is_chart = sheet.title == "Beban" and cell.column > 26
                assert not str(cell.value).startswith("#") or is_chart, f"{sheet.title}!{cell.coordinate}"
    for table, (_, usual) in LISTS.items():
        assert {row.get("Periksa") for row in book.rows(table)} <= {None, ""}, (table, usual)


def test_three_thousand_order_lines_take_their_share_of_the_time() -> None:
    entries = [date(2027, 1, 5) + n % 300 * DAY for n in range(3000)]
    spent = {}
    for count in (600, 3000):
        promises = [{**PROMISE, "no": f"R-{n:05d}"} for n in range(count)]
        rows = lines(entries[:count])
        known = formats.find("allocation")
        package = render(known.template, {**known.defaults(), **small(orders=rows, promises=promises)})
        start = time.process_time()
        recalculate(package)
        spent[count] = time.process_time() - start
    assert spent[3000] < 8 * max(spent[600], 0.25), spent
    book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)
    assert [book["ROP"][cell].value for cell in ("A7", "E7", "K7")] == [3000, 30_000, "OK"]
    assert book["Kesanggupan"]["E7"].value == 3000


def few() -> Row:
    """Return the example with a few rows of each list, for the engines that take their time."""
    values = data()
    keep = {"orders": 4, "promises": 4, "final": 2, "bill": 4, "arrivals": 3, "closures": 3, "holidays": 30}
    values["holidays"] = [row for row in formats.read_holidays() if row["date"].year == 2027]
    values["load"] = values["load_asked"] = [
        {"work_centre": one["name"], "hours": [90.0 * n for n in range(12)]} for one in values["work_centres"]
    ]
    return values | {key: values[key][:count] for key, count in keep.items()}


@pytest.mark.libreoffice
def test_the_portable_flavour_is_the_same_in_all_engines() -> None:
    package = formats.build("allocation", few(), portable=True)
    found = verify(package, ("formualizer", "libreoffice"))
    assert (found.differences, found.silent) == ([], {})


def test_the_buttons_find_nothing_left_to_do_in_the_committed_workbook(tmp_path: Path) -> None:
    for folder in ("workbooks", "workbooks/portable"):
        copy = tmp_path / "APS.xlsx"
        copy.write_bytes((ROOT / folder / "allocation.xlsx").read_bytes())
        with open_book(copy) as book:
            assert [button.__name__ for button in (build_calendar, *BUTTONS) if button(book).changed] == []


def test_the_example_teaches() -> None:
    book = openpyxl.load_workbook(ROOT / "workbooks" / "allocation.xlsx", data_only=True)
    orders = ApsExample().orders
    assert len(orders) >= 60
    assert len({one["entered"].month for one in orders if one["entered"]}) >= 4
    assert book["ROP"]["K7"].value == "Ada 5 baris yang perlu diperiksa"
    assert 6 <= book["Kapasitas"]["A7"].value <= 8
    assert book["Beban"]["F7"].value == 1, "one work centre is overloaded in a month"
    assert [book["ROP Susulan"][f"{column}7"].value for column in "FGH"] == [1, 1, 1]
    assert {row[1].value for row in book["APS Final"].iter_rows(min_row=10, max_row=80)} >= {1, 2}


def test_the_charts_stand_over_the_months_and_over_all_work_centres() -> None:
    with zipfile.ZipFile(ROOT / "workbooks" / "allocation.xlsx") as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    assert [chart.count("<c:ser>") for chart in charts] == [4, 4]
    centres = len(ApsExample().plant["work_centres"])
    first = 10 + centres + 4  # below the hours asked: a gap, a title, headings
    assert f"$A${first}:$A${first + centres - 1}" in charts[1]
    assert "C8493B" in charts[0] and "C8493B" in charts[1], "what is over the capacity is red"


def test_the_department_s_workbook_shows_its_lines_and_marks_what_is_over() -> None:
    values = {
        "company": {"name": "PT X"}, "document": {"number": "1", "revision": "00", "date": date(2027, 1, 1)},
        "year": 2027, "stage": 2, "month": date(2027, 5, 1), "meeting": date(2027, 4, 19),
        "sent": date(2027, 4, 19), "sender": "PPC", "department": "Produksi", "recipient": "",
        "figures": {"orders": 1, "customers": 1, "asked": 10, "change": -2, "agreed": 8},
        "lines": [{"stage": 1, "no": "=1+1", "customer": "UD", "product": "K", "name": "Kursi",
                   "quantity": 10, "change": -2, "agreed": 8, "promised": date(2027, 5, 4), "why": "x",
                   "agreed_by": "y"}],
        "loads": [{"work_centre": "Las", "capacity": 10.0, "asked": 12.0, "promised": 12.0, "share": 1.2,
                   "is_over": True},
                  {"work_centre": "Bor", "capacity": None, "asked": 0.0, "promised": 0.0, "share": None,
                   "is_over": False}],
        "materials": [{"name": "Busa", "unit": "m2", "stock": 1, "arriving": 0, "needed": 2, "left": -1}],
    }  # fmt: skip
    package = render(ROOT / "templates" / "aps_result.xlsx", values)
    book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
    assert book.sheetnames == ["APS Final", "Beban", "Kebutuhan Material"]
    assert [cell.value for cell in book["APS Final"][10]][1:8] == ["=1+1", "UD", "K", "Kursi", 10, -2, 8]
    assert book["APS Final"]["B10"].data_type == "s", "text stays text"
    assert [book["Beban"][cell].value for cell in ("F8", "F9")] == ["■ Di atas kapasitas", "Tidak ada jam"]
    assert book["Kebutuhan Material"]["G8"].value == "■ Kurang, usahakan"
    empty = render(
        ROOT / "templates" / "aps_result.xlsx", values | {"lines": [], "loads": [], "materials": []}
    )
    assert openpyxl.load_workbook(io.BytesIO(empty.to_bytes()))["Beban"]["A8"].value is None
