"""A VBA project (MS-OVBA 2.2, 2.3) of modules, as the ``vbaProject.bin`` of a workbook holds it."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xl_addin.vba.compound_file import Tree, write
from xl_addin.vba.compression import compress
from xl_addin.vba.modules import Module

CODE_PAGE: Final = 1252
_SYSTEM_WIN32: Final = 1
_ENGLISH: Final = 0x409
_COOKIE: Final = 0xFFFF
_VERSION: Final = (1642009475, 3)
_GUID: Final = "{6C656D62-6172-4000-8000-000000000001}"
_SEED: Final = 0x5C
_REFERENCES: Final = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
        r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


@dataclass(frozen=True)
class Project:
    """A project: its name and its modules, the document modules among them."""

    name: str
    modules: Sequence[Module]

    def tree(self) -> Tree:
        """Return the project's streams."""
        modules = {module.name: compress(encode(module.source)) for module in self.modules}
        return {
            "VBA": {"_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00", "dir": compress(self._dir()), **modules},
            "PROJECT": encode(self._text()),
            "PROJECTwm": b"".join(_both(module.name) for module in self.modules) + b"\0\0",
        }

    def to_bytes(self) -> bytes:
        """Return the content of ``vbaProject.bin``."""
        return write(self.tree())

    def _dir(self) -> bytes:
        name = encode(self.name)
        parts = [
            _record(0x01, struct.pack("<I", _SYSTEM_WIN32)),
            _record(0x02, struct.pack("<I", _ENGLISH)),
            _record(0x14, struct.pack("<I", _ENGLISH)),
            _record(0x03, struct.pack("<H", CODE_PAGE)),
            _record(0x04, name),
            *(_record(0x05), _record(0x40)),
            *(_record(0x06), _record(0x3D)),
            _record(0x07, bytes(4)),
            _record(0x08, bytes(4)),
            struct.pack("<HIIH", 0x09, 4, *_VERSION),
            *(_record(0x0C), _record(0x3C)),
            *(_reference(*reference) for reference in _REFERENCES),
            _record(0x0F, struct.pack("<H", len(self.modules))),
            _record(0x13, struct.pack("<H", _COOKIE)),
            *(_module(module) for module in self.modules),
            _record(0x10),
        ]
        return b"".join(parts)

    def _text(self) -> str:
        """Return the PROJECT stream: the modules, and that the project is neither locked nor hidden."""
        lines = [
            f'ID="{_GUID}"',
            *(f"{module.kind.keyword}={module.name}{module.kind.suffix}" for module in self.modules),
            f'Name="{self.name}"',
            'HelpContextID="0"',
            'VersionCompatible32="393222000"',
            *(f'{key}="{encrypted(data, _GUID)}"' for key, data in _STATE.items()),
            "",
            "[Host Extender Info]",
            "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
            "",
            "[Workspace]",
            *(f"{module.name}=0, 0, 0, 0, C" for module in self.modules),
            "",
        ]
        return "\r\n".join(lines)


_STATE: Final = {"CMG": bytes(4), "DPB": b"\0", "GC": b"\xff"}
"""Not protected, no password, visible."""


def encode(text: str) -> bytes:
    """Return text as the project stores it.

    Raises:
        ValueError: a character that is not in its code page.
    """
    return text.encode(f"cp{CODE_PAGE}")


def encrypted(data: bytes, project_id: str, seed: int = _SEED) -> str:
    """Return data as PROJECT hides it (MS-OVBA 2.4.3.2); the seed is fixed, so that the bytes are."""
    key = sum(encode(project_id)) & 0xFF
    result = [seed, seed ^ 2, seed ^ key]
    plain = key
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        result.append(byte ^ ((result[-2] + plain) & 0xFF))
        plain = byte
    return bytes(result).hex().upper()


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _reference(name: str, library: str) -> bytes:
    lib = encode(library)
    registered = struct.pack("<I", len(lib)) + lib + bytes(6)
    return _record(0x16, encode(name)) + _record(0x3E, _wide(name)) + _record(0x0D, registered)


def _module(module: Module) -> bytes:
    name, wide = encode(module.name), _wide(module.name)
    parts = [
        *(_record(0x19, name), _record(0x47, wide)),
        *(_record(0x1A, name), _record(0x32, wide)),
        *(_record(0x1C), _record(0x48)),
        _record(0x31, bytes(4)),  # the source begins at once: there is no performance cache
        _record(0x1E, bytes(4)),
        _record(0x2C, struct.pack("<H", _COOKIE)),
        _record(module.kind.record),
        _record(0x2B),
    ]
    return b"".join(parts)


def _both(name: str) -> bytes:
    return encode(name) + b"\0" + _wide(name) + b"\0\0"


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
