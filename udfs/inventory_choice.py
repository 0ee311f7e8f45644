"""Inventory: which price break to buy at, and which items deserve the attention (ABC).

Sources: Heizer & Render, *Operations Management*, chapter 12; Silver, Pyke & Peterson, *Inventory Management
and Production Planning and Scheduling*.
"""

from __future__ import annotations

from itertools import pairwise
from math import fsum

from udfs.inventory import CATEGORY, eoq, eoq_total_cost
from udfs.registry import ExcelError, Numbers, UdfError, shown, udf


@udf(
    category=CATEGORY,
    help="Jumlah pesanan termurah bila harga turun menurut jumlah (potongan untuk seluruh pesanan).",
    args={
        "demand": "Kebutuhan, unit per tahun",
        "order_cost": "Biaya pesan, rupiah sekali pesan",
        "holding_rate": "Biaya simpan, bagian dari harga beli per tahun (0,2 = 20 %)",
        "minimums": "Jumlah paling sedikit untuk tiap harga, menaik; yang pertama 0 atau 1",
        "prices": "Harga, rupiah per unit, sel sebaris dengan jumlahnya",
    },
)
def eoq_discount(
    demand: float, order_cost: float, holding_rate: float, minimums: Numbers, prices: Numbers
) -> float:
    """Return the order quantity of least total cost, purchase included, under all-units discounts.

    For each price the economic quantity is taken, or the least that gets the price if that is more; of these
    the one that costs least in a year.

    Args:
        demand: Units needed in a year, above 0.
        order_cost: Cost of placing one order, rupiah.
        holding_rate: Cost of keeping a unit for a year as a ratio of its price, above 0.
        minimums: From how many units each price holds, ascending.
        prices: Price of a unit from there on, rupiah, above 0.

    Raises:
        UdfError: #VALUE!, not as many prices as quantities, or quantities that do not ascend; #NUM!, a price,
            the demand or the holding rate is not above 0.

    **Example** (Heizer & Render, example 12.9: 5,000 toy cars, 49 an order, 20 %):

    >>> eoq_discount(5000, 49, 0.2, [0, 1000, 2000], [5.00, 4.80, 4.75])
    1000.0

    Source: Heizer & Render, chapter 12.
    """
    tiers = _tiers(minimums, prices)
    if demand <= 0 or holding_rate <= 0:
        found = f"{shown(demand)} dan {shown(holding_rate)}"
        raise UdfError(ExcelError.NUM, f"kebutuhan dan biaya simpan harus lebih dari 0, ditemukan {found}")
    costs = []
    for number, (least, price) in enumerate(tiers):
        holding = holding_rate * price
        quantity = max(eoq(demand, order_cost, holding), least)
        if number + 1 == len(tiers) or quantity < tiers[number + 1][0]:
            costs.append((eoq_total_cost(demand, order_cost, holding, quantity, price), quantity))
    return float(min(costs)[1])


@udf(
    category=CATEGORY,
    help="Golongan ABC tiap barang menurut bagian kumulatif nilai pakai setahun.",
    args={
        "values": "Nilai pakai, rupiah per tahun, satu kolom",
        "a": "Batas A, bagian kumulatif nilai (0,8 = 80 %)",
        "b": "Batas B, bagian kumulatif nilai (0,95 = 95 %)",
    },
    blank=(),
)
def abc_classes(values: Numbers, a: float = 0.8, b: float = 0.95) -> list[list[str]]:
    """Return the class of each item by the annual value of what is used: A the few that make up most of it.

    Items are taken from the dearest on; one is in A when the items before it make up less than ``a`` of the
    whole, in B when less than ``b``, else in C. Equal values keep their order.

    Args:
        values: Annual usage value of each item, rupiah, in one column; a blank gets no class.
        a: Share of the whole up to which items are in A.
        b: Share up to which they are in B.

    Raises:
        UdfError: #NUM!, a negative value, or limits that are not 0 < a <= b <= 1.

    **Example:**

    >>> [row[0] for row in abc_classes([50, 800, 120, 30, None])]
    ['B', 'A', 'B', 'C', '']

    Source: Silver, Pyke & Peterson; Heizer & Render, chapter 12.
    """
    if not 0 < a <= b <= 1:
        raise UdfError(ExcelError.NUM, f"batas harus 0 < A <= B <= 1, ditemukan {shown(a)} dan {shown(b)}")
    filled = [(value, n) for n, value in enumerate(values) if value is not None]
    if filled and min(filled)[0] < 0:
        raise UdfError(ExcelError.NUM, f"nilai tidak boleh negatif, ditemukan {shown(min(filled)[0])}")
    whole = fsum(value for value, _ in filled)
    classes = [""] * len(values)
    before = 0.0
    for value, n in sorted(filled, key=lambda item: (-item[0], item[1])):
        share = round(before / whole, 10) if whole else 1.0
        classes[n] = "A" if share < a else "B" if share < b else "C"
        before += value
    return [[letter] for letter in classes]


def _tiers(minimums: Numbers, prices: Numbers) -> list[tuple[float, float]]:
    if len(minimums) != len(prices):
        found = f"{len(minimums)} jumlah dan {len(prices)} harga"
        raise UdfError(ExcelError.VALUE, f"setiap jumlah harus punya harga, ditemukan {found}")
    pairs = [pair for pair in zip(minimums, prices, strict=True) if pair != (None, None)]
    tiers = [(least, price) for least, price in pairs if least is not None and price is not None]
    if not tiers or len(tiers) < len(pairs):
        raise UdfError(ExcelError.VALUE, "setiap jumlah harus punya harga")
    if any(one >= other for (one, _), (other, _) in pairwise(tiers)):
        raise UdfError(ExcelError.VALUE, "jumlah untuk tiap harga harus menaik")
    if min(price for _, price in tiers) <= 0:
        raise UdfError(ExcelError.NUM, "harga harus lebih dari 0")
    return tiers
