"""``lembar verify``: do the engines agree?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.recalc.verify import Difference, Verification

DESCRIPTION = (
    "Calculate workbooks with every engine that is on this machine, compare cell by cell, and compare with\n"
    "the values stored in the file. Exit code 1 and a table when any two differ."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--engine", action="append", metavar="NAME", help="only these engines (repeat the option)"
    )


def run(options: argparse.Namespace) -> int:
    from xl_addin.recalc.engines import NAMES
    from xl_addin.recalc.verify import verify

    found = [(file, verify(file, options.engine or NAMES)) for file in options.files]
    for file, verification in found:
        if options.json:
            print(json.dumps(_as_json(file, verification), ensure_ascii=False))
        else:
            _tell(file, verification)
    return int(any(verification.differences for _, verification in found))


def _as_json(file: Path, found: Verification) -> dict[str, object]:
    differences = [
        {
            "sheet": d.sheet,
            "cell": d.cell,
            "formula": d.formula,
            **{k: _shown(v) for k, v in d.values.items()},
        }
        for d in found.differences
    ]
    told = {"file": str(file), "formulas": found.formulas, "checked": found.checked, "unable": found.unable}
    return {**told, "differences": differences}


def _tell(file: Path, found: Verification) -> None:
    asked = ", ".join(f"{name} ({count})" for name, count in found.checked.items())
    verdict = f"{len(found.differences)} differ" if found.differences else "all agree"
    print(f"{file}: {found.formulas} formulas; {verdict}; asked: {asked}")
    for name, why in found.unable.items():
        print(f"  {name} took no part: {why}")
    for name, cells in found.silent.items():
        print(f"  {name} knows no value of {len(cells)} cells, the first {next(iter(cells))}")
    if found.differences:
        _table(found.differences)


def _table(differences: list[Difference]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    names = list(dict.fromkeys(name for d in differences for name in d.values))
    table = Table("cell", "formula", *names)
    for found in differences:
        values = [_shown(found.values[name]) if name in found.values else "-" for name in names]
        table.add_row(
            *(escape(text) for text in (f"{found.sheet}!{found.cell}", f"={found.formula}", *values))
        )
    Console().print(table)


def _shown(value: object) -> str:
    return (
        f"{value:.15g}" if isinstance(value, float) else repr(value) if isinstance(value, str) else str(value)
    )
