"""The list of items of the inventory workbook against pandas: classes ABC, EOQ, reserve, reorder point.

    python bench/inventory.py [ITEMS ...]        default: 2500 10000

Lembar calculates the whole workbook with its functions and writes each value beside its formula. Pandas reads
the same sheet with openpyxl, calculates the same columns and writes a sheet of values: no formula is left,
and the next change begins anew. Each run is a process of its own; the classes and reorder points of both are
compared. Prints seconds (the best of two), their ratio, and the exponent of time over items.
"""

from __future__ import annotations

import math
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from templates.formats.production_books import EXAMPLES
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.render import render

HEADING = 8
SERVICE = {"A": 0.98, "B": 0.95, "C": 0.9}


def workbook(count: int, path: Path) -> None:
    """Write an inventory workbook with this many items, not calculated."""
    dice = random.Random(count)
    items = [
        {
            "code": f"B{number:05d}",
            "name": f"Barang {number}",
            "unit": "kg",
            "demand": dice.randint(1, 9000),
            "price": round(dice.lognormvariate(8, 1.5), 2),
            "order_cost": 20_000,
            "lead_time": dice.randint(1, 9),
            "sigma": round(5 * dice.random(), 3),
            "stock": dice.randint(0, 500),
        }
        for number in range(count)
    ]
    values = {
        **formats.find("inventory").defaults(),
        **read_data(EXAMPLES / "inventory.yaml"),
        "items": items,
    }
    render(formats.find("inventory").template, values).save(path)


def lembar(path: Path) -> None:
    """Calculate the workbook and save it."""
    from xl_addin.ooxml.package import Package
    from xl_addin.recalc import recalculate

    package = Package.open(path)
    recalculate(package)
    package.save(path.with_name("lembar.xlsx"))


def pandas(path: Path) -> None:
    """Read the items, calculate their columns and write them."""
    import numpy as np
    import pandas as pd
    from scipy.stats import norm

    items = pd.read_excel(path, sheet_name="Barang", header=HEADING)
    value = items["Kebutuhan setahun"] * items["Harga satuan"]
    order = value.sort_values(ascending=False, kind="stable")
    before = (order.cumsum() - order) / value.sum()
    items["Golongan"] = np.select([before < 0.8, before < 0.95], ["A", "B"], "C")[
        np.argsort(order.index.to_numpy())
    ]
    z = items["Golongan"].map({letter: norm.ppf(level) for letter, level in SERVICE.items()})
    items["Jumlah pesan"] = np.sqrt(
        2 * items["Kebutuhan setahun"] * items["Biaya pesan"] / (0.2 * items["Harga satuan"])
    )
    items["Pengaman"] = z * items["Simpangan harian"] * np.sqrt(items["Waktu tunggu"])
    items["Titik pesan"] = items["Kebutuhan setahun"] / 360 * items["Waktu tunggu"] + items["Pengaman"]
    items.to_excel(path.with_name("pandas.xlsx"), sheet_name="Barang", startrow=HEADING, index=False)


def seconds(run: Callable[[Path], None], path: Path) -> float:
    """Return the shorter of two runs, each in a process of its own."""
    measured = []
    for _ in range(2):
        process = multiprocessing.get_context("spawn").Process(target=run, args=(path,))
        start = time.perf_counter()
        process.start()
        process.join()
        measured.append(time.perf_counter() - start)
        if process.exitcode:
            raise SystemExit(f"{run.__name__} failed")
    return min(measured)


def differing(folder: Path) -> int:
    """Return how many items the two give another class or reorder point."""
    import pandas as pd

    ours, theirs = (
        pd.read_excel(folder / f"{name}.xlsx", sheet_name="Barang", header=HEADING)
        for name in ("lembar", "pandas")
    )
    same: Any = (ours["Golongan"] == theirs["Golongan"]) & (
        (ours["Titik pesan"] - theirs["Titik pesan"]).abs() < 1e-6
    )
    return int((~same).sum())


def main() -> None:
    """Measure and print."""
    sizes = [int(text) for text in sys.argv[1:]] or [2500, 10_000]
    times = []
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "inventory.xlsx"
            workbook(count, path)
            ours, theirs = seconds(lembar, path), seconds(pandas, path)
            wrong = differing(Path(name))
        times.append(ours)
        print(
            f"{count:6} items: lembar {ours:.2f} s, pandas {theirs:.2f} s, ratio {ours / theirs:.2f}; "
            f"{wrong} differ"
        )
    if len(sizes) > 1:
        growth = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"time grows with items to the power of {growth:.2f}")


if __name__ == "__main__":
    main()
