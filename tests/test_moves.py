"""Rows put in and taken out: everything that refers to them follows, as in Excel."""

import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from render_cases import build, grids

from xl_addin.errors import LembarError
from xl_addin.ooxml.moves import delete_rows, insert_rows, move_references
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import DeletedRows, InsertedRows
from xl_addin.ooxml.workbook import Workbook


def moved(sheets, change, draw=None):
    """Return the package after a change of its workbook, seen to be whole."""
    workbook = Workbook.open(build(sheets, draw))
    change(workbook)
    package = Package.open(workbook.flush().to_bytes())
    for name in package.names():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(package.read(name))
    openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
    return package


@pytest.mark.parametrize(
    ("formula", "inserted", "deleted"),
    [  # as seen from another sheet: 2 rows put in above row 5; rows 5 and 6 taken out
        ("Data!A4", "Data!A4", "Data!A4"),
        ("Data!A5", "Data!A7", "Data!#REF!"),
        ("Data!$A$7", "Data!$A$9", "Data!$A$5"),
        ("SUM(Data!A4:A5)", "SUM(Data!A4:A7)", "SUM(Data!A4:A4)"),
        ("SUM(Data!A5:A9)", "SUM(Data!A7:A11)", "SUM(Data!A5:A7)"),
        ("SUM(Data!A5:A6)", "SUM(Data!A7:A8)", "SUM(Data!#REF!)"),
        ("SUM(Data!A:A)", "SUM(Data!A:A)", "SUM(Data!A:A)"),
        ("SUM(Data!4:5)", "SUM(Data!4:7)", "SUM(Data!4:4)"),
        ("SUM(Data!A1:A1048576)", "SUM(Data!A1:A1048576)", "SUM(Data!A1:A1048576)"),
        ("A5+Lain!A5", "A5+Lain!A5", "A5+Lain!A5"),
        ("data!a5", "data!A7", "data!#REF!"),
        ("tbl[Isu]+Data!XFD5", "tbl[Isu]+Data!XFD7", "tbl[Isu]+Data!#REF!"),
        ('"Data!A5"&Data!A1', '"Data!A5"&Data!A1', '"Data!A5"&Data!A1'),
        ("[1]Data!A5", "[1]Data!A5", "[1]Data!A5"),
    ],
)
def test_references(formula, inserted, deleted):
    assert Moves({"Data": InsertedRows(5, 2)}).formula(formula, home="Rekap") == inserted
    assert Moves({"Data": DeletedRows(5, 2)}).formula(formula, home="Rekap") == deleted


def test_cells_move_and_formulas_on_all_sheets_follow():
    sheets = {
        "Data": [["a"], [1, "=A2*2"], [2, "=A3*2"], ["jumlah", "=SUM(B2:B3)"]],
        "Rekap": [["=Data!B4", "=B4"]],
    }
    package = moved(sheets, lambda workbook: insert_rows(workbook, "Data", 3, 2))
    assert grids(package) == {
        "Data": [["a"], [1, "=A2*2"], [], [], [2, "=A5*2"], ["jumlah", "=SUM(B2:B5)"]],
        "Rekap": [["=Data!B6", "=B4"]],
    }
    package = moved(sheets, lambda workbook: delete_rows(workbook, "Data", 2))
    assert grids(package)["Data"] == [["a"], [2, "=A2*2"], ["jumlah", "=SUM(B2:B2)"]]
    assert grids(package)["Rekap"] == [["=Data!B3", "=B4"]]


def test_changes_not_yet_written_move_too():
    def change(workbook):
        workbook.sheet("Data").writable(9, 1).set_formula("A1+A8")
        workbook.sheet("Lain").writable(1, 1).set_formula("Data!A9")
        insert_rows(workbook, "Data", 5)

    package = moved({"Data": [[1]], "Lain": [[2]]}, change)
    assert grids(package)["Data"][9] == ["=A1+A9"]
    assert grids(package)["Lain"] == [["=Data!A10"]]


def test_values_that_formulas_show_stay():
    def draw(book, sheet):
        sheet.write_formula("B5", "=A1*2", None, 42)

    package = moved([[21]], lambda workbook: insert_rows(workbook, "Data", 2), draw)
    assert Workbook(package).sheet("Data").value(6, 2) == 42


def test_everything_on_the_sheet_follows():
    def draw(book, sheet):
        sheet.add_table("A10:B12", {"name": "tbl"})
        sheet.merge_range("D10:E11", "x")
        sheet.conditional_format("A11:A12", {"type": "cell", "criteria": ">", "value": "=B11"})
        sheet.data_validation("B11:B12", {"validate": "list", "source": "=$D$1:$D$11"})
        sheet.write_url("F10", "internal:Data!A12")
        sheet.write_comment("G10", "c")
        sheet.set_row(9, 40.5)
        sheet.insert_textbox("H8", "x", {"object_position": 1})
        sheet.insert_textbox("H15", "x", {"object_position": 2})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$11:$A$12"})
        book.add_worksheet("Grafik").insert_chart("A1", chart)
        sheet.print_area("A1:H12")
        book.define_name("Nama", "=Data!$B$12")

    package = moved([["a"]], lambda workbook: insert_rows(workbook, "Data", 11, 3), draw)
    xml = package.xml("xl/worksheets/sheet1.xml")
    assert 'ref="A10:B15"' in package.xml("xl/tables/table1.xml")
    assert '<mergeCell ref="D10:E14"' in xml
    assert 'conditionalFormatting sqref="A14:A15"' in xml
    assert "<formula>B14</formula>" in xml
    assert 'sqref="B14:B15"' in xml
    assert "<formula1>$D$1:$D$14</formula1>" in xml
    assert '<hyperlink ref="F10" location="Data!A15"' in xml
    assert 'comment ref="G10"' in package.xml("xl/comments1.xml")
    assert re.search(r'<row r="10"[^>]* ht="40.5"', xml)
    anchors = re.findall(
        r"<xdr:row>(\d+)</xdr:row>.*?<xdr:row>(\d+)</xdr:row>", package.xml("xl/drawings/drawing1.xml")
    )
    assert anchors == [("7", "14"), ("17", "23")]  # the first was 7 to 11: stretched, as Excel does
    assert "Data!$A$14:$A$15" in package.xml("xl/charts/chart1.xml")
    assert "Data!$A$1:$H$15" in package.xml("xl/workbook.xml")
    assert "Data!$B$15" in package.xml("xl/workbook.xml")


def test_a_table_loses_rows_but_never_its_body_and_goes_as_a_whole():
    def draw(book, sheet):
        sheet.add_table("A2:B4", {"name": "tbl"})
        sheet.add_table("D2:E3", {"name": "lain"})

    body = moved([["a"]], lambda workbook: delete_rows(workbook, "Data", 3, 2), draw)
    assert 'ref="A2:B3"' in body.xml("xl/tables/table1.xml")
    whole = moved([["a"]], lambda workbook: delete_rows(workbook, "Data", 2, 3), draw)
    assert not [name for name in whole.names() if "table" in name]
    assert "tablePart" not in whole.xml("xl/worksheets/sheet1.xml")
    assert "table" not in whole.xml("[Content_Types].xml").lower().replace("vnd.openxmlformats", "")


def test_rows_that_would_fall_off_the_sheet():
    workbook = Workbook.open(build([["a"]]))
    with pytest.raises(LembarError) as caught:
        insert_rows(workbook, "Data", 1, 1_048_576)
    assert caught.value.key == "sheet_full"
    assert grids(workbook.flush())["Data"] == [["a"]]


def test_relative_names_mean_a_distance_and_stay():
    def draw(book, sheet):
        book.define_name("Di_atas", "=Data!A5")
        book.define_name("Tetap", "=Data!$A$5")

    xml = moved([["a"]], lambda workbook: insert_rows(workbook, "Data", 2), draw).xml("xl/workbook.xml")
    assert ">Data!A5<" in xml
    assert ">Data!$A$6<" in xml


@given(st.integers(1, 12), st.integers(1, 4), st.integers(1, 10), st.integers(0, 5))
def test_put_in_and_taken_out_again_is_as_before(at, count, top, height):
    sheet = f"SUM(Data!B{top}:C${top + height})-Data!$D{top}"
    there = Moves({"Data": InsertedRows(at, count)}).formula(sheet)
    assert Moves({"Data": DeletedRows(at, count)}).formula(there) == sheet


@pytest.mark.shared
@pytest.mark.parametrize("change", [insert_rows, delete_rows])
def test_excel_made_files_stay_whole(excel_made, change):
    for path in sorted(excel_made.glob("*.xls?")):
        workbook, before = Workbook.open(path), Package.open(path)
        change(workbook, next(entry.name for entry in workbook.sheets if entry.worksheet), 3, 2)
        after = Package.open(workbook.flush().to_bytes())
        for name in after.names():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(after.read(name))
        gone = set(before.names()) - set(after.names())
        assert gone <= {"xl/calcChain.xml", *(name for name in gone if "/tables/" in name)}, path.name
        assert "calcChain" not in after.xml("[Content_Types].xml") or not gone


@pytest.mark.shared
def test_shared_formulas_of_excel_move_one_by_one(excel_made):
    workbook = Workbook.open(excel_made / "TestShiftRowSharedFormula.xlsx")
    sheet = next(workbook.worksheets())
    before = {
        (cell.row, cell.column): sheet.formula_of(cell) for cell in sheet.cells() if cell.formula is not None
    }
    insert_rows(workbook, sheet.name, 1, 1)
    again = next(Workbook(workbook.flush()).worksheets())
    move = Moves({sheet.name: InsertedRows(1, 1)})
    assert {(cell.row, cell.column): cell.formula for cell in again.cells() if cell.formula is not None} == {
        (row + 1, column): move.formula(formula, sheet.name) for (row, column), formula in before.items()
    }


def test_shapes_and_controls_linked_to_cells_follow():
    def draw(book, sheet):
        sheet.insert_textbox("C1", "", {"textlink": "=$A$5"})
        sheet.insert_button("C9", {"caption": "Isi"})

    package = moved([["a"]], lambda workbook: insert_rows(workbook, "Data", 3, 2), draw)
    assert 'textlink="$A$7"' in package.xml("xl/drawings/drawing1.xml")
    (anchor,) = re.findall(r"<x:Anchor>([^<]*)", package.xml("xl/drawings/vmlDrawing1.vml"))
    assert anchor.split(", ")[2] == "10"


@pytest.mark.shared
def test_a_pivot_table_reads_its_source_anew(excel_made):
    workbook = Workbook.open(excel_made / "ExcelPivotTableSample.xlsx")
    table = workbook.tables[0]
    rows = {table.sheet: InsertedRows(table.body.top + 1, 4)}
    bottom = table.area.bottom
    move_references(workbook, Moves(rows), drawn=[table.sheet])
    assert workbook.tables[0].area.bottom == bottom + 4
    cache = workbook.flush().xml("xl/pivotCache/pivotCacheDefinition1.xml")
    assert 'refreshOnLoad="1"' in cache
