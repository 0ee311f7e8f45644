"""Results to and from the company portal, as a file: docs/portal.md describes its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS, MONTHS, TARGETS
from xl_addin.actions.bsc_ledger import LedgerBook, Outcome
from xl_addin.actions.bsc_portal_file import Line, read, to_csv, to_json
from xl_addin.actions.bsc_refresh import refresh, results
from xl_addin.actions.bsc_rows import Place, identity, number, reported
from xl_addin.actions.bsc_screening import RATIO, Reported
from xl_addin.actions.cell_values import plain
from xl_addin.actions.delimited import MARKS, number_text
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import Record
from xl_addin.errors import LembarError
from xl_addin.files import read_bytes, write_bytes

if TYPE_CHECKING:
    import xlwings as xw

_FORMATS: Final = ("csv", "json")
_READ: Final = frozenset({"", "tahun", "bulan", "id", "realisasi", "penyebut", "diterima"})
"""Columns in which a fault keeps a line out; "" is the line as a whole."""
_HEADINGS: Final = ("Berkas", "Baris", "Kolom", "Ditemukan", "Seharusnya")


@action(
    label="Ekspor ke portal",
    workbook="bsc",
    step=10,
    help="Menulis KPI, target dan realisasi ke berkas CSV atau JSON untuk portal perusahaan.",
    options=(
        Option("file", "Berkas yang ditulis", Path, required=True, written=True),
        Option("format", "csv atau json; bila kosong: menurut akhiran nama berkas, selain itu csv"),
        Option("decimal", "id (titik koma dan koma desimal) atau en; bila kosong: id"),
    ),
)
def portal_export(book: xw.Book, file: Path, format: str | None = None, decimal: str = "id") -> Result:
    """Write one row for each KPI and month: card, target, result, and when it came in and was verified.

    Text that begins like a formula is written so that Excel, opening the file, shows it and does not run it.

    Args:
        book: The Balanced Scorecard workbook; it stays as it is.
        file: Where to; a file that is there is replaced.
        format: ``csv`` or ``json``; by default what the file's name ends in.
        decimal: ``id`` for ``;`` and decimal commas, ``en`` for ``,`` and points; JSON knows none.

    Raises:
        LembarError: an unknown format or decimal, or a file that cannot be written.
    """
    kind = (format or file.suffix.lstrip(".") or "csv").lower()
    if format is None and kind not in _FORMATS:
        kind = "csv"
    if kind not in _FORMATS:
        raise LembarError("bad_option", found=f"format={format}", expected=" | ".join(_FORMATS))
    _check_decimal(decimal)
    rows = list(export_rows(book))
    write_bytes(file, to_json(rows) if kind == "json" else to_csv(rows, decimal))
    told = f"{len(rows)} baris ({len(rows) // len(MONTHS)} KPI, 12 bulan) ditulis ke {file.name}."
    return Result(message=told, files=[file])


@action(
    label="Impor dari portal",
    workbook="bsc",
    step=11,
    help="Membaca realisasi dari berkas CSV atau JSON portal; bulan yang terkunci masuk Revisi.",
    options=(
        Option("file", "Berkas CSV atau JSON dari portal", Path, required=True),
        Option("decimal", "id atau en; bila kosong: dikenali dari isi berkas"),
    ),
)
def portal_import(book: xw.Book, file: Path, decimal: str | None = None) -> Result:
    """Take results from a file of the portal; lines that are wrong are told and the others taken.

    A verified month is locked: another value goes to ``Revisi``. A blank never takes a value away.

    Args:
        book: The Balanced Scorecard workbook.
        file: The file, CSV or JSON.
        decimal: How the file writes numbers; by default the file itself shows it.

    Raises:
        LembarError: no such file, or not one of the portal.
    """
    if decimal is not None:
        _check_decimal(decimal)
    return _Import(book, file, read(read_bytes(file), file.name, decimal)).result()


def export_rows(book: xw.Book) -> Iterator[Record]:
    """Yield the rows of the file: the KPIs in the order of ``Realisasi``, each with its twelve months."""
    ledger = LedgerBook(book)
    for record in results(book):
        texts = {
            column: None if record[heading] is None else _text(record[heading])
            for column, heading in _TEXTS.items()
        }
        for month, (target, actual, denominator) in enumerate(
            zip(TARGETS, ACTUALS, DENOMINATORS, strict=True), 1
        ):
            yield {
                **texts,
                "tahun": float(ledger.year),
                "bulan": float(month),
                "bobot": _calculated(record["Bobot"]),
                "target": _calculated(record[target]),
                "realisasi": number(record[actual]),
                "penyebut": number(record[denominator]),
                "diterima": ledger.submissions.received(record["Departemen"], month),
                "terverifikasi": ledger.submissions.verified(record["Departemen"], month),
            }


_TEXTS: Final = {
    "departemen": "Departemen",
    "id": "ID",
    "kode": "Kode",
    "kpi": "KPI",
    "induk": "Induk",
    "jenis": "Jenis",
    "perspektif": "Perspektif",
    "satuan": "Satuan",
    "polaritas": "Polaritas",
    "konsolidasi": "Konsolidasi",
}
"""The heading in ``Realisasi`` of each column of text."""


class _Import:
    def __init__(self, book: xw.Book, file: Path, lines: list[Line]) -> None:
        self._book = book
        self._file = file
        self._ledger = LedgerBook(book)
        self._ledger.need_month()
        self._problems: list[tuple[Cell, ...]] = []
        self._outcomes: Counter[Outcome] = Counter()
        self._first: dict[tuple[str, int], int] = {}
        self._sent: dict[Place, date | None] = {}
        for line in lines:
            self._take(line)
        for (department, month), day in self._sent.items():
            sent = None if day is None else datetime.combine(day, time())
            self._ledger.count(department, month, sent, self._ledger.today)

    def result(self) -> Result:
        """Write the tables and tell."""
        changed = self._ledger.save()
        if changed:
            refresh(self._book)
        parts = [
            f"{self._outcomes[Outcome.TAKEN]} realisasi baru atau berubah diambil dari {self._file.name}"
        ]
        if self._outcomes[Outcome.REVISION]:
            parts.append(f"{self._outcomes[Outcome.REVISION]} usulan revisi masuk lembar Revisi")
        if self._problems:
            parts.append(f"{len(self._problems)} hal perlu diperiksa")
        return Result(
            message="; ".join(parts) + ".",
            changed=changed,
            problems=bool(self._problems),
            headings=_HEADINGS,
            rows=self._problems,
            next_step="Periksa realisasi yang masuk dengan tombol Verifikasi realisasi." if changed else "",
        )

    def _take(self, line: Line) -> None:
        faults = [fault for fault in line.faults if fault[0] in _READ] or list(self._faults(line))
        for column, found, expected in faults:
            self._tell(line, column, f"{found}; baris tidak diambil", expected)
        if faults:
            return
        kpi, month = line.values["id"], int(line.values["bulan"])
        record = self._ledger.results.record(kpi)
        new = self._reported(line, record)
        if month > self._ledger.month:
            if not new.blank and new != reported(record, month):
                found = f"{month}, padahal bulan laporan baru {self._ledger.month}; baris tidak diambil"
                self._tell(line, "bulan", found, "kosong sampai bulannya")
            return
        outcome = self._ledger.offer(kpi, month, new)
        self._outcomes[outcome] += 1
        if outcome not in (Outcome.SAME, Outcome.TAKEN):
            old = reported(record, month)
            place = int(new.actual == old.actual)
            found = f"{_shown(new[place])}: {outcome.value}"
            self._tell(line, ("realisasi", "penyebut")[place], found, _shown(old[place]))
        whose = (record["Departemen"], month)
        days = [day for day in (self._sent.get(whose), line.values["diterima"]) if day]
        self._sent[whose] = max(days, default=None)

    def _faults(self, line: Line) -> Iterator[tuple[str, str, str]]:
        """Yield what keeps a line out: column, found, expected."""
        values, ledger = line.values, self._ledger
        year, kpi, department = values["tahun"], values["id"], values["departemen"]
        month = int(values["bulan"]) if values["bulan"] in range(1, 13) else 0
        if year is not None and year != ledger.year:
            yield "tahun", _shown(year), f"{ledger.year}"
        if not month:
            yield "bulan", _shown(values["bulan"]), "1 sampai 12"
        if kpi not in ledger.results:
            yield "id", f"{kpi or 'kosong'} tidak dikenal", "ID dari CMS"
            return
        record = ledger.results.record(kpi)
        if department is not None and plain(department) != plain(record["Departemen"]):
            yield "departemen", str(department), str(record["Departemen"])
        if values["penyebut"] == 0 and record["Konsolidasi"] == RATIO:
            yield "penyebut", "0", "penyebut di atas 0"
        first = self._first.setdefault((identity(kpi), month), line.number)
        if first != line.number:
            yield "id", f"{kpi} bulan {month} sudah ada di baris {first}", "satu baris per KPI dan bulan"

    def _reported(self, line: Line, record: Record) -> Reported:
        new = Reported(line.values["realisasi"], line.values["penyebut"])
        if new.denominator is not None and record["Konsolidasi"] != RATIO:
            found = f"{_shown(new.denominator)}; tidak dipakai"
            self._tell(line, "penyebut", found, "kosong: konsolidasinya bukan Rasio")
            return Reported(new.actual)
        return new

    def _tell(self, line: Line, column: str, found: str, expected: str) -> None:
        self._problems.append((self._file.name, line.number, column, found, expected))


def _check_decimal(decimal: str) -> None:
    if decimal not in MARKS:
        raise LembarError("bad_option", found=f"decimal={decimal}", expected=" | ".join(MARKS))


def _calculated(value: object) -> float | None:
    """Return a number without what multiplying has left of it at its end: 6.8 for 6.800000000000001."""
    found = number(value)
    return None if found is None else float(f"{found:.12g}")


def _shown(value: float | None) -> str:
    return "kosong" if value is None else number_text(value).replace(".", ",")


def _text(value: object) -> str:
    return number_text(value) if isinstance(value, float) else str(value)
