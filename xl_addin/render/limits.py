"""How far a template may go: rows, cells, size and time, each of which a caller may raise."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from xl_addin.errors import LembarError
from xl_addin.ooxml.references import MAX_ROW


@dataclass(frozen=True)
class Limits:
    """What one rendering may use.

    Args:
        sheets: Sheets that loops over sheets make.
        rows: Rows of one sheet.
        cells: Cells of all sheets.
        characters: Characters of XML of all sheets.
        seconds: Time.
    """

    sheets: int = 1_000
    rows: int = MAX_ROW
    cells: int = 20_000_000
    characters: int = 1 << 30
    seconds: float = 300.0


@dataclass
class Budget:
    """What is left of the limits."""

    limits: Limits
    cells: int = 0
    characters: int = 0
    started: float = field(default_factory=time.monotonic)

    def tick(self) -> None:
        """Ask whether there is time left.

        Raises:
            LembarError: there is none.
        """
        if time.monotonic() - self.started > self.limits.seconds:
            self._stop(f"lebih dari {self.limits.seconds:g} detik", f"{self.limits.seconds:g} detik")

    def take(self, cells: int, characters: int) -> None:
        """Use some of what is left.

        Raises:
            LembarError: it was too much.
        """
        self.cells += cells
        self.characters += characters
        if self.cells > self.limits.cells:
            self._stop(f"lebih dari {self.limits.cells} sel", f"{self.limits.cells} sel")
        if self.characters > self.limits.characters:
            self._stop("hasilnya terlalu besar", f"{self.limits.characters >> 20} MB")
        self.tick()

    def check_sheets(self, sheets: int) -> None:
        """Ask whether loops may make this many sheets.

        Raises:
            LembarError: they may not.
        """
        if sheets > self.limits.sheets:
            self._stop(f"{sheets} lembar", f"{self.limits.sheets} lembar")

    def check_size(self, characters: int) -> None:
        """Ask whether copies of a sheet may be this large, before they are made.

        Raises:
            LembarError: they may not.
        """
        if characters > self.limits.characters:
            self._stop("hasilnya terlalu besar", f"{self.limits.characters >> 20} MB")
        self.tick()

    def check_rows(self, rows: int, sheet: str) -> None:
        """Ask whether a sheet may have this many rows.

        Raises:
            LembarError: it may not.
        """
        if rows > MAX_ROW:
            raise LembarError("sheet_full", sheet=sheet, found=rows, expected=MAX_ROW)
        if rows > self.limits.rows:
            self._stop(f"{sheet}: {rows} baris", f"{self.limits.rows} baris")

    def _stop(self, found: str, expected: str) -> None:
        raise LembarError("render_limit", found=found, expected=expected)
