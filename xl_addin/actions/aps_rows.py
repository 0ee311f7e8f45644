"""Rows of the APS workbook: the columns of its tables, keys, the year and its stages, what is final."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.aps_order_file import CODE, CUSTOMER, ENTERED, NOTE, NUMBER, PRODUCT, QUANTITY, WANTED
from xl_addin.actions.bsc_rows import month_number, number
from xl_addin.actions.cell_values import as_day, dated, key, plain, reference_date, shown, text_of
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.allocation.stages import Stage, make_calendar, stage_of
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw
ORDER: Final = (NUMBER, CUSTOMER, CODE, PRODUCT)
"""What says which order a row is about."""
ROP_COLUMNS: Final = (*ORDER, QUANTITY, WANTED, ENTERED, NOTE)
STAGE, MONTH, PROMISED = "Tahap", "Bulan produksi", "Tanggal sanggup"
OWN_DATE, CONFIRMED_BY = "Tanggal PPC", "Dikonfirmasi oleh"
PROMISE_COLUMNS: Final = (
    *(*ORDER, QUANTITY, WANTED, STAGE, MONTH, PROMISED, "Sebab"),
    *(OWN_DATE, CONFIRMED_BY, "Catatan"),
)
CHANGE, REASON, AGREED_BY = "Tambah/kurang", "Alasan", "Disepakati oleh"
AGREED: Final = (CHANGE, REASON, AGREED_BY)
"""What the meeting types."""
STAGE_COLUMNS: Final = (*ORDER, QUANTITY, WANTED, PROMISED, *AGREED)
STAGE_TABLES: Final = {1: "tbl_aps_1", 2: "tbl_aps_2"}
FINAL_QUANTITY, FINAL_DAY = "Jumlah ROP", "Difinalkan"
FINAL_COLUMNS: Final = (MONTH, STAGE, *ORDER, FINAL_QUANTITY, CHANGE, PROMISED, REASON, AGREED_BY, FINAL_DAY)
PROBLEMS: Final = ("Lembar", "No ROP", "Ditemukan", "Seharusnya")

Problem = tuple[str, str, str, str]
_ARCHIVE: Final = ("Tanggal", "Lembar", "No", "Isi", "Alasan")


class Year:
    """What the workbook says of the year: its stages, the running month, the days that are worked."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        year = number(setting(book, "Tahun_rencana"))
        if year is None or not year.is_integer() or not 2000 <= year < 2100:
            raise LembarError(
                "aps_setting", found=shown(setting(book, "Tahun_rencana")), expected="Tahun_rencana"
            )
        self.number = int(year)
        self.today = reference_date(book).date()
        self.six_days = number(setting(book, "Hari_kerja_seminggu")) == 6
        listed = [as_day(day) for day in choices(book, "Hari_Libur")]
        self.holidays = [day for day in listed if day is not None and day.year > 1900]

    @cached_property
    def month(self) -> date:
        """The running production month, the first of it."""
        return date(self.number, self._whole("Bulan_produksi", 1, 12), 1)

    @cached_property
    def rule(self) -> list[Stage]:
        """The stages as the settings say, whatever the calendar has."""
        days = self._whole("Tanggal_rapat_1", 1, 30), self._whole("Tanggal_rapat_2", 2, 31)
        if days[0] >= days[1]:
            raise LembarError("aps_setting", found=days[1], expected="Tanggal_rapat_2 (> Tanggal_rapat_1)")
        earlier = plain(setting(self._book, "Geser_rapat")) == plain("Hari kerja sebelumnya")
        later = self._whole("Bulan_dari_rapat", 0, 1)
        return make_calendar(self.number, days, self.holidays, self.six_days, earlier, later)

    @cached_property
    def stages(self) -> list[Stage]:
        """The stages of the calendar.

        Raises:
            LembarError: a row of the calendar is not filled, or does not come after the one above it.
        """
        setting(self._book, "Kalender_APS")
        area = self._book.names["Kalender_APS"].refers_to_range
        found: list[Stage] = []
        for place, row in enumerate(area.options(ndim=2).value):
            stage = _stage(row)
            if stage is None or (found and stage.start <= found[-1].end) or stage.end < stage.start:
                cell = area[place, :].get_address(False, False)
                told = ", ".join(shown(value) for value in row)
                raise LembarError(
                    "aps_calendar", file=self._book.name, sheet=area.sheet.name, cell=cell, found=told
                )
            found.append(stage)
        return found

    def stage(self, number: int, month: date | None = None) -> Stage:
        """Return the stage 1 or 2 that feeds a month, by default the running one.

        Raises:
            LembarError: the calendar has none.
        """
        wanted = month or self.month
        for stage in self.stages:
            if (stage.number, stage.month) == (number, wanted):
                return stage
        raise LembarError("aps_setting", found=f"{wanted:%m/%Y}", expected=f"tahap {number} di Kalender APS")

    def _whole(self, name: str, least: int, most: int) -> int:
        """Return a setting that is a whole number, a month's name too."""
        found = setting(self._book, name)
        value = float(month_number(found)) if isinstance(found, str) else number(found)
        if value is None or not value.is_integer() or not least <= value <= most:
            raise LembarError("aps_setting", found=shown(found), expected=f"{name} ({least} - {most})")
        return int(value)


def _stage(row: list[Any]) -> Stage | None:
    start, end, which, month = as_day(row[0]), as_day(row[1]), number(row[2]), as_day(row[3])
    if start is None or end is None or month is None or which not in (1, 2):
        return None
    return Stage(start, end, int(which), month.replace(day=1))


@dataclass(frozen=True)
class RopLine:
    """A line of the sheet ``ROP`` that says all that is needed."""

    no: str
    product: str
    quantity: float
    wanted: date
    entered: date
    record: Record
    stage: Stage


def read_rop(book: xw.Book, year: Year) -> tuple[list[RopLine], list[Problem]]:
    """Return the lines of the sheet ``ROP`` and what is wrong with those that cannot be taken."""
    table = ListTable(book, "tbl_rop", ROP_COLUMNS)
    lines: dict[str, RopLine] = {}
    problems: list[Problem] = []
    for record in table.records():
        line = _line(record, year)
        no = text_of(record[NUMBER]) or "-"
        if isinstance(line, RopLine) and key(no) not in lines:
            lines[key(no)] = line
        elif isinstance(line, RopLine):
            problems.append(
                ("ROP", no, "nomor tertulis lagi; baris pertama yang dipakai", "satu baris per ROP")
            )
        else:
            problems += [("ROP", no, f"{heading}: {found}", expected) for heading, found, expected in line]
    return list(lines.values()), problems


def _line(record: Record, year: Year) -> RopLine | list[tuple[str, str, str]]:
    """Return the line of a row, or what is wrong with it: heading, found, expected."""
    wanted, entered, quantity = as_day(record[WANTED]), as_day(record[ENTERED]), number(record[QUANTITY])
    stage = None if entered is None else stage_of(entered, year.stages)
    no, product = text_of(record[NUMBER]), text_of(record[CODE])
    if no and product and wanted and entered and stage and quantity is not None and quantity > 0:
        return RopLine(no, product, quantity, wanted, entered, record, stage)
    faults = [(name, shown(record[name]), "diisi") for name in (NUMBER, CODE) if not text_of(record[name])]
    if wanted is None:
        faults.append((WANTED, shown(record[WANTED]), "tanggal"))
    if stage is None:
        expected = "tanggal" if entered is None else "tanggal di dalam Kalender APS"
        faults.append((ENTERED, shown(record[ENTERED]), expected))
    if quantity is None or quantity <= 0:
        faults.append((QUANTITY, shown(record[QUANTITY]), "angka di atas 0"))
    return faults


class Finals:
    """What is final: a stage of a month once and for all."""

    def __init__(self, book: xw.Book) -> None:
        self.table = ListTable(book, "tbl_aps_final", FINAL_COLUMNS)
        self.records = self.table.records()
        self._stages: dict[tuple[date, int], list[Record]] = {}
        self._lines: dict[str, Record] = {}
        for record in self.records:
            month, which = as_day(record[MONTH]), number(record[STAGE])
            if month is not None and which is not None:
                self._stages.setdefault((month.replace(day=1), int(which)), []).append(record)
            self._lines.setdefault(key(record[NUMBER]), record)

    def of(self, stage: Stage) -> list[Record] | None:
        """Return the lines of a stage, None when it is not final."""
        return self._stages.get((stage.month, stage.number))

    def is_final(self, month: date) -> bool:
        """Say whether both stages of a month are final."""
        return all((month, which) in self._stages for which in STAGE_TABLES)

    def line(self, no: object) -> Record | None:
        """Return the final line of an order."""
        return self._lines.get(key(no))


def final_quantity(record: Mapping[str, Any]) -> float:
    """Return what a final line agrees on."""
    return (number(record[FINAL_QUANTITY]) or 0.0) + (number(record[CHANGE]) or 0.0)


class Archive:
    """The sheet ``Arsip``: lines are added at its end and never leave."""

    def __init__(self, book: xw.Book) -> None:
        self._table = ListTable(book, "tbl_arsip", _ARCHIVE)
        self._book = book
        self.added: list[Record] = []

    def add(
        self, sheet: str, no: object, row: Mapping[str, Any], headings: Iterable[str], reason: str
    ) -> None:
        """Put what a row says under some headings at the end, dated with the reference date."""
        said = "; ".join(f"{name}: {shown(row[name])}" for name in headings if row[name] is not None)
        line = (dated(reference_date(self._book).date()), sheet, text_of(no), said, reason)
        self.added.append(dict(zip(_ARCHIVE, line, strict=True)))

    def save(self) -> bool:
        """Write the lines that were added; say whether there are any."""
        return bool(self.added) and self._table.replace([*self._table.records(), *self.added])
