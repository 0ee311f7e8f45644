"""Packs ``lembar.oxt``: what LibreOffice installs."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import udfs
import xl_addin
from udfs.registry import FUNCTIONS
from xl_addin.calc import menu
from xl_addin.calc.names import IDENTIFIER
from xl_addin.calc.typelib import idl
from xl_addin.calc.wizard import calc_addins
from xl_addin.calc.xcu import HEAD

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_INSIDE: Final = Path("calc", "component")
_PYTHON: Final = "application/vnd.sun.star.uno-component;type=Python"
_TYPES: Final = "application/vnd.sun.star.uno-typelibrary;type=RDB"
_CONFIGURATION: Final = "application/vnd.sun.star.configuration-data"
_CARRIED: Final = ("errors.py", "files.py", "messages", "calc", "ooxml")
"""What of this package runs inside LibreOffice, besides the worksheet functions; it needs nothing else."""

DEFAULT_COMMAND: Final = (sys.executable, "-m", "xl_addin.cli")


def parts(buttons: Sequence[menu.Button] = (), command: Sequence[str] = DEFAULT_COMMAND) -> dict[str, bytes]:
    """Return the files of the extension by name.

    Args:
        buttons: What the menu offers; without any, the extension has the worksheet functions alone.
        command: How the buttons start ``lembar``: a program and its first arguments.
    """
    files = {
        "description.xml": _description(),
        "functions.idl": idl(FUNCTIONS),
        "CalcAddIns.xcu": calc_addins(FUNCTIONS),
        "lembar_functions.py": _component("lembar_functions.py"),
    }
    if buttons:
        settings = {"command": list(command), "buttons": {b.name: asdict(b) for b in buttons}}
        files |= {
            "lembar_buttons.py": _component("lembar_buttons.py"),
            "Addons.xcu": menu.addons(buttons),
            "ProtocolHandler.xcu": menu.protocol_handler(),
            "Jobs.xcu": menu.jobs(),
            "CalcWindowState.xcu": menu.window_state(buttons),
            "pythonpath/lembar.json": json.dumps(settings, ensure_ascii=False, indent=1),
        }
    files["META-INF/manifest.xml"] = _manifest(files)
    carried = {f"pythonpath/{name}": path.read_bytes() for name, path in _carried()}
    return {name: text.encode() for name, text in files.items()} | carried


def build(buttons: Sequence[menu.Button] = (), command: Sequence[str] = DEFAULT_COMMAND) -> bytes:
    """Return the extension as one file; the same arguments give the same bytes on one platform."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(parts(buttons, command).items()):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _component(name: str) -> str:
    return _package().joinpath(_INSIDE, name).read_text(encoding="utf-8")


def _carried() -> Iterator[tuple[str, Path]]:
    root = _package().parent
    found = [*Path(udfs.__file__).parent.rglob("*.py"), _package() / "__init__.py"]
    for name in _CARRIED:
        place = _package() / name
        found += [place] if place.is_file() else place.rglob("*.py")
    for path in found:
        name = path.relative_to(root).as_posix()
        if not name.startswith(f"xl_addin/{_INSIDE.as_posix()}/"):
            yield name, path


def _package() -> Path:
    return Path(xl_addin.__file__).parent


def _manifest(names: Iterable[str]) -> str:
    kinds = {".idl": _TYPES, ".py": _PYTHON, ".xcu": _CONFIGURATION}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kinds[suffix]}"/>'
        for suffix in kinds  # the types come first: the components need them
        for name in names
        if Path(name).suffix == suffix
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
        f"{entries}</manifest:manifest>\n"
    )


def _description() -> str:
    return (
        f'{HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{IDENTIFIER}"/><version value="{xl_addin.__version__}"/>'
        '<display-name><name lang="en">Lembar</name></display-name></description>\n'
    )
