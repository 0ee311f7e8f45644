"""Order lines as the order system exports them: CSV or XLSX, headings and notation as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xl_addin.actions.delimited import number_of
from xl_addin.actions.row_file import Grid, Wanted, clean, read_grids
from xl_addin.actions.written_days import day_of, order_of

NUMBER, CUSTOMER, CODE, PRODUCT = "No ROP", "Pelanggan", "Kode produk", "Produk"
QUANTITY, WANTED, ENTERED, NOTE = "Jumlah", "Tanggal minta", "Tanggal masuk", "Keterangan"
COLUMNS: Final = (NUMBER, CUSTOMER, CODE, PRODUCT, QUANTITY, WANTED, ENTERED, NOTE)
"""The columns of an order line, as the sheet ``ROP`` has them too."""
NEEDED: Final = (NUMBER, CUSTOMER, CODE, QUANTITY, WANTED, ENTERED)

_OTHER_NAMES: Final = {
    NUMBER: ("No. ROP", "Nomor ROP", "ROP", "ROP No", "No Order", "Nomor Order", "Order No", "Order Number"),
    CUSTOMER: ("Nama pelanggan", "Customer", "Customer name", "Distributor"),
    CODE: ("Kode barang", "Kode item", "Product code", "Item code", "SKU"),
    PRODUCT: ("Nama produk", "Nama barang", "Jenis produk", "Product", "Product name", "Description"),
    QUANTITY: ("Qty", "Quantity", "Jml", "Kuantitas", "Jumlah order"),
    WANTED: (
        *("Tanggal permintaan kirim", "Tanggal permintaan", "Tgl minta", "Tanggal kirim", "Tgl kirim"),
        *("Requested date", "Wanted date", "Delivery date", "Due date"),
    ),
    ENTERED: (
        *("Tgl masuk", "Tanggal input", "Tgl input", "Tanggal entri", "Tanggal order"),
        *("Entry date", "Entered on", "Order date"),
    ),
    NOTE: ("Catatan", "Remarks", "Notes"),
}
_DAYS: Final = (WANTED, ENTERED)
_LONGEST: Final = 250
_MOST: Final = 1_000_000_000
_SHOWN: Final = 40

_WANTED: Final = Wanted(_OTHER_NAMES, NEEDED, (QUANTITY,), "order_columns")

Fault = tuple[str, str, str]
"""A column, what was found in it, and what was expected."""


@dataclass(frozen=True)
class OrderLine:
    """A line of the file: its number, its values by column, and what is wrong with it."""

    number: int
    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()


def read_orders(file: Path, order: str | None = None) -> list[OrderLine]:
    """Read a file of order lines; lines that are wrong say so and the others are read.

    Args:
        file: The export, CSV (``;``, ``,``, tab) or XLSX.
        order: How days are written, ``dmy`` or ``mdy``; by default the file itself shows which.

    Raises:
        LembarError: no such file, or not one of order lines.
    """
    grid = read_grids(file, _WANTED)[0]
    reader = _LineReader(grid, order or order_of(grid.texts(_DAYS)))
    return list(reader.lines())


class _LineReader:
    def __init__(self, grid: Grid, order: str) -> None:
        self._grid = grid
        self._order = order

    def lines(self) -> Iterator[OrderLine]:
        """Yield the lines; those that are blank are none."""
        for number, row in self._grid.rows:
            if isinstance(row, str):
                yield OrderLine(number, dict.fromkeys(COLUMNS), (("", row, "satu baris per order"),))
            elif any(clean(cell) for cell in row):
                yield self._line(number, row)

    def _line(self, number: int, row: Sequence[object]) -> OrderLine:
        values: dict[str, Any] = dict.fromkeys(COLUMNS)
        faults: list[Fault] = []
        for name, column in self._grid.columns.items():
            given = row[column] if column < len(row) else None
            try:
                values[name] = self._value(name, given)
            except ValueError as error:
                faults.append((name, clean(given)[:_SHOWN], str(error)))
        told = {name for name, _, _ in faults}
        faults += [(name, "kosong", "diisi") for name in NEEDED if values[name] is None and name not in told]
        if values[WANTED] and values[ENTERED] and values[WANTED] < values[ENTERED]:
            expected = f"tidak sebelum {ENTERED}, {values[ENTERED]:%d/%m/%Y}"
            faults.append((WANTED, f"{values[WANTED]:%d/%m/%Y}", expected))
        return OrderLine(number, values, tuple(faults))

    def _value(self, name: str, given: object) -> str | float | date | None:
        """Return the value of a field.

        Raises:
            ValueError: it is not what the column holds; the error says what that is.
        """
        text = clean(given)
        if not text:
            return None
        if name in _DAYS:
            return self._day(given, text)
        if name == QUANTITY:
            return self._quantity(given, text)
        if len(text) > _LONGEST:
            raise ValueError(f"paling banyak {_LONGEST} huruf")
        return text

    def _day(self, given: object, text: str) -> date:
        day = given.date() if isinstance(given, datetime) else day_of(text, self._order)
        if day is None or not 2000 <= day.year < 2100:
            example = "" if self._order else " yang terbaca pasti; isi pilihan dates"
            raise ValueError(f"tanggal, misalnya 2027-01-14{example}")
        return day

    def _quantity(self, given: object, text: str) -> float:
        value = given if isinstance(given, float) else number_of(text, self._grid.decimal)
        if value is None or not 0 < value <= _MOST or not value.is_integer():
            raise ValueError("bilangan bulat di atas 0")
        return value
