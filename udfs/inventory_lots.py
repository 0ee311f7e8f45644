"""Inventory: lots that come in while they are used, and orders that customers wait for.

Sources: Heizer & Render, *Operations Management*, chapter 12; Silver, Pyke & Peterson, *Inventory Management
and Production Planning and Scheduling*.
"""

from __future__ import annotations

from math import sqrt

from udfs.inventory import CATEGORY, DEMAND, HOLDING, ORDER, above_0, at_least_0, checked, eoq
from udfs.registry import ExcelError, UdfError, shown, udf


@udf(
    category=CATEGORY,
    help="Lot produksi ekonomis (EPQ): seperti EOQ, tetapi barang masuk berangsur selama diproduksi.",
    args={
        "demand": "Kebutuhan, unit per tahun",
        "setup_cost": "Biaya persiapan, rupiah sekali produksi",
        "holding_cost": HOLDING,
        "production_rate": "Laju produksi, unit per tahun",
    },
    native=checked(
        ["demand", "setup_cost", "holding_cost", "production_rate"],
        "OR({demand}<0,{setup_cost}<0,{holding_cost}<=0,{production_rate}<={demand})",
        "SQRT(2*{demand}*{setup_cost}/({holding_cost}*(1-{demand}/{production_rate})))",
    ),
)
def epq(demand: float, setup_cost: float, holding_cost: float, production_rate: float) -> float:
    r"""Return the economic production lot.

    .. math:: Q^* = \sqrt{\frac{2 R S}{C\,(1 - R / p)}}

    Args:
        demand: Units needed in a year (:math:`R`).
        setup_cost: Cost of preparing one lot (:math:`S`), rupiah.
        holding_cost: Cost of keeping a unit for a year (:math:`C`), rupiah, above 0.
        production_rate: Units that a year of production makes (:math:`p`), more than the demand.

    Raises:
        UdfError: #NUM!, a negative demand or cost, or production that does not exceed the demand.

    **Example** (Heizer & Render, example 12.8: 1,000 a year, 4 a day used, 8 a day made):

    >>> round(epq(1000, 10, 0.50, 2000), 1)
    282.8

    Source: Heizer & Render, chapter 12.
    """
    at_least_0(kebutuhan=demand, biaya_persiapan=setup_cost)
    above_0(biaya_simpan=holding_cost)
    if production_rate <= demand:
        found = f"{shown(production_rate)} untuk kebutuhan {shown(demand)}"
        raise UdfError(ExcelError.NUM, f"laju produksi harus di atas kebutuhan, ditemukan {found}")
    return sqrt(2 * demand * setup_cost / (holding_cost * (1 - demand / production_rate)))


@udf(
    category=CATEGORY,
    help="Jumlah pesanan ekonomis bila kekurangan boleh dipenuhi kemudian.",
    args={
        "demand": DEMAND,
        "order_cost": ORDER,
        "holding_cost": HOLDING,
        "backorder_cost": "Biaya kekurangan, rupiah per unit per tahun",
    },
    native=checked(
        ["demand", "order_cost", "holding_cost", "backorder_cost"],
        "OR({demand}<0,{order_cost}<0,{holding_cost}<=0,{backorder_cost}<=0)",
        "SQRT(2*{demand}*{order_cost}/{holding_cost}*({holding_cost}+{backorder_cost})/{backorder_cost})",
    ),
)
def eoq_backorder(demand: float, order_cost: float, holding_cost: float, backorder_cost: float) -> float:
    r"""Return the economic order quantity where customers wait for what is short.

    .. math:: Q^* = \sqrt{\frac{2 R S}{C} \cdot \frac{C + B}{B}}

    Args:
        demand: Units needed in a year (:math:`R`).
        order_cost: Cost of placing one order (:math:`S`), rupiah.
        holding_cost: Cost of keeping a unit for a year (:math:`C`), rupiah, above 0.
        backorder_cost: Cost of being a unit short for a year (:math:`B`), rupiah, above 0.

    Raises:
        UdfError: #NUM!, a negative demand or cost, or a holding or backorder cost of 0.

    **Example** (a shortage four times as dear as a unit in stock):

    >>> round(eoq_backorder(1000, 10, 0.50, 2.00), 1)
    223.6

    Source: Silver, Pyke & Peterson; :func:`backorder_level` gives how much of it is short.
    """
    above_0(biaya_kekurangan=backorder_cost)
    return eoq(demand, order_cost, holding_cost) * sqrt((holding_cost + backorder_cost) / backorder_cost)


@udf(
    category=CATEGORY,
    help="Kekurangan paling banyak di antara dua pesanan, bagian dari jumlah pesanan.",
    args={
        "order_quantity": "Jumlah sekali pesan, unit",
        "holding_cost": HOLDING,
        "backorder_cost": "Biaya kekurangan, rupiah per unit per tahun",
    },
    native=checked(
        ["order_quantity", "holding_cost", "backorder_cost"],
        "OR({order_quantity}<0,{holding_cost}<0,{backorder_cost}<=0)",
        "{order_quantity}*{holding_cost}/({holding_cost}+{backorder_cost})",
    ),
)
def backorder_level(order_quantity: float, holding_cost: float, backorder_cost: float) -> float:
    r"""Return how many units are short just before an order comes, :math:`Q\,C / (C + B)`.

    Args:
        order_quantity: Units of one order (:math:`Q`).
        holding_cost: Cost of keeping a unit for a year (:math:`C`), rupiah.
        backorder_cost: Cost of being a unit short for a year (:math:`B`), rupiah, above 0.

    Raises:
        UdfError: #NUM!, a negative quantity or holding cost, or a backorder cost of 0.

    **Example:**

    >>> backorder_level(250, 0.50, 2.00)
    50.0

    Source: Silver, Pyke & Peterson.
    """
    at_least_0(jumlah_pesan=order_quantity, biaya_simpan=holding_cost)
    above_0(biaya_kekurangan=backorder_cost)
    return order_quantity * holding_cost / (holding_cost + backorder_cost)
