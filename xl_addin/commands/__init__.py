"""The commands of ``lembar``, in the order in which its help lists them."""

from __future__ import annotations

import argparse
from typing import Protocol

from xl_addin.commands import adopt, demo, dump, explain, new, recalc, render, run, udf, verify


class Command(Protocol):
    """What a command's module offers."""

    NAME: str
    HELP: str
    DESCRIPTION: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's options."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


ALL: tuple[Command, ...] = (demo, new, render, recalc, verify, run, explain, adopt, udf, dump)
