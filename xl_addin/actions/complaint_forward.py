"""Forward complaints to the department that answers, each with its form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin.actions.cell_values import plain, shown
from xl_addin.actions.complaint_book import SHEET, Complaint, ComplaintBook, day_option
from xl_addin.actions.complaint_clock import ASK, FORWARD, WAITING, as_day
from xl_addin.actions.complaint_form import form_path, write_form
from xl_addin.actions.registry import Option, Result, action
from xl_addin.errors import LembarError
from xl_addin.progress import track

if TYPE_CHECKING:
    import xlwings as xw

_HEADINGS: Final = ("No", "Bagian", "Diteruskan", "Jawab paling lambat", "Keterangan")
_ELSEWHERE: Final = "Diganti saat diteruskan"


@action(
    label="Teruskan keluhan",
    workbook="complaints",
    step=2,
    help="Meneruskan keluhan ke bagian yang menjawab, dan menulis Form Keluhan yang siap dicetak.",
    options=(
        Option("no", "Nomor keluhan; bila kosong: semua yang siap diteruskan"),
        Option("date", "Tanggal diteruskan; bila kosong: Tanggal acuan"),
        Option("department", "Bagian yang menjawab; bila kosong: seperti kolom Bagian"),
        Option("out", "Folder formulir; bila kosong: folder Form Keluhan di samping buku kerja", Path),
    ),
)
def forward_complaint(
    book: xw.Book,
    no: str | None = None,
    date: str | None = None,
    department: str | None = None,
    out: Path | None = None,
) -> Result:
    """Date ``Diteruskan`` and write the form of the row, one page to print or to answer in.

    What waits for the customer is not forwarded. A form that is there already stays as it is: the department
    may have answered in it. A complaint that is forwarded already changes nothing.

    Args:
        book: The complaints workbook.
        no: The complaint; by default all that are ready.
        date: When; by default the reference date.
        department: Who answers; by default the column ``Bagian``, else the first of the class. Another one
            than is typed there goes to ``Arsip``.
        out: Folder for the forms.

    Raises:
        LembarError: the complaint is not there, waits for the customer, is forwarded to somebody else, has a
            date out of order; or the form cannot be written. With several, each is told and the others go.

    Source: customer handling, items 4.3, 4.4, 6.2.5 and 6.2.6.
    """
    found = ComplaintBook(book)
    day = None if date is None else day_option("date", date, found.today)
    forwarding = _Forwarding(found, day, found.choice("Bagian", department), out)
    if no is not None:
        forwarding.forward(found.find(no))
        return forwarding.result()
    if department is not None:  # one department for all that wait is nobody's wish
        raise LembarError("missing_option", found="forward_complaint", expected="no")
    ready = [one for one in found.complaints if one.standing.stage == FORWARD]
    for one in track(ready, "Teruskan keluhan"):
        forwarding.attempt(one)
    return forwarding.result()


class _Forwarding:
    def __init__(
        self, found: ComplaintBook, day: date | None, department: str | None, out: Path | None
    ) -> None:
        self._found, self._day, self._department, self._out = found, day, department, out
        self._rows: list[tuple[str, ...]] = []
        self._files: list[Path] = []
        self._refused = 0
        self._changed = False

    def attempt(self, one: Complaint) -> None:
        """Forward one of several; what is refused is told."""
        try:
            self.forward(one)
        except LembarError as error:
            self._refused += 1
            self._rows.append((one.no, str(one.row["Bagian"] or ""), "", "", error.indonesian()))

    def forward(self, one: Complaint) -> None:
        """Forward one."""
        found = self._found
        if one.standing.stage in (ASK, WAITING):
            cell = found.address(one.place, "Dilengkapi")
            raise LembarError(
                "complaint_waits", sheet=SHEET, cell=cell, found=one.no, expected=one.standing.stage
            )
        found.need(one, "No", "Diterima", "Pelanggan", "Uraian", "Kelas")
        if one.standing.start is None:
            found.need(one, "Lengkap", "Dilengkapi")
        changes = self._changes(one)
        path = form_path(found, one, self._out)
        written = write_form(
            found, found.changed(one, changes), path
        )  # before the dates: what cannot be written is not forwarded
        if written:
            self._files.append(path)
        self._write(one, changes)
        note = path.name if written else f"{path.name} sudah ada, tidak ditimpa"
        due = one.standing.answer_due
        shown_days = shown(as_day(one.row["Diteruskan"])), shown(due)
        self._rows.append((one.no, str(one.row["Bagian"]), *shown_days, note))

    def _changes(self, one: Complaint) -> dict[str, object]:
        """Return the cells that become another."""
        found = self._found
        forwarded = one.row["Diteruskan"] is not None
        if forwarded:
            found.need(one, "Diteruskan")
        day = self._day or (None if forwarded else found.today)
        names = found.classes.get(plain(one.row["Kelas"]), ("", ()))[1]
        department = self._department or one.row["Bagian"] or (names[0] if names else None)
        moved = not forwarded and one.row["Bagian"] is not None and self._department is not None
        without = dict(one.row) | ({"Bagian": None} if moved else {})
        changes = found.changes(
            Complaint(one.place, without, one.standing),
            {"Bagian": found.choice("Bagian", department), "Diteruskan": day},
        )
        if changes.get("Bagian") == one.row["Bagian"]:
            changes.pop("Bagian", None)
        if "Bagian" not in changes:
            found.need(one, "Bagian")
        return changes

    def _write(self, one: Complaint, changes: dict[str, object]) -> None:
        if one.row["Bagian"] is not None and "Bagian" in changes:
            self._found.archive(one, "Bagian", _ELSEWHERE)
        if self._found.write(one, changes):
            self._changed = True

    def result(self) -> Result:
        """Tell what was done."""
        done = len(self._rows) - self._refused
        if not self._rows:
            message = "Tidak ada keluhan yang siap diteruskan."
        elif self._changed:
            message = f"{done} keluhan diteruskan, {len(self._files)} formulir ditulis."
        elif self._files:
            message = f"{len(self._files)} formulir ditulis lagi; tanggalnya tidak berubah."
        else:
            message = "Sudah diteruskan; tidak ada yang berubah." if done else "Belum ada yang diteruskan."
        if self._refused:
            message += f" {self._refused} ditolak."
        return Result(
            message=message,
            changed=self._changed,
            problems=bool(self._refused),
            headings=_HEADINGS,
            rows=self._rows,
            files=self._files,
            next_step="Kirim formulir ke bagian hari ini juga." if self._files else "",
        )
