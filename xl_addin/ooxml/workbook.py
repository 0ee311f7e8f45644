"""A workbook over its package: sheets by name, defined names, tables, which styles are dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.references import Area, parse_area
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.strings import SharedStrings
from xl_addin.ooxml.xml import attributes_of, elements, escape_xml, set_attribute, unescape_xml

_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    visible: bool
    worksheet: bool


@dataclass
class DefinedName:
    """A name and what it stands for, without ``=``; ``sheet`` is set when it is known on one sheet only."""

    name: str
    formula: str
    sheet: str | None
    hidden: bool = False


@dataclass
class Table:
    """An Excel table (ListObject): where it stands and its columns, left to right."""

    part: str
    sheet: str
    name: str
    area: Area
    columns: list[str]
    header_rows: int
    totals_rows: int
    formulas: dict[str, str]

    @property
    def body(self) -> Area:
        """The rows between headings and totals."""
        area = self.area
        return Area(area.top + self.header_rows, area.left, area.bottom - self.totals_rows, area.right)


P = ParamSpec("P")
T = TypeVar("T")


def _damage_told(read: Callable[Concatenate[Workbook, P], T]) -> Callable[Concatenate[Workbook, P], T]:
    """Let a part that lacks what it must have, or has nonsense there, be told as damage of the file."""

    @wraps(read)
    def reading(self: Workbook, /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(self, *args, **kwargs)
        except LembarError as error:
            raise error.in_file(self.package.path) from None
        except (KeyError, ValueError, IndexError, StopIteration) as error:
            raise LembarError("damaged", file=self.package.path, found=f"{read.__name__}: {error}") from error

    return reading


class Workbook:
    """The sheets, names and tables of a package. Changes reach the package with :meth:`flush`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        documents = package.related("", "officeDocument")
        if not documents or documents[0] not in package:
            raise LembarError("not_workbook", file=package.path, found="xl/workbook.xml")
        self.part = documents[0]
        self._xml = package.xml(self.part)
        if not re.search(r"<(?:\w+:)?workbook\b", self._xml):
            raise LembarError("not_workbook", file=package.path, found="xl/workbook.xml")
        self._sheets: dict[str, Sheet] = {}

    @classmethod
    def open(cls, source: Path | str | bytes) -> Workbook:
        """Open a workbook from a file or from bytes."""
        return cls(Package.open(source))

    @cached_property
    @_damage_told
    def sheets(self) -> list[SheetEntry]:
        """The sheets in the order of their tabs, chart sheets too."""
        relationships = self.package.relationships(self.part)
        entries = []
        for attributes in elements(self._xml, "sheet"):
            identifier = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            target = relationships.get(identifier)
            if target is None or target.target not in self.package:
                raise LembarError("damaged", file=self.package.path, found=attributes.get("name", "sheet"))
            visible = attributes.get("state", "visible") == "visible"
            entries.append(SheetEntry(attributes["name"], target.target, visible, target.kind == "worksheet"))
        return entries

    def entry(self, name: str) -> SheetEntry:
        """Return a sheet's entry; names ignore case as in Excel."""
        for entry in self.sheets:
            if entry.name.lower() == name.lower():
                return entry
        raise LembarError(
            "no_sheet", file=self.package.path, found=name, expected=", ".join(e.name for e in self.sheets)
        )

    @_damage_told
    def sheet(self, name: str) -> Sheet:
        """Return a worksheet, read when first asked for."""
        entry = self.entry(name)
        if entry.name not in self._sheets:
            self._sheets[entry.name] = Sheet(entry.name, self.package.xml(entry.part), self.strings)
        return self._sheets[entry.name]

    @property
    def opened(self) -> Collection[str]:
        """The names of the worksheets that have been read, and may have been changed."""
        return self._sheets.keys()

    def worksheets(self) -> Iterator[Sheet]:
        """Yield the worksheets, tab by tab."""
        for entry in self.sheets:
            if entry.worksheet:
                yield self.sheet(entry.name)

    @cached_property
    def strings(self) -> SharedStrings:
        """The texts that cells share."""
        parts = self.package.related(self.part, "sharedStrings")
        return SharedStrings(self.package.xml(parts[0]) if parts and parts[0] in self.package else "")

    @cached_property
    @_damage_told
    def defined_names(self) -> list[DefinedName]:
        """The defined names, built-in ones (``_xlnm.Print_Area``) too."""
        names = []
        for tag, body in _DEFINED_NAME.findall(self._xml):
            attributes = attributes_of(tag)
            local = attributes.get("localSheetId")
            sheet = self.sheets[int(local)].name if local is not None else None
            names.append(
                DefinedName(attributes["name"], unescape_xml(body), sheet, attributes.get("hidden") == "1")
            )
        return names

    @cached_property
    @_damage_told
    def tables(self) -> list[Table]:
        """The tables of all sheets."""
        return [
            read_table(self.package.xml(part), part, entry.name)
            for entry in self.sheets
            for part in self.package.related(entry.part, "table")
        ]

    @property
    def date_1904(self) -> bool:
        """Whether days are counted from 1904, as old files of Excel for Mac do."""
        return any(a.get("date1904") in ("1", "true") for a in elements(self._xml, "workbookPr"))

    def is_date(self, style: int) -> bool:
        """Say whether a cell style shows its number as a date or time."""
        return self._date_styles[style] if style < len(self._date_styles) else False

    @cached_property
    @_damage_told
    def _date_styles(self) -> list[bool]:
        parts = self.package.related(self.part, "styles")
        if not parts:
            return []
        xml = self.package.xml(parts[0])
        codes = {int(a["numFmtId"]): a.get("formatCode", "") for a in elements(xml, "numFmt")}
        cells = re.search(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
        numbers = [int(a.get("numFmtId", 0)) for a in elements(cells[0] if cells else "", "xf")]
        return [_is_date_code(codes[n]) if n in codes else n in _DATE_FORMATS for n in numbers]

    def flush(self) -> Package:
        """Write changed sheets, names and tables into the package and return it."""
        for name, sheet in self._sheets.items():
            if sheet.changed:
                self.package.write(self.entry(name).part, sheet.to_xml())
        if "defined_names" in self.__dict__:
            self.package.write(self.part, self._with_names())
        for table in self.__dict__.get("tables", []):
            self.package.write(table.part, with_table_area(self.package.xml(table.part), table.area))
        return self.package

    def _with_names(self) -> str:
        order = {entry.name: number for number, entry in enumerate(self.sheets)}
        formulas = {
            (n.name, None if n.sheet is None else order[n.sheet]): n.formula for n in self.defined_names
        }

        def replaced(match: re.Match[str]) -> str:
            attributes = attributes_of(match[1])
            local = attributes.get("localSheetId")
            key = (attributes["name"], None if local is None else int(local))
            if unescape_xml(match[2]) == formulas[key]:
                return match[0]
            return match[0].replace(f">{match[2]}<", f">{escape_xml(formulas[key])}<")

        return _DEFINED_NAME.sub(replaced, self._xml)


_DEFINED_NAME = re.compile(r"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)</(?:\w+:)?definedName>")
_TABLE_COLUMN = re.compile(r"(<(?:\w+:)?tableColumn\b[^>]*?)(?:/>|>(.*?)</(?:\w+:)?tableColumn>)", re.DOTALL)
_COLUMN_FORMULA = re.compile(r"<(?:\w+:)?calculatedColumnFormula\b[^>]*>([^<]*)</")


def read_table(xml: str, part: str, sheet: str) -> Table:
    """Read a table part."""
    root = next(elements(xml, "table"))
    columns, formulas = [], {}
    for tag, body in _TABLE_COLUMN.findall(xml):
        name = attributes_of(tag)["name"]
        columns.append(name)
        if formula := _COLUMN_FORMULA.search(body):
            formulas[name] = unescape_xml(formula[1])
    return Table(
        part=part,
        sheet=sheet,
        name=root.get("displayName", root.get("name", "")),
        area=parse_area(root["ref"]),
        columns=columns,
        header_rows=int(root.get("headerRowCount", 1)),
        totals_rows=int(root.get("totalsRowCount", 0)),
        formulas=formulas,
    )


def with_table_area(xml: str, area: Area) -> str:
    """Return a table part that covers another area; its filter buttons follow, without its totals rows."""
    root = next(elements(xml, "table"))
    if parse_area(root["ref"]) == area:
        return xml
    totals = int(root.get("totalsRowCount", 0))
    filtered = Area(area.top, area.left, area.bottom - totals, area.right)
    xml = re.sub(r"<(?:\w+:)?table\b[^>]*>", lambda m: set_attribute(m[0], "ref", str(area)), xml, count=1)
    return re.sub(
        r"(<(?:\w+:)?autoFilter\b)([^>]*>)",
        lambda m: m[1] + set_attribute(m[2], "ref", str(filtered)),
        xml,
        count=1,
    )


def _is_date_code(code: str) -> bool:
    """Say whether a number format shows a date: a letter of one outside quotes, brackets and escapes.

    >>> _is_date_code("dd/mm/yyyy"), _is_date_code('"day" 0.00'), _is_date_code("[Red]0")
    (True, False, False)
    """
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", code.partition(";")[0].lower())
    return bool(re.search(r"[dmyhs]", bare)) and "general" not in bare
