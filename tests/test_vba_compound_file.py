"""Compound files, read by olefile in its strictest mode; the directory is a red-black tree as MS-CFB asks."""

from __future__ import annotations

import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vba_files import strict

from xl_addin.vba.compound_file import streams, write

NAMES = st.text(st.sampled_from("abcXYZ019_é"), min_size=1, max_size=31)
UNIQUE = st.dictionaries(NAMES, st.binary(max_size=9_000), max_size=40).filter(
    lambda tree: len({name.upper() for name in tree}) == len(tree)
)


def contents(data: bytes) -> dict[str, bytes]:
    with strict(data) as opened:
        return {"/".join(path): opened.openstream(path).read() for path in opened.listdir()}


@given(UNIQUE, UNIQUE)
def test_every_stream_comes_back(root, inner):
    tree = {**root, "(storage)": inner}
    assert contents(write(tree)) == dict(streams(tree))


@settings(max_examples=8)
@given(st.integers(0, 2**32), st.integers(0, 1 << 20))
def test_a_stream_up_to_a_megabyte(seed, size):
    tree = {"VBA": {"Module": random.Random(seed).randbytes(size)}, "PROJECT": b"x"}
    assert contents(write(tree)) == dict(streams(tree))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4_095, 4_096, 4_097, 65_536 * 2])
def test_sizes_at_the_edges_of_sectors(size):
    tree = {"A": b"a" * size, "B": b"b" * size}
    assert contents(write(tree)) == tree


@given(st.integers(0, 70))
def test_the_directory_is_sorted_and_balanced(count):
    data = write({f"Stream{number}": b"" for number in range(count)})
    place = 512 * (1 + struct.unpack_from("<I", data, 48)[0])
    entries = [data[place + 128 * n : place + 128 * (n + 1)] for n in range(count + 1)]
    names = [e[: struct.unpack_from("<H", e, 64)[0] - 2].decode("utf-16-le") for e in entries]
    seen: list[str] = []

    def depth(number: int, above_red: bool) -> int:
        """The number of black entries on the way down, which must be the same on every way."""
        if number == 0xFFFFFFFF:
            return 0
        red = entries[number][67] == 0
        assert not (red and above_red)
        left, right = struct.unpack_from("<II", entries[number], 68)
        here = depth(left, red)
        seen.append(names[number])
        assert depth(right, red) == here
        return here + (not red)

    depth(struct.unpack_from("<I", entries[0], 76)[0], True)
    assert seen == sorted(names[1:], key=lambda name: (len(name), name.upper()))


def test_a_name_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="31"):
        write({"x" * 32: b""})


def test_more_than_fits_is_refused():
    with pytest.raises(ValueError, match="too much"):
        write({"A": bytes(8 << 20)})
