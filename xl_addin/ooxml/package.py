"""An Office file as a package of parts: what is not written to stays as it is, byte for byte."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from xl_addin import files
from xl_addin.errors import LembarError
from xl_addin.ooxml.xml import attributes_of, elements, quote_attribute
from xl_addin.ooxml.xmledit import appended
from xl_addin.ooxml.zipped import Entry, read_entries, write_entries

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_NO_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_BLOCK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Limits:
    """How large a file may be; larger ones are refused before they are unpacked."""

    file: int = 96 << 20  # a register of 50,000 rows has 40 MB
    part: int = 512 << 20
    total: int = 1 << 30
    parts: int = 20_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Relationship:
    """An arrow from one part to another, or to something outside the file."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type: ``worksheet``, ``table``, ``drawing``, ``hyperlink``."""
        return self.type.rpartition("/")[2]


class Package:
    """The parts of an .xlsx, .xlsm or .docx file.

    >>> package = Package.empty()
    >>> package.write("xl/note.txt", b"isi")
    >>> Package.open(package.to_bytes()).read("xl/note.txt")
    b'isi'
    """

    def __init__(
        self, entries: list[Entry], limits: Limits = DEFAULT_LIMITS, path: Path | None = None
    ) -> None:
        self.path = path
        self._limits = limits
        self._entries = {entry.name: entry for entry in entries}
        self._spelling = {entry.name.lower(): entry.name for entry in entries}
        self._cache: dict[str, bytes] = {}

    @classmethod
    def empty(cls) -> Package:
        """Return a package without parts."""
        return cls([])

    @classmethod
    def open(cls, source: Path | str | bytes, limits: Limits = DEFAULT_LIMITS) -> Package:
        """Read a package from a file or from bytes.

        Raises:
            LembarError: not a zip, an old .xls, password-protected, too large, unsafe part names.
        """
        if isinstance(source, bytes):
            return cls(_checked(source, limits), limits)
        path = Path(source)
        try:
            size = path.stat().st_size
        except OSError:
            size = 0  # read_bytes says what is wrong
        if size > limits.file:
            raise LembarError(
                "too_large", file=path, found=_megabytes(size), expected=f"<= {_megabytes(limits.file)}"
            )
        try:
            return cls(_checked(files.read_bytes(path), limits), limits, path)
        except LembarError as error:
            raise error.in_file(path) from None

    def names(self) -> list[str]:
        """Return the part names in the file's order."""
        return list(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return a part's content."""
        if name not in self._cache:
            if name not in self._entries:
                raise LembarError("not_workbook", file=self.path, found=name)
            self._cache[name] = self._entries[name].unpack(self._limits.part)
        return self._cache[name]

    def xml(self, name: str) -> str:
        """Return a part as text; a document type declaration, which could hold entity bombs, is refused."""
        try:
            text = self.read(name).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise LembarError("bad_xml", file=self.path, found=f"{name}: {error.reason}") from error
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise LembarError("bomb", file=self.path, found=f"{name}: <!DOCTYPE", expected="XML")
        return text

    def write(self, name: str, data: bytes | str) -> None:
        """Replace a part, or add it; the same content leaves the old bytes."""
        content = data.encode() if isinstance(data, str) else data
        if name in self._entries and self.read(name) == content:
            return
        self._entries[name] = Entry.pack(name, content)
        self._cache[name] = content

    def write_pieces(self, name: str, pieces: Iterable[str]) -> None:
        """Replace a part by text that comes piece by piece; it is never whole in memory."""
        self._entries[name] = Entry.pack_pieces(name, _in_blocks(pieces))
        self._cache.pop(name, None)

    def remove(self, name: str) -> None:
        """Take a part out, with its relationships part and its content type."""
        for part in (name, relationships_part(name)):
            self._entries.pop(part, None)
            self._cache.pop(part, None)
        types = self.xml(CONTENT_TYPES)
        self.write(CONTENT_TYPES, re.sub(rf'<Override\b[^>]*PartName="/{re.escape(name)}"[^>]*/>', "", types))

    def link(self, part: str, kind: str, targets: Sequence[str], *, external: bool = False) -> list[str]:
        """Point from a part to others, or to places outside the file.

        Args:
            part: The part that points.
            kind: The type of the relationships, in full.
            targets: Part names; or addresses when ``external``.
            external: Whether they are outside the file.

        Returns:
            The ids of the new relationships.
        """
        name, known = relationships_part(part), self.relationships(part)
        free = (f"rId{number}" for number in count(1) if f"rId{number}" not in known)
        new = []
        for identifier, target in zip(free, targets, strict=False):
            place = target if external else posixpath.relpath(target, posixpath.dirname(part))
            mode = ' TargetMode="External"' if external else ""
            new.append(f'Relationship Id="{identifier}" Type="{kind}" Target={quote_attribute(place)}{mode}')
        xml = self.xml(name) if name in self else _NO_RELATIONSHIPS
        self.write(name, appended(xml, *new))
        return [attributes_of(relationship)["Id"] for relationship in new]

    def unlink(self, part: str, identifier: str) -> None:
        """Take one relationship out of a part's list; the part that it points to stays."""
        name = relationships_part(part)
        pattern = rf'<(?:\w+:)?Relationship\b[^>]*\bId="{re.escape(identifier)}"[^>]*/>'
        self.write(name, re.sub(pattern, "", self.xml(name)))

    def to_bytes(self) -> bytes:
        """Return the file."""
        return write_entries(self._entries.values())

    def save(self, path: Path | str) -> None:
        """Write the file whole or not at all.

        Raises:
            LembarError: the file is open in Excel, the folder is read-only, the disk is full.
        """
        files.write_bytes(Path(path), self.to_bytes())

    def relationships(self, part: str = "") -> dict[str, Relationship]:
        """Return a part's relationships by id, targets as part names; ``""`` is the package itself."""
        name = relationships_part(part)
        if name not in self._entries:
            return {}
        return {
            attributes.get("Id", ""): self._relationship(attributes, part)
            for attributes in elements(self.xml(name), "Relationship")
        }

    def _relationship(self, attributes: dict[str, str], part: str) -> Relationship:
        target, external = attributes.get("Target", ""), attributes.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + posixpath.dirname(part), target)).lstrip("/")
            target = self._spelling.get(target.lower(), target)  # part names ignore case
        kind = attributes.get("Type", "").replace(_STRICT, OFFICE)
        return Relationship(attributes.get("Id", ""), kind, target, external)

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts of one kind (``table``, ``drawing``) that a part points to."""
        return [r.target for r in self.relationships(part).values() if r.kind == kind and not r.external]


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships.

    >>> relationships_part("xl/worksheets/sheet1.xml"), relationships_part("")
    ('xl/worksheets/_rels/sheet1.xml.rels', '_rels/.rels')
    """
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _in_blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Gather small pieces of text, so that none is compressed by itself."""
    block: list[str] = []
    length = 0
    for piece in pieces:
        block.append(piece)
        length += len(piece)
        if length > _BLOCK:
            yield "".join(block).encode()
            block, length = [], 0
    yield "".join(block).encode()


def _checked(data: bytes, limits: Limits) -> list[Entry]:
    if data.startswith(_OLE):
        key = "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_xls"
        raise LembarError(key)
    if len(data) > limits.file:
        raise LembarError("too_large", found=_megabytes(len(data)), expected=f"<= {_megabytes(limits.file)}")
    if not data.startswith(b"PK"):
        raise LembarError("not_zip", found=data[:16].decode("latin-1").strip() or "0 byte")
    entries = read_entries(data)
    if len(entries) > limits.parts or sum(entry.size for entry in entries) > limits.total:
        raise LembarError("bomb", found=f"{len(entries)} parts", expected=f"<= {_megabytes(limits.total)}")
    _check_names([entry.name for entry in entries])
    return entries


def _check_names(names: list[str]) -> None:
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise LembarError("bad_part_name", found=name)
    if len({name.lower() for name in names}) != len(names):
        raise LembarError("bad_part_name", found="duplicate part name")


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"
