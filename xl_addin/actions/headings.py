"""Which column is which, in files whose headings people have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xl_addin.actions.cell_values import plain
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.sheet import Sheet

SURE = 0.8
"""From this likeness on a heading is taken; below, a person is asked."""
LIKELY = 0.6


@dataclass(frozen=True)
class Match:
    """A column found: which one is meant, where it is, how it is written there, and how alike the two are."""

    wanted: str
    column: int
    found: str
    likeness: float

    @property
    def exact(self) -> bool:
        """Whether the heading is the very one, or one of its other names."""
        return self.likeness == 1


@dataclass(frozen=True)
class HeadingRow:
    """A row of headings and what its columns mean."""

    row: int
    matches: dict[str, Match]
    others: dict[int, str]
    """The headings that mean nothing here, by their column."""

    def texts(self) -> dict[int, str]:
        """Return the headings by column."""
        return {**{match.column: match.found for match in self.matches.values()}, **self.others}

    def without(self, column: int) -> HeadingRow:
        """Return the row without one of its columns."""
        matches = {name: match for name, match in self.matches.items() if match.column != column}
        return HeadingRow(self.row, matches, {c: text for c, text in self.others.items() if c != column})

    def taken_as(self, wanted: str, column: int, found: str) -> HeadingRow:
        """Return the row with a column that means ``wanted``; another that seemed to be it means nothing."""
        others = dict(self.others)
        if wanted in self.matches:
            others[self.matches[wanted].column] = self.matches[wanted].found
        return HeadingRow(self.row, {**self.matches, wanted: Match(wanted, column, found, 1.0)}, others)

    def cell(self, wanted: str) -> str:
        """Return the address of a heading."""
        return f"{column_letter(self.matches[wanted].column)}{self.row}"


def find_headings(
    sheet: Sheet, wanted: Mapping[str, Sequence[str]], *, rows: int = 60, least: int = 2
) -> HeadingRow | None:
    """Return the row of a sheet that has the most of the wanted headings.

    Args:
        sheet: The sheet.
        wanted: The headings, each with its other names.
        rows: How many rows to look at.
        least: How many headings a row must have to count.
    """
    best: HeadingRow | None = None
    for number in sorted(sheet.rows)[:rows]:
        found = read_headings(sheet, number, wanted)
        if len(found.matches) >= least and (best is None or _weight(found) > _weight(best)):
            best = found
    return best


def read_headings(
    sheet: Sheet, row: int, wanted: Mapping[str, Sequence[str]], *, longest: int = 255
) -> HeadingRow:
    """Say what the columns of a row of headings mean; each wanted heading has at most one column.

    Args:
        sheet: The sheet.
        row: The row's number.
        wanted: The headings, each with its other names.
        longest: Longer texts are no headings.
    """
    cells = sheet.rows[row].cells.values() if row in sheet.rows else ()
    texts = {
        cell.column: text
        for cell in cells
        if isinstance(text := sheet.value_of(cell), str) and 0 < len(text.strip()) <= longest
    }
    return match_headings(row, texts, wanted)


def match_headings(row: int, texts: Mapping[int, str], wanted: Mapping[str, Sequence[str]]) -> HeadingRow:
    """Say what the columns of a row of headings mean, as :func:`read_headings`, from their texts.

    >>> found = match_headings(1, {1: "no. rop", 2: "Qty", 3: "Sales"}, {"No ROP": (), "Jumlah": ("Qty",)})
    >>> {name: match.column for name, match in found.matches.items()}, found.others
    ({'Jumlah': 2, 'No ROP': 1}, {3: 'Sales'})
    """
    pairs = [
        Match(name, column, " ".join(text.split()), likeness(text, (name, *others)))
        for column, text in texts.items()
        for name, others in wanted.items()
    ]
    matches: dict[str, Match] = {}
    taken: set[int] = set()
    for match in sorted(pairs, key=lambda match: -match.likeness):
        if match.likeness >= LIKELY and match.wanted not in matches and match.column not in taken:
            matches[match.wanted] = match
            taken.add(match.column)
    others = {column: " ".join(text.split()) for column, text in texts.items() if column not in taken}
    return HeadingRow(row, matches, others)


def likeness(text: str, names: Sequence[str]) -> float:
    """Return how alike a heading and the likest of some names are, from 0 to 1.

    >>> likeness("KATEGORI  swot", ["Kategori SWOT"]), round(likeness("Issue", ["Isu"]), 2)
    (1.0, 0.75)
    """
    found = plain(text)
    return max(
        1.0 if found == plain(name) else SequenceMatcher(None, found, plain(name)).ratio() * 0.999
        for name in names
    )


def _weight(row: HeadingRow) -> float:
    return sum(match.likeness for match in row.matches.values())
