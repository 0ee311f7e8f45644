"""Copies of a workbook as it was before each button, for who pressed the wrong one.

They lie in a folder of the user, not beside the workbook: that may be on a share, in OneDrive, or read-only.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.errors import LembarError

if TYPE_CHECKING:
    import xlwings as xw

MOST: Final = 10
"""So many steps of a workbook can be taken back; older copies go."""


def user_folder(
    system: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Path:
    """Return the folder in which Lembar keeps copies and reports; Excel for Mac may write to its own only.

    >>> user_folder("linux", {"XDG_CACHE_HOME": "/c"}).as_posix()
    '/c/lembar'
    """
    home = home or Path.home()
    if system.startswith("win"):
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Lembar"
    if system == "darwin":
        return home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "Lembar"
    return Path(environment.get("XDG_CACHE_HOME") or home / ".cache") / "lembar"


@dataclass(frozen=True)
class Copy:
    """A kept copy and the button that was pressed after it was made."""

    path: Path
    label: str


def keep(book: xw.Book, label: str) -> Copy:
    """Save the workbook as it is now, with what has not been saved yet, as a file of its own.

    Args:
        book: The open workbook; it stays under its own name.
        label: The button that is about to be run.

    Raises:
        LembarError: no room, or no permission.
    """
    folder, before = _folder(book), copies(book)
    number = int(before[-1].path.name.split(" ")[0]) + 1 if before else 1
    target = folder / f"{number:04d} {files.safe_name(label)}{Path(book.name).suffix or '.xlsx'}"
    save_copy(book, target)
    for old in before[: max(len(before) + 1 - MOST, 0)]:
        old.path.unlink(missing_ok=True)
    return Copy(target, label)


def copies(book: xw.Book) -> list[Copy]:
    """Return the kept copies of a workbook, oldest first."""
    folder = _folder(book)
    found = [path for path in folder.glob("*") if re.match(r"\d{4,} ", path.name)] if folder.is_dir() else []
    return [Copy(path, path.stem.split(" ", 1)[1]) for path in sorted(found)]


def restore(book: xw.Book, copy: Copy) -> Path:
    """Make the workbook what a copy holds; return the file that keeps what it was until now.

    The workbook is closed without saving and opened again.

    Raises:
        LembarError: its file cannot be reached or written; it is as it was.
    """
    path = location(book)
    if path is None:
        raise LembarError("undo_cloud", file=book.name, found=copy.path)
    if not os.access(path, os.W_OK):
        raise LembarError("read_only", file=path)
    app, data = book.app, files.read_bytes(copy.path)
    later = copy.path.parent / f"sesudah {copy.path.name.split(' ', 1)[1]}"
    save_copy(book, later)
    book.close()
    try:
        files.write_bytes(path, data)
    finally:
        app.books.open(str(path))
    copy.path.unlink(missing_ok=True)
    return later


def save_copy(book: xw.Book, target: Path) -> None:
    """Write the workbook as it is in memory to another file; it stays open under its own name."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        save_copy_as = getattr(book.api, "SaveCopyAs", None)
        if save_copy_as is not None:
            save_copy_as(str(target))
        else:  # Excel for Mac has no such command for Python: what is on the disk is the copy
            book.save()
            shutil.copyfile(str(book.fullname), target)
    except OSError as error:
        raise LembarError("not_written", file=target, found=error.strerror) from error


def location(book: xw.Book) -> Path | None:
    """Return the file of an open workbook; None where it is in the cloud only, or was never saved."""
    try:
        path = Path(book.fullname)
    except Exception:  # xlwings cannot tell where a cloud file is, in several ways
        return None
    return path if path.is_file() else None


def _folder(book: xw.Book) -> Path:
    path = location(book)
    name = book.name if path is None else str(path)
    mark = hashlib.sha256(name.lower().encode()).hexdigest()[:8]
    return user_folder() / "salinan" / f"{files.safe_name(Path(book.name).stem)}-{mark}"
