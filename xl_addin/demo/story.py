"""What the parts of the demonstration share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin.headless import open_book
from xl_addin.runner import run_action

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True)
class Step:
    """What has just been done, and the files that it wrote."""

    told: str
    files: tuple[Path, ...] = ()


class Story:
    """A part of the demonstration, told around one workbook."""

    workbook: Path

    def _act(self, name: str, **options: Any) -> Step:
        """Press a button of the workbook."""
        result = run_action(self.workbook, name, options)
        return Step(f"{name}: {result.message}", tuple(result.files))

    @contextmanager
    def _open(self) -> Iterator[xw.Book]:
        """Open the workbook to type into it; it is calculated and saved."""
        with open_book(self.workbook) as book:
            yield book
            book.app.calculate()
            book.save()
