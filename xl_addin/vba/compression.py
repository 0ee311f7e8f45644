"""Compression of VBA source (MS-OVBA 2.4.1): runs of bytes that came before in the same 4,096 bytes.

>>> compress(b"abcabcabc").hex(" ")
'01 05 b0 08 61 62 63 03 20'
"""

from __future__ import annotations

from collections.abc import Iterator

_CHUNK = 4096
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """Return the data as a CompressedContainer."""
    return b"\x01" + b"".join(_chunks(data))


def _chunks(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield from _chunk(data[start : start + _CHUNK])


def _chunk(piece: bytes) -> Iterator[bytes]:
    packed = _packed(piece)
    if len(packed) <= _CHUNK:
        yield _header(len(packed), compressed=True) + packed
    elif len(piece) == _CHUNK:
        yield _header(_CHUNK, compressed=False) + piece
    else:  # a raw chunk would be padded, so the last piece becomes two; no VBA source is as random as that
        middle = len(piece) // 2
        yield from _chunk(piece[:middle])
        yield from _chunk(piece[middle:])


def _header(size: int, *, compressed: bool) -> bytes:
    return ((size - 1) | 0x3000 | (0x8000 if compressed else 0)).to_bytes(2, "little")


def _packed(piece: bytes) -> bytes:
    """Return the token sequences: eight tokens after a byte that says which of them are copies."""
    result, position = bytearray(), 0
    while position < len(piece):
        flags_at = len(result)
        result.append(0)
        for bit in range(8):
            if position == len(piece):
                break
            length, offset, length_bits = _match(piece, position)
            if length:
                result[flags_at] |= 1 << bit
                result += ((offset - 1) << length_bits | (length - _SHORTEST)).to_bytes(2, "little")
            else:
                result.append(piece[position])
            position += length or 1
    return bytes(result)


def _match(piece: bytes, position: int) -> tuple[int, int, int]:
    """Return the longest copy for a place: its length (0: none), how far back it is, the bits of a length."""
    length_bits = 16 - max((position - 1).bit_length(), 4)
    most = min(len(piece) - position, (1 << length_bits) - 1 + _SHORTEST)
    length = offset = 0
    wanted = _SHORTEST
    while wanted <= most:
        found = piece.rfind(piece[position : position + wanted], 0, position + wanted - 1)
        if found < 0:
            break
        while wanted < most and piece[found + wanted] == piece[position + wanted]:
            wanted += 1
        length, offset = wanted, position - found
        wanted += 1
    return length, offset, length_bits
