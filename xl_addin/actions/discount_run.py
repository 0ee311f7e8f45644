"""The monthly run: discounts of the month, why they differ from last month's, the customers' statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.actions.cell_values import dated
from xl_addin.actions.discount_book import DiscountBook, amount_of, day_of_cell, key, month_record, recorded
from xl_addin.actions.discount_rules import Ledger, Month, Parts, compare, month_of
from xl_addin.actions.discount_statement import Explained, rupiah, statement_path, write_statements
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import month_name

if TYPE_CHECKING:
    import xlwings as xw

_ROWS: Final = ("Kode", "Pelanggan", "Golongan", "Koreksi", "Alasan koreksi")
_EXPLAINED: Final = (
    *("Kode", "Pelanggan", "Bulan lalu", "Bulan ini", "Pembelian", "Retur", "Tingkat", "Pembayaran"),
    *("Koreksi", "Penjelasan"),
)
_TOLD: Final = ("Lembar", "No", "Pelanggan", "Keterangan")
Corrections = dict[str, tuple[float, str]]


@action(
    label="Hitung diskon",
    workbook="discounts",
    step=2,
    help="Menghitung diskon bulan ini, menjelaskan bedanya dengan bulan lalu, dan menulis lembar pelanggan.",
    options=(
        Option("out", "Folder lembar pelanggan; bila kosong: folder Diskon di samping buku kerja", Path),
    ),
)
def calculate_discounts(book: xw.Book, out: Path | None = None) -> Result:
    """Calculate the discounts of the month that the settings name.

    A month that is locked stays as it is in ``Riwayat``; what has changed since is told. Corrections that
    people have typed are kept with their month.

    Args:
        book: The discounts workbook.
        out: Folder for the statements; by default ``Diskon`` beside the workbook.

    Raises:
        LembarError: a table, name or setting is missing or wrong, or the statements cannot be written.

    Source: customer handling, items 5.1.1 and 8.2.
    """
    return _Run(book, out).result()


class _Run:
    def __init__(self, book: xw.Book, out: Path | None) -> None:
        self._book = book
        self._path = statement_path(book, DiscountBook(book).month, out)
        files.check_not_open(self._path)
        self._found = DiscountBook(book)
        self._locks = self._found.locks()
        self._problems: list[tuple[Cell, ...]] = []
        self._archived: list[Record] = []
        self._kept: dict[str, Month] = {}  # the month as it was locked
        self._rows = ListTable(book, "tbl_hitung", _ROWS)
        self._history = self._found.history.records()

    def result(self) -> Result:
        """Do the month's work and tell of it."""
        found = self._found
        changed = found.fill_due_dates()
        ledger = found.ledger()
        changed |= found.write_findings(ledger)
        corrections = self._corrections()
        months = month_of(ledger, found.month, self._granted(), corrections)
        changed |= self._write_rows(months, corrections)
        self._kept = self._of_month(found.month) if found.month in self._locks else {}
        valid = self._kept or months
        if valid is months:
            self._record(months)
        changed |= found.history.replace(self._history)
        explained = self._explain(valid)
        changed |= self._write_explanation(explained)
        self._tell_changes(ledger)
        self._tell_findings()
        changed |= self._archive()
        written = self._write_statements(ledger, explained, fresh=valid == months)
        return self._told(valid, changed=changed, written=written)

    def _granted(self) -> dict[str, float]:
        """Return the discounts on targets given in earlier months of the period."""
        return self._granted_before(self._found.month)

    def _granted_before(self, month: date) -> dict[str, float]:
        start = Ledger({}, {}, period=self._found.period).period_start(month)
        sums: dict[str, float] = {}
        for record in self._history:
            day, code = day_of_cell(record["Bulan"]), key(record["Kode"])
            if day is not None and start <= day < month:
                sums[code] = sums.get(code, 0.0) + (amount_of(record["Diskon target"]) or 0.0)
        return sums

    def _of_month(self, month: date) -> dict[str, Month]:
        """Return the months of the customers as ``Riwayat`` keeps them."""
        kept = [recorded(record) for record in self._history if day_of_cell(record["Bulan"]) == month]
        return {one.code: one for one in kept}

    def _corrections(self) -> Corrections:
        """Return the corrections of the month, and keep those typed for the month calculated before."""
        typed = {
            key(record["Kode"]): (amount_of(record["Koreksi"]) or 0.0, str(record["Alasan koreksi"] or ""))
            for record in self._rows.records()
        }
        before = day_of_cell(self._book.names["Bulan_terhitung"].refers_to_range.value)
        if before is None or before == self._found.month:
            return typed
        self._keep(before, typed)
        return {one.code: (one.correction, one.reason) for one in self._of_month(self._found.month).values()}

    def _keep(self, month: date, typed: Corrections) -> None:
        """Keep corrections with the month for which they were typed; a locked month takes none."""
        kept = self._of_month(month)
        for code, (amount, reason) in typed.items():
            old = kept.get(code)
            if (old.correction, old.reason) == (amount, reason) if old else not (amount or reason):
                continue
            name = old.name if old else ""
            if old is None or month in self._locks:
                told = f"Koreksi {rupiah(amount)} ({reason}) untuk {month_name(month)}"
                self._to_archive(month, code, name, told, "Bulan itu sudah terkunci atau belum dihitung")
                continue
            new = replace(old, correction=amount, reason=reason)
            self._history = [
                month_record(month, new, day_of_cell(record["Dihitung"]) or month)
                if key(record["Kode"]) == code and day_of_cell(record["Bulan"]) == month
                else record
                for record in self._history
            ]
            self._problems.append(("Riwayat", f"{month:%m/%Y}", code, f"Koreksi {rupiah(amount)} dicatat"))

    def _to_archive(self, month: date, code: str, name: str, content: str, reason: str) -> None:
        self._archived.append(
            {"Tanggal": dated(self._found.today), "Bulan": dated(month), "Kode": code, "Pelanggan": name}
            | {"Isi": content, "Alasan": reason}
        )
        self._problems.append(("Arsip", f"{month:%m/%Y}", code, f"{content}: {reason}"))

    def _write_rows(self, months: Mapping[str, Month], corrections: Corrections) -> bool:
        for code, (amount, reason) in corrections.items():
            if code and code not in months and (amount or reason):
                told = f"Koreksi {rupiah(amount)} ({reason})"
                self._to_archive(self._found.month, code, "", told, "Pelanggan tidak ada lagi")
        records = [
            {
                "Kode": code,
                "Pelanggan": one.name,
                "Golongan": one.group,
                "Koreksi": one.correction or None,
                "Alasan koreksi": one.reason or None,
            }
            for code, one in months.items()
        ]
        cell = self._book.names["Bulan_terhitung"].refers_to_range
        moved = day_of_cell(cell.value) != self._found.month
        if moved:
            cell.value = dated(self._found.month)
        return self._rows.replace(records) or moved

    def _record(self, months: Mapping[str, Month]) -> None:
        """Put the month into the history; the day of a row stays where nothing else is another."""
        month, today = self._found.month, self._found.today or self._found.month
        old = {
            key(record["Kode"]): record for record in self._history if day_of_cell(record["Bulan"]) == month
        }
        new = []
        for code, one in months.items():
            record = month_record(month, one, today)
            if code in old and recorded(old[code]) == one:
                record["Dihitung"] = old[code]["Dihitung"]
            new.append(record)
        for code, record in old.items():
            if code not in months:
                told = f"Jumlah {rupiah(amount_of(record['Jumlah']) or 0.0)}"
                self._to_archive(month, code, str(record["Pelanggan"] or ""), told, "Tidak lagi dihitung")
        others = [record for record in self._history if day_of_cell(record["Bulan"]) != month]
        self._history = sorted([*others, *new], key=lambda one: day_of_cell(one["Bulan"]) or month)

    def _explain(self, months: Mapping[str, Month]) -> dict[str, Explained]:
        last = self._of_month((self._found.month - timedelta(1)).replace(day=1))
        found = {}
        for code, one in months.items():
            before = last.get(code)
            parts = compare(before or Month(code), one)
            found[code] = Explained(one, before, parts, _words(before, one, parts))
        return found

    def _write_explanation(self, explained: Mapping[str, Explained]) -> bool:
        table = ListTable(self._book, "tbl_penjelasan", _EXPLAINED)
        return table.replace(
            [
                {
                    "Kode": code,
                    "Pelanggan": one.now.name,
                    "Bulan lalu": one.last.total if one.last else 0.0,
                    "Bulan ini": one.now.total,
                    "Pembelian": one.parts.purchases,
                    "Retur": one.parts.returns,
                    "Tingkat": one.parts.tier,
                    "Pembayaran": one.parts.payments,
                    "Koreksi": one.parts.correction,
                    "Penjelasan": one.text,
                }
                for code, one in explained.items()
            ]
        )

    def _tell_changes(self, ledger: Ledger) -> None:
        """Tell which other months would be calculated otherwise now, and this one when it is locked."""
        months = {day for record in self._history if (day := day_of_cell(record["Bulan"])) is not None}
        for month in sorted(months):
            if month.year == self._found.month.year and (self._kept or month != self._found.month):
                self._problems += self._differences(ledger, month)

    def _differences(self, ledger: Ledger, month: date) -> Iterator[tuple[Cell, ...]]:
        kept = self._of_month(month)
        corrections = {code: (one.correction, one.reason) for code, one in kept.items()}
        now = month_of(ledger, month, self._granted_before(month), corrections)
        way = "isi Koreksi pada bulan berjalan" if month in self._locks else "hitung ulang bulan itu"
        for code in dict.fromkeys([*kept, *now]):
            was = kept[code].total if code in kept else 0.0
            would = now[code].total if code in now else 0.0
            if was != would:
                told = f"tercatat {rupiah(was)}, sekarang {rupiah(would)}; {way}"
                yield "Riwayat", f"{month:%m/%Y}", code, told

    def _tell_findings(self) -> None:
        found = self._found
        for sheet, table, number, code in (
            ("Pelanggan", found.customers, "Kode", "Pelanggan"),
            ("Pembelian", found.purchases, "No", "Kode"),
            ("Retur", found.returns, "No", "Kode"),
            ("Faktur", found.invoices, "No faktur", "Kode"),
            ("Pembayaran", found.payments, "No bukti", "No faktur"),
        ):
            for record in table.records():
                if record["Temuan"]:
                    told = (sheet, key(record[number]), key(record[code]), record["Temuan"])
                    self._problems.append(told)

    def _archive(self) -> bool:
        if not self._archived:
            return False
        return self._found.archive.replace([*self._found.archive.records(), *self._archived])

    def _write_statements(self, ledger: Ledger, explained: Mapping[str, Explained], *, fresh: bool) -> bool:
        """Write the statements; those of a locked month that has changed since stay as they were printed."""
        if not fresh:
            self._problems.append(
                ("-", self._path.name, "", "bulan terkunci dan berubah; lembar pelanggan tidak ditulis lagi")
            )
            return False
        return write_statements(self._path, self._found, ledger, explained)

    def _told(self, months: Mapping[str, Month], *, changed: bool, written: bool) -> Result:
        target = sum(one.target for one in months.values())
        payment = sum(one.payment for one in months.values())
        total = sum(one.total for one in months.values())
        parts = [
            f"Diskon {month_name(self._found.month)}: {len(months)} pelanggan, target {rupiah(target)}, "
            f"pembayaran {rupiah(payment)}, jumlah {rupiah(total)}"
        ]
        if self._kept:
            parts.append("bulan ini terkunci, Riwayat tidak diubah")
        if not (changed or written):
            parts.append("tidak ada yang berubah")
        if self._problems:
            parts.append(f"{len(self._problems)} hal perlu diperiksa")
        return Result(
            message="; ".join(parts) + ".",
            changed=changed,
            problems=bool(self._problems),
            headings=_TOLD,
            rows=self._problems,
            files=[self._path] if written else [],
            next_step="Periksa Penjelasan, cetak lembar pelanggan, lalu kunci bulan ini di lembar Rekap.",
        )


def _words(last: Month | None, now: Month, parts: Parts) -> str:
    """Say in words what makes a month's discount another than the one before."""
    if last is None:
        return "Bulan lalu tidak ada perhitungan."
    told = [
        *_changed("Pembelian", now.purchases - last.purchases, parts.purchases),
        *_changed("Retur", now.returns - last.returns, parts.returns),
    ]
    if (now.tier, now.rate) != (last.tier, last.rate):
        way = "naik" if now.rate > last.rate else "turun"
        rates = f"{_percent(last.rate)} ke {_percent(now.rate)}"
        told.append(f"Tingkat {way} dari {last.tier} ke {now.tier}, {rates}: {_signed(parts.tier)}")
    elif parts.tier:
        told.append(f"Perhitungan tingkat: {_signed(parts.tier)}")
    if parts.payments:
        told.append(f"Pembayaran tepat waktu {_more(now.in_time - last.in_time)}: {_signed(parts.payments)}")
    if parts.correction:
        told.append(f"Koreksi: {_signed(parts.correction)}")
    return "; ".join(told) + "." if told else "Sama dengan bulan lalu."


def _changed(what: str, amount: float, effect: float) -> list[str]:
    return [f"{what} {_more(amount)}: {_signed(effect)}"] if amount else []


def _more(amount: float) -> str:
    if not amount:
        return "tetap"
    return f"{'naik' if amount > 0 else 'turun'} {rupiah(abs(amount))}"


def _signed(amount: float) -> str:
    return f"+{rupiah(amount)}" if amount > 0 else rupiah(amount)


def _percent(rate: float) -> str:
    return f"{100 * rate:.5g} %".replace(".", ",")
