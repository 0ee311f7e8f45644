"""xlwings' own VBA, taken from the installed wheel when the add-in is built (BSD licence, see the wheel).

Only what belongs to the open-source core is taken: ``xlwings_custom_addin.bas`` and ``Dictionary.cls``. One
line changes: the project's name, which names the sheet and the files that settings are read from.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.vba.modules import Module, class_module, procedures

PROJECT: Final = "lembar"
"""Names the settings' sheet ``lembar.conf`` and the files of that name."""
_THEIR_NAME: Final = 'Public Const PROJECT_NAME As String = "myaddin"'


def xlwings_modules() -> list[Module]:
    """Return xlwings' modules for an add-in of one's own.

    Raises:
        LembarError: the installed xlwings holds something else than this program knows.
    """
    folder = _wheel()
    core = _read(folder / "xlwings_custom_addin.bas")
    if core.count(_THEIR_NAME) != 1:
        raise LembarError("addin_xlwings", found=version("xlwings"), expected=_THEIR_NAME)
    core = core.replace(_THEIR_NAME, _THEIR_NAME.replace("myaddin", PROJECT))
    return [
        procedures("xlwings", core),
        class_module("Dictionary", _read(folder / "addin" / "Dictionary.cls")),
    ]


def xlwings_version() -> str:
    """Return the version of the installed xlwings, which add-in and package must share."""
    return version("xlwings")


def _wheel() -> Path:
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        raise LembarError("addin_xlwings", found="-", expected="xlwings")
    return Path(found.origin).parent


def _read(path: Path) -> str:
    if not path.is_file():
        raise LembarError("addin_xlwings", found=xlwings_version(), expected=path.name)
    return path.read_bytes().decode("cp1252").replace("\r\n", "\n")
