"""The add-in as a file, held against the known-good one and read by other programs."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from ooxml_schema import schema_errors
from openpyxl.worksheet.worksheet import Worksheet
from vba_files import known_good, olevba_modules, part

from udfs.registry import FUNCTIONS
from xl_addin import __version__, cli
from xl_addin.addin import sources
from xl_addin.addin.build import (
    INTELLISENSE_SHEET,
    SETTINGS_SHEET,
    build_addin,
    build_workbook,
    settings,
)
from xl_addin.addin.package import (
    ADDIN_TYPE,
    RIBBON_KIND,
    VBA_KIND,
    WORKBOOK_TYPE,
    add_sheet,
    blank_addin,
)
from xl_addin.addin.sources import xlwings_version
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import CONTENT_TYPES, Package
from xl_addin.ribbon.ribbon import ribbon_xml
from xl_addin.ribbon.wrappers import PYTHON_MODULE

ROOT = Path(__file__).resolve().parents[1]
SWOT = ROOT / "workbooks" / "swot.xlsx"
ADDIN = build_addin().to_bytes()


def content_types(data: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(part(data, "[Content_Types].xml"))
    return {e.attrib.get("PartName", e.attrib.get("Extension")): e.attrib["ContentType"] for e in root}


def targets(data: bytes, source: str) -> dict[str, str]:
    return {r.target: r.type for r in Package.open(data).relationships(source).values()}


def as_workbook(data: bytes) -> openpyxl.Workbook:
    """Read an add-in with openpyxl, which knows workbooks only."""
    package = Package.open(data)
    types = package.xml(CONTENT_TYPES).replace(ADDIN_TYPE, WORKBOOK_TYPE)
    package.write(CONTENT_TYPES, types)
    return openpyxl.load_workbook(io.BytesIO(package.to_bytes()))


def cells(sheet: Worksheet) -> dict[str, object]:
    return {c.coordinate: getattr(c.value, "text", c.value) for row in sheet for c in row}


class TestAgainstTheKnownGood:
    def test_content_types_are_equal(self):
        ours, good = content_types(ADDIN), content_types(known_good())
        assert {good[name] for name in good if "sharedStrings" not in name} == set(ours.values())
        for name in set(ours) & set(good):
            assert ours[name] == good[name]
        for name in ("/xl/workbook.xml", "/xl/vbaProject.bin", "/xl/styles.xml", "/xl/theme/theme1.xml"):
            assert name in ours

    def test_every_part_has_a_type(self):
        types = content_types(ADDIN)
        for name in Package.open(ADDIN).names():
            assert "/" + name in types or name.rpartition(".")[2] in types

    def test_relationships_are_equal_but_for_the_ribbon_s_newer_file(self):
        ours, good = targets(ADDIN, ""), targets(known_good(), "")
        assert ours.pop("customUI/customUI14.xml") == RIBBON_KIND
        assert good.pop("customUI/customUI.xml").endswith("relationships/ui/extensibility")
        assert ours == good

    def test_the_workbook_points_to_the_same_kinds_of_parts(self):
        ours, good = targets(ADDIN, "xl/workbook.xml"), targets(known_good(), "xl/workbook.xml")
        assert ours["xl/vbaProject.bin"] == good["xl/vbaProject.bin"] == VBA_KIND
        kinds = {kind.rpartition("/")[2] for kind in good.values()} - {"sharedStrings"}
        assert {kind.rpartition("/")[2] for kind in ours.values()} == kinds

    def test_document_modules_are_the_workbook_s_and_the_sheets_code_names(self):
        for data in (ADDIN, known_good(), build_workbook(SWOT).to_bytes()):
            package = Package.open(data)
            book = package.xml("xl/workbook.xml")
            names = re.findall(r'<workbookPr[^>]*codeName="(\w+)"', book)
            for sheet in re.findall(r'<sheet [^>]*r:id="(\w+)"', book):
                xml = package.xml(package.relationships("xl/workbook.xml")[sheet].target)
                names += re.findall(r'<sheetPr[^>]*codeName="(\w+)"', xml)
            project = olevba_modules("x.xlam", data)
            documents = [name for name, code in project.items() if re.search(r'VB_Base = "0\{0002', code)]
            assert sorted(names) == sorted(documents)


class TestAddin:
    def test_the_same_sources_give_the_same_bytes(self):
        assert build_addin().to_bytes() == ADDIN

    def test_no_schema_objects(self, tmp_path):
        (tmp_path / "lembar.xlam").write_bytes(ADDIN)
        assert schema_errors(tmp_path / "lembar.xlam") == []

    def test_the_settings_sheet_says_what_xlwings_asks_for(self):
        book = as_workbook(ADDIN)
        assert book.sheetnames == [SETTINGS_SHEET, INTELLISENSE_SHEET]  # IntelliSense asks to be the last
        rows = dict(book[SETTINGS_SHEET].iter_rows(values_only=True))
        assert rows["UDF MODULES"] == PYTHON_MODULE
        assert rows["XLWINGS VERSION"] == xlwings_version()
        assert rows["LEMBAR VERSION"] == __version__
        assert rows["USE UDF SERVER"] is False
        assert not [name for name in rows if name.startswith(("INTERPRETER", "LICENSE"))]

    def test_the_project_s_name_is_that_of_the_settings_sheet(self):
        code = olevba_modules("lembar.xlam", ADDIN)["xlwings"]
        name = re.search(r'PROJECT_NAME As String = "(\w+)"', code)[1]
        assert f"{name}.conf" == SETTINGS_SHEET
        assert re.search(r'XLWINGS_VERSION As String = "(.*?)"', code)[1] == xlwings_version()

    def test_a_settings_key_is_one_that_xlwings_reads(self):
        code = olevba_modules("lembar.xlam", ADDIN)["xlwings"]
        for key, _ in settings():
            assert str(key).endswith("VERSION") or f'"{key}"' in code

    def test_every_function_is_there(self):
        code = olevba_modules("lembar.xlam", ADDIN)["LembarFunctions"]
        assert sorted(re.findall(r"(?m)^Function (\w+)\(", code)) == sorted(FUNCTIONS)
        assert "ThisWorkbook" not in code

    def test_nothing_of_xlwings_paid_part(self):
        assert set(olevba_modules("lembar.xlam", ADDIN)) == {
            *("ThisWorkbook", "Sheet1", "Sheet2", "xlwings", "Dictionary"),
            *("LembarFunctions", "LembarValues", "LembarHelp", "LembarRibbon"),
        }

    def test_the_ribbon_is_in_it(self):
        assert part(ADDIN, "customUI/customUI14.xml").decode() == ribbon_xml()

    def test_another_xlwings_is_refused(self, monkeypatch):
        monkeypatch.setattr(sources, "_THEIR_NAME", 'PROJECT_NAME = "other"')
        with pytest.raises(LembarError, match="xlwings"):
            build_addin()


class TestWorkbook:
    def test_a_workbook_carries_all_itself_and_keeps_its_parts(self, tmp_path):
        built = build_workbook(SWOT)
        built.save(tmp_path / "swot.xlsm")
        assert schema_errors(tmp_path / "swot.xlsm") == []
        code = olevba_modules("swot.xlsm", built.to_bytes())["LembarFunctions"]
        assert "ThisWorkbook, Application.Caller" in code
        before = Package.open(SWOT)
        changed = {name for name in before.names() if before.read(name) != built.read(name)}
        assert all(re.match(r"\[Content|.*\.rels$|xl/workbook|xl/worksheets/sheet", name) for name in changed)
        assert content_types(built.to_bytes())["/xl/workbook.xml"].endswith("sheet.macroEnabled.main+xml")

    def test_its_cells_are_what_they_were(self):
        before = openpyxl.load_workbook(SWOT)
        after = openpyxl.load_workbook(io.BytesIO(build_workbook(SWOT).to_bytes()), keep_vba=True)
        assert after.sheetnames == [*before.sheetnames, SETTINGS_SHEET, INTELLISENSE_SHEET]
        assert [after[name].sheet_state for name in after.sheetnames[-2:]] == ["veryHidden"] * 2
        for sheet in before:
            assert cells(after[sheet.title]) == cells(sheet)

    def test_code_names_that_are_there_stay(self, tmp_path):
        package = Package.open(SWOT)
        sheet = "xl/worksheets/sheet2.xml"
        package.write(sheet, package.xml(sheet).replace("<sheetPr", '<sheetPr codeName="Sheet1"', 1))
        code = olevba_modules("x.xlsm", build_workbook(package.to_bytes()).to_bytes())
        documents = [name for name, text in code.items() if "00020820" in text]
        assert len(documents) == len(set(documents)) == len(openpyxl.load_workbook(SWOT).sheetnames) + 2
        assert "Sheet1" in documents

    def test_a_workbook_with_macros_is_refused(self):
        with pytest.raises(LembarError, match=r"lembar\.conf|makro"):
            build_workbook(build_workbook(SWOT).to_bytes())

    def test_a_sheet_of_the_name_is_refused(self):
        package = blank_addin()
        add_sheet(package, "Satu", [["a"]])
        with pytest.raises(LembarError, match="satu"):
            add_sheet(package, "satu", [])

    def test_a_workbook_without_workbook_properties_gets_them(self):
        package = Package.open(SWOT)
        xml = re.sub(r"<workbookPr[^>]*/>", "", package.xml("xl/workbook.xml"))
        package.write("xl/workbook.xml", xml)
        built = build_workbook(package.to_bytes())
        assert re.search(
            r'<workbook [^>]*>(<fileVersion[^>]*/>)?<workbookPr codeName="ThisWorkbook"/>',
            built.xml("xl/workbook.xml"),
        )


class TestCommand:
    def test_build(self, tmp_path, capsys):
        target = tmp_path / "lembar.xlam"
        assert cli.main(["addin", "build", "-o", str(target)]) == 0
        assert target.read_bytes() == ADDIN
        assert cli.main(["addin", "build", "-o", str(target)]) == 2
        assert "--force" in capsys.readouterr().err
        assert cli.main(["addin", "build", "-o", str(target), "--force", "--json"]) == 0

    def test_build_of_a_workbook(self, tmp_path):
        source = tmp_path / "swot.xlsx"
        source.write_bytes(SWOT.read_bytes())
        assert cli.main(["addin", "build", "--xlsm", str(source)]) == 0
        assert (tmp_path / "swot.xlsm").read_bytes() == build_workbook(SWOT).to_bytes()
