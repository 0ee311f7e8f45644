"""A workbook as text, in an order that stays, so that a diff of two workbooks reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from udfs.registry import Scalar, UdfError, from_serial
from xl_addin.errors import LembarError
from xl_addin.ooxml.cellvalue import number_text
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import quote_sheet
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import SheetEntry, Table, Workbook
from xl_addin.ooxml.xml import attributes_of, elements, unescape_xml

_VALIDATION: Final = re.compile(
    r"<(?:\w+:)?dataValidation\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?dataValidation>)", re.DOTALL
)
_PART: Final = re.compile(r"<(?:\w+:)?(formula1|formula2|sqref)\b[^>]*>(.*?)</(?:\w+:)?\1>", re.DOTALL)


def dump(source: Path | str | Package) -> str:
    """Return a workbook's names, sheets, tables, validations and cells, a line each.

    A formula's line ends in the value that the file shows; dates are written ``2026-01-31``.

    Raises:
        LembarError: the file cannot be read.
    """
    package = source if isinstance(source, Package) else Package.open(source)
    try:
        return "\n".join(_lines(Workbook(package)))
    except LembarError as error:
        raise error.in_file(package.path) from None


def _lines(workbook: Workbook) -> Iterator[str]:
    names = sorted(workbook.defined_names, key=lambda name: (name.name.lower(), name.sheet or ""))
    for name in names:
        scope = f" ({quote_sheet(name.sheet)})" if name.sheet else ""
        yield f"name {name.name}{scope}: ={name.formula}"
    for entry in workbook.sheets:
        yield ""
        yield f"sheet {quote_sheet(entry.name)}" + ("" if entry.visible else " (hidden)")
        if entry.worksheet:
            yield from _sheet_lines(workbook, entry)


def _sheet_lines(workbook: Workbook, entry: SheetEntry) -> Iterator[str]:
    sheet = workbook.sheet(entry.name)
    for table in sorted(workbook.tables, key=lambda table: table.name.lower()):
        if table.sheet == entry.name:
            yield from _table_lines(table)
    yield from sorted(f"validation {line}" for line in _validations(sheet))
    yield from sorted(f"merged {attributes['ref']}" for attributes in elements(sheet.tail, "mergeCell"))
    for number in sorted(sheet.rows):
        cells = sheet.rows[number].cells
        for column in sorted(cells):
            if line := _cell_line(workbook, sheet, cells[column]):
                yield line


def _table_lines(table: Table) -> Iterator[str]:
    yield f"table {table.name} {table.area}: {' | '.join(table.columns)}"
    for column, formula in table.formulas.items():
        yield f"table {table.name}, {column}: ={formula}"


def _validations(sheet: Sheet) -> Iterator[str]:
    for tag, body in _VALIDATION.findall(sheet.tail):
        attributes = attributes_of(tag)
        parts = {name: unescape_xml(re.sub(r"<[^>]+>", "", text)) for name, text in _PART.findall(body)}
        area = attributes.get("sqref") or parts.get("sqref", "")
        rule = [attributes.get("type", "any"), attributes.get("operator", "")]
        formulas = [f"={parts[name]}" for name in ("formula1", "formula2") if parts.get(name)]
        yield f"{area}: {' '.join(filter(None, [*rule, *formulas]))}"


def _cell_line(workbook: Workbook, sheet: Sheet, cell: Cell) -> str:
    value = _text(sheet.value_of(cell), date=workbook.is_date(cell.style))
    formula = sheet.formula_of(cell)
    if not formula:
        return f"{cell.name}: {value}" if value else ""
    area = f" {{{cell.area}}}" if cell.area else ""
    return f"{cell.name}{area}: ={_one_line(formula)}" + (f" -> {value}" if value else "")


def _text(value: Scalar, *, date: bool) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return _date(value) if date else number_text(value)
    return "" if value is None else str(value)


def _date(number: float) -> str:
    try:
        day = from_serial(number).isoformat()
    except UdfError:
        return number_text(number)
    return day if number.is_integer() else f"{day} ({number_text(number)})"


def _one_line(formula: str) -> str:
    return re.sub(r"[\r\n]+\s*", " ", formula)
