"""Purchases, returns, invoices and payments from a file that another system has written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.cell_values import dated
from xl_addin.actions.delimited import number_of
from xl_addin.actions.discount_book import DiscountBook, amount_of, day_of_cell, key
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.row_file import Grid, Wanted, clean, read_grids
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import day_of, order_of
from xl_addin.errors import LembarError
from xl_addin.progress import track

if TYPE_CHECKING:
    import xlwings as xw

KIND, NUMBER, DAY, CUSTOMER, INVOICE = "Jenis", "Nomor", "Tanggal", "Kode pelanggan", "No faktur"
TEXT, AMOUNT, DUE, WAY = "Uraian", "Nilai", "Jatuh tempo", "Cara bayar"

_NAMES: Final = {
    KIND: ("Jenis transaksi", "Type", "Transaksi"),
    NUMBER: ("No", "No.", "No bukti", "No dokumen", "Document no", "Nomor bukti"),
    DAY: ("Tgl", "Date", "Tanggal transaksi", "Posting date"),
    CUSTOMER: ("Kode", "Customer code", "Customer", "Kode customer"),
    INVOICE: ("Nomor faktur", "No. faktur", "Invoice", "Invoice no", "Invoice number"),
    TEXT: ("Keterangan", "Description", "Barang"),
    AMOUNT: ("Nilai (Rp)", "Jumlah", "Jumlah (Rp)", "Amount", "Rupiah", "DPP"),
    DUE: ("Tgl jatuh tempo", "Due date", "Tanggal jatuh tempo"),
    WAY: ("Cara", "Payment method", "Metode"),
}
_DAYS: Final = (DAY, DUE)
_WANTED: Final = Wanted(_NAMES, (DAY, AMOUNT), (AMOUNT,), "transaction_columns")
_WORDS: Final = {
    "Pembelian": ("pembelian", "penjualan", "sale", "purchase"),
    "Retur": ("retur", "return"),
    "Faktur": ("faktur", "invoice", "tagihan"),
    "Pembayaran": ("pembayaran", "bayar", "payment", "pelunasan"),
}
_LONGEST: Final = 250
_SHOWN: Final = 40
_HEADINGS: Final = ("Berkas", "Baris", "Kolom", "Ditemukan", "Seharusnya")

Fault = tuple[str, str, str]
"""A column, what was found in it, and what was expected."""


@dataclass(frozen=True)
class _Target:
    """A table that takes lines: what its columns are called, what it needs, what makes a line the same."""

    columns: Mapping[str, str]
    needed: Sequence[str]
    identity: Sequence[str]


_TARGETS: Final = {
    "Pembelian": _Target(
        {NUMBER: "No", DAY: "Tanggal", CUSTOMER: "Kode", TEXT: "Uraian", AMOUNT: "Nilai"},
        (NUMBER, DAY, CUSTOMER, AMOUNT),
        ("No",),
    ),
    "Retur": _Target(
        {
            NUMBER: "No",
            DAY: "Tanggal",
            CUSTOMER: "Kode",
            INVOICE: "No faktur",
            TEXT: "Uraian",
            AMOUNT: "Nilai",
        },
        (NUMBER, DAY, CUSTOMER, AMOUNT),
        ("No",),
    ),
    "Faktur": _Target(
        {NUMBER: "No faktur", DAY: "Tanggal", CUSTOMER: "Kode", AMOUNT: "Nilai", DUE: "Jatuh tempo"}
        | {TEXT: "Keterangan"},
        (NUMBER, DAY, CUSTOMER, AMOUNT),
        ("No faktur",),
    ),
    "Pembayaran": _Target(
        {NUMBER: "No bukti", DAY: "Tanggal", INVOICE: "No faktur", AMOUNT: "Jumlah", WAY: "Cara"}
        | {TEXT: "Keterangan"},
        (NUMBER, DAY, AMOUNT, INVOICE),
        ("No bukti", "No faktur"),
    ),
}


@action(
    label="Impor transaksi",
    workbook="discounts",
    step=1,
    help="Membaca pembelian, retur, faktur, pembayaran dari CSV atau XLSX; baris yang salah dilaporkan.",
    options=(
        Option("file", "Berkas CSV atau XLSX dari sistem penjualan", Path, required=True),
        Option(
            "kind", "Pembelian, Retur, Faktur, atau Pembayaran; bila kosong: kolom Jenis atau nama berkas"
        ),
    ),
)
def import_transactions(book: xw.Book, file: Path, kind: str | None = None) -> Result:
    """Take the lines of a file into their tables; lines that are wrong are told and the others taken.

    A line whose number is there already is left out; where it says something else, that is told.

    Args:
        book: The discounts workbook.
        file: The export.
        kind: What the lines are; by default each line's ``Jenis``, the sheet's name or the file's.

    Raises:
        LembarError: no such file, not one of transactions, or a kind that is none.
    """
    if kind is not None and _kind_of(kind) is None:
        raise LembarError("bad_option", found=f"kind={kind}", expected=" | ".join(_TARGETS))
    return _Import(book, file, read_grids(file, _WANTED), kind).result()


def _kind_of(text: str) -> str | None:
    """Return which kind of lines a word names: the one whose word begins first in it."""
    found = [
        (text.casefold().find(word), kind)
        for kind, words in _WORDS.items()
        for word in words
        if word in text.casefold()
    ]
    return min(found)[1] if found else None


class _Import:
    def __init__(self, book: xw.Book, file: Path, grids: Sequence[Grid], kind: str | None) -> None:
        found = DiscountBook(book)
        self._file = file
        self._kind = kind
        self._tables: dict[str, ListTable] = {
            "Pembelian": found.purchases,
            "Retur": found.returns,
            "Faktur": found.invoices,
            "Pembayaran": found.payments,
        }
        self._customers = set(found.ledger().customers)
        self._locks = found.locks()
        self._records = {name: table.records() for name, table in self._tables.items()}
        self._known = {
            name: {_identity(name, record): record for record in records}
            for name, records in self._records.items()
        }
        self._invoices = {key(record["No faktur"]) for record in self._records["Faktur"]}
        self._taken: Counter[str] = Counter()
        self._problems: list[tuple[Cell, ...]] = []
        for grid in grids:
            self._read(grid)

    def result(self) -> Result:
        """Write the tables and tell."""
        for name, count in self._taken.items():
            if count:
                self._tables[name].replace(self._records[name])
        taken = sum(self._taken.values())
        told = ", ".join(f"{count} {name.lower()}" for name, count in self._taken.items() if count)
        parts = [f"{taken} baris baru dari {self._file.name}" + (f": {told}" if told else "")]
        if self._problems:
            parts.append(f"{len(self._problems)} hal perlu diperiksa")
        return Result(
            message="; ".join(parts) + ".",
            changed=bool(taken),
            problems=bool(self._problems),
            headings=_HEADINGS,
            rows=self._problems,
            next_step="Periksa Bulan yang dihitung di Pengaturan, lalu tekan Hitung diskon." if taken else "",
        )

    def _read(self, grid: Grid) -> None:
        order = order_of(grid.texts(_DAYS))
        lines: list[tuple[int, str, Record]] = []
        for number, row in track(grid.rows, "Membaca baris"):
            if isinstance(row, str):
                self._tell(number, ("", row, "satu baris per transaksi"))
            elif any(clean(cell) for cell in row):
                line = self._line(number, grid, row, order)
                if line is not None:
                    lines.append((number, *line))
        self._invoices |= {key(record["No faktur"]) for _, name, record in lines if name == "Faktur"}
        for number, name, record in lines:
            self._take(number, name, record)

    def _line(self, number: int, grid: Grid, row: Sequence[object], order: str) -> tuple[str, Record] | None:
        """Return the kind of a line and its record, None when something is wrong, which is told."""
        given = {name: row[column] if column < len(row) else None for name, column in grid.columns.items()}
        said = clean(given.get(KIND))
        name = _kind_of(self._kind or said or grid.title) or (None if said else _kind_of(self._file.stem))
        if name is None:
            self._tell(number, (KIND, said or "kosong", " | ".join(_TARGETS)))
            return None
        if name == "Faktur" and not clean(given.get(NUMBER)):
            given[NUMBER] = given.get(INVOICE)
        target = _TARGETS[name]
        values: Record = {}
        faults: list[Fault] = []
        for column, heading in target.columns.items():
            try:
                values[heading] = _value(column, given.get(column), grid.decimal, order)
            except ValueError as error:
                faults.append((column, clean(given.get(column))[:_SHOWN], str(error)))
        told = {column for column, _, _ in faults}
        faults += [
            (column, "kosong", "diisi")
            for column in target.needed
            if column not in told and values[target.columns[column]] is None
        ]
        for fault in faults:
            self._tell(number, fault)
        return None if faults else (name, values)

    def _take(self, number: int, name: str, record: Record) -> None:
        """Take a line in, unless it is there already or what it refers to is not."""
        identity = _identity(name, record)
        if (there := self._known[name].get(identity)) is not None:
            for heading, value in record.items():
                if value is not None and not _same(there[heading], value):
                    self._tell(number, (heading, _shown(value), f"{_shown(there[heading])}, sudah tercatat"))
            return
        if "Kode" in record and key(record["Kode"]) not in self._customers:
            self._tell(number, (CUSTOMER, key(record["Kode"]), "kode di lembar Pelanggan"))
            return
        if name == "Pembayaran" and key(record["No faktur"]) not in self._invoices:
            self._tell(number, (INVOICE, key(record["No faktur"]), "nomor di lembar Faktur"))
            return
        day = day_of_cell(record["Tanggal"])
        if day is not None and day.replace(day=1) in self._locks:
            self._tell(number, (DAY, f"{day:%d/%m/%Y}", "bulan itu terkunci; diambil, tetapi Riwayat tetap"))
        self._known[name][identity] = record
        self._records[name].append(record)
        self._taken[name] += 1

    def _tell(self, number: int, fault: Fault) -> None:
        self._problems.append((self._file.name, number, *fault))


def _identity(name: str, record: Record) -> tuple[str, ...]:
    return tuple(key(record[heading]) for heading in _TARGETS[name].identity)


def _value(column: str, given: object, decimal: str, order: str) -> str | float | datetime | None:
    """Return the value of a field.

    Raises:
        ValueError: it is not what the column holds; the error says what that is.
    """
    text = clean(given)
    if not text:
        return None
    if column in _DAYS:
        day: date | None = given.date() if isinstance(given, datetime) else day_of(text, order)
        if day is None or not 2000 <= day.year < 2100:
            raise ValueError("tanggal, misalnya 14/01/2027")
        return dated(day)
    if column == AMOUNT:
        value = given if isinstance(given, float) else number_of(text, decimal)
        if value is None or value <= 0 or not value.is_integer():
            raise ValueError("rupiah penuh di atas 0")
        return value
    if len(text) > _LONGEST:
        raise ValueError(f"paling banyak {_LONGEST} huruf")
    return text


def _same(there: Any, value: object) -> bool:
    """Say whether a cell and a value of the file are the same, however they are written."""
    if isinstance(value, float):
        return amount_of(there) == value
    if isinstance(value, datetime):
        return day_of_cell(there) == value.date()
    return clean(there).casefold() == clean(value).casefold()


def _shown(value: object) -> str:
    return clean(value)[:_SHOWN] or "kosong"
