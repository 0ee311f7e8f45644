"""The register of procedures: which there are, whether they are in force, when each is looked at again.

Source: SOP drafting: signatures, review from time to time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from xl_addin.sop.document import IN_FORCE, SIGNERS, Cover
from xl_addin.sop.words import key

SOON: Final = timedelta(days=30)
"""So long before it a review is announced."""


@dataclass(frozen=True)
class Entry:
    """A procedure of the register: the file it is in, its number and title, and what else is known of it."""

    file: str
    number: str
    title: str
    cover: Cover

    def is_late(self, today: date) -> bool:
        """Whether it should have been looked at again by now."""
        return self.cover.review is not None and self.cover.review < today

    def review_state(self, today: date) -> str:
        """Return how its next review stands.

        >>> Entry("a.xlsx", "1", "A", Cover(review=date(2027, 3, 1))).review_state(date(2027, 3, 11))
        'Terlambat 10 hari'
        """
        review = self.cover.review
        if review is None:
            return "Belum dijadwalkan"
        if review < today:
            return f"Terlambat {(today - review).days} hari"
        return "Segera" if review - today <= SOON else "Belum waktunya"

    def faults(self, numbers: Counter[str]) -> list[str]:
        """Return what is wrong with it in the register, given how often each number is there."""
        found = []
        if not self.number:
            found.append("Nomor SOP belum diisi")
        elif numbers[key(self.number)] > 1:
            found.append(f"Nomor {self.number} dipakai {numbers[key(self.number)]} berkas")
        if not self.title:
            found.append("Judul SOP belum diisi")
        return found


def faults(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return what is wrong in the register: the file and what to mend."""
    numbers = Counter(key(entry.number) for entry in entries)
    return [(entry.file, fault) for entry in entries for fault in entry.faults(numbers)]


def values(
    entries: Sequence[Entry], told: Sequence[tuple[str, str]], company: str, today: date
) -> dict[str, Any]:
    """Return what the template of the register is filled with.

    Args:
        entries: The procedures.
        told: Files that are not as they should be, each with the reason.
        company: The company's name.
        today: The day that counts as today.
    """
    states = [entry.cover.state for entry in entries]
    reviews = [entry.review_state(today) for entry in entries]
    return {
        "company": {"name": company},
        "day": today,
        "figures": {
            "count": len(entries),
            "in_force": states.count(IN_FORCE),
            "waiting": len(entries) - states.count(IN_FORCE),
            "late": sum(entry.is_late(today) for entry in entries),
            "soon": reviews.count("Segera"),
        },
        "entries": [_row(entry, today) for entry in sorted(entries, key=_order)],
        "told": [{"file": file, "reason": reason} for file, reason in told],
    }


def _order(entry: Entry) -> tuple[str, str, str]:
    return key(entry.number), key(entry.title), entry.file


def _row(entry: Entry, today: date) -> dict[str, Any]:
    cover = entry.cover
    signed = {role: cover.signature(role) for role in SIGNERS}
    return {
        "number": entry.number,
        "title": entry.title,
        "unit": cover.unit,
        "revision": cover.revision,
        "effective": cover.effective,
        **{
            name: one.date if one.is_given else one.status
            for name, one in zip(("made", "corrected", "approved"), signed.values(), strict=True)
        },
        "state": cover.state,
        "review": cover.review,
        "review_state": entry.review_state(today),
        "file": entry.file,
    }
