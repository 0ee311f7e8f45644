"""Worksheet functions a second in LibreOffice Calc, through the add-in, with LibreOffice running.

    python bench/calc_calls.py [CALLS]        default: 20000

A sheet of calls of SWOT_SCORE over cells, linked as in a workbook, against as many plain formulas of like
size; and the time in which the SWOT workbook is opened and linked.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from calc_office import ROOT, Calc, session

from xl_addin.calc.linking import linked

CALL = linked("SWOT_SCORE(A{row};B{row};$D$1)", ";")
PLAIN = "IF(ISBLANK(A{row});0;A{row})*IF(ISBLANK(B{row});0;B{row})/$D$1"


def seconds(calc: Calc, formula: str, count: int) -> float:
    """Return how long a sheet of so many formulas takes to calculate."""
    calc.open()
    rows = range(1, count + 1)
    calc.fill("D1", [[f"=SUM(A1:A{count})"]])
    calc.fill(f"A1:B{count}", [[str(row % 9 + 1), str(row % 4 + 1)] for row in rows])
    calc.fill(f"C1:C{count}", [["=" + formula.format(row=row)] for row in rows])
    best = min(calc.seconds() for _ in range(3))
    calc.close()
    return best


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with session() as calc:
        call, plain = (seconds(calc, formula, count) for formula in (CALL, PLAIN))
        print(f"{count} calls: {call:.2f} s, {count / call:,.0f} a second; plain formulas: {plain:.2f} s")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "swot.xlsx"
            shutil.copy(ROOT / "workbooks" / "swot.xlsx", file)
            start = time.perf_counter()
            calc.open(str(file))
            print(f"SWOT workbook opened and linked: {time.perf_counter() - start:.1f} s")
            calc.close()


if __name__ == "__main__":
    main()
