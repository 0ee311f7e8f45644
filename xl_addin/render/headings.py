"""The headings of a table whose columns repeat: each must be another one, and the cell must say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2.exceptions import TemplateSyntaxError

from xl_addin.errors import LembarError
from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import Table, Workbook
from xl_addin.ooxml.xml import attributes_of
from xl_addin.ooxml.xmledit import tags, with_attribute
from xl_addin.render.expressions import Scope, reason, syntax_reason
from xl_addin.render.problems import Problems
from xl_addin.render.rows import Copied
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.structured import Renamed
from xl_addin.render.texts import TaggedText, has_tags

_BLANK = "Kolom"


@dataclass
class Headings:
    """Names the columns of the tables of one sheet; the same name again gets a number, as in Excel.

    Args:
        workbook: Its table parts change.
        sheet: Its heading cells change.
        copied: Where the columns of the sheet come from.
        sandbox: For tags in headings.
        scope: The data.
        problems: Takes what is wrong.
    """

    workbook: Workbook
    sheet: Sheet
    copied: Mapping[int, Copied]
    sandbox: Sandbox
    scope: Scope
    problems: Problems

    def name(self) -> None:
        """Name the columns of all tables that have repeated ones."""
        for table in self.workbook.tables:
            if table.sheet == self.sheet.name:
                self._name(table)

    def _name(self, table: Table) -> None:
        xml = self.workbook.package.xml(table.part)
        names = [attributes_of(match[0])["name"] for match in tags("tableColumn").finditer(xml)]
        origins = [self.copied.get(table.area.left + number) for number in range(len(names))]
        repeated = [origin is not None and (origin.kept or bool(origin.given)) for origin in origins]
        used = {name.lower() for name, again in zip(names, repeated, strict=True) if not again}
        renamed = Renamed(table, self.copied)
        for number, again in enumerate(repeated):
            if again:
                column, old = table.area.left + number, names[number]
                names[number] = _another(self._filled(names[number], column, table), used)
                used.add(names[number].lower())
                renamed.headings.setdefault(old, []).append((column, names[number]))
                if table.header_rows:
                    self.sheet.writable(table.area.top, column).set_value(names[number])
        table.columns = names
        left = iter(names)
        xml = tags("tableColumn").sub(lambda match: with_attribute(match[0], "name", next(left)), xml)
        self.workbook.package.write(table.part, xml)
        if renamed.headings:
            renamed.apply(self.workbook)

    def _filled(self, text: str, column: int, table: Table) -> str:
        origin = self.copied[column]
        if not has_tags(text):
            return text
        if origin.kept:
            return _BLANK
        cell = cell_name(table.area.top, origin.column)
        try:
            tagged = TaggedText(self.sandbox, text, origin.given)
            return tagged.filled([asked(self.scope) for asked in tagged.asked]) or _BLANK
        except LembarError:
            raise
        except TemplateSyntaxError as error:
            self.problems.add(self.sheet.name, cell, text, syntax_reason(error, self.sandbox))
        except Exception as error:
            asked = TaggedText(self.sandbox, text, origin.given).asked[0]
            self.problems.add(self.sheet.name, cell, text, reason(error, asked.node, self.scope))
        return text


def _another(name: str, used: set[str]) -> str:
    """Return the name, or the next one that is free.

    >>> _another("Target", {"target", "target2"})
    'Target3'
    """
    name = re.sub(r"\s*\n\s*", " ", name)
    number, free = 1, name
    while free.lower() in used:
        number += 1
        free = f"{name}{number}"
    return free
