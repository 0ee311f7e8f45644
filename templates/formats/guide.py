"""The parts of a ``Petunjuk`` sheet: paragraphs, a table of steps, and what the fills mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from templates.formats.palette import ALARM, CELL, FILLS, GOOD, HEADING, TEXT, Kind, Look
from templates.formats.style import Page

_MEANINGS: Final[tuple[tuple[Kind, str], ...]] = (
    ("input", "Diisi orang. Sel ini boleh diubah."),
    ("calculated", "Dihitung sendiri. Jangan diketik; rumusnya akan hilang."),
    ("data", "Terisi dari data atau tetap. Biasanya tidak perlu diubah."),
)
_LOOK: Final[Look] = {**TEXT, "text_wrap": True, "valign": "top"}


class Guide:
    """Writes the parts of a ``Petunjuk`` sheet one under another."""

    def __init__(self, page: Page, row: int = 6) -> None:
        self.page = page
        self.row = row

    def part(self, heading: str, paragraphs: Sequence[str] = ()) -> None:
        """Write a heading and paragraphs across the sheet."""
        self.page.section(f"A{self.row}:{self.page.last}{self.row}", heading)
        self.row += 1
        for text in paragraphs:
            self.page.fit(self.row, {f"A:{self.page.last}": text})
            self.page.put(f"A{self.row}:{self.page.last}{self.row}", text, _LOOK)
            self.row += 1

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table, its first column numbered when the first heading is ``No``."""
        for column, heading in enumerate(headings):
            self.page.put(self._cell(column), heading, HEADING)
        self.row += 1
        for number, row in enumerate(rows, 1):
            texts = [str(number), *row] if headings[0] == "No" else row
            self.page.fit(self.row, dict(zip("ABCDEFGH", texts, strict=False)))
            for column, text in enumerate(texts):
                self.page.put(self._cell(column), text, CELL | ({"bold": True} if column == 1 else {}))
            self.row += 1

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write words and their explanations, the latter across the rest of the sheet."""
        for word, text in rows:
            self.page.fit(self.row, {f"C:{self.page.last}": text, "A:B": word})
            self.page.put(f"A{self.row}:B{self.row}", word, {**CELL, "bold": True})
            self.page.put(f"{self._cell(2)}:{self.page.last}{self.row}", text, CELL)
            self.row += 1

    def colours(self, column: int) -> None:
        """Write what the fills mean: a sample in one column, the words in the columns after it."""
        samples = [(text, "", {"bg_color": FILLS[kind]}) for kind, text in _MEANINGS]
        samples += [
            ("Sudah benar dan lengkap.", "OK", GOOD),
            ("Perlu diperiksa: sel wajib masih kosong, atau nilainya di luar batas.", "Isi bobot", ALARM),
        ]
        for text, sample, look in samples:
            self.page.fit(self.row, {"A": ""})
            self.page.put(self._cell(column), sample, {**CELL, "align": "center", **look})
            self.page.put(f"{self._cell(column + 1)}:{self.page.last}{self.row}", text, CELL)
            self.row += 1

    def space(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def _cell(self, column: int) -> str:
        return f"{'ABCDEFGH'[column]}{self.row}"
