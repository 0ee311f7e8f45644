"""``lembar demo``: the whole story on the worked example."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.demo import Demo

DESCRIPTION = (
    "Play the year of a fictitious furniture maker. SWOT: the departments' issue forms are gathered and\n"
    "checked, the issues weighted, the company positioned, strategies written. Balanced Scorecard:\n"
    "initiatives become KPIs, KPIs cascade to seven departments, nine months of results come in and are\n"
    "verified, the board gets its report. APS: orders are imported, promised by capacity and material,\n"
    "agreed on and sent out. Customers: complaints are answered in time, June's discounts calculated.\n"
    "SOP: a procedure is checked, drawn, simulated, signed, issued. Leaves workbooks, letters, pictures."
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
    if options.json:
        print(json.dumps({"steps": told, **_endings(demo)}, ensure_ascii=False, default=str))
    else:
        for show in _SHOWN:
            show(demo)
    return 0


def _endings(demo: Demo) -> dict[str, object]:
    """Return where each story ended; the SWOT position's own fields come first, as they always did."""
    return {
        **vars(demo.swot.position()),
        "bsc": vars(demo.bsc.scorecard()),
        "aps": vars(demo.aps.ending()),
        "complaints": vars(demo.complaints.ending()),
        "discounts": vars(demo.discounts.ending()),
        "sop": vars(demo.sop.ending()),
    }


def _show(title: str, headings: tuple[str, ...], *parts: Iterable[tuple[str, ...]]) -> None:
    """Print a table of parts with a line between them."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*headings, title=title)
    for part in parts:
        for row in part:
            table.add_row(*row)
        table.add_section()
    Console().print(table)


def _show_position(demo: Demo) -> None:
    found, story = demo.swot.position(), demo.swot
    names = zip("SWOT", ("Strength", "Weakness", "Opportunity", "Threat"), strict=True)
    position = (
        ("x = S - W", f"{found.x:+.4f}"),
        ("y = O - T", f"{found.y:+.4f}"),
        ("position", found.position),
        ("strategies, first first", ", ".join(found.priority)),
    )
    scores = ((name, f"{found.scores[letter]:.4f}") for letter, name in names)
    _show("Where the company stands", ("", "score"), scores, position)
    print(
        f"Open {story.workbook} in Excel or LibreOffice ({story.portable} on a phone); see {story.picture}."
    )
    print(f"How did it come about?  lembar explain {story.workbook} Posisi")


def _show_scorecard(demo: Demo) -> None:
    found = demo.bsc.scorecard()
    total = {**found.perspectives, "total": found.score}
    parts = [[(name, f"{score:.1%}") for name, score in part.items()] for part in (total, found.departments)]
    _show(f"Balanced Scorecard up to month {found.month:g}", ("", "score"), *parts)
    print(f"Open {demo.bsc.workbook} and the workbooks in {demo.bsc.departments}; see {demo.bsc.report}.")


def _show_plan(demo: Demo) -> None:
    found = demo.aps.ending()
    orders = (
        ("orders in the final APS", f"{found.orders}"),
        ("units asked for", f"{found.asked:,.0f}"),
        ("units agreed on", f"{found.agreed:,.0f}"),
    )
    loads = ((f"load of {name}", f"{share:.0%}") for name, share in found.load.items())
    late = ((f"late order {number}", decision) for number, (decision, _, _) in found.late.items())
    _show(f"APS of {found.month:%m/%Y}", ("", ""), orders, loads, late)
    print(f"Open {demo.aps.workbook}; letters are in {demo.aps.letters}, results in {demo.aps.results}.")


def _show_complaints(demo: Demo) -> None:
    found = demo.complaints.ending()
    rows = (
        ("in the register", f"{found.recorded}"),
        ("closed in time", f"{found.in_time:.0%}"),
        ("late or due today", f"{len(found.late)}"),
        ("the complaint of this story", found.status),
    )
    _show("Complaints", ("", ""), rows)
    print(f"Open {demo.complaints.workbook}; form, reply and report are in {demo.complaints.folder}.")


def _show_discounts(demo: Demo) -> None:
    found = demo.discounts.ending()
    sums = (
        ("on targets", f"{found.target:,.0f}"),
        ("on payments in time", f"{found.payment:,.0f}"),
        ("total", f"{found.total:,.0f}"),
        ("the month before", f"{found.last:,.0f}"),
    )
    _show(f"Discounts of {found.month:%m/%Y}", ("", "rupiah"), sums)
    print(f"Open {demo.discounts.workbook}; statements to print are in {demo.discounts.statements}.")


def _show_procedure(demo: Demo) -> None:
    found = demo.sop.ending()
    before, after = found.findings
    rows = (
        ("state", found.state),
        ("findings, before and after", f"{before}, {after}"),
        ("mean lead time, working days", f"{found.mean:.1f}"),
        (f"within {found.promise:g} working days", f"{found.on_time:.1%}"),
        ("bottleneck", found.bottleneck),
    )
    _show(found.title, ("", ""), rows)
    print(f"Open {demo.sop.workbook}; the document is in {demo.sop.documents}.")


_SHOWN = (
    _show_position,
    _show_scorecard,
    _show_plan,
    _show_complaints,
    _show_discounts,
    _show_procedure,
)
