"""The closeness chart as a diamond and the block layout to scale, as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from xl_addin.closeness.proposal import Place
from xl_addin.ooxml.drawing import Box, Font, Item, Picture, Shape, Stroke, text

CHART: Final = "Diagram kedekatan"
PLAN: Final = "Denah"
INK: Final = "#25323B"
PRIMARY: Final = "#1F4B57"
FILLS: Final = {
    "A": "#F2B8B0", "E": "#F8D9A8", "I": "#CFE6D3", "O": "#CFE0EE", "U": "#FFFFFF", "X": "#9A8478",
}  # fmt: skip
"""Muther's colours, paler: red, orange, green, blue, none, brown."""
MEANINGS: Final = {
    "A": "mutlak dekat", "E": "sangat penting", "I": "penting", "O": "biasa", "U": "tidak perlu",
    "X": "jangan dekat",
}  # fmt: skip
_WIDTH: Final = 740.0
_HEIGHT: Final = 900.0
_NAMES: Final = 170.0
_LINE: Final = Stroke("#8A979E", 0.75)


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the layout: its number, its name, where it lies."""

    number: int
    name: str
    place: Place


def closeness_chart(names: Sequence[str], ratings: dict[tuple[int, int], tuple[str, str]]) -> Picture:
    """Return the diamond of the ratings beside the names, with the legend below.

    Args:
        names: The rooms, from top to bottom.
        ratings: Letter and reason code of each two rooms, counted from 0, the smaller number first.
    """
    count = max(len(names), 1)
    pitch = min(40.0, (_WIDTH - _NAMES) * 2 / (count + 1), _HEIGHT / count)
    items: list[Item] = []
    for number, name in enumerate(names):
        box = Box(0, pitch * number, _NAMES, pitch)
        words = f"{number + 1}  {name}"
        items.append(Shape(f"ruang {number + 1}", "box", box, words, fill="#EEF2F3", line=_LINE,
                           font=Font(min(10, max(4, pitch * 0.6)), color=INK), align="left"))  # fmt: skip
    for i, j in combinations(range(len(names)), 2):
        letter, reason = ratings.get((i, j), ("U", ""))
        words = f"{letter}\n{reason}" if reason and pitch >= 30 else letter
        box = Box(_NAMES + pitch * (j - i - 1) / 2, pitch * (i + j) / 2, pitch, pitch)
        font = Font(min(10, max(3, pitch * 0.32)), bold=True, color=INK)
        said = f"{names[i]} dan {names[j]}: {letter}" + (f", alasan {reason}" if reason else "")
        items.append(Shape(f"pasangan {i + 1}-{j + 1}", "diamond", box, words, fill=FILLS.get(letter),
                           line=_LINE, font=font, description=said))  # fmt: skip
    top = pitch * count + 16
    items.extend(_legend(top))
    return Picture(CHART, _WIDTH, top + 30, tuple(items), title="Diagram kedekatan antarruang")


def floor_plan(rooms: Sequence[Room], length: float, breadth: float) -> Picture:
    """Return the block layout to scale: the site, the rooms that lie on it, a scale bar.

    Args:
        rooms: The rooms with their places, none left of or above the site.
        length: Metres of the site from left to right.
        breadth: Metres from top to bottom.
    """
    right = max([length, *(room.place.x + room.place.width for room in rooms)])
    bottom = max([breadth, *(room.place.y + room.place.height for room in rooms)])
    scale = min(_WIDTH / right, _HEIGHT / bottom)
    items: list[Item] = [
        Shape("lahan", "box", Box(0, 0, length * scale, breadth * scale), fill="#F6F8F9",
              line=Stroke(PRIMARY, 2), description=f"Lahan {_metres(length)} × {_metres(breadth)} m",
              backdrop=True)
    ]  # fmt: skip
    for room in rooms:
        at = room.place
        words = f"{room.number} {room.name}\n{_metres(at.area)} m²"
        box = Box(at.x * scale, at.y * scale, at.width * scale, at.height * scale)
        items.append(Shape(f"ruang {room.number}", "box", box, words, fill="#E3EBF1",
                           line=Stroke(PRIMARY, 1.25), font=Font(9, color=INK)))  # fmt: skip
    items.extend(_scale_bar(bottom * scale + 14, right, scale))
    return Picture(PLAN, _WIDTH, bottom * scale + 50, tuple(items), title="Denah blok menurut skala")


def _legend(top: float) -> Iterator[Item]:
    pitch = _WIDTH / len(FILLS)
    for number, (letter, fill) in enumerate(FILLS.items()):
        x = pitch * number
        font = Font(9, bold=True, color=INK)
        yield Shape(f"tanda {letter}", "box", Box(x, top, 22, 22), letter, fill=fill, line=_LINE, font=font)
        yield text(f"arti {letter}", Box(x + 25, top, pitch - 28, 22), MEANINGS[letter], font=Font(9))


def _scale_bar(top: float, right: float, scale: float) -> Iterator[Item]:
    metres = next(m for m in (100, 50, 20, 10, 5, 2, 1, 0) if m <= right / 4) or right / 4
    yield Shape("skala", "box", Box(2, top, metres * scale, 5), fill=PRIMARY, line=None,
                description=f"Skala {_metres(metres)} m")  # fmt: skip
    yield text("panjang skala", Box(2, top + 7, 200, 18), f"{_metres(metres)} m", font=Font(9, color=INK))


def _metres(value: float) -> str:
    """Write a number the Indonesian way.

    >>> _metres(12.5), _metres(600.04)
    ('12,5', '600')
    """
    return f"{round(value, 1):g}".replace(".", ",")
