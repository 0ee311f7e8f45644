"""Workbooks of the Balanced Scorecard example for tests: as they stood when a month had been reported."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_addin import formats
from xl_addin.actions.bsc_files import department_path
from xl_addin.actions.tables import ListTable, Record
from xl_addin.example_bsc import BscExample

EXAMPLE = BscExample()
SWOT = Path(__file__).resolve().parent.parent / "workbooks" / "swot.xlsx"


@cache
def _filled(month: int, *, portable: bool) -> bytes:
    return formats.build("bsc", EXAMPLE.workbook(month), portable=portable).to_bytes()


@cache
def _empty() -> bytes:
    header = ("company", "document", "year", "settings", "departments")
    values = {key: EXAMPLE.company[key] for key in header} | {"reference_date": date(2026, 11, 9), "month": 1}
    return formats.build("bsc", values).to_bytes()


@cache
def _department(name: str, month: int) -> bytes:
    return formats.build("kpi_department", EXAMPLE.department(name, month)).to_bytes()


def write_bsc(path: Path, month: int = 9, *, portable: bool = False) -> Path:
    """Write the example's workbook."""
    path.write_bytes(_filled(month, portable=portable))
    return path


def write_empty(path: Path) -> Path:
    """Write a workbook with the example's company and departments, without KPIs."""
    path.write_bytes(_empty())
    return path


def write_departments(folder: Path, month: int = 9, *names: str) -> Path:
    """Write the workbooks of some departments, or of all."""
    folder.mkdir(exist_ok=True)
    for name in names or EXAMPLE.managers:
        department_path(folder, EXAMPLE.company["year"], name).write_bytes(_department(name, month))
    return folder


def rows(book: xw.Book, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of a table's rows in use."""
    return [tuple(record[c] for c in columns) for record in ListTable(book, table, columns).records()]


def change_rows(book: xw.Book, table: str, key: str, changes: dict[Any, Record]) -> None:
    """Type values into rows of a table, by what their key column holds."""
    columns = (key, *dict.fromkeys(heading for values in changes.values() for heading in values))
    found = ListTable(book, table, columns)
    found.replace([{**record, **changes.get(record[key], {})} for record in found.records()])
