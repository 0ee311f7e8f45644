"""The ribbon: valid customUI, callbacks that exist, icons that Office has, buttons where they belong."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import pytest

from xl_addin import formats
from xl_addin.actions import ACTIONS, Option
from xl_addin.addin.sources import xlwings_modules
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ribbon import icons
from xl_addin.ribbon.buttons import GROUPS, TOOLS, TOOLS_GROUP, WORKBOOKS, Button, buttons
from xl_addin.ribbon.callbacks import callbacks_code, workbook_code
from xl_addin.ribbon.ribbon import MODULE, NAMESPACE, ribbon_xml
from xl_addin.ribbon.runner import TOOL_STEPS
from xl_addin.vba.lint import problems
from xl_addin.vba.modules import procedures, workbook_module

ROOT = ElementTree.fromstring(ribbon_xml())
EVERY = [*ROOT.iter()]


def short(element: ElementTree.Element) -> str:
    return element.tag.removeprefix("{" + NAMESPACE + "}")


def schema() -> dict[str, dict]:
    """The element types of customUI 2009 as openxml-audit carries them from Microsoft's SDK."""
    spec = find_spec("openxml_audit")
    folder = Path(spec.origin).parent / "data" / "openxml" / "schemas"
    types = json.loads((folder / "schemas_microsoft_com_office_2009_07_customui.json").read_text())["Types"]
    return {entry["Name"]: entry for entry in types}


class TestXml:
    @pytest.mark.parametrize(
        ("tag", "type_name"),
        [
            ("customUI", "mso14:CT_CustomUI/mso14:customUI"),
            ("tab", "mso14:CT_Tab/mso14:tab"),
            ("group", "mso14:CT_Group/mso14:group"),
            ("button", "mso14:CT_Button/mso14:button"),
        ],
    )
    def test_elements_have_only_attributes_that_the_schema_knows(self, tag, type_name):
        entry = schema()[type_name]
        known = {attribute["QName"].lstrip(":") for attribute in entry["Attributes"]}
        most = {
            attribute["QName"].lstrip(":"): int(argument["Value"])
            for attribute in entry["Attributes"]
            for validator in attribute.get("Validators", [])
            for argument in validator.get("Arguments", [])
            if argument["Name"] == "MaxLength"
        }
        found = [element for element in EVERY if short(element) == tag]
        assert found
        for element in found:
            assert set(element.attrib) <= known
            for name, value in element.attrib.items():
                assert 1 <= len(value) <= most.get(name, 1024)

    def test_elements_nest_as_the_schema_says(self):
        inside = {"customUI": "ribbon", "ribbon": "tabs", "tabs": "tab", "tab": "group", "group": "button"}
        for element in EVERY:
            assert {short(child) for child in element} <= {inside.get(short(element), "")}

    def test_ids_are_unique_names(self):
        ids = [element.attrib["id"] for element in EVERY if "id" in element.attrib]
        assert [name for name, count in Counter(ids).items() if count > 1] == []
        assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", name, re.ASCII) for name in ids)

    def test_there_is_a_tab_with_the_groups_in_their_order(self):
        (tab,) = [element for element in EVERY if short(element) == "tab"]
        labels = [group.attrib["label"] for group in tab]
        assert tab.attrib["label"] == "Lembar"
        assert labels == [name for name in GROUPS if name in labels]
        assert {"SWOT", "Alat"} <= set(labels)

    def test_a_label_with_signs_of_xml_comes_through(self):
        odd = Button("a", 'R&D "1" <x>', "Tip & saran", "Help", "SWOT")
        (button,) = ElementTree.fromstring(ribbon_xml([odd])).iter("{" + NAMESPACE + "}button")
        assert (button.attrib["label"], button.attrib["supertip"]) == (odd.label, odd.tip)


class TestCallbacks:
    CODE = callbacks_code(buttons())
    SIGNATURES: ClassVar = {
        "onLoad": r"Public Sub {}\(ribbon As IRibbonUI\)",
        "onAction": r"Public Sub {}\(control As IRibbonControl\)",
        "getEnabled": r"Public Sub {}\(control As IRibbonControl, ByRef returnedVal\)",
        "getVisible": r"Public Sub {}\(control As IRibbonControl, ByRef returnedVal\)",
    }

    def test_every_callback_is_there_with_its_signature(self):
        seen = set()
        for element in EVERY:
            for attribute, value in element.attrib.items():
                if attribute in self.SIGNATURES or attribute.startswith("get"):
                    module, _, name = value.partition(".")
                    assert module == MODULE
                    assert re.search(self.SIGNATURES[attribute].format(name), self.CODE), value
                    seen.add(attribute)
        assert seen == set(self.SIGNATURES)

    def test_a_button_is_there_for_the_workbook_of_its_action_only(self):
        cases = re.findall(r"Case ([^\n]*(?: _\n[^\n]*)*)\n\s+Suits = HasName\(\"(\w+)\"\)", self.CODE)
        told = {name: sign for names, sign in cases for name in re.findall(r'"(\w+)"', names)}
        assert told == {action.name: WORKBOOKS[action.workbook].sign for action in ACTIONS.values()}

    def test_a_group_shows_for_its_workbooks_and_all_groups_for_an_unknown_one(self):
        cases = re.findall(r"Case \"(\w+)\"\n\s+Belongs = (.+)", self.CODE)
        signs: dict[str, list[str]] = {}
        for kind in WORKBOOKS.values():
            signs.setdefault(kind.group, []).append(kind.sign)
        assert {group: re.findall(r'HasName\("(\w+)"\)', test) for group, test in cases} == signs
        known = self.CODE.partition("IsKnown = ")[2].partition("End Function")[0]
        assert re.findall(r'HasName\("(\w+)"\)', known) == [kind.sign for kind in WORKBOOKS.values()]
        groups = [element for element in EVERY if short(element) == "group"]
        assert all(group.attrib["tag"] == group.attrib["label"] for group in groups)
        (always,) = [group.attrib["label"] for group in groups if "getVisible" not in group.attrib]
        assert always == TOOLS_GROUP
        assert set(signs) == {group.attrib["label"] for group in groups} - {TOOLS_GROUP}

    def test_every_option_of_every_action_is_asked_for(self):
        asked = set()
        for block in re.split(r"(?m)^    Case ", self.CODE.partition("Function Asked")[2]):
            name = block.partition("\n")[0].strip('"')
            for asker, option, needed in re.findall(r"= (Ask\w+)\(given, id, \"(\w+)\", (True|False)", block):
                asked.add((name, option, asker == "AskText", needed == "True"))
        assert asked == {
            (action.name, option.name, option.kind is not Path, option.required)
            for action in ACTIONS.values()
            for option in action.options
        }

    def test_answers_of_all_kinds(self):
        options = (
            Option("folder", 'Folder "formulir"', Path, required=True),
            Option("file", "Berkas", Path),
            Option("out", "Berkas laporan", Path, written=True),
            Option("month", "Bulan ≥ 1"),
        )
        code = callbacks_code([Button("act", "A", "T", "Help", "SWOT", "swot", options)])
        assert 'AskFolder(given, id, "folder", True' in code
        assert '"Folder ""formulir"""' in code
        assert 'AskFile(given, id, "file", False' in code
        assert 'AskNewFile(given, id, "out", False' in code
        assert 'AskText(given, id, "month", False' in code
        assert "ChrW(8805)" in code

    def test_the_help_of_a_path_begins_with_what_it_is(self):
        for action in ACTIONS.values():
            for option in action.options:
                if option.kind is Path:
                    assert option.help.startswith(("Folder ", "Berkas ", "Buku kerja "))

    def test_the_text_has_no_fault(self):
        assert problems([procedures(MODULE, self.CODE), workbook_module(workbook_code())]) == []

    def test_a_workbook_that_brings_another_python_is_not_served(self):
        """xlwings reads the active workbook's settings first: these are the keys that it would follow."""
        click = self.CODE.partition("Sub LembarClick")[2].partition("End Sub")[0]
        assert click.index("Redirected(ActiveWorkbook)") < click.index("RunPython")
        core = {module.name: module.source for module in xlwings_modules()}["xlwings"]
        read = set(re.findall(r'GetConfig\("([A-Z_ ]+)"', core))
        named = set(re.search(r'Case ("INTERPRETER[^\n]*)', self.CODE)[1].strip('"').split('", "'))
        assert named == {key for key in read if key.startswith(("INTERPRETER", "PYTHONPATH", "CONDA"))}

    def test_what_the_workbook_s_module_calls_is_there(self):
        made = self.CODE + "Public Sub LembarDescribe()"
        for name in re.findall(r"(?m)^    (Lembar\w+)", workbook_code()):
            assert f"Public Sub {name}(" in made


class TestButtons:
    def test_every_action_has_its_button_and_every_tool_what_it_does(self):
        listed = {button.id: button for button in buttons()}
        assert set(listed) == set(ACTIONS) | {tool.id for tool in TOOLS}
        for action in ACTIONS.values():
            assert (listed[action.name].label, listed[action.name].tip) == (action.label, action.help)
        assert {tool.id for tool in TOOLS} == set(TOOL_STEPS) | {"doctor"}

    def test_icons_are_names_that_office_knows(self):
        assert {button.icon for button in buttons()} <= icons.KNOWN
        assert set(icons.OF_ACTION.values()) | {icons.DEFAULT} <= icons.KNOWN

    def test_every_kind_of_workbook_is_known_by_a_name_that_no_other_has(self):
        names = {
            path.stem: {defined.name for defined in Workbook.open(path).defined_names}
            for path in (formats.find("swot").template.parent).glob("*.xlsx")
        }
        for kind, known in WORKBOOKS.items():
            if kind in names:
                assert [stem for stem in names if known.sign in names[stem]] == [kind]

    def test_a_new_system_needs_one_line(self):
        assert all(action.workbook in WORKBOOKS for action in ACTIONS.values())
        assert all(kind.group in GROUPS for kind in WORKBOOKS.values())
