"""Workbooks written by hand, part by part, the way Excel saves them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xl_addin.ooxml.package import Package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def workbook(
    sheets: Mapping[str, str],
    names: str = "",
    tables: Mapping[str, str] | None = None,
    after_rows: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
    relations: str = "",
) -> Package:
    """Return a package of these sheets.

    Args:
        sheets: Name -> the rows as XML.
        names: ``<definedName>`` elements.
        tables: Sheet name -> a table part's XML without its head.
        after_rows: Sheet name -> what stands after ``sheetData``.
        parts: Further parts by name.
        relations: Further relationships of the workbook part.
    """
    package = Package.empty()
    overrides = [("/xl/workbook.xml", "sheet.main")]
    links = ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        after = (after_rows or {}).get(name, "")
        if table := (tables or {}).get(name):
            after += '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
            target = f'Target="../tables/table{number}.xml"'
            package.write(
                f"xl/tables/table{number}.xml", _HEAD + table.replace("<table ", f'<table xmlns="{_MAIN}" ')
            )
            package.write(
                f"xl/worksheets/_rels/sheet{number}.xml.rels",
                _relationships(f'<Relationship Id="rId1" Type="{_OFFICE}/table" {target}/>'),
            )
            overrides.append((f"/xl/tables/table{number}.xml", "table"))
        package.write(
            f"xl/worksheets/sheet{number}.xml",
            f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><dimension ref="A1:J99"/>'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        )
        overrides.append((f"/xl/worksheets/sheet{number}.xml", "worksheet"))
        target = f'Target="worksheets/sheet{number}.xml"'
        links += f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" {target}/>'
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(sheets, 1))
    package.write(
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>'
        f'<definedNames>{names}</definedNames><calcPr calcId="191029"/></workbook>',
    )
    package.write("xl/_rels/workbook.xml.rels", _relationships(links + relations))
    office = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    package.write("_rels/.rels", _relationships(office))
    types = "".join(f'<Override PartName="{p}" ContentType="{_TYPES}.{kind}+xml"/>' for p, kind in overrides)
    package.write(
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
    )
    for name, content in (parts or {}).items():
        package.write(name, content)
    return package


def sheet(rows: Mapping[int, str]) -> str:
    """Return rows as XML from the XML of their cells."""
    return "".join(f'<row r="{number}" spans="1:9">{cells}</row>' for number, cells in rows.items())


def without_values(xml: bytes) -> str:
    """Return a sheet with no values and no types of values: what a recalculation must leave as it is."""
    text = re.sub(r"<v\b[^>]*>[^<]*</v>|<v/>", "", xml.decode())
    return re.sub(r'(<c\b[^>]*?) t="(?:str|b|e|n|s)"', r"\1", text).replace("></c>", "/>")


def with_addin_link() -> dict[str, str]:
    """Return the parts by which Excel remembers that a function comes from ``lembar.xlam``."""
    kind = f"{_OFFICE}/externalLinkPath"
    target = 'Target="file:///C:\\Users\\Budi\\AppData\\AddIns\\lembar.xlam" TargetMode="External"'
    return {
        "xl/externalLinks/externalLink1.xml": f'{_HEAD}<externalLink xmlns="{_MAIN}">'
        f'<externalBook xmlns:r="{_OFFICE}" r:id="rId1"><definedNames><definedName name="SWOT_SCORE"/>'
        "</definedNames></externalBook></externalLink>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": _relationships(
            f'<Relationship Id="rId1" Type="{kind}" {target}/>'
        ),
    }


ADDIN_RELATION = (
    f'<Relationship Id="rId9" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
)


def _relationships(lines: str) -> str:
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
