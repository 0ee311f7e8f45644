"""The committed workbooks and the filled forms of the example, built from the templates as they lie there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from templates.formats.production_books import build_production
from xl_addin import formats
from xl_addin.example import SwotExample

ROOT = Path(__file__).resolve().parents[2]


def build() -> Iterator[tuple[Path, bytes]]:
    """Yield each file to commit, by its path from the top of the checkout, with its content."""
    yield from build_production()
    example = SwotExample()
    filled = example.workbook()
    yield Path("workbooks/swot.xlsx"), formats.build("swot", filled).to_bytes()
    yield Path("workbooks/portable/swot.xlsx"), formats.build("swot", filled, portable=True).to_bytes()
    yield Path("workbooks/issue_form.xlsx"), formats.build("issue_form").to_bytes()
    for department, values in example.forms(faulty=True).items():
        yield Path(f"examples/swot/forms/{department}.xlsx"), formats.build("issue_form", values).to_bytes()


def write(root: Path = ROOT) -> None:
    """Build every file and write it to its place."""
    for path, content in build():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
