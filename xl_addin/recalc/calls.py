"""Calls of worksheet functions in the words of hosts that do not tell an argument left out from 0."""

from __future__ import annotations

import re
from typing import Final

from udfs.registry import FUNCTIONS
from xl_addin.ooxml.formula import map_calls

OMITTED: Final = "\ue000"
"""The text that a host hands over for an argument that was left out."""
_MAYBE: Final = re.compile(r"[(,]\s*[,)]")


def with_omitted(text: str) -> str:
    """Return a formula in which arguments left out of worksheet functions are marked.

    >>> from udfs import swot
    >>> with_omitted("SWOT_SCORE(A1,B1,C1,,TRUE)+SUM(A1,)").replace(OMITTED, "left out")
    'SWOT_SCORE(A1,B1,C1,"left out",TRUE)+SUM(A1,)'
    """
    return map_calls(text, FUNCTIONS, _marked) if _MAYBE.search(text) else text


def _marked(name: str, arguments: list[str]) -> str:
    marked = ",".join(argument or f'"{OMITTED}"' for argument in arguments)
    return f"{name}({marked})"
