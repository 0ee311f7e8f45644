"""An action on a file, start to end: open, act, calculate, keep a copy, save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_addin import files
from xl_addin.actions import Result, find
from xl_addin.headless import open_book

if TYPE_CHECKING:
    from collections.abc import Mapping


def run_action(file: Path | str, name: str, options: Mapping[str, Any] | None = None) -> Result:
    """Run an action of :mod:`xl_addin.actions` on a file, without Excel.

    A file that the action changes is saved whole or not at all, and the file as it was stays beside it as
    ``NAME.sebelum.xlsx``.

    Raises:
        LembarError: no such action, an option it does not have, or a file that cannot be read or written.
    """
    file = Path(file)
    action = find(name)
    before = files.read_bytes(file)
    files.check_not_open(file)
    with open_book(file) as book:
        result = action(book, options or {})
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
