"""Collect the issue forms of a folder into the SWOT workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.swot_forms import PROBLEM_HEADINGS, Form, Problem, read_form
from xl_addin.actions.swot_issues import (
    ISSUE,
    ISSUE_COLUMNS,
    RETURN_COLUMNS,
    SOURCE,
    Archive,
    Departments,
    key,
    with_department,
)
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

RECEIPT_COLUMNS: Final = ("Departemen", "Berkas", "Diterima", "Jumlah isu", "Keterangan")
_KINDS: Final = (".xlsx", ".xlsm", ".xls")
_NOTE: Final = 250
"""How long a remark in a cell may be."""


@action(
    label="Kumpulkan isu",
    workbook="swot",
    step=1,
    help="Membaca semua formulir isu di sebuah folder ke Penerimaan Formulir dan Isu Internal & Eksternal.",
    options=(Option("folder", "Folder yang berisi formulir isu departemen (.xlsx)", Path, required=True),),
)
def collect_issues(book: xw.Book, folder: Path) -> Result:
    """Take the issues of all forms in a folder; a department's new form replaces what it sent before.

    Rows of departments without a form stay. An issue that was returned and is still in the form as it was
    stays returned; one that is no longer there leaves the returns for the archive.

    Args:
        book: The SWOT workbook.
        folder: Where the forms are; folders in it are not read.

    Raises:
        LembarError: no such folder, or a workbook without the tables.
    """
    return _Collection(book, folder).result()


@dataclass
class _Sent:
    """What one department sent: its forms that count, and their issues as the workbook holds them."""

    department: str
    forms: list[Form]
    issues: list[Record] = field(default_factory=list)

    @property
    def files(self) -> str:
        return ", ".join(form.path.name for form in self.forms)


class _Collection:
    def __init__(self, book: xw.Book, folder: Path) -> None:
        self._book = book
        self._departments = Departments.of_book(book)
        self._listed = [str(name) for name in choices(book, "Daftar_departemen")]
        self._problems: list[Problem] = []
        self._unread: list[Record] = []
        self._returned = 0
        sent = {one.department: one for one in self._by_department(self._forms(folder))}
        self._sent = {name: sent[name] for name in self._departments if name in sent}
        for one in self._sent.values():
            self._take_issues(one)

    def result(self) -> Result:
        """Write the tables and tell."""
        archive = Archive(self._book)
        issues, returns = self._issues(archive)
        changed = [issues, returns, self._receipts().replace(self._receipt_records()), archive.save()]
        collected = sum(len(sent.issues) for sent in self._sent.values())
        parts = [f"{collected} isu dari {len(self._sent)} departemen dikumpulkan"]
        if self._returned:
            parts.append(f"{self._returned} isu masih menunggu perbaikan departemen (lembar Pengembalian)")
        if archive.added:
            parts.append(f"{archive.added} isu yang tidak ada lagi di formulir dicatat di Arsip")
        if self._problems:
            parts.append(f"{len(self._problems)} hal perlu diperiksa")
        return Result(
            message="; ".join(parts) + ".",
            changed=any(changed),
            problems=bool(self._problems),
            headings=PROBLEM_HEADINGS,
            rows=[problem.row() for problem in self._problems],
            next_step="Periksa isu yang terkumpul dengan tombol Periksa isu.",
        )

    def _forms(self, folder: Path) -> Iterator[Form]:
        """Read the forms of the folder, by name; what cannot be read is told and left out."""
        if not folder.is_dir():
            raise LembarError("no_folder", file=folder)
        for path in sorted(folder.iterdir(), key=lambda path: path.name.casefold()):
            if path.suffix.lower() not in _KINDS or path.name.startswith(("~$", ".")):
                continue
            if str(path.resolve()) == self._book.fullname:
                continue
            try:
                form = read_form(path)
            except LembarError as error:
                self._refuse(Form(path), error.indonesian(), "formulir isu yang dapat dibaca")
                continue
            if path.with_name(f"~${path.name}").exists():
                form.tell(
                    "sedang terbuka di Excel; isi yang belum disimpan tidak terbaca", "disimpan dan ditutup"
                )
            if self._is_ours(form):
                yield form

    def _is_ours(self, form: Form) -> bool:
        """Settle whose form it is, or refuse it."""
        year = setting(self._book, "Tahun_rencana")
        if not form.issues and form.problems:
            self._refuse(form, "", "")
        elif None not in (form.year, year) and form.year != year:
            self._refuse(form, f"tahun rencana {form.year:g}; berkas tidak diambil", f"{year:g}")
        elif form.department is None and self._departments.name(form.path.stem) is None:
            self._refuse(form, "departemen kosong; berkas tidak diambil", "nama departemen")
        else:
            self._name_department(form)
            return True
        return False

    def _name_department(self, form: Form) -> None:
        if form.department is None:
            form.tell("departemen kosong; dipakai nama berkas", "nama departemen")
        written = form.department or form.path.stem
        if plain(written) not in map(plain, self._listed):
            form.tell(f"departemen {written} tidak ada di daftar; tetap diambil", ", ".join(self._listed))
            self._departments.add(written)
        form.department = self._departments.name(written)

    def _refuse(self, form: Form, found: str, expected: str) -> None:
        if found:
            form.tell(found, expected)
        self._problems += form.problems
        note = "Tidak diambil: " + "; ".join(problem.found for problem in form.problems)
        self._unread.append({"Berkas": form.path.name, "Keterangan": note[:_NOTE]})

    def _by_department(self, forms: Iterable[Form]) -> Iterator[_Sent]:
        """Gather the forms of each department; one sent later takes the place of the others."""
        found: dict[str, list[Form]] = {}
        for form in forms:
            found.setdefault(str(form.department), []).append(form)
        for department, own in found.items():
            latest = max((form.sent for form in own if form.sent), default=None)
            valid = [form for form in own if form.sent == latest or latest is None]
            names = ", ".join(form.path.name for form in valid)
            for form in own:
                if form not in valid:
                    self._refuse(form, f"formulir {department} yang lebih lama; berkas tidak diambil", names)
            yield _Sent(department, valid)

    def _take_issues(self, sent: _Sent) -> None:
        """Turn a department's forms into the workbook's records; tell what is there twice."""
        seen: dict[tuple[str, ...], str] = {}
        texts: set[str] = set()
        for form in sent.forms:
            for issue, place in zip(form.issues, form.places, strict=True):
                record = {**issue, SOURCE: with_department(sent.department, issue[SOURCE])}
                sign = _sign(record)
                text = str(record[ISSUE] or "")
                if seen.setdefault(sign, form.path.name) != form.path.name:
                    told = f"isu yang sama juga ada di {seen[sign]}; diambil satu kali"
                    form.tell(told, "satu kali", *place)
                    continue
                if text and plain(text) in texts:
                    form.tell(f"isu ganda: {text}", "satu kali dalam satu departemen", *place)
                texts.add(plain(text))
                sent.issues.append(record)
            if form.sent is None:
                form.tell("tanggal kirim kosong; dipakai tanggal acuan", "tanggal kirim")
            self._problems += form.problems

    def _issues(self, archive: Archive) -> tuple[bool, bool]:
        """Write the issues and the returns; say of each whether it is another now."""
        issues = ListTable(self._book, "tbl_isu", ISSUE_COLUMNS)
        returns = ListTable(self._book, "tbl_pengembalian", RETURN_COLUMNS)
        old, returned = issues.records(), returns.records()
        for sent in self._sent.values():
            returned = self._settle_returns(sent, old, returned, archive)
        owners = [self._departments.of(record[SOURCE]) for record in old]
        new: list[Record] = []
        placed: set[str] = set()
        for record, owner in zip(old, owners, strict=True):
            if owner not in self._sent:
                new.append(record)
            elif owner not in placed:
                placed.add(owner)
                new += self._sent[owner].issues
        for department, sent in self._sent.items():
            new += sent.issues if department not in placed else []
        self._archive_vanished(zip(old, owners, strict=True), new + returned, archive)
        return issues.replace(new), returns.replace(returned)

    def _settle_returns(
        self, sent: _Sent, old: list[Record], returned: list[Record], archive: Archive
    ) -> list[Record]:
        """Leave returned what the form still has as it was, and close what it has no longer."""
        listed = Counter(_sign(record) for record in old)
        waiting = Counter(_sign(record) for record in sent.issues) - listed
        kept: list[Record] = []
        for record in returned:
            sign = _sign(record)
            if plain(record["Departemen"]) != plain(sent.department):
                kept.append(record)
            elif waiting[sign] > 0:
                waiting[sign] -= 1
                kept.append(record)
                last = max(n for n, issue in enumerate(sent.issues) if _sign(issue) == sign)
                del sent.issues[last]
                self._returned += 1
            else:
                archive.add(record, sent.department, f"Pengembalian selesai: formulir baru {sent.files}")
        return kept

    def _archive_vanished(
        self, old: Iterable[tuple[Record, str]], still_there: list[Record], archive: Archive
    ) -> None:
        there = {key(self._departments.of(record[SOURCE]), record[ISSUE]) for record in still_there}
        for record, owner in old:
            issue = key(owner, record[ISSUE])
            if owner in self._sent and issue not in there:
                archive.add(record, owner, f"Tidak ada lagi di formulir {self._sent[owner].files}")
                there.add(issue)

    def _receipts(self) -> ListTable:
        return ListTable(self._book, "tbl_penerimaan", RECEIPT_COLUMNS)

    def _receipt_records(self) -> list[Record]:
        old = self._receipts().records()
        known = {(plain(record["Departemen"]), record["Berkas"]): record["Diterima"] for record in old}
        others = [
            record
            for record in old
            if record["Departemen"] and self._departments.name(record["Departemen"]) not in self._sent
        ]
        own = [
            {
                "Departemen": sent.department,
                "Berkas": form.path.name,
                "Diterima": self._received(form, known.get((plain(sent.department), form.path.name))),
                "Jumlah isu": len(form.issues),
                "Keterangan": _note(form),
            }
            for sent in self._sent.values()
            for form in sent.forms
        ]
        return [*others, *own, *self._unread]

    def _received(self, form: Form, typed: object) -> datetime | None:
        """Return when a form came in: the date in the sheet, unless the department sent it again since."""
        today = setting(self._book, "Tanggal_acuan")
        sent = form.sent or (today if isinstance(today, datetime) else None)
        if isinstance(typed, datetime) and (sent is None or form.sent is None or typed >= sent):
            return typed
        return sent


def _sign(record: Record) -> tuple[str, ...]:
    return tuple(plain(record[column]) for column in ISSUE_COLUMNS)


def _note(form: Form) -> str:
    if not form.problems:
        return "Lengkap"
    told = "; ".join(f"{problem.cell} {problem.found}".strip() for problem in form.problems)
    return f"{len(form.problems)} hal perlu diperiksa: {told}"[:_NOTE]
