"""Read a SWOT workbook that the company already has into the data of Lembar's own format.

Layouts differ: four tabs or one list, headings of other names, titles above, totals below. What was clear
is data for the format; what was not, or perhaps, is told, so that nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from xl_addin.actions.adopt_sheets import COLUMNS, LEAVE_OUT, Block, Difference, SheetReader
from xl_addin.actions.cell_values import plain
from xl_addin.actions.swot_issues import ISSUE_COLUMNS, SEPARATOR, Codes, category, with_department
from xl_addin.errors import LembarError
from xl_addin.ooxml.cellvalue import as_text
from xl_addin.ooxml.workbook import Workbook

Record = dict[str, Any]
Cells = Mapping[str, object]

_TABS: Final = {"S": "strength", "W": "weakness", "O": "opportunity", "T": "threat"}
_FIELDS: Final = dict(
    zip(ISSUE_COLUMNS, ("stakeholder", "need", "issue", "factor", "source", "category"), strict=True)
)
_ROWS_OF_HEAD: Final = 6
_HEAD: Final = {
    "company": re.compile(r"^(PT\.?\s+\w.{2,60})$"),
    "year": re.compile(r"(?i)(?:tahun|rencana|plan|fy)\D{0,20}(20\d\d)"),
}


@dataclass
class Adoption:
    """A workbook read into a format.

    Args:
        data: Data to render the format with, over its defaults.
        differences: What was read otherwise than it was written, or not at all.
        questions: The differences that an answer would settle: columns that are only probably understood.
    """

    data: Record
    differences: list[Difference] = field(default_factory=list)

    @property
    def questions(self) -> list[Difference]:
        """The columns that only a person can name, each with what it probably is."""
        return [difference for difference in self.differences if difference.open]


def adopt(file: Path, format: str = "swot", answers: Mapping[str, str] | None = None) -> Adoption:
    """Read a workbook into a format.

    Args:
        file: The workbook; it is only read, its macros do not run.
        format: Name of the format; only ``swot`` so far.
        answers: What doubtful columns are, by the address of their heading: ``{"Kekuatan!C5": "Bobot"}``;
            ``"-"`` leaves a column out.

    Raises:
        LembarError: no such format, an answer that is no column, a file that cannot be read, or one in which
            no issues are found.
    """
    if format != "swot":
        raise LembarError("unknown_format", found=format, expected="swot")
    for cell, answer in (answers or {}).items():
        if answer not in (*COLUMNS, LEAVE_OUT):
            expected = ", ".join([*COLUMNS, LEAVE_OUT])
            raise LembarError("bad_option", found=f"{cell}={answer}", expected=expected)
    workbook = Workbook.open(file)
    blocks: list[Block] = []
    differences: list[Difference] = []
    for sheet in workbook.worksheets():
        reader = SheetReader(workbook, sheet, answers or {})
        blocks += reader.blocks()
        differences += reader.differences
    if not any(block.rows for block in blocks):
        raise LembarError("nothing_to_adopt", file=file, expected=" | ".join(ISSUE_COLUMNS))
    reading = _Reading(blocks)
    head, told = _head(workbook)
    return Adoption({**head, **reading.data()}, [*told, *differences, *reading.differences])


class _Reading:
    """The issues of all lists, each once, with what the lists say of it."""

    def __init__(self, blocks: list[Block]) -> None:
        self.differences: list[Difference] = []
        self._issues: defaultdict[str, list[Record]] = defaultdict(list)
        # the list with the most of the six columns comes first; tabs then add bobot and rating
        for block in sorted(blocks, key=lambda block: -len(block.columns.keys() & set(ISSUE_COLUMNS))):
            for row, cells in block.rows.items():
                self._add(block, row, cells)

    def data(self) -> Record:
        """Return the data for the format."""
        issues = [issue for same in self._issues.values() for issue in same]
        departments = list(dict.fromkeys(issue["department"] for issue in issues if issue["department"]))
        return {
            **({"departments": departments} if departments else {}),
            "issues": [_issue_row(issue) for issue in issues],
            **self._tabs(issues),
        }

    def _tabs(self, issues: list[Record]) -> Record:
        """Return the rows of the four tabs, with the codes that they had or new ones."""
        of = {letter: [issue for issue in issues if issue["category"] == letter] for letter in _TABS}
        codes = Codes({letter: [{"Kode": row["code"]} for row in rows] for letter, rows in of.items()})
        return {
            _TABS[letter]: [
                {
                    "code": codes.keep(row["code"], letter),
                    "issue": row["issue"],
                    "department": row["department"],
                    "weight": row["weight"],
                    "rating": row["rating"],
                }
                for row in rows
            ]
            for letter, rows in of.items()
        }

    def _add(self, block: Block, row: int, cells: Cells) -> None:
        """Add an issue, or what this list knows of one that is there already."""
        new = self._record(block, row, cells)
        known = self._known(new)
        if known is None:
            self._issues[plain(new["issue"])].append(new)
            if new["category"] not in _TABS:
                had = f"category {new['category']}, bobot {new['weight']}, rating {new['rating']}"
                self._tell(block, row, new["issue"], f"no category S, W, O or T, so in no tab ({had})")
            return
        for name, value in new.items():
            if value is None or plain(known[name]) == plain(value):
                continue
            if known[name] is None:
                known[name] = value
            elif name != "issue":
                self._tell(
                    block, row, new["issue"], f"{name} {value} here, {known[name]} elsewhere, which was taken"
                )

    def _known(self, new: Record) -> Record | None:
        """Return the same issue from another list; a list without departments means any."""
        alike = [
            issue
            for issue in self._issues[plain(new["issue"])]
            if not (issue["department"] and new["department"])
            or plain(issue["department"]) == plain(new["department"])
        ]
        return alike[0] if len(alike) == 1 else None

    def _record(self, block: Block, row: int, cells: Cells) -> Record:
        texts = {name: _text(cells.get(column)) for column, name in _FIELDS.items()}
        before, mark, after = (texts["source"] or "").partition(SEPARATOR.strip())
        if mark:
            texts["source"] = after.strip() or None
        weight = cells.get("Bobot", cells.get("% Bobot"))
        return {
            **texts,
            "category": category(texts["category"]) or block.letter_of(row),
            "department": _text(cells.get("Departemen")) or (before.strip() if mark else None),
            "code": _text(cells.get("Kode")),
            "weight": self._number(block, row, "bobot", weight),
            "rating": self._number(block, row, "rating", cells.get("Rating")),
        }

    def _number(self, block: Block, row: int, name: str, value: object) -> float | None:
        if value is None or isinstance(value, float):
            return value
        number = str(value).strip().replace(",", ".")
        try:
            return float(number.rstrip("% ")) / (100 if number.endswith("%") else 1)
        except ValueError:
            self._tell(block, row, str(value), f"{name} is no number; left blank")
            return None

    def _tell(self, block: Block, row: int, found: str, note: str) -> None:
        self.differences.append(Difference(block.sheet, block.issue_cell(row), found, "", note))


def _issue_row(issue: Record) -> Record:
    row = {name: issue[name] for name in _FIELDS.values()}
    return (
        {**row, "source": with_department(issue["department"], issue["source"])}
        if issue["department"]
        else row
    )


def _text(value: object) -> str | None:
    if isinstance(value, float):
        return as_text(value)
    return str(value).strip() or None if value is not None else None


def _head(workbook: Workbook) -> tuple[Record, list[Difference]]:
    """Return the company and the year, where the first lines of the sheets name just one."""
    found: dict[str, dict[str, Difference]] = {"company": {}, "year": {}}
    for sheet in workbook.worksheets():
        for row in sorted(sheet.rows)[:_ROWS_OF_HEAD]:
            for cell in sheet.rows[row].cells.values():
                text = as_text(sheet.value_of(cell)).strip()
                for what, pattern in _HEAD.items():
                    if match := pattern.search(text):
                        note = f"taken as the {what}"
                        found[what].setdefault(
                            match[1], Difference(sheet.name, cell.name, text, match[1], note)
                        )
    clear = {what: next(iter(seen.values())) for what, seen in found.items() if len(seen) == 1}
    data: Record = {}
    if "company" in clear:
        data["company"] = {"name": clear["company"].taken_as}
    if "year" in clear:
        data["year"] = int(clear["year"].taken_as)
    return data, list(clear.values())
