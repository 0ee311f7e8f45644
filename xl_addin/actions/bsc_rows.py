"""The rows of ``Realisasi`` and ``Penyerahan`` in memory: what is reported for a month, due, and handed in.

Months are counted from 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS, TARGETS
from xl_addin.actions.bsc_screening import Measure, Reported
from xl_addin.actions.cell_values import plain
from xl_addin.actions.tables import Record

RESULT_COLUMNS: Final = (
    *("ID", "Kode", "KPI", "Departemen", "Satuan", "Konsolidasi"),
    *TARGETS,
    *ACTUALS,
    *DENOMINATORS,
)
SUBMISSION_COLUMNS: Final = ("Departemen", "Bulan", "Diterima", "Jatuh tempo", "Terisi", "Terverifikasi")
Place = tuple[str, int]
"""A department, plain, and a month."""


def number(value: object) -> float | None:
    """Return a cell's number, None for what is none (blank, text, a date, a truth value).

    >>> number(2), number("2"), number(True), number(float("inf"))
    (2.0, None, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if math.isfinite(value) else None


def month_number(value: object) -> int:
    """Return a month from its number or name; 0 for what is none.

    >>> month_number(9.0), month_number("Sep"), month_number("agustus"), month_number(13)
    (9, 9, 8, 0)
    """
    if isinstance(value, str):
        short = value.strip()[:3].title()
        value = MONTHS.index(short) + 1 if short in MONTHS else number_of_text(value)
    found = number(value)
    return int(found) if found is not None and found in range(1, 13) else 0


def number_of_text(text: str) -> int:
    """Return a text's whole number, 0 for another text."""
    return int(text) if text.strip().isdecimal() else 0


class Results:
    """The rows of ``Realisasi`` in memory, by ID; the first of two rows with the same ID counts."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._by_id: dict[str, Record] = {}
        for record in records:
            self._by_id.setdefault(identity(record["ID"]), record)
        self._by_id.pop("", None)

    def __contains__(self, kpi: object) -> bool:
        return identity(kpi) in self._by_id

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    def record(self, kpi: object) -> Record:
        """Return the row of an ID."""
        return self._by_id[identity(kpi)]

    @cached_property
    def by_department(self) -> dict[str, list[Record]]:
        """The rows of each department, by its plain name."""
        found: dict[str, list[Record]] = {}
        for record in self:
            found.setdefault(plain(record["Departemen"]), []).append(record)
        return found


def identity(value: object) -> str:
    """Return an ID such that capitals and blanks make no difference."""
    return str(value or "").strip().upper()


def reported(record: Mapping[str, Any], month: int) -> Reported:
    """Return what a row holds for a month."""
    return Reported(number(record[ACTUALS[month - 1]]), number(record[DENOMINATORS[month - 1]]))


def is_due(record: Mapping[str, Any], month: int) -> bool:
    """Say whether a KPI is to be reported for a month: it has a target there."""
    return number(record[TARGETS[month - 1]]) is not None


def is_filled(record: Mapping[str, Any], month: int) -> bool:
    """Say whether a month has all that its KPI needs, a ratio both its parts and no denominator of 0."""
    return reported(record, month).value(record["Konsolidasi"]) is not None


def measure(record: Mapping[str, Any]) -> Measure:
    """Return what tells whether a KPI's result can be."""
    targets = tuple(number(record[heading]) for heading in TARGETS)
    return Measure(record["Satuan"], record["Konsolidasi"], targets)


def enter(record: Record, month: int, new: Reported) -> None:
    """Put a value into a row."""
    record[ACTUALS[month - 1]], record[DENOMINATORS[month - 1]] = new


class Submissions:
    """The sheet ``Penyerahan``: what each department handed in for each month, and when.

    Args:
        records: The rows of the table.
        departments: The departments in the order of the workbook.
    """

    def __init__(self, records: Iterable[Record], departments: Sequence[str]) -> None:
        self._names = {plain(name): name for name in departments if plain(name)}
        self._rows: dict[Place, Record] = {}
        self._others: list[Record] = []
        for record in records:
            place = (plain(record["Departemen"]), month_number(record["Bulan"]))
            if all(place) and place not in self._rows:
                self._rows[place] = record
            else:
                self._others.append(record)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._rows.values())

    @property
    def departments(self) -> list[str]:
        """The departments, in the order of the workbook."""
        return list(self._names.values())

    def row(self, department: object, month: int) -> Record:
        """Return the row of a department and month, made when it is not there."""
        place = (plain(department), month)
        if place not in self._rows:
            name = self._names.get(place[0], str(department))
            self._rows[place] = {
                **dict.fromkeys(SUBMISSION_COLUMNS),
                **{"Departemen": name, "Bulan": float(month)},
            }
        return self._rows[place]

    def is_locked(self, department: object, month: int) -> bool:
        """Say whether a month of a department has been verified."""
        row = self._rows.get((plain(department), month))
        return row is not None and row["Terverifikasi"] is not None

    def received(self, department: object, month: int) -> datetime | None:
        """Return when a department handed in a month."""
        return self._day(department, month, "Diterima")

    def verified(self, department: object, month: int) -> datetime | None:
        """Return when a month of a department was verified."""
        return self._day(department, month, "Terverifikasi")

    def _day(self, department: object, month: int, heading: str) -> datetime | None:
        row = self._rows.get((plain(department), month))
        day = row[heading] if row else None
        return day if isinstance(day, datetime) else None

    def update(
        self, department: str, month: int, rows: Sequence[Record], sent: datetime | None, today: datetime
    ) -> None:
        """Count what a department has reported for a month, and date it.

        It came in on the day that the department typed, else on the day on which all that is due was there
        for the first time; a date that stands is not moved without a typed one, and never once verified.
        """
        row = self.row(department, month)
        due = [record for record in rows if is_due(record, month)]
        filled = sum(is_filled(record, month) for record in due)
        row["Jatuh tempo"], row["Terisi"] = float(len(due)), float(filled)
        if row["Terverifikasi"] is not None:
            return
        if sent is not None:
            row["Diterima"] = sent
        elif row["Diterima"] is None and due and filled == len(due):
            row["Diterima"] = today

    def records(self) -> list[Record]:
        """Return the rows by month, then by department in the order of the workbook."""
        order = {name: place for place, name in enumerate(self._names)}
        rows = sorted(
            self._rows.items(), key=lambda item: (item[0][1], order.get(item[0][0], len(order)), item[0])
        )
        return [record for _, record in rows] + self._others
