"""One template with everything in it: groups, subtotals, rules, links, pictures; alike in all engines."""

import re

import pytest
from render_cases import DAY, build

from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.render import render

GROUPS = [
    {
        "title": "Keuangan",
        "kpis": [{"name": f"KPI {n}", "target": 100 * n, "actual": 90 * n} for n in (1, 2, 3)],
    },
    {"title": "Pelanggan", "kpis": []},
    {"title": "Proses", "kpis": [{"name": f"KPI {n}", "target": 50, "actual": 10 * n} for n in (4, 5)]},
]
DATA = {"company": "PT Mebel & Nusantara", "year": 2027, "day": DAY, "author": "CMS", "groups": GROUPS}


def draw(book, sheet):
    bold, money, percent = (
        book.add_format(f) for f in ({"bold": True}, {"num_format": "#,##0"}, {"num_format": "0.0%"})
    )
    sheet.merge_range("A1:G1", "{{ company }}: kartu KPI {{ year }}", bold)
    sheet.write_rich_string("A2", "Per ", bold, "{{ day }}", ", disusun oleh {{ author }}")
    sheet.write_row("A4", ["No", "KPI", "Target", "Aktual", "Capaian", "Bobot", "Kumulatif"], bold)
    sheet.write("A5", "{% for g in groups %}")
    sheet.merge_range("A6:B6", "{{ g.title }}", bold)
    sheet.write_formula("C6", "=SUM(C8:C8)", money)
    sheet.write_formula("D6", "=SUM(D8:D8)", money)
    sheet.write_formula("E6", '=IF(C6=0,"",D6/C6)', percent)
    sheet.write("A7", "{% for k in g.kpis %}")
    sheet.write_row("A8", ["{{ loop.index }}", "{{ k.name }}", "{{ k.target }}", "{{ k.actual }}"])
    sheet.write_formula("E8", '=IF(C8="","",D8/C8)', percent)
    sheet.write_formula("F8", "=C8/SUM(C$8:C$8)", percent)
    sheet.write_formula("G8", "=SUM(D$8:D8)", money)
    sheet.write("A9", "{% endfor %}")
    sheet.write("A10", "{% endfor %}")
    sheet.write("B11", "Jumlah", bold)
    sheet.write_formula("C11", "=SUM(C8:C8)", money)
    sheet.write_formula("D11", "=SUM(D6:D6)", money)
    sheet.write_formula("E11", "=D11/C11", percent)
    sheet.conditional_format("E8", {"type": "icon_set", "icon_style": "3_traffic_lights"})
    sheet.conditional_format("D8", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("D8", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.set_row(7, 22.5)
    sheet.freeze_panes(4, 0)
    sheet.write_comment("B8", "Nama KPI")
    sheet.write_comment("B11", "Semua kelompok")
    sheet.add_sparkline("H8", {"range": "Data!C8:D8"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Data!$B$8:$B$8", "values": "=Data!$D$8:$D$8"})
    sheet.insert_chart("B14", chart)
    sheet.print_area("A1:H30")
    sheet.repeat_rows(3)
    sheet.set_footer("&L{{ company }}&R&P/&N")
    book.define_name("Aktual", "=Data!$D$6:$D$6")
    book.add_worksheet("Rekap").write_formula("A1", "=SUM(Data!D8:D8)+Data!D11+Data!E6*0")


@pytest.fixture(scope="module")
def package():
    return render(build([[]], draw), DATA)


def test_everything_is_where_it_belongs(package):
    xml = package.xml("xl/worksheets/sheet1.xml")
    # groups in rows 5, 9 (with a blank row for its sums) and 11; KPIs in 6-8, 10 and 12-13; totals in 14
    assert re.findall(r'<mergeCell ref="([^"]+)', xml) == ["A1:G1", "A5:B5", "A9:B9", "A11:B11"]
    assert set(re.findall(r'conditionalFormatting sqref="([^"]+)', xml)) == {
        "E6:E8 E10 E12:E13",
        "D6:D8 D10 D12:D13",
    }
    assert re.findall(r'dataValidation [^>]*sqref="([^"]+)', xml) == ["D6:D8 D10 D12:D13"]
    assert len(re.findall(r'ht="22.5"', xml)) == 6
    assert "<f>C6/SUM(C$6:C$8,C$10:C$10,C$12:C$13)</f>" in xml
    assert "<f>SUM(D$6:D8,D$10:D10,D$12:D12)</f>" in xml
    comments = re.findall(r'<comment ref="([^"]+)', package.xml("xl/comments1.xml"))
    assert comments == ["B6", "B7", "B8", "B10", "B12", "B13", "B14"]
    names = dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]*)', package.xml("xl/workbook.xml")))
    assert names["Aktual"] == "Data!$D$5:$D$11"
    assert names["_xlnm.Print_Area"] == "Data!$A$1:$H$33"
    assert names["_xlnm.Print_Titles"] == "Data!$4:$4"
    assert re.findall("<c:f>([^<]*)", package.xml("xl/charts/chart1.xml")) == [
        "(Data!$B$6:$B$8,Data!$B$10:$B$10,Data!$B$12:$B$13)",
        "(Data!$D$6:$D$8,Data!$D$10:$D$10,Data!$D$12:$D$13)",
    ]


def shown(package, engine):
    package = Package.open(package.to_bytes())
    recalculate(package, engine)
    workbook = Workbook(package)
    sheet, summary = workbook.sheet("Data"), workbook.sheet("Rekap")
    rows = [[rounded(sheet.value(row, column)) for column in range(1, 8)] for row in range(5, 15)]
    return rows, summary.value(1, 1)


def rounded(value):
    return round(value, 12) if isinstance(value, float) else value


def test_the_sums_are_right(package):
    rows, summary = shown(package, "formualizer")
    assert [row[2] for row in rows] == [600, 100, 200, 300, 0, None, 100, 50, 50, 700]
    assert [row[3] for row in rows] == [540, 90, 180, 270, 0, None, 90, 40, 50, 630]
    assert rows[-2][5:] == [rounded(50 / 700), 630]
    assert summary == 1260


@pytest.mark.libreoffice
def test_libreoffice_shows_the_same(package):
    assert shown(package, "libreoffice") == shown(package, "formualizer")
