"""``lembar explain``: how a number came about, or why a cell shows an error."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

DESCRIPTION = (
    "Follow a cell back to its inputs and settings, step by step; for an error, to the first faulty cell.\n\n"
    '  lembar explain swot.xlsx "Positioning!C9"'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("cell", metavar="CELL", help="Sheet!A1, or a defined name")


def run(options: argparse.Namespace) -> int:
    from xl_addin.recalc.explain import explain

    explanation = explain(options.file, options.cell)
    print(json.dumps(explanation.as_json(), ensure_ascii=False) if options.json else explanation.text())
    return 1 if explanation.faulty else 0
