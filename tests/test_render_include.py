"""Sheets of other templates: they look the same, bring what belongs to them, and are filled."""

import io
import shutil
import subprocess

import openpyxl
import pytest
from ooxml_schema import schema_errors
from render_cases import build, grids, opened

from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render import TemplateError, render
from xl_addin.render.check import check

DATA = {
    "company": "PT Mebel Nusantara",
    "kpis": [{"n": "Omzet", "v": 3}, {"n": "Retur", "v": 4}],
    "d": ["A", "B"],
}
TAG = '{% sheet include "kop.xlsx" %}'


def draw_kop(book, sheet):
    head = book.add_format(
        {
            "bold": True,
            "font_name": "Georgia",
            "font_size": 15,
            "font_color": "#1F4E79",
            "bg_color": "#FCE4D6",
            "bottom": 6,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "locked": False,
        }
    )
    money = book.add_format({"num_format": '"Rp"#,##0.0;[Red]-0', "italic": True, "left": 1})
    sheet.set_column("A:A", 31, book.add_format({"font_color": "red"}))
    sheet.set_row(0, 44, book.add_format({"bg_color": "#DDEBF7"}))
    sheet.write("A1", "{{ company }}", head)
    sheet.write("B4", "{{ k.v }}", money)
    sheet.write_rich_string("A7", "Isu ", book.add_format({"bold": True}), "baru")
    sheet.write_formula("B7", "=Batas*2+Dasar+Kop!$B$4+SUM(tbl_nilai[Nilai])")
    sheet.conditional_format("B4:B4", {"type": "cell", "criteria": ">", "value": 3, "format": money})
    sheet.data_validation("A4:A4", {"validate": "list", "source": "=Kop!$D$2:$D$3"})
    sheet.write_column("D2", ["Nilai", 1, 2])
    sheet.add_table("D2:D4", {"name": "tbl_nilai", "columns": [{"header": "Nilai", "format": money}]})
    sheet.write_comment("A2", "Milik kop")
    sheet.insert_textbox("F2", "Untuk {{ company }}", {"url": "internal:Kop!A1"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Kop!$B$4:$B$4"})
    sheet.insert_chart("F9", chart)
    sheet.insert_image("F30", "logo.png", {"image_data": io.BytesIO(PNG)})
    sheet.write_url("A9", "https://example.com/")
    sheet.merge_range("A11:B11", "gabung", head)
    sheet.print_area("A1:D9")
    sheet.set_header("&L{{ company }}")
    book.define_name("Batas", "=Kop!$B$4")
    book.define_name("Kop!Dasar", "=Kop!$D$3")
    book.define_name("Lepas", "=Kop!$D$3")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
KOP = {
    "Kop": [
        ["{{ company }}"],
        ["Tahun"],
        ["{% for k in kpis %}"],
        ["{{ k.n }}", "{{ k.v }}", "=B4*2"],
        ["{% endfor %}"],
        ["Jumlah", "=SUM(B4:B4)", "=Kop!B4"],
    ],
    "Lain": [["x"]],
}


def draw_host(book, sheet):
    sheet.set_column("A:A", 12, book.add_format({"num_format": "0.000", "font_name": "Arial"}))
    sheet.conditional_format("A1:A2", {"type": "blanks", "format": book.add_format({"bold": True})})
    sheet.write_column("H2", ["Nilai", 1])
    sheet.add_table("H2:H3", {"name": "tbl_nilai", "columns": [{"header": "Nilai"}]})
    sheet.write_comment("A3", "Milik depan")
    sheet.insert_chart("F9", chart := book.add_chart({"type": "pie"}))
    chart.add_series({"values": "=Depan!$H$3:$H$3"})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "kop.xlsx").write_bytes(build(KOP, draw_kop))
    return tmp_path


HOST = {"Depan": [["{{ company }}", "=Sampul!B4"]], "Sampul": [[TAG]], "Akhir": [["x", "=Sampul!A1"]]}


@pytest.fixture
def rendered(folder):
    package = render(build(HOST, draw_host), DATA, templates=folder)
    assert schema_errors(package.to_bytes()) == []
    return package


def test_the_sheet_is_filled_in_its_place(rendered):
    sheets = grids(rendered)
    assert list(sheets) == ["Depan", "Sampul", "Akhir"]
    rows = [row[:3] for row in sheets["Sampul"]]
    assert rows[0] == ["PT Mebel Nusantara"]
    assert rows[2:5] == [
        ["Omzet", 3, "=B3*2"],
        ["Retur", 4, "=B4*2"],
        ["Jumlah", "=SUM(B3:B4)", "=Sampul!B3"],
    ]
    assert rows[5][:2] == ["Isu baru", "=Batas*2+Dasar+Sampul!$B$3+SUM(tbl_nilai_2[Nilai])"]


def test_it_looks_the_same(rendered, folder):
    there, here = openpyxl.load_workbook(folder / "kop.xlsx")["Kop"], opened(rendered)["Sampul"]
    for old, new in (("A1", "A1"), ("A2", "A2"), ("B4", "B3"), ("B4", "B4"), ("A11", "A10"), ("D4", "D3")):
        for look in ("font", "fill", "border", "number_format", "alignment", "protection"):
            assert repr(getattr(there[old], look)) == repr(getattr(here[new], look)), (old, look)
    assert here.column_dimensions["A"].width == there.column_dimensions["A"].width
    assert repr(here.column_dimensions["A"].font) == repr(there.column_dimensions["A"].font)
    assert here.row_dimensions[1].height == there.row_dimensions[1].height
    assert repr(here.row_dimensions[1].fill) == repr(there.row_dimensions[1].fill)
    assert [str(area) for area in here.merged_cells.ranges] == ["A10:B10"]


def test_the_styles_that_were_there_stay_and_those_alike_are_there_once(folder):
    host = build({"Satu": [[TAG]], "Dua": [[TAG]], **HOST}, lambda book, sheet: None)
    once = render(build(HOST), DATA, templates=folder).xml("xl/styles.xml")
    assert render(host, DATA, templates=folder).xml("xl/styles.xml") == once


def test_rich_text_keeps_its_runs(rendered):
    text = opened(rendered)["Sampul"]["A6"].value
    assert [str(part) for part in text] == ["Isu ", "baru"]
    assert text[1].font.b


def test_rules_tables_and_names_come_along(rendered):
    book = opened(rendered)
    sheet = book["Sampul"]
    ((area, rules),) = [(str(found.sqref), found.rules) for found in sheet.conditional_formatting]
    assert (area, rules[0].dxf.font.i, rules[0].dxf.border.left.style) == ("B3:B4", True, "thin")
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("A3:A4", "Sampul!$D$2:$D$2")
    assert [(t.displayName, t.id) for t in sheet.tables.values()] == [("tbl_nilai_2", 2)]
    (first,) = book["Depan"].conditional_formatting
    assert first.rules[0].dxf.font.b
    names = {(name.name, name.sheet): name.formula for name in Workbook(rendered).defined_names}
    assert names == {
        ("Batas", None): "Sampul!$B$3:$B$4",
        ("Dasar", "Sampul"): "Sampul!$D$2",
        ("_xlnm.Print_Area", "Sampul"): "Sampul!$A$1:$D$8",
    }


def test_drawings_charts_pictures_comments_and_links_come_along(rendered):
    part = Workbook(rendered).entry("Sampul").part
    (drawing,) = rendered.related(part, "drawing")
    (chart,) = rendered.related(drawing, "chart")
    (image,) = rendered.related(drawing, "image")
    assert "<c:f>Sampul!$B$3:$B$4</c:f>" in rendered.xml(chart)
    assert "Untuk PT Mebel Nusantara" in rendered.xml(drawing)
    assert rendered.read(image) == PNG
    assert 'Target="#Sampul!A1"' in rendered.xml(drawing.replace("drawings/", "drawings/_rels/") + ".rels")
    (comments,) = rendered.related(part, "comments")
    assert "Milik kop" in rendered.xml(comments)
    assert opened(rendered)["Sampul"]["A8"].hyperlink.target == "https://example.com/"
    assert "&amp;LPT Mebel Nusantara" in rendered.xml(part)
    assert len(rendered.names()) == len(set(rendered.names()))


def test_other_parts_keep_their_bytes(rendered):
    before = render(build({**HOST, "Sampul": [["teks"]]}, draw_host), DATA)
    for name in (
        "xl/comments1.xml",
        "xl/charts/chart1.xml",
        "xl/tables/table1.xml",
        "xl/worksheets/sheet3.xml",
    ):
        assert before.read(name) == rendered.read(name)
    assert "xl/theme/theme1.xml" in rendered
    assert before.read("xl/theme/theme1.xml") == rendered.read("xl/theme/theme1.xml")


def test_the_sheets_own_loop_a_named_sheet_and_a_name_from_data(tmp_path):
    (tmp_path / "unit.xlsx").write_bytes(
        build({"Lain": [["x"]], "Unit": [["{% sheet for u in d %}"], ["Unit {{ u }}"]], "Polos": [["teks"]]})
    )
    host = {
        "Depan": [["{{ company }}", "=Isi!A1"]],
        "Isi": [[None, "{% sheet include 'unit.xlsx' sheet 'Unit' %}"]],
        "P": [['{% sheet include "unit.xlsx" sheet "Polos" name "Kop " ~ company %}']],
    }
    package = render(build(host), DATA, templates=tmp_path)
    assert schema_errors(package.to_bytes()) == []
    assert grids(package) == {
        "Depan": [["PT Mebel Nusantara", "='A'!A1"]],
        "A": [["Unit A"]],
        "B": [["Unit B"]],
        "Kop PT Mebel Nusantara": [["teks"]],
    }


def test_colours_of_another_theme_stay(folder):
    kop = Package.open(folder / "kop.xlsx")
    theme = kop.xml("xl/theme/theme1.xml").replace("4F81BD", "11AA22")
    kop.write("xl/theme/theme1.xml", theme)
    styles = kop.xml("xl/styles.xml").replace('rgb="FF1F4E79"', 'theme="4"')
    kop.write("xl/styles.xml", styles)
    (folder / "kop.xlsx").write_bytes(kop.to_bytes())
    package = render(build(HOST), DATA, templates=folder)
    assert opened(package)["Sampul"]["A1"].font.color.rgb == "FF11AA22"


def problem(tag, **given):
    with pytest.raises(TemplateError) as caught:
        render(build({"Depan": [["x"]], "Sampul": [[None, tag]]}), DATA, **given)
    (found,) = caught.value.problems
    assert (found.sheet, found.cell, found.expression) == ("Sampul", "B1", tag)
    return found.reason


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ('include "tidak.xlsx"', "tidak ada templat tidak.xlsx dalam folder templat"),
        ('include "../kop.xlsx"', "templat ../kop.xlsx di luar folder templat"),
        ('include "/etc/kop.xlsx"', "templat /etc/kop.xlsx di luar folder templat"),
        (r'include "\\\\server\\kop.xlsx"', r"templat \\server\kop.xlsx di luar folder templat"),
        ('include "C:kop.xlsx"', "templat C:kop.xlsx di luar folder templat"),
        ('include "kop.xlsx" sheet "Kpo"', "Yang ada: Kop, Lain."),
        ('include "kop.xlsx" lembar "Kop"', "salah tulis di dekat lembar"),
        ("include kop", "salah tulis"),
        ('include "catatan.xlsx"', "catatan.xlsx"),
        ('include "lagi.xlsx"', "lembar itu sendiri menyertakan lembar lain"),
        ('include "rujuk.xlsx"', "rujukan ke lembar Harga, yang tidak ada di sini (Harga!A1)"),
        ('include "pivot.xlsx"', "tabel pivot"),
        ('include "tanggal.xlsx"', "sistem tanggal 1904"),
        ('include "kop.xlsx" name tahun', "tahun: tidak ada"),
    ],
)
def test_what_cannot_be_included_is_told_with_its_cell(folder, tag, reason):
    (folder / "catatan.xlsx").write_text("bukan zip")
    (folder / "lagi.xlsx").write_bytes(build({"Kop": [[TAG]]}))
    (folder / "rujuk.xlsx").write_bytes(build({"Kop": [["=Harga!A1"]], "Harga": [[1]]}))
    (folder / "pivot.xlsx").write_bytes(with_pivot())
    old = Package.open(build({"Kop": [["x"]]}))
    old.write(
        "xl/workbook.xml", old.xml("xl/workbook.xml").replace("<workbookPr", '<workbookPr date1904="1"')
    )
    (folder / "tanggal.xlsx").write_bytes(old.to_bytes())
    assert reason in problem(f"{{% sheet {tag} %}}", templates=folder)


def with_pivot():
    source = Package.open(build({"Kop": [["x"]]}))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    source.write("xl/pivotTables/pivotTable1.xml", "<pivotTableDefinition/>")
    source.link("xl/worksheets/sheet1.xml", kind, ["xl/pivotTables/pivotTable1.xml"])
    return source.to_bytes()


def test_without_a_folder_nothing_is_included():
    assert problem(TAG) == "templat dari berkas; folder templat tidak disebut"


def test_a_link_out_of_the_folder_is_not_followed(folder):
    inside = folder / "dalam"
    inside.mkdir()
    (inside / "kop.xlsx").symlink_to(folder / "kop.xlsx")
    assert problem(TAG, templates=inside) == "templat kop.xlsx di luar folder templat"


def test_a_check_includes_too(folder):
    path = folder / "induk.xlsx"
    path.write_bytes(build(HOST))
    assert check(path, DATA, templates=folder).good
    assert [fault.cell for fault in check(path, DATA).problems] == ["A1"]


@pytest.mark.libreoffice
def test_libreoffice_opens_it(rendered, tmp_path):
    path = tmp_path / "hasil.xlsx"
    rendered.save(path)
    soffice = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    sheet = openpyxl.load_workbook(tmp_path / "lo" / "hasil.xlsx", data_only=True)["Sampul"]
    assert [sheet[cell].value for cell in ("A1", "B4", "B5", "C5")] == ["PT Mebel Nusantara", 4, 7, 3]
    assert (sheet["A1"].font.name, sheet["A1"].fill.fgColor.rgb) == ("Georgia", "FFFCE4D6")
