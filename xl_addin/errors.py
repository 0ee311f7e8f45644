"""What can go wrong, told in words: one catalogue in Indonesian (the planner) and English (the command line).

>>> error = LembarError("not_found", file="swot.xlsx")
>>> print(error)
Berkas swot.xlsx tidak ditemukan. Periksa nama dan foldernya.
>>> print(error.english())
The file swot.xlsx was not found. Check its name and its folder.
>>> error.facts()
{'file': 'swot.xlsx'}
"""

from __future__ import annotations

from typing import Final

from xl_addin.messages import MESSAGES


class LembarError(Exception):
    """A refusal that a person can act on: what happened, where, and what to do next.

    Args:
        key: An entry of :data:`MESSAGES`.
        file: The file concerned, as the person named it.
        sheet: The sheet concerned.
        cell: The cell or range concerned, in A1 style.
        found: What was there.
        expected: What should have been there.
    """

    def __init__(
        self,
        key: str,
        *,
        file: object = None,
        sheet: str | None = None,
        cell: str | None = None,
        found: object = None,
        expected: object = None,
    ) -> None:
        self.key = key
        self.message = MESSAGES[key]
        given = {"file": file, "sheet": sheet, "cell": cell, "found": found, "expected": expected}
        self._facts = {name: str(value) for name, value in given.items() if value is not None}
        super().__init__(key)

    def indonesian(self) -> str:
        """Return the sentence and the next step for the planner."""
        return self._filled(f"{self.message.id} {self.message.next_id}", _UNKNOWN_ID)

    def english(self) -> str:
        """Return the sentence and the next step for the command line."""
        return self._filled(f"{self.message.en} {self.message.next_en}", _UNKNOWN_EN)

    def facts(self) -> dict[str, str]:
        """Return what is known of the case, for a program: file, sheet, cell, found, expected."""
        return dict(self._facts)

    def in_file(self, file: object) -> LembarError:
        """Name the file, when the place that raised could not know it; return the error itself."""
        if file is not None:
            self._facts.setdefault("file", str(file))
        return self

    def _filled(self, text: str, unknown: dict[str, str]) -> str:
        return text.format(**{**unknown, **self._facts}).strip()

    def __str__(self) -> str:
        return self.indonesian()


_UNKNOWN_ID: Final = {"file": "ini", "sheet": "?", "cell": "?", "found": "?", "expected": "?"}
_UNKNOWN_EN: Final = {"file": "given", "sheet": "?", "cell": "?", "found": "?", "expected": "?"}
