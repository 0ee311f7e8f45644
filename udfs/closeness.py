"""Closeness of departments: ratings A E I O U X, total closeness rating, what a block layout makes of them.

A layout is a grid of equal squares; each holds the number of a department, counted from 1, and 0 where it is
free. Two departments touch where squares of theirs share a side; a corner is no contact.

Sources: production planning, chapter 10; Muther, *Systematic Layout Planning* (the chart and its letters);
Lee & Moore (1967), CORELAP; Armour & Buffa (1963), CRAFT; Tompkins et al., *Facilities Planning*, chapter 6.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import fsum, isqrt
from typing import Final

from udfs.native import if_numbers
from udfs.registry import ExcelError, Matrix, Numbers, Texts, UdfError, shown, udf

CATEGORY: Final = "Kedekatan"
RATINGS: Final = "AEIOUX"
VALUES: Final = (4.0, 3.0, 2.0, 1.0, 0.0, -1.0)
"""What A, E, I, O, U and X count, as Tompkins gives them for CORELAP; 6 to 1 is as common."""

_RATINGS: Final = "Kode kedekatan A, E, I, O, U, atau X; sel kosong tidak dihitung"
_CHART: Final = "Peta kedekatan, tabel persegi berisi kode; cukup satu segitiga, kosong sama dengan U"
_VALUES: Final = "Nilai kode, enam angka untuk A, E, I, O, U, X"
_LAYOUT: Final = "Denah, tabel berisi nomor bagian di setiap petak; 0 atau kosong berarti petak bebas"
_COUNTED: Final = "+".join(f'SUMPRODUCT(({{ratings}}="{letter}")*1)' for letter in RATINGS)
_SUMMED: Final = "+".join(
    f'SUMPRODUCT(({{ratings}}="{letter}")*1)*INDEX({{values}},{place})'
    for place, letter in enumerate(RATINGS, 1)
)

Grid = Sequence[Sequence[float | None]]
Chart = list[list[str]]
Pair = tuple[int, int]


@udf(
    category=CATEGORY,
    help="Jumlah nilai kedekatan (TCR) satu bagian terhadap semua bagian lain.",
    args={"ratings": _RATINGS, "values": _VALUES},
    native=if_numbers(
        f'IF(COUNT({{values}})<>6,#VALUE!,IF(SUMPRODUCT(({{ratings}}<>"")*1)<>{_COUNTED},#VALUE!,{_SUMMED}))',
        ranges=["values"],
    ),
)
def total_closeness(ratings: Texts, values: Numbers = VALUES) -> float:
    r"""Return the total closeness rating of a department.

    .. math:: TCR_i = \sum_{j \ne i} v(r_{ij})

    Args:
        ratings: Its ratings with every other department; a blank, as on the diagonal, counts nothing.
        values: What A, E, I, O, U and X count.

    Raises:
        UdfError: #VALUE!, a rating that is none of the six letters, or not six values.

    **Example** (CORELAP with A = 6 to X = 1: a department with A, two I, O and two U has 21):

    >>> total_closeness(["A", "I", None, "I", "O", "U", "U"], [6, 5, 4, 3, 2, 1])
    21.0

    Source: Lee & Moore (1967); Tompkins et al., *Facilities Planning*, chapter 6.
    """
    worth = rating_values(values)
    return fsum(worth[_letter(rating)] for rating in ratings if rating is not None and rating.strip())


@udf(
    category=CATEGORY,
    help="Pasangan X yang bersentuhan pada denah, misalnya 2-5; kosong bila tidak ada.",
    args={"layout": _LAYOUT, "ratings": _CHART},
)
def forbidden_neighbours(layout: Matrix, ratings: Texts) -> str:
    """Return which departments touch that must not, in words for a cell.

    Args:
        layout: The number of the department in each square.
        ratings: The closeness chart, cell by cell, row after row.

    Returns:
        Pairs of numbers with a comma between them; "" if every X is kept.

    Raises:
        UdfError: #VALUE!, the chart is not square or holds other letters; #NUM!, a number without department.

    **Example** (1 and 2 are side by side, 1 and 3 only meet at a corner):

    >>> forbidden_neighbours([[1, 2], [2, 3]], [None, "X", "X", None, None, "A", None, None, None])
    '1-2'

    Source: Muther, *Systematic Layout Planning* (X: not desirable).
    """
    size = isqrt(len(ratings))
    if size * size != len(ratings):
        raise UdfError(ExcelError.VALUE, "peta kedekatan harus sama banyak baris dan kolomnya")
    chart = read_chart([ratings[row * size : (row + 1) * size] for row in range(size)])
    return ", ".join(f"{a}-{b}" for a, b in broken_pairs(layout, chart))


@udf(
    category=CATEGORY,
    help="Ongkos denah: jumlah bobot (atau arus) kali jarak siku-siku antartitik berat bagian.",
    args={
        "layout": _LAYOUT,
        "weights": "Bobot, tabel dari-ke: arus atau nilai kedekatan; kedua segitiga dihitung",
        "side": "Sisi petak, meter",
    },
)
def layout_cost(layout: Matrix, weights: Matrix, side: float = 1.0) -> float:
    r"""Return the sum of weight times rectilinear distance between the centres of the departments.

    .. math:: C = s \sum_{i,j} w_{ij} (|x_i - x_j| + |y_i - y_j|)

    Args:
        layout: The number of the department in each square.
        weights: Flow, or value of closeness, from each department to each other; a blank is 0. For values of
            closeness, fill one triangle alone.
        side: Side of a square in metres (:math:`s`).

    Raises:
        UdfError: #VALUE!, the weights are not square, or a department that has weight is not in the layout;
            #NUM!, a number without department, or a side that is not above 0.

    **Example** (three in a row, ten moves between the outer two, two from the first to its neighbour):

    >>> layout_cost([[1, 2, 3]], [[None, 2, 10], [None] * 3, [None] * 3])
    22.0

    Source: Armour & Buffa (1963), CRAFT.
    """
    if side <= 0:
        raise UdfError(ExcelError.NUM, f"sisi petak harus lebih dari 0, ditemukan {shown(side)}")
    if any(len(row) != len(weights) for row in weights):
        raise UdfError(ExcelError.VALUE, "tabel bobot harus sama banyak baris dan kolomnya")
    centres = centroids(layout, len(weights))
    terms = []
    for i, row in enumerate(weights, 1):
        for j, weight in enumerate(row, 1):
            if weight and i != j:
                if i not in centres or j not in centres:
                    raise UdfError(ExcelError.VALUE, f"bagian {i} atau {j} tidak ada di denah")
                (x, y), (u, v) = centres[i], centres[j]
                terms.append(weight * (abs(x - u) + abs(y - v)))
    return side * fsum(terms)


def rating_values(values: Numbers = VALUES) -> dict[str, float]:
    """Return what each letter counts.

    >>> rating_values()["X"]
    -1.0

    Raises:
        UdfError: #VALUE!, not six numbers.
    """
    found = [value for value in values if value is not None]
    if len(found) != len(RATINGS):
        raise UdfError(ExcelError.VALUE, f"nilai kedekatan harus 6 angka, ditemukan {len(found)}")
    return dict(zip(RATINGS, found, strict=True))


def read_chart(ratings: Sequence[Sequence[str | None]]) -> Chart:
    """Return the whole closeness chart of which one triangle (or both, alike) is given.

    Args:
        ratings: A row for each department; a blank is U where the other triangle is blank too.

    Raises:
        UdfError: #VALUE!, not square, another letter, or triangles that differ.

    >>> read_chart([[None, "a", None], [None, None, "X"], ["E", None, None]])
    [['U', 'A', 'E'], ['A', 'U', 'X'], ['E', 'X', 'U']]
    """
    if any(len(row) != len(ratings) for row in ratings):
        raise UdfError(ExcelError.VALUE, "peta kedekatan harus sama banyak baris dan kolomnya")
    chart = [["U"] * len(ratings) for _ in ratings]
    for i in range(len(ratings)):
        for j in range(i):
            given = {_letter(text) for text in (ratings[i][j], ratings[j][i]) if text and text.strip()}
            if len(given) > 1:
                raise UdfError(ExcelError.VALUE, f"kode bagian {j + 1} dan {i + 1} berbeda di dua segitiga")
            chart[i][j] = chart[j][i] = given.pop() if given else "U"
    return chart


def broken_pairs(layout: Grid, chart: Chart) -> list[Pair]:
    """Return the pairs rated X that touch in a layout, in order.

    >>> broken_pairs([[1, 2, 3]], read_chart([["U", "X", "X"], ["X", "U", "U"], ["X", "U", "U"]]))
    [(1, 2)]
    """
    return [pair for pair in sorted(borders(layout, len(chart))) if chart[pair[0] - 1][pair[1] - 1] == "X"]


def borders(layout: Grid, count: int) -> dict[Pair, int]:
    """Return for each two departments that touch how many sides of squares they share.

    Raises:
        UdfError: #NUM!, a number that is no department.

    >>> borders([[1, 1], [2, 2]], 2)
    {(1, 2): 2}
    """
    found: dict[Pair, int] = defaultdict(int)
    squares = {(row, column): number for row, column, number in _squares(layout, count)}
    for (row, column), number in squares.items():
        for place in ((row, column + 1), (row + 1, column)):
            other = squares.get(place, number)
            if other != number:
                found[min(number, other), max(number, other)] += 1
    return dict(found)


def centroids(layout: Grid, count: int) -> dict[int, tuple[float, float]]:
    """Return the centre of each department in the layout, in squares from its upper left corner.

    >>> centroids([[1, 1, 2]], 2)
    {1: (1.0, 0.5), 2: (2.5, 0.5)}
    """
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, column, number in _squares(layout, count):
        places[number].append((row, column))
    return {
        number: (
            sum(column for _, column in cells) / len(cells) + 0.5,
            sum(row for row, _ in cells) / len(cells) + 0.5,
        )
        for number, cells in places.items()
    }


def _squares(layout: Grid, count: int) -> Iterator[tuple[int, int, int]]:
    for row, numbers in enumerate(layout):
        for column, number in enumerate(numbers):
            if not number:
                continue
            if number != int(number) or not 0 < number <= count:
                raise UdfError(ExcelError.NUM, f"tidak ada bagian nomor {shown(number)}")
            yield row, column, int(number)


def _letter(rating: str) -> str:
    letter = rating.strip().upper()
    if letter not in RATINGS or len(letter) != 1:
        raise UdfError(ExcelError.VALUE, f"kode kedekatan A, E, I, O, U, atau X, ditemukan {shown(rating)}")
    return letter
