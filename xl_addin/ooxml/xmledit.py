"""Changing elements in the text of a part: each by itself, the rest as it was.

>>> each('<a count="2"><b n="1"/><b n="2"/></a>', "a", "b", lambda tag: [] if "2" in tag else [tag])
'<a count="1"><b n="1"/></a>'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from xml.sax.saxutils import escape

from xl_addin.errors import LembarError
from xl_addin.ooxml.xml import attributes_of, set_attribute, unescape_xml


def each(xml: str, container: str, child: str, change: Callable[[str], list[str]]) -> str:
    """Change the children of a container, each into none or several; keep its count; drop it when empty."""

    def changed(match: re.Match[str]) -> str:
        whole = match[0]
        children = list(element(child).finditer(whole))
        new = [[text for text in change(found[0]) if text] for found in children]
        if all(texts == [found[0]] for texts, found in zip(new, children, strict=True)):
            return whole
        flat = [text for texts in new for text in texts]
        if not flat:
            return ""
        start = whole[: whole.index(">") + 1]
        for name in ("count", "manualBreakCount"):
            if name in attributes_of(start):
                start = set_attribute(start, name, str(len(flat)))
        return start + "".join(flat) + whole[whole.rindex("</") :]

    return element(container).sub(changed, xml)


def changed_text(text: str, change: Callable[[str], str]) -> str:
    """Change the text of an element; the same text keeps the very characters that it had."""
    old = unescape_xml(text)
    new = change(old)
    return text if new == old else escape(new)


def with_attribute(xml: str, name: str, value: str) -> str:
    """Set an attribute of an element's start tag; the same value keeps the very characters."""
    end = xml.index(">") + 1
    start = xml[:end]
    return xml if attributes_of(start).get(name) == value else set_attribute(start, name, value) + xml[end:]


def without_prefix(xml: str) -> str:
    """Return a part whose root has a namespace prefix (``<x:worksheet>``) without it, as Excel writes it.

    >>> without_prefix('<x:worksheet xmlns:x="main"><x:row r="1"/></x:worksheet>')
    '<worksheet xmlns="main"><row r="1"/></worksheet>'
    """
    root = re.search(r"<(\w+):\w+\b[^>]*>", xml)
    if root is None or re.match(r"\s*(<\?[^>]*\?>\s*)?<(\w+)[\s>]", xml) or 'xmlns="' in root[0]:
        return xml
    prefix = root[1]
    return re.sub(rf"(</?){prefix}:", r"\1", xml).replace(f"xmlns:{prefix}=", "xmlns=", 1)


def appended(xml: str, *children: str) -> str:
    """Put last children into the root element.

    >>> appended('<x:a n="1"/>', 'b c="2"')
    '<x:a n="1"><x:b c="2"/></x:a>'
    """
    if end := re.search(r"</((?:\w+:)?)\w+>\s*\Z", xml):
        new = "".join(f"<{end[1]}{child}/>" for child in children)
        return xml[: end.start()] + new + xml[end.start() :]
    root = re.search(r"<((?:\w+:)?)(\w+)\b([^>]*)/>\s*\Z", xml)
    if root is None:
        raise LembarError("bad_xml", found=xml[-40:])
    prefix, name = root[1], root[2]
    new = "".join(f"<{prefix}{child}/>" for child in children)
    return f"{xml[: root.start()]}<{prefix}{name}{root[3]}>{new}</{prefix}{name}>"


@cache
def element(name: str) -> re.Pattern[str]:
    """An element with all it holds."""
    return _pattern(rf"<(?P<p>(?:\w+:)?){name}(?=[\s/>])(?:[^>]*/>|[^>]*>.*?</(?P=p){name}>)")


@cache
def tags(*names: str) -> re.Pattern[str]:
    """Start tags of these names."""
    return _pattern(rf"<(?:\w+:)?(?:{'|'.join(names)})(?=[\s/>])[^>]*>")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.DOTALL)
