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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

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
MARKS: Final = {"id": (";", ","), "en": (",", ".")}
"""What separates fields and decimals in Indonesia and in English-speaking countries."""

Row = dict[str, Any]
"""Values by column: text, float, date, or None."""

_RUNS: Final = "=+-@\t\r\n＝＋－＠"
"""Characters with which a spreadsheet takes a text for a formula."""
_NUMBER: Final = re.compile(r"[+-]?(\d[\d.,' ]*|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")
_LONGEST: Final = 40


@dataclass(frozen=True)
class Line:
    """A row of a file: its number, its values, and what is wrong with it (column, found, expected)."""

    number: int
    values: Row
    faults: tuple[tuple[str, str, str], ...] = ()


def safe(text: str) -> str:
    """Return a text that a spreadsheet which opens the file shows and does not run.

    An apostrophe goes before a text that begins like a formula, as Excel itself marks text.

    >>> safe("=cmd|' /C calc'!A0"), safe("Penjualan"), safe("'=1")
    ("'=cmd|' /C calc'!A0", 'Penjualan', "''=1")
    """
    marked = text[:1] == "'" and text[1:2] and text[1] in _RUNS + "'"
    return f"'{text}" if marked or (text and text[0] in _RUNS) else text


def unsafe(text: str) -> str:
    """Take the apostrophe of :func:`safe` away."""
    return text[1:] if text[:1] == "'" and text[1:2] and text[1] in _RUNS + "'" else text


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
    text = _decoded(data)
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


def number_text(value: float) -> str:
    """Return the shortest text that is this very number.

    >>> number_text(9.0), number_text(0.1), number_text(1e300)
    ('9', '0.1', '1e+300')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return _iso(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _iso(day: date) -> str:
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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
    rows = _rows(lines, skipped, separator)
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


def _rows(lines: Sequence[str], start: int, separator: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each row's fields, or why it cannot be read, with the number of the line on which it begins.

    After a quote that is not closed, reading goes on with the next line.
    """
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=separator, strict=True)
        done = start
        try:
            for fields in reader:
                yield done + 1, fields
                done = start + reader.line_num
        except csv.Error as error:
            yield done + 1, f"tanda kutip tidak berpasangan ({error})"
            start = done + 1
        else:
            return


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
        if isinstance(text := row.get(column), str) and (mark := _decimal_mark(text))
    }
    if len(marks) == 2:
        return ""
    return {",": "id", ".": "en"}[marks.pop()] if marks else default


def _decimal_mark(text: str) -> str | None:
    """Return the decimal mark of a number that can be read in one way only.

    >>> [_decimal_mark(text) for text in ("1.234,5", "0.95", "1,234.5", "1.234", "1.234.567", "12")]
    [',', '.', '.', None, ',', None]
    """
    text = _bare(text)
    if not _NUMBER.fullmatch(text):
        return None
    marks = re.findall(r"[.,]", text)
    if len(set(marks)) == 2:
        return str(marks[-1])
    if len(marks) > 1:
        return "," if marks[0] == "." else "."
    grouped = _GROUPED.fullmatch(text) and not text.lstrip("+-").startswith("0")
    return None if not marks or grouped else marks[0]


def _bare(text: str) -> str:
    """Return a number's text without blanks and ``Rp``."""
    return re.sub(r"(?i)^rp\.?|\s", "", text.strip())


def number_of(text: str, decimal: str) -> float | None:
    """Return the number that a text is, None when it is none.

    A number that can be read in one way only is read so, whatever the file's decimals are.

    Args:
        text: What the file holds.
        decimal: ``id``, ``en``, or "" where that is not known.

    >>> number_of("1.234,56", "id"), number_of("0.95", "id")
    (1234.56, 0.95)
    >>> number_of("1.234", "id"), number_of("1.234", "en"), number_of("1.234", "")
    (1234.0, 1.234, None)
    >>> number_of("Rp 1.250.000", "id"), number_of("95 %", "id"), number_of("1,2,3", "id")
    (1250000.0, None, None)
    """
    bare = _bare(text).replace("'", "")
    if not _NUMBER.fullmatch(bare):
        return None
    mark = _decimal_mark(bare)
    if mark is None and not decimal and re.search("[.,]", bare):
        return None
    mark = mark or MARKS[decimal or "en"][1]
    group = "." if mark == "," else ","
    whole, _, rest = bare.partition(mark)
    digits = re.sub(r"e.*", "", whole, flags=re.IGNORECASE)
    if group in rest or (group in digits and not re.fullmatch(rf"[+-]?\d{{1,3}}(\{group}\d{{3}})+", digits)):
        return None
    try:
        value = float(bare.replace(group, "").replace(mark, "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


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
