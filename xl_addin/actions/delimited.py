"""Text files of rows as Excel and other systems write them, and numbers as people in two countries do."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

MARKS: Final = {"id": (";", ","), "en": (",", ".")}
"""What separates fields and decimals in Indonesia and in English-speaking countries."""

_RUNS: Final = "=+-@\t\r\n＝＋－＠"
"""Characters with which a spreadsheet takes a text for a formula."""
_NUMBER: Final = re.compile(r"[+-]?(\d[\d.,' ]*|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})*")


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


def number_text(value: float) -> str:
    """Return the shortest text that is this very number.

    >>> number_text(9.0), number_text(0.1), number_text(1e300)
    ('9', '0.1', '1e+300')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8 with or without a mark, UTF-16, or the code page of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # Excel's "Unicode text"
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def csv_rows(lines: Sequence[str], start: int, separator: str) -> Iterator[tuple[int, list[str] | str]]:
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


def decimal_mark(text: str) -> str | None:
    """Return the decimal mark of a number that can be read in one way only.

    >>> [decimal_mark(text) for text in ("1.234,5", "0.95", "1,234.5", "1.234", "1.234.567", "12")]
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
    mark = decimal_mark(bare)
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
