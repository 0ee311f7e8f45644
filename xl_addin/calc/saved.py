"""A workbook that LibreOffice has just saved, given back the formulas that Excel knows.

LibreOffice writes ``ORG.LEMBAR.CALC.FUNCTIONS.SWOTX(...)``, which Excel shows as #NAME? once it calculates.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, unescape

from xl_addin.calc.linking import mentions, restored
from xl_addin.ooxml.package import Package

SUFFIXES: Final = (".xlsx", ".xlsm")
_FORMULA: Final = re.compile(r"(<f\b[^>]*>)([^<]+)(</f>)")
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}


def restore(path: Path) -> bool:
    """Put the short names back into a file on disk; say whether there were others.

    The file keeps the time of its last change, or LibreOffice would think that somebody else has changed it.

    Raises:
        LembarError: it is no workbook.
        OSError: it cannot be written, as where LibreOffice keeps an open file to itself.
    """
    package = Package.open(path)
    changed = False
    for name in package.names():
        if name.startswith("xl/worksheets/") and mentions(text := package.read(name).decode("utf-8")):
            package.write(name, _FORMULA.sub(_restored, text).encode())
            changed = True
    if changed:
        then = path.stat()
        replace(path, package.to_bytes())
        os.utime(path, ns=(then.st_atime_ns, then.st_mtime_ns))
    return changed


def _restored(found: re.Match[str]) -> str:
    return f"{found[1]}{escape(restored(unescape(found[2], _QUOTES)))}{found[3]}"


def replace(path: Path, data: bytes) -> None:
    """Replace a file whole or not at all, though LibreOffice may have it open.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=".lembar-", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
