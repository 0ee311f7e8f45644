"""``lembar audit``: what does not add up in a workbook."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.audit import Finding

DESCRIPTION = (
    "Read a workbook and tell what does not add up: cells that show an error, checks that are not OK,\n"
    "formulas that were typed over, totals and by which rows they would add up; in a Balanced Scorecard\n"
    "also weights and contributions that are not 100 %, KPIs that nobody carries or that have no target,\n"
    "circular parents. Nothing is changed. Exit code 1 when something was found."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")


def run(options: argparse.Namespace) -> int:
    from xl_addin.audit import audit

    found = {file: audit(file) for file in options.files}
    for file, findings in found.items():
        if options.json:
            print(
                json.dumps(
                    {"file": str(file), "findings": [_as_json(f) for f in findings]}, ensure_ascii=False
                )
            )
        else:
            _tell(file, findings)
    return int(any(found.values()))


def _as_json(finding: Finding) -> dict[str, str]:
    return {**vars(finding), "message": finding.english(), "pesan": finding.indonesian()}


def _tell(file: Path, findings: list[Finding]) -> None:
    if not findings:
        print(f"{file}: nothing found")
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("cell", "what", "found", "expected", title=f"{escape(file.name)}: {len(findings)} found")
    for finding in findings:
        place = f"{finding.sheet}!{finding.cell}"
        table.add_row(*map(escape, (place, finding.english(), finding.found, finding.expected)))
    Console().print(table)
