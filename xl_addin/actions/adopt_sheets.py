"""Lists of issues in a workbook that somebody else has laid out: their headings, rows and category."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from xl_addin.actions.cell_values import plain
from xl_addin.actions.headings import SURE, HeadingRow, Match, read_headings
from xl_addin.actions.swot_issues import TABS, category
from xl_addin.ooxml.cellvalue import as_text
from xl_addin.ooxml.dates import as_datetime
from xl_addin.ooxml.references import Area, cell_name, parse_area
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import elements

LEAVE_OUT: Final = "-"
"""The answer that a column is not wanted."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "Isu": ("Issue", "Issues", "Isu Strategis", "Uraian Isu", "Uraian", "Faktor Strategis", "Deskripsi"),
    "Stakeholders": ("Stakeholder", "Pihak Berkepentingan", "Pemangku Kepentingan", "Pihak Terkait"),
    "Kebutuhan & Harapan Pihak Berkepentingan": (
        "Kebutuhan & Harapan", "Kebutuhan dan Harapan", "Kebutuhan", "Harapan", "Needs and Expectations",
    ),
    "Tinjauan Faktor": ("Faktor", "Internal/Eksternal", "Internal / Eksternal", "Aspek"),
    "Sumber Isu": ("Sumber", "Sumber Data", "Source"),
    "Kategori SWOT": ("Kategori", "SWOT", "Category"),
    "Departemen": ("Dept", "Department", "Divisi", "Bagian", "Unit Kerja"),
    "Kode": ("Kode Isu", "Code"),
    "Bobot": ("Weight", "Nilai Bobot"),
    "Rating": ("Peringkat", "Nilai Rating"),
    "% Bobot": ("Bobot (%)", "Bobot %", "Bobot Relatif", "Persen Bobot"),
    "Score": ("Skor", "Bobot x Rating", "Weighted Score", "Nilai Tertimbang"),
    "No": ("Nomor",),
    "Periksa": ("Keterangan Periksa",),
}  # fmt: skip
"""The columns that mean something, each with the names that companies give it."""

_CALCULATED: Final = frozenset(["% Bobot", "Score", "No", "Periksa"])
_LONGEST_HEADING: Final = 60
_ROWS_OF_TITLE: Final = 4
_WORDS_OF_TITLE: Final = 3
_END_OF_LIST: Final = 3
_NOT_CURRENT = re.compile(r"arsip|archive|pengembalian|riwayat", re.IGNORECASE)
_TOTAL = re.compile(r"(sub|grand)?\s*(total|jumlah)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Difference:
    """Something in the workbook that was read otherwise than it was written, or not at all.

    Args:
        sheet: The sheet.
        cell: The cell, or "" for the sheet as a whole.
        found: What stands there.
        taken_as: What it was read as; "" when it was left out.
        note: Why, in English.
        open: Whether an answer would settle it.
    """

    sheet: str
    cell: str
    found: str
    taken_as: str
    note: str
    open: bool = False

    @property
    def address(self) -> str:
        """What an answer calls it: ``Sheet!C5``."""
        return f"{self.sheet}!{self.cell}"


@dataclass
class Block:
    """A list of issues: the category of its title, its rows by number, and the titles between them."""

    sheet: str
    letter: str | None
    columns: dict[str, int]
    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)

    def letter_of(self, row: int) -> str | None:
        """Return the category of a row: of the last title above it, or of the list."""
        above = [letter for number, letter in self.titles.items() if number < row]
        return above[-1] if above else self.letter

    def issue_cell(self, row: int) -> str:
        """Return the address of a row's issue."""
        return cell_name(row, self.columns["Isu"])


class SheetReader:
    """Reads the lists of one sheet.

    Args:
        workbook: The workbook.
        sheet: The sheet.
        answers: What doubtful columns are, by address.
    """

    def __init__(self, workbook: Workbook, sheet: Sheet, answers: Mapping[str, str]) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._answers = answers
        self._merged = [parse_area(a["ref"]) for a in elements(sheet.tail, "mergeCell")]
        self.differences: list[Difference] = []

    def blocks(self) -> list[Block]:
        """Return the lists of issues, top to bottom."""
        cells = f"{sum(1 for _ in self._sheet.cells())} cells"
        if _NOT_CURRENT.search(self._sheet.name):
            self._tell("", cells, "issues that are no longer in use; sheet not read")
            return []
        headings = list(self._headings())
        last = max(self._sheet.rows, default=0)
        ends = [*(following.row for following in headings[1:]), last + 1]
        out: list[Block] = []
        above = 0
        for row, end in zip(headings, ends, strict=False):
            block = self._block(row, above)
            if "Isu" in block.columns:
                self._read_rows(block, range(row.row + 1, end))
                out.append(block)
            above = max(block.rows, default=row.row)
        if not headings:
            self._tell("", cells, "no list of issues found; sheet not read")
        return out

    def _headings(self) -> Iterator[HeadingRow]:
        """Yield the rows of headings: with a column of issues, or with weights beside what may be one."""
        for number in sorted(self._sheet.rows):
            row = read_headings(self._sheet, number, COLUMNS, longest=_LONGEST_HEADING)
            row = self._answered(_named_by_category(row))
            sure = {name for name, match in row.matches.items() if match.likeness >= SURE}
            beside = sure if self._sheet_letter() else sure - {"No", "Kode"}
            if {"Bobot", "Rating"} <= sure or ("Isu" in sure and len(beside) >= 2):
                yield row

    def _answered(self, row: HeadingRow) -> HeadingRow:
        """Let the answers have their way."""
        for column, text in row.texts().items():
            answer = self._answers.get(f"{self._sheet.name}!{cell_name(row.row, column)}")
            if answer is not None:
                row = row.without(column)
                row = row if answer == LEAVE_OUT else row.taken_as(answer, column, text)
        return row

    def _block(self, row: HeadingRow, above: int) -> Block:
        columns = {wanted: m.column for wanted, m in row.matches.items() if self._is_meant(row, m)}
        for column, text in row.others.items():
            cell = cell_name(row.row, column)
            self._tell(cell, text, "column not understood; its cells were left out", is_open=True)
        heading = row.matches["Isu"].found if "Isu" in columns else ""
        return Block(self._sheet.name, title_letter(heading) or self._title(row.row, above), columns)

    def _is_meant(self, row: HeadingRow, match: Match) -> bool:
        """Say whether to read a column as what it seems to be; tell where its heading is another."""
        cell, likeness = cell_name(row.row, match.column), f"{match.likeness:.0%} alike"
        if match.likeness < SURE:
            note = f"perhaps {match.wanted} ({likeness}); left out"
            self._tell(cell, match.found, note, match.wanted, is_open=True)
            return False
        if plain(match.found) != plain(match.wanted) and match.wanted not in _CALCULATED:
            self._tell(cell, match.found, "another name" if match.exact else likeness, match.wanted)
        return True

    def _title(self, row: int, above: int) -> str | None:
        """Return the category that the lines above a list, or its sheet's name, give."""
        for number in range(row - 1, max(above, row - 1 - _ROWS_OF_TITLE), -1):
            for text in self._filled(number).values():
                if letter := title_letter(text):
                    return letter
        return self._sheet_letter()

    def _sheet_letter(self) -> str | None:
        name = self._sheet.name.strip().upper()
        return name if name in TABS else title_letter(name)

    def _read_rows(self, block: Block, numbers: range) -> None:
        """Read the rows of a list, which ends where a few rows are blank; tell what is no issue."""
        gap, ended = 0, False
        for number in numbers:
            filled = self._filled(number)
            gap = 0 if filled else gap + 1
            ended = ended or gap >= _END_OF_LIST
            if not filled:
                continue
            texts, cell = " | ".join(filled.values()), cell_name(number, min(filled))
            if letter := _group_title(filled):
                block.titles[number] = letter
                self._tell(cell, texts, "the category of the rows below", letter)
            elif any(_TOTAL.match(text) for text in filled.values() if len(text) < _LONGEST_HEADING):
                self._tell(cell, texts, "a total; the format calculates it")
            elif ended:
                self._tell(cell, texts, "below the list; left out")
            elif self._value(number, block.columns["Isu"]) is None:
                self._tell(cell, texts, "a row without an issue; left out")
            else:
                block.rows[number] = {name: self._value(number, c) for name, c in block.columns.items()}

    def _filled(self, row: int) -> dict[int, str]:
        """Return the texts of a row by column."""
        cells = self._sheet.rows[row].cells.values() if row in self._sheet.rows else ()
        shown = {cell.column: as_text(self._sheet.value_of(cell)).strip() for cell in cells}
        return {column: text for column, text in shown.items() if text}

    def _value(self, row: int, column: int) -> str | float | None:
        """Return a number or text; a cell in a merged area has the area's."""
        area = next((area for area in self._merged if (row, column) in area), Area(row, column, row, column))
        cell = self._sheet.cell(area.top, area.left)
        value = None if cell is None else self._sheet.value_of(cell)
        if isinstance(value, float) and cell is not None and self._workbook.is_date(cell.style):
            moment = as_datetime(value, self._workbook.date_1904)
            return f"{moment:%d/%m/%Y}" if isinstance(moment, datetime) else value
        return value if isinstance(value, float) else as_text(value).strip() or None

    def _tell(self, cell: str, found: str, note: str, taken_as: str = "", *, is_open: bool = False) -> None:
        self.differences.append(Difference(self._sheet.name, cell, found, taken_as, note, is_open))


def _named_by_category(row: HeadingRow) -> HeadingRow:
    """Take a column headed ``Kekuatan`` for the issues, where no other is."""
    if "Isu" in row.matches and row.matches["Isu"].likeness >= SURE:
        return row
    for column, text in row.texts().items():
        if title_letter(text):
            return row.without(column).taken_as("Isu", column, text)
    return row


def _group_title(filled: Mapping[int, str]) -> str | None:
    """Return the category that a row between issues begins: its name alone, perhaps with a letter before it.

    >>> _group_title({2: "A.", 3: "KEKUATAN"}), _group_title({3: "Peluang ekspor ke Jepang"})
    ('S', None)
    """
    texts = [text for text in filled.values() if len(text) > len("IV.")]
    alone = len(texts) == 1 and len(filled) <= 2 and len(texts[0].split()) <= _WORDS_OF_TITLE
    return title_letter(texts[0]) if alone else None


def title_letter(text: str) -> str | None:
    """Return the category that a title names: exactly one of them, in Indonesian or English.

    >>> [title_letter(text) for text in ("Tab KEKUATAN (Strength)", "Matrix SWOT", "Peluang dan Ancaman")]
    ['S', None, None]
    """
    words = re.findall(r"[^\W\d_]{2,}", text)
    letters = {letter for word in words if (letter := category(word)) in TABS}
    return letters.pop() if len(letters) == 1 else None
