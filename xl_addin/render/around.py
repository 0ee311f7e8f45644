"""Tags outside the cells: headers and footers, shapes, chart titles, comments, headings of tables.

They stand in no row, so that they know the data and a loop over sheets, but no other loop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2.exceptions import TemplateSyntaxError

from xl_addin.errors import LembarError
from xl_addin.ooxml.package import Package
from xl_addin.ooxml.workbook import SheetEntry, Workbook
from xl_addin.ooxml.xml import attributes_of, escape_text, unescape_text
from xl_addin.ooxml.xmledit import tags, with_attribute
from xl_addin.render.expressions import Scope, reason, syntax_reason
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.texts import TaggedText, has_tags
from xl_addin.render.values import as_text

_PAGE_TEXT = re.compile(r"(<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>)([^<]*)(?=<)")
_SHAPE_TEXT = re.compile(r"(<a:t>)([^<]*)(?=<)")
_COMMENT_TEXT = re.compile(r"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(?=<)")


@dataclass
class Surroundings:
    """Fills what is around the cells of a workbook.

    Args:
        workbook: Changes.
        sandbox: For the expressions.
        scope: The data.
        scopes: The names known on sheets that a loop over sheets has made.
        problems: Takes what goes wrong.
    """

    workbook: Workbook
    sandbox: Sandbox
    scope: Scope
    scopes: Mapping[str, Scope]
    problems: Problems

    def fill(self) -> None:
        """Fill everything."""
        for entry in self.workbook.sheets:
            if entry.worksheet:
                self._fill_pages(entry)
            for part, pattern, where in _parts(self.workbook.package, entry):
                self._fill_part(entry, part, pattern, where)
        for table in self.workbook.tables:
            xml = self.workbook.package.xml(table.part)
            if has_tags(xml):
                new = tags("tableColumn").sub(lambda m, sheet=table.sheet: self._heading(m[0], sheet), xml)  # type: ignore[misc]
                self.workbook.package.write(table.part, new)

    def _fill_pages(self, entry: SheetEntry) -> None:
        opened = entry.name in self.workbook.opened
        source = self.workbook.sheet(entry.name).tail if opened else self.workbook.package.xml(entry.part)
        if not any(has_tags(match[2]) for match in _PAGE_TEXT.finditer(source)):
            return
        sheet = self.workbook.sheet(entry.name)
        sheet.tail = self._filled(_PAGE_TEXT, sheet.tail, entry.name, "kepala/kaki halaman", _in_page)
        sheet.changed = True

    def _fill_part(self, entry: SheetEntry, part: str, pattern: re.Pattern[str], where: str) -> None:
        xml = self.workbook.package.xml(part)
        if has_tags(xml):
            self.workbook.package.write(part, self._filled(pattern, xml, entry.name, where, as_text))

    def _filled(
        self, pattern: re.Pattern[str], xml: str, sheet: str, where: str, shown: Callable[[object], str]
    ) -> str:
        return pattern.sub(
            lambda m: (
                m[1] + escape_text(self._text(unescape_text(m[2]), sheet, where, shown))
                if has_tags(m[2])
                else m[0]
            ),
            xml,
        )

    def _heading(self, tag: str, sheet: str) -> str:
        name = attributes_of(tag).get("name", "")
        if not has_tags(name):
            return tag
        return with_attribute(tag, "name", self._text(name, sheet, "judul tabel", as_text))

    def _text(self, text: str, sheet: str, where: str, shown: Callable[[object], str]) -> str:
        try:
            tagged = TaggedText(self.sandbox, text)
        except TemplateSyntaxError as error:
            self.problems.add(sheet, where, text, syntax_reason(error, self.sandbox))
            return text
        values, scope = [], self.scopes.get(sheet, self.scope)
        for asked in tagged.asked:
            try:
                values.append(shown(asked(scope)))
            except LembarError:
                raise
            except Exception as error:
                self.problems.add(sheet, where, asked.source, reason(error, asked.node, scope))
        return tagged.filled(values) if len(values) == len(tagged.asked) else text


def _in_page(value: object) -> str:
    """In a header ``&`` begins a code."""
    return as_text(value).replace("&", "&&")


def _parts(package: Package, entry: SheetEntry) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield the parts of a sheet that hold texts."""
    for comments in package.related(entry.part, "comments"):
        yield comments, _COMMENT_TEXT, "komentar"
    for drawing in package.related(entry.part, "drawing"):
        yield drawing, _SHAPE_TEXT, "gambar"
        for chart in package.related(drawing, "chart"):
            yield chart, _SHAPE_TEXT, "grafik"
