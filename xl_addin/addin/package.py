"""What makes an .xlsx an .xlsm or an .xlam: a VBA project, a ribbon, and sheets of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from xl_addin import data
from xl_addin.errors import LembarError
from xl_addin.ooxml.package import CONTENT_TYPES, OFFICE, Package
from xl_addin.ooxml.references import column_letter
from xl_addin.ooxml.xml import attributes_of, elements, escape_text, quote_attribute, set_attribute
from xl_addin.ooxml.xmledit import appended

ADDIN_TYPE: Final = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
WORKBOOK_TYPE: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
RIBBON_KIND: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
VBA_KIND: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
RIBBON_PART, VBA_PART = "customUI/customUI14.xml", "xl/vbaProject.bin"
_THEME: Final = "xl/theme/theme1.xml"
_SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CREATED: Final = "2026-01-01T00:00:00Z"

Rows: TypeAlias = Sequence[Sequence[str | bool]]


def blank_addin() -> Package:
    """Return an add-in's workbook that has no sheet and no macros yet; its theme is that of the formats."""
    package = Package.empty()
    for name, xml in _BLANK.items():
        package.write(name, _HEAD + xml)
    package.write(_THEME, Package.open(data.folder("templates") / "swot.xlsx").read(_THEME))
    add_type(package, _THEME, "application/vnd.openxmlformats-officedocument.theme+xml")
    package.link("xl/workbook.xml", OFFICE + "theme", [_THEME])
    return package


def add_sheet(package: Package, name: str, rows: Rows, *, state: str = "visible") -> None:
    """Append a sheet of texts and truth values.

    Args:
        package: The workbook's file.
        name: The sheet's name.
        rows: Its cells.
        state: ``visible``, ``hidden`` or ``veryHidden`` (which only VBA can show).

    Raises:
        LembarError: there is a sheet of this name.
    """
    book = workbook_part(package)
    xml = package.xml(book)
    sheets = list(elements(xml, "sheet"))
    if name.lower() in (sheet["name"].lower() for sheet in sheets):
        raise LembarError("addin_sheet", file=package.path, sheet=name)
    number = 1
    while (part := f"xl/worksheets/lembar{number}.xml") in package:
        number += 1
    package.write(part, _HEAD + _sheet_xml(rows))
    add_type(package, part, f"{_SPREADSHEET}.worksheet+xml")
    (identifier,) = package.link(book, OFFICE + "worksheet", [part])
    free = max((int(sheet["sheetId"]) for sheet in sheets), default=0) + 1
    shown = "" if state == "visible" else f' state="{state}"'
    entry = f'<sheet name={quote_attribute(name)} sheetId="{free}"{shown} r:id="{identifier}"/>'
    package.write(book, re.sub(r"(</(?:\w+:)?sheets>)", lambda match: entry + match[1], xml, count=1))


def add_macros(
    package: Package, content_type: str, project: Callable[[str, list[str]], bytes], ribbon: str
) -> None:
    """Put a VBA project and a ribbon into a workbook's file.

    Args:
        package: The workbook's file, with all its sheets.
        content_type: :data:`ADDIN_TYPE` or :data:`WORKBOOK_TYPE`.
        project: Makes ``vbaProject.bin`` of the code names of the workbook and of its sheets.
        ribbon: The customUI XML.

    Raises:
        LembarError: the workbook has macros already.
    """
    book = workbook_part(package)
    if package.related(book, "vbaProject"):
        raise LembarError("addin_macros", file=package.path)
    package.write(VBA_PART, project(_name_workbook(package, book), _name_sheets(package, book)))
    add_type(package, VBA_PART, "application/vnd.ms-office.vbaProject")
    package.link(book, VBA_KIND, [VBA_PART])
    package.write(RIBBON_PART, ribbon)
    package.link("", RIBBON_KIND, [RIBBON_PART])
    types = package.xml(CONTENT_TYPES)
    pattern = rf'(PartName="/{re.escape(book)}"\s+ContentType=)"[^"]*"'
    swapped = rf'(ContentType=)"[^"]*"(\s+PartName="/{re.escape(book)}")'
    types = re.sub(pattern, rf'\1"{content_type}"', types)
    package.write(CONTENT_TYPES, re.sub(swapped, rf'\1"{content_type}"\2', types))


def workbook_part(package: Package) -> str:
    """Return the name of the part that lists the sheets."""
    parts = package.related("", "officeDocument")
    if not parts:
        raise LembarError("not_workbook", file=package.path, found="workbook.xml")
    return parts[0]


def add_type(package: Package, part: str, content_type: str) -> None:
    """Say what a part is."""
    entry = f'Override PartName="/{part}" ContentType="{content_type}"'
    package.write(CONTENT_TYPES, appended(package.xml(CONTENT_TYPES), entry))


def _name_workbook(package: Package, book: str) -> str:
    """Give the workbook a code name unless it has one; return it."""
    xml = package.xml(book)
    found = re.search(r"<(?:\w+:)?workbookPr\b[^>]*>", xml)
    if found is None:
        pattern = r"<(\w+:)?workbook\b[^>]*>(?:\s*<(?:\w+:)?(?:fileVersion|fileSharing)\b[^>]*/>)*"
        named = re.sub(pattern, r'\g<0><\g<1>workbookPr codeName="ThisWorkbook"/>', xml, count=1)
        package.write(book, named)
        return "ThisWorkbook"
    name = attributes_of(found[0]).get("codeName", "ThisWorkbook")
    tag = set_attribute(found[0], "codeName", name)
    package.write(book, xml[: found.start()] + tag + xml[found.end() :])
    return name


def _name_sheets(package: Package, book: str) -> list[str]:
    """Give every sheet a code name unless it has one; return them in the order of the tabs."""
    targets = {identifier: r.target for identifier, r in package.relationships(book).items()}
    parts = [targets[sheet["r:id"]] for sheet in elements(package.xml(book), "sheet")]
    known = {part: _code_name(package.xml(part)) for part in parts}
    names: list[str] = []
    for number, part in enumerate(parts, 1):
        name = known[part]
        if not name:
            name, more = f"Sheet{number}", number
            while name in names or name in known.values():
                more += 1
                name = f"Sheet{more}"
            package.write(part, _with_code_name(package.xml(part), name))
        names.append(name)
    return names


def _code_name(xml: str) -> str:
    found = re.search(r"<(?:\w+:)?sheetPr\b[^>]*>", xml)
    return attributes_of(found[0]).get("codeName", "") if found else ""


def _with_code_name(xml: str, name: str) -> str:
    found = re.search(r"<(?:\w+:)?sheetPr\b[^>]*>", xml)
    if found:
        return xml[: found.start()] + set_attribute(found[0], "codeName", name) + xml[found.end() :]
    root = re.search(r"<(\w+:)?(?:worksheet|chartsheet|dialogsheet|macrosheet)\b[^>]*>", xml)
    if root is None:
        raise LembarError("bad_xml", found="sheet")
    return f'{xml[: root.end()]}<{root[1] or ""}sheetPr codeName="{name}"/>{xml[root.end() :]}'


def _sheet_xml(rows: Rows) -> str:
    lines = "".join(
        f'<row r="{row}">{"".join(_cell(row, column, value) for column, value in enumerate(cells, 1))}</row>'
        for row, cells in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(row: int, column: int, value: str | bool) -> str:
    place = f"{column_letter(column)}{row}"
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if not value:
        return ""
    return f'<c r="{place}" t="str"><v>{escape_text(value)}</v></c>'


_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_BLANK: Final = {
    CONTENT_TYPES: (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{ADDIN_TYPE}"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" Target="xl/workbook.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE[:-1]}"><workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView visibility="hidden"/></bookViews><sheets></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
    "docProps/core.xml": (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Lembar</dc:title>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created></cp:coreProperties>'
    ),
    "docProps/app.xml": (
        f'<Properties xmlns="{_PROPERTIES}"><Application>Microsoft Excel</Application></Properties>'
    ),
}
