"""Books, their sheets and their defined names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xl_addin.errors import LembarError
from xl_addin.headless.range import Range
from xl_addin.headless.table import Tables
from xl_addin.ooxml.formula import tokens
from xl_addin.ooxml.heights import Heights
from xl_addin.ooxml.moves import drop_calculation_chain
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import MAX_COLUMN, MAX_ROW, Area, parse_area, quote_sheet
from xl_addin.ooxml.workbook import DefinedName, Workbook

if TYPE_CHECKING:
    from xl_addin.headless.engine import App, Books
    from xl_addin.recalc import Kept


class Book(base_classes.Book):
    """A workbook file in memory; the file changes when it is saved."""

    def __init__(self, app: App, books: Books, path: Path) -> None:
        self._app = app
        self._books = books
        self.path = path.resolve()
        self.workbook = Workbook(Package.open(path))
        self.date_1904 = self.workbook.date_1904
        self.formula_lost = False
        self.kept: list[Kept] = []
        self._active = 0
        self._heights: tuple[Workbook, Heights] | None = None

    @property
    def api(self) -> Book:
        """The book itself."""
        return self

    @property
    def app(self) -> App:
        """The app that has the book open."""
        return self._app

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def fullname(self) -> str:
        """The file's path."""
        return str(self.path)

    @property
    def sheets(self) -> Sheets:
        """The worksheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The defined names."""
        return Names(self)

    @property
    def heights(self) -> Heights:
        """Knows how high rows must be."""
        if self._heights is None or self._heights[0] is not self.workbook:
            self._heights = self.workbook, Heights(self.workbook)
        return self._heights[1]

    def reload(self) -> None:
        """Read the model again from the package, after something else has written into that."""
        self.workbook = Workbook(self.workbook.flush())

    def calculate(self) -> None:
        """Calculate the book's formulas; those that cannot be computed keep their value, see :attr:`kept`."""
        from xl_addin.recalc import recalculate  # noqa: PLC0415 - the engines are heavy

        package = self.workbook.flush()
        self.kept = recalculate(package, keep=True).kept
        self.workbook = Workbook(package)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the file, whole or not at all; ``path`` saves it as another file.

        Raises:
            LembarError: the file is open in Excel, the folder is read-only, the disk is full.
        """
        if password is not None:
            raise NotImplementedError("a password")
        target = Path(path).resolve() if path else self.path
        if self.formula_lost:
            drop_calculation_chain(self.workbook)
        self.workbook.flush().save(target)
        self.path = target

    def SaveCopyAs(self, filename: str) -> None:  # noqa: N802 - Excel's own name, as Book.api has it
        """Write the book as it is now to another file; it stays what it is."""
        self.workbook.flush().save(Path(filename))

    def close(self) -> None:
        """Forget the book, without saving."""
        self._books.discard(self)

    def activate(self) -> None:
        """Make the book the active one."""
        self._books.activate(self)


class Sheets(base_classes.Sheets):
    """The worksheets of a book; a sheet that is only a chart is none."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Sheets:
        """The collection itself."""
        return self

    @property
    def active(self) -> Sheet:
        """The sheet activated last, the first to begin with."""
        return self(self._book._active + 1)

    def __call__(self, name_or_index: str | int) -> Sheet:
        """Return a sheet by name or number."""
        names = self._names()
        if isinstance(name_or_index, int):
            return Sheet(self._book, names[name_or_index - 1])
        for name in names:
            if name.lower() == name_or_index.lower():
                return Sheet(self._book, name)
        expected = ", ".join(names)
        raise LembarError("no_sheet", file=self._book.path, found=name_or_index, expected=expected)

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self._book, name) for name in self._names())

    def __contains__(self, name: str) -> bool:
        return name.lower() in (known.lower() for known in self._names())

    def _names(self) -> list[str]:
        return [entry.name for entry in self._book.workbook.sheets if entry.worksheet]


class Sheet(base_classes.Sheet):
    """A worksheet of a book."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property
    def api(self) -> Sheet:
        """The sheet itself."""
        return self

    @property
    def book(self) -> Book:
        """The sheet's book."""
        return self._book

    @property
    def name(self) -> str:
        """The tab's name."""
        return self._name

    @property
    def index(self) -> int:
        """The tab's number, from 1."""
        return [sheet.name for sheet in self.book.sheets].index(self._name) + 1

    @property
    def visible(self) -> bool:
        """Whether the tab shows."""
        return self.book.workbook.entry(self._name).visible

    @property
    def names(self) -> Names:
        """The names known on this sheet only."""
        return Names(self.book, self._name)

    @property
    def tables(self) -> Tables:
        """The sheet's Excel tables."""
        return Tables(self)

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, Area(1, 1, MAX_ROW, MAX_COLUMN))

    @property
    def used_range(self) -> Range:
        """The rectangle that holds every cell, from A1 as in Excel."""
        return Range(self, self.book.workbook.sheet(self._name).used_area() or Area(1, 1, 1, 1))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return the range of an address, of a name, of (row, column) or between two corners."""
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        first = self._corner(arg1)
        if arg2 is None:
            return first
        area, other = first.area, self._corner(arg2).area
        top, left = min(area.top, other.top), min(area.left, other.left)
        return Range(self, Area(top, left, max(area.bottom, other.bottom), max(area.right, other.right)))

    def activate(self) -> None:
        """Make the sheet the active one."""
        self.book._active = self.index - 1

    def select(self) -> None:
        """Make the sheet the active one."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty all cells; they keep how they look."""
        self.used_range.clear_contents()

    def _corner(self, corner: Any) -> Range:
        if isinstance(corner, Range):
            return corner
        if isinstance(corner, tuple):
            if 0 in corner[:2]:
                raise IndexError("rows and columns count from 1")
            row, column, *size = corner
            rows, columns = size or (1, 1)
            return Range(self, Area(row, column, row + rows - 1, column + columns - 1))
        try:
            return Range(self, parse_area(corner))
        except ValueError:
            return self.book.names(corner).refers_to_range


class Names(base_classes.Names):
    """The defined names of a book, or of one of its sheets."""

    def __init__(self, book: Book, sheet: str | None = None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Names:
        """The collection itself."""
        return self

    def __call__(self, name_or_index: str | int) -> Name:
        """Return a name by itself or by number."""
        if isinstance(name_or_index, int):
            return self._names()[name_or_index - 1]
        for name in self._names():
            if name_or_index.lower() in (name.name.lower(), name.defined.name.removeprefix("_xlnm.").lower()):
                return name
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str) -> bool:
        """Say whether there is such a name."""
        try:
            self(name_or_index)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names())

    def _names(self) -> list[Name]:
        wanted = self._sheet
        every = self._book.workbook.defined_names
        return [Name(self._book, d) for d in every if wanted is None or d.sheet == wanted]


class Name(base_classes.Name):
    """A defined name."""

    def __init__(self, book: Book, defined: DefinedName) -> None:
        self._book = book
        self.defined = defined

    @property
    def api(self) -> Name:
        """The name itself."""
        return self

    @property
    def name(self) -> str:
        """The name; one of a sheet with that sheet before ``!``."""
        plain = self.defined.name.removeprefix("_xlnm.")
        return plain if self.defined.sheet is None else f"{quote_sheet(self.defined.sheet)}!{plain}"

    @property
    def refers_to(self) -> str:
        """What the name stands for, with ``=``."""
        return "=" + self.defined.formula

    @refers_to.setter
    def refers_to(self, formula: str) -> None:
        self.defined.formula = formula.removeprefix("=")

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name stands for.

        Raises:
            ValueError: it stands for something else, a constant for example.
        """
        if self.place is None:
            raise ValueError(f"{self.name} is no range: {self.refers_to}")
        sheet, area = self.place
        return Range(self._book.sheets(sheet), area)

    @property
    def place(self) -> tuple[str, Area] | None:
        """The sheet and the cells that the name stands for; None when it stands for something else."""
        found = list(tokens(self.defined.formula))
        reference = found[0].reference if len(found) == 1 else None
        if reference is None or reference.sheet_name is None:
            return None
        return reference.sheet_name, parse_area(str(reference).removeprefix(reference.sheet))
