"""Process charts as a picture: blocks of symbols with their lines, packed on a sheet, and a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xl_addin.ooxml.drawing import Box, Connector, Font, Item, Kind, Picture, Shape, Stroke, text
from xl_addin.process_chart.layout import Arranged, Chart, Step, arrange

NAME: Final = "Peta proses"
INK: Final = "#25323B"
QUIET: Final = "#6B7A83"
PRIMARY: Final = "#1F4B57"
_WIDTH: Final = 780.0
_GAP: Final = 26.0
_PAGE: Final = 1130.0
_FILLED: Final = 940.0
"""Where pages begin on the sheet when it is printed to its width, and how much of each is used.

A chart that fits on a page is not cut in two, in Excel and in LibreOffice, whose pages differ by some rows.
"""
_PITCH: Final = 50.0
_SIZE: Final = 32.0
_HEAD: Final = 40.0
_COMPONENT: Final = 34.0
_FOOT: Final = 40.0
_LABELS: Final = 160.0
_LANE: Final = 9.0


@dataclass(frozen=True)
class Symbol:
    """An ASME symbol: its shape, its fill, its size and what it stands for."""

    kind: Kind
    fill: str
    size: tuple[float, float]
    meaning: str


SYMBOLS: Final[dict[str, Symbol]] = {
    "Operasi": Symbol("ellipse", "#E3EBF1", (32, 32), "bahan berubah"),
    "Inspeksi": Symbol("box", "#FBF1DF", (32, 32), "jumlah atau mutu diperiksa"),
    "Gabungan": Symbol("combined", "#EAF5EC", (32, 32), "operasi dan inspeksi bersamaan"),
    "Transportasi": Symbol("arrow", "#FFFFFF", (32, 24), "bahan dipindahkan"),
    "Menunggu": Symbol("delay", "#F9E7E4", (30, 28), "bahan tertahan"),
    "Penyimpanan": Symbol("triangle_down", "#FFF6CC", (32, 29), "bahan disimpan"),
}
"""The symbols by the words of the workbook."""


def process_charts(charts: Sequence[Chart]) -> Picture:
    """Return all charts as one picture, from left to right and down, with the legend below.

    Args:
        charts: The charts; one without steps is left out, a step without a known symbol is an operation.
    """
    blocks = [_Block(chart) for chart in charts if chart.steps]
    width = max([_WIDTH, *(block.width for block in blocks)])
    items: list[Item] = []
    top = 0.0
    for shelf in _shelves(blocks, width):
        height = max(block.height for block in shelf)
        if top % _PAGE + height > _FILLED and height <= _FILLED:
            top = (top // _PAGE + 1) * _PAGE
        x = 0.0
        for block in shelf:
            items.extend(block.items(x, top))
            x += block.width + _GAP
        top += height + _GAP
    items.extend(_legend(top, width))
    return Picture(NAME, width, top + 44, tuple(items), title="Peta proses dengan simbol ASME")


def _shelves(blocks: Sequence[_Block], width: float) -> list[list[_Block]]:
    """Return the blocks in rows that are no wider than this, in their order."""
    shelves: list[list[_Block]] = []
    room = 0.0
    for block in blocks:
        if not shelves or block.width > room:
            shelves.append([])
            room = width
        shelves[-1].append(block)
        room -= block.width + _GAP
    return shelves


class _Block:
    """One chart as items, measured from its upper left corner."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.grid: Arranged = arrange(chart)
        self.is_mppc = chart.kind == "MPPC"
        self.left = _LABELS if self.is_mppc else 0.0
        self.column = 96.0 if self.is_mppc else 178.0
        self.top = _HEAD + (_COMPONENT if any(self.grid.components) else 8)
        self.width = max(230.0, self.left + self.column * len(self.grid.components))
        self.height = self.top + _PITCH * len(self.grid.rows) + _FOOT

    def items(self, x: float, y: float) -> Iterator[Item]:
        """Yield what the chart is made of, at this place."""
        name = self.chart.name
        title = f"{name}  {self.chart.title}".strip()
        head = Font(11, bold=True, color=PRIMARY)
        yield Shape(
            f"{name} judul", "box", Box(x, y, self.width, 24), title, fill="#EEF2F3",
            line=Stroke("#B9C4C9", 0.75), font=head,
        )  # fmt: skip
        yield from self._rows(x, y)
        yield from self._components(x, y)
        for number, step in enumerate(self.chart.steps):
            yield from self._step(number, step, x, y)
        yield from self._lines(y)
        foot = y + self.top + _PITCH * len(self.grid.rows)
        yield text(
            f"{name} jumlah", Box(x, foot, self.width, _FOOT - 4), self._sums(), font=Font(9, color=INK)
        )

    def _rows(self, x: float, y: float) -> Iterator[Item]:
        """Yield the machines of a multi-product chart, as bands."""
        if not self.is_mppc:
            return
        for row, machine in enumerate(self.grid.rows):
            band = Box(x, y + self.top + _PITCH * row - 8, self.width, _PITCH - 2)
            fill = "#F6F8F9" if row % 2 else "#FFFFFF"
            name = f"{self.chart.name} pita {row + 1}"
            yield Shape(name, "box", band, fill=fill, line=None, backdrop=True)
            label = Box(x + 6, band.y + 8, _LABELS - 14, _SIZE)
            yield text(f"{self.chart.name} mesin {row + 1}", label, machine, font=Font(9, color=INK))

    def _components(self, x: float, y: float) -> Iterator[Item]:
        for column, component in enumerate(self.grid.components):
            if component:
                box = Box(self._middle(x, column) - 42, y + _HEAD - 8, 84, 18)
                font = Font(9, bold=True, color=PRIMARY)
                yield text(f"{self.chart.name} bahan {column + 1}", box, component, font=font, align="center")

    def _step(self, number: int, step: Step, x: float, y: float) -> Iterator[Item]:
        row, column = self.grid.places[number]
        symbol = SYMBOLS.get(step.symbol, SYMBOLS["Operasi"])
        wide, high = symbol.size
        middle, top = self._middle(x, column), y + self.top + _PITCH * row
        box = Box(middle - wide / 2, top + (_SIZE - high) / 2, wide, high)
        time = "" if step.minutes is None else f"{_number(step.minutes)} menit"
        told = "; ".join(part for part in (step.symbol, step.code, step.activity, step.machine, time) if part)
        inside = step.code if symbol.kind in ("ellipse", "box", "combined") else ""
        yield Shape(
            self._name(number), symbol.kind, box, inside, fill=symbol.fill, line=Stroke(PRIMARY, 1.25),
            font=Font(9, bold=True, color=INK), description=told,
        )  # fmt: skip
        lines = (
            [time.replace(" menit", "'")]
            if self.is_mppc
            else [step.activity or step.symbol, step.machine, time]
        )
        label = Box(middle + _SIZE / 2 + 6, top - 4, self.column - _SIZE - 34, _SIZE + 8)
        if self.is_mppc:
            label = Box(middle + _SIZE / 2 + 2, top, (self.column - _SIZE) / 2 - 4, _SIZE)
        said = "\n".join(line for line in lines if line)
        if said:
            yield text(
                f"{self.chart.name} teks {number + 1}", label, said, font=Font(8, color=INK, heading=True)
            )

    def _lines(self, y: float) -> Iterator[Item]:
        line = Stroke(QUIET, 1.25)
        for link in self.grid.links:
            (_, column), (end, other) = (self.grid.places[step] for step in link)
            start, stop = (self._name(step) for step in link)
            if not self.grid.is_clear(link):
                yield Connector((start, "left"), (stop, "left"), line=line)
            elif column == other:
                yield Connector((start, "bottom"), (stop, "top"), "straight", line=line)
            else:
                lane = y + self.top + _PITCH * end - _LANE
                yield Connector((start, "bottom"), (stop, "top"), line=line, way=(lane,))

    def _name(self, number: int) -> str:
        return f"{self.chart.name} langkah {number + 1}"

    def _middle(self, x: float, column: int) -> float:
        inner = self.column / 2 if self.is_mppc else 8 + 42
        return x + self.left + self.column * column + inner

    def _sums(self) -> str:
        steps = self.chart.steps
        parts = []
        for name in SYMBOLS:
            found = [step for step in steps if step.symbol == name]
            if found:
                minutes = sum(step.minutes or 0 for step in found)
                parts.append(f"{name} {len(found)} ({_number(minutes)} menit)")
        total = sum(step.minutes or 0 for step in steps)
        back = self.grid.moves_back()
        more = f", {back} kali arus balik" if back and self.is_mppc else ""
        return f"{'; '.join(parts)}\nJumlah {len(steps)} langkah, {_number(total)} menit{more}"


def _legend(top: float, width: float) -> Iterator[Item]:
    pitch = width / len(SYMBOLS)
    for number, (name, symbol) in enumerate(SYMBOLS.items()):
        x = pitch * number
        wide, high = (side * 0.6 for side in symbol.size)
        box = Box(x + 2, top + 4 + (22 - high) / 2, wide, high)
        yield Shape(f"tanda {name}", symbol.kind, box, fill=symbol.fill, line=Stroke(PRIMARY, 1))
        words = f"{name}\n{symbol.meaning}"
        box = Box(x + 28, top, pitch - 30, 34)
        yield text(f"arti {name}", box, words, font=Font(8, color=INK, heading=True))


def _number(value: float) -> str:
    """Write a number the Indonesian way.

    >>> _number(7.5), _number(10.0)
    ('7,5', '10')
    """
    return f"{round(value, 2):g}".replace(".", ",")
