"""Put the order lines of the running month on the sheets of its two stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.aps_order_file import NUMBER, QUANTITY, WANTED
from xl_addin.actions.aps_rows import (
    AGREED,
    FINAL_QUANTITY,
    ORDER,
    OWN_DATE,
    PROBLEMS,
    PROMISE_COLUMNS,
    PROMISED,
    STAGE_COLUMNS,
    STAGE_TABLES,
    Archive,
    Finals,
    Problem,
    RopLine,
    Year,
    read_rop,
)
from xl_addin.actions.cell_values import as_day, dated, key, shown, text_of
from xl_addin.actions.registry import Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.actions.written_days import month_name

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.allocation.stages import Stage

SHEETS: Final = {1: "APS Tahap 1", 2: "APS Tahap 2"}


@action(
    label="Tetapkan tahap",
    workbook="allocation",
    step=4,
    help="Membagi ROP bulan berjalan ke APS Tahap 1 dan 2 menurut tanggal masuk; isian rapat tetap.",
)
def assign_stage(book: xw.Book) -> Result:
    """Write the lines of the running month to the sheets of its stages, by their day of entry.

    What the meeting typed stays with its order's number. Lines that are no longer of the stage leave; those
    in which something was typed, and those whose order is gone, go to ``Arsip``. A stage that is final stays
    as it is, and what differs from it now is told.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting or the calendar is not filled, or a workbook without the tables.

    Source: APS, items 4.5, 4.6 and 7.2.
    """
    return _Assignment(book).result()


class _Assignment:
    def __init__(self, book: xw.Book) -> None:
        self._book, self._year = book, Year(book)
        self._lines, self._problems = read_rop(book, self._year)
        self._finals, self._archive, self._dates = Finals(book), Archive(book), promised_days(book)
        self._counts: list[int] = []

    def result(self) -> Result:
        """Write both sheets and tell."""
        changed = [self._write(self._year.stage(number)) for number in STAGE_TABLES]
        changed.append(self._archive.save())
        first, second = self._counts
        message = f"APS {month_name(self._year.month)}: {first} ROP di tahap 1, {second} ROP di tahap 2."
        if self._archive.added:
            message += f" {len(self._archive.added)} baris yang keluar dicatat di Arsip."
        if self._problems:
            message += f" {len(self._problems)} hal perlu diperiksa."
        return Result(
            message=message,
            changed=any(changed),
            problems=bool(self._problems),
            headings=PROBLEMS,
            rows=self._problems,
            next_step="Hitung tanggal sanggup dengan tombol Konfirmasi kesanggupan.",
        )

    def _write(self, stage: Stage) -> bool:
        """Write the sheet of a stage; say whether it is another now."""
        own = [line for line in self._lines if line.stage == stage]
        table = ListTable(self._book, STAGE_TABLES[stage.number], STAGE_COLUMNS)
        old, final = table.records(), self._finals.of(stage)
        if final is None:
            rows = _rows(own, old, self._dates)
            self._leave(old, rows, stage)
        else:
            rows = list(_final_rows(final, old, self._lines))
            self._problems += later_differences(stage, final, own, rows)
        self._counts.append(len(rows))
        return table.replace(rows)

    def _leave(self, old: list[Record], rows: list[Record], stage: Stage) -> None:
        """Put the rows that leave a stage into the archive, unless nothing of them is lost."""
        known = {key(line.no) for line in self._lines}
        staying = {key(row[NUMBER]) for row in rows}
        reason = f"Bukan ROP tahap {stage.number} {month_name(stage.month)}"
        for record in old:
            number = key(record[NUMBER])
            if number in staying:
                staying.discard(number)  # the second of two rows with one number leaves
                continue
            final = self._finals.line(number)
            if final is not None and all(record[name] == final[name] for name in AGREED):
                continue
            if number not in known or any(record[name] is not None for name in AGREED):
                self._archive.add(SHEETS[stage.number], record[NUMBER], record, STAGE_COLUMNS, reason)


def promised_days(book: xw.Book) -> dict[str, date]:
    """Return the day that holds for each order: PPC's own, else the one that capacity allows."""
    found: dict[str, date] = {}
    for record in ListTable(book, "tbl_sanggup", PROMISE_COLUMNS).records():
        day = as_day(record[OWN_DATE]) or as_day(record[PROMISED])
        if day is not None:
            found.setdefault(key(record[NUMBER]), day)
    return found


def later_differences(
    stage: Stage, final: list[Record], lines: list[RopLine], rows: list[Record]
) -> list[Problem]:
    """Return what differs from a stage since it is final: the lines of ``ROP``, and what was typed since."""
    sheet = SHEETS[stage.number]
    agreed = {key(record[NUMBER]): record for record in final}
    found: list[Problem] = []
    for line in lines:
        record = agreed.get(key(line.no))
        if record is None:
            found.append(("ROP", line.no, f"masuk sesudah {sheet} final", "baris di ROP Susulan"))
        elif line.quantity != record[FINAL_QUANTITY]:
            found.append(("ROP", line.no, f"Jumlah {shown(line.quantity)}", _final(record, FINAL_QUANTITY)))
    there = {key(line.no) for line in lines}
    gone = [record for number, record in agreed.items() if number not in there]
    found += [
        ("ROP", text_of(record[NUMBER]), "tidak ada lagi di ROP tahap ini", "tetap final") for record in gone
    ]
    for row in rows:
        record = agreed.get(key(row[NUMBER]), row)
        for name in AGREED:
            if row[name] != record[name]:
                told = f"{name} {shown(row[name])}"
                found.append((sheet, text_of(row[NUMBER]), told, _final(record, name)))
    return found


def _final(record: Mapping[str, Any], name: str) -> str:
    return f"{shown(record[name])} (final, terkunci)"


def _rows(lines: list[RopLine], old: list[Record], dates: Mapping[str, date]) -> list[Record]:
    """Return the rows of a stage, each with what was typed in it."""
    typed: dict[str, Record] = {}
    for record in old:
        typed.setdefault(key(record[NUMBER]), record)
    rows = []
    for line in lines:
        facts = {name: line.record[name] for name in (*ORDER, QUANTITY, WANTED)}
        agreed = typed.get(key(line.no), dict.fromkeys(AGREED))
        rows.append({**agreed, **facts, PROMISED: dated(dates.get(key(line.no)))})
    return rows


def _final_rows(final: list[Record], old: list[Record], lines: list[RopLine]) -> Iterator[Record]:
    """Yield the rows of a stage that is final: those that are there, and what they lack from the final."""
    there = {key(record[NUMBER]): record for record in old}
    wanted = {key(line.no): line.record[WANTED] for line in lines}
    for record in final:
        number = key(record[NUMBER])
        if number in there:
            yield there[number]
        else:
            kept = {name: record[name] for name in (*ORDER, PROMISED, *AGREED)}
            yield {**kept, QUANTITY: record[FINAL_QUANTITY], WANTED: wanted.get(number)}
