"""The parts of a ``Petunjuk`` sheet: paragraphs, a table of steps, and what the fills mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat
from typing import Final

from templates.formats.palette import ALARM, CELL, FILLS, GOOD, HEADING, TEXT, Kind, Look
from templates.formats.style import Page

_MEANINGS: Final[tuple[tuple[Kind, str], ...]] = (
    ("input", "Diisi orang. Sel ini boleh diubah."),
    ("calculated", "Dihitung sendiri. Jangan diketik; rumusnya akan hilang."),
    ("data", "Terisi dari data atau tetap. Biasanya tidak perlu diubah."),
)
_WORD: Final[Look] = {**CELL, "bold": True}
_NUMBER: Final[Look] = {**CELL, "align": "center"}
_LOOK: Final[Look] = {**TEXT, "text_wrap": True, "valign": "top"}


class Guide:
    """Writes the parts of a ``Petunjuk`` sheet one under another."""

    def __init__(self, page: Page, row: int = 6) -> None:
        self.page = page
        self.row = row

    def part(self, heading: str, paragraphs: Sequence[str] = ()) -> None:
        """Write a heading and paragraphs across the sheet."""
        self.page.section(self.row, heading, self.page.last)
        self.row += 1
        for text in paragraphs:
            self.page.fit(self.row, {f"A:{self.page.last}": text})
            self.page.put(self._on(f"A:{self.page.last}"), text, _LOOK)
            self.row += 1

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table as wide as the sheet; its rows are numbered in the first column."""
        spans = [*"ABCDEFGH"[: len(headings) - 1], f"{'ABCDEFGH'[len(headings) - 1]}:{self.page.last}"]
        for columns, heading in zip(spans, headings, strict=True):
            self.page.put(self._on(columns), heading, HEADING)
        self.row += 1
        for number, row in enumerate(rows, 1):
            texts = (str(number), *row)
            self.page.fit(self.row, dict(zip(spans, texts, strict=True)))
            for columns, text, look in zip(spans, texts, chain((_NUMBER, _WORD), repeat(CELL)), strict=False):
                self.page.put(self._on(columns), text, look)
            self.row += 1

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Write words and their explanations, the latter across the rest of the sheet."""
        for word, text in rows:
            self.page.fit(self.row, {f"C:{self.page.last}": text, "A:B": word})
            self.page.put(self._on("A:B"), word, _WORD)
            self.page.put(self._on(f"C:{self.page.last}"), text, CELL)
            self.row += 1

    def colours(self) -> None:
        """Write what the fills mean: a sample and the words for it."""
        samples = [(text, "", {"bg_color": FILLS[kind]}) for kind, text in _MEANINGS]
        samples += [
            ("Sudah benar dan lengkap.", "OK", GOOD),
            ("Perlu diperiksa: sel wajib masih kosong, atau nilainya di luar batas.", "Perlu diisi", ALARM),
        ]
        for text, sample, look in samples:
            self.page.fit(self.row, {"A": ""})
            self.page.put(self._on("A:B"), sample, _NUMBER | look)
            self.page.put(self._on(f"C:{self.page.last}"), text, CELL)
            self.row += 1

    def space(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def _on(self, columns: str) -> str:
        return ":".join(f"{column}{self.row}" for column in columns.split(":"))
