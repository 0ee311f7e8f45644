"""Every defect that `lembar audit` looks for in a Balanced Scorecard, planted in the sound worked example."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin import formats
from xl_addin.audit import Finding, audit
from xl_addin.audit.bsc import bsc_findings
from xl_addin.example_bsc import BscExample
from xl_addin.ooxml.listing import TableRow, table_rows
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook

Cell = str | float | None
CORPORATE, DIRECTORATE, CASCADING = "tbl_kpi_korporat", "tbl_kpi_direktorat", "tbl_cascading"


@cache
def sound() -> bytes:
    return formats.build("bsc", BscExample().workbook()).to_bytes()


def workbook() -> Workbook:
    return Workbook(Package.open(sound()))


def plant(found: Workbook, row: TableRow, heading: str, value: Cell) -> str:
    """Put a value into a cell and return the cell's address."""
    sheet = found.sheet(row.sheet)
    sheet.writable(row.row, row.columns[heading]).set_value(value)
    return row.cell(heading)


def findings(found: Workbook) -> Iterator[Finding]:
    return bsc_findings(found)


def rows(table: str) -> list[TableRow]:
    return table_rows(workbook(), table)


def test_the_worked_example_is_sound() -> None:
    assert audit(Package.open(sound())) == []


@pytest.mark.parametrize("table", [CORPORATE, DIRECTORATE, CASCADING])
@settings(max_examples=10)
@given(data=st.data())
def test_a_weight_that_is_off_is_told_with_the_sum(table: str, data: st.DataObject) -> None:
    found = workbook()
    row = data.draw(st.sampled_from(table_rows(found, table)))
    weight = row.number("Bobot") or 0
    plant(found, row, "Bobot", weight + 5)
    [finding] = findings(found)
    assert (finding.kind, finding.sheet, finding.expected) == ("weights", row.sheet, "100%")
    assert finding.found == "105.0000%"
    owner = {
        CORPORATE: "KPI Corporate",
        DIRECTORATE: row.text("Direktorat"),
        CASCADING: row.text("Departemen"),
    }
    assert owner[table] in finding.subject


def test_a_weight_that_is_missing_is_told_too() -> None:
    found = workbook()
    row = table_rows(found, CORPORATE)[3]
    cell = plant(found, row, "Bobot", None)
    kinds = {finding.kind: finding.cell for finding in findings(found)}
    assert kinds.keys() == {"weights", "no_weight"}
    assert kinds["no_weight"] == cell


def contributions() -> list[TableRow]:
    return [row for row in rows(CASCADING) if row.text("Jenis") == "Kontribusi"]


@given(st.sampled_from(range(len(contributions()))), st.sampled_from([-0.1, 0.05, 0.3]))
@settings(max_examples=10)
def test_shares_that_do_not_sum_are_told(number: int, off: float) -> None:
    found = workbook()
    row = contributions()[number]
    plant(found, row, "Porsi", (row.number("Porsi") or 0) + off)
    told = list(findings(found))
    assert [finding.kind for finding in told] == ["shares"]
    assert told[0].subject == row.text("Kode KPI")


def test_a_target_of_which_the_parts_do_not_sum_is_told_by_month() -> None:
    found = workbook()
    row = contributions()[0]
    plant(found, row, "Target Mar", (row.number("Target Mar") or 0) + 1)
    [finding] = findings(found)
    assert finding.kind == "parts"
    assert finding.subject == f"{row.text('Kode KPI')} (Mar)"


def test_a_kpi_that_nobody_carries_any_more_is_told() -> None:
    found = workbook()
    alone = [row.text("Kode KPI") for row in rows(CASCADING)]
    row = next(row for row in rows(CASCADING) if alone.count(row.text("Kode KPI")) == 1)
    plant(found, row, "Jenis", "Pendukung")
    told = [finding for finding in findings(found) if finding.kind == "no_carrier"]
    assert [finding.subject for finding in told] == [row.text("Kode KPI")]


def test_a_kpi_with_two_direct_carriers_is_told() -> None:
    found = workbook()
    direct = [row for row in rows(CASCADING) if row.text("Jenis") == "Langsung"]
    plant(found, direct[1], "Kode KPI", direct[0].text("Kode KPI"))
    told = [finding for finding in findings(found) if finding.kind == "two_direct"]
    assert [finding.subject for finding in told] == [direct[0].text("Kode KPI")]


@pytest.mark.parametrize("table", [CORPORATE, DIRECTORATE])
def test_a_kpi_without_any_target_is_told(table: str) -> None:
    found = workbook()
    row = table_rows(found, table)[-1]
    for heading in [name for name in row.columns if name.startswith("Target ") and name != "Target tahun"]:
        plant(found, row, heading, None)
    assert ("no_target", row.text("Kode")) in {(f.kind, f.subject) for f in findings(found)}


@pytest.mark.parametrize(
    ("table", "heading"),
    [
        (CORPORATE, "Sasaran"),
        (DIRECTORATE, "Induk"),
        (CASCADING, "Kode KPI"),
        (CASCADING, "Departemen"),
        ("tbl_sasaran", "Mendukung"),
    ],
)
def test_a_code_that_is_in_no_list_is_told_with_its_cell(table: str, heading: str) -> None:
    found = workbook()
    row = next(row for row in table_rows(found, table) if row.text(heading))
    cell = plant(found, row, heading, "Entah")
    told = {(f.kind, f.sheet, f.cell, f.subject) for f in findings(found)}
    assert ("unknown", row.sheet, cell, "Entah") in told


def test_a_code_that_is_there_twice_is_told() -> None:
    found = workbook()
    first, second, *_ = table_rows(found, CORPORATE)
    plant(found, second, "Kode", first.text("Kode"))
    assert len([f for f in findings(found) if f.kind == "twice" and f.subject == first.text("Kode")]) == 2


def test_parents_in_a_circle_are_told() -> None:
    found = workbook()
    first, second, *_ = table_rows(found, DIRECTORATE)
    plant(found, first, "Induk", second.text("Kode"))
    plant(found, second, "Induk", first.text("Kode"))
    told = {f.subject for f in findings(found) if f.kind == "circular"}
    assert told == {first.text("Kode"), second.text("Kode")}


def test_objectives_that_support_each_other_in_a_circle_are_told() -> None:
    found = workbook()
    row = next(row for row in table_rows(found, "tbl_sasaran") if row.text("Mendukung"))
    plant(found, row, "Mendukung", row.text("Kode"))
    assert {f.subject for f in findings(found) if f.kind == "circular"} == {row.text("Kode")}


def test_a_ratio_cannot_be_split() -> None:
    found = workbook()
    ratio = next(row for row in rows(CORPORATE) if row.text("Konsolidasi") == "Rasio")
    row = contributions()[0]
    plant(found, row, "Kode KPI", ratio.text("Kode"))
    assert ("ratio_parts", ratio.text("Kode")) in {(f.kind, f.subject) for f in findings(found)}


def test_a_target_typed_over_in_the_cascade_is_told() -> None:
    found = workbook()
    row = table_rows(found, CASCADING)[0]
    cell = plant(found, row, "Target Jan", 12345)
    told = {(f.kind, f.sheet, f.cell) for f in audit(found.flush())}
    assert ("typed_over", "Cascading", cell) in told
