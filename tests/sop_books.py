"""Workbooks of the format ``sop``: rows to fill them with, and what their cells show."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import openpyxl

from xl_addin import formats
from xl_addin.example_sop import MAIN, SopExample
from xl_addin.ooxml.package import Package

Row = dict[str, Any]
STEP: Row = dict.fromkeys(
    ("requirements", "output", "next", "branches", "shares", "indicator", "note"), None
) | {
    "code": "L02", "activity": "Mencatat", "actor": "Penjualan", "kind": "Kegiatan", "document": "Register",
    "low": 5, "likely": 10, "high": 15, "unit": "menit",
}  # fmt: skip
START: Row = STEP | {"code": "L01", "activity": "Menerima", "kind": "Mulai"}
END: Row = STEP | {"code": "L09", "activity": "Menutup", "kind": "Selesai"}


class Book:
    """A built workbook by the values of its cells."""

    def __init__(self, package: Package) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def __getitem__(self, place: str) -> Any:
        """Return what ``Sheet!A1`` or a defined name shows."""
        if "!" in place:
            sheet, cell = place.split("!")
            return self.book[sheet][cell].value
        sheet, cell = next(iter(self.book.defined_names[place].destinations))
        return self.book[sheet][cell.replace("$", "")].value

    def column(self, table: str, heading: str) -> list[Any]:
        """Return the body of a table's column."""
        sheet = next(sheet for sheet in self.book if table in sheet.tables)
        head, *body = sheet[sheet.tables[table].ref]
        place = [cell.value for cell in head].index(heading)
        return [row[place].value for row in body]


def values(**changes: Any) -> Row:
    """Return the data of the main example with lists or settings replaced."""
    found = SopExample().procedure(MAIN)
    for key, value in changes.items():
        found[key] = {**found[key], **value} if isinstance(value, Mapping) else value
    return found


def built(data: Mapping[str, Any] | None = None, *, portable: bool = False) -> Book:
    """Build a workbook, an empty one without data."""
    return Book(formats.build("sop", data, portable=portable))
