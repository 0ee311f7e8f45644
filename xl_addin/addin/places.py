"""Where Excel looks for add-ins and xlwings for its settings, on Windows and on a Mac."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xl_addin.addin.build import FILE_NAME
from xl_addin.addin.sources import PROJECT
from xl_addin.addin.system import MAC, WINDOWS, System

OFFICE_KEY: Final = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OPTIONS_KEY: Final = rf"{OFFICE_KEY}\Options"
"""Holds OPEN, OPEN1, OPEN2...: the add-ins that Excel opens at its start."""
STARTUP, ADDINS = "startup", "addins"
MAC_CONTENT: Final = Path("Library", "Group Containers", "UBF8T346G9.Office", "User Content.localized")


def folder(system: System, where: str) -> Path | None:
    """Return the user's start folder (what lies there opens by itself) or add-in folder; None on Linux."""
    if system.name == WINDOWS:
        roaming = Path(system.environment.get("APPDATA") or system.home / "AppData" / "Roaming") / "Microsoft"
        return roaming / "Excel" / "XLSTART" if where == STARTUP else roaming / "AddIns"
    if system.name == MAC:
        names = ("Startup.localized", "Excel") if where == STARTUP else ("Add-Ins.localized",)
        return system.home.joinpath(MAC_CONTENT, *names)
    return None


def installed(system: System) -> list[Path]:
    """Return the add-in's files on this PC: none, one, or one too many."""
    folders = [folder(system, where) for where in (STARTUP, ADDINS)]
    return [place / FILE_NAME for place in folders if place is not None and (place / FILE_NAME).is_file()]


def settings_file(system: System) -> Path:
    """Return the user's settings, which xlwings reads after those of the sheet."""
    if system.name == MAC:
        return system.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / f"{PROJECT}.conf"
    home = Path(system.environment.get("USERPROFILE") or system.home)
    return home / f".{PROJECT}" / f"{PROJECT}.conf"


def read_settings(system: System) -> dict[str, str]:
    """Return the user's settings, names in capitals; empty where there are none."""
    path = settings_file(system)
    if not path.is_file():
        return {}
    lines = path.read_text(encoding=system.encoding, errors="replace").splitlines()
    pairs = (line.strip().strip('"').split('","', 1) for line in lines if '","' in line)
    return {name.upper(): value for name, value in pairs}


def write_settings(system: System, values: dict[str, str]) -> None:
    """Write settings beside those that are there, as VBA's ``Write #`` does."""
    path = settings_file(system)
    path.parent.mkdir(parents=True, exist_ok=True)
    merged = {**read_settings(system), **values}
    text = "".join(f'"{name}","{value}"\r\n' for name, value in merged.items())
    path.write_bytes(text.encode(system.encoding))


def interpreter_key(system: System) -> str:
    """Return the setting that says where Python is."""
    return "INTERPRETER_MAC" if system.name == MAC else "INTERPRETER_WIN"


def open_values(system: System) -> dict[str, str]:
    """Return the registry's OPEN values that name this add-in."""
    values = system.registry.values(OPTIONS_KEY) or {}
    return {
        name: str(value)
        for name, value in values.items()
        if name.upper().startswith("OPEN") and FILE_NAME in str(value).lower()
    }


def free_open_name(system: System) -> str:
    """Return the next OPEN name that is not taken; Excel stops at the first gap."""
    taken = {name.upper() for name in system.registry.values(OPTIONS_KEY) or {}}
    names = ["OPEN", *(f"OPEN{number}" for number in range(1, len(taken) + 2))]
    return next(name for name in names if name not in taken)
