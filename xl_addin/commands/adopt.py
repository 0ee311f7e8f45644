"""``lembar adopt``: a workbook that the company already has, read into a format."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.errors import LembarError

if TYPE_CHECKING:
    from xl_addin.actions.adopt import Adoption

DESCRIPTION = (
    "Read a SWOT workbook of any layout into Lembar's format. Headings are matched by meaning; whatever was\n"
    "matched only probably, or not at all, is listed, and nothing is dropped in silence. Exit code 1 when\n"
    "something is doubtful; settle it with --answer and run again:\n\n"
    '  lembar adopt lama.xlsx -o swot.xlsx --answer "Kekuatan!C5=Bobot" --answer "Kekuatan!F5=-"'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--format", default="swot", metavar="NAME", help="default: swot")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: FILE-FORMAT.xlsx")
    parser.add_argument("--answer", action="append", default=[], metavar="CELL=HEADING", help="- leaves out")
    parser.add_argument("--portable", action="store_true", help="no add-in needed: plain Excel formulas only")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: argparse.Namespace) -> int:
    from xl_addin import formats
    from xl_addin.actions.adopt import adopt
    from xl_addin.files import check_free

    output = options.output or options.file.with_name(f"{options.file.stem}-{options.format}.xlsx")
    check_free(output, force=options.force)
    found = adopt(options.file, options.format, dict(_answer(text) for text in options.answer))
    formats.build(options.format, found.data, portable=options.portable).save(output)
    if options.json:
        print(json.dumps({"file": str(output), "differences": [asdict(d) for d in found.differences]}))
    else:
        _tell(output, found)
    return int(bool(found.questions))


def _answer(text: str) -> tuple[str, str]:
    cell, mark, heading = text.rpartition("=")
    if not mark:
        raise LembarError("bad_option", found=text, expected="CELL=HEADING")
    return cell, heading


def _tell(output: Path, found: Adoption) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    print(f"made {output} from {len(found.data['issues'])} issues")
    if found.differences:
        table = Table("cell", "found", "taken as", "why", title="read otherwise than written, or not at all")
        for difference in found.differences:
            cells = (difference.address, difference.found, difference.taken_as or "left out", difference.note)
            table.add_row(*(escape(text) for text in cells), style="bold" if difference.open else None)
        Console().print(table)
    if found.questions:
        print("Lines in bold are doubtful: settle them with --answer CELL=HEADING.")
