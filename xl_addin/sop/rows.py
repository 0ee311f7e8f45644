"""The rows of a flow chart: how high each must be, and which of them stand together on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xl_addin.ooxml.drawing import Font, text_width
from xl_addin.ooxml.drawing.fitting import fit
from xl_addin.sop.procedure import DECISION, END, START, Link, Procedure, Step

WIDTH: Final = 860.0
HEIGHT: Final = 480.0
"""The room for a page of the diagram: with the head of the document it fills a sheet of A4, landscape."""
HEAD: Final = 52.0
FOOT: Final = 12.0
BAND: Final = 30.0
"""Room for links from the page before and to the page after."""
LINK: Final = 18.0
"""Width and height of an off-page link."""
SLOT: Final = 22.0
"""How far links at the same side of a step stand apart at least."""
ENTRY: Final = 16.0
"""Room above a step in which arrows come in."""
LANE: Final = 5.0
"""How far below its upper edge the lane runs on which arrows come into a row."""
LABEL: Final = Font(7, italic=True)

_BELOW: Final = 6.0
_PADDING: Final = 8.0
_SYMBOLS: Final = {START: 22.0, END: 22.0, DECISION: 34.0}
_BOX: Final = 26.0
_TALL: Final = 1e4
_STEP: Final = 4.0
_NARROW: Final = 7
_ROOMY: Final = 1.06  # so that the text is never set smaller


@dataclass(frozen=True)
class Columns:
    """Widths of the columns of text beside those of the actors, by the number of actors."""

    actors: int

    @cached_property
    def texts(self) -> tuple[float, ...]:
        """Widths: code, activity; requirements, time, output, note."""
        if self.actors >= _NARROW:
            return 30, 126, 68, 44, 60, 56
        return 34, 168 - 4 * self.actors, 96, 56, 84, 82

    @property
    def left(self) -> float:
        """Where the actors' columns begin."""
        return sum(self.texts[:2])

    @property
    def right(self) -> float:
        """Where they end."""
        return WIDTH - sum(self.texts[2:])

    @property
    def font(self) -> Font:
        """The font of the columns of text."""
        return Font(7.5 if self.actors >= _NARROW else 8)

    @property
    def pitch(self) -> float:
        """How wide an actor's column is on average."""
        return (self.right - self.left) / self.actors

    @property
    def label(self) -> float:
        """How wide a text beside a branch may be."""
        return min(max(self.pitch * 0.45, 24), 56)


@dataclass(frozen=True)
class Row:
    """A step's row: how high it and its parts are.

    Args:
        height: The whole row.
        zone: The part in which the step's symbol stands, with links and labels beside it.
        foot: The part below, for the text on the branch that goes down and for further branches.
        slot: How far links beside the step stand apart.
        lanes: How far below the zone the lane of each further branch runs.
    """

    height: float
    zone: float
    foot: float
    slot: float
    lanes: tuple[float, ...]

    @property
    def middle(self) -> float:
        """How far below the row's upper edge the middle of the symbol is."""
        spare = self.height - ENTRY - self.zone - self.foot
        return ENTRY + spare / 2 + self.zone / 2


def symbol_height(step: Step) -> float:
    """Return how high a step's symbol is."""
    return _SYMBOLS.get(step.role, _BOX)


def label_size(text: str, width: float) -> tuple[float, float]:
    """Return how wide (at most this wide) and how high a text on a branch is, 0 for none."""
    found = fit(text, width - 2, _TALL, LABEL, "Arial")
    if not found.lines:
        return 0.0, 0.0
    widest = max(text_width(line, "Arial", found.size) for line in found.lines)
    return min(widest * _ROOMY + 2, width), found.height + 2


def cells(step: Step) -> tuple[str, ...]:
    """Return what the columns of text say: code, activity; requirements, time, output, note."""
    requirements = "\n".join(dict.fromkeys(text for text in (step.requirements, step.document) if text))
    return step.code, step.activity, requirements, step.time_text, step.output, step.note


def down(procedure: Procedure, number: int) -> Link | None:
    """Return the link of a step that goes to the next row, the first if there are several."""
    return next((link for link in procedure.following[number] if link.end == number + 1), None)


def row(
    procedure: Procedure, number: int, columns: Columns, stacked: int | None = None, lanes: int | None = None
) -> Row:
    """Return the row of a step.

    Args:
        procedure: The procedure.
        number: The number of the step.
        columns: The columns.
        stacked: How many links stand one above the other beside the step; None: as many as there may be.
        lanes: How many branches leave below beside the one to the next row; None: as many as there may be.
    """
    step = procedure.steps[number]
    straight = down(procedure, number)
    others = [link for link in procedure.following[number] if link is not straight]
    stacked = len(others) if stacked is None else stacked
    lanes = max(len(others) - 1, 0) if lanes is None else lanes  # one at least leaves at a side
    label = max((label_size(link.text, columns.label)[1] for link in others), default=0)
    slot = max(SLOT, label + 4)
    zone = max(symbol_height(step), slot * max(stacked - 1, 0) + max(LINK, 2 * label + 6))
    foot = _BELOW + (label_size(straight.text, columns.label)[1] if straight else 0)
    found = tuple(foot + (label + 4) * place - 2 for place in range(1, lanes + 1))
    foot += (label + 4) * lanes
    text = max(
        fit(content, width - _PADDING, _TALL, columns.font, "Arial").height
        for content, width in zip(cells(step), columns.texts, strict=True)
    )
    height = max(ENTRY + zone + foot, min(text + _PADDING, room()))
    return Row(height, zone, foot, slot, found)


def room() -> float:
    """Return how high the rows of a page may be together."""
    return HEIGHT - HEAD - FOOT - 2 * BAND


def pages(rows: Sequence[Row]) -> list[range]:
    """Return the numbers of the rows of each page: none is cut in two, and no page is nearly empty.

    As few pages as there can be; among those, the highest is as low as it can be.
    """
    most = room()
    found = _packed(rows, most)
    least = max((row.height for row in rows), default=most)
    while most - least > _STEP and least < most:
        middle = (least + most) / 2
        packed = _packed(rows, middle)
        if len(packed) > len(found):
            least = middle
        else:
            found, most = packed, middle
    return found


def _packed(rows: Sequence[Row], most: float) -> list[range]:
    """Return pages, each with as many rows as there is room for; the first and the last need a band less."""
    found: list[range] = []
    first, left = 0, sum(row.height for row in rows)
    while first < len(rows):
        band = 0.0 if first else BAND
        last, used = first, 0.0
        if left <= most + band + BAND:
            last, used = len(rows), left
        while last < len(rows) and (last == first or used + rows[last].height <= most + band):
            used += rows[last].height
            last += 1
        found.append(range(first, last))
        first, left = last, left - used
    return found
