"""Balanced Scorecard: from a KPI's actual to its achievement, score and status, and to the scorecard's total.

The method is the company's procedure for quality objectives, items 4.4 to 4.9 and 7.2, with the weighted
scorecard of Kaplan & Norton, *The Balanced Scorecard*, and the KPI polarities and traffic lights usual in
practice (Parmenter, *Key Performance Indicators*). A blank actual is a KPI not yet reported, never a zero.

A polarity is taken in English or Indonesian, in capitals or not: Maximize or Maksimalkan, Minimize or
Minimalkan, Stabilize or Stabilkan.
"""

from __future__ import annotations

from math import fsum
from typing import Final

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Numbers, Texts, UdfError, shown, udf
from udfs.words import place, word

CATEGORY: Final = "Balanced Scorecard"
POLARITIES: Final = {
    "maximize": ("maximize", "maksimalkan"),
    "minimize": ("minimize", "minimalkan"),
    "stabilize": ("stabilize", "stabilkan"),
}
STATUSES: Final = ("Hijau", "Kuning", "Merah")
THRESHOLDS: Final = (1.1, 1.0, 0.8, 0.6)
"""From which achievement a KPI is in band 5, 4, 3 and 2; below the last it is in band 1."""
CAP: Final = 1.2

_DECIMALS: Final = 10  # so that 0.95 - 0.15 reaches 0.8 in every engine
_LIMIT: Final = 10.0  # T/A has no bound as the actual nears 0
_DUE: Final = {"YA": True, "1": True, "TRUE": True, "TIDAK": False, "0": False, "FALSE": False}

_POLARITY: Final = place("polarity", POLARITIES)
_WAY: Final = 'SUBSTITUTE({minimize_as}," ","")'
_ACHIEVEMENT: Final = (  # of none of the polarities, and of each
    f"CHOOSE(1+{_POLARITY},#VALUE!,"
    "IF({target}=0,(ROUND({actual},10)>=0)*1,1+({actual}-{target})/ABS({target})),"
    "IF({target}=0,(ROUND({actual},10)<=0)*1,"
    f'IF(AND({{target}}>0,{_WAY}="T/A"),'
    "IF({actual}*10<={target},10,MIN(10,{target}/{actual})),1-({actual}-{target})/ABS({target}))),"
    "IF({target}=0,(ROUND(ABS({actual})-{band},10)<=0)*1,"
    "1-MAX(0,ABS({actual}-{target})-{band})/ABS({target})))"
)


@udf(
    category=CATEGORY,
    help="Pencapaian KPI sebagai rasio (1 = 100 %); kosong selama realisasi belum ada.",
    args={
        "actual": "Realisasi, dalam satuan KPI",
        "target": "Target, dalam satuan KPI",
        "polarity": "Polaritas, Maximize/Maksimalkan, Minimize/Minimalkan atau Stabilize/Stabilkan",
        "band": "Toleransi, dalam satuan KPI, di kedua sisi target; hanya untuk Stabilize",
        "minimize_as": 'Cara Minimize, "2-A/T" atau "T/A"; yang kedua hanya untuk target di atas 0',
    },
    native=if_blank(
        ["actual", "target", "polarity"],
        if_numbers(
            f'IF(SUMPRODUCT(({_WAY}={{{{"2-A/T","T/A",""}}}})*1)=0,#VALUE!,'
            f"IF({{band}}<0,#NUM!,{_ACHIEVEMENT}))",
            singles=["actual", "target", "band"],
        ),
    ),
)
def kpi_achievement(
    actual: float, target: float, polarity: str, band: float = 0.0, minimize_as: str = "2-A/T"
) -> float:
    r"""Return how far a KPI has come, as a ratio to its target; a better actual never gives less.

    .. math:: p = 1 + \frac{g}{|T|}, \qquad
        g_{max} = A - T, \quad g_{min} = T - A, \quad g_{stab} = -\max(0, |A - T| - b)

    With a target of 0 it is 1 where the actual is equal or on the good side (:math:`g \ge 0`), else 0.

    Args:
        actual: What was reached (:math:`A`), in the unit of the KPI.
        target: What was to be reached (:math:`T`), in the same unit; may be 0 or negative.
        polarity: Whether more is better (maximize), less (minimize) or neither (stabilize).
        band: Tolerance on each side of the target (:math:`b`), in the same unit; used by stabilize.
        minimize_as: How minimize counts: "2-A/T" as above, or "T/A", :math:`p = T/A` but at most 10, for a
            target above 0.

    Returns:
        The ratio: 1 is 100 %. Not cut at 0 or at the cap, see :func:`kpi_score`.

    Raises:
        UdfError: #VALUE!, an unknown polarity or ``minimize_as``; #NUM!, the band is negative.

    **Example** (sales of 110 for 100; 4 complaints for 5, both ways; humidity 13 for 10 +/- 2):

    >>> kpi_achievement(110, 100, "Maximize")
    1.1
    >>> kpi_achievement(4, 5, "Minimize"), kpi_achievement(4, 5, "Minimize", minimize_as="T/A")
    (1.2, 1.25)
    >>> kpi_achievement(13, 10, "Stabilize", band=2)
    0.9

    Source: quality objectives, items 2.1 and 7.2.2; polarity as in Parmenter.
    """
    kind = word(polarity, POLARITIES, "polaritas")
    way = minimize_as.replace(" ", "").upper()
    if way not in ("2-A/T", "T/A", ""):
        raise UdfError(
            ExcelError.VALUE, f'cara Minimize harus "2-A/T" atau "T/A", ditemukan {shown(minimize_as)}'
        )
    if band < 0:
        raise UdfError(ExcelError.NUM, f"toleransi tidak boleh negatif, ditemukan {shown(band)}")
    if kind == "minimize" and target > 0 and way == "T/A":
        return _LIMIT if actual * _LIMIT <= target else min(_LIMIT, target / actual)
    gain = {
        "maximize": actual - target,
        "minimize": target - actual,
        "stabilize": -max(0.0, abs(actual - target) - band),
    }[kind]
    if target == 0:
        return 1.0 if round(gain, _DECIMALS) >= 0 else 0.0
    return 1 + gain / abs(target)


@udf(
    category=CATEGORY,
    help="Skor KPI: pencapaian, paling rendah 0 dan paling tinggi batas atas.",
    args={
        "achievement": "Pencapaian, sebagai rasio",
        "cap": "Batas atas, misalnya 120 %; 0 berarti tanpa batas",
    },
    native=if_blank(
        ["achievement"],
        if_numbers(
            "IF({cap}<0,#NUM!,MAX(0,"
            'IF({cap}="",MIN({achievement},1.2),IF({cap}=0,{achievement},MIN({achievement},{cap})))))',
            singles=["achievement", "cap"],
        ),
    ),
)
def kpi_score(achievement: float, cap: float = CAP) -> float:
    r"""Return what an achievement counts in the scorecard: not below 0 and not above the cap.

    .. math:: s = \max(0, \min(p, c))

    Args:
        achievement: Ratio of the actual to the target (:math:`p`), 1 is 100 %.
        cap: The most that it counts (:math:`c`), as a ratio; 0 is no cap.

    Raises:
        UdfError: #NUM!, the cap is negative.

    **Example:**

    >>> kpi_score(1.35), kpi_score(1.35, cap=1.1), kpi_score(1.35, cap=0), kpi_score(-0.5)
    (1.2, 1.1, 1.35, 0.0)

    Source: quality objectives, item 7.2.2; with a cap no single KPI hides the others.
    """
    if cap < 0:
        raise UdfError(ExcelError.NUM, f"batas atas tidak boleh negatif, ditemukan {shown(cap)}")
    return max(0.0, min(achievement, cap) if cap else achievement)


@udf(
    category=CATEGORY,
    help="Peringkat pencapaian, 1 sampai 5; tepat di batas sudah masuk peringkat yang lebih tinggi.",
    args={
        "achievement": "Pencapaian, sebagai rasio",
        "thresholds": "Batas peringkat, empat sel: mulai dari pencapaian berapa peringkat 5, 4, 3 dan 2",
    },
    native=if_blank(
        ["achievement"],
        if_numbers(
            'IF(SUMPRODUCT(({thresholds}<>"")*1)<>4,#VALUE!,'
            '1+SUMPRODUCT(({thresholds}<>"")*(ROUND({achievement},10)>={thresholds})))',
            singles=["achievement"],
            ranges=["thresholds"],
        ),
    ),
)
def kpi_band(achievement: float, thresholds: Numbers = THRESHOLDS) -> int:
    """Return the band of an achievement, 5 the best: 1 and one more for each threshold that it reaches.

    Args:
        achievement: Ratio of the actual to the target, 1 is 100 %.
        thresholds: Four ratios from which the bands 5, 4, 3 and 2 begin, in any order.

    Raises:
        UdfError: #VALUE!, the thresholds are not four.

    **Example:**

    >>> kpi_band(1.1), kpi_band(1.09), kpi_band(0.6), kpi_band(0.59)
    (5, 4, 2, 1)

    Source: quality objectives, item 7.2.2; the thresholds are edited in the workbook.
    """
    filled = [threshold for threshold in thresholds if threshold is not None]
    if len(filled) != len(THRESHOLDS):
        raise UdfError(ExcelError.VALUE, f"batas peringkat harus 4, ditemukan {len(filled)}")
    return 1 + sum(round(achievement, _DECIMALS) >= threshold for threshold in filled)


_GREEN: Final = 'IF({green}="",1,{green})'
_YELLOW: Final = 'IF({yellow}="",0.8,{yellow})'


@udf(
    category=CATEGORY,
    help="Status lampu KPI: Hijau, Kuning atau Merah; kosong selama pencapaian belum ada.",
    args={
        "achievement": "Pencapaian, sebagai rasio",
        "green": "Batas hijau, pencapaian mulai dari mana status hijau",
        "yellow": "Batas kuning, pencapaian mulai dari mana status kuning; di bawahnya merah",
        "names": "Nama status, tiga sel untuk hijau, kuning dan merah",
    },
    native=if_blank(
        ["achievement"],
        if_numbers(
            f'IF(SUMPRODUCT(({{names}}<>"")*1)<>3,#VALUE!,IF({_YELLOW}>{_GREEN},#NUM!,'
            f"INDEX({{names}},IF(ROUND({{achievement}},10)>={_GREEN},1,"
            f'IF(ROUND({{achievement}},10)>={_YELLOW},2,3)))&""))',
            singles=["achievement", "green", "yellow"],
        ),
    ),
)
def kpi_status(achievement: float, green: float = 1.0, yellow: float = 0.8, names: Texts = STATUSES) -> str:
    """Return the traffic light of an achievement.

    Args:
        achievement: Ratio of the actual to the target, 1 is 100 %.
        green: Ratio from which it is green.
        yellow: Ratio from which it is yellow; below it is red.
        names: What green, yellow and red are called.

    Raises:
        UdfError: #VALUE!, the names are not three; #NUM!, yellow begins above green.

    **Example:**

    >>> kpi_status(1.0), kpi_status(0.8), kpi_status(0.79)
    ('Hijau', 'Kuning', 'Merah')

    Source: quality objectives, item 7.2.2; traffic lights as in Parmenter.
    """
    filled = sum(1 for name in names if name)
    if filled != len(STATUSES):
        raise UdfError(ExcelError.VALUE, f"nama status harus 3, ditemukan {filled}")
    if yellow > green:
        found = f"{shown(yellow)} di atas {shown(green)}"
        raise UdfError(ExcelError.NUM, f"batas kuning tidak boleh di atas batas hijau, ditemukan {found}")
    reached = round(achievement, _DECIMALS)
    return names[0 if reached >= green else 1 if reached >= yellow else 2] or ""


_IS_DUE: Final = '(({due}&""="Ya")+({due}&""="1")+({due}&""="TRUE"))'
_IS_NOT_DUE: Final = '(({due}="")+({due}&""="Tidak")+({due}&""="0")+({due}&""="FALSE"))'
_COUNTS: Final = f'{_IS_DUE}*(({{scores}}<>"")+IF({{skip_unreported}},0,1)>0)'
_ARGUMENTS: Final = {
    "weights": "Bobot, satu sel untuk setiap KPI",
    "scores": "Skor, sel sebaris dengan bobotnya; kosong bila belum dilaporkan",
    "due": "Jatuh tempo, sel sebaris dengan bobotnya: Ya, TRUE atau 1; Tidak, FALSE, 0 atau kosong bila "
    "belum; satu sel berlaku untuk semua",
    "skip_unreported": "Lewati yang belum dilaporkan, TRUE bila KPI jatuh tempo tanpa skor tidak dihitung 0",
}


def _roll_up(otherwise: str) -> str:
    """Return the formula that refuses what the roll-up refuses."""
    # formulas has no ROWS of an array constant, which is what ``due`` is when it is left out
    cells = '(({due}="")+({due}<>""))'
    count, all_weights = f"SUMPRODUCT({cells})", "ROWS({weights})*COLUMNS({weights})"
    across = f'SUMPRODUCT({cells}*(({{weights}}="")+({{weights}}<>"")))'  # more if one lies, one stands
    return if_numbers(
        "IF(OR(ROWS({weights})<>ROWS({scores}),COLUMNS({weights})<>COLUMNS({scores})),#VALUE!,"
        f"IF(SUMPRODUCT({_IS_DUE}+{_IS_NOT_DUE})<>{count},#VALUE!,"
        f"IF(AND({count}<>1,{count}<>{all_weights}),#VALUE!,IF({across}<>{all_weights},#VALUE!,"
        f'IF(SUMPRODUCT(({{weights}}<>"")*({{weights}}<0))>0,#NUM!,{otherwise})))))',
        ranges=["weights", "scores"],
        flags=["skip_unreported"],
    )


@udf(
    category=CATEGORY,
    help="Skor tertimbang dari KPI yang jatuh tempo; yang belum dilaporkan dihitung 0.",
    args=_ARGUMENTS,
    native=_roll_up(
        f'IF(SUMPRODUCT({_COUNTS},{{weights}})=0,"",'
        f"SUMPRODUCT({_COUNTS},{{weights}},{{scores}})/SUMPRODUCT({_COUNTS},{{weights}}))"
    ),
)
def bsc_score(
    weights: Numbers, scores: Numbers, due: Texts = ("Ya",), skip_unreported: bool = False
) -> float | None:
    r"""Return the weighted score of the KPIs that are due; silence counts 0 and so never raises it.

    .. math:: S = \frac{\sum_{i \in D} w_i s_i}{\sum_{i \in D} w_i}

    Args:
        weights: Weight of each KPI (:math:`w_i`), 0 or more; a blank one counts as 0.
        scores: Score of each KPI (:math:`s_i`) as a ratio; blank: not reported.
        due: Which KPIs are due in the period (:math:`D`): "Ya", TRUE or 1; "Tidak", FALSE, 0 or blank are
            not. One cell holds for all. A score reported for a KPI that is not due is left out.
        skip_unreported: Leave a KPI that is due but not reported out rather than count it 0.

    Returns:
        The score as a ratio, None where nothing that is due has a weight.

    Raises:
        UdfError: #VALUE!, not as many scores or flags as weights, or a flag that is none of these words;
            #NUM!, a weight is negative.

    **Example** (the second is due but silent, the third is not due):

    >>> bsc_score([50, 30, 20], [1.2, None, None], ["Ya", "Ya", None])
    0.75

    Source: quality objectives, items 4.4 and 7.2.2; weighted scorecard as in Kaplan & Norton.
    """
    counted, _ = _parted(weights, scores, due, skip_unreported)
    total = fsum(weight for weight, _ in counted)
    return fsum(weight * score for weight, score in counted) / total if total else None


@udf(
    category=CATEGORY,
    help="Jumlah bobot KPI yang tidak ikut dihitung dalam BSC_SCORE dengan argumen yang sama.",
    args=_ARGUMENTS,
    native=_roll_up(f"SUMPRODUCT(1-{_COUNTS},{{weights}})"),
)
def bsc_weight_left_out(
    weights: Numbers, scores: Numbers, due: Texts = ("Ya",), skip_unreported: bool = False
) -> float:
    """Return the weight that :func:`bsc_score` leaves out, so that a scorecard can show it beside the score.

    Args:
        weights: Weight of each KPI, 0 or more.
        scores: Score of each KPI; blank: not reported.
        due: Which KPIs are due, as for the score.
        skip_unreported: Leave out a KPI that is due but not reported.

    Returns:
        The sum of the weights left out, in their unit.

    Raises:
        UdfError: as for the score.

    **Example:**

    >>> bsc_weight_left_out([50, 30, 20], [1.2, None, None], ["Ya", "Ya", None])
    20.0

    Source: quality objectives, item 7.2.2.
    """
    _, left_out = _parted(weights, scores, due, skip_unreported)
    return fsum(left_out)


def _parted(
    weights: Numbers, scores: Numbers, due: Texts, skip_unreported: bool
) -> tuple[list[tuple[float, float]], list[float]]:
    """Return weight and score of the KPIs that count, and the weights of the others."""
    if len(weights) != len(scores):
        found = f"{len(weights)} bobot dan {len(scores)} skor"
        raise UdfError(ExcelError.VALUE, f"jumlah sel bobot dan skor harus sama, ditemukan {found}")
    flags = [_flag(cell) for cell in due]
    if len(flags) == 1:
        flags *= len(weights)
    if len(flags) != len(weights):
        found = f"{len(weights)} bobot dan {len(flags)} tanda"
        raise UdfError(ExcelError.VALUE, f"jumlah sel bobot dan jatuh tempo harus sama, ditemukan {found}")
    counted, left_out = [], []
    for weight, score, is_due in zip(weights, scores, flags, strict=True):
        if weight is not None and weight < 0:
            raise UdfError(ExcelError.NUM, f"bobot tidak boleh negatif, ditemukan {shown(weight)}")
        if is_due and not (skip_unreported and score is None):
            counted.append((weight or 0.0, score or 0.0))
        else:
            left_out.append(weight or 0.0)
    return counted, left_out


def _flag(cell: str | None) -> bool:
    flag = _DUE.get(cell.upper()) if cell else False
    if flag is None:
        raise UdfError(ExcelError.VALUE, f"jatuh tempo harus Ya atau Tidak, ditemukan {shown(cell)}")
    return flag
