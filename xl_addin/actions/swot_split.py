"""Split the issues into the four tabs; what a planner has weighted there is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from xl_addin.actions.registry import Result, action
from xl_addin.actions.swot_issues import (
    CATEGORY,
    CODE,
    ISSUE,
    ISSUE_COLUMNS,
    SOURCE,
    TAB_COLUMNS,
    TABS,
    Archive,
    Codes,
    Departments,
    Key,
    category,
    key,
)
from xl_addin.actions.tables import ListTable, Record
from xl_addin.ooxml.cellvalue import as_text as cell_text

if TYPE_CHECKING:
    import xlwings as xw


_HINTS = 50
"""More archived issues than these are another list, not other words."""
_ALIKE = 0.8


@action(
    label="Bagi isu",
    workbook="swot",
    step=3,
    help="Membagi isu ke keempat tab SWOT; bobot dan rating yang sudah diisi tetap.",
)
def split_issues(book: xw.Book) -> Result:
    """Bring the four tabs up to date with the list of issues.

    An issue is the same one when its department and its text are. It keeps its code, bobot and rating. One
    whose category has changed gets a code of its new tab. One that is no longer in the list goes to the
    archive, and comes back with what it had. A code is never given to another issue.

    Args:
        book: The SWOT workbook.

    Raises:
        LembarError: no reference date where something goes to the archive, or a workbook without the tables.
    """
    return _Split(book).result()


@dataclass
class _Row:
    """A row of a tab."""

    letter: str
    record: Record


class _Split:
    def __init__(self, book: xw.Book) -> None:
        self._departments = Departments.of_book(book)
        self._archive = Archive(book)
        self._tables = {letter: ListTable(book, name, TAB_COLUMNS) for letter, name in TABS.items()}
        self._before = {letter: table.records() for letter, table in self._tables.items()}
        self._codes = Codes(self._before, self._archive.lines)
        self._issues = ListTable(book, "tbl_isu", ISSUE_COLUMNS).records()
        self._new: list[tuple[str, Record]] = []
        self._moved = self._restored = 0
        self._told: list[tuple[str | None, ...]] = []

    def result(self) -> Result:
        """Write the tabs and the archive, and tell."""
        tabs = self._tabs()
        changed = [self._archive.save()]
        changed += [self._tables[letter].replace(records) for letter, records in tabs.items()]
        counts = ", ".join(f"{letter} {len(records)}" for letter, records in tabs.items())
        told = [
            f"{len(self._new)} isu baru",
            f"{self._moved} berganti kategori",
            f"{self._restored} kembali dari Arsip",
            f"{self._archive.added} baris dicatat di Arsip",
        ]
        message = f"Isu dibagi ke empat tab ({counts}): {', '.join(told)}."
        if self._told:
            message += f" {len(self._told)} hal perlu diperiksa."
        return Result(
            message=message,
            changed=any(changed),
            problems=bool(self._told),
            headings=("Isu", "Departemen", "Kategori SWOT", "Yang perlu diperiksa"),
            rows=self._told,
            next_step="Isi bobot dan rating di keempat tab.",
        )

    def _tabs(self) -> dict[str, list[Record]]:
        """Return the rows of the new tabs, in the order of their codes."""
        stock = _Stock(self._before)
        tabs: dict[str, list[Record]] = {letter: [] for letter in TABS}
        for letter, department, issue in self._wanted():
            tabs[letter].append(self._row(stock, letter, department, issue))
        gone = list(stock.rest())
        for row in gone:
            self._retire(row)
        self._hint(gone)
        return {letter: sorted(records, key=_number) for letter, records in tabs.items()}

    def _wanted(self) -> Iterator[tuple[str, str, str]]:
        """Yield category, department and text of each issue, once; take note of what cannot be split."""
        seen: set[Key] = set()
        for record in self._issues:
            department, text = self._departments.of(record[SOURCE]), record[ISSUE]
            letter = category(record[CATEGORY])
            reason = ""
            if not text:
                reason = "Isu kosong"
            elif letter not in TABS:
                reason = "Kategori bukan S, W, O, atau T"
            elif key(department, text) in seen:
                reason = "Isu ganda dalam satu departemen"
            if reason:
                self._told.append((str(text or ""), department, str(letter or ""), reason))
                continue
            seen.add(key(department, text))
            yield str(letter), department, str(text)

    def _row(self, stock: _Stock, letter: str, department: str, issue: str) -> Record:
        """Return the row of an issue, with what it has or had."""
        same = key(department, issue)
        found = stock.take(same, letter)
        text = {"Isu": issue, "Departemen": department or None}
        if found is not None and found.letter == letter:
            return {**found.record, **text, "Kode": self._codes.keep(found.record["Kode"], letter)}
        if found is not None:
            self._moved += 1
            code = self._codes.next(letter)
            self._retire(found, f"Pindah dari {found.letter} ke {letter}, kode baru {code}")
            return {**found.record, **text, "Kode": code}
        archived = self._archive.last(same)
        if archived is None:
            fresh = {**text, "Kode": self._codes.next(letter), "Bobot": None, "Rating": None}
            self._new.append((letter, fresh))
            return fresh
        self._restored += 1
        weights = {"Bobot": archived["Bobot"], "Rating": archived["Rating"]}
        return {**text, "Kode": self._codes.keep(archived["Kode"], letter), **weights}

    def _hint(self, gone: list[_Row]) -> None:
        """Say which new issue may be an archived one in other words; its bobot and rating can be copied."""
        weighted = [row.record for row in gone if row.record["Bobot"] is not None][:_HINTS]
        for letter, record in self._new if weighted else ():
            own = {str(old["Isu"]): old for old in weighted if old["Departemen"] == record["Departemen"]}
            for like in get_close_matches(record["Isu"], list(own), n=1, cutoff=_ALIKE):
                old = own[like]
                had = f"bobot {cell_text(old['Bobot'])}, rating {cell_text(old['Rating'])}"
                reason = f"Mirip {old['Kode']} yang masuk Arsip ({had}); salin bila isunya sama"
                self._told.append((record["Isu"], record["Departemen"], letter, reason))

    def _retire(self, row: _Row, reason: str = "Tidak ada lagi di daftar isu") -> None:
        code = row.record["Kode"] or self._codes.next(row.letter)
        self._archive.add({**row.record, "Kode": code}, str(row.record["Departemen"] or ""), reason)


class _Stock:
    """The rows of the tabs as they were; each can be taken once."""

    def __init__(self, tabs: dict[str, list[Record]]) -> None:
        self._rows: dict[Key, list[_Row]] = {}
        for letter, records in tabs.items():
            for record in records:
                self._rows.setdefault(key(record["Departemen"], record["Isu"]), []).append(
                    _Row(letter, record)
                )

    def take(self, issue: Key, letter: str) -> _Row | None:
        """Take the row of an issue, best from the tab that it belongs to."""
        rows = self._rows.get(issue)
        if not rows:
            return None
        rows.sort(key=lambda row: row.letter != letter)
        return rows.pop(0)

    def rest(self) -> Iterator[_Row]:
        """Yield what nobody took."""
        for rows in self._rows.values():
            yield from rows


def _number(record: Record) -> tuple[int, str]:
    match = CODE.match(str(record["Kode"]))
    return (int(match[2]) if match else 0), str(record["Kode"])
