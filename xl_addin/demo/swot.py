"""The SWOT round of the demonstration, from the letter in October to the strategic initiatives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin import data, formats
from xl_addin.actions.tables import fit_rows
from xl_addin.demo.story import Step, Story
from xl_addin.example import SwotExample
from xl_addin.headless import open_book

if TYPE_CHECKING:
    import xlwings as xw

TABS = {
    "Strength": "tbl_strength",
    "Weakness": "tbl_weakness",
    "Opportunity": "tbl_opportunity",
    "Threat": "tbl_threat",
}


@dataclass(frozen=True)
class Position:
    """The end of the story, read from the workbook's cells."""

    scores: dict[str, float]
    x: float
    y: float
    position: str
    priority: list[str]
    quadrants: list[str]


class SwotStory(Story):
    """Plays the round into a folder; iterate over :meth:`steps`, then ask for :meth:`position`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.forms = folder / "formulir"
        self.letters = folder / "surat"
        self.workbook = folder / "swot.xlsx"
        self.portable = folder / "swot-portabel.xlsx"
        self.picture = folder / "posisi.svg"
        self._example = SwotExample()

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and tell of each."""
        yield self._request()
        yield self._fill_forms(faulty=True)
        yield self._new_workbook()
        yield self._act("collect_issues", folder=self.forms)
        yield self._act("review_issues", out=self.letters)
        yield self._fill_forms(faulty=False)
        yield self._act("collect_issues", folder=self.forms)
        yield self._act("review_issues", out=self.letters)
        yield self._act("split_issues")
        yield self._type_assessment()
        yield self._act("fill_matrix")
        yield self._type_strategies()
        yield self._without_addin()
        yield self._draw()

    def position(self) -> Position:
        """Read the company's position from the workbook."""
        with open_book(self.workbook) as book:
            names = book.names
            return Position(
                scores={letter: names[f"Skor_{letter}"].refers_to_range.value for letter in "SWOT"},
                x=names["Posisi_X"].refers_to_range.value,
                y=names["Posisi_Y"].refers_to_range.value,
                position=names["Posisi"].refers_to_range.value,
                priority=names["Prioritas"].refers_to_range.value,
                quadrants=names["Nama_posisi"].refers_to_range.value,
            )

    def _request(self) -> Step:
        from xl_addin.render.expressions import render_text  # noqa: PLC0415 - jinja2 is heavy

        company = self._example.company
        template = data.folder("templates") / "letters" / "issue_request.md.j2"
        written = []
        for department, manager in company["managers"].items():
            letter = {**company, "document": company["other_documents"]["issue_request"]}
            path = self.letters / f"Permintaan isu - {department}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                render_text(template, {**letter, "department": department, "manager": manager}), "utf-8"
            )
            written.append(path)
        return Step(f"October: a letter asks {len(written)} departments for their issues", tuple(written))

    def _fill_forms(self, *, faulty: bool) -> Step:
        written = []
        for department, values in self._example.forms(faulty=faulty).items():
            path = self.forms / f"{department}.xlsx"
            formats.build("issue_form", values).save(path)
            written.append(path)
        told = (
            "departments fill the issue form, two of them with mistakes"
            if faulty
            else "the two departments mend their forms"
        )
        return Step(told, tuple(written))

    def _new_workbook(self) -> Step:
        header = ("company", "document", "year", "reference_date", "settings", "departments")
        formats.build("swot", {key: self._example.company[key] for key in header}).save(self.workbook)
        return Step("CMS makes the SWOT workbook of the year", (self.workbook,))

    def _type_assessment(self) -> Step:
        example = self._example
        ids = {
            (form["department"], issue["issue"]): issue["id"]
            for form in example.departments
            for issue in form["issues"]
        }
        with self._open() as book:
            for sheet, table in TABS.items():
                body = _rows(book, sheet, table)
                found = [example.assessment[ids[row[2], row[1]]] for row in body.value]
                body.columns[3].value = [[record["weight"]] for record in found]
                body.columns[4].value = [[record["rating"]] for record in found]
        return Step(f"CMS types bobot and rating of {len(ids)} issues")

    def _type_strategies(self) -> Step:
        example = self._example
        filled = example.workbook()
        with self._open() as book:
            for name, rows, columns in (
                ("Matriks_O", filled["matrix_o"], ("so_codes", "so", "wo_codes", "wo")),
                ("Matriks_T", filled["matrix_t"], ("st_codes", "st", "wt_codes", "wt")),
            ):
                block = book.names[name].refers_to_range
                block[: len(rows), 2:6].value = [[row[column] for column in columns] for row in rows]
            _type_initiatives(book, filled["initiatives"])
        counts = f"{len(example.strategies)} strategies, {len(example.initiatives)} strategic initiatives"
        return Step(f"CMS writes {counts}")

    def _without_addin(self) -> Step:
        formats.build("swot", self._example.workbook(), portable=True).save(self.portable)
        return Step("the same workbook without the add-in, for a phone or LibreOffice", (self.portable,))

    def _draw(self) -> Step:
        from xl_addin.render.expressions import render_text  # noqa: PLC0415

        found, company = self.position(), self._example.company
        template = data.folder("templates") / "pictures" / "position.svg.j2"
        values = {"company": company["company"]["name"], "year": company["year"]}
        values |= {"x": found.x, "y": found.y, "position": found.position, "quadrants": found.quadrants}
        self.picture.write_text(render_text(template, values), encoding="utf-8")
        return Step("a picture of the position", (self.picture,))


def _type_initiatives(book: xw.Book, rows: list[dict[str, Any]]) -> None:
    sheet, table = "Inisiatif Strategis", "tbl_inisiatif"
    fit_rows(book.sheets[sheet].tables[table], len(rows))
    fields = ("code", "strategy", "text", "codes", "perspective", "department", "start", "end", "measure")
    _rows(book, sheet, table)[:, : len(fields)].value = [[row[field] for field in fields] for row in rows]


def _rows(book: xw.Book, sheet: str, table: str) -> xw.Range:
    found = book.sheets[sheet].tables[table].data_body_range
    assert found is not None  # noqa: S101 - our templates keep a row in every table
    return found
