"""Files that the company portal reads and writes: one row for each KPI and month, as CSV or JSON.

What Excel and portals do to a CSV is ordinary input: ``;`` or ``,``, decimal comma or point, thousands
marked, a byte order mark, Windows' code page, line breaks inside quotes. docs/portal.md has the columns.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from xl_addin.actions.delimited import (
    MARKS,
    csv_rows,
    decimal_mark,
    decoded,
    number_of,
    number_text,
    safe,
    unsafe,
)
from xl_addin.errors import LembarError

TEXTS: Final = (
    *("departemen", "id", "kode", "kpi", "induk", "jenis", "perspektif"),
    *("satuan", "polaritas", "konsolidasi"),
)
NUMBERS: Final = ("tahun", "bulan", "bobot", "target", "realisasi", "penyebut")
DATES: Final = ("diterima", "terverifikasi")
COLUMNS: Final = (
    *("tahun", "bulan", "departemen", "id", "kode", "kpi", "induk", "jenis", "perspektif"),
    *("satuan", "polaritas", "konsolidasi", "bobot", "target", "realisasi", "penyebut"),
    *("diterima", "terverifikasi"),
)
"""The columns of the file, in the order in which they are written; read in any order."""
NEEDED: Final = ("bulan", "id", "realisasi")
"""The columns without which a file says nothing."""
Row = dict[str, Any]
"""Values by column: text, float, date, or None."""

_LONGEST: Final = 40


@dataclass(frozen=True)
class Line:
    """A row of a file: its number, its values, and what is wrong with it (column, found, expected)."""

    number: int
    values: Row
    faults: tuple[tuple[str, str, str], ...] = ()


def to_csv(rows: Iterable[Mapping[str, Any]], decimal: str) -> bytes:
    """Write rows as CSV in UTF-8 with a byte order mark, so that Excel opens it as it is.

    Args:
        rows: Values by column; columns that are not there are blank.
        decimal: ``id`` for ``;`` and decimal commas, ``en`` for ``,`` and points.
    """
    separator, mark = MARKS[decimal]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_field(row.get(column), mark) for column in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_json(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write rows as a JSON list of objects: numbers as numbers, dates as ISO 8601, blanks as null."""
    objects = [{column: _plain(row.get(column)) for column in COLUMNS} for row in rows]
    return (json.dumps(objects, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes, file: object = None, decimal: str | None = None) -> list[Line]:
    """Read a file of either kind; lines that are wrong say so and the others are read.

    Args:
        data: The file's bytes.
        file: Its name, for errors.
        decimal: ``id`` or ``en``; by default the file itself shows which.

    Raises:
        LembarError: not a file of rows, or without the columns that are needed.
    """
    text = decoded(data)
    if text.lstrip()[:1] in ("[", "{"):
        return _read_json(text, file, decimal)
    return _read_csv(text, file, decimal)


def _field(value: object, mark: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return _iso(value)
    if isinstance(value, float):
        return number_text(value).replace(".", mark)
    return safe(str(value))


def _plain(value: object) -> object:
    if isinstance(value, date):
        return _iso(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _iso(day: date) -> str:
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _read_json(text: str, file: object, decimal: str | None) -> list[Line]:
    try:
        found = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        raise LembarError("bad_portal_file", file=file, found=str(error)) from error
    rows = found.get("data", [found]) if isinstance(found, dict) else found
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LembarError("bad_portal_file", file=file, found="JSON", expected="[{...}, ...]")
    raw = [(n, {_heading(key): value for key, value in row.items()}) for n, row in enumerate(rows, 1)]
    _check_columns(dict.fromkeys(key for _, row in raw for key in row) if raw else NEEDED, file)
    return _lines(raw, decimal or _decimals(raw, "en"))


def _read_csv(text: str, file: object, decimal: str | None) -> list[Line]:
    lines = list(io.StringIO(text, newline=""))
    skipped = 1 if lines and re.fullmatch(r"sep=.\s*", lines[0], re.IGNORECASE) else 0
    separator = _separator(lines[skipped] if skipped < len(lines) else "")
    rows = csv_rows(lines, skipped, separator)
    _, headings = next(rows, (0, []))
    if isinstance(headings, str) or not headings:
        raise LembarError("bad_portal_file", file=file, found=headings or "-", expected=", ".join(COLUMNS))
    headings = [_heading(field) for field in headings]
    _check_columns(headings, file)
    raw: list[tuple[int, Row]] = []
    for number, fields in rows:
        if isinstance(fields, str):
            raw.append((number, {"": fields}))
        elif any(field.strip() for field in fields):
            row: Row = dict(zip(headings, fields, strict=False))
            row |= {column: unsafe(row[column]) for column in TEXTS if column in row}
            if any(fields[len(headings) :]):
                row[""] = f"{len(fields)} kolom, judulnya {len(headings)}"
            raw.append((number, row))
    return _lines(raw, decimal or _decimals(raw, "id" if separator != "," else "en"))


def _separator(first: str) -> str:
    return max(";,\t|", key=lambda mark: sum(_heading(word) in COLUMNS for word in first.split(mark)))


def _heading(text: object) -> str:
    return re.sub(r"\s+", " ", str(text)).strip().strip('"').casefold()


def _check_columns(headings: Iterable[str], file: object) -> None:
    found = list(headings)
    missing = [column for column in NEEDED if column not in found]
    if missing:
        raise LembarError(
            "portal_columns", file=file, found=", ".join(found)[:200], expected=", ".join(missing)
        )


def _decimals(raw: Sequence[tuple[int, Row]], default: str) -> str:
    """Say how the file writes decimals: by the numbers that can be read in one way only, else the default.

    "" is a file that writes some so and some so; in it the others cannot be read.
    """
    marks = {
        mark
        for _, row in raw
        for column in NUMBERS
        if isinstance(text := row.get(column), str) and (mark := decimal_mark(text))
    }
    if len(marks) == 2:
        return ""
    return {",": "id", ".": "en"}[marks.pop()] if marks else default


def _lines(raw: Sequence[tuple[int, Row]], decimal: str) -> list[Line]:
    return [_line(number, row, decimal) for number, row in raw]


def _line(number: int, row: Row, decimal: str) -> Line:
    values: Row = {}
    faults = []
    for column in COLUMNS:
        given = row.get(column)
        try:
            values[column] = _value(column, given, decimal)
        except ValueError:
            values[column] = None
            faults.append((column, str(given)[:_LONGEST], "tanggal" if column in DATES else "angka"))
    if "" in row:
        faults.append(("", row[""], "satu baris per KPI dan bulan, kolom sebanyak judulnya"))
    return Line(number, values, tuple(faults))


def _value(column: str, given: object, decimal: str) -> str | float | date | None:
    """Return the value of a field.

    Raises:
        ValueError: it is not what the column holds.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    if column in TEXTS:
        return str(given)
    if column in DATES:
        return _day(str(given).strip())
    value: float | None = None
    if isinstance(given, str):
        value = number_of(given, decimal)
    elif isinstance(given, (int, float)) and not isinstance(given, bool) and math.isfinite(given):
        value = float(given)
    if value is None:
        raise ValueError(given)
    return value


def _day(text: str) -> date:
    """Return a day written as 2027-10-14 or as Indonesians and Excel do, 14/10/2027."""
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    return date.fromisoformat(text[:10])
