"""The value of a stream of cash flows: payback, net present value, internal rate of return.

Sources: production planning, chapter 11; Newnan, Eschenbach & Lavelle, *Engineering Economic Analysis*. Money
is in rupiah, a rate is a ratio per period (0.12 = 12 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from udfs.economics import CATEGORY
from udfs.registry import ExcelError, Numbers, UdfError, shown, udf

_HALVINGS = 2000  # from any limit down to the next floating-point number
_NOTHING = 1e-13  # of the polynomial's size: it touches 0 there
_APART = 1e-6


@udf(
    category=CATEGORY,
    help="Masa pengembalian investasi dalam periode; #NUM! bila arus kas tidak pernah mengembalikannya.",
    args={
        "investment": "Investasi, rupiah",
        "annual_cash_flow": "Arus kas bersih, rupiah per periode: satu sel untuk arus yang sama, "
        "atau satu sel untuk setiap periode",
    },
)
def payback_period(investment: float, annual_cash_flow: Numbers) -> float:
    r"""Return after how many periods the cash flow has brought the investment back.

    A single cash flow is the same in every period: :math:`n = I / A`. Of several, the period in which their
    sum reaches the investment counts in part, as if the money came evenly.

    Args:
        investment: What is spent at the beginning (:math:`I`), rupiah, above 0.
        annual_cash_flow: Net cash flow of a period (:math:`A`), or of each; a blank is 0.

    Raises:
        UdfError: #NUM!, the investment is not above 0, or the cash flow never brings it back.

    **Example** (100,000 at 25,000 a year; then uneven flows):

    >>> payback_period(100_000, [25_000])
    4.0
    >>> payback_period(100_000, [20_000, 30_000, 40_000, 40_000])
    3.25

    Source: production planning, item 11.2; Newnan, chapter 9.
    """
    if investment <= 0:
        raise UdfError(ExcelError.NUM, f"investasi harus lebih dari 0, ditemukan {shown(investment)}")
    flows = _filled(annual_cash_flow)
    if len(flows) == 1:
        if flows[0] <= 0:
            raise UdfError(ExcelError.NUM, f"arus kas harus lebih dari 0, ditemukan {shown(flows[0])}")
        return investment / flows[0]
    left = investment
    for period, flow in enumerate(flows):
        if flow >= left:
            return period + left / flow
        left -= flow
    raise UdfError(ExcelError.NUM, f"arus kas tidak mengembalikan investasi; kurang {shown(left)}")


@udf(
    category=CATEGORY,
    help="Nilai sekarang bersih: arus kas didiskonto, yang pertama terjadi pada awal (tahun 0).",
    args={
        "rate": "Tingkat diskonto, rasio per periode",
        "flows": "Arus kas, satu sel untuk setiap periode, mulai periode 0 (investasi negatif)",
    },
)
def net_present_value(rate: float, flows: Numbers) -> float:
    r"""Return the value now of cash flows, the first of which happens now.

    .. math:: NPV = \sum_{t=0}^{n} \frac{A_t}{(1 + i)^t}

    Excel's own NPV discounts the first flow too; this one does not.

    Args:
        rate: Discount rate a period (:math:`i`), a ratio above -1.
        flows: Cash flows (:math:`A_t`) in one row or column, period 0 first; a blank is 0.

    Raises:
        UdfError: #NUM!, the rate is -100 % or less; #VALUE!, there are no flows.

    **Example** (Newnan: 1,000 now for 300, 400 and 500 at 8 %):

    >>> round(net_present_value(0.08, [-1000, 300, 400, 500]), 2)
    17.63

    Source: production planning, item 11.2; Newnan, chapter 5.
    """
    _check_flows(flows)
    if rate <= -1:
        raise UdfError(ExcelError.NUM, f"tingkat diskonto harus di atas -100 %, ditemukan {shown(rate)}")
    return _present_value(rate, _filled(flows))


@udf(
    category=CATEGORY,
    help="Tingkat pengembalian internal; #NUM! bila tidak ada atau ada lebih dari satu.",
    args={"flows": "Arus kas, satu sel untuk setiap periode, mulai periode 0 (investasi negatif)"},
    blank=(),
)
def internal_rate_of_return(flows: Numbers) -> float:
    """Return the rate at which the cash flows are worth nothing, where there is exactly one.

    Args:
        flows: Cash flows in one row or column, period 0 first; a blank is 0.

    Returns:
        The rate of a period as a ratio, above -1.

    Raises:
        UdfError: #VALUE!, there are no flows; #NUM!, no rate makes them worth nothing, or several do: then
            the net present value at the company's own rate, or the modified rate, decides.

    **Example** (Newnan: 8,200 now for 2,000 in each of five years; a pump with two rates):

    >>> round(internal_rate_of_return([-8200, 2000, 2000, 2000, 2000, 2000]), 4)
    0.07
    >>> internal_rate_of_return([-1600, 10000, -10000])
    Traceback (most recent call last):
    ...
    udfs.values.UdfError: ada lebih dari satu tingkat pengembalian (25 %, 400 %); pakai NPV atau MIRR

    Source: production planning, item 11.2; Newnan, chapter 7.
    """
    _check_flows(flows)
    amounts = _filled(flows)
    rates = _rates(amounts)
    if not rates:
        raise UdfError(ExcelError.NUM, "tidak ada tingkat pengembalian: arus kas tidak pernah bernilai nol")
    if len(rates) > 1:
        found = ", ".join(f"{shown(round(100 * rate, 2))} %" for rate in rates)
        raise UdfError(
            ExcelError.NUM, f"ada lebih dari satu tingkat pengembalian ({found}); pakai NPV atau MIRR"
        )
    return rates[0]


@udf(
    category=CATEGORY,
    help="Tingkat pengembalian yang dimodifikasi: pengeluaran dibiayai, penerimaan ditanam kembali.",
    args={
        "flows": "Arus kas, satu sel untuk setiap periode, mulai periode 0 (investasi negatif)",
        "finance_rate": "Bunga pinjaman, rasio per periode untuk pengeluaran",
        "reinvest_rate": "Bunga penanaman kembali, rasio per periode untuk penerimaan",
    },
)
def modified_rate_of_return(flows: Numbers, finance_rate: float, reinvest_rate: float) -> float:
    r"""Return the modified internal rate of return, of which there is always one.

    .. math:: \left(\frac{\sum_t A_t^+ (1 + r)^{n - t}}{-\sum_t A_t^- (1 + f)^{-t}}\right)^{1/n} - 1

    Args:
        flows: Cash flows (:math:`A_t`), period 0 first; a blank is 0, blanks at the end are no periods.
        finance_rate: What money spent costs a period (:math:`f`), above -1.
        reinvest_rate: What money received earns a period (:math:`r`), above -1.

    Raises:
        UdfError: #VALUE!, there are no flows; #NUM!, a rate is -100 % or less; #DIV/0!, nothing is spent or
            nothing comes back.

    **Example** (Microsoft's example of MIRR, 10 % and 12 %):

    >>> round(modified_rate_of_return([-120000, 39000, 30000, 21000, 37000, 46000], 0.10, 0.12), 6)
    0.126094

    Source: Newnan, chapter 7A.
    """
    _check_flows(flows)
    if min(finance_rate, reinvest_rate) <= -1:
        found = shown(min(finance_rate, reinvest_rate))
        raise UdfError(ExcelError.NUM, f"bunga harus di atas -100 %, ditemukan {found}")
    amounts = _filled(flows)
    while flows[len(amounts) - 1] is None:  # years after the last flow are no periods
        amounts.pop()
    spent = -_present_value(finance_rate, [min(flow, 0.0) for flow in amounts])
    n = len(amounts) - 1
    received = _present_value(reinvest_rate, [max(flow, 0.0) for flow in amounts]) * (1 + reinvest_rate) ** n
    if not spent or not received or not n:
        raise UdfError(ExcelError.DIV0, "arus kas harus memuat pengeluaran dan penerimaan")
    return float((received / spent) ** (1 / n) - 1)


@udf(
    category=CATEGORY,
    help="Kata-kata untuk tingkat pengembalian internal: OK, tidak ada, atau ada beberapa beserta angkanya.",
    args={"flows": "Arus kas, satu sel untuk setiap periode, mulai periode 0 (investasi negatif)"},
    blank=(),
)
def irr_note(flows: Numbers) -> str:
    """Say whether cash flows have an internal rate of return that can be used, and if not, why.

    Args:
        flows: Cash flows in one row or column, period 0 first; a blank is 0.

    Returns:
        "OK" where there is exactly one rate; otherwise the reason and what to use instead.

    **Example** (a pump with two rates; money that only goes out):

    >>> irr_note([-1600, 10000, -10000])
    'Ada 2 IRR (25 %, 400 %): tanda arus kas berganti lebih dari sekali. Pakai NPV atau MIRR.'
    >>> irr_note([-8200, -100])
    'Tidak ada IRR: arus kas tidak pernah bernilai nol pada bunga berapa pun. Pakai NPV.'

    Source: production planning, item 11.2; Newnan, chapter 7.
    """
    if all(flow is None for flow in flows):
        return "Arus kas kosong."
    rates = _rates(_filled(flows))
    if not rates:
        return "Tidak ada IRR: arus kas tidak pernah bernilai nol pada bunga berapa pun. Pakai NPV."
    if len(rates) == 1:
        return "OK"
    found = ", ".join(f"{shown(round(100 * rate, 2))} %" for rate in rates)
    return f"Ada {len(rates)} IRR ({found}): tanda arus kas berganti lebih dari sekali. Pakai NPV atau MIRR."


def _filled(flows: Numbers) -> list[float]:
    return [flow or 0.0 for flow in flows]


def _check_flows(flows: Numbers) -> None:
    if all(flow is None for flow in flows):
        raise UdfError(ExcelError.VALUE, "arus kas kosong")


def _present_value(rate: float, amounts: Sequence[float]) -> float:
    return _worth(amounts, 1 / (1 + rate))


def _rates(amounts: list[float]) -> list[float]:
    """Return every rate above -1 at which the amounts are worth nothing, the lowest first.

    They are the positive roots of the polynomial in the discount factor.
    """
    factors = _positive_roots(amounts)
    return sorted(1 / factor - 1 for factor in factors)


def _positive_roots(coefficients: Sequence[float]) -> list[float]:
    """Return the positive roots of a polynomial, constant term first.

    Between two roots of its derivative a polynomial has at most one root: bisection finds it.
    """
    terms = list(coefficients)
    while terms and terms[-1] == 0:
        terms.pop()
    while terms and terms[0] == 0:
        terms.pop(0)
    if len(terms) < 2 or min(terms) > 0 or max(terms) < 0:
        return []
    largest = max(map(abs, terms))
    terms = [term / largest for term in terms]
    slopes = [n * term for n, term in enumerate(terms)][1:]
    limit = 1 + max(abs(term / terms[-1]) for term in terms)
    ends = [0.0, *_positive_roots(slopes), limit]
    roots = [root for low, high in pairwise(ends) if (root := _bisected(terms, low, high)) is not None]
    touching = [end for end in ends[1:-1] if abs(_worth(terms, end)) < _NOTHING * _size(terms, end)]
    return roots + [end for end in touching if all(abs(end - root) > _APART * end for root in roots)]


def _bisected(terms: Sequence[float], low: float, high: float) -> float | None:
    """Return the root between two places where the polynomial has different signs."""
    rising = _worth(terms, low) < 0
    if rising == (_worth(terms, high) < 0):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if (_worth(terms, middle) < 0) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _worth(terms: Sequence[float], factor: float) -> float:
    value = 0.0
    for term in reversed(terms):  # Horner's rule
        value = value * factor + term
    return value


def _size(terms: Sequence[float], factor: float) -> float:
    return _worth([abs(term) for term in terms], factor)
