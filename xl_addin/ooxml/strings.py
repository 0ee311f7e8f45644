"""Text that cells share, and text that a cell holds itself."""

from __future__ import annotations

import re

from xl_addin.errors import LembarError
from xl_addin.ooxml.xml import unescape_text

_ITEM = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(r"<(?:\w+:)?(rPh|phoneticPr)\b[^>]*?(?:/>|>.*?</(?:\w+:)?\1>)", re.DOTALL)
_RUN = re.compile(r"<(?:\w+:)?r\b[^>]*>(.*?)</(?:\w+:)?r>", re.DOTALL)
_FONT = re.compile(r"<(?:\w+:)?rPr\b[^>]*?(?:/>|>.*?</(?:\w+:)?rPr>)", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?t>)", re.DOTALL)


class SharedStrings:
    """The texts of ``xl/sharedStrings.xml`` by their number, read when first asked for.

    >>> SharedStrings("<sst><si><t>Isu</t></si><si><r><t>A</t></r><r><t>B</t></r></si></sst>").text(1)
    'AB'
    """

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self._texts: list[str] | None = None
        self._markups: list[str] | None = None

    def text(self, number: int) -> str:
        """Return a text, runs joined."""
        if self._texts is None:
            self._texts = [inline_text(match[1] or "") for match in _ITEM.finditer(self._xml)]
        try:
            return self._texts[number]
        except IndexError as error:
            raise LembarError("damaged", found=f"shared string {number}") from error

    def markup(self, number: int) -> str:
        """Return a text's XML, fonts and all."""
        if self._markups is None:
            self._markups = [match[1] or "" for match in _ITEM.finditer(self._xml)]
        return self._markups[number]


def runs(markup: str) -> list[tuple[str, str]]:
    """Return the parts of a text in several fonts: the font (XML) and the text of each; none for a plain one.

    >>> runs("<r><t>Isu </t></r><r><rPr><b/></rPr><t>baru</t></r>")
    [('', 'Isu '), ('<rPr><b/></rPr>', 'baru')]
    """
    bodies = _RUN.findall(_PHONETIC.sub("", markup))
    return [(((font := _FONT.search(body)) and font[0]) or "", inline_text(body)) for body in bodies]


def inline_text(body: str) -> str:
    """Return the text of an ``<si>`` or ``<is>``: its runs joined, phonetic guides left out."""
    if "rPh" in body:
        body = _PHONETIC.sub("", body)
    return "".join(unescape_text(text) for text in _TEXT.findall(body))
