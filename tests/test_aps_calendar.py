"""The APS calendar: filled by rule, what PPC typed stays, what differs is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from aps_books import SETTINGS, cells, day, records, set_name, write_aps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xl_addin.actions import build_calendar
from xl_addin.actions.aps_rows import Year
from xl_addin.actions.tables import ListTable
from xl_addin.allocation import make_calendar
from xl_addin.errors import LembarError
from xl_addin.headless import open_book
from xl_addin.runner import run_action


def holiday(on: date) -> dict:
    return {"date": on, "name": "Libur", "national": "Ya", "leave": None, "closed": None, "estimate": None}


EID = [holiday(date(2027, 3, n)) for n in range(2, 13)]
"""Both days before and after the meeting of 4 March are not worked."""


@pytest.fixture
def blank(tmp_path: Path):
    with open_book(write_aps(tmp_path / "aps.xlsx", stages=[], holidays=EID)) as book:
        yield book


def meetings(book):
    return [row["Rapat"] for row in records(book, "tbl_kalender")]


def test_a_blank_calendar_is_filled_by_rule(blank):
    result = build_calendar(blank)
    assert result.changed and not result.problems
    rule = make_calendar(2027, holidays=[day["date"] for day in EID])
    assert meetings(blank) == [day(*s.end.timetuple()[:3]) for s in rule]
    assert meetings(blank)[4] == day(3, 15), "moved past Eid and the weekend after it"
    assert meetings(blank)[-1] == day(2028, 1, 4)
    blank.app.calculate()
    assert Year(blank).stages == rule, "the sheet's own formulas say the same"


def test_a_second_press_changes_nothing(blank):
    build_calendar(blank)
    blank.app.calculate()
    before = cells(blank)
    assert not build_calendar(blank).changed
    assert cells(blank) == before


def test_what_ppc_typed_stays_and_is_told(blank):
    table = ListTable(blank, "tbl_kalender", ("Bulan produksi", "Rapat", "Alasan"))
    typed = [None] * 25
    typed[4] = day(3, 1)
    table.fill_rows("Rapat", typed)
    result = build_calendar(blank)
    assert meetings(blank)[4] == day(3, 1)
    assert result.problems, "without a reason PPC must settle it"
    assert result.rows == [("Kalender APS", "1, rapat 03/2027", "Rapat", "01/03/2027", "15/03/2027", "")]
    table.fill_rows("Alasan", ["Sebelum Lebaran" if n == 4 else None for n in range(25)])
    again = build_calendar(blank)
    assert (again.changed, again.problems, again.rows[0][-1]) == (False, False, "Sebelum Lebaran")


def test_a_meeting_out_of_order_or_no_date_is_told(blank):
    table = ListTable(blank, "tbl_kalender", ("Bulan produksi", "Rapat", "Alasan"))
    typed = [None] * 25
    typed[6], typed[9] = day(3, 10), "besok"
    table.fill_rows("Rapat", typed)
    result = build_calendar(blank)
    assert result.problems
    told = [(row[1], row[3]) for row in result.rows if "bukan" in row[3] or "tidak sesudah" in row[3]]
    assert told == [
        ("1, rapat 04/2027", "10/03/2027: tidak sesudah rapat sebelumnya, 18/03/2027"),
        ("2, rapat 05/2027", "besok: bukan tanggal"),
    ]
    blank.app.calculate()
    with pytest.raises(LembarError, match="Kalender APS di Kalender APS!A16:D16"):
        _ = Year(blank).stages


def test_the_settings_decide(tmp_path):
    rules = {**SETTINGS, "move": "Hari kerja sebelumnya", "month_from_meeting": 1, "week_days": 6}
    path = write_aps(tmp_path / "aps.xlsx", stages=[], holidays=EID, settings=rules)
    run_action(path, "build_calendar")
    with open_book(path) as book:
        rows = records(book, "tbl_kalender")
        assert rows[4] == {"Rapat": day(3, 1), "Bulan produksi": day(4, 1), "Alasan": None}
        assert rows[-1]["Bulan produksi"] == day(2028, 2, 1)
        set_name(book, "Tanggal_rapat_2", 3)
        with pytest.raises(LembarError, match="Tanggal_rapat_2"):
            build_calendar(book)
        set_name(book, "Tahun_rencana", "dua ribu")
        with pytest.raises(LembarError, match="Tahun_rencana"):
            build_calendar(book)


@pytest.mark.parametrize(
    ("on", "stage", "month"),
    [
        ((2027, 1, 4), 1, (2027, 1)),
        ((2027, 1, 5), 2, (2027, 1)),
        ((2027, 1, 18), 2, (2027, 1)),
        ((2027, 1, 19), 1, (2027, 2)),
        ((2027, 1, 31), 1, (2027, 2)),
        ((2027, 12, 31), 1, (2028, 1)),
    ],
)
def test_every_edge_lies_in_one_stage(tmp_path, on, stage, month):
    with open_book(write_aps(tmp_path / "aps.xlsx")) as book:
        found = [s for s in Year(book).stages if s.start <= date(*on) <= s.end]
    assert [(s.number, s.month) for s in found] == [(stage, date(*month, 1))]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.integers(0, 24), st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=6))
def test_nothing_typed_is_ever_lost(blank, typed):
    table = ListTable(blank, "tbl_kalender", ("Bulan produksi", "Rapat", "Alasan"))
    table.fill_rows("Rapat", [typed.get(n) for n in range(25)])
    build_calendar(blank)
    now = meetings(blank)
    assert all(now[n] == day(*on.timetuple()[:3]) for n, on in typed.items())
    assert all(meeting is not None for meeting in now)
