"""The review of the scorecard every six months: a snapshot of all KPIs, and who owes a PPK."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from xl_addin.actions.bsc_cards import (
    ACTUALS,
    DENOMINATORS,
    TARGETS,
    Kpi,
    Typed,
    corporate,
    directorate,
    text,
)
from xl_addin.actions.bsc_periods import Rules, standing
from xl_addin.actions.bsc_refresh import results
from xl_addin.actions.bsc_rows import month_number
from xl_addin.actions.cell_values import plain
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

WRITTEN: Final = ("Penyebab", "Tindak lanjut", "PIC", "Batas")
"""What people write beside a KPI of the review."""
_MEASURED: Final = ("Target", "Realisasi", "Pencapaian", "Skor", "Status")
_KEY: Final = ("Tingkat", "Departemen", "Kode")
REVIEW_COLUMNS: Final = ("Semester", *_KEY, "KPI", *_MEASURED, *WRITTEN, "PPK")
CORPORATE, DIRECTORATE, DEPARTMENT = "Corporate", "Directorate", "Departemen"
OWED, DRAFTED, COMPLETE = "Belum", "Disusun", "Lengkap"
"""What the column PPK says of a KPI of a department that is under its target."""
_GONE: Final = "Tidak ada lagi"
_HALF: Final = 6


@action(
    label="Review semester",
    workbook="bsc",
    step=8,
    help="Memotret pencapaian semua KPI selama satu semester ke Review Semester; yang sudah ditulis tetap.",
    options=(Option("semester", "1 untuk Januari sampai Juni, 2 untuk Juli sampai Desember", required=True),),
)
def semester_review(book: xw.Book, semester: str | int) -> Result:
    """Write where every KPI stood over the six months of a semester.

    Months are consolidated as the KPI's card says. What people wrote beside a KPI stays, also when it is
    gone; the other semester stays as it is.

    Args:
        book: The Balanced Scorecard workbook.
        semester: 1 or 2.

    Raises:
        LembarError: another semester, or a workbook without the tables or settings.

    Source: quality objectives, items 4.9, 7.2.3 and 7.2.4.
    """
    number = semester_number(semester)
    table = ListTable(book, "tbl_review", REVIEW_COLUMNS)
    old = table.records()
    own, others = _parted(old, number)
    new = _with_written(list(review_rows(book, number)), own)
    records = [*others, *new] if number == 2 else [*new, *others]  # the first semester stands first
    owed = Counter(str(row["Departemen"]) for row in new if row["PPK"] in (OWED, DRAFTED))
    late = _not_over(book, number)
    return Result(
        message=_told(number, new, owed) + late,
        changed=table.replace(records),
        problems=bool(owed or late),
        headings=("Departemen", "KPI di bawah target", "PPK belum lengkap"),
        rows=[(name, _under(new, name), count) for name, count in owed.items()],
        next_step="Susun PPK dengan tombol Susun PPK, lalu bahas penyebabnya dalam rapat review."
        if owed
        else "Bahas penyebab dan tindak lanjut dalam rapat review.",
    )


def semester_number(semester: str | int) -> int:
    """Return the number of a semester.

    >>> semester_number(" 2 ")
    2

    Raises:
        LembarError: it is neither 1 nor 2.
    """
    if str(semester).strip() not in ("1", "2"):
        raise LembarError("bad_semester", found=semester, expected="1, 2")
    return int(str(semester).strip())


def semester_months(semester: int) -> range:
    """Return the months of a semester, 0 to 11.

    >>> list(semester_months(2))
    [6, 7, 8, 9, 10, 11]
    """
    return range((semester - 1) * _HALF, semester * _HALF)


def due_months(book: xw.Book, semester: int) -> range:
    """Return the months of a semester that the workbook reports already.

    Raises:
        LembarError: the workbook has no report month.
    """
    months = semester_months(semester)
    reported = month_number(setting(book, "Bulan_laporan"))
    return range(months.start, max(months.start, min(months.stop, reported)))


def review_rows(book: xw.Book, semester: int) -> Iterator[Record]:
    """Yield the rows of a review; KPIs that were not due in it are left out.

    Raises:
        LembarError: a workbook without the tables or settings.
    """
    rules, months = Rules.of_book(book), due_months(book, semester)
    for level, department, kpi, typed in _all_kpis(book):
        now = standing(kpi, typed, months, rules)
        if now.due:
            owed = level == DEPARTMENT and now.is_under(rules)
            measured = (now.target, now.actual, now.achievement, now.score, now.status)
            yield {
                "Semester": float(semester),
                **dict(zip(_KEY, (level, department, kpi.code), strict=True)),
                "KPI": kpi.name,
                **dict(zip(_MEASURED, measured, strict=True)),
                "PPK": OWED if owed else None,
            }


def department_results(book: xw.Book) -> list[tuple[Kpi, Typed]]:
    """Return the KPIs that departments carry, with their results as CMS holds them.

    Raises:
        LembarError: a workbook without the table.
    """
    return [(Kpi.of(record), Typed.of(record)) for record in results(book)]


def _all_kpis(book: xw.Book) -> Iterator[tuple[str, str | None, Kpi, Typed]]:
    """Yield level, department or directorate, card and results of all KPIs."""
    for level, name, kpis in (
        (CORPORATE, "tbl_capaian_korporat", corporate(book)),
        (DIRECTORATE, "tbl_capaian_direktorat", directorate(book)),
    ):
        rolled = {plain(record["Kode"]): Typed.of(record) for record in rolled_up(book, name)}
        for kpi in kpis:
            yield level, kpi.directorate, kpi, rolled.get(plain(kpi.code), Typed())
    for kpi, typed in department_results(book):
        yield DEPARTMENT, kpi.department, kpi, typed


def rolled_up(book: xw.Book, name: str) -> list[Record]:
    """Return the rows of a table of achievements: codes and what the departments' results add up to.

    Raises:
        LembarError: a workbook without the table.
    """
    columns = ("Kode", *TARGETS, *ACTUALS, *DENOMINATORS, "Realisasi s.d.")
    return ListTable(book, name, columns).records()


def _parted(records: Sequence[Record], semester: int) -> tuple[list[Record], list[Record]]:
    """Return the rows of a semester, and the others."""
    own = [record for record in records if record["Semester"] == semester]
    return own, [record for record in records if record["Semester"] != semester]


def _with_written(new: list[Record], old: list[Record]) -> list[Record]:
    """Return the rows with what was written beside them, by code or else name, then those that are gone."""
    was: dict[int, Record] = {}
    left = old
    for headings in (_KEY, ("Tingkat", "Departemen", "KPI")):
        index = {_sign(record, headings): record for record in reversed(left)}
        for place, record in enumerate(new):
            if place not in was and (found := index.pop(_sign(record, headings), None)) is not None:
                was[place] = found
        taken = {id(record) for record in was.values()}
        left = [record for record in left if id(record) not in taken]
    kept = [_over(record, was.get(place, {})) for place, record in enumerate(new)]
    gone = [record for record in left if any(record[heading] is not None for heading in WRITTEN)]
    return [*kept, *({**record, "Status": _GONE, "PPK": None} for record in gone)]


def _over(record: Record, was: Record) -> Record:
    """Return a row over what it was: what was typed stays, and how far its PPK is while one is owed."""
    ppk = was.get("PPK") if record["PPK"] else None
    return {**was, **record, "PPK": ppk or record["PPK"]}


def _sign(record: Record, headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(record[heading]) for heading in headings)


def _told(semester: int, rows: list[Record], owed: Counter[str]) -> str:
    status = Counter(text(row["Status"]) or "belum dilaporkan" for row in rows)
    counts = ", ".join(f"{count} {name.lower()}" for name, count in status.items())
    message = f"Review semester {semester}: {len(rows)} KPI ({counts})."
    if not owed:
        return message + " Tidak ada PPK yang ditunggu."
    names = ", ".join(f"{name} ({count})" for name, count in owed.items())
    return f"{message} PPK yang ditunggu: {names}."


def _under(rows: list[Record], department: str) -> int:
    return sum(row["PPK"] is not None and row["Departemen"] == department for row in rows)


def _not_over(book: xw.Book, semester: int) -> str:
    """Say that the semester is not over yet."""
    due = due_months(book, semester)
    if len(due) == _HALF:
        return ""
    return f" Semester belum selesai: baru {len(due)} dari {_HALF} bulan yang dilaporkan."
