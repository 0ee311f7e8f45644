"""Try a procedure out: many cases through the steps of the workbook ``sop``, alone or with queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.registry import Result, action
from xl_addin.actions.sop_book import read_procedure
from xl_addin.actions.tables import ListTable, Record, setting
from xl_addin.errors import LembarError
from xl_addin.sop.outcome import BUSY, Load, Outcome, histogram
from xl_addin.sop.procedure import Procedure
from xl_addin.sop.routes import obstacles
from xl_addin.sop.simulation import Plan, offered, simulate
from xl_addin.sop.words import shown

if TYPE_CHECKING:
    import xlwings as xw

NUMBER_COLUMNS: Final = ("Ukuran", "Nilai", "Satuan")
BAR_COLUMNS: Final = ("Dari", "Sampai", "Kasus", "Lewat janji")
LOAD_COLUMNS: Final = ("Pelaksana", "Porsi waktu", "Menunggu", "Utilisasi", "Hambatan")
DAYS: Final = "hari kerja"
_PART: Final = "bagian (1 = semua kasus)"
_MEND: Final = "Tambah orang, percepat langkahnya, atau kurangi pengulangan, lalu simulasikan lagi."
_DIGITS: Final = 6
"""Decimals that are written: the last bits of a sum may differ from one computer to another."""


@action(
    label="Simulasikan SOP",
    workbook="sop",
    step=3,
    help="Menjalankan prosedur berulang kali: lama selesai, beban pelaksana, hambatan, ketepatan janji.",
)
def simulate_sop(book: xw.Book) -> Result:
    """Simulate the procedure and write what came of it on the sheet ``Simulasi``.

    The same workbook gives the same numbers. A procedure that cannot be simulated, with a step that leads
    nowhere for example, is refused step by step; the numbers of the last simulation then stay.

    Args:
        book: The workbook ``sop``.

    Raises:
        LembarError: a setting that is none, or a workbook without the tables.

    Source: SOP drafting, simulation.
    """
    procedure, plan = read_procedure(book), _plan(book)
    tables = [
        ListTable(book, name, columns)
        for name, columns in (
            ("tbl_simulasi", NUMBER_COLUMNS),
            ("tbl_sebaran", BAR_COLUMNS),
            ("tbl_beban_pelaksana", LOAD_COLUMNS),
        )
    ]
    if faults := obstacles(procedure):
        return Result(
            message=f"Prosedur ini belum dapat disimulasikan: {len(faults)} hal harus diperbaiki dahulu.",
            problems=True,
            headings=("Kode", "Yang perlu diperbaiki"),
            rows=faults,
            next_step="Perbaiki lembar Langkah, lalu tekan lagi.",
        )
    outcome = simulate(procedure, plan)
    rows = _numbers(outcome, plan, procedure), _bars(outcome, procedure), _loads(outcome, procedure)
    changed = [table.replace(records) for table, records in zip(tables, rows, strict=True)]
    return _told(outcome, plan, procedure, any(changed))


@dataclass(frozen=True)
class _Number:
    """A setting that is a number: its defined name, its limits, and what it is when blank."""

    name: str
    least: float
    most: float
    blank: float | None
    whole: bool = False

    def read(self, book: xw.Book) -> float | None:
        """Return its value.

        Raises:
            LembarError: it is no such number.
        """
        value = setting(book, self.name)
        if value in (None, ""):
            return self.blank
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and self.least <= value <= self.most and (value == int(value) or not self.whole):
            return float(value)
        cell = book.names[self.name].refers_to_range
        kind = "bilangan bulat" if self.whole else "angka"
        raise LembarError(
            "sop_setting",
            sheet=cell.sheet.name,
            cell=cell.get_address(False, False),
            found=value,
            expected=f"{kind} {self.least:.10g} sampai {self.most:.10g}",
        )


_CASES: Final = _Number("Simulasi_jumlah", 1, 1_000_000, 1000, whole=True)
_SEED: Final = _Number("Simulasi_benih", 0, 2**31 - 1, 1, whole=True)
_ARRIVALS: Final = _Number("Simulasi_kedatangan", 0, 1_000_000, None)
_PROMISE: Final = _Number("Janji_waktu", 0, 100_000, None)


def _plan(book: xw.Book) -> Plan:
    cases, seed = _CASES.read(book), _SEED.read(book)
    return Plan(int(cases or 1), int(seed or 0), _ARRIVALS.read(book) or None, _PROMISE.read(book))


def _numbers(outcome: Outcome, plan: Plan, procedure: Procedure) -> list[Record]:
    """Return the rows of ``tbl_simulasi``; with overload, times are told as those of a case that is alone."""
    day = 60 * procedure.hours
    alone = sum(load.work for load in offered(procedure, None))
    if outcome.overloaded:
        rows: list[tuple[str, float | None, str]] = [
            *(
                (f"Kelebihan beban: {load.actor}", load.needed, "orang paling sedikit")
                for load in outcome.overloaded
            ),
            ("Rata-rata tanpa menunggu", outcome.mean / day, DAYS),
            ("Persentil 90 tanpa menunggu", outcome.percentile(90) / day, DAYS),
        ]
    else:
        rows = [
            ("Rata-rata", outcome.mean / day, DAYS),
            ("Galat baku rata-rata", outcome.error / day, DAYS),
            ("Median", outcome.median / day, DAYS),
            ("Persentil 90", outcome.percentile(90) / day, DAYS),
            ("Paling lama", outcome.maximum / day, DAYS),
            *((("Dalam janji", outcome.on_time, _PART),) if outcome.on_time is not None else ()),
            ("Menunggu per kasus", outcome.waiting / day, DAYS),
        ]
    rows += [
        ("Rata-rata tanpa menunggu menurut rumus", alone / day, DAYS),
        ("Kasus yang mengulang langkah", outcome.repeating, _PART),
        ("Langkah yang diulang per kasus", outcome.repeats, "langkah"),
        ("Banyaknya kasus", plan.cases, "kasus"),
        ("Benih acak", plan.seed, ""),
    ]
    return [_record(NUMBER_COLUMNS, row) for row in rows]


def _bars(outcome: Outcome, procedure: Procedure) -> list[Record]:
    """Return the rows of ``tbl_sebaran``; none when an actor is overloaded."""
    if outcome.overloaded:
        return []
    day = 60 * procedure.hours
    bars = histogram(outcome.lead, day, outcome.kept)
    return [_record(BAR_COLUMNS, (bar.low / day, bar.high / day, bar.cases, bar.late)) for bar in bars]


def _loads(outcome: Outcome, procedure: Procedure) -> list[Record]:
    """Return the rows of ``tbl_beban_pelaksana``; who has nothing to do is left out."""
    day = 60 * procedure.hours
    rows = (
        (load.actor, load.share, load.waiting / day, load.utilisation, "Ya" if load.bottleneck else None)
        for load in outcome.loads
        if load.work or load.bottleneck
    )
    return [_record(LOAD_COLUMNS, row) for row in rows]


def _record(columns: tuple[str, ...], values: tuple[Any, ...]) -> Record:
    rounded = (round(value, _DIGITS) if isinstance(value, float) else value for value in values)
    return dict(zip(columns, rounded, strict=True))


def _told(outcome: Outcome, plan: Plan, procedure: Procedure, changed: bool) -> Result:
    busy = [load for load in outcome.loads if load.utilisation is not None and load.utilisation >= BUSY]
    return Result(
        message=_message(outcome, plan, procedure) + ("" if changed else " Tidak ada angka yang berubah."),
        changed=changed,
        problems=bool(busy),
        headings=("Pelaksana", "Utilisasi (%)", "Yang perlu diperhatikan"),
        rows=[(load.actor, round(100 * (load.utilisation or 0), 1), _advice(load)) for load in busy],
        next_step=_MEND if busy else "",
    )


def _message(outcome: Outcome, plan: Plan, procedure: Procedure) -> str:
    if outcome.overloaded:
        return "Pekerjaan datang lebih cepat daripada yang dapat diselesaikan; antreannya tidak ada habisnya."
    day = 60 * procedure.hours
    mean, most = (shown(round(time / day, 1)) for time in (outcome.mean, outcome.percentile(90)))
    told = [f"rata-rata {mean} hari kerja", f"90% selesai dalam {most} hari kerja"]
    if outcome.on_time is not None:
        told.append(f"{shown(round(100 * outcome.on_time, 1))}% dalam janji H+{shown(plan.promise or 0)}")
    held_by = next(load.actor for load in outcome.loads if load.bottleneck)
    return f"{plan.cases} kasus: {', '.join(told)}. Hambatan: {held_by or 'pelaksana belum diisi'}."


def _advice(load: Load) -> str:
    if load.overloaded:
        return f"Kelebihan beban: {load.people} orang; paling sedikit perlu {load.needed}"
    return "Hampir penuh: antrean panjang dan hasilnya baru perkiraan kasar"
