"""A loop over sheets: seconds for 25 to 200 departments, each with a chart, a table and validations.

    python bench/sheets.py [SHEETS ...]        default: 25 50 100 200

Every sheet has 12 rows of data and 40 cells of plain text around them. Prints seconds, milliseconds for each
sheet, the size of the file, and the exponent of time over sheets: 1 where a sheet always costs the same.
"""

from __future__ import annotations

import io
import math
import sys
import time
from typing import Any

import xlsxwriter

from xl_addin.render import render

ROWS = 12


def template() -> bytes:
    """Return a template with a summary and a sheet for a department."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet("Ringkasan").write_formula("A1", "=Departemen!C9")
    sheet = book.add_worksheet("Departemen")
    sheet.write("A1", "{% sheet for d in departments name d.name %}")
    sheet.write("A2", "KPI {{ d.name }}")
    columns = [{"header": header} for header in ("KPI", "Target", "Aktual", "Capaian")]
    sheet.add_table("A4:D7", {"name": "tbl_kpi", "columns": columns})
    sheet.write("A5", "{% for k in d.kpis %}")
    sheet.write_row("A6", ["{{ k.name }}", "{{ k.target }}", "{{ k.actual }}"])
    sheet.write_formula("D6", '=IF(B6=0,"",C6/B6)')
    sheet.write("A7", "{% endfor %}")
    sheet.write_formula("C9", "=SUM(C6:C6)")
    sheet.data_validation("B6:C6", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.data_validation("F6", {"validate": "list", "source": "=Departemen!$A$6:$A$6"})
    for row in range(10, 50):
        sheet.write(row, 0, f"Catatan {row}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Departemen!$A$6:$A$6", "values": "=Departemen!$C$6:$C$6"})
    sheet.insert_chart("F9", chart)
    sheet.print_area("A1:D60")
    book.close()
    return out.getvalue()


def departments(count: int) -> list[dict[str, Any]]:
    """Return the data of so many departments."""
    kpis = [{"name": f"KPI {n}", "target": 100 + n, "actual": 90 + n} for n in range(ROWS)]
    return [{"name": f"Departemen {n:03d}", "kpis": kpis} for n in range(1, count + 1)]


def main() -> None:
    """Measure every size and print the table."""
    sizes = [int(text) for text in sys.argv[1:]] or [25, 50, 100, 200]
    source = template()
    render(source, {"departments": departments(2)})  # imports and caches
    times = []
    print(f"{'sheets':>8}{'seconds':>10}{'ms a sheet':>12}{'MB file':>9}")
    for count in sizes:
        data = {"departments": departments(count)}
        start = time.perf_counter()
        result = render(source, data).to_bytes()
        times.append(time.perf_counter() - start)
        each = times[-1] / count * 1_000
        print(f"{count:8}{times[-1]:10.2f}{each:12.1f}{len(result) / (1 << 20):9.2f}")
    if len(sizes) > 1:
        exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent of time over sheets {exponent:.2f}")


if __name__ == "__main__":
    main()
