"""``lembar new``: a workbook of one of the shipped formats."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from xl_addin import formats
from xl_addin.datafile import read_data

DESCRIPTION = (
    "Make a workbook of a format, empty or filled with your data, with numbers in every cell.\n\n"
    + "\n".join(f"  {known.name:12} {known.help}" for known in formats.FORMATS.values())
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", metavar="FORMAT", help=f"one of: {', '.join(formats.FORMATS)}")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: FORMAT.xlsx here")
    parser.add_argument("--data", type=Path, metavar="FILE", help="YAML or JSON to fill it with")
    parser.add_argument(
        "--portable",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="no add-in needed: plain Excel formulas only (the default of formats that go to departments)",
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: argparse.Namespace) -> int:
    from xl_addin.files import check_free

    output = options.output or Path(f"{options.format}.xlsx")
    formats.find(options.format)
    check_free(output, force=options.force)
    today = date.today()
    values = {"reference_date": today, "year": today.year + 1}
    values |= read_data(options.data) if options.data else {}
    formats.build(options.format, values, portable=options.portable).save(output)
    print(json.dumps({"file": str(output)}) if options.json else f"made {output}")
    return 0
