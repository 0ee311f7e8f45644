"""Balanced Scorecard workbooks for the tests of map and report, rendered from the shipped template."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from xl_addin import formats
from xl_addin.example_bsc import BscExample

EVIL = (
    """<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"> "Laba" & 'kas' {{ 7 * 7 }}"""
)
"""What somebody may type as the name of a KPI."""


def objectives_of() -> list[dict[str, Any]]:
    """Return the objectives of the example."""
    return BscExample().objectives


@cache
def _built(evil: bool) -> bytes:
    values = BscExample().workbook()
    if evil:
        values["corporate"] = [{**values["corporate"][0], "name": EVIL}, *values["corporate"][1:]]
        values["objectives"] = [{**values["objectives"][0], "name": EVIL}, *values["objectives"][1:]]
        values["company"] = {"name": EVIL}
        first = {**values["departments"][0], "manager": EVIL}
        values["departments"] = [first, *values["departments"][1:]]
    return formats.build("bsc", values).to_bytes()


def write_bsc(path: Path, *, evil: bool = False) -> Path:
    """Write the example's workbook at the end of September; with ``evil`` some names in it are markup."""
    path.write_bytes(_built(evil))
    return path
