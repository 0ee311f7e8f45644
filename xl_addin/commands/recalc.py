"""``lembar recalc``: fresh numbers in workbooks, without Excel."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.commands.bar import shown
from xl_addin.errors import LembarError
from xl_addin.progress import step

if TYPE_CHECKING:
    from xl_addin.recalc import Report

DESCRIPTION = (
    "Calculate workbooks and write the values into the files. Nothing else in a file changes.\n"
    "A file with a cell that the engine cannot calculate rightly is refused and stays as it was."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument(
        "--engine", default="formualizer", metavar="NAME", help="formualizer, formulas, libreoffice"
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the old value of cells that cannot be calculated"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="files at the same time (default 1)")


def run(options: argparse.Namespace) -> int:
    failed = 0
    files: list[Path] = options.files
    with shown(unless=options.json or len(files) == 1):
        for done, (file, outcome) in enumerate(_outcomes(options), 1):
            step(done, len(files), "calculating")
            if isinstance(outcome, LembarError):
                failed += 1
                _tell_refusal(outcome.in_file(file), as_json=options.json)
            else:
                _tell_report(file, outcome, as_json=options.json)
    return 2 if failed else 0


def calculate(file: Path, engine: str, keep: bool) -> Report | LembarError:
    """Calculate one file; in a process of its own a refusal comes back as a value."""
    from xl_addin.recalc import recalculate

    try:
        return recalculate(file, engine, keep=keep)
    except LembarError as error:
        return error


def _outcomes(options: argparse.Namespace) -> Iterator[tuple[Path, Report | LembarError]]:
    files: list[Path] = options.files
    if options.jobs <= 1 or len(files) == 1:
        for file in files:
            yield file, calculate(file, options.engine, options.keep)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(options.jobs) as pool:
        count = len(files)
        yield from zip(
            files, pool.map(calculate, files, [options.engine] * count, [options.keep] * count), strict=True
        )


def _tell_refusal(error: LembarError, *, as_json: bool) -> None:
    if as_json:
        print(
            json.dumps({"error": error.key, "message": error.english(), **error.facts()}, ensure_ascii=False)
        )
    else:
        print(f"lembar: {error.english()}", file=sys.stderr)


def _tell_report(file: Path, report: Report, *, as_json: bool) -> None:
    kept = [f"{cell.sheet}!{cell.cell}" for cell in report.kept]
    changed = len(report.changes)
    if as_json:
        answer = {"file": str(file), "engine": report.engine, "formulas": report.formulas, "changed": changed}
        print(json.dumps({**answer, "kept": kept, "seconds": round(report.seconds, 4)}, ensure_ascii=False))
        return
    told = f"{report.formulas} formulas, {changed} values changed"
    print(f"{file}: {told} ({report.engine}, {report.seconds:.2f} s)")
    for cell in report.kept:
        print(f"  kept as it was: {cell.sheet}!{cell.cell} ({cell.reason.en})")
