"""Floor area of rooms and machines: count times length times width, and an allowance for moving around.

Source: production planning, chapter 6; Apple, *Plant Layout and Material Handling*.
"""

from __future__ import annotations

from math import pi
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, UdfError, shown, udf

CATEGORY: Final = "Luas lantai"


@udf(
    category=CATEGORY,
    help="Luas lantai dalam meter persegi, dengan kelonggaran.",
    args={
        "count": "Jumlah, ruang atau mesin",
        "length": "Panjang, meter",
        "width": "Lebar, meter",
        "allowance": "Kelonggaran, bagian dari luas (1 = 100 %)",
    },
    native=if_blank(
        ["count", "length", "width"],
        if_numbers(
            "IF(OR({count}<0,{length}<0,{width}<0,{allowance}<0),#NUM!,"
            "{count}*{length}*{width}*(1+{allowance}))",
            singles=["count", "length", "width", "allowance"],
        ),
    ),
)
def floor_area(count: float, length: float, width: float, allowance: float = 0.0) -> float:
    r"""Return the floor that rooms or machines of one size take.

    .. math:: A = n\,p\,l\,(1 + a)

    Args:
        count: How many there are (:math:`n`).
        length: Metres (:math:`p`).
        width: Metres (:math:`l`).
        allowance: Room around them as a ratio of their own area (:math:`a`).

    Returns:
        Square metres.

    Raises:
        UdfError: #NUM!, one of them is negative.

    **Example** (Tabel 6.1, raw material store: 20 x 15 m with 100 %):

    >>> floor_area(1, 20, 15, 1)
    600

    Source: production planning, chapter 6.
    """
    for label, amount in (
        ("jumlah", count),
        ("panjang", length),
        ("lebar", width),
        ("kelonggaran", allowance),
    ):
        if amount < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(amount)}")
    return count * length * width * (1 + allowance)


@udf(
    category=CATEGORY,
    help="Luas lantai benda bundar dalam meter persegi, dengan kelonggaran.",
    args={
        "count": "Jumlah, mesin atau tangki",
        "diameter": "Garis tengah, meter",
        "allowance": "Kelonggaran, bagian dari luas (1 = 100 %)",
    },
    native=if_blank(
        ["count", "diameter"],
        if_numbers(
            "IF(OR({count}<0,{diameter}<0,{allowance}<0),#NUM!,{count}*PI()*{diameter}^2/4*(1+{allowance}))",
            singles=["count", "diameter", "allowance"],
        ),
    ),
)
def round_floor_area(count: float, diameter: float, allowance: float = 0.0) -> float:
    """Return the floor that round machines, drums for example, take.

    Args:
        count: How many there are.
        diameter: Metres.
        allowance: Room around them as a ratio of their own area.

    Returns:
        Square metres.

    Raises:
        UdfError: #NUM!, one of them is negative.

    **Example** (Tabel 6.2, two drums of 2.2 m with 100 %):

    >>> round(round_floor_area(2, 2.2, 1), 6)
    15.205308

    Source: production planning, chapter 6.
    """
    for label, amount in (("jumlah", count), ("garis tengah", diameter), ("kelonggaran", allowance)):
        if amount < 0:
            raise UdfError(ExcelError.NUM, f"{label} tidak boleh negatif, ditemukan {shown(amount)}")
    return count * pi * diameter**2 / 4 * (1 + allowance)
