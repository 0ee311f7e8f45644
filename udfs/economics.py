"""Engineering economics: break-even, unit cost and price.

Sources: production planning, chapters 2.2 and 11; Heizer & Render, *Operations Management*, supplement 7
(break-even). Money is in rupiah, a margin is a ratio (0.5 = 50 %).
"""

from __future__ import annotations

from math import ceil
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, UdfError, shown, udf

CATEGORY: Final = "Ekonomi"

_FIXED: Final = "Biaya tetap, rupiah per periode"
_PRICE: Final = "Harga jual, rupiah per unit"
_VARIABLE: Final = "Biaya variabel, rupiah per unit"
_NO_MARGIN: Final = "IF({fixed_cost}<0,#NUM!,IF({variable_cost}<0,#NUM!,IF({price}<={variable_cost},#NUM!,"


def _break_even(otherwise: str) -> str:
    """Return the formula that refuses a cost or a price for which there is no break-even."""
    names = ["fixed_cost", "price", "variable_cost"]
    return if_blank(names, if_numbers(f"{_NO_MARGIN}{otherwise})))", singles=names))


@udf(
    category=CATEGORY,
    help="Titik impas dalam unit, tidak dibulatkan; #NUM! bila harga tidak lebih dari biaya variabel.",
    args={"fixed_cost": _FIXED, "price": _PRICE, "variable_cost": _VARIABLE},
    native=_break_even("{fixed_cost}/({price}-{variable_cost})"),
)
def bep_units(fixed_cost: float, price: float, variable_cost: float) -> float:
    r"""Return how many units must be sold so that revenue covers all cost; not rounded.

    .. math:: Q = \frac{F}{P - V}

    Args:
        fixed_cost: Cost of the period whatever is made (:math:`F`), rupiah.
        price: What a unit is sold for (:math:`P`), rupiah.
        variable_cost: What a unit costs on top (:math:`V`), rupiah.

    Raises:
        UdfError: #NUM!, a cost is negative or the price is not above the variable cost.

    **Example** (Heizer & Render, example S5: F 10,000, price 4.00, variable cost 2.25; then the paper's
    Majalengka site):

    >>> round(bep_units(10000, 4.00, 2.25), 1)
    5714.3
    >>> round(bep_units(2516053871, 8633, 2271), 3)
    395481.589

    Source: production planning, chapter 2.2 and item 11.1.5.
    """
    _check_margin(fixed_cost, price, variable_cost)
    return fixed_cost / (price - variable_cost)


@udf(
    category=CATEGORY,
    help="Titik impas dalam rupiah penjualan; #NUM! bila harga tidak lebih dari biaya variabel.",
    args={"fixed_cost": _FIXED, "price": _PRICE, "variable_cost": _VARIABLE},
    native=_break_even("{fixed_cost}/(1-{variable_cost}/{price})"),
)
def bep_revenue(fixed_cost: float, price: float, variable_cost: float) -> float:
    r"""Return the revenue at which it covers all cost.

    .. math:: R = \frac{F}{1 - V/P}

    Args:
        fixed_cost: Cost of the period whatever is made (:math:`F`), rupiah.
        price: What a unit is sold for (:math:`P`), rupiah.
        variable_cost: What a unit costs on top (:math:`V`), rupiah.

    Raises:
        UdfError: #NUM!, a cost is negative or the price is not above the variable cost.

    **Example** (Heizer & Render, example S5; then the paper's Majalengka site):

    >>> round(bep_revenue(10000, 4.00, 2.25), 2)
    22857.14
    >>> round(bep_revenue(2516053871, 8633, 2271))
    3414192560

    Source: production planning, chapter 2.2 and item 11.1.5.
    """
    _check_margin(fixed_cost, price, variable_cost)
    return fixed_cost / (1 - variable_cost / price)


@udf(
    category=CATEGORY,
    help="Titik impas dalam unit, dibulatkan ke atas ke unit utuh.",
    args={"fixed_cost": _FIXED, "price": _PRICE, "variable_cost": _VARIABLE},
    native=_break_even("ROUNDUP(ROUND({fixed_cost}/({price}-{variable_cost}),6),0)"),
)
def bep_units_whole(fixed_cost: float, price: float, variable_cost: float) -> int:
    """Return the least whole number of units whose revenue covers all cost.

    Args:
        fixed_cost: Cost of the period whatever is made, rupiah.
        price: What a unit is sold for, rupiah.
        variable_cost: What a unit costs on top, rupiah.

    Raises:
        UdfError: as for :func:`bep_units`.

    **Example:**

    >>> bep_units_whole(10000, 4.00, 2.25)
    5715
    >>> bep_units_whole(100, 3, 1)
    50

    Source: production planning, chapter 2.2.
    """
    return ceil(round(bep_units(fixed_cost, price, variable_cost), 6))


def _check_margin(fixed_cost: float, price: float, variable_cost: float) -> None:
    for label, cost in (("biaya tetap", fixed_cost), ("biaya variabel", variable_cost)):
        if cost < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(cost)}")
    if price <= variable_cost:
        found = f"harga {shown(price)} dan biaya variabel {shown(variable_cost)}"
        reason = f"tidak ada titik impas: harga harus di atas biaya variabel, ditemukan {found}"
        raise UdfError(ExcelError.NUM, reason)


@udf(
    category=CATEGORY,
    help="Harga pokok produksi per unit: biaya total dibagi jumlah unit.",
    args={"total_cost": "Biaya total, rupiah", "units": "Jumlah produksi, unit"},
    native=if_blank(
        ["total_cost", "units"],
        if_numbers(
            "IF({units}<0,#NUM!,IF({units}=0,#DIV/0!,{total_cost}/{units}))", singles=["total_cost", "units"]
        ),
    ),
)
def unit_cost(total_cost: float, units: float) -> float:
    """Return the cost of a unit (HPP, harga pokok produksi).

    Args:
        total_cost: Fixed and variable cost of the period, rupiah.
        units: Units made in it, above 0.

    Raises:
        UdfError: #NUM!, the units are negative; #DIV/0!, there are none.

    **Example** (the paper's 2,746,053,871 for 5,000,000 packs):

    >>> round(unit_cost(2746053871, 5_000_000), 2)
    549.21

    Source: production planning, item 11.1.2.
    """
    if units < 0:
        raise UdfError(ExcelError.NUM, f"jumlah unit tidak boleh negatif, ditemukan {shown(units)}")
    return total_cost / units


@udf(
    category=CATEGORY,
    help="Harga jual: harga pokok ditambah laba, sebagai bagian dari harga pokok atau dari harga jual.",
    args={
        "unit_cost": "Harga pokok, rupiah per unit",
        "margin": "Laba, sebagai rasio (0,5 = 50 %)",
        "on_price": "Laba dari harga jual, TRUE bila rasio itu bagian dari harga jual",
    },
    native=if_blank(
        ["unit_cost", "margin"],
        if_numbers(
            "IF({unit_cost}<0,#NUM!,IF({margin}<=-1,#NUM!,"
            "IF({on_price},IF({margin}>=1,#NUM!,{unit_cost}/(1-{margin})),{unit_cost}*(1+{margin}))))",
            singles=["unit_cost", "margin"],
            flags=["on_price"],
        ),
    ),
)
def selling_price(unit_cost: float, margin: float, on_price: bool = False) -> float:
    r"""Return the price that leaves a margin: a mark-up on cost, or a share of the price itself.

    .. math:: P = c\,(1 + m) \quad\text{or}\quad P = \frac{c}{1 - m}

    Args:
        unit_cost: Cost of a unit (:math:`c`), rupiah.
        margin: Profit (:math:`m`) as a ratio of the cost, or of the price with ``on_price``.
        on_price: Take the margin as a share of the price.

    Raises:
        UdfError: #NUM!, a negative cost, a margin of -100 % or less, or 100 % and more of the price.

    **Example** (the paper's 550 with 50 %):

    >>> selling_price(550, 0.5), selling_price(550, 0.5, on_price=True)
    (825.0, 1100.0)

    Source: production planning, item 11.1.4.
    """
    if unit_cost < 0:
        raise UdfError(ExcelError.NUM, f"harga pokok tidak boleh negatif, ditemukan {shown(unit_cost)}")
    if margin <= -1 or (on_price and margin >= 1):
        limit = "antara -100 % dan 100 %" if on_price else "di atas -100 %"
        raise UdfError(ExcelError.NUM, f"laba harus {limit}, ditemukan {shown(margin)}")
    return unit_cost / (1 - margin) if on_price else unit_cost * (1 + margin)
