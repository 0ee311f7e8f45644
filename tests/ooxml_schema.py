"""Would Excel open it without a word? Files held against the schemas of ECMA-376 by openxml-audit."""

from __future__ import annotations

import tempfile
from pathlib import Path

from openxml_audit import OpenXmlValidator


def schema_errors(file: Path | bytes) -> list[str]:
    """Return what the schemas object to, a line each."""
    if isinstance(file, bytes):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file.xlsx"
            path.write_bytes(file)
            return schema_errors(path)
    found = OpenXmlValidator().validate(file)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in found.errors]
