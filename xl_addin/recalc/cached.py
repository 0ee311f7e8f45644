"""The values that a file shows, and new ones in their place. Nothing else of the file changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from udfs.registry import Scalar
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.model import Address, Uncomputed, Values


class Change(NamedTuple):
    """A cell that shows another value than before."""

    sheet: str
    cell: str
    old: Scalar
    new: Scalar


def cached_values(workbook: Workbook, addresses: Iterable[Address]) -> dict[Address, Scalar]:
    """Return what the file shows in these cells; None where it shows nothing."""
    sheets = {sheet.name: sheet for sheet in workbook.worksheets()}
    return {address: sheets[address[0]].value(address[1], address[2]) for address in addresses}


def write_values(workbook: Workbook, values: Values) -> list[Change]:
    """Put values into the workbook's formula cells as what they show, and return those that are new.

    The package changes with ``workbook.flush()``. A cell that shows the value already keeps its characters,
    and a cell that could not be computed keeps its value.
    """
    sheets = {sheet.name: sheet for sheet in workbook.worksheets()}
    changes = []
    for (name, row, column), new in values.items():
        sheet = sheets[name]
        cell = sheet.cell(row, column)
        old = None if cell is None else sheet.value_of(cell)
        if isinstance(new, Uncomputed) or (old == new and type(old) is type(new)):
            continue
        sheet.set_cached(cell or sheet.writable(row, column), new)
        changes.append(Change(name, cell_name(row, column), old, new))
    return changes
