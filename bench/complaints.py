"""A long complaints register: what is late, and the recap, against plain pandas.

    python bench/complaints.py [ROWS ...]        default: 5000 20000 50000

A year of complaints at every stage. ``overdue`` reads the open workbook's cells as they are typed and tells
what is late, with whom to chase; ``recalculated`` is every formula of the workbook, nineteen a row, with
``Rekap``, ``Pareto`` and ``Tren``. Pandas starts from a frame in memory and works out the same late ones
(busday_offset) and the same recap by class (groupby). Checked here: both name the same numbers with the
same lateness, and ``Rekap`` has the same counts.

Prints seconds of processor time (the best of three; recalculated once), ratios to pandas, the exponent of
time over rows, and the memory at its highest for the longest register.
"""

from __future__ import annotations

import gc
import math
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from xl_addin import formats
from xl_addin.actions.complaint_book import ComplaintBook
from xl_addin.actions.complaint_overdue import overdue
from xl_addin.headless import open_book
from xl_addin.render import render

SIZES: Final = (5_000, 20_000, 50_000)
TODAY: Final = date(2027, 12, 9)
CLASSES: Final = ("Informasi produk", "Penawaran harga", "Keluhan produk", "Keluhan pelayanan", "Purna jual")
STEPS: Final = ("forwarded", "answered", "replied")
TERMS: Final = (1, 5, 2)
OFF: Final = np.array([row["date"] for row in formats.read_holidays()], dtype="datetime64[D]")

Late = dict[str, int]


def some_rows(count: int) -> list[dict[str, Any]]:
    """Return complaints of a year, most of them closed, all dates in order."""
    dice, rows = random.Random(count), []
    for n in range(count):
        day = date(2027, 1, 4) + timedelta(days=dice.randrange(339))
        row: dict[str, Any] = {
            "number": f"K-2027-{n + 1:05}", "received": day, "channel": "E-mail",
            "customer": f"Toko {n % 900}",
            "class": dice.choice(CLASSES), "text": f"Keluhan {n}", "complete": "Ya", "department": "QC",
            "cause": "Lainnya", "answer": "Ditukar", "reply_channel": "E-mail",
        }  # fmt: skip
        for step, usual in zip(STEPS, (2, 8, 3), strict=True):
            day += timedelta(days=dice.randint(0, usual))
            if day > TODAY or dice.random() < 0.02:
                break
            row[step] = day
        rows.append(row)
    return rows


def with_pandas(frame: pd.DataFrame) -> tuple[Late, pd.DataFrame]:
    """Return the working days by which the next step is late, by number, and the recap by class."""
    days = {name: frame[name].to_numpy(dtype="datetime64[D]") for name in ("received", *STEPS)}
    starts = [days["received"], days["forwarded"], days["answered"]]
    due, step_due, total = np.full(len(frame), np.datetime64("NaT", "D")), [], np.zeros(len(frame), dtype=int)
    for start, step, term in zip(starts, STEPS, TERMS, strict=True):
        known = ~np.isnat(start)
        ends = np.full(len(frame), np.datetime64("NaT", "D"))
        ends[known] = np.busday_offset(
            np.busday_offset(start[known], 0, "preceding", holidays=OFF), term, holidays=OFF
        )
        step_due.append(ends)
        due = np.where(known & np.isnat(days[step]), ends, due)
        done = ~np.isnat(days[step])
        late = np.busday_count(ends[done] + 1, days[step][done] + 1, holidays=OFF)
        total[done] += np.where(days[step][done] > ends[done], np.maximum(late, 1), 0)
    today = np.datetime64(TODAY)
    open_late = ~np.isnat(due) & (due <= today)
    days_late = np.busday_count(due[open_late] + 1, today + 1, holidays=OFF)
    days_late = np.where(due[open_late] < today, np.maximum(days_late, 1), 0)
    told = dict(zip(frame["number"].to_numpy()[open_late], days_late.tolist(), strict=True))
    closed = ~np.isnat(days["replied"])
    marks = frame.assign(closed=closed, in_time=closed & (total == 0), late=closed & (total > 0), all=True)
    return told, marks.groupby("class")[["all", "in_time", "late"]].sum()


def measured(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of several runs in seconds, and what it gave."""
    shortest, found = math.inf, None
    for _ in range(times):
        start = time.process_time()
        found = run()
        shortest = min(shortest, time.process_time() - start)
    return shortest, found


def row(count: int, folder: Path) -> tuple[float, float]:
    """Print how long a register of so many rows takes, and return it."""
    rows = some_rows(count)
    values = {
        **formats.find("complaints").defaults(),
        "year": 2027,
        "reference_date": TODAY,
        "complaints": rows,
    }
    path = folder / f"{count}.xlsx"
    path.write_bytes(render(formats.find("complaints").template, values).to_bytes())
    frame = pd.DataFrame(rows)
    for name in ("received", *STEPS):
        frame[name] = pd.to_datetime(frame[name])
    theirs, (late, recap) = measured(lambda: with_pandas(frame))
    with open_book(path) as book:
        calculated, _ = measured(book.app.calculate, 1)
        ours, found = measured(lambda: overdue(ComplaintBook(book)))
        table = book.sheets["Rekap"].tables["tbl_rekap_kelas"].range.value
    headings, shown = table[0], {cells[0]: cells for cells in table[1:]}
    places = [headings.index(name) for name in ("Masuk", "Tepat waktu", "Terlambat")]
    same = {one.one.no: one.late for one in found} == late and all(
        [shown[name][place] for place in places] == recap.loc[name].tolist() for name in CLASSES
    )
    print(
        f"{count:8}{len(late):8}{theirs:9.3f}{ours:10.2f}{ours / theirs:8.0f}{calculated:14.1f}"
        f"{calculated / theirs:8.0f}{'yes' if same else 'NO':>7}",
        flush=True,
    )
    return ours, calculated


def main() -> None:
    """Measure and print."""
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    gc.freeze()  # else each collection walks the imported modules too, whoever is measured
    print(
        f"{'rows':>8}{'late':>8}{'pandas':>9}{'overdue':>10}{'ratio':>8}{'recalculated':>14}{'ratio':>8}{'agree':>7}"
    )
    with tempfile.TemporaryDirectory() as folder:
        times = [row(count, Path(folder)) for count in sizes]
    if len(sizes) > 1:
        span = math.log(sizes[-1] / sizes[0])
        late, recap = (math.log(b / a) / span for a, b in zip(times[0], times[-1], strict=True))
        print(f"exponent of time over rows: overdue {late:.2f}, recalculated {recap:.2f}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its highest, with the workbook of {sizes[-1]} rows open and made: {memory:.0f} MB")


if __name__ == "__main__":
    main()
