"""Take the customer order plan (ROP) from the order system's export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import progress
from xl_addin.actions.aps_order_file import (
    CODE,
    CUSTOMER,
    ENTERED,
    NUMBER,
    PRODUCT,
    QUANTITY,
    WANTED,
    OrderLine,
    read_orders,
)
from xl_addin.actions.aps_rows import ROP_COLUMNS, Archive, Finals
from xl_addin.actions.cell_values import dated, is_yes, key, shown, text_of
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import ORDERS
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

_HEADINGS: Final = ("Berkas", "Baris", "No ROP", "Kolom", "Ditemukan", "Seharusnya")
_FACTS: Final = (CUSTOMER, CODE, PRODUCT, QUANTITY, WANTED, ENTERED)
"""What the order system decides; the remark is the planner's."""
_CHUNK: Final = 1000


@action(
    label="Impor ROP",
    workbook="allocation",
    step=2,
    help="Membaca rencana order pelanggan (ROP) dari ekspor sistem order, CSV atau XLSX.",
    options=(
        Option("file", "Berkas ekspor sistem order (.csv atau .xlsx)", Path, required=True),
        Option("update", "Ya: baris ROP yang berubah ikut diperbarui; bila kosong: Tidak"),
        Option("dates", "dmy (14/01/2027) atau mdy (01/14/2027); bila kosong: dikenali dari isi berkas"),
    ),
)
def import_orders(book: xw.Book, file: Path, update: str | None = None, dates: str | None = None) -> Result:
    """Take the lines that are new; lines that are wrong are told and the others taken.

    An entered ROP is a fixed order: a line that has changed since is told and stays as it is, unless it is to
    be updated; then what it was goes to ``Arsip``. One that is final is never changed. A second import of the
    same file changes nothing.

    Args:
        book: The APS workbook.
        file: The export; ``;``, ``,`` or tabs, numbers and days as in Indonesia or in English.
        update: ``Ya``: lines that have changed are taken as they are now.
        dates: How days are written, ``dmy`` or ``mdy``; by default the file itself shows it.

    Raises:
        LembarError: no such file, not one of order lines, or an option that is none.

    Source: APS, items 4.5, 4.6 and 7.2.
    """
    if dates is not None and dates not in ORDERS:
        raise LembarError("bad_option", found=f"dates={dates}", expected=" | ".join(ORDERS))
    return _Import(book, file, is_yes(update)).result(read_orders(file, dates))


class _Import:
    def __init__(self, book: xw.Book, file: Path, update: bool) -> None:
        self._file, self._update = file, update
        self._table = ListTable(book, "tbl_rop", ROP_COLUMNS)
        self._records = self._table.records()
        self._known: dict[str, Record] = {}
        for record in self._records:
            self._known.setdefault(key(record[NUMBER]), record)
        self._finals, self._archive = Finals(book), Archive(book)
        self._problems: list[tuple[Cell, ...]] = []
        self._first: dict[str, int] = {}
        self._new = self._same = self._updated = 0

    def result(self, lines: list[OrderLine]) -> Result:
        """Take the lines, write the tables and tell."""
        for place, line in enumerate(lines):
            if place % _CHUNK == 0:
                progress.step(place, len(lines), "Impor ROP")
            self._take(line)
        progress.step(len(lines), len(lines), "Impor ROP")
        changed = [self._table.replace(self._records), self._archive.save()]
        parts = [f"{self._new} ROP baru diambil dari {self._file.name}"]
        if self._updated:
            parts.append(f"{self._updated} ROP diperbarui, isi lamanya di Arsip")
        if self._same:
            parts.append(f"{self._same} sudah ada dan sama")
        if self._problems:
            parts.append(f"{len(self._problems)} hal perlu diperiksa")
        return Result(
            message="; ".join(parts) + ".",
            changed=any(changed),
            problems=bool(self._problems),
            headings=_HEADINGS,
            rows=self._problems,
            next_step="Bagi ROP ke tahapnya dengan tombol Tetapkan tahap." if any(changed) else "",
        )

    def _take(self, line: OrderLine) -> None:
        for column, found, expected in line.faults:
            self._tell(line, column, f"{found}; baris tidak diambil", expected)
        if line.faults:
            return
        identity = key(line.values[NUMBER])
        first = self._first.setdefault(identity, line.number)
        if first != line.number:
            found = f"sudah ada di baris {first}; baris tidak diambil"
            self._tell(line, NUMBER, found, "satu baris per No ROP")
        elif identity in self._known:
            self._compare(line, self._known[identity])
        else:
            record = {name: self._cell(value) for name, value in line.values.items()}
            self._known[identity] = record
            self._records.append(record)
            self._new += 1

    def _compare(self, line: OrderLine, record: Record) -> None:
        """Tell what a known line has otherwise now; take it when it is to be updated and is not final."""
        differing = list(self._differing(line, record))
        if not differing:
            self._same += 1
            return
        final = self._finals.line(line.values[NUMBER]) is not None
        if self._update and not final:
            self._archive.add("ROP", record[NUMBER], record, _FACTS, f"Diperbarui dari {self._file.name}")
            record.update({name: self._cell(line.values[name]) for name in differing})
            self._updated += 1
            return
        why = "sudah final" if final else "order tetap; isi update = Ya bila memang berubah"
        for name in differing:
            found = f"{shown(self._cell(line.values[name]))}; tidak diambil, {why}"
            self._tell(line, name, found, shown(record[name]))

    def _differing(self, line: OrderLine, record: Record) -> Iterator[str]:
        """Yield the columns that the file has otherwise; what it leaves blank it does not have."""
        for name in _FACTS:
            value = self._cell(line.values[name])
            if value is not None and value != record[name] and text_of(value) != text_of(record[name]):
                yield name

    @staticmethod
    def _cell(value: object) -> object:
        return dated(value) if isinstance(value, date) else value

    def _tell(self, line: OrderLine, column: str, found: str, expected: str) -> None:
        self._problems.append(
            (self._file.name, line.number, text_of(line.values[NUMBER]), column, found, expected)
        )
