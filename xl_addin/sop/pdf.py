"""A Word document as PDF, made by the LibreOffice of this computer where there is one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from xl_addin.calc import office
from xl_addin.errors import LembarError

_SECONDS: Final = 180.0
_FILTER: Final = "pdf:writer_pdf_Export"


def is_there() -> bool:
    """Say whether this computer can make PDFs."""
    return bool(office.program())


def to_pdf(document: bytes) -> bytes:
    """Return a .docx as PDF. LibreOffice runs without a window and without the user's settings.

    Raises:
        LembarError: LibreOffice could not convert it, or took too long.
    """
    with tempfile.TemporaryDirectory(prefix="lembar-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, "sop.docx"), Path(folder, "out", "sop.pdf")
        source.write_bytes(document)
        profile = office.Profile(Path(folder, "profile"), _SECONDS)
        said = profile.run("--convert-to", _FILTER, "--outdir", str(made.parent), str(source))
        if not made.is_file():
            raise LembarError("engine_failed", expected="libreoffice", found=said or "no output")
        return made.read_bytes()
