"""The template engine: templates and results side by side (render_cases.py), and what grids cannot show."""

import io
import re
from xml.etree import ElementTree

import openpyxl
import pytest
from render_cases import CASES, DAY, as_sheets, build, grids, opened, trimmed

from xl_addin.ooxml.package import Package
from xl_addin.render import render

LOOP = [
    ["KPI", "Nilai"],
    ["{% for k in kpis %}"],
    ["{{ k.name }}", "{{ k.target }}"],
    ["{% endfor %}"],
    ["Jumlah"],
]
"""A heading, rows 2 to 4 of the template become the list, then a row of totals."""


def filled(sheets, data, draw=None):
    """Fill a template and see that every part of the result is well-formed and openpyxl opens it."""
    package = render(build(sheets, draw), data)
    for name in package.names():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(package.read(name))
    openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
    return package


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_template_and_result_side_by_side(case):
    assert grids(filled(case.template, case.data)) == {
        name: trimmed(grid) for name, grid in as_sheets(case.result).items()
    }


def part(package, name):
    return package.xml(name)


def sheet_xml(package, number=1):
    return package.xml(f"xl/worksheets/sheet{number}.xml")


def refs(xml, tag):
    return re.findall(rf'<{tag}\b[^>]*?(?:sq)?ref="([^"]*)"', xml)


def data(count=3):
    return {"kpis": [{"name": f"KPI {n}", "target": n} for n in range(1, count + 1)]}


def test_a_table_grows_with_its_column_formula_and_totals():
    grid = [*LOOP[:4], ["Jumlah", "=SUBTOTAL(109,B3:B3)", "=SUM(C3:C3)"]]
    grid[0], grid[2] = ["KPI", "Nilai", "Ganda"], ["{{ k.name }}", "{{ k.target }}", "=B3*2"]

    def draw(book, sheet):
        columns = [
            {"header": "KPI", "total_string": "Jumlah"},
            {"header": "Nilai", "total_function": "sum"},
            {"header": "Ganda", "total_function": "sum"},
        ]
        sheet.add_table("A1:C5", {"name": "tbl_kpi", "columns": columns, "total_row": True})
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if row in (1, 2, 3):
                    (sheet.write_formula if cell.startswith("=") else sheet.write_string)(row, column, cell)

    def with_formula(xml):
        return xml.replace('name="Ganda"', 'name="Ganda" dataDxfId="0"').replace(
            'totalsRowFunction="sum"/></tableColumns>',
            'totalsRowFunction="sum"><calculatedColumnFormula>B2*2</calculatedColumnFormula></tableColumn></tableColumns>',
        )

    source = Package.open(build(grid[:1], draw))
    source.write("xl/tables/table1.xml", with_formula(source.xml("xl/tables/table1.xml")))
    for count in (3, 1, 0):
        package = render(source.to_bytes(), data(count))
        table = package.xml("xl/tables/table1.xml")
        last = 1 + max(count, 1)
        assert f'ref="A1:C{last + 1}"' in table
        assert f'<autoFilter ref="A1:C{last}"' in table
        assert "<calculatedColumnFormula>B2*2</calculatedColumnFormula>" in table
        rows = grids(package)["Data"]
        assert [row[2] for row in rows[1:last]] == [f"=B{n}*2" for n in range(2, last + 1)]


def test_conditional_formats_are_one_rule_over_a_longer_range():
    def draw(book, sheet):
        red = book.add_format({"bg_color": "#FF0000"})
        rule = {"type": "formula", "criteria": "=$B3>AVERAGE($B$3:$B$3)", "format": red}
        sheet.conditional_format("A3:B3", rule)
        sheet.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_arrows"})
        sheet.conditional_format("B5", {"type": "cell", "criteria": ">", "value": "$B$3", "format": red})

    xml = sheet_xml(filled(LOOP, data(4), draw))
    assert refs(xml, "conditionalFormatting") == ["A2:B5", "B2:B5", "B6"]
    assert "<xm:sqref>B2:B5</xm:sqref>" in xml
    assert "<formula>$B2&gt;AVERAGE($B$2:$B$5)</formula>" in xml
    assert "<formula>$B$2</formula>" in xml
    assert xml.count("<cfRule") == 4

    empty = sheet_xml(filled(LOOP, data(0), draw))
    assert refs(empty, "conditionalFormatting")[-1].startswith("B")
    assert "<xm:sqref></xm:sqref>" not in empty


def test_a_rule_on_one_of_several_rows_keeps_to_that_row():
    grid = [["{% for k in kpis %}"], ["{{ k.name }}"], ["{{ k.target }}"], ["{% endfor %}"]]

    def draw(book, sheet):
        sheet.conditional_format("A3", {"type": "cell", "criteria": ">", "value": "A2", "format": None})
        sheet.data_validation("A2:A3", {"validate": "any", "input_title": "x"})

    xml = sheet_xml(filled(grid, data(3), draw))
    assert refs(xml, "conditionalFormatting") == ["A2 A4 A6"]
    assert "<formula>A1</formula>" in xml
    assert refs(xml, "dataValidation") == ["A1:A6"]


def test_validations_are_extended_and_their_lists_follow():
    grid = [*LOOP, ["{% for k in kpis %}"], ["{{ k.name }}"], ["{% endfor %}"]]

    def draw(book, sheet):
        sheet.data_validation("B3", {"validate": "list", "source": "=$A$7:$A$7"})
        sheet.data_validation("B5", {"validate": "list", "source": "=$A$7"})
        sheet.data_validation("A7", {"validate": "custom", "value": "=B7<>$B$3"})

    xml = sheet_xml(filled(grid, data(3), draw))
    assert refs(xml, "dataValidation") == ["B2:B4", "B5", "A6:A8"]
    assert re.findall("<formula1>([^<]*)", xml) == ["$A$6:$A$8", "$A$6:$A$8", "B6&lt;&gt;$B$2"]
    empty = sheet_xml(filled(grid, data(0), draw))
    assert 'dataValidations count="3"' in empty  # their lists need a row, and so do they


def test_merged_cells_inside_across_and_below():
    grid = [
        ["Judul"],
        ["{% for k in kpis %}"],
        ["{{ k.name }}", None, "x"],
        ["a"],
        ["{% endfor %}"],
        ["bawah"],
    ]

    def draw(book, sheet):
        for area in ("A1:C1", "C3:D4", "A6:B7", "F1:F6", "H2:H5"):
            sheet.merge_range(area, "")
        sheet.write_string("A1", "Judul")

    xml = sheet_xml(filled(grid, data(2), draw))
    assert refs(xml, "mergeCell") == ["A1:C1", "C2:D3", "C4:D5", "A6:B7", "F1:F6", "H2:H5"]
    assert '<mergeCells count="6">' in xml
    xml = sheet_xml(filled(grid, data(0), draw))
    assert refs(xml, "mergeCell") == ["A1:C1", "A2:B3", "F1:F2"]
    one = sheet_xml(filled(grid, data(1), draw))
    assert refs(one, "mergeCell") == ["A1:C1", "C2:D3", "A4:B5", "F1:F4", "H2:H3"]


def test_a_merged_row_in_a_block_is_merged_in_every_turn():
    def draw(book, sheet):
        sheet.merge_range("B3:D3", "")
        sheet.write_string("B3", "{{ k.target }}")

    assert refs(sheet_xml(filled(LOOP, data(3), draw)), "mergeCell") == ["B2:D2", "B3:D3", "B4:D4"]


def test_names_print_area_and_titles_follow():
    def draw(book, sheet):
        book.define_name("Nilai_KPI", "=Data!$B$3:$B$3")
        book.define_name("Semua", "=Data!$A$2:$B$4")
        book.define_name("Satu", "=Data!$B$3")
        book.define_name("Data!Lokal", "=Data!$B$5")
        sheet.print_area("A1:B5")
        sheet.repeat_rows(0, 1)
        sheet.autofilter("A1:B4")

    package = filled(LOOP, data(3), draw)
    xml = package.xml("xl/workbook.xml")
    names = dict(re.findall(r'<definedName name="([^"]+)"[^>]*>([^<]*)', xml))
    assert names == {
        "Nilai_KPI": "Data!$B$2:$B$4",
        "Semua": "Data!$A$2:$B$4",
        "Satu": "Data!$B$2:$B$4",
        "Lokal": "Data!$B$5",
        "_xlnm.Print_Area": "Data!$A$1:$B$5",
        "_xlnm.Print_Titles": "Data!$1:$1",
        "_xlnm._FilterDatabase": "Data!$A$1:$B$4",
    }
    assert refs(sheet_xml(package), "autoFilter") == ["A1:B4"]


def test_heights_outline_and_hidden_rows_repeat():
    def draw(book, sheet):
        sheet.set_row(2, 33.75, None, {"level": 2})
        sheet.set_row(4, 50, None, {"hidden": True})

    xml = sheet_xml(filled(LOOP, data(3), draw))
    rows = re.findall("<row [^>]*>", xml)
    assert ['ht="33.75"' in row and 'outlineLevel="2"' in row for row in rows] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert 'r="5"' in rows[4]
    assert 'hidden="1"' in rows[4]


def test_links_repeat_and_targets_inside_the_workbook_follow():
    def draw(book, sheet):
        sheet.write_url("C3", "https://contoh.id/", string="{{ k.name }}")
        sheet.write_url("D1", "internal:Data!A5", string="ke jumlah")

    xml = sheet_xml(filled(LOOP, data(3), draw))
    assert sorted(refs(xml, "hyperlink")) == ["C2", "C3", "C4", "D1"]
    assert 'location="Data!A5"' in xml
    assert 'location="Data!A3"' in sheet_xml(filled(LOOP, data(1), draw))


def test_comments_repeat_with_their_boxes():
    def draw(book, sheet):
        sheet.write_comment("A3", "Isi nama")
        sheet.write_comment("A5", "Milik {{ owner }}")

    package = filled(LOOP, {**data(3), "owner": "Budi"}, draw)
    assert refs(package.xml("xl/comments1.xml"), "comment") == ["A2", "A3", "A4", "A5"]
    assert "Milik Budi" in package.xml("xl/comments1.xml")
    drawing = package.xml("xl/drawings/vmlDrawing1.vml")
    assert re.findall(r"<x:Row>(\d+)", drawing) == ["1", "2", "3", "4"]
    ids = re.findall(r'<v:shape id="([^"]+)"', drawing)
    assert len(set(ids)) == 4
    tops = [int(anchor.split(",")[2]) for anchor in re.findall(r"<x:Anchor>([^<]*)", drawing)]
    assert tops == sorted(tops)
    assert "comment" not in re.findall(
        "<comment ", filled(LOOP, data(0) | {"owner": ""}, draw).xml("xl/comments1.xml")
    )


def test_pictures_and_charts_below_move_and_series_grow(tmp_path):
    def draw(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": "=Data!$A$3:$A$3", "values": "=Data!$B$3:$B$3", "name": "=Data!$B$1"})
        chart.add_series({"values": "=Data!$B$2:$B$4"})
        chart.set_title({"name": "Capaian {{ year }}"})
        sheet.insert_chart("A8", chart)
        beside = book.add_chart({"type": "line"})
        beside.add_series({"values": "=Data!$B$5:$B$5"})
        sheet.insert_chart("F1", beside)
        sheet.insert_textbox("A30", "{{ company }} & mitra")

    package = filled(LOOP, {**data(10), "year": 2027, "company": "PT <M>"}, draw)
    one, two = package.xml("xl/charts/chart1.xml"), package.xml("xl/charts/chart2.xml")
    assert re.findall("<c:f>([^<]*)", one) == [
        "Data!$B$1",
        "Data!$A$2:$A$11",
        "Data!$B$2:$B$11",
        "Data!$B$2:$B$11",
    ]
    assert "Cache" not in one
    assert "Capaian 2027" in one
    assert re.findall("<c:f>([^<]*)", two) == ["Data!$B$12:$B$12"]
    drawing = package.xml("xl/drawings/drawing1.xml")
    anchors = [
        (int(a), int(b))
        for a, b in re.findall(r"<xdr:row>(\d+)</xdr:row>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    ]
    assert [a for a, _ in anchors] == [7 + 7, 0, 29 + 7]
    assert anchors[0][1] - anchors[0][0] == 14  # as high as it was
    assert "PT &lt;M&gt; &amp; mitra" in drawing
    empty = filled(LOOP, {**data(0), "year": 1, "company": ""}, draw)
    assert "#REF!" not in empty.xml("xl/charts/chart1.xml")


def test_breaks_panes_sparklines_and_protected_ranges_follow():
    def draw(book, sheet):
        sheet.set_h_pagebreaks([3, 4, 5])
        sheet.freeze_panes(1, 0)
        sheet.set_selection("B5")
        sheet.add_sparkline("D3", {"range": "Data!B3:C3"})
        sheet.add_sparkline("D5", {"range": "Data!B3:B3"})
        sheet.protect()
        sheet.unprotect_range("B3", "isian")
        sheet.ignore_errors({"number_stored_as_text": "A3:A5"})

    xml = sheet_xml(filled(LOOP, data(3), draw))
    assert re.findall(r'<brk id="(\d+)"', xml) == ["2", "3", "4", "5"]
    assert 'rowBreaks count="4" manualBreakCount="4"' in xml
    assert refs(xml, "protectedRange") == ["B2:B4"]
    assert refs(xml, "ignoredError") == ["A2:A5"]
    assert sorted(re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)", xml), key=lambda pair: pair[1]) == [
        ("Data!B2:C2", "D2"),
        ("Data!B3:C3", "D3"),
        ("Data!B4:C4", "D4"),
        ("Data!B2:B4", "D5"),
    ]
    assert 'topLeftCell="A2"' in xml
    assert 'activeCell="B5" sqref="B5"' in xml
    empty = sheet_xml(filled(LOOP, data(0), draw))
    assert sorted(re.findall(r"<xm:sqref>([^<]*)", empty)) == [
        "D2",
        "D3",
    ]  # D2 is on the row that is kept for D3


def test_dates_get_a_date_format_unless_they_have_one():
    def draw(book, sheet):
        sheet.write("A1", "{{ day }}")
        sheet.write("B1", "{{ day }}", book.add_format({"num_format": "d mmmm yyyy", "bold": True}))
        sheet.write("C1", "{{ day }}", book.add_format({"bold": True}))

    cells = opened(filled([[]], {"day": DAY}, draw)).active[1]
    assert [cell.value.date() for cell in cells] == [DAY] * 3
    assert [cell.number_format for cell in cells] == ["mm-dd-yy", "d mmmm yyyy", "mm-dd-yy"]
    assert [cell.font.b for cell in cells] == [False, True, True]


def test_rich_text_keeps_its_fonts():
    def draw(book, sheet):
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "Yth. ", bold, "{{ name }}", ", departemen {{ dept }}")
        sheet.write_rich_string("A2", "Yth. {{ na", bold, "me }}", "!")

    sheet = opened(filled([[]], {"name": "Budi", "dept": "R&D"}, draw)).active
    assert str(sheet["A1"].value) == "Yth. Budi, departemen R&D"
    assert [getattr(run, "font", None) and run.font.b for run in sheet["A1"].value] == [None, True, False]
    assert sheet["A2"].value == "Yth. Budi!"


def test_headers_and_footers_are_filled():
    def draw(book, sheet):
        sheet.set_header("&L{{ company }}&RHalaman &P dari &N")

    package = filled([["{{ company }}"]], {"company": "Meja & Kursi"}, draw)
    assert "<oddHeader>&amp;LMeja &amp;&amp; Kursi&amp;RHalaman &amp;P dari &amp;N</oddHeader>" in sheet_xml(
        package
    )


def test_headings_of_a_table_are_filled_and_stay_text():
    def draw(book, sheet):
        sheet.add_table("A1:B2", {"columns": [{"header": "KPI"}, {"header": "{{ year }}"}]})

    package = filled([[]], {"year": 2027}, draw)
    assert '<tableColumn id="2" name="2027"' in package.xml("xl/tables/table1.xml")
    assert grids(package)["Data"] == [["KPI", "2027"]]


def test_formulas_of_filled_sheets_have_no_cached_values():
    xml = sheet_xml(filled([["{{ x }}", "=A1*2"]], {"x": 2}))
    assert "<f>A1*2</f></c>" in xml


def test_other_parts_keep_their_bytes():
    def draw(book, sheet):
        other = book.add_worksheet("Lain")
        other.write_formula("A1", "=SUM(B1:B3)", None, 6)
        other.insert_textbox("C3", "tetap")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Lain!$B$1:$B$3"})
        other.insert_chart("E1", chart)

    source = Package.open(build(LOOP, draw))
    package = render(source.to_bytes(), data(5))
    changed = [name for name in source.names() if source.read(name) != package.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    assert package.names() == source.names()


@pytest.mark.shared
def test_excel_made_files_without_tags_come_out_identical(excel_made):
    for path in sorted(excel_made.glob("*.xls?")):
        package, source = render(path, {"x": 1}), Package.open(path)
        assert [(name, package.read(name)) for name in package.names()] == [
            (name, source.read(name)) for name in source.names()
        ]


def test_a_workbook_of_the_1904_calendar():
    def draw(book, sheet):
        pass

    source = Package.open(build([["{{ day }}"]], draw))
    xml = source.xml("xl/workbook.xml").replace("<workbookPr ", '<workbookPr date1904="1" ')
    source.write("xl/workbook.xml", xml)
    assert opened(render(source.to_bytes(), {"day": DAY})).active["A1"].value.date() == DAY


def test_a_sheet_whose_elements_have_a_prefix():
    source = Package.open(build([["{% for k in kpis %}"], ["{{ k.name }}", "=B2&A2"], ["{% endfor %}"]]))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = re.sub(r"<(/?)(?=\w)", r"<\1x:", source.xml("xl/worksheets/sheet1.xml"))
    source.write("xl/worksheets/sheet1.xml", xml.replace(f'xmlns="{main}"', f'xmlns:x="{main}"'))
    package = render(source.to_bytes(), data(2))
    assert grids(package)["Data"] == [["KPI 1", "=B1&A1"], ["KPI 2", "=B2&A2"]]
    assert opened(package).active["A2"].value == "KPI 2"


def test_array_formulas_follow_with_their_area():
    def draw(book, sheet):
        sheet.write_array_formula("C3:C3", "{=B3:B3*SUM(B$3:B$3)}")
        sheet.write_array_formula("D1:D5", "{=B1:B5*2}")
        sheet.write_array_formula("E5:E6", "{=B3:B4+A5:A6}")

    package = filled(LOOP, data(3), draw)
    arrays = re.findall(r'<c r="(\w+)"[^>]*><f t="array" ref="([^"]+)">([^<]*)', sheet_xml(package))
    assert sorted(arrays) == [
        ("C2", "C2", "B2:B2*SUM(B$2:B$4)"),
        ("C3", "C3", "B3:B3*SUM(B$2:B$4)"),
        ("C4", "C4", "B4:B4*SUM(B$2:B$4)"),
        ("D1", "D1:D5", "B1:B5*2"),
        ("E5", "E5:E6", "B2:B4+A5:A6"),
    ]


def test_a_macro_stays_as_it_is(excel_made_macro):
    package = render(excel_made_macro.to_bytes(), data(3))
    assert package.read("xl/vbaProject.bin") == excel_made_macro.read("xl/vbaProject.bin")
    assert grids(package)["Sheet1"][:2] == [["KPI 1"], ["KPI 2"]]


@pytest.fixture
def excel_made_macro():
    """A workbook with a macro and a loop."""

    def draw(book, sheet):
        sheet.set_vba_name("Sheet1")

    source = Package.open(
        build({"Sheet1": [["{% for k in kpis %}"], ["{{ k.name }}"], ["{% endfor %}"]]}, draw)
    )
    source.write("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not read by anyone")
    return source


def test_portable_puts_native_formulas_everywhere():
    def draw(book, sheet):
        sheet.write_array_formula("E1:E4", "{=SWOT_PRIORITY(A1,A2,A3,A4)}")
        sheet.data_validation("B3", {"validate": "custom", "value": "=SWOT_X(A3,1)>0"})
        book.define_name("Selisih", "=SWOT_X(Data!$A$1,Data!$A$2)")
        sheet.conditional_format("A1", {"type": "formula", "criteria": "=SWOT_X(A1,1)>0", "format": None})

    grid = [
        [4],
        [3],
        ["{% for k in kpis %}"],
        ["{{ k.target }}", "=1+SWOT_X(A4,SWOT_Y(A4,1))"],
        ["{% endfor %}"],
    ]
    package = render(build(grid, draw), data(2), portable=True)
    parts = " ".join(package.xml(name) for name in package.names() if name.endswith(".xml"))
    assert "SWOT_" not in parts
    rows = grids(package)["Data"]
    assert rows[2][1].startswith("=1+IF(")
    assert rows[0][4] != rows[1][4]
    assert all(row[4].startswith("=") for row in rows[:4])
    assert "array" not in parts


def test_the_turn_of_the_loop_around():
    grid = [
        ["{% for g in groups %}"],
        ["{% set outer = loop %}"],
        ["{% for k in g %}"],
        ["{{ outer.index }}.{{ loop.index }}", "{{ k }}", "{{ loop.previtem | default('-') }}"],
        ["{% endfor %}"],
        ["{% endfor %}"],
    ]
    assert grids(filled(grid, {"groups": [["a", "b"], ["c"]]}))["Data"] == [
        ["1.1", "a", "-"],
        ["1.2", "b", "a"],
        ["2.1", "c", "-"],
    ]


def test_a_choice_that_shows_nothing_hides_the_row_that_others_need():
    grid = [[100], ["{% if discount %}"], ["{{ discount }}", "=A3*2"], ["{% endif %}"], ["=A1-A3", "=B3"]]
    package = filled(grid, {"discount": 0})
    assert grids(package)["Data"] == [[100], [], ["=A1-A2", "=B2"]]
    assert re.findall(r'<row r="(\d)"[^>]*hidden="1"', sheet_xml(package)) == ["2"]
    assert grids(filled(grid, {"discount": 10}))["Data"] == [[100], [10, "=A2*2"], ["=A1-A2", "=B2"]]


def test_text_with_control_characters_and_blanks_at_its_ends():
    text = "  a\x08b_x0041_\r\nc\t<&>  "
    package = filled([["{{ x }}", "[{{ x }}]"]], {"x": text})
    assert Package.open(package.to_bytes()).xml("xl/worksheets/sheet1.xml")
    shown = grids(package)["Data"][0]
    assert shown == [text, f"[{text}]"]


def test_numbers_of_other_kinds():
    from decimal import Decimal  # noqa: PLC0415
    from fractions import Fraction  # noqa: PLC0415

    import numpy  # noqa: PLC0415
    import pandas  # noqa: PLC0415

    values = [
        Decimal("1.10"),
        numpy.int64(3),
        numpy.float64(2.5),
        numpy.bool_(True),
        Fraction(1, 4),
        float("nan"),
        pandas.NaT,
        pandas.Timestamp("2026-11-02"),
        float("inf"),
    ]
    sheet = opened(filled([[f"{{{{ xs[{n}] }}}}" for n in range(len(values))]], {"xs": values})).active
    shown = [cell.value for cell in sheet[1]]
    assert shown[:7] == [1.1, 3, 2.5, True, 0.25, None, None]
    assert shown[7].date().isoformat() == "2026-11-02"
    assert shown[8] == "#NUM!"


def test_an_excel_template_becomes_a_workbook():
    source = Package.open(build([["{{ x }}"]]))
    types = source.xml("[Content_Types].xml")
    source.write("[Content_Types].xml", types.replace("sheet.main+xml", "template.main+xml"))
    assert render(source.to_bytes(), {"x": 1}).xml("[Content_Types].xml") == types
