"""Pieces of native twins: Excel formula texts over ``{argument}`` placeholders.

They use only what formulas, formualizer and LibreOffice all calculate as Excel does, which the tests of the
twins prove. Errors are written as error constants (``#NUM!``), as LibreOffice makes #VALUE! of ``SQRT(-1)``.
"""

from __future__ import annotations

from collections.abc import Sequence


def if_blank(names: Sequence[str], otherwise: str) -> str:
    """Return the formula that shows "" while one of these single cells is blank.

    One IF for each, as of several errors in one OR, LibreOffice gives another one than Excel.

    >>> if_blank(["s", "w"], "{s}-{w}")
    'IF({s}="","",IF({w}="","",{s}-{w}))'
    """
    for name in reversed(names):
        otherwise = f'IF({{{name}}}="","",{otherwise})'
    return otherwise


def if_numbers(
    otherwise: str, *, singles: Sequence[str] = (), flags: Sequence[str] = (), ranges: Sequence[str] = ()
) -> str:
    """Return the formula that gives #VALUE! where text (or TRUE, FALSE) stands instead of a number.

    Args:
        otherwise: The formula where all is well.
        singles: Arguments of one cell that must be a number.
        flags: Arguments of one cell that may also be TRUE or FALSE.
        ranges: Arguments of several cells, numbers or blank. (In a range, LibreOffice takes TRUE for 1.)

    >>> if_numbers("{a}+1", singles=["a"], ranges=["r"])
    'IF(SUMPRODUCT(({r}>"")*1)+ISTEXT({a})+ISLOGICAL(IF(1,{a}))>0,#VALUE!,{a}+1)'
    """
    # IF(1,...): LibreOffice takes a number typed into the formula for a logical value after another test.
    # The comparison of a flag hands on an error.
    counts = [
        *(f'SUMPRODUCT(({{{name}}}>"")*1)' for name in ranges),
        *(f"ISTEXT({{{name}}})+ISLOGICAL(IF(1,{{{name}}}))" for name in singles),
        *(f'ISTEXT({{{name}}})+0*({{{name}}}="")' for name in flags),
    ]
    return f"IF({'+'.join(counts)}>0,#VALUE!,{otherwise})"
