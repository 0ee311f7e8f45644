"""Modules of a VBA project, and texts in VBA source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

LINE_END: Final = "\r\n"
_CLASS_BASE: Final = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_WORKBOOK_BASE: Final = "0{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE: Final = "0{00020820-0000-0000-C000-000000000046}"


class Kind(Enum):
    """What a module is: how PROJECT lists it, and the record that says its type in the dir stream."""

    PROCEDURES = ("Module", "", 0x21)
    CLASS = ("Class", "", 0x22)
    DOCUMENT = ("Document", "/&H00000000", 0x22)

    def __init__(self, keyword: str, suffix: str, record: int) -> None:
        self.keyword = keyword
        self.suffix = suffix
        self.record = record


@dataclass(frozen=True)
class Module:
    """A module: its name, its kind and its whole text, the hidden attributes at the top included."""

    name: str
    kind: Kind
    source: str


def procedures(name: str, code: str) -> Module:
    """Return a standard module of a text, which may begin with its own ``Attribute VB_Name``."""
    lines = [line for line in code.splitlines() if not line.startswith("Attribute VB_Name")]
    return Module(name, Kind.PROCEDURES, _joined([f'Attribute VB_Name = "{name}"', *lines]))


def class_module(name: str, code: str) -> Module:
    """Return a class module of an exported ``.cls``: its VERSION header goes, what Excel adds comes."""
    lines = re.sub(r"(?s)\AVERSION .*?\nEND\r?\n", "", code).splitlines()
    own = re.compile(r"Attribute VB_(Name|GlobalNameSpace|Creatable|PredeclaredId|Exposed)\b")
    exposed = any(re.match(r"Attribute VB_Exposed = True", line) for line in lines)
    rest = [line for line in lines if not own.match(line)]
    return Module(name, Kind.CLASS, _joined([*_attributes(name, _CLASS_BASE, False, exposed), *rest]))


def workbook_module(code: str = "", name: str = "ThisWorkbook") -> Module:
    """Return the module of the workbook itself."""
    return _document(name, _WORKBOOK_BASE, code)


def sheet_module(name: str) -> Module:
    """Return the empty module of a sheet; ``name`` is the sheet's codeName."""
    return _document(name, _SHEET_BASE, "")


def _document(name: str, base: str, code: str) -> Module:
    attributes = _attributes(name, base, predeclared=True, exposed=True)
    return Module(name, Kind.DOCUMENT, _joined([*attributes, *code.splitlines()]))


def _attributes(name: str, base: str, predeclared: bool, exposed: bool) -> list[str]:
    values = {
        "Name": f'"{name}"',
        "Base": f'"{base}"',
        "GlobalNameSpace": False,
        "Creatable": False,
        "PredeclaredId": predeclared,
        "Exposed": exposed,
        "TemplateDerived": False,
        "Customizable": predeclared,
    }
    return [f"Attribute VB_{key} = {value}" for key, value in values.items()]


def _joined(lines: list[str]) -> str:
    return LINE_END.join(lines) + LINE_END


def text(value: str) -> str:
    """Return a VBA expression of a text, in ASCII: a module's code page is the PC's affair.

    >>> print(text('Batas "hijau" ≥ 80 %'))
    "Batas ""hijau"" " & ChrW(8805) & " 80 %"
    >>> text("")
    '""'
    """
    pieces = []
    for piece in re.findall(r"[ -~]{1,200}|[^ -~]", value) or [""]:
        if re.fullmatch(r"[ -~]*", piece):
            pieces.append('"' + piece.replace('"', '""') + '"')
        else:
            pieces += [f"ChrW({unit})" for unit in _units(piece)]
    return " & ".join(pieces)


def _units(character: str) -> list[int]:
    data = character.encode("utf-16-le")
    return [int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2)]
