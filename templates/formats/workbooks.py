"""The committed workbooks and the filled forms of the example, built from the templates as they lie there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from templates.formats.aps_books import build_aps
from templates.formats.discounts_books import build_discounts
from templates.formats.paper_audit_books import build_paper_audit
from templates.formats.production_books import build_production, pressed
from templates.formats.sop_books import build_sop
from xl_addin import formats
from xl_addin.actions.bsc_files import department_path
from xl_addin.actions.bsc_map import draw_strategy_map
from xl_addin.datafile import read_data
from xl_addin.example import SwotExample
from xl_addin.example_bsc import BscExample
from xl_addin.ooxml.package import Package

ROOT = Path(__file__).resolve().parents[2]


def build() -> Iterator[tuple[Path, bytes]]:
    """Yield each file to commit, by its path from the top of the checkout, with its content."""
    yield from build_production()
    yield from build_paper_audit()
    yield from build_discounts()
    yield from build_aps()
    yield from _complaints()
    yield from _swot()
    yield from _scorecard()
    yield from build_sop()


def _complaints() -> Iterator[tuple[Path, bytes]]:
    filled = read_data(ROOT / "examples/complaints/complaints.yaml")
    for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
        package = formats.build("complaints", filled, portable=portable)
        yield Path(f"{folder}/complaints.xlsx"), package.to_bytes()


def _swot() -> Iterator[tuple[Path, bytes]]:
    example = SwotExample()
    filled = example.workbook()
    yield Path("workbooks/swot.xlsx"), formats.build("swot", filled).to_bytes()
    yield Path("workbooks/portable/swot.xlsx"), formats.build("swot", filled, portable=True).to_bytes()
    yield Path("workbooks/issue_form.xlsx"), formats.build("issue_form").to_bytes()
    for department, values in example.forms(faulty=True).items():
        yield Path(f"examples/swot/forms/{department}.xlsx"), formats.build("issue_form", values).to_bytes()


def _scorecard() -> Iterator[tuple[Path, bytes]]:
    example = BscExample()
    filled = example.workbook()
    yield Path("workbooks/bsc.xlsx"), _with_map(formats.build("bsc", filled))
    yield Path("workbooks/portable/bsc.xlsx"), _with_map(formats.build("bsc", filled, portable=True))
    yield Path("workbooks/kpi_department.xlsx"), formats.build("kpi_department").to_bytes()
    folder = Path("examples/bsc/departments")
    for department in example.managers:
        values = example.department(department)
        path = department_path(folder, values["year"], department)
        yield path, formats.build("kpi_department", values).to_bytes()


def _with_map(package: Package) -> bytes:
    """Return a scorecard workbook with its strategy map drawn."""
    return pressed(package, draw_strategy_map)


def write(root: Path = ROOT) -> None:
    """Build every file and write it to its place."""
    for path, content in build():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
