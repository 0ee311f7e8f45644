"""The sheet ``Verifikasi``: what CMS must look at before a month is verified, and what it decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from xl_addin.actions.bsc_ledger import ACCEPTED, decision
from xl_addin.actions.bsc_rows import identity, month_number, number
from xl_addin.actions.bsc_screening import FAULTS
from xl_addin.actions.cell_values import plain
from xl_addin.actions.tables import Record

FINDING_COLUMNS: Final = (
    *("Tanggal", "Bulan", "Departemen", "ID", "Kode", "KPI"),
    *("Realisasi", "Penyebut", "Temuan", "Keputusan", "Catatan"),
)
TYPED_OVER: Final = "Rumus ditimpa"
"""How a finding of :mod:`xl_addin.actions.bsc_collect` begins."""
MISSING: Final = "Belum diisi"
UNUSUAL: Final = "Di luar kebiasaan"
_LOOKED_FOR: Final = (MISSING, UNUSUAL, *FAULTS)
"""How the findings of a look at the results begin; others are people's own."""
SETTLED: Final = " (sudah tidak ditemukan)"
"""How a finding ends that somebody has decided or remarked on and that is no longer there."""

FindingKey = tuple[int, str, str, str, float | None, float | None]


def finding(
    record: Mapping[str, Any],
    month: int,
    text: str,
    today: datetime,
    values: tuple[float | None, float | None] = (None, None),
) -> Record:
    """Return a line of the sheet for a KPI, or for a department where the record has no ID.

    Args:
        record: Departemen, ID, Kode and KPI.
        month: The month concerned.
        text: What was found, in Indonesian.
        today: When.
        values: The actual and the denominator that were found.
    """
    line: Record = dict.fromkeys(FINDING_COLUMNS)
    line |= {heading: record.get(heading) for heading in ("Departemen", "ID", "Kode", "KPI")}
    line |= {"Tanggal": today, "Bulan": float(month), "Temuan": text}
    return line | dict(zip(("Realisasi", "Penyebut"), values, strict=True))


def is_typed_over(line: Mapping[str, Any]) -> bool:
    """Say whether a line tells of a formula that was typed over."""
    return str(line["Temuan"] or "").startswith(TYPED_OVER)


def is_looked_for(line: Mapping[str, Any]) -> bool:
    """Say whether a line tells of what a look at the results finds, rather than of what somebody wrote."""
    return str(line["Temuan"] or "").startswith(_LOOKED_FOR)


def is_open(line: Mapping[str, Any]) -> bool:
    """Say whether a line keeps its month from being verified."""
    return decision(line) != ACCEPTED and not str(line["Temuan"] or "").endswith(SETTLED)


def place_of(line: Mapping[str, Any]) -> tuple[str, int]:
    """Return the department, plain, and the month of a line."""
    return plain(line["Departemen"]), month_number(line["Bulan"])


def merged(
    old: Sequence[Record], found: Iterable[Record], replaces: Callable[[Record], bool]
) -> list[Record]:
    """Return the lines after a look at some months: what was typed stays with its finding.

    A finding is the same one when its month, KPI, text and values are. A decision counts for the values that
    were looked at, so a corrected value asks again.

    Args:
        old: The lines so far.
        found: What was found now.
        replaces: Which of the old lines would be among ``found`` if they still held.
    """
    now = {_key(line): line for line in found}
    lines = []
    for line in old:
        if str(line["Temuan"] or "").endswith(SETTLED) or not replaces(line):
            lines.append(line)
        elif (again := now.pop(_key(line), None)) is not None:
            lines.append({**again, **{name: line[name] for name in ("Tanggal", "Keputusan", "Catatan")}})
        elif line["Keputusan"] is not None or line["Catatan"] is not None:
            lines.append({**line, "Temuan": f"{line['Temuan']}{SETTLED}"})
    return [*lines, *now.values()]


def sorted_lines(lines: Iterable[Record], departments: Sequence[str]) -> list[Record]:
    """Return the lines by month, then by department in the order of the workbook, then by KPI."""
    order = {plain(name): place for place, name in enumerate(departments)}

    def place(line: Record) -> tuple[int, int, str]:
        department, month = place_of(line)
        return month, order.get(department, len(order)), identity(line["ID"])

    return sorted(lines, key=place)


def open_lines(lines: Iterable[Record]) -> Iterator[Record]:
    """Yield the lines that keep their months from being verified."""
    return (line for line in lines if is_open(line))


def _key(line: Mapping[str, Any]) -> FindingKey:
    department, month = place_of(line)
    values = number(line["Realisasi"]), number(line["Penyebut"])
    return month, department, identity(line["ID"]), plain(line["Temuan"]), *values
