"""Discounts to distributors: on purchases that reach a target, and on payments made in time.

Rupiah are exact. An amount is whole rupiah and a rate a multiple of 0.001 %: two whole numbers, whose product
is exact in Python (:class:`~decimal.Decimal`) and in a cell alike. It is rounded once, at the end,
half a rupiah up. A cell is exact while the product stays below 9 x 10^15: at 5 %, up to 1.8 x 10^12 rupiah.

Source: customer handling, items 3.2, 3.3 and 5.1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from udfs.native import if_blank, if_numbers
from udfs.registry import ExcelError, Matrix, UdfError, shown, udf
from udfs.words import place, word

CATEGORY: Final = "Diskon"
MODES: Final = {"whole": ("seluruhnya", "whole"), "marginal": ("bertingkat", "marginal")}
"""On what a tier's rate is given: on all purchases, or on the part from its threshold on."""
MOST: Final = 5
"""How many tiers there may be."""

_UNITS: Final = 100_000
"""Rates count in thousandths of a percent."""

_PURCHASES: Final = "Pembelian bersih, rupiah, sesudah dikurangi retur"
_TIERS: Final = f"Tingkatan, batas dan tarif bergantian: dua kolom atau satu baris, paling banyak {MOST}"


class _Tier(NamedTuple):
    threshold: Decimal
    rate: int


def _cell(row: str, column: str) -> str:
    return f"INDEX({{tiers}},{row},{column})"


def _limit(n: int) -> str:
    """Return the formula for the n-th threshold, wherever the shape has it."""
    return (
        _cell(f"MIN(ROWS({{tiers}}),{n})", f"MIN(COLUMNS({{tiers}})-1,{2 * n - 1})")
        if n > 1
        else _cell("1", "1")
    )


def _rate(n: int) -> str:
    """Return the formula for the n-th rate."""
    return (
        _cell(f"MIN(ROWS({{tiers}}),{n})", f"MIN(COLUMNS({{tiers}}),{2 * n})") if n > 1 else _cell("1", "2")
    )


def _units(n: int) -> str:
    """Return the formula for the n-th rate in whole units."""
    return f"ROUND({_UNITS}*{_rate(n)},0)"


def _there(n: int, formula: str, otherwise: str = "0") -> str:
    """Return a formula where there is an n-th tier."""
    return f"IF(COUNT({{tiers}})<{2 * n},{otherwise},{formula})"


def _reached(term: str) -> str:
    """Return the formula for the sum of a term over the tiers reached."""
    return "+".join(
        _there(n, f"(ROUND({{purchases}},0)>={_limit(n)})*{_with(term, n)}") for n in range(1, MOST + 1)
    )


def _with(term: str, n: int) -> str:
    """Return the term for the n-th tier: its threshold, and by how much its rate is above the one before."""
    step = f"({_units(n)}-{_units(n - 1)})" if n > 1 else _units(n)
    return term.replace("LIMIT#", _limit(n)).replace("STEP#", step)


def _wrong(n: int) -> str:
    """Return the formula for whether the n-th tier is none: above 100 %, or not above the one before."""
    order = f"+({_limit(n)}<={_limit(n - 1)})" if n > 1 else ""
    return _there(n, f"({_rate(n)}>1){order}")


_SHAPE: Final = (
    f"OR(ROWS({{tiers}})*COLUMNS({{tiers}})>{2 * MOST},"
    "AND(COLUMNS({tiers})<>2,OR(ROWS({tiers})>1,MOD(COLUMNS({tiers}),2)>0)))"
)
_LAST: Final = _cell("MIN(ROWS({tiers}),COUNT({tiers})/2)", "MIN(COLUMNS({tiers}),COUNT({tiers}))")
_GAP: Final = (
    "IF(COUNT({tiers})=0,FALSE,IF(MOD(COUNT({tiers}),2)>0,TRUE,"
    f"COUNT({_cell('1', '1')}:{_LAST})<COUNT({{tiers}})))"
)
_ORDER: Final = "+".join(_wrong(n) for n in range(1, MOST + 1))


def _over_tiers(formula: str, *, refuse: str = "FALSE", also: Sequence[str] = ()) -> str:
    """Return a formula over purchases and tiers that refuses what are no tiers."""
    checked = (
        f"IF(OR({refuse},{_SHAPE}),#VALUE!,"
        f"IF(SUMPRODUCT(({{tiers}}<0)*1)>0,#NUM!,IF({_GAP},#NUM!,IF({_ORDER}>0,#NUM!,{formula}))))"
    )
    return if_blank(["purchases", *also], if_numbers(checked, singles=["purchases"], ranges=["tiers"]))


_STEP: Final = "STEP#"
_MODE: Final = place("mode", MODES)
_PART: Final = f"(ROUND({{purchases}},0)-LIMIT#*({_MODE}-1))*STEP#"


@udf(
    category=CATEGORY,
    help="Diskon target: tarif tingkat yang tercapai atas pembelian, atau bagian demi bagian; rupiah penuh.",
    args={
        "purchases": _PURCHASES,
        "tiers": _TIERS,
        "mode": "Cara, Seluruhnya: tarif atas semua pembelian; Bertingkat: tarif atas bagiannya saja",
    },
    blank=["purchases", "mode"],
    native=_over_tiers(f"ROUND(({_reached(_PART)})/{_UNITS},0)", refuse=f"{_MODE}=0", also=["mode"]),
)
def target_discount(purchases: float, tiers: Matrix, mode: str = "Seluruhnya") -> float:
    """Return the discount on purchases that reach a tier, in whole rupiah.

    Args:
        purchases: Purchases net of returns, rupiah; below 0 (returns exceed purchases) there is no discount.
        tiers: Thresholds and rates by turns, ascending: rows of two cells, or one row.
        mode: ``Seluruhnya``: the rate of the tier reached, on the whole (retrospective). ``Bertingkat``:
            each rate on the part of the purchases in its own tier (marginal).

    Raises:
        UdfError: #VALUE!, another shape or mode; #NUM!, thresholds that do not ascend, one without its rate,
            or a rate that is not between 0 and 1.

    **Example** (2 % from 100 million, 3 % from 250 million; the threshold itself counts):

    >>> tiers = [(100e6, 0.02), (250e6, 0.03)]
    >>> target_discount(250e6, tiers), target_discount(249_999_999, tiers)
    (7500000.0, 5000000.0)
    >>> target_discount(250e6, tiers, "Bertingkat"), target_discount(-5e6, tiers)
    (3000000.0, 0.0)

    Source: customer handling, item 3.3.
    """
    way = word(mode, MODES, "cara")
    net, found = _rupiah(purchases), _tiers(tiers)
    steps = zip([0, *(tier.rate for tier in found)], found, strict=False)
    units = sum(
        (net - (tier.threshold if way == "marginal" else 0)) * (tier.rate - before)
        for before, tier in steps
        if net >= tier.threshold
    )
    return _whole(Decimal(units) / _UNITS)


@udf(
    category=CATEGORY,
    help="Tingkat diskon target yang tercapai: 1, 2, ...; 0 bila belum ada.",
    args={"purchases": _PURCHASES, "tiers": _TIERS},
    blank=["purchases"],
    native=_over_tiers(_reached("1")),
)
def discount_tier(purchases: float, tiers: Matrix) -> int:
    """Return the number of the tier that purchases reach, 0 when they reach none.

    Args:
        purchases: Purchases net of returns, rupiah.
        tiers: As :func:`target_discount` takes them.

    Raises:
        UdfError: as :func:`target_discount`.

    **Example:**

    >>> discount_tier(250e6, [(100e6, 0.02), (250e6, 0.03)])
    2

    Source: customer handling, item 3.3.
    """
    return sum(_rupiah(purchases) >= tier.threshold for tier in _tiers(tiers))


@udf(
    category=CATEGORY,
    help="Tarif tingkat diskon target yang tercapai; 0 bila belum ada.",
    args={"purchases": _PURCHASES, "tiers": _TIERS},
    blank=["purchases"],
    native=_over_tiers(f"({_reached(_STEP)})/{_UNITS}"),
)
def discount_rate(purchases: float, tiers: Matrix) -> float:
    """Return the rate of the tier that purchases reach, 0 when they reach none.

    Args:
        purchases: Purchases net of returns, rupiah.
        tiers: As :func:`target_discount` takes them.

    Raises:
        UdfError: as :func:`target_discount`.

    **Example:**

    >>> discount_rate(250e6, [(100e6, 0.02), (250e6, 0.03)])
    0.03

    Source: customer handling, item 3.3.
    """
    net = _rupiah(purchases)
    return next((tier.rate / _UNITS for tier in reversed(_tiers(tiers)) if net >= tier.threshold), 0.0)


def _next(n: int = 1) -> str:
    if n > MOST:
        return '""'
    return _there(n, f"IF({_limit(n)}>ROUND({{purchases}},0),{_limit(n)},{_next(n + 1)})", '""')


@udf(
    category=CATEGORY,
    help="Batas tingkat diskon target berikutnya, rupiah; kosong bila tingkat tertinggi sudah tercapai.",
    args={"purchases": _PURCHASES, "tiers": _TIERS},
    blank=["purchases"],
    native=_over_tiers(_next()),
)
def next_tier(purchases: float, tiers: Matrix) -> float | None:
    """Return the threshold of the next tier, None when the highest is reached.

    Args:
        purchases: Purchases net of returns, rupiah.
        tiers: As :func:`target_discount` takes them.

    Raises:
        UdfError: as :func:`target_discount`.

    **Example:**

    >>> next_tier(249e6, [(100e6, 0.02), (250e6, 0.03)])
    250000000.0

    Source: customer handling, item 3.3.
    """
    net = _rupiah(purchases)
    return next((float(tier.threshold) for tier in _tiers(tiers) if tier.threshold > net), None)


_PAID: Final = f"ROUND((ROUND({{before}},0)+ROUND({{amount}},0))*ROUND({_UNITS}*{{rate}},0)/{_UNITS},0)"
_BEFORE: Final = f"ROUND(ROUND({{before}},0)*ROUND({_UNITS}*{{rate}},0)/{_UNITS},0)"


@udf(
    category=CATEGORY,
    help="Diskon pembayaran: tarif atas pembayaran yang tidak lewat jatuh tempo; rupiah penuh.",
    args={
        "amount": "Pembayaran, rupiah, seluruh atau sebagian faktur",
        "due": "Jatuh tempo, tanggal",
        "paid": "Tanggal bayar",
        "rate": "Tarif diskon, antara 0 dan 1",
        "before": "Sebelumnya, rupiah faktur itu yang sudah dibayar tepat waktu",
    },
    native=if_blank(
        ["amount", "due", "paid", "rate"],
        if_numbers(
            "IF(OR({due}<61,{due}>=2958466,{paid}<61,{paid}>=2958466,{amount}<0,{before}<0,{rate}<0,{rate}>1),"
            f"#NUM!,IF(INT({{paid}})>INT({{due}}),0,{_PAID}-{_BEFORE}))",
            singles=["amount", "due", "paid", "rate", "before"],
        ),
    ),
)
def payment_discount(amount: float, due: date, paid: date, rate: float, before: float = 0.0) -> float:
    """Return the discount on a payment made on or before the due date, in whole rupiah.

    Parts of an invoice earn together what one payment of the whole would: each earns what it adds to the
    discount on all that was paid in time so far.

    Args:
        amount: What was paid of the invoice, rupiah.
        due: The day on which the invoice is due.
        paid: The day on which the payment came in.
        rate: The rate, 0.01 for 1 %.
        before: What had been paid of the invoice in time before, rupiah.

    Raises:
        UdfError: #NUM!, an amount below 0 or a rate that is not between 0 and 1.

    **Example** (on the due date, a day late; two parts of 50 at 1 %, half a rupiah each):

    >>> due = date(2027, 3, 31)
    >>> payment_discount(40e6, due, due, 0.01), payment_discount(40e6, due, date(2027, 4, 1), 0.01)
    (400000.0, 0.0)
    >>> payment_discount(50, due, due, 0.01), payment_discount(50, due, due, 0.01, before=50)
    (1.0, 0.0)

    Source: customer handling, item 3.2.
    """
    _check_rate(rate)
    for name, value in (("pembayaran", amount), ("yang sudah dibayar", before)):
        if value < 0:
            raise UdfError(ExcelError.NUM, f"{name} tidak boleh negatif, ditemukan {shown(value)}")
    if paid > due:
        return 0.0
    units, earlier = _units_of(rate), _rupiah(before)
    return _whole((earlier + _rupiah(amount)) * units / _UNITS) - _whole(earlier * units / _UNITS)


def _rupiah(amount: float) -> Decimal:
    """Return an amount in whole rupiah, half a rupiah up."""
    return Decimal(repr(float(amount))).to_integral_value(ROUND_HALF_UP)


def _whole(amount: Decimal) -> float:
    return float(amount.to_integral_value(ROUND_HALF_UP))


def _units_of(rate: float) -> int:
    return int((Decimal(repr(float(rate))) * _UNITS).to_integral_value(ROUND_HALF_UP))


def _check_rate(rate: float) -> None:
    if not 0 <= rate <= 1:
        raise UdfError(ExcelError.NUM, f"tarif harus antara 0 dan 1, ditemukan {shown(rate)}")


def _tiers(rows: Matrix) -> list[_Tier]:
    """Return the tiers that are filled.

    Raises:
        UdfError: they are of another shape, do not ascend, or a rate is not between 0 and 1.
    """
    width = len(rows[0]) if rows else 0
    if not width or (width != 2 and (len(rows) > 1 or width % 2)):
        raise UdfError(ExcelError.VALUE, "tingkatan harus dua kolom, atau satu baris batas dan tarif")
    cells = [cell for row in rows for cell in row]
    if len(cells) > 2 * MOST:
        raise UdfError(ExcelError.VALUE, f"paling banyak {MOST} tingkat, ditemukan {len(cells) // 2}")
    for cell in cells:
        if cell is not None and cell < 0:
            raise UdfError(ExcelError.NUM, f"batas dan tarif tidak boleh negatif, ditemukan {shown(cell)}")
    numbers = [cell for cell in cells if cell is not None]
    if len(numbers) % 2 or None in cells[: len(numbers)]:
        raise UdfError(ExcelError.NUM, "batas dan tarif harus berpasangan, tanpa sela")
    found = [
        _Tier(Decimal(repr(float(a))), _units_of(b)) for a, b in zip(numbers[::2], numbers[1::2], strict=True)
    ]
    for n, (before, tier) in enumerate(pairwise(found), 2):
        if tier.threshold <= before.threshold:
            raise UdfError(ExcelError.NUM, f"batas tingkat {n} harus di atas batas tingkat sebelumnya")
    for rate in numbers[1::2]:
        _check_rate(rate)
    return found
