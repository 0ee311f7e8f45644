"""Year to date of a KPI: its months made one number, as the KPI's card says.

A method is taken in English or Indonesian, in capitals or not: Sum or Jumlah, Average or Rata-rata, Last or
Terakhir, Max or Tertinggi, Min or Terendah, Ratio or Rasio.
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.bsc import CATEGORY
from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, UdfError, udf
from udfs.words import place, word

METHODS: Final = {
    "sum": ("sum", "jumlah"),
    "average": ("average", "rata-rata"),
    "last": ("last", "terakhir"),
    "max": ("max", "tertinggi"),
    "min": ("min", "terendah"),
    "ratio": ("ratio", "rasio"),
}
MONTHS: Final = 12


def _so_far(argument: str) -> str:
    """Return the formula for the months of a range that count."""
    last = "MIN(TRUNC({months}),ROWS({values})*COLUMNS({values}))"
    return f"INDEX({{{argument}}},1):INDEX({{{argument}}},{last})"


_METHOD: Final = place("method", METHODS)
_VALUES: Final = _so_far("values")
_DENOMINATORS: Final = _so_far("denominators")
_LAST: Final = ",".join(  # where it stands; formualizer has no LOOKUP in a part of a range
    f'IF({{months}}>={n},IFERROR((INDEX({{values}},{n})<>"")*{n},0))' for n in range(1, MONTHS + 1)
)
_ANY: Final = '">-9E+99"'
_RATIO: Final = (
    "IF(OR(ROWS({values})<>ROWS({denominators}),COLUMNS({values})<>COLUMNS({denominators})),#VALUE!,"
    f'IF(COUNTIFS({_VALUES},{_ANY},{_DENOMINATORS},{_ANY})=0,"",'
    f"SUMIFS({_VALUES},{_DENOMINATORS},{_ANY})/SUMIFS({_DENOMINATORS},{_VALUES},{_ANY})))"
)


@udf(
    category=CATEGORY,
    help="Nilai KPI sejak awal periode sampai bulan laporan; bulan yang kosong tidak dihitung.",
    args={
        "values": "Nilai bulanan, satu baris atau kolom, paling banyak 12 sel; untuk Ratio: pembilangnya",
        "method": "Cara, Sum/Jumlah, Average/Rata-rata, Last/Terakhir, Max/Tertinggi, Min/Terendah atau "
        "Ratio/Rasio",
        "denominators": "Penyebut bulanan, sel sebanyak nilai bulanan; hanya untuk Ratio",
        "months": "Bulan laporan, berapa sel pertama yang dihitung",
    },
    blank=["method", "months"],
    native=if_blank(
        ["method", "months"],
        if_numbers(
            f"IF(OR({_METHOD}=0,ROWS({{values}})*COLUMNS({{values}})>{MONTHS}),#VALUE!,"
            f'IF({{months}}<=-1,#NUM!,IF({{months}}<1,"",IF(COUNT({_VALUES})=0,"",CHOOSE({_METHOD},'
            f"SUM({_VALUES}),AVERAGE({_VALUES}),INDEX({{values}},MAX({_LAST})),MAX({_VALUES}),"
            f"MIN({_VALUES}),{_RATIO})))))",
            ranges=["values", "denominators"],
            singles=["months"],
        ),
    ),
)
def kpi_ytd(values: Numbers, method: str, denominators: Numbers = (), months: int = MONTHS) -> float | None:
    r"""Return a KPI's year to date from its months; months that are blank are left out.

    .. math:: \text{ratio} = \frac{\sum_m n_m}{\sum_m d_m}

    Args:
        values: One value for each month, in one row or column; for a ratio its numerators (:math:`n_m`).
        method: How months make a year: sum, average, last, max, min or ratio.
        denominators: Denominators of a ratio (:math:`d_m`), as many as ``values``; a month counts where both
            are there. Other methods do not use them.
        months: How many of the first months count, in whole months; 0 is none.

    Returns:
        The year to date in the unit of the KPI, None where no month is reported.

    Raises:
        UdfError: #VALUE!, an unknown method, more than 12 values or, for a ratio, not as many denominators;
            #NUM!, a negative number of months; #DIV/0!, the denominators sum to 0.

    **Example** (5 of 100 and 1 of 400 pieces rejected: 6 of 500, not the mean of 5 % and 0.25 %):

    >>> kpi_ytd([5, 1, None], "ratio", [100, 400, None])
    0.012
    >>> kpi_ytd([5, 1, None, 7], "last", months=3)
    1

    Source: quality objectives, items 4.8 and 7.2.1; consolidation as in Parmenter.
    """
    way = word(method, METHODS, "cara")
    if len(values) > MONTHS:
        raise UdfError(ExcelError.VALUE, f"nilai bulanan paling banyak {MONTHS}, ditemukan {len(values)}")
    if months < 0:
        raise UdfError(ExcelError.NUM, f"bulan laporan tidak boleh negatif, ditemukan {months}")
    reported = [value for value in values[:months] if value is not None]
    if not reported:
        return None
    if way == "ratio":
        return _ratio(values, denominators, months)
    return {
        "sum": fsum(reported),
        "average": fsum(reported) / len(reported),
        "last": reported[-1],
        "max": max(reported),
        "min": min(reported),
    }[way]


def _ratio(numerators: Numbers, denominators: Numbers, months: int) -> float | None:
    if len(numerators) != len(denominators):
        found = f"{len(numerators)} pembilang dan {len(denominators)} penyebut"
        raise UdfError(ExcelError.VALUE, f"jumlah sel pembilang dan penyebut harus sama, ditemukan {found}")
    pairs = [
        (over, under)
        for over, under in zip(numerators[:months], denominators[:months], strict=True)
        if over is not None and under is not None
    ]
    return fsum(over for over, _ in pairs) / fsum(under for _, under in pairs) if pairs else None
