"""Bring a department's KPI workbook into a state: made from the template, or changed cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files, formats
from xl_addin.actions.bsc_cards import (
    ACTUALS,
    DENOMINATORS,
    HEADINGS,
    TARGETS,
    text,
)
from xl_addin.actions.bsc_cascade_state import HISTORY_COLUMNS, Row, State, changed_settings
from xl_addin.actions.bsc_files import (
    ARCHIVE,
    CARDS,
    FOLLOWED,
    HISTORY,
    PROPOSALS,
    RESULTS,
    DepartmentBook,
    change_department,
    file_mark,
    read_department,
)
from xl_addin.actions.tables import ListTable, Record, typed, whole_rows
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

KEPT: Final = "Sebelum cascading"
"""The folder in which files are kept as they were before a cascade changed them."""
_SHOWN: Final = (
    *("ID", "Kode", "KPI", "Perspektif", "Satuan", "Polaritas", "Konsolidasi", "Toleransi", "Bobot"),
    *TARGETS,
)
_RESULT_COLUMNS: Final = (*_SHOWN, *ACTUALS, *DENOMINATORS, "Catatan")
_CARD_COLUMNS: Final = tuple(
    heading for name, heading in HEADINGS.items() if name not in ("directorate", "department")
)
_ARCHIVE_COLUMNS: Final = (
    *("Tanggal", "ID", "Kode", "KPI", "Alasan"),
    *(*ACTUALS, *DENOMINATORS, "Catatan"),
)


def write_state(state: State, *, keep: bool = True) -> tuple[int, int] | None:
    """Bring a file into a state, whole or not at all.

    Args:
        state: The state.
        keep: Whether the file as it was is kept in the folder ``Sebelum cascading``.

    Returns:
        The mark of the file that is there now.

    Raises:
        LembarError: open in Excel, damaged, saved by somebody since it was read, or it cannot be written.
    """
    if file_mark(state.path) != state.mark:
        raise LembarError("changed_meanwhile", file=state.path.name)
    if state.new:
        package = formats.build("kpi_department", state.data(), portable=True)
        files.write_bytes(state.path, package.to_bytes())
    else:
        now = read_department(state.path)
        kept = kept_path(state.path) if keep else None
        change_department(state.path, lambda book: _apply(book, state, now), kept)
    return file_mark(state.path)


def _apply(book: xw.Book, state: State, now: DepartmentBook) -> bool:
    """Change what is another in an open book."""
    changed = [
        _set_names(book, state, now),
        _set_results(book, state.rows),
        _set_cards(book, state.rows),
        _replace_codes(book, state.rows),
        _set_proposals(book, state),
        _append(book, ARCHIVE, _ARCHIVE_COLUMNS, state.archive),
        _append(book, HISTORY, HISTORY_COLUMNS, state.history),
    ]
    return any(changed)


def _set_names(book: xw.Book, state: State, now: DepartmentBook) -> bool:
    changed = changed_settings(state.settings, now.settings)
    for key, value in changed.items():
        if FOLLOWED[key] in book.names:
            cells = book.names[FOLLOWED[key]].refers_to_range
            cells.value = [[typed(each)] for each in value] if isinstance(value, list) else typed(value)
    return bool(changed)


def _set_results(book: xw.Book, rows: Sequence[Row]) -> bool:
    """Let rows of Realisasi go and come where they belong; a row that stays keeps all that is in it."""
    sheet_rows = _SheetRows(book, RESULTS, _RESULT_COLUMNS)
    wanted = {str(kpi.id): {**kpi.record(_SHOWN), **written.record()} for kpi, written in rows}
    moved = sheet_rows.keep_only(set(wanted))
    moved = sheet_rows.insert_new(list(wanted)) or moved
    return sheet_rows.write(list(wanted.values())) or moved


class _SheetRows:
    """The rows of a table whose first column that matters is the ID."""

    def __init__(self, book: xw.Book, name: str, columns: Sequence[str]) -> None:
        self._list = ListTable(book, name, columns)
        self._columns = columns
        self._ids = [text(value) for value in self._values("ID")]

    def keep_only(self, wanted: set[str]) -> bool:
        """Delete the rows of other KPIs, and of a KPI that is there twice; one row stays, blank."""
        seen: set[str] = set()
        gone = []
        for place, identifier in enumerate(self._ids):
            if identifier in wanted and identifier not in seen:
                seen.add(str(identifier))
            else:
                gone.append(place)
        if len(gone) == len(self._ids):
            self._blank(gone.pop(0))
        for first, count in reversed(list(_runs(gone))):
            whole_rows(self._sheet, self._top + first, count).delete("up")
            del self._ids[first : first + count]
        return bool(gone)

    def insert_new(self, wanted: Sequence[str]) -> bool:
        """Insert a row for each KPI that has none, where it belongs."""
        if self._ids == [None] and wanted:
            self._ids = [wanted[0]]
        new = [place for place, identifier in enumerate(wanted) if identifier not in self._ids]
        for first, count in _runs(new):
            if first == len(self._ids):
                whole_rows(self._sheet, self._top + first, count).insert("down")
                header = self._header
                self._list.table.resize(header.resize(1 + first + count))
            else:
                whole_rows(self._sheet, self._top + first, count).insert("down")
            self._ids[first:first] = wanted[first : first + count]
        return bool(new)

    def write(self, records: Sequence[Record]) -> bool:
        """Write into each row what is another there; a formula that gives the right value stays."""
        places = {heading: n for n, heading in enumerate(self._headings()) if heading in self._columns}
        changed = False
        for number, (record, shown) in enumerate(zip(records, self._rows(), strict=False)):
            other = [places[h] for h in self._columns if not _same(shown[places[h]], record[h])]
            by_place = {places[heading]: typed(record[heading]) for heading in self._columns}
            for first, count in _runs(sorted(other)):
                values = [by_place[place] for place in range(first, first + count)]
                row, column = self._top + number, self._header.column + first
                self._sheet.range((row, column), (row, column + count - 1)).value = [values]
            changed = changed or bool(other)
        return changed

    def _blank(self, place: int) -> None:
        self._ids[place] = None
        places = [n for n, heading in enumerate(self._headings()) if heading in self._columns]
        for first, count in _runs(places):
            row, column = self._top + place, self._header.column + first
            self._sheet.range((row, column), (row, column + count - 1)).value = [[None] * count]

    @property
    def _header(self) -> xw.Range:
        header = self._list.table.header_row_range
        assert header is not None  # noqa: S101 - a ListTable has headings
        return header

    @property
    def _sheet(self) -> xw.Sheet:
        return self._list.table.parent

    @property
    def _top(self) -> int:
        return int(self._header.row) + 1

    def _headings(self) -> list[str]:
        return [" ".join(str(cell or "").split()) for cell in self._header.options(ndim=1).value]

    def _rows(self) -> list[list[Any]]:
        body = self._header.offset(1).resize(max(len(self._list.table.range.rows) - 1, 1))
        rows: list[list[Any]] = body.options(ndim=2).value
        return rows

    def _values(self, heading: str) -> list[Any]:
        place = self._headings().index(heading)
        return [row[place] for row in self._rows()]


def _set_cards(book: xw.Book, rows: Sequence[Row]) -> bool:
    table = ListTable(book, CARDS, _CARD_COLUMNS)
    had = {text(record["ID"]): record for record in table.records()}
    blank: Record = {}
    return table.replace([{**had.get(kpi.id, blank), **kpi.record(_CARD_COLUMNS)} for kpi, _ in rows])


def _replace_codes(book: xw.Book, rows: Sequence[Row]) -> bool:
    codes = [{"Kode": kpi.code} for kpi, _ in rows]
    return ListTable(book, "tbl_scorecard", ("Kode",)).replace(codes)


def _set_proposals(book: xw.Book, state: State) -> bool:
    """Write ID, status and CMS's remark beside the department's own proposals."""
    table = ListTable(book, PROPOSALS, ("ID", "Status", "Catatan CMS")).table
    header = table.header_row_range
    assert header is not None  # noqa: S101 - a ListTable has headings
    places = {str(cell): header.column + n for n, cell in enumerate(header.options(ndim=1).value)}
    changed = False
    for proposal in state.proposals:
        written = {"ID": proposal.kpi.id, "Status": proposal.status, "Catatan CMS": proposal.note}
        for heading, value in written.items():
            cell = table.parent.range((proposal.row, places[heading]))
            if text(cell.value) != value:
                cell.value = typed(value)
                changed = True
    return changed


def _append(book: xw.Book, name: str, columns: Sequence[str], lines: Sequence[Record]) -> bool:
    """Put the lines at the end of a table that it does not have yet."""
    table = ListTable(book, name, columns)
    there = table.records()
    if len(there) >= len(lines):
        return False
    return table.replace([*there, *lines[len(there) :]])


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of consecutive numbers: first and how many.

    >>> list(_runs([0, 1, 4]))
    [(0, 2), (4, 1)]
    """
    for _, run in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
        numbers = [place for _, place in run]
        yield numbers[0], len(numbers)


def _same(shown: object, wanted: object) -> bool:
    if isinstance(wanted, float):
        return isinstance(shown, (int, float)) and not isinstance(shown, bool) and shown == wanted
    return text(shown) == wanted


def kept_path(path: Path) -> Path:
    """Return where a file is kept as it was before the cascade changed it."""
    return path.parent / KEPT / path.name
