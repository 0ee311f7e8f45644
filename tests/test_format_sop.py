"""The SOP workbook: empty, filled, with mistakes; cover page, charts, pages; alike in all engines."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from sop_books import END, START, STEP, Book, Row, built, values

from templates.formats.sop_cover import ROLES
from templates.formats.sop_text import PARTS
from xl_addin import formats
from xl_addin.actions.sop_draw import AT
from xl_addin.ooxml.package import Package
from xl_addin.recalc.verify import verify
from xl_addin.sop.flow_chart import PITCH

DAYS = [date(2027, 3, day) for day in (1, 2, 3)]

SIGNERS = ("Dibuat", "Dikoreksi", "Disahkan")


@cache
def example() -> Book:
    return built(values())


@cache
def package(portable: bool = False) -> Package:
    return formats.build("sop", values(), portable=portable)


# --- empty and filled -------------------------------------------------------------------------------------


def test_an_empty_workbook_asks_for_what_is_missing_and_shows_no_error() -> None:
    book = built()
    shown = [cell.value for sheet in book.book for row in sheet.iter_rows() for cell in row]
    assert not [value for value in shown if isinstance(value, str) and value.startswith("#")]
    told = {sheet.title: _overall(sheet) for sheet in book.book}
    assert told["Kebutuhan"] == "Belum ada analisis"
    assert told["Isi Prosedur"] == "Belum ada isi"
    assert told["Istilah"] == "Belum ada istilah"
    assert told["Pelaksana"] == "Belum ada pelaksana"
    assert told["Langkah"] == "Belum ada langkah"
    assert told["Simulasi"] == "Belum disimulasikan"
    assert told["Sosialisasi"] == "Belum disosialisasikan"
    assert told["Periksa"] == told["Monev"] == "OK"
    assert book["Keadaan_SOP"] == "Menunggu: Dibuat"
    assert book.column("tbl_pengesahan", "Peran") == list(SIGNERS)
    assert book.column("tbl_tim", "Peran") == list(ROLES)


def _overall(sheet: Any) -> str | None:
    labels = [cell for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == "Pemeriksaan"]
    return labels[0].offset(1).value if labels else None


def test_the_example_has_nothing_to_mend_in_its_rows() -> None:
    for table in ("kebutuhan", "isi", "istilah", "pelaksana", "langkah", "pengesahan", "sosialisasi"):
        assert set(example().column(f"tbl_{table}", "Periksa")) == {"OK"}, table


@pytest.mark.parametrize("portable", [False, True])
def test_python_engines_agree(portable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(verify.__globals__["MOST"], "formulas", 400)
    found = verify(package(portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert found.checked["formualizer"] == found.formulas


@pytest.mark.libreoffice
def test_libreoffice_agrees_on_the_portable_workbook() -> None:
    found = verify(package(portable=True), ["libreoffice"])
    assert found.differences == []
    assert found.checked == {"libreoffice": found.formulas}


def test_both_flavours_show_the_same() -> None:
    portable = Book(package(portable=True))
    for sheet in example().book:
        if sheet.title != "Petunjuk":  # it says which flavour it is
            other = portable.book[sheet.title]
            cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
            assert cells == [[cell.value for cell in row] for row in other.iter_rows()], sheet.title


# --- steps ------------------------------------------------------------------------------------------------


STEPS: list[tuple[Row, str]] = [
    ({}, "OK"),
    ({"low": None, "high": None}, "OK"),
    ({"code": None}, "Kode kosong"),
    ({"activity": None}, "Isi kegiatan"),
    ({"actor": None}, "Pelaksana kosong"),
    ({"kind": "Lainnya"}, "Jenis harus Mulai, Kegiatan, Keputusan atau Selesai"),
    ({"document": None}, "Dokumen kosong"),
    ({"low": None, "likely": None, "high": None}, "Waktu wajar kosong"),
    ({"likely": "sebentar"}, "Waktu harus angka"),
    ({"low": -5}, "Waktu tidak boleh negatif"),
    ({"low": 12}, "Urutkan waktu: cepat, wajar, lambat"),
    ({"high": 8}, "Urutkan waktu: cepat, wajar, lambat"),
    ({"unit": "minggu"}, "Pilih satuan"),
    ({"next": "L02"}, "Menunjuk dirinya sendiri"),
    ({"next": "L09; L01"}, "Hanya Keputusan yang bercabang"),
    ({"kind": "Keputusan"}, "Keputusan perlu dua cabang atau lebih di Berikutnya"),
    ({"kind": "Keputusan", "next": "L01; L09"}, "Cabang harus sebanyak Berikutnya"),
    (
        {"kind": "Keputusan", "next": "L01; L09", "branches": "Ya; Tidak", "shares": "40"},
        "Peluang harus sebanyak Berikutnya",
    ),
    ({"kind": "Keputusan", "next": "L01; L09", "branches": "Ya; Tidak", "shares": "40; 60"}, "OK"),
    ({"kind": "Selesai", "next": "L09"}, "Selesai tidak punya langkah berikutnya"),
]


def test_a_step_says_what_is_wrong_with_it() -> None:
    book = built(values(steps=[START, *(STEP | change for change, _ in STEPS), END]))
    assert book.column("tbl_langkah", "Periksa")[1:-1] == [told for _, told in STEPS]
    assert book["Langkah!R7"] == "Lihat kolom Periksa"
    assert built(values(steps=[START, STEP, END]))["Langkah!R7"] == "OK"


def test_the_expected_time_is_in_minutes() -> None:
    changes = [
        {"low": 5, "likely": 10, "high": 45},
        {"low": None, "high": None, "likely": 2, "unit": "jam"},
        {"low": 1, "likely": 1, "high": 4, "unit": "hari kerja"},
        {"low": None, "likely": None, "high": None},
    ]
    book = built(values(steps=[STEP | change for change in changes]))
    assert [found or None for found in book.column("tbl_langkah", "Waktu harapan")] == [15, 120, 720, None]
    assert book["Waktu_seluruh"] == 855


def test_the_working_day_of_the_company_counts() -> None:
    short = values(
        sop={"hours": 7}, steps=[START, STEP | {"likely": 1, "low": 1, "high": 1, "unit": "hari kerja"}]
    )
    assert built(short).column("tbl_langkah", "Waktu harapan")[1] == 420


def test_an_actor_shows_steps_and_the_share_of_time() -> None:
    actors = [
        {"name": "Penjualan", "position": "Admin", "people": 2, "outside": None},
        {"name": "Gudang", "position": "Staf", "people": None, "outside": None},
        {"name": "Pelanggan", "position": "Toko", "people": None, "outside": "Ya"},
    ]
    told = [{**values()["briefings"][0], "party": "Penjualan"}]
    rows = [START, STEP | {"actor": "Gudang", "low": 20, "likely": 20, "high": 20}, END]
    book = built(values(actors=actors, steps=rows, briefings=told))
    assert book.column("tbl_pelaksana", "Langkah") == [2, 1, 0]
    assert book.column("tbl_pelaksana", "Porsi waktu") == pytest.approx([0.5, 0.5, 0])
    assert book.column("tbl_pelaksana", "Sosialisasi") == ["Sudah", "Belum", "Pihak luar"]
    assert book.column("tbl_pelaksana", "Periksa") == ["OK", "OK", "Tidak punya langkah"]
    assert [book["Sosialisasi!B7"], book["Sosialisasi!G7"]] == [1, "Ada yang belum tahu"]
    everybody = built(values(actors=actors, steps=rows, briefings=[told[0] | {"party": "Semua pelaksana"}]))
    assert everybody.column("tbl_pelaksana", "Sosialisasi") == ["Sudah", "Sudah", "Pihak luar"]


# --- needs and text ---------------------------------------------------------------------------------------


NEEDS: list[tuple[Row, str | None, str]] = [
    ({}, "Ada", "OK"),
    ({"number": None}, "Belum ada SOP", "OK"),
    ({"needs_sop": "Tidak", "number": None}, "Tidak perlu", "OK"),
    ({"needs_sop": "Tidak"}, "Tidak perlu", "Bernomor, tetapi tidak perlu"),
    ({"needs_sop": None}, None, "Isi perlu SOP"),
    ({"unit": None}, "Ada", "Isi unit"),
    ({"document": None}, "Ada", "Isi dokumen"),
    ({"parties": None}, "Ada", "Isi pihak terlibat"),
    ({"responsible": None}, "Ada", "Isi penanggung jawab"),
    ({"duration": None}, "Ada", "Isi durasi"),
    ({"group": None}, "Ada", "Isi golongan"),
]


def test_a_process_says_whether_its_procedure_is_there() -> None:
    need = values()["needs"][0]
    book = built(values(needs=[need | change for change, _, _ in NEEDS]))
    shown = [state or None for state in book.column("tbl_kebutuhan", "Keadaan")]
    assert shown == [state for _, state, _ in NEEDS]
    assert book.column("tbl_kebutuhan", "Periksa") == [told for _, _, told in NEEDS]
    assert [book["Kebutuhan!B7"], book["Kebutuhan!C7"]] == [8, 1]


PARAGRAPHS: list[tuple[Row, str]] = [
    ({"part": None}, "Pilih bagian"),
    ({"part": "Penutup"}, "Bagian tidak dikenal"),
    ({"number": None}, "Isi nomor"),
    ({"number": "a"}, "Nomor harus angka"),
    ({"text": None}, "Isi butirnya"),
]


def test_a_paragraph_says_what_it_lacks() -> None:
    paragraph = {"part": "Tujuan", "number": 1, "text": "Pelanggan puas."}
    book = built(values(sections=[paragraph | change for change, _ in PARAGRAPHS]))
    assert book.column("tbl_isi", "Periksa") == [told for _, told in PARAGRAPHS]


def test_parts_that_must_be_there_are_asked_for() -> None:
    filled = [{"part": part, "number": 1, "text": "Teks"} for part in PARTS if part != "Rekaman"]
    book = built(values(sections=filled))
    told = dict(zip(book.column("tbl_bagian", "Bagian"), book.column("tbl_bagian", "Periksa"), strict=True))
    assert told == {part: "Belum diisi" if part == "Rekaman" else "OK" for part in PARTS}
    assert [book["Isi Prosedur!C7"], book["Isi Prosedur!E7"]] == [1, "Ada bagian kosong"]
    without = built(values(sections=[one for one in filled if one["part"] != "Lampiran"]))
    told = dict(zip(PARTS, without.column("tbl_bagian", "Periksa"), strict=True))
    assert not told["Lampiran"]  # not every procedure has one


# --- the cover --------------------------------------------------------------------------------------------


def test_the_cover_shows_the_six_parts_and_counts_what_has_no_room() -> None:
    few = [{"part": "Peralatan", "number": n, "text": f"Alat {n}"} for n in (1, 2)]
    many = [{"part": "Peringatan", "number": n, "text": f"Awas {n}"} for n in range(1, 8)]
    sheet = built(values(sections=[*few, *many])).book["Identitas"]
    boxes = {sheet.cell(row, column).value: (row, column + 1) for row in (15, 20, 25) for column in (1, 3)}

    def lines(part: str) -> list[Any]:
        row, column = boxes[part]
        return [sheet.cell(row + n, column).value or None for n in range(5)]

    assert lines("Peralatan") == ["1. Alat 1", "2. Alat 2", None, None, None]
    assert lines("Peringatan") == [
        *(f"{n}. Awas {n}" for n in range(1, 5)),
        "… dan 3 butir lain pada Isi Prosedur",
    ]
    assert lines("Dasar hukum") == [None] * 5


def test_the_cover_is_one_page_without_the_settings() -> None:
    book = example().book
    sheet = book["Identitas"]
    assert (sheet.page_setup.fitToHeight or 1, sheet.page_setup.orientation) == (1, "portrait")
    assert re.fullmatch(r"'?Identitas'?!\$A\$1:\$D\$\d+", sheet.print_area)
    last = int(sheet.print_area.rpartition("$")[2])
    assert sheet.cell(last, 1).value == "01"  # the last revision is on it
    assert [example()[name] for name in ("No_dokumen", "Jam_kerja", "Janji_waktu")] == ["PR-MKT-02", 8, 8]
    assert example()["Identitas!D9"].date() == date(2027, 3, 15)
    assert [example()["Identitas!B12"], example()["Identitas!B13"]] == ["Direktur Komersial", "Andi Prasetyo"]


# --- signed, told, reviewed -------------------------------------------------------------------------------


def approvals(states: str) -> Row:
    """Three signatures in these states: S signed, M waiting, K sent back."""
    words = {"S": "Disetujui", "M": "Menunggu", "K": "Dikembalikan"}
    rows = [
        {
            "role": role,
            "name": "Nama",
            "position": "Jabatan",
            "date": None if state == "M" else day,
            "status": words[state],
            "note": "Perbaiki" if state == "K" else None,
        }
        for role, state, day in zip(SIGNERS, states, DAYS, strict=True)
    ]
    return values(approvals=rows)


@pytest.mark.parametrize(
    ("states", "count", "state", "told"),
    [
        ("MMM", 0, "Menunggu: Dibuat", "OK"),
        ("SMM", 1, "Menunggu: Dikoreksi", "OK"),
        ("SSM", 2, "Menunggu: Disahkan", "OK"),
        ("SSS", 3, "Berlaku", "OK"),
        ("SKM", 1, "Dikembalikan", "OK"),
        ("SMS", 2, "Menunggu: Dikoreksi", "Ada yang terlangkahi"),
    ],
)
def test_a_procedure_is_in_force_when_all_three_have_signed_in_their_order(
    states: str, count: int, state: str, told: str
) -> None:
    book = built(approvals(states))
    assert [book["Tanda_tangan"], book["Keadaan_SOP"], book["Pengesahan!G7"]] == [count, state, told]
    assert book["Identitas!D12"] == state


SIGNATURES: list[tuple[Row, str]] = [
    ({}, "OK"),
    ({"role": "Saksi"}, "Peran tidak dikenal"),
    ({"name": None}, "Isi nama"),
    ({"position": None}, "Isi jabatan"),
    ({"status": "Setuju"}, "Pilih status"),
    ({"date": None}, "Isi tanggal"),
    ({"date": date(2027, 1, 4)}, "Sebelum SOP dibuat"),
    ({"status": "Menunggu"}, "Bertanggal, tetapi menunggu"),
    ({"status": "Dikembalikan"}, "Isi alasan pada catatan"),
]


def test_a_signature_says_what_is_wrong_with_it() -> None:
    signed = values()["approvals"][0]
    book = built(values(approvals=[signed | change for change, _ in SIGNATURES]))
    assert book.column("tbl_pengesahan", "Periksa") == [told for _, told in SIGNATURES]


@pytest.mark.parametrize(
    ("review", "late", "told"),
    [
        (date(2027, 9, 5), 1, "Tinjauan terlambat"),
        (date(2027, 9, 6), 0, "OK"),
        (date(2027, 12, 1), 0, "OK"),
        (None, None, None),
    ],
)
def test_a_review_is_overdue_by_the_reference_date(review: date | None, late: Any, told: Any) -> None:
    book = built(values(sop={"review": review}))
    assert [book["Tinjauan_terlambat"] if review else None, book["Monev!D7"] or None] == [late, told]


FINDINGS: list[tuple[Row, str]] = [
    ({}, "OK"),
    ({"due": date(2027, 9, 5)}, "Lewat batas"),
    ({"due": date(2027, 9, 5), "status": "Selesai"}, "OK"),
    ({"finding": None}, "Isi temuan"),
    ({"impact": None}, "Isi dampak"),
    ({"proposal": None}, "Isi usul perubahan"),
    ({"pic": None}, "Isi PIC"),
    ({"due": None}, "Isi batas"),
    ({"status": None}, "Pilih status"),
]


def test_a_finding_in_use_says_what_it_lacks_and_whether_it_is_late() -> None:
    row = values()["reviews"][2] | {"due": date(2027, 9, 6)}
    book = built(values(reviews=[row | change for change, _ in FINDINGS]))
    assert book.column("tbl_monev", "Periksa") == [told for _, told in FINDINGS]


# --- charts and pages -------------------------------------------------------------------------------------


def test_cases_beyond_the_promise_are_of_another_colour() -> None:
    late = {6: 15, 8: 90, 10: 110}
    bars = [
        {"low": low, "high": low + 2, "cases": 10 * (low + 1), "late": late.get(low, 0)}
        for low in (2, 4, 6, 8, 10)
    ]
    book = built(values(distribution=bars))
    assert book.column("tbl_sebaran", "Sampai janji") == [30, 50, 55, 0, 0]
    assert book.column("tbl_sebaran", "Lewat janji") == [0, 0, 15, 90, 110]
    assert sum(book.column("tbl_sebaran", "Porsi")) == pytest.approx(1)
    assert book.column("tbl_sebaran", "Porsi")[0] == pytest.approx(30 / 350)


def test_the_charts_cover_their_tables() -> None:
    bars = [{"low": n, "high": n + 1, "cases": 1, "late": 0} for n in range(7)]
    loads = [
        {"actor": f"P{n}", "share": 0.5, "waiting": 0, "utilisation": 0.5, "bottleneck": None}
        for n in range(2)
    ]
    found = formats.build("sop", values(distribution=bars, loads=loads))
    names = sorted(name for name in found.names() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
    sources = [re.findall(r"<c:val>.*?<c:f>(.*?)</c:f>", found.xml(name), re.S) for name in names]
    rows = [[source.replace("$", "") for source in chart] for chart in sources]
    first = _first_row(found, "tbl_sebaran")
    assert rows[0] == [f"Simulasi!{c}{first}:{c}{first + 6}" for c in "EF"]
    first = _first_row(found, "tbl_beban_pelaksana")
    assert rows[1:] == [[f"Simulasi!{c}{first}:{c}{first + 1}"] for c in "BD"]


def _first_row(found: Package, table: str) -> int:
    sheet = Book(found).book["Simulasi"]
    return int(re.findall(r"\d+", sheet.tables[table].ref)[0]) + 1


def test_a_page_of_the_flow_chart_is_a_page_of_paper() -> None:
    sheet = example().book["Diagram Alir"]
    rows = PITCH / sheet.sheet_format.defaultRowHeight
    breaks = [brk.id for brk in sheet.row_breaks.brk]
    assert breaks[:3] == [AT[0] - 1 + rows * number for number in (1, 2, 3)]
    above = sum(sheet.row_dimensions[row].height or 15 for row in range(1, AT[0]))
    scale, room = sheet.page_setup.scale / 100, 595 - 72 * (0.45 + 0.6)
    assert (above + PITCH) * scale <= room
