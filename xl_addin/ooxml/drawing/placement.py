"""Pictures in a sheet: put there, put there anew, read back after someone has moved a shape."""

from __future__ import annotations

import re

from xl_addin.ooxml.drawing.drawingml import Moves, Placing, anchors, full_name
from xl_addin.ooxml.drawing.grid import Grid
from xl_addin.ooxml.drawing.layout import arrange
from xl_addin.ooxml.drawing.markup import EMU
from xl_addin.ooxml.drawing.part import add_drawing, find_drawing, ready
from xl_addin.ooxml.drawing.picture import Box, Picture, Point
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import elements

ANCHOR = re.compile(
    r"<(?P<p>(?:\w+:)?)(?P<n>AlternateContent|(?:twoCell|oneCell|absolute)Anchor)\b[^>]*>.*?</(?P=p)(?P=n)>",
    re.DOTALL,
)
"""An anchor of a drawing: of any of the three kinds, or a choice between several."""
_MARKER = re.compile(
    r"<(?:\w+:)?col>\s*(\d+)\s*</(?:\w+:)?col>\s*<(?:\w+:)?colOff>\s*(-?\d+)\s*</(?:\w+:)?colOff>\s*"
    r"<(?:\w+:)?row>\s*(\d+)\s*</(?:\w+:)?row>\s*<(?:\w+:)?rowOff>\s*(-?\d+)\s*</"
)
_GROUP = re.compile(r"<(?P<p>(?:\w+:)?)nvGrpSpPr\b.*?</(?P=p)nvGrpSpPr>", re.DOTALL)


def place(
    workbook: Workbook,
    sheet: str,
    picture: Picture,
    at: tuple[int, int] = (1, 1),
    *,
    moves: Moves = "twoCell",
) -> None:
    """Draw a picture into a sheet, in place of an earlier one of the same name.

    The shapes are real ones: they can be moved, recoloured and typed into. Everything else that is drawn in
    the sheet stays as it is, byte for byte. :meth:`Workbook.flush` then writes the sheet.

    Args:
        workbook: The workbook.
        sheet: The name of a worksheet.
        picture: What to draw.
        at: Row and column of the cell whose upper left corner is the picture's.
        moves: What the shapes do when rows and columns change: ``twoCell`` moves and stretches them,
            ``oneCell`` only moves them, ``absolute`` leaves them where they are.
    """
    grid = Grid(workbook, sheet)
    part = find_drawing(workbook, sheet) or add_drawing(workbook, sheet)
    xml, old, index = _without(ready(workbook.package.xml(part)), picture.name)
    drawn = arrange(picture)
    taken = {int(a["id"]) for a in elements(xml, "cNvPr") if a.get("id", "").isdigit()}
    ids = _ids([item.name for item in drawn], old, taken)
    new = anchors(picture, drawn, Placing(grid, grid.corner(*at), ids, moves))
    workbook.package.write(part, xml[:index] + new + xml[index:])


def remove(workbook: Workbook, sheet: str, name: str) -> None:
    """Take the picture of this name out of a sheet, if it is there."""
    if part := find_drawing(workbook, sheet):
        workbook.package.write(part, _without(workbook.package.xml(part), name)[0])


def boxes(workbook: Workbook, sheet: str, name: str, at: tuple[int, int] = (1, 1)) -> dict[str, Box]:
    """Return where the shapes of a picture are now, by name, as someone may have moved them.

    A shape that someone has deleted, grouped with others or hidden with its rows is left out.

    Args:
        workbook: The workbook.
        sheet: The name of a worksheet.
        name: The picture's name.
        at: Row and column of the picture's cell, as it was placed.
    """
    part = find_drawing(workbook, sheet)
    grid, prefix = Grid(workbook, sheet), full_name(name, "")
    left, top = grid.corner(*at)
    found: dict[str, Box] = {}
    for anchor in ANCHOR.finditer(workbook.package.xml(part)) if part else ():
        members = list(_members(anchor[0]))
        if len(members) != 1 or not members[0].startswith(prefix) or members[0].startswith(f"{prefix}("):
            continue
        (x0, y0), (x1, y1) = _corners(anchor[0], grid)
        if x1 > x0 and y1 > y0:
            found[members[0].removeprefix(prefix)] = Box(x0 - left, y0 - top, x1 - x0, y1 - y0)
    return found


def _corners(anchor: str, grid: Grid) -> tuple[Point, Point]:
    """Return the upper left and the lower right corner of an anchor of any of the three kinds."""
    markers = [
        grid.point(int(column), int(across) / EMU, int(row), int(down) / EMU)
        for column, across, row, down in _MARKER.findall(anchor)
    ]
    if len(markers) >= 2:
        return markers[0], markers[1]
    position = next(elements(anchor, "pos"), {})
    first = markers[0] if markers else (int(position["x"]) / EMU, int(position["y"]) / EMU)
    extent = next(elements(anchor, "ext"))
    return first, (first[0] + int(extent["cx"]) / EMU, first[1] + int(extent["cy"]) / EMU)


def _members(anchor: str) -> dict[str, str]:
    """Return the ids of what an anchor holds by name; a group is what it holds, not its own name."""
    return {a["name"]: a.get("id", "") for a in elements(_GROUP.sub("", anchor), "cNvPr") if a.get("name")}


def _without(xml: str, picture: str) -> tuple[str, dict[str, int], int]:
    """Return a drawing without a picture, the ids that its shapes had, and where the picture goes."""
    ids: dict[str, int] = {}
    kept, end, index = "", 0, None
    prefix = full_name(picture, "")
    for anchor in ANCHOR.finditer(xml):
        members = _members(anchor[0])
        if not members or not all(name.startswith(prefix) for name in members):
            continue
        kept += xml[end : anchor.start()]
        end = anchor.end()
        index = len(kept) if index is None else index
        ids |= {name.removeprefix(prefix): int(number) for name, number in members.items()}
    kept += xml[end:]
    return kept, ids, kept.rindex("</") if index is None else index


def _ids(names: list[str], old: dict[str, int], taken: set[int]) -> dict[str, int]:
    """Give every shape the id that it had, so that lines which people glued to it hold, or a new one."""
    ids = {name: old[name] for name in names if name in old and old[name] not in taken}
    last = max({1, *taken, *ids.values()})
    for name in names:
        if name not in ids:
            last += 1
            ids[name] = last
    return ids
