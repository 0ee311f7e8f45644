"""What install and doctor know of the PC, gathered in one place so that tests can stand another PC there."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

WINDOWS, MAC = "Windows", "Darwin"
_PATIENCE: Final = 60


class Registry(Protocol):
    """The part of the Windows registry that Excel's add-ins touch; keys begin with ``HKCU\\`` or the like."""

    def values(self, key: str) -> dict[str, object] | None:
        """Return a key's values by name, None where there is no such key."""

    def set(self, key: str, name: str, value: str) -> None:
        """Write a text; the key is made where it is missing."""

    def delete(self, key: str, name: str) -> None:
        """Take a value out."""


@dataclass
class MappingRegistry:
    """A registry in memory: for tests, and for systems that have none."""

    keys: dict[str, dict[str, object]] = field(default_factory=dict)

    def values(self, key: str) -> dict[str, object] | None:
        """See :class:`Registry`."""
        return self.keys.get(key)

    def set(self, key: str, name: str, value: str) -> None:
        """See :class:`Registry`."""
        self.keys.setdefault(key, {})[name] = value

    def delete(self, key: str, name: str) -> None:
        """See :class:`Registry`."""
        self.keys.get(key, {}).pop(name, None)


class WindowsRegistry:
    """The registry itself."""

    _ROOTS: Final = {
        "HKCU": "HKEY_CURRENT_USER",
        "HKLM": "HKEY_LOCAL_MACHINE",
        "HKCR": "HKEY_CLASSES_ROOT",
    }

    def __init__(self) -> None:
        import winreg  # noqa: PLC0415 - on Windows only

        self._winreg: Any = winreg

    def values(self, key: str) -> dict[str, object] | None:
        """See :class:`Registry`."""
        found: dict[str, object] = {}
        try:
            with self._winreg.OpenKey(*self._place(key)) as opened:
                for number in range(self._winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = self._winreg.EnumValue(opened, number)
                    found[name] = value
        except OSError:
            return None
        return found

    def set(self, key: str, name: str, value: str) -> None:
        """See :class:`Registry`."""
        with self._winreg.CreateKey(*self._place(key)) as opened:
            self._winreg.SetValueEx(opened, name, 0, self._winreg.REG_SZ, value)

    def delete(self, key: str, name: str) -> None:
        """See :class:`Registry`."""
        root, path = self._place(key)
        try:
            with self._winreg.OpenKey(root, path, 0, self._winreg.KEY_SET_VALUE) as opened:
                self._winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def _place(self, key: str) -> tuple[Any, str]:
        root, _, path = key.partition("\\")
        return getattr(self._winreg, self._ROOTS[root]), path


@dataclass(frozen=True)
class System:
    """A PC: which it is, where things are on it, and how to ask it.

    Args:
        name: As :func:`platform.system` says: ``Windows``, ``Darwin``, ``Linux``.
        home: The user's folder.
        environment: Environment variables.
        python: The Python that Lembar is installed in.
        registry: The registry, empty where there is none.
        mark: What marks a file as coming from the internet or in quarantine; None where nothing does.
        run: Runs a program and returns its exit code and what it printed.
        encoding: The encoding in which VBA reads text files.
    """

    name: str
    home: Path
    environment: Mapping[str, str]
    python: Path
    registry: Registry
    mark: Callable[[Path], str | None]
    run: Callable[[Sequence[str]], tuple[int, str]]
    encoding: str = "utf-8"

    @property
    def is_windows(self) -> bool:
        """Whether Excel here is Excel for Windows, the only one with Python functions in cells."""
        return self.name == WINDOWS


def this_system() -> System:
    """Return the PC that this runs on."""
    name = platform.system()
    return System(
        name,
        Path.home(),
        os.environ,
        Path(sys.executable),
        WindowsRegistry() if name == WINDOWS else MappingRegistry(),
        {WINDOWS: _zone, MAC: _quarantine}.get(name, lambda _: None),
        _run,
        "mbcs" if name == WINDOWS else "utf-8",
    )


def _zone(path: Path) -> str | None:
    """Return the Mark of the Web: the stream that Windows hangs on what came from elsewhere."""
    try:
        text = Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    zone = next((line for line in text.splitlines() if line.startswith("ZoneId=")), "ZoneId=?")
    return None if zone in ("ZoneId=0", "ZoneId=1", "ZoneId=2") else zone


def _quarantine(path: Path) -> str | None:
    code, text = _run(["/usr/bin/xattr", "-p", "com.apple.quarantine", str(path)])
    return text.strip() if code == 0 else None


def _run(command: Sequence[str]) -> tuple[int, str]:
    try:
        done = subprocess.run(  # noqa: S603 - the program is Python or xattr, named in full
            command, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, str(error)
    return done.returncode, done.stdout + done.stderr
