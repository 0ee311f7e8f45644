"""What a department's KPI workbook shall show: compared with what it shows, and as data for the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from xl_addin.actions.bsc_cards import (
    HEADINGS,
    MONTHS,
    TARGETS,
    Kpi,
    Typed,
    text,
)
from xl_addin.actions.bsc_files import FOLLOWED, DepartmentBook, Proposal
from xl_addin.actions.tables import Record

ARCHIVE_REASON: Final = "Alasan"
HISTORY_COLUMNS: Final = ("Tanggal", "Kode", "KPI", "Perubahan", "Lama", "Baru")
_PERSPECTIVES: Final = ("Financial", "Customer", "Internal Process", "Learning & Growth")
_UNSEEN: Final = ("directorate", "department")
"""Fields of a card that a department's workbook does not show."""
_TOLD: Final = [name for name in HEADINGS if name not in (*_UNSEEN, "id")]

_PPK_FIELDS: Final = (
    *("id", "code", "name", "target", "actual", "achievement", "months", "gap"),
    *("cause", "action", "due", "pic", "approval"),
)
_NO_PPK: Final[Record] = dict.fromkeys(_PPK_FIELDS)
"""A blank row. A table without rows would keep one as well, but finding that out takes a second rendering."""

Row = tuple[Kpi, Typed]


@dataclass
class State:
    """A department's workbook, as it is or as it shall be.

    Args:
        department: The department.
        path: Its file.
        settings: What it has from the Balanced Scorecard workbook, by the keys of ``FOLLOWED``.
        rows: Its KPIs with what was typed for them, in the order of the sheet.
        proposals: The KPIs of its own that it proposes.
        archive: The lines of Arsip.
        history: The lines of Riwayat.
        year: The year of the plan.
        submitted: When the results of each month were sent; only for a new file.
        new: Whether there is no file yet.
        mark: What tells whether the file is still the one that was read.
    """

    department: str
    path: Path
    settings: dict[str, Any]
    rows: list[Row] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    archive: list[Record] = field(default_factory=list)
    history: list[Record] = field(default_factory=list)
    year: float | None = None
    submitted: Sequence[datetime | None] = (None,) * len(MONTHS)
    new: bool = False
    mark: tuple[int, int] | None = None

    @classmethod
    def of(cls, book: DepartmentBook) -> State:
        """Return the state that a file is in."""
        rows = [(shown(held.kpi), held.typed) for held in book.rows]
        return cls(
            book.department,
            book.path,
            book.settings,
            rows,
            book.proposals,
            book.archive,
            book.history,
            book.year,
            book.submitted,
        )

    def differs(self, book: DepartmentBook) -> bool:
        """Say whether a file must change to be in this state."""
        now = State.of(book)
        return (
            self.rows != now.rows
            or len(self.archive) != len(now.archive)
            or len(self.history) != len(now.history)
            or self.proposals != now.proposals
            or bool(changed_settings(self.settings, now.settings))
        )

    def data(self) -> Record:
        """Return the state as data for the template."""
        settings = {key: self.settings.get(key) for key in FOLLOWED}
        settings["status_names"] = [*(settings["status_names"] or []), None, None, None][:3]
        months = {key: settings.pop(key) for key in ("month", "verified", "company", "manager")}
        return {
            "company": {"name": months["company"]},
            "department": self.department,
            "manager": months["manager"],
            "year": self.year,
            "month": months["month"],
            "verified_month": months["verified"] or 0,
            "settings": settings,
            "submitted": list(self.submitted),
            "results": [{**kpi.data(), **typed.data()} for kpi, typed in self.rows],
            "proposals": [
                {**item.kpi.data(), "status": item.status, "note": item.note} for item in self.proposals
            ],
            "ppk1": [_NO_PPK],
            "ppk2": [_NO_PPK],
            "history": [_history_data(line) for line in self.history],
            "archive": [_archive_data(line) for line in self.archive or [{}]],
        }


def shown(kpi: Kpi) -> Kpi:
    """Return a card as far as a department's workbook shows it."""
    return replace(kpi, directorate=None, department=None)


def changed_settings(wanted: dict[str, Any], have: dict[str, Any]) -> dict[str, Any]:
    """Return the settings to write: those that are another now; what is blank above stays as it is."""
    return {
        key: value
        for key, value in wanted.items()
        if value is not None and _comparable(value) != _comparable(have.get(key))
    }


def placed(rows: Sequence[Row], new: Row) -> int:
    """Return where a new KPI goes: behind the last one of its perspective or of an earlier one.

    Never before the first row, which is where the ranges of formulas begin.
    """
    rank = perspective_rank(new[0])
    behind = (n for n in range(len(rows), 0, -1) if perspective_rank(rows[n - 1][0]) <= rank)
    return next(behind, min(len(rows), 1))


def perspective_rank(kpi: Kpi) -> int:
    """Return the place of a card's perspective; others come last."""
    known = kpi.perspective in _PERSPECTIVES
    return _PERSPECTIVES.index(str(kpi.perspective)) if known else len(_PERSPECTIVES)


def changes(old: Kpi, new: Kpi) -> Iterator[tuple[str, Any, Any]]:
    """Yield what differs between two cards: heading, old and new; equal changes of months together.

    >>> list(changes(Kpi(targets=(1.0,) * 12), Kpi(name="Omzet", targets=(1.0,) * 6 + (2.0,) * 6)))
    [('KPI', None, 'Omzet'), ('Target Jul-Des', 1.0, 2.0)]
    """
    for name in _TOLD:
        if getattr(old, name) != getattr(new, name):
            yield HEADINGS[name], getattr(old, name), getattr(new, name)
    pairs = enumerate(zip(old.targets, new.targets, strict=True))
    for (before, after), run in groupby(pairs, key=lambda item: item[1]):
        numbers = [number for number, _ in run]
        if before != after:
            yield _span(numbers), before, after


def archive_line(day: datetime, kpi: Kpi, typed: Typed, reason: str) -> Record:
    """Return a line of Arsip."""
    head = {"Tanggal": day, "ID": kpi.id, "Kode": kpi.code, "KPI": kpi.name, ARCHIVE_REASON: reason}
    return {**head, **typed.record()}


def history_line(day: datetime, kpi: Kpi | None, change: str, old: Any = None, new: Any = None) -> Record:
    """Return a line of Riwayat."""
    code, name = (kpi.code, kpi.name) if kpi else (None, None)
    return dict(zip(HISTORY_COLUMNS, (day, code, name, change, old, new), strict=True))


def _span(numbers: Sequence[int]) -> str:
    first, last = TARGETS[numbers[0]], MONTHS[numbers[-1]]
    return first if len(numbers) == 1 else f"{first}-{last}"


def _comparable(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_comparable(each) for each in value]
    return float(value) if isinstance(value, (int, float)) else text(value)


def _history_data(line: Record) -> Record:
    keys = ("date", "code", "name", "change", "old", "new")
    return dict(zip(keys, (line.get(column) for column in HISTORY_COLUMNS), strict=True))


def _archive_data(line: Record) -> Record:
    head = {"date": line.get("Tanggal"), "id": line.get("ID"), "code": line.get("Kode")}
    return {
        **head,
        "name": line.get("KPI"),
        "reason": line.get(ARCHIVE_REASON),
        **Typed.of(line).data(),
    }
