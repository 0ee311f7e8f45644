"""Make final what the APS meeting agreed on; from then on it does not change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from xl_addin.actions.aps_order_file import NUMBER, QUANTITY
from xl_addin.actions.aps_rows import (
    AGREED,
    AGREED_BY,
    CHANGE,
    FINAL_DAY,
    FINAL_QUANTITY,
    MONTH,
    ORDER,
    PROBLEMS,
    PROMISED,
    REASON,
    STAGE,
    STAGE_COLUMNS,
    STAGE_TABLES,
    Finals,
    Problem,
    RopLine,
    Year,
    read_rop,
)
from xl_addin.actions.aps_stages import SHEETS, later_differences
from xl_addin.actions.bsc_rows import number
from xl_addin.actions.cell_values import as_day, dated, key, shown, text_of
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import month_name
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.allocation.stages import Stage

STAGE_OPTION: Final = Option("stage", "Tahap 1 atau 2; bila kosong: menurut tanggal rapat")
_PLACES: Final = {text: number for number in STAGE_TABLES for text in (f"{number}", f"tahap {number}")}


@action(
    label="Finalkan APS",
    workbook="allocation",
    step=6,
    help="Mengunci hasil rapat APS dengan tambah/kurang, alasan, dan siapa yang menyepakati.",
    options=(STAGE_OPTION,),
)
def finalise_aps(book: xw.Book, stage: str | None = None) -> Result:
    """Write what the meeting agreed on to ``APS Final``; a stage of a month is final once and for all.

    A change without its reason or without who agreed to it is refused, line by line, and the stage is not
    final before all its lines are as they should be. What differs from a final stage later is told.

    Args:
        book: The APS workbook.
        stage: 1 or 2; by default those of the running month whose meeting has been held.

    Raises:
        LembarError: a stage that is none, a setting or the calendar is not filled.

    Source: APS, items 4.7 to 4.10 and 7.4.
    """
    return _Finalisation(book).result(stage)


class _Finalisation:
    def __init__(self, book: xw.Book) -> None:
        self._book, self._year = book, Year(book)
        self._lines, self._problems = read_rop(book, self._year)
        self._finals = Finals(book)
        self._told: list[str] = []

    def result(self, stage: str | None) -> Result:
        """Write what is final now and tell."""
        new = [record for one in _stages(self._year, stage) for record in self._take(one)]
        changed = bool(new) and self._finals.table.replace([*self._finals.records, *new])
        told = "; ".join(self._told) or "belum ada rapat yang berlangsung"
        message = f"APS {month_name(self._year.month)}: {told}."
        if self._problems:
            message += f" {len(self._problems)} hal perlu diperiksa."
        return Result(
            message=message,
            changed=changed,
            problems=bool(self._problems) or not self._told,
            headings=PROBLEMS,
            rows=self._problems,
            next_step="Kirim hasilnya hari ini juga dengan tombol Kirim hasil APS." if new else "",
        )

    def _take(self, stage: Stage) -> list[Record]:
        """Return the final lines of a stage, none when it is final already or cannot be yet."""
        own = [line for line in self._lines if line.stage == stage]
        rows = ListTable(self._book, STAGE_TABLES[stage.number], STAGE_COLUMNS).records()
        final = self._finals.of(stage)
        if final is not None:
            self._problems += later_differences(stage, final, own, rows)
            self._told.append(f"tahap {stage.number} sudah final dan terkunci")
            return []
        refused = [*_missing(stage, own, rows), *_refused(stage, rows)]
        self._problems += refused
        if refused:
            self._told.append(f"tahap {stage.number} belum dapat difinalkan")
            return []
        self._told.append(f"tahap {stage.number} final, {len(rows)} ROP")
        return [_record(stage, row, self._year) for row in rows]


def stage_number(text: str) -> int:
    """Return the stage that an option names.

    Raises:
        LembarError: it names none.

    >>> stage_number("Tahap 2")
    2
    """
    found = _PLACES.get(" ".join(text.casefold().split()))
    if found is None:
        raise LembarError("bad_option", found=f"stage={text}", expected="1 | 2")
    return found


def _stages(year: Year, stage: str | None) -> list[Stage]:
    """Return the stages to be final: the one asked for, or those whose meeting has been held."""
    if stage is not None:
        return [year.stage(stage_number(stage))]
    stages = [year.stage(number) for number in STAGE_TABLES]
    return [one for one in stages if one.end <= year.today]


def _missing(stage: Stage, lines: list[RopLine], rows: list[Record]) -> Iterator[Problem]:
    """Yield the lines in which the sheet of the stage is not what ``ROP`` says now."""
    sheet, press = SHEETS[stage.number], "tekan Tetapkan tahap"
    there = {key(row[NUMBER]): row for row in rows}
    if not lines and not rows:
        yield sheet, "-", "belum ada ROP", "ROP tahap ini"
    for line in lines:
        row = there.pop(key(line.no), None)
        if row is None:
            yield sheet, line.no, "belum ada di lembar ini", press
        elif row[QUANTITY] != line.quantity:
            yield (
                sheet,
                line.no,
                f"{QUANTITY} {shown(row[QUANTITY])}",
                f"{shown(line.quantity)} (ROP); {press}",
            )
    for row in there.values():
        yield sheet, text_of(row[NUMBER]) or "-", "bukan ROP tahap ini", press


def _refused(stage: Stage, rows: list[Record]) -> Iterator[Problem]:
    """Yield the lines with a change that nobody can have agreed to, and those without a day."""
    sheet = SHEETS[stage.number]
    for row in rows:
        no, change, quantity = text_of(row[NUMBER]) or "-", number(row[CHANGE]), number(row[QUANTITY]) or 0.0
        if row[CHANGE] is not None and change is None:
            yield sheet, no, f"{CHANGE} {shown(row[CHANGE])}", "angka"
            continue
        if change:
            for name in (REASON, AGREED_BY):
                if row[name] is None:
                    yield sheet, no, f"{CHANGE} {shown(change)} tanpa {name}", f"{name} diisi"
        agreed = quantity + (change or 0.0)
        if agreed < 0:
            yield sheet, no, f"{CHANGE} {shown(change)}", f"paling banyak dikurangi {shown(quantity)}"
        if agreed > 0 and as_day(row[PROMISED]) is None:
            expected = "tekan Konfirmasi kesanggupan, isi Tanggal PPC, atau kurangi menjadi 0"
            yield sheet, no, f"{PROMISED} kosong", expected


def _record(stage: Stage, row: Record, year: Year) -> Record:
    """Return the final line of a row."""
    kept = {name: row[name] for name in (*ORDER, PROMISED, *AGREED)}
    facts = {MONTH: dated(stage.month), STAGE: float(stage.number), FINAL_QUANTITY: row[QUANTITY]}
    return {**kept, **facts, FINAL_DAY: dated(year.today)}
