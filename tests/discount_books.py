"""Small discounts workbooks on disk: filled, pressed, and read back by their tables."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from xl_addin import formats
from xl_addin.actions import Result, find
from xl_addin.headless import open_book

GROUPS = [
    {
        "name": "Distributor",
        "payment_rate": 0.01,
        "tiers": [{"limit": 100_000_000, "rate": 0.02}, {"limit": 250_000_000, "rate": 0.03}],
        "note": None,
    },
    {"name": "Toko", "payment_rate": 0.0075, "tiers": [{"limit": 0, "rate": 0.01}], "note": None},
]


def customer(code: str, **more: Any) -> dict[str, Any]:
    usual = {"name": f"Toko {code}", "city": "Solo", "group": "Distributor", "terms": 30, "rate": None}
    return {"code": code, **usual, "active": "Ya", "contact": None, **more}


def bought(code: str, day: date, amount: object, number: str = "", **more: Any) -> dict[str, Any]:
    number = number or f"PB-{code}-{day:%m%d}"
    return {"number": number, "date": day, "code": code, "text": "Kursi", "amount": amount, **more}


def came_back(code: str, day: date, amount: object, **more: Any) -> dict[str, Any]:
    usual = {"number": f"RT-{code}-{day:%m%d}", "invoice": None, "text": "Retak"}
    return {**usual, "date": day, "code": code, "amount": amount, **more}


def billed(number: str, code: str, day: date, amount: object, due: date | None = None) -> dict[str, Any]:
    return {"number": number, "date": day, "code": code, "amount": amount, "due": due}


def paid(number: str, day: date, invoice: str | None, amount: object) -> dict[str, Any]:
    return {"number": number, "date": day, "invoice": invoice, "amount": amount}


def data(**values: Any) -> dict[str, Any]:
    """The data of a workbook of 2027 with two groups of customers; settings begin with ``set_``."""
    chosen = {key.removeprefix("set_"): value for key, value in values.items() if key.startswith("set_")}
    lists = {key: value for key, value in values.items() if not key.startswith("set_")}
    defaults = formats.find("discounts").defaults()
    return {
        "company": {"name": "PT Mebel Nusantara"},
        "year": 2027,
        "reference_date": date(2027, 4, 2),
        "groups": GROUPS,
        "customers": [customer("A"), customer("B")],
        **lists,
        "settings": {**defaults["settings"], "month": 3, **chosen},
    }


class Discounts:
    """A discounts workbook on disk."""

    def __init__(self, folder: Path, *, portable: bool = False, **values: Any) -> None:
        self.path = folder / "diskon.xlsx"
        self.statements = folder / "Diskon"
        formats.build("discounts", data(**values), portable=portable).save(self.path)

    def press(self, action: str = "calculate_discounts", **options: Any) -> Result:
        """Press a button, calculate and save."""
        with open_book(self.path) as book:
            result = find(action)(book, options)
            if result.changed:
                book.app.calculate()
                book.save()
        return result

    def type(self, cells: Mapping[str, object]) -> None:
        """Type into named cells and ``Sheet!A1``, calculate and save."""
        with open_book(self.path) as book:
            for place, value in cells.items():
                sheet, _, cell = place.rpartition("!")
                target = book.sheets[sheet].range(cell) if sheet else book.names[cell].refers_to_range
                is_day = isinstance(value, date) and not isinstance(value, datetime)
                target.value = datetime.combine(value, time()) if is_day else value  # type: ignore[arg-type]
            book.app.calculate()
            book.save()

    def rows(self, table: str) -> list[dict[str, Any]]:
        return rows(self.path.read_bytes(), table)

    def month(self, code: str) -> dict[str, Any]:
        """The customer's row of ``Perhitungan``."""
        (found,) = [row for row in self.rows("tbl_hitung") if row["Kode"] == code]
        return found

    def cell(self, place: str) -> Any:
        sheet, _, cell = place.rpartition("!")
        book = openpyxl.load_workbook(self.path, data_only=True)
        if not sheet:
            sheet, cell = next(iter(book.defined_names[cell].destinations))
        value = book[sheet.strip("'")][cell.replace("$", "")].value
        return None if value == "" else value


def rows(content: bytes, table: str) -> list[dict[str, Any]]:
    """The rows of a table that are in use, by their headings."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    sheet = next(sheet for sheet in book if table in sheet.tables)
    heads, *body = sheet[sheet.tables[table].ref]
    found = [
        {h.value: None if c.value == "" else c.value for h, c in zip(heads, row, strict=True)} for row in body
    ]
    return [row for row in found if any(value not in (None, 0) for value in row.values())]
