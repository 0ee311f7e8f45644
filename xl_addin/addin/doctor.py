"""What keeps an add-in of this kind from working, looked at one by one; nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from xl_addin import __version__
from xl_addin.addin import places
from xl_addin.addin.build import LEMBAR_VERSION, SETTINGS_SHEET, UDF_MODULES, XLWINGS_VERSION
from xl_addin.addin.findings import Finding
from xl_addin.addin.package import VBA_PART
from xl_addin.addin.sources import xlwings_version
from xl_addin.addin.system import MAC, System
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ribbon.wrappers import PYTHON_MODULE

_COM_KEY: Final = r"HKCR\Excel.Application\CLSID"
_SECURITY: Final = rf"{places.OFFICE_KEY}\Security"
_POLICY: Final = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
_DISABLED: Final = rf"{places.OFFICE_KEY}\Resiliency\DisabledItems"
_REFUSED: Final = {
    ("VBAWarnings", 4): "all macros off without notice",
    ("VBAWarnings", 3): "only signed macros",
    ("DisableAllAddins", 1): "all add-ins off",
    ("RequireAddinSig", 1): "only signed add-ins",
}
_UNTRUSTED: Final = ("AllLocationsDisabled", 1)


def examine(system: System, failure: str = "") -> list[Finding]:
    """Return what every check that this system knows found.

    Args:
        system: The PC.
        failure: What Python said last, where Excel tells.
    """
    found = [finding for check in _checks(system) for finding in check(system)]
    return [*found, Finding("failure", False, failure)] if failure else found


def _checks(system: System) -> list[Callable[[System], Iterator[Finding]]]:
    if system.is_windows:
        return [_excel_for_windows, _addin, _mark, _trust, _disabled, _interpreter, _library, _modules]
    if system.name == MAC:
        return [_excel_for_mac, _addin, _quarantine, _interpreter, _functions]
    return [_no_excel, _functions]


def _no_excel(system: System) -> Iterator[Finding]:
    yield Finding("excel", None, f"none for {system.name}")


def _excel_for_windows(system: System) -> Iterator[Finding]:
    key = places.OFFICE_KEY
    there = system.registry.values(key) is not None
    yield Finding("excel", there, key if there else "not found")
    class_id = (system.registry.values(_COM_KEY) or {}).get("")
    yield Finding("com", class_id is not None, str(class_id or "not registered"))


def _excel_for_mac(system: System) -> Iterator[Finding]:
    data = places.settings_file(system).parent
    yield Finding("excel", data.is_dir(), str(data) if data.is_dir() else "not found")


def _addin(system: System) -> Iterator[Finding]:
    found = places.installed(system)
    if not found:
        folder = places.folder(system, places.STARTUP)
        yield Finding("addin", False, "not there", str(folder))
        return
    yield Finding("addin", True, str(found[0]))
    if len(found) > 1:
        yield Finding("twice", False, ", ".join(map(str, found)))
    yield from _inside(found[0])


def _inside(path: Path) -> Iterator[Finding]:
    """Look into the add-in: its macros, its settings, its versions."""
    try:
        package = Package.open(path)
        values = _settings(package)
    except LembarError as error:
        yield Finding("settings", False, error.english())
        return
    has_macros = VBA_PART in package
    yield Finding("macros", has_macros, "there" if has_macros else "gone")
    modules = values.get(UDF_MODULES)
    yield Finding("settings", modules == PYTHON_MODULE, f"{UDF_MODULES} = {modules}", PYTHON_MODULE)
    version, xlwings = values.get(LEMBAR_VERSION, ""), values.get(XLWINGS_VERSION, "")
    yield Finding("version", version == __version__, version, __version__)
    yield Finding("xlwings", xlwings == xlwings_version(), xlwings, xlwings_version())


def _settings(package: Package) -> dict[str, str]:
    sheet = Workbook(package).sheet(SETTINGS_SHEET)
    rows = ((sheet.value(row, 1), sheet.value(row, 2)) for row in range(1, 20))
    return {str(name): str(value) for name, value in rows if name}


def _mark(system: System) -> Iterator[Finding]:
    for path in places.installed(system):
        mark = system.mark(path)
        yield Finding("mark", mark is None, mark or "none")


def _quarantine(system: System) -> Iterator[Finding]:
    for path in places.installed(system):
        mark = system.mark(path)
        yield Finding("quarantine", mark is None, mark or "none")


def _trust(system: System) -> Iterator[Finding]:
    """A start folder is trusted whatever the macro setting, unless trusted places are off; a policy wins."""
    own, policy = (system.registry.values(key) or {} for key in (_SECURITY, _POLICY))
    merged = {**own, **policy}
    reasons = [told for (name, value), told in _REFUSED.items() if _is(merged, name, value)]
    locations = {
        **(system.registry.values(rf"{_SECURITY}\Trusted Locations") or {}),
        **(system.registry.values(rf"{_POLICY}\Trusted Locations") or {}),
    }
    start = places.folder(system, places.STARTUP)
    in_start = any(path.parent == start for path in places.installed(system))
    if in_start and not _is(locations, *_UNTRUSTED):
        reasons = [reason for reason in reasons if "add-ins" in reason]
    told = ", ".join(reasons) + (" (policy)" if reasons and policy else "")
    yield Finding("trust", not reasons, told or "nothing stands in the way")


def _is(values: dict[str, object], name: str, value: int) -> bool:
    return str(values.get(name, "")) == str(value)


def _disabled(system: System) -> Iterator[Finding]:
    items = (system.registry.values(_DISABLED) or {}).values()
    texts = [item.decode("utf-16-le", "replace") if isinstance(item, bytes) else str(item) for item in items]
    ours = any("lembar.xlam" in text.lower() for text in texts)
    yield Finding("disabled", not ours, "lembar.xlam" if ours else "no")


def _python(system: System) -> Path:
    return Path(places.read_settings(system).get(places.interpreter_key(system), ""))


def _interpreter(system: System) -> Iterator[Finding]:
    python = _python(system)
    yield Finding("interpreter", python.is_file(), str(python) if python.name else "not set")


def _library(system: System) -> Iterator[Finding]:
    """VBA loads a library of xlwings that lies beside Python, or one folder up in a virtual environment."""
    names = [f"xlwings{bits}-{xlwings_version()}.dll" for bits in (64, 32)]
    folders = [_python(system).parent, _python(system).parent.parent]
    found = [folder / name for folder in folders for name in names if (folder / name).is_file()]
    yield Finding("library", bool(found), str(found[0]) if found else f"no {names[0]}")


def _modules(system: System) -> Iterator[Finding]:
    yield _loads(system, "pywin32", "import pywintypes, pythoncom, win32com.client")
    yield from _functions(system)


def _functions(system: System) -> Iterator[Finding]:
    yield _loads(system, "functions", f"import {PYTHON_MODULE}")


def _loads(system: System, key: str, statement: str) -> Finding:
    """Have the Python that Excel uses import something, in a process of its own."""
    python = _python(system)
    code, said = system.run([str(python if python.is_file() else system.python), "-B", "-c", statement])
    last = re.sub(r"\s+", " ", said.strip().splitlines()[-1]) if said.strip() else f"exit code {code}"
    return Finding(key, code == 0, "yes" if code == 0 else last)
