"""Rows go elsewhere, and everything in the workbook that refers to them follows."""

from __future__ import annotations

from collections.abc import Callable, Collection

from xl_addin.errors import LembarError
from xl_addin.ooxml.anchors import (
    move_anchors,
    move_comments,
    move_conversations,
    move_legacy_shapes,
    move_links,
)
from xl_addin.ooxml.charts import move_charts
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import MAX_ROW, Area
from xl_addin.ooxml.referring import Moves, Referred, references
from xl_addin.ooxml.rowmap import DeletedRows, InsertedRows, RowMap, StillRows, map_area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.sheetparts import move_around, moved_ref
from xl_addin.ooxml.tables import move_table, remove_table
from xl_addin.ooxml.workbook import SheetEntry, Workbook
from xl_addin.ooxml.xml import attributes_of, elements
from xl_addin.ooxml.xmledit import tags, with_attribute


def insert_rows(workbook: Workbook, sheet: str, at: int, count: int = 1) -> None:
    """Put blank rows in above row ``at``; formulas, names, tables, charts and all else follow, as in Excel.

    Raises:
        LembarError: the sheet's last rows would fall off its end.
    """
    target = workbook.sheet(sheet)
    last = max(target.rows, default=0)
    if last >= at and last + count > MAX_ROW:
        raise LembarError("sheet_full", sheet=target.name, found=last + count, expected=MAX_ROW)
    rows = InsertedRows(at, count)
    _move_whole_sheet(workbook, target, rows, lambda row: rows.span(row)[0])


def delete_rows(workbook: Workbook, sheet: str, at: int, count: int = 1) -> None:
    """Take out ``count`` rows from row ``at`` on; what referred only to them becomes ``#REF!``."""
    rows = DeletedRows(at, count)
    _move_whole_sheet(
        workbook,
        workbook.sheet(sheet),
        rows,
        lambda row: None if at <= row < at + count else rows.span(row)[0],
    )


def _move_whole_sheet(
    workbook: Workbook, sheet: Sheet, rows: RowMap, place: Callable[[int], int | None]
) -> None:
    sheet.unshare()
    move_references(workbook, Moves({sheet.name: rows}), stretch=True)
    sheet.place_rows(place)


def move_references(
    workbook: Workbook, moves: Moves, *, stretch: bool = False, drawn: Collection[str] = ()
) -> None:
    """Change everything that refers to rows that move; the rows themselves stay where they are.

    Args:
        workbook: Its sheets, names and tables change; parts that do not refer to the rows keep their bytes.
        moves: Where the rows go.
        stretch: Whether pictures and charts anchored at both ends grow with the rows between.
        drawn: Sheets whose cells are written anew by the caller, formulas and all.
    """
    for entry in workbook.sheets:
        rows = moves.on(entry.name)
        if entry.worksheet and _concerned(workbook, entry, moves):
            sheet = workbook.sheet(entry.name)
            if entry.name not in drawn:
                _move_formulas(sheet, moves)
            _move_around(sheet, moves, stretch=stretch)
        if rows is not None:
            _move_attached(workbook.package, entry, rows, stretch=stretch)
    _move_names(workbook, moves)
    _move_tables(workbook, moves)
    _move_links(workbook, moves)
    move_sources(workbook, moves, drawn)
    drop_calculation_chain(workbook)


def drop_calculation_chain(workbook: Workbook) -> None:
    """Take out the list of formula cells, which Excel makes anew when it is not there."""
    package = workbook.package
    for relationship in package.relationships(workbook.part).values():
        if relationship.kind == "calcChain":
            package.unlink(workbook.part, relationship.id)
            package.remove(relationship.target)


def _concerned(workbook: Workbook, entry: SheetEntry, moves: Moves) -> bool:
    """Say whether a sheet may refer to the moved rows, before it is read."""
    return entry.name in workbook.opened or moves.may_concern(workbook.package.xml(entry.part), entry.name)


def _move_formulas(sheet: Sheet, moves: Moves) -> None:
    rows = moves.on(sheet.name)
    changes: list[tuple[Cell, str, Area | None]] = []
    shared = False
    for cell in sheet.cells():
        if cell.formula is None:
            continue
        old = sheet.formula_of(cell) or ""
        new = moves.formula(old, sheet.name)
        area = cell.area
        place = map_area(rows, area) if rows and area else area
        if new != old or place != area:
            changes.append((cell, new, place))
            shared = shared or "shared" in cell.formula_tag
    if shared:
        sheet.unshare()
    for cell, formula, place in changes:
        cell.rewrite(formula, place)
        sheet.row(cell.row)


def _move_around(sheet: Sheet, moves: Moves, *, stretch: bool) -> None:
    rows = moves.on(sheet.name)
    head, tail = (move_around(xml, moves, sheet.name) for xml in (sheet.head, sheet.tail))
    if rows is not None:
        tail = move_anchors(tail, rows, stretch=stretch)
    if (head, tail) != (sheet.head, sheet.tail):
        sheet.head, sheet.tail, sheet.changed = head, tail, True


def _move_names(workbook: Workbook, moves: Moves) -> None:
    """Move what names stand for; without ``$`` they mean a distance, which stays."""
    for name in workbook.defined_names:
        if name.name.startswith("_xlnm."):
            name.formula = moves.formula(name.formula, name.sheet)
        else:
            pieces = references(name.formula)
            name.formula = "".join(p if isinstance(p, str) else _fixed(p, moves, name.sheet) for p in pieces)


def _fixed(referred: Referred, moves: Moves, home: str | None) -> str:
    rows = moves.on(referred.sheet or home)
    return referred.text if rows is None else referred.mapped(rows, StillRows(), grow=True)


def _move_tables(workbook: Workbook, moves: Moves) -> None:
    for table in list(workbook.tables):
        rows = moves.on(table.sheet)
        if rows is not None and map_area(rows, table.area) is None:
            part = workbook.entry(table.sheet).part
            remove_table(workbook.package, table, part, workbook.sheet(table.sheet))
            workbook.tables.remove(table)
        else:
            move_table(workbook, table, moves)


def _move_attached(package: Package, entry: SheetEntry, rows: RowMap, *, stretch: bool) -> None:
    threads = package.related(entry.part, "threadedComment")
    threaded = bool(threads)
    for part in package.related(entry.part, "drawing"):
        package.write(part, move_anchors(package.xml(part), rows, stretch=stretch))
    for part in package.related(entry.part, "pivotTable"):
        package.write(part, tags("location").sub(lambda m: moved_ref(m[0], rows) or m[0], package.xml(part)))
    for part in package.related(entry.part, "comments"):
        package.write(part, move_comments(package.xml(part), rows, threaded=threaded))
    for part in threads:
        package.write(part, move_conversations(package.xml(part), rows))
    for part in package.related(entry.part, "vmlDrawing"):
        package.write(part, move_legacy_shapes(package.xml(part), rows, threaded=threaded))


def _move_links(workbook: Workbook, moves: Moves) -> None:
    """Move the cells that form controls and shapes are linked to."""
    for entry in workbook.sheets:
        for kind in ("ctrlProp", "drawing", "vmlDrawing"):
            for part in workbook.package.related(entry.part, kind):
                xml = workbook.package.xml(part)
                workbook.package.write(part, move_links(xml, moves, entry.name))


def move_sources(workbook: Workbook, moves: Moves, drawn: Collection[str]) -> None:
    """Move what charts and pivot tables show; what they keep of cells with other values now goes stale.

    Args:
        workbook: Its chart and pivot cache parts change.
        moves: Where rows go.
        drawn: Sheets whose cells have other values now.
    """
    move_charts(workbook.package, moves, stale=drawn)
    _move_pivots(workbook, moves, drawn)


def _move_pivots(workbook: Workbook, moves: Moves, drawn: Collection[str]) -> None:
    """Move the sources of pivot tables; Excel must read those anew that have other values."""
    package = workbook.package
    tables = {table.name for table in workbook.tables if table.sheet in drawn}
    for part in package.names():
        if part.startswith("xl/pivotCache/pivotCacheDefinition"):
            xml = old = package.xml(part)
            for source in elements(old, "worksheetSource"):
                xml = tags("worksheetSource").sub(lambda m: _moved_source(m[0], moves), old)
                if source.get("sheet") in drawn or source.get("name") in tables:
                    xml = tags("pivotCacheDefinition").sub(
                        lambda m: with_attribute(m[0], "refreshOnLoad", "1"), xml
                    )
            package.write(part, xml)


def _moved_source(tag: str, moves: Moves) -> str:
    rows = moves.on(attributes_of(tag).get("sheet"))
    return tag if rows is None else moved_ref(tag, rows) or tag
