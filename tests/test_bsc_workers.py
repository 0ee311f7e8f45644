"""Processes for many files: the same results, none left behind, and no script runs twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xl_addin.actions import bsc_workers
from xl_addin.actions.bsc_workers import Workers
from xl_addin.progress import listening

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
from xl_addin.actions.bsc_workers import Workers

print("runs")
with Workers(2) as workers:
    print(sum(workers.map(abs, range(-20, 0), "Menghitung")))
"""


def test_results_come_in_order_with_their_progress():
    heard: list[tuple[int, int, str]] = []
    with listening(lambda *step: heard.append(step)), Workers(2) as workers:
        assert list(workers.map(abs, range(-20, 0), "Menghitung")) == list(range(20, 0, -1))
        assert list(workers.map(abs, [], "Menghitung")) == []
    assert heard == [(n, 20, "Menghitung") for n in range(21)]


def test_a_script_without_a_guard_runs_once(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.split() == ["runs", "210"]
    assert done.stderr == ""


def dies_elsewhere(number: int) -> int:
    """Return a number, or end the process when it is a worker's."""
    if number == 5 and os.getpid() != int(os.environ["HOME_PROCESS"]):
        os._exit(1)
    return number


def test_what_a_killed_process_leaves_is_done_here(monkeypatch):
    monkeypatch.setenv("HOME_PROCESS", str(os.getpid()))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(ROOT / "tests")]))
    with Workers(2) as workers:
        assert list(workers.map(dies_elsewhere, range(20), "Menghitung")) == list(range(20))


def test_where_no_process_may_start_the_work_is_done_here(monkeypatch):
    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(bsc_workers, "ProcessPoolExecutor", refused)
    with Workers(2) as workers:
        assert list(workers.map(abs, range(-20, 0), "Menghitung")) == list(range(20, 0, -1))
