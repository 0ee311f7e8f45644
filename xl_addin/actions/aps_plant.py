"""The APS workbook's capacity, routing and material, as the loading of orders takes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from math import nan
from typing import TYPE_CHECKING, Final

from udfs.allocation import capacity_available
from udfs.registry import UdfError
from xl_addin.actions.aps_order_file import CODE, QUANTITY
from xl_addin.actions.aps_routing import CENTRE, HOURS, ROUTING_COLUMNS, SEQUENCE, SETUP
from xl_addin.actions.aps_rows import Problem, Year
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import as_day, key, shown, text_of
from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.allocation import (
    Arrival,
    DayHours,
    Material,
    Need,
    Operation,
    Plant,
    WorkCentre,
    later_month,
)
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

_CENTRE_COLUMNS: Final = (CENTRE, "Unit", "Jam per hari", "Utilisasi", "Efisiensi")
_MATERIAL: Final = "Material"


class _Names(dict[str, str]):
    """One spelling for each name, the first that was met; capitals and blanks make no difference."""

    def __call__(self, value: object) -> str:
        return self.setdefault(key(value), text_of(value))


class Factory:
    """What orders are loaded on, read from the workbook.

    A number that is missing or none is never taken for 0: what needs it is refused, so that nobody is
    promised what capacity does not give.

    Args:
        book: The APS workbook.
        year: Its year.
    """

    def __init__(self, book: xw.Book, year: Year) -> None:
        self._book, self._year = book, year
        self.product, self._centre, self._material = _Names(), _Names(), _Names()
        self.problems: list[Problem] = []

    @cached_property
    def work_centres(self) -> list[WorkCentre]:
        """The work centres in the order of the sheet."""
        found = {}
        for row in ListTable(self._book, "tbl_pusat_kerja", _CENTRE_COLUMNS).records():
            name = self._centre(row[CENTRE])
            if not name or name in found:
                self._tell(
                    "Kapasitas", name, "nama kosong atau tertulis dua kali", "satu baris per pusat kerja"
                )
                continue
            found[name] = WorkCentre(name, self._hours(row))
        return list(found.values())

    @cached_property
    def plant(self) -> Plant:
        """All that orders are loaded on, from the reference date to the end of the calendar.

        Raises:
            LembarError: the reference date lies after the calendar, or a setting is not filled.
        """
        year, lag = self._year, number(setting(self._book, "Jeda_operasi"))
        end = later_month(max(stage.month for stage in year.stages), 1) - timedelta(days=1)
        if year.today > end:
            raise LembarError("aps_setting", found=shown(year.today), expected="Tanggal_acuan")
        if lag is None or lag < 0:
            found = shown(setting(self._book, "Jeda_operasi"))
            raise LembarError("aps_setting", found=found, expected="Jeda_operasi (>= 0)")
        centres = self.work_centres  # first: their sheet says how they are spelt
        return Plant(
            start=year.today,
            end=end,
            operations=list(self._operations()),
            work_centres=centres,
            day_hours=list(self._day_hours()),
            materials=list(self._materials()),
            needs=list(self._needs()),
            arrivals=list(self._arrivals()),
            holidays=year.holidays,
            six_day_week=year.six_days,
            lag=int(lag),
        )

    def _hours(self, row: Record) -> float:
        """Return the hours of a working day; no number where a cell of the row is none."""
        units, hours, used, reached = (number(row[name]) for name in _CENTRE_COLUMNS[1:])
        try:
            if units is not None and hours is not None and used is not None and reached is not None:
                return capacity_available(units * hours, used, reached)
            reason = "isian belum lengkap"
        except UdfError as error:
            reason = error.reason
        self._tell("Kapasitas", text_of(row[CENTRE]), reason, "unit, jam, utilisasi dan efisiensi")
        return nan

    def _operations(self) -> Iterator[Operation]:
        for row in ListTable(self._book, "tbl_routing", ROUTING_COLUMNS).records():
            product, place, hours = self.product(row[CODE]), number(row[SEQUENCE]), number(row[HOURS])
            setup = 0.0 if row[SETUP] is None else number(row[SETUP])
            if place is None or hours is None or setup is None:
                self._tell("Routing", product, "urutan atau jam bukan angka", "angka")
                place, hours, setup = place or 0.0, nan, 0.0
            yield Operation(product, place, self._centre(row[CENTRE]), hours, setup)

    def _day_hours(self) -> Iterator[DayHours]:
        columns = (CENTRE, "Tanggal", "Jam")
        for row in ListTable(self._book, "tbl_penutupan", columns).records():
            day, hours = as_day(row["Tanggal"]), number(row["Jam"])
            if day is None or hours is None:
                self._tell(
                    "Jam Khusus", text_of(row[CENTRE]), "tanggal atau jam belum diisi", "tanggal dan jam"
                )
            if day is not None:
                yield DayHours(self._centre(row[CENTRE]), day, nan if hours is None else hours)

    def _materials(self) -> Iterator[Material]:
        for row in ListTable(self._book, "tbl_material", (_MATERIAL, "Stok", "Waktu tunggu")).records():
            name, stock, lead = (
                self._material(row[_MATERIAL]),
                number(row["Stok"]),
                number(row["Waktu tunggu"]),
            )
            if stock is None:
                self._tell("Material", name, f"Stok {shown(row['Stok'])}", "angka")
            yield Material(name, nan if stock is None else stock, None if lead is None else max(0, int(lead)))

    def _needs(self) -> Iterator[Need]:
        for row in ListTable(self._book, "tbl_bahan", (CODE, _MATERIAL, "Per unit")).records():
            amount = number(row["Per unit"])
            yield Need(
                self.product(row[CODE]), self._material(row[_MATERIAL]), nan if amount is None else amount
            )

    def _arrivals(self) -> Iterator[Arrival]:
        for row in ListTable(self._book, "tbl_kedatangan", (_MATERIAL, "Tanggal", QUANTITY)).records():
            day, amount = as_day(row["Tanggal"]), number(row[QUANTITY])
            if day is None or amount is None:
                name = text_of(row[_MATERIAL])
                self._tell("Kedatangan", name, "tanggal atau jumlah belum diisi; tidak dihitung", "diisi")
            else:
                yield Arrival(self._material(row[_MATERIAL]), day, amount)

    def _tell(self, sheet: str, what: str, found: str, expected: str) -> None:
        self.problems.append((sheet, what or "-", found, expected))
