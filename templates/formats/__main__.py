"""Draw every shipped format into ``templates/``: ``python -m templates.formats``."""

from __future__ import annotations

from pathlib import Path

from templates.formats import FORMATS

if __name__ == "__main__":
    for name, draw in FORMATS.items():
        draw(Path(__file__).parent.parent / f"{name}.xlsx")
