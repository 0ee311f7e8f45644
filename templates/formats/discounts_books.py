"""The committed discounts workbooks: half a year of the worked example, run month after month."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from xl_addin import formats
from xl_addin.actions.discount_import import import_transactions
from xl_addin.actions.discount_run import calculate_discounts
from xl_addin.datafile import read_data
from xl_addin.headless import open_book
from xl_addin.ooxml.heights import Heights
from xl_addin.ooxml.workbook import Workbook

if TYPE_CHECKING:
    import xlwings as xw

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "discounts"
EXPORT: Final = EXAMPLES / "transaksi-2027-06.csv"
"""June, as the sales system writes it, with a few faulty lines."""


def example() -> dict[str, Any]:
    """Return the data of the example: customers, tiers, and the transactions of January to May."""
    return {**read_data(EXAMPLES / "company.yaml"), **read_data(EXAMPLES / "transactions.yaml")}


def build_discounts() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
        with TemporaryDirectory() as place:
            path = Path(place) / "buku.xlsx"
            formats.build("discounts", example(), portable=portable).save(path)
            with open_book(path) as book:
                run_months(book)
                book.save()
            yield Path(f"{folder}/discounts.xlsx"), _fitted(path).to_bytes()


def run_months(book: xw.Book) -> None:
    """Calculate January to May, each early in the next month, take June in, and calculate it."""
    month_cell, day_cell = (book.names[name].refers_to_range for name in ("Bulan_hitung", "Tanggal_acuan"))
    last, today = int(month_cell.value), day_cell.value
    for month in range(1, last + 1):
        if month == last:
            import_transactions(book, EXPORT)
        month_cell.value = month
        day_cell.value = today.replace(month=month + 1)
        calculate_discounts(book)
    book.app.calculate()


def _fitted(path: Path) -> Any:
    """Return a workbook with rows as high as the texts that the buttons wrote."""
    workbook = Workbook.open(path)
    heights = Heights(workbook)
    for sheet in workbook.worksheets():
        heights.fit(sheet)
    return workbook.flush()
