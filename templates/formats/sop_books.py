"""The committed workbooks of procedures: drawn, checked and simulated, as their buttons leave them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from templates.formats.production_books import pressed
from xl_addin import formats
from xl_addin.actions.sop_check import check_sop
from xl_addin.actions.sop_draw import draw_flow_chart
from xl_addin.actions.sop_simulate import simulate_sop
from xl_addin.example_sop import MAIN, PROCEDURES, SopExample


def build_sop() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    example = SopExample()
    for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
        package = formats.build("sop", example.procedure(MAIN), portable=portable)
        yield Path(f"{folder}/sop.xlsx"), pressed(package, _press)
    for name in PROCEDURES:
        if name != MAIN:
            package = formats.build("sop", example.procedure(name))
            yield Path(f"examples/sop/{name}.xlsx"), pressed(package, _press)


def _press(book: Any) -> None:
    """Press the buttons; the check compares the diagram with the steps, too."""
    draw_flow_chart(book)
    check_sop(book)
    simulate_sop(book)
    book.app.calculate()
