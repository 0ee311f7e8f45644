"""The Balanced Scorecard workbook, filled: it shows what the method says, whatever is switched or sorted."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from typing import Any

import bsc_books as books
import openpyxl
import pytest
from bsc_spec import MONTHS
from ooxml_schema import schema_errors
from openpyxl.workbook import Workbook

from udfs.bsc import bsc_score, bsc_weight_left_out, kpi_achievement, kpi_score, kpi_status
from udfs.ytd import kpi_ytd, kpi_ytd_coverage, kpi_ytd_target
from xl_addin import formats
from xl_addin.actions import ACTIONS
from xl_addin.ooxml.package import Package
from xl_addin.recalc.verify import verify

YEAR = (
    *("deploy_initiatives", "cascade_kpi", "review_department_kpis", "invite_bsc_meeting"),
    *("remind_results", "collect_results", "verify_results", "bsc_report", "draw_strategy_map"),
    *("portal_export", "portal_import", "semester_review", "draft_ppk", "new_year"),
)
Row = dict[str, Any]


def built(data: Mapping[str, Any], *, portable: bool = False) -> Workbook:
    """The workbook by its values."""
    return opened(formats.build("bsc", data, portable=portable))


def opened(package: Package) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)


def rows(book: Workbook, table: str) -> list[Row]:
    """The rows of a table by heading; "" is None."""
    for sheet in book:
        if table in sheet.tables:
            header, *body = sheet[sheet.tables[table].ref]
            headings = [cell.value for cell in header]
            return [
                {h: None if c.value == "" else c.value for h, c in zip(headings, row, strict=True)}
                for row in body
            ]
    raise KeyError(table)


def named(book: Workbook, name: str) -> Any:
    sheet, cells = next(iter(book.defined_names[name].destinations))
    found = book[sheet][cells]
    return [row[0].value for row in found] if isinstance(found, tuple) else found.value


class RollUp:
    """The method in plain Python, over the data of the tests."""

    def __init__(self, data: Mapping[str, Any], **switches: Any) -> None:
        self.switches = books.SETTINGS | switches
        self.month: int = data["month"]
        self.results: list[Row] = data["results"]
        self.directorate = {card["code"]: self.carried(card) for card in data["directorate"]}
        self.corporate = {card["code"]: self.carried(card) for card in data["corporate"]}

    def carried(self, card: Row) -> Row:
        """A card with the results of those who carry it."""
        carriers = [one for one in self.results if self._carries(one, card)]
        carriers += [one for one in getattr(self, "directorate", {}).values() if self._carries(one, card)]
        pairs = [self._month(card, carriers, number) for number in range(12)]
        return card | {"actuals": [a for a, _ in pairs], "denominators": [d for _, d in pairs]}

    @staticmethod
    def _carries(one: Row, card: Row) -> bool:
        return one["parent"] == card["code"] and one["kind"] in ("Langsung", "Kontribusi", "Bersama")

    @staticmethod
    def _month(card: Row, carriers: list[Row], number: int) -> tuple[float | None, float | None]:
        due = [one for one in carriers if one["targets"][number] is not None]
        actuals = [one["actuals"][number] for one in due]
        denominators = [one["denominators"][number] for one in due]
        if card["consolidation"] == "Rasio":
            if not due or None in (*actuals, *denominators):
                return None, None
            return sum(actuals), sum(denominators)
        if not due or None in actuals:
            return None, None
        parts = any(one["kind"] == "Kontribusi" for one in carriers)
        return sum(actuals) / (1 if parts else len(due)), None

    def achievement(self, card: Row, actual: float | None, target: float | None) -> float | None:
        if actual is None or target is None:
            return None
        tolerance = card["tolerance"] or 0
        return kpi_achievement(actual, target, card["polarity"], tolerance, self.switches["minimize_as"])

    def score(self, reached: float | None, due: bool) -> float | None:
        if not due:
            return None
        if reached is None:
            return 0.0 if self.switches["unreported"] == "Dihitung 0" else None
        return kpi_score(reached, self.switches["cap"])

    def of_month(self, card: Row, number: int) -> tuple[float | None, float | None]:
        """Achievement and score of a month, counted from 0."""
        target, actual = card["targets"][number], card["actuals"][number]
        if card["consolidation"] == "Rasio" and actual is not None:
            below = card["denominators"][number]
            actual = actual / below if below else None
        reached = self.achievement(card, actual, target)
        return reached, self.score(reached, target is not None and number < self.month)

    def to_date(self, card: Row) -> tuple[Any, ...]:
        """Target, result, achievement, score, status and share reported of the year to date."""
        way = card["consolidation"]
        beside = (card["targets"], way, card["actuals"], card["denominators"], self.month)
        target, told = kpi_ytd_target(*beside), kpi_ytd_coverage(*beside)
        actual = kpi_ytd(card["actuals"], way, card["denominators"], self.month)
        reached = self.achievement(card, actual, target)
        status = None if reached is None else kpi_status(reached)
        score = self.score(reached, target is not None)
        if score is not None and self.switches["unreported"] == "Dihitung 0":
            score *= told
        return target, actual, reached, score, status, told


def near(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else pytest.approx(value, abs=1e-9)


@cache
def sample() -> Workbook:
    return built(books.scorecard_data())


VARIANTS: dict[str, dict[str, Any]] = {
    "default": {},
    "no cap": {"cap": 0},
    "cap 100 %": {"cap": 1},
    "T/A": {"minimize_as": "T/A"},
    "skipped": {"unreported": "Dilewati"},
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_results_roll_up_and_score_as_the_method_says(variant: str) -> None:
    switches = VARIANTS[variant]
    data = books.scorecard_data(settings=books.SETTINGS | switches)
    book = built(data) if switches else sample()
    expected = RollUp(data, **switches)
    for table, cards in (
        ("tbl_capaian_korporat", expected.corporate),
        ("tbl_capaian_direktorat", expected.directorate),
    ):
        found = {row["Kode"]: row for row in rows(book, table)}
        assert list(found) == list(cards)
        for code, card in cards.items():
            row = found[code]
            for number, month in enumerate(MONTHS):
                reached, score = expected.of_month(card, number)
                assert row[f"Target {month}"] == near(card["targets"][number]), (code, month)
                assert row[f"Realisasi {month}"] == near(card["actuals"][number]), (code, month)
                assert row[f"Pencapaian {month}"] == near(reached), (code, month)
                assert row[f"Skor {month}"] == near(score), (code, month)
            year = ("Target", "Realisasi", "Pencapaian", "Skor", "Status", "Lapor")
            for heading, value in zip(year, expected.to_date(card), strict=True):
                assert row[f"{heading} s.d."] == near(value), (code, heading)


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_scorecard_and_the_departments_weigh_the_scores(variant: str) -> None:
    switches = VARIANTS[variant]
    data = books.scorecard_data(settings=books.SETTINGS | switches)
    book = built(data) if switches else sample()
    expected = RollUp(data, **switches)
    cards = list(expected.corporate.values())
    weights = [card["weight"] for card in cards]
    now = [expected.of_month(card, expected.month - 1)[1] for card in cards]
    year = [expected.to_date(card)[3] for card in cards]
    assert named(book, "Skor_bulan") == near(bsc_score(weights, now, skip_unreported=True))
    assert named(book, "Skor_sd") == near(bsc_score(weights, year, skip_unreported=True))
    left_out = bsc_weight_left_out(weights, year, skip_unreported=True)
    assert book["Scorecard"]["N12"].value == near(left_out)
    perspectives = ("Financial", "Customer", "Internal Process", "Learning & Growth")
    for name, shown in zip(perspectives, named(book, "Skor_perspektif"), strict=True):
        own = [n for n, card in enumerate(cards) if card["perspective"] == name]
        score = bsc_score([weights[n] for n in own], [year[n] for n in own], skip_unreported=True)
        assert (shown or None) == (near(score) if score else None), name
    for row in rows(book, "tbl_skor_departemen"):
        own_results = [one for one in data["results"] if one["department"] == row["Departemen"]]
        scores = [expected.to_date(one)[3] for one in own_results]
        total = bsc_score([one["weight"] for one in own_results], scores, skip_unreported=True)
        assert row["Skor s.d."] == near(total), row["Departemen"]
        statuses = [expected.to_date(one)[4] for one in own_results]
        assert [row[name] for name in ("Hijau", "Kuning", "Merah")] == [
            statuses.count(name) for name in ("Hijau", "Kuning", "Merah")
        ]
        silent = [one for one in own_results if expected.to_date(one)[0] is not None]
        assert row["Belum lapor"] == sum(1 for one in silent if expected.to_date(one)[1] is None)


def test_the_switches_change_what_they_should() -> None:
    """The data has a KPI above the cap, one to be minimized and one that is silent."""
    scores = {
        name: named(built(books.scorecard_data(settings=books.SETTINGS | switch)), "Skor_sd")
        for name, switch in VARIANTS.items()
    }
    assert scores["cap 100 %"] < scores["default"] < scores["no cap"]
    assert scores["skipped"] > scores["default"]
    assert scores["T/A"] != scores["default"]


def test_the_scorecard_shows_the_month_its_trend_and_the_quotient_of_a_ratio() -> None:
    found = {row["Kode"]: row for row in rows(sample(), "tbl_scorecard")}
    assert [found[code]["Tren"] for code in ("F1", "C1", "P2", "L1")] == ["▲", "▼", "▲", None]
    assert found["P1"]["Realisasi bulan"] == near(9 / 450)
    assert found["L1"]["Realisasi bulan"] is None
    assert (found["L1"]["Target bulan"], found["L1"]["Skor bulan"]) == (8, 0)
    assert found["L2"]["Skor s.d."] is None, "no target up to the month of the report"
    assert found["F1"]["Sasaran"] == "Pertumbuhan penjualan"
    chart = [sample()["Scorecard"][f"AB{row}"].value for row in range(8, 20)]
    assert chart[3:] == ["#N/A"] * 9, "a month to come is not drawn as zero"
    assert chart[2] == near(named(sample(), "Skor_bulan"))


def test_parts_are_summed_sharers_averaged_and_supporters_left_out() -> None:
    found = {row["Kode"]: row for row in rows(sample(), "tbl_capaian_korporat")}
    assert found["F1"]["Realisasi Jan"] == near(75 + 30)
    assert found["C1"]["Realisasi Mar"] == near((5 + 9) / 2)
    assert [found["P1"][f"{one} Jan"] for one in ("Realisasi", "Penyebut")] == [10, 500]
    assert found["F2"]["Pemikul"] == 1, "the supporting department does not carry it"
    assert found["F2"]["Realisasi Feb"] == -25


def test_a_month_is_blank_until_every_carrier_that_is_due_has_reported() -> None:
    results = [books.result(row) for row in books.CASCADING]
    silent = next(one for one in results if one["id"] == "K0002")
    silent["actuals"] = books.months(30, None, 33)
    found = rows(built(books.scorecard_data(results=results)), "tbl_capaian_korporat")[0]
    assert [found[f"Realisasi {month}"] for month in MONTHS[:3]] == [105, None, 113]
    assert found["Skor Feb"] == 0


def test_silence_raises_no_score_of_those_above() -> None:
    """Each carrier in turn keeps a month to itself: neither its own score nor those above it gain."""
    for number, row in enumerate(books.CASCADING):
        results = [books.result(one) for one in books.CASCADING]
        own = results[number]
        own["actuals"] = [None if n == number % 3 else actual for n, actual in enumerate(own["actuals"])]
        book = built(books.scorecard_data(results=results))
        for table in ("tbl_realisasi", "tbl_capaian_direktorat", "tbl_capaian_korporat"):
            for told, hidden in zip(rows(sample(), table), rows(book, table), strict=True):
                before, after = ((one["Skor s.d."] or 0) for one in (told, hidden))
                assert after <= before + 1e-9, (row["id"], told["Kode"])
        assert named(book, "Skor_sd") <= named(sample(), "Skor_sd") + 1e-9


@pytest.mark.parametrize(("unreported", "score"), [("Dihitung 0", 0.6), ("Dilewati", 1.2)])
def test_text_for_a_number_spoils_its_own_row_alone(unreported: str, score: float) -> None:
    results = [books.result(row) for row in books.CASCADING]
    results[6]["actuals"] = books.months(None, None, "belum ada")  # K0007, beside a KPI that scores 1.2
    data = books.scorecard_data(results=results, settings=books.SETTINGS | {"unreported": unreported})
    book = built(data)
    assert rows(book, "tbl_realisasi")[6]["Skor s.d."] == "#VALUE!"
    assert rows(book, "tbl_skor_departemen")[2]["Skor s.d."] == near(score)
    assert rows(book, "tbl_capaian_korporat")[5]["Realisasi Mar"] is None


def test_text_for_a_target_leaves_the_scorecard_its_total() -> None:
    cards = [books.CORPORATE[0] | {"targets": books.months(10, "sepuluh", 10)}, *books.CORPORATE[1:]]
    book = built(books.scorecard_data(corporate=cards))
    assert rows(book, "tbl_scorecard")[0]["Target s.d."] == "#VALUE!"
    rest = named(built(books.scorecard_data(corporate=books.CORPORATE[1:])), "Skor_sd")
    assert named(book, "Skor_sd") == near(rest * 65 / 95), "it counts 0, with its weight of 30"


def test_cascaded_targets_are_parts_of_the_target_but_of_a_ratio() -> None:
    ratio = books.carrier(11, "P1", "SDM", kind="Kontribusi", share=0.5)
    unknown = books.carrier(12, "XX", "SDM")
    found = rows(built(books.scorecard_data(cascading=[*books.CASCADING, ratio, unknown])), "tbl_cascading")
    by_id = {row["ID"]: row for row in found}
    assert by_id["K0002"]["Target Jan"] == near(30)
    assert by_id["K0004"]["Target Jan"] == 5
    assert [by_id["K0007"][f"Target {month}"] for month in ("Jan", "Mar")] == [None, 8]
    assert by_id["K0008"]["Target Jan"] == 0, "a target of 0 is a target"
    assert by_id["K0011"]["Target Jan"] == near(0.02)
    assert by_id["K0012"]["Periksa"] == "Kode KPI tidak ada"
    assert by_id["K0001"]["Periksa"] == "OK"


def test_the_matrix_tells_who_carries_what_and_what_nobody_carries() -> None:
    sheet = sample()["Matriks Cascading"]
    found = {row[0].value: [cell.value for cell in row[1:]] for row in sheet["A9:H19"]}
    assert found["Kode"] == ["KPI", "Penjualan", "Produksi", "SDM", "Pemikul", "Porsi", "Periksa"]
    assert found["F1"][1:] == [None, "K", None, 2, near(1), "OK"]
    assert found["F2"][1:4] == ["P", None, "L"]
    assert found["L2"][-1] == "Belum ada pemikul"
    short = [row | {"share": 0.2} if row["id"] == "K0002" else row for row in books.CASCADING]
    sheet = built(books.scorecard_data(cascading=short))["Matriks Cascading"]
    assert sheet["H10"].value == "Jumlah porsi bukan 100%"


def test_submissions_are_late_short_or_complete_and_verified_within_days() -> None:
    found = [row["Status"] for row in rows(sample(), "tbl_penyerahan")]
    assert found == ["Lengkap", "Kurang 1, terlambat 2 hari", "Belum, terlambat 5 hari", "Belum"]
    sheet = sample()["Penyerahan"]
    assert sheet["G7"].value.date().isoformat() == "2027-04-20", "two working days after the last, a Saturday"
    assert sheet["H7"].value == "Menunggu 1 departemen"
    december = {"department": "SDM", "month": 12, "received": None, "due": 1, "filled": 0, "verified": None}
    (row,) = rows(built(books.scorecard_data(submissions=[december])), "tbl_penyerahan")
    assert row["Batas"].date().isoformat() == "2028-01-15"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"code": None}, "Isi kode"),
        ({"code": "F2"}, "Kode ganda"),
        ({"weight": None}, "Isi bobot"),
        ({"weight": -1}, "Bobot harus lebih dari 0"),
        ({"targets": books.months()}, "Isi target"),
        ({"targets": books.months(10, "sepuluh")}, "Target harus angka"),
        ({"objective": "SS-X"}, "Sasaran tidak ada"),
        ({"polarity": "Stabilkan"}, "Isi toleransi"),
    ],
)
def test_a_card_that_lacks_something_says_so(changes: Row, told: str) -> None:
    cards = [books.CORPORATE[0] | changes, *books.CORPORATE[1:]]
    book = built(books.scorecard_data(corporate=cards))
    assert rows(book, "tbl_kpi_korporat")[0]["Periksa"] == told
    assert book["KPI Corporate"]["E7"].value == "Lengkapi baris di bawah"


def test_weights_that_do_not_sum_to_100_are_told() -> None:
    cards = [books.CORPORATE[0] | {"weight": 29}, *books.CORPORATE[1:]]
    assert (
        built(books.scorecard_data(corporate=cards))["KPI Corporate"]["E7"].value == "Jumlah bobot bukan 100"
    )
    directorate = [books.DIRECTORATE[0] | {"weight": 50}, *books.DIRECTORATE[1:]]
    checked = rows(built(books.scorecard_data(directorate=directorate)), "tbl_kpi_direktorat")
    assert [row["Periksa"] for row in checked] == [*["Bobot direktorat bukan 100"] * 2, "OK"]


def test_the_order_of_the_rows_changes_nothing() -> None:
    turned = books.scorecard_data()
    for name in ("objectives", "corporate", "directorate", "cascading", "results", "departments"):
        turned[name] = turned[name][::-1]
    other = built(turned)
    for table in ("tbl_capaian_korporat", "tbl_capaian_direktorat", "tbl_scorecard", "tbl_sasaran"):
        assert _by_code(rows(other, table)) == _by_code(rows(sample(), table)), table


def _by_code(found: list[Row]) -> dict[str, Row]:
    """The rows by their code, without the places at which they are looked up."""
    return {
        row["Kode"]: {
            heading: round(value, 9) if isinstance(value, float) else value
            for heading, value in row.items()
            if heading != "Baris"
        }
        for row in found
    }


def test_the_steps_of_the_year_name_every_button_as_the_ribbon_does() -> None:
    sheet = sample()["Petunjuk"]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "Tombol"]
    column = [sheet.cell(row, head.column).value for row in range(head.row + 1, head.row + 30)]
    told = [name for text in column if text and not text.startswith("(") for name in text.split(", ")]
    assert told == [ACTIONS[name].label for name in YEAR]
    assert set(YEAR) == {name for name, action in ACTIONS.items() if action.workbook == "bsc"}


def test_an_empty_workbook_shows_no_error() -> None:
    book = built({})
    shown = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("#")
    ]
    assert {(sheet, value) for sheet, _, value in shown} == {("Scorecard", "#N/A")}
    assert {cell[:2] for _, cell, _ in shown} == {"AB"}, "the chart's helper cells alone"
    assert book["KPI Corporate"]["E7"].value == "Belum ada KPI"


@pytest.mark.parametrize("data", [{}, books.scorecard_data()], ids=["empty", "filled"])
def test_the_file_keeps_to_the_schemas(data: Row) -> None:
    assert schema_errors(formats.build("bsc", data).to_bytes()) == []


def test_two_engines_agree_on_every_cell() -> None:
    package = formats.build("bsc", books.scorecard_data(holidays=[]))
    verified = verify(package, ("formualizer", "formulas"))
    assert verified.differences == []
    assert set(verified.checked.values()) == {verified.formulas}


@pytest.mark.libreoffice
def test_libreoffice_agrees_on_every_cell_of_the_portable_flavour() -> None:
    package = formats.build("bsc", books.scorecard_data(), portable=True)
    verified = verify(package, ("formualizer", "libreoffice"))
    assert verified.differences == []
    assert verified.checked["libreoffice"] == verified.formulas
