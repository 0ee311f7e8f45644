"""The scheduling workbook: chapter 8 to its printed digits, the rules against the functions, Gantt charts."""

from __future__ import annotations

from functools import cache
from math import isclose
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_book import Plan, audit, differences, example, wrong_audit_rows

from udfs import best_makespan, dispatch, dispatch_metric, flow_makespan
from xl_addin import formats

NAME = "scheduling"
RULES = ["FCFS", "EDD", "SPT", "LPT", "CR", "MOORE"]
METRICS = {
    "Rata-rata selesai": "mean completion",
    "Utilisasi": "utilisation",
    "Pekerjaan dalam sistem": "jobs in system",
    "Keterlambatan rata-rata": "mean lateness",
    "Keterlambatan terbesar": "maximum lateness",
    "Pekerjaan terlambat": "late jobs",
    "Waktu total": "makespan",
}


@cache
def plan(as_paper: str = "Tidak", **changes: Any) -> Plan:
    return Plan(NAME, example(NAME, as_paper=as_paper, **changes))


def jobs(times: list[Any], dues: list[Any] | None = None, before: list[Any] | None = None) -> list[Any]:
    rows = zip(times, dues or [None] * len(times), before or [None] * len(times), strict=True)
    return [
        {"code": f"J{n}", "name": f"Kerja {n}", "machine": None, "time": time, "due": due, "before": waits}
        | {"paper_edd": None}
        for n, (time, due, waits) in enumerate(rows, 1)
    ]


def flow(*times: list[Any]) -> dict[str, Any]:
    rows = [{"name": f"Kerja {n}", "times": [*t, *[None] * (5 - len(t))]} for n, t in enumerate(times, 1)]
    return {"machines": ["A", "B", "C", None, None], "jobs": rows}


def order(book: Plan, rule: str) -> str:
    rows = sorted(book.rows("tbl_pekerjaan"), key=lambda row: row[f"Urutan {rule}"])
    return "".join(row["Kode"] for row in rows)


def test_the_audit_lists_every_figure_and_the_workbook_shows_what_it_says() -> None:
    rows = audit(NAME)
    assert len(rows) == 163
    assert list(dict.fromkeys(row["id"] for row in rows)) == [f"K{n:02d}" for n in range(1, 52)]
    verdicts = [row["verdict"] for row in rows]
    counts = {verdict: verdicts.count(verdict) for verdict in set(verdicts)}
    assert counts == {"agrees": 148, "rounding": 6, "misprint": 5, "inconsistent": 4}
    assert wrong_audit_rows(NAME, {"Ya": plan("Ya")}) == []


def test_the_paper_is_followed_in_its_sequences_and_what_they_break() -> None:
    book = plan("Ya")
    assert order(book, "FCFS") == "ABCDEFGHIJKLMNO"
    assert order(book, "EDD") == "ABEFCDGHIJKLMNO"
    assert order(book, "LPT") == "GIHMCDNOBJAEFLK"
    assert order(book, "SPT") == "KLFEAJBONDCMHIG"
    broken = {row["Aturan"]: row["Urutan dilanggar"] for row in book.rows("tbl_aturan")}
    assert [broken[rule] for rule in ("FCFS", "EDD", "LPT", "SPT")] == [0, 1, 6, 8]


def test_the_right_way_breaks_ties_by_arrival() -> None:
    assert order(plan(), "EDD") == "ABCDEFGHIJKLMNO"
    assert order(plan(), "SPT") == "KAEFLJBCDNOMHIG"


def test_the_chosen_rule_is_scheduled_without_gaps() -> None:
    rows = plan().rows("tbl_jadwal")
    data = example(NAME)["jobs"]
    names, times = [job["code"] for job in data], [job["time"] for job in data]
    wanted = dispatch(names, times, [480] * 15, "SPT")
    found = [
        [r["Urutan"], r["Kode"], r["Lama"], r["Mulai"], r["Selesai"], r["Batas waktu"], r["Terlambat"]]
        for r in rows
    ]
    assert found == wanted
    assert plan()["Aturan_terbaik"] == plan()["Aturan_terjadwal"] == "SPT"
    assert plan()["Pesan_aturan"] == "SPT: 5 pendahulu dilanggar"
    assert plan(rule="FCFS")["Pesan_aturan"] == "OK"


@settings(max_examples=5, deadline=None)
@given(st.data(), st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_every_measure_is_what_the_functions_say(data: st.DataObject, times: list[int]) -> None:
    dues = data.draw(st.lists(st.none() | st.integers(0, 60), min_size=len(times), max_size=len(times)))
    book = Plan(NAME, example(NAME, jobs=jobs(times, dues), Batas_bersama=None))
    for row in book.rows("tbl_aturan"):
        for heading, metric in METRICS.items():
            wanted = dispatch_metric(times, dues, row["Aturan"], metric)
            assert isclose(row[heading], wanted, abs_tol=1e-9), (row["Aturan"], heading)
    ranks = sorted(row["Peringkat"] for row in book.rows("tbl_aturan"))
    assert ranks == [1, 2, 3, 4, 5, 6]
    assert book["Aturan_terbaik"] in ("FCFS", "EDD", "SPT", "LPT", "CR", "MOORE")


@pytest.mark.parametrize(
    ("measure", "rule"),
    [("Pekerjaan terlambat", "MOORE"), ("Keterlambatan terbesar", "EDD"), ("Utilisasi", "SPT")],
)
def test_the_best_rule_follows_the_main_measure(measure: str, rule: str) -> None:
    book = Plan(NAME, example(NAME, jobs=jobs([8, 1, 6, 5], [9, 18, 13, 19]), measure=measure))
    rows = {row["Aturan"]: row for row in book.rows("tbl_aturan")}
    best = max if measure == "Utilisasi" else min
    assert rows[book["Aturan_terbaik"]][measure] == rows[rule][measure]
    assert rows[rule][measure] == best(row[measure] for row in rows.values())


def test_the_network_shows_the_critical_path() -> None:
    assert plan()["Lintasan_kritis"] == "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O"
    assert plan()["Lama_jaringan"] == 470
    book = Plan(NAME, example(NAME, jobs=jobs([2, 3, 5, 1], before=[None, "J1", "J1", "J2, J3"])))
    assert (book["Lama_jaringan"], book["Lintasan_kritis"]) == (8, "J1-J3-J4")
    rows = book.rows("tbl_jaringan")
    assert [row["Kelonggaran"] for row in rows] == [0, 2, 0, 0]
    assert [row["Kritis"] or "" for row in rows] == ["Ya", "", "Ya", "Ya"]
    assert [row["Lama kritis"] + row["Lama tidak kritis"] for row in rows] == [2, 3, 5, 1]


def test_johnson_is_the_optimum_of_two_machines() -> None:
    """Heizer & Render, example 15.6: B, E, D, C, A in 35 hours."""
    times = [[5, 2], [3, 6], [8, 4], [10, 7], [7, 12]]
    book = Plan(NAME, example(NAME, flow=flow(*times)))
    rows = book.rows("tbl_flow")
    assert [row["Johnson"] for row in rows] == [2, 5, 4, 3, 1]
    assert book["Total_flow"] == book["Optimum_flow"] == 35
    assert book["Selisih_flow"] == 0
    assert [row["Selesai di mesin 2"] for row in rows] == [9, 22, 29, 33, 35]
    assert not any(row["Selesai di mesin 3"] for row in rows)


def test_a_planner_sees_how_far_neh_is_from_the_optimum() -> None:
    times = [job["times"][:3] for job in example(NAME)["flow"]["jobs"]]
    book = plan()
    rows = book.rows("tbl_flow")
    sequence = [row["NEH"] for row in rows]
    assert book["Flow Shop!J7"] == flow_makespan(times, sequence)
    assert book["Flow Shop!H7"] == flow_makespan(times, [1, 2, 3, 4, 5])
    assert book["Optimum_flow"] == best_makespan(times)
    assert book["Total_flow"] == min(book["Flow Shop!H7"], book["Flow Shop!J7"])
    assert isclose(book["Selisih_flow"], book["Total_flow"] / book["Optimum_flow"] - 1)
    for row in rows:
        ends = sum(row[f"Jeda {n}"] + row[f"Lama {n}"] for n in range(1, 4))
        assert ends == row["Selesai di mesin 3"]
        assert min(row[f"Jeda {n}"] for n in range(1, 6)) >= 0


@pytest.mark.parametrize(
    ("change", "check", "error"),
    [
        ({"time": 0}, "Waktu harus lebih dari 0", "#NUM!"),
        ({"time": -5}, "Waktu harus lebih dari 0", "#NUM!"),
        ({"time": "lima"}, "Ada teks, bukan angka", "#VALUE!"),
        ({"time": None}, "Isi waktu proses", ""),
        ({"code": "B"}, "Kode ganda", 1),
        ({"code": None}, "Isi kode", "#N/A"),
    ],
)
def test_a_bad_job_is_told(change: dict[str, Any], check: str, error: Any) -> None:
    listed = example(NAME)["jobs"]
    book = plan() if not change else Plan(NAME, example(NAME, jobs=[{**listed[0], **change}, *listed[1:]]))
    row = book.rows("tbl_pekerjaan")[0]
    assert row["Periksa"] == check
    assert (row["Urutan FCFS"] or "") == error or check == "Kode ganda"
    assert book["Pekerjaan!I7"] != "OK"


@pytest.mark.parametrize(
    ("before", "error"), [([None, "J3", "J2"], "#NUM!"), ([None, "J9", None], "#VALUE!")]
)
def test_a_bad_precedence_is_told(before: list[Any], error: str) -> None:
    book = Plan(NAME, example(NAME, jobs=jobs([1, 2, 3], before=before)))
    assert book["Lama_jaringan"] == error
    assert book["Jaringan!J7"] == "Pendahulu tidak dikenal atau melingkar"


@pytest.mark.parametrize(
    ("times", "check"),
    [
        ([[5, None], [3, 6]], "Isi waktu di setiap mesin"),
        ([[5, -1], [3, 6]], "Waktu negatif"),
        ([[5, "x"], [3, 6]], "Ada teks, bukan angka"),
    ],
)
def test_a_bad_flow_job_is_told(times: list[list[Any]], check: str) -> None:
    book = Plan(NAME, example(NAME, flow=flow(*times)))
    assert book.rows("tbl_flow")[0]["Periksa"] == check


def test_an_empty_workbook_is_silent() -> None:
    book = Plan(NAME, {})
    assert book["Pekerjaan!I7"] == "Belum ada pekerjaan"
    assert book["Jaringan!J7"] == "Belum ada pekerjaan"
    assert book["Pesan_aturan"] == "Belum ada pekerjaan"
    assert {row["Periksa"] or "" for row in book.rows("tbl_pekerjaan")} == {""}
    assert {row["Periksa"] or "" for row in book.rows("tbl_flow")} == {""}


@pytest.mark.parametrize("portable", [False, True])
def test_engines_agree_on_every_formula(portable: bool) -> None:
    assert differences(NAME, example(NAME), portable=portable) == []


def test_the_gantt_charts_read_every_job() -> None:
    package = formats.build(NAME, example(NAME))
    charts = [package.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, 7)]
    assert sum("$C$10:$C$24<" in chart for chart in charts) == 2
    assert sum("$L$10:$L$14<" in chart for chart in charts) == 1
    book = openpyxl.load_workbook(formats.find(NAME).template)
    counts = [len(book[sheet]._charts) for sheet in ("Aturan", "Jadwal", "Jaringan", "Flow Shop")]
    assert counts == [3, 1, 1, 1]
