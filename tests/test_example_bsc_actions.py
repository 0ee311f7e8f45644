"""The example stands where the actions of the year would leave it: none of them finds anything to change."""

from __future__ import annotations

from pathlib import Path

import pytest
from bsc_example_books import write_bsc, write_departments

from xl_addin.actions import ACTIONS
from xl_addin.headless import open_book

STEPS = {
    "cascade_kpi": {},
    "review_department_kpis": {},
    "collect_results": {},
    "verify_results": {},
    "semester_review": {"semester": "1"},
    "draft_ppk": {"semester": "1"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's workbook with the departments' workbooks beside it."""
    folder = tmp_path_factory.mktemp("contoh")
    write_bsc(folder / "bsc.xlsx")
    write_departments(folder / "departemen")
    return folder


@pytest.mark.parametrize("name", STEPS)
def test_the_example_is_where_the_action_would_leave_it(folder: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.xlsx")}
    with open_book(folder / "bsc.xlsx") as book:
        result = ACTIONS[name](book, STEPS[name])
    assert not result.changed, result.message
    assert {path: path.read_bytes() for path in folder.rglob("*.xlsx")} == before
