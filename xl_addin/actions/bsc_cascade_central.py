"""What the Balanced Scorecard workbook tells the cascade: approval, IDs, who carries what, what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import (
    APPROVED,
    CASCADING_COLUMNS,
    MONTHS,
    PROPOSAL_COLUMNS,
    RETURNED,
    TARGETS,
    Kpi,
    Typed,
    department_kpis,
    department_names,
    own_kpi,
    text,
    unclear_rows,
)
from xl_addin.actions.bsc_cascade_ids import Known, give_ids, number_of
from xl_addin.actions.bsc_cascade_plan import Central
from xl_addin.actions.bsc_files import FOLLOWED, Proposal
from xl_addin.actions.bsc_refresh import ARCHIVE_COLUMNS, results
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.tables import ListTable, Record, choices, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

HISTORY_COLUMNS: Final = ("Tanggal", "Departemen", "Kode", "KPI", "Perubahan", "Lama", "Baru")
SUBMITTED, AGREED, SENT_BACK = "Diajukan", "Disetujui", "Dikembalikan"
_LEVELS: Final = ("corporate", "directorate")


def check_approved(book: xw.Book) -> None:
    """Refuse KPIs that the board has not approved in its last round, on each level that it has decided on.

    Raises:
        LembarError: there is no decision yet, or the last one is another.
    """
    table = ListTable(book, "tbl_persetujuan", ("Ronde", "Tingkat", "Keputusan"))
    last: dict[str, Record] = {}
    for record in sorted(table.records(), key=lambda record: _number(record["Ronde"])):
        for level in _LEVELS:
            if level in plain(record["Tingkat"]):
                last[level] = record
    decisions = {level: text(record["Keputusan"]) for level, record in last.items()}
    refused = [decision for decision in decisions.values() if plain(decision) != plain(APPROVED)]
    if refused or "corporate" not in decisions:
        found = (refused[0] if refused else None) or "belum ada"
        raise LembarError("not_approved", file=book.name, sheet=table.table.parent.name, found=found)


def plan_year(book: xw.Book) -> float:
    """Return the year of the plan.

    Raises:
        LembarError: it is blank or no year.
    """
    year = setting(book, "Tahun_rencana")
    if not isinstance(year, float) or not 1900 <= year < 2200:
        raise LembarError("no_year", file=book.name, sheet="Pengaturan", found=year or "kosong")
    return year


def give_all_ids(book: xw.Book, others: Iterable[Known]) -> bool:
    """Give every row of Cascading, and every proposal of a department, its ID.

    Args:
        book: The Balanced Scorecard workbook.
        others: The IDs that the departments' files know.

    Returns:
        Whether anything is another now.
    """
    cascading = ListTable(book, "tbl_cascading", (*CASCADING_COLUMNS, *TARGETS))
    own = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS)
    rows = [[_known(record) for record in table.records()] for table in (cascading, own)]
    inside = [_known(record) for record in results(book)]
    inside += [_known(record, live=False) for record in _archive(book)]
    given = give_ids([*rows[0], *rows[1]], inside, others)
    changed = [
        cascading.fill("ID", given[: len(rows[0])]),
        own.fill("ID", given[len(rows[0]) :]),
    ]
    return any(changed)


def known_departments(book: xw.Book) -> list[str]:
    """Return the departments that shall have a file: those of the list, then others that carry KPIs."""
    return _departments(book, department_kpis(book))


def read_central(book: xw.Book, paths: Mapping[str, Path]) -> Central:
    """Return what the workbook says.

    Args:
        book: The Balanced Scorecard workbook, whose KPIs have IDs.
        paths: The file of each department, also of those that only have a file.
    """
    kpis = [kpi for kpi in department_kpis(book) if number_of(kpi.id) is not None]
    departments = _departments(book, kpis)
    names = {plain(name): name for name in paths}
    found, archive = results(book), _archive(book)
    proposals = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS).records()
    return Central(
        kpis=kpis,
        departments=departments,
        today=reference_date(book),
        year=plan_year(book),
        paths=paths,
        settings=_settings(book, paths),
        homes={str(record["ID"]): str(record["Departemen"]) for record in found if record["Departemen"]},
        typed={str(record["ID"]): Typed.of(record) for record in found},
        archived={str(record["ID"]): Typed.of(record) for record in archive if record["ID"]},
        staying=frozenset(str(r["ID"]) for r in (*proposals, *unclear_rows(book)) if r["ID"]),
        proposals=_by_department(proposals, names, _proposal),
        history=_by_department(ListTable(book, "tbl_riwayat", HISTORY_COLUMNS).records(), names, dict),
        archive=_by_department(archive, names, dict),
        submitted=_submitted(book),
    )


def _departments(book: xw.Book, kpis: Iterable[Kpi]) -> list[str]:
    carriers = (str(kpi.department) for kpi in kpis)
    return list(dict.fromkeys([*department_names(book).values(), *carriers]))


def _known(record: Record, *, live: bool = True) -> Known:
    department = text(record.get("Departemen"))
    return Known(text(record["ID"]) or "", text(record["Kode"]), department, live)


def _archive(book: xw.Book) -> list[Record]:
    return ListTable(book, "tbl_arsip", ARCHIVE_COLUMNS).records()


def _by_department(
    records: Iterable[Record], names: Mapping[str, str], make: Callable[[Record], Any]
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        name = names.get(plain(record["Departemen"]))
        if name is not None:
            found.setdefault(name, []).append(make(record))
    return found


def _proposal(record: Record) -> Proposal:
    decision = plain(record["Keputusan"])
    status = {plain(APPROVED): AGREED, plain(RETURNED): SENT_BACK}.get(decision, SUBMITTED)
    return Proposal(own_kpi(record), status, text(record["Catatan"]))


def _settings(book: xw.Book, departments: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what each department's file takes over."""
    own = ("manager", "verified", "status_names")
    common = {key: setting(book, name) for key, name in FOLLOWED.items() if key not in own}
    common["status_names"] = choices(book, "Nama_status")
    managers, verified = _managers(book), _verified(book)
    return {
        name: {**common, "manager": managers.get(plain(name)), "verified": verified.get(plain(name), 0.0)}
        for name in departments
    }


def _managers(book: xw.Book) -> dict[str, str | None]:
    records = ListTable(book, "tbl_departemen", ("Departemen", "Manajer")).records()
    return {plain(record["Departemen"]): text(record["Manajer"]) for record in records}


def _verified(book: xw.Book) -> dict[str, float]:
    """Return for each department the month up to which every month is verified."""
    records = ListTable(book, "tbl_penyerahan", ("Departemen", "Bulan", "Terverifikasi")).records()
    done = {
        (plain(record["Departemen"]), _number(record["Bulan"]))
        for record in records
        if record["Terverifikasi"] is not None
    }
    return {
        name: float(next(month for month in range(len(MONTHS) + 1) if (name, month + 1.0) not in done))
        for name in {name for name, _ in done}
    }


def _submitted(book: xw.Book) -> dict[str, tuple[datetime | None, ...]]:
    """Return when the results of each month came in, by department."""
    found: dict[str, list[datetime | None]] = {}
    for record in ListTable(book, "tbl_penyerahan", ("Departemen", "Bulan", "Diterima")).records():
        month = int(_number(record["Bulan"]))
        if 1 <= month <= len(MONTHS) and isinstance(record["Diterima"], datetime):
            dates = found.setdefault(str(record["Departemen"] or ""), [None] * len(MONTHS))
            dates[month - 1] = record["Diterima"]
    return {name: tuple(dates) for name, dates in found.items()}


def _number(value: object) -> float:
    return value if isinstance(value, float) else 0.0
