"""From a workbook on disk to a model that any engine understands. The file itself is only read."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.calc.linking import restored
from xl_addin.ooxml.sheet import Cell, Sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.recalc.model import Content, Formula, Model, Reason, SheetModel, Uncomputed, UnknowableError
from xl_addin.recalc.words import Words


def to_model(workbook: Workbook) -> Model:
    """Return the workbook's cells and names for the engines."""
    words = Words(workbook)
    model = Model([], words.names.plain, {}, workbook.date_1904)
    for sheet in workbook.worksheets():
        model.sheets.append(SheetModel(sheet.name, _contents(sheet, words, model)))
    return model


def _contents(sheet: Sheet, words: Words, model: Model) -> dict[tuple[int, int], Content]:
    contents: dict[tuple[int, int], Content] = {}
    filled: list[tuple[int, int]] = []
    for cell in sheet.cells():
        value: Content | None = None
        if cell.formula is not None:
            try:
                value = _formula(sheet, cell, words)
            except UnknowableError as why:
                model.fixed[sheet.name, cell.row, cell.column] = Uncomputed(why.reason)
            else:
                filled += _children(cell)
        if value is None:
            value = sheet.value_of(cell)
        if value is not None:
            contents[cell.row, cell.column] = value
    for place in filled:
        contents.pop(place, None)
    return contents


def _formula(sheet: Sheet, cell: Cell, words: Words) -> Formula | None:
    if "dataTable" in cell.formula_tag:
        raise UnknowableError(Reason.DATA_TABLE)
    text = restored(sheet.formula_of(cell) or "")  # as LibreOffice writes calls of the Calc add-in
    if not text:
        return None
    area = cell.area
    place = (sheet.name, cell.row, cell.column)
    if area is None:
        return Formula(words.ordinary(text, place))
    return Formula(words.array(text, place), (area.rows, area.columns), cell.dynamic)


def _children(cell: Cell) -> Iterator[tuple[int, int]]:
    """Yield the cells that an array formula fills besides its own."""
    if (area := cell.area) is None:
        return
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            if (row, column) != (cell.row, cell.column):
                yield row, column
