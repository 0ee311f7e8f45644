"""Rows come and go in the Balanced Scorecard workbook, and it is then as if it had been made with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import bsc_books as books
import openpyxl
import pytest

from xl_addin import formats
from xl_addin.actions.tables import ListTable
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package

SHEETS = ["KPI Corporate", "Realisasi", "Capaian Corporate", "Scorecard", "Skor Departemen"]


def data_of(count: int) -> dict[str, Any]:
    """Data of so many KPIs, each carried by a department of its own."""
    corporate = [
        books.kpi(f"F{n}", f"KPI {n}", 100 / count, [10.0] * 12, definition="Definisi")
        for n in range(1, count + 1)
    ]
    results = [
        card
        | {"id": f"K{n:04d}", "department": f"Departemen {n}", "parent": card["code"], "kind": "Langsung"}
        | {"actuals": books.months(11, 12 - n, 9), "denominators": books.months(), "note": None}
        for n, card in enumerate(corporate, 1)
    ]
    units = [{"name": one["department"], "directorate": "Umum", "manager": None} for one in results]
    return books.scorecard_data(
        corporate=corporate, directorate=[], cascading=[], results=results, departments=units
    )


def fill(path: Path, count: int) -> None:
    """Give the workbook so many KPIs, row by row as actions do, and calculate."""
    data = data_of(count)
    with open_book(path) as book:
        _replace(
            book, "tbl_kpi_korporat", data["corporate"], {"Kode": "code", "KPI": "name", "Bobot": "weight"}
        )
        of_result = {"ID": "id", "Kode": "code", "KPI": "name", "Departemen": "department"}
        of_result |= {"Induk": "parent", "Bobot": "weight"}
        for one in data["results"]:
            one["Realisasi Feb"] = one["actuals"][1]
        _replace(book, "tbl_realisasi", data["results"], of_result | {"Realisasi Feb": "Realisasi Feb"})
        for table in ("tbl_capaian_korporat", "tbl_scorecard"):
            _replace(book, table, data["corporate"], {"Kode": "code"})
        for table in ("tbl_departemen", "tbl_skor_departemen"):
            _replace(book, table, data["departments"], {"Departemen": "name"})
        book.app.calculate()
        book.save()


def _replace(book: Any, name: str, items: list[dict[str, Any]], fields: dict[str, str]) -> None:
    """Make these the rows of a table; what the first row holds besides stands in every row."""
    table = ListTable(book, name, tuple(fields))
    pattern = table.records()[0]
    table.replace([pattern | {heading: item[key] for heading, key in fields.items()} for item in items])


def seen(path: Path) -> dict[str, Any]:
    """What the sheets hold: formulas, values, tables, rules, names, print areas, references of charts."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found: dict[str, Any] = {
        "names": {
            name: defined.attr_text
            for name, defined in formulas.defined_names.items()
            if any(sheet in defined.attr_text for sheet in SHEETS)
        },
    }
    for title in SHEETS:
        sheet = formulas[title]
        found[title] = {
            "cells": {
                cell.coordinate: cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            },
            "values": {
                cell.coordinate: round(cell.value, 9) if isinstance(cell.value, float) else cell.value
                for row in values[title].iter_rows()
                for cell in row
                if cell.value not in (None, "")
            },
            "tables": {table.name: table.ref for table in sheet.tables.values()},
            "rules": {str(area.sqref) for area in sheet.conditional_formatting},
            "validations": {str(rule.sqref) for rule in sheet.data_validations.dataValidation},
            "print": sheet.print_area,
        }
    package = Package.open(path)
    charts = [part for part in package.names() if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]
    found["charts"] = {part: re.findall(rb"<c:f>(.*?)</c:f>", package.read(part)) for part in charts}
    return found


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """A workbook of one KPI that got thirty, and the same with one KPI again."""
    path = tmp_path_factory.mktemp("grown") / "bsc.xlsx"
    formats.build("bsc", data_of(1)).save(path)
    fill(path, 30)
    many = seen(path)
    fill(path, 1)
    return many, seen(path)


@pytest.mark.parametrize(("place", "count"), [(0, 30), (1, 1)])
def test_a_workbook_that_grew_or_shrank_is_as_one_made_so(
    grown: tuple[dict[str, Any], dict[str, Any]], place: int, count: int, tmp_path: Path
) -> None:
    formats.build("bsc", data_of(count)).save(tmp_path / "made.xlsx")
    made, found = seen(tmp_path / "made.xlsx"), grown[place]
    assert found["names"] == made["names"]
    assert found["charts"] == made["charts"]
    for title in SHEETS:
        for what, expected in made[title].items():
            assert found[title][what] == expected, (title, what)
    assert len(made["Scorecard"]["cells"]) > 100 * count / 30


def test_a_row_of_results_looks_at_its_own_row_alone() -> None:
    """There may be 8,000 of them: a formula that looked at all rows would look 64 million times."""
    sheet = openpyxl.load_workbook(formats.find("bsc").template)["Realisasi"]
    formulas = [str(cell.value) for cell in sheet[11] if str(cell.value).startswith("=")]
    assert len(formulas) == 9
    for text in formulas:
        assert set(re.findall(r"\$?[A-Z]{1,2}\$?(\d+)", text)) == {"11"}, text
        assert "!" not in text
