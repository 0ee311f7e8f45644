"""Issues as the SWOT workbook holds them: columns, categories, departments, and when two are the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.tables import ListTable, Record, choices

if TYPE_CHECKING:
    import xlwings as xw

ISSUE_COLUMNS: Final = (
    "Stakeholders",
    "Kebutuhan & Harapan Pihak Berkepentingan",
    "Isu",
    "Tinjauan Faktor",
    "Sumber Isu",
    "Kategori SWOT",
)
ISSUE, FACTOR, SOURCE, CATEGORY = ISSUE_COLUMNS[2:]
RETURN_COLUMNS: Final = ("Departemen", *ISSUE_COLUMNS, "Yang perlu diperbaiki", "Diterima")
ARCHIVE_COLUMNS: Final = ("Tanggal", "Kode", "Isu", "Departemen", "Bobot", "Rating", "Alasan")
TAB_COLUMNS: Final = ("Kode", "Isu", "Departemen", "Bobot", "Rating")
TABS: Final = {"S": "tbl_strength", "W": "tbl_weakness", "O": "tbl_opportunity", "T": "tbl_threat"}
SEPARATOR: Final = " · "
CODE: Final = re.compile(r"\s*([SWOT])(\d{1,6})\s*\Z", re.IGNORECASE)
"""The code of an issue: its category and a number."""

_WORDS: Final = {
    "S": ("s", "strength", "strengths", "kekuatan"),
    "W": ("w", "weakness", "weaknesses", "kelemahan"),
    "O": ("o", "opportunity", "opportunities", "peluang", "kesempatan"),
    "T": ("t", "threat", "threats", "ancaman"),
}
_LETTERS: Final = {word: letter for letter, words in _WORDS.items() for word in words}

Key = tuple[str, str]
"""What makes an issue the same one: its department and its text, both plain."""


def key(department: object, issue: object) -> Key:
    """Return what makes an issue the same one."""
    return plain(department), plain(issue)


def category(text: object) -> str | None:
    """Return S, W, O or T for a category however it was written; other words stay as they are.

    >>> [category(word) for word in ("s", "Kekuatan", "W - Weakness", "Peluang (O)", "X", None)]
    ['S', 'S', 'W', 'O', 'X', None]
    """
    words = re.findall(r"[^\W\d_]+", str(text or "").casefold())
    letters = {_LETTERS.get(word) for word in words}
    if len(letters) == 1 and None not in letters:
        return letters.pop()
    return str(text or "").strip() or None


class Departments:
    """The departments that a workbook knows, and whose issue is whose.

    >>> known = Departments(["Marketing", "PPC"])
    >>> known.of("marketing · Bisnis, Maret 2025"), known.of("Kontan · 2018"), known.of(None)
    ('Marketing', '', '')
    >>> known.rest("Marketing · Bisnis, Maret 2025"), known.rest("Kontan · 2018"), known.rest("PPC ·")
    ('Bisnis, Maret 2025', 'Kontan · 2018', '')
    """

    def __init__(self, names: Iterable[object]) -> None:
        self._names = {plain(name): str(name).strip() for name in names if plain(name)}

    @classmethod
    def of_book(cls, book: xw.Book) -> Departments:
        """Read the list of departments, and those that have sent a form."""
        receipts = ListTable(book, "tbl_penerimaan", ("Departemen",)).records()
        return cls([*(record["Departemen"] for record in receipts), *choices(book, "Daftar_departemen")])

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def add(self, name: str) -> None:
        """Know one more department."""
        self._names[plain(name)] = name.strip()

    def name(self, text: object) -> str | None:
        """Return a department as the workbook spells it, or None for one that it does not know."""
        return self._names.get(plain(text))

    def of(self, source: object) -> str:
        """Return the department that a ``Sumber Isu`` begins with; "" where it begins with none."""
        first, mark, _ = str(source or "").partition(SEPARATOR.strip())
        return (self.name(first) or "") if mark else ""

    def rest(self, source: object) -> str:
        """Return a ``Sumber Isu`` without its department."""
        text = str(source or "").strip()
        return text.partition(SEPARATOR.strip())[2].strip() if self.of(text) else text


def with_department(department: str, source: object) -> str:
    """Return a ``Sumber Isu`` that begins with its department.

    >>> with_department("PPC", "Rapat Juni"), with_department("PPC", None)
    ('PPC · Rapat Juni', 'PPC ·')
    """
    return f"{department}{SEPARATOR}{source or ''}".strip()


class Archive:
    """The sheet ``Arsip``: lines are added at its end and never leave."""

    def __init__(self, book: xw.Book) -> None:
        self._table = ListTable(book, "tbl_arsip", ARCHIVE_COLUMNS)
        self._book = book
        self.lines = self._table.records()
        self._count = len(self.lines)
        self._last: dict[Key, Record] = {}
        for line in self.lines:
            self._index(line)

    def add(self, record: Mapping[str, Any], department: str, reason: str) -> None:
        """Put a line at the end, dated with the reference date.

        Raises:
            LembarError: the workbook has no reference date.
        """
        line = {column: record.get(column) for column in ARCHIVE_COLUMNS}
        line |= {"Tanggal": self._today, "Departemen": department or None, "Alasan": reason}
        self.lines.append(line)
        self._index(line)

    @cached_property
    def _today(self) -> datetime:
        return reference_date(self._book)

    def last(self, issue: Key) -> Record | None:
        """Return the last line of an issue that had a code."""
        return self._last.get(issue)

    def _index(self, line: Record) -> None:
        if line["Kode"]:
            self._last[key(line["Departemen"], line["Isu"])] = line

    @property
    def added(self) -> int:
        """How many lines are new."""
        return len(self.lines) - self._count

    def save(self) -> bool:
        """Write the lines that were added; say whether there are any."""
        return self._table.replace(self.lines)


class Codes:
    """The codes of the tabs: each is given once and never again to another issue."""

    def __init__(self, tabs: Mapping[str, list[Record]], archive: Iterable[Record] = ()) -> None:
        self._used = dict.fromkeys(TABS, 0)
        self._kept: set[str] = set()
        for record in [*archive, *(record for records in tabs.values() for record in records)]:
            if match := CODE.match(str(record["Kode"] or "")):
                letter = match[1].upper()
                self._used[letter] = max(self._used[letter], int(match[2]))

    def next(self, letter: str) -> str:
        """Return a code that no issue has or had."""
        self._used[letter] += 1
        return f"{letter}{self._used[letter]:02d}"

    def keep(self, code: object, letter: str) -> str:
        """Return the code that an issue has or had, if it fits the tab and is free; else a new one."""
        match = CODE.match(str(code or ""))
        if match is None or match[1].upper() != letter or str(code) in self._kept:
            return self.next(letter)
        self._kept.add(str(code))
        return str(code)
