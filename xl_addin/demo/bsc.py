"""The scorecard's year of the demonstration: from the initiatives to the departments' results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin import formats
from xl_addin.actions.bsc_cards import (
    ACTUALS,
    CASCADING_COLUMNS,
    CORPORATE_COLUMNS,
    DENOMINATORS,
    DIRECTORATE_COLUMNS,
    HEADINGS,
    MONTHS,
    OWN_COLUMNS,
    PROPOSAL_COLUMNS,
    Kpi,
)
from xl_addin.actions.bsc_files import change_department, department_path
from xl_addin.actions.tables import ListTable, Record
from xl_addin.demo.story import Step, Story
from xl_addin.example_bsc import BscExample
from xl_addin.headless import open_book

if TYPE_CHECKING:
    import xlwings as xw

_APPROVAL = {
    "round": "Ronde",
    "date": "Tanggal",
    "level": "Tingkat",
    "decision": "Keputusan",
    "by": "Diputuskan oleh",
    "note": "Catatan Direksi",
    "follow_up": "Tindak lanjut",
}
_QUARTERS = ((1, 2, 3), (4, 5, 6), (7, 8, 9))
_SEMESTER_ENDS = 6


@dataclass(frozen=True)
class Scorecard:
    """The end of the story, read from the workbook's cells: scores as ratios."""

    month: float
    score: float
    perspectives: dict[str, float]
    departments: dict[str, float]


class BscStory(Story):
    """Plays the scorecard's year on from the SWOT workbook; then ask for :meth:`scorecard`."""

    def __init__(self, folder: Path, swot: Path) -> None:
        self.workbook = folder / "bsc.xlsx"
        self.departments = folder / "departemen"
        self.letters = folder / "surat"
        self.report = folder / "laporan"
        self._swot = swot
        self._example = BscExample()

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._new_workbook()
        yield self._act("deploy_initiatives", swot=self._swot)
        yield self._type_cards()
        yield self._act("cascade_kpi")
        yield self._propose()
        yield self._act("review_department_kpis")
        yield self._decide()
        yield self._act("cascade_kpi")
        yield self._act("invite_bsc_meeting", date="2027-01-08", place="Ruang Rapat Utama", out=self.letters)
        for quarter in _QUARTERS:
            yield self._report(quarter)
            yield self._act("collect_results")
            yield self._act("verify_results")
            if quarter[-1] == _SEMESTER_ENDS:
                yield self._act("semester_review", semester=1)
                yield self._act("draft_ppk", semester=1)
        yield self._act("remind_results", out=self.letters)
        yield self._act("draw_strategy_map")
        yield self._act("bsc_report", out=self.report)

    def scorecard(self) -> Scorecard:
        """Read the company's score from the workbook."""
        with open_book(self.workbook) as book:
            rows = book.sheets["Skor Departemen"].tables["tbl_skor_departemen"].data_body_range
            assert rows is not None  # noqa: S101 - our templates keep a row in every table
            names = book.names
            perspectives = names["Daftar_perspektif"].refers_to_range.value
            scores = names["Skor_perspektif"].refers_to_range.value
            return Scorecard(
                month=names["Bulan_laporan"].refers_to_range.value,
                score=names["Skor_sd"].refers_to_range.value,
                perspectives=dict(zip(perspectives, scores, strict=True)),
                departments={row[0]: row[2] for row in rows.value},
            )

    def _new_workbook(self) -> Step:
        company = self._example.company
        header = ("company", "document", "year", "settings", "departments")
        values = {key: company[key] for key in header} | {"objectives": self._example.objectives}
        planned = self._example.approvals[0]["date"]
        formats.build("bsc", {**values, "month": 1, "reference_date": planned}).save(self.workbook)
        return Step("CMS makes the Balanced Scorecard workbook of the year", (self.workbook,))

    def _type_cards(self) -> Step:
        example = self._example
        cascading = [{**row, "id": None} for row in example.cascading]
        with self._open() as book:
            _type(book, "tbl_kpi_korporat", CORPORATE_COLUMNS, example.corporate)
            _type(book, "tbl_kpi_direktorat", DIRECTORATE_COLUMNS, example.directorate)
            columns = {**HEADINGS, "kpi": "Kode KPI"}
            records = [{columns[key]: value for key, value in row.items()} for row in cascading]
            ListTable(book, "tbl_cascading", CASCADING_COLUMNS).replace(records)
            approvals = [{_APPROVAL[key]: row[key] for key in _APPROVAL} for row in example.approvals]
            ListTable(book, "tbl_persetujuan", tuple(_APPROVAL.values())).replace(approvals)
        counts = f"{len(example.corporate)} corporate and {len(example.directorate)} directorate KPIs"
        return Step(f"CMS completes {counts} and says who carries them; the board approves in round 2")

    def _propose(self) -> Step:
        for department, cards in self._proposals().items():
            self._change(department, partial(_type, table="tbl_usulan", columns=OWN_COLUMNS, cards=cards))
        count = sum(map(len, self._proposals().values()))
        return Step(f"departments propose {count} KPIs of their own in their workbooks")

    def _proposals(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for card in self._example.proposals:
            found.setdefault(card["department"], []).append({**card, "id": None})
        return found

    def _decide(self) -> Step:
        decided = {(card["department"], card["code"]): card for card in self._example.proposals}
        with self._open() as book:
            table = ListTable(book, "tbl_kpi_departemen", PROPOSAL_COLUMNS)
            records = table.records()
            for record in records:
                card = decided[record["Departemen"], record["Kode"]]
                record |= {"Keputusan": card["decision"], "Catatan": card["note"]}
            table.replace(records)
        return Step(f"the board decides on the {len(decided)} proposals")

    def _report(self, months: Sequence[int]) -> Step:
        last = months[-1]
        for department in self._example.managers:
            self._change(department, partial(self._type_results, department=department, months=months))
        with self._open() as book:
            _name(book, "Bulan_laporan").value = last
            _name(book, "Tanggal_acuan").value = _at(self._example.reported["verified"][last - 1])
        span = f"{MONTHS[months[0] - 1]} to {MONTHS[last - 1]}"
        return Step(f"departments type their results of {span}")

    def _type_results(self, book: xw.Book, department: str, months: Sequence[int]) -> bool:
        example, last = self._example, months[-1]
        wanted = {row["code"]: row for row in example.results(last, department)}
        table = ListTable(book, "tbl_realisasi", ("Kode", *ACTUALS, *DENOMINATORS, "Catatan"))
        records = table.records()
        for record in records:
            row = wanted[record["Kode"]]
            for month in months:
                record[ACTUALS[month - 1]] = row["actuals"][month - 1]
                record[DENOMINATORS[month - 1]] = row["denominators"][month - 1]
            record["Catatan"] = row["note"]
        sent = _name(book, "Tanggal_kirim")
        for month in months:
            received = example.reported["received"][department][month - 1]
            sent[0, month - 1].value = None if received is None else _at(received)
        return table.replace(records)

    def _change(self, department: str, change: Callable[[xw.Book], bool]) -> None:
        year = self._example.company["year"]
        change_department(department_path(self.departments, year, department), change)


def _type(book: xw.Book, table: str, columns: Sequence[str], cards: Iterable[Mapping[str, Any]]) -> bool:
    """Type KPI cards into a table."""
    known = Kpi().data()
    kpis = [Kpi(**{name: card[name] for name in known}) for card in cards]
    return ListTable(book, table, columns).replace([kpi.record(columns) for kpi in kpis])


def _name(book: xw.Book, name: str) -> xw.Range:
    return book.names[name].refers_to_range


def _at(day: date) -> datetime:
    return datetime.combine(day, time())
