"""A procedure as data: its steps, who does them, which step follows which, how long each takes.

>>> procedure = Procedure(
...     steps=(
...         Step("L01", "Keluhan masuk", "Pelanggan", "Mulai"),
...         Step("L02", "Periksa kelengkapan", "Penjualan", likely=30, high=60),
...         Step(
...             "L03", "Lengkap?", "Penjualan", "Keputusan",
...             next="L04; L01", branches="ya; tidak", shares="80; 20",
...         ),
...         Step("L04", "Keluhan ditutup", "Penjualan", "Selesai"),
...     ),
... )
>>> [(link.start, link.end, link.text, link.share) for link in procedure.links]
[(0, 1, '', 1.0), (1, 2, '', 1.0), (2, 3, 'ya', 0.8), (2, 0, 'tidak', 0.2)]
>>> procedure.times(procedure.steps[1])
Times(low=30.0, likely=30.0, high=60.0)
>>> procedure.steps[1].time_text
'30-60 menit'

Source: SOP drafting; in the procedures' own layout each step has who is responsible, document and duration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from xl_addin.sop.words import key, parts, shown
from xl_addin.sop.words import number as read_number

Kind: TypeAlias = Literal["Mulai", "Kegiatan", "Keputusan", "Selesai"]
START: Final = "Mulai"
ACTIVITY: Final = "Kegiatan"
DECISION: Final = "Keputusan"
END: Final = "Selesai"
KINDS: Final = (START, ACTIVITY, DECISION, END)
MINUTE: Final = "menit"
HOUR: Final = "jam"
DAY: Final = "hari kerja"
UNITS: Final = (MINUTE, HOUR, DAY)
HOURS: Final = 8.0
"""Hours of a working day, unless the procedure says another number."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does steps.

    Args:
        name: The name that the steps use, and the head of the column in the flow chart.
        position: Position or department.
        people: How many there are; None: as many as are needed.
        outside: Not of the company: a customer, a supplier.
    """

    name: str
    position: str = ""
    people: int | None = None
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """The three estimates of a duration, in minutes of working time."""

    low: float
    likely: float
    high: float

    @property
    def expected(self) -> float:
        """The mean that is expected.

        >>> Times(10, 20, 60).expected
        25.0
        """
        return (self.low + 4 * self.likely + self.high) / 6


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the procedure, as typed.

    Args:
        code: Its code, for example L01.
        activity: What is done; of a decision, the question.
        actor: Who does it.
        kind: Mulai, Kegiatan, Keputusan or Selesai; another word, or none, counts as Kegiatan.
        requirements: What must be there (kelengkapan).
        document: The document that is used or made.
        low: Duration when all goes well; None: as usual.
        likely: Usual duration.
        high: Duration when much goes wrong; None: as usual.
        unit: Unit of the three: menit, jam or hari kerja.
        output: What comes out.
        next: Codes of the steps that may follow, parted by ``;``; blank: the next row.
        branches: The texts on the branches, as many.
        shares: How often each branch is taken, in per cent; blank: all alike.
        indicator: How one sees that it was done well.
        note: A remark.
    """

    code: str
    activity: str
    actor: str = ""
    kind: str = ACTIVITY
    requirements: str = ""
    document: str = ""
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    unit: str = MINUTE
    output: str = ""
    next: str = ""
    branches: str = ""
    shares: str = ""
    indicator: str = ""
    note: str = ""

    @property
    def role(self) -> Kind:
        """The kind of step, whatever was typed.

        >>> Step("1", "", kind="keputusan ").role, Step("1", "", kind="?").role
        ('Keputusan', 'Kegiatan')
        """
        return next((kind for kind in KINDS if key(kind) == key(self.kind)), ACTIVITY)

    @property
    def next_codes(self) -> tuple[str, ...]:
        """The codes of the steps that may follow, as typed."""
        return parts(self.next)

    @property
    def branch_texts(self) -> tuple[str, ...]:
        """The texts on the branches, as typed."""
        return parts(self.branches)

    @property
    def branch_shares(self) -> tuple[float | None, ...]:
        """The shares of the branches in per cent, as typed; None: no number.

        >>> Step("L1", "", shares="62,5 %; 37.5; banyak").branch_shares
        (62.5, 37.5, None)
        """
        return tuple(read_number(part) for part in parts(self.shares))

    @property
    def is_timed(self) -> bool:
        """Whether the usual duration is given."""
        return self.likely is not None

    @property
    def time_text(self) -> str:
        """The duration as the flow chart shows it.

        >>> Step("1", "", low=1, likely=1.5, high=1.5, unit="hari kerja").time_text, Step("1", "").time_text
        ('1-1,5 hari kerja', '')
        """
        if self.likely is None:
            return ""
        low = self.likely if self.low is None else self.low
        high = self.likely if self.high is None else self.high
        span = shown(low) if low == high else f"{shown(low)}-{shown(high)}"
        return f"{span} {self.unit or MINUTE}"


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow: from a step to a step, by their numbers from 0.

    Args:
        start: The step that it leaves.
        end: The step to which it comes.
        text: The text on the branch.
        share: How often the branch is taken; the branches of a step are 1 together.
        place: Which branch of its step it is, counted from 0.
    """

    start: int
    end: int
    text: str = ""
    share: float = 1.0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the list of terms, and what it means."""

    name: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of the procedure: under which heading it stands, its number, its text."""

    part: str
    number: str
    text: str


@dataclass(frozen=True)
class Procedure:
    """A procedure.

    Args:
        steps: The steps in their written order.
        actors: Who does them, in the order of the columns of the flow chart.
        hours: Hours of a working day.
        title: Its title.
        number: Its document number.
        terms: The list of terms.
        sections: Its paragraphs: scope, purpose, definitions, general rules and so on.
    """

    steps: tuple[Step, ...]
    actors: tuple[Actor, ...] = ()
    hours: float = HOURS
    title: str = ""
    number: str = ""
    terms: tuple[Term, ...] = ()
    sections: tuple[Section, ...] = ()

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of the step of each code; of two with the same code the first counts."""
        found: dict[str, int] = {}
        for number, step in enumerate(self.steps):
            if step.code:
                found.setdefault(key(step.code), number)
        return found

    def find(self, code: str) -> int | None:
        """Return the number of the step with this code, None when there is none."""
        return self.index.get(key(code))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every arrow between steps that are there, by the step from which it starts."""
        return tuple(link for number in range(len(self.steps)) for link in self._from(number))

    @cached_property
    def following(self) -> tuple[tuple[Link, ...], ...]:
        """The arrows that leave each step."""
        return _by(self.links, len(self.steps), "start")

    @cached_property
    def leading(self) -> tuple[tuple[Link, ...], ...]:
        """The arrows that come to each step."""
        return _by(self.links, len(self.steps), "end")

    @cached_property
    def actor_names(self) -> tuple[str, ...]:
        """The names of all actors, those that only steps name at the end; "" when a step names none."""
        found: dict[str, str] = {}
        for name in [*(actor.name for actor in self.actors), *(step.actor for step in self.steps)]:
            found.setdefault(key(name), name)
        return tuple(found.values())

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {key(name): number for number, name in enumerate(self.actor_names)}

    def column(self, step: Step) -> int:
        """Return the number of a step's actor in :attr:`actor_names`."""
        return self._columns[key(step.actor)]

    def times(self, step: Step) -> Times | None:
        """Return the three estimates of a step in minutes; None when the usual duration is not given."""
        if step.likely is None:
            return None
        unit = {key(DAY): 60 * self.hours, key(HOUR): 60.0}.get(key(step.unit), 1.0)
        low = step.likely if step.low is None else step.low
        high = step.likely if step.high is None else step.high
        return Times(low * unit, step.likely * unit, high * unit)

    def _from(self, number: int) -> Iterable[Link]:
        step = self.steps[number]
        codes = step.next_codes
        if not codes:
            if step.role in (START, ACTIVITY) and number + 1 < len(self.steps):
                yield Link(number, number + 1)
            return
        texts = (*step.branch_texts, *[""] * len(codes))
        shares = _shares(step.branch_shares, len(codes))
        for place, (code, text, share) in enumerate(zip(codes, texts, shares, strict=False)):
            end = self.find(code)
            if end is not None:
                yield Link(number, end, text, share, place)


def _shares(typed: tuple[float | None, ...], count: int) -> list[float]:
    """Return the shares of the branches, 1 in all; all alike when they are not all given."""
    given = [share for share in typed if share is not None and share >= 0]
    total = sum(given)
    if len(given) != count or not total:
        return [1 / count] * count
    return [share / total for share in given]


def _by(links: Iterable[Link], count: int, end: Literal["start", "end"]) -> tuple[tuple[Link, ...], ...]:
    found: list[list[Link]] = [[] for _ in range(count)]
    for link in links:
        found[getattr(link, end)].append(link)
    return tuple(map(tuple, found))
