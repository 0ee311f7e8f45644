"""``lembar report``: the board's report of a calculated workbook."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = (
    "Make the board's report of a calculated workbook: one HTML page that loads nothing,\n"
    "and with --xlsx the same as a workbook of values.\n\n"
    "  bsc    Balanced Scorecard: scores, strategy map, KPIs, departments, who has not reported"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", choices=("bsc",), help="one of: bsc")
    parser.add_argument("file", type=Path, metavar="FILE", help="the workbook")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT.html", required=True)
    parser.add_argument("--xlsx", type=Path, metavar="OUT.xlsx", help="write the workbook too")
    parser.add_argument("--force", action="store_true", help="replace files that are there")


def run(options: argparse.Namespace) -> int:
    from xl_addin.files import check_free, check_not_open, write_bytes
    from xl_addin.report.bsc import page, workbook
    from xl_addin.report.bsc_data import read
    from xl_addin.report.source import FileSource

    targets = [path for path in (options.output, options.xlsx) if path is not None]
    for path in targets:
        check_free(path, force=options.force)
        check_not_open(path)
    found = read(FileSource(options.file))
    write_bytes(options.output, page(found).encode())
    if options.xlsx:
        workbook(found).save(options.xlsx)
    print(json.dumps({"files": [str(path) for path in targets]}) if options.json else _told(targets))
    return 0


def _told(paths: list[Path]) -> str:
    return "\n".join(f"made {path}" for path in paths)
