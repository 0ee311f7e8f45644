"""Data for a template, from the files that people have: YAML, JSON, CSV, the tables of a workbook."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files
from xl_addin.errors import LembarError
from xl_addin.ooxml.dates import as_datetime

if TYPE_CHECKING:
    from xl_addin.ooxml.workbook import Table, Workbook

ROWS: Final = "rows"
"""Under this name a template finds the records of a CSV file, or of a list at the top of YAML or JSON."""


def read_data(path: Path) -> dict[str, Any]:
    """Read data for a template; the file's ending says which kind it is.

    Args:
        path: ``.yaml``, ``.yml`` or ``.json``; ``.csv``, whose records are ``rows``; or ``.xlsx`` and
            ``.xlsm``, whose tables are lists of records by their names, and whose named cells are values.

    Raises:
        LembarError: no such file, another kind of file, or not well-formed.
    """
    kind = path.suffix.lower()
    if kind in (".xlsx", ".xlsm"):
        return _workbook_data(path)
    text = _text(path)
    try:
        if kind == ".csv":
            return {ROWS: read_csv(text)}
        values = json.loads(text) if kind == ".json" else _yaml(text, path)
    except (ValueError, csv.Error) as error:
        raise LembarError("bad_data", file=path, found=" ".join(str(error).split())) from error
    if isinstance(values, list):
        return {ROWS: values}
    if not isinstance(values, dict):
        raise LembarError("bad_data", file=path, found=type(values).__name__)
    return values


def read_csv(text: str) -> list[dict[str, Any]]:
    r"""Return the records of a CSV file as Excel writes it: with semicolons the numbers have decimal commas.

    >>> read_csv("Kode;Harga;Tanggal\n007;1.234,50;02/11/2026\n")
    [{'Kode': '007', 'Harga': 1234.5, 'Tanggal': datetime.date(2026, 11, 2)}]
    >>> read_csv('Kode,Harga\n8,"1,234.50"\n')
    [{'Kode': 8, 'Harga': 1234.5}]
    """
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    decimal_comma = delimiter == ";"
    records = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [
        {name: _value(cell, decimal_comma=decimal_comma) for name, cell in record.items() if name is not None}
        for record in records
    ]


_NUMBER: Final = {
    True: re.compile(r"-?(0|[1-9]\d{0,2}(\.\d{3})+|[1-9]\d*)(,\d+)?"),
    False: re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?"),
}
_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


def _value(text: str | None, *, decimal_comma: bool) -> Any:
    """Read a cell of a CSV file; what has leading zeros is a code and stays text."""
    if text is None or not text.strip():
        return None
    bare = text.strip()
    if _NUMBER[decimal_comma].fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".") if decimal_comma else bare.replace(",", "")
        return float(plain) if "." in plain else int(plain)
    for form in _DATES:
        try:
            return datetime.strptime(bare, form).date()
        except ValueError:
            continue
    return text


def _text(path: Path) -> str:
    data = files.read_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what Excel's plain CSV is in Indonesia


def _yaml(text: str, path: Path) -> Any:
    import yaml  # noqa: PLC0415 - only when YAML is read

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise LembarError("bad_data", file=path, found=" ".join(str(error).split())) from error


def _workbook_data(path: Path) -> dict[str, Any]:
    from xl_addin.ooxml.workbook import Workbook  # noqa: PLC0415 - only when a workbook is read

    workbook = Workbook.open(path)
    return {**dict(_named_values(workbook)), **{t.name: list(_records(workbook, t)) for t in workbook.tables}}


def _named_values(workbook: Workbook) -> Iterator[tuple[str, Any]]:
    from xl_addin.ooxml.formula import tokens  # noqa: PLC0415

    for name in workbook.defined_names:
        pieces = list(tokens(name.formula))
        reference = pieces[0].reference if len(pieces) == 1 else None
        if reference is None or reference.last is not None or reference.sheet_name is None:
            continue
        row, column = reference.first.row, reference.first.column
        if row is not None and column is not None:
            yield name.name, _cell(workbook, reference.sheet_name, row, column)


def _records(workbook: Workbook, table: Table) -> Iterator[dict[str, Any]]:
    body = table.body
    for row in range(body.top, body.bottom + 1):
        cells = (_cell(workbook, table.sheet, row, column) for column in range(body.left, body.right + 1))
        record = dict(zip(table.columns, cells, strict=True))
        if any(value is not None for value in record.values()):
            yield record


def _cell(workbook: Workbook, sheet: str, row: int, column: int) -> Any:
    """Return what a cell shows; a number that is shown as a date is one."""
    found = workbook.sheet(sheet)
    value, cell = found.value(row, column), found.cell(row, column)
    if isinstance(value, float):
        moment = as_datetime(value, workbook.date_1904) if cell and workbook.is_date(cell.style) else value
        if isinstance(moment, datetime):
            return moment.date() if moment.time() == moment.min.time() else moment
        return int(value) if value.is_integer() else value
    return None if value == "" else value
