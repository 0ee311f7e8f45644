"""Values as cells hold them in XML."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final, TypeAlias

from udfs.registry import ExcelError, Scalar
from xl_addin.errors import LembarError
from xl_addin.ooxml.dates import as_serial
from xl_addin.ooxml.xml import escape_text

Content: TypeAlias = Scalar | date | datetime
"""What can be put into a cell."""
_ERRORS: Final = {error.value: error for error in ExcelError}
_ELEMENT: Final = re.compile(r"(<((?:\w+:)?)c\b[^>]*?)\s*(?:/>|>(.*)</(?:\w+:)?c\s*>)\Z", re.DOTALL)
_TYPE: Final = re.compile(r"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_METADATA: Final = re.compile(r"""\svm\s*=\s*(?:"[^"]*"|'[^']*')""")
_VALUE: Final = re.compile(
    r"<(?:\w+:)?v\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?v>)|<(?:\w+:)?is\b[^>]*?(?:/>|>.*?</(?:\w+:)?is>)", re.DOTALL
)


def text_element(text: str) -> str:
    """Return a ``<t>`` element."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{escape_text(text)}</t>"


def number_text(number: float) -> str:
    """Return the shortest text that reads back as this number.

    >>> number_text(3.0), number_text(0.1), number_text(1e300)
    ('3', '0.1', '1e+300')
    """
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))


def plain_value(value: bool | float | date | ExcelError | None) -> Scalar:
    """Return a date or time as Excel's number, and any other value as it is."""
    return as_serial(value) if isinstance(value, date) else value


def as_text(value: Scalar) -> str:
    """Return a value as it stands in the formula bar.

    >>> as_text(None), as_text(2.0), as_text(True), as_text(ExcelError.NA)
    ('', '2', 'TRUE', '#N/A')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return number_text(value)
    return "" if value is None else str(value)


def encode_value(value: Scalar) -> tuple[str, str | None]:
    """Return a value as a cell holds it: its ``t`` attribute, and the text of its ``<v>``.

    >>> encode_value(0.25), encode_value(True), encode_value(ExcelError.NA), encode_value(None)
    (('n', '0.25'), ('b', '1'), ('e', '#N/A'), ('n', None))
    """
    if value is None:
        return "n", None
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, ExcelError):
        return "e", value.value
    if isinstance(value, str):
        return "str", value
    return "n", number_text(value)


def decode_value(kind: str, text: str) -> Scalar:
    """Return what a cell with this ``t`` attribute and this text in its ``<v>`` holds.

    Raises:
        LembarError: the text is no number or no date.
    """
    if kind == "b":
        return text.strip() in ("1", "true")
    if kind == "e":
        return _ERRORS.get(text, ExcelError.VALUE)
    try:
        if kind == "n":
            return float(text)
        return plain_value(datetime.fromisoformat(text)) if kind == "d" else text
    except ValueError as error:
        raise LembarError("damaged", found=text) from error


def with_value(xml: str, kind: str, text: str | None) -> str:
    """Return a cell's element with another value, and every other character as it was.

    Args:
        xml: The element.
        kind: The ``t`` attribute that the value asks for.
        text: The text of ``<v>``; None for no value.

    >>> with_value('<c r="A1" s="3"><f>1/4</f><v>9</v></c>', "n", "0.25")
    '<c r="A1" s="3"><f>1/4</f><v>0.25</v></c>'
    >>> with_value("<c t='str' r='A1'><f>B1</f><v>ya</v></c>", "b", "1")
    '<c t="b" r=\\'A1\\'><f>B1</f><v>1</v></c>'
    """
    element = _ELEMENT.match(xml)
    if element is None:
        raise ValueError(f"{xml!r} is no cell")
    tag, prefix, body = element[1], element[2], element[3] or ""
    named = "" if kind == "n" else f' t="{kind}"'
    typed = _TYPE.search(tag)
    tag = tag[: typed.start()] + named + tag[typed.end() :] if typed else tag + named
    tag = _METADATA.sub("", tag)  # it says what kind of rich value was there
    body = _with_value(body, _element(prefix, kind, text), f"<{prefix}extLst")
    return f"{tag}>{body}</{prefix}c>" if body else f"{tag}/>"


def _element(prefix: str, kind: str, text: str | None) -> str:
    if text is None:
        return ""
    space = ' xml:space="preserve"' if kind == "str" and text != text.strip() else ""
    return f"<{prefix}v{space}>{escape_text(text) if kind == 'str' else text}</{prefix}v>"


def _with_value(body: str, value: str, extension: str) -> str:
    if old := _VALUE.search(body):
        return body[: old.start()] + value + body[old.end() :]
    place = body.find(extension)
    return body + value if place < 0 else body[:place] + value + body[place:]
