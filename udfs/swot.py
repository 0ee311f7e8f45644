"""SWOT positioning: from weights and ratings to the company's position and the order of its strategies.

The method is the company's procedure for quality objectives, items 4.3 and 7.1.7 to 7.1.9, with the
arithmetic of the IFAS and EFAS tables of Rangkuti, *Analisis SWOT: Teknik Membedah Kasus Bisnis*, and the IFE
and EFE matrices of David, *Strategic Management*. Signs decide the position, as authors number the quadrants
differently.

A tab of 500 rows stays linear when ``weights`` is the one cell that already holds their sum.
"""

from __future__ import annotations

from itertools import chain
from math import fsum
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, Texts, UdfError, shown, udf

CATEGORY: Final = "SWOT"
POSITIONS: Final = ("Expansion", "Stability", "Retrenchment", "Combination")
"""The grand strategies at (+,+), (-,+), (-,-) and (+,-)."""
STRATEGIES: Final = ("SO", "WO", "WT", "ST")
"""The strategies of these quadrants."""

_DECIMALS: Final = 10  # so that the sign of a difference is the same in every engine
_WEIGHT: Final = "Bobot isu ini, angka lebih dari 0"
_RATING: Final = "Rating isu ini, 1 sampai 4"
_WEIGHTS: Final = "Semua bobot di tab ini, atau satu sel yang sudah berisi jumlahnya"
_OTHER: Final = (
    "Bobot tab pasangan, atau jumlahnya, bila % Bobot dihitung bersama (S dengan W, O dengan T); "
    "kosong atau 0 bila per tab"
)
_INVERTED: Final = "Skala terbalik, TRUE bila 1 = serius (Rangkuti): rating menjadi 5 - rating"
_TOTAL: Final = "(SUM({weights})+SUM({other_weights}))"


@udf(
    category=CATEGORY,
    help="Persentase bobot sebuah isu terhadap jumlah bobot.",
    args={"weight": _WEIGHT, "weights": _WEIGHTS, "other_weights": _OTHER},
    native=if_blank(
        ["weight"],
        if_numbers(
            f"IF(OR({{weight}}<=0,{_TOTAL}<0),#NUM!,{{weight}}/{_TOTAL})",
            ranges=["weights", "other_weights"],
            singles=["weight"],
        ),
    ),
)
def swot_weight_pct(weight: float, weights: Numbers, other_weights: Numbers = ()) -> float:
    r"""Return the share of an issue in the weights of its category.

    .. math:: p_i = \frac{b_i}{\sum_j b_j + \sum_k b'_k}

    Args:
        weight: Weight of the issue (:math:`b_i`), above 0.
        weights: Weights of the tab (:math:`b_j`), this one among them, or the one cell that holds their sum.
        other_weights: Weights of the paired tab (:math:`b'_k`), or their sum, where the basis is both tabs
            together; empty where it is the tab alone.

    Returns:
        The share as a ratio: 0.3 is 30 %.

    Raises:
        UdfError: #NUM!, the weight is not above 0 or the sum is negative; #DIV/0!, the sum is 0.

    **Example** (three issues that weigh 3, 5 and 2; together with a paired tab that sums to 20):

    >>> swot_weight_pct(3, [3, 5, 2])
    0.3
    >>> swot_weight_pct(3, [10], [20])
    0.1

    Source: SWOT, item 7.1.7; over both tabs as in Rangkuti (IFAS, EFAS) and David (IFE, EFE).
    """
    return _checked_weight(weight) / _basis(weights, other_weights)


@udf(
    category=CATEGORY,
    help="Score sebuah isu: % bobot x rating.",
    args={
        "weight": _WEIGHT,
        "rating": _RATING,
        "weights": _WEIGHTS,
        "other_weights": _OTHER,
        "inverted": _INVERTED,
    },
    native=if_blank(
        ["weight", "rating"],
        if_numbers(
            f"IF(OR({{weight}}<=0,{{rating}}<1,{{rating}}>4,{_TOTAL}<0),#NUM!,"
            f"{{weight}}/{_TOTAL}*IF({{inverted}},5-{{rating}},{{rating}}))",
            ranges=["weights", "other_weights"],
            singles=["weight", "rating"],
            flags=["inverted"],
        ),
    ),
)
def swot_score(
    weight: float, rating: float, weights: Numbers, other_weights: Numbers = (), inverted: bool = False
) -> float:
    r"""Return the score of an issue: its share of the weights times its rating.

    .. math:: s_i = p_i r_i, \qquad p_i = \frac{b_i}{\sum_j b_j + \sum_k b'_k}

    Args:
        weight: Weight of the issue (:math:`b_i`), above 0.
        rating: Rating (:math:`r_i`), 1 to 4; for weaknesses and threats the severity, 4 = serious.
        weights: Weights of the tab, this one among them, or the one cell that holds their sum.
        other_weights: Weights of the paired tab, or their sum, where the basis is both tabs together.
        inverted: The rating is on Rangkuti's scale of weaknesses and threats (1 = serious): 5 - r is used.

    Raises:
        UdfError: #NUM!, the weight is not above 0, the rating not in 1 to 4 or the sum negative; #DIV/0!, the
            sum is 0.

    **Example** (an issue of weight 3 among 3, 5 and 2, rated 4; on the inverted scale 4 is slight, so 1):

    >>> swot_score(3, 4, [3, 5, 2])
    1.2
    >>> swot_score(3, 4, [3, 5, 2], inverted=True)
    0.3

    Source: SWOT, item 7.1.7; the inverted scale in Rangkuti (IFAS, EFAS).
    """
    return swot_weight_pct(weight, weights, other_weights) * _severity(rating, inverted)


@udf(
    category=CATEGORY,
    help="Jumlah score sebuah tab; 0 bila tab masih kosong. Isu tanpa rating hanya menambah jumlah bobot.",
    args={
        "weights": "Bobot, satu sel untuk setiap isu di tab ini",
        "ratings": "Rating, sel di baris yang sama dengan bobotnya",
        "other_weights": _OTHER,
        "inverted": _INVERTED,
    },
    native=if_numbers(
        "IF(OR(ROWS({weights})<>ROWS({ratings}),COLUMNS({weights})<>COLUMNS({ratings})),#VALUE!,"
        'IF(SUMPRODUCT(({weights}<>"")*(({weights}<=0)+({ratings}<>"")*(({ratings}<1)+({ratings}>4))))>0,#NUM!,'
        f"IF(SUM({{weights}})=0,0,IF({_TOTAL}<0,#NUM!,"
        'IF({inverted},5*SUMPRODUCT({weights},({ratings}<>"")*1)-SUMPRODUCT({weights},{ratings}),'
        f"SUMPRODUCT({{weights}},{{ratings}}))/{_TOTAL}))))",
        ranges=["weights", "ratings", "other_weights"],
        flags=["inverted"],
    ),
)
def swot_total(
    weights: Numbers, ratings: Numbers, other_weights: Numbers = (), inverted: bool = False
) -> float:
    r"""Return the total score of a category.

    .. math:: S = \sum_i \frac{b_i r_i}{\sum_j b_j + \sum_k b'_k}

    Args:
        weights: Weight of each issue (:math:`b_i`), above 0; a blank row is left out.
        ratings: Rating of each issue (:math:`r_i`), 1 to 4; an issue without one adds to the weights alone.
        other_weights: Weights of the paired tab, or their sum, where the basis is both tabs together.
        inverted: The ratings are on Rangkuti's scale of weaknesses and threats (1 = serious): 5 - r is used.

    Returns:
        The total, 0 for a tab without weights, otherwise at most 4.

    Raises:
        UdfError: #VALUE!, not as many ratings as weights; #NUM!, a weight is not above 0, a rating not in 1
            to 4 or the sum of the weights negative; #DIV/0!, the sum of the weights is 0.

    **Example** (scores 1.2, 1.5 and 0.4):

    >>> round(swot_total([3, 5, 2], [4, 3, 2]), 10)
    3.1
    >>> swot_total([None], [None])
    0.0

    Source: SWOT, item 7.1.8.
    """
    if len(weights) != len(ratings):
        found = f"{len(weights)} bobot dan {len(ratings)} rating"
        raise UdfError(ExcelError.VALUE, f"jumlah sel bobot dan rating harus sama, ditemukan {found}")
    products = [
        _checked_weight(weight) * (_severity(rating, inverted) if rating is not None else 0)
        for weight, rating in zip(weights, ratings, strict=True)
        if weight is not None
    ]
    return fsum(products) / _basis(weights, other_weights) if products else 0.0


@udf(
    category=CATEGORY,
    help="Sumbu x posisi perusahaan: score S dikurangi score W.",
    args={"s": "Score S, jumlah score Strength", "w": "Score W, jumlah score Weakness"},
    native=if_blank(["s", "w"], if_numbers("ROUND({s}-{w},10)", singles=["s", "w"])),
)
def swot_x(s: float, w: float) -> float:
    """Return the internal coordinate of the position: strengths less weaknesses.

    .. math:: x = S - W

    Args:
        s: Total score of the strengths (:math:`S`).
        w: Total score of the weaknesses (:math:`W`), as severity.

    Returns:
        The difference, rounded to 10 decimals so that its sign does not hang on the last bit.

    **Example:**

    >>> swot_x(3.1, 2.6)
    0.5

    Source: SWOT, item 7.1.8; Rangkuti (SWOT quadrants).
    """
    return round(s - w, _DECIMALS)


@udf(
    category=CATEGORY,
    help="Sumbu y posisi perusahaan: score O dikurangi score T.",
    args={"o": "Score O, jumlah score Opportunity", "t": "Score T, jumlah score Threat"},
    native=if_blank(["o", "t"], if_numbers("ROUND({o}-{t},10)", singles=["o", "t"])),
)
def swot_y(o: float, t: float) -> float:
    """Return the external coordinate of the position: opportunities less threats.

    .. math:: y = O - T

    Args:
        o: Total score of the opportunities (:math:`O`).
        t: Total score of the threats (:math:`T`), as severity.

    Returns:
        The difference, rounded to 10 decimals so that its sign does not hang on the last bit.

    **Example:**

    >>> swot_y(2.2, 2.9)
    -0.7

    Source: SWOT, item 7.1.8; Rangkuti (SWOT quadrants).
    """
    return round(o - t, _DECIMALS)


@udf(
    category=CATEGORY,
    help="Posisi perusahaan dari tanda x dan y; nol dihitung positif.",
    args={
        "x": "Sumbu x, score S dikurangi score W",
        "y": "Sumbu y, score O dikurangi score T",
        "names": "Nama posisi, empat sel dalam satu kolom atau baris untuk (+,+), (-,+), (-,-) dan (+,-)",
    },
    native=if_blank(
        ["x", "y"],
        if_numbers(
            'IF(SUMPRODUCT(({names}<>"")*1)<>4,#VALUE!,'
            'INDEX({names},IF({y}>=0,IF({x}>=0,1,2),IF({x}>=0,4,3)))&"")',
            singles=["x", "y"],
        ),
    ),
)
def swot_position(x: float, y: float, names: Texts = POSITIONS) -> str:
    """Return the grand strategy that the signs of the coordinates call for.

    Args:
        x: Strengths less weaknesses.
        y: Opportunities less threats.
        names: What the positions at (+,+), (-,+), (-,-) and (+,-) are called.

    Returns:
        The name of the position. Zero counts as positive.

    Raises:
        UdfError: #VALUE!, the names are not four.

    **Example** (weak inside, but with opportunities):

    >>> swot_position(-0.4, 0.9)
    'Stability'

    Source: SWOT, item 7.1.8. Which sign has which name is settled in the workbook, where it can be edited.
    """
    filled = sum(1 for name in names if name)
    if filled != len(POSITIONS):
        raise UdfError(ExcelError.VALUE, f"nama posisi harus 4, ditemukan {filled}")
    return names[_quadrant(x, y)] or ""


_KEYS: Final = (  # SO, WO, ST, WT by area; a tie goes by this order; the position's own comes before all
    "ROUND({s}*{o},10)*{{1,0,0,0}}+ROUND({w}*{o},10)*{{0,1,0,0}}"
    "+ROUND({s}*{t},10)*{{0,0,1,0}}+ROUND({w}*{t},10)*{{0,0,0,1}}-{{1,2,3,4}}/1E+11"
    "+IF({areas_alone},0,9E+99)*({{1,2,3,4}}=1+(ROUND({s}-{w},10)<0)+2*(ROUND({o}-{t},10)<0))"
)


@udf(
    category=CATEGORY,
    help="Urutan prioritas strategi SO, WO, ST, WT: empat sel ke bawah, yang pertama paling utama.",
    args={
        "s": "Score S, jumlah score Strength",
        "w": "Score W, jumlah score Weakness",
        "o": "Score O, jumlah score Opportunity",
        "t": "Score T, jumlah score Threat",
        "areas_alone": "Luas saja, TRUE bila kuadran posisi perusahaan tidak didahulukan",
    },
    native=if_blank(
        ["s", "w", "o", "t"],
        if_numbers(
            'INDEX({{"SO","WO","ST","WT"}},SUMPRODUCT({{1,2,3,4}}*('
            + _KEYS
            + "=LARGE("
            + _KEYS
            + ",{row}))))",
            singles=["s", "w", "o", "t"],
            flags=["areas_alone"],
        ),
    ),
    shape=(4, 1),
)
def swot_priority(s: float, w: float, o: float, t: float, areas_alone: bool = False) -> list[list[str]]:
    """Return the four strategies in order of priority, the first one first.

    The strategies of the quadrant that the position lies in come first; the others follow by the area that
    their two scores span (SO = S x O, WO = W x O, ST = S x T, WT = W x T), the largest first. As scores are
    not negative, no area is larger than that of the position's own quadrant: the two orders differ only where
    areas are equal. A tie goes in the order SO, WO, ST, WT.

    Args:
        s: Total score of the strengths.
        w: Total score of the weaknesses.
        o: Total score of the opportunities.
        t: Total score of the threats.
        areas_alone: Rank by area alone.

    Returns:
        A column of four cells.

    **Example** (areas WO 8.1, WT 6, SO 5.4, ST 4; the position is at (-, +)):

    >>> swot_priority(s=2, w=3, o=2.7, t=2)
    [['WO'], ['WT'], ['SO'], ['ST']]

    Source: SWOT, item 7.1.8; areas of the SWOT quadrants as in Rangkuti.
    """
    areas = {"SO": s * o, "WO": w * o, "ST": s * t, "WT": w * t}
    own = None if areas_alone else STRATEGIES[_quadrant(swot_x(s, w), swot_y(o, t))]
    order = sorted(areas, key=lambda strategy: (strategy != own, -round(areas[strategy], _DECIMALS)))
    return [[strategy] for strategy in order]


def _checked_weight(weight: float) -> float:
    if weight <= 0:
        raise UdfError(ExcelError.NUM, f"bobot harus lebih dari 0, ditemukan {shown(weight)}")
    return weight


def _severity(rating: float, inverted: bool) -> float:
    if not 1 <= rating <= 4:
        raise UdfError(ExcelError.NUM, f"rating harus 1 sampai 4, ditemukan {shown(rating)}")
    return 5 - rating if inverted else rating


def _basis(weights: Numbers, other_weights: Numbers) -> float:
    """Return what 100 % of the weights is."""
    total = fsum(filter(None, chain(weights, other_weights)))
    if total < 0:
        raise UdfError(ExcelError.NUM, f"jumlah bobot harus lebih dari 0, ditemukan {shown(total)}")
    if not total:
        raise UdfError(ExcelError.DIV0, "jumlah bobot harus lebih dari 0, ditemukan 0")
    return total


def _quadrant(x: float, y: float) -> int:
    """Return the place of a position in ``POSITIONS``."""
    if y >= 0:
        return 0 if x >= 0 else 1
    return 3 if x >= 0 else 2
