"""A worksheet of another workbook, with its styles, texts, names and all the parts that belong to it.

What it says of its own sheet or tables, by name, it says of itself under the new names. A sheet is refused
when it holds or refers to something that cannot come along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from xl_addin.errors import LembarError
from xl_addin.ooxml.moves import drop_calculation_chain
from xl_addin.ooxml.package import CONTENT_TYPES, Package, relationships_part
from xl_addin.ooxml.sheetcopy import Source, Unused, own_table, parts_below, pointing, tied_to_one_sheet
from xl_addin.ooxml.sheetnames import Renaming
from xl_addin.ooxml.strings import SharedStrings
from xl_addin.ooxml.styleimport import StyleImport
from xl_addin.ooxml.workbook import DefinedName, Workbook
from xl_addin.ooxml.xml import attributes_of, elements, quote_attribute, set_attribute
from xl_addin.ooxml.xmledit import appended, changed_text, each, element, tags, with_attribute, without_prefix

_KINDS: Final = {
    "worksheet",
    "table",
    "comments",
    "vmlDrawing",
    "drawing",
    "chart",
    "chartStyle",
    "chartColorStyle",
    "chartUserShapes",
    "image",
    "hyperlink",
    "printerSettings",
}
"""What can come along, by the kind of the relationship to it."""

_UID = re.compile(r'\sxr\d*:uid="[^"]*"')
_WORD = re.compile(r"[^\W\d][\w.]*|\\[\w.]+")
_BODY = re.compile(r">([^<]*)<")
_NAMES_BEFORE = re.compile(
    r"<(?:calcPr|oleSize|customWorkbookViews|pivotCaches|smartTag\w+|webPublish\w+|fileRecoveryPr|extLst)[\s/>]"
    r"|</workbook>"
)


def import_sheet(workbook: Workbook, sheet: str, source: Workbook, name: str) -> Workbook:
    """Let a worksheet be replaced by one of another workbook.

    Args:
        workbook: Its package changes; itself it is not to be used any more.
        sheet: The sheet that gives its place and its name.
        source: The other workbook; does not change.
        name: Its sheet.

    Returns:
        The workbook as it is then.

    Raises:
        LembarError: something on the sheet cannot come along.
    """
    try:
        return _Importing(workbook, sheet, source, name).run()
    except (KeyError, ValueError, IndexError, StopIteration) as error:
        raise LembarError("damaged", file=source.package.path, found=f"{name}: {error}") from error


class _Importing:
    def __init__(self, workbook: Workbook, sheet: str, source: Workbook, name: str) -> None:
        self._workbook, self._package = workbook, workbook.package
        self._source, self._from = source, source.package
        self._here, self._there = workbook.entry(sheet), source.entry(name)
        self._parts = Unused({part.lower() for part in self._package.names()})
        taken = [table.name.lower() for table in workbook.tables]
        taken += [known.name.lower() for known in workbook.defined_names]
        unused = Unused(set(taken))
        self._tables = {
            table.name: unused.table(table.name) if table.name.lower() in taken else table.name
            for table in source.tables
            if table.sheet == self._there.name
        }
        self._order = [entry.name for entry in source.sheets]
        own = {self._there.name: (self._here.name, self._here.name)}
        self._renaming = Renaming(own, self._order, self._tables)
        self._styles = StyleImport(workbook, source)
        ids = [next(elements(self._package.xml(table.part), "table"))["id"] for table in workbook.tables]
        self._table_id = max(map(int, ids), default=0)

    def run(self) -> Workbook:
        self._check()
        sources = self._sources()
        self._check_references(sources)
        self._clear()
        parts = {
            old: self._here.part if old == self._there.part else self._parts.part(old) for old in sources
        }
        for old, source in sources.items():
            self._copy(source, parts[old], parts)
        self._styles.write()
        names = self._names(sources)
        drop_calculation_chain(self._workbook)
        self._package.write(self._workbook.part, names)
        return Workbook(self._package)

    def _refuse(self, what: str) -> LembarError:
        return LembarError("no_import", file=self._from.path, sheet=self._there.name, found=what)

    def _check(self) -> None:
        """Refuse what cannot come along."""
        if not self._there.worksheet:
            raise self._refuse("lembar grafik")
        if tied := tied_to_one_sheet(self._from, self._there.part):
            raise self._refuse(", ".join(tied))
        arrows = (
            arrow
            for part in parts_below(self._from, self._there.part)
            for arrow in self._from.relationships(part).values()
        )
        if others := sorted({arrow.kind for arrow in arrows} - _KINDS):
            raise self._refuse(", ".join(others))
        if self._source.date_1904 != self._workbook.date_1904:
            raise self._refuse("sistem tanggal 1904")
        xml = self._from.xml(self._there.part)
        if ("purl.oclc.org" in xml) != ("purl.oclc.org" in self._package.xml(self._workbook.part)):
            raise self._refuse("format Strict Open XML")
        if any({"cm", "vm"} & tag.keys() for tag in elements(xml, "c")):
            raise self._refuse("rumus larik dinamis atau gambar dalam sel")

    def _check_references(self, sources: Mapping[str, Source]) -> None:
        """Refuse references to sheets, tables and workbooks that are not here."""
        formulas = _formulas(sources)
        formulas += [name.formula for _, name in self._wanted(formulas)]
        here = {entry.name.lower() for entry in self._workbook.sheets}
        gone = [name for name in self._order if name.lower() not in {*here, self._there.name.lower()}]
        known = {table.name.lower() for table in self._workbook.tables} | {t.lower() for t in self._tables}
        tables = [table.name for table in self._source.tables if table.name.lower() not in known]
        lost = [(f"lembar {name}", Renaming({name: None}, self._order)) for name in gone]
        lost += [(f"tabel {name}", Renaming({}, self._order, {name: None})) for name in tables]
        for formula in formulas:
            if re.search(r"(?<![\w\]])'?\[\d+\]", formula):
                raise self._refuse(f"tautan ke buku kerja lain ({formula})")
            for what, renaming in lost:
                if renaming.formula(formula) != formula:
                    raise self._refuse(f"rujukan ke {what}, yang tidak ada di sini ({formula})")

    def _sources(self) -> dict[str, Source]:
        """Read the sheet and all that belongs to it; the sheet comes first."""
        package, sources = self._from, {}
        kinds = {self._there.part: "worksheet"}
        for part in parts_below(package, self._there.part):
            arrows = package.relationships(part)
            kinds |= {arrow.target: arrow.kind for arrow in arrows.values()}
            listed = relationships_part(part)
            sources[part] = Source(
                kinds[part],
                package.read(part),
                _content_type(package, part),
                package.xml(listed) if listed in package else None,
                {i: a.target for i, a in arrows.items() if not a.external and a.target in package},
            )
        return sources

    def _clear(self) -> None:
        """Take out what belongs to the sheet that is replaced."""
        package, part = self._package, self._here.part
        below = set(parts_below(package, part)) - {part}
        if relationships_part(part) in package:
            for identifier in package.relationships(part):
                package.unlink(part, identifier)
        for gone in below - set(parts_below(package, "")):
            package.remove(gone)

    def _copy(self, source: Source, part: str, parts: Mapping[str, str]) -> None:
        package, content = self._package, source.content
        if part.endswith((".xml", ".vml")):
            content = self._changed(source.kind, content.decode("utf-8-sig")).encode()
        package.write(part, content)
        if source.arrows is not None:
            package.write(relationships_part(part), pointing(source, part, parts, self._renaming))
        if source.content_type and _content_type(package, part) != source.content_type:
            ending = part.rpartition(".")[2]
            known = any(
                tag.get("Extension", "").lower() == ending.lower()
                for tag in elements(package.xml(CONTENT_TYPES), "Default")
            )
            plain = ending.lower() != "xml" and not known
            which = f"Default Extension={quote_attribute(ending)}" if plain else ""
            which = which or f"Override PartName={quote_attribute('/' + part)}"
            new = f"{which} ContentType={quote_attribute(source.content_type)}"
            package.write(CONTENT_TYPES, appended(package.xml(CONTENT_TYPES), new))

    def _changed(self, kind: str, xml: str) -> str:
        """Return a part as it is here."""
        xml = _UID.sub("", self._renaming.part(xml)) if kind != "comments" else xml
        if kind == "worksheet":
            return self._sheet(without_prefix(xml))
        if kind == "table":
            self._table_id += 1
            xml = without_prefix(xml)
            xml = tags("table").sub(lambda m: own_table(m[0], self._table_id, self._renaming), xml, count=1)
            for style in elements(xml, "tableStyleInfo"):
                if self._styles.has_table_style(style.get("name", "")):
                    raise self._refuse(f"gaya tabel buatan sendiri ({style['name']})")
            xml = re.sub(r'\s\w+CellStyle="[^"]*"', "", xml)
            return self._styles.differential(xml)
        return xml

    def _sheet(self, xml: str) -> str:
        """Return the worksheet with the styles and texts of this workbook."""
        chosen = any(
            "tabSelected" in tag for tag in elements(self._package.xml(self._here.part), "sheetView")
        )
        xml = tags("sheetPr").sub(lambda m: re.sub(r'\scodeName="[^"]*"', "", m[0]), xml, count=1)
        xml = tags("sheetView").sub(lambda m: re.sub(r'\stabSelected="[^"]*"', "", m[0]), xml)
        if chosen:
            xml = tags("sheetView").sub(lambda m: set_attribute(m[0], "tabSelected", "1"), xml, count=1)
        shared = self._from.related(self._source.part, "sharedStrings")
        strings = SharedStrings(without_prefix(self._from.xml(shared[0])) if shared else "")
        xml = element("c").sub(lambda m: self._cell(m[0], strings), xml)
        xml = tags("row").sub(lambda m: self._styled(m[0], "s"), xml)
        xml = tags("col").sub(lambda m: self._styled(m[0], "style"), xml)
        return self._styles.plain(self._styles.differential(xml))

    def _styled(self, tag: str, name: str) -> str:
        style = attributes_of(tag).get(name)
        return tag if style is None else with_attribute(tag, name, str(self._styles.style(int(style))))

    def _cell(self, cell: str, strings: SharedStrings) -> str:
        """Return a cell with its style here, and its text in itself."""
        attributes = attributes_of(cell[: cell.index(">") + 1])
        style = self._styles.style(int(attributes.get("s", 0)))
        if style or "s" in attributes:
            cell = with_attribute(cell, "s", str(style))
        value = element("v").search(cell)
        if attributes.get("t") != "s" or value is None:
            return cell
        markup = strings.markup(int(re.sub(r"<[^>]*>", "", value[0])))
        cell = cell[: value.start()] + f"<is>{markup}</is>" + cell[value.end() :]
        return with_attribute(cell, "t", "inlineStr")

    def _wanted(self, formulas: list[str]) -> list[tuple[str, DefinedName]]:
        """Return the names that come along: the sheet's own, and those that it uses and nobody has here."""
        written = [match[0] for match in element("definedName").finditer(self._names_xml)]
        names = list(zip(written, self._source.defined_names, strict=True))
        found = [(xml, name) for xml, name in names if name.sheet == self._there.name]
        taken = {name.name.lower() for name in self._workbook.defined_names if name.sheet is None}
        taken |= {name.name.lower() for _, name in found}
        waiting = [*formulas, *(name.formula for _, name in found)]
        while waiting:
            words = {word.lower() for word in _WORD.findall(waiting.pop())} - taken
            taken |= words
            new = [(xml, name) for xml, name in names if name.sheet is None and name.name.lower() in words]
            found += new
            waiting += [name.formula for _, name in new]
        return found

    @cached_property
    def _names_xml(self) -> str:
        return without_prefix(self._from.xml(self._source.part))

    def _names(self, sources: Mapping[str, Source]) -> str:
        """Return the workbook's part with the names that come along, without those of the sheet replaced."""
        xml = self._package.xml(self._workbook.part)
        number = str([entry.name for entry in self._workbook.sheets].index(self._here.name))
        formulas = _formulas(sources)
        new = []
        for name, known in self._wanted(formulas):
            body = _BODY.sub(lambda m: f">{changed_text(m[1], self._renaming.formula)}<", name, count=1)
            new.append(body if known.sheet is None else with_attribute(body, "localSheetId", number))
        xml = each(xml, "definedNames", "definedName", lambda tag: [] if _local_to(tag, number) else [tag])
        if not new:
            return xml
        if "</definedNames>" in xml:
            return xml.replace("</definedNames>", "".join(new) + "</definedNames>")
        names = f"<definedNames>{''.join(new)}</definedNames>"
        return _NAMES_BEFORE.sub(lambda m: names + m[0], xml, count=1)


def _local_to(name: str, sheet: str) -> bool:
    return attributes_of(name[: name.index(">") + 1]).get("localSheetId") == sheet


def _formulas(sources: Mapping[str, Source]) -> list[str]:
    return [
        formula
        for source in sources.values()
        if source.content.lstrip(b"\xef\xbb\xbf").startswith(b"<")
        for formula in Renaming.formulas(source.content.decode("utf-8-sig"))
    ]


def _content_type(package: Package, part: str) -> str | None:
    xml = package.xml(CONTENT_TYPES)
    for tag in elements(xml, "Override"):
        if tag.get("PartName", "").lstrip("/").lower() == part.lower():
            return tag.get("ContentType")
    ending = part.rpartition(".")[2].lower()
    defaults = elements(xml, "Default")
    return next(
        (tag.get("ContentType") for tag in defaults if tag.get("Extension", "").lower() == ending), None
    )
