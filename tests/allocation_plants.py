"""Plants and orders of every kind, and a slow loader that judges what the quick one finds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import strategies as st

from udfs import due_date
from xl_addin.allocation import (
    Arrival,
    DayHours,
    Material,
    Need,
    Operation,
    Order,
    Plant,
    WorkCentre,
    make_calendar,
    stage_of,
)

DAY = timedelta(days=1)
START = date(2027, 1, 4)
STAGES = make_calendar(2027)
PRODUCTS, WORKS, STUFFS = ("P1", "P2", "P3"), ("W1", "W2", "W3"), ("M1", "M2")
HOURS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 1.7, 3.0])
PLAN_DAYS = st.dates(START, date(2027, 3, 12))
SOME_PROMISED = st.none() | PLAN_DAYS


@st.composite
def plants(draw) -> Plant:
    def some(strategy, most):
        return draw(st.lists(strategy, max_size=most))

    steps = st.lists(st.tuples(st.sampled_from(WORKS), HOURS, HOURS), min_size=1, max_size=4)
    return Plant(
        START,
        date(2027, 3, 12),
        [Operation(p, n, *step) for p in PRODUCTS for n, step in enumerate(draw(steps))],
        [WorkCentre(work, draw(st.sampled_from([2.0, 7.5, 8.0]))) for work in WORKS],
        some(st.builds(DayHours, st.sampled_from(WORKS), PLAN_DAYS, st.sampled_from([0.0, 3.0, 12.0])), 6),
        [Material(m, draw(st.integers(0, 60)), draw(st.sampled_from([None, 0, 3, 20]))) for m in STUFFS],
        some(st.builds(Need, st.sampled_from(PRODUCTS), st.sampled_from(STUFFS), HOURS), 3),
        some(st.builds(Arrival, st.sampled_from(STUFFS), PLAN_DAYS, st.integers(1, 40)), 6),
        some(PLAN_DAYS, 5),
        draw(st.booleans()),
        draw(st.integers(0, 2)),
    )


@st.composite
def order_lists(draw, promised=SOME_PROMISED, most=14) -> list[Order]:
    lines = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PRODUCTS),
                st.integers(1, 25),
                st.dates(START, date(2027, 3, 31)),
                st.dates(date(2026, 12, 19), date(2027, 2, 18)),
                promised,
            ),
            max_size=most,
        )
    )
    return [Order(f"R{n:02}", *line) for n, line in enumerate(lines)]


def hours_of(plan: Plant) -> dict[tuple[str, date], float]:
    """Return what each work centre gives on each day."""
    week = 6 if plan.six_day_week else 5
    given_hours = {}
    for n in range((plan.end - plan.start).days + 1):
        day = plan.start + n * DAY
        worked = day.weekday() < week and day not in plan.holidays
        for centre in plan.work_centres:
            given_hours[centre.name, day] = centre.hours if worked else 0.0
    given_hours.update({(other.work_centre, other.day): other.hours for other in plan.day_hours})
    return given_hours


def turn(line: Order) -> tuple[date, int, date, date, str]:
    """Return by what orders without a promise are sorted."""
    stage = stage_of(line.entered, STAGES)
    return stage.month, stage.number, line.entered, line.wanted, line.no


class Slow:
    """Loads day by day, and looks at the whole balance of a material each time."""

    def __init__(self, plan: Plant) -> None:
        self.plan, self.free = plan, hours_of(plan)
        self.all_days = [plan.start + n * DAY for n in range((plan.end - plan.start).days + 1)]
        self.used: list[tuple[str, date, float]] = []

    def needs(self, line: Order) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for need in self.plan.needs:
            if need.product == line.product and need.per_unit:
                found[need.material] += line.quantity * need.per_unit
        return found

    def steps(self, line: Order) -> list[tuple[str, float]]:
        own = [step for step in self.plan.operations if step.product == line.product]
        return [
            (s.work_centre, s.setup_hours + line.quantity * s.hours_per_unit)
            for s in sorted(own, key=lambda s: s.sequence)
        ]

    def has(self, name: str, quantity: float, day: date) -> bool:
        material = next(m for m in self.plan.materials if m.name == name)
        bought = date.max
        if material.lead_time is not None:
            bought = due_date(self.plan.start, material.lead_time, self.plan.holidays, self.plan.six_day_week)
        if day >= bought:
            return True
        until = [later for later in self.all_days if day <= later < bought]
        return all(self.left(material, later) >= quantity - 1e-6 for later in until)

    def left(self, material: Material, day: date) -> float:
        come = sum(a.quantity for a in self.plan.arrivals if a.material == material.name and a.day <= day)
        gone = sum(q for name, at, q in self.used if name == material.name and at <= day)
        return material.stock + come - gone

    def later(self, day: date) -> date:
        return due_date(day, self.plan.lag, self.plan.holidays, self.plan.six_day_week)

    def forward(self, line: Order, first: date) -> date | None:
        needs = self.needs(line)
        ready = [d for d in self.all_days if d >= first and all(self.has(n, q, d) for n, q in needs.items())]
        if not ready:
            return None
        free, day, begin = dict(self.free), ready[0], None
        for name, hours in self.steps(line):
            left = hours
            while left > 1e-9:
                if day > self.plan.end:
                    return None
                part = min(left, free[name, day])
                if part > 1e-9:
                    begin = begin or day
                    free[name, day] -= part
                    left -= part
                if left > 1e-9:
                    day += DAY
            if day > self.plan.end:
                return None
            begin = begin or day
            done, day = day, self.later(day)
        self.free = free
        self.used += [(name, begin, quantity) for name, quantity in needs.items()]
        return done

    def backward(self, line: Order) -> bool:
        free, limit = dict(self.free), line.promised
        for name, hours in reversed(self.steps(line)):
            day, left = limit, hours
            while left > 1e-9:
                if day < self.plan.start:
                    return False
                part = min(left, free[name, day])
                free[name, day] -= part
                left -= part
                if left > 1e-9:
                    day -= DAY
            begin = limit = day
            while begin >= self.plan.start and self.later(limit) > begin:
                limit -= DAY
            if begin < self.plan.start:
                return False
        needs = self.needs(line)
        if not all(self.has(name, quantity, begin) for name, quantity in needs.items()):
            return False
        self.free = free
        self.used += [(name, begin, quantity) for name, quantity in needs.items()]
        return True

    def run(self, lines: list[Order]) -> dict[str, date | None]:
        found = {}
        for line in sorted((o for o in lines if o.promised), key=lambda o: (o.promised, o.no)):
            found[line.no] = line.promised if self.backward(line) else self.forward(line, self.plan.start)
        for line in sorted((o for o in lines if not o.promised), key=turn):
            found[line.no] = self.forward(line, max(self.plan.start, turn(line)[0]))
        return found


def loadable(plan: Plant, lines: list[Order]) -> list[Order]:
    """Leave out orders of products without any hours, which are refused."""
    work = {o.product for o in plan.operations if o.hours_per_unit + o.setup_hours}
    return [line for line in lines if line.product in work]
