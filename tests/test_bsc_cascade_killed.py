"""A cascade that is killed: every file is the old or the new one, and the next run finishes the work."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from cascade_books import YEAR, bytes_of, copy_to, path_of, plan, row, rows, set_rows, type_actual

from xl_addin.actions.bsc_cascade_central import HISTORY_COLUMNS
from xl_addin.actions.bsc_cascade_state import State
from xl_addin.actions.bsc_files import department_paths, read_department
from xl_addin.actions.bsc_refresh import ARCHIVE_COLUMNS, RESULT_COLUMNS
from xl_addin.actions.tables import ListTable
from xl_addin.headless import open_book

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
import sys
from pathlib import Path

if __name__ == "__main__":
    from xl_addin.actions import bsc_workers
    from xl_addin.runner import run_action

    bsc_workers._EACH = int(sys.argv[2])
    run_action(Path(sys.argv[1]), "cascade_kpi")
"""
NEW = ("Gudang", "Legal", "Mutu")
TWICE = "PPC"
"""The department whose file is written twice: a KPI comes to it and another leaves it."""


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    """A plan with much to do: new departments, changes, and a KPI that moves on from where one arrives."""
    folder = copy_to(tmp_path_factory.mktemp("before"))
    for department, identifier in (("SDM", "K0003"), ("PPC", "K0002"), ("Produksi", "K0006")):
        type_actual(path_of(folder, department), identifier, 0, 5.0)
    with plan(folder) as book:
        found = {record["Kode"]: record for record in rows(book)}
        found["SDM-1"]["Departemen"] = "PPC"
        found["PPC-2"]["Departemen"] = "Produksi"
        found["PPC-1"]["Bobot"] = 33.0
        del found["PRD-3"]
        more = [row(f"{name}-{n}", "F-01", name) for n in (1, 2) for name in NEW]
        set_rows(book, [*found.values(), *more])
    return folder


@pytest.fixture(scope="module")
def after(before, tmp_path_factory) -> Path:
    """The same when nobody interrupted the cascade."""
    folder = tmp_path_factory.mktemp("after")
    shutil.copytree(before, folder, dirs_exist_ok=True)
    assert cascade(folder).wait() == 0
    return folder


def cascade(folder: Path, each: int = 99) -> subprocess.Popen[bytes]:
    script = folder.parent / "cascade_once.py"
    script.write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, str(script), str(folder / "bsc.xlsx"), str(each)]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})


def killed(folder: Path, files: int, each: int) -> None:
    """Start a cascade and kill it soon after so many files have been written."""
    start = files_of(folder)
    process = cascade(folder, each)
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        if sum(start.get(name) != mark for name, mark in files_of(folder).items()) >= files:
            time.sleep(random.uniform(0, 0.2))
            break
        time.sleep(0.002)
    process.kill()
    process.wait()
    time.sleep(0.5)  # the processes that it had started end by themselves


def files_of(folder: Path) -> dict[str, int]:
    found = (folder / "departemen").glob("KPI*.xlsx")
    marks = {}
    for path in found:
        try:
            marks[path.name] = path.stat().st_mtime_ns
        except FileNotFoundError:
            continue
    return marks


def contents(folder: Path) -> dict[str, object]:
    """Return what the files and the plan say."""
    found: dict[str, object] = {}
    for path in department_paths(folder / "departemen", YEAR):
        state = State.of(read_department(path))
        found[path.name] = replace(state, path=path.name, mark=None)
    with open_book(folder / "bsc.xlsx") as book:
        found["cascading"] = rows(book)
        tables = {
            "tbl_realisasi": RESULT_COLUMNS,
            "tbl_arsip": ARCHIVE_COLUMNS,
            "tbl_riwayat": HISTORY_COLUMNS,
        }
        for name, columns in tables.items():
            found[name] = ListTable(book, name, columns).records()
    return found


@pytest.mark.parametrize(("files", "each"), [(1, 99), (3, 99), (5, 99), (6, 99), (2, 1), (4, 1)])
def test_a_killed_cascade_is_finished_by_the_next(before, after, tmp_path, files, each):
    folder = tmp_path / "plan"
    shutil.copytree(before, folder)
    killed(folder, files, each)
    old, new, now = (bytes_of(where / "departemen") for where in (before, after, folder))
    for name in (name for name in now if name.startswith("KPI")):
        read_department(folder / "departemen" / name)
        assert TWICE in name or now[name] in (old.get(name), new[name])
    assert (folder / "bsc.xlsx").read_bytes() == (before / "bsc.xlsx").read_bytes()
    assert cascade(folder).wait() == 0
    assert contents(folder) == contents(after)
    again = bytes_of(folder)
    assert cascade(folder).wait() == 0
    assert bytes_of(folder) == again
