"""The committed workbooks of production planning, filled with the worked example, in both flavours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from xl_addin import formats
from xl_addin.datafile import read_data

EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples" / "production"
BOOKS: Final = ("economics", "location", "forecasting", "routing", "floor_area")
"""Formats of which the example holds data: ``examples/production/<name>.yaml``."""


def build_production() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    for name in BOOKS:
        values = read_data(EXAMPLES / f"{name}.yaml")
        yield Path(f"workbooks/{name}.xlsx"), formats.build(name, values).to_bytes()
        yield Path(f"workbooks/portable/{name}.xlsx"), formats.build(name, values, portable=True).to_bytes()
