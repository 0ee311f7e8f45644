"""Every button of the Balanced Scorecard, pressed in the example's workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from bsc_example_books import SWOT, write_bsc, write_departments

from xl_addin.actions import ACTIONS
from xl_addin.headless import open_book
from xl_addin.ribbon import keep, runner, telling
from xl_addin.ribbon.runner import click

BUTTONS = [action.name for action in ACTIONS.values() if action.workbook == "bsc"]
ANSWERS = {
    "invite_bsc_meeting": {"date": "2027-12-01", "place": "Ruang rapat"},
    "semester_review": {"semester": "1"},
    "draft_ppk": {"semester": "1"},
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the example, made once."""
    folder = tmp_path_factory.mktemp("contoh")
    write_bsc(folder / "bsc.xlsx")
    write_departments(folder / "departemen", 9, "Penjualan", "PPC")
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.xlsx")}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What is told, and whether as a fault."""
    heard: list[tuple[str, bool]] = []
    monkeypatch.setattr(runner, "tell", lambda app, text, *, fault=False: heard.append((text, fault)))
    return heard


@pytest.fixture
def book(tmp_path: Path, example: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[xw.Book]:
    for name, data in example.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for module in (keep, telling):
        monkeypatch.setattr(module, "user_folder", lambda: tmp_path / "pengguna")
    with open_book(tmp_path / "bsc.xlsx") as opened:
        opened.set_mock_caller()
        yield opened
    del xw.Book._mock_caller


def answers(name: str, folder: Path) -> dict[str, str]:
    given: dict[str, Any] = dict(ANSWERS.get(name, {}))
    if name == "deploy_initiatives":
        given["swot"] = SWOT
    if name in ("portal_export", "portal_import"):
        given["file"] = folder / "portal.csv"
    return {option: str(answer) for option, answer in given.items()}


@pytest.mark.parametrize("name", BUTTONS)
def test_the_button_does_its_work_and_says_so(book, told, tmp_path, name):
    if name == "portal_import":
        click("portal_export", answers(name, tmp_path))
        told.clear()
    click(name, answers(name, tmp_path))
    ((message, fault),) = told
    assert not fault, message
    assert len(message) > 10
    assert book.app.status_bar is False
    assert "Traceback" not in telling.report_file().read_text(encoding="utf-8-sig")
