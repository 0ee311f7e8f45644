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
    + "\n".join(f"  {known.name:15} {known.help}" for known in formats.FORMATS.values())
    + "".join(f"\n  {name:15} a folder with {', '.join(books)}" for name, books in formats.SETS.items())
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("format", metavar="FORMAT", help=f"one of: {', '.join(formats.FORMATS)}")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="default: FORMAT.xlsx (a set: the folder FORMAT) here",
    )
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

    outputs = _outputs(options)
    for output in outputs.values():
        check_free(output, force=options.force)
    today = date.today()
    values = {"reference_date": today, "year": today.year + 1}
    values |= read_data(options.data) if options.data else {}
    for name, output in outputs.items():
        formats.build(name, values, portable=options.portable).save(output)
        print(json.dumps({"file": str(output)}) if options.json else f"made {output}")
    return 0


def _outputs(options: argparse.Namespace) -> dict[str, Path]:
    """Return the file of each format to make."""
    name: str = options.format
    if name in formats.SETS:
        folder = options.output or Path(name)
        return {book: folder / f"{book}.xlsx" for book in formats.SETS[name]}
    formats.find(name)
    return {name: options.output or Path(f"{name}.xlsx")}
