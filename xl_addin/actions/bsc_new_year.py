"""Start the Balanced Scorecard workbook of the next year from that of this year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin import files, formats
from xl_addin.actions.bsc_cards import (
    APPROVED,
    CASCADING_COLUMNS,
    MONTHS,
    NONE,
    Kpi,
    corporate,
    directorate,
    proposals,
    text,
)
from xl_addin.actions.bsc_rows import month_number
from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

_SETTINGS: Final = {
    "cap": "Batas_skor",
    "minimize_as": "Cara_minimalkan",
    "green": "Batas_hijau",
    "yellow": "Batas_kuning",
    "unreported": "Belum_lapor",
    "report_day": "Tanggal_lapor",
    "verify_days": "Hari_verifikasi",
    "mad": "Faktor_MAD",
    "week_days": "Hari_kerja_seminggu",
    "leave_counts": "Cuti_bersama_libur",
}
_LISTS: Final = {"thresholds": "Batas_peringkat", "status_names": "Nama_status"}
_DEPARTMENTS: Final = {"name": "Departemen", "directorate": "Direktorat", "manager": "Manajer"}
_OBJECTIVES: Final = {
    "code": "Kode",
    "perspective": "Perspektif",
    "name": "Sasaran strategis",
    "supports": "Mendukung",
}
_CASCADING: Final = dict(
    zip(("id", "code", "kpi", "department", "kind", "share", "weight", "pic"), CASCADING_COLUMNS, strict=True)
)
_HOLIDAYS: Final = {
    "date": "Tanggal",
    "name": "Keterangan",
    "national": "Libur nasional",
    "leave": "Cuti bersama",
    "closed": "Tutup perusahaan",
    "estimate": "Perkiraan",
}
_TO_DATE: Final = "Realisasi s.d."
_UDF: Final = "BSC_SCORE("
_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")


@action(
    label="Tahun baru",
    workbook="bsc",
    step=14,
    help="Membuat buku kerja BSC tahun berikutnya: KPI dan cascading dibawa, target dan hasil dikosongkan.",
    options=(
        Option(
            "out",
            "Buku kerja yang dibuat; bila kosong: di samping buku kerja ini, dengan tahun baru",
            Path,
            written=True,
        ),
    ),
)
def new_year(book: xw.Book, out: Path | None = None) -> Result:
    """Write the workbook of the next year; this year's stays as it is.

    Objectives, KPI cards, cascading, departments, settings and holidays are carried over, and IDs stay so
    that a KPI can be followed from year to year. Targets are blank for the planner, and a KPI's baseline is
    what it reached this year. Approved KPIs of the departments' own wait for a new approval. Results, rounds
    of approval, receipts, findings and revisions start empty. Columns that the company added stay behind.

    Args:
        book: The Balanced Scorecard workbook of this year.
        out: The file to write; by default beside the book, its name with the new year.

    Raises:
        LembarError: a file is there already, or a workbook without the tables, settings or a year.
    """
    year = _year(book) + 1
    path = out if out is not None else _beside(book, year)
    files.check_free(path, force=False)
    values = dict(_values(book, year))
    package = formats.build("bsc", values, portable=not _has_udfs(book))
    files.write_bytes(path, package.to_bytes())
    last = month_number(setting(book, "Bulan_laporan"))
    over = last == len(MONTHS)
    counts = f"{len(values['corporate'])} KPI Corporate, {len(values['directorate'])} KPI Directorate, "
    counts += f"{len(values['cascading'])} baris cascading, {len(values['proposals'])} KPI departemen"
    return Result(
        message=f"Buku kerja BSC {year} dibuat: {counts}. Target kosong, baseline dari realisasi {year - 1}."
        + ("" if over else f" Baseline baru sampai bulan {MONTHS[last - 1] if last else '-'}."),
        problems=not over,
        files=[path],
        next_step="Isi target bulanan dan bobot, lalu mintakan persetujuan Direksi.",
    )


def _values(book: xw.Book, year: int) -> Iterator[tuple[str, Any]]:
    """Yield the data of the new workbook."""
    yield "company", {"name": text(setting(book, "Nama_perusahaan"))}
    document = {"number": text(setting(book, "No_dokumen")), "revision": text(setting(book, "Revisi"))}
    yield "document", {**document, "date": setting(book, "Tanggal_berlaku")}
    yield "year", year
    yield "reference_date", date(year, 1, 1)
    yield "month", 1
    single = {key: setting(book, name) for key, name in _SETTINGS.items()}
    yield "settings", single | {key: choices(book, name) for key, name in _LISTS.items()}
    yield "departments", _read(book, "tbl_departemen", _DEPARTMENTS)
    yield "objectives", _read(book, "tbl_sasaran", _OBJECTIVES)
    for name, table, kpis in (
        ("corporate", "tbl_capaian_korporat", corporate(book)),
        ("directorate", "tbl_capaian_direktorat", directorate(book)),
    ):
        reached = _reached(book, table, "Kode")
        yield name, [_next(kpi, reached.get(plain(kpi.code))) for kpi in kpis]
    yield "cascading", _read(book, "tbl_cascading", _CASCADING)
    yield "proposals", _own(book, year - 1)
    yield "holidays", _holidays(book, year)


def _own(book: xw.Book, last: int) -> list[Record]:
    """Return the approved KPIs of the departments' own; each waits for its approval of the new year."""
    reached = _reached(book, "tbl_realisasi", "ID")
    blank = dict.fromkeys(("submitted", "round", "decision", "decided"))
    return [
        {**_next(kpi, reached.get(plain(kpi.id))), **blank, "note": f"Dari {last}; isi target, lalu putuskan"}
        for kpi, decision in proposals(book)
        if plain(decision) == plain(APPROVED)
    ]


def _next(kpi: Kpi, reached: float | None) -> Record:
    """Return a card for the new year: without targets, its baseline what was reached."""
    return replace(kpi, targets=NONE, baseline=kpi.baseline if reached is None else reached).data()


def _reached(book: xw.Book, table: str, heading: str) -> dict[str, float]:
    """Return the year to date of the KPIs of a table, by what identifies them."""
    records = ListTable(book, table, (heading, _TO_DATE)).records()
    found = ((plain(record[heading]), record[_TO_DATE]) for record in records)
    return {kpi: value for kpi, value in found if isinstance(value, float)}


def _read(book: xw.Book, table: str, fields: Mapping[str, str]) -> list[Record]:
    """Return the rows of a table as data, by the fields' headings."""
    records = ListTable(book, table, tuple(fields.values())).records()
    return [{name: record[heading] for name, heading in fields.items()} for record in records]


def _holidays(book: xw.Book, year: int) -> list[Record]:
    """Return the workbook's holidays, and for the new year the known ones when it has none of it yet."""
    own = _read(book, "tbl_libur", _HOLIDAYS)
    if any(isinstance(row["date"], datetime) and row["date"].year == year for row in own):
        return own
    return [*own, *(row for row in formats.read_holidays() if row["date"].year == year)]


def _year(book: xw.Book) -> int:
    year = setting(book, "Tahun_rencana")
    if not isinstance(year, (int, float)) or not 1900 < year < 9999:
        raise LembarError("no_year", file=book.name, sheet="Pengaturan", found=year or "kosong")
    return int(year)


def _beside(book: xw.Book, year: int) -> Path:
    """Return where the new workbook goes when nobody says: the book's name with the new year."""
    if "://" in book.fullname:  # OneDrive: no place beside the workbook
        raise LembarError("missing_option", found="new_year", expected="out")
    path = Path(book.fullname)
    stem, found = _YEAR.subn(str(year), path.stem)
    return path.with_name(f"{stem if found else f'{path.stem} {year}'}.xlsx")


def _has_udfs(book: xw.Book) -> bool:
    """Say whether the workbook calls the add-in's functions; the portable flavour does not."""
    setting(book, "Skor_sd")
    return _UDF in str(book.names["Skor_sd"].refers_to_range.formula).upper()
