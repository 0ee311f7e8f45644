"""The registry of Windows and the marks on files, with stand-ins for what only Windows and a Mac have."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from xl_addin.addin import system
from xl_addin.addin.system import MappingRegistry, Registry, WindowsRegistry

KEY = r"HKCU\Software\Lembar\Options"


def fake_winreg() -> SimpleNamespace:
    """The few functions of ``winreg`` that are used, over a mapping."""
    keys: dict[tuple[str, str], dict[str, object]] = {}

    @contextmanager
    def opened(root, path, *_):
        if (root, path) not in keys:
            raise FileNotFoundError(path)
        yield keys[root, path]

    @contextmanager
    def created(root, path):
        yield keys.setdefault((root, path), {})

    def delete(key, name):
        if name not in key:
            raise FileNotFoundError(name)
        del key[name]

    return SimpleNamespace(
        HKEY_CURRENT_USER="user",
        HKEY_LOCAL_MACHINE="machine",
        HKEY_CLASSES_ROOT="classes",
        KEY_SET_VALUE=2,
        REG_SZ=1,
        OpenKey=opened,
        CreateKey=created,
        QueryInfoKey=lambda key: (0, len(key), 0),
        EnumValue=lambda key, number: (*list(key.items())[number], 1),
        SetValueEx=lambda key, name, _, kind, value: key.__setitem__(name, value),
        DeleteValue=delete,
    )


@pytest.fixture(params=["memory", "windows"])
def registry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Registry:
    if request.param == "memory":
        return MappingRegistry()
    monkeypatch.setitem(sys.modules, "winreg", fake_winreg())
    return WindowsRegistry()


def test_values_are_written_read_and_taken_out(registry):
    assert registry.values(KEY) is None
    registry.set(KEY, "OPEN", '"a.xlam"')
    registry.set(KEY, "OPEN1", '"b.xlam"')
    assert registry.values(KEY) == {"OPEN": '"a.xlam"', "OPEN1": '"b.xlam"'}
    registry.delete(KEY, "OPEN")
    assert registry.values(KEY) == {"OPEN1": '"b.xlam"'}


def test_what_is_not_there_can_be_taken_out(registry):
    registry.delete(KEY, "OPEN")
    registry.set(KEY, "A", "1")
    registry.delete(KEY, "OPEN")
    assert registry.values(KEY) == {"A": "1"}


@pytest.mark.parametrize(
    ("content", "mark"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.com\r\n", "ZoneId=3"),
        ("[ZoneTransfer]\r\nZoneId=4\r\n", "ZoneId=4"),
        ("[ZoneTransfer]\r\nZoneId=1\r\n", None),
        ("unreadable", "ZoneId=?"),
        (None, None),
    ],
)
def test_the_mark_of_the_web(tmp_path: Path, content, mark):
    file = tmp_path / "lembar.xlam"
    file.write_bytes(b"")
    if content is not None:
        Path(f"{file}:Zone.Identifier").write_bytes(content.encode())
    assert system._zone(file) == mark


@pytest.mark.parametrize(("answer", "mark"), [((0, "0083;x\n"), "0083;x"), ((1, "No such xattr"), None)])
def test_the_quarantine_of_macos(tmp_path, monkeypatch, answer, mark):
    asked = []
    monkeypatch.setattr(system, "_run", lambda command: asked.append(command) or answer)
    assert system._quarantine(tmp_path / "lembar.xlam") == mark
    assert asked[0][1:3] == ["-p", "com.apple.quarantine"]


@pytest.mark.parametrize("name", ["Windows", "Darwin", "Linux"])
def test_each_system_is_asked_in_its_own_way(monkeypatch, name):
    monkeypatch.setitem(sys.modules, "winreg", fake_winreg())
    monkeypatch.setattr(system.platform, "system", lambda: name)
    found = system.this_system()
    assert found.is_windows is (name == "Windows")
    assert isinstance(found.registry, WindowsRegistry) is (name == "Windows")
    assert found.mark == {"Windows": system._zone, "Darwin": system._quarantine}.get(name, found.mark)
    assert found.encoding == ("mbcs" if name == "Windows" else "utf-8")


def test_a_program_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(system, "_PATIENCE", 0.1)
    code, said = system._run([sys.executable, "-c", "import time; time.sleep(5)"])
    assert code == 127
    assert "timed out" in said
