"""The worked example of the Balanced Scorecard, as data for the formats and for the demonstration.

It goes on from the strategic initiatives of :mod:`xl_addin.example` into 2027.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from udfs.ytd import kpi_ytd
from xl_addin import data
from xl_addin.actions.bsc_cards import CENTRAL, CONTRIBUTION, MONTHS, NONE, OWN, SUPPORT, Kpi, Typed
from xl_addin.actions.bsc_periods import RATIO, Rules, Standing, standing
from xl_addin.datafile import read_data

Record = dict[str, Any]

SEMESTERS: Final = {1: range(6), 2: range(6, 12)}
_WRITTEN: Final = ("cause", "action", "due", "pic", "approval")
_HEADER: Final = ("company", "document", "year", "reference_date", "settings", "departments")


class BscExample:
    """The scorecard of the fictitious PT Mebel Nusantara: KPIs, who carries them, and what was reported."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data.folder("examples") / "bsc"

    @cached_property
    def company(self) -> Record:
        """Company, document headers, year, dates, settings, directorates, departments."""
        return self._read("company")

    @cached_property
    def objectives(self) -> list[Record]:
        """The strategic objectives, each with the codes of those that it supports."""
        found: list[Record] = self._read("objectives")["objectives"]
        return [{**record, "supports": ", ".join(record["supports"]) or None} for record in found]

    @cached_property
    def corporate(self) -> list[Record]:
        """The cards of the company's KPIs."""
        return [_card(record) for record in self._read("kpis")["corporate"]]

    @cached_property
    def directorate(self) -> list[Record]:
        """The cards of the directorates' KPIs."""
        return [_card(record) for record in self._read("kpis")["directorate"]]

    @cached_property
    def cascading(self) -> list[Record]:
        """Which department carries which KPI."""
        found: list[Record] = self._read("cascading")["cascading"]
        return [{"share": None, **record} for record in found]

    @cached_property
    def proposals(self) -> list[Record]:
        """The KPIs that departments entered themselves, with what was decided of them."""
        found: list[Record] = self._read("cascading")["proposals"]
        decided = ("submitted", "round", "decision", "note", "decided")
        return [
            {**_card(record, origin=OWN, kind=SUPPORT), **{name: record[name] for name in decided}}
            for record in found
        ]

    @cached_property
    def approvals(self) -> list[Record]:
        """The rounds of the board's approval."""
        found: list[Record] = self._read("approvals")["approvals"]
        return found

    @cached_property
    def reported(self) -> Record:
        """Results, receipts, findings and revisions as the file holds them."""
        return self._read("results")

    @cached_property
    def ppk(self) -> dict[str, Record]:
        """What the departments wrote in their PPK of the first semester, by the id of the KPI."""
        found: dict[str, Record] = self._read("ppk")["ppk"]
        return found

    @cached_property
    def managers(self) -> dict[str, str]:
        """The manager of each department."""
        return {record["name"]: record["manager"] for record in self.company["departments"]}

    @cached_property
    def cards(self) -> list[Record]:
        """The cards of all KPIs that departments carry, as the cascade lists them."""
        above = {card["code"]: card for card in (*self.directorate, *self.corporate)}
        cascaded = [_carried(row, above[row["kpi"]]) for row in self.cascading]
        return [*cascaded, *(card for card in self.proposals if card["decision"] == "Setuju")]

    def results(self, month: int | None = None, department: str | None = None) -> list[Record]:
        """Return the results as they stood when a month had been reported.

        Args:
            month: The last month reported, 1 to 12; by default that of the example.
            department: Of this department alone.
        """
        last = self.company["month"] if month is None else month
        return [
            {**card, **self._typed(card["id"], last).data()}
            for card in self.cards
            if department in (None, card["department"])
        ]

    def workbook(self, month: int | None = None) -> Record:
        """Return the render data of the workbook ``bsc`` when a month had been reported."""
        last = self.company["month"] if month is None else month
        planned = {name: getattr(self, name) for name in ("objectives", "corporate", "directorate")}
        return {
            **{key: self.company[key] for key in _HEADER},
            **planned,
            "month": max(last, 1),
            "cascading": self.cascading,
            "proposals": self.proposals,
            "approvals": self.approvals,
            "submissions": [row for n in range(1, last + 1) for row in self._submissions(n, last)],
            "results": self.results(last),
            "findings": self._dated("findings", last),
            "revisions": self._dated("revisions", last - 1),
            "reviews": self.reviews(1) if last >= 6 else [],
            "history": [
                {key: value for key, value in change.items() if key != "id"} for change in self._history(last)
            ],
            "archive": [],
        }

    def department(self, name: str, month: int | None = None) -> Record:
        """Return the render data of a department's workbook when a month had been reported."""
        last = self.company["month"] if month is None else month
        sent = self.reported["received"][name][:last]
        history = [change for change in self._history(last) if change["department"] == name]
        return {
            **{key: self.company[key] for key in ("company", "year", "settings")},
            "document": self.company["other_documents"]["kpi_department"],
            "department": name,
            "manager": self.managers[name],
            "month": max(last, 1),
            "verified_month": sum(self._verified(name, n, last) is not None for n in range(1, last + 1)),
            "submitted": [*sent, *[None] * (len(MONTHS) - len(sent))],
            "results": self.results(last, name),
            "proposals": [_proposal(card) for card in self.proposals if card["department"] == name],
            "ppk1": [self._ppk(card) for card in self._under(name)] if last >= 6 else [],
            "ppk2": [],
            "history": [
                {key: change[key] for key in ("date", "code", "name", "change", "old", "new")}
                for change in history
            ],
            "archive": [],
        }

    def typed(self, month: int) -> dict[str, Typed]:
        """Return what was reported for each KPI when a month had been, those above the departments too."""
        found = {card["id"]: self._typed(card["id"], month) for card in self.cards}
        lower = [(_kpi(card), found[card["id"]]) for card in self.cards]
        for cards in (self.directorate, self.corporate):
            upper = [(_kpi(card), roll_up(_kpi(card), lower)) for card in cards]
            found |= {str(kpi.code): typed for kpi, typed in upper}
            lower += upper
        return found

    def reviews(self, semester: int) -> list[Record]:
        """Return the rows of the review of a semester."""
        found = self.typed(self.company["month"])
        rows = [
            *(("Corporate", card, found[card["code"]]) for card in self.corporate),
            *(("Directorate", card, found[card["code"]]) for card in self.directorate),
            *(("Departemen", card, found[card["id"]]) for card in self.cards),
        ]
        return [self._review(semester, *row) for row in rows]

    def _review(self, semester: int, level: str, card: Record, typed: Typed) -> Record:
        now = standing(_kpi(card), typed, SEMESTERS[semester], self._rules)
        wrote = self.ppk.get(card["id"] or "", {})
        owed = level == "Departemen" and now.is_under(self._rules)
        return {
            "semester": semester,
            "level": level,
            "department": card["department"] or card["directorate"],
            "code": card["code"],
            "name": card["name"],
            **_numbers(now),
            "score": now.score,
            "status": now.status,
            **{key: wrote.get(key) for key in ("cause", "action", "pic", "due")},
            "ppk": ("Lengkap" if wrote else "Disusun") if owed else None,
        }

    def _under(self, department: str) -> Iterator[Record]:
        for card in self.cards:
            if card["department"] == department and self._semester(card).is_under(self._rules):
                yield card

    def _ppk(self, card: Record) -> Record:
        now = self._semester(card)
        wrote = self.ppk.get(card["id"], {})
        return {
            **{key: card[key] for key in ("id", "code", "name")},
            **_numbers(now),
            "months": ", ".join(now.months_under),
            "gap": now.gap,
            **{key: wrote.get(key) for key in _WRITTEN},
        }

    def _semester(self, card: Record) -> Standing:
        typed = self._typed(card["id"], self.company["month"])
        return standing(_kpi(card), typed, SEMESTERS[1], self._rules)

    @cached_property
    def _rules(self) -> Rules:
        return Rules.of_data(self.company["settings"])

    def _typed(self, identifier: str, last: int) -> Typed:
        """Return what a department had typed for a KPI by the time a month was reported."""
        row = self.reported["results"][identifier]
        actuals = _months(row["actuals"][:last])
        denominators = _months(row.get("denominators", ())[:last])
        for change in self.reported["revisions"]:
            if change["id"] == identifier and change["month"] == last:  # not revised yet
                actuals[last - 1], denominators[last - 1] = change["old_actual"], change["old_denominator"]
        return Typed(tuple(actuals), tuple(denominators), row.get("note"))

    def _submissions(self, month: int, last: int) -> Iterator[Record]:
        for department, received in self.reported["received"].items():
            rows = [r for r in self.results(month, department) if r["targets"][month - 1] is not None]
            yield {
                "department": department,
                "month": month,
                "received": received[month - 1],
                "due": len(rows),
                "filled": sum(row["actuals"][month - 1] is not None for row in rows),
                "verified": self._verified(department, month, last),
            }

    def _verified(self, department: str, month: int, last: int) -> date | None:
        """Return when a month had been verified; the last one only at the end of the story."""
        still_open = department in self.reported["not_verified"].get(month, ())
        if still_open or (month == last != self.company["month"]):
            return None
        day: date = self.reported["verified"][month - 1]
        return day

    def _dated(self, name: str, last: int) -> list[Record]:
        """Return findings or revisions of the months up to one."""
        return [self._named(row) for row in self.reported[name] if row["month"] <= last]

    def _history(self, last: int) -> list[Record]:
        changes = self._read("approvals")["history"]
        return [self._named(change) for change in changes if change["date"].month <= last + 1]

    def _named(self, row: Record) -> Record:
        """Return a row with the department, code and name of its KPI."""
        card = next(card for card in self.cards if card["id"] == row["id"])
        return {**row, **{key: card[key] for key in ("department", "code", "name")}}

    def _read(self, name: str) -> Record:
        return read_data(self.folder / f"{name}.yaml")


def roll_up(parent: Kpi, lower: list[tuple[Kpi, Typed]]) -> Typed:
    """Return what the KPIs below give for a KPI; a month is blank until all that are due have reported.

    Args:
        parent: The KPI above.
        lower: KPIs below it, and others; those that only support it do not count.
    """
    carriers = [(kpi, typed) for kpi, typed in lower if kpi.parent == parent.code and kpi.kind != SUPPORT]
    months = [_rolled(parent, carriers, month) for month in range(len(MONTHS))]
    return Typed(tuple(actual for actual, _ in months), tuple(under for _, under in months))


def _rolled(parent: Kpi, carriers: list[tuple[Kpi, Typed]], month: int) -> tuple[float | None, float | None]:
    ratio = parent.consolidation == RATIO
    due = [(kpi, typed.month(month)) for kpi, typed in carriers if kpi.targets[month] is not None]
    if not due or any(actual is None or (ratio and under is None) for _, (actual, under) in due):
        return None, None
    actuals, unders = zip(*(values for _, values in due), strict=True)
    if ratio:
        return sum(actuals), sum(unders)
    method = "average" if due[0][0].kind == "Bersama" else "sum"
    return kpi_ytd(actuals, method), None


def _card(record: Record, **others: Any) -> Record:
    """Return a card with all its fields, from one in which those not used are left out."""
    found = {name: record.get(name) for name in Kpi().data()}
    initiatives = ", ".join(record.get("initiative", ())) or None
    return {**found, "initiative": initiatives, **others}


def _carried(row: Record, parent: Record) -> Record:
    """Return the card of a KPI that a department carries."""
    part = row["share"] if row["kind"] == CONTRIBUTION else 1
    targets = [None if target is None else target * part for target in parent["targets"]]
    own = {key: row[key] for key in ("id", "code", "department", "kind", "share", "weight", "pic")}
    return {**parent, **own, "parent": row["kpi"], "origin": CENTRAL, "targets": targets}


def _proposal(card: Record) -> Record:
    status = {"Setuju": "Disetujui", "Kembalikan": "Dikembalikan"}.get(card["decision"], "Diajukan")
    return {**card, "status": status, "note": card["note"]}


def _kpi(card: Record) -> Kpi:
    known = {name: card[name] for name in Kpi().data()}
    return Kpi(**{**known, "targets": tuple(card["targets"])})


def _numbers(now: Standing) -> Record:
    return {"target": now.target, "actual": now.actual, "achievement": now.achievement}


def _months(values: Any) -> list[Any]:
    return [*values, *NONE[len(values) :]]
