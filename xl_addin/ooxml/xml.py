"""XML as text: just what is needed to change one attribute and leave the rest of a part as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def attributes_of(tag: str) -> dict[str, str]:
    """Return the attributes of a start tag, entities resolved.

    >>> attributes_of('<sheet name="R&amp;D" r:id="rId1"/>')
    {'name': 'R&D', 'r:id': 'rId1'}
    """
    return {name: unescape_xml(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def elements(xml: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of every element of this name, whatever its prefix."""
    for match in _element_pattern(name).finditer(xml):
        yield attributes_of(match[0])


def unescape_xml(text: str) -> str:
    """Resolve XML's entities and character numbers."""
    return _ENTITY.sub(_character, text) if "&" in text else text


def escape_xml(text: str) -> str:
    """Return text for an element's content. (Python's own xml.sax.saxutils loads the network libraries.)"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote_attribute(text: str) -> str:
    """Return an attribute's value with its quotes.

    >>> quote_attribute('R&D "1"')
    '"R&amp;D &quot;1&quot;"'
    """
    escaped = escape_xml(text).replace('"', "&quot;")
    return '"' + re.sub("[\t\n\r]", lambda match: f"&#{ord(match[0])};", escaped) + '"'


def set_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag with one attribute changed or added.

    >>> set_attribute('<table ref="A1:B2" id="1"/>', "ref", "A1:B9")
    '<table ref="A1:B9" id="1"/>'
    """
    pattern = re.compile(rf"""(?<=\s){re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""")
    text = f"{name}={quote_attribute(value)}"
    if pattern.search(tag):
        return pattern.sub(lambda _: text, tag, count=1)
    return re.sub(r"\s*(/?>)$", lambda m: f" {text}{m[1]}", tag)


@cache
def _element_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?:\w+:)?{name}(?=[\s/>])[^>]*>")


def escape_text(text: str) -> str:
    """Return text for an element's content; what XML cannot hold is written as Excel does, ``_x0008_``.

    >>> escape_text("a<b"), escape_text("\x08"), escape_text("_x0041_")
    ('a&lt;b', '_x0008_', '_x005F_x0041_')
    """
    if _SPECIAL.search(text):
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
        text = _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escape_xml(text)


def unescape_text(text: str) -> str:
    """Return the text of an element's content as the planner sees it in the cell.

    >>> unescape_text("_x005F_x0041_ &amp; _x0041_")
    '_x0041_ & A'
    """
    text = unescape_xml(text)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _character(entity: re.Match[str]) -> str:
    hexadecimal, decimal, name = entity.groups()
    return _ENTITIES[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile(f"{_CONTROL.pattern}|{_LOOKS_ESCAPED.pattern}")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
