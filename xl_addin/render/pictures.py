"""Pictures and hyperlinks from data: ``{{ logo | image }}`` and ``{{ url | link("Buka") }}``.

A picture is the bytes of a PNG or JPEG file, or the name of one in the folder that the caller of ``render``
names; it is fitted into its cell, or into the merged cells. A link leads to ``https://``, ``mailto:`` or,
with ``#``, to a cell or name of the workbook. Nothing else is allowed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined

from xl_addin.ooxml.links import Image
from xl_addin.render.folders import file_within

LARGEST_IMAGE: Final = 10 << 20
"""Bytes of a picture."""

_LONGEST_SIDE: Final = 20_000
_LONGEST_LINK: Final = 2_079
_JPEG_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Link(NamedTuple):
    """A text that leads to a place."""

    place: str
    text: str


class Images:
    """The filter ``image``.

    Args:
        folder: Where pictures that are named may lie; without one only bytes are pictures.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str | bytes, Image] = {}

    def __call__(self, value: Any) -> Image | Undefined | None:
        """Return the picture; nothing when there is none."""
        if isinstance(value, Undefined):
            return value
        if value is None or value in ("", b""):
            return None
        if isinstance(value, bytearray | memoryview):
            value = bytes(value)
        if not isinstance(value, str | bytes):
            raise TypeError(f"{type(value).__name__} bukan gambar")
        if value not in self._known:
            self._known[value] = _image(value if isinstance(value, bytes) else self._read(value))
        return self._known[value]

    def _read(self, name: str) -> bytes:
        path = file_within(self._folder, name, "gambar")
        try:
            if path.stat().st_size > LARGEST_IMAGE:
                raise SecurityError(f"gambar lebih dari {LARGEST_IMAGE >> 20} MB")
            return path.read_bytes()
        except OSError:
            raise ValueError(f"gambar {name} tidak dapat dibaca") from None


def link(value: Any, text: Any = None) -> Link | Undefined | None:
    """Return a link: the filter ``link``.

    >>> link("https://example.com/a", "Buka")
    Link(place='https://example.com/a', text='Buka')
    >>> link("mailto:a@example.com").text
    'a@example.com'
    """
    if isinstance(value, Undefined):
        return value
    if value in (None, ""):
        return None
    if isinstance(value, str) and len(value) > _LONGEST_LINK:
        raise SecurityError(f"tautan lebih dari {_LONGEST_LINK} huruf")
    if not isinstance(value, str) or not _allowed(value):
        raise SecurityError("tautan hanya ke https://, mailto: atau #Lembar!A1")
    return Link(value, str(text) if text not in (None, "") else re.sub("^(mailto:|#)", "", value))


def _allowed(place: str) -> bool:
    if re.search(r"[\x00-\x20\x7f\\\\]", place if not place.startswith("#") else ""):
        return False
    if place.startswith("#"):
        return re.fullmatch(r"#(('[^'\x00-\x1f]+(''[^'\x00-\x1f]*)*'|[\w.]+)!)?[$\w.:]+", place) is not None
    try:
        parts = urlsplit(place)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "mailto" and re.fullmatch(r"[^@]+@[^@]+", parts.path) is not None


def _image(data: bytes) -> Image:
    """Read what a picture file says of itself."""
    if len(data) > LARGEST_IMAGE:
        raise SecurityError(f"gambar lebih dari {LARGEST_IMAGE >> 20} MB")
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        size: tuple[int, int] | None = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
        kind = "png"
    else:
        size, kind = _jpeg_size(data), "jpeg"
    if size is None:
        raise ValueError("bukan gambar PNG atau JPEG")
    if not all(0 < side <= _LONGEST_SIDE for side in size):
        raise SecurityError(f"gambar {size[0]} x {size[1]} titik")
    return Image(data, kind, *size)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            height, width = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        padding = marker in (0x01, 0xFF) or 0xD0 <= marker <= 0xD7
        at += (1 if marker == 0xFF else 2) if padding else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None
