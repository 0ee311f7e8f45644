"""The list of sheets in a workbook, when sheets have become several, or none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xl_addin.ooxml.sheetnames import Renaming
from xl_addin.ooxml.workbook import Workbook
from xl_addin.ooxml.xml import attributes_of, elements, escape_xml, set_attribute, unescape_xml
from xl_addin.ooxml.xmledit import changed_text, each, element, tags, with_attribute

_BODY = re.compile(r">([^<]*)<")
_TITLE = re.compile(r"(<(?:\w+:)?lpstr>)([^<]*)(</(?:\w+:)?lpstr>)")
_COUNT = re.compile(r"(<(?:\w+:)?i4>)(\d+)(?=<)")


@dataclass(frozen=True)
class Listed:
    """A sheet as it is to be listed: its name, the relationship to its part, its own new names."""

    name: str
    relationship: str
    renaming: Renaming


def write_list(workbook: Workbook, listed: Mapping[str, Sequence[Listed]], renaming: Renaming) -> None:
    """Write the sheets, the names and the views of a workbook.

    Args:
        workbook: As it was; to be read anew afterwards.
        listed: What each sheet becomes, in the order of the tabs.
        renaming: For names that belong to no sheet.
    """
    package = workbook.package
    lister = _Lister(package.xml(workbook.part), listed, renaming)
    package.write(workbook.part, lister.write())
    for part in package.related("", "extended-properties"):
        package.write(part, _with_titles(package.xml(part), listed, renaming))


class _Lister:
    def __init__(self, xml: str, listed: Mapping[str, Sequence[Listed]], renaming: Renaming) -> None:
        self._xml = xml
        self._listed = listed
        self._renaming = renaming
        self._old = list(listed)
        self._first: list[int] = []
        """The new number of the first sheet that each old one has become."""
        number = 0
        for members in listed.values():
            self._first.append(number)
            number += len(members)
        self._sheet_id = max(int(tag.get("sheetId", 0)) for tag in elements(xml, "sheet"))
        self._local_names = {
            (tag["name"].lower(), self._old[int(tag["localSheetId"])])
            for tag in elements(xml, "definedName")
            if "localSheetId" in tag
        }

    def write(self) -> str:
        xml = each(self._xml, "sheets", "sheet", self._sheets)
        xml = each(xml, "definedNames", "definedName", self._names)
        visible = [tag.get("state", "visible") == "visible" for tag in elements(xml, "sheet")]
        xml = tags("workbookView").sub(lambda match: self._view(match[0], visible), xml)
        ids = [tag["sheetId"] for tag in elements(xml, "sheet")]
        return tags("customWorkbookView").sub(lambda match: _own_view(match[0], ids), xml)

    def _sheets(self, tag: str) -> list[str]:
        attributes = attributes_of(tag)
        arrow = next(name for name in attributes if name.endswith(":id"))
        out = []
        for number, member in enumerate(self._listed[attributes["name"]]):
            new = with_attribute(with_attribute(tag, "name", member.name), arrow, member.relationship)
            if number:
                self._sheet_id += 1
                new = set_attribute(new, "sheetId", str(self._sheet_id))
            out.append(new)
        return out

    def _names(self, name: str) -> list[str]:
        attributes = attributes_of(name[: name.index(">") + 1])
        if "localSheetId" not in attributes:
            return [_renamed(name, self._renaming), *self._own_names(name, attributes["name"])]
        old = int(attributes["localSheetId"])
        return [
            with_attribute(_renamed(name, member.renaming), "localSheetId", str(self._first[old] + number))
            for number, member in enumerate(self._listed[self._old[old]])
        ]

    def _own_names(self, element_text: str, name: str) -> list[str]:
        """Give each further copy a namesake of a name that refers to the first, as Excel does."""
        out = []
        for number, sheet in enumerate(self._old):
            members = self._listed[sheet]
            if len(members) < 2 or (name.lower(), sheet) in self._local_names:
                continue
            first = _renamed(element_text, members[0].renaming)
            for count, member in enumerate(members[1:], 1):
                own = _renamed(element_text, member.renaming)
                if own == first:
                    break
                out.append(with_attribute(own, "localSheetId", str(self._first[number] + count)))
        return out

    def _view(self, tag: str, visible: Sequence[bool]) -> str:
        """Show the sheet that was shown, or the first one."""
        attributes = attributes_of(tag)
        for name in ("firstSheet", "activeTab"):
            if name in attributes or name == "activeTab":
                tag = self._shown(tag, name, int(attributes.get(name, 0)), visible)
        return tag

    def _shown(self, tag: str, name: str, old: int, visible: Sequence[bool]) -> str:
        there = old < len(self._old) and len(self._listed[self._old[old]]) > 0
        new = self._first[old] if there else 0
        if not visible[new]:
            new = visible.index(True)
        return tag if new == int(attributes_of(tag).get(name, 0)) else set_attribute(tag, name, str(new))


def _own_view(tag: str, ids: Sequence[str]) -> str:
    """Let a view that somebody keeps show a sheet that is there."""
    there = attributes_of(tag).get("activeSheetId", ids[0]) in ids
    return tag if there else set_attribute(tag, "activeSheetId", ids[0])


def _renamed(name: str, renaming: Renaming) -> str:
    return _BODY.sub(lambda m: f">{changed_text(m[1], renaming.formula)}<", name, count=1)


def _with_titles(xml: str, listed: Mapping[str, Sequence[Listed]], renaming: Renaming) -> str:
    """Write the list of titles that Explorer shows: sheets first, then names."""
    added = sum(len(members) - 1 for old, members in listed.items())
    left = dict(listed)

    def title(match: re.Match[str]) -> str:
        text = unescape_xml(match[2])
        members = left.pop(text, None)
        if members is None:
            return match[1] + escape_xml(renaming.formula(text)) + match[3]
        return "".join(match[1] + escape_xml(member.name) + match[3] for member in members)

    def titles(match: re.Match[str]) -> str:
        whole = _TITLE.sub(title, match[0])
        size = str(len(_TITLE.findall(whole)))
        return tags("vector").sub(lambda m: set_attribute(m[0], "size", size), whole, count=1)

    xml = element("TitlesOfParts").sub(titles, xml)
    return element("HeadingPairs").sub(
        lambda match: _COUNT.sub(lambda m: f"{m[1]}{int(m[2]) + added}", match[0], count=1), xml
    )
