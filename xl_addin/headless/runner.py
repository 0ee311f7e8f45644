"""An action on a file, start to end: open, act, calculate, keep a copy, save."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xl_addin import files
from xl_addin.actions import Result, find
from xl_addin.headless.engine import open_book


def run(file: Path, name: str, options: Mapping[str, Any]) -> Result:
    """See :func:`xl_addin.headless.run_action`."""
    action = find(name)
    before = files.read_bytes(file)
    files.check_not_open(file)
    with open_book(file) as book:
        result = action(book, options)
        if result.changed:
            book.app.calculate()
            copy = file.with_name(f"{file.stem}.sebelum{file.suffix}")
            files.write_bytes(copy, before)
            book.save()
            result.files.append(copy)
            result.next_step = f"{result.next_step} Salinan sebelum perubahan ada di {copy.name}.".strip()
        if uncomputed := len(book.impl.kept):
            result.message += (
                f" {uncomputed} rumus tidak dapat dihitung tanpa Excel; nilainya masih yang lama."
            )
            result.problems = True
    return result
