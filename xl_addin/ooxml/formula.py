"""Formulas as text: their tokens, and what can be done with them without calculating.

>>> shift("SUM(A1:$B$2)+Data!C3&\\"A1\\"", rows=1, columns=1)
'SUM(B2:$B$2)+Data!D4&"A1"'
>>> functions("IF(A1>0,SUM(B:B),LOG10(B1))")
['IF', 'SUM', 'LOG10']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from xl_addin.ooxml.references import Reference, parse_end


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    REFERENCE = auto()
    STRUCTURED = auto()
    FUNCTION = auto()
    NAME = auto()
    NUMBER = auto()
    ERROR = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; the pieces joined give the formula again."""

    kind: Kind
    text: str
    reference: Reference | None = None


# A sheet prefix: 'quoted'! or plain!, with an optional [1] for another workbook, also over sheets (A:B!).
_SHEET = r"(?:'(?:[^']|'')+'|(?:\[[^\[\]]+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[[^\[\]]+\])!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_WHOLE = r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6}"
_END_OF_WORD = r"(?![\w.(\[!\\?])"
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
    |(?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!))
    |(?P<reference>(?:{_SHEET})?(?:{_CELL}:{_CELL}|{_WHOLE}|{_CELL}){_END_OF_WORD})
    |(?P<function>(?:{_SHEET})?[^\W\d][\w.]*(?=\())
    |(?P<name>(?:{_SHEET})?(?:\#REF!|[^\W\d][\w.\\?]*|\\[\w.\\?]*))
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<space>\s+)
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "text": Kind.TEXT,
    "error": Kind.ERROR,
    "reference": Kind.REFERENCE,
    "function": Kind.FUNCTION,
    "name": Kind.NAME,
    "number": Kind.NUMBER,
    "space": Kind.OTHER,
    "other": Kind.OTHER,
}


def tokens(formula: str) -> Iterator[Token]:
    """Split a formula (without its leading ``=``) into tokens.

    >>> [t.text for t in tokens("SUM(tbl[Harga],'a b'!A1)")]
    ['SUM', '(', 'tbl[Harga]', ',', "'a b'!A1", ')']
    """
    position = 0
    while position < len(formula):
        match = _TOKEN.match(formula, position)
        assert match is not None  # noqa: S101 - the last branch takes any character
        kind, text, position = _KINDS[match.lastgroup or "other"], match[0], match.end()
        if text == "[" or (kind is Kind.NAME and formula.startswith("[", position)):
            start, position = match.start(), _bracket_end(formula, match.end() - (text == "["))
            yield Token(Kind.STRUCTURED, formula[start:position])
        elif kind is Kind.REFERENCE:
            yield _reference_token(text)
        else:
            yield Token(kind, text)


def map_references(formula: str, change: Callable[[Reference], Reference | str]) -> str:
    """Return the formula with each A1 reference replaced by what ``change`` makes of it."""
    return "".join(
        token.text if token.reference is None else str(change(token.reference)) for token in _kept(formula)
    )


@lru_cache(maxsize=512)
def _kept(formula: str) -> tuple[Token, ...]:
    """Return the tokens, known from the last time: a table's column has one formula for all of its rows."""
    return tuple(tokens(formula))


def shift(formula: str, rows: int, columns: int) -> str:
    """Return the formula as Excel writes it in a cell that it was copied to: relative parts move."""

    def moved(reference: Reference) -> Reference | str:
        first = reference.first.moved(rows, columns)
        last = None if reference.last is None else reference.last.moved(rows, columns)
        if first is None or (reference.last is not None and last is None):
            return reference.sheet + "#REF!"
        return Reference(reference.sheet, first, last)

    return map_references(formula, moved) if rows or columns else formula


def functions(formula: str) -> list[str]:
    """Return the names of the functions called, in order, as written."""
    return [token.text for token in tokens(formula) if token.kind is Kind.FUNCTION]


def map_calls(
    formula: str, names: Iterable[str], change: Callable[[str, list[str]], str], separator: str = ","
) -> str:
    """Return the formula with each call of a function among ``names`` replaced; inner calls first.

    ``separator`` stands between arguments: LibreOffice writes a semicolon.

    >>> map_calls("1+EOQ(A1,EOQ(1,2,3),4)", {"EOQ"}, lambda name, args: f"<{'|'.join(args)}>")
    '1+<A1|<1|2|3>|4>'
    """
    wanted = {name.upper() for name in names}
    return _Calls(list(tokens(formula)), wanted, change, separator).text_until_end()


class _Calls:
    """A walk over the tokens that gathers the arguments of the calls it is asked for."""

    def __init__(
        self, pieces: list[Token], wanted: set[str], change: Callable[[str, list[str]], str], separator: str
    ) -> None:
        self._pieces = pieces
        self._wanted = wanted
        self._change = change
        self._separator = separator
        self._at = 0

    def text_until_end(self) -> str:
        return "".join(self._argument(stops="")[0])

    def _argument(self, stops: str) -> tuple[str, str]:
        """Read up to a comma or closing bracket of this level: its text and the stop."""
        out: list[str] = []
        depth = 0
        while self._at < len(self._pieces):
            token = self._pieces[self._at]
            self._at += 1
            if token.kind is Kind.FUNCTION and token.text.upper() in self._wanted:
                out.append(self._call(token.text))
                continue
            if token.kind is Kind.OTHER:
                if not depth and token.text in stops:
                    return "".join(out), token.text
                depth += (token.text in "({") - (token.text in ")}")
            out.append(token.text)
        return "".join(out), ""

    def _call(self, name: str) -> str:
        self._at += 1
        arguments: list[str] = []
        stop = self._separator
        while stop == self._separator:
            text, stop = self._argument(stops=self._separator + ")")
            arguments.append(text.strip())
        return self._change(name, [] if arguments == [""] else arguments)


def _reference_token(text: str) -> Token:
    sheet, mark, cells = text.rpartition("!")
    first_text, colon, last_text = cells.partition(":")
    first, last = parse_end(first_text), parse_end(last_text) if colon else None
    if first is None or (colon and last is None):
        return Token(Kind.NAME, text)
    return Token(Kind.REFERENCE, text, Reference(sheet + mark, first, last))


def _bracket_end(formula: str, start: int) -> int:
    """Return where the brackets of a structured reference close; ``'`` escapes the next character."""
    depth = 0
    position = start
    while position < len(formula):
        character = formula[position]
        if character == "'":
            position += 1
        depth += (character == "[") - (character == "]")
        position += 1
        if not depth:
            break
    return position
