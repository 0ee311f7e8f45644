"""Templates that get past every limit of the sandbox are ended from outside: in time, in words, wholly."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from render_cases import Grid, build

from xl_addin.errors import LembarError
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render import Limits, TemplateError, render
from xl_addin.render.isolated import render_isolated

ROOT = Path(__file__).resolve().parents[1]

COMPARING: Grid = [
    ["{% set x = [1] %}"],
    ["{% set y = [1] %}"],
    *[["{% set x = [x, x] %}"]] * 60,
    *[["{% set y = [y, y] %}"]] * 60,
    ["{{ x == y }}"],
]
"""Two to the sixtieth comparisons, in C, holding the interpreter's lock: no thread could stop it."""

SPELLING: Grid = [
    ["{% set a = ['x' * 100000] * 100 %}"],
    ["{% set b = [a] * 100 %}"],
    ["{% set c = [b] * 100 %}"],
    ["{{ c | string | length }}"],
]
"""Three small lists whose text has a hundred thousand million letters."""

NESTING: Grid = [["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"]]
"""Deeper than the parser can follow."""


def children() -> set[str]:
    """Return the processes that multiprocessing has spawned for this one."""
    if not sys.platform.startswith("linux"):
        return set()
    path = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return {
        child
        for child in path.read_text().split()
        if "resource_tracker" not in Path(f"/proc/{child}/cmdline").read_text()
    }


def test_the_result_is_that_of_rendering_here() -> None:
    template = build([["{% for d in days %}"], ["{{ d }}", "=A2+1"], ["{% endfor %}"], ["=COUNT(A2:A2)"]])
    data = {"days": [datetime.date(2026, 11, day) for day in (2, 3)]}
    assert render_isolated(template, data) == render(template, data).to_bytes()


def test_what_runs_on_in_c_is_ended_in_time() -> None:
    before, started = children(), time.monotonic()
    with pytest.raises(LembarError) as caught:
        render_isolated(build(COMPARING), {}, limits=Limits(seconds=1))
    assert caught.value.key == "render_limit"
    assert "1 detik" in str(caught.value)
    assert time.monotonic() - started < 10
    assert children() == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no other system keeps a memory limit")
def test_what_fills_the_memory_is_refused_with_its_cell() -> None:
    with pytest.raises(TemplateError) as caught:
        render_isolated(build(SPELLING), {}, megabytes=400)
    assert [str(p) for p in caught.value.problems] == [
        "Data!A4 · c | string | length · memori tidak cukup",
    ]


def test_what_breaks_the_parser_is_told() -> None:
    with pytest.raises(LembarError) as caught:
        render_isolated(build(NESTING), {})
    assert caught.value.key == "render_died"
    assert "RecursionError" in str(caught.value)


def test_faults_and_limits_come_back_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "kartu.xlsx"
    path.write_bytes(build([["{{ kpi.nmae }}", "{{ 1 / 0 }}"]]))
    with pytest.raises(TemplateError) as faults:
        render_isolated(path, {"kpi": {"name": 1}})
    assert [p.cell for p in faults.value.problems] == ["A1", "B1"]
    assert str(path) in str(faults.value)
    with pytest.raises(LembarError) as limit:
        render_isolated(
            build([["{% for a in range(1000) %}"], ["x"], ["{% endfor %}"]]), {}, limits=Limits(rows=9)
        )
    assert limit.value.facts() == {"found": "Data: 1000 baris", "expected": "9 baris"}


# --- the command ------------------------------------------------------------------------------------------


def start(folder: Path, grid: Grid, *options: str) -> subprocess.Popen[str]:
    (folder / "t.xlsx").write_bytes(build(grid))
    (folder / "d.json").write_text("{}")
    return subprocess.Popen(
        [sys.executable, "-m", "xl_addin.cli", "render", "t.xlsx", "d.json", "-o", "o.xlsx", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def assert_nothing_runs(session: int) -> None:
    """Wait for the last process of a session to end."""
    if not hasattr(os, "killpg"):
        return
    for _ in range(100):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("a process is still there")


def test_the_command_says_so_and_leaves_no_file(tmp_path: Path) -> None:
    process = start(tmp_path, COMPARING, "--limit-seconds", "1")
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "t.xlsx was stopped" in said
    assert "Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.json", "t.xlsx"]
    assert_nothing_runs(process.pid)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("how", ["as the terminal sends it", "to the parent alone", "killed"])
def test_stopping_it_ends_everything(tmp_path: Path, how: str) -> None:
    process = start(tmp_path, COMPARING, "--limit-seconds", "1" if how == "killed" else "60")
    time.sleep(2)
    if how == "as the terminal sends it":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT if how == "to the parent alone" else signal.SIGKILL)
    _, said = process.communicate(timeout=30)
    if how != "killed":
        assert process.returncode == 2
        assert said == "lembar: stopped; files are as they were\n"
    assert not (tmp_path / "o.xlsx").exists()
    assert_nothing_runs(process.pid)


def test_the_limit_of_rows_can_be_set(tmp_path: Path) -> None:
    process = start(
        tmp_path, [["{% for a in range(50) %}"], ["=1+1"], ["{% endfor %}"]], "--limit-rows", "49"
    )
    assert "50 baris" in process.communicate(timeout=30)[1]
    process = start(
        tmp_path, [["{% for a in range(50) %}"], ["=1+1"], ["{% endfor %}"]], "--limit-rows", "50"
    )
    assert process.communicate(timeout=30)[0] == "made o.xlsx (50 formulas calculated)\n"
    assert Workbook.open(tmp_path / "o.xlsx").sheet("Data").value(50, 1) == 2
