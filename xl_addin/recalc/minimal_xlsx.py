"""The smallest .xlsx that holds a model: values, formulas and names, and no cached value anywhere.

Engines that read files get this copy, so that none of them can echo what the original shows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeGuard

from udfs.registry import ExcelError
from xl_addin.ooxml.formula import shift
from xl_addin.ooxml.references import Area, column_letter
from xl_addin.ooxml.xml import escape_text, escape_xml, quote_attribute
from xl_addin.recalc.model import Content, Formula, Model, SheetModel

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONG: Final = 100_000_000
"""More characters of formulas than this in a sheet, and its columns share them: formualizer takes 256 MiB."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def to_xlsx(model: Model) -> bytes:
    """Return the model as the bytes of an .xlsx, stored without compression: it is read at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, xml in _parts(model):
            archive.writestr(name, _HEAD + xml)
    return out.getvalue()


def _parts(model: Model) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(model.sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>',
    )
    yield "_rels/.rels", _relationships([("officeDocument", "xl/workbook.xml")])
    yield (
        "xl/_rels/workbook.xml.rels",
        _relationships([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]),
    )
    yield "xl/workbook.xml", _workbook_xml(model)
    for number, sheet in zip(numbers, model.sheets, strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _sheet_xml(sheet)


def _relationships(targets: Iterable[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook_xml(model: Model) -> str:
    sheets = "".join(
        f'<sheet name={quote_attribute(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(model.sheets, 1)
    )
    names = "".join(
        f"<definedName name={quote_attribute(name)}>{escape_xml(text)}</definedName>"
        for name, text in model.names.items()
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        + ('<workbookPr date1904="1"/>' if model.date_1904 else "")
        + f"<sheets>{sheets}</sheets>"
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + "</workbook>"
    )


def _sheet_xml(sheet: SheetModel) -> str:
    rows: dict[int, list[tuple[int, Content]]] = {}
    for (row, column), content in sheet.cells.items():
        rows.setdefault(row, []).append((column, content))
    shared = _shared(sheet)
    body = "".join(_row_xml(row, sorted(rows[row], key=_column), shared) for row in sorted(rows))
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'


def _column(cell: tuple[int, Content]) -> int:
    return cell[0]


def _shared(sheet: SheetModel) -> dict[tuple[int, int], str]:
    """Return what stands for the formulas that repeat the one above them, where a sheet has very long text.

    Only formulas whose references are all to their own row, or fixed: they differ in its number alone.
    """
    formulas = {place: cell.text for place, cell in sheet.cells.items() if _is_plain(cell)}
    if sum(map(len, formulas.values())) <= _LONG:
        return {}
    found: dict[tuple[int, int], str] = {}
    families = 0
    tops: dict[int, int] = {}
    for row, column in formulas:
        tops[column] = min(row, tops.get(column, row))
    for column, first in tops.items():
        parts = _parts_of(formulas[first, column], first)
        last = first
        while parts and formulas.get((last + 1, column)) == str(last + 1).join(parts):
            last += 1
            found[last, column] = f'><f t="shared" si="{families}"/>'
        if last > first:
            area, text = Area(first, column, last, column), escape_xml(formulas[first, column])
            found[first, column] = f'><f t="shared" ref="{area}" si="{families}">{text}</f>'
            families += 1
    return found


def _is_plain(cell: Content) -> TypeGuard[Formula]:
    return isinstance(cell, Formula) and cell.area is None and "!" not in cell.text


def _parts_of(text: str, row: int) -> list[str]:
    """Return what stands around the row's number in a formula; none where it cannot simply be put in."""
    parts = re.split(rf"(?<=[A-Za-z]){row}(?![0-9A-Za-z_.(])", text)
    moved = all(shift(text, by, 0) == str(row + by).join(parts) for by in (1, 1000))
    return parts if moved else []


def _row_xml(row: int, cells: Iterable[tuple[int, Content]], shared: Mapping[tuple[int, int], str]) -> str:
    out = "".join(
        f'<c r="{column_letter(column)}{row}"{shared.get((row, column)) or _body(row, column, content)}</c>'
        for column, content in cells
    )
    return f'<row r="{row}">{out}</row>'


def _body(row: int, column: int, content: Content) -> str:
    if isinstance(content, Formula):
        return f"><f{_array_tag(row, column, content)}>{escape_xml(content.text)}</f>"
    if isinstance(content, bool):
        return f' t="b"><v>{content:d}</v>'
    if isinstance(content, str):
        return f' t="inlineStr"><is><t xml:space="preserve">{escape_text(content)}</t></is>'
    if isinstance(content, ExcelError):
        return f' t="e"><v>{content.value}</v>'
    return f"><v>{content + 0.0!r}</v>"  # minus zero, which Excel does not know, becomes zero


def _array_tag(row: int, column: int, formula: Formula) -> str:
    if formula.area is None:
        return ""
    rows, columns = formula.area
    area = Area(row, column, row + rows - 1, column + columns - 1)
    return f' t="array" ref="{area}"'
