"""What does not add up in a workbook: found by reading it, whoever made it; nothing is changed.

Each check is a function from a workbook to findings; :data:`CHECKS` lists them. A check for one format finds
nothing in workbooks that do not have its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from xl_addin.audit.bsc import bsc_findings
from xl_addin.audit.cells import check_cells, shown_errors
from xl_addin.audit.finding import Finding
from xl_addin.audit.totals import wrong_totals
from xl_addin.audit.typed_over import typed_over
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import Workbook

__all__ = ["CHECKS", "Finding", "audit"]

CHECKS: Final[tuple[Callable[[Workbook], Iterator[Finding]], ...]] = (
    shown_errors,
    check_cells,
    typed_over,
    wrong_totals,
    bsc_findings,
)


def audit(source: Path | str | Package) -> list[Finding]:
    """Return what is wrong in a workbook, in the order of the checks.

    The values are those that the file shows: calculate it first when they may be old.

    Raises:
        LembarError: the file cannot be read.
    """
    workbook = Workbook.open(source) if not isinstance(source, Package) else Workbook(source)
    return [finding for check in CHECKS for finding in check(workbook)]
