"""What the parts of the demonstration share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """What has just been done, and the files that it wrote."""

    told: str
    files: tuple[Path, ...] = ()
