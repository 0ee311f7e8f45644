"""The printable complaint form of a register row: written for the department, read when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from xl_addin import data, files
from xl_addin.actions.cell_values import plain, shown
from xl_addin.actions.complaint_book import MARKETING, Complaint, ComplaintBook, given_text
from xl_addin.actions.tables import choices, setting
from xl_addin.errors import LembarError
from xl_addin.ooxml.dates import as_datetime
from xl_addin.ooxml.references import parse_area
from xl_addin.ooxml.workbook import Workbook

FOLDER: Final = "Form Keluhan"
_TEXTS: Final = {
    "Jawaban": "Form_jawaban",
    "Sebab": "Form_sebab",
    "Tindakan": "Form_tindakan",
    "PIC": "Form_PIC",
}
_DAYS: Final = {
    "Diterima bagian": "Form_diterima_bagian",
    "Dijawab": "Form_dijawab",
    "Batas tindakan": "Form_batas_tindakan",
}
_NUMBER: Final = "Form_nomor"


@dataclass(frozen=True)
class Returned:
    """A form that came back: the complaint's number, and what is typed in its yellow cells by heading."""

    no: str
    values: dict[str, Any]


def form_path(found: ComplaintBook, one: Complaint, out: Path | None) -> Path:
    """Return where the form of a complaint is written: in a folder, by default ``Form Keluhan``."""
    return found.folder(out, FOLDER) / f"{files.safe_name(f'Form {one.no}')}.xlsx"


def write_form(found: ComplaintBook, one: Complaint, path: Path) -> bool:
    """Write the form, unless there is one already: somebody may have answered in it. Say whether it was.

    Raises:
        LembarError: the file cannot be written.
    """
    return write_new(path, lambda: _form(found, one))


def write_new(path: Path, content: Callable[[], bytes]) -> bool:
    """Write a file, unless there is one, which people may have changed; say whether it was written."""
    if path.exists():
        return False
    files.write_bytes(path, content())
    return True


def read_form(path: Path) -> Returned:
    """Read a form that came back; nothing in it runs.

    Raises:
        LembarError: it is none, or a date in it is text.
    """
    book = Workbook.open(path)
    number = _cell(book, path, _NUMBER)[0]
    if not isinstance(number, str | float) or not str(number).strip():
        raise LembarError("complaint_form", file=path, found=f"{_NUMBER} kosong", expected="nomor keluhan")
    values: dict[str, Any] = {
        heading: given_text(heading, _as_text(_cell(book, path, name)[0])) for heading, name in _TEXTS.items()
    }
    for heading, name in _DAYS.items():
        value, sheet, cell = _cell(book, path, name)
        if value is not None and not isinstance(value, datetime):
            raise LembarError("complaint_no_date", file=path, sheet=sheet, cell=cell, found=shown(value))
        values[heading] = None if value is None else _of_century(value, path, sheet, cell)
    return Returned(_as_text(number) or "", values)


def _of_century(value: datetime, path: Path, sheet: str, cell: str) -> date:
    if not 2000 <= value.year < 2100:
        raise LembarError("complaint_no_date", file=path, sheet=sheet, cell=cell, found=shown(value))
    return value.date()


def _as_text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else shown(value)


def _cell(book: Workbook, path: Path, name: str) -> tuple[object, str, str]:
    """Return what the cell of a defined name shows, a date as a date, and where it is."""
    defined = next((one for one in book.defined_names if one.name == name and "!" in one.formula), None)
    if defined is None:
        raise LembarError(
            "complaint_form", file=path, found=f"nama {name} tidak ada", expected="Form Keluhan"
        )
    title, _, place = defined.formula.rpartition("!")
    try:
        area = parse_area(place)
        sheet = book.sheet(title.strip("'").replace("''", "'"))
    except (ValueError, LembarError) as error:
        told = f"nama {name} menunjuk {defined.formula}"
        raise LembarError("complaint_form", file=path, found=told, expected="Form Keluhan") from error
    cell = sheet.cell(area.top, area.left)
    value: object = None if cell is None else sheet.value_of(cell)
    if cell is not None and isinstance(value, float) and book.is_date(cell.style):
        value = as_datetime(value, book.date_1904)
    if isinstance(value, str) and not value.strip():
        value = None
    return value, sheet.name, place.replace("$", "")


def _form(found: ComplaintBook, one: Complaint) -> bytes:
    """Return the form of a complaint as it stands."""
    from xl_addin.render import render  # noqa: PLC0415 - the template engine is heavy

    department = one.row["Bagian"]
    receiver = found.receiver(one.row)
    names = found.classes.get(plain(one.row["Kelas"]), ("", ()))[1]
    values = {
        **found.document(),
        "year": setting(found.book, "Tahun_rencana") or "",
        "one": one.values(),
        "receiver": receiver,
        "copies": ", ".join(name for name in names if plain(name) != plain(department)),
        "clock": {"answer_due": one.standing.answer_due},
        "signers": {
            "receiver": found.head(receiver) or receiver,
            "department": found.head(department) or department or "",
            "marketing": found.head(MARKETING) or MARKETING,
        },
        "causes": choices(found.book, "Daftar_sebab"),
    }
    return render(data.folder("templates") / "complaint_form.xlsx", values).to_bytes()
