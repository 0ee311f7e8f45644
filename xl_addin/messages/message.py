"""What is told when something goes wrong, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A sentence and the next step in both languages; ``{file}``, ``{found}`` and the like are filled in."""

    id: str
    en: str
    next_id: str
    next_en: str
