"""Deploy the strategic initiatives of the SWOT workbook into the corporate KPIs of the Balanced Scorecard."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_addin.actions.bsc_cards import CORPORATE_COLUMNS, DIRECTORATE_COLUMNS, MONTHS, text
from xl_addin.actions.bsc_refresh import refresh
from xl_addin.actions.cell_values import plain, reference_date
from xl_addin.actions.registry import Option, Result, action
from xl_addin.actions.tables import ListTable, Record, choices
from xl_addin.datafile import read_data
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

HISTORY_COLUMNS: Final = ("Tanggal", "Departemen", "Kode", "KPI", "Perubahan", "Lama", "Baru")
_SHEET: Final = "Inisiatif Strategis"
_INITIATIVES: Final = "tbl_inisiatif"
_INITIATIVE_COLUMNS: Final = (
    *("Kode", "Inisiatif strategis", "Perspektif BSC", "Departemen"),
    *("Mulai", "Selesai", "Ukuran keberhasilan"),
)
_FIRST_LETTERS: Final = {
    "financial": "F",
    "customer": "C",
    "internal process": "P",
    "learning & growth": "L",
}
_OTHER_LETTER: Final = "K"


@action(
    label="Turunkan inisiatif",
    workbook="bsc",
    step=1,
    help="Membuat konsep KPI Corporate untuk inisiatif strategis dari buku kerja SWOT yang belum punya KPI.",
    options=(Option("swot", "Buku kerja SWOT yang memuat inisiatif strategis", Path, required=True),),
)
def deploy_initiatives(book: xw.Book, swot: Path) -> Result:
    """Add a draft KPI for each strategic initiative that no KPI of the company or a directorate names.

    The rows that are there stay as they are. What each initiative said when it was deployed is kept in the
    history, so that a later run tells which of them have changed or are gone.

    Args:
        book: The Balanced Scorecard workbook.
        swot: The SWOT workbook; it is only read, and may be open.

    Raises:
        LembarError: no such file, or one without the initiatives; a workbook without the tables.

    Source: quality objectives, items 4.4 and 7.1.10.
    """
    return _Deployment(book, _initiatives(swot)).result()


@dataclass(frozen=True)
class Initiative:
    """A strategic initiative of the SWOT workbook."""

    code: str
    text: str | None
    perspective: str | None
    department: str | None
    start: date | None
    end: date | None
    measure: str | None

    @classmethod
    def of(cls, record: Record) -> Initiative:
        """Read it from a row of the table."""
        code, what, perspective, department, start, end, measure = (
            record[column] for column in _INITIATIVE_COLUMNS
        )
        return cls(
            code=str(text(code)),
            text=text(what),
            perspective=text(perspective),
            department=text(department),
            start=start if isinstance(start, date) else None,
            end=end if isinstance(end, date) else None,
            measure=text(measure),
        )

    @property
    def term(self) -> str:
        """The months in which it runs.

        >>> one = Initiative("IS-01", None, None, None, date(2027, 1, 11), date(2027, 6, 30), None)
        >>> one.term
        'Jan sampai Jun 2027'
        """
        months = [f"{MONTHS[day.month - 1]} {day.year}" for day in (self.start, self.end) if day]
        if len(months) == 2 and self.start and self.end and self.start.year == self.end.year:
            months[0] = MONTHS[self.start.month - 1]
        return " sampai ".join(dict.fromkeys(months))

    @property
    def definition(self) -> str:
        """What the draft's definition says."""
        return ". Masa: ".join(part for part in (self.text, self.term) if part)

    @property
    def said(self) -> str:
        """All that matters to a KPI, in one line; other words mean a changed initiative."""
        parts = (self.text, self.perspective, self.department, self.term, self.measure)
        return " | ".join(part or "-" for part in parts)


class _Deployment:
    def __init__(self, book: xw.Book, initiatives: list[Initiative]) -> None:
        self._book = book
        self._initiatives = initiatives
        self._table = ListTable(book, "tbl_kpi_korporat", CORPORATE_COLUMNS)
        self._kpis = self._table.records()
        self._history = ListTable(book, "tbl_riwayat", HISTORY_COLUMNS)
        directorate = ListTable(book, "tbl_kpi_direktorat", DIRECTORATE_COLUMNS).records()
        self._named = _by_initiative([*self._kpis, *directorate])
        self._codes = _Codes(record["Kode"] for record in [*self._kpis, *directorate])
        self._rows: list[tuple[str | None, ...]] = []

    def result(self) -> Result:
        """Add the drafts, keep what the initiatives said, and tell."""
        drafts = [self._draft(one) for one in self._initiatives if plain(one.code) not in self._named]
        for code, records in self._named.items():
            if code not in {plain(one.code) for one in self._initiatives}:
                self._rows += [
                    (str(code).upper(), text(record["Kode"]), text(record["KPI"]), "Tidak ada lagi di SWOT")
                    for record in records
                ]
        history, changes = self._told_of_changes()
        changed = any([self._table.replace([*self._kpis, *drafts]), self._history.replace(history)])
        changed = refresh(self._book) or changed
        gone = sum(row[3] == "Tidak ada lagi di SWOT" for row in self._rows)
        return Result(
            message=f"{len(drafts)} inisiatif menjadi konsep KPI Corporate, "
            f"{len(self._initiatives) - len(drafts)} sudah punya KPI."
            + (f" {changes} inisiatif berubah sejak diturunkan." if changes else "")
            + (f" {gone} KPI memakai inisiatif yang tidak ada lagi di SWOT." if gone else ""),
            changed=changed,
            problems=bool(changes or gone),
            headings=("Inisiatif", "Kode KPI", "KPI", "Keterangan"),
            rows=self._rows,
            next_step="Lengkapi konsep KPI: sasaran, rumus, satuan, bobot, dan target pada bulan-bulannya."
            if drafts
            else "Lanjutkan dengan KPI Directorate dan lembar Cascading.",
        )

    def _draft(self, initiative: Initiative) -> Record:
        code = self._codes.next(initiative.perspective)
        name = initiative.measure or initiative.text
        note = f"Konsep; {initiative.term}" if initiative.term else "Konsep"
        self._rows.append((initiative.code, code, name, note))
        draft = {
            "Kode": code,
            "Perspektif": self._listed("Daftar_perspektif", initiative.perspective),
            "Inisiatif": initiative.code,
            "KPI": name,
            "Definisi": initiative.definition,
            "PIC": initiative.department,
        }
        self._named[plain(initiative.code)] = [draft]
        return draft

    def _told_of_changes(self) -> tuple[list[Record], int]:
        """Return the history with what the initiatives say now, and how many say something else."""
        history = self._history.records()
        before = {plain(line["Perubahan"]): line for line in history}
        changes = 0
        for one in self._initiatives:
            mark = f"Inisiatif {one.code}"
            old = text(before[plain(mark)]["Baru"]) if plain(mark) in before else None
            if old == one.said:
                continue
            kpi = self._named[plain(one.code)][0]
            if old is not None:
                changes += 1
                self._rows.append((one.code, text(kpi["Kode"]), text(kpi["KPI"]), f"Semula: {old}"))
            line = {"Tanggal": reference_date(self._book), "Kode": kpi["Kode"], "KPI": kpi["KPI"]}
            history.append({**line, "Perubahan": mark, "Lama": old, "Baru": one.said})
        return history, changes

    def _listed(self, name: str, value: str | None) -> str | None:
        """Return a value as the list of the workbook spells it."""
        return next((str(word) for word in choices(self._book, name) if plain(word) == plain(value)), value)


class _Codes:
    """The codes that are taken, and the next one of a perspective: as the others there, one higher."""

    def __init__(self, taken: Iterable[Any]) -> None:
        self._taken = {plain(code) for code in taken}

    def next(self, perspective: str | None) -> str:
        letter = _FIRST_LETTERS.get(plain(perspective), _OTHER_LETTER)
        pattern = re.compile(rf"{letter.lower()}-(\d+)")
        numbers = [int(found[1]) for code in self._taken if (found := pattern.fullmatch(code))]
        code = f"{letter}-{max(numbers, default=0) + 1:02d}"
        self._taken.add(plain(code))
        return code


def _by_initiative(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the KPIs that name each initiative, by its plain code."""
    found: dict[str, list[Record]] = {}
    for record in records:
        for code in re.split(r"[,;]", text(record["Inisiatif"]) or ""):
            if code.strip():
                found.setdefault(plain(code), []).append(record)
    return found


def _initiatives(swot: Path) -> list[Initiative]:
    """Read the initiatives of a SWOT workbook; rows without a code are none."""
    records = read_data(swot).get(_INITIATIVES)
    if records is None:
        raise LembarError("no_table", file=swot.name, expected=_INITIATIVES)
    for heading in _INITIATIVE_COLUMNS:
        if records and heading not in records[0]:
            found = ", ".join(map(str, records[0]))
            raise LembarError(
                "no_column", file=swot.name, sheet=_SHEET, cell=_INITIATIVES, found=found, expected=heading
            )
    return [Initiative.of(record) for record in records if text(record["Kode"])]
