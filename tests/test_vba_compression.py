"""MS-OVBA compression: the specification's own examples, and whatever text, read by oletools."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vba_files import decompressed

from xl_addin.vba.compression import compress

SPECIFICATION = {  # MS-OVBA 3.2
    b"abcdefghijklmnopqrstuv.": (
        "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E"
    ),
    b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa": (
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70"
        " 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    ),
    b"a" * 73: "01 03 B0 02 61 45 00",
}


@pytest.mark.parametrize("plain", SPECIFICATION, ids=["none", "normal", "most"])
def test_the_examples_of_the_specification(plain: bytes) -> None:
    """Where several places hold the same run, VBA copies from another one; the length is equal."""
    theirs, ours = bytes.fromhex(SPECIFICATION[plain]), compress(plain)
    assert decompressed(theirs) == decompressed(ours) == plain
    assert len(ours) == len(theirs)
    assert ours[:20] == theirs[:20]


@given(st.binary(max_size=20_000) | st.text(st.characters(codec="cp1252"), max_size=9_000).map(str.encode))
def test_an_independent_reader_reads_what_was_written(data: bytes) -> None:
    assert decompressed(compress(data)) == data


@settings(max_examples=10)
@given(
    st.integers(0, 2**32), st.integers(1, 1 << 20), st.sampled_from([b"ab", b"Sub If Then x = 1\r\n", None])
)
def test_long_sources_up_to_a_megabyte(seed: int, size: int, letters: bytes | None) -> None:
    chance = random.Random(seed)
    data = chance.randbytes(size) if letters is None else bytes(chance.choices(letters, k=size))
    assert decompressed(compress(data)) == data


@pytest.mark.parametrize("size", [0, 1, 3, 3_640, 3_641, 4_095, 4_096, 4_097, 8_191, 8_192])
def test_sizes_at_the_edges_of_a_chunk(size: int) -> None:
    for data in (b"x" * size, random.Random(size).randbytes(size)):
        assert decompressed(compress(data)) == data


def test_repeated_text_becomes_small() -> None:
    data = b"    Application.Volatile\r\n" * 4_000
    assert len(compress(data)) < len(data) / 12
