"""What does not add up in the Balanced Scorecard: weights, shares, carriers, targets, parents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Final

from xl_addin.audit.finding import Finding
from xl_addin.ooxml.listing import TableRow, table_rows
from xl_addin.ooxml.workbook import Workbook

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_TOLERANCE: Final = 1e-6
_DIRECT, _PART, _SUPPORT = "Langsung", "Kontribusi", "Pendukung"


@dataclass(frozen=True)
class _Scorecard:
    """The tables of a Balanced Scorecard workbook."""

    workbook: Workbook

    def rows(self, table: str) -> list[TableRow]:
        return table_rows(self.workbook, table)

    @cached_property
    def corporate(self) -> list[TableRow]:
        return self.rows("tbl_kpi_korporat")

    @cached_property
    def directorate(self) -> list[TableRow]:
        return self.rows("tbl_kpi_direktorat")

    @cached_property
    def cascading(self) -> list[TableRow]:
        return self.rows("tbl_cascading")

    @cached_property
    def own(self) -> list[TableRow]:
        """The departments' own KPIs that the board has approved."""
        return [row for row in self.rows("tbl_kpi_departemen") if row.text("Keputusan") == "Setuju"]

    @cached_property
    def kpis(self) -> dict[str, TableRow]:
        """Corporate and directorate KPIs by code."""
        return {row.text("Kode"): row for row in (*self.directorate, *self.corporate) if row.text("Kode")}

    @cached_property
    def carriers(self) -> dict[str, list[TableRow]]:
        """What carries a KPI, by its code: rows of a directorate and of departments."""
        found = defaultdict(list)
        for row in self.directorate:
            found[row.text("Induk")].append(row)
        for row in self.cascading:
            found[row.text("Kode KPI")].append(row)
        return found


def bsc_findings(workbook: Workbook) -> Iterator[Finding]:
    """Check a Balanced Scorecard workbook; one without its tables has no findings.

    Source: quality objectives, items 4.4 to 4.6 and 7.1.10 to 7.1.17.
    """
    card = _Scorecard(workbook)
    for check in _CHECKS:
        yield from check(card)


def _weights(card: _Scorecard) -> Iterator[Finding]:
    yield from _sum_to_whole("Bobot", {"KPI Corporate": card.corporate}, "weights")
    yield from _sum_to_whole("Bobot", _grouped(card.directorate, "Direktorat", "direktorat"), "weights")
    departments = _grouped([*card.cascading, *card.own], "Departemen", "departemen")
    yield from _sum_to_whole("Bobot", departments, "weights")
    for row in (*card.corporate, *card.directorate, *card.cascading, *card.own):
        if row.text("Kode") and row.number("Bobot") is None:
            yield _at(row, "Bobot", "no_weight", row.text("Kode"), found=row.text("Bobot"), expected="> 0")


def _shares(card: _Scorecard) -> Iterator[Finding]:
    for code, kpi in card.kpis.items():
        parts = [row for row in card.carriers[code] if row.text("Jenis") == _PART]
        if not parts:
            continue
        if kpi.text("Konsolidasi") == "Rasio":
            yield _at(parts[0], "Jenis", "ratio_parts", code, found=_PART, expected="Langsung, Bersama")
            continue
        yield from _sum_to_whole("Porsi", {code: parts}, "shares")
        for month in _MONTHS:
            yield from _parts_of_month(kpi, parts, f"Target {month}")


def _parts_of_month(kpi: TableRow, parts: list[TableRow], month: str) -> Iterator[Finding]:
    target = kpi.number(month)
    found = [part.number(month) for part in parts]
    total = fsum(number for number in found if number is not None)
    if target is None and not any(found):
        return
    if target is None or None in found or abs(total - target) > _TOLERANCE * max(1.0, abs(target)):
        subject = f"{kpi.text('Kode')} ({month.removeprefix('Target ')})"
        whole = "-" if target is None else f"{target:.10g}"
        yield _at(parts[0], month, "parts", subject, found=f"{total:.10g}", expected=whole)


def _carried(card: _Scorecard) -> Iterator[Finding]:
    for code, kpi in card.kpis.items():
        rolling = [row for row in card.carriers[code] if row.text("Jenis") != _SUPPORT]
        if not rolling:
            yield _at(kpi, "Kode", "no_carrier", code, expected="Cascading")
        direct = [row for row in rolling if row.text("Jenis") == _DIRECT]
        if len(direct) > 1:
            names = ", ".join(row.text("Departemen") or row.text("Direktorat") for row in direct)
            yield _at(direct[1], "Jenis", "two_direct", code, found=names, expected="Bersama, Kontribusi")


def _targets(card: _Scorecard) -> Iterator[Finding]:
    for row in (*card.corporate, *card.directorate, *card.own):
        if row.text("Kode") and all(row.number(f"Target {month}") is None for month in _MONTHS):
            yield _at(row, "Target Jan", "no_target", row.text("Kode"), expected="Target Jan - Target Des")


def _known(card: _Scorecard) -> Iterator[Finding]:
    objectives = {row.text("Kode") for row in card.rows("tbl_sasaran")}
    departments = {row.text("Departemen") for row in card.rows("tbl_departemen")}
    every = [*card.corporate, *card.directorate]
    yield from _listed(every, "Sasaran", objectives)
    yield from _listed([*card.directorate, *card.own], "Induk", card.kpis.keys())
    yield from _listed(card.cascading, "Kode KPI", card.kpis.keys())
    yield from _listed([*card.cascading, *card.own], "Departemen", departments)
    yield from _unique(every)
    yield from _unique(card.rows("tbl_sasaran"))
    for row in card.rows("tbl_sasaran"):
        for code in _codes(row.text("Mendukung")):
            if code not in objectives:
                yield _at(row, "Mendukung", "unknown", code, found=code, expected="Sasaran Strategis")


def _circular(card: _Scorecard) -> Iterator[Finding]:
    parents = {code: _codes(row.text("Induk")) for code, row in card.kpis.items()}
    objectives = {row.text("Kode"): row for row in card.rows("tbl_sasaran")}
    supports = {code: _codes(row.text("Mendukung")) for code, row in objectives.items()}
    for rows, above, heading in ((card.kpis, parents, "Induk"), (objectives, supports, "Mendukung")):
        for code in rows:
            if _reaches(code, above):
                yield _at(rows[code], heading, "circular", code, found=rows[code].text(heading))


_CHECKS: Final[tuple[Callable[[_Scorecard], Iterator[Finding]], ...]] = (
    _weights,
    _shares,
    _carried,
    _targets,
    _known,
    _circular,
)


def _sum_to_whole(heading: str, groups: dict[str, list[TableRow]], kind: str) -> Iterator[Finding]:
    """Find groups whose weights are not 1 together, or 100 where they are written as whole percents."""
    for subject, rows in groups.items():
        numbers = [number for row in rows if (number := row.number(heading)) is not None]
        total = fsum(numbers)
        whole = 100.0 if total > 2 else 1.0
        if rows and abs(total - whole) > _TOLERANCE * whole:
            yield _at(rows[0], heading, kind, subject, found=f"{total / whole:.4%}", expected="100%")


def _grouped(rows: Iterable[TableRow], heading: str, word: str) -> dict[str, list[TableRow]]:
    groups = defaultdict(list)
    for row in rows:
        if row.text(heading):
            groups[f"{word} {row.text(heading)}"].append(row)
    return groups


def _listed(rows: Iterable[TableRow], heading: str, known: Iterable[str]) -> Iterator[Finding]:
    allowed = set(known)
    for row in rows:
        text = row.text(heading)
        if text and text not in allowed:
            yield _at(row, heading, "unknown", text, found=text, expected=heading)


def _unique(rows: Iterable[TableRow]) -> Iterator[Finding]:
    rows = [row for row in rows if row.text("Kode")]
    counts = Counter(row.text("Kode") for row in rows)
    for row in rows:
        if (count := counts[row.text("Kode")]) > 1:
            yield _at(row, "Kode", "twice", row.text("Kode"), found=f"{count} x", expected="1 x")


def _codes(text: str) -> list[str]:
    return [code for part in text.replace(";", ",").split(",") if (code := part.strip())]


def _reaches(start: str, above: dict[str, list[str]]) -> bool:
    """Say whether the way up from a code comes back to it."""
    seen: set[str] = set()
    waiting = list(above.get(start, ()))
    while waiting:
        code = waiting.pop()
        if code == start:
            return True
        if code not in seen:
            seen.add(code)
            waiting += above.get(code, ())
    return False


def _at(
    row: TableRow, heading: str, kind: str, subject: str, *, found: str = "-", expected: str = "-"
) -> Finding:
    return Finding(kind, row.sheet, row.cell(heading), found, expected, subject)
