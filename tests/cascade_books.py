"""A small plan with its departments' files, for the tests of the cascade."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import xlwings as xw

from xl_addin import formats
from xl_addin.actions import Result, cascade_kpi
from xl_addin.actions.bsc_cards import CASCADING_COLUMNS, MONTHS, Typed, text
from xl_addin.actions.bsc_files import RESULTS, DepartmentBook, department_path, read_department
from xl_addin.actions.tables import ListTable, Record
from xl_addin.headless import open_book

DEPARTMENTS = ("PPC", "SDM", "Produksi")
YEAR = 2027


def card(code: str, perspective: str, name: str, target: float, **more: Any) -> Record:
    """Return a KPI card that is as it should be, but for what is given."""
    return {
        "id": None,
        "code": code,
        "perspective": perspective,
        "objective": "SS-1",
        "initiative": "IS-01",
        "name": name,
        "definition": f"Definisi {name}",
        "formula": "Catatan bulanan",
        "unit": "unit",
        "polarity": "Maksimalkan",
        "consolidation": "Jumlah",
        "baseline": None,
        "weight": 25,
        "targets": [target] * 12,
        "tolerance": None,
        "pic": "Direktur",
        "source": "Laporan",
        "parent": None,
        "kind": None,
        "share": None,
        "aspect": "Mutu",
        "directorate": "Operasi",
        **more,
    }


CORPORATE = [
    card("F-01", "Financial", "Penjualan", 120.0),
    card("C-01", "Customer", "Tepat waktu", 0.95, consolidation="Rasio", unit="%"),
    card("P-01", "Internal Process", "Keluaran", 50.0),
    card("L-01", "Learning & Growth", "Pelatihan", 8.0),
]
DIRECTORATE = [card("D-01", "Internal Process", "Jam henti", 4.0, polarity="Minimalkan", parent="P-01")]


def row(code: str, kpi: str, department: str, **more: Any) -> Record:
    """Return a row of Cascading."""
    return {
        "ID": None,
        "Kode": code,
        "Kode KPI": kpi,
        "Departemen": department,
        "Jenis": "Langsung",
        "Porsi": None,
        "Bobot": 50.0,
        "PIC": "Manajer",
        **more,
    }


ROWS = [
    row("PPC-1", "P-01", "PPC", Jenis="Kontribusi", Porsi=0.4),
    row("PPC-2", "C-01", "PPC"),
    row("SDM-1", "L-01", "SDM"),
    row("PRD-1", "P-01", "Produksi", Jenis="Kontribusi", Porsi=0.6),
    row("PRD-2", "D-01", "Produksi"),
    row("PRD-3", "F-01", "Produksi"),
]
PLAN: Record = {
    "company": {"name": "PT Mebel Nusantara"},
    "document": {"number": "FR-CMS-03", "revision": "00", "date": date(2026, 9, 1)},
    "year": YEAR,
    "reference_date": date(2027, 2, 3),
    "month": 3,
    "departments": [
        {"name": name, "directorate": "Operasi", "manager": f"Manajer {name}"} for name in DEPARTMENTS
    ],
    "corporate": CORPORATE,
    "directorate": DIRECTORATE,
    "approvals": [
        {"round": 1, "date": date(2026, 11, 2), "level": "Corporate", "decision": "Kembalikan", "by": "BOD",
         "note": None, "follow_up": None},
        {"round": 2, "date": date(2026, 11, 9), "level": "Corporate & Directorate", "decision": "Setuju",
         "by": "BOD", "note": None, "follow_up": None},
    ],
}  # fmt: skip


@cache
def plan_bytes() -> bytes:
    """Return the plan's workbook, before any cascade."""
    return formats.build("bsc", {**PLAN, "cascading": [_data(record) for record in ROWS]}).to_bytes()


@cache
def cascaded() -> Path:
    """Return a folder with the plan and its departments' files, made once and copied by the tests."""
    folder = Path(tempfile.mkdtemp(prefix="cascade-"))
    (folder / "bsc.xlsx").write_bytes(plan_bytes())
    press(folder)
    return folder


def copy_to(folder: Path) -> Path:
    """Copy the cascaded plan; return the folder."""
    shutil.copytree(cascaded(), folder, dirs_exist_ok=True)
    return folder


@contextmanager
def plan(folder: Path) -> Iterator[xw.Book]:
    """Open the plan, and save it at the end; its formulas are not calculated."""
    with open_book(folder / "bsc.xlsx") as book:
        yield book
        book.save()


def press(folder: Path) -> Result:
    """Press the button on the plan."""
    with open_book(folder / "bsc.xlsx") as book:
        result = cascade_kpi(book)
        if result.changed:
            book.save()
    return result


def rows(book: xw.Book) -> list[Record]:
    """Return the rows of Cascading."""
    return ListTable(book, "tbl_cascading", CASCADING_COLUMNS).records()


def set_rows(book: xw.Book, records: Sequence[Record]) -> None:
    """Make these the rows of Cascading."""
    ListTable(book, "tbl_cascading", CASCADING_COLUMNS).replace(records)


def change_rows(folder: Path, changes: Mapping[str, Mapping[str, Any] | None]) -> None:
    """Change rows of Cascading by their code; None takes a row out."""
    with plan(folder) as book:
        found = rows(book)
        kept = [record for record in found if changes.get(record["Kode"], {}) is not None]
        set_rows(book, [{**record, **(changes.get(record["Kode"]) or {})} for record in kept])


def path_of(folder: Path, department: str) -> Path:
    """Return a department's file."""
    return department_path(folder / "departemen", YEAR, department)


def read(folder: Path, department: str) -> DepartmentBook:
    """Read a department's file."""
    return read_department(path_of(folder, department))


def type_actual(
    path: Path, identifier: str, month: int, value: object, heading: str = "Realisasi", save: bool = True
) -> None:
    """Type into a department's file, month 0 to 11."""
    held = read_department(path).results[identifier]
    with open_book(path) as book:
        type_into(book, held.row, f"{heading} {MONTHS[month]}" if heading != "Catatan" else heading, value)
        book.save()


def type_into(book: xw.Book, sheet_row: int, heading: str, value: object) -> None:
    """Type into a row of Realisasi of an open file."""
    table = ListTable(book, RESULTS, (heading,)).table
    header = table.header_row_range
    place = [text(cell) for cell in header.value].index(heading)
    table.parent.range((sheet_row, header.column + place)).value = value


def codes(folder: Path, department: str) -> list[str | None]:
    """Return the codes of a department's file."""
    return [held.kpi.code for held in read(folder, department).rows]


def typed_of(folder: Path, department: str, code: str) -> Typed:
    """Return what is typed for a KPI of a department, by its code."""
    return next(held.typed for held in read(folder, department).rows if held.kpi.code == code)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _data(record: Record) -> Record:
    keys = ("id", "code", "kpi", "department", "kind", "share", "weight", "pic")
    return dict(zip(keys, (record[column] for column in CASCADING_COLUMNS), strict=True))
