"""Check formulas of the SOP workbook: the first problem of a row, and whether a whole table is in order."""

from __future__ import annotations

from templates.formats.tables import HEADING_ROW


def first_problem(*cases: tuple[str, str]) -> str:
    """Return a formula (without ``=``) that tells the first problem that a row has, or OK.

    Args:
        cases: A condition and what it means, in the order in which one would mend them.

    >>> first_problem(('A#=""', "Isi unit"))
    'IF(A#="","Isi unit","OK")'
    """
    told = '"OK"'
    for condition, text in reversed(cases):
        told = f'IF({condition},"{text}",{told})'
    return told


def overall(column: str, *before: tuple[str, str], after: tuple[str, str] | None = None) -> str:
    """Return the formula of a figure ``Pemeriksaan`` above a list sheet's table.

    Args:
        column: The column of the rows' own checks.
        before: What is told rather than that a row has a problem: conditions and their meaning.
        after: What is told when no row has one.
    """
    span = f"{column}{HEADING_ROW + 1}:{column}{HEADING_ROW + 3}"
    wrong = f'SUMPRODUCT(({span}<>"")*({span}<>"OK"))>0'
    return "=" + first_problem(*before, (wrong, "Lihat kolom Periksa"), *([after] if after else []))
