"""The Calc add-in without LibreOffice: formulas linked and restored, the file packed, the outside asked."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import udfs
from udfs.registry import FUNCTIONS
from xl_addin import calc_host
from xl_addin.calc import office
from xl_addin.calc.extension import build, parts
from xl_addin.calc.linking import calls, full_name, linked, restored
from xl_addin.calc.names import PROTOCOL
from xl_addin.calc.outside import press
from xl_addin.calc.saved import restore
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.copy import to_model
from xl_addin.ribbon import buttons as ribbon

assert udfs
ROOT = Path(__file__).resolve().parents[1]
SWOT = ROOT / "workbooks" / "swot.xlsx"
NAMESPACE = "{http://openoffice.org/2001/registry}"

leaves = st.sampled_from(
    ["A1", "$B$2", "Bobot_S", "1.5", '"a;b,c("', "TRUE()", "C1:C4", "'Isu (a;b)'!D4", "SUM(A1:A2)", "-A1", ""]
)


def a_call(arguments: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from([*FUNCTIONS, "SUM", "IF"])
    return st.builds(lambda name, args: f"{name}({','.join(args)})", names, st.lists(arguments, max_size=4))


formulas = st.recursive(leaves, a_call, max_leaves=8)


class TestLinking:
    @given(formulas)
    def test_a_linked_formula_is_restored_as_it_was(self, formula):
        for array in (False, True):
            once = linked(formula, array=array)
            assert restored(once) == formula
            assert linked(once, array=array) == once
            assert calls(formula) == (once != formula)

    def test_only_single_cells_and_names_of_single_values_are_asked_whether_they_are_blank(self):
        assert linked("SWOT_TOTAL(A1:A4;B1;C1;Skala)", ";") == (
            f'{full_name("SWOT_TOTAL")}(A1:A4;B1;C1;IF(ISBLANK(Skala);"";Skala))'
        )
        assert linked('SWOT_X(1;"x")', ";") == f'{full_name("SWOT_X")}(1;"x")'

    def test_names_in_text_stay(self):
        assert linked('"SWOT_X(A1)"&A1') == '"SWOT_X(A1)"&A1'

    def test_functions_of_others_stay(self):
        assert not calls("SUM(A1)+MY_EOQ(A1)+EOQX(A1)")


class TestSaved:
    def test_names_come_back_and_the_rest_of_the_file_stays(self, tmp_path):
        file = written_by_calc(tmp_path / "a.xlsx")
        os.utime(file, (1e9, 1e9))
        other = Workbook.open(file).package.read("xl/styles.xml")
        assert restore(file)
        assert formulas_in(file) == formulas_in(SWOT)
        assert Workbook.open(file).package.read("xl/styles.xml") == other
        assert file.stat().st_mtime == 1e9
        assert not restore(file)

    def test_a_file_that_keeps_the_long_names_is_read_all_the_same(self, tmp_path):
        file = written_by_calc(tmp_path / "a.xlsx")
        assert to_model(Workbook.open(file)) == to_model(Workbook.open(SWOT))

    def test_a_file_without_such_names_is_not_written(self, tmp_path):
        file = tmp_path / "a.xlsx"
        file.write_bytes(SWOT.read_bytes())
        before = file.stat()
        assert not restore(file)
        assert file.stat() == before


def written_by_calc(file: Path) -> Path:
    """Write the SWOT workbook with the formulas that LibreOffice would write."""
    package = Package.open(SWOT)
    for name in package.names():
        if name.startswith("xl/worksheets/sheet"):
            text = package.read(name).decode()
            package.write(name, re.sub(r"(<f[^>]*>)([^<]+)", as_linked, text).encode())
    package.save(file)
    return file


def as_linked(found: re.Match[str]) -> str:
    formula = found[2].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return found[1] + escape(linked(formula, array="array" in found[1]))


def formulas_in(file: Path) -> dict[tuple[str, int, int], str]:
    return {
        (sheet.name, cell.row, cell.column): sheet.formula_of(cell)
        for sheet in Workbook.open(file).worksheets()
        for cell in sheet.cells()
        if cell.formula is not None
    }


class TestExtension:
    def test_the_same_bytes_every_time(self):
        assert calc_host.build() == calc_host.build()

    def test_every_file_that_the_manifest_names_is_there_and_every_configuration_is_xml(self):
        archive = zipfile.ZipFile(io.BytesIO(calc_host.build()))
        manifest = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
        named = {entry.attrib["{http://openoffice.org/2001/manifest}full-path"] for entry in manifest}
        assert named <= set(archive.namelist())
        at_the_root = {n for n in archive.namelist() if "/" not in n and n != "description.xml"}
        assert named == at_the_root
        for name in archive.namelist():
            if name.endswith((".xcu", ".xml")):
                ElementTree.fromstring(archive.read(name))

    def test_every_button_of_the_ribbon_has_its_entry_with_label(self):
        listed = {button.name: button for button in calc_host.listed()}
        for button in ribbon.buttons():
            if button.id != "doctor":  # looks for what troubles Excel
                assert listed[button.id].label == button.label
        assert {b.name for b in listed.values() if b.questions} == {
            b.id for b in ribbon.buttons() if any(o.required for o in b.options)
        }
        menu = ElementTree.fromstring(parts(calc_host.listed())["Addons.xcu"])
        urls = [prop.findtext("value") for prop in menu.iter("prop") if prop.get(f"{NAMESPACE}name") == "URL"]
        for name in listed:
            assert urls.count(PROTOCOL + name) == 2  # menu and toolbar

    def test_what_runs_inside_libreoffice_imports_only_what_is_packed(self):
        """Python without any package: every packed module imports, but for those that need UNO."""
        code = (
            "import sys; sys.path[:0] = [sys.argv[1] + '/pythonpath'];"
            "import xl_addin.calc.outside, xl_addin.calc.saved, xl_addin.calc.linking;"
            "import xl_addin.calc.values as v;"
            "assert v.__file__.startswith(sys.argv[1]); import xlwings"
        )
        with tempfile.TemporaryDirectory() as folder:
            zipfile.ZipFile(io.BytesIO(calc_host.build())).extractall(folder)
            done = subprocess.run(
                [sys.executable, "-S", "-I", "-c", code, folder], check=False, capture_output=True, text=True
            )
        assert (
            "No module named 'xlwings'" in done.stderr
        )  # the last of the imports, and the only one that fails

    def test_without_buttons_it_has_the_functions_alone(self):
        assert {name for name in parts() if "/" not in name} == {
            *("description.xml", "functions.idl", "CalcAddIns.xcu", "lembar_functions.py"),
        }
        assert len(build()) < len(calc_host.build())


class TestOutside:
    def test_an_answer_comes_back(self, tmp_path):
        told = {"text": "Selesai.", "fault": False, "changed": True, "sheet": "A", "cell": "B2"}
        command = [sys.executable, "-c", f"print({json.dumps(told)!r})"]
        answer = press(command, "x", tmp_path, tmp_path, selected="", given={})
        assert (answer.text, answer.changed, answer.sheet, answer.cell) == ("Selesai.", True, "A", "B2")

    @pytest.mark.parametrize(
        ("command", "said"),
        [
            (["/tidak/ada/python"], "lembar calc install"),
            ([sys.executable, "-c", "raise ValueError('aduh')"], "ValueError: aduh"),
            ([sys.executable, "-c", "print('bukan JSON')"], "tanpa keterangan"),
            ([sys.executable, "-c", "import time; time.sleep(60)"], "Belum selesai setelah 1 detik"),
        ],
    )
    def test_what_goes_wrong_is_told_in_words(self, tmp_path, command, said):
        answer = press(command, "x", tmp_path, tmp_path, selected="", given={}, seconds=1)
        assert answer.fault
        assert not answer.changed
        assert said in answer.text

    def test_python_outside_gets_none_of_the_variables_of_libreoffices_own(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PYTHONHOME", "/tidak/ada")
        monkeypatch.setenv("LD_LIBRARY_PATH", "/tidak/ada")
        code = "import json, os; print(json.dumps({'text': str('LD_LIBRARY_PATH' in os.environ)}))"
        assert (
            press([sys.executable, "-c", code], "x", tmp_path, tmp_path, selected="", given={}).text
            == "False"
        )


class TestInstallation:
    @pytest.fixture
    def asked(self, monkeypatch):
        """What LibreOffice's installer is asked; nothing is installed."""
        asked: list[list[str]] = []

        def run(command: list[str], seconds: float) -> tuple[int, str]:
            asked.append([Path(text).name for text in command])
            return (0, "") if len(asked) < 3 else (1, "sedang dipakai")

        monkeypatch.setattr(office, "run", run)
        monkeypatch.setattr(office, "program", lambda name="soffice": f"/bin/{name}")
        monkeypatch.setattr(office, "runs_python", lambda: True)
        return asked

    def test_for_one_user_or_for_all(self, asked):
        calc_host.install()
        calc_host.uninstall(shared=True)
        assert asked == [
            ["unopkg", "add", "--force", "lembar.oxt"],
            ["unopkg", "remove", "--shared", "org.lembar.calc"],
        ]

    def test_a_refusal_is_told_with_its_words(self, asked):
        asked += [[], []]
        with pytest.raises(LembarError, match="sedang dipakai"):
            calc_host.install()

    def test_a_libreoffice_that_is_not_there_or_runs_no_python_is_told(self, asked, monkeypatch):
        monkeypatch.setattr(office, "runs_python", lambda: False)
        with pytest.raises(LembarError) as caught:
            calc_host.install()
        assert caught.value.key == "no_python_in_office"
        monkeypatch.setattr(office, "program", lambda name="soffice": "")
        for step in (calc_host.install, calc_host.uninstall):
            with pytest.raises(LembarError) as caught:
                step()
            assert caught.value.key == "no_libreoffice"
        assert asked == []

    def test_libreoffice_gets_nothing_of_our_own_python(self, tmp_path, monkeypatch):
        (tmp_path / "pyvenv.cfg").touch()
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin")
        monkeypatch.setenv("PYTHONPATH", "/tidak/ada")
        monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
        environment = office.environment()
        assert environment["PATH"] == "/usr/bin"
        assert not {"PYTHONPATH", "VIRTUAL_ENV"} & environment.keys()
