"""Complaints workbooks for tests, and what a register says by a plain reading of the procedure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from udfs import due_date, sla_days, sla_late
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.recalc import recalculate
from xl_addin.render import render

Row = dict[str, Any]

EXAMPLE = Path(__file__).parents[1] / "examples" / "complaints" / "complaints.yaml"
TODAY = date(2027, 12, 9)


def example() -> Row:
    values: Row = read_data(EXAMPLE)
    return values


def values(rows: Sequence[Row], **changes: Any) -> Row:
    """Data of a workbook with these rows; changes are of the settings where these have such a key."""
    found = {**formats.find("complaints").defaults(), "year": 2027, "reference_date": TODAY}
    settings = {key: changes.pop(key) for key in list(changes) if key in found["settings"]}
    return {**found, "complaints": list(rows), "settings": {**found["settings"], **settings}, **changes}


class Book:
    """A complaints workbook by the rows of its tables and the values of its cells and names."""

    def __init__(self, data: Mapping[str, Any], *, portable: bool = False) -> None:
        self.package = render(formats.find("complaints").template, data, portable=portable)
        recalculate(self.package)
        self.book = openpyxl.load_workbook(io.BytesIO(self.package.to_bytes()), data_only=True)

    def __getitem__(self, place: str) -> Any:
        sheet, _, cell = place.rpartition("!")
        return self.book[sheet][cell].value

    def rows(self, table: str) -> list[Row]:
        sheet = next(sheet for sheet in self.book if table in sheet.tables)
        heads, *body = sheet[sheet.tables[table].ref]
        return [{h.value: _plain(c.value) for h, c in zip(heads, line, strict=True)} for line in body]

    def register(self) -> list[Row]:
        return self.rows("tbl_register")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return None if value == "" else value


def complaint(**changes: Any) -> Row:
    """A complaint that went through every step in time, but for what is given; None takes a field out."""
    usual: Row = {
        "number": "K-2027-0001",
        "received": date(2027, 6, 2),
        "channel": "Surat",
        "customer": "CV Sinar Kursi Abadi",
        "contact": None,
        "class": "Keluhan produk",
        "text": "Kursi goyang",
        "product": "KS-02",
        "complete": "Ya",
        "department": "QC",
        "forwarded": date(2027, 6, 3),
        "department_received": date(2027, 6, 3),
        "answer": "Kursi ditukar",
        "cause": "Konstruksi longgar",
        "answered": date(2027, 6, 9),
        "replied": date(2027, 6, 10),
        "reply_channel": "E-mail",
    }
    return {**usual, **{key.rstrip("_"): value for key, value in changes.items()}}


class Reading:
    """What the procedure says of a sound row: from which day each step counts, when it is due, what is next.

    Args:
        row: The row by the keys of the data.
        today: The day on which one looks.
        off: Days off.
        six: Saturday is worked.
        calendar: Forwarding and replying are counted in calendar days.
    """

    def __init__(
        self, row: Row, today: date = TODAY, *, off: Sequence[date] = (), six: bool = False,
        calendar: bool = False,
    ) -> None:  # fmt: skip
        self.row, self.today, self.off, self.six, self.calendar = row, today, off, six, calendar
        self.start = row.get("completed") or (row["received"] if row["complete"] == "Ya" else None)
        self.forward_due = self._due(self.start, 1, calendar=calendar)
        begun = row.get("department_received") or row.get("forwarded")
        self.answer_due = self._due(begun, 5)
        self.reply_due = self._due(row.get("answered"), 2, calendar=calendar)
        self.late = [
            sla_late(due, done, off, six) if due and done else None
            for due, done in (
                (self.forward_due, row.get("forwarded")),
                (self.answer_due, row.get("answered")),
                (self.reply_due, row.get("replied")),
                (row.get("action_due"), row.get("action_done")),
            )
        ]
        self.days = [
            sla_days(first, last, off, six) if first and last else None
            for first, last in (
                (self.start, row.get("forwarded")),
                (begun, row.get("answered")),
                (row.get("answered"), row.get("replied")),
                (self.start, row.get("replied")),
            )
        ]

    def _due(self, start: date | None, days: int, *, calendar: bool = False) -> date | None:
        if start is None:
            return None
        if calendar:
            return date.fromordinal(start.toordinal() + days)
        return due_date(start, days, self.off, self.six)

    @property
    def next(self) -> tuple[str, date | None]:
        """What must be done next, and by when."""
        row = self.row
        if self.start is None:
            if row.get("asked"):
                return "Menunggu pelanggan", None
            return "Tanyakan pelanggan", self._due(row["received"], 1, calendar=self.calendar)
        for done, stage, due in (
            ("forwarded", "Teruskan ke bagian", self.forward_due),
            ("answered", "Menunggu jawaban", self.answer_due),
            ("replied", "Balas pelanggan", self.reply_due),
        ):
            if not row.get(done):
                return stage, due
        if row.get("action") and not row.get("action_done"):
            return "Tindak lanjut", row["action_due"]
        return "Selesai", None

    @property
    def status(self) -> str:
        stage, due = self.next
        total = sum(filter(None, self.late))
        if stage == "Selesai":
            return f"Selesai terlambat {total} hari kerja" if total else "Selesai tepat waktu"
        if due is None:
            return stage
        if self.today > due:
            return f"Terlambat {sla_late(due, self.today, self.off, self.six)} hari kerja"
        return "Jatuh tempo hari ini" if self.today == due else "Dalam batas"

    def shown(self) -> Row:
        """The calculated columns as the register shows them."""
        stage, due = self.next
        total = sum(filter(None, self.late))
        in_time = ("Tidak" if total else "Ya") if stage == "Selesai" else None
        return {
            "Hitung mulai": self.start,
            "Batas terus": self.forward_due,
            "Batas jawab": self.answer_due,
            "Batas balas": self.reply_due,
            "Tahap": stage,
            "Jatuh tempo": due,
            "Status": self.status,
            "Tepat waktu": in_time,
            "Periksa": "OK",
            **dict(zip(("Hari terus", "Hari jawab", "Hari balas", "Hari semua"), self.days, strict=True)),
            **dict(
                zip(
                    ("Lambat terus", "Lambat jawab", "Lambat balas", "Lambat tindakan"),
                    self.late,
                    strict=True,
                )
            ),
            "Terlambat": total,
        }
