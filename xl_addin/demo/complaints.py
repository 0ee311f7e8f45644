"""Complaints in the demonstration: one comes in, is forwarded, answered on its form, replied to, closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import data, formats
from xl_addin.actions.complaint_book import Complaint, ComplaintBook
from xl_addin.actions.complaint_form import FOLDER
from xl_addin.actions.complaint_overdue import overdue
from xl_addin.datafile import read_data
from xl_addin.demo.story import Step, Story
from xl_addin.headless import open_book

if TYPE_CHECKING:
    import xlwings as xw

NUMBER: Final = "K-2027-0041"
_ANSWERED: Final = date(2027, 12, 16)
_DONE: Final = date(2027, 12, 22)
_FORM: Final[dict[str, Any]] = {
    "Form_diterima_bagian": date(2027, 12, 10),
    "Form_jawaban": "Dempul pada sambungan kaki kurang kering. Enam kursi ditukar.",
    "Form_sebab": "Cacat finishing",
    "Form_dijawab": _ANSWERED,
    "Form_tindakan": "Menukar enam kursi di tempat pelanggan",
    "Form_PIC": "Hadi Susanto",
    "Form_batas_tindakan": _DONE,
}
"""What quality control types into the form."""


@dataclass(frozen=True)
class Ending:
    """The end of the story, read from the workbook's cells.

    Args:
        recorded: How many requests and complaints the register holds.
        late: What is late or due: number, step, working days late, whom to chase.
        status: How the story's complaint ended.
        in_time: The share of those closed that were in time.
    """

    recorded: int
    late: list[tuple[str, str, int, str]]
    status: str
    in_time: float


class ComplaintsStory(Story):
    """Plays one complaint into a folder; iterate over :meth:`steps`, then ask for :meth:`ending`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pelanggan"
        self.workbook = self.folder / "complaints.xlsx"
        self.form = self.folder / FOLDER / f"Form {NUMBER}.xlsx"

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._start()
        yield self._act(
            "new_complaint",
            customer="Toko Mebel Jaya Makmur, Medan",
            text="Lapisan enam kursi makan retak pada sambungan kaki.",
            channel="E-mail",
            kind="Keluhan produk",
            product="Kursi makan KM-08, SJ-271201",
            contact="Hendra Lubis, 0811-6000-7312",
        )
        yield self._act("forward_complaint", no=NUMBER)
        yield self._answer()
        yield self._act("record_answer", file=self.form)
        yield self._act("reply_customer", no=NUMBER)
        yield self._close()
        yield self._act("complaint_report")

    def ending(self) -> Ending:
        """Read ``Register`` and ``Rekap``."""
        with open_book(self.workbook) as book:
            found = ComplaintBook(book)
            one: Complaint = found.find(NUMBER)
            total = book.sheets["Rekap"].range("E7").value
            late = [(each.one.no, each.one.standing.stage, each.late, each.person) for each in overdue(found)]
            return Ending(len(found.complaints), late, found.clock.status(one.standing), total)

    def _start(self) -> Step:
        self.folder.mkdir(parents=True, exist_ok=True)
        values: dict[str, Any] = read_data(data.folder("examples") / "complaints" / "complaints.yaml")
        formats.build("complaints", values).save(self.workbook)
        told = f"marketing has a register of {len(values['complaints'])} requests and complaints"
        return Step(told, (self.workbook,))

    def _answer(self) -> Step:
        with open_book(self.form) as form:
            for name, value in _FORM.items():
                form.names[name].refers_to_range.value = _as_cell(value)
            form.save()
        with self._open() as book:
            self._turn_to(book, _ANSWERED)
        return Step("quality control answers in the form's yellow cells and sends it back", (self.form,))

    def _close(self) -> Step:
        with self._open() as book:
            self._turn_to(book, _DONE)
        return self._act("follow_up", no=NUMBER, progress="Enam kursi sudah ditukar")

    @staticmethod
    def _turn_to(book: xw.Book, day: date) -> None:
        book.names["Tanggal_acuan"].refers_to_range.value = _as_cell(day)


def _as_cell(value: Any) -> Any:
    return datetime.combine(value, time()) if isinstance(value, date) else value
