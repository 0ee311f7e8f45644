"""SWOT workbooks and issue forms for tests, rendered from the shipped templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw

from xl_addin import formats
from xl_addin.actions.swot_issues import ISSUE_COLUMNS, TAB_COLUMNS, TABS
from xl_addin.actions.tables import ListTable, Record

DEPARTMENTS = ["Marketing", "Penjualan", "Produksi", "PPC", "Pengadaan", "Keuangan", "SDM"]
COMPANY = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-02", "revision": "00", "date": date(2026, 9, 1)},
    "year": 2027,
    "departments": DEPARTMENTS,
}
_FIELDS = ("stakeholder", "need", "issue", "factor", "source", "category")


@cache
def _blank() -> bytes:
    return formats.build("swot", {**COMPANY, "reference_date": date(2026, 11, 2)}).to_bytes()


def write_swot(path: Path) -> Path:
    """Write a SWOT workbook without issues."""
    path.write_bytes(_blank())
    return path


def issue(text: str, category: str = "S", **others: str | None) -> dict[str, str | None]:
    """Return an issue that is as it should be, but for what is given."""
    factor = "Internal: Proses" if category in ("S", "W") else "Eksternal: Pasar"
    values = {"stakeholder": "Pelanggan", "need": "Mutu", "factor": factor, "source": "Rapat tahunan"}
    return {**values, "issue": text, "category": category, **others}


def write_form(
    path: Path,
    department: str,
    issues: Sequence[dict[str, Any]],
    sent: date | None = date(2026, 10, 20),
    **more: Any,
) -> Path:
    """Write a filled issue form."""
    values = {
        **COMPANY,
        "department": department,
        "author": "Pengisi",
        "sent": sent,
        "issues": issues,
        **more,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    formats.build("issue_form", values).save(path)
    return path


def change(path: Path, cells: dict[str, Any], sheet: str = "Formulir Isu") -> Path:
    """Change cells of a file behind the program's back."""
    book = openpyxl.load_workbook(path)
    for address, value in cells.items():
        book[sheet][address] = value
    book.save(path)
    return path


def issues_of(book: xw.Book) -> list[Record]:
    """Return the list of issues."""
    return ListTable(book, "tbl_isu", ISSUE_COLUMNS).records()


def set_issues(book: xw.Book, issues: Sequence[tuple[str, str, str]]) -> None:
    """Make the list of issues one of department, text and category."""
    records = [
        dict(zip(ISSUE_COLUMNS, [issue(text, letter)[field] for field in _FIELDS], strict=True))
        | {"Sumber Isu": f"{department} · Rapat"}
        for department, text, letter in issues
    ]
    ListTable(book, "tbl_isu", ISSUE_COLUMNS).replace(records)


def tab(book: xw.Book, letter: str) -> list[Record]:
    """Return the rows of a category tab."""
    return ListTable(book, TABS[letter], TAB_COLUMNS).records()


def weigh(book: xw.Book, letter: str, weights: dict[str, tuple[float, float]]) -> None:
    """Type bobot and rating beside issues of a tab, by their text."""
    table = ListTable(book, TABS[letter], TAB_COLUMNS)
    rows = table.records()
    for row in rows:
        if row["Isu"] in weights:
            row["Bobot"], row["Rating"] = weights[row["Isu"]]
    table.replace(rows)


def records(book: xw.Book, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of a table's records."""
    return [
        tuple(record[column] for column in columns) for record in ListTable(book, table, columns).records()
    ]
