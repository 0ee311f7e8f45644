"""The copy that engines get: Excel's own forms put into plain words, with the same meaning."""

from __future__ import annotations

import re

import pytest
from excel_files import sheet, workbook

from udfs.registry import ExcelError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.model import Formula, Reason, Uncomputed

TABLE = (
    '<table id="1" name="tbl" displayName="tbl" ref="A1:D5" totalsRowCount="1"><tableColumns count="4">'
    '<tableColumn id="1" name="Kode"/><tableColumn id="2" name="Bobot [kg]"/>'
    '<tableColumn id="3" name="Rp_x000a_juta"/><tableColumn id="4" name="calc=\'#*\'#"/>'
    "</tableColumns></table>"
)


def rewritten(formula: str, at: str = "F3", names: str = "", attributes: str = "") -> str | Uncomputed:
    """Return a formula of the sheet Data as engines get it."""
    escaped = formula.replace("&", "&amp;").replace("<", "&lt;")
    row = re.sub(r"[A-Z]+", "", at)
    cell = f'<c r="{at}"><f{attributes}>{escaped}</f></c>'
    package = workbook(
        {"Data": sheet({int(row): cell}), "Isu lain": sheet({9: '<c r="B9"><v>1</v></c>'})},
        names=names,
        tables={"Data": TABLE},
    )
    model = to_model(Workbook(package))
    place = int(row), ord(at[0]) - 64
    content = model.sheets[0].cells.get(place)
    return content.text if isinstance(content, Formula) else model.fixed["Data", *place]


# --- structured references --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(tbl[Kode])", "SUM(Data!$A$2:$A$4)"),
        ("SUM(TBL[kode])", "SUM(Data!$A$2:$A$4)"),
        ("SUM(tbl[])", "SUM(Data!$A$2:$D$4)"),
        ("SUM(tbl[[#All],[Kode]])", "SUM(Data!$A$1:$A$5)"),
        ("SUM(tbl[#Data])", "SUM(Data!$A$2:$D$4)"),
        ("COUNTA(tbl[#Headers])", "COUNTA(Data!$A$1:$D$1)"),
        ("tbl[[#Totals],[Kode]]", "Data!$A$5"),
        ("SUM(tbl[[#Headers],[#Data],[Kode]])", "SUM(Data!$A$1:$A$4)"),
        ("tbl[[#This Row],[Kode]]*2", "Data!$A$3*2"),
        ("SUM(tbl[@])", "SUM(Data!$A$3:$D$3)"),
        ("tbl[@Kode]", "Data!$A$3"),
        ("SUM(tbl[@[Kode]:[Bobot '[kg']]])", "SUM(Data!$A$3:$B$3)"),
        ("SUM(tbl[[Kode]:[Bobot '[kg']]])", "SUM(Data!$A$2:$B$4)"),
        ("SUM(tbl[Bobot '[kg']])", "SUM(Data!$B$2:$B$4)"),
        ("SUM(tbl[Rp\njuta])", "SUM(Data!$C$2:$C$4)"),
        ("SUM(tbl[calc='''#*'''#])", "SUM(Data!$D$2:$D$4)"),
        ("tbl[Tidak ada]", "#REF!"),
        ('"tbl[Kode]"&tbl[@Kode]', '"tbl[Kode]"&Data!$A$3'),
    ],
)
def test_structured_references_become_addresses(formula: str, expected: str) -> None:
    assert rewritten(formula) == expected


def test_a_column_of_the_own_table_needs_no_table_name() -> None:
    assert rewritten("SUBTOTAL(109,[Kode])", at="D5") == "SUBTOTAL(109,Data!$A$2:$A$4)"


def test_this_row_outside_the_table_is_an_error() -> None:
    assert rewritten("tbl[[#This Row],[Kode]]", at="F9") == "#VALUE!"


def test_a_table_that_is_not_there_cannot_be_known() -> None:
    assert rewritten("SUM(tbl_lain[Kode])") == Uncomputed(Reason.NO_TABLE)


# --- names ------------------------------------------------------------------------------------------------

NAMES = "".join(
    f'<definedName name="{name}">{formula}</definedName>'
    for name, formula in {
        "Tarif": "Data!$A$3",
        "Kolom": "'Isu lain'!$B$1:$B$9",
        "Bunga": "0.05",
        "Kiri": "Data!E1",
        "Dua": "Bunga*2",
        'Lokal" localSheetId="0': "Data!$B$2",
        "Lokal": "Data!$C$3",
        "Putar": "Putar+1",
        "Hilang": "Data!#REF!",
        "Jauh": "[1]Data!$A$1",
        "Atas": "Data!A1048576",
    }.items()
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Tarif*2", "Tarif*2"),
        ("SUM(Kolom)", "SUM(Kolom)"),
        ("Bunga*A1", "0.05*A1"),
        ("bunga*A1", "0.05*A1"),
        ("Dua+1", "(0.05*2)+1"),
        ("Kiri+1", "Data!J3+1"),
        ("Atas+1", "Data!F2+1"),
        ("Lokal+1", "Data!$B$2+1"),
        ('"Bunga"&Bungaku', '"Bunga"&Bungaku'),
        ("Hilang+1", "#REF!+1"),
        ("Kolom*2", "#VALUE!*2"),
    ],
)
def test_names_that_are_not_cells_are_written_out(formula: str, expected: str) -> None:
    if formula == "Kolom*2":
        assert rewritten(formula, at="F10", names=NAMES) == expected
        assert rewritten(formula, names=NAMES) == "'Isu lain'!B3*2"
    else:
        assert rewritten(formula, names=NAMES) == expected


def test_names_without_end_or_in_another_file_cannot_be_known() -> None:
    assert rewritten("Putar", names=NAMES) == Uncomputed(Reason.ENDLESS_NAME)
    assert rewritten("Jauh+1", names=NAMES) == Uncomputed(Reason.ELSEWHERE)


# --- other words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("[1]!SWOT_X(1,2)", "SWOT_X(1,2)"),
        ("[12]!EOQ(A1,[12]!EOQ(1,2,3),4)", "EOQ(A1,EOQ(1,2,3),4)"),
        ("_xludf.SWOT_X(1,2)", "SWOT_X(1,2)"),
        ("_xlfn.CONCAT(A1,B1)", "_xlfn.CONCAT(A1,B1)"),
        ("A1:A9*2", "A3*2"),
        ("-A$1:A$9", "-A3"),
        ("B1:Z1+0", "F1+0"),
        ("A1:C9*2", "#VALUE!*2"),
        ('A1:A2&"x"', '#VALUE!&"x"'),
        ("SUM(A1:A9*2)", "SUM(A3*2)"),
        ("SUMPRODUCT(A1:A9*2)", "SUMPRODUCT(A1:A9*2)"),
        ("SUMPRODUCT((A1:A9>1)*(B1:B9))", "SUMPRODUCT((A1:A9>1)*(B1:B9))"),
        ("SUM(A1:A9)*2", "SUM(A1:A9)*2"),
        ("'Isu lain'!A1:A9", "'Isu lain'!A3"),
        ("_xlfn.SINGLE(A1:A9)+1", "A3+1"),
        ("SWOT_X(A:A,2:2)", "SWOT_X(A1:A3,A2:F2)"),
        ("SUM(A:A)", "SUM(A:A)"),
    ],
)
def test_excels_forms_in_plain_words(formula: str, expected: str) -> None:
    assert rewritten(formula) == expected


def test_an_array_formula_keeps_its_ranges() -> None:
    assert rewritten("A1:A9*2", attributes=' t="array" ref="F3:F5"') == "A1:A9*2"


@pytest.mark.parametrize("formula", ["[1]Data!A1", "'[2]Data lain'!A1+1", "SUM([1]Data!A1:B2)"])
def test_another_file_cannot_be_known(formula: str) -> None:
    assert rewritten(formula) == Uncomputed(Reason.ELSEWHERE)


def test_shared_formulas_are_written_out_also_when_their_number_is_used_twice() -> None:
    rows = {
        1: '<c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1</f></c>',
        2: '<c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/></c>',
        3: '<c r="A3"><v>3</v></c><c r="B3"><f t="shared" ref="B3:B4" si="0">A3+100</f></c>',
        4: '<c r="A4"><v>4</v></c><c r="B4"><f t="shared" si="0"/></c>',
    }
    model = to_model(Workbook(workbook({"S": sheet(rows)})))
    assert [f.text for _, f in model.formulas()] == ["A1*$A$1", "A2*$A$1", "A3+100", "A4+100"]


# --- hidden rows ------------------------------------------------------------------------------------------


def hidden_rows(filtered: bool) -> Package:
    values = {n: f'<c r="A{n}"><v>{10**n}</v></c>' for n in range(1, 7)}
    formulas = ["SUBTOTAL(9,A1:A6)", "SUBTOTAL(109,A1:A6)", "SUBTOTAL(103,A1:A7)"]
    cells = "".join(f'<c r="{c}8"><f>{text}</f></c>' for c, text in zip("ABC", formulas, strict=True))
    rows = re.sub('<row r="([235])"', r'<row r="\1" hidden="1"', sheet({**values, 8: cells}))
    after = '<autoFilter ref="A1:A6"><filterColumn colId="0"/></autoFilter>' if filtered else ""
    return workbook({"S": rows}, after_rows={"S": after})


@pytest.mark.parametrize(("filtered", "nine"), [(False, 1_111_110.0), (True, 1_010_010.0)])
def test_subtotal_leaves_out_the_rows_that_excel_leaves_out(filtered: bool, nine: float) -> None:
    package = hidden_rows(filtered)
    recalculate(package)
    found = Workbook(package).sheet("S")
    assert [found.value(8, column) for column in (1, 2, 3)] == [nine, 1_010_010.0, 3.0]


# --- cells ------------------------------------------------------------------------------------------------


def test_cells_of_every_kind_reach_the_model() -> None:
    cells = (
        '<c r="A1"><v>1.5</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c>'
        '<c r="D1" t="inlineStr"><is><t xml:space="preserve"> isu </t></is></c>'
        '<c r="E1" t="str"><v></v></c><c r="F1"/>'
    )
    model = to_model(Workbook(workbook({"S": sheet({1: cells})})))
    assert model.sheets[0].cells == {
        (1, 1): 1.5,
        (1, 2): True,
        (1, 3): ExcelError.NA,
        (1, 4): " isu ",
        (1, 5): "",
    }
