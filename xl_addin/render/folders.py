"""Files that a template or its data may name: only those in a folder that the caller gives."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from jinja2.exceptions import SecurityError


def file_within(folder: Path | None, name: str, kind: str) -> Path:
    """Return the path of a file in a folder.

    Args:
        folder: The folder; None when the caller gave none.
        name: The file's name, or its path within the folder.
        kind: What such a file is called, for the planner: ``gambar``, ``templat``.

    Raises:
        SecurityError: there is no folder, or the path leaves it.
        ValueError: there is no such file, or it cannot be looked at.
    """
    if folder is None:
        raise SecurityError(f"{kind} dari berkas; folder {kind} tidak disebut")
    pure = PureWindowsPath(name)  # which knows the separators and drives of every system
    if pure.anchor or ".." in pure.parts:  # asking after a \\server already tells who asks
        raise SecurityError(f"{kind} {name} di luar folder {kind}")
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise SecurityError(f"{kind} {name} di luar folder {kind}")
        if not path.is_file():
            raise ValueError(f"tidak ada {kind} {name} dalam folder {kind}")
    except OSError:
        raise ValueError(f"{kind} {name} tidak dapat dibaca") from None
    return path
