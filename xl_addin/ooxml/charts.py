"""The ranges that charts draw, after rows have moved."""

from __future__ import annotations

import re
from collections.abc import Collection

from xl_addin.ooxml.package import Package
from xl_addin.ooxml.referring import Moves, Referred, references
from xl_addin.ooxml.series import POINTS, in_order, next_numbers, repeated_series
from xl_addin.ooxml.xml import unescape_xml
from xl_addin.ooxml.xmledit import changed_text, element

_RANGE = r"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*</(?:\w+:)?f>"
_HOLDERS = "numRef|strRef|multiLvlStrRef|datalabelsRange"
_RANGES = re.compile(rf"<(?P<p>(?:\w+:)?)(?P<n>{_HOLDERS})>.*?</(?P=p)(?P=n)>|{_RANGE}", re.DOTALL)
_FORMULA = re.compile(r"(<(?:\w+:)?f(?:\s[^>]*)?>)([^<]*)(?=</)")


def move_charts(package: Package, moves: Moves, *, stale: Collection[str] = ()) -> None:
    """Move the ranges of the series of all charts.

    The points that a chart keeps beside a range go when the range has changed, or when what is in it has.

    Args:
        package: Its chart parts change.
        moves: Where rows go.
        stale: Sheets whose cells have other values now.
    """
    for part in package.names():
        if part.startswith("xl/charts/") and part.endswith(".xml"):
            package.write(part, _moved_chart(package.xml(part), moves, stale))


def _moved_chart(xml: str, moves: Moves, stale: Collection[str]) -> str:
    """Move the ranges of a chart; those of series that were repeated are where they belong already."""
    repeated: list[str] = []
    numbers = next_numbers(xml)

    def kept(match: re.Match[str]) -> str:
        copies = repeated_series(match[0], moves, numbers)
        repeated.extend(["".join(copies)] if copies else [])
        return f"\0{len(repeated) - 1}\0" if copies else match[0]

    xml = element("ser").sub(kept, xml)
    xml = _RANGES.sub(lambda match: _moved(match[0], moves, stale=stale), xml)
    xml = re.sub("\0([0-9]+)\0", lambda match: repeated[int(match[1])], xml)
    return in_order(xml) if repeated else xml


def _moved(xml: str, moves: Moves, *, stale: Collection[str]) -> str:
    """Move one range, with or without its points."""
    new = _FORMULA.sub(lambda m: m[1] + changed_text(m[2], lambda f: _moved_range(f, moves)), xml)
    if new != xml or _is_on(xml, stale):
        for points in POINTS:
            new = element(points).sub("", new)
    return new


def _moved_range(formula: str, moves: Moves) -> str:
    new = moves.formula(formula, grow=True, union=True)
    return f"({new})" if new.count(",") > formula.count(",") and not new.startswith("(") else new


def _is_on(xml: str, sheets: Collection[str]) -> bool:
    """Say whether a range is on one of these sheets."""
    if not sheets:
        return False
    names = {name.lower() for name in sheets}
    pieces = (piece for _, formula in _FORMULA.findall(xml) for piece in references(unescape_xml(formula)))
    return any(isinstance(piece, Referred) and (piece.sheet or "").lower() in names for piece in pieces)
