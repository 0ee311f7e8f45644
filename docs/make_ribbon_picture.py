"""Draws the tab Lembar as the list of buttons has it; no Excel was at hand, so it is a sketch.

``python -m docs.make_ribbon_picture`` writes docs/images/tab-lembar.png and needs chromium.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from itertools import groupby
from pathlib import Path

from xl_addin.ribbon.buttons import Button, buttons

TARGET = Path(__file__).parent / "images" / "tab-lembar.png"
STYLE = """
body { margin: 0; font: 13px "Liberation Sans", sans-serif; background: #fff; color: #222; }
.tabs span { display: inline-block; padding: 6px 14px; color: #555; }
.tabs .on { color: #1e6b43; border-bottom: 3px solid #1e6b43; font-weight: bold; }
.ribbon { display: flex; flex-wrap: wrap; row-gap: 8px; padding: 6px 0; }
.ribbon { background: #f3f3f3; border: 1px solid #d0d0d0; }
.group { display: flex; flex-direction: column; border-right: 1px solid #cfcfcf; padding: 0 8px; }
.inside { display: grid; grid-auto-flow: column; grid-template-rows: repeat(3, 27px); gap: 2px 8px; }
.button { padding: 4px 9px; background: #fff; border: 1px solid #c4d8cc; border-radius: 4px; }
.button { white-space: nowrap; }
.label { text-align: center; color: #666; font-size: 12px; padding-top: 5px; }
"""


def group(name: str, members: list[Button]) -> str:
    """Return a group's HTML."""
    inside = "".join(f'<div class="button">{html.escape(button.label)}</div>' for button in members)
    return f'<div class="group"><div class="inside">{inside}</div><div class="label">{name}</div></div>'


def main() -> None:
    """Write the picture."""
    groups = [(name, list(members)) for name, members in groupby(buttons(), key=lambda button: button.group)]
    tabs = "".join(f"<span>{name}</span>" for name in ("Beranda", "Sisipkan", "Rumus", "Data"))
    page = (
        f'<meta charset="utf-8"><style>{STYLE}</style>'
        f'<div class="tabs">{tabs}<span class="on">Lembar</span></div>'
        f'<div class="ribbon">{"".join(group(name, members) for name, members in groups)}</div>'
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "tab.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1400,405"]
        drawn = [*command, f"--screenshot={TARGET}", source.as_uri()]
        subprocess.run(drawn, check=True, capture_output=True)  # noqa: S603 - our own page


if __name__ == "__main__":
    main()
