"""APS workbooks for tests: a small furniture plant whose hours one can count by hand.

A chair is welded for half an hour and painted for a quarter; a table is sawn for an hour. Each work centre
gives 8 hours on a working day of five. April 2027 is the running month; no holidays, unless given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_addin import formats
from xl_addin.actions.aps_confirm import LOAD_COLUMNS
from xl_addin.actions.aps_promises import LATE_COLUMNS
from xl_addin.actions.aps_routing import ROUTING_COLUMNS
from xl_addin.actions.aps_rows import FINAL_COLUMNS, PROMISE_COLUMNS, ROP_COLUMNS, STAGE_COLUMNS
from xl_addin.actions.cell_values import key
from xl_addin.actions.tables import ListTable, Record
from xl_addin.allocation import make_calendar

YEAR = 2027
TODAY = date(2027, 3, 22)
Row = dict[str, Any]

SETTINGS: Row = {
    "meeting_1": 4,
    "meeting_2": 18,
    "move": "Hari kerja berikutnya",
    "last_meeting": None,
    "month_from_meeting": 0,
    "lag": 1,
    "week_days": 5,
    "leave_counts": "Ya",
}
COLUMNS = {
    "tbl_rop": ROP_COLUMNS,
    "tbl_routing": ROUTING_COLUMNS,
    "tbl_sanggup": PROMISE_COLUMNS,
    "tbl_aps_1": STAGE_COLUMNS,
    "tbl_aps_2": STAGE_COLUMNS,
    "tbl_aps_final": FINAL_COLUMNS,
    "tbl_susulan": LATE_COLUMNS,
    "tbl_beban": LOAD_COLUMNS,
    "tbl_beban_minta": LOAD_COLUMNS,
    "tbl_arsip": ("Tanggal", "Lembar", "No", "Isi", "Alasan"),
    "tbl_kalender": ("Bulan produksi", "Rapat", "Alasan"),
    "tbl_pusat_kerja": ("Pusat kerja", "Unit", "Jam per hari", "Utilisasi", "Efisiensi"),
    "tbl_material": ("Material", "Satuan", "Stok", "Waktu tunggu"),
}


def order(no: str, quantity: float = 10, **more: Any) -> Row:
    """Return an order line of April's first stage: chairs."""
    row = {"no": no, "customer": "RS Harapan", "product": "KRS-01", "name": "Kursi", "quantity": quantity}
    row |= {"wanted": date(2027, 4, 30), "entered": date(2027, 3, 22), "note": None}
    return row | more


def operation(product: str, name: str, sequence: int, centre: str, hours: float) -> Row:
    row = {"product": product, "name": name, "sequence": sequence, "operation": f"{centre} {name}"}
    return row | {"work_centre": centre, "hours_per_unit": hours, "setup_hours": None}


def centre(name: str, **more: Any) -> Row:
    return {"name": name, "units": 1, "hours": 8, "utilisation": 1, "efficiency": 1} | more


def stages(year: int = YEAR) -> list[Row]:
    return [{"month": s.month, "meeting": s.end, "reason": None} for s in make_calendar(year)]


DATA: Row = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-PPC-01", "revision": "00", "date": date(2026, 12, 1)},
    "year": YEAR,
    "reference_date": TODAY,
    "month": 4,
    "settings": SETTINGS,
    "stages": stages(),
    "holidays": [],
    "routing": [
        operation("KRS-01", "Kursi", 10, "Las", 0.5),
        operation("KRS-01", "Kursi", 20, "Cat", 0.25),
        operation("MJA-01", "Meja", 10, "Gergaji", 1),
    ],
    "work_centres": [centre("Las"), centre("Cat"), centre("Gergaji")],
    "materials": [{"name": "Pipa", "unit": "m", "stock": 10_000, "lead_time": None}],
    "bill": [{"product": "KRS-01", "material": "Pipa", "per_unit": 2}],
}


@cache
def _built(number: int) -> bytes:
    return formats.build("allocation", _DATA[number]).to_bytes()


_DATA: list[Mapping[str, Any]] = []


def write_aps(path: Path, **more: Any) -> Path:
    """Write an APS workbook of the small plant, with some of its data replaced; the same is built once."""
    data = {**DATA, **more}
    if data not in _DATA:
        _DATA.append(data)
    path.write_bytes(_built(_DATA.index(data)))
    return path


def records(book: xw.Book, table: str) -> list[Record]:
    """Return the rows in use of a table."""
    return ListTable(book, table, COLUMNS[table]).records()


def row_of(book: xw.Book, table: str, no: str) -> Record:
    """Return the row of an order."""
    (found,) = [row for row in records(book, table) if key(row["No ROP"]) == key(no)]
    return found


def change(book: xw.Book, table: str, no: str, **cells: Any) -> None:
    """Type into the row of an order; a blank in a heading is written as ``_``, a slash as ``__``."""
    listed = ListTable(book, table, COLUMNS[table])
    rows = listed.records()
    for row in rows:
        if key(row["No ROP"]) == key(no):
            row.update({name.replace("__", "/").replace("_", " "): value for name, value in cells.items()})
    assert listed.replace(rows), "nothing was typed"


def add(book: xw.Book, table: str, **row: Any) -> None:
    """Type a new row at the end of a table."""
    listed = ListTable(book, table, COLUMNS[table])
    new = {name.replace("__", "/").replace("_", " "): value for name, value in row.items()}
    listed.replace([*listed.records(), dict.fromkeys(COLUMNS[table]) | new])


def again(book: xw.Book, no: str, **cells: Any) -> None:
    """Type another order like one that is there."""
    like = {name.replace(" ", "_"): value for name, value in row_of(book, "tbl_rop", no).items()}
    add(book, "tbl_rop", **like | cells)


def type_orders(book: xw.Book, orders: Sequence[Row]) -> None:
    """Type order lines into a workbook without any."""
    keys = ("no", "customer", "product", "name", "quantity", "wanted", "entered", "note")
    lines = [dict(zip(ROP_COLUMNS, (one[key] for key in keys), strict=True)) for one in orders]
    ListTable(book, "tbl_rop", ROP_COLUMNS).replace(lines)


def set_name(book: xw.Book, name: str, value: Any) -> None:
    """Type into the cell of a defined name, and calculate."""
    book.names[name].refers_to_range.value = value
    book.app.calculate()


def day(*parts: int) -> datetime:
    """Return a day as a cell holds it: month and day of the year, or year, month and day."""
    return datetime(*(parts if len(parts) == 3 else (YEAR, *parts)))


def cells(book: xw.Book) -> dict[str, list[list[Any]]]:
    """Return all that the sheets show."""
    return {sheet.name: sheet.used_range.options(ndim=2).value for sheet in book.sheets}
