"""A procedure of the demonstration: written with mistakes, mended, tried out, signed, issued, registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import formats
from xl_addin.actions.tables import ListTable, Record
from xl_addin.demo.story import Step, Story
from xl_addin.example_sop import MAIN, PROCEDURES, SopExample
from xl_addin.headless import open_book

if TYPE_CHECKING:
    import xlwings as xw

_FIELDS: Final = {"document": "Dokumen", "actor": "Pelaksana", "next": "Berikutnya"}
_TERM: Final = {"Istilah": "term", "Arti": "meaning"}
_SIGNATURE: Final = {"Peran": "role", "Nama": "name", "Jabatan": "position", "Tanggal": "date",
                     "Status": "status", "Catatan": "note"}  # fmt: skip
_BRIEFING: Final = {"Tanggal": "date", "Unit / pihak": "party", "Cara": "way", "Peserta": "participants",
                    "Bukti": "evidence", "Catatan": "note"}  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """The end of the story, read from the workbook's cells.

    Args:
        title: The procedure's title.
        state: ``Berlaku`` when all three have signed.
        mean: Mean lead time in working days.
        on_time: The share of cases within the promise.
        promise: The promised lead time in working days.
        bottleneck: Who holds the procedure up.
        findings: What the check found in the draft, and at the end.
    """

    title: str
    state: str
    mean: float
    on_time: float
    promise: float
    bottleneck: str
    findings: tuple[int, int]


class SopStory(Story):
    """Plays the making of a procedure into a folder; iterate over :meth:`steps`, then :meth:`ending`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "sop"
        self.workbook = self.folder / f"{MAIN}.xlsx"
        self.documents = self.folder / "dokumen"
        self._example = SopExample()
        self._found = 0

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._draft()
        yield self._act("check_sop")
        self._found = self._findings()
        yield self._mend()
        yield self._act("draw_flow_chart")
        yield self._act("check_sop")
        yield self._act("simulate_sop")
        yield self._sign()
        yield self._act("issue_sop", out=self.documents)
        self._others()
        yield self._act("sop_register")

    def ending(self) -> Ending:
        """Read where the procedure stands from the workbook."""
        with open_book(self.workbook) as book:

            def shown(name: str) -> Any:
                return book.names[name].refers_to_range.value

            return Ending(
                title=shown("Judul_SOP"),
                state=shown("Keadaan_SOP"),
                mean=shown("Rata_rata_selesai"),
                on_time=shown("Porsi_dalam_janji"),
                promise=shown("Janji_waktu"),
                bottleneck=shown("Hambatan"),
                findings=(self._found, len(_findings(book))),
            )

    def _draft(self) -> Step:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self._example.draft()
        formats.build("sop", draft).save(self.workbook)
        told = f"a team of four writes a procedure of {len(draft['steps'])} steps, with a few mistakes"
        return Step(told, (self.workbook,))

    def _mend(self) -> Step:
        right = self._example.procedure()
        steps = {step["code"]: step for step in right["steps"]}
        planted = self._example.planted["steps"]
        with self._open() as book:
            table = ListTable(book, "tbl_langkah", ("Kode", *_FIELDS.values()))
            records = table.records()
            for record in records:
                for fault in planted:
                    if record["Kode"] == fault["code"]:
                        record[_FIELDS[fault["field"]]] = steps[fault["code"]][fault["field"]]
            table.replace(records)
            _type(book, "tbl_istilah", _TERM, right["terms"])
        terms = len(self._example.planted["terms"])
        return Step(f"the team mends {len(planted)} steps and explains {terms} term")

    def _sign(self) -> Step:
        right = self._example.procedure()
        with self._open() as book:
            _type(book, "tbl_pengesahan", _SIGNATURE, right["approvals"])
            _type(book, "tbl_sosialisasi", _BRIEFING, right["briefings"])
            book.names["Tanggal_berlaku"].refers_to_range.value = _at(right["document"]["date"])
        told = f"{len(right['approvals'])} sign, {len(right['briefings'])} briefings make it known"
        return Step(told)

    def _others(self) -> None:
        """Lay the company's other procedures beside it, for the register."""
        for name in PROCEDURES:
            if name != MAIN:
                formats.build("sop", self._example.procedure(name)).save(self.folder / f"{name}.xlsx")

    def _findings(self) -> int:
        with open_book(self.workbook) as book:
            return len(_findings(book))


def _findings(book: xw.Book) -> list[Record]:
    return ListTable(book, "tbl_periksa", ("Temuan",)).records()


def _type(book: xw.Book, table: str, columns: dict[str, str], rows: list[Record]) -> None:
    """Type rows of the example into a table."""
    records = [{heading: _at(row[key]) for heading, key in columns.items()} for row in rows]
    ListTable(book, table, tuple(columns)).replace(records)


def _at(value: Any) -> Any:
    return datetime.combine(value, time()) if isinstance(value, date) else value
