"""The flow chart of a procedure, as Indonesian offices draw it.

A row for each step and a column for each actor, then what the step needs, how long it takes, what comes out
and a note. The rows stand in their written order; where a page ends, numbered links lead on. Everything is
drawn from the table of steps, so that the diagram follows the text by construction.

>>> from xl_addin.sop.procedure import Step
>>> steps = (
...     Step("L01", "Keluhan masuk", "Pelanggan", "Mulai"),
...     Step("L02", "Keluhan dicatat", "Penjualan", likely=10, document="Register keluhan"),
...     Step("L03", "Selesai", "Penjualan", "Selesai"),
... )
>>> (page,) = flow_chart(Procedure(steps, title="Penanganan keluhan"))
>>> [(shape.kind, shape.text) for shape in page.shapes() if shape.name.startswith("langkah")]
[('capsule', 'L01'), ('box', 'L02'), ('capsule', 'L03')]

Source: SOP drafting: the flow chart follows the written steps; activity, who is responsible, which document,
how long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, Literal

from xl_addin.ooxml.drawing import Box, Connector, End, Font, Item, Kind, Line, Picture, Shape, Stroke, text
from xl_addin.sop.names import BRANCH, IN, NAME, OUT, STEP, TABLE, link_numbers, step_names
from xl_addin.sop.plan import Page, Plan, page_list
from xl_addin.sop.procedure import DECISION, START, Link, Procedure, Step
from xl_addin.sop.procedure import END as LAST
from xl_addin.sop.rows import (
    BAND,
    FOOT,
    HEAD,
    LABEL,
    LANE,
    LINK,
    WIDTH,
    cells,
    label_size,
)
from xl_addin.sop.ways import Departure, Exit, Jump

PITCH: Final = 495.0
"""How far apart pages stand on the sheet: 33 rows of 15 points."""
MARGIN: Final = 3.0
"""Room above each page, so that no line of it is printed on the one before."""

_INK: Final = "#25323B"
_PRIMARY: Final = "#1F4B57"
_RULE: Final = Stroke("#C3CDD1", 0.5)
_ARROW: Final = Stroke(_INK, 1)
_EDGE: Final = Stroke(_PRIMARY, 1.25)
_KINDS: Final[dict[str, tuple[Kind, str]]] = {
    START: ("capsule", "#EAF5EC"),
    LAST: ("capsule", "#EAF5EC"),
    DECISION: ("diamond", "#FFF6CC"),
}
_ACTIVITY: Final[tuple[Kind, str]] = ("box", "#E3EBF1")
_HEADS: Final = ("Kode", "Kegiatan", "Kelengkapan dan dokumen", "Waktu", "Keluaran", "Keterangan")
CELLS: Final = ("kode", "kegiatan", "kelengkapan", "waktu", "keluaran", "keterangan")
_ALIGNED: Final[tuple[Literal["left", "center"], ...]] = ("center", "left", "left", "center", "left", "left")
_UPPER: Final = 18.0
_OTHER: Final[dict[Exit, Exit]] = {"left": "right", "right": "left"}


def flow_chart(procedure: Procedure) -> list[Picture]:
    """Return the pages of the flow chart, each a picture of its own.

    Args:
        procedure: The procedure; one without steps has no page.
    """
    pages = list(page_list(Plan(procedure))) if procedure.steps else []
    return [
        Picture(f"{NAME} {number}", WIDTH, page.height, tuple(_items(page)), title=_title(procedure, number))
        for number, page in enumerate(pages, 1)
    ]


def whole(procedure: Procedure) -> Picture:
    """Return the flow chart as one picture, its pages below each other, each where a printed page begins."""
    pages = flow_chart(procedure)
    items: list[Item] = []
    top, height = MARGIN, 1.0
    for page in pages:
        items += [_lowered(item, top) for item in page.items]
        height = top + page.height
        top += PITCH * -(-(page.height + MARGIN) // PITCH)
    return Picture(NAME, WIDTH, height, tuple(items), title=_title(procedure, None))


def page_count(procedure: Procedure) -> int:
    """Return how many pages the flow chart has."""
    return len(Plan(procedure).pages)


def _title(procedure: Procedure, page: int | None) -> str:
    named = f"Diagram alir {procedure.title}".strip()
    return named if page is None else f"{named}, halaman {page}"


def _lowered(item: Item, by: float) -> Item:
    """Return an item that stands this much lower."""
    if isinstance(item, Shape):
        return replace(item, box=replace(item.box, y=item.box.y + by))
    if isinstance(item, Line):
        (x0, y0), (x1, y1) = item.start, item.end
        return replace(item, start=(x0, y0 + by), end=(x1, y1 + by))
    rising = item.start[1] in ("top", "bottom")  # else the first free segment is an upright one
    way = tuple(place + by if (n % 2 == 0) == rising else place for n, place in enumerate(item.way))
    return replace(item, way=way)


def _items(page: Page) -> Iterator[Item]:
    """Yield what a page is made of; the texts on the branches lie on top of the lines."""
    drawing, ways = _Drawing(page), page.ways
    yield from drawing.table()
    for number in ways.rows:
        yield from drawing.step(number)
    yield from drawing.arrivals()
    for link in ways.straight:
        yield from drawing.straight(link)
    for jump in ways.jumps:
        yield drawing.jump(jump)
    for departure in ways.departures:
        yield from drawing.departure(departure)
    yield from drawing.labels()


class _Drawing:
    """Draws a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.plan = page.plan
        self.procedure = page.plan.procedure
        self.names = step_names(self.procedure)
        self.numbers = link_numbers(page.plan)
        widths = self.plan.columns.texts
        left = [sum(widths[:n]) for n in range(2)]
        right = [self.plan.columns.right + sum(widths[2:n]) for n in range(2, len(widths))]
        self.starts = [*left, *right]

    def table(self) -> Iterator[Item]:
        """Yield the heads of the columns, the lines of the table and the page's number."""
        prefix = f"{TABLE} {self.page.number + 1}"
        for name, head, x, width in zip(CELLS, _HEADS, self.starts, self.plan.columns.texts, strict=True):
            yield _head(f"{prefix} {name}", Box(x, 0, width, HEAD), head)
        left, right = self.plan.columns.left, self.plan.columns.right
        yield _head(f"{prefix} pelaksana", Box(left, 0, right - left, _UPPER), "Pelaksana")
        borders = self.plan.borders
        for number, actor in enumerate(self.procedure.actor_names):
            box = Box(borders[number], _UPPER, borders[number + 1] - borders[number], HEAD - _UPPER)
            yield _head(f"{prefix} pelaksana {number + 1}", box, actor)
        edges = {0.0, WIDTH, *self.starts[1:2], *borders, *self.starts[2:]}
        yield from (Line((x, HEAD), (x, self.page.end), _RULE) for x in sorted(edges))
        levels = [*self.page.tops.values(), self.page.bottom, self.page.end]
        yield from (Line((0, y), (WIDTH, y), _RULE) for y in sorted({*levels}) if y > HEAD)
        total = len(self.plan.pages)
        if total > 1:
            box = Box(WIDTH - 160, self.page.end, 160, FOOT)
            words = f"Halaman {self.page.number + 1} dari {total}"
            yield text(f"{prefix} halaman", box, words, font=Font(7, color=_INK), align="right")

    def step(self, number: int) -> Iterator[Item]:
        """Yield a step's symbol and what its row says."""
        step, name = self.procedure.steps[number], self.names[number]
        top, height = self.page.tops[number], self.plan.rows[number].height
        for cell, content, x, width, align in zip(
            CELLS, cells(step), self.starts, self.plan.columns.texts, _ALIGNED, strict=True
        ):
            if content:
                font = replace(self.plan.columns.font, color=_INK, bold=cell == "kode")
                box = Box(x + 1, top + 1, width - 2, height - 2)
                yield text(f"{cell} {name}", box, content, font=font, align=align)
        kind, fill = _KINDS.get(step.role, _ACTIVITY)
        yield Shape(
            f"{STEP} {name}", kind, self.page.symbol(number), step.code, fill=fill, line=_EDGE,
            font=Font(8, bold=True, color=_INK), description=role(step),
        )  # fmt: skip

    def arrivals(self) -> Iterator[Item]:
        """Yield the links from other pages, each with its arrow."""
        for number, side in self.page.ways.arrivals.items():
            symbol, name = self.page.symbol(number), self.names[number]
            x, y = symbol.center
            if side:
                x = self.plan.beside(number, side)
            else:
                y = HEAD + (BAND - 4) / 2
            told = f"Dari halaman lain ke {name}"
            yield self._link(f"{IN} {name}", (x, y), number, told)
            ends: tuple[Exit, Exit] | None = (_OTHER[side], side) if side else None
            start, end = ends or ("bottom", "top")
            yield Connector((f"{IN} {name}", start), (self._step(number), end), "straight", line=_ARROW)

    def straight(self, link: Link) -> Iterator[Item]:
        """Yield an arrow to the next row."""
        ends: tuple[End, End] = (self._step(link.start), "bottom"), (self._step(link.end), "top")
        if self.plan.middle(link.start) == self.plan.middle(link.end):
            yield Connector(*ends, "straight", line=_ARROW)
        else:
            yield Connector(*ends, line=_ARROW, way=(self._entry(link.end),))

    def jump(self, jump: Jump) -> Connector:
        """Return an arrow to another row of the page."""
        x, end = self.plan.track(self.page.ways, jump.gutter, jump.track), self._entry(jump.link.end)
        goal: End = (self._step(jump.link.end), "top")
        start = self._step(jump.link.start)
        if jump.side:
            return Connector((start, jump.side), goal, line=_ARROW, way=(x, end))
        lane = self.page.lane(jump.link.start, jump.lane)
        return Connector((start, "bottom"), goal, line=_ARROW, way=(lane, x, end))

    def departure(self, item: Departure) -> Iterator[Item]:
        """Yield an arrow to another page, and the link at which it ends."""
        link, name = item.link, f"{OUT} {self._branch(item.link)}"
        told = f"Ke {self.names[link.end]} di halaman lain"
        if item.side is None:
            middle = self.plan.middle(link.start), self.page.bottom + (BAND + 4) / 2
            yield self._link(name, middle, link.end, told)
            yield Connector((self._step(link.start), "bottom"), (name, "top"), "straight", line=_ARROW)
            return
        symbol, y = self.page.symbol(link.start), self._height(item)
        yield self._link(name, (self.plan.beside(link.start, item.side), y), link.end, told)
        ends: tuple[End, End] = (self._step(link.start), item.side), (name, _OTHER[item.side])
        if y == symbol.center[1]:
            yield Connector(*ends, "straight", line=_ARROW)
        else:
            turn = symbol.right + 3 if item.side == "right" else symbol.x - 3
            yield Connector(*ends, line=_ARROW, way=(turn,))

    def labels(self) -> Iterator[Item]:
        """Yield the texts on the branches: beside the line that goes down, else above or below the line."""
        ways = self.page.ways
        for link in [*ways.straight, *(item.link for item in ways.departures if item.side is None)]:
            x, width = self.plan.middle(link.start), self._size(link)[0]
            is_last = (
                0 < self.procedure.column(self.procedure.steps[link.start]) == len(self.plan.borders) - 2
            )
            left = x - 3 - width if is_last else x + 3
            yield from self._label(link, left, self.page.below(link.start) + 1, width)
        for item in ways.departures:
            if item.side:
                symbol, y = self.page.symbol(item.link.start), self._height(item)
                away = abs(self.plan.beside(item.link.start, item.side) - symbol.center[0])
                room = away - (symbol.width + LINK) / 2 - 6
                yield from self._aside(item.link, item.side, y, below=y > symbol.center[1], room=room)
        for jump in ways.jumps:
            symbol, upward = self.page.symbol(jump.link.start), jump.link.end <= jump.link.start
            if jump.side:
                room = self.plan.columns.label
                yield from self._aside(jump.link, jump.side, symbol.center[1], below=upward, room=room)
            else:
                width, height = self._size(jump.link)
                x, _ = symbol.center
                rightwards = self.plan.track(ways, jump.gutter, jump.track) > x
                y = self.page.lane(jump.link.start, jump.lane) - height - 1
                yield from self._label(jump.link, x + 3 if rightwards else x - 3 - width, y, width)

    def _entry(self, number: int) -> float:
        return self.page.tops[number] + LANE

    def _step(self, number: int) -> str:
        return f"{STEP} {self.names[number]}"

    def _branch(self, link: Link) -> str:
        return f"{self.names[link.start]} {link.place + 1}"

    def _link(self, name: str, middle: tuple[float, float], number: int, told: str) -> Shape:
        box = Box(middle[0] - LINK / 2, middle[1] - LINK / 2, LINK, LINK)
        return Shape(
            name, "offpage", box, str(self.numbers[number]), fill="#FFFFFF", line=_EDGE,
            font=Font(8, bold=True, color=_PRIMARY), description=told,
        )  # fmt: skip

    def _height(self, item: Departure) -> float:
        """Return how far down the link of a departure at a side stands."""
        middle = self.page.symbol(item.link.start).center[1]
        return middle + self.plan.rows[item.link.start].slot * (item.place - (item.count - 1) / 2)

    def _size(self, link: Link) -> tuple[float, float]:
        return label_size(link.text, self.plan.columns.label)

    def _aside(self, link: Link, side: Exit, y: float, *, below: bool, room: float) -> Iterator[Item]:
        """Yield the text on a branch that leaves at a side, above or below its line."""
        wanted, height = self._size(link)
        symbol, width = self.page.symbol(link.start), min(wanted, room)
        x = symbol.right + 4 if side == "right" else symbol.x - 4 - width
        yield from self._label(link, x, y + 2 if below else y - 2 - height, width)

    def _label(self, link: Link, x: float, y: float, width: float) -> Iterator[Item]:
        if width > 0:
            name, font = f"{BRANCH} {self._branch(link)}", replace(LABEL, color=_PRIMARY)
            box = Box(x, y, width, self._size(link)[1])
            yield Shape(name, "text", box, link.text, fill="#FFFFFF", line=None, font=font)


def role(step: Step) -> str:
    """Return what a step's symbol and its column say: the kind of step and its actor."""
    return f"{step.role}: {step.actor}"


def _head(name: str, box: Box, words: str) -> Shape:
    font = Font(8, bold=True, color=_PRIMARY)
    return Shape(name, "box", box, words, fill="#EEF2F3", line=_RULE, font=font)
