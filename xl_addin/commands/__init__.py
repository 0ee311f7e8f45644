"""The commands of ``lembar``, in the order of its help; a module each, loaded when it is used."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Final, Protocol, cast

HELP: Final = {
    "demo": "play a company's year on a worked example: SWOT, then Balanced Scorecard",
    "new": "make a workbook of one of the company's formats",
    "render": "fill a template (.xlsx with {{ tags }}) with data",
    "template": "check a template: its faults, and the names that its data must hold",
    "recalc": "calculate workbooks and write the numbers into them",
    "verify": "calculate with every engine and show the cells on which they differ",
    "run": "run a ribbon button's action on a workbook, without Excel",
    "report": "make the board's report of a workbook: a page (.html) and a workbook (.xlsx)",
    "audit": "tell what does not add up: weights, contributions, typed-over formulas, errors",
    "explain": "say how a number came about: every input, setting and step",
    "adopt": "read a workbook that the company already has into the format",
    "udf": "list the worksheet functions, or call one",
    "addin": "build the add-in for Excel, install it, see why it does not work",
    "calc": "build and install the add-in for LibreOffice Calc",
    "dump": "print a workbook as text (cells, formulas, names, validations), so that a diff reads",
}
"""Every command with a line of help."""


class Command(Protocol):
    """What a command's module offers."""

    DESCRIPTION: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


def load(name: str) -> Command:
    """Import a command's module."""
    return cast("Command", import_module(f"{__name__}.{name}"))
