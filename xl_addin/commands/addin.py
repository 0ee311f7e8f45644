"""``lembar addin``: the add-in for Excel, built without Excel, put on a PC, looked after."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_addin.addin.install import Step

DESCRIPTION = (
    "Build the add-in for Excel, put it on this PC, take it off, or see why it does not work.\n\n"
    "  lembar addin build -o lembar.xlam\n"
    "  lembar addin build --xlsm swot.xlsx -o swot.xlsm   a workbook that carries all itself\n"
    "  lembar addin install                               into Excel's start folder, with this Python\n"
    "  lembar addin doctor                                exit code 1 when something is amiss"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    choices = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    build = choices.add_parser("build", help="write lembar.xlam, or a workbook that needs no add-in")
    build.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: lembar.xlam")
    build.add_argument("--xlsm", type=Path, metavar="WORKBOOK", help="put everything into this workbook")
    build.add_argument("--force", action="store_true", help="replace a file that is there")
    install = choices.add_parser("install", help="put the add-in on this PC and point it at this Python")
    install.add_argument(
        "--where",
        choices=("startup", "addins"),
        default="startup",
        help="Excel's start folder (default), or the folder of the list of add-ins",
    )
    uninstall = choices.add_parser("uninstall", help="take the add-in off this PC; workbooks stay")
    for command in (install, uninstall):
        command.add_argument("--dry-run", action="store_true", help="only say what would be done")
    choices.add_parser("doctor", help="look for what keeps the add-in from working")
    for command in choices.choices.values():
        command.add_argument("--json", action="store_true", help="answer as JSON, for a program")


def run(options: argparse.Namespace) -> int:
    return {"build": _build, "install": _install, "uninstall": _uninstall, "doctor": _doctor}[options.what](
        options
    )


def _build(options: argparse.Namespace) -> int:
    from xl_addin import files
    from xl_addin.addin.build import FILE_NAME, build_addin, build_workbook

    source: Path | None = options.xlsm
    output = options.output or (source.with_suffix(".xlsm") if source else Path(FILE_NAME))
    files.check_free(output, force=options.force)
    package = build_workbook(source) if source else build_addin()
    package.save(output)
    print(json.dumps({"file": str(output)}) if options.json else f"{output} written")
    return 0


def _install(options: argparse.Namespace) -> int:
    from xl_addin.addin.install import install_steps
    from xl_addin.addin.system import this_system

    _do(install_steps(this_system(), options.where), options)
    return 0


def _uninstall(options: argparse.Namespace) -> int:
    from xl_addin.addin.install import uninstall_steps
    from xl_addin.addin.system import this_system

    steps = uninstall_steps(this_system())
    _do(steps, options)
    if not steps and not options.json:
        print("nothing of the add-in is on this PC")
    return 0


def _do(steps: list[Step], options: argparse.Namespace) -> None:
    for step in steps:
        if not options.json:
            print(f"would {step.text}" if options.dry_run else step.text)
        if not options.dry_run:
            step.do()
    if options.json:
        print(json.dumps({"done": not options.dry_run, "steps": [step.text for step in steps]}))


def _doctor(options: argparse.Namespace) -> int:
    from xl_addin.addin.doctor import examine
    from xl_addin.addin.system import this_system

    found = examine(this_system())
    if options.json:
        told = [{"check": f.key, "ok": f.ok, "found": f.found, "expected": f.expected} for f in found]
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(finding.line("en") for finding in found))
    return int(any(finding.ok is False for finding in found))
