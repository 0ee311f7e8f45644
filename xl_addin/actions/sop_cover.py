"""What an open workbook ``sop`` tells of its procedure beside the steps: who wrote and who signed it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.errors import LembarError
from xl_addin.sop.document import Cover, Signature
from xl_addin.sop.words import words

if TYPE_CHECKING:
    import xlwings as xw

SIGNATURE_COLUMNS: Final = ("Peran", "Nama", "Jabatan", "Tanggal", "Status")
TEAM_COLUMNS: Final = ("Peran", "Nama", "Jabatan")
REVISION_COLUMNS: Final = ("Revisi", "Tanggal", "Perubahan", "Oleh")


def read_cover(book: xw.Book) -> Cover:
    """Return the identity of the procedure that a workbook holds.

    Raises:
        LembarError: a workbook without these tables or names, or a date among them that is none.
    """
    promise = setting(book, "Janji_waktu")
    return Cover(
        company=words(setting(book, "Nama_perusahaan")),
        revision=words(setting(book, "Revisi")),
        effective=_date(book, "Tanggal_berlaku"),
        unit=words(setting(book, "Unit_kerja")),
        created=_date(book, "Tanggal_dibuat"),
        review=_date(book, "Tanggal_tinjau"),
        promise=float(promise) if isinstance(promise, int | float) else None,
        team=tuple(
            (words(row["Peran"]), words(row["Nama"]), words(row["Jabatan"]))
            for row in _rows(book, "tbl_tim", TEAM_COLUMNS)
            if row["Nama"] or row["Jabatan"]
        ),
        revisions=tuple(
            (words(row["Revisi"]), _day(row["Tanggal"]), words(row["Perubahan"]), words(row["Oleh"]))
            for row in _rows(book, "tbl_revisi", REVISION_COLUMNS)
        ),
        signatures=tuple(_signature(row) for row in _rows(book, "tbl_pengesahan", SIGNATURE_COLUMNS)),
    )


def _rows(book: xw.Book, table: str, columns: tuple[str, ...]) -> list[Record]:
    return ListTable(book, table, columns).records()


def _signature(row: Record) -> Signature:
    role, name, position, status = (words(row[heading]) for heading in ("Peran", "Nama", "Jabatan", "Status"))
    return Signature(role, name, position, _day(row["Tanggal"]), status)


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else None


def _date(book: xw.Book, name: str) -> date | None:
    """Return the date of a defined name; None when its cell is blank.

    Raises:
        LembarError: it holds something else.
    """
    value = setting(book, name)
    if value in (None, "") or isinstance(value, datetime):
        return _day(value)
    cell = book.names[name].refers_to_range
    raise LembarError(
        "sop_setting",
        sheet=cell.sheet.name,
        cell=cell.get_address(False, False),
        found=value,
        expected="tanggal, misalnya 15/01/2027",
    )
