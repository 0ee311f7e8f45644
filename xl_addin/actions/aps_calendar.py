"""Fill the APS calendar of the year: meetings and production months by rule, where nobody has typed any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from xl_addin.actions.aps_rows import MONTH, REASON, Year
from xl_addin.actions.cell_values import as_day, dated, shown
from xl_addin.actions.registry import Result, action
from xl_addin.actions.tables import ListTable, Record
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.allocation.stages import Stage

MEETING: Final = "Rapat"
_HEADINGS: Final = ("Lembar", "Tahap", "Kolom", "Ditemukan", "Menurut aturan", "Alasan")
_SHEET: Final = "Kalender APS"


@action(
    label="Susun kalender",
    workbook="allocation",
    step=1,
    help="Mengisi rapat dan bulan produksi setiap tahap menurut aturan; yang sudah diketik tetap.",
)
def build_calendar(book: xw.Book) -> Result:
    """Fill the meetings and production months that are blank; what PPC typed stays.

    A meeting stands on the day of the month that the settings say, moved off weekends and holidays; a stage
    ends on it, and the next one starts the day after. Rows that differ from the rule are told, and those
    that are out of order must be settled.

    Args:
        book: The APS workbook.

    Raises:
        LembarError: a setting that is no day or no year, or a workbook without the table.

    Source: APS, items 4.2 to 4.4, 4.8, 4.9 and 7.1.
    """
    rule = Year(book).rule
    table = ListTable(book, "tbl_kalender", (MEETING, MONTH, REASON))
    rows = table.rows()
    if len(rows) != len(rule):
        raise LembarError(
            "aps_setting", found=f"{len(rows)} baris", expected=f"tbl_kalender ({len(rule)} baris)"
        )
    blank = sum(row[name] is None for row in rows for name in (MEETING, MONTH))
    for row, stage in zip(rows, rule, strict=True):
        row[MEETING] = row[MEETING] or dated(stage.end)
        row[MONTH] = row[MONTH] or dated(stage.month)
    changed = [table.fill_rows(name, [row[name] for row in rows]) for name in (MEETING, MONTH)]
    differing, faulty = list(_differing(rows, rule)), list(_faulty(rows, rule))
    told = f"{blank} isian kalender APS dilengkapi menurut aturan." if any(changed) else ""
    return Result(
        message=(told or "Kalender APS sudah lengkap; tidak ada yang diubah.") + _summary(differing, faulty),
        changed=any(changed),
        problems=bool(faulty) or any(not row[-1] for row in differing),
        headings=_HEADINGS,
        rows=[*faulty, *differing],
        next_step="Isi Alasan bila rapat sengaja digeser; kosongkan Rapat untuk kembali ke aturan."
        if differing
        else "Masukkan order pelanggan dengan tombol Impor ROP.",
    )


def _summary(differing: Sequence[object], faulty: Sequence[object]) -> str:
    parts = (
        (differing, "isian berbeda dari aturan."),
        (faulty, "isian tidak berurutan atau bukan tanggal."),
    )
    return "".join(f" {len(found)} {words}" for found, words in parts if found)


def _differing(rows: Sequence[Record], rule: Sequence[Stage]) -> Iterator[tuple[str, ...]]:
    """Yield what is otherwise than by rule, with the reason that PPC gave."""
    for row, stage in zip(rows, rule, strict=True):
        month = as_day(row[MONTH])
        expected = (
            (MEETING, as_day(row[MEETING]), stage.end),
            (MONTH, month and month.replace(day=1), stage.month),
        )
        for heading, found, right in expected:
            if found is not None and found != right:
                reason = str(row[REASON] or "")
                yield _SHEET, _name(stage), heading, shown(found), shown(right), reason


def _faulty(rows: Sequence[Record], rule: Sequence[Stage]) -> Iterator[tuple[str, ...]]:
    """Yield what no calendar can hold: no date, or a meeting that is not after the one before it."""
    before = None
    for row, stage in zip(rows, rule, strict=True):
        meeting = as_day(row[MEETING])
        for heading in (MEETING, MONTH):
            if as_day(row[heading]) is None:
                yield _SHEET, _name(stage), heading, f"{shown(row[heading])}: bukan tanggal", "", ""
        if before and meeting and meeting <= before:
            found = f"{shown(meeting)}: tidak sesudah rapat sebelumnya, {shown(before)}"
            yield _SHEET, _name(stage), MEETING, found, shown(stage.end), ""
        before = meeting or before


def _name(stage: Stage) -> str:
    return f"{stage.number}, rapat {stage.end:%m/%Y}"
