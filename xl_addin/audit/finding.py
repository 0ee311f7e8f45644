"""One thing that does not add up: where, what was found, what was expected; in words of both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Words(NamedTuple):
    """A kind of finding, in Indonesian and in English; ``{subject}`` is what it is about."""

    id: str
    en: str


KINDS: Final = {
    "error": Words("Sel menunjukkan kesalahan", "The cell shows an error"),
    "check": Words("Pemeriksaan pada lembar ini belum OK", "The sheet's own check is not OK"),
    "typed_over": Words("Rumus tertimpa isian", "A formula was typed over"),
    "other_formula": Words("Rumus lain daripada rumus kolomnya", "The formula is not that of its column"),
    "total": Words(
        "Jumlah tidak cocok; cocok dengan {subject}", "The total does not add up; it would with {subject}"
    ),
    "weights": Words("Bobot {subject} tidak berjumlah 100%", "The weights of {subject} do not sum to 100 %"),
    "no_weight": Words("Bobot {subject} belum diisi", "{subject} has no weight"),
    "no_target": Words("Target {subject} belum diisi", "{subject} has no target"),
    "no_carrier": Words("KPI {subject} tidak dipikul departemen mana pun", "Nobody carries KPI {subject}"),
    "shares": Words(
        "Porsi kontribusi untuk {subject} tidak berjumlah 100%",
        "The shares that contribute to {subject} do not sum to 100 %",
    ),
    "parts": Words(
        "Jumlah target kontribusi tidak sama dengan target {subject}",
        "The contributed targets do not sum to the target of {subject}",
    ),
    "ratio_parts": Words(
        "KPI rasio {subject} tidak dapat dibagi menjadi kontribusi",
        "KPI {subject} is a ratio, which cannot be split into contributions",
    ),
    "two_direct": Words(
        "KPI {subject} dipikul langsung oleh lebih dari satu bagian",
        "KPI {subject} is carried directly by more than one",
    ),
    "circular": Words("{subject} menjadi induk dirinya sendiri", "{subject} is its own parent"),
    "unknown": Words("{subject} tidak ada di daftarnya", "{subject} is not in its list"),
    "twice": Words("Kode {subject} dipakai lebih dari sekali", "Code {subject} is used more than once"),
}
"""Every kind of finding."""


@dataclass(frozen=True)
class Finding:
    """Something that does not add up.

    Args:
        kind: One of :data:`KINDS`.
        sheet: The sheet.
        cell: The cell, in A1 style.
        found: What was there.
        expected: What should have been there.
        subject: What it is about: a code, a department.
    """

    kind: str
    sheet: str
    cell: str
    found: str = ""
    expected: str = ""
    subject: str = ""

    def indonesian(self) -> str:
        """Return what is wrong, for the planner.

        >>> Finding("weights", "Cascading", "H10", "90%", "100%", "departemen PPC").indonesian()
        'Bobot departemen PPC tidak berjumlah 100%'
        """
        return KINDS[self.kind].id.format(subject=self.subject)

    def english(self) -> str:
        """Return what is wrong, for the command line."""
        return KINDS[self.kind].en.format(subject=self.subject)
