"""The committed workbooks of production planning, filled with the worked example, in both flavours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from xl_addin import formats
from xl_addin.actions.production_closeness import draw_layout
from xl_addin.actions.production_process_chart import draw_process_chart
from xl_addin.datafile import read_data
from xl_addin.headless import open_book
from xl_addin.ooxml.package import Package

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "production"
BOOKS: Final = (
    "economics",
    "location",
    "forecasting",
    "inventory",
    "process_chart",
    "routing",
    "floor_area",
    "handling",
    "closeness",
    "product_design",
    "scheduling",
)
"""Formats of which the example holds data: ``examples/production/<name>.yaml``."""

_DRAWN: Final[dict[str, Callable[[Any], object]]] = {
    "closeness": draw_layout,
    "process_chart": draw_process_chart,
}
"""Actions whose pictures the committed workbooks show."""


def build_production() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    for name in BOOKS:
        values = read_data(EXAMPLES / f"{name}.yaml")
        for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
            package = formats.build(name, values, portable=portable)
            action = _DRAWN.get(name)
            yield Path(f"{folder}/{name}.xlsx"), pressed(package, action) if action else package.to_bytes()


def pressed(package: Package, action: Callable[[Any], object]) -> bytes:
    """Return a workbook as an action leaves it.

    Args:
        package: The workbook.
        action: What draws into it.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "buku.xlsx"
        package.save(path)
        with open_book(path) as book:
            action(book)
            book.save()
        return path.read_bytes()
