"""``lembar run``: what a ribbon button does, without Excel."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from xl_addin.actions import ACTIONS

if TYPE_CHECKING:
    from xl_addin.actions import Result

DESCRIPTION = (
    "Run an action on a workbook: open, act, calculate, save. The file as it was is kept beside it.\n"
    "Exit code 1 when something is left for a person to settle.\n\n"
) + "\n".join(
    f"  {action.name + ' ' + ' '.join(f'[--{o.name}]' for o in action.options):34} {action.help}"
    for action in ACTIONS.values()
)

_PLACE = "option_"  # an action may have an option of the name of an argument of the command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", metavar="ACTION", help=f"one of: {', '.join(ACTIONS)}")
    parser.add_argument("file", type=Path, metavar="FILE")
    for name, help_text in _options().items():
        parser.add_argument(f"--{name}", dest=_PLACE + name, metavar=name.upper(), help=help_text)


def run(options: argparse.Namespace) -> int:
    from xl_addin.commands.bar import shown
    from xl_addin.runner import run_action

    given = {name: value for name in _options() if (value := getattr(options, _PLACE + name)) is not None}
    with shown(unless=options.json):
        result = run_action(options.file, options.action, given)
    if options.json:
        print(json.dumps(_as_json(result), ensure_ascii=False, default=str))
    else:
        _tell(result)
    return int(result.problems)


def _options() -> dict[str, str]:
    return {option.name: option.help for action in ACTIONS.values() for option in action.options}


def _as_json(result: Result) -> dict[str, object]:
    return {
        "message": result.message,
        "changed": result.changed,
        "problems": result.problems,
        "rows": [dict(zip(result.headings, row, strict=True)) for row in result.rows],
        "files": [str(file) for file in result.files],
        "next_step": result.next_step,
    }


def _tell(result: Result) -> None:
    print(result.message)
    if result.rows:
        from rich.console import Console
        from rich.markup import escape
        from rich.table import Table

        table = Table(*result.headings)
        for row in result.rows:
            table.add_row(*(escape("" if cell is None else f"{cell}") for cell in row))
        Console().print(table)
    for file in result.files:
        print(f"  {file}")
    if result.next_step:
        print(result.next_step)
