"""The flavour without the add-in: what no plain formula can calculate becomes its value, shaded and told."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import xlsxwriter
from ooxml_schema import schema_errors

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.render.fixed import fix_values
from xl_addin.render.portable import make_portable


def drawn(path: Path) -> Package:
    with xlsxwriter.Workbook(str(path)) as book:
        guide, sheet = book.add_worksheet("Petunjuk"), book.add_worksheet("Ramalan")
        guide.write("A3", "Petunjuk")
        sheet.write_column("A1", [10, 20, 30])
        bold = book.add_format({"bold": True, "num_format": "0.0"})
        sheet.write_array_formula("B1:B5", "{=LINEAR_TREND(A1:A3,2)}", bold)
        sheet.write_formula("C1", "=EOQ(1000,10,0.5)+B5")
        sheet.write_formula("C2", '=DISPATCH_METRIC(A1:A3,A1:A3,"SPT","entah")')
        columns = [{"header": "n"}, {"header": "p", "formula": "=PAYBACK_PERIOD(E2,4)"}]
        sheet.add_table("E1:F3", {"columns": columns, "data": [[8], [12]]})
    package = Package.open(path)
    recalculate(package)
    return package


def fixed(package: Package) -> tuple[list[str], openpyxl.Workbook]:
    workbook = Workbook(package)
    places = fix_values(workbook, make_portable(workbook), told_on="Petunjuk")
    return places, openpyxl.load_workbook(io.BytesIO(workbook.flush().to_bytes()))


def test_calls_without_a_twin_become_values_and_the_others_their_twins(tmp_path: Path) -> None:
    assert FUNCTIONS["LINEAR_TREND"].native is None
    package = drawn(tmp_path / "a.xlsx")
    places, book = fixed(package)
    sheet = book["Ramalan"]
    assert [cell.value for cell in sheet["B"]] == [10, 20, 30, 40, 50]
    assert "EOQ" not in sheet["C1"].value
    assert sheet["C2"].value == "#VALUE!"
    assert [sheet["F2"].value, sheet["F3"].value] == [2, 2]
    assert places == ["Ramalan!B1:B5", "Ramalan!C2", "Ramalan!F2:F3"]
    assert [row[0].value for row in book["Petunjuk"]["A5:A8"]][1:] == places
    assert schema_errors(package.to_bytes()) == []


def test_values_are_shaded_and_otherwise_look_as_before(tmp_path: Path) -> None:
    cell = fixed(drawn(tmp_path / "a.xlsx"))[1]["Ramalan"]["B5"]
    assert (cell.fill.patternType, cell.fill.fgColor.rgb) == ("solid", "FFE4E0D8")
    assert (cell.font.bold, cell.number_format) == (True, "0.0")


def test_a_new_row_of_a_table_brings_no_call(tmp_path: Path) -> None:
    package = drawn(tmp_path / "a.xlsx")
    fixed(package)
    [table] = Workbook(package).tables
    assert table.formulas == {}


def test_a_workbook_whose_calls_all_have_twins_is_not_touched(tmp_path: Path) -> None:
    workbook = Workbook(drawn(tmp_path / "a.xlsx"))
    before = workbook.package.to_bytes()
    assert fix_values(workbook, [], told_on="Petunjuk") == []
    assert workbook.flush().to_bytes() == before
