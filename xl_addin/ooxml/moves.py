"""Rows of a sheet go elsewhere, and everything in the workbook that refers to them follows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from xl_addin.errors import LembarError
from xl_addin.ooxml.anchors import move_anchors, move_comments, move_conversations, move_legacy_shapes
from xl_addin.ooxml.charts import move_charts
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import MAX_ROW, Area
from xl_addin.ooxml.rowmap import DeletedRows, InsertedRows, Move, RowMap, map_area
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.sheetparts import move_around, moved_ref
from xl_addin.ooxml.tables import move_table, remove_table
from xl_addin.ooxml.workbook import SheetEntry, Workbook
from xl_addin.ooxml.xml import elements, unescape_xml
from xl_addin.ooxml.xmledit import tags


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
    move_references(workbook, Move(sheet.name, rows), stretch=True)
    sheet.place_rows(place)


def move_references(
    workbook: Workbook, move: Move, *, stretch: bool = False, drawn: Collection[str] = ()
) -> None:
    """Change everything that refers to a sheet's rows; the rows themselves stay where they are.

    Args:
        workbook: Its sheets, names and tables change; parts that do not refer to the rows keep their bytes.
        move: The sheet and where its rows go.
        stretch: Whether pictures and charts anchored at both ends grow with the rows between.
        drawn: Sheets whose cells are written anew by the caller, formulas and all.
    """
    moved = workbook.entry(move.sheet)
    for entry in workbook.sheets:
        if entry.worksheet and _concerned(workbook, entry, move):
            sheet = workbook.sheet(entry.name)
            if entry.name not in drawn:
                _move_formulas(sheet, move)
            _move_around(sheet, move, stretch=stretch)
    _move_names(workbook, move)
    for table in list(workbook.tables):
        if move.concerns(table.sheet) and map_area(move.rows, table.area) is None:
            remove_table(workbook.package, table, moved.part, workbook.sheet(moved.name))
            workbook.tables.remove(table)
        else:
            move_table(workbook, table, move)
    _move_attached(workbook.package, moved, move.rows, stretch=stretch)
    move_charts(workbook.package, move, stale=move.sheet in drawn)
    _move_pivots(workbook.package, moved, move)
    drop_calculation_chain(workbook)


def drop_calculation_chain(workbook: Workbook) -> None:
    """Take out the list of formula cells, which Excel makes anew when it is not there."""
    package = workbook.package
    for relationship in package.relationships(workbook.part).values():
        if relationship.kind == "calcChain":
            package.unlink(workbook.part, relationship.id)
            package.remove(relationship.target)


def _concerned(workbook: Workbook, entry: SheetEntry, move: Move) -> bool:
    """Say whether a sheet may refer to the moved rows, before it is read."""
    return (
        move.concerns(entry.name)
        or entry.name in workbook.opened
        or move.may_be_named(unescape_xml(workbook.package.xml(entry.part)))
    )


def _move_formulas(sheet: Sheet, move: Move) -> None:
    at_home = move.concerns(sheet.name)
    changes: list[tuple[Cell, str, Area | None]] = []
    shared = False
    for cell in sheet.cells():
        if cell.formula is None:
            continue
        old = sheet.formula_of(cell) or ""
        new = move.formula(old, sheet.name)
        area = cell.area
        place = map_area(move.rows, area) if at_home and area else area
        if new != old or place != area:
            changes.append((cell, new, place))
            shared = shared or "shared" in cell.formula_tag
    if shared:
        sheet.unshare()
    for cell, formula, place in changes:
        cell.rewrite(formula, place)
        sheet.row(cell.row)


def _move_around(sheet: Sheet, move: Move, *, stretch: bool) -> None:
    head, tail = (move_around(xml, move, sheet.name) for xml in (sheet.head, sheet.tail))
    if move.concerns(sheet.name):
        tail = move_anchors(tail, move.rows, stretch=stretch)
    if (head, tail) != (sheet.head, sheet.tail):
        sheet.head, sheet.tail, sheet.changed = head, tail, True


def _move_names(workbook: Workbook, move: Move) -> None:
    """Move what names stand for; without ``$`` they mean a distance, which stays."""
    for name in workbook.defined_names:
        built_in = name.name.startswith("_xlnm.")
        own = None if built_in else _Still()
        name.formula = move.formula(name.formula, name.sheet, own, grow=not built_in)


class _Still(RowMap):
    """No row goes anywhere."""

    def span(self, row: int) -> tuple[int, int]:
        return row, row

    def runs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        yield first, last

    def copies(self, first: int, last: int) -> Iterator[tuple[tuple[int, int], RowMap]]:
        yield (first, last), self


def _move_attached(package: Package, entry: SheetEntry, rows: RowMap, *, stretch: bool) -> None:
    threads = package.related(entry.part, "threadedComment")
    threaded = bool(threads)
    for part in package.related(entry.part, "drawing"):
        package.write(part, move_anchors(package.xml(part), rows, stretch=stretch))
    for part in package.related(entry.part, "comments"):
        package.write(part, move_comments(package.xml(part), rows, threaded=threaded))
    for part in threads:
        package.write(part, move_conversations(package.xml(part), rows))
    for part in package.related(entry.part, "vmlDrawing"):
        package.write(part, move_legacy_shapes(package.xml(part), rows, threaded=threaded))


def _move_pivots(package: Package, entry: SheetEntry, move: Move) -> None:
    for part in package.related(entry.part, "pivotTable"):
        xml = package.xml(part)
        package.write(part, tags("location").sub(lambda m: moved_ref(m[0], move.rows) or m[0], xml))
    for part in package.names():
        if part.startswith("xl/pivotCache/pivotCacheDefinition"):
            xml = package.xml(part)
            if any(move.concerns(a.get("sheet")) for a in elements(xml, "worksheetSource")):
                package.write(
                    part, tags("worksheetSource").sub(lambda m: moved_ref(m[0], move.rows) or m[0], xml)
                )
