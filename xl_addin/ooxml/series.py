"""The series of charts over columns that are repeated: each new column gets a series of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Final

from xl_addin.ooxml.referring import Moves, Referred, references
from xl_addin.ooxml.rowmap import RowMap
from xl_addin.ooxml.xml import unescape_xml
from xl_addin.ooxml.xmledit import changed_text, element

_FORMULA = re.compile(r"(<(?:\w+:)?f(?:\s[^>]*)?>)([^<]*)(?=</)")
_NUMBER = re.compile(r'(<(?:\w+:)?idx\s+val=")(\d+)(?=")')
_ORDER = re.compile(r'(<(?:\w+:)?order\s+val=")(\d+)(?=")')
_UNIQUE = re.compile(r"<((?:\w+:)?ext)\b[^>]*>\s*<(?:\w+:)?uniqueId\b[^>]*/>\s*</\1>")
_NO_EXTENSIONS = re.compile(r"<((?:\w+:)?extLst)>\s*</\1>")
_ACCENT = re.compile(r'(<a:schemeClr val="accent)([1-6])(?=")')

POINTS: Final = ("numCache", "strCache", "multiLvlStrCache", "dlblRangeCache")
"""What a chart keeps of the values of a range."""


def next_numbers(xml: str) -> Iterator[int]:
    """Return numbers that no series of a chart has."""
    series = [match[0] for match in element("ser").finditer(xml)]
    return count(
        1 + max((int(number) for ser in series for _, number in _NUMBER.findall(ser)[:1]), default=0)
    )


def repeated_series(ser: str, moves: Moves, numbers: Iterator[int]) -> list[str]:
    """Return a series once for each new column of its values; nothing when it is not to be repeated.

    A series whose categories stand in the same column as its values goes across, and grows instead.

    Args:
        ser: A series whose values stand in one column, with its name and colour.
        moves: Where columns go.
        numbers: For the copies.
    """
    values, categories = _range(ser, ("val", "yVal")), _range(ser, ("cat", "xVal"))
    columns = moves.on(values.sheet) if values else None
    area = values.area() if values else None
    if columns is None or not columns.across or area is None or area.columns > 1:
        return []
    beside = categories.area() if categories else None
    goes_across = area.rows == 1 if beside is None else beside.left == area.left
    copies = [] if goes_across else [own for _, own in columns.copies(area.left, area.left)]
    if len(copies) < 2:
        return []
    first, *others = (_seen_from(own, ser, columns, moves) for own in copies)
    return [first, *(_renewed(copy, place, next(numbers)) for place, copy in enumerate(others, 1))]


def in_order(xml: str) -> str:
    """Number the series of a chart in the order of drawing, copies behind what they are copied from."""
    orders = [int(found[2]) for ser in element("ser").finditer(xml) if (found := _ORDER.search(ser[0]))]
    places = sorted(range(len(orders)), key=orders.__getitem__)
    ranks = iter(sorted(range(len(orders)), key=places.__getitem__))

    def numbered(match: re.Match[str]) -> str:
        return _ORDER.sub(lambda order: f"{order[1]}{next(ranks)}", match[0], count=1)

    return element("ser").sub(numbered, xml)


def _range(ser: str, holders: tuple[str, str]) -> Referred | None:
    """Return the range that one of these elements of a series draws, when it is one."""
    for holder in holders:
        found = element(holder).search(ser)
        formula = _FORMULA.search(found[0]) if found else None
        pieces = references(unescape_xml(formula[2])) if formula else ()
        if len(pieces) == 1 and isinstance(pieces[0], Referred):
            return pieces[0]
    return None


def _seen_from(own: RowMap, ser: str, columns: RowMap, moves: Moves) -> str:
    """Return a series as it is seen from one of the columns, ``$`` or not; its points go."""

    def seen(text: str) -> str:
        return "".join(
            piece
            if isinstance(piece, str)
            else piece.mapped(own, own)
            if moves.on(piece.sheet) is columns
            else moves.reference(piece, None, grow=True)
            for piece in references(text)
        )

    for points in POINTS:
        ser = element(points).sub("", ser)
    return _FORMULA.sub(lambda match: match[1] + changed_text(match[2], seen), ser)


def _renewed(ser: str, number: int, free: int) -> str:
    """Give a copy of a series a number and a colour of its own."""
    ser = _NUMBER.sub(lambda match: f"{match[1]}{free}", ser, count=1)
    ser = _NO_EXTENSIONS.sub("", _UNIQUE.sub("", ser))
    return _ACCENT.sub(lambda match: f"{match[1]}{(int(match[2]) - 1 + number) % 6 + 1}", ser)
