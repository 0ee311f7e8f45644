"""Rendering rows from a template against xltpl, and against writing the same with openpyxl and XlsxWriter.

    pip install xltpl && python bench/render.py [ROWS ...]        default: 1000 10000 100000

Every row has 12 columns, 4 of them formulas, and a total below grows with them. Each writer runs in a process
of its own; imports and data are there before the clock starts. Prints seconds and peak memory of the process,
both with their ratio to lembar, the memory that the work added, and the exponent of time over rows. xltpl,
which needs minutes for 100,000 rows, stops at 10,000.
"""

from __future__ import annotations

import io
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

HEADINGS = [
    "No",
    "Kode",
    "Nama",
    "Departemen",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jumlah",
    "Rata-rata",
    "Bagian",
    "Status",
]
FIELDS = ["no", "code", "name", "department", "a", "b", "c", "d"]
XLTPL_MOST = 10_000
Record = dict[str, Any]


def records(count: int) -> list[Record]:
    """Return the data of so many rows."""
    return [
        {
            "no": n,
            "code": f"K{n:06d}",
            "name": f"Kursi lipat {n}",
            "department": ("PPC", "Produksi", "Penjualan")[n % 3],
            **{month: (n * 7 + k) % 100 + 0.5 for k, month in enumerate("abcd")},
        }
        for n in range(1, count + 1)
    ]


def formulas(row: int | str, total: str) -> list[str]:
    """Return the four formulas of a row."""
    return [f"=SUM(E{row}:H{row})", f"=I{row}/4", f"=I{row}/{total}", f'=IF(J{row}>=50,"OK","Periksa")']


def template(tags: list[list[Any]]) -> bytes:
    """Return a template of these rows under the headings."""
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for row in tags:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_lembar(rows: list[Record], out: Path) -> Callable[[], None]:
    """Fill a template of ours."""
    from xl_addin.render import render

    body = [f"{{{{ row.{field} }}}}" for field in FIELDS] + formulas(3, "$I$5")
    made = template([["{% for row in rows %}"], body, ["{% endfor %}"], [*[None] * 8, "=SUM(I3:I3)"]])
    return lambda: render(made, {"rows": rows}).save(out)


def with_xltpl(rows: list[Record], out: Path) -> Callable[[], None]:
    """Fill a template of xltpl's; its formulas do not follow their row, so each is made by an expression."""
    from xltpl.writerx import BookWriter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    body = [f"{{% xv row.{field} %}}" for field in FIELDS]
    texts = formulas("ROW", f"$I${len(rows) + 2}")
    body += ["{% xv '" + text + "'|replace('ROW', loop.index + 1) %}" for text in texts]
    sheet.append(body)
    sheet.append([*[None] * 8, f"=SUM(I2:I{len(rows) + 1})"])
    sheet["A2"].comment = Comment("beforerow{% for row in rows %}", "bench")
    sheet["A3"].comment = Comment("beforerow{% endfor %}", "bench")
    path = out.with_name("xltpl.xlsx")
    book.save(path)

    def run() -> None:
        writer = BookWriter(str(path))
        writer.render_book([{"rows": rows, "sheet_name": "Sheet"}])
        writer.save(str(out))

    return run


def _append(sheet: Any, rows: list[Record]) -> None:
    last = len(rows) + 1
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 2):
        sheet.append([*(row[field] for field in FIELDS), *formulas(number, f"$I${last + 1}")])
    sheet.append([*[None] * 8, f"=SUM(I2:I{last})"])


def with_openpyxl(rows: list[Record], out: Path, *, write_only: bool = False) -> Callable[[], None]:
    """Write the rows with openpyxl."""

    def run() -> None:
        book = openpyxl.Workbook(write_only=write_only)
        _append(book.create_sheet("Data") if write_only else book.active, rows)
        book.save(out)

    return run


def with_openpyxl_write_only(rows: list[Record], out: Path) -> Callable[[], None]:
    """Write the rows with openpyxl's write-only mode."""
    return with_openpyxl(rows, out, write_only=True)


def with_xlsxwriter(rows: list[Record], out: Path) -> Callable[[], None]:
    """Write the rows with XlsxWriter's constant-memory mode."""
    import xlsxwriter

    def run() -> None:
        last = len(rows) + 1
        with xlsxwriter.Workbook(str(out), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEADINGS)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, [row[field] for field in FIELDS])
                sheet.write_row(number, 8, formulas(number + 1, f"$I${last + 1}"))
            sheet.write_formula(last, 8, f"=SUM(I2:I{last})")

    return run


WRITERS = {
    "lembar": with_lembar,
    "xltpl": with_xltpl,
    "openpyxl": with_openpyxl,
    "openpyxl write-only": with_openpyxl_write_only,
    "XlsxWriter constant": with_xlsxwriter,
}


def measure(name: str, count: int) -> None:
    """Run one writer and print its seconds and the memory it added, as JSON; in a process of its own."""
    rows = records(count)
    with tempfile.TemporaryDirectory() as folder:
        run = WRITERS[name](rows, Path(folder) / "out.xlsx")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        run()
        seconds = time.perf_counter() - start
        added = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        size = (Path(folder) / "out.xlsx").stat().st_size
    peak = (before + added) / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "added": added / 1024, "size": size / (1 << 20)}))


def main() -> None:
    """Measure every writer at every size and print the table."""
    sizes = [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]
    ours: list[tuple[int, float]] = []
    columns = "".join(f"{name:>9}" for name in ("seconds", "x", "MB peak", "x", "MB added", "MB file"))
    print(f"{'rows':>8}  {'writer':22}{columns}")
    for count in sizes:
        first: dict[str, float] = {}
        for name in WRITERS:
            if name == "xltpl" and count > XLTPL_MOST:
                continue
            command = [sys.executable, __file__, "--measure", name, str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{count:8}  {name:22} {done.stderr.strip().splitlines()[-1]}")
                continue
            found = json.loads(done.stdout)
            first = first or found
            slower, larger = found["seconds"] / first["seconds"], found["peak"] / first["peak"]
            told = f"{found['seconds']:9.2f}{slower:9.1f}{found['peak']:9.0f}{larger:9.1f}"
            told += f"{found['added']:9.1f}{found['size']:9.1f}"
            print(f"{count:8}  {name:22}{told}")
        ours.append((count, first["seconds"]))
    if len(ours) > 1:
        (small, fast), (large, slow) = ours[0], ours[-1]
        print(f"lembar: exponent of time over rows {math.log(slow / fast) / math.log(large / small):.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        main()
