"""Loops and conditions over sheets: what each copy has of its own, and what the workbook says of them."""

import io
import re
import shutil
import subprocess
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ooxml_schema import schema_errors
from render_cases import Case, as_sheets, build, grids, trimmed

from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.sheetcopy import arrange_sheets
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate
from xl_addin.recalc.verify import verify
from xl_addin.render import Limits, TemplateError, render

FOR = "{% sheet for d in departments name d.name %}"
FOR_KPI, END = ["{% for k in d.kpis %}"], ["{% endfor %}"]
DEPARTMENTS = [
    {"name": "Riset/Mutu", "active": True, "kpis": [{"name": "Cacat", "v": 1}]},
    {"name": "Produksi", "active": True, "kpis": [{"name": "Hasil", "v": 2}, {"name": "Retur", "v": 3}]},
    {"name": "PPC", "active": False, "kpis": []},
]
DATA = {"year": 2027, "departments": DEPARTMENTS}

CASES = [
    Case(
        "a sheet for each item, where the template stood; rows inside repeat",
        {
            "Ringkasan": [["Tahun {{ year }}", "=Unit!B6", "=Unit!$B$2"]],
            "Unit": [
                [FOR],
                ["{{ loop.index }}. {{ d.name }}", "{{ loop.length }}"],
                ["{% for k in d.kpis %}"],
                ["{{ k.name }}", "{{ k.v }}", "=B4/Unit!B$6"],
                ["{% endfor %}"],
                ["Jumlah", "=SUM(B4:B4)", "=Akhir!A1"],
            ],
            "Akhir": [[1]],
        },
        {"year": 2027, "departments": DEPARTMENTS[:2]},
        {
            "Ringkasan": [["Tahun 2027", "='Riset Mutu'!B3", "='Riset Mutu'!$B$1"]],
            "Riset Mutu": [
                ["1. Riset/Mutu", 2],
                ["Cacat", 1, "=B2/'Riset Mutu'!B$3"],
                ["Jumlah", "=SUM(B2:B2)", "=Akhir!A1"],
            ],
            "Produksi": [
                ["2. Produksi", 2],
                ["Hasil", 2, "=B2/Produksi!B$4"],
                ["Retur", 3, "=B3/Produksi!B$4"],
                ["Jumlah", "=SUM(B2:B3)", "=Akhir!A1"],
            ],
            "Akhir": [[1]],
        },
    ),
    Case(
        "names: from text, from the item, given; too long, twice, blank, another sheet's",
        {
            "Teks": [["{% sheet for t in texts %}"], ["{{ t }}"]],
            "Benda": [["{% sheet for d in things %}"], ["{{ loop.index }}"]],
            "Angka": [["{% sheet for n in [7, 8] name 'Bulan ' ~ n %}"], ["{{ n }}"]],
            "Tetap": [["x"]],
        },
        {
            "texts": ["A" * 40, "A" * 50, "tetap", "History", "  "],
            "things": [{"name": "Satu"}, {"nama": "Dua"}, {"x": 1}, {"name": "SATU"}],
        },
        {
            "A" * 31: [["A" * 40]],
            "A" * 27 + " (2)": [["A" * 50]],
            "tetap (2)": [["tetap"]],
            "History_": [["History"]],
            "Teks": [["  "]],
            "Satu": [[1]],
            "Dua": [[2]],
            "Benda": [[3]],
            "SATU (2)": [[4]],
            "Bulan 7": [[7]],
            "Bulan 8": [[8]],
            "Tetap": [["x"]],
        },
    ),
    Case(
        "a condition keeps a sheet or leaves it out; what referred to it says so",
        {
            "Awal": [["{{ year }}", "=Ya!A1", "=Tidak!A1+1", "=SUM(Ya:Tidak!A1)"]],
            "Ya": [["{% sheet if year > 2026 %}"], ["{{ year }}"]],
            "Tidak": [["{% sheet if year > 2027 %}"], ["{{ year }}"]],
            "Lama": [["{% sheet if year > 2026 name 'Tahun ' ~ year %}"], [5]],
            "Judul": [["{% sheet name 'Rencana' %}"], [6]],
        },
        {"year": 2027},
        {
            "Awal": [[2027, "=Ya!A1", "=#REF!+1", "=SUM('Ya'!A1)"]],
            "Ya": [[2027]],
            "Tahun 2027": [[5]],
            "Rencana": [[6]],
        },
    ),
    Case(
        "an empty list leaves the sheet out; a test on the loop",
        {
            "Awal": [["=SUM(Kosong!A1:A9)"]],
            "Kosong": [["{% sheet for d in none %}"], ["x"]],
            "Aktif": [["{% sheet for d in departments if d.active name d.name %}"], ["{{ d.name }}"]],
        },
        {"none": [], **DATA},
        {"Awal": [["=SUM(#REF!)"]], "Riset Mutu": [["Riset/Mutu"]], "Produksi": [["Produksi"]]},
    ),
    Case(
        "a sum over sheets takes them all in; blank sheets around them do not matter",
        {
            "Ringkasan": [["=SUM(Awal:Akhir!B2)", "=SUM(Unit:Akhir!B2:B3)", "=SUM(Awal:Unit!$B$2)"]],
            "Awal": [],
            "Unit": [[FOR], ["Jumlah", "=SUM(B4:B4)"], FOR_KPI, ["{{ k.name }}", "{{ k.v }}"], END],
            "Akhir": [],
        },
        {"departments": DEPARTMENTS[:2]},
        {
            "Ringkasan": [
                ["=SUM(Awal:Akhir!B1)", "=SUM('Riset Mutu:Akhir'!B1:B1)", "=SUM(Awal:Produksi!$B$1)"]
            ],
            "Awal": [],
            "Riset Mutu": [["Jumlah", "=SUM(B2:B2)"], ["Cacat", 1]],
            "Produksi": [["Jumlah", "=SUM(B2:B3)"], ["Hasil", 2], ["Retur", 3]],
            "Akhir": [],
        },
    ),
    Case(
        "two sheets change names; references follow both at once",
        {
            "Satu": [["{% sheet name 'Dua' %}"], ["=Dua!A2"], [1]],
            "Dua": [["{% sheet name 'Satu' %}"], ["=Satu!A3"], ["='Satu'!A3"]],
        },
        {},
        {"Dua": [["=Satu!A1"], [1]], "Satu": [["='Dua'!A2"], ["='Dua'!A2"]]},
    ),
]


def checked(package):
    """See that every part is well-formed, the schemas have nothing to say and openpyxl opens it."""
    for name in package.names():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(package.read(name))
    assert schema_errors(package.to_bytes()) == []
    openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
    return package


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_template_and_result_side_by_side(case):
    package = checked(render(build(case.template), case.data))
    expected = {name: trimmed(grid) for name, grid in as_sheets(case.result).items()}
    assert grids(package) == expected
    assert list(grids(package)) == list(expected)  # the order of the tabs


UNIT = [
    [FOR],
    ["{{ d.name }}"],
    ["KPI", "Nilai", "Bagian"],
    ["{% for k in d.kpis %}"],
    ["{{ k.name }}", "{{ k.v }}", "=B5/Total"],
    ["{% endfor %}"],
    ["Jumlah", "=SUM(B5:B5)", "=SUM(tbl_kpi[Nilai])+ROWS(tbl_kpi[])"],
]
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


def draw(book, first):
    """Give the sheet Unit one of everything."""
    sheet = book.get_worksheet_by_name("Unit")
    columns = [{"header": header} for header in UNIT[2]]
    columns[2]["formula"] = "=tbl_kpi[[#This Row],[Nilai]]*2"
    sheet.add_table("A3:C6", {"name": "tbl_kpi", "columns": columns})
    for row in range(3, 6):
        for column, cell in enumerate(UNIT[row]):
            (sheet.write_formula if cell.startswith("=") else sheet.write_string)(row, column, cell)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Unit!$A$5:$A$5", "values": "=Unit!$B$5:$B$5", "name": "=Unit!$A$2"})
    chart.set_title({"name": "KPI {{ d.name }}"})
    sheet.insert_chart("E2", chart)
    sheet.insert_image("E20", "logo.png", {"image_data": io.BytesIO(PICTURE), "url": "internal:Unit!A3"})
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.data_validation("A5", {"validate": "list", "source": "=Unit!$A$5:$A$5"})
    sheet.conditional_format("B5", {"type": "formula", "criteria": "=B5>Unit!$B$7", "format": red})
    sheet.add_sparkline("D5", {"range": "Unit!B5:C5"})
    sheet.write_comment("A2", "Milik {{ d.name }}")
    sheet.write_url("F2", "internal:Unit!A7", string="ke jumlah")
    sheet.write_url("G2", "https://contoh.id/", string="situs")
    sheet.set_header("&L{{ d.name }}&R{{ year }}")
    sheet.print_area("A1:D7")
    sheet.repeat_rows(1, 2)
    sheet.autofilter("H1:I2")
    sheet.activate()
    book.define_name("Total", "=Unit!$B$7")
    book.define_name("Unit!Lokal", "=Unit!$A$2")
    book.define_name("Lain", "=Ringkasan!$A$1")


TEMPLATE = {"Ringkasan": [["{{ year }}", "=Total", "=Unit!B7"]], "Unit": UNIT, "Akhir": [["=Unit!A2"]]}


@pytest.fixture(scope="module")
def rendered():
    return checked(render(build(TEMPLATE, draw), DATA))


SHEETS = ["Riset Mutu", "Produksi", "PPC"]


def parts(package, name, kind):
    return package.related(Workbook(package).entry(name).part, kind)


def found(pattern, xml):
    return re.findall(pattern, xml)


def test_tables_are_unique_and_formulas_name_the_own_one(rendered):
    xmls = [rendered.xml(*parts(rendered, name, "table")) for name in SHEETS]
    assert [found(r'<table [^>]*?\bid="(\d+)" name="(\w+)" displayName="(\w+)"', x)[0] for x in xmls] == [
        ("1", "tbl_kpi", "tbl_kpi"),
        ("2", "tbl_kpi_2", "tbl_kpi_2"),
        ("3", "tbl_kpi_3", "tbl_kpi_3"),
    ]
    assert [found('<table [^>]*?ref="([^"]+)"', xml)[0] for xml in xmls] == ["A2:C3", "A2:C4", "A2:C3"]
    own = [grids(rendered)[name][-1][2] for name in SHEETS]
    assert own == [f"=SUM({t}[Nilai])+ROWS({t}[])" for t in ("tbl_kpi", "tbl_kpi_2", "tbl_kpi_3")]
    assert "tbl_kpi_2[[#This Row],[Nilai]]*2" in xmls[1]


def test_charts_rules_links_and_sparklines_point_to_their_own_sheet(rendered):
    for name, prefix, last in (("Riset Mutu", "'Riset Mutu'!", 3), ("Produksi", "Produksi!", 4)):
        (drawing,) = parts(rendered, name, "drawing")
        (chart,) = rendered.related(drawing, "chart")
        assert found("<c:f>([^<]*)", rendered.xml(chart)) == [
            f"{prefix}$A$1",
            f"{prefix}$A$3:$A${last}",
            f"{prefix}$B$3:$B${last}",
        ]
        title = "KPI Riset/Mutu" if last == 3 else "KPI Produksi"
        assert f"<a:t>{title}</a:t>" in rendered.xml(chart)
        xml = rendered.xml(Workbook(rendered).entry(name).part)
        assert f"<formula1>{prefix}$A$3:$A${last}</formula1>" in xml
        assert f"<formula>B3&gt;{prefix}$B${last + 1}</formula>" in xml
        assert f"<xm:f>{prefix}B3:C3</xm:f>" in xml
        assert f'location="{prefix}A' in xml
        assert rendered.relationships(drawing)
        links = rendered.xml(drawing.replace("drawings/", "drawings/_rels/") + ".rels")
        assert f'Target="#{prefix}A3"' in links


def test_pictures_are_shared_and_the_rest_is_each_sheets_own(rendered):
    drawings = [part for name in SHEETS for part in parts(rendered, name, "drawing")]
    assert len({part for d in drawings for part in rendered.related(d, "image")}) == 1
    for kind in ("drawing", "comments", "vmlDrawing", "table"):
        assert len({part for name in SHEETS for part in parts(rendered, name, kind)}) == 3
    for name, text in zip(SHEETS, ("Riset/Mutu", "Produksi", "PPC"), strict=True):
        assert f"Milik {text}" in rendered.xml(*parts(rendered, name, "comments"))
        assert f"&amp;L{text}&amp;R2027" in rendered.xml(Workbook(rendered).entry(name).part)


def test_names_print_areas_and_titles(rendered):
    names = {(n.name, n.sheet): n.formula for n in Workbook(rendered).defined_names}
    assert names == {
        ("Lain", None): "Ringkasan!$A$1",
        ("Total", None): "'Riset Mutu'!$B$4",
        ("Total", "Produksi"): "Produksi!$B$5",
        ("Total", "PPC"): "PPC!$B$4".replace("PPC", "'PPC'"),
        ("Lokal", "Riset Mutu"): "'Riset Mutu'!$A$1",
        ("Lokal", "Produksi"): "Produksi!$A$1",
        ("Lokal", "PPC"): "'PPC'!$A$1",
        **{
            (f"_xlnm.{name}", sheet): f"{prefix}!{area}"
            for sheet, prefix, last in (
                ("Riset Mutu", "'Riset Mutu'", 4),
                ("Produksi", "Produksi", 5),
                ("PPC", "'PPC'", 4),
            )
            for name, area in (
                ("Print_Area", f"$A$1:$D${last}"),
                ("Print_Titles", "$1:$2"),
                ("_FilterDatabase", "$H$1:$I$1"),
            )
        },
    }


def test_the_workbook_lists_them(rendered):
    xml = rendered.xml("xl/workbook.xml")
    assert found(r'<sheet name="[^"]*" sheetId="(\d+)"', xml) == ["1", "2", "4", "5", "3"]
    assert len(set(found(r'<sheet [^>]*r:id="(\w+)"', xml))) == 5
    assert 'activeTab="1"' in xml
    selected = [name for name in Workbook(rendered).sheets if 'tabSelected="1"' in rendered.xml(name.part)]
    assert [entry.name for entry in selected] == ["Riset Mutu"]
    titles = rendered.xml("docProps/app.xml")
    shown = found("<vt:lpstr>([^<]*)", titles.partition("TitlesOfParts")[2])
    assert shown[:5] == ["Ringkasan", *SHEETS, "Akhir"]
    assert f'<vt:vector size="{len(shown)}" baseType="lpstr">' in titles
    assert "<vt:i4>5</vt:i4>" in titles


def test_a_tab_after_them_stays_the_active_one():
    def activate(book, first):
        book.get_worksheet_by_name("Akhir").activate()

    sheets = {"Unit": [[FOR]], "Akhir": [["x"]]}
    assert 'activeTab="3"' in render(build(sheets, activate), DATA).xml("xl/workbook.xml")
    none = render(build(sheets, activate), {"departments": []}).xml("xl/workbook.xml")
    assert 'activeTab="1"' not in none


def test_a_view_that_somebody_keeps_shows_a_sheet_that_is_there():
    source = Package.open(build({"Unit": [[FOR]], "Akhir": [["x"]]}))
    view = (
        '<customWorkbookViews><customWorkbookView name="Budi" guid="{01234567-89AB-CDEF-0123-456789ABCDEF}" '
        'windowWidth="1" windowHeight="1" activeSheetId="1"/></customWorkbookViews></workbook>'
    )
    xml = source.xml("xl/workbook.xml").replace("</workbook>", view)
    source.write("xl/workbook.xml", xml)
    assert 'activeSheetId="2"' in render(source.to_bytes(), {"departments": []}).xml("xl/workbook.xml")
    assert 'activeSheetId="1"' in render(source.to_bytes(), DATA).xml("xl/workbook.xml")


def test_what_belongs_to_a_sheet_goes_with_it():
    package = checked(render(build(TEMPLATE, draw), {"year": 2027, "departments": []}))
    left = [name for name in package.names() if re.search("chart|table|drawing|comment|media", name)]
    assert left == []
    assert list(grids(package)) == ["Ringkasan", "Akhir"]
    names = {(n.name, n.sheet): n.formula for n in Workbook(package).defined_names}
    assert names == {("Lain", None): "Ringkasan!$A$1", ("Total", None): "#REF!"}
    assert grids(package)["Akhir"] == [["=#REF!"]]
    types = package.xml("[Content_Types].xml")
    assert set(found('PartName="/([^"]+)"', types)) <= set(package.names())


def test_macros_keep_one_sheet_of_a_code_name():
    source = Package.open(build({"Unit": [[FOR], ["{{ d.name }}"]]}))
    sheet = "xl/worksheets/sheet1.xml"
    source.write(sheet, source.xml(sheet).replace("<dimension", '<sheetPr codeName="Unit1"/><dimension'))
    package = render(source.to_bytes(), DATA)
    assert sum("codeName" in package.xml(n) for n in package.names() if "worksheets/sheet" in n) == 1


def test_other_parts_keep_their_bytes_and_rendering_is_the_same_each_time():
    source = build(TEMPLATE, draw)
    before, after = Package.open(source), render(source, DATA)
    for name in ("xl/styles.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml", "docProps/core.xml"):
        assert before.read(name) == after.read(name)
    assert after.to_bytes() == render(source, DATA).to_bytes()


def test_engines_agree_on_the_result(tmp_path):
    sheets = {
        "Ringkasan": [["=Unit!B6", "=SUM(Unit!B4:B4)"]],
        "Unit": [
            [FOR],
            ["{{ d.name }}", "=SUM(B4:B4)/2"],
            ["{% for k in d.kpis %}"],
            ["{{ k.name }}", "{{ k.v }}", "=B4/Unit!B$6"],
            ["{% endfor %}"],
            ["Jumlah", "=SUM(B4:B4)"],
        ],
    }
    package = render(build(sheets), {"departments": DEPARTMENTS[:2]})
    path = tmp_path / "hasil.xlsx"
    recalculate(package)
    package.save(path)
    verification = verify(path, engines=("formualizer", "formulas"))
    assert (verification.differences, verification.unable) == ([], {})
    assert verification.checked == {"formualizer": 9, "formulas": 9}
    assert grids_of_values(package)["Produksi"][1][2] == 0.4


def grids_of_values(package):
    book = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True)
    return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}


@pytest.mark.libreoffice
def test_libreoffice_opens_it_and_sees_each_sheets_own_values(rendered, tmp_path):
    path = tmp_path / "hasil.xlsx"
    rendered.save(path)
    soffice = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind in ("pdf", "xlsx"):
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind)]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "pdf" / "hasil.pdf").stat().st_size > 1000
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "hasil.xlsx", data_only=True)
    assert book.sheetnames == ["Ringkasan", *SHEETS, "Akhir"]
    assert [row[2].value for row in book["Produksi"]["A3:C5"]] == [0.4, 0.6, 7]
    assert book["Ringkasan"]["B1"].value == 1


def problems(sheets, data=None, draw=None):
    with pytest.raises(TemplateError) as caught:
        render(build(sheets, draw), data or {})
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("sheet for d in departmen", "departmen: maksudnya departments?"),
        ("sheet for d in 5", "tidak dapat dihitung: 5 bukan daftar"),
        ("sheet for d departments", "salah tulis di dekat departments"),
        ("sheet for d in departments nama d", "salah tulis di dekat nama"),
        ("sheet for d in departments name d.nmae", "d.nmae: maksudnya d.name?"),
        ("sheet for d in departments name d.name | bersih", "filter bersih tidak ada"),
        ("sheet semua", "salah tulis di dekat semua"),
        ("sheet if year >", "tidak lengkap"),
        ("sheet if tahun", "tahun: tidak ada; yang ada: departments, year"),
        ("sheet if year < 2000", "tidak ada lembar terlihat yang tersisa"),
    ],
)
def test_a_wrong_tag_is_told_with_its_cell(tag, reason):
    tag = f"{{% {tag} %}}"
    assert problems({"Unit": [[None, tag], ["x"]]}, DATA) == [f"Unit!B1 · {tag} · {reason}"]


def test_a_fault_on_the_copies_is_told_once_of_the_template():
    sheets = {"Unit": [[FOR], ["{{ d.nmae }}"], ["{% sheet if d %}"]]}
    assert problems(sheets, DATA) == [
        "Unit!A3 · {% sheet if d %} · tag sheet hanya boleh di baris 1",
        "Unit!A2 · d.nmae · d.nmae: maksudnya d.name?",
    ]


def test_a_sum_over_sheets_whose_rows_differ_is_told():
    sheets = {
        "Ringkasan": [["{{ year }}", "=SUM(Unit:Akhir!B5)"]],
        "Unit": [[FOR], FOR_KPI, ["{{ k.name }}", "{{ k.v }}"], END, ["Jumlah", "=SUM(B3:B3)"]],
        "Akhir": [],
    }
    assert problems(sheets, DATA) == [
        "Ringkasan!B1 · 'Riset Mutu:Akhir'!B5 · barisnya tidak di tempat yang sama pada semua lembar; "
        "taruh sel itu di atas blok yang berulang, di semua lembar pada baris yang sama"
    ]


def test_a_sheet_with_a_pivot_table_is_not_repeated():
    source = Package.open(build({"Unit": [[FOR]]}, lambda book, sheet: sheet.insert_textbox("B2", "x")))
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    arrow = f'<Relationship Id="rId9" Type="{kind}" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
    source.write(rels, source.xml(rels).replace("</Relationships>", arrow))
    source.write("xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition/>")
    with pytest.raises(TemplateError, match="tidak dapat pada lembar dengan tabel pivot"):
        render(source.to_bytes(), DATA)


def test_sheets_without_end_are_refused():
    sheets = {"Unit": [["{% sheet for n in range(5000) %}"], ["{{ n }}"]]}
    with pytest.raises(LembarError) as caught:
        render(build(sheets), {})
    assert caught.value.key == "render_limit"
    with pytest.raises(LembarError):
        render(build(sheets), {}, limits=Limits(sheets=4_999))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40) | st.sampled_from(["PPC", "ppc", "Awal", "'", "a" * 31]), max_size=9))
def test_any_names_give_names_that_excel_takes(names):
    package = render(build({"Awal": [[1]], "Unit": [["{% sheet for n in names %}"]]}), {"names": names})
    found = [entry.name for entry in Workbook(Package.open(package.to_bytes())).sheets]
    assert len(found) == len(names) + 1 == len({name.lower() for name in found})
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) / 2 <= 31
        assert not re.search(r"[:\\\\/?*\\[\\]\x00-\x1f]|^'|'$", name)
        assert name.lower() != "history"


def test_copies_too_large_are_refused_before_they_are_made():
    sheets = {"Unit": [["{% sheet for n in range(900) %}"], *[["x" * 100]] * 50]}
    with pytest.raises(LembarError) as caught:
        render(build(sheets), {}, limits=Limits(characters=1_000_000))
    assert caught.value.key == "render_limit"


@pytest.mark.shared
def test_sheets_of_excel_are_copied_and_taken_out(excel_made):
    for path in sorted(excel_made.glob("*.xls?")):
        known = kinds(path.read_bytes())
        sheets = [entry.name for entry in Workbook.open(path).sheets if entry.worksheet and entry.visible]
        for names in (["Satu", "Dua & 2", "Tiga"], []):
            if names or len(sheets) > 1:
                new = arrange_sheets(Workbook.open(path), {sheets[0]: names})
                assert kinds(new.package.to_bytes()) <= known, path.name
                assert all(list(sheet.cells()) is not None for sheet in new.worksheets())


def kinds(content):
    """Return what the schemas object to, numbers aside."""
    return {re.sub(r"\d+", "#", error) for error in schema_errors(content)}


def test_conversations_in_a_copy_have_ids_of_their_own():
    source = Package.open(build({"Unit": [["x"]]}, lambda book, sheet: sheet.write_comment("A1", "y")))
    guid = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
    person = "{11111111-89AB-CDEF-0123-456789ABCDEF}"
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    arrow = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    source.write(rels, source.xml(rels).replace("</Relationships>", arrow + "</Relationships>"))
    thread = (
        f'<ThreadedComments><threadedComment ref="A1" personId="{person}" id="{guid}"/></ThreadedComments>'
    )
    source.write("xl/threadedComments/threadedComment1.xml", thread)
    comments = source.xml("xl/comments1.xml").replace("<author>", f"<author>tc={guid}")
    source.write("xl/comments1.xml", comments)
    package = arrange_sheets(Workbook(source), {"Unit": ["Satu", "Dua"]}).package
    (copied,) = parts(package, "Dua", "threadedComment")
    new = found(' id="([^"]+)"', package.xml(copied))
    assert new != [guid]
    assert person in package.xml(copied)
    assert f"tc={new[0]}" in package.xml(*parts(package, "Dua", "comments"))
    assert guid in package.xml(*parts(package, "Satu", "comments"))
