"""The LibreOffice of this computer: where it is, whether it runs Python, and how it is started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xl_addin.errors import LembarError

_PLACES: Final = {
    "darwin": ["/Applications/LibreOffice.app/Contents/MacOS"],
    "win32": [r"C:\Program Files\LibreOffice\program", r"C:\Program Files (x86)\LibreOffice\program"],
}
_LOADERS: Final = ("pythonloader.py", "../Resources/pythonloader.py")


def program(name: str = "soffice") -> str:
    """Return the path of a program of LibreOffice's (``soffice``, ``unopkg``), "" when there is none."""
    found = shutil.which(name) or (shutil.which("libreoffice") if name == "soffice" else None)
    ending = ".com" if sys.platform == "win32" else ""
    places = (Path(folder, name + ending) for folder in _PLACES.get(sys.platform, []))
    return found or next((str(place) for place in places if place.is_file()), "")


def runs_python() -> bool:
    """Say whether LibreOffice can run the add-in: Linux keeps that in a package of its own."""
    found = program()
    folder = Path(found).resolve().parent
    return bool(found) and any((folder / name).is_file() for name in _LOADERS)


class Profile:
    """A LibreOffice of its own in a folder: no setting or extension of the user's is seen or touched.

    Args:
        folder: Where it keeps its settings; new or empty.
        seconds: How long a program may take.
    """

    def __init__(self, folder: Path, seconds: float = 300) -> None:
        self._seconds = seconds
        shared = folder / "shared"
        places = {
            "UserInstallation": folder / "user",
            "UNO_SHARED_PACKAGES": shared,  # where root, too, may install
            "UNO_SHARED_PACKAGES_CACHE": shared / "cache",
            "SHARED_EXTENSIONS_USER": shared / "user",
        }
        shared.mkdir(parents=True, exist_ok=True)
        self._options = [f"-env:{name}={place.as_uri()}" for name, place in places.items()]

    def install(self, extension: Path) -> None:
        """Install an extension.

        Raises:
            LembarError: LibreOffice refuses it.
        """
        code, said = run(
            [program("unopkg"), "add", "--shared", *self._options, str(extension)], self._seconds
        )
        if code or "ERROR" in said:
            raise LembarError("extension_refused", file=extension.name, found=said)

    def command(self, *arguments: str) -> list[str]:
        """Return the command that starts LibreOffice without a window."""
        quiet = ["--headless", "--norestore", "--nolockcheck", "--nologo"]
        return [program(), *self._options, *quiet, *arguments]

    def run(self, *arguments: str) -> str:
        """Run LibreOffice to its end and return what it said."""
        return run(self.command(*arguments), self._seconds)[1]


def environment() -> dict[str, str]:
    """Return what LibreOffice is started with: without our own Python, which it would take for its own."""
    ours = ("PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    folders = kept.get("PATH", "").split(os.pathsep)
    kept["PATH"] = os.pathsep.join(f for f in folders if not Path(f).parent.joinpath("pyvenv.cfg").is_file())
    return kept | {"LC_ALL": "C.UTF-8"}


def run(command: Sequence[str], seconds: float) -> tuple[int, str]:
    """Run a program; return its exit code and what it said. At the end of its time it is stopped.

    Raises:
        LembarError: it had not finished by then.
    """
    process = subprocess.Popen(  # noqa: S603 - our own arguments
        list(command),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        env=environment(),
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise LembarError("engine_timeout", expected="libreoffice", found=f"{seconds:g}") from None
    return process.returncode, said.decode(errors="replace").strip()
