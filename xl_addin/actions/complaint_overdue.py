"""What is late or due today, step by step, with who is to be chased."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files
from xl_addin.actions.cell_values import plain, shown, text_of
from xl_addin.actions.complaint_book import MARKETING, ComplaintBook, given_text
from xl_addin.actions.complaint_clock import ANSWER, ASK, FOLLOW_UP, FORWARD, REPLY, STAGES, as_day
from xl_addin.actions.delimited import safe
from xl_addin.actions.registry import Option, Result, action
from xl_addin.errors import LembarError
from xl_addin.progress import track

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.actions.complaint_book import Complaint

HEADINGS: Final = (
    *("No", "Tahap", "Jatuh tempo", "Terlambat (hari kerja)", "Bagian", "Yang harus mengerjakan"),
    *("Pelanggan", "Kelas", "Diterima"),
)
_TASKS: Final = {
    ASK: "menanyakan kekurangannya ke pelanggan",
    FORWARD: "meneruskan ke bagian",
    ANSWER: "menjawab dan mengembalikan formulir",
    REPLY: "membalas pelanggan",
    FOLLOW_UP: "menyelesaikan tindakan",
}
_SHOWN: Final = 200
"""Rows that are told; the file has all."""


@dataclass(frozen=True)
class Overdue:
    """A complaint whose next step is late or due today.

    Args:
        one: The complaint.
        due: By when the step was to be done.
        late: Working days since, 0 on the day itself.
        department: Whose step it is.
        person: Whom to chase, "" where nobody is named.
    """

    one: Complaint
    due: date
    late: int
    department: str
    person: str

    def cells(self) -> tuple[str | float, ...]:
        """Return it as a row under :data:`HEADINGS`."""
        row = self.one.row
        received = as_day(row["Diterima"])
        return (
            self.one.no,
            self.one.standing.stage,
            shown(self.due),
            float(self.late),
            self.department,
            self.person,
            text_of(row["Pelanggan"]),
            text_of(row["Kelas"]),
            "" if received is None else shown(received),
        )


@action(
    label="Daftar terlambat",
    workbook="complaints",
    step=6,
    help="Mendaftar yang terlambat dan jatuh tempo hari ini: langkah, bagian, dan siapa yang harus ditegur.",
    options=(
        Option("out", "Berkas CSV untuk daftar lengkapnya", Path, written=True),
        Option("letters", "Folder surat pengingat, satu surat tiap bagian", Path, written=True),
        Option("sender", "Penanda tangan; bila kosong: penanggung jawab Marketing Communication"),
    ),
)
def overdue_list(
    book: xw.Book, out: Path | None = None, letters: Path | None = None, sender: str | None = None
) -> Result:
    """List every complaint whose next step is late or due on the reference date, the latest first.

    The register is read as it is typed, so that the list is right before the workbook is calculated anew.

    Args:
        book: The complaints workbook; it stays as it is.
        out: A file for the whole list, ``;`` between the fields, as Excel in Indonesia opens it.
        letters: A folder for reminders, one letter for each department.
        sender: Who signs the reminders.

    Raises:
        LembarError: a setting is not filled, or a file cannot be written.

    Source: customer handling, items 4.3, 4.5, 4.6 and 5.5.1.
    """
    found = ComplaintBook(book)
    late = overdue(found)
    written = []
    if out is not None:
        if out.suffix.casefold() != ".csv":
            raise LembarError("bad_option", found=f"out={out.name}", expected="berkas .csv")
        if _write(out, _as_csv(late)):
            written.append(out)
    if letters is not None:
        written += _remind(found, late, letters, sender)
    due_today = sum(one.late == 0 for one in late)
    message = (
        f"Per {shown(found.today)}: {len(late) - due_today} terlambat, {due_today} jatuh tempo hari ini."
    )
    if len(late) > _SHOWN and out is None:
        message += f" Ditampilkan {_SHOWN} yang pertama; isi out untuk daftar lengkapnya."
    return Result(
        message=message,
        problems=bool(late),
        headings=HEADINGS,
        rows=[one.cells() for one in late[:_SHOWN]],
        files=written,
        next_step="Hubungi yang harus mengerjakan, yang paling lambat lebih dahulu." if late else "",
    )


def overdue(found: ComplaintBook) -> list[Overdue]:
    """Return what is late or due today: the latest first, then by step and number."""
    late = []
    for one in found.complaints:
        due = one.standing.due
        if due is not None and due <= found.today:
            department, person = _responsible(found, one)
            late.append(Overdue(one, due, found.clock.late(due, found.today) or 0, department, person))
    return sorted(
        late, key=lambda one: (-one.late, one.due, STAGES.index(one.one.standing.stage), one.one.no)
    )


def _responsible(found: ComplaintBook, one: Complaint) -> tuple[str, str]:
    """Return whose step is next, a department and a person."""
    stage = one.standing.stage
    if stage == FOLLOW_UP:
        return text_of(one.row["Bagian"]), text_of(one.row["PIC"])
    if stage == ANSWER:
        department = text_of(one.row["Bagian"])
    else:
        department = MARKETING if stage == REPLY else found.receiver(one.row)
    return department, found.head(department)


def _write(path: Path, content: bytes) -> bool:
    if path.exists() and files.read_bytes(path) == content:
        return False
    files.write_bytes(path, content)
    return True


def _as_csv(late: Sequence[Overdue]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in late:
        writer.writerow([safe(cell) if isinstance(cell, str) else int(cell) for cell in one.cells()])
    return out.getvalue().encode("utf-8-sig")


def _remind(found: ComplaintBook, late: Sequence[Overdue], folder: Path, sender: str | None) -> list[Path]:
    """Write a reminder for each department; return those that are new."""
    from xl_addin.letters import write_letter  # noqa: PLC0415 - Word documents are heavy

    departments: dict[str, list[Overdue]] = {}
    for one in late:
        departments.setdefault(plain(one.department), []).append(one)
    signer = given_text("sender", sender) or found.head(MARKETING) or MARKETING
    written = []
    for group in track(list(departments.values()), "Surat pengingat"):
        name = group[0].department or "Bagian belum diisi"
        path = folder / f"{files.safe_name(f'Pengingat {found.today:%Y-%m-%d} - {name}')}.docx"
        values = {
            **found.document(),
            "date": found.today,
            "department": name,
            "recipient": found.head(name),
            "lines": [_line(one) for one in group],
            "sender": signer,
            "role": MARKETING,
        }
        if write_letter("complaint_reminder", path, values):
            written.append(path)
    return written


def _line(one: Overdue) -> dict[str, Any]:
    return {
        "no": one.one.no,
        "customer": text_of(one.one.row["Pelanggan"]),
        "task": _TASKS[one.one.standing.stage],
        "due": shown(one.due),
        "late": f"{one.late} hari kerja" if one.late else "hari ini",
        "person": one.person,
    }
