"""Our VBA compiles and does what it says: run in LibreOffice, whose Basic understands it."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest
from calc_office import python_with_uno

from xl_addin.addin.build import build_addin, build_workbook, modules

pytestmark = pytest.mark.libreoffice
SWOT = Path(__file__).resolve().parents[1] / "workbooks" / "swot.xlsx"
TEXTS = ["biasa", "a 'b' \"c\" \\d", "C:\\Data & Co\\100 %\\é≥", "{x};import os", ""]
PROBE = """
Function Single(x)
    Single = Shown(CellValue(x))
End Function

Function Row(x)
    Row = Joined(CellValue(Array(x, 2.5, "#N/A")))
End Function

Function Block(x)
    Dim cells(1, 1) As Variant
    cells(0, 0) = x
    cells(0, 1) = "teks"
    cells(1, 0) = "#DIV/0!"
    cells(1, 1) = 4
    Block = Joined(CellValue(cells))
End Function

Function Failed(x)
    Failed = Shown(CellValue(x, True)) & "|" & LastFailure
End Function

Function Joined(found)
    Dim cell As Variant
    For Each cell In found
        Joined = Joined & Shown(cell) & ";"
    Next cell
End Function

Function Shown(cell)
    If IsError(cell) Then
        Shown = "Error " & CStr(CLng(cell))
    Else
        Shown = CStr(cell)
    End If
End Function

Function RunPython(command)
End Function

Function XLPy()
    Set XLPy = Nothing
End Function
"""
"""What the tests call, and what stands in for xlwings' module, which asks for Windows."""


def sources() -> dict[str, str]:
    """Our modules; private functions are opened for the tests."""
    made = {}
    for module in modules("ThisWorkbook", [], addin=False):
        if module.name.startswith("Lembar"):
            code = module.source.partition("\r\n")[2].replace("\r\n", "\n")
            made[module.name] = code.replace("Private Function", "Public Function").replace(
                "Option Private Module", ""
            )
    return made


def run(folder: Path, calls: list[tuple[str, list[Any]]], files: list[Path]) -> dict[str, Any]:
    """Run procedures in a LibreOffice of their own, and read the modules of files."""
    pipe = f"lembar{uuid.uuid4().hex}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", profile, f"--accept=pipe,name={pipe};urp;"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        modules = {"Probe": PROBE, **sources()}
        work = json.dumps({"modules": modules, "calls": calls, "files": [str(file) for file in files]})
        driver = [python_with_uno(), str(Path(__file__).with_name("vba_driver.py")), pipe]
        done = subprocess.run(driver, input=work, capture_output=True, text=True, timeout=150, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


CALLS: dict[str, tuple[str, list[Any], Any]] = {
    "number": ("Probe.Single", [5.5], "5.5"),
    "text": ("Probe.Single", ["teks"], "teks"),
    **{
        word: ("Probe.Single", [word], f"Error {number}")
        for word, number in {
            "#NULL!": 2000,
            "#DIV/0!": 2007,
            "#VALUE!": 2015,
            "#REF!": 2023,
            "#NAME?": 2029,
            "#NUM!": 2036,
            "#N/A": 2042,
        }.items()
    },
    "row": ("Probe.Row", ["#NUM!"], "Error 2036;2.5;Error 2042;"),
    "block": ("Probe.Block", ["#VALUE!"], "Error 2015;Error 2007;teks;4;"),
    "no Python": ("Probe.Failed", ["tidak ada pustaka"], "Error 2029|tidak ada pustaka"),
    **{f"escaped {text}": ("LembarRibbon.PythonText", [text], text) for text in TEXTS},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("vba")
    files = [folder / "lembar.xlam", folder / "swot.xlsm"]
    build_addin().save(files[0])
    build_workbook(SWOT).save(files[1])
    return run(folder, [(name, given) for name, given, _ in CALLS.values()], files)


@pytest.fixture(scope="module")
def answers(told: dict[str, Any]) -> dict[str, Any]:
    return dict(zip(CALLS, told["results"], strict=True))


def test_libreoffice_reads_the_modules_of_add_in_and_workbook(told):
    for path, read in told["read"].items():
        written = {m.name: m for m in modules("ThisWorkbook", [], addin=path.endswith(".xlam"))}
        assert {*written, "xlwings", "Dictionary", "Sheet1"} <= set(read)
        for name, module in written.items():
            code = [line for line in module.source.splitlines() if not line.startswith("Attribute ")]
            lines = [line.rstrip() for line in read[name].splitlines()]
            at = lines.index(next(line for line in code if line))
            assert lines[at : at + len(code)] == [line.rstrip() for line in code]


@pytest.mark.parametrize("case", [case for case in CALLS if not case.startswith("escaped")])
def test_the_function_around_a_result(answers, case):
    expected = CALLS[case][2]
    assert sorted(answers[case].split(";")) == sorted(expected.split(";"))


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_person_typed_is_one_text_for_python_and_plain_for_the_shell(answers, text):
    literal = answers[f"escaped {text}"]
    assert ast.literal_eval(literal) == text
    assert set(literal) <= set("'\\u0123456789ABCDEF")
