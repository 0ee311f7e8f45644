"""Columns that repeat: template and result side by side, and everything that covers them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml_schema import schema_errors
from render_cases import Case, as_sheets, build, grids, opened, trimmed

from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import TemplateError, render

MONTHS = [{"key": "jan", "name": "Jan"}, {"key": "feb", "name": "Feb"}, {"key": "mar", "name": "Mar"}]
KPIS = [
    {"name": "Omzet", "v": {"jan": 1, "feb": 2, "mar": 3}, "show": True},
    {"name": "Laba", "v": {"jan": 4, "feb": 5, "mar": 6}, "show": False},
]
YEARS = [{"name": 2026, "months": ["Nov", "Des"]}, {"name": 2027, "months": ["Jan"]}]
DATA = {"months": MONTHS, "kpis": KPIS, "years": YEARS, "detail": False}

CASES = [
    Case(
        "one column a month; sums over the block grow, on other sheets too",
        {
            "Data": [
                ["{% columns %}", "{% for m in months %}{% endfor %}"],
                ["KPI", "{{ m.name }}", "Jumlah", "Rata-rata"],
                ["Omzet", "{{ kpis[0].v[m.key] }}", "=SUM(B3:B3)", "=AVERAGE(B3)"],
                ["Bagian", "=B3/C3", "=SUM(B4:B4)", "=B3"],
            ],
            "Lain": [["=SUM(Data!B3:B3)", "=Data!C3", "=Data!B3", "=SUM(Data!B:B)", "=SUM(Data!3:3)"]],
        },
        DATA,
        {
            "Data": [
                ["KPI", "Jan", "Feb", "Mar", "Jumlah", "Rata-rata"],
                ["Omzet", 1, 2, 3, "=SUM(B2:D2)", "=AVERAGE(B2:D2)"],
                ["Bagian", "=B2/E2", "=C2/E2", "=D2/E2", "=SUM(B3:D3)", "=B2"],
            ],
            "Lain": [["=SUM(Data!B2:D2)", "=Data!E2", "=Data!B2", "=SUM(Data!B:D)", "=SUM(Data!2:2)"]],
        },
    ),
    Case(
        "rows and columns at once: a cell uses both items, and references follow both ways",
        [
            ["{% columns %}", "{% for m in months %}", "{% endfor %}"],
            ["KPI", "{{ m.name }}", "% {{ column.index }}", "Jumlah"],
            ["{% for k in kpis %}"],
            ["{{ k.name }} {{ loop.index }}", "{{ k.v[m.key] }}", "=B4/SUM(B$4:B$4)", "=SUM(B4:B4)"],
            ["{% endfor %}"],
            ["Jumlah", "=SUM(B4:B4)", "=SUM(C4)", "=SUM(B6:B6)", "=SUM($B$4:B4)"],
        ],
        {**DATA, "months": MONTHS[:2]},
        [
            ["KPI", "Jan", "% 1", "Feb", "% 2", "Jumlah"],
            ["Omzet 1", 1, "=B2/SUM(B$2:B$3)", 2, "=D2/SUM(D$2:D$3)", "=SUM(B2:B2,D2:D2)"],
            ["Laba 2", 4, "=B3/SUM(B$2:B$3)", 5, "=D3/SUM(D$2:D$3)", "=SUM(B3:B3,D3:D3)"],
            [
                *("Jumlah", "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(D2:D3)", "=SUM(E2:E3)"),
                *("=SUM(B4:B4,D4:D4)", "=SUM($B$2:B3,$D$2:D3)"),
            ],
        ],
    ),
    Case(
        "$ means the whole block, without it the same turn; a running sum from the first",
        [
            ["{% columns %}", "{% for m in months %}{% endfor %}"],
            ["nilai", "{{ column.index * 10 }}"],
            ["bagian", "=B2/SUM($B2:$B2)"],
            ["sampai ini", "=SUM($B2:B2)"],
        ],
        DATA,
        [
            ["nilai", 10, 20, 30],
            ["bagian", "=B1/SUM($B1:$D1)", "=C1/SUM($B1:$D1)", "=D1/SUM($B1:$D1)"],
            ["sampai ini", "=SUM($B1:B1)", "=SUM($B1:C1)", "=SUM($B1:D1)"],
        ],
    ),
    Case(
        "loops within loops, with a subtotal column; conditions and settings",
        [
            [
                "{% columns %}",
                "{% for y in years %}{% for m in y.months %}{% set n = m ~ y.name %}{% endfor %}",
                "{% endfor %}",
                "{% if detail %}",
                "{% else %}",
                "{% endif %}",
                "{% if not detail %}{% endif %}",
            ],
            ["judul", "{{ n }}", "{{ y.name }}", "rinci", "ringkas 1", "ringkas 2", "ya", "akhir"],
            ["x", 1, "=SUM(B3:B3)", "=C3", "=SUM(C3:C3)", "=E3", "=SUM(B3:C3)", "=SUM(B3)"],
        ],
        DATA,
        [
            ["judul", "Nov2026", "Des2026", 2026, "Jan2027", 2027, "ringkas 1", "ringkas 2", "ya", "akhir"],
            [
                *("x", 1, 1, "=SUM(B2:C2)", 1, "=SUM(E2:E2)"),
                *("=SUM(D2:D2,F2:F2)", "=G2", "=SUM(B2:F2)", "=SUM(B2:C2,E2)"),
            ],
        ],
    ),
    Case(
        "an empty list removes its columns",
        [
            ["{% columns %}", "{% for m in months %}{% endfor %}"],
            ["a", "{{ m.name }}", "b"],
            [1, 2, "=A3+1"],
        ],
        {"months": []},
        [["a", "b"], [1, "=A2+1"]],
    ),
    Case(
        "else for an empty list; a sum over the block alone keeps a blank column",
        [
            [
                "{% columns %}",
                "{% for m in months %}",
                "{% else %}{% endfor %}",
                "{% for n in [] %}{% endfor %}",
            ],
            ["a", "{{ m.name }}", "kosong", "{{ n }}", "b"],
            [1, 2, 3, 4, "=SUM(D3:D3)"],
        ],
        {"months": []},
        [["a", "kosong", None, "b"], [1, 3, None, "=SUM(C2:C2)"]],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_template_and_result(case):
    shown = grids(render(build(case.template), case.data))
    assert shown == {name: trimmed(grid) for name, grid in as_sheets(case.result).items()}


def table(columns: int = 2):
    """A table of KPIs by month on rows 2 to 6, with a total below."""
    return [
        [
            "{% columns %}",
            "{% for m in months %}" + "{% endfor %}" * (columns == 1),
            *["{% endfor %}"] * (columns - 1),
        ],
        ["KPI", "{{ m.name }}", *["Target"] * (columns - 1), "Jumlah"],
        ["{% for k in kpis %}"],
        ["{{ k.name }}", "{{ k.v[m.key] }}", *[7] * (columns - 1), "=SUM(B4:B4)"],
        ["{% endfor %}"],
        ["Semua", "=SUM(B4:B4)"],
    ]


def sheet_xml(package: Package) -> str:
    return package.xml("xl/worksheets/sheet1.xml")


def refs(xml: str, name: str) -> list[str]:
    return re.findall(rf'<{name}\b[^>]*?\b(?:ref|sqref)="([^"]*)"', xml)


def test_widths_styles_merged_headings_and_rules_follow():
    def draw(book, sheet):
        sheet.set_column("A:A", 30)
        sheet.set_column("B:B", 11)
        sheet.set_column("C:C", 5)
        sheet.set_column("D:E", 20)
        sheet.merge_range("B8:C8", "Judul")
        sheet.merge_range("A9:D9", "Semua kolom")
        sheet.conditional_format("B4:C4", {"type": "cell", "criteria": ">", "value": "$D4", "format": None})
        sheet.conditional_format("B4", {"type": "cell", "criteria": ">", "value": "=C4", "format": None})
        sheet.data_validation("B4", {"validate": "list", "source": "=$A$2:$B$2"})
        sheet.print_area("A2:D6")
        sheet.freeze_panes(2, 1)
        sheet.write_url("D7", "internal:Data!D6", string="ke jumlah")
        sheet.write_comment("B2", "bulan")
        sheet.ignore_errors({"number_stored_as_text": "B4:C4"})
        book.define_name("Nilai", "=Data!$B$4:$C$4")
        book.define_name("Jumlah", "=Data!$D$6")

    package = render(build(table(), draw), DATA)
    xml = sheet_xml(package)
    widths = re.findall(r'<col min="(\d+)" max="(\d+)" width="(\d+)', xml)
    assert widths == [
        *(("1", "1", "30"), ("2", "2", "11"), ("3", "3", "5"), ("4", "4", "11"), ("5", "5", "5")),
        *(("6", "6", "11"), ("7", "7", "5"), ("8", "9", "20")),
    ]
    assert refs(xml, "mergeCell") == ["B6:C6", "D6:E6", "F6:G6", "A7:H7"]
    assert refs(xml, "conditionalFormatting") == ["B2:G3", "B2:B3 D2:D3 F2:F3"]
    assert "<formula>$H2</formula>" in xml
    assert refs(xml, "dataValidation") == ["B2:B3 D2:D3 F2:F3"]
    assert "<formula1>$A$1:$G$1</formula1>" in xml or "<formula1>$A$1:$F$1</formula1>" in xml
    assert refs(xml, "hyperlink") == ["H5"]
    assert refs(xml, "ignoredError") == ["B2:G3"]
    assert 'xSplit="1"' in xml
    names = {name: defined.attr_text for name, defined in opened(package).defined_names.items()}
    assert names == {"Nilai": "Data!$B$2:$G$3", "Jumlah": "Data!$H$4"}
    assert re.findall(r'<comment ref="(\w+)"', package.xml("xl/comments1.xml")) == ["B1", "D1", "F1"]
    assert opened(package)["Data"].print_area == "'Data'!$A$1:$H$4"
    assert not schema_errors(package.to_bytes())


def tabled(book, sheet):
    headings = ["KPI", "{{ m.name }}", "Target", "Jumlah"]
    columns = [{"header": heading} for heading in headings]
    columns[3] |= {"formula": "=SUM(B3:B3)"}
    sheet.add_table("A2:D5", {"name": "tbl", "columns": columns})
    for column, text in enumerate(["{{ k.name }}", "{{ k.v[m.key] }}", 7, "=SUM(B4:B4)"]):
        (sheet.write_formula if column == 3 else sheet.write)(3, column, text)
    sheet.write("A3", "{% for k in kpis %}")
    sheet.write("A5", "{% endfor %}")
    for row in (2, 4):
        sheet.write_blank(row, 3, None)


def test_a_table_grows_with_headings_that_differ():
    package = render(build(table(), tabled), DATA)
    xml = package.xml("xl/tables/table1.xml")
    assert refs(xml, "table") == refs(xml, "autoFilter") == ["A1:H3"]
    names = ["KPI", "Jan", "Target", "Feb", "Target2", "Mar", "Target3", "Jumlah"]
    assert re.findall(r'<tableColumn id="\d+" name="([^"]*)"', xml) == names
    assert len(set(re.findall(r'<tableColumn id="(\d+)"', xml))) == 8
    assert grids(package)["Data"][0] == names
    assert not schema_errors(package.to_bytes())
    empty = render(build(table(), tabled), {**DATA, "months": []})
    headings = re.findall(r'<tableColumn id="\d+" name="([^"]*)"', empty.xml("xl/tables/table1.xml"))
    assert headings == grids(empty)["Data"][0]
    assert headings[0] == "KPI"
    assert headings[-1] == "Jumlah"
    assert not schema_errors(empty.to_bytes())


def test_structured_references_follow_their_column():
    def draw(book, sheet):
        columns = [
            {"header": "KPI", "total_string": "Jumlah"},
            {"header": "{{ m.name }}", "total_function": "sum"},
            {"header": "Jumlah", "formula": "=SUM(B3:B3)", "total_function": "sum"},
        ]
        sheet.add_table("A2:C4", {"name": "tbl", "total_row": True, "columns": columns})
        sheet.write_formula("B4", "=SUBTOTAL(109,tbl[{{ m.name }}])")
        sheet.write_formula("C4", "=SUBTOTAL(109,tbl[Jumlah])")
        sheet.write_row("A3", ["Omzet", 7])
        book.add_worksheet("Lain").write_formula(
            "A1", "=SUM(tbl[{{ m.name }}])+MAX(tbl[[#Data],[{{ m.name }}]])"
        )

    package = render(build([["{% columns %}", "{% for m in months %}{% endfor %}"]], draw), DATA)
    shown = grids(package)
    assert shown["Data"][2] == [
        "Jumlah",
        *(f"=SUBTOTAL(109,tbl[{month}])" for month in ("Jan", "Feb", "Mar", "Jumlah")),
    ]
    assert shown["Lain"] == [["=SUM(tbl[[Jan]:[Mar]])+MAX(tbl[[#Data],[Jan]:[Mar]])"]]
    assert not schema_errors(package.to_bytes())


def test_a_chart_over_the_block_grows():
    def draw(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=Data!$B$2:$B$2", "values": "=Data!$B$6:$B$6", "name": "=Data!$A$6"})
        sheet.insert_chart("F2", chart)

    package = render(build(table(1), draw), DATA)
    ranges = re.findall("<c:f>([^<]*)", package.xml("xl/charts/chart1.xml"))
    assert ranges == ["Data!$A$4", "Data!$B$1:$D$1", "Data!$B$4:$D$4"]
    assert re.findall(r"<xdr:col>(\d+)", package.xml("xl/drawings/drawing1.xml"))[0] == "7"
    assert not schema_errors(package.to_bytes())


def test_a_series_down_a_repeated_column_is_repeated():
    def draw(book, sheet):
        chart = book.add_chart({"type": "line"})
        chart.add_series(
            {
                "categories": "=Data!$A$4:$A$4",
                "values": "=Data!$B$4:$B$4",
                "name": "=Data!$B$2",
                "points": [{"fill": {"color": "red"}}],
            }
        )
        chart.add_series({"categories": "=Data!$A$4:$A$4", "values": "=Data!$C$4:$C$4", "name": "=Data!$C$2"})
        sheet.insert_chart("F2", chart)

    package = render(build(table(1), draw), DATA)
    xml = package.xml("xl/charts/chart1.xml")
    assert re.findall("<c:f>([^<]*)", xml) == [
        *("Data!$B$1", "Data!$A$2:$A$3", "Data!$B$2:$B$3"),
        *("Data!$C$1", "Data!$A$2:$A$3", "Data!$C$2:$C$3"),
        *("Data!$D$1", "Data!$A$2:$A$3", "Data!$D$2:$D$3"),
        *("Data!$E$1", "Data!$A$2:$A$3", "Data!$E$2:$E$3"),
    ]
    numbers = re.findall(r'<c:ser><c:idx val="(\d+)"/><c:order val="(\d+)"', xml)
    assert numbers == [("0", "0"), ("2", "1"), ("3", "2"), ("1", "3")]
    assert not schema_errors(package.to_bytes())
    empty = render(build(table(1), draw), {**DATA, "months": []})
    assert "#REF!" not in empty.xml("xl/charts/chart1.xml")
    assert not schema_errors(empty.to_bytes())


def test_mistakes_are_told_with_their_cells_in_the_template():
    grid = [
        ["{% columns %}", "{% for m in monhs %}{% endfor %}", "{% for m in months %}{% endfor %}"],
        ["x", None, "{{ m.nmae }}", "{{ y }}"],
    ]
    with pytest.raises(TemplateError) as caught:
        render(build(grid), {**DATA, "y": object})
    told = {(problem.cell, problem.expression) for problem in caught.value.problems}
    assert ("B1", "{% for m in monhs %}") in told
    assert ("C2", "m.nmae") in told
    assert any("maksudnya m.name?" in problem.reason for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("tags", "cells"),
    [
        (["{% for m in months %}"], {"B1"}),
        (["{% endfor %}"], {"B1"}),
        (["{% for m in months %}", "{% if a %}", "{% endfor %}"], {"D1", "B1", "C1"}),
        (["{% endfor %}{% for m in months %}"], {"B1"}),
        (["bulan"], {"B1"}),
    ],
)
def test_blocks_that_do_not_close(tags, cells):
    with pytest.raises(TemplateError) as caught:
        render(build([["{% columns %}", *tags], ["x"]]), DATA)
    assert {problem.cell for problem in caught.value.problems} <= cells


def test_too_many_columns_are_refused():
    with pytest.raises(Exception, match="kolom"):
        render(build([["{% columns %}", "{% for m in range(20000) %}{% endfor %}"], ["x", "{{ m }}"]]), {})


def test_engines_agree():
    package = render(build(table()), DATA)
    recalculate(package)
    assert verify(package, ["formualizer", "formulas"]).differences == []
    sheet = Workbook(package).sheet("Data")
    assert [sheet.value(4, column) for column in range(1, 4)] == ["Semua", 5, None]
    assert sheet.value(2, 8) == 6


BODY = st.sampled_from(
    [
        "={0}+{1}",
        "={0}/SUM({a1}:{a1})",
        "=SUM({a0}:{0})",
        "=MAX({a0}:{a1})",
        "=RANK({0},{a0}:{a0})",
        "=COUNT({0}:{1})*{t}",
        "=IF({0}>AVERAGE({a0}:{a0}),{1},-{1})",
    ]
)
TOTAL = st.sampled_from(["=SUM({0}:{0})", "=SUM({0}:{1})", "=COUNT({1})", "=MAX({0}:{2})", "=SUM({2})+{t}"])
ITEMS = st.lists(st.tuples(st.integers(-99, 99), st.integers(1, 99)), max_size=5)


def downwards(formula: str) -> str:
    """Write a formula for a block in row 2 with the totals in row 4."""
    named = {f"a{n}": f"{letter}$2" for n, letter in enumerate("ABC")}
    return formula.format("A2", "B2", "C2", t="$D$4", **named)


def across(formula: str) -> str:
    """Write the same formula for a block in column A with the totals in column B."""
    named = {f"a{n}": f"$A{n + 2}" for n in range(3)}
    return formula.format("A2", "A3", "A4", t="$B$5", **named)


def shown(template, items) -> list[list[object]]:
    package = render(build(template), {"items": [{"a": a, "b": b} for a, b in items]})
    recalculate(package)
    return trimmed(grids_of_values(package))


def grids_of_values(package: Package) -> list[list[object]]:
    sheet = Workbook(package).sheet("Data")
    return [[sheet.value(row, column) for column in range(1, 9)] for row in range(1, 9)]


@settings(max_examples=60, deadline=None)
@given(ITEMS, BODY, TOTAL, TOTAL)
def test_a_loop_over_columns_is_one_over_rows_turned(items, body, first, second):
    values = ["{{ i.a }}", "{{ i.b }}"]
    rows = shown(
        [
            ["{% for i in items %}"],
            [*values, downwards(body)],
            ["{% endfor %}"],
            [*(downwards(formula) for formula in (first, second, first)), 3],
        ],
        items,
    )
    block = "{% columns %}{% for i in items %}{% endfor %}"
    columns = shown(
        [
            [block],
            [values[0], across(first)],
            [values[1], across(second)],
            [across(body), across(first)],
            [None, 3],
        ],
        items,
    )
    height = max(map(len, rows))
    full = [row + [None] * (height - len(row)) for row in rows]
    assert columns == trimmed([list(column) for column in zip(*full, strict=True)])
