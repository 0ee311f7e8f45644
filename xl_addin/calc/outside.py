"""Runs inside LibreOffice, and starts the Python outside, where the actions are at home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_FOREIGN: Final = ("PYTHON", "LD_LIBRARY_PATH", "URE_", "UNO_")
"""Variables of LibreOffice's own Python and libraries, which another Python must not get."""


@dataclass(frozen=True)
class Answer:
    """What a button has to say.

    Args:
        text: The message, in Indonesian.
        fault: Whether it did not work.
        changed: Whether the workbook is another one now.
        sheet: The sheet of the cell that the message is about.
        cell: That cell.
    """

    text: str
    fault: bool = False
    changed: bool = False
    sheet: str | None = None
    cell: str | None = None


def press(
    command: Sequence[str],
    name: str,
    file: Path,
    result: Path,
    *,
    selected: str,
    given: Mapping[str, str],
    seconds: float = 900,
) -> Answer:
    """Press a button on a file: never an exception.

    Args:
        command: How ``lembar`` is started.
        name: The button.
        file: The workbook on disk; it stays as it is.
        result: Where to write what it has become, when it has changed.
        selected: The selected cell, ``'Sheet name'!A1``.
        given: What the person has answered, by option.
        seconds: How long it may take.
    """
    asked = [*command, "calc", "press", name, str(file), "--result", str(result), "--selected", selected]
    asked += ["--given", json.dumps(dict(given)), "--json"]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            asked,
            capture_output=True,
            timeout=seconds,
            env=_environment(),
            check=False,
            stdin=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Answer(
            f"Belum selesai setelah {seconds:g} detik, lalu dihentikan. Berkas tidak berubah.", fault=True
        )
    except OSError as error:
        return Answer(_no_python(command[0], error), fault=True)
    return _answer(done.stdout, done.stderr)


def _answer(out: bytes, err: bytes) -> Answer:
    try:
        told: Any = json.loads(out.decode("utf-8", errors="replace").strip().splitlines()[-1])
        return Answer(**told)
    except (ValueError, IndexError, TypeError):
        last = err.decode("utf-8", errors="replace").strip().splitlines()[-1:] or ["tanpa keterangan"]
        return Answer(
            f"Terjadi kesalahan yang tidak terduga: {last[0]}\n\nBerkas tidak berubah. "
            "Kirimkan pesan ini kepada pengelola add-in.",
            fault=True,
        )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    return kept | {"PYTHONUTF8": "1"}


def _no_python(program: str, error: OSError) -> str:
    return (
        f"Python di {program} tidak dapat dijalankan ({error.strerror}).\n\n"
        "Minta bagian TI memasang ulang add-in ini dengan lembar calc install."
    )


def settings() -> dict[str, Any]:
    """Return what the add-in was built with: the command that starts ``lembar``, and the buttons."""
    place = next(Path(folder, "lembar.json") for folder in sys.path if Path(folder, "lembar.json").is_file())
    return dict(json.loads(place.read_text(encoding="utf-8")))
