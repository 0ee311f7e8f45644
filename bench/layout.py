"""The block layout of 60 departments: its time, and its cost against other layouts.

    python bench/layout.py [DEPARTMENTS]        default: 60

Departments of unequal areas are held against 200 random orders along the same curve; departments of one
square each, without ratings X, against scipy.optimize.quadratic_assignment (2-opt and FAQ), which puts
departments into places of a grid and knows neither areas nor X. The cost is always closeness times
rectilinear distance of centres, computed anew from the drawn grid. Prints seconds of processor time, costs
and the ratios of Lembar's to the peer's.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import combinations
from math import ceil, sqrt
from typing import Any

import numpy as np
from scipy.optimize import quadratic_assignment

from udfs.block_layout import Layout, Site, block_layout
from udfs.closeness import VALUES, read_chart

Ratings = list[list[str | None]]


def some_ratings(count: int, letters: str, weights: tuple[int, ...]) -> Ratings:
    """Return a closeness chart, mostly U as real ones are."""
    dice = random.Random(count)
    rows: Ratings = [[None] * count for _ in range(count)]
    for i, j in combinations(range(count), 2):
        rows[i][j] = dice.choices(letters, weights)[0]
    return rows


def flows(ratings: Ratings) -> np.ndarray:
    """Return what each pair counts, each once."""
    worth = dict(zip("AEIOUX", VALUES, strict=True))
    return np.array([[worth[letter] if letter else 0.0 for letter in row] for row in ratings])


def cost(grid: list[list[int]], flow: np.ndarray) -> float:
    """Return the cost of a drawn layout."""
    squares = np.array(grid)
    centres = np.array([np.argwhere(squares == n + 1).mean(axis=0) for n in range(len(flow))])
    return float((flow * np.abs(centres[:, None] - centres[None]).sum(axis=2)).sum())


def measured(run: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of a run, and what it gave."""
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def row(name: str, seconds: float | None, found: float, ours: tuple[float, float]) -> None:
    """Print a peer beside Lembar: ratios are Lembar's time and cost over the peer's."""
    times = f"{seconds:10.2f}{ours[0] / seconds:8.2f}" if seconds else f"{'':18}"
    print(f"{name:28}{times}{found:12.1f}{ours[1] / found:8.3f}")


def heading(title: str) -> None:
    """Print the heading of a table."""
    print(f"{title:28}{'seconds':>10}{'ratio':>8}{'cost':>12}{'ratio':>8}")


def unequal(count: int) -> None:
    """Hold departments of 1 to 12 squares, some X among them, against random orders."""
    dice = random.Random(count)
    sizes = [dice.randint(1, 12) for _ in range(count)]
    ratings = some_ratings(count, "AEIOUX", (2, 4, 8, 15, 68, 3))
    columns = ceil(sqrt(1.1 * sum(sizes)))
    rows = ceil(1.1 * sum(sizes) / columns)
    seconds, found = measured(lambda: block_layout(sizes, ratings, columns, rows))
    checked(found, ratings)
    site = Site(sizes, read_chart(ratings), rows, columns, VALUES)
    orders = [dice.sample(range(len(site.sizes)), len(site.sizes)) for _ in range(200)]
    scores = [site.score(order) for order in orders]
    heading(f"{count} departments, unequal")
    row("lembar", seconds, found.cost, (seconds, found.cost))
    row("  before the exchange", None, found.start_cost, (seconds, found.cost))
    row("random, mean of 200", None, sum(score[1] for score in scores) / 200, (seconds, found.cost))
    row("random, best of 200", None, min(score[1] for score in scores), (seconds, found.cost))
    touching = sum(score[0] for score in scores) / 200
    print(f"X side by side: lembar {len(found.broken)}, random {touching:.1f} of {len(site.forbidden)}")


def equal(count: int) -> None:
    """Hold departments of one square against the quadratic assignment of scipy."""
    ratings = some_ratings(count, "AEIOU", (2, 4, 8, 15, 71))
    columns = ceil(sqrt(count))
    flow = flows(ratings)
    seconds, found = measured(lambda: block_layout([1] * count, ratings, columns))
    checked(found, ratings)
    places = np.array([divmod(n, columns) for n in range(columns * -(-count // columns))])
    distance = np.abs(places[:, None] - places[None]).sum(axis=2)
    padded = np.zeros(distance.shape)
    padded[:count, :count] = flow + flow.T
    ours = (seconds, found.cost)
    heading(f"{count} departments, equal")
    row("lembar", *ours, ours)
    for method in ("2opt", "faq"):
        options = {"rng": np.random.default_rng(1)}
        spent, peer = measured(
            lambda method=method, options=options: quadratic_assignment(
                padded, distance, method=method, options=options
            )
        )
        row(f"scipy {method}", spent, peer.fun / 2, ours)


def checked(found: Layout, ratings: Ratings) -> None:
    """Stop where the cost told is not that of the grid drawn."""
    drawn = cost(found.grid, flows(ratings))
    if abs(drawn - found.cost) > 1e-6:
        raise SystemExit(f"the cost told is {found.cost}, of the grid {drawn}")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    unequal(count)
    print()
    equal(count)


if __name__ == "__main__":
    main()
