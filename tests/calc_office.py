"""A LibreOffice of the tests' own, with the add-in installed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from xl_addin import calc_host
from xl_addin.calc import office

ROOT = Path(__file__).resolve().parents[1]
START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from xl_addin.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", START)
"""How the buttons start Lembar: this checkout, in this Python."""


class Calc:
    """A running LibreOffice; every method of ``calc_driver.Driver`` can be called on it."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        def ask(*arguments: Any) -> Any:
            self._driver.stdin.write(json.dumps([name, arguments]) + "\n")
            self._driver.stdin.flush()
            line = self._driver.stdout.readline()
            if not line:
                raise AssertionError(f"LibreOffice or its driver has gone while asked for {name}{arguments}")
            told = json.loads(line)
            if "failed" in told:
                raise AssertionError(told["failed"])
            return told["answer"]

        return ask

    def evaluate(self, formula: str) -> Any:
        """Return what a cell shows."""
        self.write(None, {"Z99": formula})
        return self.read(None, ["Z99"])[0]


@contextmanager
def running(folder: Path) -> Iterator[Calc]:
    """Install the add-in into a fresh profile in a folder, and start LibreOffice with it."""
    addin = folder / "lembar.oxt"
    addin.write_bytes(calc_host.build(COMMAND))
    profile = office.Profile(folder / "profile", 120)
    profile.install(addin)
    pipe = f"lembar{uuid.uuid4().hex}"
    environment = office.environment() | {"XDG_CACHE_HOME": str(folder / "cache")}
    process = subprocess.Popen(
        profile.command(f"--accept=pipe,name={pipe};urp;"),
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        driver = subprocess.Popen(
            [python_with_uno(), str(ROOT / "tests" / "calc_driver.py"), pipe],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Calc(driver)
        finally:
            driver.kill()
            driver.wait()
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@cache
def python_with_uno() -> str:
    """Return a Python that can talk to LibreOffice."""
    places = [
        "/usr/bin/python3",
        str(Path(office.program()).resolve().parent / "python"),
        shutil.which("python3"),
    ]
    for place in filter(None, places):
        asked = [place, "-c", "import uno"]
        if Path(place).exists() and not subprocess.run(asked, check=False, capture_output=True).returncode:
            return place
    raise AssertionError("no Python with UNO: install python3-uno")


@contextmanager
def session() -> Iterator[Calc]:
    """Start LibreOffice in a folder that goes afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="lembar-calc-", ignore_cleanup_errors=True) as folder,
        running(Path(folder)) as calc,
    ):
        yield calc
