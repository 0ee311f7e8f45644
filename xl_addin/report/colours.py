"""The colours of a page, for light and for dark; a picture drawn for paper gets those of the page."""

from __future__ import annotations

import re
from typing import Final

from xl_addin.strategy_map import COLOURS

_PAGE: Final = {
    "ground": ("#f3f5f6", "#0f171b"),
    "card": ("#ffffff", "#172228"),
    "sunk": ("#edf2f4", "#1f2d34"),
    "ink": ("#25323b", "#e4ebee"),
    "quiet": ("#566570", "#a3b4bd"),
    "line": ("#cfd8dc", "#33444d"),
    "primary": ("#1f4b57", "#7fc1d2"),
    "accent": ("#8f5a24", "#e0a869"),
    "head": ("#1f4b57", "#16323b"),
    "focus": ("#0b63c5", "#8cc2ff"),
    "green": ("#2f7d4f", "#57b882"),
    "yellow": ("#a9690f", "#e3ab4f"),
    "red": ("#a9352b", "#f18d82"),
    "none": ("#6d7b84", "#93a3ac"),
    "green-soft": ("#e4f2e8", "#163526"),
    "yellow-soft": ("#fcf2d8", "#3a2c10"),
    "red-soft": ("#fae3df", "#411d19"),
    "none-soft": ("#f0f3f4", "#243038"),
    "green-ink": ("#173f28", "#d3f1de"),
    "yellow-ink": ("#4f330a", "#fbe8c2"),
    "red-ink": ("#571a14", "#ffdcd7"),
    "none-ink": ("#3f4b53", "#c6d0d6"),
}
"""Name of a colour -> in light and in dark."""

_PAPER: Final = {
    "#EDF2F4": "sunk", "#F7F9FA": "card", "#1F4B57": "head", "#25323B": "ink", "#5B6A73": "quiet",
    "#5F7079": "none",
} | {
    colour: name
    for level, look in COLOURS.items()
    for colour, name in ((look.fill, f"{level}-soft"), (look.line, level), (look.text, f"{level}-ink"))
}  # fmt: skip
"""Colour of a picture drawn for paper -> its name on the page."""


def declarations(*, dark: bool) -> str:
    """Return the colours as custom properties of CSS."""
    return "".join(f"--{name}:{shades[dark]};" for name, shades in _PAGE.items())


def for_page(svg: str) -> str:
    """Let a picture drawn for paper take its colours from the page.

    >>> for_page('<path fill="#E4F2E8" stroke="#123456"/>')
    '<path class="f-green-soft" stroke="#123456"/>'
    """
    for what, letter in (("fill", "f"), ("stroke", "s")):
        svg = re.sub(
            rf' {what}="(#[0-9A-Fa-f]{{6}})"',
            lambda m, letter=letter: f' class="{letter}-{_PAPER[m[1]]}"' if m[1] in _PAPER else m[0],  # type: ignore[misc]
            svg,
        )
    return re.sub(r'class="([\w-]+)" class="([\w-]+)"', r'class="\1 \2"', svg)


def rules() -> str:
    """Return the rules for what :func:`for_page` has named."""
    names = sorted(set(_PAPER.values()))
    return "".join(f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in names)
