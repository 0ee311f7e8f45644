"""The add-in's way onto a PC and off it again. Nothing is done as administrator, and nothing on Linux."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from xl_addin.addin import places
from xl_addin.addin.build import FILE_NAME, build_addin
from xl_addin.addin.system import MAC, System


@dataclass(frozen=True)
class Step:
    """One thing to do: in words for who reads, and the doing."""

    text: str
    do: Callable[[], object]


def install_steps(system: System, where: str = places.STARTUP) -> list[Step]:
    """Return what installing takes.

    Args:
        system: The PC.
        where: ``startup``: Excel's start folder, which Excel trusts and opens without the registry;
            ``addins``: the add-in folder, where the add-in can be switched off in Excel's own list.
    """
    folder = places.folder(system, where)
    if folder is None:
        return _told_only(system)
    target = folder / FILE_NAME
    steps = [
        Step(f"remove {other}", _remover(other)) for other in places.installed(system) if other != target
    ]
    steps.append(Step(f"write {target}", lambda: build_addin().save(target)))
    key, python = places.interpreter_key(system), str(system.python)
    steps.append(
        Step(
            f"write {places.settings_file(system)}: {key} = {python}",
            lambda: places.write_settings(system, {key: python}),
        )
    )
    if system.is_windows:
        steps += _registry_steps(system, where, target)
    if system.name == MAC:
        steps.append(
            Step("run xlwings runpython install", lambda: system.run([python, *_MAC_HELPER]))
        )  # lets Excel for Mac start Python; cell functions need Excel for Windows
    return steps


def uninstall_steps(system: System) -> list[Step]:
    """Return what taking the add-in off takes; workbooks, copies and reports stay."""
    steps = [Step(f"remove {path}", _remover(path)) for path in places.installed(system)]
    settings = places.settings_file(system)
    if settings.is_file():
        steps.append(Step(f"remove {settings}", _remover(settings)))
    return steps + _forget_open(system)


_MAC_HELPER = ["-m", "xlwings.cli", "runpython", "install"]


def _told_only(system: System) -> list[Step]:
    """Say what would be done elsewhere: there is no Excel for this system."""
    lines = [
        f"{system.name} has no Excel; nothing is done here.",
        f"On Windows: write {FILE_NAME} to %APPDATA%\\Microsoft\\Excel\\XLSTART, and the place of Python to "
        "%USERPROFILE%\\.lembar\\lembar.conf.",
        f"On a Mac: write {FILE_NAME} to ~/{places.MAC_CONTENT}/Startup.localized/Excel (buttons only).",
        "Here: lembar calc install puts the same functions and buttons into LibreOffice Calc.",
    ]
    return [Step(line, lambda: None) for line in lines]


def _registry_steps(system: System, where: str, target: Path) -> list[Step]:
    if where == places.STARTUP:
        return _forget_open(system)
    if places.open_values(system):
        return []
    name = places.free_open_name(system)
    entry = f'"{target}"'
    return [
        Step(
            rf"set {places.OPTIONS_KEY}\{name} = {entry}",
            lambda: system.registry.set(places.OPTIONS_KEY, name, entry),
        )
    ]


def _forget_open(system: System) -> list[Step]:
    """Take our OPEN value out and move the last one into the gap, at which Excel would stop."""
    names = list(places.open_values(system))
    return [Step(rf"delete {places.OPTIONS_KEY}\{name}", partial(_close_gap, system, name)) for name in names]


def _close_gap(system: System, name: str) -> None:
    values = system.registry.values(places.OPTIONS_KEY) or {}
    opens = sorted((n for n in values if n.upper().startswith("OPEN")), key=lambda n: (len(n), n))
    last = opens[-1]
    if last != name:
        system.registry.set(places.OPTIONS_KEY, name, str(values[last]))
    system.registry.delete(places.OPTIONS_KEY, last)


def _remover(path: Path) -> Callable[[], object]:
    return lambda: path.unlink(missing_ok=True)
