"""The committed workbook of the audit of the paper, in both flavours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from templates.formats.paper_audit_values import audit_values
from xl_addin import formats


def build_paper_audit() -> Iterator[tuple[Path, bytes]]:
    """Yield each workbook by its path from the top of the checkout, with its content."""
    values = audit_values()
    for folder, portable in (("workbooks", False), ("workbooks/portable", True)):
        package = formats.build("paper_audit", values, portable=portable)
        yield Path(f"{folder}/paper_audit.xlsx"), package.to_bytes()
