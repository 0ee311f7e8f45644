"""Rows are as high as the text that was put into them needs, in programs that do not fit rows themselves."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.ooxml.heights import Heights, count_lines
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook

LONG = "Sebanyak 3.113 dari 3.228 rumah sakit wajib memenuhi Kelas Rawat Inap Standar"


def fitted(sheet: Worksheet) -> dict[int, str]:
    """The heights in the file after fitting, by row."""
    assert sheet.parent is not None
    file = io.BytesIO()
    sheet.parent.save(file)
    workbook = Workbook(Package.open(file.getvalue()))
    Heights(workbook).fit(workbook.sheet(sheet.title))
    again = openpyxl.load_workbook(io.BytesIO(workbook.flush().to_bytes()))[sheet.title]
    return {row: str(d.height) for row, d in again.row_dimensions.items() if d.height}


@pytest.fixture
def sheet() -> Worksheet:
    sheet = openpyxl.Workbook().worksheets[0]
    sheet.column_dimensions["A"].width = 20
    for row in (1, 2):
        sheet.cell(row, 1, LONG).alignment = Alignment(wrap_text=True)
    return sheet


def test_a_row_is_as_high_as_its_wrapped_text(sheet: Worksheet) -> None:
    sheet["A2"].value = "pendek"
    heights = fitted(sheet)
    assert 4 * 12 < float(heights[1]) < 7 * 16
    assert 2 not in heights


def test_a_larger_font_needs_a_higher_row(sheet: Worksheet) -> None:
    sheet["A2"].font = Font(size=18)
    heights = fitted(sheet)
    assert float(heights[2]) > 2 * float(heights[1])


def test_a_height_set_by_hand_and_merged_text_stay(sheet: Worksheet) -> None:
    sheet.row_dimensions[1].height = 20
    sheet.merge_cells("A2:D2")
    assert fitted(sheet) == {1: "20.0"}


def test_text_that_does_not_wrap_needs_no_height(sheet: Worksheet) -> None:
    for row in (1, 2):
        sheet.cell(row, 1).alignment = Alignment(wrap_text=False)
    assert fitted(sheet) == {}


def test_no_row_is_higher_than_excel_allows(sheet: Worksheet) -> None:
    sheet["A1"].value = LONG * 100
    assert float(fitted(sheet)[1]) == 409


def test_a_sheet_that_fits_keeps_its_bytes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = LONG
    book.save(tmp_path / "flat.xlsx")
    workbook = Workbook(Package.open(tmp_path / "flat.xlsx"))
    sheet = workbook.sheet("Sheet")
    Heights(workbook).fit(sheet)
    assert not sheet.changed


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("satu", 10, 1), ("satu\ndua", 10, 2), ("a" * 100, 10, 10), ("satu dua tiga", 4, 3)],
)
def test_lines_are_counted_word_by_word(text: str, width: float, lines: int) -> None:
    assert count_lines(text, width) == lines
