"""Loops and conditions over sheets: a tag in row 1, which is not in the result.

- ``{% sheet for d in departments %}`` makes a copy of the sheet for each department, one after another where
  the sheet stands; ``d`` and ``loop`` are known in all of its cells, headers, shapes, charts and comments.
- ``{% sheet for d in departments if d.active name d.code ~ " " ~ d.name %}`` says for which, and how the
  sheets are called. Without ``name`` a sheet is called like the item itself when that is text, or like its
  ``name`` or ``nama``, or else like the sheet of the template.
- ``{% sheet if year > 2026 %}`` keeps the sheet or leaves it out; ``{% sheet name title %}`` gives it a name.

Names are made safe (see ``nama_lembar``) and unique (``Produksi (2)``). An empty list leaves the sheet out.
What becomes of references, see :mod:`xl_addin.ooxml.sheetcopy`. A sheet with a pivot table, a slicer, a
timeline, a query table or an ActiveX control can be given a name, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser

from xl_addin.ooxml.references import cell_name
from xl_addin.ooxml.sheet import Sheet
from xl_addin.ooxml.sheetcopy import arrange_sheets, tied_to_one_sheet
from xl_addin.ooxml.workbook import Workbook
from xl_addin.render.blocks import Body, Loop, target_of
from xl_addin.render.expand import Expander, LoopInfo, truth
from xl_addin.render.expressions import Expression, Scope, checked, syntax_reason
from xl_addin.render.filters import nama_lembar, with_ending
from xl_addin.render.limits import Budget
from xl_addin.render.problems import Problems
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.values import as_text

_TAG = re.compile(r"\{%[-+]?\s*sheet\b\s*(.*?)\s*[-+]?%\}\Z", re.DOTALL)
_NAMED_BY: Final = ("name", "nama")


@dataclass(frozen=True)
class Made:
    """A workbook after its loops over sheets: its sheets with tags, and the names known on each."""

    workbook: Workbook
    scopes: dict[str, Scope]


def make_sheets(
    workbook: Workbook,
    tagged: Sequence[str],
    scope: Scope,
    *,
    sandbox: Sandbox,
    problems: Problems,
    budget: Budget,
) -> Made:
    """Make the sheets that the tags of a workbook ask for.

    Args:
        workbook: The template; changes.
        tagged: Its sheets that hold tags.
        scope: The data.
        sandbox: For the expressions.
        problems: Takes what is wrong; learns which sheet was made of which.
        budget: Asked for every sheet.

    Raises:
        TemplateError: a tag is wrong, or no visible sheet would be left.
    """
    tags = {name: tag for name in tagged if (tag := _read(workbook.sheet(name), sandbox, problems))}
    if not tags:
        return Made(workbook, dict.fromkeys(tagged, scope))
    for name, tag in tags.items():
        tied = tied_to_one_sheet(workbook.package, workbook.entry(name).part)
        if tied and (tag.loop or tag.condition):
            problems.add(name, tag.cell, tag.text, f"tidak dapat pada lembar dengan {', '.join(tied)}")
    turns = {name: list(tag.turns(name, scope, problems, budget)) for name, tag in tags.items()}
    problems.raise_any()
    _check_visible(workbook, tags, turns, problems)
    problems.raise_any()
    for name, made in turns.items():
        budget.check_size(len(workbook.package.read(workbook.entry(name).part)) * len(made))
    names = _unique_names(workbook, turns)
    plan = {sheet: list(new) for sheet, new in names.items() if list(new) != [sheet]}
    scopes = {name: scope for name in tagged if name not in tags}
    for sheet, new in names.items():
        scopes |= {name: inner for name, (_, inner) in zip(new, turns[sheet], strict=True)}
    problems.templates = {name: sheet for sheet, new in names.items() for name in new}
    if plan:
        workbook = arrange_sheets(workbook, plan)
    order = [entry.name for entry in workbook.sheets]
    return Made(workbook, {name: scopes[name] for name in order if name in scopes})


@dataclass(frozen=True)
class _Tag:
    """What the tag in row 1 says."""

    cell: str
    text: str
    loop: Loop | None
    condition: Expression | None
    name: Expression | None

    def turns(
        self, sheet: str, scope: Scope, problems: Problems, budget: Budget
    ) -> Iterator[tuple[str | None, Scope]]:
        """Yield the name, if it is to have one, of each sheet to be, with the names known on it."""
        asking = Asking(sheet, problems, budget)
        if self.loop is None:
            if self.condition is None or asking.holds(self.cell, self.condition, scope):
                yield asking.name(self, None, scope), scope
            return
        for item, inner in asking.members(self.loop, scope):
            yield asking.name(self, item, inner) or sheet, inner


class Asking(Expander):
    """Asks the tag of one sheet."""

    def holds(self, cell: str, condition: Expression, scope: Scope) -> bool:
        """Say whether the sheet is to be there."""
        return bool(self._ask(cell, condition, scope, truth))

    def members(self, loop: Loop, scope: Scope) -> Iterator[tuple[Any, Scope]]:
        """Yield the members of the loop, with the names in each turn."""
        items = self._items(loop, scope)
        self.budget.check_sheets(len(items))
        for number, item in enumerate(items):
            yield item, self._turn(loop, item, LoopInfo(items, number), scope)

    def name(self, tag: _Tag, item: Any, scope: Scope) -> str | None:
        """Return a name that Excel takes; None where there is none to be had."""
        text = _name_of(item) if tag.name is None else self.text(tag.cell, tag.name, scope)
        return nama_lembar(text) if text and text.strip() else None

    def text(self, cell: str, name: Expression, scope: Scope) -> str | None:
        """Return the name that a tag asks for; None when that fails."""
        text: str | None = self._ask(cell, name, scope, as_text)
        return text


def _name_of(item: Any) -> str | None:
    """Return what an item of the data is called."""
    if isinstance(item, str):
        return item
    if isinstance(item, Mapping):
        return next((item[key] for key in _NAMED_BY if isinstance(item.get(key), str)), None)
    return None


def tag_of(sheet: Sheet) -> tuple[str, re.Match[str]] | None:
    """Return the cell and the tag of a sheet, which is the first text in row 1; None where it has none."""
    cells = sheet.rows[1].cells if 1 in sheet.rows else {}
    for column in sorted(cells):
        text = sheet.value_of(cells[column])
        if cells[column].formula is None and text in (None, ""):
            continue
        found = _TAG.match(text.strip()) if isinstance(text, str) else None
        return None if found is None or cells[column].formula is not None else (cell_name(1, column), found)
    return None


def _read(sheet: Sheet, sandbox: Sandbox, problems: Problems) -> _Tag | None:
    """Return what the tag of a sheet says."""
    if (found := tag_of(sheet)) is None:
        return None
    cell, tag = found
    try:
        return _parsed(sandbox, cell, tag)
    except TemplateSyntaxError as error:
        problems.add(sheet.name, cell, tag[0], syntax_reason(error, sandbox))
    return None


def _parsed(sandbox: Sandbox, cell: str, tag: re.Match[str]) -> _Tag:
    parser = Parser(sandbox, tag[1], state="variable")
    stream, text = parser.stream, tag[0]

    def expression() -> Expression:
        return Expression(sandbox, text, checked(sandbox, parser.parse_expression()))

    loop = condition = name = None
    if stream.skip_if("name:for"):
        target = target_of(parser.parse_assign_target(extra_end_rules=("name:in",)))
        stream.expect("name:in")
        items = Expression(sandbox, text, checked(sandbox, parser.parse_expression(with_condexpr=False)))
        test = expression() if stream.skip_if("name:if") else None
        loop = Loop(1, 1, cell, target, items, test, Body(1))
    elif stream.skip_if("name:if"):
        condition = expression()
    elif not stream.current.test("name:name"):
        raise TemplateSyntaxError(f"unexpected {stream.current.value!r}", 1)
    if stream.skip_if("name:name"):
        name = expression()
    if not stream.eos:
        raise TemplateSyntaxError(f"unexpected {stream.current.value!r}", 1)
    return _Tag(cell, text, loop, condition, name)


def _check_visible(
    workbook: Workbook,
    tags: Mapping[str, _Tag],
    turns: Mapping[str, Sequence[object]],
    problems: Problems,
) -> None:
    """A workbook keeps at least one sheet that is visible."""
    visible = [entry.name for entry in workbook.sheets if entry.visible]
    if not any(turns.get(name, [""]) for name in visible):
        last = visible[-1]
        problems.add(last, tags[last].cell, tags[last].text, "tidak ada lembar terlihat yang tersisa")


def _unique_names(
    workbook: Workbook, turns: Mapping[str, Sequence[tuple[str | None, Scope]]]
) -> dict[str, list[str]]:
    """Return the names of the sheets to be; those that keep their name come first."""
    names: dict[str, list[str]] = {}
    taken = {
        entry.name.lower()
        for entry in workbook.sheets
        if entry.name not in turns or any(name is None for name, _ in turns[entry.name])
    }
    for sheet, members in turns.items():
        names[sheet] = [sheet if name is None else unique_name(name, taken) for name, _ in members]
    return names


def unique_name(name: str, taken: set[str]) -> str:
    """Return a name that no sheet has, and let it be taken.

    >>> unique_name("Produksi", {"produksi"}), unique_name("P" * 31, {"p" * 31})
    ('Produksi (2)', 'PPPPPPPPPPPPPPPPPPPPPPPPPPP (2)')
    """
    number, new = 1, name
    while new.lower() in taken:
        number += 1
        new = with_ending(name, f" ({number})")
    taken.add(new.lower())
    return new
