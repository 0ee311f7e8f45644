"""Letters as Word documents: a .docx with Jinja2 tags, filled with docxtpl in the sandbox of all templates.

What people typed stays text: it is escaped, cannot carry markup, and characters that no document may hold are
left out. The same values give the same bytes, so that a letter that is there already is not written again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from xl_addin import data
from xl_addin.files import read_bytes, write_bytes
from xl_addin.ooxml.package import Package
from xl_addin.render.problems import Problem, TemplateError
from xl_addin.render.sandbox import Sandbox

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def fill_letter(template: str, values: Mapping[str, Any]) -> bytes:
    """Fill one of the letters that Lembar ships and return the document.

    Args:
        template: Its name, the stem of ``templates/letters/NAME.docx``.
        values: The names that it may use.

    Raises:
        TemplateError: the template uses a name that is not there, or has a fault.
        LembarError: there is no such template, or it is no document.
    """
    return fill_document(data.folder("templates") / "letters" / f"{template}.docx", values)


def write_letter(template: str, path: Path, values: Mapping[str, Any]) -> bool:
    """Write a letter, unless that very letter is there; say whether it was written.

    Args:
        template: As for :func:`fill_letter`.
        path: File to write.
        values: The names that the letter may use.
    """
    letter = fill_letter(template, values)
    if path.exists() and read_bytes(path) == letter:
        return False
    write_bytes(path, letter)
    return True


def fill_document(template: Path, values: Mapping[str, Any]) -> bytes:
    """Fill any .docx template and return the document; see :func:`fill_letter`."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - with python-docx it is heavy
    from jinja2 import TemplateError as FaultyTemplateError  # noqa: PLC0415

    source = Package.open(template).to_bytes()
    document, filled = DocxTemplate(io.BytesIO(source)), io.BytesIO()
    try:
        document.render(dict(values), Sandbox(finalize=_shown), autoescape=True)
    except FaultyTemplateError as error:
        raise TemplateError([Problem(template.name, "-", "-", str(error))]).in_file(template) from error
    document.save(filled)
    return undated(filled.getvalue())


def undated(document: bytes) -> bytes:
    """Return an archive without the time at which it was packed."""
    packed, plain = Package.open(document), Package.empty()
    for name in packed.names():
        plain.write(name, packed.read(name))
    return plain.to_bytes()


def _shown(value: Any) -> Any:
    """Return a value as text for a document; what docxtpl made, such as a picture, stays as it is."""
    if value is None or hasattr(value, "__html__"):
        return "" if value is None else value
    return _NOT_IN_XML.sub("", str(value))
