"""What the add-in's Python half costs: cells that call functions, and a button on a large workbook.

    python bench/addin.py [ISSUES_PER_TAB]             default: 500 (2,000 issues in four tabs)

The calls go through xlwings' own COM server and call path with pywin32 stubbed, so this is what Python takes
of a cell's time; Excel's own part and the way between two processes come on top and are not measured here.
The button runs as in Excel, on a file of the headless engine: keep a copy, act, calculate, report.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

import xlwings as xw  # noqa: E402
from com_excel import FakeRange  # noqa: E402
from recalc import workbook  # noqa: E402
from windows_stubs import windows  # noqa: E402

import xl_addin.ribbon.functions as module  # noqa: E402
from udfs.registry import FUNCTIONS, invoke  # noqa: E402
from xl_addin.headless import open_book  # noqa: E402
from xl_addin.ribbon import keep, telling  # noqa: E402
from xl_addin.ribbon.runner import click  # noqa: E402
from xl_addin.ribbon.wrappers import PYTHON_MODULE  # noqa: E402


def rate(call: Callable[[], object], seconds: float = 1.0) -> float:
    """Return how often a call runs in a second, the best of three."""
    best = 0.0
    for _ in range(3):
        count, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds / 3:
            call()
            count += 1
        best = max(best, count / (time.perf_counter() - start))
    return best


def calls() -> None:
    """Print calls a second: the plain function's registry, and through xlwings' call path."""
    column = [[float(n % 4 + 1)] for n in range(500)]
    cases = {
        "SWOT_X(s, w), two cells": ("SWOT_X", [2.5, 1.5]),
        "SWOT_SCORE(weight, rating, sum), three cells": ("SWOT_SCORE", [3.0, 4.0, 10.0]),
        "BSC_SCORE(500 weights, 500 scores)": ("BSC_SCORE", [column, column]),
    }
    with windows():
        importlib.reload(module)
        server = importlib.import_module("xlwings.com_server").XLPython()
        for title, (name, values) in cases.items():
            entry = FUNCTIONS[name]
            ranges = [FakeRange(value if isinstance(value, list) else [[value]]) for value in values]
            caller = FakeRange([[None]])
            plain = rate(lambda entry=entry, values=values: invoke(entry, values))
            served = rate(
                lambda name=name, ranges=ranges, caller=caller: server.CallUDF(
                    PYTHON_MODULE, name, ranges, None, caller
                )
            )
            print(f"{title:46} registry {plain:10,.0f}/s   xlwings' call path {served:8,.0f}/s")
    importlib.reload(module)


def button(issues: int) -> None:
    """Print the seconds of a button on a large workbook."""
    with tempfile.TemporaryDirectory() as folder:
        for kept in (keep, telling):
            kept.user_folder = lambda: Path(folder) / "user"
        path = Path(folder) / "swot.xlsx"
        path.write_bytes(workbook(issues, portable=False))
        with open_book(path) as book:
            book.set_mock_caller()
            for name in ("fill_matrix", "fill_matrix"):
                start = time.perf_counter()
                click(name)
                told = book.app.impl.alerts[-1].partition("\n")[0]
                print(f"{name} on 4 x {issues} issues: {time.perf_counter() - start:.2f} s ({told})")
        del xw.Book._mock_caller


if __name__ == "__main__":
    calls()
    button(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
