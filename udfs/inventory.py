"""Inventory: how much to order at a time, when, and with how much in reserve.

Sources: production planning, chapter 5; Heizer & Render, *Operations Management*, chapter 12; Silver, Pyke &
Peterson, *Inventory Management and Production Planning and Scheduling*; Nahmias, *Production and Operations
Analysis*, chapters 4 and 5. Money is in rupiah; demand and holding cost are for the same period, a year.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, UdfError, shown, udf

CATEGORY: Final = "Persediaan"

DEMAND: Final = "Kebutuhan, unit per tahun"
ORDER: Final = "Biaya pesan, rupiah sekali pesan"
HOLDING: Final = "Biaya simpan, rupiah per unit per tahun"


def checked(names: list[str], refuse: str, otherwise: str) -> str:
    """Return a formula over single numbers, blank while one is, #NUM! where ``refuse`` holds."""
    return if_blank(names, if_numbers(f"IF({refuse},#NUM!,{otherwise})", singles=names))


def at_least_0(**amounts: float) -> None:
    """Refuse an amount below 0; its keyword is its name in words."""
    for label, amount in amounts.items():
        if amount < 0:
            name = label.replace("_", " ")
            raise UdfError(ExcelError.NUM, f"{name} tidak boleh negatif, ditemukan {shown(amount)}")


def above_0(**amounts: float) -> None:
    """Refuse an amount that is not above 0; its keyword is its name in words."""
    for label, amount in amounts.items():
        if amount <= 0:
            name = label.replace("_", " ")
            raise UdfError(ExcelError.NUM, f"{name} harus lebih dari 0, ditemukan {shown(amount)}")


@udf(
    category=CATEGORY,
    help="Jumlah pesanan ekonomis (EOQ): biaya pesan dan biaya simpan bersama paling kecil.",
    args={"demand": DEMAND, "order_cost": ORDER, "holding_cost": HOLDING},
    native=checked(
        ["demand", "order_cost", "holding_cost"],
        "OR({demand}<0,{order_cost}<0,{holding_cost}<=0)",
        "SQRT(2*{demand}*{order_cost}/{holding_cost})",
    ),
)
def eoq(demand: float, order_cost: float, holding_cost: float) -> float:
    r"""Return the economic order quantity.

    .. math:: Q^* = \sqrt{\frac{2 R S}{C}}

    Args:
        demand: Units needed in a year (:math:`R`), 0 or more.
        order_cost: Cost of placing one order (:math:`S`), rupiah.
        holding_cost: Cost of keeping a unit for a year (:math:`C`), rupiah, above 0.

    Raises:
        UdfError: #NUM!, a negative demand or cost, or a holding cost of 0.

    **Example** (Heizer & Render, example 12.3; then the paper's own figures):

    >>> eoq(1000, 10, 0.50)
    200.0
    >>> round(eoq(51078.725, 10277, 266449.8), 4)
    62.7712

    Source: production planning, item 5.2.
    """
    at_least_0(kebutuhan=demand, biaya_pesan=order_cost)
    above_0(biaya_simpan=holding_cost)
    return sqrt(2 * demand * order_cost / holding_cost)


@udf(
    category=CATEGORY,
    help="Berapa kali memesan dalam setahun, tidak dibulatkan.",
    args={"demand": DEMAND, "order_quantity": "Jumlah sekali pesan, unit"},
    native=checked(
        ["demand", "order_quantity"], "OR({demand}<0,{order_quantity}<=0)", "{demand}/{order_quantity}"
    ),
)
def eoq_orders(demand: float, order_quantity: float) -> float:
    r"""Return how many orders a year needs, :math:`R / Q`.

    Args:
        demand: Units needed in a year (:math:`R`).
        order_quantity: Units of one order (:math:`Q`), above 0.

    Raises:
        UdfError: #NUM!, a negative demand or no order quantity.

    **Example** (Heizer & Render, example 12.4):

    >>> eoq_orders(1000, 200)
    5.0

    Source: production planning, item 5.3.
    """
    at_least_0(kebutuhan=demand)
    above_0(jumlah_pesan=order_quantity)
    return demand / order_quantity


@udf(
    category=CATEGORY,
    help="Hari antara dua pesanan.",
    args={
        "demand": DEMAND,
        "order_quantity": "Jumlah sekali pesan, unit",
        "days": "Hari dalam setahun yang dipakai",
    },
    native=checked(
        ["demand", "order_quantity", "days"],
        "OR({demand}<=0,{order_quantity}<=0,{days}<=0)",
        "{days}*{order_quantity}/{demand}",
    ),
)
def eoq_cycle(demand: float, order_quantity: float, days: float) -> float:
    r"""Return the days between two orders, :math:`T = d\,Q / R`.

    Args:
        demand: Units needed in a year (:math:`R`), above 0.
        order_quantity: Units of one order (:math:`Q`), above 0.
        days: Working days of the year (:math:`d`), above 0.

    Raises:
        UdfError: #NUM!, one of them is not above 0.

    **Example** (Heizer & Render, example 12.4: 250 working days):

    >>> eoq_cycle(1000, 200, 250)
    50.0

    Source: Heizer & Render, chapter 12.
    """
    above_0(kebutuhan=demand, jumlah_pesan=order_quantity, hari=days)
    return days * order_quantity / demand


@udf(
    category=CATEGORY,
    help="Biaya setahun dari memesan dan menyimpan; dengan harga beli bila diisi.",
    args={
        "demand": DEMAND,
        "order_cost": ORDER,
        "holding_cost": HOLDING,
        "quantity": "Jumlah sekali pesan, unit",
        "unit_price": "Harga beli, rupiah per unit",
    },
    native=if_blank(
        ["demand", "order_cost", "holding_cost", "quantity"],
        if_numbers(
            "IF(OR({demand}<0,{order_cost}<0,{holding_cost}<0,{quantity}<=0),#NUM!,"
            "{order_cost}*{demand}/{quantity}+{holding_cost}*{quantity}/2+{unit_price}*{demand})",
            singles=["demand", "order_cost", "holding_cost", "quantity", "unit_price"],
        ),
    ),
)
def eoq_total_cost(
    demand: float, order_cost: float, holding_cost: float, quantity: float, unit_price: float = 0.0
) -> float:
    r"""Return what ordering and holding cost in a year when ``quantity`` is ordered at a time.

    .. math:: TC = \frac{R}{Q} S + \frac{Q}{2} C + P R

    Args:
        demand: Units needed in a year (:math:`R`).
        order_cost: Cost of placing one order (:math:`S`), rupiah.
        holding_cost: Cost of keeping a unit for a year (:math:`C`), rupiah.
        quantity: Units of one order (:math:`Q`), above 0.
        unit_price: Price of a unit (:math:`P`), rupiah; 0 leaves the purchase itself out.

    Raises:
        UdfError: #NUM!, a negative demand or cost, or no quantity.

    **Example** (Heizer & Render, example 12.5):

    >>> eoq_total_cost(1000, 10, 0.50, 200)
    100.0

    Source: production planning, item 5.2.
    """
    at_least_0(kebutuhan=demand, biaya_pesan=order_cost, biaya_simpan=holding_cost)
    above_0(jumlah_pesan=quantity)
    return order_cost * demand / quantity + holding_cost * quantity / 2 + unit_price * demand


@udf(
    category=CATEGORY,
    help="Faktor pengaman z untuk tingkat layanan: peluang tidak kehabisan selama waktu tunggu.",
    args={"service_level": "Tingkat layanan, antara 0 dan 1 (0,95 = 95 %)"},
    native=if_blank(
        ["service_level"],
        if_numbers(
            "IF(OR({service_level}<=0,{service_level}>=1),#NUM!,NORMSINV({service_level}))",
            singles=["service_level"],
        ),
    ),
)
def service_factor(service_level: float) -> float:
    """Return the standard normal quantile of a cycle service level.

    Args:
        service_level: Chance of no stockout in a lead time, between 0 and 1.

    Raises:
        UdfError: #NUM!, not between 0 and 1.

    **Example:**

    >>> round(service_factor(0.95), 4)
    1.6449

    Source: Heizer & Render, chapter 12.
    """
    if not 0 < service_level < 1:
        raise UdfError(
            ExcelError.NUM, f"tingkat layanan harus antara 0 dan 1, ditemukan {shown(service_level)}"
        )
    return NormalDist().inv_cdf(service_level)


@udf(
    category=CATEGORY,
    help="Persediaan pengaman: z kali simpangan baku kebutuhan harian kali akar waktu tunggu.",
    args={
        "z": "Faktor pengaman, lihat SERVICE_FACTOR",
        "sigma": "Simpangan baku, unit per hari",
        "lead_time": "Waktu tunggu, hari",
    },
    native=checked(
        ["z", "sigma", "lead_time"], "OR({sigma}<0,{lead_time}<0)", "{z}*{sigma}*SQRT({lead_time})"
    ),
)
def safety_stock(z: float, sigma: float, lead_time: float) -> float:
    r"""Return the stock held against demand above the mean during the lead time.

    .. math:: SS = z\,\sigma \sqrt{L}

    Args:
        z: Safety factor, 1.645 for 95 %.
        sigma: Standard deviation of the demand of a day (:math:`\sigma`), units.
        lead_time: Days from order to arrival (:math:`L`).

    Raises:
        UdfError: #NUM!, a negative deviation or lead time.

    **Example** (Heizer & Render, example 12.14 with daily deviation 5 and lead time 2, at 90 %):

    >>> round(safety_stock(1.28, 5, 2), 2)
    9.05

    Source: production planning, item 5.4; Heizer & Render, chapter 12.
    """
    at_least_0(simpangan_baku=sigma, waktu_tunggu=lead_time)
    return z * sigma * sqrt(lead_time)


@udf(
    category=CATEGORY,
    help="Titik pemesanan kembali: kebutuhan selama waktu tunggu ditambah persediaan pengaman.",
    args={
        "daily_demand": "Kebutuhan harian, unit",
        "lead_time": "Waktu tunggu, hari",
        "safety_stock": "Persediaan pengaman, unit",
    },
    native=if_blank(
        ["daily_demand", "lead_time"],
        if_numbers(
            "IF(OR({daily_demand}<0,{lead_time}<0),#NUM!,{daily_demand}*{lead_time}+{safety_stock})",
            singles=["daily_demand", "lead_time", "safety_stock"],
        ),
    ),
)
def reorder_point(daily_demand: float, lead_time: float, safety_stock: float = 0.0) -> float:
    r"""Return the stock at which the next order is placed, :math:`d\,L + SS`.

    Args:
        daily_demand: Units used in a day (:math:`d`).
        lead_time: Days from order to arrival (:math:`L`).
        safety_stock: Units in reserve (:math:`SS`).

    Raises:
        UdfError: #NUM!, a negative demand or lead time.

    **Example** (Heizer & Render, example 12.7: 8,000 a year, 250 days, 3 days):

    >>> reorder_point(8000 / 250, 3)
    96.0

    Source: production planning, item 5.4; Heizer & Render, chapter 12.
    """
    at_least_0(kebutuhan_harian=daily_demand, waktu_tunggu=lead_time)
    return daily_demand * lead_time + safety_stock
