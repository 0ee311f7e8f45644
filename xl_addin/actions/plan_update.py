"""Carry a change of one planning workbook through to those that take numbers from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files, progress
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

HEADINGS: Final = ("Berkas", "Nama", "Lama", "Baru", "Keterangan")
_TABLE: Final = "tbl_masukan"
_COLUMNS: Final = ("Nama", "Nilai", "Dari berkas", "Dari nama")
_KINDS: Final = (".xlsx", ".xlsm")
_DIGITS: Final = 12  # what differs less is the same number, calculated by another engine


@dataclass(frozen=True)
class Link:
    """A value that a workbook takes from another one: its name here, the file and the name there."""

    name: str
    file: str
    source: str


@action(
    label="Perbarui rencana",
    workbook="production",
    step=1,
    help="Mengambil angka dari buku kerja lain dalam set ini (ramalan, biaya, unit), lalu menghitung ulang.",
    options=(Option("folder", "Folder set buku kerja; biasanya folder berkas ini", Path),),
)
def update_plan(book: xw.Book, folder: Path | None = None) -> Result:
    """Pull every linked input of the planning workbooks in a folder, sources before those that need them.

    A workbook that changes is calculated and saved, with a copy of what it was beside it; this one is left to
    whoever has it open. One that is open elsewhere, damaged or lacks a name is told, and the others are done.
    Doing it again changes nothing.

    Args:
        book: One of the planning workbooks.
        folder: Where the others are; by default the folder of this one.

    Raises:
        LembarError: workbooks that take numbers from each other in a circle.
    """
    where = folder or Path(book.fullname).parent
    with ExitStack() as stack:
        return _Update(book, where, stack).result()


class _Update:
    def __init__(self, book: xw.Book, folder: Path, stack: ExitStack) -> None:
        self._own = Path(book.fullname)
        self._problems: list[tuple[Cell, ...]] = []
        self._rows: list[tuple[Cell, ...]] = []
        self._files: list[Path] = []
        self._own_changed = False
        self._books: dict[str, xw.Book] = {self._own.stem: book}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            self._open(path, stack)
        self._links = {stem: list(_links(found)) for stem, found in self._books.items()}

    def result(self) -> Result:
        """Pull, calculate, save, and tell."""
        for stem in progress.track(self._order(), "Memperbarui rencana"):
            if self._links[stem]:
                self._pull(stem)
        count, books = len(self._rows), len({row[0] for row in self._rows})
        message = f"{count} angka diperbarui di {books} dari {len(self._books)} buku kerja."
        if self._problems:
            message += f" {len(self._problems)} tautan perlu diperiksa."
        return Result(
            message=message,
            changed=self._own_changed,
            problems=bool(self._problems),
            headings=HEADINGS,
            rows=[*self._problems, *self._rows],
            files=self._files,
            next_step="Periksa hasilnya di setiap buku kerja." if count else "",
        )

    def _open(self, path: Path, stack: ExitStack) -> None:
        """Open a workbook of the set; others in the folder are none of ours."""
        from xl_addin.headless import open_book  # noqa: PLC0415 - xlwings takes a second to load

        plain = path.suffix.lower() in _KINDS and not path.name.startswith(("~$", "."))
        if not plain or ".sebelum" in path.name or path.stem in self._books:
            return
        try:
            found = stack.enter_context(open_book(path))
        except LembarError as error:
            self._problems.append((path.name, None, None, None, error.in_file(path.name).indonesian()))
            return
        if _has_inputs(found):
            self._books[path.stem] = found

    def _order(self) -> list[str]:
        """Return the workbooks so that each comes after those that it takes from."""
        needs = {
            stem: {link.file for link in links if link.file in self._books} - {stem}
            for stem, links in self._links.items()
        }
        try:
            return list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            raise LembarError("circular_plan", found=" -> ".join(error.args[1])) from None

    def _pull(self, stem: str) -> None:
        """Take the linked values into one workbook, and save it when it is another now."""
        book = self._books[stem]
        wanted = dict(self._wanted(stem))
        changed = {name: value for name, value in wanted.items() if not _same(_shown(book, name), value)}
        if not changed:
            return
        try:
            if stem != self._own.stem:
                files.check_not_open(Path(book.fullname))
        except LembarError as error:
            self._problems.append((Path(book.fullname).name, None, None, None, error.indonesian()))
            return
        for name, value in changed.items():
            self._rows.append((Path(book.fullname).name, name, _shown(book, name), value, None))
            book.names[name].refers_to_range.value = value
        book.app.calculate()
        if stem == self._own.stem:
            self._own_changed = True
        else:
            self._save(book)

    def _save(self, book: xw.Book) -> None:
        path = Path(book.fullname)
        copy = path.with_name(f"{path.stem}.sebelum{path.suffix}")
        files.write_bytes(copy, files.read_bytes(path))
        book.save()
        self._files += [path, copy]

    def _wanted(self, stem: str) -> Iterator[tuple[str, float]]:
        """Yield the values that a workbook is to have; tell of those that cannot be had."""
        file = Path(self._books[stem].fullname).name
        for link in self._links[stem]:
            source = self._books.get(link.file)
            value: Any = None
            if source is None:
                fault = f"berkas {link.file} tidak ada di folder ini"
            elif link.source not in source.names:
                fault = f"nama {link.source} tidak ada di {link.file}"
            else:
                value = _shown(source, link.source)
                fault = f"{link.file}: {link.source} belum berisi angka"
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                yield link.name, float(value)
            else:
                self._problems.append((file, link.name, None, None, fault))


def _links(book: xw.Book) -> Iterator[Link]:
    """Yield the inputs that a workbook takes from others."""
    for record in _inputs(book):
        if record["Dari berkas"] and record["Dari nama"] and record["Nama"] in book.names:
            yield Link(str(record["Nama"]), str(record["Dari berkas"]), str(record["Dari nama"]))


def _inputs(book: xw.Book) -> list[Mapping[str, Any]]:
    return list(ListTable(book, _TABLE, _COLUMNS).records()) if _has_inputs(book) else []


def _has_inputs(book: xw.Book) -> bool:
    return any(_TABLE in [table.name for table in sheet.tables] for sheet in book.sheets)


def _shown(book: xw.Book, name: str) -> Any:
    return book.names[name].refers_to_range.value


def _same(one: object, other: float) -> bool:
    if not isinstance(one, (int, float)) or isinstance(one, bool):
        return False
    return f"{one:.{_DIGITS}g}" == f"{other:.{_DIGITS}g}"
