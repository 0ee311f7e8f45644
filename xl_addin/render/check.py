"""Checking a template before it is used: all its faults, and the names that its data must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.workbook import SheetEntry, Workbook
from xl_addin.ooxml.xml import unescape_text
from xl_addin.render.isolated import render_isolated
from xl_addin.render.limits import Limits
from xl_addin.render.names import Names
from xl_addin.render.problems import Problem, TemplateError
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.texts import has_tags

_NO_SUCH_NAME = re.compile(r"\w+: (tidak ada|maksudnya )")

_TAGGED = re.compile(r">([^<]*\{[{%][^<]*)<")


@dataclass(frozen=True)
class Use:
    """A name that a template uses.

    Args:
        name: As in ``plan.kpis[].name``: ``[]`` stands for each member of a list.
        places: The cells that use it.
        missing: What is the matter when the data do not have it.
    """

    name: str
    places: tuple[str, ...]
    missing: str | None = None


@dataclass(frozen=True)
class Checked:
    """What was found."""

    problems: tuple[Problem, ...]
    names: tuple[Use, ...]

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not any(use.missing for use in self.names)


def check(
    template: Path | bytes,
    data: Mapping[str, Any] | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - it cannot change
    images: Path | None = None,
    templates: Path | None = None,
) -> Checked:
    """Check a template: with data by filling it, and without as far as can be known.

    Args:
        template: An .xlsx whose cells hold Jinja2 tags.
        data: What it is to be filled with.
        limits: How far the filling may go.
        images: The folder of pictures that the data may name.
        templates: The folder of templates whose sheets may be included.

    Raises:
        LembarError: the file is no workbook, or a limit was reached.
    """
    names = _names(Workbook.open(template))
    faults = _faults(template, data or {}, limits, images, templates)
    if data is None:  # then a name that is not there is no fault
        faults = [fault for fault in faults if not _NO_SUCH_NAME.match(fault.reason)]
    return Checked(tuple(faults), tuple(_uses(names, data)))


def _faults(
    template: Path | bytes,
    data: Mapping[str, Any],
    limits: Limits,
    images: Path | None,
    templates: Path | None,
) -> list[Problem]:
    try:
        render_isolated(template, data, limits=limits, images=images, templates=templates)
    except TemplateError as error:
        return error.problems
    return []


def _uses(names: Names, data: Mapping[str, Any] | None) -> Iterator[Use]:
    for name, places in names.used():
        known = data is None or names.is_optional(name)
        yield Use(str(name), tuple(places), None if known or data is None else name.absent(data))


def _names(workbook: Workbook) -> Names:
    names = Names(Sandbox())
    for entry in workbook.sheets:
        names.begin_sheet()
        if entry.worksheet:
            _read_cells(workbook.sheet(entry.name), names)
        for where, xml in _around(workbook, entry):
            for text in _TAGGED.findall(xml):
                names.read(unescape_text(text), f"{entry.name}!{where}")
    return names


def _read_cells(sheet: Sheet, names: Names) -> None:
    for number in sorted(sheet.rows):
        names.begin_row()
        for _, cell in sorted(sheet.rows[number].cells.items()):
            text = sheet.value_of(cell) if cell.formula is None else cell.formula.replace('""', '"')
            if isinstance(text, str) and has_tags(text):
                names.read(text, f"{sheet.name}!{cell.name}")


def _around(workbook: Workbook, entry: SheetEntry) -> Iterator[tuple[str, str]]:
    """Yield what else on a sheet may hold tags."""
    package = workbook.package
    if entry.worksheet:
        yield "kepala/kaki halaman", workbook.sheet(entry.name).tail
    for comments in package.related(entry.part, "comments"):
        yield "komentar", package.xml(comments)
    for drawing in package.related(entry.part, "drawing"):
        yield "gambar", package.xml(drawing)
        for chart in package.related(drawing, "chart"):
            yield "grafik", package.xml(chart)
