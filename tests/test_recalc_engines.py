"""The engines: what each knows, that they agree, and that none echoes what a file shows."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from excel_files import sheet, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import udfs
from udfs.registry import FUNCTIONS, ExcelError, invoke
from xl_addin.calc import office
from xl_addin.errors import LembarError
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import formualizer_engine, libreoffice_engine, minimal_xlsx, recalculate
from xl_addin.recalc.copy import to_model
from xl_addin.recalc.engines import NAMES, engine
from xl_addin.recalc.formualizer_limits import Limits, with_holidays
from xl_addin.recalc.minimal_xlsx import to_xlsx
from xl_addin.recalc.model import Content, Formula, Model, Reason, Result, SheetModel, Uncomputed
from xl_addin.recalc.verify import agree

LIBREOFFICE = pytest.param("libreoffice", marks=pytest.mark.libreoffice)
ALL = [*NAMES[:2], LIBREOFFICE]
PYTHON = list(NAMES[:2])


def calculated(
    name: str, cells: dict[str, Content], names: dict[str, str] | None = None
) -> dict[str, Result]:
    """Calculate the cells of one sheet and return the values of its formulas by address."""
    places = {}
    for address, content in cells.items():
        found = re.fullmatch(r"([A-Z])(\d+)", address)
        assert found
        places[int(found[2]), ord(found[1]) - 64] = content
    values = engine(name).evaluate(Model([SheetModel("Data 1", places)], names or {}))
    return {f"{column_letter(column)}{row}": value for (_, row, column), value in values.items()}


# --- one engine at a time ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_values_of_every_kind_come_back_as_the_same_kind(name: str) -> None:
    cells: dict[str, Content] = {
        "A1": 2.5,
        "A2": "=bukan rumus",
        "A3": True,
        "A4": ExcelError.NA,
        "A5": "a\x08b & <c> 'd' \"e\" _x0041_ é 世 \n baris",
        "A6": "  tepi  ",
        **{f"B{n}": Formula(f"A{n}") for n in range(1, 8)},
        "C1": Formula("A1*2"),
        "C2": Formula('""'),
        "C3": Formula("1/0"),
        "C4": Formula("A1>2"),
        "C5": Formula("DATE(2026,1,2)"),
        "C6": Formula("LEN(A6)"),
        "C7": Formula("-A7"),
    }
    assert calculated(name, cells) == {
        "B1": 2.5,
        "B2": "=bukan rumus",
        "B3": True,
        "B4": ExcelError.NA,
        "B5": cells["A5"],
        "B6": "  tepi  ",
        "B7": 0.0,
        "C1": 5.0,
        "C2": "",
        "C3": ExcelError.DIV0,
        "C4": True,
        "C5": 46024.0,
        "C6": 8.0,
        "C7": 0.0,
    }


@pytest.mark.parametrize("name", ALL)
def test_names_arrays_and_sheets_with_difficult_names(name: str) -> None:
    first = SheetModel("Isu Internal & 'Luar' 1", {(1, 1): 3.0, (2, 1): 4.0})
    second = SheetModel(
        "Q1",
        {
            (1, 1): Formula("SUM(Bobot_S)*Tarif"),
            (1, 3): Formula("'Isu Internal & ''Luar'' 1'!A1:A2*2", (3, 2)),
            (9, 1): Formula("SUM(C1:D2)"),
        },
    )
    names = {"Bobot_S": "'Isu Internal & ''Luar'' 1'!$A$1:$A$2", "Tarif": "'Isu Internal & ''Luar'' 1'!$A$2"}
    values = engine(name).evaluate(Model([first, second], names))
    assert {(row, column): value for (_, row, column), value in values.items()} == {
        (1, 1): 28.0,
        **{(1, 3): 6.0, (1, 4): 6.0, (2, 3): 8.0, (2, 4): 8.0},
        **{(3, 3): ExcelError.NA, (3, 4): ExcelError.NA},
        (9, 1): 28.0,
    }


@pytest.mark.parametrize("name", PYTHON)
def test_worksheet_functions_are_called_with_cells_ranges_blanks_and_errors(name: str) -> None:
    cells: dict[str, Content] = {
        "A1": 3.0,
        "A2": 5.0,
        "A3": 2.0,
        "B1": 4.0,
        "C1": Formula("SWOT_WEIGHT_PCT(A1,A1:A9)"),
        "C2": Formula("swot_score(A1,B1,A1:A3,,TRUE)"),
        "C3": Formula("SWOT_SCORE(A1,B9,A1:A3)"),
        "C4": Formula("SWOT_SCORE(1/0,B1,A1:A3)"),
        "C5": Formula("SWOT_SCORE(A1,7,A1:A3)"),
        "C6": Formula('SWOT_SCORE("x",1,A1:A3)'),
        "C7": Formula("SWOT_PRIORITY(1,2,3,4)", (4, 1)),
        "D1": Formula("IF(SWOT_X(A1,A2)<0,SWOT_POSITION(SWOT_X(A1,A2),1),)"),
        "D2": Formula("SWOT_X(A1)"),
        "E1": Formula("DUE_DATE(DATE(2026,1,1),3)"),
    }
    best = udfs.swot_priority(1, 2, 3, 4)
    assert calculated(name, cells) == {
        "C1": 0.3,
        "C2": 0.3,
        "C3": "",
        "C4": ExcelError.DIV0,
        "C5": ExcelError.NUM,
        "C6": ExcelError.VALUE,
        **{f"C{7 + n}": row[0] for n, row in enumerate(best)},
        "D1": "Stability",
        "D2": ExcelError.VALUE,
        "E1": 46028.0,
    }


@pytest.mark.parametrize("name", PYTHON)
def test_one_formula_that_cannot_be_read_does_not_stop_the_others(name: str) -> None:
    values = calculated(
        name, {"A1": Formula("SUM("), "A2": Formula("1+"), "A3": Formula("1+1"), "A4": Formula("A4+1")}
    )
    assert [values[a] for a in ("A1", "A2", "A3")] == [Uncomputed(Reason.UNREADABLE)] * 2 + [2.0]
    assert isinstance(values["A4"], Uncomputed)


def test_a_circle_that_no_value_runs_through_is_none() -> None:
    assert calculated("formualizer", {"A1": Formula("IF(TRUE,5,A1)")}) == {"A1": 5.0}


def test_rows_that_take_their_line_of_one_result_calculate_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def counted(*arguments: object) -> object:
        called.append(arguments)
        return invoke(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(formualizer_engine, "invoke", counted)
    count = 40
    cells: dict[str, Content] = {f"A{n}": float((7 * n) % 41) for n in range(1, count + 1)}
    area = f"A1:A{count},B1:B{count}"
    cells |= {
        f"{column}{n}": Formula(f'INDEX(DISPATCH_ORDER({area},"{rule}"),{n},1)')
        for column, rule in (("C", "SPT"), ("D", "LPT"))
        for n in range(1, count + 1)
    }
    values = calculated("formualizer", cells)
    assert len(called) == 2
    assert sorted(range(1, count + 1), key=lambda n: values[f"C{n}"]) == sorted(
        range(1, count + 1), key=lambda n: cells[f"A{n}"]
    )
    assert all(values[f"C{n}"] + values[f"D{n}"] == count + 1 for n in range(1, count + 1))  # type: ignore[operator]


def test_a_result_is_not_taken_for_that_of_other_values() -> None:
    cells: dict[str, Content] = {"A1": 1.0, "A2": True, "A3": "1", "A4": ExcelError.NA}
    cells |= {f"B{n}": Formula(f'DISPATCH_METRIC(A{n}:A{n},Z1:Z1,"SPT","makespan")') for n in range(1, 6)}
    kept = calculated("formualizer", cells)
    alone = {
        f"B{n}": calculated("formualizer", {f"A{n}": cells.get(f"A{n}", ""), f"B{n}": cells[f"B{n}"]})[
            f"B{n}"
        ]
        for n in range(1, 5)
    }
    assert {address: kept[address] for address in alone} == alone
    assert kept["B1"] != kept["B4"]


def test_an_engine_whose_package_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: "")
    with pytest.raises(LembarError) as caught:
        engine("libreoffice")
    assert (caught.value.key, caught.value.facts()["expected"]) == ("no_engine", "libreoffice")


def test_formulas_does_not_pretend_to_count_from_1904() -> None:
    model = Model([SheetModel("S", {(1, 1): Formula("DATE(2026,1,1)")})], date_1904=True)
    refusal = engine("formulas").refusal(model)
    assert refusal is not None
    assert refusal.key == "date_1904"
    assert engine("formualizer").evaluate(model)["S", 1, 1] == 46023.0 - 1462


# --- no echo ----------------------------------------------------------------------------------------------


@pytest.mark.libreoffice
def test_libreoffice_does_not_echo_the_values_that_a_file_shows() -> None:
    wrong = {
        "B1": "<f>A1*2</f><v>666</v>",
        "C1": '<f>"be"&amp;"nar"</f><v>666</v>',
        "B2": "<f>A2&gt;A1</f><v>666</v>",
        "C2": "<f>A2</f><v>666</v>",
        "B3": '<f t="array" ref="B3:B4">A1:A2*3</f><v>666</v>',
        "C3": "<f>SUM(B3:B4)</f><v>666</v>",
        "B4": "<v>666</v>",
    }
    rows = {1: '<c r="A1"><v>4</v></c>', 2: '<c r="A2"><v>5</v></c>', 3: "", 4: ""}
    for address, body in wrong.items():
        rows[int(address[1:])] += f'<c r="{address}">{body}</c>'
    package = workbook({"S": sheet(rows)})
    copy = to_xlsx(to_model(Workbook(package)))
    for wrong in ("666", "salah", "#REF!"):
        assert all(
            wrong not in Workbook.open(copy).package.xml(name) for name in Workbook.open(copy).package.names()
        )
    recalculate(package, "libreoffice")
    found = Workbook(package).sheet("S")
    assert [found.value(*place) for place in ((1, 2), (1, 3), (2, 2), (2, 3), (3, 2), (4, 2), (3, 3))] == [
        8.0,
        "benar",
        True,
        5.0,
        12.0,
        15.0,
        27.0,
    ]


@pytest.mark.libreoffice
def test_libreoffice_is_stopped_when_its_time_is_over() -> None:
    slow = libreoffice_engine.LibreOfficeEngine(seconds=0.01)
    with pytest.raises(LembarError) as caught:
        slow.evaluate(Model([SheetModel("S", {(1, 1): Formula("1+1")})]))
    assert caught.value.key == "engine_timeout"


# --- what formualizer gets wrong --------------------------------------------------------------------------

WRONG: dict[str, Result] = {  # what Excel gives
    "SUMPRODUCT(--(LEN(A1:A3)>2))": 2.0,
    "SUMPRODUCT(--ISTEXT(A1:A3))": 3.0,
    "SUMPRODUCT(1/COUNTIF(A1:A3,A1:A3))": 2.0,
    "SUMPRODUCT(ROUND(B1:B3,0))": 9.0,
    "CEILING(-2.1,-1)": -3.0,
    "FLOOR(-2.9,-1)": -2.0,
    'TEXT(12345.6789,"0.00E+00")': "1.23E+04",
    'TEXT(1.25,"# ?/?")': "1 1/4",
    'INDIRECT("R1C1",FALSE)': "apel",
    'CELL("format",B1)': "G",
}
DATA: dict[str, Content] = {"A1": "apel", "A2": "apel", "A3": "ya", "B1": 1.6, "B2": 2.6, "B3": 3.6}


@pytest.mark.parametrize("formula", WRONG)
def test_what_formualizer_gets_wrong_counts_as_not_computed(formula: str) -> None:
    assert calculated("formualizer", {**DATA, "Z9": Formula(formula)}) == {
        "Z9": Uncomputed(Reason.DISTRUSTED)
    }


@pytest.mark.parametrize("formula", WRONG)
def test_formualizer_still_gets_it_wrong(formula: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, a new version has mended something: take it off the list of limits."""
    monkeypatch.setattr(Limits, "trusts", lambda *_: True)
    assert calculated("formualizer", {**DATA, "Z9": Formula(formula)})["Z9"] != WRONG[formula]


@pytest.mark.parametrize(
    "formula",
    [
        'IF(B1="","",ROUND(B1/SUM(B$1:B$3),10))',
        'IFERROR(INDEX(A1:A3,MATCH("ya",A1:A3,0)),"")',
        'SUMPRODUCT((A1:A3="apel")*B1:B3)',
        'SUMIFS(B1:B3,A1:A3,"apel",B1:B3,">2")',
        'COUNTIFS(A1:A3,A1,B1:B3,">"&B1)',
        "WORKDAY(46023,3,B1:B3)",
        "_xlfn.MAXIFS(B1:B3,A1:A3,A1)",
        "VLOOKUP(A3,A1:B3,2,FALSE)",
        'SUM(IF(A1:A3="apel",B1:B3))',
        'LEN(A1)&TEXT(B1,"0.0")',
        "SWOT_TOTAL(B1:B3,B1:B3)",
        "RANK(B1,B$1:B$3)+LARGE(B1:B3,1)",
    ],
)
def test_formulas_of_the_house_are_trusted(formula: str) -> None:
    assert Limits().trusts(formula)


def test_a_name_of_a_range_counts_as_a_range() -> None:
    assert not Limits(["Bobot"]).trusts("SUM(ROUND(bobot,0))")
    assert Limits(["Bobot"]).trusts("SUM(ROUND(Bobot_S,0))")


@pytest.mark.parametrize(
    "holiday", ["DATE(2026,1,2)", "A1", "EDATE(A1,0)", "46024", "{46024,46024}", "A1:A2"]
)
def test_a_lone_holiday_counts(holiday: str) -> None:
    cells: dict[str, Content] = {
        "A1": Formula("DATE(2026,1,2)"),
        "B1": Formula(f"WORKDAY(46023,3,{holiday})"),
    }
    cells["B2"] = Formula(f"NETWORKDAYS(46023,46041,{holiday})")
    values = calculated("formualizer", cells)
    assert (values["B1"], values["B2"]) == (46029.0, 12.0)
    assert with_holidays("SUM(A1)") == "SUM(A1)"


@pytest.mark.parametrize("name", PYTHON)
def test_numbers_within_text_have_excels_fifteen_digits(name: str) -> None:
    values = calculated(
        name, {"A1": Formula('"x = "&100*1.1&" kg"'), "A2": Formula('2/3&""'), "A3": Formula('0.1+0.2&""')}
    )
    assert values == {"A1": "x = 110 kg", "A2": "0.666666666666667", "A3": "0.3"}


# --- agreement --------------------------------------------------------------------------------------------

NUMBERS = st.one_of(
    st.integers(-50, 50).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
)
CONSTANTS = st.one_of(NUMBERS, NUMBERS, st.sampled_from(["apel", "jeruk", "apel pie", "x"]))
CELL = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("AB"), st.integers(1, 6))
RANGE = st.sampled_from(["A1:A6", "B1:B6", "A1:B6", "A2:A4", "A$1:A$6"])
NUMBER = st.one_of(st.integers(-9, 9).map(str), st.sampled_from(["0.5", "2.25", "10"]), CELL)
HOUSE = st.one_of(
    st.builds("SUM({})".format, RANGE),
    st.builds("{}({})".format, st.sampled_from(["COUNT", "MAX", "MIN", "COUNTA"]), RANGE),
    st.builds("ROUND(SUM({})/7,{})".format, RANGE, st.integers(0, 4)),
    st.builds("IF({}>{},{},{})".format, NUMBER, NUMBER, NUMBER, NUMBER),
    st.builds('IFERROR({}/{},"-")'.format, NUMBER, NUMBER),
    st.builds(
        'SUMIF(A1:A6,"{}{}",A1:A6)'.format, st.sampled_from([">", "<", ">=", "<>"]), st.integers(-9, 9)
    ),
    st.builds('COUNTIFS(A1:A6,">{}",B1:B6,"<{}")'.format, st.integers(-9, 9), st.integers(-9, 9)),
    st.builds('IFERROR(INDEX(A1:A6,MATCH({},B1:B6,0)),"?")'.format, st.integers(-9, 9)),
    st.builds("SUMPRODUCT((A1:A6>{})*(B1:B6<{}))".format, st.integers(-9, 9), st.integers(-9, 9)),
    st.builds('IF({}="","",{}&"!")'.format, CELL, st.sampled_from(['"ya"', "A1", "B6"])),
    st.builds("CHOOSE({},{},{})".format, st.integers(1, 2), NUMBER, NUMBER),
    st.builds("{}{}{}".format, NUMBER, st.sampled_from("+-*/"), NUMBER),
    st.builds("IFERROR(LARGE(A1:A6,{}),0)".format, st.integers(1, 6)),
    st.builds("EDATE(46023+{},{})".format, st.integers(0, 400), st.integers(-14, 14)),
    st.builds("{}(61+{})".format, st.sampled_from(["DAY", "MONTH", "YEAR"]), st.integers(0, 60_000)),
    st.builds("ROUNDUP({},{})".format, NUMBER, st.integers(0, 2)),
)
UDF_CALLS = st.one_of(
    st.builds("SWOT_WEIGHT_PCT({},A1:A6)".format, NUMBER),
    st.builds("SWOT_SCORE({},{},A1:A6,{})".format, NUMBER, NUMBER, st.sampled_from(["", "0", "A6", "B1:B3"])),
    st.builds("SWOT_TOTAL(A1:A6,B1:B6)".format),
    st.builds("SWOT_POSITION({},{})".format, NUMBER, NUMBER),
    st.builds('IF(SWOT_X({},{})>0,SWOT_Y({},1),"")'.format, NUMBER, NUMBER, NUMBER),
    st.builds("DUE_DATE(46023,{},B1:B3)".format, st.integers(0, 9)),
)


@st.composite
def models(draw: st.DrawFn, formulas: st.SearchStrategy[str]) -> dict[str, Content]:
    places = [f"{column}{row}" for column in "AB" for row in range(1, 7)]
    filled = draw(st.lists(st.sampled_from(places), unique=True, max_size=12))
    cells: dict[str, Content] = {place: draw(CONSTANTS) for place in filled}
    for row, text in enumerate(draw(st.lists(formulas, min_size=1, max_size=8)), 1):
        cells[f"D{row}"] = Formula(text)
    return cells


def assert_agreement(cells: dict[str, Content], *names: str) -> None:
    told = {name: calculated(name, cells) for name in names}
    for address, value in told[names[0]].items():
        for name in names[1:]:
            assert agree(value, told[name][address]), (cells[address], {n: told[n][address] for n in names})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(models(st.one_of(HOUSE, UDF_CALLS)))
def test_formualizer_and_formulas_agree_on_the_functions_of_the_house(cells: dict[str, Content]) -> None:
    assert_agreement(cells, *PYTHON)


@pytest.mark.libreoffice
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(models(HOUSE), min_size=20, max_size=20))
def test_libreoffice_agrees_with_formualizer(tries: list[dict[str, Content]]) -> None:
    sheets = [
        SheetModel(f"T{n}", {(int(a[1:]), ord(a[0]) - 64): content for a, content in cells.items()})
        for n, cells in enumerate(tries)
    ]
    model = Model(sheets)
    one, other = (engine(name).evaluate(model) for name in ("formualizer", "libreoffice"))
    for address, formula in model.formulas():
        assert agree(one[address], other[address]), (formula.text, one[address], other[address])


def test_every_worksheet_function_is_known_to_both_python_engines() -> None:
    assert {"SWOT_SCORE", "DUE_DATE"} <= FUNCTIONS.keys()
    cells: dict[str, Content] = {f"A{n}": Formula(f"{name}()") for n, name in enumerate(FUNCTIONS, 1)}
    for name in PYTHON:
        assert ExcelError.NAME not in calculated(name, cells).values()


def test_a_copy_of_many_megabytes_is_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formualizer alone refuses a file of 128 MB, which a register of 20,000 rows has as its copy."""

    def padded(model: Model) -> bytes:
        out = io.BytesIO(to_xlsx(model))
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("padding.bin", bytes(1 << 27))
        return out.getvalue()

    monkeypatch.setattr(formualizer_engine, "to_xlsx", padded)
    assert calculated("formualizer", {"A1": 2.0, "B1": Formula("A1*3")}) == {"B1": 6.0}


@pytest.mark.parametrize(
    "text",
    [
        'IF(A{r}="","",A{r}*2)',
        'A{r}&"A12 dan B13"',
        "LOG10(A{r})+A$12+$A{r}",
        "A{r}+A{above}",
        "SUM(A$8:A{r})",
        "SWOT_SCORE(A{r},B{r})",
        "A{r}+12",
    ],
)
@pytest.mark.parametrize("name", PYTHON)
def test_very_long_sheets_share_their_formulas_and_give_the_same(
    monkeypatch: pytest.MonkeyPatch, text: str, name: str
) -> None:
    """Formualizer alone refuses a sheet with 256 MB of formulas, which a register of 50,000 rows has."""
    cells: dict[str, Content] = {}
    for r in range(8, 16):
        cells |= {f"A{r}": float(r), f"B{r}": 0.5, f"C{r}": Formula(text.format(r=r, above=r - 1))}
    cells["C13"] = Formula("A13*100")  # somebody's own, among the others
    apart = calculated(name, cells)
    monkeypatch.setattr(minimal_xlsx, "_LONG", 0)
    assert calculated(name, cells) == apart
    assert apart["C13"] == 1300.0


def test_a_column_is_shared_as_far_as_it_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = SheetModel("T", {(r, 3): Formula(f"A{r}*2") for r in range(1, 9)})
    sheet.cells[5, 3] = Formula("A5*3")
    long = to_xlsx(Model([sheet]))
    monkeypatch.setattr(minimal_xlsx, "_LONG", 0)
    xml = zipfile.ZipFile(io.BytesIO(to_xlsx(Model([sheet])))).read("xl/worksheets/sheet1.xml")
    assert xml.count(b't="shared" si="0"/>') == 3
    assert b'ref="C1:C4"' in xml
    assert b"shared" not in zipfile.ZipFile(io.BytesIO(long)).read("xl/worksheets/sheet1.xml")
