"""A month of discounts in the demonstration: imported, calculated, explained, printed; a late return."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import data, formats
from xl_addin.actions.discount_book import RETURNS, amount_of, day_of_cell
from xl_addin.actions.tables import ListTable
from xl_addin.datafile import read_data
from xl_addin.demo.story import Step, Story
from xl_addin.headless import open_book

if TYPE_CHECKING:
    pass

_MAY, _JUNE = 5, 6
_LATE: Final = {
    "No": "RT-2705-90",
    "Tanggal": datetime(2027, 5, 28),
    "Kode": "C-02",
    "Uraian": "Meja kerja goyah, dikembalikan bulan Mei",
    "Nilai": 9_500_000.0,
}
"""A return of May that comes to light when May is locked."""


@dataclass(frozen=True)
class Ending:
    """The end of the story, read from the workbook's cells, in rupiah.

    Args:
        month: The month, as its first day.
        target: Discounts on targets.
        payment: Discounts on payments in time.
        total: All discounts of the month.
        last: All discounts of the month before.
        customers: Each customer's discount and why it differs from last month's.
    """

    month: date
    target: float
    payment: float
    total: float
    last: float
    customers: dict[str, tuple[float, str]]


class DiscountStory(Story):
    """Plays June's discounts into a folder; iterate over :meth:`steps`, then ask for :meth:`ending`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "diskon"
        self.workbook = self.folder / "discounts.xlsx"
        self.statements = self.folder / "Diskon"
        self._examples = data.folder("examples") / "discounts"

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._start()
        yield self._act("calculate_discounts")
        yield self._lock()
        yield self._act("import_transactions", file=self._examples / "transaksi-2027-06.csv")
        yield self._late_return()
        yield self._act("calculate_discounts")

    def ending(self) -> Ending:
        """Read June from ``Perhitungan`` and ``Penjelasan``."""
        with open_book(self.workbook) as book:
            headings = ("Diskon target", "Diskon bayar", "Jumlah", "Bulan lalu")
            rows = ListTable(book, "tbl_hitung", ("Kode", *headings)).records()
            sums = {heading: fsum(amount_of(row[heading]) or 0.0 for row in rows) for heading in headings}
            told = ListTable(book, "tbl_penjelasan", ("Pelanggan", "Bulan ini", "Penjelasan")).records()
            month = day_of_cell(book.names["Bulan_terhitung"].refers_to_range.value)
        customers = {row["Pelanggan"]: (row["Bulan ini"], row["Penjelasan"]) for row in told}
        return Ending(
            month=month or date.min,
            target=sums["Diskon target"],
            payment=sums["Diskon bayar"],
            total=sums["Jumlah"],
            last=sums["Bulan lalu"],
            customers=customers,
        )

    def _start(self) -> Step:
        self.folder.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = read_data(self._examples / "company.yaml")
        values |= read_data(self._examples / "transactions.yaml")
        values |= {"locks": [], "reference_date": date(2027, 6, 2)}
        values["settings"] = {**values["settings"], "month": _MAY}
        formats.build("discounts", values).save(self.workbook)
        count = len(values["customers"])
        told = f"marketing has the transactions of {count} customers from January to May"
        return Step(told, (self.workbook,))

    def _lock(self) -> Step:
        with self._open() as book:
            book.names["Kunci_bulan"].refers_to_range[_MAY - 1].value = "Terkunci"
            book.names["Bulan_hitung"].refers_to_range.value = _JUNE
            today = datetime.combine(date(2027, 7, 2), time())
            book.names["Tanggal_acuan"].refers_to_range.value = today
        return Step("the marketing manager agrees and locks May")

    def _late_return(self) -> Step:
        with self._open() as book:
            table = ListTable(book, "tbl_retur", RETURNS)
            table.replace([*table.records(), _LATE])
        return Step(f"a return of May is typed late: {_LATE['Kode']}, Rp 9.500.000")
