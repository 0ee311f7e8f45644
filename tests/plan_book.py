"""A production planning workbook of the example, calculated, by the values of its names and cells."""

from __future__ import annotations

import io
from collections.abc import Mapping
from math import isclose
from pathlib import Path
from typing import Any

import openpyxl
import yaml
from openpyxl.workbook import Workbook

from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import render

EXAMPLES = Path(__file__).parents[1] / "examples" / "production"


class Plan:
    """A workbook of a format, filled with data over that of an empty one."""

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self.name = name
        package = render(formats.find(name).template, {**formats.find(name).defaults(), **values})
        recalculate(package)
        self.book: Workbook = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)

    def __getitem__(self, name: str) -> Any:
        """Return the value of a defined name or of ``Sheet!A1``."""
        if "!" in name:
            sheet, cell = name.split("!")
            return self.book[sheet][cell].value
        sheet, cell = next(iter(self.book.defined_names[name].destinations))
        return self.book[sheet][cell.replace("$", "")].value

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table by their headings."""
        sheet = next(sheet for sheet in self.book if table in sheet.tables)
        heads, *body = sheet[sheet.tables[table].ref]
        return [{h.value: c.value for h, c in zip(heads, row, strict=True)} for row in body]


def example(name: str, **changes: Any) -> dict[str, Any]:
    """Return the data of the example, with inputs, settings (``as_paper``) or lists replaced."""
    values: dict[str, Any] = read_data(EXAMPLES / f"{name}.yaml")
    for key, value in changes.items():
        place = next((part for part in ("inputs", "settings") if key in values.get(part, {})), None)
        values = {**values, place: {**values[place], key: value}} if place else {**values, key: value}
    return values


def wrong_audit_rows(name: str, books: Mapping[str, Plan]) -> list[str]:
    """Return the figures of the audit of which the workbook does not show what is said there."""
    wrong = []
    for row in audit(name):
        place = row.get("name") or f"{row['sheet']}!{row['cell']}"
        value = books[row["setting"]][place]
        half = 0.5 * 10 ** -row.get("digits", 0) + 1e-9
        agrees = abs(value - row["printed"]) <= half
        right = agrees if row["verdict"] == "agrees" else isclose(value, row["right"], rel_tol=1e-8)
        if not right or agrees != (row["verdict"] == "agrees"):
            wrong.append(f"{row['id']}: {value}")
    return wrong


def audit(name: str) -> list[dict[str, Any]]:
    """Return the rows of the audit of a format."""
    rows: list[dict[str, Any]] = yaml.safe_load((EXAMPLES / f"audit_{name}.yaml").read_text(encoding="utf-8"))
    return rows


def differences(name: str, values: Mapping[str, Any], *, portable: bool) -> list[Any]:
    """Return the cells in which the engines differ."""
    package = formats.build(name, values, portable=portable)
    return list(verify(package, ("formualizer", "formulas")).differences)
