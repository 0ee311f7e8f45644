"""Reply to the customer: a letter with the department's answer and what was promised."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files
from xl_addin.actions.cell_values import shown, text_of
from xl_addin.actions.complaint_book import MARKETING, Complaint, ComplaintBook, day_option, given_text
from xl_addin.actions.complaint_clock import as_day
from xl_addin.actions.complaint_form import write_new
from xl_addin.actions.registry import Option, Result, action

if TYPE_CHECKING:
    import xlwings as xw

FOLDER: Final = "Surat"
_WRITTEN: Final = {
    "surat": "surat Bapak/Ibu",
    "e-mail": "e-mail Bapak/Ibu",
    "telepon": "pembicaraan telepon dengan Bapak/Ibu",
}


@action(
    label="Balas pelanggan",
    workbook="complaints",
    step=4,
    help="Menulis surat balasan untuk pelanggan (.docx) dan mencatat tanggal balasnya.",
    options=(
        Option("no", "Nomor keluhan", required=True),
        Option("date", "Tanggal dibalas; bila kosong: Tanggal acuan"),
        Option("via", "Cara balas: Surat, E-mail, atau Telepon; bila kosong: seperti saluran masuknya"),
        Option("action", "Tindakan yang dijanjikan kepada pelanggan"),
        Option("pic", "Penanggung jawab tindakan"),
        Option("due", "Batas tindakan"),
        Option("sender", "Penanda tangan; bila kosong: penanggung jawab Marketing Communication"),
        Option("out", "Folder surat; bila kosong: folder Surat di samping buku kerja", Path),
    ),
)
def reply_customer(
    book: xw.Book,
    no: str,
    date: str | None = None,
    via: str | None = None,
    action: str | None = None,
    pic: str | None = None,
    due: str | None = None,
    sender: str | None = None,
    out: Path | None = None,
) -> Result:
    """Write the letter to the customer and date ``Dibalas``.

    Pressed again, nothing changes: a letter that is there stays, as somebody may have changed it; one that is
    gone is written again.

    Args:
        book: The complaints workbook.
        no: The complaint.
        date: When the customer is told; by default the reference date.
        via: How; by default as the complaint came.
        action: What is promised, where the department has not said it already.
        pic: Who does it.
        due: By when.
        sender: Who signs.
        out: Folder for the letter.

    Raises:
        LembarError: the complaint is not there or not answered yet; a promise without who or when; a day out
            of order; a cell that holds something else; the letter cannot be written.

    Source: customer handling, items 4.6, 4.7 and 6.2.8.
    """
    from xl_addin.letters import fill_letter  # noqa: PLC0415 - Word documents are heavy

    found = ComplaintBook(book)
    one = found.find(no)
    found.need(one, "Pelanggan", "Uraian", "Jawaban", "Dijawab")
    changes = found.changes(one, _values(found, one, date, via, action, pic, due))
    told = found.changed(one, changes)
    found.need(told, "Dibalas")
    if told.row["Tindakan"] is not None:
        found.need(told, "PIC", "Batas tindakan")
    signer = given_text("sender", sender) or found.head(MARKETING) or MARKETING
    name = files.safe_name(f"Balasan {one.no} - {text_of(one.row['Pelanggan'])}")
    path = found.folder(out, FOLDER) / f"{name}.docx"
    written = write_new(path, lambda: fill_letter("complaint_reply", _letter(found, told, signer)))
    return _result(found, one, changes, path, written)


def _values(
    found: ComplaintBook,
    one: Complaint,
    day: str | None,
    via: str | None,
    promised: str | None,
    pic: str | None,
    due: str | None,
) -> dict[str, Any]:
    """Return what is to be filled in; usual values only where nothing is typed yet."""
    row = one.row
    usual = None if row["Dibalas"] else found.today
    way = via or (None if row["Cara balas"] else text_of(row["Saluran"]))
    return {
        "Dibalas": usual if day is None else day_option("date", day, found.today),
        "Cara balas": found.choice("Cara balas", way),
        "Tindakan": given_text("action", promised),
        "PIC": given_text("pic", pic),
        "Batas tindakan": None if due is None else day_option("due", due, found.today),
    }


def _letter(found: ComplaintBook, one: Complaint, sender: str) -> dict[str, Any]:
    """Return what the letter's template puts in."""
    values = one.values()
    by = _WRITTEN.get(text_of(one.row["Saluran"]).casefold(), "hal yang Bapak/Ibu sampaikan")
    return {
        **found.document(),
        "one": {key: "" if value is None else value for key, value in values.items()},
        "written": by,
        "is_request": text_of(one.row["Kelas"]).casefold().startswith(("informasi", "penawaran")),
        "sender": sender,
        "role": MARKETING,
    }


def _result(
    found: ComplaintBook, one: Complaint, changes: dict[str, Any], path: Path, written: bool
) -> Result:
    changed = found.write(one, changes)
    late = one.standing.late[2]
    in_time = f"terlambat {late} hari kerja" if late else "tepat waktu"
    letter = f"Surat {path.name} ditulis." if written else f"Surat {path.name} sudah ada, tidak ditimpa."
    if changed:
        message = f"{one.no} dibalas {shown(as_day(one.row['Dibalas']))}, {in_time}. {letter}"
    else:
        message = f"{one.no} sudah dibalas; tidak ada yang berubah. {letter}"
    due: date | None = as_day(one.row["Batas tindakan"])
    open_action = one.row["Tindakan"] is not None and as_day(one.row["Tindakan selesai"]) is None
    step = "Tandatangani dan kirim surat." if written else ""
    if open_action:
        step += f" Tindakan dijanjikan selesai {shown(due)} oleh {one.row['PIC']}."
    return Result(message=message, changed=changed, files=[path] if written else [], next_step=step.strip())
