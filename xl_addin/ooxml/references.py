"""A1 references: cells, areas, whole columns and rows, with their ``$`` marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


@lru_cache(maxsize=MAX_COLUMN)
def column_letter(number: int) -> str:
    """Return the letters of a column.

    >>> column_letter(1), column_letter(28), column_letter(16_384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("A"), column_number("ab"), column_number("XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True)
class End:
    """One end of a reference; ``row`` or ``column`` is None in whole columns and whole rows."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    def __str__(self) -> str:
        column = "" if self.column is None else "$" * self.column_fixed + column_letter(self.column)
        row = "" if self.row is None else "$" * self.row_fixed + str(self.row)
        return column + row

    def along(self, across: bool) -> End:
        """Return the end with row and column changed over when ``across``; see :meth:`Area.along`."""
        return End(self.column, self.row, self.column_fixed, self.row_fixed) if across else self

    def moved(self, rows: int, columns: int) -> End | None:
        """Return this end as it stands in a copy ``rows`` down and ``columns`` right; None off the sheet."""
        row, column = self.row, self.column
        if row is not None and not self.row_fixed:
            row += rows
        if column is not None and not self.column_fixed:
            column += columns
        if not ((row is None or 1 <= row <= MAX_ROW) and (column is None or 1 <= column <= MAX_COLUMN)):
            return None
        return replace(self, row=row, column=column)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in a formula: the sheet as written (with ``!``; "" when none), its first and its last end.

    >>> str(Reference("Data!", End(2, 1, True), End(9, 1)))
    'Data!A$2:A9'
    """

    sheet: str
    first: End
    last: End | None = None

    def __str__(self) -> str:
        return self.sheet + str(self.first) + ("" if self.last is None else f":{self.last}")

    @property
    def sheet_name(self) -> str | None:
        """The name of the sheet without quotes; None when the reference names none.

        >>> Reference("'Budi''s'!", End(1, 1)).sheet_name
        "Budi's"
        """
        if not self.sheet:
            return None
        name = self.sheet[:-1]
        return name[1:-1].replace("''", "'") if name.startswith("'") else name


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, as in ``ref`` and ``sqref`` attributes.

    >>> str(Area(1, 1, 3, 2)), str(Area(5, 2, 5, 2))
    ('A1:B3', 'B5')
    """

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right

    def along(self, across: bool) -> Area:
        """Return the area with rows and columns changed over when ``across``, so that one rule does for both.

        >>> Area(1, 2, 3, 4).along(across=True)
        Area(top=2, left=1, bottom=4, right=3)
        """
        return Area(self.left, self.top, self.right, self.bottom) if across else self

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.right - self.left + 1


_END = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})\Z")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})\Z")
_ROW = re.compile(r"(\$?)([1-9][0-9]{0,6})\Z")


def parse_end(text: str) -> End | None:
    """Read one end (``$B4``, ``$B``, ``4``), or return None where the text is none.

    >>> parse_end("$B4"), parse_end("XFE1")
    (End(row=4, column=2, row_fixed=False, column_fixed=True), None)
    """
    if match := _END.match(text):
        column, row = column_number(match[2]), int(match[4])
        valid = column <= MAX_COLUMN and row <= MAX_ROW
        return End(row, column, bool(match[3]), bool(match[1])) if valid else None
    if match := _COLUMN.match(text):
        column = column_number(match[2])
        return End(None, column, False, bool(match[1])) if column <= MAX_COLUMN else None
    if match := _ROW.match(text):
        row = int(match[2])
        return End(row, None, bool(match[1]), False) if row <= MAX_ROW else None
    return None


def cell_name(row: int, column: int) -> str:
    """Return the address of a cell.

    >>> cell_name(4, 2)
    'B4'
    """
    return column_letter(column) + str(row)


def parse_cell(text: str) -> tuple[int, int]:
    """Return row and column of an address, with or without ``$``.

    >>> parse_cell("B$4")
    (4, 2)
    """
    end = parse_end(text)
    if end is None or end.row is None or end.column is None:
        raise ValueError(f"{text!r} is no cell")
    return end.row, end.column


def parse_area(text: str) -> Area:
    """Return the rectangle of ``A1:C3``, ``A1``, ``A:C`` or ``1:3``.

    >>> parse_area("C3:A1")
    Area(top=1, left=1, bottom=3, right=3)
    >>> parse_area("$B:$B")
    Area(top=1, left=2, bottom=1048576, right=2)
    """
    first_text, _, last_text = text.partition(":")
    first = parse_end(first_text)
    last = parse_end(last_text) if last_text else first
    if first is None or last is None:
        raise ValueError(f"{text!r} is no area")
    rows = sorted((first.row or 1, last.row or MAX_ROW))
    columns = sorted((first.column or 1, last.column or MAX_COLUMN))
    return Area(rows[0], columns[0], rows[1], columns[1])


def parse_areas(sqref: str) -> list[Area]:
    """Return the rectangles of an ``sqref`` attribute (areas with blanks between)."""
    return [parse_area(text) for text in sqref.split()]


def quote_sheet(name: str) -> str:
    """Return a sheet's name as a formula writes it before ``!``.

    >>> quote_sheet("Data"), quote_sheet("Isu Internal & Eksternal"), quote_sheet("Budi's"), quote_sheet("Q1")
    ('Data', "'Isu Internal & Eksternal'", "'Budi''s'", "'Q1'")
    """
    plain = (
        re.fullmatch(r"[^\W\d][\w.]*", name)
        and parse_end(name) is None
        and not re.match(r"(?i)[rc]\d*([rc]\d*)?\Z", name)
    )
    return name if plain else "'" + name.replace("'", "''") + "'"
