"""The complaints workbook as its actions take it: rows of the register, terms, lists, what they refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import dated, key, plain, reference_date, shown, text_of
from xl_addin.actions.complaint_clock import Clock, Standing, Terms, as_day
from xl_addin.actions.tables import ListTable, Record, choices, setting, typed
from xl_addin.actions.written_days import day_of
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

SHEET: Final = "Register"
COLUMNS: Final = (
    *("No", "Diterima", "Saluran", "Pelanggan", "Kontak", "Kelas", "Uraian", "Produk / dokumen"),
    *("Lengkap", "Ditanyakan", "Dilengkapi", "Bagian", "Diteruskan", "Diterima bagian", "Jawaban"),
    *("Sebab", "Dijawab", "Dibalas", "Cara balas", "Tindakan", "PIC", "Batas tindakan"),
    *("Tindakan selesai", "Catatan"),
)
"""What is typed into the register."""
KEYS: Final = (
    *("number", "received", "channel", "customer", "contact", "class", "text", "product", "complete"),
    *("asked", "completed", "department", "forwarded", "department_received", "answer", "cause"),
    *("answered", "replied", "reply_channel", "action", "pic", "action_due", "action_done", "note"),
)
"""The same columns as the form's and the letters' templates name them."""
ORDER: Final = (
    ("Ditanyakan", ("Diterima",)),
    ("Dilengkapi", ("Ditanyakan",)),
    ("Diteruskan", ("Diterima", "Dilengkapi")),
    ("Diterima bagian", ("Diteruskan",)),
    ("Dijawab", ("Diteruskan", "Diterima bagian")),
    ("Dibalas", ("Dijawab",)),
    ("Batas tindakan", ("Diterima",)),
    ("Tindakan selesai", ("Diterima",)),
)
"""A step and those that it cannot precede, as the column ``Periksa`` has them."""
LISTS: Final = {
    "Saluran": "Daftar_saluran",
    "Cara balas": "Daftar_saluran",
    "Kelas": "Daftar_kelas",
    "Bagian": "Daftar_bagian",
    "Sebab": "Daftar_sebab",
}
MARKETING: Final = "Marketing Communication"
"""Who follows complaints up, inside the company and outside (customer handling, item 5.5)."""
_DOCUMENT: Final = {"number": "No_dokumen", "revision": "Revisi", "date": "Tanggal_berlaku"}
_ARCHIVE: Final = ("Tanggal", "Lembar", "No", "Isi", "Alasan")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_000


class Complaint:
    """A row of the register: its place among the rows, what is typed in it, how it stands."""

    def __init__(self, place: int, row: Record, standing: Standing) -> None:
        self.place, self.row, self.standing = place, row, standing

    @property
    def no(self) -> str:
        """Its number."""
        return text_of(self.row["No"])

    def values(self) -> dict[str, Any]:
        """Return what the templates put in: texts as they are, days as days."""
        return {name: _told(heading, self.row[heading]) for name, heading in zip(KEYS, COLUMNS, strict=True)}


class ComplaintBook:
    """The register and the settings.

    Raises:
        LembarError: a table or a name is missing, or a setting is not what it can be.
    """

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self.today = reference_date(book).date()
        self.table = ListTable(book, "tbl_register", COLUMNS)
        self.clock = Clock(self._terms(), self.today)
        self.rows = self.table.rows()

    @cached_property
    def complaints(self) -> list[Complaint]:
        """Every row in use, with how it stands."""
        return [
            Complaint(place, row, self.clock.read(row))
            for place, row in enumerate(self.rows)
            if any(value is not None for value in row.values())
        ]

    def find(self, no: str) -> Complaint:
        """Return a complaint by its number.

        Raises:
            LembarError: there is none, or more than one.
        """
        places = [place for place, row in enumerate(self.rows) if row["No"] and key(row["No"]) == key(no)]
        if not places:
            last = next((row["No"] for row in reversed(self.rows) if row["No"]), f"K-{self.today.year}-0001")
            raise LembarError("complaint_unknown", sheet=SHEET, found=no, expected=text_of(last))
        if len(places) > 1:
            cells = ", ".join(self.address(place, "No") for place in places)
            raise LembarError("complaint_twice", sheet=SHEET, cell=cells, found=no)
        row = self.rows[places[0]]
        return Complaint(places[0], row, self.clock.read(row))

    def address(self, place: int, heading: str) -> str:
        """Return a cell of the register, ``M12`` for example."""
        return str(self.table.cell(place, heading).get_address(False, False))

    def need(self, one: Complaint, *headings: str) -> None:
        """Refuse a complaint in which one of these is blank, or a date that is none."""
        for heading in headings:
            place = {"sheet": SHEET, "cell": self.address(one.place, heading)}
            if one.row[heading] is None:
                raise LembarError("complaint_blank", **place, found=one.no, expected=heading)
            if heading in _DATES and as_day(one.row[heading]) is None:
                raise LembarError("complaint_no_date", **place, found=shown(one.row[heading]))

    def changes(self, one: Complaint, values: Mapping[str, Any]) -> Record:
        """Return what is new of these values, by heading.

        Raises:
            LembarError: a cell holds something else, a day precedes a step before it, follows one after it,
                or has not come yet.
        """
        new = {}
        for heading, value in values.items():
            there = one.row[heading]
            if value is None or _is_same(there, value):
                continue
            if there is not None:
                place = {"sheet": SHEET, "cell": self.address(one.place, heading)}
                wanted = _short(shown(value))
                raise LembarError("complaint_filled", **place, found=_short(shown(there)), expected=wanted)
            new[heading] = value
        for heading, value in new.items():
            if isinstance(value, date):
                self._check_day(one, {**one.row, **new}, heading, value)
        return new

    def changed(self, one: Complaint, changes: Mapping[str, Any]) -> Complaint:
        """Return a complaint as it will be; nothing is written."""
        row = {**one.row, **{heading: _as_cell(value) for heading, value in changes.items()}}
        return Complaint(one.place, row, self.clock.read(row))

    def write(self, one: Complaint, changes: Mapping[str, Any]) -> bool:
        """Write cells of a row; say whether there are any."""
        for heading, value in changes.items():
            self.table.cell(one.place, heading).value = typed(value)
            one.row[heading] = _as_cell(value)
        one.standing = self.clock.read(one.row)
        return bool(changes)

    def archive(self, one: Complaint, heading: str, why: str) -> None:
        """Keep what a cell holds before it becomes another."""
        record = {
            "Tanggal": dated(self.today),
            "Lembar": SHEET,
            "No": one.no,
            "Isi": f"{heading}: {shown(one.row[heading])}",
            "Alasan": why,
        }
        ListTable(self.book, "tbl_arsip", _ARCHIVE).append(record)

    def numbers(self) -> Iterator[str]:
        """Yield every number that the workbook tells of, in whichever sheet."""
        yield from (text_of(row["No"]) for row in self.rows)
        for table in ("tbl_tindak_lanjut", "tbl_arsip"):
            yield from (text_of(row["No"]) for row in ListTable(self.book, table, ("No",)).rows())
        yield text_of(setting(self.book, "Nomor_terakhir"))

    def choice(self, heading: str, text: str | None) -> str | None:
        """Return an entry of the heading's list as it is written there.

        Raises:
            LembarError: the list does not have it.
        """
        if text is None or not text.strip():
            return None
        listed = [text_of(one) for one in choices(self.book, LISTS[heading])]
        found = next((one for one in listed if plain(one) == plain(text)), None)
        if found is None:
            told = f"{heading} {_short(text)}"
            raise LembarError("complaint_choice", found=told, expected=", ".join(listed) or "-")
        return found

    @cached_property
    def heads(self) -> dict[str, str]:
        """Who answers for a department, by its plain name."""
        rows = ListTable(self.book, "tbl_bagian", ("Bagian", "Penanggung jawab")).records()
        return {plain(row["Bagian"]): text_of(row["Penanggung jawab"]) for row in rows}

    @cached_property
    def classes(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Who receives a class and to whom it goes, by its plain name."""
        rows = ListTable(self.book, "tbl_kelas", ("Kelas", "Penerima", "Diteruskan ke")).records()
        return {plain(row["Kelas"]): (text_of(row["Penerima"]), _names(row["Diteruskan ke"])) for row in rows}

    def receiver(self, one: Mapping[str, Any]) -> str:
        """Return the department that receives the class of a row."""
        return self.classes.get(plain(one["Kelas"]), ("", ()))[0] or MARKETING

    def head(self, department: object) -> str:
        """Return who answers for a department, "" where nobody is named."""
        return self.heads.get(plain(department), "")

    def document(self) -> dict[str, Any]:
        """Return what every form and letter says of the company and its document."""
        told = {name: setting(self.book, defined) for name, defined in _DOCUMENT.items()}
        return {
            "company": {"name": setting(self.book, "Nama_perusahaan") or ""},
            "document": {name: "" if value is None else value for name, value in told.items()},
        }

    def folder(self, out: Path | None, name: str) -> Path:
        """Return where files go: the folder given, or one of this name beside the workbook."""
        if out is not None:
            return out
        if "://" in self.book.fullname:  # OneDrive: no place beside the workbook
            raise LembarError("missing_option", found=name, expected="out")
        return Path(self.book.fullname).parent / name

    def _check_day(self, one: Complaint, row: Mapping[str, Any], heading: str, day: date) -> None:
        if heading != "Batas tindakan" and day > self.today:
            raise LembarError("complaint_future", found=f"{heading} {shown(day)}", expected=shown(self.today))
        for later, steps in ORDER:
            for earlier in steps:
                if heading not in (later, earlier):
                    continue
                other = earlier if heading == later else later
                known = row[other] if isinstance(row[other], date) else as_day(row[other])
                known = known.date() if isinstance(known, datetime) else known
                place = {"sheet": SHEET, "cell": self.address(one.place, other)}
                if known is None and row[other] is not None:
                    raise LembarError("complaint_no_date", **place, found=_short(shown(row[other])))
                if known is not None and (day < known if heading == later else known < day):
                    told = f"{heading} {shown(day)}"
                    raise LembarError(
                        "complaint_order", **place, found=told, expected=f"{other} {shown(known)}"
                    )

    def _terms(self) -> Terms:
        forward, answer, reply = (self._days(name) for name in ("Batas_terus", "Batas_jawab", "Batas_balas"))
        listed = [as_day(one) for one in choices(self.book, "Hari_Libur")]
        return Terms(
            forward,
            answer,
            reply,
            calendar=plain(setting(self.book, "Hari_terus_balas")) == "hari kalender",
            six_days=number(setting(self.book, "Hari_kerja_seminggu")) == 6,
            holidays=tuple(sorted({day for day in listed if day is not None})),
        )

    def _days(self, name: str) -> int:
        found = number(setting(self.book, name))
        if found is None or not 0 <= found <= 365:
            told = shown(setting(self.book, name))
            raise LembarError(
                "bad_setting", sheet="Pengaturan", cell=name, found=told, expected="0 sampai 365"
            )
        return int(found)


_DATES: Final = frozenset({"Diterima"}.union(later for later, _ in ORDER))


def day_option(name: str, text: str | None, usual: date) -> date:
    """Return the day that an option gives, the usual one where it is not given.

    Raises:
        LembarError: it is no day of this century.
    """
    if text is None or not text.strip():
        return usual
    day = day_of(text)
    if day is None or not 2000 <= day.year < 2100:
        raise LembarError(
            "bad_option", found=f"{name}={_short(text)}", expected="tanggal, misalnya 31/10/2027"
        )
    return day


def given_text(name: str, text: str | None) -> str | None:
    """Return a text as a cell can hold it: without characters that no workbook may hold.

    Raises:
        LembarError: it is longer than a cell holds.
    """
    found = _NO_TEXT.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(found) > _LONGEST:
        raise LembarError(
            "bad_option", found=f"{name}={_short(found)}", expected=f"paling banyak {_LONGEST} huruf"
        )
    return found or None


def _as_cell(value: Any) -> Any:
    return dated(value) if isinstance(value, date) else value


def _told(heading: str, value: object) -> object:
    if heading in _DATES:
        return as_day(value)
    return value if value is None or isinstance(value, str) else shown(value)


def _names(value: object) -> tuple[str, ...]:
    return tuple(one for part in re.split(r"[,;]", text_of(value)) if (one := part.strip()))


def _is_same(there: object, value: object) -> bool:
    if isinstance(value, date):
        return as_day(there) == value
    return text_of(there) == text_of(value)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def unique(texts: Iterable[str]) -> list[str]:
    """Return texts without blanks and without repeats, in their order."""
    return list(dict.fromkeys(text for text in texts if text))
