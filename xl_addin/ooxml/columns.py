"""What only columns have, after columns have moved: their widths, and the columns of tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap, map_area
from xl_addin.ooxml.sheetparts import moved_filter, moved_ref
from xl_addin.ooxml.workbook import Table
from xl_addin.ooxml.xml import attributes_of, set_attribute
from xl_addin.ooxml.xmledit import changed_text, element, tags, with_attribute

_FORMULA = re.compile(r"(<(?:\w+:)?(?:calculatedColumn|totalsRow)Formula\b[^>]*>)([^<]*)(?=<)")


def move_widths(head: str, columns: RowMap, hidden: Collection[int] = ()) -> str:
    """Give the columns of a sheet the widths, styles and outline levels of those that they come from.

    Args:
        head: What stands before the rows of the sheet.
        columns: Where its columns go.
        hidden: New columns that are not to be seen.
    """
    found = element("cols").search(head)
    old = [match[0] for match in element("col").finditer(found[0])] if found else []
    new = sorted(width for tag in old for width in _widths(tag, columns, hidden))
    listed = {place for first, last, _ in new for place in range(first, last + 1)} if hidden else set()
    new += [(place, place, '<col width="9.14" hidden="1"/>') for place in hidden if place not in listed]
    text = "".join(
        set_attribute(set_attribute(tag, "min", str(first)), "max", str(last))
        for first, last, tag in sorted(new)
    )
    text = text and f"<cols>{text}</cols>"
    if found:
        return head[: found.start()] + text + head[found.end() :]
    return re.sub("(?=<sheetData)", text, head, count=1)


def _widths(tag: str, columns: RowMap, hidden: Collection[int]) -> Iterator[tuple[int, int, str]]:
    attributes = attributes_of(tag)
    for first, last in columns.runs(int(attributes["min"]), int(attributes["max"])):
        start = first
        for place in sorted(place for place in hidden if first <= place <= last):
            if start < place:
                yield start, place - 1, tag
            yield place, place, set_attribute(tag, "hidden", "1")
            start = place + 1
        if start <= min(last, columns.end):
            yield start, min(last, columns.end), tag


def move_table_columns(xml: str, table: Table, moves: Moves, columns: RowMap) -> str:
    """Make a table follow the columns of its sheet; a repeated column is repeated, with the same heading.

    Args:
        xml: The table's part.
        table: The table; its area changes.
        moves: Where the columns of all sheets go.
        columns: Where those of its sheet go; something of the table is left.
    """
    area = map_area(columns, table.area)
    if area is None:
        raise ValueError(f"nothing is left of {table.name}")
    xml = element("autoFilter").sub(lambda m: moved_filter(m[0], columns), xml)
    xml = tags("sortState", "sortCondition").sub(lambda m: moved_ref(m[0], columns) or m[0], xml)
    xml = tags("table").sub(lambda m: with_attribute(m[0], "ref", str(area)), xml, count=1)
    found = element("tableColumns").search(xml)
    if found is None:
        return xml
    new = _table_columns(found[0], table, moves, columns)
    start = with_attribute(found[0][: found[0].index(">") + 1], "count", str(len(new)))
    table.area = area
    return xml[: found.start()] + start + "".join(new) + f"</{found['p']}tableColumns>" + xml[found.end() :]


def _table_columns(xml: str, table: Table, moves: Moves, columns: RowMap) -> list[str]:
    """Return the columns of a table in their new order; copies get ids of their own."""
    old = [match[0] for match in element("tableColumn").finditer(xml)]
    last = max((int(attributes_of(tag[: tag.index(">")])["id"]) for tag in old), default=0)
    placed: list[tuple[int, str]] = []
    for number, tag in enumerate(old):
        column = table.area.left + number
        for copy, ((place, _), own) in enumerate(columns.copies(column, column)):
            last += copy > 0
            placed.append((place, _table_column(tag, table, moves, own, last if copy else 0)))
    return [tag for _, tag in sorted(placed, key=lambda one: one[0])]


def _table_column(tag: str, table: Table, moves: Moves, own: RowMap, identifier: int) -> str:
    if identifier:
        tag = re.sub(r'\sxr\d*:uid="[^"]*"', "", with_attribute(tag, "id", str(identifier)))
    return _FORMULA.sub(
        lambda m: m[1] + changed_text(m[2], lambda formula: moves.formula(formula, table.sheet, own)), tag
    )
