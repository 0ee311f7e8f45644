"""``lembar calc``: the add-in for LibreOffice Calc."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

DESCRIPTION = (
    "Build the add-in for LibreOffice Calc, install it, or take it off.\n\n"
    "  lembar calc build -o lembar.oxt\n"
    "  lembar calc install               for you; close LibreOffice first\n"
    "  lembar calc install --shared      for all users of this computer, as its administrator\n\n"
    "The buttons run in the Python that runs this command."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choices = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    build = choices.add_parser("build", help="write lembar.oxt")
    build.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: lembar.oxt")
    build.add_argument("--force", action="store_true", help="replace a file that is there")
    install = choices.add_parser("install", help="build the add-in and install it in LibreOffice")
    uninstall = choices.add_parser("uninstall", help="take the add-in out of LibreOffice; workbooks stay")
    for command in (install, uninstall):
        command.add_argument("--shared", action="store_true", help="for all users of this computer")
    press = choices.add_parser("press", help="what the add-in itself calls when a button is pressed")
    press.add_argument("button", metavar="BUTTON")
    press.add_argument("file", type=Path, metavar="FILE")
    press.add_argument("--result", type=Path, required=True, metavar="FILE", help="where to write the result")
    press.add_argument("--selected", default="", metavar="CELL")
    press.add_argument("--given", type=json.loads, default={}, metavar="JSON", help="answers by option")
    for command in choices.choices.values():
        command.add_argument("--json", action="store_true", help="answer as JSON, for a program")


def run(options: argparse.Namespace) -> int:
    return {"build": _build, "install": _install, "uninstall": _uninstall, "press": _press}[options.what](
        options
    )


def _build(options: argparse.Namespace) -> int:
    from xl_addin import calc_host, files

    output = options.output or Path(calc_host.FILE_NAME)
    files.check_free(output, force=options.force)
    files.write_bytes(output, calc_host.build())
    return _say(options, f"{output} written", {"file": str(output)})


def _install(options: argparse.Namespace) -> int:
    from xl_addin import calc_host

    calc_host.install(shared=options.shared)
    return _say(
        options, "installed; start LibreOffice Calc and look for the menu Lembar", {"installed": True}
    )


def _uninstall(options: argparse.Namespace) -> int:
    from xl_addin import calc_host

    calc_host.uninstall(shared=options.shared)
    return _say(options, "removed; workbooks stay as they are", {"installed": False})


def _press(options: argparse.Namespace) -> int:
    from xl_addin import calc_host

    answer = calc_host.press(options.button, options.file, options.result, options.selected, options.given)
    return _say(options, answer.text, asdict(answer)) or int(answer.fault)


def _say(options: argparse.Namespace, text: str, told: dict[str, object]) -> int:
    print(json.dumps(told, ensure_ascii=False) if options.json else text)
    return 0
