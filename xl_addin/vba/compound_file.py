"""Compound files (MS-CFB, version 3): a small file system in a file, as ``vbaProject.bin`` is one.

The directory is sorted and balanced as the specification asks; times are left out, so the same streams give
the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_IN_HEADER = 109
"""So many sectors of the allocation table find room in the header: 6.8 MB of file."""
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0" if self.name else b""
        return struct.pack(
            "<64sHBBIII16sIQQIII",
            *(name, len(name), self.kind, self.colour, self.left, self.right, self.child, b"", 0, 0, 0),
            *(self.start, self.size, 0),
        )


@dataclass
class _Sectors:
    """Sectors and the table that says which follows which."""

    unit: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Take up a stream and return its first sector."""
        count = -(-len(data) // self.unit)
        if not count:
            return _END
        first = len(self.table)
        self.table += [*range(first + 1, first + count), _END]
        self.data += data.ljust(count * self.unit, b"\0")
        return first


def write(tree: Tree) -> bytes:
    """Return the compound file of a tree of storages (mappings) and streams (bytes).

    Raises:
        ValueError: a name longer than 31 characters, or more data than this writer has room for.
    """
    entries = _entries(tree)
    sectors, mini = _Sectors(_SECTOR), _Sectors(_MINI)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (mini if entry.size < _CUTOFF else sectors).add(entry.data)
    entries[0].size = len(mini.data)
    entries[0].start = sectors.add(bytes(mini.data))
    mini_table = sectors.add(_table(mini.table))
    mini_count = -(-len(mini.table) * 4 // _SECTOR)
    directory = sectors.add(_directory(entries))
    fats = _allocate(sectors)
    header = struct.pack(
        "<8s16sHHHHH6s9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, len(fats), directory, 0),
        *(_CUTOFF, mini_table, mini_count, _END, 0),
    )
    places = [*fats, *[_FREE] * (_IN_HEADER - len(fats))]
    return header + struct.pack(f"<{_IN_HEADER}I", *places) + bytes(sectors.data)


def _allocate(sectors: _Sectors) -> range:
    """Append the allocation table itself and return its sectors."""
    used, count = len(sectors.table), 0
    while count * _SECTOR // 4 < used + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("too much data for a compound file without a second table")
    sectors.table += [_FAT] * count
    sectors.data += _table(sectors.table)
    return range(used, used + count)


def _table(numbers: Sequence[int]) -> bytes:
    packed = struct.pack(f"<{len(numbers)}I", *numbers)
    return packed + b"\xff" * (-len(packed) % _SECTOR)


def _directory(entries: Sequence[_Entry]) -> bytes:
    packed = b"".join(entry.packed() for entry in entries)
    empty = _Entry("", 0, colour=_RED, start=0).packed()
    return packed + empty * (-len(entries) % (_SECTOR // 128))


def _entries(tree: Tree) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    _fill(entries, 0, tree)
    return entries


def _fill(entries: list[_Entry], parent: int, tree: Tree) -> None:
    names = sorted(tree, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
    numbers = {}
    for name in names:
        if len(name) > 31:
            raise ValueError(f"the name {name} is longer than 31 characters")
        content = tree[name]
        numbers[name] = len(entries)
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE, start=0))
            _fill(entries, numbers[name], content)
    order = [numbers[name] for name in names]
    entries[parent].child = _balance(entries, order, _red_level(len(order)))


def _balance(entries: list[_Entry], order: Sequence[int], red: int, depth: int = 0) -> int:
    """Make a red-black tree of sorted entries: full but for its last level, which is red."""
    if not order:
        return _NONE
    middle = len(order) // 2
    entry = entries[order[middle]]
    entry.colour = _RED if depth == red else _BLACK
    entry.left = _balance(entries, order[:middle], red, depth + 1)
    entry.right = _balance(entries, order[middle + 1 :], red, depth + 1)
    return order[middle]


def _red_level(count: int) -> int:
    """Return the level that is not full, -1 where all are."""
    levels = count.bit_length()
    return -1 if count == (1 << levels) - 1 else levels - 1


def streams(tree: Tree, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield every stream of a tree with its path.

    >>> list(streams({"VBA": {"dir": b"1"}, "PROJECT": b"2"}))
    [('VBA/dir', b'1'), ('PROJECT', b'2')]
    """
    for name, content in tree.items():
        if isinstance(content, bytes):
            yield path + name, content
        else:
            yield from streams(content, f"{path}{name}/")
