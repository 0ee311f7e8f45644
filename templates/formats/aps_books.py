"""The committed APS workbooks: the worked example as the buttons leave it on the day of the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from templates.formats.production_books import pressed
from xl_addin import formats
from xl_addin.actions.aps_confirm import confirm_orders
from xl_addin.actions.aps_final import finalise_aps
from xl_addin.actions.aps_late import check_late_order
from xl_addin.actions.aps_stages import assign_stage
from xl_addin.example_aps import ApsExample
from xl_addin.ooxml.heights import Heights
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc import recalculate

if TYPE_CHECKING:
    import xlwings as xw

BUTTONS: Final = (assign_stage, confirm_orders, finalise_aps, confirm_orders, check_late_order)
"""What PPC presses on the day of the meeting, in this order."""


def build_aps() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    filled = ApsExample().workbook()
    for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
        package = formats.build("allocation", filled, portable=portable)
        yield Path(f"{folder}/allocation.xlsx"), after_meeting(package)


def after_meeting(package: Package) -> bytes:
    """Return an APS workbook as the buttons leave it, calculated, its rows as high as their texts."""
    workbook = Workbook(Package.open(pressed(package, _press)))
    recalculate(workbook)
    heights = Heights(workbook)
    for sheet in workbook.worksheets():
        heights.fit(sheet)
    return workbook.flush().to_bytes()


def _press(book: xw.Book) -> None:
    for button in BUTTONS:
        button(book)
