"""Follow the promised actions up until each is closed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.cell_values import dated, key, plain, shown, text_of
from xl_addin.actions.complaint_book import SHEET, Complaint, ComplaintBook, day_option, given_text
from xl_addin.actions.complaint_clock import as_day
from xl_addin.actions.registry import Cell, Option, Result, action
from xl_addin.actions.tables import ListTable
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

COLUMNS: Final = ("Tanggal", "No", "Perkembangan", "Oleh", "Batas lama", "Batas baru")
_HEADINGS: Final = ("No", "Pelanggan", "Tindakan", "PIC", "Batas tindakan", "Keadaan")
_DONE: Final = "Tindakan selesai"
_POSTPONED: Final = "Batas digeser"


@action(
    label="Tindak lanjut",
    workbook="complaints",
    step=5,
    help="Mendaftar tindakan yang dijanjikan dan belum selesai, atau mencatat perkembangan satu tindakan.",
    options=(
        Option("no", "Nomor keluhan; bila kosong: daftar semua yang masih terbuka"),
        Option("date", "Tanggal selesai atau tanggal perkembangan; bila kosong: Tanggal acuan"),
        Option("progress", "Perkembangan; bila kosong: Tindakan selesai"),
        Option("by", "Siapa yang melaporkan; bila kosong: PIC"),
        Option("due", "Batas baru, bila digeser; tindakan tetap terbuka"),
        Option("closed", "Ya atau Tidak: selesai; bila kosong: Ya, kecuali batas digeser"),
    ),
)
def follow_up(
    book: xw.Book,
    no: str | None = None,
    date: str | None = None,
    progress: str | None = None,
    by: str | None = None,
    due: str | None = None,
    closed: str | None = None,
) -> Result:
    """List what is open, the latest first; or close one, or note how it comes along.

    What is noted goes to ``Tindak Lanjut``; a due date that is moved stays there as ``Batas lama``.

    Args:
        book: The complaints workbook.
        no: The complaint; by default all are listed and nothing changes.
        date: When it was done, or of the progress; by default the reference date.
        progress: What became of it.
        by: Who says so; by default who is to do it.
        due: The day to which it is moved; it stays open.
        closed: ``Ya`` or ``Tidak``; by default it is closed unless it is moved.

    Raises:
        LembarError: the complaint is not there, nothing was promised, it is closed already, or a day is out
            of order.

    Source: customer handling, items 5.5.1 and 6.2.9.
    """
    found = ComplaintBook(book)
    if no is None:
        return _listing(found)
    one = found.find(no)
    found.need(one, "Tindakan")
    day = day_option("date", date, found.today)
    new_due = None if due is None else day_option("due", due, found.today)
    if _closes(closed, new_due):
        return _close(found, one, None if date is None else day, progress, by)
    return _note(found, one, day, given_text("progress", progress), by, new_due)


def open_actions(found: ComplaintBook) -> list[Complaint]:
    """Return what was promised and is not done, the earliest due first, without a due date last."""
    open_ones = [
        one
        for one in found.complaints
        if one.row["Tindakan"] is not None and as_day(one.row["Tindakan selesai"]) is None
    ]
    return sorted(open_ones, key=lambda one: (as_day(one.row["Batas tindakan"]) or _NEVER, one.no))


_NEVER: Final = date.max


def _closes(closed: str | None, new_due: date | None) -> bool:
    if closed is None:
        return new_due is None
    if plain(closed) in ("ya", "y") and new_due is None:
        return True
    if plain(closed) in ("tidak", "t"):
        return False
    raise LembarError("bad_option", found=f"closed={closed}", expected="Ya | Tidak (Tidak bila due diisi)")


def _listing(found: ComplaintBook) -> Result:
    rows: list[tuple[Cell, ...]] = []
    late = 0
    for one in open_actions(found):
        due = as_day(one.row["Batas tindakan"])
        days = found.clock.late(due, found.today)
        late += bool(days)
        state = (
            "belum ada batas" if due is None else f"terlambat {days} hari kerja" if days else "dalam batas"
        )
        if due == found.today:
            state = "jatuh tempo hari ini"
        texts = (text_of(one.row[heading]) for heading in ("Pelanggan", "Tindakan", "PIC"))
        rows.append((one.no, *texts, "" if due is None else shown(due), state))
    message = f"{len(rows)} tindakan masih terbuka per {shown(found.today)}, {late} terlambat."
    step = "Tutup yang sudah selesai: isi no dan date." if rows else ""
    return Result(message=message, problems=late > 0, headings=_HEADINGS, rows=rows, next_step=step)


def _close(
    found: ComplaintBook, one: Complaint, day: date | None, progress: str | None, by: str | None
) -> Result:
    """Date ``Tindakan selesai`` and note it."""
    found.need(one, "Batas tindakan")
    done = day or (None if one.row["Tindakan selesai"] else found.today)
    changes = found.changes(one, {"Tindakan selesai": done})
    found.need(found.changed(one, changes), "Tindakan selesai")
    if not changes:
        return Result(message=f"Tindakan {one.no} sudah ditutup; tidak ada yang berubah.")
    found.write(one, changes)
    _add(found, one, done or found.today, given_text("progress", progress) or _DONE, by)
    late = one.standing.late[3]
    in_time = f"terlambat {late} hari kerja" if late else "tepat waktu"
    message = f"Tindakan {one.no} ditutup {shown(done)}, {in_time}. Tahap sekarang: {one.standing.stage}."
    return Result(message=message, changed=True)


def _note(
    found: ComplaintBook, one: Complaint, day: date, progress: str | None, by: str | None, due: date | None
) -> Result:
    """Note the progress, and the new due date."""
    if one.row["Tindakan selesai"] is not None:
        cell = found.address(one.place, "Tindakan selesai")
        told = shown(one.row["Tindakan selesai"])
        raise LembarError("complaint_filled", sheet=SHEET, cell=cell, found=told, expected="kosong")
    if progress is None and due is None:
        raise LembarError("missing_option", found="follow_up", expected="progress")
    if day > found.today:
        raise LembarError("complaint_future", found=shown(day), expected=shown(found.today))
    if due is not None and one.row["Batas tindakan"] is not None:
        found.need(one, "Batas tindakan")
    old = as_day(one.row["Batas tindakan"])
    moved = due if due != old else None
    if moved is not None:
        open_one = Complaint(one.place, {**one.row, "Batas tindakan": None}, one.standing)
        found.changes(open_one, {"Batas tindakan": moved})
    added = _add(found, one, day, progress or _POSTPONED, by, old if moved else None, moved)
    if moved is not None:
        found.write(one, {"Batas tindakan": moved})
    if not added and moved is None:
        return Result(message=f"Perkembangan {one.no} sudah tercatat; tidak ada yang berubah.")
    told = f" Batas digeser dari {shown(old)} ke {shown(moved)}." if moved else ""
    return Result(message=f"Perkembangan {one.no} dicatat.{told}", changed=True)


def _add(
    found: ComplaintBook,
    one: Complaint,
    day: date,
    progress: str,
    by: str | None,
    old: date | None = None,
    new: date | None = None,
) -> bool:
    """Add a line to ``Tindak Lanjut``, unless the same is there; say whether it was."""
    table = ListTable(found.book, "tbl_tindak_lanjut", COLUMNS)
    record: dict[str, Any] = {
        "Tanggal": dated(day),
        "No": one.no,
        "Perkembangan": progress,
        "Oleh": given_text("by", by) or one.row["PIC"],
        "Batas lama": dated(old),
        "Batas baru": dated(new),
    }
    if new is None and any(_is_same(row, record) for row in table.records()):
        return False
    table.append(record)
    return True


def _is_same(row: dict[str, Any], record: dict[str, Any]) -> bool:
    texts = all(key(row[name]) == key(record[name]) for name in ("No", "Perkembangan", "Oleh"))
    return texts and as_day(row["Tanggal"]) == as_day(record["Tanggal"])
