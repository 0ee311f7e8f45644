"""Totals in workbooks never seen before: sound ones are left alone, wrong ones told with the reason."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xl_addin.audit import Finding
from xl_addin.audit.totals import wrong_totals
from xl_addin.ooxml.workbook import Workbook

Row = tuple[str, float | str | None]
AMOUNTS = st.lists(st.integers(100, 10_000_000), min_size=2, max_size=8)
GROUPS = st.lists(AMOUNTS, min_size=1, max_size=4)


def found(path: Path, rows: list[Row]) -> list[Finding]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return list(wrong_totals(Workbook.open(path)))


def costs(groups: list[list[int]], *, running: bool) -> list[Row]:
    """A cost sheet: groups with subtotals, then either running totals after each or one grand total."""
    rows: list[Row] = [("Jenis biaya", "Rupiah")]
    before = 0
    for number, group in enumerate(groups, 1):
        rows += [(f"Biaya {n}", amount) for n, amount in enumerate(group)]
        rows.append((f"Total kelompok {number}", sum(group)))
        before += sum(group)
        if running and number > 1:
            rows.append((f"Total FC {number}", before))
    if not running:
        rows.append(("Grand total", before))
    return rows


@given(GROUPS, st.booleans())
def test_sound_totals_are_left_alone(
    tmp_path_factory: pytest.TempPathFactory, groups: list[list[int]], running: bool
) -> None:
    assert found(tmp_path_factory.mktemp("a") / "a.xlsx", costs(groups, running=running)) == []


@given(AMOUNTS, st.data())
def test_a_row_that_was_left_out_is_named(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], data: st.DataObject
) -> None:
    left_out = data.draw(st.integers(0, len(amounts) - 1))
    assume(len(amounts) > 2 and amounts.count(amounts[left_out]) == 1)
    total = sum(amounts) - amounts[left_out]
    assume(total * 3 >= sum(amounts))
    rows: list[Row] = [("Jenis", "Rp"), *((f"b{n}", a) for n, a in enumerate(amounts)), ("Jumlah", total)]
    [finding] = found(tmp_path_factory.mktemp("a") / "a.xlsx", rows)
    assert finding.subject == f"− B{left_out + 2}"
    assert (finding.found, finding.expected) == (str(total), str(sum(amounts)))


def test_a_row_counted_twice_and_a_slip_of_a_digit_are_told(tmp_path: Path) -> None:
    rows: list[Row] = [("Jenis", "Rp"), ("a", 1000), ("b", 250), ("c", 40), ("Total", 1540)]
    [finding] = found(tmp_path / "a.xlsx", rows)
    assert (finding.cell, finding.subject) == ("B5", "2 × B3")
    [finding] = found(tmp_path / "b.xlsx", [*rows[:-1], ("Total", 1920)])
    assert finding.subject == "+630"
    assert finding.indonesian() == "Jumlah tidak cocok; cocok dengan +630"


def test_a_running_total_without_its_group_is_told(tmp_path: Path) -> None:
    rows: list[Row] = [
        *(("Tanah", 2_750), ("Truk", 335), ("Total", 3_085)),
        *(("Mesin", 300), ("Meja", 92), ("Total", 392)),
        ("Total FC 1", 3_085),
        ("Total FC 2", 3_477),
    ]
    told = found(tmp_path / "a.xlsx", rows)
    assert [(finding.cell, finding.subject) for finding in told] == [("B7", "− B6")]


@pytest.mark.parametrize(
    "rows",
    [
        [("No", 1), ("a", 2), ("b", 3), ("Total", 4)],  # rows are counted
        [("a", 7.0), ("b", 7.0), ("Total", 7.0)],  # a rate repeated
        [("a", 0.333), ("b", 0.333), ("c", 0.333), ("Total", 1.0)],  # decimals cut on paper
        [("a", 119812089.1), ("b", 200.0), ("Total", 119812289)],  # rupiah cut
        [("a", 5_000), ("b", 3_000), ("Total penjualan tahun", 2027)],  # no sum at all
        [("a", 3), ("b", 4), ("Total", "=AVERAGE(B1:B2)")],
        [("Total", 5), ("a", 3), ("b", 9)],  # above its rows: what it is of lies below
    ],
)
def test_what_is_no_total_is_none(tmp_path: Path, rows: list[Row]) -> None:
    assert found(tmp_path / "a.xlsx", rows) == []


def test_a_formula_that_sums_too_few_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (("a", 100), ("b", 200), ("c", 300), ("Total", "=SUM(B1:B2)")):
        book.active.append(row)
    book.save(path)
    workbook = Workbook.open(path)
    cell = workbook.sheet("Sheet").cell(4, 2)
    assert cell is not None
    cell.set_cached(300.0)
    [finding] = wrong_totals(workbook)
    assert (finding.cell, finding.subject) == ("B4", "− B3")
