"""Complaints workbooks on disk: buttons pressed, calculated, read back by their tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from complaint_books import Row, _plain, complaint, values

from xl_addin import formats
from xl_addin.actions import Result
from xl_addin.actions.complaint_book import COLUMNS
from xl_addin.headless import open_book
from xl_addin.recalc import recalculate
from xl_addin.render import render
from xl_addin.runner import run_action

OPEN: Row = dict.fromkeys(
    ("forwarded", "department_received", "answer", "cause", "answered", "replied", "reply_channel")
)
"""What a complaint that has only just come in does not have."""
HEADS = [
    {"name": "Marketing Communication", "head": "Dian Permata"},
    {"name": "QC", "head": "Hadi Susanto"},
    {"name": "Penjualan", "head": "Bambang Hermawan"},
    {"name": "Angkutan", "head": None},
]


def fresh(**changes: Any) -> Row:
    """A complaint that is ready to be forwarded."""
    return complaint(**{**OPEN, **changes})


class Desk:
    """A complaints workbook on disk."""

    def __init__(self, folder: Path, rows: Sequence[Row], **changes: Any) -> None:
        self.path = folder / "keluhan.xlsx"
        package = render(
            formats.find("complaints").template, values(rows, **{"departments": HEADS, **changes})
        )
        recalculate(package)
        self.path.write_bytes(package.to_bytes())

    def press(self, name: str, **options: Any) -> Result:
        return run_action(self.path, name, {key: str(value) for key, value in options.items()})

    def set(self, **cells: Any) -> None:
        """Type into the cells of defined names."""
        with open_book(self.path) as book:
            for name, value in cells.items():
                book.names[name].refers_to_range.value = value
            book.app.calculate()
            book.save()

    def type(self, no: str, **cells: Any) -> None:
        """Type into cells of a complaint; the blank in a heading is written ``_``."""
        with open_book(self.path) as book:
            table = book.sheets["Register"].tables["tbl_register"]
            headings = table.header_row_range.value
            body = table.data_body_range
            (place,) = [n for n, row in enumerate(body.options(ndim=2).value) if row[0] == no]
            for heading, value in cells.items():
                body[place, headings.index(heading.replace("_", " "))].value = value
            book.app.calculate()
            book.save()

    def rows(self, table: str = "tbl_register") -> list[Row]:
        """The rows in use of a table, as the saved file shows them."""
        book = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()), data_only=True)
        sheet = next(sheet for sheet in book if table in sheet.tables)
        heads, *body = sheet[sheet.tables[table].ref]
        found = [{h.value: _plain(c.value) for h, c in zip(heads, line, strict=True)} for line in body]
        return [row for row in found if any(value is not None for value in row.values())]

    def row(self, no: str) -> Row:
        (found,) = [row for row in self.rows() if row["No"] == no]
        return found

    def typed(self) -> list[Row]:
        """What people typed, row by row."""
        return [{heading: row[heading] for heading in COLUMNS} for row in self.rows()]

    def cell(self, sheet: str, place: str) -> Any:
        book = openpyxl.load_workbook(io.BytesIO(self.path.read_bytes()), data_only=True)
        return _plain(book[sheet][place].value)


def day(month: int, number: int) -> date:
    return date(2027, month, number)
