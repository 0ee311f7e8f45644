"""No order of events loses what was typed: any edits, files that cannot be used, and cascades in between."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from cascade_books import (
    DEPARTMENTS,
    cascaded,
    path_of,
    row,
    rows,
    set_rows,
)
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from xl_addin.actions.bsc_cards import Typed
from xl_addin.actions.bsc_cascade import _Cascade
from xl_addin.actions.bsc_cascade_folder import Folder, _as_book
from xl_addin.actions.bsc_cascade_state import State
from xl_addin.actions.bsc_files import DepartmentBook, Held, department_path, read_department
from xl_addin.actions.bsc_refresh import RESULT_COLUMNS
from xl_addin.actions.bsc_workers import Workers
from xl_addin.actions.tables import ListTable
from xl_addin.headless import open_book

CODES = ("PPC-1", "PPC-2", "SDM-1", "PRD-1", "PRD-2", "PRD-3", "X-1", "X-2")
PARENTS = ("F-01", "C-01", "P-01", "L-01", "D-01")
WHERE = Path("departemen")

departments = st.sampled_from(DEPARTMENTS)
places = st.integers(0, 7)


class Disk(dict):
    """The departments' files, in memory: what they hold, and which are open or damaged."""

    def __init__(self) -> None:
        super().__init__()
        self.locked: set[str] = set()
        self.damaged: set[str] = set()
        self.full: set[str] = set()


class MemoryFolder(Folder):
    """The folder over such a disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        super().__init__(WHERE, 2027, DEPARTMENTS, Workers(1))

    def _read(self) -> None:
        for name in DEPARTMENTS:
            if name in self._disk.damaged and name in self._disk:
                self.blocked[name] = "rusak"
            elif name in self._disk:
                self.books[name] = self._disk[name]
            if name in self._disk.locked:
                self.blocked[name] = "terbuka"

    def write(self, states: list[State]) -> list[State]:
        done = []
        for state in states:
            if state.department in self._disk.full:
                self.blocked[state.department] = "penuh"
                continue
            assert len({kpi.id for kpi, _ in state.rows}) == len(state.rows)
            self.books[state.department] = self._disk[state.department] = _as_book(state, None)
            done.append(state)
        return done


class Moves(RuleBasedStateMachine):
    """KPIs change and move, files cannot be used at times, people type, and the button in between."""

    forgets = False

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="events-"))
        shutil.copy(cascaded() / "bsc.xlsx", self.folder)
        self.book = open_book(self.folder / "bsc.xlsx")
        self.disk = Disk()
        for name in DEPARTMENTS:
            file = read_department(path_of(cascaded(), name))
            self.disk[name] = replace(file, path=department_path(WHERE, 2027, name), workbook=None)
        self.typed: dict[float, str] = {}
        self.count = 0.0
        self.last: dict[tuple[str, int], float] = {}

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.finish()
            self.book.close()
            shutil.rmtree(self.folder)

    # --- the plan ---

    def change(self, place: int, **values: object) -> None:
        found = rows(self.book)
        if found:
            number = place % len(found)
            found[number] = {**found[number], **values}
            set_rows(self.book, found)

    @rule(place=places, code=st.sampled_from(CODES))
    def recode(self, place, code):
        self.change(place, Kode=code)

    @rule(place=places, parent=st.sampled_from(PARENTS))
    def rename(self, place, parent):
        self.change(place, **{"Kode KPI": parent})

    @rule(place=places, weight=st.integers(1, 90))
    def reweigh(self, place, weight):
        self.change(place, Bobot=float(weight))

    @rule(place=places, department=departments)
    def move(self, place, department):
        self.change(place, Departemen=department)

    # --- the files ---

    @rule(department=departments, place=places, month=st.integers(0, 11), denominator=st.booleans())
    def type_actual(self, department, place, month, denominator):
        file = self.usable(department)
        if file is None or not file.rows:
            return
        number = place % len(file.rows)
        held = file.rows[number]
        before = held.typed.month(month)
        self.count += 1
        actuals, denominators = list(held.typed.actuals), list(held.typed.denominators)
        actuals[month] = self.count
        denominators[month] = -self.count if denominator else before[1]
        typed = Typed(tuple(actuals), tuple(denominators), held.typed.note)
        changed = [*file.rows]
        changed[number] = Held(held.kpi, typed, held.row)
        self.disk[department] = replace(file, rows=changed)
        self.typed[self.count] = department
        for value in before:  # typed over
            self.typed.pop(abs(value or 0), None)
        self.last[str(held.kpi.id), month] = self.count

    @rule(department=departments)
    def lock(self, department):
        self.disk.locked ^= {department}

    @rule(department=departments)
    def damage(self, department):
        self.disk.damaged ^= {department}

    @rule(department=departments)
    def fill_the_disk(self, department):
        self.disk.full ^= {department}

    # --- the button ---

    @rule()
    def cascade(self):
        _Cascade(self.book, MemoryFolder(self.disk)).result()

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "disk"):
            assert set(self.typed) <= self.held()

    def finish(self) -> None:
        """With all files usable again, the files show the plan, and the button changes nothing more."""
        self.disk.locked.clear()
        self.disk.damaged.clear()
        self.disk.full.clear()
        _Cascade(self.book, MemoryFolder(self.disk)).result()
        assert set(self.typed) <= self.held()
        wanted = rows(self.book)
        assert len({record["ID"] for record in wanted}) == len(wanted)
        for name in DEPARTMENTS:
            there = {held.kpi.id: held.kpi for held in self.disk[name].rows}
            own = {record["ID"]: record for record in wanted if record["Departemen"] == name}
            assert there.keys() == own.keys()
            assert len(self.disk[name].rows) == len(own)
            for identifier, record in own.items():
                kpi = there[identifier]
                assert (kpi.code, kpi.parent) == (record["Kode"], record["Kode KPI"])
                assert (kpi.weight, kpi.kind) == (record["Bobot"], record["Jenis"])
        if not self.forgets:
            self.follows()
        again = _Cascade(self.book, MemoryFolder(self.disk)).result()
        assert (again.changed, again.problems, again.files) == (False, False, [])

    def follows(self) -> None:
        """What was typed last for a KPI is in its row, wherever that is now."""
        there = {held.kpi.id: held.typed for file in self.disk.values() for held in file.rows}
        for (identifier, month), value in self.last.items():
            assert there[identifier].actuals[month] == value

    def usable(self, department: str) -> DepartmentBook | None:
        return None if department in self.disk.damaged else self.disk.get(department)

    def held(self) -> set[float]:
        """Return every number that stands in some Realisasi or Arsip."""
        found: set[float] = set()
        for file in self.disk.values():
            for held in file.rows:
                found |= {value for value in held.typed.actuals if value is not None}
            for line in file.archive:
                found |= {value for value in Typed.of(line).actuals if value is not None}
        return found


class Events(Moves):
    """Besides, rows come and go, are copied and retyped, and files are deleted."""

    forgets = True

    @rule(place=places)
    def forget_id(self, place):
        self.change(place, ID=None)

    @rule(place=places, to=places)
    def copy_row(self, place, to):
        found = rows(self.book)
        if found:
            found.insert(to % (len(found) + 1), dict(found[place % len(found)]))
            set_rows(self.book, found)

    @rule(place=places)
    def remove(self, place):
        found = rows(self.book)
        if found:
            self.gone = found.pop(place % len(found))
            set_rows(self.book, found)

    @precondition(lambda self: getattr(self, "gone", None))
    @rule(department=st.none() | departments)
    def restore(self, department):
        back = {**self.gone, **({"Departemen": department} if department else {})}
        set_rows(self.book, [*rows(self.book), back])

    @rule(code=st.sampled_from(CODES), parent=st.sampled_from(PARENTS), department=departments)
    def add(self, code, parent, department):
        set_rows(self.book, [*rows(self.book), row(code, parent, department)])

    @rule(department=departments, place=places)
    def copy_row_in_a_file(self, department, place):
        file = self.usable(department)
        if file is not None and file.rows:
            held = file.rows[place % len(file.rows)]
            self.disk[department] = replace(file, rows=[*file.rows, held])

    @rule(department=departments, place=places)
    def blank_an_id_in_a_file(self, department, place):
        file = self.usable(department)
        if file is not None and file.rows:
            held = file.rows[place % len(file.rows)]
            nameless = Held(replace(held.kpi, id=None), held.typed, held.row)
            rest = [nameless if one is held else one for one in file.rows]
            self.disk[department] = replace(file, rows=rest)

    @rule(department=departments)
    def collect(self, department):
        """CMS takes over what a file holds."""
        file = self.usable(department)
        table = ListTable(self.book, "tbl_realisasi", RESULT_COLUMNS)
        found = table.records()
        for record in found:
            if file is not None and record["Departemen"] == department and record["ID"] in file.results:
                typed = file.results[record["ID"]].typed.record()
                record.update({key: value for key, value in typed.items() if key != "Catatan"})
        table.replace(found)

    @rule(department=departments)
    def delete(self, department):
        """A file goes, with all that was typed in it and is nowhere else."""
        if self.disk.pop(department, None):
            self.disk.damaged.discard(department)
            there = self.held()
            self.typed = {value: name for value, name in self.typed.items() if value in there}


_SETTINGS = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
Moves.TestCase.settings = Events.TestCase.settings = _SETTINGS
TestMoves = Moves.TestCase
TestEvents = Events.TestCase
