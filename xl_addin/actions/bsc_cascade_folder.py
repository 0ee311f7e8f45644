"""The departments' files as the cascade meets them: whose they are, and which of them can change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from xl_addin import files
from xl_addin.actions.bsc_cards import text
from xl_addin.actions.bsc_cascade_ids import Known
from xl_addin.actions.bsc_cascade_state import State
from xl_addin.actions.bsc_cascade_write import write_state
from xl_addin.actions.bsc_files import (
    DepartmentBook,
    Held,
    department_path,
    department_paths,
    read_department,
)
from xl_addin.actions.bsc_workers import Workers
from xl_addin.actions.cell_values import plain
from xl_addin.errors import LembarError

Mark = tuple[int, int] | None


class Folder:
    """The departments' workbooks of a year in a folder.

    Args:
        folder: The folder; it need not be there yet.
        year: The year of the plan.
        departments: The departments that the Balanced Scorecard workbook knows.
        workers: Who reads and writes.

    Attributes:
        books: What the files hold, by department.
        blocked: Why a department's file cannot change now, by department.
        strays: Files that belong to nobody, with the reason.
    """

    def __init__(self, folder: Path, year: float, departments: Iterable[str], workers: Workers) -> None:
        self._folder = folder
        self._year = year
        self._workers = workers
        self.books: dict[str, DepartmentBook] = {}
        self.blocked: dict[str, str] = {}
        self.strays: list[tuple[str, str]] = []
        self.paths: dict[str, Path] = {}
        self._written: set[Path] = set()
        self._share_paths(departments)
        self._read()

    def known_ids(self) -> Iterator[Known]:
        """Yield the IDs that the files know."""
        for name, book in self.books.items():
            for held in book.rows:
                yield Known(held.kpi.id or "", held.kpi.code, name)
            for line in book.archive:
                yield Known(text(line.get("ID")) or "", text(line.get("Kode")), name, live=False)
            for proposal in book.proposals:
                yield Known(proposal.kpi.id or "", None, name)

    def write(self, states: Sequence[State]) -> list[State]:
        """Bring files into their states; one that cannot be written is blocked from now on.

        Returns:
            The states that are on disk.
        """
        jobs = [(state, state.path not in self._written) for state in states]
        done = []
        for state, answer in zip(
            states, self._workers.map(_written, jobs, "Menulis berkas departemen"), strict=True
        ):
            if isinstance(answer, str):
                self.blocked[state.department] = answer
            else:
                self._written.add(state.path)
                self.books[state.department] = _as_book(state, answer)
                done.append(state)
        return done

    def _share_paths(self, departments: Iterable[str]) -> None:
        owners: dict[str, str] = {}
        for name in departments:
            path = department_path(self._folder, self._year, name)
            owner = owners.setdefault(path.name.casefold(), name)
            self.paths[name] = path
            if owner != name:
                self.blocked[name] = f"Nama berkasnya sama dengan milik departemen {owner}."

    def _read(self) -> None:
        there = department_paths(self._folder, self._year)
        owners = {path: name for name, path in self.paths.items() if name not in self.blocked}
        found = self._workers.map(_read, there, "Membaca berkas departemen")
        for path, book in sorted(zip(there, found, strict=True), key=lambda item: item[0] not in owners):
            self._settle(path, owners.get(path), book)
        for name, path in self.paths.items():
            self._check_writable(name, path)

    def _settle(self, path: Path, owner: str | None, book: DepartmentBook | str) -> None:
        """Find whose file it is, and whether it can be used."""
        if isinstance(book, str):
            name = owner or path.stem.partition(" - ")[2]
            self.paths.setdefault(name, path)
            self.blocked[name] = book
            return
        known = {plain(name): name for name in self.paths}
        whose = known.get(plain(book.department))
        if owner is not None and whose == owner and book.year in (None, self._year):
            self.books[owner] = book
        elif owner is not None:
            self.blocked[owner] = f"Berkas ini milik {book.department} tahun {book.year or 0:g}."
        elif whose is None and path == department_path(self._folder, self._year, book.department):
            self.books[book.department] = book
            self.paths[book.department] = path
        elif whose is not None and whose not in self.books and whose not in self.blocked:
            self.blocked[whose] = f"Berkasnya berganti nama menjadi {path.name}; kembalikan namanya."
        else:
            self.strays.append((path.name, f"Salinan dari {book.department}; tidak dipakai."))

    def _check_writable(self, name: str, path: Path) -> None:
        if name in self.blocked:
            return
        try:
            files.check_not_open(path)
            if path.exists() and not os.access(path, os.W_OK):
                raise LembarError("read_only", file=path.name)
        except LembarError as error:
            self.blocked[name] = error.in_file(path.name).indonesian()


def _read(path: Path) -> DepartmentBook | str:
    """Return what a file holds, or why it cannot be read; in a process of its own."""
    try:
        return replace(read_department(path, opened=True), workbook=None)
    except LembarError as error:
        return error.in_file(path.name).indonesian()
    except Exception as error:  # whatever is in that file, the others are done
        return f"Berkas {path.name} tidak dapat dibaca: {type(error).__name__} {error}."


def _written(job: tuple[State, bool]) -> Mark | str:
    """Bring a file into its state: return its mark, or why it could not be written."""
    state, keep = job
    try:
        return write_state(state, keep=keep)
    except LembarError as error:
        return error.in_file(state.path.name).indonesian()
    except Exception as error:  # whatever is in that file, the others are done
        return f"Berkas {state.path.name} tidak dapat diubah: {type(error).__name__} {error}."


def _as_book(state: State, mark: Mark) -> DepartmentBook:
    """Return what a file holds that is in a state now."""
    return DepartmentBook(
        path=state.path,
        department=state.department,
        year=state.year,
        submitted=tuple(state.submitted),
        settings=state.settings,
        rows=[Held(kpi, typed, 0) for kpi, typed in state.rows],
        proposals=state.proposals,
        archive=state.archive,
        history=state.history,
        mark=mark,
    )
