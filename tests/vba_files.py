"""VBA projects as olefile and oletools see them, and the known-good one of the xlwings wheel."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from importlib.util import find_spec
from pathlib import Path

import olefile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools still calls pyparsing by its old names
    from oletools.olevba import VBA_Parser, decompress_stream


def known_good() -> bytes:
    """The add-in that xlwings ships."""
    spec = find_spec("xlwings")
    assert spec is not None
    assert spec.origin is not None
    return (Path(spec.origin).parent / "quickstart_addin_ribbon.xlam").read_bytes()


def part(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def strict(data: bytes) -> olefile.OleFileIO:
    """Open a compound file; whatever is not quite right is an error."""
    opened = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)
    assert opened.parsing_issues == []
    return opened


def decompressed(data: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(data)))


def records(dir_stream: bytes) -> list[tuple[int, bytes]]:
    """The records of a decompressed dir stream; the version's size field is wrong by design (MS-OVBA)."""
    found, place = [], 0
    while place < len(dir_stream):
        number, size = struct.unpack_from("<HI", dir_stream, place)
        size = 6 if number == 0x09 else size
        found.append((number, dir_stream[place + 6 : place + 6 + size]))
        place += 6 + size
    return found


def olevba_modules(name: str, data: bytes) -> dict[str, str]:
    """Every module's text as olevba reads it."""
    parser = VBA_Parser(name, data=data)
    try:
        return {
            stream.rpartition("/")[2]: code
            for _, stream, _, code in parser.extract_all_macros()
            if stream.startswith("VBA/")
        }
    finally:
        parser.close()
