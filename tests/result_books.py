"""The monthly round for tests: a Balanced Scorecard workbook and the departments' workbooks beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import xlwings as xw
from bsc_books import COMMON, OBJECTIVES, carrier, kpi, months, scorecard_data

from xl_addin import formats
from xl_addin.actions.bsc_cards import ACTUALS, DENOMINATORS
from xl_addin.actions.bsc_files import FOLDER, department_path
from xl_addin.actions.bsc_findings import FINDING_COLUMNS
from xl_addin.actions.bsc_ledger import REVISION_COLUMNS
from xl_addin.actions.bsc_rows import RESULT_COLUMNS, SUBMISSION_COLUMNS
from xl_addin.actions.tables import ListTable, Record
from xl_addin.ooxml.references import parse_area
from xl_addin.ooxml.workbook import Workbook

MONTH = 6
TODAY = datetime(2027, 7, 14)
DEPARTMENTS = ["Penjualan", "Produksi", "SDM"]
KPIS = {
    "K0001": ("F1", "Penjualan"),
    "K0002": ("P1", "Produksi"),
    "K0003": ("C1", "Produksi"),
    "K0004": ("L1", "SDM"),
}
"""The KPIs by ID: what each carries, and who."""
CARDS = {
    "F1": kpi("F1", "Penjualan bersih", 40, [100.0] * 12, unit="Rp juta"),
    "P1": kpi("P1", "Produk cacat", 20, [0.02] * 12, unit="%", consolidation="Rasio", polarity="Minimalkan"),
    "C1": kpi("C1", "Keluhan", 20, [5.0] * 12, unit="kasus", polarity="Minimalkan"),
    "L1": kpi("L1", "Jam pelatihan", 20, months(8, 8, 8, None, 8, 8, 8), unit="jam"),
}
GOOD: dict[str, tuple[list[float | None], list[float | None]]] = {
    "K0001": ([100, 104, 98, 101, 99, 103], []),
    "K0002": ([10, 12, 9, 11, 10, 12], [500, 520, 480, 510, 500, 530]),
    "K0003": ([4, 6, 5, 4, 5, 6], []),
    "K0004": ([8, 9, 8, None, 8, 9], []),
}
"""Six months of every KPI, all as it should be; K0004 is not due in April."""

Cells = Mapping[tuple[str, str], Any]


def _results(filled: bool) -> list[dict[str, Any]]:
    rows = []
    for number, (code, department) in KPIS.items():
        actuals, denominators = GOOD[number] if filled else ([], [])
        own = {"id": number, "code": f"{code}-{department[:3].upper()}", "department": department}
        own |= {"parent": code, "kind": "Langsung", "note": None, "weight": 50}
        own |= {"actuals": months(*actuals), "denominators": months(*denominators)}
        rows.append({**CARDS[code], **own})
    return rows


@cache
def _bsc(filled: bool) -> bytes:
    lists = ("directorate", "proposals", "submissions", "findings", "revisions")
    none: dict[str, Any] = {name: [] for name in (*lists, "reviews", "history", "archive")}
    cascading = [carrier(int(number[1:]), code, department) for number, (code, department) in KPIS.items()]
    people = [{"name": name, "directorate": "Operasi", "manager": f"Manajer {name}"} for name in DEPARTMENTS]
    data = scorecard_data(
        **none,
        **{"departments": people, "objectives": OBJECTIVES, "corporate": list(CARDS.values())},
        **{"cascading": cascading, "results": _results(filled)},
        **{"month": MONTH, "reference_date": TODAY.date()},
    )
    return formats.build("bsc", data).to_bytes()


def write_bsc(path: Path, *, filled: bool = False) -> Path:
    """Write a Balanced Scorecard workbook for June, with the results of six months or without any."""
    path.write_bytes(_bsc(filled))
    return path


@cache
def _department(name: str) -> bytes:
    own = [row for row in _results(filled=True) if row["department"] == name]
    data = {
        **{key: COMMON[key] for key in ("company", "document", "year")},
        **{"department": name, "manager": None, "month": MONTH, "verified_month": 0, "results": own},
        **{"submitted": [None] * 12},
    }
    return formats.build("kpi_department", data).to_bytes()


def write_departments(folder: Path, names: Iterable[str] = DEPARTMENTS) -> Path:
    """Write the departments' workbooks with six good months each, and return their folder."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    for name in names:
        department_path(place, 2027, name).write_bytes(_department(name))
    return place


def type_in(folder: Path, department: str, cells: Cells) -> Path:
    """Type into cells of a department's Realisasi, by ID and heading."""
    path = department_path(folder, 2027, department)
    book = Workbook.open(path)
    table = next(table for table in book.tables if table.name == "tbl_realisasi")
    sheet = book.sheet(table.sheet)
    rows = {sheet.value(row, table.area.left): row for row in range(table.body.top, table.body.bottom + 1)}
    for (number, heading), value in cells.items():
        column = table.area.left + list(table.columns).index(heading)
        sheet.writable(rows[number], column).set_value(value)
    book.flush().save(path)
    return path


def type_sent(folder: Path, department: str, month: int, value: Any) -> None:
    """Type the day on which a month was sent."""
    path = department_path(folder, 2027, department)
    book = Workbook.open(path)
    name = next(name for name in book.defined_names if name.name == "Tanggal_kirim")
    sheet, _, cells = name.formula.rpartition("!")
    area = parse_area(cells)
    if isinstance(value, date):
        value = (datetime(value.year, value.month, value.day) - datetime(1899, 12, 30)).days
    book.sheet(sheet.strip("'")).writable(area.top, area.left + month - 1).set_value(value)
    book.flush().save(path)


def held(book: xw.Book, number: str) -> tuple[list[float | None], list[float | None]]:
    """Return what the workbook holds for a KPI, up to June."""
    records = ListTable(book, "tbl_realisasi", RESULT_COLUMNS).records()
    record = next(record for record in records if record["ID"] == number)
    actuals, denominators = ([record[name] for name in names[:MONTH]] for names in (ACTUALS, DENOMINATORS))
    return actuals, denominators


def good(number: str) -> tuple[list[float | None], list[float | None]]:
    """Return what the workbook should hold for a KPI after its department handed in six good months."""
    actuals, denominators = GOOD[number]
    return actuals, denominators or [None] * MONTH


def submissions(book: xw.Book) -> dict[tuple[str, int], Record]:
    """Return the rows of Penyerahan by department and month."""
    records = ListTable(book, "tbl_penyerahan", SUBMISSION_COLUMNS).records()
    return {(record["Departemen"], int(record["Bulan"])): record for record in records}


def revisions(book: xw.Book) -> list[Record]:
    """Return the lines of Revisi."""
    return ListTable(book, "tbl_revisi", REVISION_COLUMNS).records()


def findings(book: xw.Book) -> list[Record]:
    """Return the lines of Verifikasi."""
    return ListTable(book, "tbl_temuan", FINDING_COLUMNS).records()


def decide(book: xw.Book, table: str, columns: tuple[str, ...], decision: str, **cells: Any) -> None:
    """Type a decision beside the lines of a table that have these values; an underscore is a blank."""
    found = ListTable(book, table, columns)
    lines = found.records()
    for line in lines:
        if all(line[name.replace("_", " ")] == value for name, value in cells.items()):
            line["Keputusan"] = decision
    found.replace(lines)


def set_name(book: xw.Book, name: str, value: Any) -> None:
    """Type a setting."""
    book.names[name].refers_to_range.value = value
