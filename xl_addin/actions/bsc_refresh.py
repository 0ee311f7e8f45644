"""Fit the Balanced Scorecard workbook to its KPIs: results, achievements, scorecard, matrix, departments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from xl_addin.actions.bsc_cards import (
    ACTUALS,
    DENOMINATORS,
    TARGETS,
    Kpi,
    Typed,
    corporate,
    department_kpis,
    directorate,
    proposals,
    text,
    unclear_rows,
)
from xl_addin.actions.cell_values import reference_date
from xl_addin.actions.tables import ListTable, Record, choices, fit_block, typed

if TYPE_CHECKING:
    import xlwings as xw

_KPI_COLUMNS: Final = (
    *("ID", "Kode", "KPI", "Departemen", "Induk", "Jenis", "Perspektif", "Satuan", "Polaritas"),
    *("Konsolidasi", "Toleransi", "Bobot", *TARGETS),
)
RESULT_COLUMNS: Final = (*_KPI_COLUMNS, *ACTUALS, *DENOMINATORS)
"""The columns of Realisasi that actions write."""
ARCHIVE_COLUMNS: Final = (*("Tanggal", "ID", "Kode", "KPI", "Departemen", "Alasan", *ACTUALS, *DENOMINATORS),)
_MATRIX: Final = "Matriks Cascading"
_MATRIX_TOP: Final = 10
_GONE: Final = "Tidak ada lagi di Cascading"


def refresh(book: xw.Book, homes: Mapping[str, str] | None = None) -> bool:
    """Fit the rows of the result sheets to the KPIs, and say whether anything is another now.

    Results stay beside their KPI by its ID. A KPI that is gone goes to Arsip with its results, and has them
    again when it comes back. A KPI without an ID is not there yet: the cascade gives IDs.

    Args:
        book: The Balanced Scorecard workbook.
        homes: The departments whose workbooks have the KPIs, by ID, as the cascade knows; other KPIs that
            have a row already stay with the department of that row until they are cascaded.

    Raises:
        LembarError: a workbook without the tables, or no reference date where something goes to Arsip.
    """
    changed = [
        _fit_results(book, homes or {}),
        _fit_codes(book, "tbl_capaian_korporat", corporate(book)),
        _fit_codes(book, "tbl_capaian_direktorat", directorate(book)),
        _fit_codes(book, "tbl_scorecard", corporate(book)),
        _fit_departments(book),
        _fit_matrix(book),
    ]
    return any(changed)


def results(book: xw.Book) -> list[Record]:
    """Return the rows of Realisasi as the actions write them.

    Raises:
        LembarError: a workbook without the table.
    """
    return ListTable(book, "tbl_realisasi", RESULT_COLUMNS).records()


def _fit_results(book: xw.Book, homes: Mapping[str, str]) -> bool:
    table = ListTable(book, "tbl_realisasi", RESULT_COLUMNS)
    archive = ListTable(book, "tbl_arsip", ARCHIVE_COLUMNS)
    old = {str(record["ID"]): record for record in table.records()}
    lines = archive.records()
    archived = {str(line["ID"]): line for line in lines}
    stay = {kpi.id for kpi, _ in proposals(book)} | {text(record["ID"]) for record in unclear_rows(book)}
    new: dict[str, Record] = {}
    for kpi in department_kpis(book):
        if kpi.id is not None:
            before = old.get(kpi.id, {})
            home = homes.get(kpi.id) or before.get("Departemen") or kpi.department
            typed = Typed.of(before or archived.get(kpi.id, {})).record()
            new[kpi.id] = {**before, **kpi.record(_KPI_COLUMNS), **_without_note(typed), "Departemen": home}
    kept = {identifier: record for identifier, record in old.items() if identifier in {*stay} - {*new}}
    gone = [record for identifier, record in old.items() if identifier not in {**new, **kept}]
    if gone:
        today = reference_date(book)
        lines += [{**record, "Tanggal": today, "Alasan": _GONE} for record in gone]
    changed = archive.replace(lines)
    return table.replace(list({**new, **kept}.values())) or changed


def _without_note(record: Record) -> Record:
    return {heading: value for heading, value in record.items() if heading != "Catatan"}


def _fit_codes(book: xw.Book, name: str, kpis: Iterable[Kpi]) -> bool:
    """Give a table a row for each KPI; all but the code are formulas."""
    return ListTable(book, name, ("Kode",)).replace([{"Kode": kpi.code} for kpi in kpis])


def _fit_departments(book: xw.Book) -> bool:
    names = [{"Departemen": name} for name in choices(book, "Daftar_departemen")]
    return ListTable(book, "tbl_skor_departemen", ("Departemen",)).replace(names)


def _fit_matrix(book: xw.Book) -> bool:
    """Give the matrix a row for each KPI that can be cascaded; all but the code are formulas."""
    if _MATRIX not in [sheet.name for sheet in book.sheets]:
        return False
    codes = [kpi.code for kpi in (*corporate(book), *directorate(book))]
    codes += [None] * (2 - len(codes))  # a row comes in between two: the sheet is no table
    sheet = book.sheets[_MATRIX]
    used = max(sheet.used_range.last_cell.row, _MATRIX_TOP)
    formulas = sheet.range((_MATRIX_TOP, 2), (used + 1, 2)).options(ndim=2).formula
    have = next(n for n, (text_,) in enumerate(formulas) if not text_.startswith("="))
    old = [text(row[0]) for row in sheet.range((_MATRIX_TOP, 1), (used, 1)).options(ndim=2).value][:have]
    if old == codes or not have:
        return False
    fit_block(sheet, _MATRIX_TOP, have, len(codes))
    last = sheet.used_range.last_cell.column
    pattern = sheet.range((_MATRIX_TOP, 1), (_MATRIX_TOP, last))
    pattern.copy(sheet.range((_MATRIX_TOP + 1, 1), (_MATRIX_TOP + len(codes) - 1, last)))
    sheet.range((_MATRIX_TOP, 1)).options(transpose=True).value = [typed(code) for code in codes]
    return True
