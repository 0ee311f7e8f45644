"""Review the issues: what is missing or wrong goes back to its department, with a letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from udfs.workdays import due_date
from xl_addin import data
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.swot_issues import (
    CATEGORY,
    FACTOR,
    ISSUE,
    ISSUE_COLUMNS,
    RETURN_COLUMNS,
    SOURCE,
    TABS,
    Departments,
    Key,
    category,
    key,
)
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError
from xl_addin.files import safe_name, write_bytes

if TYPE_CHECKING:
    import xlwings as xw

_SIDES: Final = {"internal": ("internal",), "eksternal": ("eksternal", "external")}
_SIDE_OF: Final = {"S": "internal", "W": "internal", "O": "eksternal", "T": "eksternal"}


@action(
    label="Periksa isu",
    workbook="swot",
    step=2,
    help="Memindahkan isu yang belum sesuai ke Pengembalian dan menulis surat pengembalian per departemen.",
    options=(
        Option(
            "out", "Folder untuk surat pengembalian; bila kosong: folder Surat di samping buku kerja", Path
        ),
        Option("sender", "Pengirim surat, misalnya nama dan jabatan"),
        Option("document", "No. Dokumen surat pengembalian; bila kosong: No. Dokumen buku kerja"),
    ),
)
def review_issues(
    book: xw.Book, out: Path | None = None, sender: str = "Kepala Bagian CMS", document: str | None = None
) -> Result:
    """Move faulty issues to the returns and write a letter to each department that has some.

    An issue is faulty when a field is blank, its category is not S, W, O or T, its factor is internal where
    the category is external or the other way round, or its department has the same issue already.

    Args:
        book: The SWOT workbook.
        out: Folder for the letters; by default ``Surat`` beside the workbook.
        sender: Who signs the letters.
        document: The letters' document number.

    Raises:
        LembarError: no reference date where a receipt is not dated, or a folder that cannot be written.
    """
    review = _Review(book)
    changed = review.move_faulty()
    letters = _Letters(book, out, sender, document)
    returned = review.returned()
    written = [path for path in (letters.write(*entry) for entry in returned.items()) if path]
    rows = [letters.row(record) for records in returned.values() for record in records]
    return Result(
        message=review.told() + letters.told(returned),
        changed=changed,
        problems=bool(rows),
        headings=("Departemen", "Isu", "Yang perlu diperbaiki", "Diterima", "Kembali paling lambat"),
        rows=rows,
        files=written,
        next_step="Kirim surat pengembalian, lalu kumpulkan lagi formulir yang sudah diperbaiki."
        if rows
        else "Bagi isu ke tab Strength, Weakness, Opportunity, dan Threat dengan tombol Bagi isu.",
    )


class _Review:
    """The issues that are right, and those that go back."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._departments = Departments.of_book(book)
        self._issues = ListTable(book, "tbl_isu", ISSUE_COLUMNS)
        self._returns = ListTable(book, "tbl_pengembalian", RETURN_COLUMNS)
        receipts = ListTable(book, "tbl_penerimaan", ("Departemen", "Diterima")).records()
        self._received: dict[str, datetime] = {}
        for receipt in receipts:
            name, day = plain(receipt["Departemen"]), receipt["Diterima"]
            if isinstance(day, datetime):
                self._received[name] = max(day, self._received.get(name, day))
        self._checked = self._faulty = 0

    def move_faulty(self) -> bool:
        """Move the faulty issues; say whether the workbook is another one now."""
        right: list[Record] = []
        returns = self._returns.records()
        seen: set[Key] = set()
        for record in self._issues.records():
            record[CATEGORY] = category(record[CATEGORY])
            department = self._departments.of(record[SOURCE])
            faults = list(self._faults(record))
            issue = key(department, record[ISSUE])
            if not faults and issue in seen:
                faults = ["Isu yang sama sudah ada; tulis satu kali saja"]
            if faults:
                returns.append(self._return(record, department, faults))
            else:
                seen.add(issue)
                right.append(record)
        self._checked, self._faulty = len(right), len(returns) - len(self._returns.records())
        return any([self._returns.replace(returns), self._issues.replace(right)])

    def returned(self) -> dict[tuple[str, datetime], list[Record]]:
        """Return what waits for the departments, by department and by the day it was received."""
        found: dict[tuple[str, datetime], list[Record]] = {}
        for record in self._returns.records():
            day = record["Diterima"]
            received = day if isinstance(day, datetime) else reference_date(self._book)
            found.setdefault((record["Departemen"] or "", received), []).append(record)
        return found

    def told(self) -> str:
        """Say in a sentence what was found."""
        if not self._faulty:
            return f"{self._checked} isu diperiksa, semuanya sesuai."
        every = self._checked + self._faulty
        return f"{every} isu diperiksa: {self._checked} sesuai, {self._faulty} dikembalikan."

    def _return(self, record: Record, department: str, faults: list[str]) -> Record:
        received = self._received.get(plain(department)) or reference_date(self._book)
        told = {"Yang perlu diperbaiki": "; ".join(faults), "Diterima": received}
        return {"Departemen": department or None, **record, **told}

    def _faults(self, record: Record) -> Iterator[str]:
        """Say what is missing or wrong in an issue, apart from other issues."""
        fields = {**record, SOURCE: self._departments.rest(record[SOURCE])}
        if blank := [column for column in ISSUE_COLUMNS if not plain(fields[column])]:
            yield f"Isi kolom {', '.join(blank)}"
        letter, factor = record[CATEGORY], plain(record[FACTOR])
        if letter is not None and letter not in TABS:
            yield f'Kategori SWOT "{letter}" harus S, W, O, atau T'
        sides = [side for side, words in _SIDES.items() if factor.startswith(words)]
        if factor and not sides:
            yield f'Tinjauan Faktor "{record[FACTOR]}" harus faktor internal atau eksternal dari daftar'
        elif letter in TABS and sides and sides[0] != _SIDE_OF[letter]:
            side = f"{sides[0]}, padahal kategori {letter} {_SIDE_OF[letter]}"
            yield f'Tinjauan Faktor "{record[FACTOR]}" {side}'


class _Letters:
    """The letters to the departments, one for each day on which faulty issues were received."""

    def __init__(self, book: xw.Book, out: Path | None, sender: str, document: str | None) -> None:
        self._book = book
        self._out = out
        self._sender = sender
        self._document = {
            "number": document or setting(book, "No_dokumen"),
            "revision": setting(book, "Revisi"),
            "date": setting(book, "Tanggal_berlaku"),
        }
        days = [day.date() for day in choices(book, "Hari_Libur") if isinstance(day, datetime)]
        holidays = [day for day in days if day.year > 1900]  # a day that does not count is 0
        limit = int(setting(book, "Batas_kembali_hari"))
        six_days = setting(book, "Hari_kerja_seminggu") == 6
        self._due = partial(due_date, working_days=limit, holidays=holidays, six_day_week=six_days)

    def write(self, about: tuple[str, datetime], records: list[Record]) -> Path | None:
        """Write a letter; return its path, or None without a department or when the same letter is there."""
        from xl_addin.render.expressions import render_text  # noqa: PLC0415 - jinja2 is heavy

        department, received = about
        if not department:
            return None
        values = {
            "company": {"name": setting(self._book, "Nama_perusahaan")},
            "document": self._document,
            "department": department,
            "manager": "Bapak/Ibu",
            "year": int(setting(self._book, "Tahun_rencana")),
            "received": received.date(),
            "return_by": self._due(received.date()),
            "sender": self._sender,
            "rows": [
                {"issue": record[ISSUE] or "", "problem": record["Yang perlu diperbaiki"] or ""}
                for record in records
            ],
        }
        text = render_text(data.folder("templates") / "letters" / "issue_return.md.j2", values)
        path = self._folder() / f"{safe_name(f'Pengembalian isu - {department} - {received:%Y-%m-%d}')}.md"
        if path.exists() and path.read_text("utf-8") == text:
            return None
        write_bytes(path, text.encode())
        return path

    def row(self, record: Record) -> tuple[str | None, ...]:
        """Return a returned issue as a row of the result."""
        received = record["Diterima"]
        due = f"{self._due(received.date()):%d/%m/%Y}" if isinstance(received, datetime) else None
        day = f"{received:%d/%m/%Y}" if isinstance(received, datetime) else None
        return record["Departemen"], record[ISSUE], record["Yang perlu diperbaiki"], day, due

    def told(self, returned: dict[tuple[str, datetime], list[Record]]) -> str:
        """Say who must answer by when."""
        parts = [
            f"{department or 'tanpa departemen'}: {len(records)} isu, kembali paling lambat "
            f"{self._due(received.date()):%d/%m/%Y}"
            for (department, received), records in returned.items()
        ]
        return f" Menunggu perbaikan: {'; '.join(parts)}." if parts else ""

    def _folder(self) -> Path:
        if self._out is not None:
            return self._out
        if "://" in self._book.fullname:  # OneDrive: no place beside the workbook
            raise LembarError("missing_option", found="review_issues", expected="out")
        return Path(self._book.fullname).parent / "Surat"
