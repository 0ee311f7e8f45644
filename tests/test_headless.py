"""The xlwings engine without Excel: what xlwings documents holds, and what nobody touches stays."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from xl_addin import formats, headless
from xl_addin.actions.tables import ListTable, typed
from xl_addin.audit.typed_over import typed_over
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook with a table of three rows, what covers it, and what stands below it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in (
        ["Nama", "Jumlah", "Dua kali"],
        *([name, n, f"=B{n + 2}*2"] for n, name in enumerate("abc", 0)),
    ):
        sheet.append(row)
    sheet["B6"] = "=SUM(B2:B4)"
    sheet["E1"], sheet["F1"] = datetime(2026, 5, 17), True
    sheet["E2"] = "#N/A"
    sheet["E2"].data_type = "e"
    sheet.add_table(Table(displayName="tbl_data", ref="A1:C4"))
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    rule.add("B2:B4")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("A2:C4", FormulaRule(formula=["$B2>1"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=4))
    sheet.add_chart(chart, "H2")
    other = book.create_sheet("Lain")
    other["A1"] = "=SUM(Data!B2:B4)+Total"
    other["C1"] = ArrayFormula("C1:C3", "=Data!B2:B4*10")
    book.defined_names["Total"] = DefinedName("Total", attr_text="Data!$B$6")
    book.defined_names["Semua"] = DefinedName("Semua", attr_text="Data!$A$2:$A$4")
    book.defined_names["Tetap"] = DefinedName("Tetap", attr_text="12")
    book.save(tmp_path / "buku.xlsx")
    return tmp_path / "buku.xlsx"


@pytest.fixture
def book(path: Path):
    with headless.open_book(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def blank_book(tmp_path_factory):
    path = tmp_path_factory.mktemp("kosong") / "kosong.xlsx"
    openpyxl.Workbook().save(path)
    with headless.open_book(path) as opened:
        yield opened


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets["Data"]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tail_of(book: xw.Book, sheet: str) -> str:
    return book.impl.workbook.sheet(sheet).tail


class TestReading:
    def test_shapes_are_those_that_xlwings_documents(self, sheet):
        assert sheet["A2"].value == "a"
        assert sheet["A2:C2"].options(ndim=2).value == [["a", 0.0, None]]
        assert sheet["B2:B4"].value == [0.0, 1.0, 2.0]
        assert sheet["A1:B2"].value == [["Nama", "Jumlah"], ["a", 0.0]]
        assert sheet["Z99"].value is None

    def test_values_have_the_types_that_excel_gives(self, sheet):
        assert sheet["E1"].value == datetime(2026, 5, 17)
        assert sheet["F1"].value is True
        assert sheet["E2"].value is None
        assert sheet["E2"].options(err_to_str=True).value == "#N/A"
        assert sheet["B3"].options(numbers=int).value == 1
        assert sheet["Z99"].options(empty="kosong").value == "kosong"

    def test_a_table_becomes_a_data_frame(self, sheet):
        frame = sheet["A1:B4"].options(pd.DataFrame, index=False).value
        assert list(frame.columns) == ["Nama", "Jumlah"]
        assert frame["Jumlah"].tolist() == [0.0, 1.0, 2.0]

    def test_formulas_read_as_excel_shows_them(self, sheet):
        assert sheet["C2:C4"].formula == [["=B2*2"], ["=B3*2"], ["=B4*2"]]
        assert sheet["A2"].formula == "a"
        assert sheet["B3"].formula == "1"
        assert sheet["Z99"].formula == ""

    def test_moving_about(self, sheet):
        assert sheet["A1"].end("down").address == "$A$4"
        assert sheet["B4"].end("down").address == "$B$6"
        assert sheet["B6"].end("down").row == 1_048_576
        assert sheet["C4"].end("left").address == "$A$4"
        assert sheet["B6"].end("up").address == "$B$4"
        assert sheet["A1"].expand().address == "$A$1:$C$4"
        assert sheet["B3"].current_region.address == "$A$1:$C$4"
        assert sheet.used_range.address == "$A$1:$F$6"
        assert sheet["A1"].offset(2, 1).resize(2, 2).address == "$B$3:$C$4"

    def test_names(self, book):
        assert book.names["Total"].refers_to == "=Data!$B$6"
        assert book.names["Semua"].refers_to_range.value == ["a", "b", "c"]
        assert "tidak ada" not in book.names
        assert book.sheets["Data"].range("Semua").address == "$A$2:$A$4"
        with pytest.raises(ValueError, match="no range"):
            _ = book.names["Tetap"].refers_to_range

    def test_tables(self, sheet):
        table = sheet.tables["tbl_data"]
        assert table.header_row_range.value == ["Nama", "Jumlah", "Dua kali"]
        assert table.data_body_range.address == "$A$2:$C$4"
        assert sheet["B3"].table == table
        assert sheet["B6"].table is None

    def test_what_excel_alone_can_do_is_refused_aloud(self, sheet):
        with pytest.raises(NotImplementedError):
            sheet["A1"].add_hyperlink("https://example.org")
        with pytest.raises(NotImplementedError):
            sheet["A1"].column_width = 20
        with pytest.raises(NotImplementedError, match="whole rows"):
            sheet["A2:B2"].insert("down")


class TestWriting:
    def test_lists_are_rows_and_nested_lists_are_tables(self, sheet):
        sheet["J1"].value = [1, "dua", None, True]
        assert sheet["J1:M1"].value == [1.0, "dua", None, True]
        sheet["J3"].value = [[1], [2]]
        assert sheet["J3:J4"].value == [1.0, 2.0]
        sheet["J6:K7"].value = 5
        assert sheet["J6:K7"].value == [[5.0, 5.0], [5.0, 5.0]]
        sheet["J6:K7"].value = None
        assert sheet["J6:K7"].value == [[None, None], [None, None]]

    def test_a_date_makes_its_cell_show_a_date(self, sheet, book, tmp_path):
        sheet["J1"].value = [datetime(2026, 12, 24, 6), pd.Timestamp("2027-01-02"), pd.NaT]
        assert sheet["J1:L1"].value == [datetime(2026, 12, 24, 6), datetime(2027, 1, 2), None]
        book.save(tmp_path / "tanggal.xlsx")
        saved = openpyxl.load_workbook(tmp_path / "tanggal.xlsx")["Data"]
        assert saved["J1"].value == datetime(2026, 12, 24, 6)
        assert saved["J1"].is_date

    def test_a_data_frame_is_written(self, sheet):
        sheet["J1"].options(index=False).value = pd.DataFrame({"x": [1.5, float("nan")], "y": ["a", "b"]})
        assert sheet["J1:K3"].value == [["x", "y"], [1.5, "a"], [None, "b"]]

    def test_an_equals_sign_makes_a_formula_and_an_apostrophe_text(self, sheet):
        sheet["J1"].value = "=1+1"
        assert sheet["J1"].formula == "=1+1"
        assert sheet["J1"].value is None
        sheet["J2"].value = "'=1+1"
        assert sheet["J2"].value == "=1+1"

    @given(st.text(min_size=1, max_size=30).filter(str.strip))
    def test_peoples_text_stays_text(self, blank_book, text):
        cell = blank_book.sheets[0]["A1"]
        cell.value = typed(text)
        assert blank_book.impl.workbook.sheet(cell.sheet.name).cell(1, 1).formula is None
        assert cell.value == text

    @pytest.mark.parametrize(
        ("text", "value"),
        [("12", 12.0), ("-1.5e2", -150.0), ("FALSE", False), ("'12", "12"), ("", None), ("=", "=")],
    )
    def test_text_is_read_as_excel_reads_typing(self, sheet, text, value):
        sheet["J1"].value = 7
        sheet["J1"].value = text
        assert sheet["J1"].value == value
        assert type(sheet["J1"].value) is type(value)

    def test_one_formula_for_several_cells_moves_its_relative_parts(self, sheet):
        sheet["J2:K3"].formula = "=$B2*C$1"
        assert sheet["J2:K3"].formula == [["=$B2*C$1", "=$B2*D$1"], ["=$B3*C$1", "=$B3*D$1"]]

    def test_an_array_formula_is_changed_as_a_whole_or_not_at_all(self, book):
        other = book.sheets["Lain"]
        assert other["C1"].formula_array == "=Data!B2:B4*10"
        with pytest.raises(LembarError, match="C1:C3"):
            other["C2"].value = 1
        other["C1:C3"].formula_array = "=Data!B2:B4*20"
        book.app.calculate()
        assert other["C1:C3"].value == [0.0, 20.0, 40.0]

    def test_looks(self, sheet):
        assert sheet["A2"].color is None
        sheet["A2:B2"].color = "#ffcc00"
        sheet["B2"].number_format = "#,##0.0"
        sheet["A2"].font.bold = True
        assert sheet["A2"].color == (255, 204, 0)
        assert sheet["B2"].number_format == "#,##0.0"
        assert (sheet["A2"].font.bold, sheet["B2"].font.bold) == (True, False)
        assert sheet["A2:B2"].number_format is None  # they differ
        sheet["A2:B2"].color = None
        assert sheet["A2:B2"].color is None

    def test_copying_moves_formulas_and_takes_looks_and_rules_along(self, book, sheet):
        sheet["A4"].color = (1, 2, 3)
        sheet["A4:C4"].copy(sheet["A8:C9"])
        assert sheet["A8:C9"].formula == [["c", "2", "=B8*2"], ["c", "2", "=B9*2"]]
        assert sheet["A9"].color == (1, 2, 3)
        assert 'sqref="A2:C4 A8:C9"' in tail_of(book, "Data")
        assert 'sqref="B2:B4 B8:B9"' in tail_of(book, "Data")


class TestCalculating:
    def test_values_are_fresh_after_calculate(self, book, sheet):
        sheet["B2"].value = 10
        book.app.calculate()
        assert sheet["C2"].value == 20.0
        assert sheet["B6"].value == 13.0
        assert book.sheets["Lain"]["A1"].value == 26.0

    def test_a_formula_that_no_engine_knows_keeps_its_value(self, book, sheet):
        sheet["J1"].formula = "=ENTAH(1)"
        book.app.calculate()
        assert [kept.cell for kept in book.impl.kept] == ["J1"]


class TestTables:
    def test_a_longer_table_fills_its_formulas_and_all_that_covers_it_grows(self, book, sheet):
        table = sheet.tables["tbl_data"]
        sheet.range("5:6").insert("down")
        table.resize(table.range.resize(6))
        assert table.data_body_range.address == "$A$2:$C$6"
        assert sheet["C5:C6"].formula == [["=B5*2"], ["=B6*2"]]
        assert sheet["B8"].formula == "=SUM(B2:B6)"
        assert book.sheets["Lain"]["A1"].formula == "=SUM(Data!B2:B6)+Total"
        assert book.names["Semua"].refers_to == "=Data!$A$2:$A$6"
        assert book.names["Total"].refers_to == "=Data!$B$8"
        assert 'sqref="B2:B6"' in tail_of(book, "Data")
        assert 'sqref="A2:C6"' in tail_of(book, "Data")
        assert b"$B$2:$B$6" in book.impl.workbook.flush().read("xl/charts/chart1.xml")

    def test_rows_amid_a_table_look_like_the_row_above(self, book, sheet):
        sheet["A3"].color = (9, 9, 9)
        sheet.range("4:4").insert("down")
        assert sheet["A4"].color == (9, 9, 9)
        assert sheet.tables["tbl_data"].range.address == "$A$1:$C$5"
        assert sheet["B7"].formula == "=SUM(B2:B5)"
        assert sheet["C3:C5"].formula == [["=B3*2"], ["=B4*2"], ["=B5*2"]]
        sheet.range("2:2").insert("down", copy_origin="format_from_right_or_below")
        assert sheet["C2:C3"].formula == [["=B2*2"], ["=B3*2"]]
        assert sheet["B8"].formula == "=SUM(B3:B6)"  # above the range, as in Excel

    def test_deleted_rows_take_the_table_along(self, sheet):
        sheet.range("3:4").delete("up")
        assert sheet.tables["tbl_data"].range.address == "$A$1:$C$2"
        assert sheet["B4"].formula == "=SUM(B2:B2)"

    def test_a_table_cannot_grow_sideways(self, sheet):
        table = sheet.tables["tbl_data"]
        with pytest.raises(NotImplementedError):
            table.resize(table.range.resize(4, 5))


class TestFiles:
    def test_only_the_sheet_that_was_typed_into_changes(self, book, sheet, path):
        before = parts(path)
        sheet["A3"].value = "lain"
        book.save()
        after = parts(path)
        assert before.keys() == after.keys()
        assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
        rows = after["xl/worksheets/sheet1.xml"].decode().split("<row ")
        old = before["xl/worksheets/sheet1.xml"].decode().split("<row ")
        assert [number for number, (a, b) in enumerate(zip(old, rows, strict=True)) if a != b] == [3]

    def test_typing_the_same_again_changes_nothing(self, book, sheet, path):
        before = parts(path)
        sheet["A1:F4"].formula = sheet["A1:F4"].formula
        sheet["E1:F1"].value = sheet["E1:F1"].value
        book.save()
        assert parts(path) == before

    def test_a_lost_formula_leaves_the_calculation_chain(self, book, sheet, path, tmp_path):
        package = book.impl.workbook.package
        package.write("xl/calcChain.xml", '<calcChain><c r="C2" i="1"/></calcChain>')
        relationships = "xl/_rels/workbook.xml.rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
        link = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
        package.write(relationships, package.xml(relationships).replace("</Relationships>", link))
        sheet["A2"].value = "bukan rumus"
        book.save()
        assert "xl/calcChain.xml" in parts(path)
        sheet["C2"].value = 1
        book.save()
        assert "xl/calcChain.xml" not in parts(path)
        assert b"calcChain" not in parts(path)[relationships]

    @pytest.mark.shared
    @pytest.mark.parametrize(
        "name",
        [
            *("textbox01", "WithThreeCharts", "image01"),
            *("NewStyleConditionalFormattings", "comment01", "table10"),
        ],
    )
    def test_what_excel_put_into_a_file_survives(self, excel_made, tmp_path, name):
        target = tmp_path / f"{name}.xlsx"
        target.write_bytes((excel_made / f"{name}.xlsx").read_bytes())
        before = parts(target)
        with headless.open_book(target) as book:
            book.sheets[0]["Z50"].value = "catatan"
            book.save()
        after = parts(target)
        assert before.keys() == after.keys()
        assert sum(before[part] != after[part] for part in before) == 1
        assert headless.open_book(target).sheets[0]["Z50"].value == "catatan"

    def test_saving_under_another_name_leaves_the_file(self, book, sheet, path, tmp_path):
        before = path.read_bytes()
        sheet["A2"].value = "x"
        book.save(tmp_path / "lain.xlsx")
        assert path.read_bytes() == before
        assert book.name == "lain.xlsx"

    def test_a_file_open_in_excel_is_not_written(self, book, sheet, path):
        before = path.read_bytes()
        path.with_name("~$buku.xlsx").write_text("")
        sheet["A2"].value = "x"
        with pytest.raises(LembarError, match="terbuka di Excel"):
            book.save()
        assert path.read_bytes() == before

    def test_no_workbook_no_app(self, tmp_path):
        (tmp_path / "bukan.xlsx").write_text("halo")
        apps = len(xw.engines["lembar"].apps) if "lembar" in xw.engines.engines_by_name else 0
        with pytest.raises(LembarError, match="bukan berkas Excel"):
            headless.open_book(tmp_path / "bukan.xlsx")
        assert len(xw.engines["lembar"].apps) == apps

    def test_a_sheet_that_is_not_there_is_named(self, book):
        with pytest.raises(LembarError, match="Data, Lain"):
            _ = book.sheets["Tidak ada"]


class TestXlwings:
    def test_a_mock_caller_is_this_book(self, book):
        book.set_mock_caller()
        try:
            assert xw.Book.caller() == book
        finally:
            del xw.Book._mock_caller

    def test_two_files_of_one_name_are_two_books(self, path, tmp_path):
        twin = tmp_path / "lain" / path.name
        twin.parent.mkdir()
        twin.write_bytes(path.read_bytes())
        with headless.open_book(path) as one, headless.open_book(twin) as other:
            other.sheets["Data"]["A2"].value = "beda"
            assert one != other
            assert one.sheets["Data"]["A2"].value == "a"

    def test_alerts_are_kept(self, book):
        assert book.app.alert("Lanjut?", buttons="yes_no") == "yes"
        assert book.app.impl.alerts == ["Lanjut?"]

    def test_a_closed_book_is_gone(self, path):
        book = headless.open_book(path)
        apps = xw.engines["lembar"].apps
        count = len(apps)
        book.close()
        assert len(apps) == count - 1


def test_a_formula_over_its_own_row_stays_so_when_a_table_of_one_row_grows(tmp_path: Path) -> None:
    path = tmp_path / "bsc.xlsx"
    formats.build("bsc", {"year": 2027}).save(path)
    with headless.open_book(path) as book:
        rows = [{"Kode": f"F-{n}", "KPI": "Penjualan"} for n in range(1, 4)]
        assert ListTable(book, "tbl_kpi_korporat", ("Kode", "KPI")).replace(rows)
        book.save()
    workbook = Workbook(Package.open(path))
    table = next(table for table in workbook.tables if table.name == "tbl_kpi_korporat")
    assert table.area.bottom == 12
    assert "M10:X10" in table.formulas["Target tahun"]
    assert list(typed_over(workbook)) == []
