"""Where the steps of a process chart stand: their rows and columns, and which follows which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Link: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chart.

    Args:
        code: Its code, for example O-1; may be blank.
        symbol: One of the names of the ASME symbols.
        activity: What is done.
        machine: Where or with what.
        component: The product or material that is worked; steps of the same one follow each other.
        minutes: How long it takes.
        next: Code of the step that follows; "" for the next one of the same component.
    """

    code: str
    symbol: str
    activity: str
    machine: str = ""
    component: str = ""
    minutes: float | None = None
    next: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name, its title, whether it is an OPC or an MPPC, its steps."""

    name: str
    title: str
    kind: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Arranged:
    """A chart on its grid.

    Args:
        components: The columns, from left to right.
        rows: What each row is called, from top to bottom: in an MPPC the machines, in an OPC nothing.
        places: Row and column of each step.
        links: Which step is followed by which.
        refused: Steps whose following step does not exist, or would lead in a circle.
    """

    components: tuple[str, ...]
    rows: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    links: tuple[Link, ...]
    refused: tuple[int, ...]

    def is_clear(self, link: Link) -> bool:
        """Say whether no step stands in the column of a link's start between it and the row of its end."""
        (top, column), (bottom, _) = (self.places[step] for step in link)
        return top < bottom and not any(c == column and top < r < bottom for r, c in self.places)

    def moves_back(self) -> int:
        """Count the links that lead upwards: in an MPPC, material that goes back."""
        return sum(self.places[end][0] <= self.places[start][0] for start, end in self.links)


def arrange(chart: Chart) -> Arranged:
    """Give every step of a chart its own cell, the steps of a component in their order.

    >>> steps = tuple(Step(f"O-{n}", "Operasi", "", component=c, next=f) for n, c, f in (
    ...     (1, "Mangga", ""), (2, "Mangga", ""), (3, "Gula", "O-2")))
    >>> arrange(Chart("2.2", "", "OPC", steps)).places
    ((0, 1), (1, 1), (0, 0))
    """
    steps = chart.steps
    links, refused = _links(steps)
    levels = _levels(len(steps), [*links, *_orders(steps)])
    found = list(dict.fromkeys(step.component for step in steps))
    if chart.kind == "MPPC":
        keys = _machine_keys(steps)
        height = {key: max(levels[n] for n, other in enumerate(keys) if other == key) for key in keys}
        rows = sorted(height, key=lambda key: (height[key], keys.index(key)))
        places = tuple(
            (rows.index(key), found.index(step.component)) for key, step in zip(keys, steps, strict=True)
        )
        names = tuple(name for name, _ in rows)
    else:
        if steps:  # the component of the last step of all is the main one, on the right
            main = steps[max(range(len(steps)), key=lambda n: (levels[n], n))].component
            found = [*(name for name in found if name != main), main]
        places = tuple(
            (level, found.index(step.component)) for level, step in zip(levels, steps, strict=True)
        )
        names = ("",) * (max(levels, default=-1) + 1)
    return Arranged(tuple(found), names, places, tuple(links), refused)


def _links(steps: Sequence[Step]) -> tuple[list[Link], tuple[int, ...]]:
    """Return which step follows which, without those that are refused."""
    known = _orders(steps)
    after = dict(known)
    links: list[Link] = []
    refused: list[int] = []
    for n, step in enumerate(steps):
        end = after.get(n)
        if step.next:
            end = next((m for m, other in enumerate(steps) if other.code == step.next and m != n), None)
            if end is None or _leads(known, end, n):
                refused.append(n)
                continue
        if end is not None:
            links.append((n, end))
            known.append((n, end))
    return links, tuple(refused)


def _orders(steps: Sequence[Step]) -> list[Link]:
    """Return each step with the next one of its component."""
    last: dict[str, int] = {}
    orders = []
    for n, step in enumerate(steps):
        if step.component in last:
            orders.append((last[step.component], n))
        last[step.component] = n
    return orders


def _leads(links: Sequence[Link], start: int, end: int) -> bool:
    """Say whether one comes from a step to another."""
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        found = {b for a, b in links if a == here} - seen
        seen |= found
        waiting.extend(found)
    return False


def _levels(count: int, links: Sequence[Link]) -> list[int]:
    """Return the longest way to each step; the links lead in no circle."""
    levels = [0] * count
    for _ in range(count):
        before = list(levels)
        for start, end in links:
            levels[end] = max(levels[end], levels[start] + 1)
        if levels == before:
            break
    return levels


def _machine_keys(steps: Sequence[Step]) -> list[tuple[str, int]]:
    """Return the row of each step: its machine, and how often its component has been there already."""
    seen: dict[tuple[str, str], int] = {}
    keys = []
    for step in steps:
        machine = step.machine or step.activity
        turn = seen.get((step.component, machine), 0)
        seen[step.component, machine] = turn + 1
        keys.append((machine, turn))
    return keys
