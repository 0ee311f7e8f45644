"""What Calc's function wizard shows, as the configuration file CalcAddIns.xcu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from udfs.registry import Argument, Udf
from xl_addin.calc.names import SERVICE, method
from xl_addin.calc.typelib import parameter
from xl_addin.calc.xcu import configuration, node, text

_LATER: Final = "; boleh dikosongkan"


def calc_addins(functions: Mapping[str, Udf]) -> str:
    """Return the names and the help of all functions, in Indonesian whatever the user's language."""
    described = "".join(_function(name, entry) for name, entry in functions.items())
    return configuration(
        "CalcAddIns", "", node("AddInInfo", node(SERVICE, node("AddInFunctions", described), new=True))
    )


def _function(name: str, entry: Udf) -> str:
    properties = (
        text("DisplayName", name, local=True)
        + text("Description", f"{entry.category}: {entry.help}", local=True)
        + text("Category", "Add-In")
        + text("CompatibilityName", name, local=True)
    )
    return node(method(name), properties + node("Parameters", "".join(_parameters(entry))), new=True)


def _parameters(entry: Udf) -> Iterator[str]:
    for place, argument in enumerate(entry.arguments):
        shown = text("DisplayName", argument.name, local=True)
        yield node(parameter(place), shown + text("Description", _help(argument), local=True), new=True)


def _help(argument: Argument) -> str:
    return argument.help + (_LATER if argument.optional else "")
