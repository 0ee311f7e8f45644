"""Texts with tags: plain text and expressions between, or a whole statement within one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jinja2 import nodes

from xl_addin.ooxml.cellvalue import text_element
from xl_addin.ooxml.sheet import Sheet
from xl_addin.render.expressions import NOTHING_GIVEN, Expression, Given, Text
from xl_addin.render.pieces import Asked
from xl_addin.render.sandbox import Sandbox
from xl_addin.render.values import as_text

_LONE = re.compile(r"""\s*\{\{[-+]?([^{}%\#"']*?)[-+]?\}\}\s*""")
_EXPRESSION = re.compile(r"\{\{[-+]?(.*?)[-+]?\}\}", re.DOTALL)


class TaggedText:
    """A text whose tags are to be filled.

    Args:
        sandbox: For its expressions.
        text: As the planner wrote it.
        given: Names that mean something else here; see :class:`Expression`.

    Raises:
        TemplateSyntaxError: a tag cannot be read.
    """

    def __init__(self, sandbox: Sandbox, text: str, given: Given = NOTHING_GIVEN) -> None:
        self._parts = _split(sandbox, text, given)
        self.asked: tuple[Asked, ...] = tuple(part for part in self._parts if not isinstance(part, str))

    @property
    def lone(self) -> bool:
        """Whether it is one expression and nothing else, whose value keeps its type."""
        return len(self._parts) == 1 and len(self.asked) == 1

    def filled(self, values: Sequence[Any]) -> str:
        """Return the text with these values for what it asked."""
        texts = map(as_text, values)
        return "".join(part if isinstance(part, str) else next(texts) for part in self._parts)


class RichText:
    """A text in several fonts; each part keeps its own.

    Args:
        runs: The properties (XML) and the text of each part.
    """

    def __init__(self, runs: Sequence[tuple[str, TaggedText]]) -> None:
        self._runs = runs
        self.asked = tuple(asked for _, text in runs for asked in text.asked)

    def filled(self, values: Sequence[Any]) -> str:
        """Return the XML of the parts."""
        out, start = [], 0
        for properties, text in self._runs:
            end = start + len(text.asked)
            if part := text.filled(values[start:end]):
                out.append(f"<r>{properties}{text_element(part)}</r>")
            start = end
        return "".join(out)


def has_tags(text: object) -> bool:
    """Say whether a text has something to fill."""
    return isinstance(text, str) and ("{{" in text or "{%" in text or "{#" in text)


def is_tagged(sheet: Sheet) -> bool:
    """Say whether a cell of a sheet has something to fill."""
    return any(
        has_tags(sheet.value_of(cell)) if cell.formula is None else "{{" in cell.formula
        for cell in sheet.cells()
    )


def _split(sandbox: Sandbox, text: str, given: Given) -> list[str | Asked]:
    if lone := _LONE.fullmatch(text):
        return [Expression(sandbox, lone[1].strip(), given=given)]
    members: list[nodes.Node] = []
    for node in sandbox.parse(text).body:
        if not isinstance(node, nodes.Output):
            return [Text(sandbox, text, given)]
        members += node.nodes
    sources = [source.strip() for source in _EXPRESSION.findall(text)]
    asked = [node for node in members if not isinstance(node, nodes.TemplateData)]
    if len(sources) != len(asked):  # braces within a text between braces, or raw ones
        return [Text(sandbox, text, given)]
    plain = "".join(node.data for node in members if isinstance(node, nodes.TemplateData))
    if len(asked) == 1 and not plain.strip():
        return [Expression(sandbox, sources[0], given=given)]
    queue = iter(sources)
    return [
        node.data if isinstance(node, nodes.TemplateData) else Expression(sandbox, next(queue), given=given)
        for node in members
    ]
