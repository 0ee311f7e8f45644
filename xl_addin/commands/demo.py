"""``lembar demo``: the whole story on the worked example."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.demo import Demo, Position

DESCRIPTION = (
    "Play the SWOT round of a fictitious furniture maker: the departments' issue forms are gathered,\n"
    "checked, the faulty ones returned with a letter, the issues split into the four tabs, weighted, the\n"
    "company positioned, the matrix filled. Leaves workbooks, letters and a picture to look at."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("lembar-demo"), metavar="DIR", help="default: lembar-demo"
    )


def run(options: argparse.Namespace) -> int:
    from xl_addin.demo import Demo

    demo = Demo(options.out)
    told = []
    for step in demo.steps():
        told.append({"step": step.told, "files": [str(file) for file in step.files]})
        if not options.json:
            print(f"{len(told):2}. {step.told}")
    position = demo.position()
    if options.json:
        print(json.dumps({"steps": told, **vars(position)}, ensure_ascii=False))
    else:
        _show(demo, position)
    return 0


def _show(demo: Demo, found: Position) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "score", title="Where the company stands")
    for letter, name in zip("SWOT", ("Strength", "Weakness", "Opportunity", "Threat"), strict=True):
        table.add_row(name, f"{found.scores[letter]:.4f}")
    table.add_section()
    table.add_row("x = S - W", f"{found.x:+.4f}")
    table.add_row("y = O - T", f"{found.y:+.4f}")
    table.add_row("position", found.position)
    table.add_row("strategies, first first", ", ".join(found.priority))
    Console().print(table)
    print(
        f"Open {demo.workbook} in Excel or LibreOffice ({demo.portable} on a phone); look at {demo.picture}."
    )
    print(f"How did it come about?  lembar explain {demo.workbook} Posisi")
