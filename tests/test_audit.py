"""What `lembar audit` finds in workbooks: errors, checks that are not OK, formulas that were typed over."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.audit import Finding, audit

ROOT = Path(__file__).parents[1]
SWOT = ROOT / "workbooks" / "swot.xlsx"


def written(path: Path, draw: Callable[[Any], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        draw(workbook.add_worksheet("Biaya"))
    return path


def kinds(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind, finding.cell) for finding in findings]


def products(sheet: Any, rows: int = 6) -> None:
    for row in range(rows):
        sheet.write(row, 0, row + 1)
        sheet.write(row, 1, 10)
        sheet.write_formula(row, 2, f"=A{row + 1}*B{row + 1}", None, (row + 1) * 10)


def test_a_sound_workbook_has_no_findings(tmp_path: Path) -> None:
    assert audit(SWOT) == []
    assert audit(written(tmp_path / "a.xlsx", products)) == []


@given(st.integers(1, 4))
def test_a_number_between_equal_formulas_is_told_with_the_formula(
    tmp_path_factory: pytest.TempPathFactory, row: int
) -> None:
    def draw(sheet: Any) -> None:
        products(sheet)
        sheet.write(row, 2, 77)

    [finding] = audit(written(tmp_path_factory.mktemp("a") / "a.xlsx", draw))
    assert finding == Finding("typed_over", "Biaya", f"C{row + 1}", "77", f"=A{row + 1}*B{row + 1}")


def test_a_number_in_a_row_of_months_is_told_too(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        for column, letter in enumerate("ABCDE"):
            sheet.write(0, column, 1)
            sheet.write_formula(1, column, f"={letter}1*2", None, 2)
        sheet.write(1, 2, 5)

    assert kinds(audit(written(tmp_path / "a.xlsx", draw))) == [("typed_over", "C2")]


def test_a_constant_at_the_edge_of_formulas_is_none(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        products(sheet)
        sheet.write(5, 2, 77)  # a base value under a column may well be typed
        sheet.write_formula("F1", "=E1", None, 0)
        sheet.write("F2", 3)
        sheet.write_formula("F3", "=E1+1", None, 0)  # not what F1 would be, copied

    assert audit(written(tmp_path / "a.xlsx", draw)) == []


def test_array_formulas_fill_their_cells(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        products(sheet, 3)
        sheet.write_array_formula("E1:E3", "{=A1:A3*2}", None, 2)

    assert audit(written(tmp_path / "a.xlsx", draw)) == []


def table(sheet: Any) -> None:
    columns = [{"header": "n"}, {"header": "kali"}, {"header": "Periksa", "formula": '=IF(A2="","","OK")'}]
    columns[1]["formula"] = "=A2*2"
    sheet.add_table("A1:C5", {"columns": columns, "data": [[n] for n in range(4)]})


def test_a_table_knows_the_formula_of_each_row(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", table)
    book = openpyxl.load_workbook(path)
    sheet = book["Biaya"]
    for row in range(2, 6):
        sheet.cell(row, 2, f"=A{row}*2")
        sheet.cell(row, 3, f'=IF(A{row}="","","OK")')
    sheet["B2"] = 9
    sheet["B5"] = "=A5*3"
    book.save(path)
    assert audit(path) == [
        Finding("typed_over", "Biaya", "B2", "9.0", "=A2*2"),
        Finding("other_formula", "Biaya", "B5", "=A5*3", "=A5*2"),
    ]


def test_errors_and_checks_are_told_and_gaps_of_charts_are_not(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A2", "=NA()", None, "#N/A")
        sheet.write("C1", "Pemeriksaan")
        sheet.write_formula("C2", '="Lengkapi baris"', None, "Lengkapi baris")
        sheet.write("D1", "Pemeriksaan")
        sheet.write_formula("D2", '="OK"', None, "OK")

    found = audit(written(tmp_path / "a.xlsx", draw))
    assert kinds(found) == [("error", "A1"), ("check", "C2")]
    assert found[1].found == "Lengkapi baris"


def test_the_command_tells_where_and_exits_with_one(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        products(sheet)
        sheet.write(2, 2, 77)

    command = [sys.executable, "-m", "xl_addin.cli", "audit"]
    path = written(tmp_path / "a.xlsx", draw)
    bad = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "Biaya!C3" in bad.stdout
    assert "=A3*B3" in bad.stdout
    good = subprocess.run([*command, SWOT], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout.strip().endswith("nothing found")) == (0, True)
