"""``lembar.xlam``, and workbooks that carry the same inside: every module, the ribbon, the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import udfs  # noqa: F401 - fills the registry
from udfs.registry import FUNCTIONS
from xl_addin import __version__
from xl_addin.addin.package import ADDIN_TYPE, WORKBOOK_TYPE, add_macros, add_sheet, blank_addin
from xl_addin.addin.sources import PROJECT, xlwings_modules, xlwings_version
from xl_addin.ooxml.package import Package
from xl_addin.ribbon.buttons import buttons
from xl_addin.ribbon.callbacks import callbacks_code, workbook_code
from xl_addin.ribbon.ribbon import MODULE, ribbon_xml
from xl_addin.ribbon.wrappers import (
    FUNCTIONS_MODULE,
    HELP_MODULE,
    PYTHON_MODULE,
    VALUES_CODE,
    VALUES_MODULE,
    functions_code,
    help_code,
    intellisense,
)
from xl_addin.vba.lint import problems
from xl_addin.vba.modules import Module, procedures, sheet_module, workbook_module
from xl_addin.vba.project import Project

FILE_NAME: Final = "lembar.xlam"
SETTINGS_SHEET: Final = f"{PROJECT}.conf"
INTELLISENSE_SHEET: Final = "_IntelliSense_"
LEMBAR_VERSION, XLWINGS_VERSION, UDF_MODULES = "LEMBAR VERSION", "XLWINGS VERSION", "UDF MODULES"
_TYPES_OF: Final = {True: ADDIN_TYPE, False: WORKBOOK_TYPE}


def build_addin() -> Package:
    """Return ``lembar.xlam``: the same sources give the same bytes.

    Raises:
        LembarError: the installed xlwings is not the one that this program knows.
    """
    package = blank_addin()
    add_sheet(package, SETTINGS_SHEET, settings())
    return _with_macros(package, addin=True)


def build_workbook(source: Path | bytes) -> Package:
    """Return a workbook that carries functions, buttons and settings itself, and needs no add-in.

    Args:
        source: The workbook, an .xlsx.

    Raises:
        LembarError: it cannot be read, or has macros already.
    """
    package = Package.open(source)
    add_sheet(package, SETTINGS_SHEET, settings(), state="veryHidden")
    return _with_macros(package, addin=False)


def settings() -> list[list[str | bool]]:
    """Return the rows of the settings' sheet.

    Where Python is stands in the user's own file, not here: the same add-in serves every PC.
    """
    return [
        [UDF_MODULES, PYTHON_MODULE],
        ["DEBUG UDFS", False],
        ["USE UDF SERVER", False],
        ["SHOW CONSOLE", False],
        ["ADD_WORKBOOK_TO_PYTHONPATH", "False"],
        [LEMBAR_VERSION, __version__],
        [XLWINGS_VERSION, xlwings_version()],
    ]


def modules(workbook: str, sheets: Sequence[str], *, addin: bool) -> list[Module]:
    """Return our own modules for a workbook's and its sheets' code names; xlwings' come beside them."""
    entries, caller = list(FUNCTIONS.values()), "ActiveWorkbook" if addin else "ThisWorkbook"
    return [
        workbook_module(workbook_code(), workbook),
        *(sheet_module(sheet) for sheet in sheets),
        procedures(FUNCTIONS_MODULE, functions_code(entries, caller)),
        procedures(VALUES_MODULE, VALUES_CODE),
        procedures(HELP_MODULE, help_code(entries)),
        procedures(MODULE, callbacks_code(buttons())),
    ]


def _with_macros(package: Package, *, addin: bool) -> Package:
    add_sheet(package, INTELLISENSE_SHEET, intellisense(FUNCTIONS.values()), state="veryHidden")

    def project(workbook: str, sheets: list[str]) -> bytes:
        ours, theirs = modules(workbook, sheets, addin=addin), xlwings_modules()
        faults = problems(ours, theirs)
        if faults:  # a button or function was given a name that VBA cannot take
            raise ValueError("; ".join(faults))
        return Project("Lembar", [*ours, *theirs]).to_bytes()

    add_macros(package, _TYPES_OF[addin], project, ribbon_xml())
    return package
