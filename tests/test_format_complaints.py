"""The complaints workbook: clock, checks, recap, pareto, trend, and the printable form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from statistics import mean
from typing import Any

import openpyxl
import pytest
from complaint_books import TODAY, Book, Reading, Row, complaint, example, values
from complaints_spec import TYPED
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml_schema import schema_errors

from udfs import due_date
from xl_addin import formats
from xl_addin.ooxml.formula import Kind, tokens
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import MOST, verify
from xl_addin.render import render

HOLIDAYS = formats.read_holidays()
OFF = [row["date"] for row in HOLIDAYS]
DAY = timedelta(days=1)
FORM = formats.find("complaints").template.with_name("complaint_form.xlsx")


@cache
def sample(portable: bool = False) -> Book:
    return Book({**formats.find("complaints").defaults(), **example()}, portable=portable)


def first(row: Row, **changes: Any) -> Row:
    """What the register shows of one row."""
    return Book(values([row], **changes)).register()[0]


def shown(found: Row) -> Row:
    return {heading: found[heading] for heading in Reading(complaint()).shown()}


# --- the clock ---------------------------------------------------------------------------------------------

days_after = st.integers(0, 15)


@st.composite
def sound_rows(draw: st.DrawFn) -> Row:
    """A complaint at any stage, its dates in order, often over the turn of the year or around Eid."""
    edges = [date(2027, 3, 5), date(2027, 2, 26), date(2027, 12, 30), date(2027, 5, 14), date(2028, 2, 28)]
    received = draw(st.sampled_from(edges) | st.dates(date(2027, 1, 1), date(2028, 3, 10)))
    row = complaint(received=received, complete=draw(st.sampled_from(["Ya", "Tidak"])))
    day, reached = received, draw(st.integers(0, 6))
    steps = ["forwarded", "department_received", "answered", "replied"]
    if row["complete"] == "Tidak":
        for step in ("asked", "completed")[: draw(st.integers(0, 2))]:
            day = row[step] = day + draw(days_after) * DAY
        reached = reached if row.get("completed") else 0
    for number, step in enumerate(steps, 1):
        if number > reached:
            row[step] = None
        elif step == "department_received" and draw(st.booleans()):
            row[step] = None  # the department has not told it
        else:
            day = row[step] = day + draw(days_after) * DAY
    for key, step in (("department", "forwarded"), ("answer", "answered"), ("reply_channel", "replied")):
        row[key] = row[key] if row[step] else None
    if row["replied"] and draw(st.booleans()):
        row |= {"action": "Menukar", "pic": "Hadi", "action_due": day + draw(days_after) * DAY}
        row["action_done"] = day + draw(days_after) * DAY if reached > 4 else None
    return row


@settings(max_examples=12, deadline=None)
@given(
    st.lists(sound_rows(), min_size=1, max_size=12),
    st.dates(date(2028, 6, 1), date(2028, 8, 1)),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_the_clock_of_any_register_is_that_of_the_procedure(
    rows: list[Row], today: date, six: bool, calendar: bool, leave: bool
) -> None:
    counted = [row["date"] for row in HOLIDAYS if row["national"] or (leave and row["leave"])]
    book = Book(
        values(
            rows,
            reference_date=today,
            week_days=6 if six else 5,
            forward_reply_in="Hari kalender" if calendar else "Hari kerja",
            leave_counts="Ya" if leave else "Tidak",
        )
    )
    for row, found in zip(rows, book.register(), strict=True):
        assert shown(found) == Reading(row, today, off=counted, six=six, calendar=calendar).shown()


def test_without_the_add_in_the_clock_is_the_same() -> None:
    assert sample(portable=True).register() == sample().register()


def test_an_incomplete_one_waits_for_the_customer_and_counts_from_the_day_it_is_completed() -> None:
    waiting = complaint(
        complete="Tidak", received=date(2027, 12, 1), asked=date(2027, 12, 2), department=None,
        forwarded=None, department_received=None, answer=None, answered=None, replied=None,
        reply_channel=None,
    )  # fmt: skip
    found = first(waiting)
    assert [found[h] for h in ("Tahap", "Status", "Jatuh tempo", "Hitung mulai", "Batas terus")] == [
        *("Menunggu pelanggan", "Menunggu pelanggan", None, None, None)
    ]
    found = first({**waiting, "asked": None})
    assert [found["Tahap"], found["Jatuh tempo"]] == ["Tanyakan pelanggan", date(2027, 12, 2)]
    found = first({**waiting, "completed": date(2027, 12, 8)})
    assert [found[h] for h in ("Tahap", "Hitung mulai", "Batas terus", "Status")] == [
        *("Teruskan ke bagian", date(2027, 12, 8), date(2027, 12, 9), "Jatuh tempo hari ini")
    ]


def test_a_row_that_became_complete_may_say_so() -> None:
    found = first(complaint(complete="Ya", asked=date(2027, 6, 2), completed=date(2027, 6, 3)))
    assert [found["Hitung mulai"], found["Periksa"]] == [date(2027, 6, 3), "OK"]


def test_a_day_on_which_the_company_is_closed_moves_the_due_date() -> None:
    row = complaint(received=date(2027, 6, 9), forwarded=None, answered=None, replied=None)
    assert first(row)["Batas terus"] == date(2027, 6, 10)
    closed = {"date": date(2027, 6, 10), "name": "Stok opname", "national": None, "leave": None,
              "closed": "Ya", "estimate": None}  # fmt: skip
    assert first(row, holidays=[*HOLIDAYS, closed])["Batas terus"] == date(2027, 6, 11)


def test_times_of_day_make_no_step_late() -> None:
    late_hours = complaint(
        received=datetime(2027, 6, 2, 16, 30), forwarded=datetime(2027, 6, 3, 9, 0),
        department_received=datetime(2027, 6, 3, 8, 0), answered=datetime(2027, 6, 10, 17, 0),
        replied=datetime(2027, 6, 14, 23, 0),
    )  # fmt: skip
    found = first(late_hours | {"department_received": datetime(2027, 6, 3, 10, 0)})
    assert [found[h] for h in ("Periksa", "Tepat waktu", "Hari terus", "Hari jawab", "Hari balas")] == [
        *("OK", "Ya", 1, 5, 2)
    ]


def test_an_empty_register_asks_for_nothing() -> None:
    book = Book(values([]))
    (row,) = book.register()
    assert {heading for heading, value in row.items() if value is not None} <= set()
    assert [book[f"Register!{cell}7"] for cell in "ABCDE"] == [0, 0, 0, 0, 0]
    assert book["Rekap!J7"] == "Belum ada isian"


# --- what is wrong is said ---------------------------------------------------------------------------------

ACTION = {
    "action": "Menukar kursi",
    "pic": "Hadi",
    "action_due": date(2027, 6, 20),
    "action_done": date(2027, 6, 18),
}
WRONG: list[tuple[Row, str]] = [
    ({"number": None}, "Isi No"),
    ({"received": None}, "Isi Diterima"),
    *(
        ({key: text}, "Ada tanggal yang salah")
        for key in ("received", "forwarded", "department_received", "answered", "replied")
        for text in ("3 Juni", "2027-06-03", True, 17, -3)
    ),
    ({"asked": "kemarin", "complete": "Tidak"}, "Ada tanggal yang salah"),
    ({"completed": "kemarin"}, "Ada tanggal yang salah"),
    (ACTION | {"action_due": "Juli"}, "Ada tanggal yang salah"),
    (ACTION | {"action_done": "sudah"}, "Ada tanggal yang salah"),
    ({"channel": None}, "Isi Saluran"),
    ({"channel": "Faks"}, "Saluran tidak ada di Pengaturan"),
    ({"customer": None}, "Isi Pelanggan"),
    ({"text": None}, "Isi Uraian"),
    ({"complete": None}, "Isi Lengkap: Ya atau Tidak"),
    ({"complete": "belum"}, "Isi Lengkap: Ya atau Tidak"),
    ({"class_": "Keluhan"}, "Kelas tidak ada di Pengaturan"),
    ({"class_": "Keluhan*"}, "Kelas tidak ada di Pengaturan"),
    ({"class_": "Keluhan produ?"}, "Kelas tidak ada di Pengaturan"),
    ({"class_": 7}, "Kelas tidak ada di Pengaturan"),
    ({"class_": None}, "Isi Kelas"),
    ({"department": "Gudang Lama"}, "Bagian tidak ada di Pengaturan"),
    ({"department": None}, "Isi Bagian"),
    ({"cause": "Entah"}, "Sebab tidak ada di Pengaturan"),
    ({"reply_channel": "WA"}, "Cara balas tidak ada di Pengaturan"),
    ({"reply_channel": None}, "Isi Cara balas"),
    ({"complete": "Tidak", "asked": date(2027, 6, 2)}, "Isi Dilengkapi sebelum Diteruskan"),
    ({"complete": "Tidak"}, "Isi Dilengkapi sebelum Diteruskan"),
    ({"asked": date(2027, 6, 2)}, "Isi Dilengkapi"),
    ({"complete": "Tidak", "completed": date(2027, 6, 2)}, "Isi Ditanyakan"),
    ({"forwarded": None}, "Isi Diteruskan"),
    ({"forwarded": None, "department_received": None}, "Isi Diteruskan"),
    ({"answer": None}, "Isi Jawaban"),
    ({"answered": None}, "Isi Dijawab"),
    (ACTION | {"action": None}, "Isi Tindakan"),
    ({"action_done": date(2027, 6, 20)}, "Isi Tindakan"),
    (ACTION | {"pic": None}, "Isi PIC"),
    (ACTION | {"action_due": None}, "Isi Batas tindakan"),
    ({"asked": date(2027, 6, 1), "completed": date(2027, 6, 2)}, "Ditanyakan mendahului Diterima"),
    ({"asked": date(2027, 6, 3), "completed": date(2027, 6, 2)}, "Dilengkapi mendahului Ditanyakan"),
    ({"forwarded": date(2027, 6, 1)}, "Diteruskan mendahului Diterima atau Dilengkapi"),
    (
        {"asked": date(2027, 6, 2), "completed": date(2027, 6, 4)},
        "Diteruskan mendahului Diterima atau Dilengkapi",
    ),
    ({"department_received": date(2027, 6, 2)}, "Diterima bagian mendahului Diteruskan"),
    ({"answered": date(2027, 6, 2)}, "Dijawab mendahului Diteruskan atau Diterima bagian"),
    (
        {"department_received": date(2027, 6, 10)},
        "Dijawab mendahului Diteruskan atau Diterima bagian",
    ),
    ({"replied": date(2027, 6, 8)}, "Dibalas mendahului Dijawab"),
    (ACTION | {"action_due": date(2027, 6, 1)}, "Batas tindakan mendahului Diterima"),
    (ACTION | {"action_done": date(2027, 6, 1)}, "Tindakan selesai mendahului Diterima"),
    ({"replied": TODAY + DAY}, "Ada tanggal sesudah Tanggal acuan"),
    ({"replied": 99999}, "Ada tanggal sesudah Tanggal acuan"),
    (ACTION | {"action_done": date(2128, 1, 1)}, "Ada tanggal sesudah Tanggal acuan"),
]
RIGHT: list[Row] = [
    {},
    ACTION,
    {"contact": "0812"},
    {"cause": None},
    {"department_received": None},
    {"class_": "keluhan PRODUK"},
    {"replied": TODAY},
    {"replied": datetime(2027, 12, 9, 16, 0)},
    ACTION | {"action_done": date(2027, 6, 9)},  # done before the customer was told
    ACTION | {"action_due": date(2028, 1, 20), "action_done": None},
    {"asked": date(2027, 6, 2), "completed": date(2027, 6, 3), "complete": "Tidak"},
]


@cache
def checked(portable: bool) -> list[str]:
    rows = [complaint(**changes) for changes in (*(wrong for wrong, _ in WRONG), *RIGHT)]
    return [row["Periksa"] for row in Book(values(rows), portable=portable).register()]


@pytest.mark.parametrize("portable", [False, True])
def test_every_fault_is_named_and_nothing_sound_is(portable: bool) -> None:
    expected = [*(text for _, text in WRONG), *("OK" for _ in RIGHT)]
    found = list(zip((*WRONG, *((row, "OK") for row in RIGHT)), checked(portable), strict=True))
    assert [pair for pair, text in zip(found, expected, strict=True) if pair[1] != text] == []


def test_every_text_of_the_check_is_shown_by_some_fault() -> None:
    template = openpyxl.load_workbook(formats.find("complaints").template)["Register"]
    (cell,) = [c for c in template[9] if c.value == "Periksa"]
    texts = re.findall(r',"([^"]+)",IF', template.cell(11, cell.column).value)
    texts += re.findall(r',"([^"]+)","OK"', template.cell(11, cell.column).value)
    assert len(texts) > 30
    assert set(texts) == {text for _, text in WRONG}


@pytest.mark.parametrize("key", ["received", "forwarded", "answered", "replied", "action_due"])
@pytest.mark.parametrize("odd", ["segera", True, 17, -3])
def test_a_faulty_date_spoils_neither_the_row_nor_the_recap(key: str, odd: object) -> None:
    book = Book(values([complaint(**ACTION | {key: odd}), complaint(number="K-2027-0002")]))
    cells = [cell.value for name in ("Register", "Rekap", "Tren") for row in book.book[name] for cell in row]
    assert [cell for cell in cells if isinstance(cell, str) and cell.startswith("#") and cell != "#N/A"] == []
    assert book.register()[1]["Tepat waktu"] == "Ya"
    assert book["Register!G7"] == "1 baris perlu diperiksa"


# --- recap, pareto, trend ----------------------------------------------------------------------------------


def in_period(row: Row, start: date, end: date) -> bool:
    return start <= row["Diterima"] <= end


def counted(rows: list[Row]) -> Row:
    """A line of the recap over these rows of the register."""
    good, late = (sum(row["Tepat waktu"] == word for row in rows) for word in ("Ya", "Tidak"))
    steps = {h: [row[h] for row in rows if row[h] is not None]
             for h in ("Hari terus", "Hari jawab", "Hari balas", "Hari semua")}  # fmt: skip
    return {
        "Masuk": len(rows),
        "Terbuka": sum(row["Tahap"] != "Selesai" for row in rows),
        "Lewat batas": sum(row["Jatuh tempo"] is not None and row["Jatuh tempo"] < TODAY for row in rows),
        "Tepat waktu": good,
        "Terlambat": late,
        "Jawaban lambat": sum((row["Lambat jawab"] or 0) > 0 for row in rows),
        "% tepat waktu": good / (good + late) if good + late else None,
        **{heading: mean(found) if found else None for heading, found in steps.items()},
    }


def same(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    return all(
        found[key] is None if value is None else found[key] == pytest.approx(value)
        for key, value in expected.items()
    )


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(("table", "heading"), [("kelas", "Kelas"), ("bagian", "Bagian")])
def test_the_recap_counts_the_register(table: str, heading: str, portable: bool) -> None:
    book = sample(portable)
    register, lines = book.register(), book.rows(f"tbl_rekap_{table}")
    names = [row["name"] for row in example()["departments"]] if heading == "Bagian" else [
        row["name"] for row in formats.find("complaints").defaults()["classes"]]  # fmt: skip
    assert [line[heading] for line in lines if line[heading]][: len(names)] == names
    for line in lines[:-2]:
        rows = [row for row in register if row[heading] == line[heading]]
        if line[heading] is None:
            assert set(line.values()) == {None}
        else:
            assert same(line, counted(rows)), line
    assert lines[-2]["Masuk"] == sum(row[heading] is None for row in register) == 2
    assert same(lines[-1], counted(register))


def test_the_period_is_that_of_the_settings_to_the_last_day() -> None:
    start, end = date(2027, 2, 16), date(2027, 6, 2)  # on both days something came in
    book = Book({**formats.find("complaints").defaults(), **example(),
                 "settings": {**example()["settings"], "recap_from": start, "recap_to": end}})  # fmt: skip
    rows = [row for row in book.register() if in_period(row, start, end)]
    assert {rows[0]["Diterima"], rows[-1]["Diterima"]} == {start, end}
    assert same(book.rows("tbl_rekap_kelas")[-1], counted(rows))
    causes = Counter(row["Sebab"] for row in rows if row["Sebab"])
    assert {line["Sebab"]: line["Jumlah"] for line in book.rows("tbl_pareto") if line["Jumlah"]} == causes


def test_what_is_not_listed_is_counted_apart() -> None:
    rows = [complaint(class_="Lain-lain"), complaint(department="Bengkel"), complaint(class_=None)]
    book = Book(values(rows))
    for table in ("tbl_rekap_kelas", "tbl_rekap_bagian"):
        lines = book.rows(table)
        assert sum(line["Masuk"] or 0 for line in lines[:-1]) == lines[-1]["Masuk"] == 3
    assert book.rows("tbl_rekap_kelas")[-2]["Masuk"] == 2
    assert book["Rekap!J7"] == "3 baris Register salah"


CAUSES = formats.find("complaints").defaults()["causes"]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(CAUSES), max_size=40), st.booleans())
def test_the_pareto_sorts_causes_and_adds_up_their_shares(causes: list[str], portable: bool) -> None:
    book = Book(
        values([complaint(cause=cause) for cause in causes] or [complaint(cause=None)]), portable=portable
    )
    lines = book.rows("tbl_pareto")
    times = Counter(causes)
    ranked = sorted(CAUSES, key=lambda name: (-times[name], CAUSES.index(name)))
    assert [line["Sebab"] for line in lines] == ranked
    assert [line["Jumlah"] for line in lines] == [times[name] for name in ranked]
    total, before = len(causes), 0
    for line in lines:
        reached = (before + line["Jumlah"]) / total if total else 0
        assert line["Kumulatif"] == pytest.approx(reached)
        group = "Utama" if total and before / total < 0.8 - 1e-9 else "Sisanya"
        assert line["Golongan"] == (group if line["Jumlah"] else None)
        before += line["Jumlah"]
    assert [book[f"Pareto!L{row}"] for row in range(10, 22)] == [line["Jumlah"] for line in lines]
    assert book["Pareto!E7"] == ("OK" if causes else "Belum ada sebab")


def test_fewer_causes_leave_the_rest_of_the_pareto_blank_and_too_many_are_told() -> None:
    book = Book(values([complaint(cause="B")], causes=["A", "B"]))
    assert [line["Sebab"] for line in book.rows("tbl_pareto")] == ["B", "A", *[None] * 10]
    assert [book[f"Pareto!L{row}"] for row in (10, 11, 12)] == [1, 0, "#N/A"]
    assert (
        Book(values([complaint()], causes=[*CAUSES, "Ketiga belas"]))["Pareto!E7"] == "Sebab paling banyak 12"
    )


def test_the_trend_counts_every_month_to_its_last_day() -> None:
    edges = [date(2027, 1, 1), date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 12, 31),
             date(2028, 1, 1), date(2026, 12, 31)]  # fmt: skip
    rows = [complaint(received=day, forwarded=None, department_received=None, answer=None, answered=None,
                      replied=None, reply_channel=None) for day in edges]  # fmt: skip
    rows.append(complaint(received=datetime(2027, 1, 31, 23, 59)))
    book = Book(values(rows))
    assert [line["Masuk"] for line in book.rows("tbl_tren")] == [3, 2, *[0] * 9, 1]
    assert book["Tren!G7"] == "2 dari tahun lain"
    for line in sample().rows("tbl_tren"):
        assert line["Masuk"] == line["Tepat waktu"] + line["Terlambat"] + line["Terbuka"]
        assert line["Periksa"] == "OK"
    assert sample()["Tren!G7"] == "OK"


def test_a_leap_day_belongs_to_february() -> None:
    book = Book(values([complaint(received=date(2028, 2, 29), forwarded=date(2028, 3, 1))], year=2028))
    assert [line["Masuk"] for line in book.rows("tbl_tren")] == [0, 1, *[0] * 10]


def test_the_charts_draw_the_sorted_causes_and_the_months() -> None:
    package = sample().package
    charts = {name: package.xml(name) for name in package.names() if "/charts/chart" in name}
    drawn = sorted(tuple(re.findall(r"<c:f>(.*?)</c:f>", xml)) for xml in charts.values())
    places = {place for one in drawn for place in one}
    assert {"Pareto!$L$10:$L$21", "Pareto!$M$10:$M$21", "Tren!$L$10:$L$21", "Rekap!$E$10:$E$17"} <= places
    assert len(charts) == 3


# --- the example, the engines, many rows -------------------------------------------------------------------


def test_the_example_holds_every_class_channel_and_stage() -> None:
    register = sample().register()
    assert len(register) == 40
    classes = {row["name"] for row in formats.find("complaints").defaults()["classes"]}
    assert {row["Kelas"] for row in register} - {None} == classes
    assert {row["Saluran"] for row in register} == {"Surat", "E-mail", "Telepon"}
    assert {row["Tahap"] for row in register} == {
        *("Tanyakan pelanggan", "Menunggu pelanggan", "Menunggu jawaban", "Balas pelanggan", "Tindak lanjut"),
        "Selesai",
    }
    wrong = {row["No"]: row["Periksa"] for row in register if row["Periksa"] != "OK"}
    assert wrong == {"K-2027-0027": "Dibalas mendahului Dijawab", "K-2027-0030": "Isi PIC"}
    late = [row for row in register if row["Tepat waktu"] == "Tidak"]
    assert len(late) >= 5
    assert {row["No"] for row in sample().rows("tbl_tindak_lanjut")} <= {row["No"] for row in register}
    sound = [row for row in example()["complaints"] if row["number"] not in wrong]
    shown_by_number = {row["No"]: shown(row) for row in register}
    for row in sound:
        assert shown_by_number[row["number"]] == Reading(row, off=OFF).shown(), row["number"]


def test_the_figures_above_the_register() -> None:
    register = sample().register()
    dues = [row["Jatuh tempo"] for row in register if row["Jatuh tempo"]]
    assert [sample()[f"Register!{cell}7"] for cell in "ABCDE"] == [
        *(40, sum(row["Tahap"] != "Selesai" for row in register), sum(due < TODAY for due in dues)),
        *(sum(due == TODAY for due in dues), 1),
    ]
    assert sample()["Register!G7"] == "2 baris perlu diperiksa"


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree(portable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST, "formulas", 300 if portable else 5000)
    found = verify(formats.build("complaints", example(), portable=portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert found.silent == {}


@pytest.mark.libreoffice
def test_libreoffice_agrees() -> None:
    found = verify(formats.build("complaints", example(), portable=True), ["libreoffice"])
    assert found.differences == []
    assert found.checked == {"libreoffice": found.formulas}


@pytest.mark.libreoffice
def test_libreoffice_agrees_on_faulty_rows_and_other_settings() -> None:
    rows = [complaint(**changes) for changes, _ in WRONG] + example()["complaints"]
    data = values(rows, week_days=6, forward_reply_in="Hari kalender", leave_counts="Tidak")
    package = render(formats.find("complaints").template, data, portable=True)
    recalculate(package)
    assert verify(package, ["libreoffice"]).differences == []


def test_a_row_looks_at_itself_and_the_settings_alone() -> None:
    """So that a register of 50,000 rows costs ten times as much as one of 5,000."""
    sheet = openpyxl.load_workbook(formats.find("complaints").template)["Register"]
    short = {"Hari_Libur", "Daftar_saluran", "Daftar_kelas", "Daftar_bagian", "Daftar_sebab"}
    calculated = [cell.value for cell in sheet[11] if str(cell.value).startswith("=")]
    assert len(calculated) == len(sheet[9]) - len(TYPED)
    for formula in calculated:
        for token in tokens(formula[1:]):
            if token.reference is not None:
                assert {token.reference.first.row, (token.reference.last or token.reference.first).row} == {
                    11
                }
                assert not token.reference.sheet
            elif token.kind is Kind.NAME and token.text not in short:
                assert token.text in {"TRUE", "FALSE", "Batas_terus", "Batas_jawab", "Batas_balas",
                                      "Tanggal_acuan", "Hari_terus_balas", "Hari_kerja_seminggu"}  # fmt: skip


def test_two_thousand_rows_count_as_one_by_one() -> None:
    rows = [complaint(number=f"K-{n}", received=date(2027, 1, 4) + n % 300 * DAY, forwarded=None,
                      department_received=None, answer=None, answered=None, replied=None,
                      reply_channel=None) for n in range(2000)]  # fmt: skip
    book = Book(values(rows, reference_date=date(2028, 6, 1)))
    found = book.register()
    assert [row["Batas terus"] for row in found] == [due_date(row["received"], 1, OFF) for row in rows]
    assert {row["Periksa"] for row in found} == {"OK"}
    assert book["Register!C7"] == 2000


# --- the form ----------------------------------------------------------------------------------------------


def form(**changes: Any) -> Any:
    row = {**dict.fromkeys(_KEYS), **complaint(**changes)}
    data = {
        "company": {"name": "PT Mebel Nusantara"},
        "document": {"number": "FR-MKT-08", "revision": "00", "date": date(2027, 1, 4)},
        "year": 2027,
        "one": row,
        "receiver": "Marketing Communication",
        "copies": "Penjualan",
        "clock": {"answer_due": date(2027, 6, 10)},
        "signers": {"receiver": "Dian", "department": "Hadi", "marketing": "Ratna"},
        "causes": CAUSES,
    }
    return render(FORM, data)


_KEYS = (
    *("asked", "completed", "action", "pic", "action_due", "action_done", "note"),
    *("cause", "answer", "answered", "replied", "reply_channel", "contact", "product"),
)


@pytest.mark.parametrize("text", ["Kursi goyang", "Kursi goyang dan jok terlepas. " * 60])
def test_the_form_shows_the_row_on_one_page_with_room_to_answer_and_sign(text: str) -> None:
    import io  # noqa: PLC0415

    package = form(text=text, cause=None, answer=None, answered=None)
    assert schema_errors(package.to_bytes()) == []
    book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
    sheet = book["Form Keluhan"]
    said = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {"K-2027-0001", "Keluhan produk", "CV Sinar Kursi Abadi", text, "Penjualan", "QC"} <= set(said)
    assert {"Penerima", "Bagian yang menjawab", "Marketing", "Dian", "Hadi", "Ratna"} <= set(said)
    assert not any("{" in str(value) for value in said)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    for name in ("jawaban", "sebab", "dijawab", "tindakan", "PIC", "batas_tindakan", "diterima_bagian"):
        ((_, place),) = book.defined_names[f"Form_{name}"].destinations
        assert not sheet[place.replace("$", "")].protection.locked, name
    assert book["Daftar"].sheet_state == "hidden"
    (place,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    needed = 13 * (len(text) / 95 + 1)
    assert sheet.row_dimensions[place.row].height >= needed
