"""Who shall carry which KPI, and what becomes of what was typed: worked out for all departments at once.

Nothing is read or written here. What was typed for a KPI goes where the KPI goes; what has no place any more
goes to the department's Arsip. Lines of Arsip never leave it, so no order of events can lose a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from xl_addin.actions.bsc_cards import MONTHS, Kpi, Typed, text
from xl_addin.actions.bsc_cascade_state import (
    ARCHIVE_REASON,
    Row,
    State,
    archive_line,
    changes,
    history_line,
    perspective_rank,
    placed,
    shown,
)
from xl_addin.actions.bsc_files import DepartmentBook, Held, Proposal
from xl_addin.actions.cell_values import plain
from xl_addin.actions.tables import Record

GONE: Final = "Tidak ada lagi di Cascading"
MOVED: Final = "Pindah ke "
_NO_ID: Final = "Baris tanpa ID"
_TWICE: Final = "ID ganda"
NEW, NEW_FILE, FILE_AGAIN = "KPI baru", "Berkas baru", "Berkas dibuat ulang"
_FROM: Final = "Pindah dari"
_BACK: Final = "Kembali dari Arsip"
_COLLECTED: Final = "Kembali dengan realisasi dari CMS"


@dataclass
class Central:
    """What the Balanced Scorecard workbook says.

    Args:
        kpis: The KPIs that departments shall carry, each with ID and department.
        departments: The departments that shall have a file.
        today: The reference date.
        year: The year of the plan.
        paths: The file of each department.
        settings: What the files take over, by department.
        homes: The department whose file had a KPI, by ID, as far as known.
        typed: The results that CMS has collected, by ID.
        archived: The results in its Arsip, by ID.
        staying: The IDs of KPIs that stay as they are when nobody shall carry them: own ones that wait for a
            decision, rows of Cascading that are not clear.
        proposals: The departments' own KPIs with what was decided, by department.
        history: The lines of Riwayat, by department.
        archive: The lines of Arsip, by department.
        submitted: When the results of each month came in, by department.
    """

    kpis: list[Kpi]
    departments: list[str]
    today: datetime
    year: float
    paths: Mapping[str, Path]
    settings: Mapping[str, dict[str, Any]]
    homes: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, Typed] = field(default_factory=dict)
    archived: Mapping[str, Typed] = field(default_factory=dict)
    staying: frozenset[str] = frozenset()
    proposals: Mapping[str, list[Proposal]] = field(default_factory=dict)
    history: Mapping[str, list[Record]] = field(default_factory=dict)
    archive: Mapping[str, list[Record]] = field(default_factory=dict)
    submitted: Mapping[str, tuple[datetime | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """Months for which two departments typed something else for the same KPI."""

    department: str
    source: str
    kpi: Kpi
    months: tuple[str, ...]


class Plan:
    """The states that the departments' files shall be in.

    Args:
        central: What the Balanced Scorecard workbook says.
        books: What the files say, by department; also of files that are open and may not change.
        blocked: The departments whose files cannot change now.
    """

    def __init__(
        self, central: Central, books: Mapping[str, DepartmentBook], blocked: Iterable[str] = ()
    ) -> None:
        self.central = central
        self.books = books
        self.blocked = frozenset(blocked)
        self.results = {name: book.results for name, book in books.items()}
        self.wanted: dict[str, dict[str, Kpi]] = {name: {} for name in central.departments}
        for kpi in central.kpis:
            self.wanted.setdefault(str(kpi.department), {})[str(kpi.id)] = shown(kpi)
        self.owner = {identifier: name for name, kpis in self.wanted.items() for identifier in kpis}
        self._holders: dict[str, list[str]] = {}
        for name in sorted(self.results):
            for identifier in self.results[name]:
                self._holders.setdefault(identifier, []).append(name)
        self._archived = _archived(books)
        self.waiting = {identifier: by for identifier in self.owner if (by := self._blocker(identifier))}

    def departments(self) -> list[str]:
        """Return the departments in order: those of the workbook, then those that have only a file."""
        return list(dict.fromkeys([*self.wanted, *sorted(self.books)]))

    def state(self, department: str, *, release: bool = True) -> State:
        """Return the state that a department's file shall be in.

        Args:
            department: The department.
            release: Whether KPIs that have moved away leave now; they must be in their new file before.
        """
        return _Draft(self, department).state(release=release)

    def receives(self, department: str) -> bool:
        """Say whether a KPI comes to a department from another one."""
        return any(
            self.sources(department, identifier)
            for identifier in self.wanted.get(department, {})
            if identifier not in self.waiting
        )

    def gives(self, department: str) -> bool:
        """Say whether a KPI leaves a department for another one."""
        return any(
            self.owner.get(identifier, department) != department and identifier not in self.waiting
            for identifier in self.results.get(department, {})
        )

    def sources(self, department: str, identifier: str) -> list[str]:
        """Return the other departments in whose files a KPI stands."""
        return [name for name in self._holders.get(identifier, []) if name != department]

    def conflicts(self) -> list[Conflict]:
        """Return where a KPI comes to a department that has typed something else for it already."""
        found = []
        for identifier, department in self.owner.items():
            own = self.results.get(department, {}).get(identifier)
            if own is None or identifier in self.waiting or department in self.blocked:
                continue
            for source in self.sources(department, identifier):
                months = own.typed.conflicts(self.results[source][identifier].typed)
                if months:
                    found.append(Conflict(department, source, own.kpi, tuple(months)))
        return found

    def homes(self) -> dict[str, str]:
        """Return the department whose file has each KPI when the plan is carried out."""
        return {
            identifier: self._home(identifier, name) if identifier in self.waiting else name
            for identifier, name in self.owner.items()
        }

    def arriving(self, department: str, identifier: str) -> tuple[Typed, str, Held | None, str | None]:
        """Return what a KPI that is not in a department's file brings, how it comes, as what, from where."""
        if sources := self.sources(department, identifier):
            typed = Typed()
            for source in sources:
                typed = typed.over(self.results[source][identifier].typed)
            return typed, _FROM, self.results[sources[0]][identifier], ", ".join(sources)
        central, archived = self.central, self._last_archived(department, identifier)
        collected = central.typed.get(identifier, Typed())
        if collected:
            return collected.over(archived or Typed()), _COLLECTED, None, None
        if archived is not None:
            return archived, _BACK, None, None
        if identifier in central.archived:
            return central.archived[identifier], _BACK, None, None
        return Typed(), NEW, None, None

    def _last_archived(self, department: str, identifier: str) -> Typed | None:
        """Return what the last line of any Arsip has for a KPI; one that it moved away with counts least."""
        lines = self._archived.get(identifier)
        if not lines:
            return None

        def newest(item: tuple[str, Record]) -> tuple[object, ...]:
            day = item[1].get("Tanggal")
            moved = str(item[1].get(ARCHIVE_REASON) or "").startswith(MOVED)
            return day if isinstance(day, datetime) else datetime.min, not moved, item[0] == department

        return Typed.of(max(lines, key=newest)[1])

    def _blocker(self, identifier: str) -> str | None:
        """Return the department whose file keeps a KPI from moving."""
        owner = self.owner[identifier]
        if identifier in self.results.get(owner, {}):
            return None
        others = self.sources(owner, identifier)
        home = self.central.homes.get(identifier)
        if owner in self.blocked:
            return owner
        if home not in (None, owner) and home in self.blocked and home not in self.books:
            others = [*others, str(home)]
        return next((name for name in others if name in self.blocked), None)

    def _home(self, identifier: str, owner: str) -> str:
        there = [*self.sources(owner, identifier), self.central.homes.get(identifier)]
        return next((name for name in there if name), owner)


class _Draft:
    """The state of one department's file, as it comes about."""

    def __init__(self, plan: Plan, department: str) -> None:
        self._plan = plan
        self._department = department
        self._book = plan.books.get(department)
        self._wanted = plan.wanted.get(department, {})
        self._rows: list[Row] = []
        central = plan.central
        if self._book is not None:
            self._archive, self._history = list(self._book.archive), list(self._book.history)
            self._proposals = self._book.proposals
            self._submitted = self._book.submitted
        else:
            self._archive = list(central.archive.get(department, []))
            self._history = list(central.history.get(department, []))
            self._proposals = central.proposals.get(department, [])
            self._submitted = central.submitted.get(department, (None,) * len(MONTHS))
        self._leaving: list[tuple[Kpi, Typed, str, str]] = []

    def state(self, *, release: bool) -> State:
        """Return the state."""
        plan, book = self._plan, self._book
        for held in book.rows if book else ():
            self._place(held.kpi, held.typed, release=release)
        self._receive()
        if book is None:
            again = bool(self._history) or self._department in plan.central.homes.values()
            self._tell(None, FILE_AGAIN if again else NEW_FILE, None, f"{len(self._rows)} KPI")
        for kpi, typed, reason, change in self._leaving:  # last, so that they are so also when they wait
            self._archive.append(archive_line(plan.central.today, kpi, typed, reason))
            self._tell(kpi, change, self._department, None)
        return State(
            department=book.department if book else self._department,
            path=book.path if book else plan.central.paths[self._department],
            settings=plan.central.settings.get(self._department, {}),
            rows=self._rows,
            proposals=self._decided(),
            archive=self._archive,
            history=self._history,
            year=plan.central.year,
            submitted=self._submitted,
            new=book is None,
            mark=book.mark if book else None,
        )

    def _place(self, kpi: Kpi, typed: Typed, *, release: bool) -> None:
        """Find the place of a row that the file has."""
        plan, identifier = self._plan, str(kpi.id or "")
        first = next((row for row, _ in self._rows if row.id == kpi.id), None) if kpi.id else None
        owner = plan.owner.get(identifier)
        if not identifier or first is not None:
            self._drop(kpi, typed, _TWICE if identifier else _NO_ID)
        elif owner == self._department:
            self._keep(kpi, typed)
        elif owner is None and identifier not in plan.central.staying:
            self._retire(kpi, typed, GONE)
        elif owner is None or identifier in plan.waiting or not release or self._owner_blocked(owner):
            self._rows.append((shown(kpi), typed))
        else:
            self._leaving.append((kpi, typed, f"{MOVED}{owner}", f"{MOVED}{owner}"))

    def _owner_blocked(self, owner: str) -> bool:
        return owner in self._plan.blocked

    def _keep(self, kpi: Kpi, typed: Typed) -> None:
        """Keep a KPI, as its card reads now; what another file still has for it fills its blanks."""
        new = self._wanted[str(kpi.id)]
        for source in self._plan.sources(self._department, str(kpi.id)):
            if source not in self._plan.blocked:
                typed = typed.over(self._plan.results[source][str(kpi.id)].typed)
        for heading, old, now in changes(shown(kpi), new):
            self._tell(new, heading, old, now)
        self._rows.append((new, typed))

    def _receive(self) -> None:
        """Take in the KPIs that the file does not have."""
        have = {kpi.id for kpi, _ in self._rows}
        wanted = sorted(self._wanted.items(), key=lambda item: perspective_rank(item[1]))
        for identifier, kpi in wanted:
            if identifier in have or identifier in self._plan.waiting:
                continue
            typed, change, held, source = self._plan.arriving(self._department, identifier)
            row = (kpi, typed)
            self._rows.insert(placed(self._rows, row), row)
            if self._book is not None or source is not None:
                self._tell(kpi, change, source, self._department if source else None)
            for heading, old, now in changes(shown(held.kpi), kpi) if held else ():
                self._tell(kpi, heading, old, now)

    def _retire(self, kpi: Kpi, typed: Typed, reason: str) -> None:
        self._archive.append(archive_line(self._plan.central.today, kpi, typed, reason))
        self._tell(kpi, reason)

    def _drop(self, kpi: Kpi, typed: Typed, reason: str) -> None:
        """Drop a row that is none of ours; what was typed in it stays in Arsip."""
        same = any(row.id == kpi.id and kpi.id and typed == kept for row, kept in self._rows)
        if typed and not same:
            self._retire(kpi, typed, reason)

    def _tell(self, kpi: Kpi | None, change: str, old: Any = None, new: Any = None) -> None:
        self._history.append(history_line(self._plan.central.today, kpi, change, old, new))

    def _decided(self) -> list[Proposal]:
        """Return the department's proposals with what was decided of them."""
        known = self._plan.central.proposals.get(self._department, [])
        by_id = {proposal.kpi.id: proposal for proposal in known if proposal.kpi.id}
        by_code = {plain(proposal.kpi.code): proposal for proposal in known if proposal.kpi.code}
        found = []
        for proposal in self._proposals:
            decided = by_id.get(proposal.kpi.id or "") or by_code.get(plain(proposal.kpi.code))
            if decided is None:
                found.append(proposal)
            else:
                kpi = replace(proposal.kpi, id=decided.kpi.id)
                found.append(replace(proposal, kpi=kpi, status=decided.status, note=decided.note))
        return found


def _archived(books: Mapping[str, DepartmentBook]) -> dict[str, list[tuple[str, Record]]]:
    """Return the last line that each Arsip has for a KPI."""
    found: dict[str, dict[str, Record]] = {}
    for name in sorted(books):
        for line in books[name].archive:
            if identifier := text(line.get("ID")):
                found.setdefault(identifier, {})[name] = line
    return {identifier: list(lines.items()) for identifier, lines in found.items()}
