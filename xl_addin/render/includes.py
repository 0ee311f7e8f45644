"""Sheets of other templates: ``{% sheet include "kop.xlsx" sheet "Kop" name title %}`` in row 1.

The sheet with the tag is replaced by that sheet of another template, or by its first one; it keeps its place
and its name, unless the tag gives it another. Then its tags are filled like those of any other sheet. The
other template lies in a folder that the caller names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.parser import Parser

from xl_addin.errors import LembarError
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.sheetcopy import arrange_sheets
from xl_addin.ooxml.sheetimport import import_sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render.expressions import Expression, Scope, checked, syntax_reason
from xl_addin.render.filters import nama_lembar
from xl_addin.render.folders import file_within
from xl_addin.render.limits import Budget
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.sheetloops import Asking, tag_of, unique_name
from xl_addin.render.texts import is_tagged

_WORD = re.compile(r"include\b")


@dataclass(frozen=True)
class _Include:
    """What a tag says."""

    cell: str
    text: str
    file: str
    sheet: str | None
    name: Expression | None


def include_sheets(
    workbook: Workbook,
    tagged: Sequence[str],
    folder: Path | None,
    *,
    sandbox: Sandbox,
    scope: Scope,
    problems: Problems,
    budget: Budget,
) -> tuple[Workbook, list[str]]:
    """Replace the sheets that ask for one of another template.

    Args:
        workbook: The template; changes.
        tagged: Its sheets that hold tags.
        folder: Where other templates may lie.
        sandbox: For the names of the sheets.
        scope: The data.
        problems: Takes what is wrong.
        budget: Asked for the names.

    Returns:
        The workbook as it is then, and its sheets that hold tags.

    Raises:
        TemplateError: a sheet cannot be included.
    """
    names: dict[str, str | None] = {}
    left = list(tagged)
    for sheet in tagged:
        if (include := _read(workbook.sheet(sheet), sandbox, problems)) is None:
            continue
        try:
            workbook = _included(workbook, sheet, include, folder)
            if include.name is not None:
                names[sheet] = Asking(sheet, problems, budget).text(include.cell, include.name, scope)
        except LembarError as error:
            problems.add(sheet, include.cell, include.text, error.indonesian())
        except (SecurityError, ValueError) as error:
            problems.add(sheet, include.cell, include.text, str(error))
        else:
            if not is_tagged(workbook.sheet(sheet)):
                left.remove(sheet)
            elif (found := tag_of(workbook.sheet(sheet))) and _WORD.match(found[1][1]):
                problems.add(sheet, include.cell, include.text, "lembar itu sendiri menyertakan lembar lain")
    problems.raise_any()
    return _renamed(workbook, left, names)


def _read(sheet: Sheet, sandbox: Sandbox, problems: Problems) -> _Include | None:
    """Return what the tag of a sheet says; None where it is not one of these."""
    found = tag_of(sheet)
    if found is None or not _WORD.match(found[1][1]):
        return None
    cell, tag = found
    try:
        return _parsed(sandbox, cell, tag)
    except TemplateSyntaxError as error:
        problems.add(sheet.name, cell, tag[0], syntax_reason(error, sandbox))
        problems.raise_any()
    return None


def _parsed(sandbox: Sandbox, cell: str, tag: re.Match[str]) -> _Include:
    parser = Parser(sandbox, tag[1], state="variable")
    stream = parser.stream
    stream.expect("name:include")
    file = stream.expect("string").value
    sheet = stream.expect("string").value if stream.skip_if("name:sheet") else None
    name = None
    if stream.skip_if("name:name"):
        name = Expression(sandbox, tag[0], checked(sandbox, parser.parse_expression()))
    if not stream.eos:
        raise TemplateSyntaxError(f"unexpected {stream.current.value!r}", 1)
    return _Include(cell, tag[0], file, sheet, name)


def _included(workbook: Workbook, sheet: str, include: _Include, folder: Path | None) -> Workbook:
    source = Workbook.open(file_within(folder, include.file, "templat"))
    name = include.sheet or next((entry.name for entry in source.sheets if entry.worksheet), "")
    return import_sheet(workbook, sheet, source, name)


def _renamed(
    workbook: Workbook, tagged: Sequence[str], names: Mapping[str, str | None]
) -> tuple[Workbook, list[str]]:
    """Give the included sheets the names that their tags ask for."""
    wanted = {sheet: nama_lembar(name) for sheet, name in names.items() if name and name.strip()}
    if not wanted:
        return workbook, list(tagged)
    taken = {entry.name.lower() for entry in workbook.sheets if entry.name not in wanted}
    new = {sheet: unique_name(name, taken) for sheet, name in wanted.items()}
    workbook = arrange_sheets(workbook, {sheet: [name] for sheet, name in new.items()})
    return workbook, [new.get(sheet, sheet) for sheet in tagged]
