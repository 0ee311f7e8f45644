"""``lembar render``: fill a template of one's own."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

DESCRIPTION = (
    "Fill a template with data. A template is an ordinary workbook with Jinja2 tags typed into cells:\n"
    "{{ company.name }} is replaced; rows between a row {% for item in items %} and a row {% endfor %}\n"
    "repeat; formulas, tables and charts over such a block grow with it. A template that runs on is stopped."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", type=Path, metavar="TEMPLATE")
    parser.add_argument("data", type=Path, metavar="DATA", help="YAML, JSON, CSV, or a workbook with tables")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    parser.add_argument("--portable", action="store_true", help="replace UDFs by plain Excel formulas")
    parser.add_argument("--images", type=Path, metavar="FOLDER", help="pictures that DATA may name")
    parser.add_argument(
        "--templates", type=Path, metavar="FOLDER", help="templates whose sheets may be included"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    add_limits(parser)


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Declare how far a template may go."""
    parser.add_argument("--limit-seconds", type=_positive, default=300, metavar="N", help="default: 300")
    parser.add_argument(
        "--limit-megabytes", type=_positive, default=4096, metavar="N", help="default: 4096; on Linux only"
    )
    parser.add_argument(
        "--limit-rows", type=_positive, default=1 << 20, metavar="N", help="of a sheet; default: as Excel"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError(text)
    return number


def run(options: argparse.Namespace) -> int:
    from xl_addin.datafile import read_data
    from xl_addin.files import check_free, check_not_open

    check_free(options.output, force=options.force)
    check_not_open(options.output)
    with _spinner(options):
        formulas = _fill(options, read_data(options.data))
    answer = {"file": str(options.output), "formulas": formulas}
    print(json.dumps(answer) if options.json else f"made {options.output} ({formulas} formulas calculated)")
    return 0


def _fill(options: argparse.Namespace, data: dict[str, Any]) -> int:
    """Fill, calculate and write; return the number of formulas."""
    from xl_addin.ooxml.package import Limits as Size
    from xl_addin.ooxml.package import Package
    from xl_addin.recalc import recalculate
    from xl_addin.render import Limits
    from xl_addin.render.isolated import render_isolated

    limits = Limits(rows=options.limit_rows, seconds=options.limit_seconds)
    filled = render_isolated(
        options.template,
        data,
        portable=options.portable,
        limits=limits,
        megabytes=options.limit_megabytes,
        images=options.images,
        templates=options.templates,
    )
    # what came within the limits of a rendering may be larger than a file of unknown origin may be
    package = Package.open(filled, Size(file=1 << 30, part=1 << 31, total=1 << 32))
    report = recalculate(package)
    package.save(options.output)
    return report.formulas


def _spinner(options: argparse.Namespace) -> AbstractContextManager[object]:
    """Show the time that has passed, when somebody watches."""
    if options.json or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    progress = Progress(*columns, console=console, transient=True)
    progress.add_task(f"filling {escape(options.template.name)}", total=None)
    return progress
