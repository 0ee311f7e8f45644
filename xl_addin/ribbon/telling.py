"""What a button says: short in a message, whole in a report that stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_addin import files
from xl_addin.ribbon.keep import user_folder

if TYPE_CHECKING:
    import xlwings as xw

    from xl_addin.actions import Result

TITLE: Final = "Lembar"
_LINES: Final = 12
"""So many lines of a list does a message show."""
_LONGEST: Final = 160


def report_file() -> Path:
    """Return the file of the last report."""
    return user_folder() / "laporan terakhir.txt"


def tell(app: xw.App, text: str, *, fault: bool = False) -> None:
    """Show a message and wait until it has been read."""
    app.alert(text, TITLE, mode="critical" if fault else "info")


def confirmed(app: xw.App, text: str) -> bool:
    """Ask whether to go on."""
    return app.alert(text, TITLE, buttons="yes_no") == "yes"


def keep_report(text: str) -> Path:
    """Write the report of what was just done.

    Raises:
        LembarError: it cannot be written.
    """
    path = report_file()
    files.write_bytes(path, text.replace("\n", "\r\n").encode("utf-8-sig"))
    return path


def shortened(text: str) -> str:
    """Return a text as a message shows it: its first lines, and how to see the others."""
    lines = [line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…" for line in text.splitlines()]
    if len(lines) <= _LINES:
        return "\n".join(lines)
    rest = f"... {len(lines) - _LINES} baris lagi: tekan Laporan terakhir."
    return "\n".join([*lines[:_LINES], rest])


def result_text(result: Result, *, whole: bool) -> str:
    """Return what an action did, with its list: all of it in a report, its first lines in a message."""
    rows = list(_rows(result))
    shown = rows if whole else shortened("\n".join(rows)).splitlines()
    parts = [
        [result.message],
        [_joined(result.headings), *shown] if rows else [],
        ["Berkas yang ditulis:", *map(str, result.files)] if result.files else [],
        [result.next_step] if result.next_step else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _rows(result: Result) -> Iterator[str]:
    yield from (f"• {_joined(row)}" for row in result.rows)


def _joined(cells: tuple[object, ...]) -> str:
    return " | ".join("-" if cell in (None, "") else str(cell) for cell in cells)
