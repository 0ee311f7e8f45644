"""Choosing a site: total cost by volume, where two sites cost the same, dominated sites, factor rating.

Sources: production planning, chapter 2.2; Heizer & Render, *Operations Management*, chapter 8 (locational
cost-volume analysis, factor-rating method). Money is in rupiah.
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, UdfError, shown, udf

CATEGORY: Final = "Lokasi"


@udf(
    category=CATEGORY,
    help="Biaya total sebuah lokasi pada suatu volume: biaya tetap ditambah biaya variabel kali volume.",
    args={
        "fixed_cost": "Biaya tetap, rupiah per periode",
        "variable_cost": "Biaya variabel, rupiah per unit",
        "volume": "Volume, unit per periode",
    },
    native=if_blank(
        ["fixed_cost", "variable_cost", "volume"],
        if_numbers(
            "IF({volume}<0,#NUM!,{fixed_cost}+{variable_cost}*{volume})",
            singles=["fixed_cost", "variable_cost", "volume"],
        ),
    ),
)
def site_cost(fixed_cost: float, variable_cost: float, volume: float) -> float:
    """Return what a site costs in a period at a volume.

    Args:
        fixed_cost: Cost of the period whatever is made, rupiah.
        variable_cost: Cost of a unit on top, rupiah.
        volume: Units made in the period, 0 or more.

    Raises:
        UdfError: #NUM!, the volume is negative.

    **Example** (Heizer & Render, example 8.2, Bowling Green at 2,000 units):

    >>> site_cost(60000, 45, 2000)
    150000

    Source: production planning, chapter 2.2.
    """
    if volume < 0:
        raise UdfError(ExcelError.NUM, f"volume tidak boleh negatif, ditemukan {shown(volume)}")
    return fixed_cost + variable_cost * volume


@udf(
    category=CATEGORY,
    help="Volume di mana dua lokasi sama mahal; #N/A bila tidak ada: salah satu selalu lebih murah.",
    args={
        "fixed_a": "Biaya tetap A, rupiah per periode",
        "variable_a": "Biaya variabel A, rupiah per unit",
        "fixed_b": "Biaya tetap B, rupiah per periode",
        "variable_b": "Biaya variabel B, rupiah per unit",
    },
    native=if_blank(
        ["fixed_a", "variable_a", "fixed_b", "variable_b"],
        if_numbers(
            "IF({variable_a}={variable_b},#N/A,IF(({fixed_b}-{fixed_a})/({variable_a}-{variable_b})<0,#N/A,"
            "({fixed_b}-{fixed_a})/({variable_a}-{variable_b})))",
            singles=["fixed_a", "variable_a", "fixed_b", "variable_b"],
        ),
    ),
)
def cost_crossover(fixed_a: float, variable_a: float, fixed_b: float, variable_b: float) -> float:
    r"""Return the volume at which two sites cost the same.

    .. math:: Q = \frac{F_B - F_A}{V_A - V_B}

    Args:
        fixed_a: Fixed cost of site A (:math:`F_A`), rupiah per period.
        variable_a: Variable cost of site A (:math:`V_A`), rupiah per unit.
        fixed_b: Fixed cost of site B (:math:`F_B`).
        variable_b: Variable cost of site B (:math:`V_B`).

    Raises:
        UdfError: #N/A, there is no such volume: one site is cheaper whatever is made.

    **Example** (Heizer & Render, example 8.2: Akron 30,000 and 75, Bowling Green 60,000 and 45):

    >>> cost_crossover(30000, 75, 60000, 45)
    1000.0

    Source: production planning, chapter 2.2.
    """
    if variable_a == variable_b:
        raise UdfError(ExcelError.NA, f"biaya variabel sama ({shown(variable_a)}): tidak ada titik potong")
    volume = (fixed_b - fixed_a) / (variable_a - variable_b)
    if volume < 0:
        raise UdfError(ExcelError.NA, "tidak ada titik potong: satu lokasi lebih murah pada setiap volume")
    return volume


@udf(
    category=CATEGORY,
    help="TRUE bila lokasi ini tidak pernah yang termurah, berapa pun volumenya.",
    args={
        "site": "Nomor lokasi, dihitung dari 1",
        "fixed_costs": "Biaya tetap, satu sel untuk setiap lokasi",
        "variable_costs": "Biaya variabel, sel sebaris dengan biaya tetapnya",
    },
)
def is_dominated(site: int, fixed_costs: Numbers, variable_costs: Numbers) -> bool:
    """Say whether a site lies above the lower envelope: whatever is made, another one costs less.

    A site that only touches the envelope, as cheap as others at one volume, is dominated too.

    Args:
        site: Which site, counted from 1.
        fixed_costs: Fixed cost of each site, in one row or column.
        variable_costs: Variable cost of a unit at each site.

    Raises:
        UdfError: #VALUE!, a cost is missing; #NUM!, there is no such site.

    **Example** (the second is never the cheapest):

    >>> [is_dominated(site, [10, 30, 40], [5, 4, 1]) for site in (1, 2, 3)]
    [False, True, False]

    Source: Heizer & Render, chapter 8.
    """
    sites = _sites(fixed_costs, variable_costs)
    if not 1 <= site <= len(sites):
        raise UdfError(ExcelError.NUM, f"nomor lokasi harus 1 sampai {len(sites)}, ditemukan {site}")
    fixed, variable = sites[site - 1]
    low, high = 0.0, float("inf")
    for n, (other_fixed, other_variable) in enumerate(sites, 1):
        gain, dearer = other_fixed - fixed, variable - other_variable  # cheaper where dearer * q < gain
        if dearer > 0:
            high = min(high, gain / dearer)
        elif dearer < 0:
            low = max(low, gain / dearer)
        elif gain < 0 or (gain == 0 and n < site):
            return True
    return low >= high


@udf(
    category=CATEGORY,
    help="Nilai lokasi menurut faktor: jumlah bobot kali nilai, dibagi jumlah bobot.",
    args={
        "weights": "Bobot, satu sel untuk setiap faktor",
        "scores": "Nilai, sel sebaris dengan bobotnya",
    },
    native=if_numbers(
        "IF(OR(ROWS({weights})<>ROWS({scores}),COLUMNS({weights})<>COLUMNS({scores})),#VALUE!,"
        'IF(SUMPRODUCT(({weights}<>"")*({weights}<0))>0,#NUM!,IF(SUMPRODUCT(({weights}<>"")*({scores}=""))>0,"",'
        "IF(SUM({weights})=0,#DIV/0!,SUMPRODUCT({weights},{scores})/SUM({weights})))))",
        ranges=["weights", "scores"],
    ),
)
def factor_rating(weights: Numbers, scores: Numbers) -> float | None:
    """Return the weighted mean of a site's scores.

    Args:
        weights: Weight of each factor, 0 or more; a factor without one does not count.
        scores: The site's score in each, on the company's scale.

    Returns:
        The score on the same scale; None while a factor with a weight has no score.

    Raises:
        UdfError: #VALUE!, not as many scores as weights; #NUM!, a negative weight; #DIV/0!, no weight.

    **Example** (Heizer & Render, example 8.1: France and Denmark):

    >>> weights = [0.25, 0.05, 0.10, 0.39, 0.21]
    >>> round(factor_rating(weights, [70, 50, 85, 75, 60]), 1)
    70.3
    >>> round(factor_rating(weights, [60, 60, 80, 70, 70]), 1)
    68.0

    Source: Heizer & Render, chapter 8.
    """
    if len(weights) != len(scores):
        found = f"{len(weights)} bobot dan {len(scores)} nilai"
        raise UdfError(ExcelError.VALUE, f"jumlah sel bobot dan nilai harus sama, ditemukan {found}")
    pairs = [(w, s) for w, s in zip(weights, scores, strict=True) if w is not None]
    if any(weight < 0 for weight, _ in pairs):
        raise UdfError(ExcelError.NUM, "bobot tidak boleh negatif")
    if any(score is None for _, score in pairs):
        return None
    return fsum(w * (s or 0.0) for w, s in pairs) / fsum(weight for weight, _ in pairs)


def _sites(fixed_costs: Numbers, variable_costs: Numbers) -> list[tuple[float, float]]:
    if len(fixed_costs) != len(variable_costs):
        found = f"{len(fixed_costs)} biaya tetap dan {len(variable_costs)} biaya variabel"
        raise UdfError(ExcelError.VALUE, f"jumlah sel biaya harus sama, ditemukan {found}")
    pairs = list(zip(fixed_costs, variable_costs, strict=True))
    sites = [(fixed, variable) for fixed, variable in pairs if fixed is not None and variable is not None]
    if len(sites) < len(pairs):
        raise UdfError(ExcelError.VALUE, "ada biaya yang belum diisi")
    return sites
