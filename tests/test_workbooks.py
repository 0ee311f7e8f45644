"""The committed workbooks: rebuilt to the same bytes; every formula alike in all engines and in Python."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ooxml_schema import schema_errors

from templates.formats.workbooks import ROOT, build
from udfs.registry import FUNCTIONS, ExcelError, Value, invoke
from xl_addin import formats
from xl_addin.example import CATEGORIES, SwotExample
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import parse_area
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import MOST, agree, verify

PYTHON_ENGINES = ("formualizer", "formulas")
SAMPLE = 300
PORTABLE = ("issue_form", "kpi_department")
SHEETS = {"S": "Strength", "W": "Weakness", "O": "Opportunity", "T": "Threat"}
PAIRS = {"S": "W", "W": "S", "O": "T", "T": "O"}
TEMPLATES = [Path(f"templates/{name}.xlsx") for name in formats.FORMATS]
COMMITTED = sorted(path.relative_to(ROOT) for path in ROOT.glob("workbooks/**/*.xlsx"))


# --- rebuilt ----------------------------------------------------------------------------------------------


def test_rebuilding_gives_the_committed_files() -> None:
    built = dict(build())
    assert set(COMMITTED) <= set(built)
    for path, content in built.items():
        committed = (ROOT / path).read_bytes()
        if sys.platform == "linux":  # other systems link other builds of zlib, which compress otherwise
            assert content == committed, f"{path}: run python -m templates.formats"
        assert _parts(content) == _parts(committed), f"{path}: run python -m templates.formats"


def _parts(content: bytes) -> dict[str, bytes]:
    package = Package.open(content)
    return {name: package.read(name) for name in package.names()}


@pytest.mark.parametrize("path", COMMITTED, ids=str)
def test_shipped_files_show_numbers_at_once_and_have_no_date_of_today(path: Path) -> None:
    workbook = Workbook.open(ROOT / path)
    assert "fullCalcOnLoad" not in workbook.package.xml(workbook.part)
    assert 'calcId="191029"' in workbook.package.xml(workbook.part)
    for sheet in workbook.worksheets():
        for cell in sheet.cells():
            if cell.formula is not None:
                assert cell.text is not None, f"{sheet.name}!{cell.name} shows nothing"
                assert "TODAY" not in cell.formula


@pytest.mark.parametrize("path", [*COMMITTED, *TEMPLATES], ids=str)
def test_shipped_files_keep_to_the_schemas(path: Path) -> None:
    assert schema_errors(ROOT / path) == []


def test_the_schemas_object_to_a_file_that_excel_would_repair() -> None:
    package = Package.open(ROOT / "workbooks/swot.xlsx")
    part = "xl/worksheets/sheet6.xml"
    package.write(part, package.xml(part).replace("<sheetData>", '<mergeCells count="0"/><sheetData>', 1))
    assert schema_errors(package.to_bytes())


# --- all engines agree ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMITTED, ids=str)
def test_python_engines_agree_on_every_formula(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    is_large = path.parent.name == "portable" or path.stem == "paper_audit"
    if is_large:  # twins are long, and formulas takes minutes for them; LibreOffice checks all of the flavour
        monkeypatch.setitem(MOST, "formulas", SAMPLE)
    found = verify(ROOT / path, PYTHON_ENGINES)
    assert found.differences == []
    assert found.silent == {}
    assert found.checked["formualizer"] == found.formulas
    assert found.checked["formulas"] >= min(found.formulas, SAMPLE // 2 if is_large else found.formulas)


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    "path", [path for path in COMMITTED if path.parent.name == "portable" or path.stem in PORTABLE], ids=str
)
def test_libreoffice_agrees_on_every_formula(path: Path) -> None:
    found = verify(ROOT / path, ["libreoffice"])
    assert found.differences == []
    assert found.checked == {"libreoffice": found.formulas}


# --- ... and with the plain functions, whatever is typed --------------------------------------------------

good_row = st.tuples(st.integers(1, 10) | st.floats(0.25, 20), st.integers(1, 4) | st.floats(1, 4))
odd_row = st.tuples(
    st.none() | st.sampled_from(["tinggi", 0, -2]) | st.integers(1, 9),
    st.none() | st.sampled_from([7, 0, "4"]) | st.integers(1, 4),
)
good_tab = st.lists(good_row, max_size=6)
any_tab = st.lists(good_row | odd_row, max_size=4)
choices = st.fixed_dictionaries(
    {
        "basis": st.sampled_from(["Per tab", "S+W dan O+T"]),
        "scale_wt": st.sampled_from(["4 = serius", "1 = serius (Rangkuti)"]),
        "priority": st.sampled_from(["Kuadran sendiri dulu", "Luas saja"]),
    }
)


def tabs(tab: st.SearchStrategy[list[Any]]) -> st.SearchStrategy[dict[str, list[Any]]]:
    return st.fixed_dictionaries(dict.fromkeys(CATEGORIES, tab))


def built(rows: dict[str, list[Any]], chosen: dict[str, str], *, portable: bool) -> Package:
    example = SwotExample()
    values = {
        name: [
            {
                "code": f"{letter}{n:02d}",
                "issue": f"Isu {n}",
                "department": "PPC",
                "weight": weight,
                "rating": rating,
            }
            for n, (weight, rating) in enumerate(rows[letter], 1)
        ]
        for letter, name in CATEGORIES.items()
    }
    header = {"year": 2027, "reference_date": example.company["reference_date"], "holidays": []}
    defaults = formats.find("swot").defaults()["settings"]
    chosen_values = {**header, **values, "settings": {**defaults, **chosen}}
    package = formats.build("swot", chosen_values, portable=portable)
    recalculate(package)  # the twins, where a build has left what the functions gave
    return package


def expected(rows: dict[str, list[Any]], chosen: dict[str, str]) -> dict[str, Any]:
    """What the plain functions say of these rows: (% Bobot, Score) by tab, and the position by name."""
    together = chosen["basis"] == "S+W dan O+T"
    inverted = {letter: letter in "WT" and chosen["scale_wt"].startswith("1") for letter in CATEGORIES}
    sums = {letter: _sum(found) for letter, found in rows.items()}
    other = {letter: sums[PAIRS[letter]] if together else 0.0 for letter in CATEGORIES}
    lines = {
        letter: [
            (
                call("SWOT_WEIGHT_PCT", weight, sums[letter], other[letter]),
                call("SWOT_SCORE", weight, rating, sums[letter], other[letter], inverted[letter]),
            )
            for weight, rating in found
        ]
        for letter, found in rows.items()
    }
    scores = {
        letter: call(
            "SWOT_TOTAL",
            [[weight] for weight, _ in found] or [[None]],
            [[rating] for _, rating in found] or [[None]],
            other[letter],
            inverted[letter],
        )
        for letter, found in rows.items()
    }
    x = call("SWOT_X", scores["S"], scores["W"]) if sums["S"] + sums["W"] else ""  # nothing weighed, no axis
    y = call("SWOT_Y", scores["O"], scores["T"]) if sums["O"] + sums["T"] else ""
    return {
        "lines": lines,
        **{f"Skor_{letter}": score for letter, score in scores.items()},
        "Posisi_X": x,
        "Posisi_Y": y,
        "Posisi": call("SWOT_POSITION", x, y),
        "Prioritas": call(
            "SWOT_PRIORITY", *(scores[letter] for letter in "SWOT"), chosen["priority"] == "Luas saja"
        ),
    }


def call(name: str, *arguments: Any) -> Value:
    return invoke(FUNCTIONS[name], [float(a) if type(a) is int else a for a in arguments])


def _sum(found: list[Any]) -> float:
    return float(sum(weight for weight, _ in found if isinstance(weight, (int, float))))


def check_against_python(package: Package, rows: dict[str, list[Any]], chosen: dict[str, str]) -> None:
    workbook = Workbook(package)
    told = expected(rows, chosen)
    for letter, lines in told["lines"].items():
        body = next(t for t in workbook.tables if t.name == f"tbl_{SHEETS[letter].lower()}").body
        sheet = workbook.sheet(SHEETS[letter])
        for number, line in enumerate(lines):
            for column, value in zip((6, 7), line, strict=True):
                shown = sheet.value(body.top + number, column)
                assert agree(shown, value), f"{SHEETS[letter]} {number}: {shown!r} is not {value!r}"
    for name in ("Skor_S", "Skor_W", "Skor_O", "Skor_T", "Posisi_X", "Posisi_Y", "Posisi"):
        assert agree(named(workbook, name)[0], told[name]), name
    priority = told["Prioritas"]
    expected_column = [priority] * 4 if isinstance(priority, ExcelError) else [row[0] for row in priority]
    assert named(workbook, "Prioritas") == expected_column


def named(workbook: Workbook, name: str) -> list[Any]:
    formula = next(n.formula for n in workbook.defined_names if n.name == name)
    sheet, _, cells = formula.rpartition("!")
    area = parse_area(cells)
    return [
        workbook.sheet(sheet.strip("'")).value(row, area.left) for row in range(area.top, area.bottom + 1)
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(tabs(good_tab), choices, st.booleans())
def test_any_assessment_gives_what_the_plain_functions_give(
    rows: dict[str, list[Any]], chosen: dict[str, str], portable: bool
) -> None:
    check_against_python(built(rows, chosen, portable=portable), rows, chosen)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(tabs(any_tab), choices, st.booleans())
def test_wrong_entries_give_the_error_that_the_plain_functions_give(
    rows: dict[str, list[Any]], chosen: dict[str, str], portable: bool
) -> None:
    check_against_python(built(rows, chosen, portable=portable), rows, chosen)


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(tabs(any_tab), choices)
def test_engines_agree_whatever_is_typed(rows: dict[str, list[Any]], chosen: dict[str, str]) -> None:
    for portable in (False, True):
        assert verify(built(rows, chosen, portable=portable), PYTHON_ENGINES).differences == []


@pytest.mark.libreoffice
@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(tabs(any_tab), choices)
def test_libreoffice_agrees_whatever_is_typed(rows: dict[str, list[Any]], chosen: dict[str, str]) -> None:
    assert verify(built(rows, chosen, portable=True), ["libreoffice"]).differences == []


@pytest.mark.parametrize("count", [1, 500])
def test_one_to_five_hundred_issues_fit_a_tab(count: int) -> None:
    rows = {letter: [(n % 9 + 1, n % 4 + 1) for n in range(count)] for letter in CATEGORIES}
    chosen = {"basis": "S+W dan O+T", "scale_wt": "4 = serius", "priority": "Luas saja"}
    check_against_python(built(rows, chosen, portable=False), rows, chosen)
