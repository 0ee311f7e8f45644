"""What things are called in LibreOffice: the services, their methods, the addresses of the buttons."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any, Final

from udfs.registry import Udf

IDENTIFIER: Final = "org.lembar.calc"
"""The extension's own name."""
SERVICE: Final = "org.lembar.calc.Functions"
"""The service that serves the worksheet functions."""
INTERFACE: Final = "org.lembar.calc.XFunctions"
HANDLER: Final = "org.lembar.calc.Buttons"
"""The service that answers to the buttons."""
JOB: Final = "org.lembar.calc.Opened"
"""The service that is told when a document has been opened or saved."""
EVENTS: Final = ("onDocumentOpened", "OnSaveDone", "OnSaveAsDone")
"""Of which of a document's events it is told."""
PROTOCOL: Final = "vnd.org.lembar:"
"""Buttons have addresses that begin so: ``vnd.org.lembar:split_issues``."""
LINK: Final = "link_formulas"
"""The button that links the formulas of the open document."""


def method(name: str) -> str:
    """Return the method that serves a worksheet function: UNO wants no underscores.

    >>> method("SWOT_WEIGHT_PCT")
    'swotWeightPct'
    """
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def gives_array(entry: Udf) -> bool:
    """Say whether a worksheet function gives several cells: LibreOffice must know before it asks."""
    return typing.get_origin(_result(entry.function)) is list


def gives_truth(entry: Udf) -> bool:
    """Say whether a worksheet function gives TRUE or FALSE, which reaches LibreOffice as a number."""
    return _result(entry.function) is bool


@cache
def _result(function: Any) -> Any:
    return typing.get_type_hints(function)["return"]
