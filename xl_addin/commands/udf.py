"""``lembar udf``: the worksheet functions, to read about and to try."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from xl_addin.errors import LembarError

if TYPE_CHECKING:
    from udfs.registry import Udf, Value

DESCRIPTION = (
    "List the worksheet functions with their arguments, or call one:\n\n"
    "  lembar udf list\n"
    "  lembar udf call SWOT_WEIGHT_PCT 3 3,5,2        a range is written with commas; rows with semicolons\n"
    "  lembar udf call DUE_DATE 2026-11-02 3"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["list", "call"])
    parser.add_argument("name", nargs="?", metavar="NAME", help="the function's name, in any case")
    parser.add_argument("arguments", nargs="*", metavar="ARG")


def run(options: argparse.Namespace) -> int:
    import udfs
    from udfs.registry import FUNCTIONS

    assert udfs  # noqa: S101 - importing it registers the functions
    if options.what == "list":
        return _list(list(FUNCTIONS.values()), as_json=options.json)
    entry = FUNCTIONS.get((options.name or "").upper())
    if entry is None:
        raise LembarError("unknown_udf", found=options.name or "-", expected=", ".join(FUNCTIONS))
    return _call(entry, options.arguments, as_json=options.json)


def _list(entries: list[Udf], *, as_json: bool) -> int:
    if as_json:
        print(json.dumps([_metadata(entry) for entry in entries], ensure_ascii=False))
        return 0
    for entry in sorted(entries, key=lambda entry: (entry.category, entry.name)):
        arguments = ", ".join(f"[{a.name}]" if a.optional else a.name for a in entry.arguments)
        print(f"{entry.name}({arguments})\n    {entry.category}: {entry.help}")
        for argument in entry.arguments:
            print(f"    {argument.name + ':':16}{argument.help}")
    return 0


def _metadata(entry: Udf) -> dict[str, object]:
    return {
        "name": entry.name,
        "category": entry.category,
        "help": entry.help,
        "arguments": [{"name": a.name, "help": a.help, "optional": a.optional} for a in entry.arguments],
        "native": entry.native,
    }


def _call(entry: Udf, texts: list[str], *, as_json: bool) -> int:
    from udfs.registry import ExcelError, invoke, reason

    values = [_value(text) for text in texts]
    result = invoke(entry, values)
    why = reason(entry, values)
    shown = str(result) if isinstance(result, ExcelError) else result
    if as_json:
        print(json.dumps({"value": shown, "reason": why}, ensure_ascii=False))
    else:
        print(shown if why is None else f"{shown}: {why}")
    return 0 if why is None else 1


def _value(text: str) -> Value:
    """Read an argument: a number, a date, TRUE or FALSE, text; a range with commas and semicolons."""
    if "," in text or ";" in text:
        return [[_scalar(cell) for cell in row.split(",")] for row in text.split(";")]
    return _scalar(text)


def _scalar(text: str) -> float | str | bool | None:
    from datetime import date

    from udfs.registry import serial

    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    for read in (float, lambda day: serial(date.fromisoformat(day))):
        try:
            return float(read(text))
        except ValueError:
            continue
    return text or None
