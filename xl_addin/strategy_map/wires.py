"""The ways of a map's links: they run between the rows and between the columns, never through a box.

Between two rows every link that runs across has a track. Links to the same objective share theirs. A link
over several rows passes these in a corridor: between two columns, or where a column is free. Where two links
change places between boxes that stand above each other, one of them steps aside first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from xl_addin.strategy_map.columns import Columns, Links, Rows

Link: TypeAlias = tuple[int, int]
Key: TypeAlias = tuple[str, int, float]
Direction: TypeAlias = Literal["up", "down", "over", "side"]
Slot: TypeAlias = tuple[Literal["cell", "gutter"], int]

STEP: Final = 7.0
"""How far apart lines run side by side."""

_CLEAR: Final = 8.0
_ASIDE: Final = 10.0
_GUTTER: Final = 28.0


@dataclass
class Net:
    """A line across the gap between two rows: where it is left upwards, and where downwards.

    A ``low`` one lies under all others: the step aside of a link.
    """

    ups: set[float] = field(default_factory=set)
    downs: set[float] = field(default_factory=set)
    low: bool = False
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        """Its left and its right end."""
        places = self.ups | self.downs
        return min(places), max(places)

    def meets(self, other: Net) -> bool:
        """Say whether both could not lie on one track."""
        (left, right), (start, end) = self.span, other.span
        return left < end + _CLEAR and start < right + _CLEAR

    def must_be_above(self, other: Net) -> bool:
        """Say whether a line up from this one would else lie on a line down from the other."""
        return other.low if other.low != self.low else bool(self.ups & other.downs)


class Wiring:
    """The links over a grid of boxes.

    Args:
        rows: The objectives of each row, the top row first.
        place: The column of each objective.
        links: Who supports whom.
        box: Width of a box.
    """

    def __init__(self, rows: Rows, place: Columns, links: Links, box: float) -> None:
        self.row = {node: number for number, row in enumerate(rows) for node in row}
        self.place, self.box = place, box
        self.columns = max([*place.values(), 0]) + 1
        self._taken = {(self.row[node], column) for node, column in place.items()}
        self.links = {link: self._direction(link) for link in links}
        self._slots: dict[Slot, list[tuple[int, bool]]] = {}
        self._chosen = {link: self._slot(link) for link in self.links if self._rows_between(link)}
        most = max([len(used) for (kind, _), used in self._slots.items() if kind == "gutter"], default=0)
        self.gutter = max(_GUTTER, 2 * _CLEAR + STEP * most)
        self.gaps: list[dict[Key, Net]] = [{} for _ in range(len(rows) + 1)]
        for link in self.links:
            self._connect(link)
        for nets in self.gaps:
            _unwind(nets)
        self.tracks = [_assign(list(nets.values())) for nets in self.gaps]

    @property
    def width(self) -> float:
        """Width of the grid with a gutter on both sides."""
        return self.columns * self.box + (self.columns + 1) * self.gutter

    def middle(self, node: int) -> float:
        """Return where the middle of a box lies, from the left of the grid."""
        return self._centre("cell", self.place[node])

    def turns(self, link: Link) -> list[tuple[int | None, float]]:
        """Return where a link runs: (gap, track) across, (None, x) upright; nothing for a straight one."""
        start, end = self.middle(link[0]), self.middle(link[1])
        if self.links[link] == "side":
            return []
        first, last = self._ends(link)
        if link not in self._chosen:
            return self._direct(last, self._to(link), start, end)
        x = self._corridor(link)
        out: list[tuple[int | None, float]] = []
        if x != start:
            out.append((first, self._net(first, self._from(link, x)).track))
        if x not in (start, end):
            out.append((None, x))
        if x != end:
            out.append((last, self._net(last, self._to(link)).track))
        return out

    def _direct(self, gap: int, key: Key, start: float, end: float) -> list[tuple[int | None, float]]:
        """Return the turns of a link to the next row."""
        net = self._net(gap, key)
        if start == end:
            return []
        if start in net.ups | net.downs:
            return [(gap, net.track)]
        step, aside = _step(start, end)
        return [(gap, self._net(gap, step).track), (None, aside), (gap, net.track)]

    def _direction(self, link: Link) -> Direction:
        start, end = (self.row[node] for node in link)
        if start != end:
            return "up" if end < start else "down"
        left, right = sorted(self.place[node] for node in link)
        between = any((start, column) in self._taken for column in range(left + 1, right))
        return "over" if between else "side"

    def _rows_between(self, link: Link) -> range:
        low, high = sorted(self.row[node] for node in link)
        return range(low + 1, high)

    def _slot(self, link: Link) -> Slot:
        """Choose the corridor of a link, near its ends; links to the same objective share one."""
        start, end = (self.place[node] for node in link)
        user = link[1], self.links[link] == "up"

        def cost(slot: Slot) -> tuple[float, Slot]:
            x = slot[1] - (0.5 if slot[0] == "gutter" else 0)
            used = self._slots.get(slot, [])
            crowd = 0 if user in used else 0.3 * len(used)
            return abs(x - start) + abs(x - end) + crowd - 0.4 * (x == start) - 0.4 * (x == end), slot

        best = min(self._free(link), key=cost)
        users = self._slots.setdefault(best, [])
        if user not in users:
            users.append(user)
        return best

    def _free(self, link: Link) -> Iterator[Slot]:
        yield from (("gutter", number) for number in range(self.columns + 1))
        for column in range(self.columns):
            if not any((row, column) in self._taken for row in self._rows_between(link)):
                yield "cell", column

    def _corridor(self, link: Link) -> float:
        kind, number = slot = self._chosen[link]
        users = self._slots[slot]
        index = users.index((link[1], self.links[link] == "up"))
        if kind == "cell":  # the first runs in the middle, the others beside it
            return self._centre(kind, number) + STEP * ((index + 1) // 2) * (1 if index % 2 else -1)
        return self._centre(kind, number) + STEP * (index - (len(users) - 1) / 2)

    def _centre(self, kind: str, number: int) -> float:
        pitch = self.box + self.gutter
        return self.gutter / 2 + number * pitch + (pitch / 2 if kind == "cell" else 0)

    def _ends(self, link: Link) -> tuple[int, int]:
        """Return the gaps that a link leaves into and comes out of: gap n lies above row n."""
        (start, end), direction = (self.row[node] for node in link), self.links[link]
        if direction == "down":
            return start + 1, end
        return start, end + 1 if direction == "up" else end

    def _to(self, link: Link) -> Key:
        return f"to {self.links[link]}", link[1], 0.0

    def _from(self, link: Link, x: float) -> Key:
        return f"from {self.links[link]}", link[0], x

    def _net(self, gap: int, key: Key) -> Net:
        return self.gaps[gap].setdefault(key, Net())

    def _connect(self, link: Link) -> None:
        """Enter a link into the nets of the gaps that it crosses."""
        direction = self.links[link]
        start, end = self.middle(link[0]), self.middle(link[1])
        if direction == "side":
            return
        if direction == "over":
            self._net(self.row[link[1]], self._to(link)).downs |= {start, end}
            return
        before = start
        first, last = self._ends(link)
        if link in self._chosen:
            before = self._corridor(link)
            self._enter(first, self._from(link, before), start, before, direction)
        self._enter(last, self._to(link), before, end, direction)

    def _enter(self, gap: int, key: Key, come: float, go: float, direction: Direction) -> None:
        net = self._net(gap, key)
        ups, downs = (net.ups, net.downs) if direction == "up" else (net.downs, net.ups)
        ups.add(go)
        downs.add(come)


def _step(start: float, end: float) -> tuple[Key, float]:
    """Return the net in which a link steps aside towards its end, and where it goes on."""
    aside = start + _ASIDE * (1 if start < end else -1)
    return ("aside right" if start < end else "aside left", 0, start), aside


def _unwind(nets: dict[Key, Net]) -> None:
    """Let links step aside until no lines have each to be above the other."""
    while ring := _ring(list(nets.values())):

        def pins(net: Net, ring: list[Net] = ring) -> set[float]:
            return {x for other in ring if other is not net for x in other.ups & net.downs}

        net = min(ring, key=lambda net: len(pins(net)))
        for x in pins(net):
            key, aside = _step(x, min(net.ups))
            step = nets.setdefault(key, Net(low=True))
            step.downs.add(x)
            step.ups.add(aside)
            net.downs = net.downs - {x} | {aside}


def _ring(nets: list[Net]) -> list[Net]:
    """Return nets that go round: each must be above one of the others and below another one."""
    before = 0
    while before != len(nets):
        before = len(nets)
        nets = [n for n in nets if any(o is not n and o.must_be_above(n) for o in nets)]
        nets = [n for n in nets if any(o is not n and n.must_be_above(o) for o in nets)]
    return nets


def _assign(nets: list[Net]) -> int:
    """Give the nets of a gap their tracks, the first on top; return how many tracks there are."""
    waiting = sorted((net for net in nets if net.span[0] < net.span[1]), key=lambda net: net.span)
    placed: list[Net] = []
    while waiting:

        def unplaced(net: Net) -> int:
            return sum(other is not net and other.must_be_above(net) for other in waiting)

        net = min(waiting, key=unplaced)  # none where lines need not lie on each other
        waiting.remove(net)
        below = max((other.track + 1 for other in placed if other.must_be_above(net)), default=0)
        used = {other.track for other in placed if other.meets(net)}
        net.track = next(track for track in range(below, below + len(placed) + 1) if track not in used)
        placed.append(net)
    return max((net.track + 1 for net in placed), default=0)
