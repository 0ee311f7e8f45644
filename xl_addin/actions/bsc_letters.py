"""Letters of the Balanced Scorecard: the meeting that settles it, reminders before results are due."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from udfs.registry import UdfError
from udfs.workdays import due_date
from udfs.ytd import kpi_ytd
from xl_addin import data
from xl_addin.actions.bsc_cards import Kpi, department_kpis
from xl_addin.actions.bsc_files import department_path
from xl_addin.actions.bsc_ledger import LedgerBook
from xl_addin.actions.bsc_rows import is_due, is_filled, month_number, number, reported
from xl_addin.actions.bsc_screening import RATIO
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.actions.written_days import MONTHS
from xl_addin.errors import LembarError
from xl_addin.files import safe_name, write_bytes

if TYPE_CHECKING:
    import xlwings as xw

SENDER: Final = "Kepala Bagian CMS"
FOLDER: Final = "Surat"
AGENDA: Final = (
    "Pembukaan oleh Direksi",
    "Sasaran strategis, KPI Corporate dan KPI Directorate",
    "KPI setiap departemen dan targetnya",
    "Pembahasan usul perubahan",
    "Penandatanganan lembar komitmen dan penutup",
)
_CONFIRM_DAYS: Final = 2
"""So many working days before the meeting the guests confirm."""
_OUT: Final = Option("out", "Folder untuk surat; bila kosong: folder Surat di samping buku kerja", Path)
_SENDER: Final = Option("sender", "Pengirim surat, misalnya nama dan jabatan")
_DOCUMENT: Final = Option("document", "No. Dokumen surat; bila kosong: No. Dokumen buku kerja")


@action(
    label="Undang rapat BSC",
    workbook="bsc",
    step=4,
    help="Menulis undangan rapat penetapan BSC dan lembar komitmen setiap departemen.",
    options=(
        Option("date", "Tanggal rapat, misalnya 2026-12-15 atau 15/12/2026", required=True),
        Option("place", "Tempat rapat", required=True),
        Option("start", "Pukul mulai; bila kosong: 09.00"),
        Option("end", "Pukul selesai; bila kosong: 12.00"),
        _OUT,
        _SENDER,
        _DOCUMENT,
    ),
)
def invite_bsc_meeting(
    book: xw.Book,
    date: str,
    place: str,
    start: str = "09.00",
    end: str = "12.00",
    out: Path | None = None,
    sender: str = SENDER,
    document: str | None = None,
) -> Result:
    """Write the invitation to the meeting, and for each department the commitment that is signed there.

    Args:
        book: The Balanced Scorecard workbook; it stays as it is.
        date: The day of the meeting.
        place: Where it is.
        start: When it begins.
        end: When it ends.
        out: Folder for the letters; by default ``Surat`` beside the workbook.
        sender: Who signs the invitation.
        document: The letters' document number.

    Raises:
        LembarError: a day that is none, or a folder that cannot be written.

    Source: quality objectives, items 4.6, 7.1.18 and 7.1.19.
    """
    letters = _Letters(book, out, sender, document)
    day, departments = _day(date), _departments(book)
    invitation = {
        "meeting": {"date": day, "start": start, "end": end, "place": place},
        "agenda": list(AGENDA),
        "directors": [f"Direktur {name}" for name in choices(book, "Daftar_direktorat")],
        "departments": [{"name": one["Departemen"], "manager": one["Manajer"]} for one in departments],
        "confirm_by": letters.days_before(day, _CONFIRM_DAYS),
    }
    letters.write("bsc_invitation", f"Undangan penetapan BSC {letters.year}", invitation)
    without = _write_commitments(book, letters, departments, day, place)
    return Result(
        message=letters.told(f"undangan dan lembar komitmen {len(departments) - len(without)} departemen"),
        problems=bool(without),
        headings=("Departemen", "Keterangan"),
        rows=[(name, "belum memikul KPI; lembar komitmen tidak ditulis") for name in without],
        files=letters.written,
    )


@action(
    label="Ingatkan realisasi",
    workbook="bsc",
    step=5,
    help="Menulis surat pengingat kepada departemen yang realisasi bulannya belum lengkap.",
    options=(
        Option("month", "Bulan, 1 sampai 12 atau Jan sampai Des; bila kosong: Bulan laporan"),
        _OUT,
        _SENDER,
        _DOCUMENT,
    ),
)
def remind_results(
    book: xw.Book,
    month: str | None = None,
    out: Path | None = None,
    sender: str = SENDER,
    document: str | None = None,
) -> Result:
    """Write a reminder to each department that has not reported all that is due for a month.

    What is blank is what the workbook holds: collect first.

    Args:
        book: The Balanced Scorecard workbook; it stays as it is.
        month: The month; by default ``Bulan_laporan``.
        out: Folder for the letters; by default ``Surat`` beside the workbook.
        sender: Who signs the letters.
        document: The letters' document number.

    Raises:
        LembarError: a month that is none, or a folder that cannot be written.

    Source: quality objectives, items 4.8 and 7.2.1.
    """
    ledger = LedgerBook(book)
    of = ledger.month if month is None else month_number(month)
    if not of:
        raise LembarError("bad_month", found=month or "kosong", expected="1 - 12, Jan - Des")
    letters = _Letters(book, out, sender, document)
    rows = []
    for one in _departments(book):
        name = one["Departemen"]
        if blank := _blank(ledger, name, of):
            values = _reminder(ledger, one, of, blank)
            letters.write("result_reminder", f"Pengingat realisasi {ledger.year}-{of:02d} - {name}", values)
            rows.append((name, len(blank), ", ".join(row["code"] or "" for row in blank)))
    period = f"{MONTHS[of - 1]} {ledger.year}"
    due = f"{period}, paling lambat {ledger.deadline(of):%d/%m/%Y}"
    told = letters.told(f"pengingat kepada {len(rows)} departemen untuk {due}")
    return Result(
        message=told if rows else f"Realisasi {period} semua departemen sudah lengkap.",
        problems=bool(rows),
        headings=("Departemen", "KPI kosong", "Kode"),
        rows=rows,
        files=letters.written,
    )


class _Letters:
    """Letters of one workbook; the same letter is not written twice."""

    def __init__(self, book: xw.Book, out: Path | None, sender: str, document: str | None) -> None:
        self._out = out or _folder(book)
        self._book = book
        self.year = int(number(setting(book, "Tahun_rencana")) or reference_date(book).year)
        self.written: list[Path] = []
        self._same = 0
        self._common = {
            "company": {"name": setting(book, "Nama_perusahaan") or ""},
            "document": {
                "number": document or setting(book, "No_dokumen") or "",
                "revision": setting(book, "Revisi") or "",
                "date": setting(book, "Tanggal_berlaku"),
            },
            "year": self.year,
            "sender": sender,
        }

    def write(self, template: str, name: str, values: Mapping[str, Any]) -> None:
        """Write a letter, unless that very letter is there."""
        from xl_addin.render.expressions import render_text  # noqa: PLC0415 - jinja2 is heavy

        source = data.folder("templates") / "letters" / f"{template}.md.j2"
        text = render_text(source, {**self._common, **values})
        path = self._out / f"{safe_name(name)}.md"
        if path.exists() and path.read_text("utf-8") == text:
            self._same += 1
            return
        write_bytes(path, text.encode())
        self.written.append(path)

    def days_before(self, day: date, days: int) -> date:
        """Return the day that lies so many working days before another."""
        listed = [one.date() for one in choices(self._book, "Hari_Libur") if isinstance(one, datetime)]
        holidays = [one for one in listed if one.year > 1900]  # a day that does not count is 0
        return due_date(day, -days, holidays, setting(self._book, "Hari_kerja_seminggu") == 6)

    def told(self, what: str) -> str:
        """Say what was written."""
        if not self.written:
            return f"Tidak ada surat baru: {what} sudah ada di {self._out.name}."
        return f"{len(self.written)} surat ditulis di {self._out.name}: {what}."


def _folder(book: xw.Book) -> Path:
    if "://" in book.fullname:  # OneDrive: no place beside the workbook
        raise LembarError("missing_option", found="surat", expected="out")
    return Path(book.fullname).parent / FOLDER


def _departments(book: xw.Book) -> list[Record]:
    table = ListTable(book, "tbl_departemen", ("Departemen", "Direktorat", "Manajer"))
    return [record for record in table.records() if record["Departemen"] is not None]


def _write_commitments(
    book: xw.Book, letters: _Letters, departments: list[Record], day: date, place: str
) -> list[str]:
    """Write the commitment of each department, and return the departments that carry no KPI."""
    carried: dict[str, list[Kpi]] = {}
    for kpi in department_kpis(book):
        carried.setdefault(plain(kpi.department), []).append(kpi)
    without = []
    for one in departments:
        if kpis := carried.get(plain(one["Departemen"])):
            name = f"Komitmen BSC {letters.year} - {one['Departemen']}"
            letters.write("bsc_commitment", name, _commitment(one, kpis, day, place))
        else:
            without.append(str(one["Departemen"]))
    return without


def _reminder(ledger: LedgerBook, department: Record, month: int, blank: list[Any]) -> dict[str, Any]:
    """Return what a reminder says beside the document's header."""
    return {
        "department": department["Departemen"],
        "manager": department["Manajer"] or "Bapak/Ibu",
        "period": f"{MONTHS[month - 1]} {ledger.year}",
        "due": ledger.deadline(month),
        "today": ledger.today.date(),
        "file": department_path(Path(), ledger.year, department["Departemen"]).name,
        "rows": blank,
    }


def _commitment(department: Record, kpis: list[Kpi], day: date, place: str) -> dict[str, Any]:
    """Return what the commitment of a department says beside the document's header."""
    return {
        "department": department["Departemen"],
        "manager": department["Manajer"] or "",
        "second_layer": ["", ""],  # they write their names themselves
        "director": f"Direktur {department['Direktorat']}" if department["Direktorat"] else "",
        "place": place,
        "date": day,
        "kpis": [
            {
                "code": kpi.code or "",
                "name": kpi.name,
                "unit": kpi.unit,
                "weight": number(kpi.weight),
                "target": _year_target(kpi),
            }
            for kpi in kpis
        ],
    }


def _year_target(kpi: Kpi) -> float | None:
    """Return the target of the year as the workbook counts it: of a ratio the mean of its months."""
    method = "Rata-rata" if kpi.consolidation == RATIO else kpi.consolidation
    try:
        target = kpi_ytd([number(target) for target in kpi.targets], method) if method else None
    except UdfError:
        return None
    return None if target is None else round(target, 2 if abs(target) >= 10 else 4)


def _blank(ledger: LedgerBook, department: str, month: int) -> list[dict[str, str | None]]:
    """Return the KPIs of a department that are due for a month and not reported in full."""
    found = []
    for record in ledger.results.by_department.get(plain(department), []):
        if ledger.submissions.is_locked(department, month):
            break
        if is_due(record, month) and not is_filled(record, month):
            actual, denominator = reported(record, month)
            missing = None
            if record["Konsolidasi"] == RATIO and (actual is None) != (not denominator):
                missing = "penyebut" if actual is not None else "pembilang"
            found.append({"code": str(record["Kode"] or ""), "name": record["KPI"], "missing": missing})
    return found


def _day(text: str) -> date:
    """Return a day written as 2026-12-15 or 15/12/2026.

    Raises:
        LembarError: it is neither.
    """
    try:
        if match := re.fullmatch(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*", text):
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise LembarError("bad_option", found=text, expected="2026-12-15") from error
