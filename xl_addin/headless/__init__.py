"""An xlwings engine over files: add-in code runs without Excel.

The engine stands on :mod:`xl_addin.ooxml`, so what a program does not touch stays in the file byte for byte:
shapes, charts, slicers and printer settings too. ``open_book`` gives an ordinary ``xlwings.Book``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings


def open_book(path: Path | str) -> xlwings.Book:
    """Open a workbook as an ``xlwings.Book``, without Excel and without running its macros.

    Each book gets an app of its own, so that two files of the same name can be open.

    Raises:
        LembarError: no such file, not a workbook, password-protected, damaged, too large.
    """
    from xl_addin.headless.engine import open_book as opened  # noqa: PLC0415 - xlwings takes a second to load

    return opened(Path(path))
