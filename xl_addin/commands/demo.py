"""``lembar demo``: the whole story on the worked example."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.demo import Demo
    from xl_addin.demo.bsc import Scorecard
    from xl_addin.demo.swot import Position

DESCRIPTION = (
    "Play the year of a fictitious furniture maker. SWOT: the departments' issue forms are gathered and\n"
    "checked, the issues weighted, the company positioned, strategies written. Balanced Scorecard:\n"
    "initiatives become KPIs, KPIs cascade to seven departments, nine months of results come in and are\n"
    "verified, the board gets its report. Leaves workbooks, letters, a picture and a page to look at."
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
    position, scorecard = demo.swot.position(), demo.bsc.scorecard()
    if options.json:
        print(json.dumps({"steps": told, **vars(position), "bsc": vars(scorecard)}, ensure_ascii=False))
    else:
        _show_position(demo, position)
        _show_scorecard(demo, scorecard)
    return 0


def _show_position(demo: Demo, found: Position) -> None:
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
    story = demo.swot
    print(
        f"Open {story.workbook} in Excel or LibreOffice ({story.portable} on a phone); see {story.picture}."
    )
    print(f"How did it come about?  lembar explain {story.workbook} Posisi")


def _show_scorecard(demo: Demo, found: Scorecard) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "score", title=f"Balanced Scorecard up to month {found.month:g}")
    for name, score in found.perspectives.items():
        table.add_row(name, f"{score:.1%}")
    table.add_row("total", f"{found.score:.1%}")
    table.add_section()
    for name, score in found.departments.items():
        table.add_row(name, f"{score:.1%}")
    Console().print(table)
    print(f"Open {demo.bsc.workbook} and the workbooks in {demo.bsc.departments}; see {demo.bsc.report}.")
