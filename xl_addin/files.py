"""Files as planners have them: open in Excel, read-only, on a full disk; written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from xl_addin.errors import LembarError

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def read_bytes(path: Path) -> bytes:
    """Read a file, with the planner's words for what can go wrong."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise LembarError("not_found", file=path) from error
    except IsADirectoryError as error:
        raise LembarError("not_workbook", file=path, found="folder") from error
    except OSError as error:
        raise LembarError("read_only", file=path, found=error.strerror) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary file beside it, which then takes its place."""
    check_not_open(path)
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "read-only file")
        handle, name = tempfile.mkstemp(prefix=".lembar-", suffix=path.suffix, dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        key = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "read_only"
        raise LembarError(key, file=path, found=error.strerror) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def check_not_open(path: Path) -> None:
    """Refuse a workbook that Excel or LibreOffice has open: their lock file lies beside it."""
    for lock in (path.with_name("~$" + path.name), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise LembarError("locked", file=path, found=lock.name)


def check_free(path: Path, *, force: bool) -> None:
    """Refuse to replace a file that is there, unless asked to."""
    if path.exists() and not force:
        raise LembarError("exists", file=path)


def safe_name(text: str, fallback: str = "tanpa nama") -> str:
    """Return a file name made of data: never a path, never a device, the same on every system.

    >>> safe_name("../Riset & Mutu: 2027"), safe_name("NUL"), safe_name("  ")
    ('Riset & Mutu 2027', 'NUL_', 'tanpa nama')
    """
    plain = unicodedata.normalize("NFC", text)
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" .")[:100].rstrip(" .")
    if not plain:
        return fallback
    return plain + "_" if _RESERVED.match(plain) else plain


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
