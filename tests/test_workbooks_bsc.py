"""The Balanced Scorecard workbook shows what plain Python makes of the example, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from templates.formats.workbooks import ROOT
from udfs.bsc import bsc_score, kpi_achievement, kpi_score, kpi_status
from xl_addin import formats
from xl_addin.actions.bsc_cards import MONTHS, Kpi, Typed
from xl_addin.actions.bsc_files import department_path, read_department
from xl_addin.actions.bsc_periods import Rules, month_actual, standing
from xl_addin.example_bsc import BscExample
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import parse_area
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.verify import agree

EXAMPLE = BscExample()
DEFAULTS = EXAMPLE.company["settings"]
Record = dict[str, Any]


def kpi_of(card: Record) -> Kpi:
    return Kpi(**{**{name: card[name] for name in Kpi().data()}, "targets": tuple(card["targets"])})


KPIS = {card["id"] or card["code"]: kpi_of(card) for card in (*EXAMPLE.corporate, *EXAMPLE.directorate)}
CARRIED = {card["id"]: kpi_of(card) for card in EXAMPLE.cards}


class Shown:
    """What the cells of a workbook show."""

    def __init__(self, package: Package) -> None:
        self._workbook = Workbook(package)
        self._tables = {table.name: table for table in self._workbook.tables}
        self._names = {name.name: name.formula for name in self._workbook.defined_names if not name.sheet}

    def rows(self, table: str, key: str) -> dict[Any, Record]:
        found = self._tables[table]
        sheet, body = self._workbook.sheet(found.sheet), found.body
        columns = [" ".join(column.split()) for column in found.columns]
        rows = [
            {heading: sheet.value(row, body.left + place) for place, heading in enumerate(columns)}
            for row in range(body.top, body.bottom + 1)
        ]
        return {row[key]: row for row in rows}

    def named(self, name: str) -> Any:
        sheet, _, cells = self._names[name].rpartition("!")
        area = parse_area(cells)
        return self._workbook.sheet(sheet.strip("'")).value(area.top, area.left)

    def column(self, name: str) -> list[Any]:
        sheet, _, cells = self._names[name].rpartition("!")
        area = parse_area(cells)
        found = self._workbook.sheet(sheet.strip("'"))
        return [found.value(row, area.left) for row in range(area.top, area.bottom + 1)]


@cache
def shown(month: int, portable: bool = False, **chosen: Any) -> Shown:
    values = EXAMPLE.workbook(month) | {"settings": {**DEFAULTS, **chosen}}
    return Shown(formats.build("bsc", values, portable=portable))


def same(found: Any, expected: Any) -> bool:
    """Say whether a cell shows a value; blank and "" are None."""
    found = None if found == "" else found
    expected = float(expected) if isinstance(expected, int) else expected
    return found is expected is None or (found is not None and agree(found, expected))


def month_numbers(kpi: Kpi, typed: Typed, number: int, month: int, rules: Rules) -> tuple[Any, Any]:
    """What a month of a KPI is worth: achievement and score."""
    target, actual = kpi.targets[number], month_actual(kpi, typed, number)
    if target is None or number >= month:
        return None, None
    if actual is None:
        return None, None if rules.skip_unreported else 0.0
    band = kpi.tolerance or 0.0
    reached = kpi_achievement(actual, target, kpi.polarity or "", band, rules.minimize_as)
    return reached, kpi_score(reached, rules.cap)


CASES = [
    (9, {}),
    (1, {}),
    (6, {}),
    (9, {"unreported": "Dilewati", "cap": 1.1}),
    (9, {"minimize_as": "T/A", "cap": 0, "green": 0.95, "yellow": 0.9}),
]


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> tuple[int, dict[str, Any], Rules]:
    month, chosen = request.param
    return month, chosen, Rules.of_data({**DEFAULTS, **chosen})


@pytest.mark.parametrize("table", ["tbl_capaian_korporat", "tbl_capaian_direktorat"])
def test_each_month_is_rolled_up_from_the_departments(case, table):
    month, chosen, rules = case
    typed = EXAMPLE.typed(month)
    found = shown(month, **chosen).rows(table, "Kode")
    cards = EXAMPLE.corporate if "korporat" in table else EXAMPLE.directorate
    assert list(found) == [card["code"] for card in cards]
    for code, row in found.items():
        kpi = KPIS[code]
        for number, name in enumerate(MONTHS):
            reached, score = month_numbers(kpi, typed[code], number, month, rules)
            assert same(row[f"Target {name}"], kpi.targets[number]), (code, name)
            assert same(row[f"Realisasi {name}"], typed[code].actuals[number]), (code, name)
            assert same(row[f"Penyebut {name}"], typed[code].denominators[number]), (code, name)
            assert same(row[f"Pencapaian {name}"], reached), (code, name)
            assert same(row[f"Skor {name}"], score), (code, name)


def to_date(kpi: Kpi, typed: Typed, month: int, rules: Rules) -> Iterator[tuple[str, Any]]:
    now = standing(kpi, typed, range(month), rules)
    yield "Target s.d.", now.target
    yield "Realisasi s.d.", now.actual
    yield "Pencapaian s.d.", now.achievement
    yield "Skor s.d.", now.score
    yield "Status s.d.", now.status


@pytest.mark.parametrize("table", ["tbl_capaian_korporat", "tbl_capaian_direktorat", "tbl_realisasi"])
def test_the_year_to_date_is_that_of_the_plain_functions(case, table):
    month, chosen, rules = case
    typed = EXAMPLE.typed(month)
    key, kpis = ("ID", CARRIED) if table == "tbl_realisasi" else ("Kode", KPIS)
    for code, row in shown(month, **chosen).rows(table, key).items():
        for heading, value in to_date(kpis[code], typed[code], month, rules):
            assert same(row[heading], value), (code, heading, row[heading], value)


def test_the_scorecard_adds_up(case):
    month, chosen, rules = case
    typed, book = EXAMPLE.typed(month), shown(month, **chosen)
    to_date = {code: standing(kpi, typed[code], range(month), rules).score for code, kpi in KPIS.items()}
    this_month = {
        code: month_numbers(kpi, typed[code], month - 1, month, rules)[1] for code, kpi in KPIS.items()
    }

    def total(scores: dict[str, Any], perspective: str | None = None) -> Any:
        cards = [c for c in EXAMPLE.corporate if perspective in (None, c["perspective"])]
        return bsc_score([c["weight"] for c in cards], [scores[c["code"]] for c in cards], ["Ya"], True)

    assert same(book.named("Skor_sd"), total(to_date))
    assert same(book.named("Skor_bulan"), total(this_month))
    perspectives = dict.fromkeys(card["perspective"] for card in EXAMPLE.corporate)
    for value, perspective in zip(book.column("Skor_perspektif"), perspectives, strict=True):
        assert same(value, total(to_date, perspective)), perspective
    for code, row in book.rows("tbl_scorecard", "Kode").items():
        assert same(row["Skor bulan"], this_month[code])
        assert same(row["Skor s.d."], to_date[code])


def test_the_departments_scores_add_up(case):
    month, chosen, rules = case
    typed = EXAMPLE.typed(month)
    for name, row in shown(month, **chosen).rows("tbl_skor_departemen", "Departemen").items():
        kpis = {code: kpi for code, kpi in CARRIED.items() if kpi.department == name}
        now = {code: standing(kpi, typed[code], range(month), rules) for code, kpi in kpis.items()}
        weights, scores = [kpi.weight for kpi in kpis.values()], [one.score for one in now.values()]
        score = bsc_score(weights, scores, ["Ya"], True)
        assert same(row["Bobot"], 100.0)
        assert same(row["Skor s.d."], score), name
        status = None if score is None else kpi_status(score, rules.green, rules.yellow, rules.names)
        assert same(row["Status"], status)
        for heading, light in zip(("Hijau", "Kuning", "Merah"), rules.names, strict=True):
            assert same(row[heading], sum(one.status == light for one in now.values()))


def test_what_departments_see_is_what_cms_sees():
    book = shown(9).rows("tbl_realisasi", "ID")
    for name in EXAMPLE.managers:
        values = EXAMPLE.department(name)
        own = Shown(formats.build("kpi_department", values)).rows("tbl_realisasi", "ID")
        for code, row in own.items():
            for heading in ("Target s.d.", "Realisasi s.d.", "Pencapaian s.d.", "Skor s.d.", "Status s.d."):
                assert same(row[heading], None if book[code][heading] == "" else book[code][heading])


def test_the_portable_flavour_shows_the_same():
    for table, key in (
        ("tbl_capaian_korporat", "Kode"),
        ("tbl_realisasi", "ID"),
        ("tbl_penyerahan", "Bulan"),
    ):
        assert shown(9, True).rows(table, key) == shown(9).rows(table, key)


def test_the_committed_department_files_are_read_as_the_example():
    folder = ROOT / "examples" / "bsc" / "departments"
    paths = [department_path(folder, EXAMPLE.company["year"], name) for name in EXAMPLE.managers]
    assert sorted(folder.iterdir()) == sorted(paths)
    typed = EXAMPLE.typed(9)
    for path in paths:
        for code, held in read_department(path).results.items():
            assert held.typed == typed[code]


@pytest.mark.parametrize("path", ["workbooks/bsc.xlsx", "workbooks/portable/bsc.xlsx"])
def test_the_shipped_workbook_has_its_strategy_map(path):
    package = Package.open(ROOT / path)
    drawn = "".join(package.xml(name) for name in package.names() if name.startswith("xl/drawings/drawing"))
    for objective in EXAMPLE.objectives:
        assert objective["code"] in drawn
