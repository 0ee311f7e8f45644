"""The worked example of the SWOT round, as data for the formats and for the demonstration."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from xl_addin import data
from xl_addin.datafile import read_data

Record = dict[str, Any]

CATEGORIES = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}
_FIELDS = ("stakeholder", "need", "issue", "factor", "source", "category")
SEPARATOR = " · "


class SwotExample:
    """What the departments of the fictitious PT Mebel Nusantara sent, and what its CMS made of it."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data.folder("examples") / "swot"

    @cached_property
    def company(self) -> Record:
        """Company, document headers, year, dates, settings, departments, managers."""
        return read_data(self.folder / "company.yaml")

    @cached_property
    def departments(self) -> list[Record]:
        """The filled forms, a record per department."""
        forms: list[Record] = read_data(self.folder / "issues.yaml")["departments"]
        return forms

    @cached_property
    def assessment(self) -> dict[str, Record]:
        """Bobot and rating by issue id."""
        found: dict[str, Record] = read_data(self.folder / "assessment.yaml")["assessment"]
        return found

    @cached_property
    def strategies(self) -> list[Record]:
        """The strategies of the matrix, with the ids of the issues that they use."""
        found: list[Record] = read_data(self.folder / "strategies.yaml")["strategies"]
        return found

    @cached_property
    def initiatives(self) -> list[Record]:
        """The strategic initiatives, with the ids of the issues behind them."""
        found: list[Record] = read_data(self.folder / "initiatives.yaml")["initiatives"]
        return found

    def forms(self, *, faulty: bool) -> dict[str, Record]:
        """Return the render data of each department's issue form; with or without the planted faults."""
        planted = read_data(self.folder / "faulty.yaml")["departments"] if faulty else []
        extra = {record["department"]: record["issues"] for record in planted}
        return {
            form["department"]: self._form(form, extra.get(form["department"], []))
            for form in self.departments
        }

    def _form(self, form: Record, extra: list[Record]) -> Record:
        issues = [{field: issue[field] for field in _FIELDS} for issue in [*form["issues"], *extra]]
        return {
            "company": self.company["company"],
            "document": self.company["other_documents"]["issue_form"],
            "department": form["department"],
            "departments": self.company["departments"],
            "year": self.company["year"],
            "sent": form["sent"],
            "author": form["author"],
            "issues": issues,
        }

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code that each issue gets in its tab (S01, W01, ...), by issue id."""
        counts = dict.fromkeys(CATEGORIES, 0)
        codes = {}
        for form in self.departments:
            for issue in form["issues"]:
                counts[issue["category"]] += 1
                codes[issue["id"]] = f"{issue['category']}{counts[issue['category']]:02d}"
        return codes

    def workbook(self) -> Record:
        """Return the render data of the SWOT workbook at the end of the round."""
        header = ("company", "document", "year", "reference_date", "settings", "departments")
        return {
            **{key: self.company[key] for key in header},
            "receipts": [self._receipt(form) for form in self.departments],
            "issues": [
                self._with_source(form, issue) for form in self.departments for issue in form["issues"]
            ],
            "returns": [],
            **{tab: self._tab(letter) for letter, tab in CATEGORIES.items()},
            **self._matrix(),
            "initiatives": [{**found, "codes": self.codes_of(found["issues"])} for found in self.initiatives],
            "archive": [],
        }

    def codes_of(self, ids: list[str]) -> str:
        """Return the codes of issues as the workbook writes them: ``S01, O03``."""
        return ", ".join(self.codes[identifier] for identifier in ids)

    def _receipt(self, form: Record) -> Record:
        return {
            "department": form["department"],
            "file": f"{form['department']}.xlsx",
            "received": form["sent"],
            "count": len(form["issues"]),
            "note": "Lengkap",
        }

    def _with_source(self, form: Record, issue: Record) -> Record:
        fields = {field: issue[field] for field in _FIELDS}
        return {**fields, "source": form["department"] + SEPARATOR + issue["source"]}

    def _tab(self, letter: str) -> list[Record]:
        return [
            {
                "code": self.codes[issue["id"]],
                "issue": issue["issue"],
                "department": form["department"],
                **self.assessment[issue["id"]],
            }
            for form in self.departments
            for issue in form["issues"]
            if issue["category"] == letter
        ]

    def _matrix(self) -> Record:
        s, w, o, t = (self._tab(letter) for letter in CATEGORIES)
        so, wo, st, wt = (self._strategies(kind) for kind in ("SO", "WO", "ST", "WT"))
        return {
            "matrix_sw": _beside(_renamed(s, "s_code", "s_issue"), _renamed(w, "w_code", "w_issue")),
            "matrix_o": _beside(_renamed(o, "code", "issue"), _named(so, "so"), _named(wo, "wo")),
            "matrix_t": _beside(_renamed(t, "code", "issue"), _named(st, "st"), _named(wt, "wt")),
        }

    def _strategies(self, kind: str) -> list[tuple[str, str]]:
        return [(self.codes_of(s["issues"]), s["text"]) for s in self.strategies if s["kind"] == kind]


def _renamed(rows: list[Record], code: str, issue: str) -> list[Record]:
    return [{code: row["code"], issue: row["issue"]} for row in rows]


def _named(strategies: list[tuple[str, str]], kind: str) -> list[Record]:
    return [{f"{kind}_codes": codes, kind: text} for codes, text in strategies]


def _beside(*lists: list[Record]) -> list[Record]:
    """Join lists side by side, row by row; a shorter one leaves blanks."""
    blank = {key: None for rows in lists for row in rows for key in row}
    length = max(len(rows) for rows in lists)
    return [
        blank | {k: v for rows in lists if n < len(rows) for k, v in rows[n].items()} for n in range(length)
    ]
