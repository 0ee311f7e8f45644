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


def _so_far(argument: str, like: str = "values") -> str:
    """Return the formula for the months of a range that count."""
    last = f"MIN({{months}},ROWS({{{like}}})*COLUMNS({{{like}}}))"  # INDEX cuts
    return f"INDEX({{{argument}}},1):INDEX({{{argument}}},{last})"


def _each(term: str) -> str:
    """Return the formulas of the twelve months, ``#`` is the number of the month."""
    return ",".join(term.replace("#", f"{n}") for n in range(1, MONTHS + 1))


def _last(argument: str) -> str:
    """Return the formula for the place of the last value."""
    # formualizer has no LOOKUP in a part of a range
    place_of = f'IF({{months}}>=#,IFERROR((INDEX({{{argument}}},#)<>"")*#,0))'
    return f"MAX({_each(place_of)})"


_METHOD: Final = place("method", METHODS)
_VALUES: Final = _so_far("values")
_DENOMINATORS: Final = _so_far("denominators")
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
            f"SUM({_VALUES}),AVERAGE({_VALUES}),INDEX({{values}},{_last('values')}),MAX({_VALUES}),"
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


_TARGETS, _ACTUALS, _UNDER = (_so_far(name, "targets") for name in ("targets", "actuals", "denominators"))
_TOLD: Final = f"{_ACTUALS},{_ANY}"
_BOTH_TOLD: Final = f'{_TOLD},{_UNDER},{_ANY},{_UNDER},"<>0"'
_LAST_TOLD: Final = _each(  # a month that is reported goes before all that are not
    'IFERROR(({months}>=#)*(INDEX({targets},#)<>"")*(#+12*(INDEX({actuals},#)<>"")),0)'
)


_IS_RATIO: Final = 'SUMPRODUCT((TRIM({method})={{"ratio","rasio"}})*1)>0'


def _beside(otherwise: str) -> str:
    """Return the formula that refuses what does not stand beside the targets."""

    def differ(name: str) -> str:
        return f"ROWS({{targets}})<>ROWS({{{name}}}),COLUMNS({{targets}})<>COLUMNS({{{name}}})"

    return if_blank(
        ["method", "months"],
        if_numbers(
            f"IF(OR({_METHOD}=0,ROWS({{targets}})*COLUMNS({{targets}})>{MONTHS},{differ('actuals')},"
            f"IF({_IS_RATIO},OR({differ('denominators')}))),#VALUE!,"
            f'IF({{months}}<=-1,#NUM!,IF({{months}}<1,"",IF(COUNT({_TARGETS})=0,"",{otherwise}))))',
            ranges=["targets", "actuals", "denominators"],
            singles=["months"],
        ),
    )


_BESIDE: Final = {
    "targets": "Target bulanan, satu baris atau kolom, paling banyak 12 sel",
    "method": "Cara, seperti pada KPI_YTD",
    "actuals": "Realisasi bulanan, sel sebanyak target; untuk Ratio: pembilangnya",
    "denominators": "Penyebut bulanan, sel sebanyak target; hanya untuk Ratio",
    "months": "Bulan laporan, berapa sel pertama yang dihitung",
}


@udf(
    category=CATEGORY,
    help="Target KPI sampai bulan laporan, dari bulan yang sudah dilaporkan; bila belum ada, dari semua.",
    args=_BESIDE,
    blank=["method", "months"],
    native=_beside(
        f"IFERROR(CHOOSE({_METHOD},"
        f"IF(COUNTIFS({_TARGETS},{_ANY},{_TOLD})=0,SUM({_TARGETS}),SUMIFS({_TARGETS},{_TOLD})),"
        f"AVERAGEIFS({_TARGETS},{_TOLD}),"
        f"INDEX({{targets}},MOD(MAX({_LAST_TOLD})-1,12)+1),MAX({_TARGETS}),MIN({_TARGETS}),"
        f"AVERAGEIFS({_TARGETS},{_BOTH_TOLD})),AVERAGE({_TARGETS}))"  # no month is reported
    ),
)
def kpi_ytd_target(
    targets: Numbers, method: str, actuals: Numbers, denominators: Numbers = (), months: int = MONTHS
) -> float | None:
    r"""Return the target to which a KPI's year to date compares: that of the months that are reported.

    .. math:: T = \sum_{m \in R} t_m \quad \text{(sum)}, \qquad
        T = \frac{1}{|R|} \sum_{m \in R} t_m \quad \text{(average, ratio)}

    Here :math:`R` are the months with target and actual, for a ratio also with a denominator other than 0.
    Last takes the target of the last of them. Max and min take the highest and the lowest of all months that
    are due, which silence does not move; so does a KPI of which nothing is reported.

    Args:
        targets: One target for each month (:math:`t_m`), in one row or column; blank: not due.
        method: How months make a year, as for :func:`kpi_ytd`.
        actuals: One actual for each month, for a ratio its numerators; blank: not reported.
        denominators: Denominators of a ratio, as many as ``targets``. Other methods do not use them.
        months: How many of the first months count, in whole months; 0 is none.

    Returns:
        The target in the unit of the KPI, None where no month is due.

    Raises:
        UdfError: #VALUE!, an unknown method, more than 12 targets, or not as many actuals or, for a ratio,
            denominators; #NUM!, a negative number of months.

    **Example** (three months of 10 are due, the second is not reported):

    >>> kpi_ytd_target([10, 10, 10], "sum", [9, None, 8])
    20.0
    >>> kpi_ytd_target([10, 10, 10], "sum", [None, None, None])
    30.0

    Source: quality objectives, items 4.8 and 7.2.1; like is compared with like.
    """
    due, told = _due_and_told(targets, method, actuals, denominators, months)
    way = word(method, METHODS, "cara")
    counted = due if way in ("max", "min") else told or due
    return kpi_ytd([targets[month] for month in counted], "average" if way == "ratio" else way)


@udf(
    category=CATEGORY,
    help="Bagian KPI yang sudah dilaporkan dari yang jatuh tempo sampai bulan laporan, 0 sampai 1.",
    args=_BESIDE,
    blank=["method", "months"],
    native=_beside(
        f"IF({_METHOD}=6,COUNTIFS({_TARGETS},{_ANY},{_BOTH_TOLD})/COUNT({_TARGETS}),"
        f"MIN(COUNTIFS({_TARGETS},{_ANY},{_TOLD})/COUNT({_TARGETS}),"
        f"IF({_METHOD}<3,IFERROR(MAX(0,SUMIFS({_TARGETS},{_TOLD})/SUM({_TARGETS})),1),"
        f'IF({_METHOD}=3,(INDEX({{actuals}},{_last("targets")})<>"")*1,1))))'
    ),
)
def kpi_ytd_coverage(
    targets: Numbers, method: str, actuals: Numbers, denominators: Numbers = (), months: int = MONTHS
) -> float | None:
    r"""Return how much of a KPI's year to date is reported, so that a month that is silent can count 0.

    .. math:: c = \min\left(\frac{|R|}{|D|}, \frac{\sum_{m \in R} t_m}{\sum_{m \in D} t_m}\right)

    Here :math:`D` are the months that are due and :math:`R` those of them that are reported, as for
    :func:`kpi_ytd_target`. The second share is that of sum and average alone, where a month weighs what its
    target weighs; it is not used where the targets sum to 0. Last is 0 while the last month that is due is
    not reported, as that month is the year to date.

    Times this share, a score is never above the one with the silent months reported, each with an
    achievement of 0 or better: for sum, average and last, with targets of one sign, for an achievement
    counted in proportion to the target (a tolerance as for one month of an average, none for a sum). For the
    others, and for T/A, it is so with months that are no worse than those reported, and equal targets.

    Args:
        targets: One target for each month (:math:`t_m`), in one row or column; blank: not due.
        method: How months make a year, as for :func:`kpi_ytd`.
        actuals: One actual for each month, for a ratio its numerators; blank: not reported.
        denominators: Denominators of a ratio, as many as ``targets``. Other methods do not use them.
        months: How many of the first months count, in whole months; 0 is none.

    Returns:
        The share from 0 to 1, None where no month is due.

    Raises:
        UdfError: as for :func:`kpi_ytd_target`.

    **Example** (one of three months is silent; then the one with half of the year's target):

    >>> round(kpi_ytd_coverage([10, 10, 10], "average", [9, None, 8]), 4)
    0.6667
    >>> kpi_ytd_coverage([10, 10, 20], "sum", [9, 11, None])
    0.5

    Source: quality objectives, items 4.8 and 7.2.1; what is due and not reported counts 0.
    """
    due, told = _due_and_told(targets, method, actuals, denominators, months)
    if not due:
        return None
    share, way = len(told) / len(due), word(method, METHODS, "cara")
    whole = fsum(targets[month] or 0.0 for month in due)
    if way in ("sum", "average") and whole:
        share = min(share, max(0.0, fsum(targets[month] or 0.0 for month in told) / whole))
    return 0.0 if way == "last" and due[-1] not in told else share


def _due_and_told(
    targets: Numbers, method: str, actuals: Numbers, denominators: Numbers, months: int
) -> tuple[list[int], list[int]]:
    """Return the places of the months that are due, and of those of them that are reported."""
    is_ratio = word(method, METHODS, "cara") == "ratio"
    if len(targets) > MONTHS:
        raise UdfError(ExcelError.VALUE, f"target bulanan paling banyak {MONTHS}, ditemukan {len(targets)}")
    for name, cells in (("realisasi", actuals), ("penyebut", denominators if is_ratio else targets)):
        if len(cells) != len(targets):
            found = f"{len(targets)} target dan {len(cells)} {name}"
            raise UdfError(ExcelError.VALUE, f"jumlah sel target dan {name} harus sama, ditemukan {found}")
    if months < 0:
        raise UdfError(ExcelError.NUM, f"bulan laporan tidak boleh negatif, ditemukan {months}")
    due = [month for month, target in enumerate(targets[:months]) if target is not None]
    told = [month for month in due if actuals[month] is not None]
    if is_ratio:
        told = [month for month in told if denominators[month]]
    return due, told


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
