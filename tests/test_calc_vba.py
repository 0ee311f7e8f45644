"""The VBA that goes to Excel, compiled by the only compiler of Basic at hand: LibreOffice's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from calc_office import ROOT, Calc, running

from xl_addin.addin.build import build_workbook

pytestmark = [pytest.mark.libreoffice, pytest.mark.uno]

OURS = ("LembarFunctions", "LembarHelp", "LembarRibbon", "LembarValues", "ThisWorkbook")


@pytest.fixture(scope="module")
def calc(tmp_path_factory) -> Iterator[Calc]:
    with running(tmp_path_factory.mktemp("calc")) as started:
        yield started


@pytest.fixture(scope="module")
def modules(calc, tmp_path_factory) -> dict[str, str]:
    """The modules as LibreOffice reads them out of the workbook with macros that we write."""
    file = tmp_path_factory.mktemp("vba") / "swot.xlsm"
    build_workbook(ROOT / "workbooks" / "swot.xlsx").save(file)
    found = calc.modules(str(file))
    calc.close()
    calc.open()
    return found


def one_branch(source: str, first: bool) -> str:
    """Return what remains of conditional compilation, which LibreOffice does not know: one way through it."""
    lines, shown = [], [True]
    for line in source.splitlines():
        word = line.strip().lower()
        if word.startswith("#if"):
            shown.append(first)
        elif word.startswith("#elseif"):
            shown[-1] = False
        elif word.startswith("#else"):
            shown[-1] = not first
        elif word.startswith("#end if"):
            shown.pop()
        lines.append(line if all(shown) and not word.startswith("#") else "")
    return "\n".join(lines)


@pytest.mark.parametrize("first", [True, False], ids=["#If", "#Else"])
def test_every_module_compiles(calc, modules, first):
    assert set(OURS) <= set(modules)
    sources = {name: one_branch(text, first) for name, text in modules.items()}
    del sources[
        "Dictionary"
    ]  # of xlwings: an enumeration in a class, which Excel knows and LibreOffice does not
    assert [name for name, text in sources.items() if not calc.compiles(name, text)] == []


def test_a_module_with_an_error_would_be_seen(calc, modules):
    source = one_branch(modules["LembarRibbon"], True)
    assert calc.compiles("LembarRibbon", source)
    for wrong in (
        "Sub Wrong()\n  x = = 3\nEnd Sub",
        "Sub Wrong()\n  If 1 Then\nEnd Sub",
    ):
        assert not calc.compiles("LembarRibbon", f"{source}\n{wrong}")
