"""Record what the department answered, from its form or as told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin.actions.cell_values import key, shown
from xl_addin.actions.complaint_book import Complaint, ComplaintBook, day_option, given_text
from xl_addin.actions.complaint_form import read_form
from xl_addin.actions.registry import Option, Result, action
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw


@action(
    label="Catat jawaban",
    workbook="complaints",
    step=3,
    help="Mencatat jawaban bagian, sebabnya, dan tindakan yang dijanjikan, dari formulir atau diketik.",
    options=(
        Option("file", "Berkas Form Keluhan yang sudah diisi bagian (.xlsx)", Path),
        Option("no", "Nomor keluhan; bila kosong: nomor pada formulir"),
        Option("answer", "Jawaban bagian; bila kosong: seperti pada formulir"),
        Option("cause", "Sebab, dari daftar di Pengaturan"),
        Option("date", "Tanggal dijawab; bila kosong: tanggal pada formulir, atau Tanggal acuan"),
        Option("received", "Tanggal bagian menerima formulir"),
        Option("action", "Tindakan yang dijanjikan"),
        Option("pic", "Penanggung jawab tindakan"),
        Option("due", "Batas tindakan"),
    ),
)
def record_answer(
    book: xw.Book,
    file: Path | None = None,
    no: str | None = None,
    answer: str | None = None,
    cause: str | None = None,
    date: str | None = None,
    received: str | None = None,
    action: str | None = None,
    pic: str | None = None,
    due: str | None = None,
) -> Result:
    """Fill in ``Jawaban``, ``Sebab``, ``Dijawab`` and what the department promised; blank cells only.

    What is given goes before what the form has. A second time changes nothing; another answer is refused, and
    the first one stays.

    Args:
        book: The complaints workbook.
        file: The form as it came back; its yellow cells are read.
        no: The complaint; by default the form's.
        answer: What the department says.
        cause: One of the list.
        date: When it answered; by default the form's day, else the reference date.
        received: When it received the form.
        action: What it promised to do.
        pic: Who does it.
        due: By when.

    Raises:
        LembarError: no complaint is named, or it is not there or not forwarded; no answer; a cause that is on
            no list; a day out of order; a cell that holds something else.

    Source: customer handling, items 4.5 and 6.2.7.
    """
    found = ComplaintBook(book)
    form = None if file is None else read_form(file)
    if form is not None and no is not None and key(no) != key(form.no):
        raise LembarError("complaint_form", file=file, found=f"nomor {form.no}", expected=f"nomor {no}")
    number = no or (form.no if form else None)
    if number is None:
        raise LembarError("missing_option", found="record_answer", expected="no, file")
    one = found.find(number)
    found.need(one, "Diteruskan", "Bagian")
    values: dict[str, Any] = dict(form.values) if form else {}
    typed = {"Jawaban": answer, "Sebab": cause, "Tindakan": action, "PIC": pic}
    values |= {heading: text for heading, text in typed.items() if text is not None}
    for heading in ("Jawaban", "Tindakan", "PIC"):
        values[heading] = given_text(heading, values.get(heading))
    values["Sebab"] = found.choice("Sebab", values.get("Sebab"))
    usual = values.get("Dijawab") or (None if one.row["Dijawab"] else found.today)
    values["Dijawab"] = usual if date is None else day_option("date", date, found.today)
    for name, heading, text in (("received", "Diterima bagian", received), ("due", "Batas tindakan", due)):
        if text is not None:
            values[heading] = day_option(name, text, found.today)
    if values["Jawaban"] is None and one.row["Jawaban"] is None:
        found.need(one, "Jawaban")
    changes = found.changes(one, values)
    found.need(found.changed(one, changes), "Dijawab")
    return _result(found, one, changes)


def _result(found: ComplaintBook, one: Complaint, changes: dict[str, Any]) -> Result:
    if not found.write(one, changes):
        return Result(message=f"Jawaban {one.no} sudah tercatat; tidak ada yang berubah.")
    late = one.standing.late[1]
    in_time = f"terlambat {late} hari kerja" if late else "tepat waktu"
    message = (
        f"Jawaban {one.no} dari {one.row['Bagian']} dicatat, dijawab {shown(one.row['Dijawab'])}, {in_time}."
    )
    missing = [
        (one.no, heading)
        for heading in ("PIC", "Batas tindakan")
        if one.row["Tindakan"] is not None and one.row[heading] is None
    ]
    step = ""
    if one.row["Dibalas"] is None:
        step = f"Balas pelanggan paling lambat {shown(one.standing.reply_due)}: tekan Balas pelanggan."
    return Result(
        message=message,
        changed=True,
        problems=bool(missing),
        headings=("No", "Yang belum diisi bagian"),
        rows=missing,
        next_step=step,
    )
