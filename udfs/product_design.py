"""Choosing among designs of a product: how firm the choice is against the weights.

Source: production planning, chapter 7; Pahl & Beitz, *Engineering Design*, section 3.3 (weighted values).
"""

from __future__ import annotations

from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, UdfError, udf

CATEGORY: Final = "Desain produk"
_ARGUMENTS: Final = ["one_first", "one_second", "other_first", "other_second"]
_SLOPE: Final = "({one_first}-{one_second}-{other_first}+{other_second})"
_AT: Final = f"ROUND(({{other_second}}-{{one_second}})/{_SLOPE},10)"


@udf(
    category=CATEGORY,
    help="Bobot bagian pertama pada saat dua alternatif bernilai sama: di sana pilihan berbalik.",
    args={
        "one_first": "Alternatif satu, nilai pada bagian pertama",
        "one_second": "Alternatif satu, nilai pada bagian kedua",
        "other_first": "Alternatif lain, nilai pada bagian pertama",
        "other_second": "Alternatif lain, nilai pada bagian kedua",
    },
    native=if_blank(
        _ARGUMENTS,
        if_numbers(f"IF(ROUND({_SLOPE},10)=0,#N/A,IF(OR({_AT}<0,{_AT}>1),#N/A,{_AT}))", singles=_ARGUMENTS),
    ),
)
def weight_swing(one_first: float, one_second: float, other_first: float, other_second: float) -> float:
    r"""Return the weight of the first part at which two alternatives are worth the same.

    With the weight :math:`w` of the first part and :math:`1 - w` of the second, the alternatives :math:`a`
    and :math:`b` are equal at

    .. math:: w = \frac{b_2 - a_2}{(a_1 - a_2) - (b_1 - b_2)}

    Args:
        one_first: What one alternative is worth in the first part (:math:`a_1`).
        one_second: The same in the second (:math:`a_2`).
        other_first: What the other is worth in the first part (:math:`b_1`).
        other_second: The same in the second (:math:`b_2`).

    Returns:
        A ratio from 0 to 1, to 10 decimals.

    Raises:
        UdfError: #N/A, no weight makes them equal, so that the choice does not depend on it.

    **Example** (8 and 6 against 6 and 9: equal when the first part has 60 %):

    >>> weight_swing(8, 6, 6, 9)
    0.6

    Source: production planning, chapter 7.
    """
    slope = one_first - one_second - other_first + other_second
    at = round((other_second - one_second) / slope, 10) if round(slope, 10) else -1.0
    if not 0 <= at <= 1:
        raise UdfError(ExcelError.NA, "bobot berapa pun tidak mengubah pilihan antara dua alternatif ini")
    return at
