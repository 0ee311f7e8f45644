"""The list of items of the inventory workbook against pandas: classes ABC, EOQ, reserve, reorder point.

    python bench/inventory.py [ITEMS ...]        default: 2500 10000

Lembar calculates the whole workbook with its functions and writes each value beside its formula. Pandas reads
the same sheet with openpyxl, calculates the same columns and writes a sheet of values: no formula is left,
and the next change begins anew. Each run is a process of its own; the classes and reorder points of both are
compared. Prints seconds (the best of two), their ratio, and the exponent of time over items.

Last, the lot sizes item by item against stockpyl, in one process: both check their input and take an item at
a time. Prints milliseconds of processor time (the best of three).
"""

from __future__ import annotations

import math
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from templates.formats.production_books import EXAMPLES
from udfs.inventory import eoq
from udfs.inventory_choice import eoq_discount
from udfs.inventory_lots import eoq_backorder, epq
from xl_addin import formats
from xl_addin.datafile import read_data
from xl_addin.render import render

HEADING = 8
SERVICE = {"A": 0.98, "B": 0.95, "C": 0.9}

Lot = Callable[[float, float, float], float]


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


def lots(count: int) -> None:
    """Print the lot sizes of this many items beside those of stockpyl, whose results begin with the lot."""
    from stockpyl import eoq as peer

    dice = random.Random(count)
    items = [(dice.randint(1, 9000), dice.randint(1, 90), dice.uniform(1, 9)) for _ in range(count)]
    steps, prices = [0, 500, 2000], [50.0, 48.0, 47.5]
    pairs: dict[str, tuple[Lot, Lot]] = {
        "EOQ": (eoq, lambda d, k, h: peer.economic_order_quantity(k, h, d)[0]),
        "EPQ": (
            lambda d, k, h: epq(d, k, h, 10_000),
            lambda d, k, h: peer.economic_production_quantity(k, h, d, 10_000)[0],
        ),
        "backorders": (
            lambda d, k, h: eoq_backorder(d, k, h, 20),
            lambda d, k, h: peer.economic_order_quantity_with_backorders(k, h, 20, d)[0],
        ),
        "discounts": (
            lambda d, k, h: eoq_discount(d, k, h / 50, steps, prices),
            lambda d, k, h: peer.economic_order_quantity_with_all_units_discounts(
                k, h / 50, d, steps, prices
            )[0],
        ),
    }
    print(f"{f'{count} items':14}{'lembar':>10}{'stockpyl':>10}{'ratio':>8}  differ")
    for name, (ours, theirs) in pairs.items():
        (spent, found), (other, wanted) = (item_by_item(lot, items) for lot in (ours, theirs))
        wrong = sum(not math.isclose(a, b, rel_tol=1e-9) for a, b in zip(found, wanted, strict=True))
        print(f"{name:14}{spent:10.1f}{other:10.1f}{spent / other:8.2f}{wrong:8}")


def item_by_item(lot: Lot, items: list[tuple[float, float, float]]) -> tuple[float, list[float]]:
    """Return the milliseconds of the shortest of three runs, and the lots."""
    spent, found = [], []
    for _ in range(3):
        start = time.process_time()
        found = [lot(*item) for item in items]
        spent.append(1000 * (time.process_time() - start))
    return min(spent), found


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
    if find_spec("stockpyl"):
        lots(sizes[-1])
    else:
        print("stockpyl is not installed: pip install stockpyl")


if __name__ == "__main__":
    main()
