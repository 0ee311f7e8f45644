"""The board's report: what it says is what the workbook's cells say; what people typed stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bsc_report_books import EVIL, objectives_of, write_bsc
from ooxml_schema import schema_errors
from swot_books import write_swot

from templates.formats import REPORTS
from xl_addin import formats
from xl_addin.cli import main
from xl_addin.errors import LembarError
from xl_addin.ooxml.drawing import boxes
from xl_addin.ooxml.workbook import Workbook
from xl_addin.report.bsc import page, workbook
from xl_addin.report.bsc_data import Bsc, read
from xl_addin.report.bsc_view import number
from xl_addin.report.source import FileSource
from xl_addin.runner import run_action
from xl_addin.strategy_map import NAME, percent

_VOID = {"meta", "link", "br", "img", "input", "hr"}
_KPI_TABLES = {
    "tbl_capaian_korporat": None,
    "tbl_capaian_direktorat": "Direktorat",
    "tbl_realisasi": "Departemen",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


class Page(HTMLParser):
    """A page as a list of elements, with the text of every table row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.rows: list[tuple[dict[str, str], list[str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), (tag, attrs)  # no attribute twice
        self.elements.append((tag, found))
        if tag == "tr":
            self.rows.append((found, []))
        if tag in ("td", "th"):
            self.rows[-1][1].append("")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open, self.getpos())
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(data)
            if self.rows and ("td" in self.open or "th" in self.open) and "title" not in self.open:
                self.rows[-1][1][-1] += data

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    def row(self, start: str) -> list[str]:
        """Return the cells of the row that begins with a text; KPIs have rows of their own."""
        return next(cells for row, cells in self.rows if cells[0].startswith(start) and "id" not in row)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bsc(tmp_path_factory.mktemp("bsc") / "bsc.xlsx")


@pytest.fixture(scope="module")
def bsc(file: Path) -> Bsc:
    return read(FileSource(file))


@pytest.fixture(scope="module")
def html(bsc: Bsc) -> Page:
    return Page(page(bsc))


@pytest.fixture(scope="module")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file, data_only=True)


def table(book: openpyxl.Workbook, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table as the workbook's cells have them."""
    for sheet in book.worksheets:
        if name in sheet.tables:
            heading, *rows = sheet[sheet.tables[name].ref]
            for row in rows:
                yield {str(cell.value): found.value for cell, found in zip(heading, row, strict=True)}


def named(book: openpyxl.Workbook, name: str) -> list[Any]:
    sheet, area = next(iter(book.defined_names[name].destinations))
    cells = book[sheet][area.replace("$", "")]
    return [cell.value for row in cells for cell in row] if isinstance(cells, tuple) else [cells.value]


def test_totals_are_those_of_the_workbook(book: openpyxl.Workbook, html: Page) -> None:
    (month,), (to_date,) = named(book, "Skor_bulan"), named(book, "Skor_sd")
    _, weight, now, year, *_ = html.row("Total")
    assert (weight, now, year) == ("100", percent(month), percent(to_date))
    assert re.search(rf'class="figure">{re.escape(percent(to_date))}<', html.html)


def test_perspectives_are_those_of_the_workbook(book: openpyxl.Workbook, html: Page) -> None:
    sheet, area = next(iter(book.defined_names["Skor_perspektif"].destinations))
    scores = [row[0] for row in book[sheet][area.replace("$", "")]]
    assert len(scores) == 4
    for cell in scores:
        line = {other.coordinate[0]: other.value for other in book[sheet][cell.row][:20]}
        name, weight, now, year, _, status, _, left_out = html.row(str(line["F"]))
        assert name == line["F"]
        assert (weight, left_out) == (number(line["I"]), number(line["N"]) or "0")
        assert (now, year, status) == (percent(line["J"]), percent(line["L"]), line["P"])


def test_every_kpi_is_listed_with_its_numbers_and_its_light(book: openpyxl.Workbook, html: Page) -> None:
    listed = {
        cells[0].split()[0]: (row, cells) for row, cells in html.rows if row.get("id", "").startswith("kpi-")
    }
    tables = {
        "tbl_capaian_korporat": None,
        "tbl_capaian_direktorat": "Direktorat",
        "tbl_realisasi": "Departemen",
    }
    count = 0
    for name, owner in tables.items():
        for line in table(book, name):
            row, cells = listed[line["Kode"]]
            count += 1
            assert line["KPI"] in cells[0] and line["Perspektif"] in cells[0]
            assert cells[1].strip() == (line[owner] if owner else "Perusahaan")
            shown = [cell.strip() for cell in cells[2:7]]
            target, actual = (number(line[f"{one} s.d."], line["Satuan"]) for one in ("Target", "Realisasi"))
            unit = "" if line["Satuan"] == "%" else line["Satuan"]
            assert shown[:2] == [number(line["Bobot"]), target]
            assert shown[2] == f"{actual or '–'}{unit}"
            reached = line["Pencapaian s.d."]
            assert shown[3] == (percent(reached) if isinstance(reached, float | int) else "–")
            assert shown[4] == (line["Status s.d."] or "Belum ada")
            lights = {"Hijau": "green", "Kuning": "yellow", "Merah": "red"}
            assert row["data-status"] == lights.get(line["Status s.d."], "none")
            assert row["data-perspective"] == line["Perspektif"]
    assert count == len(listed) > 50


def test_months_of_a_ratio_are_quotients(bsc: Bsc, book: openpyxl.Workbook) -> None:
    line = next(row for row in table(book, "tbl_capaian_korporat") if row["Konsolidasi"] == "Rasio")
    kpi = next(kpi for kpi in bsc.kpis if kpi.code == line["Kode"])
    assert kpi.actuals[0] == line["Realisasi Jan"] / line["Penyebut Jan"]
    assert kpi.actuals[11] is None and kpi.targets[11] is not None


def test_total_by_month_is_that_of_the_scorecards_chart(bsc: Bsc, book: openpyxl.Workbook) -> None:
    sheet = book["Scorecard"]
    top = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Skor total")
    found = [sheet.cell(top.row + n, top.column).value for n in range(1, 13)]
    assert [score or None for score in found] == pytest.approx(list(bsc.total.months))


def test_departments_and_who_has_not_reported(book: openpyxl.Workbook, html: Page) -> None:
    managers = {row["Departemen"]: row["Manajer"] for row in table(book, "tbl_departemen")}
    for line in table(book, "tbl_skor_departemen"):
        name, manager, score, _, status, lights, silent = html.row(line["Departemen"])
        assert name.startswith(line["Departemen"]) and manager == managers[line["Departemen"]]
        assert (score, status) == (percent(line["Skor s.d."]), line["Status"])
        assert silent == str(int(line["Belum lapor"]))
        for word in ("Hijau", "Kuning", "Merah"):
            assert (f"{int(line[word])} {word}" in lights) == (line[word] > 0)
    late = [row for row in table(book, "tbl_penyerahan") if not str(row["Status"]).startswith("Lengkap")]
    told = " ".join(html.texts)
    assert late
    for row in late:
        assert f"Realisasi belum lengkap: {row['Departemen']} ({_MONTHS[int(row['Bulan']) - 1]})" in told
    for row in table(book, "tbl_temuan"):
        assert (row["Temuan"] in told) == (row["Keputusan"] in (None, ""))


def test_the_strategy_map_is_in_the_page_with_its_text_alternatives(html: Page) -> None:
    assert set(html.all("data-name")) >= {objective["code"] for objective in objectives_of()}
    assert any(text.startswith("SS-") and "; mendukung SS-" in text for text in html.texts)


def test_what_people_typed_stays_text(tmp_path: Path) -> None:
    found = Page(page(read(FileSource(write_bsc(tmp_path / "bsc.xlsx", evil=True)))))
    tags = [tag for tag, _ in found.elements]
    assert tags.count("script") == 1 and "img" not in tags
    assert not [name for _, attributes in found.elements for name in attributes if name.startswith("on")]
    assert sum(EVIL in text for text in found.texts) >= 4  # company, manager, KPI (thrice), objective
    assert "49" not in "".join(text for text in found.texts if "pwned" in text)


def test_the_page_is_well_formed_and_its_parts_find_each_other(html: Page) -> None:
    ids = html.all("id")
    assert len(ids) == len(set(ids))
    for name in ("for", "aria-labelledby"):
        assert set(html.all(name)) <= set(ids)
    links = [href for href in html.all("href") if href.startswith("#")]
    assert {href[1:] for href in links} <= set(ids)
    assert html.elements[0][0] == "html" and html.elements[0][1]["lang"] == "id"
    labels = {attributes["for"] for tag, attributes in html.elements if tag == "label"}
    fields = [a["id"] for tag, a in html.elements if tag in ("input", "select")]
    assert set(fields) == labels and len(fields) == 4
    headings = [int(tag[1]) for tag, _ in html.elements if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert all(tag != "svg" or a.get("role") == "img" or a.get("aria-hidden") == "true" or "x" in a
               for tag, a in html.elements)  # fmt: skip


def test_the_page_loads_nothing_and_its_policy_names_its_own_code(html: Page) -> None:
    assert not html.all("src") and not html.all("style") and "link" not in [tag for tag, _ in html.elements]
    assert all(href.startswith("#") for href in html.all("href"))
    style, script = (re.search(rf"<{tag}>(.*?)</{tag}>", html.html, re.DOTALL) for tag in ("style", "script"))
    assert style and script
    assert "@import" not in style[1] and "url(" not in style[1]
    addresses = set(re.findall(r"https?:[^\"'<> ]*", html.html))
    assert addresses == {"http://www.w3.org/2000/svg"}
    policy = next(
        a["content"] for tag, a in html.elements if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    for code in (style[1], script[1]):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_every_light_has_its_word_beside_colour_and_mark(html: Page) -> None:
    found = re.findall(
        r'<span class="light (\w+)"><svg[^>]*><use href="#mark-(\w+)"/></svg>([^<]*)<', html.html
    )
    words = {"green": "Hijau", "yellow": "Kuning", "red": "Merah", "none": "Belum ada"}
    told = [(level, mark, text) for level, mark, text in found if text]
    assert len(told) > 60
    for level, mark, text in told:
        assert level == mark and words[level] in text


def test_the_book_that_is_open_gives_the_same_report_as_the_file(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    result = run_action(copy, "bsc_report")
    assert not result.changed and copy.read_bytes() == file.read_bytes()
    names = ["Laporan BSC 2027-09.html", "Laporan BSC 2027-09.xlsx"]
    assert [path.name for path in result.files] == names
    assert all(path.parent == tmp_path for path in result.files)
    assert "SDM" in result.message
    assert (
        main(["report", "bsc", str(file), "-o", str(tmp_path / "a.html"), "--xlsx", str(tmp_path / "a.xlsx")])
        == 0
    )
    for one, other in zip(result.files, ("a.html", "a.xlsx"), strict=True):
        assert one.read_bytes() == (tmp_path / other).read_bytes()
    elsewhere = run_action(copy, "bsc_report", {"out": tmp_path / "Direksi"})
    assert elsewhere.files[0] == tmp_path / "Direksi" / names[0]


def test_the_command_refuses_what_is_there_or_is_no_scorecard(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.html"
    assert main(["report", "bsc", str(file), "-o", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"files": [str(out)]}
    assert main(["report", "bsc", str(file), "-o", str(out)]) == 2
    assert main(["report", "bsc", str(file), "-o", str(out), "--force"]) == 0
    other = write_swot(tmp_path / "swot.xlsx")
    assert main(["report", "bsc", str(other), "-o", str(tmp_path / "s.html")]) == 2
    assert "Skor_bulan" in capsys.readouterr().err or not (tmp_path / "s.html").exists()


def test_an_empty_scorecard_has_a_report_too(tmp_path: Path) -> None:
    path = tmp_path / "bsc.xlsx"
    formats.build("bsc").save(path)
    found = read(FileSource(path))
    html = Page(page(found))
    assert html.row("Total")[3] == "–" and "Belum ada" in html.row("Total")[5]
    assert sum("Belum ada sasaran" in text for text in html.texts) == 4
    assert workbook(found).to_bytes()


def test_a_table_that_is_missing_is_told(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "bsc.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"tbl_temuan"', b'"tbl_lain"'))
    with pytest.raises(LembarError) as error:
        read(FileSource(path))
    assert error.value.key == "no_table" and error.value.facts()["expected"] == "tbl_temuan"


@cache
def _board(file: Path) -> bytes:
    return workbook(read(FileSource(file))).to_bytes()


def test_the_boards_workbook_holds_values_only(file: Path, bsc: Bsc, tmp_path: Path) -> None:
    path = tmp_path / "lap.xlsx"
    path.write_bytes(_board(file))
    found = openpyxl.load_workbook(path)
    assert found.sheetnames == ["Ringkasan", "Peta Strategi", "KPI"]
    cells = [cell.value for sheet in found.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [value for value in cells if isinstance(value, str) and ("{{" in value or value[:1] == "=")]
    scores = {row["Perspektif"]: row for row in table(found, "tbl_perspektif")}
    assert [*scores] == [*(score.name for score in bsc.perspectives), "Total"]
    assert scores["Total"]["Skor s.d."] == bsc.total.to_date.score
    assert scores["Customer"]["Skor bulan"] == bsc.perspectives[1].month.score
    assert [row["Skor"] for row in table(found, "tbl_bulan")] == list(bsc.total.months)
    kpis = list(table(found, "tbl_kpi"))
    assert [row["Kode"] for row in kpis] == [kpi.code for kpi in bsc.kpis]
    assert [row["Pencapaian"] for row in kpis] == [kpi.to_date.achievement for kpi in bsc.kpis]
    assert {row["Status"][0] for row in kpis} <= set("●▲■○")
    departments = list(table(found, "tbl_departemen"))
    assert [row["Skor"] for row in departments] == [one.to_date.score for one in bsc.departments]


def test_the_boards_workbook_has_the_map_as_shapes_and_a_chart(file: Path) -> None:
    found = Workbook.open(_board(file))
    assert {objective["code"] for objective in objectives_of()} <= set(
        boxes(found, "Peta Strategi", NAME, (6, 1))
    )
    [chart] = [name for name in found.package.names() if "/charts/chart" in name]
    assert "$B$19:$B$30" in found.package.xml(chart)  # twelve months
    assert schema_errors(_board(file)) == []


def test_the_committed_template_is_as_it_is_drawn(tmp_path: Path) -> None:
    for name, draw in REPORTS.items():
        draw(tmp_path / f"{name}.xlsx")
        committed = Path(__file__).parents[1] / "templates" / f"{name}.xlsx"
        with zipfile.ZipFile(tmp_path / f"{name}.xlsx") as new, zipfile.ZipFile(committed) as old:
            assert {n: new.read(n) for n in new.namelist()} == {n: old.read(n) for n in old.namelist()}


class Odd:
    """A source whose settings people have typed over, and whose tables are empty."""

    name = "aneh.xlsx"

    def __init__(self, cells: dict[str, list[Any]]) -> None:
        self._cells = cells

    def records(self, table: str, columns: Any) -> list[dict[str, Any]]:
        return []

    def cells(self, name: str) -> list[Any]:
        return self._cells.get(name, [None])


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"Bulan_laporan": ["Sep"], "Tahun_rencana": ["dua"], "Batas_skor": ["-"], "Nama_status": [1.0]},
        {"Bulan_laporan": [99.0], "Skor_sd": [0.9], "Batas_hijau": [0.5], "Batas_kuning": [0.9]},
        {
            "Bulan_laporan": [3.0],
            "Skor_sd": [7.0],
            "Batas_skor": [0.0],
            "Daftar_perspektif": ["A", None, "B"],
        },
    ],
)
def test_settings_that_people_have_broken_do_not_break_the_report(cells: dict[str, list[Any]]) -> None:
    found = read(Odd(cells))
    html = Page(page(found))
    assert html.row("Total")
    assert workbook(found).to_bytes()
