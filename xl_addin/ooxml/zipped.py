"""Zip archives whose untouched entries keep their very bytes, which zipfile cannot do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from xl_addin.errors import LembarError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DOS_DATE = (1 << 5) | 1  # 1 January 1980, so that the same content gives the same bytes
_UTF8 = 0x800
_STREAMED = 0x8  # sizes follow the data; we always know them beforehand
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive, still compressed."""

    name: str
    method: int
    crc: int
    size: int
    raw: bytes
    flags: int = 0
    time: int = 0
    date: int = _DOS_DATE

    @classmethod
    def pack(cls, name: str, data: bytes) -> Entry:
        """Compress new content."""
        return cls.pack_pieces(name, [data])

    @classmethod
    def pack_pieces(cls, name: str, pieces: Iterable[bytes]) -> Entry:
        """Compress new content that comes piece by piece and is never whole in memory."""
        press = zlib.compressobj(6, zlib.DEFLATED, -15)
        crc = size = 0
        raw = []
        for piece in pieces:
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            raw.append(press.compress(piece))
        raw.append(press.flush())
        return cls(name, 8, crc, size, b"".join(raw), 0 if name.isascii() else _UTF8)

    def unpack(self, limit: int) -> bytes:
        """Return the content, which may be at most ``limit`` bytes whatever the header says."""
        if self.method == zipfile.ZIP_STORED:
            data = self.raw
        elif self.method == zipfile.ZIP_DEFLATED:
            data = _inflate(self.name, self.raw, limit)
        else:
            raise LembarError("not_zip", found=f"{self.name}: compression method {self.method}")
        if len(data) > limit:
            raise LembarError("bomb", found=self.name, expected=f"<= {limit >> 20} MB")
        if zlib.crc32(data) != self.crc:
            raise LembarError("damaged", found=self.name)
        return data


def read_entries(data: bytes) -> list[Entry]:
    """Read an archive's directory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [_entry(data, info) for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError) as error:
        raise LembarError("not_zip", found=str(error)) from error


def write_entries(entries: Iterable[Entry]) -> bytes:
    """Return the archive of these entries, in their order."""
    out = io.BytesIO()
    directory: list[bytes] = []
    for entry in entries:
        name = entry.name.encode("utf-8" if entry.flags & _UTF8 or not entry.name.isascii() else "ascii")
        common = (
            20,
            entry.flags,
            entry.method,
            entry.time,
            entry.date,
            entry.crc,
            len(entry.raw),
            entry.size,
            len(name),
            0,
        )
        directory.append(_CENTRAL.pack(b"PK\1\2", 20, *common, 0, 0, 0, 0, out.tell()) + name)
        out.write(_LOCAL.pack(b"PK\3\4", *common) + name)
        out.write(entry.raw)
    start = out.tell()
    out.writelines(directory)
    count = len(directory)
    out.write(_END.pack(b"PK\5\6", 0, 0, count, count, out.tell() - start, start, 0))
    return out.getvalue()


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    if info.flag_bits & _ENCRYPTED:
        raise LembarError("encrypted", found=info.filename)
    header = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + header[-2] + header[-1]
    year, month, day, hour, minute, second = info.date_time
    return Entry(
        name=info.filename,
        method=info.compress_type,
        crc=info.CRC,
        size=info.file_size,
        raw=data[start : start + info.compress_size],
        flags=info.flag_bits & ~_STREAMED,
        time=hour << 11 | minute << 5 | second // 2,
        date=(year - 1980) << 9 | month << 5 | day,
    )


def _inflate(name: str, raw: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(-15)
    try:
        return inflater.decompress(raw, limit + 1)
    except zlib.error as error:
        raise LembarError("damaged", found=name) from error
