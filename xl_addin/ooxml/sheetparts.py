"""What a worksheet holds around its rows, after rows have moved: merged cells, rules, links, panes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import Area, cell_name, parse_area, parse_areas, parse_cell
from xl_addin.ooxml.referring import Moves
from xl_addin.ooxml.rowmap import RowMap, map_area, map_areas
from xl_addin.ooxml.xml import attributes_of
from xl_addin.ooxml.xmledit import changed_text, each, element, tags, with_attribute

_FORMULAS = re.compile(r"(<(?:(?:\w+:)?formula[12]?|xm:f)(?:\s[^>]*)?>)([^<]*)(?=<)")
_XM_SQREF = re.compile(r"(<xm:sqref>)([^<]*)(?=<)")


def move_around(xml: str, moves: Moves, home: str) -> str:
    """Return what stands before or after the rows of the sheet ``home`` once rows have moved."""
    rows = moves.on(home)
    if rows is None:
        return tags("hyperlink").sub(lambda m: _link(m[0], moves, home), _move_formulas(xml, moves, home))
    xml = each(xml, "mergeCells", "mergeCell", lambda tag: _copies(tag, rows))
    xml = element("conditionalFormatting").sub(lambda m: _ruled(m[0], moves, home, rows), xml)
    xml = element("conditionalFormattings").sub(lambda m: m[0] if "xm:sqref" in m[0] else "", xml)
    xml = each(xml, "dataValidations", "dataValidation", lambda rule: [_ruled(rule, moves, home, rows)])
    xml = each(xml, "hyperlinks", "hyperlink", lambda tag: _copies(_link(tag, moves, home), rows))
    xml = each(xml, "protectedRanges", "protectedRange", lambda tag: [_covering(tag, rows)])
    xml = each(xml, "ignoredErrors", "ignoredError", lambda tag: [_covering(tag, rows)])
    xml = each(xml, "cellWatches", "cellWatch", lambda tag: _copies(tag, rows, "r"))
    broken: set[int] = set()
    breaks = "colBreaks" if rows.across else "rowBreaks"
    xml = each(xml, breaks, "brk", lambda tag: _breaks(tag, rows, broken))
    xml = each(xml, "sparklines", "sparkline", lambda tag: _sparklines(tag, moves, home, rows))
    xml = element("sparklineGroup").sub(lambda m: m[0] if "<xm:sqref>" in m[0] else "", xml)
    xml = element("autoFilter").sub(lambda m: moved_filter(m[0], rows), xml)
    xml = tags("sortState", "sortCondition").sub(lambda m: moved_ref(m[0], rows), xml)
    xml = tags("dimension").sub(lambda m: moved_ref(m[0], rows) or m[0], xml)
    xml = tags("inputCells").sub(lambda m: _cell(m[0], "r", rows), xml)
    xml = re.sub(r"<ext\b[^>]*>\s*</ext>", "", xml)
    xml = re.sub(r"<extLst>\s*</extLst>", "", xml)
    xml = element("sheetViews").sub(lambda m: _views(m[0], rows), xml)
    return element("customSheetViews").sub(lambda m: _views(m[0], rows), xml)


def _copies(tag: str, rows: RowMap, attribute: str = "ref") -> list[str]:
    """Repeat an element that belongs to cells, once for each place that these cells get."""
    area = parse_area(attributes_of(tag)[attribute]).along(rows.across)
    out: list[str] = []
    for (top, bottom), _ in rows.copies(area.top, area.bottom):
        place = replace(area, top=top, bottom=bottom)
        if place.rows * place.columns > 1 or area.rows * area.columns == 1:
            address = str(place.along(rows.across))
            out.append(_unique(with_attribute(tag, attribute, address), first=not out))
    return out


def _unique(tag: str, *, first: bool) -> str:
    """A copy must not carry the original's id."""
    return tag if first else re.sub(r'\sxr\d*:uid="[^"]*"', "", tag)


def _covering(tag: str, rows: RowMap) -> str:
    """Extend an element that covers cells over all the cells that they become."""
    return _with_sqref(tag, map_areas(rows, parse_areas(attributes_of(tag)["sqref"])))


def _with_sqref(tag: str, areas: list[Area]) -> str:
    return with_attribute(tag, "sqref", " ".join(map(str, areas))) if areas else ""


def _ruled(rule: str, moves: Moves, home: str, rows: RowMap) -> str:
    """Extend a conditional format or a validation: one rule over more cells, its formulas from the first."""
    inside = _XM_SQREF.search(rule)
    sqref = inside[2] if inside else attributes_of(rule[: rule.index(">") + 1]).get("sqref", "")
    if not sqref:
        return rule
    areas = parse_areas(sqref)
    covered = map_areas(rows, areas)
    if not covered:
        return ""
    if inside:
        rule = _XM_SQREF.sub(lambda m: m[1] + " ".join(map(str, covered)), rule)
    else:
        rule = _with_sqref(rule, covered)
    row, column, own = _first_left(areas, rows)
    return _move_formulas(rule, moves, home, own, (row - areas[0].top, column - areas[0].left))


def _first_left(areas: list[Area], rows: RowMap) -> tuple[int, int, RowMap]:
    """Return the first cell that is still there, to which formulas are relative, and the map seen from it."""
    for area in areas:
        turned = area.along(rows.across)
        for row in range(turned.top, turned.bottom + 1):
            for _, own in rows.copies(row, row):
                return (area.top, row, own) if rows.across else (row, area.left, own)
    return areas[0].top, areas[0].left, rows


def _move_formulas(
    xml: str, moves: Moves, home: str, own: RowMap | None = None, offset: tuple[int, int] = (0, 0)
) -> str:
    """Move what the formulas of an element refer to, after shifting them to a new first cell."""
    grow = 'type="list"' in xml

    def moved(formula: str) -> str:
        return moves.formula(shift(formula, *offset), home, own, grow=grow)

    xml = _FORMULAS.sub(lambda m: m[1] + changed_text(m[2], moved), xml)
    if 'type="formula"' in xml:
        xml = tags("cfvo").sub(lambda m: _threshold(m[0], moved), xml)
    return xml


def _threshold(tag: str, moved: Callable[[str], str]) -> str:
    attributes = attributes_of(tag)
    if attributes.get("type") != "formula" or "val" not in attributes:
        return tag
    return with_attribute(tag, "val", moved(attributes["val"]))


def _link(tag: str, moves: Moves, home: str) -> str:
    location = attributes_of(tag).get("location")
    return tag if location is None else with_attribute(tag, "location", moves.formula(location, home))


def _sparklines(tag: str, moves: Moves, home: str, rows: RowMap) -> list[str]:
    """Repeat a sparkline with its row, its range moved along."""
    found = _XM_SQREF.search(tag)
    if found is None:
        return [tag]
    area = parse_area(found[2]).along(rows.across)
    out = []
    for (top, bottom), own in rows.copies(area.top, area.bottom):
        place = replace(area, top=top, bottom=bottom).along(rows.across)
        copy = _XM_SQREF.sub(lambda m, place=place: f"{m[1]}{place}", tag)  # type: ignore[misc]
        out.append(_move_formulas(copy, moves, home, own))
    return out


def _breaks(tag: str, rows: RowMap, broken: set[int]) -> list[str]:
    """Repeat a page break, which stands below a row; at a row that goes, it stays below the row above."""
    row = int(attributes_of(tag)["id"])
    places = [bottom for (_, bottom), _ in rows.copies(row, row)] or [rows.span(row)[1]]
    new = [place for place in places if place > 0 and place not in broken]
    broken.update(new)
    return [with_attribute(tag, "id", str(place)) for place in new]


def moved_filter(whole: str, rows: RowMap) -> str:
    """Move an automatic filter; "" when nothing is left of it."""
    start = whole[: whole.index(">") + 1]
    moved = moved_ref(start, rows)
    if not moved:
        return ""
    inside = whole[len(start) :]
    if rows.across and "ref" in attributes_of(start):
        old, new = (parse_area(attributes_of(tag)["ref"]).left for tag in (start, moved))
        inside = element("filterColumn").sub(lambda m: _filter_column(m[0], rows, old, new), inside)
    return moved + inside


def _filter_column(tag: str, columns: RowMap, old: int, new: int) -> str:
    """Move what a filter hides in a column, which it counts from its left end; it goes with its column."""
    place = columns.cover(*2 * (old + int(attributes_of(tag)["colId"]),))
    return with_attribute(tag, "colId", str(place[0] - new)) if place else ""


def moved_ref(tag: str, rows: RowMap) -> str:
    """Move a tag whose ``ref`` is one range; "" when nothing is left of it."""
    reference = attributes_of(tag).get("ref")
    if reference is None:
        return tag
    area = map_area(rows, parse_area(reference))
    return with_attribute(tag, "ref", str(area)) if area else ""


def _cell(tag: str, attribute: str, rows: RowMap) -> str:
    """Move a tag's one cell; a cell that goes leaves the one that takes its place."""
    address = attributes_of(tag).get(attribute)
    if address is None:
        return tag
    return with_attribute(tag, attribute, moved_cell(address, rows))


def moved_cell(address: str, rows: RowMap) -> str:
    """Return where a cell is now, or the one that takes its place."""
    row, column = parse_cell(address)
    if rows.across:
        return cell_name(row, max(rows.span(column)[0], 1))
    return cell_name(max(rows.span(row)[0], 1), column)


def _views(xml: str, rows: RowMap) -> str:
    xml = tags("sheetView").sub(lambda m: _cell(m[0], "topLeftCell", rows), xml)
    xml = tags("pane").sub(lambda m: _pane(m[0], rows), xml)
    return tags("selection").sub(lambda m: _selection(m[0], rows), xml)


def _pane(tag: str, rows: RowMap) -> str:
    tag = _cell(tag, "topLeftCell", rows)
    attributes = attributes_of(tag)
    split = "xSplit" if rows.across else "ySplit"
    if split in attributes and attributes.get("state", "split") != "split":
        frozen = rows.span(int(float(attributes[split])))[1]
        tag = with_attribute(tag, split, str(max(frozen, 1)))
    return tag


def _selection(tag: str, rows: RowMap) -> str:
    moved = _cell(tag, "activeCell", rows)
    sqref = attributes_of(tag).get("sqref")
    if sqref is None:
        return moved
    areas = [map_area(rows, area) for area in parse_areas(sqref)]
    if None in areas:
        return with_attribute(moved, "sqref", attributes_of(moved).get("activeCell", "A1"))
    return with_attribute(moved, "sqref", " ".join(map(str, areas)))
