"""The KPI workbook of a department, filled: what it calculates, refuses, tells and looks like."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from kpi_data import DUE, EVERY_KIND, PERSPECTIVES, SETTINGS, department, kpi, many, results
from ooxml_schema import schema_errors
from openpyxl.utils import column_index_from_string
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook as OpenBook
from openpyxl.worksheet.worksheet import Worksheet

from udfs.bsc import bsc_score, bsc_weight_left_out, kpi_achievement, kpi_score, kpi_status
from udfs.registry import FUNCTIONS
from udfs.ytd import kpi_ytd, kpi_ytd_coverage, kpi_ytd_target
from xl_addin import formats
from xl_addin.cli import main
from xl_addin.ooxml.formula import functions, shift
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import engine
from xl_addin.recalc.model import Formula
from xl_addin.recalc.verify import verify
from xl_addin.render import render

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
Row = dict[str, Any]


@cache
def built(count: int, portable: bool) -> Package:
    return formats.build("kpi_department", department(count), portable=portable)


def opened(package: Package, *, values: bool = True) -> OpenBook:
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=values)


def with_results(*rows: Row, **more: Any) -> OpenBook:
    """A workbook with these KPIs, by its values."""
    return opened(
        formats.build("kpi_department", department(**more) | {"results": list(rows)}, portable=False)
    )


def table(sheet: Worksheet, name: str) -> list[Row]:
    """The rows of a table by their headings; a blank cell and "" are None."""
    cells = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
    return [
        {heading: None if value == "" else value for heading, value in zip(cells[0], row, strict=True)}
        for row in cells[1:]
    ]


# --- what the workbook should show, in plain Python -------------------------------------------------------


def achieved(row: Row, month: int) -> float | None:
    target, actual, below = (row[field][month] for field in ("targets", "actuals", "denominators"))
    if row["consolidation"] == "Rasio":
        actual = actual / below if actual is not None and below else None
    if target is None or actual is None:
        return None
    return kpi_achievement(actual, target, row["polarity"], row["tolerance"] or 0.0)


def scored(row: Row, month: int, now: int) -> float | None:
    if row["targets"][month] is None or month >= now:
        return None
    achievement = achieved(row, month)
    return 0.0 if achievement is None else kpi_score(achievement, 1.2)


def to_date(row: Row, now: int) -> Row:
    method = row["consolidation"]
    beside = (row["targets"], method, row["actuals"], row["denominators"], now)
    target, told = kpi_ytd_target(*beside), kpi_ytd_coverage(*beside)
    silent = method == "Rasio" and not any(row["denominators"])
    actual = None if silent else kpi_ytd(row["actuals"], method, row["denominators"], now)
    achievement = score = status = None
    if target is not None:
        score = 0.0
    if target is not None and actual is not None:
        achievement = kpi_achievement(actual, target, row["polarity"], row["tolerance"] or 0.0)
        score, status = kpi_score(achievement, 1.2) * told, kpi_status(achievement)
    return {
        "Target s.d.": target,
        "Realisasi s.d.": actual,
        "Pencapaian s.d.": achievement,
        "Skor s.d.": score,
        "Status s.d.": status,
        "Lapor s.d.": told,
    }


def same(found: Iterable[object], expected: Iterable[object]) -> bool:
    return all(
        one == pytest.approx(other, rel=1e-9, abs=1e-9) if isinstance(other, float) else one == other
        for one, other in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_every_number_is_what_the_functions_give_in_python(count: int, portable: bool) -> None:
    book, rows = opened(built(count, portable)), many(count)
    shown = table(book["Realisasi"], "tbl_realisasi")
    assert len(shown) == max(count, 1)
    for cells, row in zip(shown, rows, strict=False):
        for n, month in enumerate(MONTHS):
            assert same([cells[f"Pencapaian {month}"]], [achieved(row, n)]), (row["code"], month)
            assert same([cells[f"Skor {month}"]], [scored(row, n, 3)]), (row["code"], month)
        expected = to_date(row, 3)
        assert same([cells[heading] for heading in expected], expected.values()), row["code"]


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize("count", [0, 1, 12, 40])
def test_the_scorecard_adds_up_what_the_months_scored(count: int, portable: bool) -> None:
    book, rows = opened(built(count, portable)), many(count)
    sheet = book["Scorecard"]
    weights = [row["weight"] for row in rows]
    for column, scores in (
        ("F", [scored(row, 2, 3) for row in rows]),
        ("H", [to_date(row, 3)["Skor s.d."] for row in rows]),
    ):
        total = bsc_score(weights, scores, ("Ya",), skip_unreported=True)
        assert same([sheet[f"{column}12"].value or None], [total])
        assert same([sheet[f"{column}13"].value], [bsc_weight_left_out(weights, scores, ("Ya",), True)])
        for n, perspective in enumerate(PERSPECTIVES):
            inside = [i for i, row in enumerate(rows) if row["perspective"] == perspective]
            part = bsc_score([weights[i] for i in inside], [scores[i] for i in inside], ("Ya",), True)
            assert same([sheet[f"{column}{8 + n}"].value or None], [part or None]), perspective
    assert sheet["E12"].value == pytest.approx(100 if count else 0)
    monthly = [bsc_score(weights, [scored(row, n, 3) for row in rows], ("Ya",), True) for n in range(12)]
    assert same([sheet.cell(8, 20 + n).value or None for n in range(12)], monthly)
    assert [sheet.cell(9, 20 + n).value for n in range(3, 12)] == ["#N/A"] * 9, "no line for months to come"


def test_a_row_of_the_scorecard_shows_month_year_and_trend() -> None:
    rows = {row["Kode"]: row for row in table(opened(built(12, True))["Scorecard"], "tbl_scorecard")}
    ratio = rows["C-01"]
    assert ratio["Realisasi bulan"] == pytest.approx(150 / 155), "the quotient, not the numerator"
    assert (ratio["Target bulan"], ratio["Status bulan"], ratio["Tren"]) == (0.95, "Hijau", "▲")
    assert (rows["P-04"]["Tren"], rows["P-04"]["Pencapaian bulan"]) == ("►", 1)
    silent = rows["P-02"]
    assert (silent["Realisasi bulan"], silent["Skor bulan"], silent["Status bulan"]) == (None, 0, None)
    assert silent["Realisasi s.d."] == pytest.approx(95 / 4500)
    later = rows["L-01"]
    assert (later["Skor bulan"], later["Target s.d."], later["Tren"]) == (None, None, None), "not due"


def test_both_flavours_show_the_same_and_only_one_has_functions() -> None:
    flavours = [opened(built(12, portable)) for portable in (False, True)]
    for sheet in flavours[0]:
        other = flavours[1][sheet.title]
        assert [[c.value for c in row] for row in sheet] == [[c.value for c in row] for row in other]
    used = [
        {name for sheet in opened(built(12, portable), values=False) for name in called(sheet)}
        for portable in (False, True)
    ]
    assert used[0] & set(FUNCTIONS) >= {"KPI_ACHIEVEMENT", "KPI_SCORE", "KPI_YTD", "KPI_STATUS", "BSC_SCORE"}
    assert not used[1] & set(FUNCTIONS)


def called(sheet: Worksheet) -> set[str]:
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    return {name for text in texts if str(text).startswith("=") for name in functions(text[1:])}


def test_it_is_portable_unless_asked_otherwise(tmp_path: Path) -> None:
    known = formats.find("kpi_department")
    assert known.portable and not formats.find("swot").portable
    for asked, with_functions in (([], False), (["--no-portable"], True)):
        options = ["new", "kpi_department", "-o", str(tmp_path / "x.xlsx"), "--force", *asked]
        assert main(options) == 0
        book = openpyxl.load_workbook(tmp_path / "x.xlsx")
        used = {name for sheet in book for name in called(sheet)} & set(FUNCTIONS)
        assert bool(used) == with_functions


@pytest.mark.parametrize(("count", "portable"), [(0, False), (12, False), (0, True), (6, True)])
def test_python_engines_agree_on_every_formula(count: int, portable: bool) -> None:
    found = verify(built(count, portable), ("formualizer", "formulas"))
    assert found.differences == []
    assert set(found.checked.values()) == {found.formulas}


@pytest.mark.libreoffice
@pytest.mark.parametrize("count", [0, 12])
def test_libreoffice_agrees_on_the_portable_flavour(count: int) -> None:
    found = verify(built(count, True), ("libreoffice",))
    assert found.differences == []
    assert found.checked == {"libreoffice": found.formulas}


@pytest.mark.parametrize("count", [0, 12])
@pytest.mark.parametrize("portable", [False, True])
def test_it_keeps_to_the_schemas(count: int, portable: bool) -> None:
    assert schema_errors(built(count, portable).to_bytes()) == []


# --- settings ---------------------------------------------------------------------------------------------


def test_a_silent_kpi_can_be_left_out() -> None:
    rows = many(12)
    book = with_results(*rows, settings=SETTINGS | {"unreported": "Dilewati"})
    cells = {row["Kode"]: row for row in table(book["Realisasi"], "tbl_realisasi")}
    assert (cells["L-02"]["Skor Mar"], cells["L-02"]["Skor s.d."]) == (None, None)
    weights = [row["weight"] for row in rows]
    scores = [None if achieved(row, 2) is None else scored(row, 2, 3) for row in rows]
    total = bsc_score(weights, scores, ("Ya",), skip_unreported=True)
    assert book["Scorecard"]["F12"].value == pytest.approx(total)


def test_cap_and_way_of_minimizing_are_settings() -> None:
    cost = kpi("F-02", "Biaya", polarity="Minimalkan", weight=100, actuals=results(50))
    plain = with_results(cost, month=1)["Scorecard"]["F12"].value
    other = with_results(cost, month=1, settings=SETTINGS | {"cap": 0, "minimize_as": "T/A"})
    assert (plain, other["Scorecard"]["F12"].value) == (1.2, 2)


def test_a_month_that_is_silent_has_no_part_in_the_target_and_counts_0_with_its_share() -> None:
    told = kpi("F-02", "Cacat", polarity="Minimalkan", weight=50, actuals=results(100, 90, 200))
    hidden = told | {"id": "K2", "code": "F-03", "actuals": results(100, 90)}
    one, other = table(with_results(told, hidden)["Realisasi"], "tbl_realisasi")
    headings = ("Target s.d.", "Realisasi s.d.", "Pencapaian s.d.", "Lapor s.d.", "Skor s.d.", "Status s.d.")
    assert [one[heading] for heading in headings] == [300, 390, near(0.7), 1, near(0.7), "Merah"]
    assert [other[heading] for heading in headings] == [200, 190, 1.05, near(2 / 3), near(0.7), "Hijau"]
    skipped = with_results(told, hidden, settings=SETTINGS | {"unreported": "Dilewati"})
    assert table(skipped["Realisasi"], "tbl_realisasi")[1]["Skor s.d."] == 1.05
    shown = table(with_results(told, hidden)["Scorecard"], "tbl_scorecard")
    assert [row["Lapor s.d."] for row in shown] == [1, near(2 / 3)]


def near(value: float) -> Any:
    return pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("method", ["Jumlah", "Rata-rata", "Terakhir"])
def test_no_blanked_month_raises_the_score_of_the_year_to_date(method: str) -> None:
    """Months from an achievement of 0 up, targets of any size; every other row is silent about some."""
    draw = random.Random(method)
    rows = []
    for number in range(40):
        polarity = draw.choice(["Maksimalkan", "Minimalkan", "Stabilkan"])
        targets = [draw.choice([None, 10, 10, draw.randint(1, 90)]) for _ in range(12)]
        actuals = [None if target is None else target * draw.uniform(0, 2) for target in targets]
        told = kpi(f"A{number}", "Lengkap", consolidation=method, polarity=polarity, weight=1)
        told |= {"targets": targets, "actuals": actuals}
        kept = [None if draw.random() < 0.3 else actual for actual in actuals]
        rows += [told, told | {"id": f"B{number}", "code": f"B{number}", "actuals": kept}]
    found = table(with_results(*rows, month=9)["Realisasi"], "tbl_realisasi")
    for one, other in zip(found[::2], found[1::2], strict=True):
        assert (other["Skor s.d."] or 0) <= (one["Skor s.d."] or 0) + 1e-9, (one, other)


@pytest.mark.parametrize("month", [1, 7, 12])
def test_the_month_decides_what_is_due(month: int) -> None:
    row = next(row for row in EVERY_KIND if row["code"] == "L-01")
    cells = table(with_results(row, month=month)["Realisasi"], "tbl_realisasi")[0]
    due = [m for n, m in enumerate(MONTHS) if row["targets"][n] is not None and n < month]
    assert [m for m in MONTHS if cells[f"Skor {m}"] == 0] == due
    assert cells["Target s.d."] == (sum(t or 0 for t in row["targets"][:month]) or None)


# --- what a manager is told -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"actuals": results(1, 2, 3)}, "OK"),
        ({"actuals": results(1, None, 3)}, "Belum lapor 1 bulan"),
        ({"targets": results(None, 5, None), "actuals": results(None, 4)}, "OK"),
        ({"actuals": results(1, "dua", 3)}, "Isi dengan angka"),
        ({"consolidation": "Rasio", "actuals": results(1, 2, 3)}, "Isi pembilang dan penyebut"),
        (
            {"consolidation": "Rasio", "actuals": results(1, 2, 3), "denominators": results(2, 0, 4)},
            "Belum lapor 1 bulan",
        ),
    ],
)
def test_a_row_says_what_is_missing(row: Mapping[str, Any], told: str) -> None:
    book = with_results(kpi("F-01", "KPI", weight=100, **row))
    assert table(book["Realisasi"], "tbl_realisasi")[0]["Periksa"] == told
    assert book["Realisasi"]["C7"].value == ("OK" if told == "OK" else "1 KPI belum lengkap")


def test_the_sheet_says_when_there_are_no_kpis_or_weights_do_not_sum() -> None:
    assert opened(built(0, True))["Realisasi"]["C7"].value == "Belum ada KPI"
    half = with_results(kpi("F-01", "KPI", weight=50, actuals=results(1, 2, 3)))
    assert half["Realisasi"]["C7"].value == "Jumlah bobot bukan 100"
    shares = with_results(kpi("F-01", "KPI", weight=1, actuals=results(1, 2, 3)))
    assert shares["Realisasi"]["C7"].value == "OK", "100 % may be written as 1"


PROPOSAL = {
    field: EVERY_KIND[0][field]
    for field in ("id", "code", "perspective", "name", "definition", "formula", "unit", "polarity")
} | {
    field: EVERY_KIND[0][field]
    for field in ("consolidation", "baseline", "weight", "targets", "tolerance", "pic", "source", "parent")
}


@pytest.mark.parametrize("count", [0, 2, 13])
def test_there_are_ten_rows_for_proposals_or_as_many_as_it_takes(count: int) -> None:
    more = {"aspect": "Mutu", "status": "Diajukan", "note": None}
    book = opened(formats.build("kpi_department", department(1, proposals=[PROPOSAL | more] * count)))
    rows = table(book["Usulan KPI"], "tbl_usulan")
    assert [row["Periksa"] for row in rows] == ["OK"] * count + [None] * (max(count, 10) - count)
    assert book["Usulan KPI"]["D7"].value == count


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("code", None, "Isi kode"),
        ("polarity", None, "Isi polaritas"),
        ("targets", DUE, "Isi target bulanan"),
        ("targets", ["banyak", *[1] * 11], "Target harus angka"),
        ("pic", None, "Isi PIC"),
    ],
)
def test_a_proposal_says_what_is_missing(field: str, value: object, told: str) -> None:
    row = PROPOSAL | {"aspect": "Mutu", "status": None, "note": None, field: value}
    book = opened(formats.build("kpi_department", department(1, proposals=[row]), portable=False))
    assert table(book["Usulan KPI"], "tbl_usulan")[0]["Periksa"] == told


def test_the_ppk_is_complete_when_every_row_has_cause_action_date_and_pic() -> None:
    given = dict(zip(("id", "code", "name", "target", "actual"), ("K1", "F-01", "KPI", 10, 8), strict=True))
    given |= {"achievement": 0.8, "months": "Feb, Mar", "gap": -2, "approval": None}
    answers = {"cause": "Mesin", "action": "Servis", "due": date(2027, 8, 1), "pic": "Budi"}
    for row, told in ((given | answers, "OK"), (given | answers | {"pic": None}, "Lengkapi baris di bawah")):
        book = opened(formats.build("kpi_department", department(1, ppk1=[row]), portable=False))
        assert book["PPK Semester 1"]["I7"].value == told
        assert book["PPK Semester 2"]["I7"].value in (None, ""), "nothing to answer"
        assert table(book["PPK Semester 1"], "tbl_ppk_1")[0]["Bulan di bawah target"] == "Feb, Mar"


# --- what a manager may type ------------------------------------------------------------------------------


def filled(row: Row, *others: Row, verified: int = 0) -> Package:
    """A workbook with these KPIs that is not calculated: rules look at typed cells."""
    data = department(verified_month=verified) | {"results": [row, *others]}
    known = formats.find("kpi_department")
    return render(known.template, {**known.defaults(), **data})


def held(package: Package, rules: Sequence[tuple[str, str]], cell: str, value: object = None) -> list[object]:
    """Evaluate rules, each with its area of ``Realisasi``, for one cell with a value in it."""
    model = to_model(Workbook(package))
    for sheet in model.sheets:
        sheet.cells = {at: held for at, held in sheet.cells.items() if not isinstance(held, Formula)}
    (sheet,) = [sheet for sheet in model.sheets if sheet.name == "Realisasi"]
    row, column = coordinate_to_tuple(cell)
    if value is not None:
        sheet.cells[row, column] = value  # type: ignore[assignment]
    for number, (area, formula) in enumerate(rules, 100):
        top, left = coordinate_to_tuple(area.partition(":")[0])
        sheet.cells[number, 1] = Formula(shift(formula, row - top, column - left))
    values = engine("formualizer").evaluate(model)
    return [values["Realisasi", number, 1] for number in range(100, 100 + len(rules))]


def accepted(cell: str, value: object, row: Row, verified: int = 0) -> object:
    """Evaluate the validation of a cell of ``Realisasi`` with a value in it."""
    package = filled(row, verified=verified)
    rules = opened(package)["Realisasi"].data_validations.dataValidation
    (rule,) = [(str(r.sqref), r.formula1) for r in rules if r.type == "custom" and cell in r.sqref]
    return held(package, [rule], cell, value)[0]


RATIO = kpi("C-01", "Ketepatan", unit="%", consolidation="Rasio")
SHARE = kpi("P-03", "Efisiensi", unit="%", consolidation="Rata-rata")


@pytest.mark.parametrize(
    ("cell", "value", "row", "verified", "taken"),
    [
        ("V10", 5.0, EVERY_KIND[0], 0, True),
        ("V10", 5.0, EVERY_KIND[0], 1, False),
        ("W10", 5.0, EVERY_KIND[0], 1, True),
        ("AG10", 5.0, EVERY_KIND[0], 12, False),
        ("V10", "lima", EVERY_KIND[0], 0, False),
        ("V10", 0.95, SHARE, 0, True),
        ("V10", 95.0, SHARE, 0, False),
        ("V10", 95.0, RATIO, 0, True),
        ("AH10", 100.0, RATIO, 0, True),
        ("AH10", 0.0, RATIO, 0, False),
        ("AH10", 100.0, RATIO, 1, False),
        ("AI10", 100.0, SHARE, 0, False),
    ],
)
def test_verified_months_words_and_bare_percentages_are_refused(
    cell: str, value: object, row: Row, verified: int, taken: bool
) -> None:
    assert accepted(cell, value, row, verified) is taken


def fill(package: Package, cell: str) -> str | None:
    """The fill that the rules give a cell of ``Realisasi``."""
    areas = opened(package, values=False)["Realisasi"].conditional_formatting
    rules = sorted(
        (rule.priority, str(area.cells), rule.formula[0], rule.dxf.fill.bgColor.rgb)
        for area in areas
        if cell in area.cells
        for rule in area.rules
        if rule.dxf.fill
    )
    found = held(package, [(area, formula) for _, area, formula, _ in rules], cell)
    return next((rule[3] for rule, holds in zip(rules, found, strict=True) if holds is True), None)


def test_what_is_due_and_blank_is_red_and_what_is_verified_or_not_asked_is_grey() -> None:
    package = filled(SHARE | {"actuals": results(0.9, None)}, RATIO, verified=1)
    red, grey = "FFF9DCD8", "FFDCE2E5"
    expected = {"V10": grey, "W10": red, "Y10": None, "AI10": grey, "AI11": red, "V9": None}
    assert {cell: fill(package, cell) for cell in expected} == expected
    assert fill(package, "X9") == "FFF2C14E", "the heading of the month that is reported"


def test_it_opens_on_the_results_with_the_kpi_in_view_and_details_folded() -> None:
    book = opened(built(12, True))
    sheet = book["Realisasi"]
    assert book.active.title == "Realisasi"
    assert sheet.freeze_panes == "D10", "ID, Kode and KPI stay"
    headings = {cell.value: cell.column_letter for cell in sheet[9]}
    hidden = {heading for heading, letter in headings.items() if folded(sheet, letter)}
    assert {"Perspektif", "Polaritas", "Bobot", "Pencapaian Jan", "Skor Des"} <= hidden
    assert not {"Kode", "KPI", "Satuan", "Target Jan", "Realisasi Jan", "Status s.d.", "Periksa"} & hidden
    yellow = [cell.column_letter for cell in sheet[10] if not cell.protection.locked]
    typed = [f"{band} {month}" for band in ("Realisasi", "Penyebut") for month in MONTHS]
    assert yellow == [headings[heading] for heading in (*typed, "Catatan")]


def folded(sheet: Worksheet, letter: str) -> bool:
    number = column_index_from_string(letter)
    return any(
        held.hidden and held.min <= number <= held.max
        for held in sheet.column_dimensions.values()
        if held.min
    )


def test_names_stand_where_the_actions_read_them() -> None:
    sent = [date(2027, 2, 10), *DUE[1:]]
    book = opened(formats.build("kpi_department", department(3, submitted=sent, verified_month=1)))
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    assert (names["Bulan_laporan"], names["Tanggal_kirim"]) == ("Realisasi!$B$7", "Realisasi!$V$7:$AG$7")
    assert (book["Realisasi"]["B7"].value, book["Realisasi"]["V7"].value.date()) == (3, sent[0])
    assert names["Skor_bulan"] == "Scorecard!$F$12"
    assert book["Realisasi"].tables["tbl_realisasi"].ref == "A9:BY12"


def test_the_scorecard_is_one_page_with_chart_and_signatures() -> None:
    for count in (1, 40):
        sheet = opened(built(count, True))["Scorecard"]
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
        bottom = {cell.value for row in sheet.iter_rows(min_row=16 + count) for cell in row}
        assert {"Dibuat", "Diperiksa", "Disetujui", "Ratna Dewi"} <= bottom
        assert sheet.print_area.endswith(f"$Q${22 + count}")
    chart = built(12, True).xml("xl/charts/chart1.xml")
    assert "Scorecard!$T$9:$AE$9" in chart and 'dispBlanksAs val="span"' in chart


def longest(package: Package) -> int:
    sheets: Sequence[Worksheet] = opened(package, values=False).worksheets
    return max(len(str(cell.value)) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_no_formula_is_longer_than_excel_takes() -> None:
    assert longest(built(40, True)) < 8192
