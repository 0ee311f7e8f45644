"""``lembar template``: what a template needs, and what is wrong with it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.render.check import Checked

DESCRIPTION = (
    "Check a template before it is used: every fault at once (blocks that are not closed or cross each\n"
    "other, what cannot be read, unknown filters), and the names that its data must hold. With DATA also\n"
    "every name that the data do not have. Exit code 1 when something is wrong.\n\n"
    "  lembar template check kartu.xlsx\n"
    "  lembar template check kartu.xlsx data.yaml"
)
_MOST_CELLS = 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["check"])
    parser.add_argument("template", type=Path, metavar="TEMPLATE")
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help="YAML, JSON, CSV, or a workbook")
    parser.add_argument("--images", type=Path, metavar="FOLDER", help="pictures that DATA may name")
    parser.add_argument(
        "--templates", type=Path, metavar="FOLDER", help="templates whose sheets may be included"
    )


def run(options: argparse.Namespace) -> int:
    from xl_addin.datafile import read_data
    from xl_addin.render.check import check

    data = read_data(options.data) if options.data else None
    checked = check(options.template, data, images=options.images, templates=options.templates)
    if options.json:
        print(json.dumps(_as_json(options.template, checked), ensure_ascii=False))
    else:
        _tell(options.template, checked, with_data=options.data is not None)
    return 0 if checked.good else 1


def _as_json(template: Path, checked: Checked) -> dict[str, object]:
    return {
        "file": str(template),
        "good": checked.good,
        "faults": [vars(problem) for problem in checked.problems],
        "names": [vars(use) for use in checked.names],
    }


def _tell(template: Path, checked: Checked, *, with_data: bool) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    if checked.problems:
        table = Table("cell", "written", "fault", title="Faults")
        for fault in checked.problems:
            cells = (f"{fault.sheet}!{fault.cell}", fault.expression, fault.reason)
            table.add_row(*map(escape, cells))
        console.print(table)
    if checked.names:
        table = Table("name", "used in", *(["in the data"] if with_data else []), title="Names")
        for use in checked.names:
            row = [use.name, _listed(use.places), *([use.missing or "yes"] if with_data else [])]
            table.add_row(*map(escape, row), style="bold" if use.missing else None)
        console.print(table)
    missing = sum(use.missing is not None for use in checked.names)
    told = f"faults: {len(checked.problems)}" + (f", names missing: {missing}" if with_data else "")
    print(f"{template}: {'good' if checked.good else told}")


def _listed(places: tuple[str, ...]) -> str:
    more = len(places) - _MOST_CELLS
    return ", ".join(places[:_MOST_CELLS]) + (f" and {more} more" if more > 0 else "")
