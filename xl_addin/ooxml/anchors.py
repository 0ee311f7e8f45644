"""What is pinned to cells but lives in parts of its own: pictures, charts, shapes, controls, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xl_addin.ooxml.references import cell_name, parse_cell
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap
from xl_addin.ooxml.xml import attributes_of
from xl_addin.ooxml.xmledit import changed_text, element, with_attribute

_ROW = re.compile(r"(<xdr:row>)(\d+)(?=<)")
_COLUMN = re.compile(r"(<xdr:col>)(\d+)(?=<)")
_ANCHOR = re.compile(
    r"<(?P<p>(?:\w+:)?)(?P<n>twoCellAnchor|oneCellAnchor|anchor)\b[^>]*>.*?</(?P=p)(?P=n)>", re.DOTALL
)
_NOTE_ROW = re.compile(r"(<x:Row>\s*)(\d+)")
_NOTE_COLUMN = re.compile(r"(<x:Column>\s*)(\d+)")
_NOTE_ANCHOR = re.compile(r"(<x:Anchor>)([^<]*)")
_SHAPE_ID = re.compile(r'(\bid="_x0000_s)(\d+)"')
_ID_BLOCKS = re.compile(r'(<o:idmap\b[^>]*\bdata=")([^"]*)')
_BLOCK = 1024
_LINK_ATTRIBUTE = re.compile(r'(\s(?:textlink|fmla(?:Link|Range|Txbx|Group))=")([^"]+)(")')
_LINK_ELEMENT = re.compile(r"(<x:Fmla(?:Link|Range|Txbx|Group)>)([^<]+)(?=<)")


def move_anchors(xml: str, rows: RowMap, *, stretch: bool) -> str:
    """Move the pictures, charts and shapes of a drawing, or the controls of a sheet, with their rows.

    Args:
        xml: What holds anchors with ``<xdr:row>``, which count from 0.
        rows: Where the rows go.
        stretch: Whether what is anchored at both ends grows with the rows between, as in Excel, or keeps
            its size.
    """
    return _ANCHOR.sub(lambda match: _anchor(match[0], rows, stretch=stretch), xml)


def _anchor(xml: str, rows: RowMap, *, stretch: bool) -> str:
    kind = attributes_of(xml[: xml.index(">") + 1]).get("editAs", "twoCell")
    pattern = _COLUMN if rows.across else _ROW
    old = [int(number) for _, number in pattern.findall(xml)]
    if kind == "absolute" or not old:
        return xml
    top = _place(rows, old[0])
    if stretch and kind == "twoCell":
        new = [top, *(max(_place(rows, row), top) for row in old[1:])]
    else:
        new = [top, *(top + row - old[0] for row in old[1:])]
    numbers = iter(new)
    return pattern.sub(lambda match: f"{match[1]}{next(numbers)}", xml)


def _place(rows: RowMap, row: int) -> int:
    """Return the new place of a row, both counted from 0."""
    return max(rows.span(row + 1)[0], 1) - 1


def move_links(xml: str, moves: Moves, home: str) -> str:
    """Move the cells that the controls and shapes of a sheet show or set."""
    xml = _LINK_ATTRIBUTE.sub(lambda m: m[1] + _moved_link(m[2], moves, home) + m[3], xml)
    return _LINK_ELEMENT.sub(lambda m: m[1] + _moved_link(m[2], moves, home), xml)


def _moved_link(text: str, moves: Moves, home: str) -> str:
    new = changed_text(text, lambda formula: moves.formula(formula, home))
    return new if new == text else new.replace('"', "&quot;")


def move_comments(xml: str, rows: RowMap, *, threaded: bool) -> str:
    """Move comments with their cells; one in a repeated row is repeated, but a conversation stays one."""

    def placed(comment: str) -> str:
        cells = _cells(attributes_of(comment)["ref"], rows, once=threaded)
        return "".join(
            _without_id(with_attribute(comment, "ref", cell), first=not number)
            for number, cell in enumerate(cells)
        )

    return element("comment").sub(lambda match: placed(match[0]), xml)


def move_conversations(xml: str, rows: RowMap) -> str:
    """Move threaded comments with their cells."""

    def placed(comment: str) -> str:
        cells = _cells(attributes_of(comment)["ref"], rows, once=True)
        return "".join(with_attribute(comment, "ref", cell) for cell in cells)

    return element("threadedComment").sub(lambda match: placed(match[0]), xml)


def _cells(address: str, rows: RowMap, *, once: bool) -> list[str]:
    """Return the cells that a cell has become."""
    row, column = parse_cell(address)
    if rows.across:
        return [cell_name(row, place) for place in _places(rows, column, once=once)]
    return [cell_name(place, column) for place in _places(rows, row, once=once)]


def _places(rows: RowMap, row: int, *, once: bool) -> list[int]:
    places = [top for (top, _), _ in rows.copies(row, row)]
    return places[:1] if once else places


def _without_id(comment: str, *, first: bool) -> str:
    return comment if first else re.sub(r'\sxr:uid="[^"]*"', "", comment, count=1)


def move_legacy_shapes(xml: str, rows: RowMap, *, threaded: bool) -> str:
    """Move the boxes of comments and the old form controls of a VML drawing."""
    ids = _Ids(max((int(number) for _, number in _SHAPE_ID.findall(xml)), default=_BLOCK))

    def placed(shape: str) -> str:
        note = (_NOTE_COLUMN if rows.across else _NOTE_ROW).search(shape)
        if note is None:
            return _shifted_box(shape, rows)
        places = _places(rows, int(note[2]) + 1, once=threaded)
        return "".join(
            _note_at(shape if not number else ids.renewed(shape), int(note[2]), place - 1, rows)
            for number, place in enumerate(places)
        )

    xml = element("shape").sub(lambda match: placed(match[0]), xml)
    return _ID_BLOCKS.sub(lambda match: match[1] + ids.blocks(match[2]), xml)


def _note_at(shape: str, old: int, new: int, rows: RowMap) -> str:
    if old == new:
        return shape
    pattern = _NOTE_COLUMN if rows.across else _NOTE_ROW
    return pattern.sub(lambda match: f"{match[1]}{new}", _box_moved(shape, new - old, rows))


def _shifted_box(shape: str, rows: RowMap) -> str:
    found = _NOTE_ANCHOR.search(shape)
    numbers = found[2].split(",") if found else []
    if len(numbers) != 8:
        return shape
    top = int(numbers[0 if rows.across else 2])
    return _box_moved(shape, _place(rows, top) - top, rows)


def _box_moved(shape: str, by: int, rows: RowMap) -> str:
    """Move a box along; it is given as left, offset, top, offset, right, offset, bottom, offset."""

    def moved(match: re.Match[str]) -> str:
        numbers = match[2].split(",")
        for place in (0, 4) if rows.across else (2, 6):
            number = numbers[place]
            numbers[place] = number.replace(number.strip(), str(max(int(number) + by, 0)))
        return match[1] + ",".join(numbers)

    return _NOTE_ANCHOR.sub(moved, shape) if by else shape


@dataclass
class _Ids:
    """Ids for repeated shapes; a drawing owns blocks of 1,024 of them."""

    last: int

    def renewed(self, shape: str) -> str:
        self.last += 1
        shape = re.sub(r'\so:spid="[^"]*"', "", shape, count=1)
        return _SHAPE_ID.sub(lambda match: f'{match[1]}{self.last}"', shape, count=1)

    def blocks(self, old: str) -> str:
        known = [int(number) for number in old.split(",") if number.strip().isdigit()]
        return old if not known else ",".join(map(str, range(known[0], max(*known, self.last // _BLOCK) + 1)))
