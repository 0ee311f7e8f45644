"""The map as a picture: bands, boxes and arrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xl_addin.ooxml.drawing import Box, Connector, Dash, Font, Item, Line, Picture, Shape, Stroke, text
from xl_addin.render.filters import angka
from xl_addin.strategy_map.columns import columns, split
from xl_addin.strategy_map.objectives import Level, Objective, bands, links
from xl_addin.strategy_map.wires import STEP, Link, Wiring

NAME: Final = "Peta strategi"
"""The picture's name: in a workbook the names of all its shapes begin with it."""


@dataclass(frozen=True)
class Colours:
    """How a status looks: the fill, the border, the text on it, and the border's style."""

    fill: str
    line: str
    text: str
    dash: Dash = "solid"
    width: float = 1.25


COLOURS: Final[Mapping[Level, Colours]] = {
    "green": Colours("#E4F2E8", "#2F7D4F", "#173F28"),
    "yellow": Colours("#FCF2D8", "#B9771B", "#4F330A", "dash", 1.5),
    "red": Colours("#FAE3DF", "#A9352B", "#571A14", width=2.5),
    "none": Colours("#F4F6F7", "#8A979E", "#4A565E", "dot"),
}
MARKS: Final[Mapping[Level, str]] = {"green": "●", "yellow": "▲", "red": "■", "none": "○"}
"""A mark of each status, for who does not see its colour."""

BAND: Final = ("#EDF2F4", "#F7F9FA")
INK: Final = "#25323B"
QUIET: Final = "#5B6A73"
PRIMARY: Final = "#1F4B57"
ARROW: Final = "#5F7079"
WHITE: Final = "#FFFFFF"

_LABEL, _LEGEND, _BOX_HEIGHT = 92.0, 30.0, 56.0
_WIDTHS = 132.0, 196.0
_PAPER: Final = 800.0  # about as wide as a landscape sheet of A4 prints at full size
_BORDER, _BETWEEN, _CLEAR = 12.0, 28.0, 14.0
_WORDS: Final[Mapping[Level, str]] = {"green": "Hijau", "yellow": "Kuning", "red": "Merah"}


def strategy_map(
    objectives: Sequence[Objective],
    *,
    title: str = "Peta strategi",
    words: Mapping[Level, str] = _WORDS,
    notes: Mapping[str, str] | None = None,
) -> Picture:
    """Lay out the map of some objectives.

    Args:
        objectives: What to show.
        title: What the picture is of, for who cannot see it.
        words: The company's words for the three lights.
        notes: A line under the name of a perspective, its score for example.
    """
    return _Map(objectives, words, notes or {}).picture(title)


class _Map:
    def __init__(
        self, objectives: Sequence[Objective], words: Mapping[Level, str], notes: Mapping[str, str]
    ) -> None:
        self.objectives, self.words, self.notes = objectives, words, notes
        self.bands = {name: split(band) for name, band in bands(objectives).items()}
        rows = [row for band in self.bands.values() for row in band]
        found = links(objectives)
        width = max(1, *map(len, rows))
        box = min(max((_PAPER - _LABEL) / width - _BETWEEN, _WIDTHS[0]), _WIDTHS[1])
        self.wiring = Wiring(rows, columns(rows, found), found, box)
        self.names = _names(objectives)
        self.width = max(_LABEL + self.wiring.width + _BORDER, _PAPER)
        self.left = _LABEL + (self.width - _LABEL - self.wiring.width) / 2
        self.tops, self.bottom = self._heights(rows)
        self.gap_tops = [0.0, *(top + self._height(row) for top, row in zip(self.tops, rows, strict=True))]
        self.rows = rows

    def picture(self, title: str) -> Picture:
        """Return the picture: bands below, then arrows, then boxes."""
        items: list[Item] = [*self._bands(), *self._arrows(), *self._boxes(), *self._legend()]
        count = (
            f"{len(self.objectives)} sasaran dalam {len(self.bands)} perspektif; panah menuju yang didukung"
        )
        return Picture(NAME, self.width, self.bottom + _LEGEND, tuple(items), title, count)

    def _heights(self, rows: list[list[int]]) -> tuple[list[float], float]:
        """Return where each row begins, and where the last gap ends."""
        tops, y = [], 0.0
        for number, row in enumerate(rows):
            y += self._gap(number, inner=number > 0)
            tops.append(y)
            y += self._height(row)
        return tops, y + self._gap(len(rows), inner=False)

    def _height(self, row: list[int]) -> float:
        return _BOX_HEIGHT if row else _BOX_HEIGHT / 2

    def _gap(self, number: int, *, inner: bool) -> float:
        tracks = self.wiring.tracks[number]
        least = _BETWEEN if inner else _BORDER
        return max(least, 2 * _CLEAR + STEP * (tracks - 1)) if tracks else least

    def _bands(self) -> Iterator[Item]:
        """Yield the band of each perspective with its name; two bands meet in the middle of a gap."""
        first, top = 0, 0.0
        for number, (name, band) in enumerate(self.bands.items()):
            last = first + len(band) - 1
            end = self.bottom
            if last + 1 < len(self.rows):
                end = (self.gap_tops[last + 1] + self.tops[last + 1]) / 2
            area = Box(0, top, self.width, end - top)
            yield Shape(f"pita {name}", "box", area, fill=BAND[number % 2], line=None, backdrop=True)
            label = Box(0, top + 2, _LABEL - 12, end - top - 4)
            note = f"\n{self.notes[name]}" if self.notes.get(name) else ""
            look = Font(10, color=WHITE, heading=True)
            yield Shape(name, "box", label, name + note, fill=PRIMARY, line=None, font=look)
            if not any(band):
                room = Box(_LABEL, top, self.width - _LABEL - _BORDER, end - top)
                words = "Belum ada sasaran di perspektif ini"
                look = Font(9, italic=True, color=QUIET)
                yield text(f"kosong {name}", room, words, font=look, align="center")
            first, top = last + 1, end

    def _boxes(self) -> Iterator[Item]:
        supports = self._supported()
        for node, objective in enumerate(self.objectives):
            look = COLOURS[objective.level]
            yield Shape(
                self.names[node],
                "rounded",
                self._box(node),
                f"{self._heading(objective)}\n{objective.name}",
                fill=look.fill,
                line=Stroke(look.line, look.width, look.dash),
                font=Font(9, color=look.text, heading=True),
                description=self._told(objective, supports[node]),
            )

    def _box(self, node: int) -> Box:
        x = self.left + self.wiring.middle(node) - self.wiring.box / 2
        return Box(x, self.tops[self.wiring.row[node]], self.wiring.box, _BOX_HEIGHT)

    def _heading(self, objective: Objective) -> str:
        score = "" if objective.score is None else f" {percent(objective.score)}"
        return f"{objective.code}   {MARKS[objective.level]}{score}".strip()

    def _supported(self) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in self.objectives]
        for start, end in self.wiring.links:
            found[start].append(self.objectives[end].code)
        return found

    def _told(self, objective: Objective, supports: list[str]) -> str:
        status = objective.status or self.words.get(objective.level, "")
        score = "belum ada skor" if objective.score is None else f"skor {percent(objective.score)}, {status}"
        told = f"{objective.code} {objective.name}; {objective.perspective}; {score}"
        return told + (f"; mendukung {', '.join(supports)}" if supports else "")

    def _arrows(self) -> Iterator[Item]:
        for link, direction in self.wiring.links.items():
            start, end = (self.names[node] for node in link)
            rightwards = self.wiring.middle(link[0]) < self.wiring.middle(link[1])
            way = tuple(self._turns(link))
            if direction == "side":
                sides = ("right", "left") if rightwards else ("left", "right")
            else:
                sides = ("bottom" if direction == "down" else "top", "bottom" if direction == "up" else "top")
            kind = "elbow" if way else "straight"
            yield Connector((start, sides[0]), (end, sides[1]), kind, line=Stroke(ARROW, 1.25), way=way)  # type: ignore[arg-type]  # sides

    def _turns(self, link: Link) -> Iterator[float]:
        for gap, place in self.wiring.turns(link):
            yield self.left + place if gap is None else self.gap_tops[gap] + _CLEAR + STEP * place

    def _legend(self) -> Iterator[Item]:
        """Yield what the marks mean, under the map."""
        x, y = _LABEL, self.bottom + 8
        levels: tuple[Level, ...] = ("green", "yellow", "red", "none")
        for level in levels:
            look = COLOURS[level]
            border = Stroke(look.line, look.width, look.dash)
            box, font = Box(x, y, 24, 16), Font(9, color=look.text)
            yield Shape(f"tanda {level}", "rounded", box, MARKS[level], look.fill, border, font)
            words = self.words.get(level, "Belum ada skor")
            yield text(f"arti {level}", Box(x + 28, y, 92, 16), words, font=Font(9, color=INK))
            x += 122
        yield Line((x, y + 8), (x + 24, y + 8), Stroke(ARROW, 1.25), "end")
        yield text("arti panah", Box(x + 30, y, 110, 16), "mendukung", font=Font(9, color=INK))


def percent(ratio: float) -> str:
    """Write a ratio as a percentage with a decimal where it has one.

    >>> percent(1.0424), percent(0.9), percent(-0.00004)
    ('104,2%', '90%', '0%')
    """
    return f"{angka(round(ratio * 100, 1))}%"


def _names(objectives: Sequence[Objective]) -> list[str]:
    """Return a name for each box: its code, made unique and fit for a shape."""
    taken = {name.casefold() for name in ("", *bands(()))}
    names = []
    for number, objective in enumerate(objectives, 1):
        plain = "".join(letter for letter in objective.code if letter.isprintable()).strip(" (")[:60].strip()
        base = plain or f"Sasaran {number}"
        name, turn = base, 1
        while name.casefold() in taken or name.casefold().startswith(("pita ", "kosong ", "tanda ", "arti ")):
            turn += 1
            name = f"Sasaran {base} {turn}"
        taken.add(name.casefold())
        names.append(name)
    return names
