"""Draw the shipped formats, then build what is made of them: ``python -m templates.formats``."""

from __future__ import annotations

from templates.formats import FORMATS, LETTERS, REPORTS
from templates.formats.workbooks import ROOT, write

if __name__ == "__main__":
    for name, draw in (FORMATS | REPORTS).items():
        draw(ROOT / "templates" / f"{name}.xlsx")
    for name, draw in LETTERS.items():
        draw(ROOT / "templates" / "letters" / f"{name}.docx")
    write()
