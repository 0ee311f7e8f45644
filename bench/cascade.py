"""The KPI cascade against plain openpyxl: 200 departments of 40 KPIs over 12 months.

    python bench/cascade.py [DEPARTMENTS ...]        default: 50 200

Lembar makes each department's workbook from the format (formulas, charts, validations, sign-off), calculates
it, and updates the plan; then it reads all files back and rolls them up. Openpyxl loads the format's workbook
once a department, writes the same cells with the same formulas and saves: it calculates nothing and loses
what it does not know. Both use as many processes as there are processors. Every run has a process of its own;
the plan is there before the clock starts. Prints seconds, milliseconds for each department and seconds of
all processors, both with their ratio to the cascade, the peak memory of the largest process, and the exponent
of time over departments.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

KPIS = 40
YEAR = 2027
PERSPECTIVES = ("Financial", "Customer", "Internal Process", "Learning & Growth")


def plan(departments: int) -> dict[str, Any]:
    """Return the data of a plan: every department carries a part of each of 40 corporate KPIs."""
    names = [f"Departemen {number:03d}" for number in range(1, departments + 1)]
    corporate = [
        {
            "id": None, "code": f"C-{n:02d}", "perspective": PERSPECTIVES[n * 4 // KPIS], "objective": "SS-1",
            "initiative": "IS-01", "name": f"KPI perusahaan nomor {n}", "definition": "Definisi KPI",
            "formula": "Catatan bulanan", "unit": "unit", "polarity": "Maksimalkan",
            "consolidation": "Jumlah", "baseline": None, "weight": 100 / KPIS, "targets": [100.0 + n] * 12,
            "tolerance": None, "pic": "Direktur", "source": "Laporan", "parent": None, "kind": None,
            "share": None, "aspect": "Mutu", "directorate": None,
        }
        for n in range(KPIS)
    ]  # fmt: skip
    cascading = [
        {
            "id": f"K{number * KPIS + n + 1:04d}", "code": f"D{number:03d}-{n:02d}", "kpi": f"C-{n:02d}",
            "department": name, "kind": "Kontribusi", "share": 1 / departments, "weight": 100 / KPIS,
            "pic": "Manajer",
        }
        for number, name in enumerate(names)
        for n in range(KPIS)
    ]  # fmt: skip
    approval = {
        "round": 1,
        "date": date(2026, 11, 9),
        "level": "Corporate",
        "decision": "Setuju",
        "by": "BOD",
    }
    return {
        "company": {"name": "PT Mebel Nusantara"},
        "document": {"number": "FR-CMS-03", "revision": "00", "date": date(2026, 9, 1)},
        "year": YEAR,
        "reference_date": date(2027, 10, 20),
        "month": 9,
        "departments": [{"name": name, "directorate": "Operasi", "manager": "Manajer"} for name in names],
        "corporate": corporate,
        "cascading": cascading,
        "approvals": [{**approval, "note": None, "follow_up": None}],
        "results": [_result(card, corporate) for card in cascading],
    }


def _result(card: dict[str, Any], corporate: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a row of the plan's results: nine months are collected."""
    above = corporate[int(card["kpi"][2:])]
    actuals = [100.0 + month for month in range(9)] + [None] * 3
    targets = [target * card["share"] for target in above["targets"]]
    own = {**above, **card, "parent": above["code"], "targets": targets}
    return {**own, "actuals": actuals, "denominators": [None] * 12, "note": None}


def cascade(folder: Path) -> None:
    """Press the button on the plan: make, or bring up to date, every department's workbook."""
    from xl_addin.actions import cascade_kpi
    from xl_addin.headless import open_book

    with open_book(folder / "bsc.xlsx") as book:
        if cascade_kpi(book).changed:
            book.save()


def read_back(folder: Path) -> None:
    """Read every department's workbook."""
    from xl_addin.actions.bsc_cascade_folder import Folder
    from xl_addin.actions.bsc_workers import Workers

    with Workers() as workers:
        books = Folder(folder / "departemen", YEAR, [], workers).books
    assert all(len(book.rows) == KPIS for book in books.values())


def roll_up(folder: Path) -> None:
    """Calculate the plan: parts into wholes, achievement, scores, scorecard."""
    from xl_addin.recalc import recalculate

    recalculate(folder / "bsc.xlsx")


def openpyxl_all(folder: Path) -> None:
    """Write every department's workbook with openpyxl."""
    paths = sorted((folder / "departemen").glob("*.xlsx"))
    cells = _cells(paths[0])
    out = folder / "openpyxl"
    out.mkdir()
    jobs = [(cells, paths[0], out / path.name) for path in paths]
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        list(pool.map(openpyxl_one, jobs))


def openpyxl_one(job: tuple[list[tuple[str, int, int, Any]], Path, Path]) -> None:
    """Write one workbook: the form, with every cell typed anew."""
    import openpyxl

    cells, form, out = job
    book = openpyxl.load_workbook(form)
    for sheet, row, column, value in cells:
        book[sheet].cell(row, column).value = value
    book.save(out)


def _cells(path: Path) -> list[tuple[str, int, int, Any]]:
    """Return the values and formulas of the first department's tables, for openpyxl to write."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    return [
        (sheet.title, cell.row, cell.column, cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not isinstance(cell, openpyxl.cell.MergedCell)
    ]


def prepare(folder: Path) -> None:
    """Make the plan for as many departments as the folder is called."""
    from xl_addin import formats

    formats.build("bsc", plan(int(folder.name))).save(folder / "bsc.xlsx")


STEPS: dict[str, Callable[[Path], None]] = {
    "plan": prepare,
    "cascade": cascade,
    "again": cascade,
    "read back": read_back,
    "roll up": roll_up,
    "openpyxl": openpyxl_all,
}


def measure(name: str, folder: Path) -> None:
    """Run one step and print its seconds, the processors' seconds and its peak memory, as JSON."""
    start = time.perf_counter()
    STEPS[name](folder)
    seconds = time.perf_counter() - start
    used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processors = sum(one.ru_utime + one.ru_stime for one in used)
    peak = max(one.ru_maxrss for one in used) / 1024
    print(json.dumps({"seconds": seconds, "cpu": processors, "peak": peak}))


def run(departments: int) -> dict[str, dict[str, float]]:
    """Run every step for so many departments."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / str(departments)
        folder.mkdir()
        for step in STEPS:
            command = [sys.executable, __file__, "--measure", step, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found[step] = json.loads(done.stdout.splitlines()[-1])
    del found["plan"]
    return found


def main() -> None:
    """Measure every size and print the table."""
    sizes = [int(text) for text in sys.argv[1:]] or [50, 200]
    totals: list[float] = []
    columns = f"{'seconds':>9}{'ms each':>9}{'x':>7}{'CPU s':>8}{'x':>7}{'MB peak':>9}"
    print(f"{'departments':>12}  {'step':12}{columns}")
    for departments in sizes:
        found = run(departments)
        totals.append(sum(found[step]["seconds"] for step in ("cascade", "read back", "roll up")))
        for step, figures in found.items():
            seconds = figures["seconds"]
            each, ratio = seconds / departments * 1_000, seconds / found["cascade"]["seconds"]
            more = figures["cpu"] / found["cascade"]["cpu"]
            told = f"{seconds:9.1f}{each:9.0f}{ratio:7.2f}{figures['cpu']:8.1f}{more:7.2f}"
            print(f"{departments:12}  {step:12}{told}{figures['peak']:9.0f}")
        print(f"{departments:12}  {'all of ours':12}{totals[-1]:9.1f}{totals[-1] / departments * 1_000:9.0f}")
    if len(sizes) > 1:
        exponent = math.log(totals[-1] / totals[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent of time over departments {exponent:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
