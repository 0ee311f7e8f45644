"""Small charts as inline SVG: they take their colours from the page, so they follow its light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import TypeAlias

from markupsafe import escape

from xl_addin.report.bsc_data import MONTHS
from xl_addin.strategy_map import Level, percent

Values: TypeAlias = Sequence[float | None]
Point: TypeAlias = tuple[float, float]
_At: TypeAlias = Callable[[int, float], Point]

_SPARK = 132.0, 34.0
_FEW, _LINES = 6, 9
_WIDE, _HIGH = 500.0, 300.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 62.0, 14.0, 26.0


def sparkline(actuals: Values, targets: Values, told: str) -> str:
    """Draw twelve months of results (a line with a dot on the last) against their targets (dashed).

    A month without a target is passed over; one that has a target and no result breaks the line.

    Args:
        actuals: The results, None where there is none.
        targets: The targets.
        told: What it shows, for who cannot see it.
    """
    width, height = _SPARK
    known = [value for value in (*actuals, *targets) if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    room = (high - low) or abs(high) or 1.0

    def at(month: int, value: float) -> Point:
        return 4 + month * (width - 8) / 11, 5 + (high - value) / room * (height - 10)

    due = [target is not None for target in targets]
    lines = _polyline("target", targets, at, [False] * 12) + _polyline("actual", actuals, at, due)
    reported = [(month, value) for month, value in enumerate(actuals) if value is not None]
    small = reported[:-1] if len(reported) <= _FEW else []
    dots = "".join(_dot(*at(month, value), 1.8) for month, value in small)
    dots += "".join(_dot(*at(month, value), 3) for month, value in reported[-1:])
    return _svg("spark", width, height, told, lines + dots)


def score_chart(scores: Values, green: float, yellow: float, words: Sequence[str], told: str) -> str:
    """Draw the score of every month, with the limits of the lights as lines.

    Args:
        scores: Score of each month as a ratio.
        green: From here on the light is green.
        yellow: From here on it is yellow.
        words: The words for green and yellow.
        told: What it shows.
    """
    known = [score for score in scores if score is not None]
    low = min([yellow, *known]) - 0.05
    high = max([green, *known]) + 0.05
    step = next(one for one in _steps() if (high - low) / one <= _LINES)
    inner = _HIGH - _TOP - _BOTTOM

    def at(month: int, score: float) -> Point:
        x = _LEFT + month * (_WIDE - _LEFT - _RIGHT) / 11
        return x, _TOP + (high - score) / (high - low) * inner

    parts = [*_grid(low, high, step, at)]
    for limit, word, style in zip((green, yellow), words, ("green", "yellow"), strict=False):
        y = at(0, limit)[1]
        parts.append(_across(f"limit {style}", y))
        parts.append(f'<text x="{_WIDE - _RIGHT + 8:g}" y="{y + 4:.1f}">{escape(word)}</text>')
    for month, name in enumerate(MONTHS):
        parts.append(f'<text class="mid" x="{at(month, high)[0]:.1f}" y="{_HIGH - 6:g}">{name}</text>')
    parts.append(_polyline("actual", scores, at, [True] * 12))
    for month, score in enumerate(scores):
        if score is not None:
            parts.append(_dot(*at(month, score), 4, f"{MONTHS[month]}: {percent(score)}"))
    return _svg("chart", _WIDE, _HIGH, told, "".join(parts))


def meter(score: float | None, level: Level, full: float) -> str:
    """Draw a score as a bar with a tick at 100 %; what it says stands beside it in words.

    Args:
        score: The score as a ratio.
        level: Its light.
        full: The score that fills the bar.
    """
    share = 0.0 if score is None else min(max(score / full, 0), 1) * 100
    bar = f'<rect class="{level}" width="{share:.1f}" height="10"/>' if score is not None else ""
    tick = f'<line x1="{100 / full:.1f}" x2="{100 / full:.1f}" y1="0" y2="10"/>'
    return (
        '<svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="rail" width="100" height="10"/>{bar}{tick}</svg>'
    )


def _steps() -> Iterator[float]:
    """Yield distances of grid lines that people read easily: 0.05, 0.1, 0.25, 0.5, 1, ..."""
    for power in count(-1):
        yield from (digit * 10.0**power for digit in (0.5, 1, 2.5))


def _grid(low: float, high: float, step: float, at: _At) -> Iterator[str]:
    number = int(low / step) + 1
    while number * step < high:
        y = at(0, number * step)[1]
        yield _across("grid", y)
        yield f'<text class="end" x="{_LEFT - 8:g}" y="{y + 4:.1f}">{percent(number * step)}</text>'
        number += 1


def _across(kind: str, y: float) -> str:
    return f'<line class="{kind}" x1="{_LEFT:g}" x2="{_WIDE - _RIGHT:g}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _polyline(kind: str, values: Values, at: _At, breaking: Sequence[bool]) -> str:
    """Return a line through what is known; it breaks where a month without a value is a breaking one."""
    return "".join(
        f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in run)}"/>'
        for run in _runs(values, at, breaking)
    )


def _runs(values: Values, at: _At, breaking: Sequence[bool]) -> Iterator[list[Point]]:
    """Yield the points of months in a row; one month alone becomes a short dash."""
    run: list[Point] = []
    for month, (value, breaks) in enumerate(zip([*values, None], [*breaking, True], strict=True)):
        if value is not None:
            run.append(at(month, value))
        elif run and breaks:
            (x, y), *more = run
            yield run if more else [(x - 2, y), (x + 2, y)]
            run = []


def _dot(x: float, y: float, radius: float, told: str = "") -> str:
    title = f"<title>{escape(told)}</title>" if told else ""
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}">{title}</circle>'


def _svg(kind: str, width: float, height: float, told: str, content: str) -> str:
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" role="img"><title>{escape(told)}</title>'
        f"{content}</svg>"
    )
