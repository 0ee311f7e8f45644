"""Copies of worksheets within a workbook, and worksheets taken out, with all that belongs to them.

A copy has its own drawings, charts, tables, comments, controls and printer settings; pictures are shared.
What it says of its own sheet, by name or through its tables, it says of itself. References from elsewhere
mean the first of the copies; in a range over sheets (``Awal:Unit!B5``) the last end means the last copy.
Names of the workbook that refer to the sheet get a namesake on each further copy, as when Excel copies a
sheet. References to a sheet that is gone become ``#REF!``.
"""

from __future__ import annotations

import posixpath
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from xl_addin.ooxml.moves import drop_calculation_chain
from xl_addin.ooxml.package import CONTENT_TYPES, Package, Relationship, relationships_part
from xl_addin.ooxml.sheetlist import Listed, write_list
from xl_addin.ooxml.sheetnames import Ends, Renaming
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, quote_attribute, set_attribute
from xl_addin.ooxml.xmledit import appended, tags, with_attribute

_SHARED: Final = ("image", "hyperlink")
_TIED: Final = {
    "pivotTable": "tabel pivot",
    "slicer": "pemotong (slicer)",
    "timeline": "garis waktu",
    "queryTable": "tabel kueri",
    "control": "kontrol ActiveX",
}
"""What belongs to one sheet only, by the kind of the relationship to it, as planners call it."""

_NUMBERED = re.compile(r"(.*?)(\d*)(\.\w+)?\Z", re.DOTALL)
_UID = re.compile(r'\sxr\d*:uid="[^"]*"')
_GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")
_ARROW = re.compile(r"<(?:\w+:)?Relationship(?=\s)[^>]*>")


def tied_to_one_sheet(package: Package, part: str) -> list[str]:
    """Return what a worksheet holds that cannot be copied or taken out with it, in the planner's words."""
    kinds = (
        arrow.kind
        for owner in parts_below(package, part, shared=False)
        for arrow in package.relationships(owner).values()
    )
    return sorted({_TIED[kind] for kind in kinds if kind in _TIED})


def arrange_sheets(workbook: Workbook, plan: Mapping[str, Sequence[str]]) -> Workbook:
    """Let worksheets become several sheets one after another, one under another name, or none.

    Args:
        workbook: Its package changes; itself it is not to be used any more.
        plan: The names that each of these sheets becomes; all names of the result must be different, and a
            sheet that is visible must be left.

    Returns:
        The workbook as it is then.
    """
    return _Arranging(workbook, plan).run()


@dataclass
class Source:
    """A part that copies are made of: what it holds, and the parts that it points to."""

    kind: str
    content: bytes
    content_type: str | None
    arrows: str | None
    targets: dict[str, str]


@dataclass
class Unused:
    """Names that nothing has yet: of parts, or of tables."""

    taken: set[str]
    _next: dict[str, int] = field(default_factory=dict)

    def part(self, like: str) -> str:
        """Return the name of a part beside another one."""
        found = _NUMBERED.fullmatch(like)
        assert found is not None  # noqa: S101 - it matches everything
        stem, ending = found[1], found[3] or ""
        return self._name(stem, ending, 1)

    def table(self, like: str) -> str:
        """Return the name of a table: the old one with a number."""
        return self._name(f"{like}_", "", 2)

    def _name(self, stem: str, ending: str, number: int) -> str:
        number = self._next.get(stem.lower(), number)
        while f"{stem}{number}{ending}".lower() in self.taken:
            number += 1
        self._next[stem.lower()] = number + 1
        self.taken.add(f"{stem}{number}{ending}".lower())
        return f"{stem}{number}{ending}"


class _Arranging:
    def __init__(self, workbook: Workbook, plan: Mapping[str, Sequence[str]]) -> None:
        self._workbook = workbook
        self._package = workbook.package
        self._plan = plan
        self._order = [entry.name for entry in workbook.sheets]
        self._types = {
            tag.get("PartName", "").lstrip("/").lower(): tag.get("ContentType", "")
            for tag in elements(self._package.xml(CONTENT_TYPES), "Override")
        }
        self._new_types: list[str] = []
        self._new_arrows: list[str] = []
        self._ids = {arrow.lower() for arrow in self._package.relationships(workbook.part)}
        self._parts = Unused({name.lower() for name in self._package.names()})
        self._tables = Unused(
            {table.name.lower() for table in workbook.tables}
            | {name.name.lower() for name in workbook.defined_names}
        )
        self._table_id = max(self._table_ids(), default=0)
        self._become: dict[str, Ends | None] = {
            name: (names[0], names[-1]) if names else None for name, names in plan.items()
        }
        gone = {table.name: None for table in workbook.tables if not plan.get(table.sheet, [""])}
        self._renaming = Renaming(self._become, self._order, gone)
        self._gone = gone

    def run(self) -> Workbook:
        listed: dict[str, list[Listed]] = {}
        copies: dict[str, bytes] = {}
        for name, relationship in self._sheets():
            listed[name] = list(self._copies(name, relationship, copies))
        self._rename()
        for part, content in copies.items():
            self._package.write(part, content)
        self._remove(entry.part for entry in self._workbook.sheets if not self._plan.get(entry.name, [""]))
        write_list(self._workbook, listed, self._renaming)
        self._register()
        drop_calculation_chain(self._workbook)
        return Workbook(self._package)

    def _sheets(self) -> Iterator[tuple[str, str]]:
        """Yield each sheet's name and the id of the relationship to it."""
        for tag in elements(self._package.xml(self._workbook.part), "sheet"):
            yield tag["name"], next(value for key, value in tag.items() if key.endswith(":id"))

    def _table_ids(self) -> Iterator[int]:
        for table in self._workbook.tables:
            yield int(next(elements(self._package.xml(table.part), "table")).get("id", 0))

    def _copies(self, name: str, relationship: str, copies: dict[str, bytes]) -> Iterator[Listed]:
        """Yield what a sheet becomes; the first is the sheet itself, the parts of the others are gathered."""
        names = self._plan.get(name, [name])
        sources = self._sources(self._workbook.entry(name).part) if len(names) > 1 else {}
        tables = [table.name for table in self._workbook.tables if table.sheet == name]
        for number, new in enumerate(names):
            if not number:
                yield Listed(new, relationship, self._renaming_of(name, new, {}))
                continue
            renaming = self._renaming_of(name, new, {table: self._tables.table(table) for table in tables})
            part = self._copy(sources, new, renaming, copies)
            yield Listed(new, self._point_to(part, relationship), renaming)

    def _renaming_of(self, sheet: str, new: str, tables: Mapping[str, str]) -> Renaming:
        return Renaming({**self._become, sheet: (new, new)}, self._order, {**self._gone, **tables})

    def _sources(self, sheet: str) -> dict[str, Source]:
        """Read a sheet and all that belongs to it; the sheet comes first."""
        package, sources = self._package, {}
        kinds = {sheet: "worksheet"}
        for part in parts_below(package, sheet, shared=False):
            arrows = package.relationships(part)
            own = {i: arrow.target for i, arrow in arrows.items() if _belongs(package, arrow)}
            kinds |= {arrow.target: arrow.kind for arrow in arrows.values()}
            listed = relationships_part(part)
            sources[part] = Source(
                kinds[part],
                package.read(part),
                self._types.get(part.lower()),
                package.xml(listed) if listed in package else None,
                own,
            )
        return sources

    def _copy(
        self, sources: Mapping[str, Source], sheet: str, renaming: Renaming, copies: dict[str, bytes]
    ) -> str:
        """Make one copy; return its worksheet part."""
        parts = {old: self._parts.part(old) for old in sources}
        for old, source in sources.items():
            new = parts[old]
            content = source.content
            if new.endswith((".xml", ".vml")):
                content = self._changed(source.kind, content.decode("utf-8-sig"), sheet, renaming).encode()
            copies[new] = content
            if source.arrows is not None:
                arrows = pointing(source, new, parts, renaming)
                copies[relationships_part(new)] = arrows.encode()
            if source.content_type is not None:
                self._new_types.append(
                    f"Override PartName={quote_attribute('/' + new)}"
                    f" ContentType={quote_attribute(source.content_type)}"
                )
        return parts[next(iter(sources))]

    def _changed(self, kind: str, xml: str, sheet: str, renaming: Renaming) -> str:
        """Return a part as the copy has it; what must be there only once is new."""
        xml = renaming.part(xml)
        if kind == "worksheet":
            xml = tags("sheetPr").sub(lambda m: re.sub(r'\scodeName="[^"]*"', "", m[0]), xml, count=1)
            xml = tags("sheetView").sub(lambda m: re.sub(r'\stabSelected="[^"]*"', "", m[0]), xml)
        elif kind == "table":
            self._table_id += 1
            xml = tags("table").sub(lambda m: own_table(m[0], self._table_id, renaming), xml, count=1)
        elif kind == "threadedComment":
            return tags("threadedComment").sub(lambda m: _conversation(m[0], sheet), xml)
        elif kind == "comments":
            return _GUID.sub(lambda m: _guid(m[0], sheet), xml)
        return _UID.sub("", xml)

    def _point_to(self, part: str, like: str) -> str:
        """Let the workbook point to a new sheet; return the id."""
        number = len(self._ids) + 1
        while f"rid{number}" in self._ids:
            number += 1
        self._ids.add(f"rid{number}")
        target = posixpath.relpath(part, posixpath.dirname(self._workbook.part))
        kind = _raw_type(self._package, self._workbook.part, like)
        self._new_arrows.append(
            f'Relationship Id="rId{number}" Type="{kind}" Target={quote_attribute(target)}'
        )
        return f"rId{number}"

    def _register(self) -> None:
        """Write the new parts into the lists of the package."""
        arrows = relationships_part(self._workbook.part)
        for part, members in ((CONTENT_TYPES, self._new_types), (arrows, self._new_arrows)):
            if members:
                self._package.write(part, appended(self._package.xml(part), *members))

    def _rename(self) -> None:
        """Give the parts that were there the new names."""
        for part in self._package.names():
            if part.startswith("xl/") and part.endswith((".xml", ".vml")) and part != self._workbook.part:
                if part.startswith(("xl/sharedStrings", "xl/styles", "xl/theme")):
                    continue
                xml = self._package.xml(part)
                new = self._renaming.part(xml)
                if part.startswith("xl/pivotCache/pivotCacheDefinition"):
                    new = tags("worksheetSource").sub(lambda m: self._source(m[0]), new)
                self._package.write(part, new)
            elif part.endswith(".rels") and '="#' in self._package.xml(part):
                self._package.write(part, _linking(self._package.xml(part), self._renaming))

    def _source(self, tag: str) -> str:
        ends = self._become.get(attributes_of(tag).get("sheet", ""))
        return with_attribute(tag, "sheet", ends[0]) if ends else tag

    def _remove(self, sheets: Iterable[str]) -> None:
        """Take sheets out, with the parts that nothing else points to."""
        package, gone = self._package, set(sheets)
        if not gone:
            return
        arrows = package.relationships(self._workbook.part)
        suspects = {part for sheet in gone for part in parts_below(package, sheet)}
        for arrow in arrows.values():
            if arrow.target in gone:
                package.unlink(self._workbook.part, arrow.id)
        for part in suspects - set(parts_below(package, "")):
            package.remove(part)


def parts_below(package: Package, root: str, *, shared: bool = True) -> list[str]:
    """Return a part and all that it points to, near or far; without what it shares with other sheets."""
    found = {root: None}
    waiting = [root]
    while waiting:
        for arrow in package.relationships(waiting.pop()).values():
            inside = arrow.target in package and not arrow.external
            if inside and arrow.target not in found and (shared or _belongs(package, arrow)):
                found[arrow.target] = None
                waiting.append(arrow.target)
    return list(found)


def _belongs(package: Package, arrow: Relationship) -> bool:
    """Say whether a part is one sheet's own."""
    return arrow.kind not in _SHARED and not arrow.external and arrow.target in package


def _raw_type(package: Package, part: str, identifier: str) -> str:
    """Return the type of a relationship as the file has it, in its own dialect."""
    tags_found = elements(package.xml(relationships_part(part)), "Relationship")
    return next(tag["Type"] for tag in tags_found if tag.get("Id") == identifier)


def pointing(source: Source, part: str, parts: Mapping[str, str], renaming: Renaming) -> str:
    """Return the relationships of a copied part."""

    def changed(match: re.Match[str]) -> str:
        target = source.targets.get(attributes_of(match[0]).get("Id", ""))
        if target is None:
            return match[0]
        return set_attribute(match[0], "Target", posixpath.relpath(parts[target], posixpath.dirname(part)))

    return _linking(_ARROW.sub(changed, source.arrows or ""), renaming)


def _linking(xml: str, renaming: Renaming) -> str:
    """Rename the sheets in links of pictures and shapes (``#Data!A1``)."""

    def changed(match: re.Match[str]) -> str:
        target = attributes_of(match[0]).get("Target", "")
        if not target.startswith("#"):
            return match[0]
        return with_attribute(match[0], "Target", "#" + renaming.formula(target[1:]))

    return _ARROW.sub(changed, xml)


def own_table(tag: str, number: int, renaming: Renaming) -> str:
    """Return the start tag of a copied table, with its id and its new name."""
    tag = set_attribute(tag, "id", str(number))
    for name in ("name", "displayName"):
        if name in (attributes := attributes_of(tag)):
            tag = set_attribute(tag, name, renaming.formula(attributes["displayName"]))
    return tag


def _conversation(tag: str, sheet: str) -> str:
    """A conversation's ids are its own; the persons in it stay."""
    for name in ("id", "parentId"):
        if name in (attributes := attributes_of(tag)):
            tag = set_attribute(tag, name, _guid(attributes[name], sheet))
    return tag


def _guid(guid: str, sheet: str) -> str:
    """Return an id made of another one, the same in every rendering."""
    return "{" + str(uuid.uuid5(uuid.UUID(guid), sheet)).upper() + "}"
