"""Formulas as LibreOffice needs them to find a worksheet function, and back as the file keeps them.

LibreOffice does not look add-in functions up by their short names when it opens an .xlsx, and hands an empty
cell over as 0 where an argument is that cell alone. A linked formula has the full name, and asks first
whether the cell is empty.

>>> from udfs import swot
>>> linked("SWOT_SCORE(D10,E10,$D$7)*2")
'ORG.LEMBAR.CALC.FUNCTIONS.SWOTSCORE(IF(ISBLANK(D10),"",D10),IF(ISBLANK(E10),"",E10),$D$7)*2'
>>> restored(_)
'SWOT_SCORE(D10,E10,$D$7)*2'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Final

from udfs.registry import FUNCTIONS
from xl_addin.calc.names import SERVICE, gives_array, gives_truth, method
from xl_addin.ooxml.formula import map_calls

_QUOTED: Final = re.compile(r"""("(?:[^"]|"")*")|'(?:[^']|'')+'""")
_HIDDEN: Final = re.compile("\ue001(\\d+)\ue002")
_CELL_OR_NAME: Final = re.compile("(?![\\d.])[\\w$.!\ue001\ue002]+")
_WORD: Final = re.compile(r"[A-Z_0-9]+(?=\()")
_WRAPPED: Final = re.compile(r'IF\(IS(?:TEXT|NUMBER)\((.+)\)([,;])\1(?:&""|=1)\2\1\)', re.DOTALL)
_GUARDED: Final = re.compile(r'IF\(ISBLANK\((.+?)\)([,;])""\2\1\)', re.DOTALL)


def linked(formula: str, separator: str = ",", *, array: bool = False) -> str:
    """Return a formula whose calls of worksheet functions LibreOffice resolves and feeds empty cells.

    Text in an array that an add-in gives is no text that MATCH or ``=`` finds again (in LibreOffice 7.4 at
    least); text that ``&`` has made is. A truth value arrives as a number, which ``=1`` makes a truth value.

    Args:
        formula: As the file keeps it, or linked already.
        separator: What stands between arguments: ``;`` in the formulas of an open document.
        array: Whether it is an array formula.
    """

    def link(name: str, arguments: list[str]) -> str:
        entry = FUNCTIONS[name.upper()]
        guarded = [
            _guarded(text, separator) if told is None or not told.takes_range else text
            for text, told in zip_longest(arguments, entry.arguments[: len(arguments)])
        ]
        call = f"{full_name(name)}({separator.join(guarded)})"
        if array and gives_array(entry):
            return f'IF(ISTEXT({call}){separator}{call}&""{separator}{call})'
        if gives_truth(entry):
            return f"IF(ISNUMBER({call}){separator}{call}=1{separator}{call})"
        return call

    return _mapped(restored(formula, separator), FUNCTIONS, link, separator)


def restored(formula: str, separator: str = ",") -> str:
    """Return a linked formula as the file keeps it; any other formula as it is.

    >>> restored("SUM(A1:A3)"), restored('if(org.lembar.calc.functions.swotx(IF(ISBLANK(A1),"",A1),2),1)')
    ('SUM(A1:A3)', 'if(SWOT_X(A1,2),1)')
    """
    if not mentions(formula):
        return formula
    short = {full_name(name): name for name in FUNCTIONS}

    def restore(name: str, arguments: list[str]) -> str:
        return f"{short[name.upper()]}({separator.join(_GUARDED.sub(_inner, text) for text in arguments)})"

    text, before = _mapped(formula, short, restore, separator), ""
    while text != before:  # a call may stand within a call
        before, text = text, _WRAPPED.sub(_unwrapped, text)
    return text


def full_name(name: str) -> str:
    """Return a worksheet function's full name as LibreOffice writes it into an .xlsx."""
    return f"{SERVICE}.{method(name)}".upper()


def calls(formula: str) -> bool:
    """Say whether a formula calls a worksheet function, by whichever name."""
    return mentions(formula) or any(name in FUNCTIONS for name in _WORD.findall(formula.upper()))


def mentions(formula: str) -> bool:
    """Say whether a formula has a full name in it."""
    return SERVICE.upper() in formula.upper()


def _mapped(
    formula: str, names: Mapping[str, object], change: Callable[[str, list[str]], str], separator: str
) -> str:
    """Map calls; quoted sheet names, in which any sign may stand, are out of sight meanwhile."""
    hidden: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[0]
        if found[0] not in hidden:
            hidden.append(found[0])
        return f"\ue001{hidden.index(found[0])}\ue002"

    masked = _QUOTED.sub(hide, formula)
    mapped = map_calls(masked, names, change, separator)
    return _HIDDEN.sub(lambda found: hidden[int(found[1])], mapped)


def _guarded(text: str, separator: str) -> str:
    return f'IF(ISBLANK({text}){separator}""{separator}{text})' if _CELL_OR_NAME.fullmatch(text) else text


def _unwrapped(found: re.Match[str]) -> str:
    """Return the call that was wrapped; what people have wrapped themselves stays."""
    return found[1] if found[1].partition("(")[0] in FUNCTIONS else found[0]


def _inner(found: re.Match[str]) -> str:
    return found[1]
