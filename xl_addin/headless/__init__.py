"""An xlwings engine over files: add-in code runs without Excel.

The engine stands on :mod:`xl_addin.ooxml`, so what a program does not touch stays in the file byte for byte:
shapes, charts, slicers and printer settings too. ``open_book`` gives an ordinary ``xlwings.Book``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

    from xl_addin.actions import Result


def open_book(path: Path | str) -> xlwings.Book:
    """Open a workbook as an ``xlwings.Book``, without Excel and without running its macros.

    Each book gets an app of its own, so that two files of the same name can be open.

    Raises:
        LembarError: no such file, not a workbook, password-protected, damaged, too large.
    """
    from xl_addin.headless.engine import open_book as opened  # noqa: PLC0415 - xlwings takes a second to load

    return opened(Path(path))


def run_action(file: Path | str, name: str, options: dict[str, object] | None = None) -> Result:
    """Run an action of :mod:`xl_addin.actions` on a file: open, act, calculate, save.

    A file that the action changes is saved whole or not at all, and the file as it was stays beside it as
    ``NAME.sebelum.xlsx``.

    Raises:
        LembarError: no such action, an option it does not have, or a file that cannot be read or written.
    """
    from xl_addin.headless.runner import run  # noqa: PLC0415 - xlwings takes a second to load

    return run(Path(file), name, options or {})
