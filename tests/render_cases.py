"""Templates and their results side by side, as a planner sees them: rows of cells, ``=`` begins a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
import xlsxwriter

from udfs.registry import ExcelError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook

Grid = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Case:
    """One feature: sheets of a template, data, and the same sheets filled."""

    name: str
    template: Mapping[str, Grid] | Grid
    data: Mapping[str, Any]
    result: Mapping[str, Grid] | Grid


def build(
    sheets: Mapping[str, Grid] | Grid, draw: Callable[[xlsxwriter.Workbook, Any], None] | None = None
) -> bytes:
    """Return a workbook of these grids; ``draw(book, first_sheet)`` adds what a grid cannot say."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    for name, grid in as_sheets(sheets).items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                write(sheet, row, column, cell)
    if draw:
        draw(book, book.worksheets()[0])
    book.close()
    return stream.getvalue()


def write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str) and cell.startswith("="):
        sheet.write_formula(row, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


def as_sheets(sheets: Mapping[str, Grid] | Grid) -> Mapping[str, Grid]:
    return sheets if isinstance(sheets, Mapping) else {"Data": sheets}


def grids(package: Package) -> dict[str, list[list[Any]]]:
    """Return what a package shows, in the way of the cases; blank ends of rows and sheets are cut off."""
    workbook = Workbook(Package.open(package.to_bytes()))
    return {sheet.name: _grid(sheet) for sheet in workbook.worksheets()}


def _grid(sheet: Any) -> list[list[Any]]:
    area = sheet.used_area()
    rows = [
        [_shown(sheet, row, column) for column in range(1, area.right + 1)]
        for row in range(1, (area.bottom if area else 0) + 1)
    ]
    return trimmed(rows)


def _shown(sheet: Any, row: int, column: int) -> Any:
    cell = sheet.cell(row, column)
    if cell is None:
        return None
    return f"={sheet.formula_of(cell)}" if cell.formula is not None else sheet.value_of(cell)


def trimmed(grid: Grid) -> list[list[Any]]:
    rows = [list(row) for row in grid]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def opened(package: Package) -> openpyxl.Workbook:
    """Return the package as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()), rich_text=True)


DAY = datetime.date(2026, 11, 2)
KPIS = [
    {"name": "Omzet", "target": 100, "actual": 80},
    {"name": "Laba", "target": 50, "actual": 60},
    {"name": "Retur", "target": 20, "actual": 10},
]
GROUPS = [
    {"title": "Keuangan", "kpis": [{"name": "Omzet", "w": 3}, {"name": "Laba", "w": 2}]},
    {"title": "Pelanggan", "kpis": [{"name": "Retur", "w": 5}]},
]

CASES = [
    Case(
        "a value keeps its type, text its zeros and its =",
        [
            [
                "{{ n }}",
                "{{ f }}",
                "{{ t }}",
                "{{ code }}",
                "{{ bad }}",
                "{{ none }}",
                "{{ err }}",
                "{{ nik }}",
            ]
        ],
        {
            "n": 3,
            "f": 0.5,
            "t": True,
            "code": "007",
            "bad": "=cmd|' /C calc'!A0",
            "none": None,
            "err": ExcelError.NA,
            "nik": 3374010101900001,
        },
        [[3.0, 0.5, True, "007", "=cmd|' /C calc'!A0", None, ExcelError.NA, "3374010101900001"]],
    ),
    Case(
        "text around expressions is Indonesian text",
        [["Per {{ day }}: {{ x }} dari {{ n }}{{ none }}", "{{ day | tanggal }}", "{{ x | angka(2) }}"]],
        {"day": DAY, "x": 2.5, "n": 1000, "none": None},
        [["Per 2 November 2026: 2,5 dari 1000", "2 November 2026", "2,50"]],
    ),
    Case(
        "statements within one cell",
        [["{% if x > 1 %}banyak{% else %}sedikit{% endif %}", "{% for k in xs %}{{ k }}; {% endfor %}"]],
        {"x": 2, "xs": ["a", "b"]},
        [["banyak", "a; b; "]],
    ),
    Case(
        "rows repeat; relative, absolute, mixed and whole references follow",
        [
            ["KPI", "Target", "Aktual"],
            ["{% for k in kpis %}"],
            [
                "{{ k.name }}",
                "{{ k.target }}",
                "{{ k.actual }}",
                "=C3/B3",
                "=C3/SUM($C$3:$C$3)",
                "=SUM(C$3:C3)",
                "=B3*$H$1",
                "=RANK(C3,C$3:C$3)",
            ],
            ["{% endfor %}"],
            ["Jumlah", "=SUM(B2:B4)", "=SUM(C3)", "=SUM(C:C)", "=AVERAGE(D3:D3)"],
        ],
        {"kpis": KPIS},
        [
            ["KPI", "Target", "Aktual"],
            [
                *("Omzet", 100, 80),
                *("=C2/B2", "=C2/SUM($C$2:$C$4)", "=SUM(C$2:C2)", "=B2*$H$1", "=RANK(C2,C$2:C$4)"),
            ],
            [
                *("Laba", 50, 60),
                *("=C3/B3", "=C3/SUM($C$2:$C$4)", "=SUM(C$2:C3)", "=B3*$H$1", "=RANK(C3,C$2:C$4)"),
            ],
            [
                *("Retur", 20, 10),
                *("=C4/B4", "=C4/SUM($C$2:$C$4)", "=SUM(C$2:C4)", "=B4*$H$1", "=RANK(C4,C$2:C$4)"),
            ],
            ["Jumlah", "=SUM(B2:B4)", "=SUM(C2:C4)", "=SUM(C:C)", "=AVERAGE(D2:D4)"],
        ],
    ),
    Case(
        "a cell of a tag row is the row above: running balance",
        [
            ["Saldo awal", 100],
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "{{ k.target }}", "=C2+B3"],
            ["{% endfor %}"],
            ["Saldo akhir", None, "=C4"],
        ],
        {"kpis": KPIS[:2]},
        [
            ["Saldo awal", 100],
            ["Omzet", 100, "=C1+B2"],
            ["Laba", 50, "=C2+B3"],
            ["Saldo akhir", None, "=C3"],
        ],
    ),
    Case(
        "other sheets follow, quoted names too",
        {
            "Isu R&D 'x' 2": [
                ["{% for k in kpis %}"],
                ["{{ k.name }}", "{{ k.target }}"],
                ["{% endfor %}"],
                ["Jumlah", "=SUM(B1:B3)"],
            ],
            "Ringkas": [
                [
                    "=SUM('Isu R&D ''x'' 2'!B2:B2)",
                    "='Isu R&D ''x'' 2'!B4",
                    "=\"'Isu R&D ''x'' 2'!B4\"",
                    "=B4",
                ],
            ],
        },
        {"kpis": KPIS},
        {
            "Isu R&D 'x' 2": [["Omzet", 100], ["Laba", 50], ["Retur", 20], ["Jumlah", "=SUM(B1:B3)"]],
            "Ringkas": [
                [
                    "=SUM('Isu R&D ''x'' 2'!B1:B3)",
                    "='Isu R&D ''x'' 2'!B4",
                    "=\"'Isu R&D ''x'' 2'!B4\"",
                    "=B4",
                ],
            ],
        },
    ),
    Case(
        "two filled sheets refer to each other",
        {
            "A": [["{% for k in kpis %}"], ["{{ k.name }}", "=B!B5"], ["{% endfor %}"], ["=SUM(B!B3:B3)"]],
            "B": [
                [],
                ["{% for k in kpis %}"],
                ["{{ k.name }}", "{{ k.target }}"],
                ["{% endfor %}"],
                ["x", "=COUNTA(A!A2:A2)"],
            ],
        },
        {"kpis": KPIS[:2]},
        {
            "A": [["Omzet", "=B!B4"], ["Laba", "=B!B4"], ["=SUM(B!B2:B3)"]],
            "B": [[], ["Omzet", 100], ["Laba", 50], ["x", "=COUNTA(A!A1:A2)"]],
        },
    ),
    Case(
        "groups with subtotals: a relative reference stays in its group, $ means the whole block",
        [
            ["{% for g in groups %}"],
            ["{{ g.title }}", None, "=SUM(B4:B4)", "=C2/SUM(B$4:B$4)"],
            ["{% for k in g.kpis %}"],
            ["{{ loop.index }}. {{ k.name }}", "{{ k.w }}", "=B4/C2", "=B4/SUM(B$4:B$4)"],
            ["{% endfor %}"],
            ["{% endfor %}"],
            ["Semua", "=SUM(B4:B4)", "=SUM(C2:C2)"],
        ],
        {"groups": GROUPS},
        [
            ["Keuangan", None, "=SUM(B2:B3)", "=C1/SUM(B$2:B$5)"],
            ["1. Omzet", 3, "=B2/C1", "=B2/SUM(B$2:B$5)"],
            ["2. Laba", 2, "=B3/C1", "=B3/SUM(B$2:B$5)"],
            ["Pelanggan", None, "=SUM(B5:B5)", "=C4/SUM(B$2:B$5)"],
            ["1. Retur", 5, "=B5/C4", "=B5/SUM(B$2:B$5)"],
            ["Semua", "=SUM(B2:B5)", "=SUM(C1:C1,C4:C4)"],
        ],
    ),
    Case(
        "a total sums what it means, not the subtotals between",
        [
            ["{% for g in groups %}"],
            ["{{ g.title }}", "=SUM(B4:B4)", None, "=MAX(C4:C4)"],
            ["{% for k in g.kpis %}"],
            ["{{ k.name }}", "{{ k.w }}", "=B4/SUM(B$4:B$4)", "=SUM(B$4:B4)"],
            ["{% endfor %}"],
            ["{% endfor %}"],
            ["Semua", "=SUM(B4:B4)", "=SUM(C1:C6)", "=SUM(B$2:B$2)", "=SUMIF(A4:A4,A4,B4:B4)", "=SUM(B4)"],
        ],
        {"groups": GROUPS},
        [
            ["Keuangan", "=SUM(B2:B3)", None, "=MAX(C2:C3)"],
            ["Omzet", 3, "=B2/SUM(B$2:B$3,B$5:B$5)", "=SUM(B$2:B2)"],
            ["Laba", 2, "=B3/SUM(B$2:B$3,B$5:B$5)", "=SUM(B$2:B3)"],
            ["Pelanggan", "=SUM(B5:B5)", None, "=MAX(C5:C5)"],
            ["Retur", 5, "=B5/SUM(B$2:B$3,B$5:B$5)", "=SUM(B$2:B3,B$5:B5)"],
            [
                *("Semua", "=SUM(B2:B3,B5:B5)", "=SUM(C1:C5)", "=SUM(B$1:B$1,B$4:B$4)"),
                *("=SUMIF(A2:A5,A2,B2:B5)", "=SUM(B2:B3,B5)"),
            ],
        ],
    ),
    Case(
        "several rows a turn, with gaps",
        [
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "=B4*2"],
            [],
            ["sasaran", "{{ k.target }}"],
            ["{% endfor %}"],
            ["=SUM(B4:B4)", "=SUM(B2:B2)", "=COUNTIF(B4:B4,1)", "=SUM(C2:C2)"],
        ],
        {"kpis": KPIS[:2]},
        [
            ["Omzet", "=B3*2"],
            [],
            ["sasaran", 100],
            ["Laba", "=B6*2"],
            [],
            ["sasaran", 50],
            ["=SUM(B3:B3,B6:B6)", "=SUM(B1:B1,B4:B4)", "=COUNTIF(B3:B6,1)", "=SUM(C1:C4)"],
        ],
    ),
    Case(
        "if, elif, else; the branch that is shown stands in for the others",
        [
            ["{% for k in kpis %}"],
            ["{% if k.actual > k.target %}"],
            ["{{ k.name }}", "lebih", "=B2"],
            ["{% elif k.actual * 2 > k.target %}"],
            ["{{ k.name }}", "cukup", "=B5"],
            ["{% else %}"],
            ["{{ k.name }}", "kurang", "=B3"],
            ["{% endif %}"],
            ["{% endfor %}"],
            ["=COUNTA(B3:B7)"],
        ],
        {"kpis": KPIS},
        [
            ["Omzet", "cukup", "=B1"],
            ["Laba", "lebih", "=B1"],
            ["Retur", "kurang", "=B3"],
            ["=COUNTA(B1:B3)"],
        ],
    ),
    Case(
        "loop.index and its brothers, several names, a condition on the loop",
        [
            ["{% for name, kpi in pairs if kpi.actual != 60 %}"],
            [
                "{{ loop.index }}",
                "{{ loop.index0 }}",
                "{{ loop.first }}",
                "{{ loop.last }}",
                "{{ loop.length }}",
                "{{ loop.revindex }}",
                "{{ name }}",
                "{{ loop.cycle('x', 'y') }}",
            ],
            ["{% endfor %}"],
        ],
        {"pairs": [(k["name"], k) for k in KPIS]},
        [[1, 0, True, False, 2, 2, "Omzet", "x"], [2, 1, False, True, 2, 1, "Retur", "y"]],
    ),
    Case(
        "else for an empty list",
        [
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "{{ k.target }}"],
            ["{% else %}"],
            ["Belum ada data"],
            ["{% endfor %}"],
            ["Jumlah", "=SUM(B1:B5)", "=SUM(B2:B2)"],
        ],
        {"kpis": []},
        [["Belum ada data"], ["Jumlah", "=SUM(B1:B1)", "=SUM(B1:B1)"]],
    ),
    Case(
        "an empty list removes its rows",
        [["atas"], ["{% for k in kpis %}"], ["{{ k.name }}", "x"], ["{% endfor %}"], ["bawah", "=A1"]],
        {"kpis": []},
        [["atas"], ["bawah", "=A1"]],
    ),
    Case(
        "an empty list leaves one blank row to what covers it alone",
        [
            ["atas", 1],
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "{{ k.target }}", "tetap"],
            ["{% endfor %}"],
            ["bawah", "=SUM(B3:B3)", "=SUM(B1:B4)"],
        ],
        {"kpis": []},
        [["atas", 1], [], ["bawah", "=SUM(B2:B2)", "=SUM(B1:B2)"]],
    ),
    Case(
        "an empty group within a group",
        [
            ["{% for g in groups %}"],
            ["{{ g.title }}", "=SUM(B4:B4)"],
            ["{% for k in g.kpis %}"],
            ["{{ k.name }}", "{{ k.w }}"],
            ["{% endfor %}"],
            ["{% endfor %}"],
        ],
        {"groups": [{"title": "Kosong", "kpis": []}, GROUPS[1]]},
        [["Kosong", "=SUM(B2:B2)"], [], ["Pelanggan", "=SUM(B4:B4)"], ["Retur", 5]],
    ),
    Case(
        "a setting holds below it, and in its turn only",
        [
            ["{% set total = kpis | sum(attribute='target') %}"],
            ["{% for k in kpis %}"],
            ["{% set part = k.target / total %}"],
            ["{{ k.name }}", "{{ part }}"],
            ["{% endfor %}"],
            ["{{ total }}", "{{ part is defined }}"],
        ],
        {"kpis": KPIS[:2]},
        [["Omzet", 100 / 150], ["Laba", 50 / 150], [150, False]],
    ),
    Case(
        "a remark is not in the result",
        [["{# isi mulai baris ini #}"], ["{{ x }}", "a {# rahasia #}b"]],
        {"x": 1},
        [[1, "a b"]],
    ),
    Case(
        "expressions in the texts of formulas",
        [['="{{ x }}"*2', '="{{ title }}"&A1', '="Rencana {{ year }}"', '="{{ a }}"']],
        {"x": 2.5, "title": 'Budi "B" & <C>', "year": 2027, "a": True},
        [["=2.5*2", '="Budi ""B"" & <C>"&A1', '="Rencana 2027"', "=TRUE"]],
    ),
    Case(
        "a key comes before a method of the same name",
        [["{{ x.items }}", "{{ x.keys() | list | length }}"]],
        {"x": {"items": 7}},
        [[7, 1]],
    ),
    Case(
        "a reference from above into rows far below, and one from below up",
        [
            ["=B6", "=SUM(B6:B8)"],
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "=B$1+$B$6"],
            ["{% endfor %}"],
            [],
            ["x", 1],
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "=B3"],
            ["{% endfor %}"],
        ],
        {"kpis": KPIS[:2]},
        [
            ["=B5", "=SUM(B5:B7)"],
            ["Omzet", "=B$1+$B$5"],
            ["Laba", "=B$1+$B$5"],
            [],
            ["x", 1],
            ["Omzet", "=B2"],
            ["Laba", "=B2"],
        ],
    ),
    Case(
        "a branch that is never taken leaves a hidden blank row to what sums it",
        [
            ["{% for k in kpis %}"],
            ["{% if k.actual < 0 %}"],
            ["{{ k.name }}", "{{ k.actual }}"],
            ["{% else %}"],
            ["{{ k.name }}", "{{ k.target }}"],
            ["{% endif %}"],
            ["{% endfor %}"],
            ["Jumlah", "=SUM(B5:B5)", "=SUM(B3:B3)", "=SUM(B2:B6)"],
        ],
        {"kpis": KPIS[:2]},
        [
            ["Omzet", 100],
            [],
            ["Laba", 50],
            [],
            ["Jumlah", "=SUM(B1:B1,B3:B3)", "=SUM(B2:B2,B4:B4)", "=SUM(B1:B4)"],
        ],
    ),
    Case(
        "only the argument that is a range grows",
        [
            ["{% for k in kpis %}"],
            ["{{ k.name }}", "{{ k.target }}", "=RANK(B2,B$2)", "=COUNTIFS(A$2,A2,B$2,B2)"],
            ["{% endfor %}"],
            [
                "=COUNTIFS(A2,A4,B2,B4)",
                "=SUMIFS(B2,A2,A2)",
                "=INDEX(B2,2)",
                "=IF(B2>0,SUM(B2,1),B2)",
                "=B2+1",
            ],
        ],
        {"kpis": KPIS[:2]},
        [
            ["Omzet", 100, "=RANK(B1,B$1:B$2)", "=COUNTIFS(A$1:A$2,A1,B$1:B$2,B1)"],
            ["Laba", 50, "=RANK(B2,B$1:B$2)", "=COUNTIFS(A$1:A$2,A2,B$1:B$2,B2)"],
            [
                *("=COUNTIFS(A1:A2,A3,B1:B2,B3)", "=SUMIFS(B1:B2,A1:A2,A1)", "=INDEX(B1:B2,2)"),
                *("=IF(B1>0,SUM(B1:B2,1),B1)", "=B1+1"),
            ],
        ],
    ),
]
