"""Where templates, workbooks and examples lie: inside the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path


def folder(name: str) -> Path:
    """Return the folder ``templates``, ``workbooks`` or ``examples``.

    >>> folder("templates").name
    'templates'
    """
    package = Path(__file__).parent
    installed = package / "_data"
    return (installed if installed.is_dir() else package.parent) / name
