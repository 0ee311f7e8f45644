"""``explain`` and ``dump``: how a number came about, in words; a workbook as lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from excel_files import ADDIN_RELATION, sheet, with_addin_link, workbook

from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.recalc.dump import dump
from xl_addin.recalc.explain import explain
from xl_addin.recalc.explanation import Range, Role, Step
from xl_addin.recalc.model import Reason

TABLE = (
    '<table id="1" name="tbl_strength" displayName="tbl_strength" ref="A3:D6"><tableColumns count="4">'
    '<tableColumn id="1" name="Kode"/><tableColumn id="2" name="Bobot"/><tableColumn id="3" name="Rating"/>'
    '<tableColumn id="4" name="Score">'
    "<calculatedColumnFormula>SWOT_SCORE(B4,C4,Jumlah)</calculatedColumnFormula></tableColumn></tableColumns></table>"
)


def text(address: str, content: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{content}</t></is></c>'


def number(address: str, content: object) -> str:
    return f'<c r="{address}"><v>{content}</v></c>'


def formula(address: str, content: str, cached: str = "") -> str:
    return f'<c r="{address}"><f>{content}</f>{cached}</c>'


def swot(weights: tuple[object, ...] = (3, 5, 2), ratings: tuple[object, ...] = (4, 3, 2)) -> Package:
    rows = {
        1: text("A1", "Jumlah bobot:") + formula("B1", "SUM(B4:B6)", "<v>99</v>"),
        2: text("A2", "Total score") + formula("B2", "SUM(D4:D6)") + formula("C2", "IF(Skala=1,B2,0)"),
        3: "".join(
            text(f"{c}3", heading)
            for c, heading in zip("ABCD", ("Kode", "Bobot", "Rating", "Score"), strict=True)
        ),
    }
    for n, (weight, rating) in enumerate(zip(weights, ratings, strict=True), 4):
        typed = [number(f"B{n}", weight) if not isinstance(weight, str) else text(f"B{n}", weight)]
        typed.append(number(f"C{n}", rating))
        rows[n] = (
            text(f"A{n}", f"S0{n - 3}")
            + "".join(typed)
            + formula(f"D{n}", f"[1]!SWOT_SCORE(B{n},C{n},Jumlah)")
        )
    cells = {"Jumlah": "Strength!$B$1", "Skala": "Pengaturan!$B$1", "Score": "Strength!$D$4:$D$6"}
    names = "".join(f'<definedName name="{name}">{cell}</definedName>' for name, cell in cells.items())
    settings = sheet(
        {1: text("A1", "Skala") + number("B1", 1) + formula("C1", 'IF(B1="","",SWOT_X(1/0,B1))')}
    )
    return workbook(
        {"Strength": sheet(rows), "Pengaturan": settings},
        names=names,
        tables={"Strength": TABLE},
        after_rows={
            "Strength": '<mergeCells count="1"><mergeCell ref="A8:B8"/></mergeCells>'
            '<dataValidations count="2">'
            '<dataValidation type="list" sqref="C4:C6"><formula1>"1,2,3,4"</formula1></dataValidation>'
            '<dataValidation type="decimal" operator="greaterThan" sqref="B4:B6"><formula1>0</formula1>'
            "</dataValidation></dataValidations>"
        },
        parts=with_addin_link(),
        relations=ADDIN_RELATION,
    )


def places(step: Step | Range) -> set[str]:
    """Return every cell that the tree tells of."""
    if isinstance(step, Range):
        return {place for cell in step.steps for place in places(cell)}
    return {step.place}.union(*map(places, step.sources))


# --- explain ----------------------------------------------------------------------------------------------


def test_every_input_setting_and_step_is_told() -> None:
    told = explain(swot(), "Strength!C2")
    assert not told.faulty
    assert told.root.value == pytest.approx(3.1)
    assert places(told.root) == {
        *(
            f"Strength!{cell}"
            for cell in ("C2", "B2", "B1", "B4", "C4", "D4", "B5", "C5", "D5", "B6", "C6", "D6")
        ),
        "Pengaturan!B1",
    }
    setting, total = told.root.sources
    assert isinstance(setting, Step)
    assert isinstance(total, Step)
    assert (setting.role, setting.label, setting.value) == (Role.SETTING, "Skala", 1.0)
    assert (total.role, total.label, total.formula) == (Role.STEP, "Total score", "SUM(D4:D6)")
    scores = total.sources[0]
    assert isinstance(scores, Range)
    assert scores.values == [[pytest.approx(1.2)], [pytest.approx(1.5)], [pytest.approx(0.4)]]
    first = scores.steps[0]
    assert (first.label, first.formula) == ("Score, S01", "SWOT_SCORE(B4,C4,Jumlah)")
    assert [(a.name, a.value) for a in first.uses[0].arguments] == [
        ("weight", 3.0),
        ("rating", 4.0),
        ("weights", 10.0),
    ]
    assert isinstance(first.sources[0], Step)
    assert (first.sources[0].label, first.sources[0].role) == ("Bobot, S01", Role.INPUT)


def test_the_planner_reads_indonesian_numbers_and_what_is_stale() -> None:
    lines = explain(swot(), "Jumlah").text().splitlines()
    assert lines[0] == "Strength!B1 · Jumlah = 10"
    assert lines[1].strip() == "rumus: =SUM(B4:B6)"
    assert lines[2].strip() == "berkas masih menampilkan 99; hitung ulang"
    assert lines[3].strip() == "Strength!B4:B6 = 3; 5; 2 (jumlah 10)"
    score = explain(swot(), "Strength!D5").text()
    assert "Strength!D5 · Score, S02 = 1,5" in score
    assert "weight = 5 [B5]: Bobot isu ini" in score
    assert "Strength!C5 · Rating, S02 = 3 (masukan)" in score


def test_an_error_is_followed_to_the_first_faulty_cell() -> None:
    told = explain(swot(ratings=(4, 7, 2)), "Strength!C2")
    assert told.fault is not None
    assert told.fault.place == "Strength!D5"
    assert "7" in told.reason
    assert "SWOT_SCORE" in told.reason
    text = told.text()
    assert "Sel pertama yang bermasalah: Strength!D5 · Score, S02 = #NUM!" in text
    assert f"Sebabnya: {told.reason}." in text


def test_the_cell_that_a_function_cannot_take_is_named() -> None:
    told = explain(swot(weights=(3, "berat", 2)), "Strength!D5")
    assert told.reason.endswith("(di sel Strength!B5)")


def test_a_cell_whose_error_a_function_was_given_in_a_range_is_named() -> None:
    rows = {
        1: number("A1", 2) + number("B1", 3) + formula("C1", "SWOT_TOTAL(A1:A2,B1:B2)"),
        2: formula("A2", "1/0") + number("B2", 3),
    }
    told = explain(workbook({"Bobot": sheet(rows)}), "Bobot!C1")
    assert told.fault is not None
    assert told.fault.place == "Bobot!A2"


def test_errors_without_a_worksheet_function_are_explained_too() -> None:
    told = explain(swot(), "Pengaturan!C1")
    assert told.reason == "pembagian dengan nol atau dengan sel kosong" or "#DIV/0!" in told.reason
    broken = workbook(
        {"S": sheet({1: '<c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>A1+1</f></c><c r="C1"><f>B1</f></c>'})}
    )
    told = explain(broken, "S!C1")
    assert told.fault is not None
    assert (told.fault.place, told.fault.formula) == ("'S'!A1", None)
    assert told.reason.startswith("nilai kesalahan diketik")


def test_what_cannot_be_computed_says_why() -> None:
    told = explain(workbook({"S": sheet({1: formula("A1", "[1]Data!B2") + formula("B1", "A1*2")})}), "S!A1")
    assert told.reason == Reason.ELSEWHERE.id


def test_a_long_range_tells_all_values_and_one_example() -> None:
    rows = {n: number(f"A{n}", n) + formula(f"B{n}", f"A{n}*2") for n in range(1, 41)}
    rows[1] += formula("C1", "SUM(B:B)")
    told = explain(workbook({"Data": sheet(rows)}), "Data!C1")
    values = told.root.sources[0]
    assert isinstance(values, Range)
    assert [row[0] for row in values.values] == [2.0 * n for n in range(1, 41)]
    assert places(told.root) == {"Data!C1", "Data!B1", "Data!A1"}
    assert "(40 sel) (jumlah 1.640)" in told.text()


def test_circles_and_long_chains_end() -> None:
    rows = {n: formula(f"A{n}", f"A{n - 1}+1" if n > 1 else "B1/0") for n in range(1, 1200)}
    told = explain(workbook({"Data": sheet(rows)}), "Data!A1199")
    assert told.fault is not None
    assert told.fault.place == "Data!A1"
    circle = explain(workbook({"Data": sheet({1: formula("A1", "B1") + formula("B1", "A1")})}), "Data!A1")
    assert circle.reason == Reason.CIRCULAR.id


def test_an_array_is_explained_in_each_of_its_cells() -> None:
    rows = {1: '<c r="A1"><f t="array" ref="A1:A4">SWOT_PRIORITY(B1,B2,B3,B4)</f></c>' + number("B1", 1)}
    told = explain(
        workbook({"Data": sheet({**rows, 2: number("B2", 2), 3: number("B3", 3), 4: number("B4", 4)})}),
        "Data!A3",
    )
    assert told.root.formula == "SWOT_PRIORITY(B1,B2,B3,B4)"
    assert isinstance(told.root.value, str)
    assert {"Data!B1", "Data!B4"} <= places(told.root)


def test_the_explanation_is_json_too() -> None:
    found = json.loads(json.dumps(explain(swot(ratings=(4, 7, 2)), "Strength!B2").as_json()))
    assert found["cell"] == "Strength!B2"
    assert found["fault"]["cell"] == "Strength!D5"
    assert found["sources"][0]["values"] == [[1.2], ["#NUM!"], [0.4]]


@pytest.mark.parametrize(
    ("cell", "key"),
    [("Strength!ZZZ9", "bad_cell"), ("B2", "bad_cell"), ("Lain!B2", "no_sheet"), ("tidak ada", "bad_cell")],
)
def test_a_cell_that_is_none_is_refused(cell: str, key: str) -> None:
    with pytest.raises(LembarError) as caught:
        explain(swot(), cell)
    assert caught.value.key == key


# --- dump -------------------------------------------------------------------------------------------------


def test_a_workbook_as_lines() -> None:
    lines = dump(swot()).splitlines()
    assert lines[:5] == [
        "name Jumlah: =Strength!$B$1",
        "name Score: =Strength!$D$4:$D$6",
        "name Skala: =Pengaturan!$B$1",
        "",
        "sheet Strength",
    ]
    assert "table tbl_strength A3:D6: Kode | Bobot | Rating | Score" in lines
    assert "table tbl_strength, Score: =SWOT_SCORE(B4,C4,Jumlah)" in lines
    assert 'validation C4:C6: list ="1,2,3,4"' in lines
    assert "validation B4:B6: decimal greaterThan =0" in lines
    assert "merged A8:B8" in lines
    assert "B1: =SUM(B4:B6) -> 99" in lines
    assert 'A4: "S01"' in lines
    assert lines.index("sheet Pengaturan") > lines.index("B1: =SUM(B4:B6) -> 99")


@pytest.mark.shared
def test_the_dump_shows_formulas_as_excel_saved_them(excel_made: Path) -> None:
    assert "=SUM(\\_Prime.1[calc='#*'#])" in dump(excel_made / "StructuredReferences.xlsx")
