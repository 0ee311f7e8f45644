"""``lembar dump``: a workbook as text, for a diff."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = (
    "Print a workbook as text. With git, so that a diff of an .xlsx reads:\n\n"
    "  git config diff.lembar.textconv 'lembar dump'"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    from xl_addin.recalc.dump import dump

    text = dump(options.file)
    print(json.dumps({"file": str(options.file), "text": text}, ensure_ascii=False) if options.json else text)
    return 0
