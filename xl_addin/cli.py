"""The command line: ``lembar COMMAND``. Each command is a module of :mod:`xl_addin.commands`."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence

from xl_addin import __version__, commands
from xl_addin.errors import LembarError

_DESCRIPTION = "Plan a manufacturing company in its own Excel formats, with or without Excel."
_EXAMPLES = """
examples:
  lembar demo                               a company's year on a worked example, in ./lembar-demo
  lembar new swot -o swot-2027.xlsx         an empty SWOT workbook, ready to fill
  lembar run collect_issues swot-2027.xlsx --folder forms
  lembar recalc swot-2027.xlsx              write fresh numbers into the file, without Excel
  lembar verify swot-2027.xlsx              do all calculation engines agree?
  lembar explain swot-2027.xlsx "Positioning!C9"
exit codes: 0 done, 1 the work found a problem, 2 bad usage or bad file (which stays as it was)
"""


def parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """Build the parser; only the chosen command is loaded and has its options."""
    root = argparse.ArgumentParser(
        prog="lembar",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"lembar {__version__}")
    choices = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, line in commands.HELP.items():
        command = choices.add_parser(name, help=line, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name == chosen:
            _equip(command, commands.load(name))
    return root


def _equip(parser: argparse.ArgumentParser, command: commands.Command) -> None:
    parser.description = command.DESCRIPTION
    command.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="answer as JSON, for a program")
    parser.set_defaults(run=command.run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may be cp1252
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(next((text for text in given if text in commands.HELP), None)).parse_args(given)
    try:
        return int(options.run(options))
    except LembarError as error:
        _tell(error, as_json=options.json)
        return 2
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("lembar: stopped; files are as they were", file=sys.stderr)
        return 2


def _tell(error: LembarError, *, as_json: bool) -> None:
    if as_json:
        print(
            json.dumps({"error": error.key, "message": error.english(), **error.facts()}, ensure_ascii=False)
        )
        return
    print(f"lembar: {error.english()}", file=sys.stderr)
    for name, value in error.facts().items():
        print(f"  {name + ':':10}{value}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
