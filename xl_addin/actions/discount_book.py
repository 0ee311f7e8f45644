"""The discounts workbook as :mod:`~xl_addin.actions.discount_rules` takes it, and what it keeps of months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from udfs.discounts import MODES, MOST
from udfs.registry import UdfError, from_serial
from udfs.workdays import due_date
from xl_addin.actions.cell_values import dated
from xl_addin.actions.delimited import number_text
from xl_addin.actions.discount_rules import (
    DOUBLE,
    OTHER_CUSTOMER,
    PERIODS,
    UNKNOWN_CUSTOMER,
    UNKNOWN_INVOICE,
    Customer,
    Group,
    Invoice,
    Ledger,
    Line,
    Month,
    Payment,
)
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

LIMITS: Final = tuple(f"{word} {n}" for n in range(1, MOST + 1) for word in ("Mulai", "Diskon"))
CUSTOMERS: Final = (
    *("Kode", "Pelanggan", "Kota", "Golongan", "Tempo (hari)", "Diskon bayar", "Aktif", "Kontak", "Temuan"),
)
PURCHASES: Final = ("No", "Tanggal", "Kode", "Uraian", "Nilai", "Temuan")
RETURNS: Final = ("No", "Tanggal", "Kode", "No faktur", "Uraian", "Nilai", "Temuan")
INVOICES: Final = (
    *("No faktur", "Tanggal", "Kode", "Nilai", "Jatuh tempo", "Keterangan", "Retur", "Terbayar", "Temuan"),
)
PAYMENTS: Final = (
    *("No bukti", "Tanggal", "No faktur", "Jumlah", "Cara", "Keterangan", "Kode", "Batas bayar", "Tarif"),
    *("Sebelumnya", "Dihitung", "Lebih bayar", "Temuan"),
)
HISTORY: Final = (
    *("Bulan", "Kode", "Pelanggan", "Golongan", "Pembelian", "Retur", "Neto", "Neto periode", "Tingkat"),
    *("Tarif", "Diskon target", "Bayar tepat waktu", "Bayar terlambat", "Diskon bayar", "Koreksi"),
    *("Alasan koreksi", "Jumlah", "Dihitung"),
)
ARCHIVE: Final = ("Tanggal", "Bulan", "Kode", "Pelanggan", "Isi", "Alasan")
LOCKED: Final = "Terkunci"
_NEXT_DAY: Final = "Hari kerja berikutnya"


def key(value: object) -> str:
    """Return a code or a number such that capitals and blanks around it make no difference, as for SUMIFS.

    >>> key(" c-01 "), key(1001.0), key(None)
    ('C-01', '1001', '')
    """
    return number_text(value) if isinstance(value, float) else str(value or "").strip().upper()


def amount_of(value: object) -> float | None:
    """Return an amount, None for what is no number."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def day_of_cell(value: object) -> date | None:
    """Return the day of a cell, None for what is none."""
    if isinstance(value, datetime):
        return value.date()
    try:
        return from_serial(value) if isinstance(value, float) else None
    except UdfError:
        return None


class DiscountBook:
    """The tables of the workbook and its settings.

    Raises:
        LembarError: a table or a name is missing, or a setting is not what it can be.
    """

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self.customers = ListTable(book, "tbl_pelanggan", CUSTOMERS)
        self.groups = ListTable(book, "tbl_tingkatan", ("Golongan", "Diskon bayar", *LIMITS))
        self.purchases = ListTable(book, "tbl_pembelian", PURCHASES)
        self.returns = ListTable(book, "tbl_retur", RETURNS)
        self.invoices = ListTable(book, "tbl_faktur", INVOICES)
        self.payments = ListTable(book, "tbl_pembayaran", PAYMENTS)
        self.history = ListTable(book, "tbl_riwayat", HISTORY)
        self.archive = ListTable(book, "tbl_arsip", ARCHIVE)
        self.month = date(self._whole("Tahun_rencana", 2000, 2099), self._whole("Bulan_hitung", 1, 12), 1)
        self.mode = self._word("Cara_diskon", [words[0].capitalize() for words in MODES.values()])
        self.period = self._word("Periode_target", list(PERIODS))
        self.today = day_of_cell(setting(book, "Tanggal_acuan"))
        if self.today is None:
            found = setting(book, "Tanggal_acuan") or "kosong"
            raise LembarError("no_reference_date", sheet="Pengaturan", found=found)
        self._moves = setting(book, "Jatuh_tempo_libur") == _NEXT_DAY
        self._six = setting(book, "Hari_kerja_seminggu") == 6
        listed = [day_of_cell(one) for one in choices(book, "Hari_Libur")] if self._moves else []
        self._holidays = [one for one in listed if one is not None]

    def locks(self) -> set[date]:
        """Return the months of this year that are locked."""
        cells = self.book.names["Kunci_bulan"].refers_to_range.options(ndim=1).value
        return {date(self.month.year, n, 1) for n, cell in enumerate(cells, 1) if cell == LOCKED}

    def limit(self, due: date | None) -> date | None:
        """Return until when a payment is in time."""
        if due is None or not self._moves:
            return due
        return due_date(due - timedelta(1), 1, self._holidays, self._six)

    def ledger(self) -> Ledger:
        """Read everything that discounts are made of."""
        customers: dict[str, Customer] = {}
        for record in self.customers.records():
            if code := key(record["Kode"]):
                customers.setdefault(code, _customer(record))
        return Ledger(
            customers,
            {key(record["Golongan"]): _group(record) for record in reversed(self.groups.records())},
            [_line(record) for record in self.purchases.records()],
            [_line(record) for record in self.returns.records()],
            [self._invoice(record) for record in self.invoices.records()],
            [_payment(record) for record in self.payments.records()],
            self.mode,
            self.period,
        )

    def _invoice(self, record: Record) -> Invoice:
        due = day_of_cell(record["Jatuh tempo"])
        return Invoice(
            key(record["No faktur"]),
            day_of_cell(record["Tanggal"]),
            key(record["Kode"]),
            amount_of(record["Nilai"]),
            self.limit(due),
        )

    def fill_due_dates(self) -> bool:
        """Fill the due dates that are blank from the terms of the customers; say whether any was."""
        terms = {
            key(record["Kode"]): amount_of(record["Tempo (hari)"]) for record in self.customers.records()
        }
        values = []
        for record in self.invoices.records():
            day, days = day_of_cell(record["Tanggal"]), terms.get(key(record["Kode"]))
            due = record["Jatuh tempo"]
            values.append(
                dated(day + timedelta(int(days))) if due is None and day and days is not None else due
            )
        return self.invoices.fill("Jatuh tempo", values)

    def write_findings(self, ledger: Ledger) -> bool:
        """Write what each line counts for and what is wrong with it; say whether anything is another now."""
        changed = [
            self.customers.fill("Temuan", _doubles(self.customers.records(), "Kode")),
            self.purchases.fill("Temuan", _findings(self.purchases.records(), ledger)),
            self.returns.fill("Temuan", _findings(self.returns.records(), ledger)),
            *self._write_invoices(ledger),
            *self._write_payments(ledger),
        ]
        return any(changed)

    def _write_invoices(self, ledger: Ledger) -> list[bool]:
        records = self.invoices.records()
        paid: dict[str, float] = defaultdict(float)
        for payment in ledger.payments:
            paid[payment.invoice] += max(payment.amount or 0.0, 0.0)
        back: dict[str, float] = defaultdict(float)
        for line in ledger.returns:
            back[line.invoice] += line.amount or 0.0
        numbers = [key(record["No faktur"]) for record in records]
        first = {number: place for place, number in reversed(list(enumerate(numbers)))}
        own = [first[number] == place and bool(number) for place, number in enumerate(numbers)]
        sums = {"Retur": back, "Terbayar": paid}
        changed = [
            self.invoices.fill(
                heading,
                [
                    (found[number] or None) if mine else None
                    for number, mine in zip(numbers, own, strict=True)
                ],
            )
            for heading, found in sums.items()
        ]
        return [*changed, self.invoices.fill("Temuan", _findings(records, ledger, "No faktur"))]

    def _write_payments(self, ledger: Ledger) -> list[bool]:
        settled = ledger.settled
        doubles = _doubles(self.payments.records(), "No bukti", "No faktur")
        return [
            self.payments.fill("Kode", [one.code or None for one in settled]),
            self.payments.fill("Batas bayar", [dated(one.limit) for one in settled]),
            self.payments.fill("Tarif", [one.rate for one in settled]),
            self.payments.fill("Sebelumnya", [one.before or None for one in settled]),
            self.payments.fill("Dihitung", [one.counted for one in settled]),
            self.payments.fill("Lebih bayar", [one.excess or None for one in settled]),
            self.payments.fill(
                "Temuan", [one.finding or double for one, double in zip(settled, doubles, strict=True)]
            ),
        ]

    def _whole(self, name: str, least: int, most: int) -> int:
        value = setting(self.book, name)
        if not isinstance(value, float) or not value.is_integer() or not least <= value <= most:
            found = "kosong" if value is None else value
            raise LembarError(
                "bad_setting", sheet="Pengaturan", cell=name, found=found, expected=f"{least} - {most}"
            )
        return int(value)

    def _word(self, name: str, words: list[str]) -> str:
        value = str(setting(self.book, name) or "").strip().capitalize()
        if value not in words:
            expected = " | ".join(words)
            raise LembarError(
                "bad_setting", sheet="Pengaturan", cell=name, found=value or "kosong", expected=expected
            )
        return value


def _customer(record: Record) -> Customer:
    terms = amount_of(record["Tempo (hari)"])
    return Customer(
        key(record["Kode"]),
        str(record["Pelanggan"] or ""),
        key(record["Golongan"]),
        None if terms is None else int(terms),
        amount_of(record["Diskon bayar"]),
        record["Aktif"] != "Tidak",
    )


def _group(record: Record) -> Group:
    cells = [amount_of(record[heading]) for heading in LIMITS]
    return Group(str(record["Golongan"]), [cells], amount_of(record["Diskon bayar"]) or 0.0)


def _line(record: Record) -> Line:
    return Line(
        key(record["No"]),
        day_of_cell(record["Tanggal"]),
        key(record["Kode"]),
        amount_of(record["Nilai"]),
        key(record.get("No faktur")),
    )


def _payment(record: Record) -> Payment:
    return Payment(
        key(record["No bukti"]),
        day_of_cell(record["Tanggal"]),
        key(record["No faktur"]),
        amount_of(record["Jumlah"]),
    )


def _doubles(records: Iterable[Record], *headings: str) -> list[str | None]:
    """Return for each record whether one before it has the same number."""
    seen: set[tuple[str, ...]] = set()
    found: list[str | None] = []
    for record in records:
        number = tuple(key(record[heading]) for heading in headings)
        found.append(DOUBLE if number in seen else None)
        if all(number):
            seen.add(number)
    return found


def _findings(records: list[Record], ledger: Ledger, number: str = "No") -> list[str | None]:
    """Return what is wrong with purchases, returns or invoices."""
    found = []
    for record, double in zip(records, _doubles(records, number), strict=True):
        code, invoice = key(record["Kode"]), key(record.get("No faktur")) if number == "No" else ""
        if code and code not in ledger.customers:
            found.append(UNKNOWN_CUSTOMER)
        elif invoice and invoice not in ledger.by_number:
            found.append(UNKNOWN_INVOICE)
        elif invoice and ledger.by_number[invoice].code != code:
            found.append(OTHER_CUSTOMER)
        else:
            found.append(double or "")
    return [one or None for one in found]


def month_record(month: date, found: Month, counted: date) -> Record:
    """Return the row of ``Riwayat`` of a customer's month."""
    return {
        "Bulan": dated(month),
        "Kode": found.code,
        "Pelanggan": found.name,
        "Golongan": found.group,
        "Pembelian": found.purchases,
        "Retur": found.returns,
        "Neto": found.net,
        "Neto periode": found.period_net,
        "Tingkat": float(found.tier),
        "Tarif": found.rate,
        "Diskon target": found.target,
        "Bayar tepat waktu": found.in_time,
        "Bayar terlambat": found.late,
        "Diskon bayar": found.payment,
        "Koreksi": found.correction or None,
        "Alasan koreksi": found.reason or None,
        "Jumlah": found.total,
        "Dihitung": dated(counted),
    }


def recorded(record: Mapping[str, Any]) -> Month:
    """Return the customer's month that a row of ``Riwayat`` keeps."""

    def number(heading: str) -> float:
        return amount_of(record[heading]) or 0.0

    return Month(
        key(record["Kode"]),
        str(record["Pelanggan"] or ""),
        str(record["Golongan"] or ""),
        number("Pembelian"),
        number("Retur"),
        number("Neto periode"),
        int(number("Tingkat")),
        number("Tarif"),
        number("Diskon target"),
        number("Bayar tepat waktu"),
        number("Bayar terlambat"),
        number("Diskon bayar"),
        number("Koreksi"),
        str(record["Alasan koreksi"] or ""),
    )
